"""Words, sentences and protected spans: what they are, and that no text breaks or slows them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainspeak.text import Sentence, protected, sentences, words

PAGE = """\
---
title: Harvest report
---
# Harvest *forecast*

The model's recall rose to 0.81 (it was 0.74. Really.) and runs `forecast --all` now. See
[the dashboard](https://farm.example/a_(b) "Daily").

- [ ] First field. It has
  two lines
- Second "as is. Here" field
    - nested `code`

      more of the nested one

```py
yield_ = "a. B"
```

    indented code
    and more

| Metric | Value |
|:-------|------:|
| Recall | 0.81 |
| Notes  | `raw` |

> quoted line. Untouched.

Summary
=======

[site]: https://farm.example "Farm"
Text with <b>tags</b> <!-- a comment. --> in it.
~~~
never closed. At all
"""

MAIL = """\
Hi Noor,

Progress:
Recall is up 6 points
Latency is down to 210 ms
we also fixed the importer
Next steps:
• Retrain on the spring data and compare it with last year
• Ask ops
Risks:
None so far. The 5" and 7" screens are "on order. Maybe" for June.

On Tue, 3 May 2022 at 10:01, Noor
<noor@farm.example> wrote:

> How is it going?
> Any risks?

Best,
--
Ola. Grain team.
"""


def told(text: str) -> list[tuple[str, str]]:
    return [(s.kind, text[s.start : s.end]) for s in sentences(text)]


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


def kept(text: str) -> list[str]:
    return [text[start:end] for start, end in protected(text)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("850ms 4.71K 95th 2FA", "850 ms 4.71 K 95 th 2 FA"),
        ("1,200 0.89 1.2.3. 7,", "1,200 0.89 1.2.3 . 7 ,"),
        ("don't o'clock rock’n’roll", "don't o'clock rock’n’roll"),
        ("model's it’s models' TEAM'S", "model 's it ’s models ' TEAM 's".replace("TEAM 's", "TEAM 'S")),
        ("v2.1 p99.9 k8s v2.1.3-rc1", "v2.1 p99.9 k8s v2.1.3 - rc1"),
        ("customer_id _em_ __init__", "customer_id _ em _ __ init __"),
        ("false-positive CI/CD recall@5", "false - positive CI / CD recall @ 5"),
        ("--- ... ** == ((", "--- ... ** == ( ("),
        ("**model**'s `x`'s 40%'s", "** model ** 's ` x ` 's 40 % 's"),
        ("(−5%) ±3 →", "( − 5 % ) ± 3 →"),
        ("R² m² ½", "R² m² ½"),
        ("cafe\u0301s naïve 東京", "cafe\u0301s naïve 東京"),
        ("a\u00a0b\u202fc", "a b c"),
    ],
)
def test_tokens(text: str, tokens: str) -> None:
    assert [w.text for w in words(text)] == tokens.split()


def test_words_know_their_place_kind_and_plain_form() -> None:
    text = "Don’t stop: STRASSE 12"
    assert [(w.lower, w.kind, text[w.start : w.end] == w.text) for w in words(text)] == [
        ("don't", "word", True),
        ("stop", "word", True),
        (":", "mark", True),
        ("strasse", "word", True),
        ("12", "number", True),
    ]


def test_words_of_a_part_have_places_in_the_whole() -> None:
    assert [(w.text, w.start, w.end) for w in words("one two three", 4, 7)] == [("two", 4, 7)]


@pytest.mark.parametrize(
    "text",
    [
        "Recall rose by 3.5 points.|It holds.",
        "Is it live?|Yes!|We shipped it…|Then we left.",
        'He said "It works."|Then we left.',
        "(All of it failed.)|We tried again.",
        "**Done.**|_Next one._|`x` is set.",
        "We met Dr. Okoye and J. Smith at 9 a.m. in room No. 5.|No.|We left.",
        "Brokers, e.g. Kafka, i.e. The usual, vs. Rabbit, approx. 5.",
        "Sold to Acme Inc. Berlin.|It went to Bolt Ltd.|The rest stays.",
        "The U.S. Team won, etc. and so on.|See Fig. 3 in v2.1.|See fig.|The end.",
        "It fell (from 5. Now 3.) to two.|Good.",
        "An open ( bracket. Does|not matter.".replace("bracket. Does|", "bracket.|Does "),
        "Slow; it waits. maybe",
        "日本語です。|次の文！|終わり",
        "See https://a.example/x.|Then `a. B` and www.b.example/?q=1.|End.",
    ],
)
def test_sentences_end_where_a_reader_stops(text: str) -> None:
    joined = text.replace("。|", "。").replace("！|", "！").replace("|", " ")
    assert split(joined) == text.split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We improved it\nand it holds.", ["We improved it\nand it holds."]),
        ("Recall is up\nLatency is down", ["Recall is up", "Latency is down"]),
        ("Recall is up,\nLatency is down", ["Recall is up,\nLatency is down"]),
        (
            "This line is long enough to have been wrapped by\nOutlook or another mail program.",
            ["This line is long enough to have been wrapped by\nOutlook or another mail program."],
        ),
        ('He said "yes\nNo" twice', ['He said "yes\nNo" twice']),
        ("one\r\nTwo\rThree", ["one", "Two", "Three"]),
        ("- one\n  Two\n- three", ["one\n  Two", "three"]),
        ("We met in\n2024. It was the long and rainy summer of\n12. And so on", None),
    ],
)
def test_a_line_break_is_a_wrap_or_an_end(text: str, expected: list[str] | None) -> None:
    if expected is None:
        assert all(s.kind == "prose" for s in sentences(text))
    else:
        assert split(text) == expected


@pytest.mark.parametrize(
    "marker", ["-", "*", "+", "•", "–", "1.", "1)", "(2)", "a)", "iv)", "- [ ]", "- [x]", "3. [X]"]
)
def test_list_markers_are_not_part_of_the_item(marker: str) -> None:
    assert told(f"{marker} Ship it") == [("item", "Ship it")]


def test_items_of_a_list_share_a_block_and_others_do_not() -> None:
    found = sentences("One. Two.\n\n- a\n\n- b\n\nThree.\n\n# Four\n")
    numbers = [s.block for s in found]
    assert numbers[0] == numbers[1]
    assert numbers[2] == numbers[3]
    assert len(set(numbers)) == 4


def test_a_nested_page() -> None:
    assert told(PAGE) == [
        ("heading", "Harvest *forecast*"),
        ("prose", "The model's recall rose to 0.81 (it was 0.74. Really.) and runs `forecast --all` now."),
        ("prose", 'See\n[the dashboard](https://farm.example/a_(b) "Daily").'),
        ("item", "First field."),
        ("item", "It has\n  two lines"),
        ("item", 'Second "as is. Here" field'),
        ("item", "nested `code`"),
        ("item", "more of the nested one"),
        ("cell", "Metric"),
        ("cell", "Value"),
        ("cell", "Recall"),
        ("cell", "0.81"),
        ("cell", "Notes"),
        ("heading", "Summary"),
        ("prose", "Text with <b>tags</b> <!-- a comment. --> in it."),
    ]
    assert kept(PAGE) == [
        "---\ntitle: Harvest report\n---",
        "`forecast --all`",
        '](https://farm.example/a_(b) "Daily")',
        '"as is. Here"',
        "`code`",
        '```py\nyield_ = "a. B"\n```',
        "    indented code\n    and more",
        "`raw`",
        "> quoted line. Untouched.",
        '[site]: https://farm.example "Farm"',
        "<b>",
        "</b>",
        "<!-- a comment. -->",
        "~~~\nnever closed. At all\n",
    ]


def test_a_status_mail() -> None:
    assert told(MAIL) == [
        ("prose", "Hi Noor,"),
        ("heading", "Progress:"),
        ("prose", "Recall is up 6 points"),
        ("prose", "Latency is down to 210 ms\nwe also fixed the importer"),
        ("heading", "Next steps:"),
        ("item", "Retrain on the spring data and compare it with last year"),
        ("item", "Ask ops"),
        ("heading", "Risks:"),
        ("prose", "None so far."),
        ("prose", 'The 5" and 7" screens are "on order. Maybe" for June.'),
        ("prose", "Best,"),
    ]
    assert kept(MAIL) == [
        '"on order. Maybe"',
        "On Tue, 3 May 2022 at 10:01, Noor\n<noor@farm.example> wrote:",
        "> How is it going?",
        "> Any risks?",
        "--\nOla. Grain team.\n",
    ]


@pytest.mark.parametrize(
    "span",
    [
        "`a b`",
        "``a ` b``",
        "<br/>",
        '<a href="x. Y">',
        "<!-- two\n\nparagraphs. -->",
        "<pre>\nraw. Text\n\n</pre>",
        "<https://a.example>",
        "https://a.example/b_(c)?d=e",
        "www.a.example",
        "mailto:ola@a.example",
        "ola.n+x@mail.a.example",
        "/usr/bin/x",
        "C:\\temp\\x",
        "src/grain/bar.py:12",
        "docs/readme.md",
        "~/x",
        "a.example/pricing",
        '"as they said"',
        "“as they’ve said”",
        "«as they said»",
        "‘as they’ve said’",
        "'as they don't say'",
        "[^1]",
    ],
)
def test_protected(span: str) -> None:
    assert kept(f"We keep {span}, always.") == [span]


@pytest.mark.parametrize(
    "text",
    [
        "CI/CD, A/B, 24/7, p50/p95, p50/p95/p99, and/or, 3/14/2024, w/o and I/O.",
        'Screens of 5" and 7" sizes.',
        "The teams' plan and the users' wish.",
        "'Tis the season; the '90s and the analysts' view.",
        "If a < b and c > d, or x <y and z> w.",
        'An unmatched ` tick and an unmatched " quote.',
        f'"{"far too long for a quotation " * 30}"',
        "[Risk]: none",
        "recall@5 at 3 pm",
    ],
)
def test_not_protected(text: str) -> None:
    assert kept(text) == []


def test_words_of_a_link_may_change() -> None:
    assert kept("See [the plan](https://a.example) and ![chart][fig].") == ["](https://a.example)", "][fig]"]


def test_a_quotation_does_not_cross_paragraphs() -> None:
    assert kept('An "open one\n\nand another" here.') == []


@pytest.mark.parametrize(
    "text", ["", " \n\t", "`x`", "> quoted", "https://a.example", "---", "👍", "```\ncode\n", "|---|"]
)
def test_nothing_to_rewrite(text: str) -> None:
    assert sentences(text) == []


def test_a_comment_over_several_lines_leaves_what_surrounds_it() -> None:
    assert split("Before <!-- not\n\nthis --> after.") == ["Before", "after."]


def test_a_signature_may_have_the_space_that_mail_programs_put_there() -> None:
    assert kept("Best\n-- \nOla. Farm") == ["-- \nOla. Farm"]


def test_lists_hold_no_indented_code() -> None:
    assert kept("- one\n\n      still the item\n") == []


PIECES = st.sampled_from(
    [
        *"`\"'<>()[]*_#|-~.!?:/\\@=+“”‘’«»。 \n\r\t",
        "    ",
        "\n\n",
        "a",
        "B",
        "5",
        "```",
        "- ",
        "1. ",
        "> ",
        "<!--",
        "-->",
        "<pre>",
        "</pre>",
        "](",
        "http://",
        "www.",
        "On ",
        "wrote:",
        "-- ",
        "---",
        "e.g.",
        "'s",
        "\u0301",
        "\ud800",
        "\0",
        "é",
    ]
)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=())), st.lists(PIECES, max_size=60).map("".join), st.just(PAGE + MAIL)
)


@given(TEXTS)
def test_words_cover_every_character_that_is_not_space(text: str) -> None:
    end = 0
    for word in words(text):
        assert not text[end : word.start].strip()
        assert text[word.start : word.end] == word.text
        assert word.text
        assert word.kind in ("word", "number", "mark")
        end = word.end
    assert not text[end:].strip()


@given(TEXTS)
def test_spans_are_inside_ordered_and_apart(text: str) -> None:
    end = -1
    for start, stop in protected(text):
        assert end < start < stop <= len(text)
        end = stop
    end = 0
    for sentence in sentences(text):
        assert end <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        assert sentence.kind in ("prose", "item", "heading", "cell")
        end = sentence.end


@given(TEXTS)
def test_no_sentence_is_protected_throughout_and_none_ends_in_a_protected_span(text: str) -> None:
    spans = protected(text)
    for sentence in sentences(text):
        assert not any(start <= sentence.start and sentence.end <= end for start, end in spans)
        assert not any(start < sentence.end < end or start < sentence.start < end for start, end in spans)


@given(TEXTS)
def test_block_numbers_never_fall(text: str) -> None:
    numbers = [s.block for s in sentences(text)]
    assert numbers == sorted(numbers)


@given(TEXTS, st.sampled_from(["\r\n", "\r"]))
def test_the_kind_of_line_end_does_not_matter(text: str, newline: str) -> None:
    text = text.replace("\r", "")
    assert [(s.kind, s.block) for s in sentences(text)] == [
        (s.kind, s.block) for s in sentences(text.replace("\n", newline))
    ]


HARD = [
    "(",
    "`",
    '"',
    "<",
    "*",
    "[",
    "a.",
    "a",
    "_",
    "'",
    " '",
    "a@",
    "a/",
    "/",
    "-",
    "|",
    "\n",
    "a\n",
    "- a\n",
    "> a\n",
    "|a|\n",
]
HARD += [
    "](",
    '](a "',
    "](()",
    "<!--",
    "<pre>\n",
    "<a =",
    "“",
    "‘a ",
    ".",
    ". ",
    "A. ",
    "...  ",
    "`` ` ",
    "((a)",
    "(a. B) ",
    "a b\n",
]
HARD += [
    "    a\n",
    "\n\n    a\n",
    "```\n",
    "On a\n",
    "http://",
    "www.",
    "'s",
    "\u0301",
    "。",
    "a:\n",
    "5. a\n",
    "x.y/z ",
    "`a` b. ",
]


def seconds(text: str) -> float:
    start = time.process_time()
    words(text)
    sentences(text)
    protected(text)
    return time.process_time() - start


@pytest.mark.parametrize("unit", HARD)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    short, long = (unit * (size // len(unit)) for size in (20_000, 200_000))
    assert seconds(long) < 30 * max(seconds(short), 0.02)


def test_a_long_line_without_spaces() -> None:
    text = "x" * 10_000_000
    assert seconds(text) < 60
    assert sentences(text) == [Sentence(0, len(text), "prose", 1)]
