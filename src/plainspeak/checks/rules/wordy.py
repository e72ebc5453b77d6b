"""Finds fillers, hidden verbs and empty hedges: words that could go, or be fewer.

What it does: Looks for phrases that have a shorter twin ("in order to"), that announce instead of saying ("it should
be noted that"), that hide their verb ("make a decision"), and for hedges upon hedges ("might possibly"). It gives the
shorter words. It never touches a hedge that carries a probability, a range or a condition: "may", "about", "up to",
"if" and "we expect" stay. Calibrated doubt is information; padding is not.

Why: Each filler costs the reader a moment and hides the word that matters.

Example: "In order to make a decision about the depot, it should be noted that rents rise in May."

Instead: "To decide about the depot: rents rise in May."

Source: plainlanguage.gov, "Be concise" and "Avoid hidden verbs".
"""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.checks.passages import Passage, Reading
from plainspeak.checks.rule import Found, Rule
from plainspeak.wordlists import Listed

_BETWEEN = 2  # words between the empty verb and the noun: "a full"
_EMPTY = frozenset("full complete thorough detailed careful quick short brief initial first comprehensive".split())

FOUND = (
    ("exec", "We hired a van in order to clear the depot.", "in order to"),
    ("exec", "Due to the fact that the bridge is closed, lorries take the coast road.", "Due to the fact that"),
    ("exec", "It should be noted that rents rise in May.", "It should be noted that rents"),
    ("pm", "The board will make a decision about the depot on 4 May.", "make a decision about"),
    ("sales", "At this point in time, 14 depots are open.", "At this point in time"),
    ("exec", "We utilised the old hall for the fair.", "utilised"),
    ("exec", "The crew might possibly need a second van.", "might possibly"),
    ("exec", "We conducted an analysis of the delays on the coast road.", "conducted an analysis of"),
    ("exec", "The crew performed a thorough clean-up of the depot.", "performed a thorough clean-up of"),
    ("exec", "Last but not least, 14 depots are open."),
    ("exec", "We met to gain a better understanding of the delays.", "gain a better understanding of"),
    ("exec", "We are of the opinion that rents will rise.", "We are of the opinion that"),
)
SILENT = (
    ("exec", "We hired a van to clear the depot."),
    ("exec", "The crew may need a second van, if the bridge stays closed."),
    ("exec", "We expect about 40 to 50 lorries, at most 60."),
    ("exec", "It is likely that rents rise in May, and possible that they double."),
    ("exec", 'The council writes: "In order to open the bridge, we need a permit."'),
    ("exec", "The decision about the depot is due on 4 May."),
    ("exec", "We think that the coast road will stay open, but we are not sure."),
    ("exec", "There is a 70% chance that the bridge opens by June."),
    ("exec", "The doctor has an understanding of pain."),
    ("exec", "We have a check of EUR 90 for you."),
    ("exec", "The vans came in order to the three depots."),
)


def find(reading: Reading) -> Iterator[Found]:
    """Yield the phrases that have shorter twins, with these as fix."""
    for passage in reading.body:
        for listed in reading.listed(passage, "wordy"):
            if listed.label in ("kept", "light", "hidden") or _is_other(reading, passage, listed):
                continue
            yield _found(reading, passage, listed)
        yield from _hidden_verbs(reading, passage)


def _hidden_verbs(reading: Reading, passage: Passage) -> Iterator[Found]:
    """Yield nouns that hide their verb behind another that says nothing: "performed a clean-up of"."""
    nouns = reading.listed(passage, "wordy", "hidden")
    if not nouns:
        return
    words, language = passage.facts.words, reading.knowledge.language
    for light in reading.listed(passage, "wordy", "light"):
        noun = next((one for one in nouns if 0 <= one.first - light.last <= _BETWEEN), None)
        if noun is None:
            continue
        between = [w.lower for w in words[light.last : noun.first]]
        if not between or not language.is_a("determiners", between[0]):
            continue
        if not all(language.is_a("adjectives", w) or w in _EMPTY for w in between[1:]):
            continue  # "made a second comparison of": the word between says something
        start, end = passage.span(light.first, noun.last)
        said = reading.document.parts[passage.part].text[start:end]
        yield Found(passage.part, start, end, f"“{said}” hides its verb in a noun. Use the verb of that noun alone.")


def _is_other(reading: Reading, passage: Passage, listed: Listed) -> bool:
    """Return whether the words are not the phrase: "in order to the depots" has no verb behind."""
    words = passage.facts.words
    if listed.label == "before_verbs":
        after = words[listed.last : listed.last + 1]
        return bool(after) and reading.knowledge.language.is_a("determiners", after[0].lower)
    alone = listed.first == 0 or words[listed.first - 1].kind == "mark"
    return listed.label == "fillers" and listed.last - listed.first < 3 and not alone  # "basically zero" is a bound


def _found(reading: Reading, passage: Passage, listed: Listed) -> Found:
    words = passage.facts.words
    text = reading.document.parts[passage.part].text
    start, end = passage.span(listed.first, listed.last)
    said, fix = text[start:end], listed.instead or ""
    message = f"“{said}” says no more than “{fix}”." if fix else f"“{said}” can go: nothing is lost without it."
    if not fix and listed.first == 0:  # what follows becomes the beginning
        kept = next((word for word in words[listed.last :] if word.kind != "mark"), words[listed.last - 1])
        end, fix = kept.end, kept.text[0].upper() + kept.text[1:]
    elif not fix:
        start, end = _without(text, start, end)
    elif text[start].isupper():
        fix = fix[0].upper() + fix[1:]
    return Found(passage.part, start, end, message, fix, safe=listed.label != "verbs")


def _without(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place to cut, so that neither a space nor a comma is left double."""
    if text[end : end + 1] == "," and text[max(0, start - 2) : start] == ", ":
        return start - 2, end + 1
    return (start - 1, end) if text[max(0, start - 1) : start] == " " else (start, end)


RULE = Rule("wordy", "note", find)
