"""Tell which denials only say what the other text says by a word of time: "not finished yet", "still open"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity.denials.parity import Parity
from plainspeak.fidelity.figures.equality import complementary
from plainspeak.fidelity.reading import Reading
from plainspeak.fidelity.segments import is_content
from plainspeak.fidelity.stems import stem
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding, Span
from plainspeak.language import Language
from plainspeak.text import Word

_ANY_MORE = (("any", "more"), ("any", "longer"), ("anymore",))
_NO_MORE = ("no longer", "no more")
_TOWARDS = frozenset(("to", "into", "onto", "with", "by"))  # what follows is new, and not over
_STILL = frozenset(("still", "remain", "remains", "remained", "stays", "stayed"))
_CLOSED = ("determiners", "prepositions", "conjunctions", "auxiliaries", "pronouns", "adverbs")
_AGAIN = frozenset(("again", "anew", "afresh", "once more", "resumes", "resumed", "restarted", "reinstated"))
_STOPPED = tuple(
    "retir,remov,drop,end,stop,abolish,discontinu,cancel,scrap,abandon,ceas,shut,delet,decommission,withdr,revok,phas,"
    "turned off,switched off,disabl,uninstall,eliminat,sunset".split(",")
)
_GOAL = 4  # words behind "into" that say what is new
_REACH = 6  # words that a "not" reaches
_LONGEST = 40  # words of a sentence that are looked at
_HIGH = frozenset(
    "high higher elevated raised up above long longer slow slower bad worse tense full busy heavy".split()
)


def settle(texts: Texts, parity: Parity) -> Parity:
    """Return what came of comparing opposites, with the denials that are told by a word of time or of amount.

    Args:
        texts: The two texts.
        parity: What came of comparing the words that have opposites.
    """
    source = frozenset(_told(texts, texts.source, texts.rewrite))
    rewrite = frozenset(_told(texts, texts.rewrite, texts.source))
    if not source and not rewrite:
        turned = parity.findings or tuple([*_turned(texts)] or _revived(texts))
        return Parity(turned, parity.source, parity.rewrite, parity.moves)
    findings = tuple(
        f
        for f in parity.findings
        if not (f.source and _touches(source, f.source)) and not (f.rewrite and _touches(rewrite, f.rewrite))
    )
    return Parity(findings, parity.source | source, parity.rewrite | rewrite, parity.moves)


def _turned(texts: Texts) -> Iterator[Finding]:
    """Find what goes on in one text and is over in the other: "still open", "no longer open"."""
    was, now = (_lasting(r, texts.knowledge.language) for r in (texts.source, texts.rewrite))
    for word, (place, lasts) in now.items():
        other, lasted = was.get(word, (place, lasts))
        if lasted != lasts:
            words = texts.rewrite.text[slice(*place)]
            message = f"The source says that this is {'still so' if lasted else 'over'}; the rewrite says {words!r}."
            yield Finding("negation-lost" if lasts else "negation-added", "error", message, words, other, place)
            return


def _revived(texts: Texts) -> Iterator[Finding]:
    """Find what ended and is told as going on again: "we dropped the importer", "there is an importer again"."""
    stopped = [m for m in texts.source.marked("aspect", "over") if texts.said(m).casefold().startswith(_STOPPED)]
    known = texts.source.words
    if not stopped or known & _AGAIN or texts.rewrite.marked("negation", "strong", "weak", "without", "turning"):
        return
    if texts.rewrite.marked("aspect", "over"):
        return
    for facts in texts.rewrite.facts:
        for word in facts.words:
            if word.lower in _AGAIN:
                place = stopped[0].start, stopped[0].end
                message = f"The source says {texts.said(stopped[0])!r}; the rewrite tells it as going on."
                words = texts.rewrite.text[facts.sentence.start : facts.sentence.end]
                yield Finding("negation-lost", "error", message, words, place, (word.start, word.end))
                return


def _lasting(reading: Reading, language: Language) -> dict[str, tuple[Span, bool]]:
    """Return what a text says to go on or to be over, by the stem of the word behind "still" or "no longer"."""
    out: dict[str, tuple[Span, bool]] = {}
    for facts in reading.facts:
        over = [m for m in facts.marked("negation", "strong") if reading.text[m.start : m.end].casefold() in _NO_MORE]
        places = [(m.last, False) for m in over]
        places += [(at + 1, True) for at, w in enumerate(facts.words) if w.lower in _STILL]
        for at, lasts in places:
            word = facts.words[at] if at < len(facts.words) else None
            if word and word.kind == "word" and not any(language.is_a(kind, word.lower) for kind in _CLOSED):
                out.setdefault(stem(word.lower), ((facts.words[at - 1].start, word.end), lasts))
    return out


def _touches(places: frozenset[int], span: tuple[int, int]) -> bool:
    """Return whether a finding is about the word that a settled "not" governs."""
    return any(place <= span[0] and span[0] - place < 40 for place in places)


def _told(texts: Texts, one: Reading, other: Reading) -> Iterator[int]:
    language = texts.knowledge.language
    bounded = _bounded(texts)
    for facts in one.facts:
        for mark in facts.marked("negation", "strong"):
            group = _governed(facts, mark)
            over = one.text[mark.start : mark.end].casefold() in _NO_MORE or _any_more(group)
            timed = _is_over(group, other, language) if over else _is_pending(facts, mark, group, other, language)
            meant = one is texts.rewrite and _is_meaning(texts, group)
            beside = any(mark.start < place < facts.sentence.end for place in bounded)
            if timed or meant or beside or _is_open(one, other, mark):
                yield mark.start


def _is_meaning(texts: Texts, group: Sequence[Word]) -> bool:
    """Return whether a "not" is part of what a term of the source means: "data that it never saw" (held-out data)."""
    glossary, language = texts.knowledge.glossary, texts.knowledge.language
    own = _telling(group, language)[:1]
    said = {stem(w.lower) for f in texts.source.facts for w in f.words}
    if not own or own[0] in said:
        return False
    for term_id in texts.source.terms:
        term = glossary.term(term_id, texts.audiences)
        words = f"{term.plain} {term.noun} {' '.join(term.adjectives.values())}".replace(",", " ").split()
        if any(language.denies(word) for word in words) and own[0] in {stem(word) for word in words}:
            return True
    return False


def _is_open(one: Reading, other: Reading, mark: Marker) -> bool:
    """Return whether a "not" only says that something is not known, and the other text leaves it open, too."""
    unknown = one.marked("certainty", "unknown")
    return any(m.start <= mark.start < m.end for m in unknown) and bool(other.marked("certainty", "unknown"))


def _bounded(texts: Texts) -> list[int]:
    """Return where numbers stand that both texts tell from the two sides: "below 20", "no ... 20 or more"."""
    found = []
    for pair in texts.pairs:
        if complementary(pair.source.quantity.comparator, pair.rewrite.quantity.comparator):
            found += [pair.source.quantity.start, pair.rewrite.quantity.start]
    return found


def _governed(facts: Facts, mark: Marker) -> Sequence[Word]:
    """Return the words that a "not" reaches: to the next mark of punctuation."""
    group = []
    for word in facts.words[mark.last : mark.last + _REACH]:
        if word.kind == "mark" and word.text not in "-'’":
            break
        group.append(word)
    return group


def _any_more(group: Sequence[Word]) -> bool:
    words = tuple(w.lower for w in group)
    return any(words[at : at + len(end)] == end for end in _ANY_MORE for at in range(len(words)))


def _telling(group: Sequence[Word], language: Language) -> list[str]:
    return [stem(w.lower) for w in group if w.kind == "word" and is_content(w.lower, language)]


def _is_over(group: Sequence[Word], other: Reading, language: Language) -> bool:
    """Return whether the other text says that something ended, and the "no longer" is not of what came instead."""
    own = set(_telling(group, language))
    for facts in other.facts:
        for mark in facts.marked("aspect", "over"):
            words = facts.words
            new: set[str] = {stem(w.lower) for w in words[mark.first : mark.last]}
            behind = words[mark.last :]
            for at, word in enumerate(behind):
                if word.kind == "mark" and word.text in ",;:.":
                    break
                if word.lower in _TOWARDS:
                    new |= set(_telling(behind[at + 1 : at + 1 + _GOAL], language))
            if not own & new:
                return True
    return False


def _is_pending(facts: Facts, mark: Marker, group: Sequence[Word], other: Reading, language: Language) -> bool:
    """Return whether the other text says that something goes on, is early or still to come."""
    if not group:
        return False
    end = group[-1].end
    reached = [m for m in facts.marked("aspect", "reached", "eased") if mark.last <= m.first and m.start < end]
    yet = any(w.lower == "yet" for w in group)
    telling = _telling(group, language)
    if not reached and not yet:
        return False
    if reached and reached[0].label == "eased" and not _HIGH & other.words:
        return False
    first = {stem(w.lower) for w in facts.words[reached[0].first : reached[0].last]} if reached else set(telling[:1])
    for there in other.facts:
        said = {stem(w.lower) for w in there.words if w.kind == "word"}
        done = {n for w in there.words[:_LONGEST] for n in (*language.near(w.lower), *language.kin(w.lower))}
        if reached and any(_alike(facts.words[m.first].lower, done, language) for m in reached[:1]):
            continue  # "finished", "not done"
        for pending in there.marked("aspect", "pending"):
            if not first & said or _to_come(there, pending, first):
                return True
    return False


def _alike(word: str, groups: set[int], language: Language) -> bool:
    return not groups.isdisjoint((*language.near(word), *language.kin(word)))


def _to_come(facts: Facts, mark: Marker, first: set[str]) -> bool:
    """Return whether what is denied stands behind the word that says it is to come: "yet to close", "not closed"."""
    behind = {stem(w.lower) for w in facts.words[mark.last : mark.last + 3]}
    return bool(first & behind) and facts.words[mark.last - 1].lower == "to"
