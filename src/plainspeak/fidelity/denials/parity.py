"""Compare what is denied by parity: "none failed" is "all succeeded", and the opposite of "all failed"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity.clauses import clause, clauses
from plainspeak.fidelity.denials import denied
from plainspeak.fidelity.denials.explaining import explains
from plainspeak.fidelity.denials.same_verb import denied_in_one
from plainspeak.fidelity.reading import Reading, stem
from plainspeak.fidelity.segments import akin, content_stems, figure, is_content
from plainspeak.fidelity.texts import Texts, covering
from plainspeak.findings import Finding
from plainspeak.language import Language
from plainspeak.text import Word

_OBJECT = frozenset(("none", "nobody", "nothing", "no", "neither", "nowhere"))
_PREPOSITIONS = frozenset(("with", "at", "in", "for", "by", "under", "on", "to", "from", "and", "but", "or"))
_RELATIVE = frozenset(("that", "which", "who", "whom", "whose", "than"))
_EXCEPT = frozenset(stem(word) for word in ("without", "unless", "until", "till", "except", "other", "before", "if"))
_UNTIL = frozenset(("for", "until", "till", "through", "before", "within"))
_AFTER = frozenset(("after", "on", "from", "beyond", "past", "since"))
_ENDED = 6  # words between a thing and the verb that says that it is over
_VERBAL = 5  # words that a "not" reaches
_PHRASE = 3  # words that the "no" of "with no ..." reaches
_QUANTIFIED = 16  # words that a "none" reaches
_BEHIND = 2  # words between a verb and the "none" behind it
_MOVED = 8  # words between a thing and what says that there is more or less of it
_MOST = 24  # words of one kind that are looked at
_COMMON = 2
_EVIDENCE = ("suggest", "indicat", "hint", "evidence", "sign", "proof", "point")
_GOING_ON = frozenset(("keep", "keeps", "kept", "keeping"))
_STAYING = frozenset("still same remain remains remained flat stable level steady constant".split())
_CLOSE = 5  # words between a verb and what may deny it in other words
_NO_COMPARATIVES = frozenset(
    """
    prefer differ suffer alter offer consider enter deter hinder hamper discover recover trigger blocker winner loser
    deliver answer cover other either remember order number bother sever power lower
    """.split()
)
# Pairs of which there may be more or less.
_GRADED = frozenset(
    """
    agree clear sure trusted calm waste present early strong pass catch like safe help easy visible right busy full
    known open share connected complete solved
    """.split()
)
_THAN = {"more": 1, "longer": 1, "less": -1, "fewer": -1}
_TURNED = {"up": 1, "better": 1, "down": -1, "worse": -1}


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a word.

    Args:
        facts: Its sentence.
        numbers: The numbers of its clause.
    """

    facts: Facts
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Said:
    """A word that has an opposite, and what is said of it.

    Args:
        mark: The word.
        positive: Whether it holds: "failed" and "not open" don't.
        moved: 1 if there is more of it, -1 if there is less, 0 if nothing is said of that.
        denials: The words that turn it round.
        around: What stands around it.
    """

    mark: Marker
    positive: bool
    moved: int
    denials: tuple[Marker, ...]
    around: Around

    @property
    def value(self) -> int:
        """1 if it holds or grows, -1 if not."""
        return (1 if self.positive else -1) * (self.moved or 1)


@dataclass(frozen=True, slots=True)
class Parity:
    """What came of comparing words that have opposites.

    Args:
        findings: What says the opposite.
        source: Where the denials of the source begin that are told otherwise.
        rewrite: Where those of the rewrite begin that only tell what the source says.
        moves: Whether a direction is told by that of its opposite: "disagreement fell", "they agree more often".
    """

    findings: tuple[Finding, ...]
    source: frozenset[int]
    rewrite: frozenset[int]
    moves: bool


def compare(texts: Texts) -> Parity:
    """Return what of a rewrite is the opposite of what the source says, and which denials are told in other words.

    Args:
        texts: The two texts.
    """
    explained = covering(texts.licence.spans)
    was, now = _groups(texts.source, lambda _: False), _groups(texts.rewrite, explained)
    found: list[tuple[Said, Said]] = []
    settled: set[int] = set()
    known: tuple[set[int], set[int]] = (set(), set())
    moves = False
    for pair, one in was.items():
        other = now.get(pair)
        if other is None:
            continue
        values, told = {s.value for s in one}, {s.value for s in other}
        changes = {bool(s.moved) for s in (*one, *other)}
        open_ = any(s.moved and s.denials for s in (*one, *other))
        if open_ or len(values) != 1 or len(told) != 1 or len(changes) != 1:
            continue
        if values != told:
            found += [(one[0], s) for s in other if not explained(s.mark.start)][:1]
            continue
        settled |= {s.mark.start for s in other}
        restated = {s.mark.label for s in one} != {s.mark.label for s in other}
        known[0].update(place for s in one for place in _turning(texts.source, s, restated))
        known[1].update(place for s in other for place in _turning(texts.rewrite, s, restated))
        moves = moves or (restated and True in changes)
    findings = [
        _opposite(texts, a, b)
        for a, b in found
        if b.mark.start not in settled
        and _aligned(texts, a, b)
        and not (_made_up(a, b) or _qualified(texts, b) or _of_another(texts, a, b))
    ]
    findings = findings or [*denied_in_one(texts, known)]
    return Parity(tuple(findings[:1]), frozenset(known[0]), frozenset(known[1]), moves)


def _turning(reading: Reading, said: Said, restated: bool) -> Iterator[int]:
    """Return where the denials begin that a word brings ("no difference") or that it is told with another word for."""
    if restated:
        yield from (d.start for d in said.denials)
        if any(reading.text[d.start : d.end].casefold() == "neither" for d in said.denials):
            nor = said.around.facts.marked("negation", "strong")
            yield from (m.start for m in nor if reading.text[m.start : m.end].casefold() == "nor")
    yield from (m.start for m in reading.within(said.mark.start, said.mark.end, "negation", "strong", "without"))


def _qualified(texts: Texts, said: Said) -> bool:
    """Return whether a clause takes a word back that it explains: "idle servers", "that run with nobody using them"."""
    facts = said.around.facts
    first, last = clause(facts, said.mark.first)
    own = {d.start for d in said.denials}
    strong = [m for m in facts.marked("negation", "strong") if first <= m.first < last and m.start not in own]
    return any(explains(texts, m) for m in strong)


def _of_another(texts: Texts, one: Said, other: Said) -> bool:
    """Return whether a word of the rewrite is said of what the source speaks of in another clause.

    "We lost a server, yet no order was dropped" and "we kept every order" are not at odds.
    """
    language = texts.knowledge.language
    if one.mark.label == other.mark.label:
        return False
    was, now = one.around.facts, other.around.facts
    here = clause(was, one.mark.first)
    goal = _object(now, other.mark, language)
    if not goal or _meets(goal, was.words[slice(*here)], language):
        return False
    return any(_meets(goal, f.words[a:b], language) for f in texts.source.facts for a, b in clauses(f))


def _object(facts: Facts, mark: Marker, language: Language) -> list[Word]:
    """Return the first words behind a word that say something of their own."""
    behind = facts.words[mark.last : clause(facts, mark.first)[1]]
    own = takewhile(lambda w: not language.is_a("prepositions", w.lower), behind)
    return [w for w in own if w.kind == "word" and is_content(w.lower, language)][:_COMMON]


def _meets(some: Sequence[Word], others: Sequence[Word], language: Language) -> bool:
    return any(akin(a, b, language, near=False) for a in some for b in others if b.kind == "word")


def _made_up(one: Said, other: Said) -> bool:
    """Return whether something makes up for a word that is denied in one text only, or other things are counted."""
    if one.around.numbers and other.around.numbers and one.around.numbers != other.around.numbers:
        return True  # "1 of 12 fails", "11 of 12 work"
    if one.mark.label.rpartition("/")[2] != other.mark.label.rpartition("/")[2] and _other_side(one, other):
        return True  # "kept for 30 days", "deleted after 30 days"
    if one.mark.label != other.mark.label or len(one.denials) % 2 == len(other.denials) % 2:
        return False
    less, more = (one, other) if len(one.denials) < len(other.denials) else (other, one)
    if _strong(less.around.facts) >= _strong(more.around.facts):
        return True
    mine = {d.start for d in less.denials}
    loose = [m for m in _negative(less.around.facts) if m.start not in mine and not _overlap(m, less.mark)]
    there = {stem(w.lower) for w in more.around.facts.words}
    loose = [m for m in loose if stem(less.around.facts.words[m.first].lower) not in there and _reaches(m, less)]
    if all(less.around.facts.words[m.first].lower == "only" for m in loose):
        return bool(loose) and bool(there & _EXCEPT)  # "only with a key", "not without a key"
    return True


def _reaches(mark: Marker, said: Said) -> bool:
    """Return whether a word may carry the "not" of another one: "support was dropped", but not "ended in failure"."""
    word = said.around.facts.words[mark.first].lower
    apart = mark.first - said.mark.last if mark.first >= said.mark.last else said.mark.first - mark.last
    if mark.label.startswith(("lasting/", "begin/")) and mark.last < said.mark.first:
        return False
    weak = mark.label == "weak" or mark.table == "opposites"
    return not weak or (word not in _STAYING and (apart <= _CLOSE or word == "only"))


def _other_side(one: Said, other: Said) -> bool:
    """Return whether two words tell of the times before and after one moment."""
    sides = [{w.lower for w in s.around.facts.words} for s in (one, other)]
    timed = all(s.around.facts.moments or s.around.facts.quantities for s in (one, other))
    until, after = ([words & kind for words in sides] for kind in (_UNTIL, _AFTER))
    if any(until[i] and after[i] for i in (0, 1)):
        return False
    return timed and bool((until[0] and after[1]) or (until[1] and after[0]))


def _strong(facts: Facts) -> int:
    """Return how often a sentence denies something outright; "neither ... nor" counts once."""
    return sum(facts.words[m.first].lower != "nor" for m in facts.marked("negation", "strong", "without"))


def _negative(facts: Facts) -> list[Marker]:
    """Return all words of a sentence that may carry a "not"."""
    found = facts.marked("negation", "strong", "without", "weak", "turning")
    found += [m for m in facts.marked("opposites") if m.label.endswith("/no")]
    return found + [m for m in facts.marked("condition") if facts.words[m.first].lower in ("unless", "until", "except")]


def _overlap(one: Marker, other: Marker) -> bool:
    return one.start < other.end and other.start < one.end


def denials(reading: Reading, facts: Facts, first: int, last: int) -> list[Marker]:
    """Return the words that turn round what the word at a place says: "not", "none of", "failed to", "without".

    Args:
        reading: The text.
        facts: The sentence.
        first: Index of the word in it.
        last: Index after it.
    """
    words = facts.words
    begin, end = clause(facts, first)
    out = []
    back = denied.doubled(facts)
    for mark in reading.within(words[begin].start, words[end - 1].end, "negation", "strong", "without", "turning"):
        said = reading.text[mark.start : mark.end].casefold()
        if mark.first <= first < mark.last or first <= mark.first < last:
            continue
        if mark.start in back and words[first].start not in back:
            continue
        if mark.last <= first:
            reach = _VERBAL
            if mark.label == "strong" and denied.whole(facts, mark):
                before = words[mark.first - 1].lower if mark.first > begin else ""
                reach = _PHRASE if said == "no" and before in _PREPOSITIONS else _QUANTIFIED
            if any(w.lower.startswith(_EVIDENCE) for w in words[mark.last : first]):
                continue  # "nothing suggests that anybody noticed"
            if first - mark.last < reach and not denied.until(reading, mark):
                out.append(mark)
        elif mark.label == "strong" and said in _OBJECT:
            between = [w.lower for w in words[last : mark.first]]
            if len(between) <= _BEHIND and not (_PREPOSITIONS | _RELATIVE) & set(between):
                out.append(mark)
    return _once(reading, out)


def _once(reading: Reading, marks: Sequence[Marker]) -> list[Marker]:
    """Return denials without the "nor" of "neither ... nor", and one for words that two lists hold."""
    out: list[Marker] = []
    for mark in marks:
        said = reading.text[mark.start : mark.end].casefold()
        if (said == "nor" and out) or any(m.start < mark.end and mark.start < m.end for m in out):
            continue
        out.append(mark)
    return out


def _groups(reading: Reading, explained: Callable[[int], bool]) -> dict[str, list[Said]]:
    """Return what a text says with words that have opposites, by the pair that they belong to."""
    out: dict[str, list[Said]] = {}
    for facts in reading.facts:
        for mark in facts.marked("opposites"):
            behind = facts.words[mark.last].lower if mark.last < len(facts.words) else ""
            if facts.words[mark.first].lower in _GOING_ON and behind.endswith("ing"):
                continue  # "kept working"
            pair, _, side = mark.label.partition("/")
            listed = out.setdefault(pair, [])
            if len(listed) < _MOST:
                found = _distinct([*denials(reading, facts, mark.first, mark.last), *_ends(reading, facts, mark)])
                turned = tuple(m for m in found if not explained(m.start))
                positive = (side == "yes") == (len(turned) % 2 == 0)
                moved = _moved(reading, facts, mark) if pair in _GRADED else 0
                listed.append(Said(mark, positive, moved, turned, _around(facts, mark)))
    return out


def _distinct(marks: Sequence[Marker]) -> list[Marker]:
    return list({m.start: m for m in marks}.values())


def _ends(reading: Reading, facts: Facts, mark: Marker) -> list[Marker]:
    """Return what else turns a word round: "support has ended", "without a key you cannot"."""
    if facts.words[mark.first].lower == "without":
        return [m for m in facts.marked("negation", "strong") if not _overlap(m, mark)][:1]
    begin, end = clause(facts, mark.first)
    over = reading.within(facts.words[begin].start, facts.words[end - 1].end, "opposites", "lasting/no")
    named = mark.label.startswith("lasting/") or facts.words[mark.first].lower != stem(facts.words[mark.first].lower)
    return [] if named else [m for m in over if 0 <= m.first - mark.last < _ENDED][:1]


def _around(facts: Facts, mark: Marker) -> Around:
    begin, end = clause(facts, mark.first)
    start, last = facts.words[begin].start, facts.words[end - 1].end
    inside = (q for q in facts.quantities if start <= q.start < last)
    return Around(facts, frozenset(figure(q) for q in inside))


def _moved(reading: Reading, facts: Facts, mark: Marker) -> int:
    """Return whether there is more or less of a thing: "delays fell", "they agree more often"."""
    begin, end = clause(facts, mark.first)
    words = facts.words
    span = words[begin].start, words[end - 1].end
    idle = [(m.start, m.end) for m in reading.within(*span, "directions", "none")]
    marks = [*reading.within(*span, "directions", *_TURNED), *reading.within(*span, "moving")]
    own = words[mark.last - 1].lower
    if mark.last - mark.first == 1 and own.endswith("er") and own not in _NO_COMPARATIVES:
        return 1
    marks += [m for m in reading.within(*span, "directions", "none") if words[m.last - 1].lower == "than"]
    idle = [(a, b) for a, b in idle if not reading.text[a:b].casefold().endswith(" than")]
    near = [
        (sum(w.kind == "word" for w in words[min(m.first, mark.first) : max(m.first, mark.first)]), _way(words, m))
        for m in marks
        if _way(words, m)
        and (m.last <= mark.first or mark.last <= m.first)
        and not any(a <= m.start < b for a, b in idle)
    ]
    return min(near)[1] if near and min(near)[0] <= _MOVED else 0


def _way(words: Sequence[Word], mark: Marker) -> int:
    """Return whether a word says more (1) or less (-1); 0 if neither."""
    return _TURNED.get(mark.label) or _THAN.get(words[mark.first].lower, 0)


def _aligned(texts: Texts, one: Said, other: Said) -> bool:
    """Return whether two words are said of the same: their sentences have enough in common."""
    was, now = one.around.facts, other.around.facts
    language = texts.knowledge.language
    said, told = content_stems(was.words, language), content_stems(now.words, language)
    kin = {k for w in was.words for k in language.kin(w.lower)} & {k for w in now.words for k in language.kin(w.lower)}
    alone = len(texts.source.facts) == len(texts.rewrite.facts) == 1
    return len(said & told) + len(kin) >= (1 if alone else _COMMON)


def _opposite(texts: Texts, one: Said, other: Said) -> Finding:
    said, told = texts.said(one.mark), texts.retold(other.mark)
    spans = (one.mark.start, one.mark.end), (other.mark.start, other.mark.end)
    if one.moved:
        message = f"The source says that there is {_more(one)} {said!r}, the rewrite {_more(other)} {told!r}."
        return Finding("direction-flipped", "error", message, told, *spans, said)
    odd = len(one.denials) % 2, len(other.denials) % 2
    added_one = odd == (0, 1) or (odd[0] == odd[1] and one.positive)
    rule = "negation-added" if added_one else "negation-lost"
    was, now = (f"{'not ' if len(s.denials) % 2 else ''}{w!r}" for s, w in ((one, said), (other, told)))
    message = f"The source says {was}, the rewrite {now}: the opposite."
    return Finding(rule, "error", message, told, *spans, said)


def _more(said: Said) -> str:
    return "more" if said.moved > 0 else "less"
