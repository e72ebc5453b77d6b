"""Find a test result told as a size, a certainty or a "no effect", and a significance that nobody has tested."""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.facts import Marker
from plainspeak.fidelity.evidence import unsettled
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.texts import Texts, added
from plainspeak.findings import Finding

_NEAR = 40  # characters between a word of the test and what turns it round
_SIZES = frozenset(
    "greatly much lot considerably considerable substantially substantial sharply strongly far materially clearly big "
    "large well markedly marked noticeably noticeable major dramatically heavily vastly important serious".split()
)
_RESULT = ("significan", "p-value")
_SETTLES_NOTHING = ("inconclusive", "underpowered", "null", "zero")
_LUCK = ("chance", "noise", "random", "coincidence", "fluke", "luck")
_MARGIN = ("margin of error", "confidence interval", "ci", "95% ci")
_BEYOND = (
    "than",
    "unlikely",
    "beyond",
    "rule",
    "exclude",
    "exceed",
    "above",
    "outside",
    "hardly",
    "tell",
    "from ",
    "distinguish",
)
_DENIED = ("not ", "n't ", "n’t ", "no ", "cannot ")
_WITHIN = ("within", "inside", "under", "less than", "below", "smaller than", "no more than", "overlap")
_SHORT_OF = (
    "too ",
    "short of",
    "fail",
    "far from",
    "without",
    "lack",
    "below",
    "under the",
    "missed sig",
    "misses sig",
)
_CUT_OFF = ("threshold", "cut-off", "cutoff", "limit", "bar", "level")


def compare(texts: Texts) -> Iterator[Finding]:
    """Return where a rewrite makes something else of a test result.

    Args:
        texts: The two texts.
    """
    if not texts.source.marked("significance", "words"):
        yield from _brought_in(texts)
        return
    was, now = _verdict(texts.source), _verdict(texts.rewrite)
    told = texts.told("significance", "words")
    if was == "no" and told and (now == "yes" or (not now and not _left_open(texts) and not _cut_off(texts.rewrite))):
        message = "The source says that the result is not significant; the rewrite does not."
        yield added("significance-misread", "error", message, texts, told[-1])
        return
    found = [*_misread(texts), *_read_as_share(texts)]
    yield from found[:1]


def _brought_in(texts: Texts) -> Iterator[Finding]:
    """Find a "significant" of the rewrite where the source tells of no test of it, and of no great size either."""
    words = texts.source.words
    for mark in texts.told("significance", "words"):
        said = texts.retold(mark).casefold()
        statistical = "statistical" in texts.rewrite.text[max(0, mark.start - _NEAR) : mark.start].casefold()
        if any(word.startswith("statistical") for word in words):
            return
        if said.startswith(_RESULT) and (statistical or not words & _SIZES):
            message = f"The source tells of no test whose result is {texts.retold(mark)!r}."
            yield added("significance-misread", "error", message, texts, mark)
            return


def _misread(texts: Texts) -> Iterator[Finding]:
    """Find what must not be made of a test result."""
    known = {texts.said(m).casefold() for m in texts.source.marked("significance", "misread")}
    open_ = _left_open(texts)
    for mark in texts.told("significance", "misread"):
        words = texts.retold(mark).casefold()
        nothing = texts.rewrite.text[mark.end : mark.end + len(" nothing")].casefold() == " nothing"
        behind = texts.rewrite.text[mark.end : mark.end + _NEAR].casefold()
        apart = any(part in behind for part in ("more than", " from ", "beyond", "larger than", "bigger than"))
        measured = apart and any(part in behind for part in (*_LUCK, "margin"))
        if measured or nothing or ((open_ or _still_possible(texts, mark)) and words.startswith("no ")):
            continue  # "finding no difference does not settle it"
        if words not in known and not _under_not(texts, mark):
            message = f"The test result does not say {texts.retold(mark)!r}."
            yield added("significance-misread", "error", message, texts, mark)
            return


def _read_as_share(texts: Texts) -> Iterator[Finding]:
    """Find the level of a confidence told as a share of something, and a range around zero told as zero."""
    for facts in texts.rewrite.facts:
        words = facts.words
        for at, word in enumerate(words[1:], 1):
            nil = word.lower in ("zero", "nil") and words[at - 1].lower in ("is", "was", "are")
            behind = " ".join(w.lower for w in words[at : at + 2])
            level = word.text == "%" and behind == "% of" and _is_level(texts, words[at - 1].text)
            if nil or level:
                message = f"The test result does not say {texts.rewrite.text[words[at - 1].start : word.end]!r}."
                span = words[at - 1].start, word.end
                yield Finding("significance-misread", "error", message, texts.rewrite.text[slice(*span)], None, span)


def _is_level(texts: Texts, number: str) -> bool:
    """Return whether a number is the source's level of confidence: "95% confidence interval"."""
    source = texts.source.text.casefold()
    return any(f"{number}% {word}" in source for word in ("confidence", "ci", "level", "interval"))


def _left_open(texts: Texts) -> bool:
    """Return whether a rewrite says that something is not known or settled."""
    open_ = texts.rewrite.marked("certainty", "unknown") or texts.rewrite.marked("stances", "open")
    return bool(open_) or unsettled.leaves_open(texts.rewrite, texts.knowledge.language)


def _cut_off(reading: Reading) -> bool:
    """Return whether a text sets its p-value against a threshold: that says by itself what the result is."""
    text = reading.text.casefold()
    return any(word in text for word in _CUT_OFF)


def _still_possible(texts: Texts, mark: Marker) -> bool:
    """Return whether a rewrite only says that there may be no effect: "no change is still possible"."""
    return any(0 < m.start - mark.end < _NEAR for m in texts.rewrite.marked("certainty", "possible"))


def _verdict(reading: Reading) -> str:
    """Return what a text says of a test: "yes" it is significant, "no" it is not, or "" if it does not say."""
    said = {_says(reading, m) for m in reading.marked("significance", "words")}
    return "no" if "no" in said else "yes" if "yes" in said else ""


def _says(reading: Reading, mark: Marker) -> str:
    """Return what one word says of a test's result."""
    word = reading.text[mark.start : mark.end].casefold()
    before = reading.text[max(0, mark.start - _NEAR) : mark.start].casefold()
    if any(part in word for part in _SETTLES_NOTHING):
        return "no"
    if any(part in word for part in _LUCK):
        beyond = "than" in word or any(part in before for part in _BEYOND)
        return "yes" if beyond != any(part in before for part in _DENIED) else "no"  # "no more than chance"
    if word.startswith(_MARGIN):
        around = before + reading.text[mark.end : mark.end + _NEAR].casefold()
        not_more = "more than" in before and any(part in before for part in _DENIED)
        return "no" if not_more or any(part in around for part in _WITHIN) else ""
    if word.startswith("p"):
        return ""
    denied = reading.within(mark.start - 2 * _NEAR, mark.start, "negation", "strong")
    denied = [m for m in denied if not {",", ";", "."} & set(reading.text[m.end : mark.start])]
    before += word
    return "no" if denied or any(part in before for part in _SHORT_OF) else "yes"


def _under_not(texts: Texts, mark: Marker) -> bool:
    return any(0 <= mark.start - n.end < _NEAR // 2 for n in texts.rewrite.marked("negation", "strong"))
