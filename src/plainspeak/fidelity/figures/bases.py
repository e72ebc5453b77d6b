"""Compare what shares are shares of: "4% of sessions" is not "4% of users", nor "12% of buyers" "12% of visitors"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from plainspeak.facts import Facts
from plainspeak.fidelity.reading import Number, Reading, stem
from plainspeak.fidelity.segments import is_content
from plainspeak.fidelity.texts import Texts
from plainspeak.findings import Finding
from plainspeak.language import Language
from plainspeak.text import Word

_RELATIVE = frozenset(("who", "that", "which", "whom", "whose"))
_OPENING = frozenset((",", ";", ":", "(", "—", "–", "."))
_ROOT = 6  # letters: "approv" of "approved" and "approvals"
_OF = " of "
_LONGEST = 14  # words of a base


@dataclass(frozen=True, slots=True)
class _Base:
    """What a share is a share of.

    Args:
        head: Its noun; None for "those who ...".
        words: Its content words.
        rest: The content words of its sentence besides.
        group: All its words in small letters.
    """

    head: Word | None
    words: tuple[Word, ...]
    rest: tuple[Word, ...]
    group: frozenset[str]


def compare(texts: Texts) -> Iterator[Finding]:
    """Return a share of one thing that is told as the same share of another.

    Args:
        texts: The two texts.
    """
    language = texts.knowledge.language
    for pair in texts.pairs:
        place = pair.source.quantity.end
        of = texts.source.text[place : place + len(_OF)] == _OF
        if pair.source.quantity.dimension != "share" or (pair.source.direction and not of):
            continue
        was = _base(texts.source, pair.source, language)
        now = _base(texts.rewrite, pair.rewrite, language)
        if now is None:
            continue
        metric = _other_metric(texts, pair.source, now)
        if metric:
            spans = (pair.source.quantity.start, pair.source.quantity.end), (metric.start, metric.end)
            message = f"The rewrite gives a share of {metric.text!r}: that is another metric than the source's."
            yield Finding("metric-confused", "error", message, metric.text, *spans)
            return
        if was is None:
            continue
        found = _crossed(was, now, language) or _other_kind(was, now, language) or _other_noun(texts, was, now)
        if found:
            severity, one, other = found
            message = f"The source gives a share of {one.text!r}, the rewrite one of {other.text!r}."
            spans = (one.start, one.end), (other.start, other.end)
            yield Finding("metric-confused", severity, message, other.text, *spans, one.text)
            return


def _other_metric(texts: Texts, number: Number, now: _Base) -> Word | None:
    """Return the word by which a precision is told as a share of the real cases, or a recall as one of the alarms."""
    table = texts.knowledge.language.data["bases"]
    near = {i for hit in texts.source.facts[number.sentence].terms for i in hit.candidates}
    terms = {number.term} if number.term else near
    for ids, wrong in (("of_flags", "reals"), ("of_reals", "flags")):
        if terms & set(table[ids]) and not terms & set(table["of_reals" if ids == "of_flags" else "of_flags"]):
            right = "flags" if wrong == "reals" else "reals"
            if now.group & set(table[right]) or not now.group & set(table[wrong]):
                return None
            return now.head or now.words[0]
    return None


def _crossed(was: _Base, now: _Base, language: Language) -> tuple[str, Word, Word] | None:
    """Return what a share is of and what is said of it, if they changed places: "of buyers, 12% visit"."""
    gone = [w for w in was.words if not _among(w, now.words, language)]
    new = [w for w in now.words if not _among(w, was.words, language)]
    lost = next((w for w in gone if _among(w, now.rest, language)), None)
    added = next((w for w in new if _among(w, was.rest, language)), None)
    if lost and added:
        return "error", lost, added
    same = was.head and now.head and _among(was.head, (now.head,), language)
    joined = lost and "-" in was.group and any(w.start == lost.end + 1 for w in was.words)  # "prompt-injection"
    if lost and same and not new and was.head and lost.start < was.head.start and not joined:
        return "error", lost, now.head or lost  # "30% of failed logins", "30% of logins fail"
    if was.head and now.head and not _among(was.head, (now.head,), language):
        turned = _among(was.head, now.rest, language) and _among(now.head, (*was.words, *was.rest), language)
        if turned:
            return "error", was.head, now.head
        return ("warning", was.head, now.head) if _among(was.head, now.rest, language) else None
    return None


def _other_kind(was: _Base, now: _Base, language: Language) -> tuple[str, Word, Word] | None:
    """Return the nouns of two bases that count things of another kind: sessions and users."""
    if not was.head or not now.head:
        return None
    here, there = (_kinds(head.lower, language) for head in (was.head, now.head))
    return ("error", was.head, now.head) if here and there and not here & there else None


def _other_noun(texts: Texts, was: _Base, now: _Base) -> tuple[str, Word, Word] | None:
    """Return the noun of the rewrite's base if the source speaks of it too, but does not give a share of it."""
    if not was.head or not now.head or _among(was.head, (now.head,), texts.knowledge.language):
        return None
    said = {stem(w.lower) for f in texts.source.facts for w in f.words}
    told = {stem(w.lower) for f in texts.rewrite.facts for w in f.words}
    other = stem(now.head.lower) in said - {stem(w.lower) for w in was.words}
    return ("warning", was.head, now.head) if stem(was.head.lower) not in told and other else None


def _kinds(word: str, language: Language) -> set[int]:
    groups = language.data["bases"]["kinds"]
    return {at for at, group in enumerate(groups) if word in group}


def _among(word: Word, others: tuple[Word, ...], language: Language) -> bool:
    """Return whether a word, or one of its kind, is one of others."""
    kin = set(language.kin(word.lower))
    root = word.lower[:_ROOT] if len(word.lower) > _ROOT else word.lower
    return any(
        stem(word.lower) == stem(w.lower)
        or (len(root) == _ROOT and w.lower.startswith(root))
        or (kin and kin & set(language.kin(w.lower)))
        for w in others
    )


def _base(reading: Reading, number: Number, language: Language) -> _Base | None:
    """Return what a share is a share of: "3% of the late parcels", "of the parcels that are late, 3%"."""
    facts = reading.facts[number.sentence]
    words = facts.words
    at = bisect_left(words, number.quantity.end, key=lambda w: w.start)
    first = bisect_left(words, number.quantity.core[0], key=lambda w: w.start)
    between = [w for w in words[first + 1 : first + 2] if is_content(w.lower, language)]
    then = words[first + 2].lower if first + 2 < len(words) else ""
    if number.quantity.form == "ratio" and between and then in ("in", "out"):
        group = between  # "one session in 50"
    elif at < len(words) and words[at].lower == "of":
        group = _group(words[at + 1 : at + 1 + _LONGEST], language)
    else:
        group = _told_before(facts, number, language)
        if not group and number.quantity.form == "ratio" and words[at - 1].kind == "number" and at < len(words):
            group = _group(words[at : at + _LONGEST], language)
    dated = [(m.start, m.end) for m in facts.moments]
    group = [w for w in group if not any(a <= w.start < b for a, b in dated)]
    if "time" in [w.lower for w in group[:2]] and "of" not in [w.lower for w in group[:3]]:
        return None  # "88% of the time" is a share of whatever it is
    content = [w for w in group if w.kind == "word" and is_content(w.lower, language)]
    if not content:
        return None
    inside = {w.start for w in content}
    rest = [w for w in words if w.kind == "word" and w.start not in inside and is_content(w.lower, language)]
    return _Base(_head(group, language), tuple(content), tuple(rest), frozenset(w.lower for w in group))


def _told_before(facts: Facts, number: Number, language: Language) -> list[Word]:
    """Return the group of "Of the parcels that arrived late, 20% ..."."""
    words = facts.words
    last = bisect_left(words, number.quantity.start, key=lambda w: w.start)
    for at in range(max(0, last - _LONGEST), last):
        opens = at == 0 or words[at - 1].text in _OPENING
        opens = opens or (words[at - 1].lower == "out" and (at == 1 or words[at - 2].text in _OPENING))
        if opens and words[at].lower in ("of", "among"):
            end = next((i for i in range(at, last) if words[i].text == ","), last)
            return _group(words[at + 1 : end], language, whole=True)
    return []


def _group(behind: tuple[Word, ...], language: Language, *, whole: bool = False) -> list[Word]:
    """Return the noun group at the beginning of some words, with what limits it: "visitors with a coupon"."""
    out: list[Word] = []
    relative = verbs = 0
    for at, word in enumerate(behind):
        lower = word.lower
        noun = any(w.kind == "word" and is_content(w.lower, language) for w in out)
        joint = lower not in _RELATIVE and language.is_a("conjunctions", lower)
        joint = joint and not language.is_a("prepositions", lower)
        article = lower not in _RELATIVE and language.is_a("determiners", lower)
        again = noun and not relative and article and not _linked(out, language)
        if (word.kind == "mark" and lower not in ("-", "'", "’")) or joint or (again and not whole):
            break
        told = not relative and _has_head(out, language)
        if told and not whole and is_content(lower, language) and not lower.endswith(("ed", "ing")):
            break  # "developers trust", whether or not we know the verb
        relative += lower in _RELATIVE
        verb = (lower != "to" and language.is_a("auxiliaries", lower)) or (
            language.is_verb_form(lower) and bool(noun or relative) and not _plural_noun(out, behind[at:], language)
        )
        after = out[-1].lower if out else ""
        if verb and not whole and not language.is_a("determiners", after) and not language.is_a("prepositions", after):
            aux = out and language.is_a("auxiliaries", after)
            verbs += not aux
            if verbs > relative:
                break
        out.append(word)
    return out


def _plural_noun(out: list[Word], rest: tuple[Word, ...], language: Language) -> bool:
    """Return whether a word that may be a verb is a noun in the plural: the "calls" of "API calls"."""
    if not out or not _kinds(rest[0].lower, language) or language.inflection.is_plural(out[-1].lower):
        return False
    then = rest[1] if len(rest) > 1 else None
    kinds = ("prepositions", "auxiliaries", "conjunctions")
    ends = then is None or then.kind == "mark" or any(language.is_a(kind, then.lower) for kind in kinds)
    return is_content(out[-1].lower, language) and (ends or language.is_verb_form(then.lower if then else ""))


def _has_head(out: list[Word], language: Language) -> bool:
    """Return whether a group ends with a noun in the plural, besides adverbs: "sessions now"."""
    for word in reversed(out):
        if language.is_a("prepositions", word.lower):
            return False
        if language.inflection.is_plural(word.lower):
            return True
    return False


def _linked(out: list[Word], language: Language) -> bool:
    """Return whether an article may follow inside a group: "visitors with a coupon"."""
    return any(language.is_a("prepositions", w.lower) or language.is_verb_form(w.lower) for w in out[-1:])


def _head(group: list[Word], language: Language) -> Word | None:
    """Return the noun of a group: the last content word before what limits it."""
    head = None
    for word in group:
        if word.kind != "word" or language.is_a("prepositions", word.lower) or word.lower in _RELATIVE:
            if head or word.lower in _RELATIVE:
                break
            continue
        if language.is_verb_form(word.lower) and head and word.lower.endswith("ed"):
            break
        if is_content(word.lower, language):
            head = word
            if language.inflection.is_plural(word.lower):
                break  # "developers trust", "requests end to end"
    return head
