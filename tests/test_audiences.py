from __future__ import annotations

import pytest

from plainspeak import packs
from plainspeak.audiences import Audience, Audiences
from plainspeak.errors import UnknownAudienceError


@pytest.fixture(scope="module")
def readers() -> Audiences:
    return Audiences(packs.load()["audiences"])


def reader(*knows: str) -> Audience:
    return Audience("ops", "Operations", knows, (), 25, "", ())


@pytest.mark.parametrize(
    ("knows", "known"),
    [
        ((), False),
        (("*",), True),
        (("reliability.*",), True),
        (("reliability.mttr",), True),
        (("reliability.mtbf",), False),
        (("security.*",), False),
        (("reliability.*", "!reliability.mttr"), False),
        (("reliability.*", "!reliability.mtbf"), True),
        (("*", "!reliability.*", "reliability.mttr"), True),
        (("!reliability.mttr", "*"), True),
    ],
)
def test_the_last_pattern_that_fits_decides(knows: tuple[str, ...], known: bool) -> None:
    assert reader(*knows).knows_term("reliability", "mttr") is known


def test_ours_are_five(readers: Audiences) -> None:
    assert sorted(a.name for a in readers) == ["cto", "ds", "exec", "pm", "sales"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("exec", "exec"),
        ("CEO", "exec"),
        ("stakeholders", "exec"),
        ("Tech Lead", "cto"),
        ("vp_engineering", "cto"),
        ("  customer   success ", "sales"),
        ("Product-Owner", "pm"),
        ("data scientist", "ds"),
    ],
)
def test_a_reader_is_found_by_name_and_alias(readers: Audiences, typed: str, name: str) -> None:
    assert readers.get(typed).name == name


def test_an_unknown_reader_is_answered_with_the_nearest_and_all(readers: Audiences) -> None:
    with pytest.raises(UnknownAudienceError) as caught:
        readers.get("excec")
    assert str(caught.value).startswith("There is no audience 'excec'. Did you mean 'exec'? Audiences: ")
    for name in ("exec", "cto", "sales", "pm", "ds"):
        assert name in str(caught.value)


@pytest.mark.parametrize("typed", ["", " ", "-", "日本"])
def test_nonsense_is_an_unknown_reader_as_well(readers: Audiences, typed: str) -> None:
    with pytest.raises(UnknownAudienceError):
        readers.get(typed)


def test_a_name_wins_over_an_alias() -> None:
    entry = {"title": "T", "knows": [], "cares_about": [], "max_words": 20, "voice": "V"}
    both = Audiences(
        {
            "exec": {**entry, "aliases": ["board"], "chain": ["exec"]},
            "board": {**entry, "aliases": [], "chain": ["board", "exec"]},
        }
    )
    assert both.get("board").name == "board"
    assert both.chain("board") == ("board", "exec")


def test_who_extends_whom(readers: Audiences) -> None:
    assert readers.chain("architect") == ("cto", "exec")
    assert readers.chain("sales") == ("sales", "exec")
    assert readers.chain("ds") == ("ds",)


def test_sentences_are_as_long_as_the_reader_likes(readers: Audiences) -> None:
    words = {a.name: a.max_words for a in readers}
    assert words == {"exec": 25, "cto": 28, "sales": 22, "pm": 28, "ds": 40}


@pytest.mark.parametrize(
    ("name", "domain", "term", "known"),
    [
        ("ds", "classification", "recall", True),
        ("exec", "classification", "recall", False),
        ("cto", "classification", "recall", False),
        ("cto", "performance", "p99-latency", True),
        ("cto", "language-models", "hallucination", False),
        ("pm", "experiments", "p-value", True),
        ("pm", "performance", "p99-latency", False),
        ("sales", "performance", "latency", False),
        ("sales", "product", "churn", True),
        ("exec", "product", "churn", False),
        ("sales", "product", "arr", True),
        ("exec", "performance", "latency", False),
    ],
)
def test_who_knows_what(readers: Audiences, name: str, domain: str, term: str, known: bool) -> None:
    assert readers.get(name).knows_term(domain, term) is known


def test_what_a_reader_of_ours_knows_is_in_our_glossary(readers: Audiences) -> None:
    terms = packs.load()["terms"]
    there = {
        "*",
        "unlisted.*",
        *(f"{t['domain']}.*" for t in terms.values()),
        *(f"{t['domain']}.{key}" for key, t in terms.items()),
    }
    for a in readers:
        assert {pattern.removeprefix("!") for pattern in a.knows} <= there, a.name
