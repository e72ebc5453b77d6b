"""Find the clauses of a rewrite that tell something new, where all else of it already tells the whole source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from plainspeak.fidelity.added import agents, causes
from plainspeak.fidelity.added.glosses import claims_gain, good
from plainspeak.fidelity.counterparts import Counterparts
from plainspeak.fidelity.joints import Joined, is_absolute, joined
from plainspeak.fidelity.texts import Texts, covering
from plainspeak.findings import Finding
from plainspeak.text import Word

_REASONS = frozenset(("reason", "with", "time"))
_MOVES = ("up", "down", "better", "worse")
_LEAST = 2  # new words of a clause that is no reason
_SHARES = frozenset(("half", "third", "quarter", "majority", "minority", "none", "neither"))
_STRICT = frozenset(("time", "new", "doing"))  # of these, faithful rewrites have many
_OWN = frozenset(("new", "result", "following"))
_CHANCE = frozenset(("chance", "luck", "random", "randomness", "noise", "fluke", "coincidence", "accident"))
_THAT_IS = ("that is", "i.e", "i.e.", "in other words", "that is to say", "namely", "put simply")
_SAYING = frozenset(("compared", "namely"))
_REST = frozenset("otherwise other others rest remaining remainder ones elsewhere everything".split())
_AS = frozenset(("as",))
_SHORT = 3  # words of a clause that only rounds off: "and no shorter"
_FEW = 2  # new words of a clause that tells the other side
_BEHIND = 25  # characters from a figure to a clause that speaks of it
_EMPTY = frozenset(("be", "have", "do"))


class Newcomers:
    """The clauses of a rewrite, each with what it tells that the source does not.

    Args:
        texts: The two texts.
        parts: What of each text has a counterpart in the other.
    """

    def __init__(self, texts: Texts, parts: Counterparts) -> None:
        self._texts, self._parts, self._language = texts, parts, texts.knowledge.language
        self._meant = covering([*_glossing(texts), *((m.start, m.end) for m in texts.licence.meanings)])
        self._telling = parts.inside(texts.rewrite, 0, len(texts.rewrite.text))
        self._caused = any(causes.states(texts, m) for m in texts.source.marked("cause"))
        linking = covering((m.start, m.end) for m in texts.rewrite.marked("cause"))
        self._new = [w for w in parts.new() if not self._meant(w.start) and not linking(w.start)]
        self._light = [w for f in texts.rewrite.facts for w in f.words if self._is_light(w)]
        self._untold = parts.unmoved()
        acting = agents.effects(texts.source.facts, parts, self._language)
        self._acting = parts.unmoved({w.start for effect in acting for w in effect.subject})
        figures = (n.quantity for n in texts.rewrite.numbers)
        self._paired = [pair.rewrite.quantity.start for pair in texts.pairs]
        self._figures = [*(q.start for q in figures), *(m.start for m in texts.rewrite.moments)]

    def invented(self) -> Iterator[Finding]:
        """Return the first clause that is joined on and has no counterpart in the source.

        What of the source has no counterpart may be told by new words. So a clause counts as new only if the rewrite
        has new words enough elsewhere.
        """
        listed = list(joined(self._texts.rewrite.facts, self._language))
        for clause, then in zip(listed, [*listed[1:], None], strict=True):
            ground = then is not None and then.kind == "result" and clause.kind in ("main", "new")
            if clause.kind in ("main", "part") and not ground:
                continue
            if not self._is_explained(clause) and self._is_new(clause, ground=ground) and not self._restates(clause):
                yield self._finding(clause, caused=ground or clause.kind in _REASONS)
                return

    def _is_light(self, word: Word) -> bool:
        """Return whether a word is a verb such as "take", which tells something with what stands beside it."""
        if word.kind != "word" or self._parts.tells(word) or not self._language.is_verb_form(word.lower):
            return False
        return not self._language.bases(word.lower) & _EMPTY and not self._parts.repeated(word)

    def _is_explained(self, clause: Joined) -> bool:
        """Return whether a clause only says what a word means, or gives figures, which other checks compare."""
        if self._meant(clause.words[0].start) or self._meant(clause.words[-1].start):
            return True
        if self._texts.rewrite.text.startswith(" (", clause.end):
            return True  # "to sign in with one account (SSO)"
        if self._only_says(clause) or self._rounds_off(clause):
            return True
        counted = any(clause.start <= place < clause.end for place in self._figures)
        return clause.kind not in _REASONS and (counted or _has(clause, _SHARES))

    def _only_says(self, clause: Joined) -> bool:
        """Return whether a clause follows "that is", and claims nothing: no figure, cause or gain."""
        before = self._texts.rewrite.text[: clause.start].rstrip(" ,").casefold()
        first = clause.words[0].lower
        if not before.endswith(_THAT_IS) and first not in _SAYING:
            return False
        return not self._claims(clause)

    def _rounds_off(self, clause: Joined) -> bool:
        """Return whether a clause tells the other side of what is told: "the others are closed", "and no shorter"."""
        short = len(clause.words) <= _SHORT and bool(self._texts.rewrite.within(clause.start, clause.end, "negation"))
        rest = clause.kind not in _REASONS and _has(clause, _REST) and len(_inside(self._new, clause)) <= _FEW
        as_is = (
            clause.kind == "with"
            and _has(clause, _AS)
            and any(clause.start <= place < clause.end for place in self._figures)
        )
        return (short or rest or as_is) and not self._claims(clause)

    def _claims(self, clause: Joined) -> bool:
        """Return whether a clause tells a gain, or a cause, or praises."""
        return claims_gain(self._texts.rewrite, clause.start, clause.end) or good(clause.words, self._language)

    def _is_new(self, clause: Joined, *, ground: bool) -> bool:
        """Return whether most of what a clause tells is new, and not needed to tell the source."""
        new = _inside(self._new, clause)
        figures = self._paired if clause.kind in _REASONS else self._figures
        known = len(_inside(self._telling, clause)) - len(new)
        known += sum(clause.start <= place < clause.end for place in figures)
        praised = not known and good(new, self._language)
        caused = clause.kind == "new" and bool(self._texts.rewrite.within(clause.start, clause.end, "cause", "strong"))
        told = len(new) + self._is_better(clause, known) + praised + caused
        told += not known and told < _LEAST and clause.kind in _OWN and bool(_inside(self._light, clause))
        named = clause.kind == "reason" and [w.lower for w in clause.words[1:2]] in (["of"], ["to"])
        slack = not known and (told >= _LEAST or named) and (caused or clause.kind not in _STRICT)
        if not praised and self._leaves_room(clause, slack=slack):
            return False
        if clause.kind in _REASONS or ground:
            return self._is_reason(clause, len(new), known)
        then = clause.words[1] if len(clause.words) > 1 else None
        if then and then.lower in ("that", "which") and _of_figure(self._texts, then.start):
            return bool(new)
        joint = self._texts.rewrite.text[: clause.start].rstrip()[-1:]
        if clause.kind == "goal":
            return len(new) > 0 and not known and (joint in ("", ",", ".") or praised)
        if clause.kind in ("relative", "doing") and (joint != "," or (known and clause.kind == "doing")):
            return False
        if clause.kind in ("new", "and") and not (praised or self._acts(clause, known)):
            return False
        return told >= _LEAST and told > known

    def _leaves_room(self, clause: Joined, *, slack: bool) -> bool:
        """Return whether the rewrite has fewer new words elsewhere than the source has untold ones."""
        elsewhere = len(self._new) - len(_inside(self._new, clause))
        elsewhere += len(self._light) - len(_inside(self._light, clause))
        return elsewhere + slack < (self._acting if clause.kind == "reason" else self._untold)

    def _is_reason(self, clause: Joined, new: int, known: int) -> bool:
        """Return whether a clause that gives a reason gives a new one."""
        if clause.kind != "reason":
            return new > (clause.kind == "time") and not known
        if is_absolute(clause.words):
            return not known
        return new > 0 and new >= known and not (known and self._caused)

    def _is_better(self, clause: Joined, known: int) -> bool:
        """Return whether a clause says that something moved, and the source does not."""
        source = self._texts.source
        moved = source.marked("directions", *_MOVES) or any(
            self._language.moves(w.lower) for f in source.facts for w in f.words
        )
        moves = _MOVES if not moved else () if known else ("better", "worse")
        return bool(moves) and bool(self._texts.rewrite.within(clause.start, clause.end, "directions", *moves))

    def _acts(self, clause: Joined, known: int) -> bool:
        """Return whether a clause has a verb of its own."""
        first = [w.lower for w in clause.words[1:3]]
        listed = len(first) > 1 and first[0].endswith("s") and bool(self._language.near(first[0]))
        listed = listed and clause.kind == "and" and not self._language.is_a("prepositions", first[1])
        return listed or self._is_better(clause, known) or any(self._is_finite(w) for w in clause.words)

    def _is_finite(self, word: Word) -> bool:
        """Return whether a word may be the verb of a clause of its own."""
        if word.lower.endswith("ing"):
            return False
        return self._language.is_a("auxiliaries", word.lower) or self._language.is_verb_form(word.lower)

    def _restates(self, clause: Joined) -> bool:
        """Return whether a clause may tell what the source tells, too: the other half of a cause, a denial, chance."""
        source, rewrite = self._texts.source, self._texts.rewrite
        span = clause.start, clause.end
        if source.marked("significance") and (rewrite.within(*span, "significance") or _has(clause, _CHANCE)):
            return True
        if source.marked("directions", "same") and all(rewrite.within(*span, t) for t in ("directions", "negation")):
            return True
        if rewrite.within(*span, "certainty", "unknown") and source.marked("certainty", "unknown"):
            return True
        if self._is_turned(clause):
            return True
        if clause.words[0].lower == "given" and source.marked("condition", "strong"):
            return True
        kinds = () if clause.kind in ("and", "new") else ("strong",)
        if rewrite.within(*span, "negation", *kinds) and source.marked("negation", "strong", "without"):
            return True
        if self._caused and any(causes.takes_up(rewrite, m) for m in rewrite.within(*span, "cause")):
            return True
        return clause.kind == "reason" and self._unfolds(clause)

    def _is_turned(self, clause: Joined) -> bool:
        """Return whether a clause with hardly a new word may be the opposite of what is denied: "it stays open"."""
        new, telling = len(_inside(self._new, clause)), len(_inside(self._telling, clause))
        if clause.kind in _REASONS or new >= min(telling, _FEW) or self._claims(clause):
            return False
        denied = self._texts.rewrite.within(clause.start, clause.end, "negation", "strong")
        return bool(denied or self._texts.source.marked("negation", "strong"))

    def _unfolds(self, clause: Joined) -> bool:
        """Return whether a reason may say in other words what acts in the source: "deadlocks stopped the import"."""
        rest = [w for w in self._telling if not clause.start <= w.start < clause.end]
        untold = {w.start for w in self._parts.untold()}
        for effect in agents.effects(self._texts.source.facts, self._parts, self._language):
            if any(w.start in untold for w in effect.subject) and not self._parts.alike(effect.subject, rest):
                known = len(_inside(self._telling, clause)) > len(_inside(self._new, clause))
                return known or causes.unfolds(effect, clause.words[1:], self._language)
        return False

    def _finding(self, clause: Joined, *, caused: bool) -> Finding:
        words = self._texts.rewrite.text[clause.start : clause.end]
        caused = caused or bool(self._texts.rewrite.within(clause.start, clause.end, "cause", "strong"))
        rule = "cause-invented" if caused else "benefit-invented"
        return Finding(rule, "error", f"The source does not say {words!r}.", words, None, (clause.start, clause.end))


def _glossing(texts: Texts) -> list[tuple[int, int]]:
    """Return the clauses that only say what is meant; "money that ...", behind a figure, says more."""
    return [(a, b) for a, b in texts.asides if not _of_figure(texts, a)]


def _of_figure(texts: Texts, place: int) -> bool:
    """Return whether a clause speaks of a figure before it: "$18k a month, money that ..."."""
    ends = (n.quantity.end for n in texts.rewrite.numbers)
    return any(0 < place - end < _BEHIND and _is_one(texts.rewrite.text[end:place]) for end in ends)


def _is_one(between: str) -> bool:
    """Return whether a comma and a single word stand at the end of some words."""
    _, comma, last = between.rpartition(",")
    return bool(comma) and len(last.split()) == 1


def _has(clause: Joined, words: Set[str]) -> bool:
    return any(w.lower in words for w in clause.words)


def _inside(words: Sequence[Word], clause: Joined) -> list[Word]:
    return [w for w in words if clause.start <= w.start < clause.end]
