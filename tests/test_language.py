from __future__ import annotations

import pytest

from plainspeak import knowledge
from plainspeak.language import FORMS, Language
from plainspeak.text import words


@pytest.fixture(scope="module")
def language() -> Language:
    return knowledge.load().language


@pytest.mark.parametrize(
    "forms",
    [
        "bake bakes baked baked baking",
        "stop stops stopped stopped stopping",
        "trim trims trimmed trimmed trimming",
        "wait waits waited waited waiting",
        "fix fixes fixed fixed fixing",
        "show shows showed shown showing",
        "play plays played played playing",
        "carry carries carried carried carrying",
        "match matches matched matched matching",
        "miss misses missed missed missing",
        "agree agrees agreed agreed agreeing",
        "die dies died died dying",
        "open opens opened opened opening",
        "submit submits submitted submitted submitting",
        "label labels labelled labelled labelling",
        "catch catches caught caught catching",
        "rise rises rose risen rising",
        "fall falls fell fallen falling",
        "cut cuts cut cut cutting",
        "write writes wrote written writing",
        "go goes went gone going",
        "do does did done doing",
        "undo undoes undid undone undoing",
        "have has had had having",
        "be is was been being",
        "freeze freezes froze frozen freezing",
        "go up|goes up|went up|gone up|going up",
        "bring in line|brings in line|brought in line|brought in line|bringing in line",
        "fine-tune fine-tunes fine-tuned fine-tuned fine-tuning",
        "re-run re-runs re-ran re-run re-running",
    ],
)
def test_verbs(language: Language, forms: str) -> None:
    wanted = forms.split("|") if "|" in forms else forms.split()
    base = wanted[0]
    assert [language.inflection.verb(base, form) for form in FORMS] == wanted


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("query", "queries"),
        ("day", "days"),
        ("box", "boxes"),
        ("batch", "batches"),
        ("process", "processes"),
        ("analysis", "analyses"),
        ("matrix", "matrices"),
        ("person", "people"),
        ("status", "statuses"),
        ("API", "APIs"),
        ("alarm", "alarms"),
        ("data", "data"),
    ],
)
def test_plurals(language: Language, one: str, many: str) -> None:
    assert language.inflection.plural(one) == many
    assert language.inflection.is_plural(many)


@pytest.mark.parametrize("word", ["process", "analysis", "status", "alarm", "this", "bus"])
def test_what_only_ends_like_a_plural(language: Language, word: str) -> None:
    assert not language.inflection.is_plural(word)


@pytest.mark.parametrize(
    ("group", "many"),
    [
        ("check of the data", "checks of the data"),
        ("list", "lists"),
        ("fault that comes back", "faults that come back".replace("come", "comes")),
        ("two-step log-in", "two-step log-ins"),
        ("person in charge", "people in charge"),
    ],
)
def test_the_head_of_a_group_takes_the_plural(language: Language, group: str, many: str) -> None:
    assert language.plural_group(group) == many


@pytest.mark.parametrize(
    ("article", "nouns"),
    [
        ("a", "kettle unit user usual European one UK URL CPU GPU TPR 7 10 100 yellow week"),
        ("an", "alert hour honest index MTTR SLO API F1 8 80 8,000 11 18 unusual early"),
    ],
)
def test_articles(language: Language, article: str, nouns: str) -> None:
    wrong = [noun for noun in nouns.split() if language.inflection.article(noun) != article]
    assert not wrong


@pytest.mark.parametrize(
    ("table", "text", "labels"),
    [
        ("certainty", "It may rain.", ["possible"]),
        ("certainty", "We expected rain.", ["expected"]),
        ("certainty", "It rains in May.", []),
        ("negation", "The gate isn't shut.", ["strong"]),
        ("negation", "Not only rain.", []),
        ("cause", "The pump stopped because of sand.", ["strong"]),
        ("directions", "Fewer boats, higher fares", ["down", "up"]),
        ("percent", "in percentage points", ["points"]),
    ],
)
def test_tables(language: Language, table: str, text: str, labels: list[str]) -> None:
    assert [label for hit in language.find(table, words(text)) for label in hit.payloads if label != "not"] == labels


@pytest.mark.parametrize("text", ["Unless it rains, we sail.", "We sail if it is dry.", "It depends on the wind."])
def test_conditions(language: Language, text: str) -> None:
    assert language.find("condition", words(text))


def test_phrases_with_to_stand_for_every_form_of_the_verb(language: Language) -> None:
    for text in ("It is forecast to prove", "it proves", "it proved", "proving it"):
        assert any("certain" in hit.payloads for hit in language.find("certainty", words(text))), text


def test_families_of_verbs(language: Language) -> None:
    families = {verb: language.families[verb] for verb in ("climb", "shrink", "improve", "degrade", "plateau", "reach")}
    assert families == {
        "climb": "up",
        "shrink": "down",
        "improve": "better",
        "degrade": "worse",
        "plateau": "same",
        "reach": "at",
    }


def test_kinds_of_words(language: Language) -> None:
    assert language.is_a("prepositions", "under")
    assert not language.is_a("prepositions", "boat")
    assert language.is_verb_form("risen")
    assert not language.is_verb_form("harbour")
