"""Words that the glossary does not have are reported, and everyday words are not."""

from __future__ import annotations

import re

import pytest

from plainspeak.rewriter import Rewriter
from plainspeak.settings import Settings
from plainspeak.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def rewriter() -> Rewriter:
    return Rewriter("exec", packs=[], settings=Settings())


def left(rewriter: Rewriter, text: str) -> list[str]:
    return [f.text for f in rewriter.rewrite(text).findings if f.rule == "jargon-left"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mutex in the parcel sorter is gone.", ["mutex"]),
        ("We moved the bakery orders to FooQL.", ["FooQL"]),
        ("The QZX board was replaced on Friday.", ["QZX"]),
        ("The field stop_seq is empty for nine trams.", ["stop_seq"]),
        ("The worker OOMed twice.", ["worker", "OOMed"]),
        ("We asked 40 drivers (n = 40) about the new seats.", ["n = 40"]),
        ("The regen-linked step for the till takes a minute.", ["regen-linked step"]),
        ("Tombstoned rows and more tombstoned rows.", ["Tombstoned", "rows"]),
    ],
)
def test_technical_words_are_reported_once(rewriter: Rewriter, text: str, words: list[str]) -> None:
    assert left(rewriter, text) == words


@pytest.mark.parametrize(
    "text",
    [
        "The bakery in Ghent sold 4,200 loaves, which is fewer than we had hoped for.",
        "Unfortunately the two oldest ferries were repainted later than Marit Solheim had promised.",
        "Dr. Osei spoke to the gardeners about wetter summers and heavier harvests.",
        "The Harbour Planning Board (HPB) meets on 4 May.",
        "See `stop_seq` in the list.",
        "ALL TRAMS ARE RUNNING AGAIN.",
        "The door token has to be returned by 30 June.",
    ],
)
def test_everyday_words_names_and_code_are_not(rewriter: Rewriter, text: str) -> None:
    assert left(rewriter, text) == []


def test_who_knows_the_unlisted_words_is_told_nothing() -> None:
    for audience in ("cto", "ds"):
        assert left(Rewriter(audience, packs=[], settings=Settings()), "The mutex of the sorter is gone.") == []


def test_a_word_that_may_be_a_term_is_reported_among_other_terms(rewriter: Rewriter) -> None:
    assert left(rewriter, "We keep a spike for the bus lane.") == []
    assert "spike" in left(rewriter, "Autoscaling was off when the spike came.")


def test_a_word_whose_sense_the_field_settles_is_explained(rewriter: Rewriter) -> None:
    result = rewriter.rewrite("The API retries until a worker is free.")
    assert "a worker (a program that works through waiting tasks)" in result.text
    assert "worker" not in [f.text for f in result.findings]


@pytest.mark.parametrize(
    "text",
    [
        "The risk of old lifts in the survival model is high.",
        "Knowledge distillation cut the memory need without a loss.",
        "Cache hit ratio is 80%, and page views are up.",
    ],
)
def test_an_ordinary_word_beside_a_term_is_not_explained(rewriter: Rewriter, text: str) -> None:
    assert "(" not in rewriter.rewrite(text).text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The tile server answers in 40 ms after the pool was enlarged.", ["pool"]),
        ("`seatmap.c` holds the lock for too long.", ["lock"]),
        ("We moved 3 GB of logs out of the heap.", ["heap"]),
    ],
)
def test_everyday_words_are_reported_where_the_sentence_is_technical(
    rewriter: Rewriter, text: str, words: list[str]
) -> None:
    assert set(words) <= set(left(rewriter, text))


@pytest.mark.parametrize(
    "text",
    [
        "The pool in Lund opens at 7.",
        "The lock of the east gate was replaced, and the driver has the key.",
        "The heap of gravel beside the track is gone.",
        "The session on weights and measures drew a queue to the door.",
    ],
)
def test_the_same_words_are_not_in_plain_sentences(rewriter: Rewriter, text: str) -> None:
    assert left(rewriter, text) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The parser needs a native implementation on the kiosks.", "native implementation"),
        ("The trip planner API is backward compatible.", "compatible"),
        ("p95 latency grew with each optimisation of the route search.", "optimisation"),
        ("Recall is 74% on the new dataset.", "dataset"),
        ("Roughly 4% of the API calls are stamped in local time, not in UTC.", "UTC"),
        ("Latency of the events table is flat.", "events table"),
        ("The attackers read 3 GB, at 09:10 UTC, from two clusters.", "clusters"),
    ],
)
def test_technical_senses_of_everyday_words(rewriter: Rewriter, text: str, word: str) -> None:
    said = rewriter.rewrite(text)
    assert word not in said.text or any(word in found or found in word for found in left(rewriter, text))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Recall fell by 3% on night images.", "images"),
        ("MAPE for store demand is 12%, down from 15%.", "store"),
        ("p95 latency fell for the Lagos client.", "client"),
        ("The sandbox API answered at 06:42 UTC.", "UTC"),
        ("Churn among yearly subscribers rose from 4% to 5%.", "subscribers"),
        ("Crews log on at six, when the API cache is cold.", "log"),
    ],
)
def test_words_of_other_trades_are_not_reported_in_technical_sentences(
    rewriter: Rewriter, text: str, word: str
) -> None:
    assert word not in left(rewriter, text)


def test_words_that_stand_together_are_told_together(rewriter: Rewriter) -> None:
    assert "default encoding" in left(rewriter, "The p95 latency rose with the default encoding.")


def test_a_word_that_the_draft_took_out_is_not_reported(rewriter: Rewriter) -> None:
    result = rewriter.rewrite("p95 latency of the mutex-free map fell by 40 ms.")
    assert all(f.text in result.text for f in result.findings if f.rule == "jargon-left")


def test_what_the_glossary_says_instead_is_everyday_english(rewriter: Rewriter) -> None:
    words = Vocabulary(rewriter.knowledge.language.data["everyday"])
    strange = set()
    for term in rewriter.knowledge.glossary:
        said = (term.noun, term.nouns, term.modifier, *term.says.values(), *term.verbs.values())
        for text in said:
            strange |= {w for w in re.findall(r"[a-z]{2,}", text.lower()) if not words.has(w)}
    assert not strange


@pytest.mark.parametrize(
    "word", ["stopped", "denies", "happily", "reopened", "unsold", "shelves", "colder", "organizing"]
)
def test_forms_of_everyday_words_are_known(rewriter: Rewriter, word: str) -> None:
    assert Vocabulary(rewriter.knowledge.language.data["everyday"]).has(word)


@pytest.mark.parametrize("word", ["scheduler", "sharded", "tombstone", "namespace", "idempotency", "deduped"])
def test_technical_words_are_not(rewriter: Rewriter, word: str) -> None:
    assert not Vocabulary(rewriter.knowledge.language.data["everyday"]).has(word)


def test_the_meaning_of_a_doubtful_word_is_told_in_words(rewriter: Rewriter) -> None:
    found = rewriter.rewrite("Autoscaling was off when the spike came.").findings
    [told] = [f for f in found if f.text == "spike"]
    assert "if it means" in told.message
    assert not {"{", "}"} & set(told.message)
