"""Whether a model's answer is a passage like the one it is for: one line, no marks, about the same things."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from plainspeak.findings import Finding
from plainspeak.language import Language
from plainspeak.models.brief import Brief
from plainspeak.text import protected, words

RULE = "answer-form"
JARGON = "jargon-kept"

# Of the words of an answer, and of those it is to say, this share at least must meet. Every faithful pair of
# bench/cases has 28% or more in both directions; the answers that were about something else had less.
_SHARED = 0.25
_SHORTEST, _LONGEST = 0.5, 3.0  # times the words of the source
_FREE = 8  # words by which any sentence may grow
_STEM = 5  # letters: "improve" and "improved" count as one word
_MARKS = ("**", "__", "`", "~~", "|", "[", "]", "#")
_LIST = re.compile(r"(?:[-*+•]|\d{1,3}[.)]|#{1,6}|>)\s")
_ENDS = ".!?…:;"
_CLOSERS = "\"'”’»)]*_`"
_SMALL = ("determiners", "pronouns", "prepositions", "conjunctions", "auxiliaries", "adverbs")
_SPEAKERS = frozenset(("i", "me", "my", "please"))  # of one who speaks for himself, or to somebody


def problems(answer: str, brief: Brief, language: Language) -> list[Finding]:
    """Return what is wrong with the form of an answer.

    Args:
        answer: The rewrite that a model gave, masks replaced.
        brief: What the model was told.
        language: The English to read it with.
    """
    sentence, draft, keep = brief.sentence, brief.draft, brief.keep
    supports = [*brief.given, *(term["meaning"] for term in brief.terms)]
    found = [*_shape(answer, sentence, draft), *_kept(answer, sentence, draft, supports, keep)]
    told = stems(answer, language)
    source, drafted = stems(sentence, language), stems(draft, language)
    known = {*source, *drafted, *(stem for text in supports for stem in stems(text, language))}
    if told and sum(stem in known for stem in told) < _SHARED * len(told):
        found.append("The rewrite is about something else than the sentence.")
    elif max(_covered(source, told), _covered(drafted, told)) < _SHARED:
        found.append("The rewrite leaves out most of what the sentence says.")
    return [Finding(RULE, "error", message, answer) for message in found] + list(_jargon(answer, brief.unknown))


def _jargon(answer: str, unknown: Mapping[str, str]) -> Iterator[Finding]:
    """Find words that the draft spares the reader and the answer does not; explained in brackets they may stand."""
    for name, meaning in unknown.items():
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)(?! \()", answer, re.IGNORECASE):
            message = f"This reader may not know {name!r}; say in plain words what it means: {meaning}."
            yield Finding(JARGON, "error", message, name)


def _shape(answer: str, sentence: str, draft: str) -> Iterator[str]:
    if "\n" in answer or "\r" in answer:
        yield "The rewrite must be one line of text, without paragraphs or lists."
    if any(not char.isprintable() and char not in "\r\n" for char in answer):
        yield "The rewrite holds characters that can't be seen."
    if _LIST.match(answer) and not _LIST.match(sentence):
        yield "The rewrite must not begin as a list or a heading."
    for mark in _MARKS:
        more = answer.count(mark) - sentence.count(mark)
        if more > 0 or more % 2 * (mark not in "[]#|"):
            yield f"The rewrite must use {mark} as the sentence does."
    length, most = len(answer.split()), max(len(sentence.split()), len(draft.split()))
    if length > _LONGEST * most + _FREE:
        yield f"The rewrite has {length} words, far more than the sentence has ({len(sentence.split())})."
    if length < _SHORTEST * min(len(sentence.split()), len(draft.split())):
        yield "The rewrite leaves out most of what the sentence says."


def _kept(answer: str, sentence: str, draft: str, supports: Sequence[str], keep: Sequence[str]) -> Iterator[str]:
    for words_kept in dict.fromkeys(keep):
        if answer.count(words_kept) < keep.count(words_kept):
            yield f"The rewrite must hold {words_kept!r} letter by letter."
    sources = "\n".join((sentence, draft, *supports))
    for start, end in protected(answer):
        if answer[start:end] not in sources:
            yield f"The rewrite adds {answer[start:end]!r}, which the sentence does not have."
    spoken = {word.lower for word in words(answer)} & _SPEAKERS
    for word in sorted(spoken - {word.lower for word in words(sources)}):
        yield f"The rewrite must not speak to anybody or for a person ({word!r}); the sentence does not."


def _covered(wanted: Sequence[str], told: Sequence[str]) -> float:
    return sum(stem in told for stem in wanted) / len(wanted) if wanted else 1.0


def stems(text: str, language: Language) -> list[str]:
    """Return the beginnings of the words of a text that say something.

    Args:
        text: Any text.
        language: The English to read it with.
    """
    return [
        word.lower[:_STEM]
        for word in words(text)
        if word.kind == "word" and not any(language.is_a(kind, word.lower) for kind in _SMALL)
    ]


def fitted(answer: str, sentence: str, kind: str) -> str:
    """Return an answer with the beginning and the end that its place wants: a list item's end is that of the source.

    Args:
        answer: The rewrite.
        sentence: What it stands for.
        kind: "prose" or "item".

    >>> fitted("We find more of the cases.", "Recall is up", "item")
    'We find more of the cases'
    """
    first = next((word.text for word in words(answer)), "")
    if sentence[:1].isupper() and first.isalpha() and first.islower():  # not k8s, not iOS
        answer = answer[0].upper() + answer[1:]
    bare, ended = answer.rstrip(_CLOSERS), sentence.rstrip(_CLOSERS)
    if ended[-1:] in (":", ";") and bare[-1:] == ".":
        return answer[: len(bare) - 1] + ended[-1] + answer[len(bare) :]
    if kind == "item" and ended[-1:] not in _ENDS and bare[-1:] == "." and ". " not in bare:
        return answer[: len(bare) - 1] + answer[len(bare) :]
    return answer
