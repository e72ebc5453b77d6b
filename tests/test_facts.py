from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainspeak import knowledge
from plainspeak.facts import Claim, Facts, read


def facts(text: str) -> Facts:
    [only] = read(text, knowledge.load())
    return only


def claims(text: str) -> list[Claim]:
    return list(facts(text).claims)


def shown(text: str, claim: Claim) -> tuple[str, str, str]:
    parts = [text[q.start : q.end] if q else "" for q in (claim.amount, claim.old, claim.new)]
    return parts[0], parts[1], parts[2]


@pytest.mark.parametrize(
    ("text", "metric", "direction", "form", "values"),
    [
        ("Recall rose by 12%.", "recall", "up", "relative", ("12%", "", "")),
        ("Recall rose by 12 points.", "recall", "up", "points", ("12 points", "", "")),
        ("Precision fell by 3 pp.", "precision", "down", "points", ("3 pp", "", "")),
        ("We cut latency by 45 ms.", "latency", "down", "absolute", ("45 ms", "", "")),
        ("Latency rose from 80 ms to 110 ms.", "latency", "up", "from_to", ("", "80 ms", "110 ms")),
        ("Recall 71% -> 64%", "recall", "down", "from_to", ("", "71%", "64%")),
        ("Recall is 71%.", "recall", "", "level", ("", "", "71%")),
        ("The recall of the model is 0.71.", "recall", "", "level", ("", "", "0.71")),
        ("Latency is 20% lower.", "latency", "down", "relative", ("20%", "", "")),
        ("High recall", "recall", "", "high", ("", "", "")),
        ("Latency is low.", "latency", "", "low", ("", "", "")),
        ("Latency is unchanged.", "latency", "same", "same", ("", "", "")),
        ("+4 points in recall", "recall", "up", "points", ("+4 points", "", "")),
        ("-4% in latency", "latency", "down", "relative", ("-4%", "", "")),
        ("They saw a 4% gain in recall.", "recall", "up", "relative", ("4%", "", "")),
        ("Recall up by about 4%", "recall", "up", "relative", ("about 4%", "", "")),
        ("Recall rose 4 points, from 71% to 75%.", "recall", "up", "points", ("4 points", "71%", "75%")),
    ],
)
def test_what_is_said_of_a_metric(
    text: str, metric: str, direction: str, form: str, values: tuple[str, str, str]
) -> None:
    [claim] = claims(text)
    assert (claim.term.id, claim.direction, claim.form) == (metric, direction, form)
    assert shown(text, claim) == values


@pytest.mark.parametrize(
    ("text", "direction", "better"),
    [
        ("Recall improved by 12%.", "up", True),
        ("Latency improved by 12%.", "down", True),
        ("The false positive rate improved by 2 points.", "down", True),
        ("Latency worsened by 12%.", "up", False),
        ("Recall worsened by 2 points.", "down", False),
        ("Latency rose by 12%.", "up", False),
        ("Recall rose by 12%.", "up", True),
        ("Latency is 90 ms.", "", None),
    ],
)
def test_better_and_worse_turn_on_what_is_good(text: str, direction: str, better: bool | None) -> None:
    [claim] = claims(text)
    assert (claim.direction, claim.better) == (direction, better)


@pytest.mark.parametrize(
    "text",
    ["Recall improved from 80% to 71%.", "Latency improved from 80 ms to 110 ms.", "Recall fell from 71% to 80%."],
)
def test_what_contradicts_itself_is_no_claim(text: str) -> None:
    assert claims(text) == []


def test_two_metrics_each_with_its_own_number() -> None:
    text = "Recall rose by 6 points, but precision fell by 2 points."
    found = claims(text)
    assert [(c.term.id, c.direction, shown(text, c)[0]) for c in found] == [
        ("recall", "up", "6 points"),
        ("precision", "down", "2 points"),
    ]


@pytest.mark.parametrize(
    ("text", "table", "label", "words"),
    [
        ("Recall may rise by 4%.", "certainty", "possible", "may"),
        ("Recall should rise by 4%.", "certainty", "expected", "should"),
        ("It is unclear whether recall rose by 4%.", "certainty", "unknown", "unclear"),
        ("Recall did not rise by 4%.", "negation", "strong", "not"),
        ("Recall rose by 4% because of the labels.", "cause", "strong", "because of"),
        ("Recall fell by 4% relative to May.", "percent", "relative", "relative to"),
    ],
)
def test_markers_have_their_place(text: str, table: str, label: str, words: str) -> None:
    marks = facts(text).marked(table, label)
    assert words in [text[m.start : m.end] for m in marks]


def test_words_inside_the_name_of_a_term_colour_nothing() -> None:
    assert facts("The expected calibration error of the model is 0.04.").marked("certainty") == []


def test_a_date_is_no_quantity_and_a_name_neither() -> None:
    found = facts("On 14 May 2026 the p99 of v2.1 was 80 ms for Q3.")
    assert [q.unit for q in found.quantities] == ["ms"]
    assert len(found.moments) == 2
    assert {"v2.1"} <= {n.text for n in found.names}


def test_terms_in_code_links_and_quotations_are_left_alone() -> None:
    text = 'See `recall`, [latency](https://x.example/recall) and "recall rose by 4%" there, with a recall of 71%.'
    terms = [
        text[f.words[h.first].start : f.words[h.last - 1].end] for f in read(text, knowledge.load()) for h in f.terms
    ]
    assert terms.count("recall") == 1


def test_neighbouring_sentences_help_to_tell_what_a_word_means() -> None:
    known = knowledge.load()
    alone = read("Recall was discussed.", known)
    beside = read("Recall was discussed. The classifier has a precision of 71%.", known)
    assert not alone[0].terms
    assert [h.term for h in beside[0].terms] == ["recall"]


@given(
    st.lists(
        st.sampled_from("Recall rose by 4 %. latency \n\n - may not `x` | 5 points → p99, é 🙂 >".split(" ")),
        max_size=30,
    ).map(" ".join)
)
def test_every_place_is_inside_its_sentence(text: str) -> None:
    for found in read(text, knowledge.load()):
        start, end = found.sentence.start, found.sentence.end
        places = [
            (x.start, x.end) for x in (*found.words, *found.quantities, *found.moments, *found.names, *found.markers)
        ]
        assert all(start <= a < b <= end for a, b in places)
        assert all(0 <= h.first < h.last <= len(found.words) for h in found.terms)
