"""One term of the glossary, as it is shown: its meaning, how each reader is told it, and where each line stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from plainspeak.cli.show import Pen, indented
from plainspeak.draft.sayings import Wording

if TYPE_CHECKING:
    from plainspeak.glossary import Term
    from plainspeak.knowledge import Knowledge

_SAMPLES = {
    "share": ("60%", "66%"),
    "time": ("400 ms", "500 ms"),
    "money": ("$40", "$50"),
    "count": ("40", "50"),
    "rate": ("40 a second", "50 a second"),
    "score": ("0.60", "0.66"),
    "error": ("12", "15"),
    "size": ("4 GB", "5 GB"),
}
"""A lower and a higher level, by what a metric is measured in."""
_DIFFERENCES = {"time": "100 ms", "money": "$10", "rate": "10 a second", "score": "0.06", "error": "3", "size": "1 GB"}
_AMOUNTS = {"relative": "10%", "points": "5", "some": ""}
_GOOD = {"up": "higher is better", "down": "lower is better", "depends": "neither up nor down is better as such"}
_HEADS = {"up": "rises", "down": "falls", "high": "is high", "low": "is low", "same": "stays the same"}


def as_data(term_id: str, knowledge: Knowledge) -> dict[str, Any]:
    """Return a term as plain data, in the documented shape.

    Args:
        term_id: Its id.
        knowledge: What the packs know.
    """
    term, raw = knowledge.glossary.term(term_id), knowledge.glossary.raw(term_id)
    return {
        "id": term.id,
        "domain": term.domain,
        "names": list(term.names),
        "plain": _filled(term.plain, knowledge),
        "good": term.good or None,
        "measured": term.measured or None,
        "said": {name: {"knows": knows, **_said(own, knowledge)} for name, knows, own in _readers(term, knowledge)},
        "never": list(term.never),
        "entails": list(term.entails),
        "source": term.source,
        "examples": list(raw.get("examples", ())),
        "file": raw["file"],
        "line": raw["line"],
        "from": dict(raw.get("from", {})),
    }


def as_lines(term_id: str, knowledge: Knowledge, pen: Pen) -> Iterator[str]:
    """Return a term in words.

    Args:
        term_id: Its id.
        knowledge: What the packs know.
        pen: How to write.
    """
    term, raw = knowledge.glossary.term(term_id), knowledge.glossary.raw(term_id)
    places: Mapping[str, str] = raw.get("from", {})

    def row(label: str, words: str, *keys: str) -> Iterator[str]:
        place = _place(places, keys)
        if words:
            yield from indented(words + (f"  [{place}]" if place else ""), pen, " " * 13, f"  {label.ljust(11)}")

    kind = [term.domain, _GOOD.get(term.good, ""), f"measured as {term.measured}" if term.measured else ""]
    yield f"{pen.head(term.id)}  {pen.dim('; '.join(part for part in kind if part))}"
    yield from row("means", _filled(term.plain, knowledge), "plain")
    yield from row("names", ", ".join((*term.names, *term.verbs, *term.adjectives)), "names", "verbs", "adjectives")
    yield from _audience_lines(term, knowledge, places, pen)
    yield from row("never say", ", ".join(term.never), "never")
    yield from row("may say", ", ".join(term.entails), "entails")
    yield from row("checked in", term.source, "source")
    for n, example in enumerate(raw.get("examples", ())):
        yield from row("" if n else "examples", example["say"], *(() if n else ("examples",)))
        same = example["get"] == example["say"]
        yield from row("", "→ stays as it is" if same else f"→ {example['get']}")
    other = "; lines with another place in brackets come from there" if places else ""
    yield from row("from", f"{raw['file']}:{raw['line']}{other}")


def _place(places: Mapping[str, str], keys: tuple[str, ...]) -> str:
    """Return where the line of a key comes from, if a later pack gave it."""
    found = [place for name, place in places.items() for key in keys if name == key or name.startswith(f"{key}.")]
    return ", ".join(dict.fromkeys(found))


def _readers(term: Term, knowledge: Knowledge) -> Iterator[tuple[str, bool, Term]]:
    """Yield each audience with whether it knows the term, and the term in its wording."""
    for audience in knowledge.audiences:
        own = knowledge.glossary.term(term.id, knowledge.chain(audience))
        yield audience.name, audience.knows_term(term.domain, term.id), own


def _audience_lines(term: Term, knowledge: Knowledge, places: Mapping[str, str], pen: Pen) -> Iterator[str]:
    knowing = [name for name, knows, _ in _readers(term, knowledge) if knows]
    groups: list[tuple[list[str], Term]] = []
    for name, knows, own in _readers(term, knowledge):
        if knows:
            continue
        same = next((names for names, other in groups if other == own), None)
        if same is None:
            groups.append(([name], own))
        else:
            same.append(name)
    for names, own in groups:
        yield f"  said to {pen.head(', '.join(names))}"
        own_prefixes = [f"for.{link}." for link in knowledge.audiences.chain(names[0])]
        lines = dict(_lines_of(own, knowledge))
        column = max((len(label) for label, _ in lines.values()), default=0) + 2
        for key, (label, words) in lines.items():
            place = _place(places, (key, *(prefix + key for prefix in own_prefixes)))
            shown = words + (f"  [{place}]" if place else "")
            yield from indented(shown, pen, " " * (4 + column), f"    {pen.dim(label.ljust(column))}")
    if knowing:
        yield f"  left as it is for {pen.head(', '.join(knowing))}, who {'knows' if len(knowing) == 1 else 'know'} it"


def _said(term: Term, knowledge: Knowledge) -> dict[str, Any]:
    lines = _lines_of(term, knowledge)
    return {key: words for key, (_, words) in lines}


def _lines_of(term: Term, knowledge: Knowledge) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the key of each wording, with what it stands for and the words, sample numbers filled in."""
    if term.noun:
        yield "noun", ("as a noun", _filled(term.noun, knowledge))
    if term.modifier:
        yield "modifier", ("before a noun", _filled(term.modifier, knowledge))
    for key, pairs in (("verbs", term.verbs), ("adjectives", term.adjectives)):
        for technical, plain in pairs.items():
            yield f"{key}.{technical}", (technical, _filled(plain, knowledge))
    for key, saying in term.says.items():
        yield f"says.{key}", _sample(key, saying, term, knowledge)


def _sample(key: str, saying: str, term: Term, knowledge: Knowledge) -> tuple[str, str]:
    lower, higher = _SAMPLES.get(term.measured, ("40", "50"))
    old, new = (higher, lower) if term.good == "down" else (lower, higher)
    way, _, form = key.partition(".")
    amount = new if way == "level" else _amount(way, form, term.measured)
    if form:
        label = _HEADS[way]
        if amount:
            label += f" {'to' if form == 'times' else 'by'} {amount}{' points' if form == 'points' else ''}"
    else:
        label = {"from_to": f"{old} to {new}", "level": f"is {new}"}.get(key, _HEADS.get(key, key))
    came = f"{'down' if term.good == 'down' else 'up'} from {old}"
    return label, _spoken(saying, {"n": amount, "new": new, "old": old, "from": came, "owner": "we"}, knowledge)


def _amount(way: str, form: str, measured: str) -> str:
    if form == "times":
        return "three times" if way == "up" else "a third"
    return _AMOUNTS[form] if form in _AMOUNTS else _DIFFERENCES.get(measured, "10")


def _spoken(saying: str, values: Mapping[str, str], knowledge: Knowledge) -> str:
    """Return a saying as a sentence about our system."""
    wording = Wording(knowledge.language.inflection, knowledge.slots)
    parsed = wording.parse(saying)
    subject = wording.fill(parsed.subject, values) or knowledge.slots.get("system", "it")
    verb = wording.conjugate(parsed.verb, "present", plural=parsed.plural) if parsed.verb else ""
    spoken = " ".join(part for part in (subject, verb, wording.fill(parsed.rest, values)) if part)
    return spoken[:1].upper() + spoken[1:]


def _filled(words: str, knowledge: Knowledge) -> str:
    return Wording(knowledge.language.inflection, knowledge.slots).fill(words, {"owner": "we"})
