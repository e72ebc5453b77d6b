"""Find the terms of a text: which names stand in it, and what each of them means among the words around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from plainspeak.language import FORMS, Inflection
from plainspeak.phrases import Hit, find, key, table
from plainspeak.senses import UNITS, Trades, figure_fits, is_acted_on, is_verb
from plainspeak.text import Word
from plainspeak.vocabulary import Vocabulary

_PARTICLES = frozenset("up down back out off over in on away".split())
_BEFORE_VERB = frozenset(
    "we they i you to will would can could may might must shall should cannot not is are was were be been being "
    "has have had don't didn't doesn't won't can't please let's".split()
)
_AFTER_NOUN = frozenset(
    "is are was were has have had will may might could can should must rose fell rises falls grew went hit cut "
    "for of in on at by from to and or but up down still now remains stays held".split()
)
_BEFORE_OBJECT = frozenset(
    "a an the our your their its his her this that these those all each every some any no".split()
)
_ADVERBS = frozenset("now also already still always never often just only automatically then again".split())
_BESIDE_VERB = frozenset(
    "without until when while if it them itself themselves twice again only too quickly slowly".split()
)
_UNIT_BESIDE = -2  # the place of a unit in a neighbouring sentence
_FIELD = 2  # names of one domain that make it the field a sentence speaks of
# Domains that speak of one kind of work: a term of one shows what a name of another means.
_FAMILIES = (
    frozenset("classification regression ranking training language-models model-operations data-quality".split()),
    frozenset("data-quality data-engineering databases".split()),
    frozenset(
        "data-engineering databases architecture cloud networks reliability systems delivery security everyday".split()
    ),
    frozenset("experiments product".split()),
)


@dataclass(frozen=True, slots=True)
class TermHit:
    """A term found in a list of words.

    Args:
        term: The term's id; "" if several terms share the name and the words around it don't decide.
        candidates: The ids of all terms that it could be.
        first: Index of its first word.
        last: Index after its last word.
        kind: "name", "verb" or "adjective".
        form: For a name "one" or "many"; for a verb its form ("past").
        base: For a verb or an adjective the technical word it comes from.
    """

    term: str
    candidates: tuple[str, ...]
    first: int
    last: int
    kind: str
    form: str
    base: str


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a name stands among: words, near words of terms, the neighbours' words, fields, whether of another trade."""

    words: Sequence[Word]
    near: Sequence[tuple[int, int, Any]]
    beside: Set[str]
    fields: Counter[str]
    other_trade: bool


def prepare(terms: Mapping[str, Mapping[str, Any]], english: Mapping[str, Any]) -> dict[str, Any]:
    """Return the tables that finding terms needs, as plain data.

    Args:
        terms: The merged terms of the packs, by id.
        english: The merged content of the english files.
    """
    inflection = Inflection(english)
    everyday_verbs = frozenset(english.get("everyday", {}).get("verbs", "").split())
    trades = Trades(english.get("trades", {}), Vocabulary(english.get("everyday", {})))
    names: list[tuple[str, Any]] = []
    near: list[tuple[str, Any]] = []
    unless: list[tuple[str, Any]] = []
    for term_id, term in terms.items():
        everyday = {name.casefold() for name in term.get("everyday", ())}
        for name in term.get("names", ()):
            flags = [
                name.isupper() and len(name) > 1,
                name.casefold() in everyday,
                trades.has(name),
            ]
            names.append(
                (
                    name,
                    [
                        term_id,
                        "name",
                        "many" if inflection.is_plural(key(name)[-1]) and not name.isupper() else "one",
                        "",
                        *flags,
                    ],
                )
            )
            last = key(name)[-1]
            if last.isalpha() and not inflection.is_plural(last):
                plural = name[: len(name) - len(last)] + inflection.plural(last)
                names.append((plural, [term_id, "name", "many", "", *flags]))
        for verb in term.get("verbs", {}):
            for form in FORMS:
                spelled = inflection.verb(verb, form)
                entry = [term_id, "verb", form, verb, False, verb.casefold() in everyday]
                entry.append(trades.has(verb))
                names.append((spelled, entry))
                first, _, rest = spelled.partition(" ")
                if rest in _PARTICLES:  # "rolled it back"
                    names += [
                        (f"{first} {it} {rest}", [*entry[:2], f"{form} {it}", *entry[3:]])
                        for it in ("it", "them", "this", "that")
                    ]
        for adjective in term.get("adjectives", {}):
            own = [adjective.casefold() in everyday, trades.has(adjective)]
            names.append((adjective, [term_id, "adjective", "", adjective, False, *own]))
        for word in term.get("near", ()):
            near.append((word, term_id))
            if word.isalpha():
                near.append((inflection.plural(word.casefold()), term_id))
        for phrase in term.get("unless", ()):
            verb, _, rest = phrase.partition(" ")
            phrasal = rest in _PARTICLES and verb in everyday_verbs
            forms = FORMS if phrasal else ("base",)  # "log in": "logs in", "logged in"
            unless += [(inflection.verb(phrase, form), term_id) for form in forms]
    return {
        "names": table(names),
        "near": table(near),
        "unless": table(unless),
        "trades": trades.table(inflection.plural),
    }


class TermFinder:
    """Finds terms by their names, and decides what a name that may mean several things means.

    Args:
        terms: The merged terms of the packs, by id.
        tables: What ``prepare`` made of them.
    """

    def __init__(self, terms: Mapping[str, Mapping[str, Any]], tables: Mapping[str, Any]) -> None:
        self._data = terms
        self._tables = tables

    def named(self, text_words: Sequence[Word]) -> list[tuple[int, int, tuple[str, ...]]]:
        """Return every name in a list of words, whatever it means there: first and last index, and the ids it may mean.

        Args:
            text_words: The words of a text.
        """
        found = find(self._tables["names"], text_words)
        return [(h.first, h.last, tuple(dict.fromkeys(p[0] for p in h.payloads))) for h in found]

    def find(self, text_words: Sequence[Word], context: Sequence[Word] = ()) -> list[TermHit]:
        """Return the terms in a list of words, in order.

        Args:
            text_words: The words of a sentence.
            context: The words of its neighbours, which help to decide what a shared name means.
        """
        excluded = self._excluded(text_words)
        found = [part for hit in find(self._tables["names"], text_words) for part in self._apart(hit, text_words)]
        hits: list[TermHit] = []
        other_trade = self._of_other_trade(found, text_words, excluded)
        near = self._near(text_words, () if other_trade else context) if found else []
        fields = self._fields(found, text_words, excluded)
        scene = _Scene(text_words, near, {w.lower for w in context}, fields, other_trade)
        for hit in found:
            entries = [
                p
                for p in hit.payloads
                if p[0] not in excluded.get(hit.first, ())
                and (not p[4] or _in_capitals(text_words[hit.first : hit.last]))
            ]
            if _is_action(entries, text_words, hit):
                continue
            if scene.other_trade:
                entries = [[*p[:5], p[5] or p[6], *p[6:]] for p in entries]
            if len({p[0] for p in entries}) > 1 or any(p[5] for p in entries):
                entries = self._voted(entries, hit, scene)
            entries = self._of_one_kind(entries, text_words, hit.first)
            if entries:
                ids = tuple(dict.fromkeys(p[0] for p in entries))
                chosen = entries[0]
                hits.append(
                    TermHit(ids[0] if len(ids) == 1 else "", ids, hit.first, hit.last, chosen[1], chosen[2], chosen[3])
                )
        return hits

    def _voted(self, entries: list[Any], hit: Hit, scene: _Scene) -> list[Any]:
        """Return those meanings of a name for which most speaks: words beside it, a figure, the field of the sentence.

        An ordinary word for which nothing speaks means none of them.
        """
        votes = dict.fromkeys((p[0] for p in entries), 0)
        named = scene.words[hit.first].lower in scene.beside  # else "5%" in the next line is of something else
        near = [n for n in scene.near if named or n[0] != _UNIT_BESIDE]
        for i in votes:
            measured = self._data[i].get("measured", "")
            at = (scene.words, hit.first, hit.last, measured)
            fits, far = (figure_fits(*at, far=wide, bare=scene.other_trade) for wide in (False, True))
            counted = [n for n in near if far or not measured or not _is_unit(n, scene.words, hit.last)]
            votes[i] = _votes(counted, i, hit.first, hit.last) + fits
        if not any(votes.values()):
            votes = {i: scene.fields[self._data[i]["domain"]] // _FIELD for i in votes}
        undecided = entries if len(votes) > 1 and not any(votes.values()) and not scene.other_trade else []
        entries = [p for p in entries if votes[p[0]] or not p[5]] or undecided
        best = max((votes[p[0]] for p in entries), default=0)
        return [p for p in entries if votes[p[0]] == best]

    def _apart(self, hit: Hit, text_words: Sequence[Word]) -> list[Hit]:
        """Return a hit, or what its last words name where it can't be an adjective: "high latency" without a noun."""
        then = text_words[hit.last] if hit.last < len(text_words) else None
        inside = text_words[hit.first : hit.last]
        leads = then is not None and then.kind == "word" and then.lower not in _AFTER_NOUN
        joined = all(p[1] == "adjective" and "-" in p[3] for p in hit.payloads)
        if leads or not joined or any(w.text == "-" for w in inside):
            return [hit]
        parts = find(self._tables["names"], inside[1:])
        return [replace(p, first=p.first + hit.first + 1, last=p.last + hit.first + 1) for p in parts] or [hit]

    def _of_other_trade(
        self, found: Sequence[Hit], text_words: Sequence[Word], excluded: Mapping[int, set[str]]
    ) -> bool:
        """Return whether a sentence speaks of another trade, and names nothing that is technical beyond doubt."""
        if not found:
            return False
        sure = [hit for hit in found if not all(p[5] for p in hit.payloads)]
        taken = {at for hit in sure for at in range(hit.first, hit.last)}.union(excluded)
        signs = find(self._tables["trades"], text_words, overlapping=True)
        if not any(True in sign.payloads and sign.first not in taken for sign in signs) or any(
            False in sign.payloads for sign in signs
        ):
            return False
        return not any(
            not p[5] and not p[6] and p[0] not in excluded.get(hit.first, ())
            for hit in found
            for p in hit.payloads
            if not p[4] or _in_capitals(text_words[hit.first : hit.last])
        )

    def _fields(
        self, found: Sequence[Hit], text_words: Sequence[Word], excluded: Mapping[int, set[str]]
    ) -> Counter[str]:
        """Return how many names of each domain stand in a sentence that can mean one thing only."""
        fields: Counter[str] = Counter()
        for hit in found:
            ids = {p[0] for p in hit.payloads if not p[4] or _in_capitals(text_words[hit.first : hit.last])}
            sure = len(ids) == 1 and not any(p[5] for p in hit.payloads)
            if sure and ids.isdisjoint(excluded.get(hit.first, ())):
                fields[self._data[min(ids)]["domain"]] += 1
        return fields

    def passed_over(
        self, text_words: Sequence[Word], hits: Sequence[TermHit]
    ) -> list[tuple[int, int, tuple[str, ...]]]:
        """Return the names that were taken as ordinary words only because nothing spoke for a term.

        Args:
            text_words: The words of a sentence.
            hits: What ``find`` found in them.
        """
        taken = {at for hit in hits for at in range(hit.first, hit.last)}
        excluded = self._excluded(text_words)
        over = []
        for first, last, ids in self.named(text_words):
            left = tuple(i for i in ids if i not in excluded.get(first, ()))
            if left and taken.isdisjoint(range(first, last)):
                over.append((first, last, left))
        return over

    def settled(self, text_words: Sequence[Word], hits: Sequence[TermHit]) -> list[TermHit]:
        """Return names that ``find`` took as ordinary words, though the other terms speak of their one field.

        Args:
            text_words: The words of a sentence.
            hits: What ``find`` found in them.
        """
        fields = Counter(self._data[hit.term]["domain"] for hit in hits if hit.term)
        taken = {at for hit in hits for at in range(hit.first, hit.last)}
        excluded = self._excluded(text_words)
        settled: list[TermHit] = []
        found = find(self._tables["names"], text_words)
        if not fields or self._of_other_trade(found, text_words, excluded):
            return settled
        for hit in found:
            entries = [p for p in hit.payloads if not p[4] or _in_capitals(text_words[hit.first : hit.last])]
            ids = {p[0] for p in entries}
            if len(ids) != 1 or not taken.isdisjoint(range(hit.first, hit.last)):
                continue
            [term_id] = ids
            names = [p for p in self._of_one_kind(entries, text_words, hit.first) if p[1] == "name"]
            domain = self._data[term_id]["domain"]
            shown = fields[domain] or any(domain in f and not f.isdisjoint(fields) for f in _FAMILIES)
            metric = bool(self._data[term_id].get("good"))  # "loss", "precision": too common in any trade
            if names and shown and not metric and term_id not in excluded.get(hit.first, ()):
                settled.append(TermHit(term_id, (term_id,), hit.first, hit.last, "name", names[0][2], ""))
        return settled

    def _excluded(self, text_words: Sequence[Word]) -> dict[int, set[str]]:
        """Return the terms that a word can't mean because of the phrase that it stands in."""
        excluded: dict[int, set[str]] = {}
        for hit in find(self._tables["unless"], text_words, overlapping=True):
            for at in range(hit.first, hit.last):
                excluded.setdefault(at, set()).update(hit.payloads)
        return excluded

    def _of_one_kind(self, entries: list[Any], text_words: Sequence[Word], first: int) -> list[Any]:
        """Of a word that is both noun and verb ("we patch servers", "the patch"), keep the one that fits here."""
        if len({p[1] for p in entries}) < 2:
            return entries
        at = first
        while at and text_words[at - 1].lower in _ADVERBS:  # "we now cache the rates"
            at -= 1
        before = text_words[at - 1].lower if at else ""
        behind = [w for w in text_words[first + 1 : first + 2] if w.kind == "word"]
        opens = first == 0 and bool(behind) and not self._inflects(behind[0].lower)
        third = any(p[2] == "third" for p in entries)  # "Adds the map" in a list, but "Partitions that are old"
        opens = opens and (not third or behind[0].lower in _BEFORE_OBJECT)
        base = any(p[2] == "base" for p in entries)
        several = base and before.endswith("s") and not before.endswith("ss")
        object_follows = bool(behind) and behind[0].lower in _BEFORE_OBJECT and before not in _BEFORE_OBJECT
        follows = bool(behind) and behind[0].lower in _BESIDE_VERB
        opens = opens and not any(p[2] == "ing" for p in entries)
        done = any(p[2] in ("past", "participle") for p in entries)  # "Masked the field", but "Masked fields left"
        opens = opens and (not done or behind[0].lower in _BEFORE_OBJECT)
        led = at > 1 and text_words[at - 2].lower in _BEFORE_OBJECT and before not in _BEFORE_OBJECT
        alone = third and follows and led and text_words[at - 1].kind == "word"  # "the webhook retries without a pause"
        named = text_words[at - 1].text if at else ""  # "option B pages the crew": who is named by a letter acts
        lettered = third and bool(behind) and len(named) == 1 and named.isupper()
        acts = ((base or third) and object_follows) or (several and follows) or lettered
        ended = before == "longer" and at > 1 and text_words[at - 2].lower == "no"  # "we no longer page anyone"
        verb = before in _BEFORE_VERB or acts or opens or alone or ended
        return [p for p in entries if (p[1] == "verb") == verb] or entries

    def _inflects(self, word: str) -> bool:
        """Return whether a word looks like the verb that follows a subject."""
        return word in _AFTER_NOUN or word.endswith("ed")

    def _near(self, text_words: Sequence[Word], context: Sequence[Word]) -> list[tuple[int, int, Any]]:
        """Return the words that speak for a term, with their places; below 0 for those of a neighbour."""
        table = self._tables["near"]
        here = [(h.first, h.last, h.payloads) for h in find(table, text_words, overlapping=True)]
        for hit in find(table, context, overlapping=True):
            at = _UNIT_BESIDE if context[hit.first].lower in UNITS else -1
            here.append((at, at, hit.payloads))
        return here


def _in_capitals(text_words: Sequence[Word]) -> bool:
    return all(w.text.upper() == w.text or (w.text[-1] == "s" and w.text[:-1].isupper()) for w in text_words)


def _is_action(entries: Sequence[Any], text_words: Sequence[Word], hit: Hit) -> bool:
    """Return whether a name of one ordinary word is the verb here: "the maker recalls them", "he had to sprint"."""
    if not entries or hit.last - hit.first > 1 or not all(p[1] == "name" and p[6] for p in entries):
        return False
    return is_acted_on(text_words, hit.last, entries[0][2]) or (
        entries[0][2] == "one" and is_verb(text_words, hit.first)
    )


def _is_unit(near: tuple[int, int, Any], text_words: Sequence[Word], last: int) -> bool:
    """Return whether a near word belongs to a figure behind a name, which speaks for a metric only as its value."""
    return near[0] >= last and text_words[near[0]].lower in UNITS


def _votes(near: Sequence[tuple[int, int, Any]], term_id: str, first: int, last: int) -> int:
    """Count the near words outside the name itself; those in the same sentence weigh double."""
    return sum(1 if at < 0 else 2 for at, end, ids in near if term_id in ids and not (at < last and first < end))
