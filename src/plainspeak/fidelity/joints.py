"""Cut a text into the clauses that are joined to what it tells: what opens each, and in what way it is joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plainspeak.facts import Facts
from plainspeak.language import Language
from plainspeak.text import Word

_MARKS = frozenset((",", ";", ":", "(", ")", "—", "–", "|", ".", "--"))
_FULL = frozenset((";", ":", "—", "–", ".", "--"))
_REASONS = frozenset(("as", "because", "since", "given", "thanks", "due", "owing", "seeing"))
_NO_REASON = frozenset("of well before long soon far much many little few opposed against usual planned to".split())
_STANDING = frozenset(("stand", "are", "now"))  # "as things stand" tells no reason
_RESULTS = frozenset(("so", "thus", "hence", "therefore", "thereby"))
_RELATIVES = frozenset(("which", "who", "where", "whose"))
_AMID = frozenset(("because", "so", "and", "but", "which", "where", "while"))  # these also open one without a comma
_PHRASES = (("for", "fear"), ("for", "lack"), ("now", "that"), ("in", "view"), ("in", "light"))
_FEELINGS = frozenset("worry fear concern caution respect necessity need doubt pity anger frustration regard".split())
_FOLLOWING = frozenset(
    "making giving helping leaving letting allowing enabling meaning saving sparing easing keeping bringing ensuring "
    "freeing protecting sending turning putting providing offering relieving reducing cutting improving raising "
    "increasing boosting lowering strengthening preventing avoiding delighting reassuring pleasing winning".split()
)
_BEFORE_GOAL = frozenset("have has had need needs want wants used able unable going due ready likely set free".split())
_BECOMING = frozenset(("being", "having"))
_PRAISES = frozenset(
    "step win boost relief gain benefit plus boon blessing gift leap milestone advantage comfort help".split()
)
_NO_GROUP = frozenset("so now given provided assuming except but than such only and or not".split())
_COUNTS = frozenset("two three four five six seven eight nine ten eleven twelve".split())
_TIME = 2  # words of a time at least: "after a strike"
_GROUP = 6  # words behind "with" that are looked at for what happens


@dataclass(frozen=True, slots=True)
class Joined:
    """A clause of a sentence.

    Args:
        sentence: Index of its sentence.
        kind: "main", "part" (nothing tells how it is joined), "reason", "with" ("with pumps failing"), "result",
            "relative", "time" (", when ..."), "following" ("making ..."), "doing" (other additions),
            "goal" ("to help ..."), "and" or "new" (behind a full stop, a colon or a semicolon).
        words: Its words, the opening one included.
    """

    sentence: int
    kind: str
    words: Sequence[Word]

    @property
    def start(self) -> int:
        """Place of its first character."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Place after its last character."""
        return self.words[-1].end


def joined(sentences: Sequence[Facts], language: Language) -> Iterator[Joined]:
    """Return the clauses of a text, in order.

    Args:
        sentences: What each sentence claims.
        language: The English to use.
    """
    for index, facts in enumerate(sentences):
        words = facts.words
        first, kind = 0, _kind(words, 0, language) or ("new" if index else "main")
        for at in range(1, len(words) + 1):
            over = kind == "time" and at - first > _TIME and at < len(words) and _begins(words, at, language)
            if at < len(words) and not over and not _cut(words, at, language):
                continue
            own = [w for w in words[first:at] if w.text not in _MARKS]
            if own:
                yield Joined(index, _turned(kind, own, language), own)
            if at < len(words):
                first, kind = at, _kind(words, at, language) or ("new" if words[at - 1].text in _FULL else "part")


def _cut(words: Sequence[Word], at: int, language: Language) -> bool:
    """Return whether a clause opens at a word, behind a mark or amid others: "... to help", "... out of worry"."""
    if words[at - 1].text in _MARKS:
        return words[at - 1].end < words[at].start or words[at - 1].text not in (":", ".", ",")
    if words[at].lower in _AMID:
        return (words[at].lower, _lower(words, at + 1)) != ("and", "so")
    return _kind(words, at, language) in ("goal", "with", "time") or _is_phrase(words, at)


def _begins(words: Sequence[Word], at: int, language: Language) -> bool:
    """Return whether a group of words begins that does not belong to the time before it: "after a strike we ..."."""
    word, before = words[at], words[at - 1].lower
    begins = word.kind == "number" or any(language.is_a(k, word.lower) for k in ("determiners", "pronouns"))
    return (begins or word.lower in _COUNTS) and not language.is_a("prepositions", before)


def _is_phrase(words: Sequence[Word], at: int) -> bool:
    """Return whether several words open a reason: "for lack of", "out of worry"."""
    first, second = words[at].lower, _lower(words, at + 1)
    return (first, second) in _PHRASES or ((first, second) == ("out", "of") and _lower(words, at + 2) in _FEELINGS)


def _kind(words: Sequence[Word], at: int, language: Language) -> str:
    """Return how a clause that begins with a word is joined; "" if nothing tells."""
    word, then = words[at].lower, _lower(words, at + 1)
    if word in _REASONS or _is_phrase(words, at):
        stands = then == "things" and _lower(words, at + 2) in _STANDING
        return "" if word == "as" and (stands or then in _NO_REASON) else "reason"
    if word in ("after", "following") or (word in ("when", "once") and at and words[at - 1].text in _MARKS):
        return "time" if then != "that" and _starts(words, at + 1) else ""
    if word in ("if", "unless"):
        return "part"
    if word in _RESULTS:
        return {"far": "", "that": "goal"}.get(then, "result")
    if word in _RELATIVES:
        return "relative"
    if word == "and":
        return "and"
    if word in _FOLLOWING and at:
        return "following"
    before = words[at - 1].lower if at else ","
    if word == "with" and (before in _MARKS or _acts(words, at, language)):
        return "with"
    if word == "to" and language.is_verb_form(then) and then != "be" and not language.is_a("auxiliaries", before):
        return "goal" if before not in _BEFORE_GOAL and not language.is_verb_form(before) else ""
    return ""


def _starts(words: Sequence[Word], at: int) -> bool:
    """Return whether what follows "after" is no figure: "after a strike", but not "after 30 days"."""
    return at < len(words) and words[at].kind == "word"


def _acts(words: Sequence[Word], at: int, language: Language) -> bool:
    """Return whether "with" opens what happens besides: "with new factories opening"."""
    for word in words[at + 1 : at + _GROUP]:
        if word.kind == "mark":
            return False
        if word.lower.endswith("ing") and language.is_verb_form(word.lower) and word is not words[at + 1]:
            return True
    return False


def _turned(kind: str, words: Sequence[Word], language: Language) -> str:
    """Return the kind of a clause, knowing all of its words: "the sizes being wrong" is a reason, "as a rule" none."""
    if kind == "reason" and words[0].lower == "as":
        acts = any(language.is_verb_form(w.lower) or language.is_a("auxiliaries", w.lower) for w in words[3:])
        return kind if acts or len(words) < 2 or words[1].lower not in ("a", "an", "part") else "part"
    if kind == "part" and is_absolute(words):
        return "reason"
    if kind == "part" and words[0].lower.endswith("ing") and len(words) > 2:
        return "doing"
    if kind == "part" and words[0].lower not in _NO_GROUP and _lower(words, 1) == "that":
        return "doing"
    if kind == "part" and words[0].lower in ("a", "an") and "that" in (_lower(words, 2), _lower(words, 3)):
        return "doing"
    praise = kind == "part" and words[0].lower in ("a", "an", "another") and _PRAISES & {w.lower for w in words[1:4]}
    return "following" if praise else kind


def is_absolute(words: Sequence[Word]) -> bool:
    """Return whether a clause has its own subject and no more than an "-ing": "the sizes being wrong".

    Args:
        words: The clause.
    """
    return any(w.lower in _BECOMING for w in words[1:])


def _lower(words: Sequence[Word], at: int) -> str:
    return words[at].lower if at < len(words) else ""
