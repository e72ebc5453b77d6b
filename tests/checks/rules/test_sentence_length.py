"""Long sentences: what counts as a word, and for whom."""

from __future__ import annotations

from tests.checks.conftest import Check

NAME = "long-sentence"


def test_the_limit_is_the_readers(check: Check) -> None:
    text = "We " + " ".join(["walk"] * 31) + "."
    assert [bool(check(text, NAME, audience=a).findings) for a in ("sales", "exec", "cto", "pm", "ds")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_brackets_quotations_and_links_do_not_count(check: Check) -> None:
    aside = " ".join(["walk"] * 20)
    text = f'We walk ({aside}) and "{aside}" by https://example.org/{"a/" * 40} on {" ".join(["walk"] * 15)}.'
    assert not check(text, NAME).findings


def test_the_message_tells_how_many(check: Check) -> None:
    [finding] = check("We " + " ".join(["walk"] * 39) + ".", NAME).findings
    assert finding.message.startswith("40 words")
    assert "25" in finding.message


def test_a_heading_and_a_table_are_no_sentences(check: Check) -> None:
    many = " ".join(["walk"] * 40)
    assert not check(f"# {many}\n\n| a | b |\n| --- | --- |\n| {many} | 1 |\n", NAME).findings
