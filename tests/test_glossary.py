from __future__ import annotations

import pytest

from plainspeak import knowledge
from plainspeak.errors import UnknownTermError
from plainspeak.glossary import Glossary
from plainspeak.termfinder import TermHit, prepare
from plainspeak.text import words

ENGLISH = {"irregular": {"run": "ran run"}}


def glossary(**terms: dict[str, object]) -> Glossary:
    data = {name.replace("_", "-"): {"domain": "test", **term} for name, term in terms.items()}
    return Glossary(data, prepare(data, knowledge.load().language.data))


def hits(terms: Glossary, text: str, context: str = "") -> list[TermHit]:
    return terms.finder.find(words(text), words(context))


def ids(terms: Glossary, text: str, context: str = "") -> list[str]:
    return [hit.term for hit in hits(terms, text, context)]


OURS = knowledge.load


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a sluice gate", ["gate"]),
        ("Sluice-gates", ["gate"]),
        ("SLUICE GATE", ["gate"]),
        ("a gate", []),
        ("two keyhole queries and a keyhole query", ["query", "query"]),
        ("a sluice, gate", []),
    ],
)
def test_names_and_their_plurals(text: str, wanted: list[str]) -> None:
    terms = glossary(gate={"names": ["sluice gate"]}, query={"names": ["keyhole query"]})
    assert ids(terms, text) == wanted


def test_a_plural_is_told_from_one() -> None:
    terms = glossary(gate={"names": ["sluice gate"]})
    assert [hit.form for hit in hits(terms, "a sluice gate, sluice gates")] == ["one", "many"]


def test_a_name_in_capitals_matches_only_in_capitals() -> None:
    terms = glossary(pier={"names": ["PIER"]})
    assert ids(terms, "the PIER, two PIERs") == ["pier", "pier"]
    assert ids(terms, "the pier, a Pier") == []


def test_an_everyday_word_needs_a_word_that_speaks_for_it() -> None:
    terms = glossary(sluice={"names": ["gate"], "everyday": ["gate"], "near": ["canal", "lock"]})
    assert ids(terms, "The gate is shut.") == []
    assert ids(terms, "The gate of the canal is shut.") == ["sluice"]
    assert ids(terms, "The gate is shut.", context="Two canals were full.") == ["sluice"]


def test_phrases_in_which_a_name_means_nothing() -> None:
    terms = glossary(sluice={"names": ["gate"], "unless": ["garden gate"]})
    assert ids(terms, "The garden gate is shut, the gate is open.") == ["sluice"]


def test_of_two_terms_with_one_name_the_words_around_decide() -> None:
    terms = glossary(
        sluice={"names": ["gate"], "near": ["canal", "water"]},
        departure={"names": ["gate"], "near": ["flight", "boarding"]},
    )
    assert ids(terms, "The gate lets the water in.") == ["sluice"]
    assert ids(terms, "The flight leaves from this gate.") == ["departure"]


def test_on_a_tie_the_word_is_reported_with_all_it_could_mean() -> None:
    terms = glossary(sluice={"names": ["gate"], "near": ["canal"]}, departure={"names": ["gate"], "near": ["flight"]})
    [hit] = hits(terms, "The gate is shut.")
    assert hit.term == ""
    assert set(hit.candidates) == {"sluice", "departure"}


def test_what_is_near_in_the_sentence_weighs_more_than_its_neighbours() -> None:
    terms = glossary(sluice={"names": ["gate"], "near": ["canal"]}, departure={"names": ["gate"], "near": ["flight"]})
    assert ids(terms, "The canal has a gate.", context="The flight is late.") == ["sluice"]


def test_verbs_in_every_form() -> None:
    terms = glossary(dredge={"verbs": {"dredge": "clear", "run aground": "get stuck"}})
    found = hits(terms, "They dredged it, are dredging it, and it ran aground.")
    assert [(hit.kind, hit.form, hit.base) for hit in found] == [
        ("verb", "past", "dredge"),
        ("verb", "ing", "dredge"),
        ("verb", "past", "run aground"),
    ]


def test_a_verb_taken_apart_by_a_pronoun() -> None:
    terms = glossary(reef={"verbs": {"reef back": "make smaller"}})
    [hit] = hits(terms, "We reefed it back.")
    assert (hit.kind, hit.form, hit.base) == ("verb", "past it", "reef back")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We tack at noon.", "verb"),
        ("The tack was late.", "name"),
        ("They will tack again.", "verb"),
        ("A long tack", "name"),
    ],
)
def test_a_word_that_is_noun_and_verb(text: str, kind: str) -> None:
    terms = glossary(tack={"names": ["tack"], "verbs": {"tack": "turn"}})
    assert [hit.kind for hit in hits(terms, text)] == [kind]


def test_adjectives() -> None:
    terms = glossary(tidal={"adjectives": {"tidal": "moved by the sea"}})
    assert [(hit.kind, hit.base) for hit in hits(terms, "a tidal mill")] == [("adjective", "tidal")]


def test_the_longest_name_wins() -> None:
    terms = glossary(gate={"names": ["gate"]}, sluice={"names": ["sluice gate"]})
    assert ids(terms, "a sluice gate") == ["sluice"]


def test_wording_for_an_audience_and_for_those_it_extends() -> None:
    terms = glossary(
        gate={
            "names": ["gate"],
            "noun": "water door",
            "plain": "a door for water",
            "says": {"high": "{stand} open", "up": {"some": "{open}"}},
            "for": {"sailor": {"noun": "sluice"}, "captain": {"says": {"high": "{be} passable"}}},
        }
    )
    assert terms.term("gate").noun == "water door"
    assert terms.term("gate", ["captain", "sailor"]).noun == "sluice"
    assert terms.term("gate", ["captain", "sailor"]).says == {"high": "{be} passable", "up.some": "{open}"}
    assert terms.term("gate", ["sailor"]).says["high"] == "{stand} open"
    assert terms.term("gate", ["captain", "sailor"]).plain == "a door for water"


def test_looking_up_by_id_and_by_name() -> None:
    terms = glossary(sluice_gate={"names": ["gate", "paddle"]}, departure={"names": ["gate"]})
    assert terms.lookup("sluice-gate") == ["sluice-gate"]
    assert terms.lookup("Paddle") == ["sluice-gate"]
    assert set(terms.lookup("GATE")) == {"sluice-gate", "departure"}
    assert terms.lookup("harbour") == []
    assert terms.lookup("") == []


def test_an_unknown_term_is_told_with_the_nearest() -> None:
    terms = glossary(gate={"names": ["gate"]})
    with pytest.raises(UnknownTermError, match="Did you mean 'gate'"):
        terms.term("gates")
    assert "gate" in terms
    assert "gates" not in terms
    assert len(terms) == 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("As you recall, the bakery closes at six.", []),
        ("The carmaker issued a recall of 4,000 vans.", []),
        ("Recall of the fraud model is 84%.", ["recall"]),
        ("We fell by the wayside with precision.", []),
        ("Average precision is 0.61.", None),
    ],
)
def test_our_own_homonyms(text: str, wanted: list[str] | None) -> None:
    found = [hit.term for hit in OURS().glossary.finder.find(words(text)) if hit.term in ("recall", "precision")]
    assert found == (wanted or [])


def test_our_own_terms_are_in_order_and_complete() -> None:
    terms = list(OURS().glossary)
    assert [(t.domain, t.id) for t in terms] == sorted((t.domain, t.id) for t in terms)
    assert len(terms) == len(OURS().glossary) >= 60
    for term in terms:
        assert term.names or term.verbs or term.adjectives, term.id
        assert term.good in ("", "up", "down", "depends"), term.id
        assert term.good or not term.says, f"{term.id} has sayings but no direction"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sluice gates and lock chambers beside the pound", ["gate", "chamber", "pound"]),
        ("Sluice gates beside the pound", ["gate"]),
        ("The pound lost ground", []),
    ],
)
def test_two_names_of_its_field_speak_for_an_everyday_word(text: str, wanted: list[str]) -> None:
    terms = glossary(
        gate={"names": ["sluice gate"]},
        chamber={"names": ["lock chamber"]},
        pound={"names": ["pound"], "everyday": ["pound"]},
    )
    assert ids(terms, text) == wanted


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We now dredge the basin.", "verb"),
        ("Crews dredge the basin.", "verb"),
        ("The boat dredges the basin.", "verb"),
        ("Dredges older than a year are sold.", "name"),
        ("The dredge is old.", "name"),
    ],
)
def test_noun_and_verb_are_told_apart(text: str, kind: str) -> None:
    terms = glossary(dredge={"names": ["dredge"], "verbs": {"dredge": "deepen"}})
    assert [hit.kind for hit in hits(terms, text)] == [kind]
