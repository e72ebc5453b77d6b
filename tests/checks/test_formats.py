from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plainspeak
from plainspeak import documents
from plainspeak.checks import formats
from plainspeak.checks.config import Policy
from plainspeak.checks.engine import Checker
from plainspeak.checks.report import Report, joined
from plainspeak.knowledge import load
from plainspeak.settings import RuleSettings

ROOT = Path(__file__).parents[2]
MAIL = (
    b"Subject: Recall of the model is 81%\nContent-Transfer-Encoding: base64\n"
    b"Content-Type: text/plain; charset=utf-8\n\n"
)
ODD = 'The <b>ranker</b>, so "new" it\'s 100% é: in\r\nfact. In order to ship it, recall & FPR matter.\n'


def report_of(*files: tuple[str, bytes]) -> Report:
    knowledge = load()
    policy = Policy(RuleSettings(select=("jargon", "wordy", "acronym-unexplained")))
    checker = Checker(knowledge.audiences.get("exec"), knowledge, policy)
    return joined("exec", [checker.check(documents.read(raw, path)) for path, raw in files])


@pytest.fixture(scope="module")
def report() -> Report:
    from base64 import encodebytes

    mail = MAIL + encodebytes(b"All is well.\n\nThe ranker is late.\n")
    return report_of(("a week.md", ODD.encode()), ("m.eml", mail), ("clean.txt", b"All is well."), ("x.txt", b"\0"))


def test_json_has_the_documented_shape(report: Report) -> None:
    data = json.loads(formats.render("json", report, "warning"))
    schema = json.loads((ROOT / "docs" / "check.schema.json").read_text(encoding="utf-8"))
    assert data.keys() == schema["properties"].keys() == set(schema["required"])
    finding = schema["$defs"]["finding"]
    kinds = {"string": str, "integer": int, "boolean": bool, "array": list, "null": type(None)}
    assert data["findings"]
    for found in data["findings"]:
        assert found.keys() == finding["properties"].keys() == set(finding["required"])
        for key, value in found.items():
            told = finding["properties"][key]
            types = told.get("type", "string")
            assert isinstance(value, tuple(kinds[t] for t in ([types] if isinstance(types, str) else types)))
            assert "enum" not in told or value in told["enum"]
    assert data["not_checked"] == [{"source": "x.txt", "reason": "It is not text."}]
    assert data["not_checked"][0].keys() == schema["$defs"]["not_checked"]["properties"].keys()


def test_json_tells_whose_lines_are_counted(report: Report) -> None:
    found = json.loads(formats.render("json", report, "warning"))["findings"]
    assert {(f["source"], f["lines"]) for f in found} == {("a week.md", "file"), ("m.eml", "file"), ("m.eml", "body")}
    ranker = next(f for f in found if f["source"] == "m.eml" and f["text"] == "ranker")
    assert (ranker["lines"], ranker["line"], ranker["column"]) == ("body", 3, 5)


def test_github_commands_are_one_line_each(report: Report) -> None:
    lines = formats.render("github", report, "warning").splitlines()
    assert len(lines) == len(report.findings) + 1
    for line in lines:
        assert re.fullmatch(r"::(error|warning|notice) title=plainspeak \([a-z -]+\),file=[^:]+::.+", line)
    first = re.match(
        r"::warning title=plainspeak \(jargon\),file=a week.md,line=1,endLine=1,col=8,endColumn=14::", lines[0]
    )
    assert first
    [decoded] = [line for line in lines if "m.eml" in line and "ranker" in line]
    assert "line=" not in decoded
    assert "::Body, line 3: " in decoded


def test_sarif_has_the_keys_that_readers_need(report: Report) -> None:
    data = json.loads(formats.render("sarif", report, "warning"))
    assert data["version"] == "2.1.0"
    assert data["$schema"].endswith("sarif-2.1.0.json")
    [run] = data["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "plainspeak"
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    assert len(run["results"]) == len(report.findings)
    prints = set()
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        [location] = result["locations"]
        place = location["physicalLocation"]
        assert re.fullmatch(r"[A-Za-z0-9%./_-]+", place["artifactLocation"]["uri"])
        if "region" in place:
            region = place["region"]
            assert 1 <= region["startLine"] <= region["endLine"]
            assert min(region["startColumn"], region["endColumn"]) >= 1
        prints.add(result["partialFingerprints"]["primaryLocationLineHash"])
    assert len(prints) == len(run["results"])
    [note] = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == "It is not text."


def test_junit_fails_only_at_the_level(report: Report) -> None:
    for level, failing in (("error", ()), ("warning", ("warning",)), ("note", ("warning", "note"))):
        root = ET.fromstring(formats.render("junit", report, level))  # noqa: S314  our own text
        failures = root.findall(".//failure")
        assert len(failures) == sum(f.severity in failing for f in report.findings) == int(root.get("failures", ""))
        suites = root.findall("testsuite")
        assert [suite.get("name") for suite in suites] == ["a week.md", "m.eml", "clean.txt", "x.txt"]
        assert sum(int(suite.get("tests", "")) for suite in suites) == len(root.findall(".//testcase"))
        assert len(suites[2].findall("testcase")) == 1
        assert suites[3].find("testcase/skipped") is not None


def test_rdjson_counts_bytes(report: Report) -> None:
    data = json.loads(formats.render("rdjson", report, "warning"))
    assert data["source"] == {"name": "plainspeak"}
    lines = ODD.encode().split(b"\n")
    for told in data["diagnostics"]:
        assert told["message"]
        assert told["code"]["value"]
        assert told["severity"] in ("ERROR", "WARNING", "INFO")
        if told["location"]["path"] == "a week.md":
            at = told["location"]["range"]
            assert at["start"]["line"] == at["end"]["line"]
            words = lines[at["start"]["line"] - 1][at["start"]["column"] - 1 : at["end"]["column"] - 1].decode()
            assert words in [f.text for f in report.findings]


class Page(HTMLParser):
    """Collects what a page shows."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.marks: list[str] = []
        self.text: list[str] = []
        self.tags: list[str] = []
        self.skip = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.append(tag)
        self.skip += tag in ("style", "script", "sup", "aside")
        if told.get("id"):
            self.ids.append(str(told["id"]))
        if tag == "mark":
            self.marks += str(told["data-n"]).split()

    def handle_endtag(self, tag: str) -> None:
        self.skip -= tag in ("style", "script", "sup", "aside")

    def handle_data(self, data: str) -> None:
        if not self.skip:
            self.text.append(data)


def test_the_page_shows_the_text_with_every_finding_marked(report: Report) -> None:
    made = formats.render("html", report, "warning")
    page = Page()
    page.feed(made)
    assert page.ids == [f"n{number}" for number in range(1, len(report.findings) + 1)]
    assert {f"n{number}" for number in page.marks} == set(page.ids)
    assert "The <b>ranker</b>, so" in "".join(page.text)
    assert not {"link", "img", "iframe"} & set(page.tags), "it needs no other file"
    assert "http" not in made


@given(st.text(alphabet="recal <>&\"'\n\r\t\x00\x1b-é", max_size=80))
def test_every_format_takes_every_text(text: str) -> None:
    report = plainspeak.check(f"The ranker. {text} Recall is {text} in order to do it.", audience="exec")
    for name in formats.NAMES:
        made = formats.render(name, report, "note")
        made.encode("utf-8")
        if name in ("json", "sarif", "rdjson"):
            json.loads(made)
        elif name == "junit":
            ET.fromstring(made)  # noqa: S314  our own text


def test_a_report_with_nothing_in_it() -> None:
    made: dict[str, Any] = {name: formats.render(name, Report("exec", ()), "note") for name in formats.NAMES}
    assert made["github"] == ""
    assert json.loads(made["sarif"])["runs"][0]["results"] == []
    assert ET.fromstring(made["junit"]).get("tests") == "0"  # noqa: S314  our own text


@pytest.mark.parametrize("form", formats.NAMES)
def test_a_name_that_is_no_utf_8(form: str) -> None:
    name = b"b\xff.md".decode("utf-8", "surrogateescape")
    assert "jargon" in formats.render(form, report_of((name, b"The ranker is late.\n")), "warning")


def test_only_words_that_stand_so_in_the_file_are_to_be_exchanged() -> None:
    page = b"<p>The ranker is late, the <i>ran</i>ker is.</p>\n<p>In <b>order</b> to ship</p>"
    report = report_of(("p.html", page), ("m.md", b"In order to ship it, wait.\n"))
    told = {(f.rule, f.source): f.fix for f in report.findings}
    assert told["wordy", "p.html"] is not None
    diagnostics = json.loads(formats.render("rdjson", report, "note"))["diagnostics"]
    results = json.loads(formats.render("sarif", report, "note"))["runs"][0]["results"]
    for mends in ([d.get("suggestions") for d in diagnostics], [r.get("fixes") for r in results]):
        mended = [f.source for f, its in zip(report.findings, mends, strict=True) if its and f.rule == "wordy"]
        assert mended == ["m.md"]
