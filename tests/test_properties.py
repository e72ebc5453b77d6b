"""What holds for every text: numbers survive, a text is faithful to itself, a changed number is never faithful."""

from __future__ import annotations

import re
import time
from collections import Counter
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from plainspeak.arithmetic import same
from plainspeak.errors import InputError
from plainspeak.quantities import Quantity
from plainspeak.rewriter import Rewriter
from plainspeak.settings import Settings
from plainspeak.text import words

AUDIENCES = ("exec", "sales", "cto", "pm", "ds")


@cache
def rewriter(audience: str) -> Rewriter:
    return Rewriter(audience, packs=[], settings=Settings())


# ---------------------------------------------------------------- sentences
SHARES = ("Recall", "Precision", "Accuracy", "The false positive rate", "Test coverage", "Cache hit rate", "Error rate")
TIMES = ("p99 latency", "Latency", "MTTR", "The build time", "Time to first token")
UNITS = {"share": ("%", " points"), "time": (" ms", " seconds", " minutes")}
CERTAIN = ("", "may have ", "probably ", "is expected to have ")
TAILS = (
    "",
    " in March",
    " on the test set",
    " after the last release",
    " since 14 May",
    ", but we have not tested it in production",
    " if the cache is warm",
    " for 3 of our 12 customers",
    ", which cost $40,000",
    " because we added 2 servers",
)
OTHERS = (
    "We may roll back the canary release on Friday.",
    "The A/B test with 1,200 users was inconclusive.",
    "We did not deploy the hotfix to production.",
    "No customer data was lost in the 40-minute outage.",
    "RAG cut hallucinations by about 35%.",
    "Up to 15% of the ETL jobs fail on Mondays.",
    "The SLO was breached twice in Q3.",
    "If the index is rebuilt, p95 latency should fall below 200 ms.",
    "We cannot say whether the uplift of 0.4 points is statistically significant.",
    "Inference costs between $3 and $5 per 1,000 requests.",
    "The model was fine-tuned on 14 GB of chats at 09:30.",
    "F1 is 0.81, AUC is 0.93 and the p-value is 0.04.",
    "Throughput doubled; the queue lag halved.",
    "At least 3 of the 8 Kubernetes clusters need a patch by 1 June 2026.",
)


@st.composite
def statements(draw: st.DrawFn) -> str:
    """Sentences about a metric: verb, amount, hedge or negation, and something after it."""
    kind = draw(st.sampled_from(("share", "time")))
    metric = draw(st.sampled_from(SHARES if kind == "share" else TIMES))
    unit = draw(st.sampled_from(UNITS[kind]))
    amount = draw(st.integers(2, 97))
    about = draw(st.sampled_from(("", "", "about ", "up to ", "at least ")))
    verb = draw(st.sampled_from(("risen", "improved", "fallen", "dropped", "increased", "worsened")))
    tail = draw(st.sampled_from(TAILS))
    match draw(st.sampled_from(("plain", "hedged", "denied", "level", "both"))):
        case "plain":
            return f"{metric} has {verb} by {about}{amount}{unit}{tail}."
        case "hedged":
            return f"{metric} {draw(st.sampled_from(CERTAIN))}{verb} by {about}{amount}{unit}{tail}."
        case "denied":
            return f"{metric} has not {verb} by {amount}{unit}{tail}."
        case "level":
            return f"{metric} is {about}{amount}{'%' if kind == 'share' else unit}{tail}."
        case _:
            end = "%" if kind == "share" else unit
            return f"{metric} went from {amount}{end} to {amount + 1}{end}{tail}."


texts = st.one_of(
    statements(), st.lists(st.one_of(statements(), st.sampled_from(OTHERS)), min_size=1, max_size=4).map(" ".join)
)
readers = st.sampled_from(AUDIENCES)


def quantities(text: str) -> list[Quantity]:
    """Return the quantities of a text by the library's own reading, names and dates left out."""
    knowledge = rewriter("exec").knowledge
    split = words(text)
    moments, names = knowledge.moments.read(text, split)
    return knowledge.numbers.read(text, split, sorted((s.start, s.end) for s in (*moments, *names)))


# ---------------------------------------------------------------- numbers survive
@given(texts, readers)
@settings(max_examples=100)
def test_each_quantity_of_the_source_is_in_the_rewrite(text: str, audience: str) -> None:
    told = quantities(rewriter(audience).rewrite(text).text)
    for quantity in quantities(text):
        # 10 points may be told as "10 more of every 100".
        found = [q for q in told if same(quantity, q, share=True)]
        assert found, f"{text[quantity.start : quantity.end]!r} is lost"
        if quantity.comparator:
            assert any(q.comparator == quantity.comparator for q in found)


DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def digits(text: str) -> Counter[str]:
    """Return the numbers of a text as plain digits: knows nothing of units, names or English."""
    return Counter(DIGITS.findall(text))


@given(texts, readers)
@settings(max_examples=100)
def test_the_digits_of_the_source_are_in_the_rewrite(text: str, audience: str) -> None:
    """A check of its own, without the library: of the figures only those inside names (p99, F1) may go."""
    plain = re.sub(r"\b(?:p\d+|[FQ]\d)\b", "", text)
    rewrite = rewriter(audience).rewrite(text).text
    told = digits(rewrite)
    for figure, count in digits(plain).items():
        shown = told[figure]
        if figure.startswith("0."):  # a share may be told in percent: 0.04 as 4%
            shown += told[f"{Decimal(figure) * 100:f}".rstrip("0").rstrip(".")]
        assert shown >= count, f"{figure} is lost: {rewrite}"


# ---------------------------------------------------------------- a text and itself
@given(texts, readers)
@settings(max_examples=100)
def test_a_text_is_faithful_to_itself(text: str, audience: str) -> None:
    verdict = rewriter(audience).verify(text, text)
    assert verdict.outcome == "faithful", [f.message for f in verdict.findings]


@given(st.text(max_size=200), readers)
@settings(max_examples=200)
def test_any_text_is_faithful_to_itself(text: str, audience: str) -> None:
    assert rewriter(audience).verify(text, text).outcome == "faithful"


SCRAPS = st.sampled_from(
    (
        "recall precision p99 latency 10% 5 points −3% +2 pp 1,2,3 1.2.3 1e400 NaN% ½ ３ ٣ % $ € - – — ( ) [ ] { } < "
        "> ` ``` * _ # | : ; , . ! ? … ' ’ \" “ ” not no may will if because up down from to by of the a our its is "
        "was fell rose 850 ms 320 ms twice half 2026-05-01 14:30 Q3 v2.1 #482 http://x.example/a?b=1 a@b.ex \n \n\n "
        "\t \r\n > >> | --- \u200f \u0301 \ufeff 🙂 混 שלום e\u0301 I'm don't we've model's"
    ).split(" ")
)


@given(st.lists(SCRAPS, max_size=40).map(" ".join), readers)
@settings(max_examples=200)
def test_any_scraps_are_faithful_to_themselves(text: str, audience: str) -> None:
    assert rewriter(audience).verify(text, text).outcome == "faithful"


# ---------------------------------------------------------------- one thing changed
def told(text: str, audience: str) -> str:
    result = rewriter(audience).rewrite(text)
    assume(result.verdict.outcome == "faithful")
    return result.text


@given(texts, readers, st.data())
@settings(max_examples=100)
def test_a_changed_digit_is_never_faithful(text: str, audience: str, data: st.DataObject) -> None:
    rewrite = told(text, audience)
    inside = {at for q in quantities(rewrite) if q.form != "ratio" for at in range(*q.core) if rewrite[at].isdigit()}
    # What a saying brings along ("of every 100", "the slowest 1% of requests") is not the author's number.
    own = digits(text)
    inside = {
        at for found in DIGITS.finditer(rewrite) if found[0] in own for at in range(*found.span()) if at in inside
    }
    assume(inside)
    at = data.draw(st.sampled_from(sorted(inside)))
    digit = data.draw(st.sampled_from([d for d in "123456789" if d != rewrite[at]]))
    changed = rewrite[:at] + digit + rewrite[at + 1 :]
    assert rewriter(audience).verify(text, changed).outcome != "faithful", changed


@given(
    st.sampled_from(("Recall", "Precision", "Churn", "Availability")),
    st.sampled_from("+-−"),
    st.integers(1, 60),
    st.sampled_from(("%", " points")),
    readers,
)
@settings(max_examples=60)
def test_a_changed_sign_is_never_faithful(metric: str, sign: str, amount: int, unit: str, audience: str) -> None:
    source = f"{metric}: {sign}{amount}{unit}"
    other = "-" if sign == "+" else "+"
    assert rewriter(audience).verify(source, f"{metric}: {other}{amount}{unit}").outcome != "faithful"


SWAPPED = (
    ("%", " points"),
    ("%", "‰"),
    (" ms", " seconds"),
    (" seconds", " minutes"),
    (" minutes", " hours"),
    (" points", "%"),
    ("$", "€"),
    (" GB", " MB"),
)


@given(texts, readers, st.sampled_from(SWAPPED))
@settings(max_examples=100)
def test_a_changed_unit_is_never_faithful(text: str, audience: str, swap: tuple[str, str]) -> None:
    rewrite = told(text, audience)
    own = [f"{figure}{swap[0]}" if swap[0] != "$" else f"${figure}" for figure in digits(text)]
    found = next((o for o in own if o in rewrite and o in text), None)
    assume(found is not None)
    assert found is not None
    changed = rewrite.replace(found, found.replace(*swap), 1)
    assert rewriter(audience).verify(text, changed).outcome != "faithful", changed


# ---------------------------------------------------------------- what has no jargon
ORDINARY = (
    "the a every garden kettle bicycle lemon harbour autumn violin painted quietly under seven 12 3.5 table beside "
    "river children laughed yellow window letter from grandmother yesterday morning we baked bread and they sang 40 "
    "old songs while it rained not too hard but long"
).split()
BETWEEN = st.sampled_from(
    (
        " ",
        "  ",
        "\n",
        "\n\n",
        "\t",
        " \r\n",
        ", ",
        ". ",
        "! ",
        " — ",
        "… ",
        "\n- ",
        "\n> ",
        " **",
        "** ",
        "\n# ",
        " *",
        "* ",
        " 🙂 ",
        " ",
        " «",
        "» ",
    )
)


@given(st.lists(st.tuples(st.sampled_from(ORDINARY), BETWEEN), min_size=1, max_size=40), readers)
@settings(max_examples=100)
def test_a_text_without_jargon_comes_back_byte_for_byte(parts: list[tuple[str, str]], audience: str) -> None:
    text = "".join(word + space for word, space in parts)
    result = rewriter(audience).rewrite(text)
    assert result.text == text
    assert result.source == "unchanged"
    assert result.changes == ()
    assert result.verdict


def test_the_ordinary_words_are_no_terms() -> None:
    glossary = rewriter("exec").knowledge.glossary
    assert [word for word in ORDINARY if glossary.lookup(word)] == []


@given(st.text(min_size=1, max_size=200), readers)
@settings(max_examples=200)
def test_rewriting_any_text_never_raises(text: str, audience: str) -> None:
    if text.strip():
        rewriter(audience).rewrite(text)
    else:
        with pytest.raises(InputError):
            rewriter(audience).rewrite(text)


@given(st.lists(SCRAPS, min_size=1, max_size=60).map(" ".join), readers)
@settings(max_examples=200)
def test_rewriting_scraps_never_raises(text: str, audience: str) -> None:
    if text.strip():
        assert rewriter(audience).rewrite(text).verdict.outcome == "faithful"


@given(st.one_of(texts, st.lists(SCRAPS, min_size=1, max_size=40).map(" ".join)))
@settings(max_examples=100)
def test_who_knows_all_terms_gets_the_text(text: str) -> None:
    assume(text.strip())
    once = rewriter("ds").rewrite(text).text
    assert once == text
    assert rewriter("ds").rewrite(once).text == text


@given(texts, readers)
@settings(max_examples=60)
def test_the_same_text_gives_the_same_rewrite(text: str, audience: str) -> None:
    assert Rewriter(audience, packs=[], settings=Settings()).rewrite(text) == rewriter(audience).rewrite(text)


# ---------------------------------------------------------------- time
PATTERNS = {
    "a status": "We improved recall by 10% on 4 May, but p99 latency rose from 200 ms to 310 ms on the site. ",
    "sentences": "Recall rose by 5 points. Precision is 81%. The canary is live. ",
    "one long sentence": "the recall of the model rose by 5 points and ",
    "numbers": "1,2,3 10% -> 20% +5 points 1.2.3 ",
    "metrics": "recall precision latency F1 ",
    "brackets": "( [ { (( ",
    "marks": "*_`~|>#- ",
    "commas": "a, b; c: d - ",
    "capitals": "Ada Bob, Cy and Di ",
    "hedges": "may might not no if because ",
    "one word": "recall",
    "spaces": " \t",
    "quotes": "\"a ' “b ” > ",
}
LONG = {"a status": 32_000, "brackets": 128_000, "one word": 128_000, "marks": 64_000}


def seconds(text: str) -> float:
    began = time.perf_counter()
    rewriter("exec").rewrite(text)
    return time.perf_counter() - began


@pytest.mark.parametrize("name", PATTERNS)
def test_time_grows_with_the_text_and_no_faster(name: str) -> None:
    pattern = PATTERNS[name]
    seconds("x " + pattern)  # what is loaded on first use does not count
    each, size = 0.0, 1_000
    while size <= LONG.get(name, 8_000):
        took = seconds("x " + pattern * (size // len(pattern)))
        # Doubled step by step, so that what grows too fast is told before it takes minutes.
        assert not each or took < 3 * each * size + 0.5, f"{size} characters take {took:.1f} s"
        each = each or took / size
        size *= 2
