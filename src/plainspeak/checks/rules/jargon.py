"""Finds technical terms that this reader does not know and the text does not explain.

What it does: Looks up every term of the glossary, asks whether the reader knows it, and whether the text says what it
means: in brackets, in a clause behind it, in a legend, or by using its plain words beside it. What is left is
reported once, where it first stands, with the glossary's words for this reader as the fix. Names from inside a
program, such as order_id, are reported as well, and words that are no everyday words if they stand beside such a term.

Why: A reader who meets an unknown word stops, guesses, or skips the sentence. An executive who reads "recall" thinks
of faulty cars. Nobody asks; the decision is made without the sentence.

Example: "Recall on scanned forms rose from 71% to 78%."

Instead: "We now read 78 of every 100 scanned forms that matter, up from 71." Or explain it once: "recall (the share
of known cases we catch)".

Source: Plain language guidelines (plainlanguage.gov): write for your audience, avoid jargon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainspeak.checks.explained import explains
from plainspeak.checks.passages import Passage, Reading
from plainspeak.checks.rule import Found, Rule
from plainspeak.checks.unknown_terms import instead, meaning, unknown_terms
from plainspeak.vocabulary import Vocabulary

_SHORTEST = 3  # letters of a word that may be strange
_CODE = re.compile(r"[A-Za-z]+\d*(?:_[A-Za-z0-9]+)+|[a-z]+\d+[a-z]+")

FOUND = (
    ("exec", "Recall on scanned forms is 78%, up from 71% in May.", "Recall"),
    ("exec", "We deployed the new booking page to all clinics on Monday.", "deployed"),
    ("sales", "The chatbot now uses a smaller embedding model.", "embedding"),
    ("pm", "NDCG@10 rose from 0.52 to 0.55 on last week's searches.", "NDCG@10"),
    ("exec", "The ferry forecast was retrained with this year's timetable.", "retrained"),
    ("exec", "We use gradient boosting for the parcel forecast.", "gradient boosting"),
    ("cto", "Log loss fell from 0.41 to 0.38 for the arrivals model.", "Log loss"),
    ("exec", "p99 latency of the map fell from 900 ms to 600 ms.", "p99 latency"),
    ("pm", "Half of the rows have no depot_id.", "depot_id"),
    ("exec", "Our overall recall rose to 81%.", "recall"),
    ("exec", "We replaced the gradient boosting by an autoencoder.", "autoencoder"),
)
SILENT = (
    ("exec", "We now catch 78 of every 100 damaged parcels, up from 71 in May."),
    ("exec", "Recall (the share of known cases we catch) is 78%. Recall was 71% in May."),
    ("exec", "We now catch 78% of known cases (recall 0.78), up from 71%."),
    ("exec", "You may recall the visit to the Porto warehouse."),
    ("exec", "Our reports call this recall: the share of damaged parcels that we find."),
    ("exec", "Recall, the share of damaged parcels that we find, is now 78%."),
    ("ds", "Log loss fell from 0.41 to 0.38 after fine-tuning the embedding model."),
    ("cto", "p99 latency of the map fell from 900 ms to 600 ms."),
    ("pm", "The A/B test ran for three weeks with 4,000 visitors in each variant."),
    ("exec", 'The supplier writes: "Our model has a recall of 0.9."'),
    ("exec", "The product recall in Norway costs us USD 90,000."),
    ("exec", "See `recall` in the report."),
    ("exec", "The baker weighs the dough for the brioche."),
    ("cto", "Half of the rows have no depot_id."),
    ("exec", "The file `depot_id.csv` is attached, and b2b orders are in it."),
    ("sales", "Your pipeline for the autumn holds 40 offers."),
    ("exec", "The error rate at the till fell from 3% to 2%. The root cause was a worn cable."),
)


def find(reading: Reading) -> Iterator[Found]:
    """Yield the unexplained terms, apart from those in capitals."""
    found = list(unknown_terms(reading))
    for unknown in found:
        if unknown.capitals:
            continue
        fix = instead(reading, unknown)
        meanings = " or ".join(meaning(reading, term) for term in unknown.terms)
        told = f"Say “{fix}”, or explain it once in brackets" if fix else "Say it in plain words, or explain it once"
        message = f"This reader may not know “{unknown.text}” ({meanings}). {told}."
        yield Found(unknown.passage.part, *unknown.span, message, fix)
    if not reading.audience.knows_term("unlisted", ""):
        yield from _code(reading)
        yield from _company(reading, [unknown.passage for unknown in found])


def _company(reading: Reading, passages: list[Passage]) -> Iterator[Found]:
    """Yield the words that are no everyday words, of sentences that are technical anyway: each where it first stands.

    Alone, such a word may be of any trade, a cook's as well as a programmer's. Beside a term that this reader does not
    know, it belongs to that term's trade.
    """
    if not passages:
        return
    everyday = Vocabulary(reading.knowledge.language.data.get("everyday", {}))
    said = set(reading.knowledge.check_words.members("jargon", "everyone"))
    for passage in {(p.part, p.start): p for p in passages}.values():
        words = passage.facts.words
        taken = {at for hit in passage.facts.terms for at in range(hit.first, hit.last)}
        names = [(name.start, name.end) for name in passage.facts.names]
        for at, word in enumerate(words):
            plain = word.lower.removesuffix("'s")
            if at in taken or word.kind != "word" or plain in said or not (plain.isascii() and plain.isalpha()):
                continue
            if len(plain) < _SHORTEST or everyday.has(plain) or not word.text.islower():
                continue  # capitals: a name, or acronym-unexplained
            said.add(plain)
            if passage.guarded(word.start, word.end) or any(a <= word.start < b for a, b in names):
                continue
            if not explains(passage, at, at + 1):
                message = (
                    f"This reader may not know “{word.text}”. Say it in plain words, or explain it once in brackets."
                )
                yield Found(passage.part, word.start, word.end, message)


def _code(reading: Reading) -> Iterator[Found]:
    """Yield the names from inside a program, each where it first stands."""
    told = set(reading.knowledge.check_words.members("jargon", "everyone"))
    for passage in reading.passages:
        taken = {at for hit in passage.facts.terms for at in range(hit.first, hit.last)}
        for at, word in enumerate(passage.facts.words):
            if at in taken or word.lower in told or not _CODE.fullmatch(word.text):
                continue
            told.add(word.lower)
            if not passage.guarded(word.start, word.end) and not explains(passage, at, at + 1):
                message = f"“{word.text}” is a name from inside a system. Say what it stands for, or leave it out."
                yield Found(passage.part, word.start, word.end, message)


RULE = Rule("jargon", "warning", find)
