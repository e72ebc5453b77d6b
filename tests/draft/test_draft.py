from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from plainspeak import knowledge
from plainspeak.draft import Drafter, SentenceDraft
from plainspeak.draft.edits import apply

KNOWLEDGE = knowledge.load


def drafts(text: str, audience: str = "exec") -> list[SentenceDraft]:
    known = KNOWLEDGE()
    return Drafter(known, known.audiences.get(audience), {}).draft(text)


def test_a_draft_for_each_sentence_in_order() -> None:
    found = drafts("Recall rose by 4 points. The bakery is shut. Precision is 81%.")
    assert [bool(d.edits) for d in found] == [True, False, True]
    starts = [d.facts.sentence.start for d in found]
    assert starts == sorted(starts)


def test_edits_stay_in_their_sentence_and_apart() -> None:
    text = "Recall rose by 4 points and p99 latency fell to 90 ms. The SLO was met in 3 of 4 weeks."
    for draft in drafts(text):
        spans = sorted((e.start, e.end) for e in draft.edits)
        assert all(draft.facts.sentence.start <= a <= b <= draft.facts.sentence.end for a, b in spans)
        assert all(left[1] <= right[0] for left, right in pairwise(spans))


def test_each_draft_has_been_verified() -> None:
    text = "Recall may rise by 4%. Precision did not fall. If p99 latency is 90 ms, the SLO holds."
    for draft in drafts(text):
        assert draft.verdict.outcome == "faithful"
        assert draft.verdict.facts or not draft.facts.quantities


def test_who_knows_the_terms_gets_no_edits() -> None:
    assert not any(d.edits or d.findings for d in drafts("Recall rose by 4 points. The SLO was met.", "ds"))
    assert [bool(d.edits) for d in drafts("Recall rose by 4 points. The SLO was met.", "cto")] == [True, False]


def test_a_word_that_could_be_two_terms_is_left_and_told(tmp_path: Path) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "sea.toml").write_text(
        '[bow]\nnames = ["forepeak"]\nplain = "the front of a boat"\nnoun = "front"\nnear = ["hull"]\n'
        '[store]\nnames = ["forepeak"]\nplain = "a small store room"\nnoun = "store"\nnear = ["rope"]\n',
        encoding="utf-8",
    )
    known = knowledge.load([tmp_path])
    drafter = Drafter(known, known.audiences.get("exec"), {})
    [draft] = drafter.draft("The forepeak is wet.")
    assert draft.edits == ()
    [finding] = draft.findings
    assert finding.rule == "jargon-left"
    assert finding.text == "forepeak"
    assert "the front of a boat" in finding.message
    assert "a small store room" in finding.message
    text = "The forepeak of the hull is wet."
    [draft] = drafter.draft(text)
    assert apply(text, draft.edits) == "The front of the hull is wet."


def test_a_full_stop_where_a_fragment_became_a_sentence() -> None:
    text = "High recall"
    [draft] = drafts(text)
    assert apply(text, draft.edits).endswith(".")
    assert "grammar" in {e.how for e in draft.edits}


@pytest.mark.parametrize("text", ["- Recall: 84%", "# High recall", "| High recall | 3 |"])
def test_but_not_in_lists_headings_and_tables(text: str) -> None:
    assert "." not in "".join(apply(text, d.edits) for d in drafts(text))
