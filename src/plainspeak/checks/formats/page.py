"""A report as a page to look at: each text with its findings marked, and below them what to do."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise, takewhile

from plainspeak.checks.document import Document, Part
from plainspeak.checks.formats import places
from plainspeak.checks.report import CheckFinding, Report
from plainspeak.findings import SEVERITIES, Span
from plainspeak.markup import merge

# A row ends before an empty line, an item of a list or a heading, so that a note stands near what it is about.
_ROW = re.compile(r"\n(?=[ \t]*(?:\r?\n|[-*+•–][ \t]|\d{1,3}[.)][ \t]|#{1,6}[ \t]))")
_COUNTED = {"error": "errors", "warning": "warnings", "note": "notes"}

_STYLE = """
:root { --paper: #fff; --desk: #f3f1ec; --ink: #22252b; --soft: #6b7079; --line: #dedad0; --shade: #0000000f;
  --error: #c0322b; --warning: #b06f00; --note: #2b6cb0;
  --error-bg: #fbdcd9; --warning-bg: #fdebc4; --note-bg: #dcebfa }
@media (prefers-color-scheme: dark) { :root { --paper: #1d2026; --desk: #14161a; --ink: #e4e6ea; --soft: #979da8;
  --line: #343943; --shade: #0006; --error: #ff8a80; --warning: #f0b84f; --note: #7fb8ff;
  --error-bg: #55231f; --warning-bg: #4d3a10; --note-bg: #1c3a58 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--desk); color: var(--ink);
  font: 17px/1.6 "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif }
main { max-width: 1020px; margin: 0 auto; padding: 32px 24px 64px }
header p, aside, footer, .path { font-family: ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue",
  Arial, sans-serif }
h1 { font-size: 26px; font-weight: 600; margin: 0 0 4px }
header p { color: var(--soft); font-size: 15px; margin: 0 }
header b { font-weight: 600 } .error b { color: var(--error) } .warning b { color: var(--warning) }
.note b { color: var(--note) }
article { background: var(--paper); border: 1px solid var(--line); border-radius: 6px; margin-top: 28px;
  box-shadow: 0 1px 3px var(--shade); padding: 12px 0 24px }
.path { color: var(--soft); font-size: 13px; padding: 4px 36px 12px; border-bottom: 1px solid var(--line);
  margin: 0 0 14px }
.text { white-space: pre-wrap; overflow-wrap: anywhere; padding: 0 36px; max-width: 860px }
.subject .text { font-size: 22px; font-weight: 600; padding-bottom: 10px }
.others { color: var(--soft); font-style: italic }
mark { color: inherit; background: none; border-radius: 3px; padding: 1px 0; border-bottom: 2px solid; cursor: help }
mark.error { background: var(--error-bg); border-color: var(--error) }
mark.warning { background: var(--warning-bg); border-color: var(--warning) }
mark.note { background: var(--note-bg); border-color: var(--note) }
sup { font: 600 11px/1 ui-sans-serif, system-ui, sans-serif; padding-left: 1px } sup a { color: inherit;
  text-decoration: none }
sup.error { color: var(--error) } sup.warning { color: var(--warning) } sup.note { color: var(--note) }
aside { display: grid; grid-template-columns: repeat(auto-fit, minmax(270px, 1fr)); gap: 10px 14px;
  padding: 10px 36px 18px;
  font-size: 14px; line-height: 1.45 }
.card { border-left: 3px solid; padding: 4px 8px 4px 12px; border-radius: 2px; transition: background .15s }
.card.error { border-color: var(--error) } .card.warning { border-color: var(--warning) }
.card.note { border-color: var(--note) }
.card p { margin: 0 } .card .rule { color: var(--soft); font-size: 12.5px } .card .rule b { font-weight: 600 }
.card .fix { margin-top: 5px; white-space: pre-wrap; overflow-wrap: anywhere }
.card .fix q { quotes: none; background: var(--desk); border-radius: 3px; padding: 1px 5px; font-family: inherit }
.card.lit, .card:target { background: var(--desk) } mark.lit { outline: 2px solid var(--soft); outline-offset: 1px }
.unread { padding: 0 36px; color: var(--error); font-size: 15px } .clean { padding: 0 36px; color: var(--soft);
  font-size: 15px }
footer { color: var(--soft); font-size: 13px; margin-top: 24px }
@media (max-width: 700px) { .text, .path, aside { padding-inline: 18px } main { padding-inline: 8px } }
@media print { body { background: none } article { box-shadow: none } }
""".strip()

_SCRIPT = """
for (const m of document.querySelectorAll("mark")) {
  const cards = m.dataset.n.split(" ").map((n) => document.getElementById("n" + n));
  const light = (on) => cards.forEach((c) => c.classList.toggle("lit", on));
  m.addEventListener("mouseenter", () => light(true)); m.addEventListener("mouseleave", () => light(false));
}
for (const c of document.querySelectorAll(".card")) {
  const marks = document.querySelectorAll(`mark[data-n~="${c.id.slice(1)}"]`);
  const light = (on) => marks.forEach((m) => m.classList.toggle("lit", on));
  c.addEventListener("mouseenter", () => light(true)); c.addEventListener("mouseleave", () => light(false));
}
""".strip()


def render(report: Report, level: str) -> str:
    """Return the report as one HTML page that needs no other file.

    Args:
        report: What was found.
        level: Not used: the page shows all severities.
    """
    del level
    numbered: dict[int, list[tuple[int, CheckFinding]]] = {}
    for number, finding in enumerate(report.findings, 1):
        numbered.setdefault(id(finding.part), []).append((number, finding))
    articles = "\n".join(_article(document, numbered) for document in report.documents)
    names = ", ".join(places.path(document.path) for document in report.documents[:3])
    title = f"{names}{' …' if len(report.documents) > 3 else ''}"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>plainspeak: {escape(title)}</title>
<style>
{_STYLE}
</style>
</head>
<body>
<main>
<header>
<h1>Before you send it</h1>
<p>Read for {escape(report.audience)}: {_counts(report)}</p>
</header>
{articles}
<footer>Made by plainspeak check. It looks at how things are said; whether they are true only you can tell.</footer>
</main>
<script>
{_SCRIPT}
</script>
</body>
</html>
"""


def _counts(report: Report) -> str:
    counts = []
    for severity in SEVERITIES:
        if count := sum(finding.severity == severity for finding in report.findings):
            said = _COUNTED[severity] if count > 1 else severity
            counts.append(f'<span class="{severity}"><b>{count}</b> {said}</span>')
    return " · ".join(counts) or "nothing was found."


def _article(document: Document, numbered: dict[int, list[tuple[int, CheckFinding]]]) -> str:
    rows = [f'<p class="path">{escape(places.path(document.path))}</p>']
    rows += (f'<p class="unread">Not checked: {escape(reason)}</p>' for reason in document.not_checked)
    for part in document.parts:
        rows += _rows(part, numbered.get(id(part), []))
    return "<article>\n" + "\n".join(rows) + "\n</article>"


def _rows(part: Part, findings: Sequence[tuple[int, CheckFinding]]) -> Iterator[str]:
    """Yield a row for each paragraph, item or heading: its text, and below it the notes on what begins in it."""
    edges = [0, *(match.end() for match in _ROW.finditer(part.text)), len(part.text)]
    others = deque(merge(list(part.others)))
    first, reached, shown = 0, 0, findings
    for start, end in pairwise(edges):
        if start == end:
            continue
        while reached < len(shown) and shown[reached][1].span[0] < end:
            reached += 1
        here = [(number, f) for number, f in shown[first:reached] if f.span[1] > start]
        cards = "\n".join(_card(number, finding) for number, finding in here if finding.span[0] >= start)
        text = _marked(part.text, start, end, here, others).rstrip("\n") or "&nbsp;"
        notes = f"<aside>{cards}</aside>" if cards else ""
        yield f'<div class="{part.kind}"><div class="text">{text}</div>{notes}</div>'
        while first < reached and shown[first][1].span[1] <= end:
            first += 1
        while others and others[0][1] <= end:
            others.popleft()


def _marked(text: str, start: int, end: int, here: Sequence[tuple[int, CheckFinding]], others: Iterable[Span]) -> str:
    """Return a stretch of text with its findings marked; where several overlap, the most severe gives the colour."""
    grey = [(max(a, start), min(b, end)) for a, b in takewhile(lambda span: span[0] < end, others) if b > start]
    edges = {start, end, *(edge for span in grey for edge in span)}
    for _, finding in here:
        edges |= {max(start, finding.span[0]), min(end, finding.span[1])}
    out: list[str] = []
    over: list[tuple[int, CheckFinding]] = []
    waiting, greying = deque(here), deque(grey)
    for left, right in pairwise(sorted(edges)):
        words = escape(text[left:right], quote=False)
        over = [(number, f) for number, f in over if f.span[1] > left]
        while waiting and waiting[0][1].span[0] <= left:
            over.append(waiting.popleft())
        while greying and greying[0][1] <= left:
            greying.popleft()
        if greying and greying[0][0] <= left:
            words = f'<span class="others">{words}</span>'
        if over:
            worst = min((f.severity for _, f in over), key=SEVERITIES.index)
            numbers = " ".join(str(number) for number, _ in over)
            told = escape("\n".join(f.message for _, f in over))
            words = f'<mark class="{worst}" data-n="{numbers}" title="{told}">{words}</mark>'
        out.append(words)
        out += (
            f'<sup class="{f.severity}"><a href="#n{number}">{number}</a></sup>'
            for number, f in over
            if f.span[1] == right
        )
    return "".join(out)


def _card(number: int, finding: CheckFinding) -> str:
    fix = ""
    if finding.fix is not None:
        fix = (
            f'<p class="fix">Instead: <q>{escape(finding.fix)}</q></p>'
            if finding.fix
            else '<p class="fix">Leave it out.</p>'
        )
    head = f'{number} · <span class="{finding.severity}"><b>{finding.severity}</b></span> · {finding.rule}'
    return (
        f'<div class="card {finding.severity}" id="n{number}"><p class="rule">{head}</p>'
        f"<p>{escape(finding.message, quote=False)}</p>{fix}</div>"
    )
