"""How single terms are exchanged or explained; the terms are those of a pack of this test's own."""

from __future__ import annotations

import pytest

from plainspeak.rewriter import Rewriter
from plainspeak.settings import Settings

PACK = """
[mooring-line]
names = ["mooring line"]
plain = "what holds a boat to the pier"
noun  = "holding rope"

[halyard]
names = ["halyard"]
plain = "what pulls a sail up"
noun  = "iron cord"

[ballast]
names = ["ballast"]
plain = "weight that keeps a boat upright"
noun  = "steadying weight"
mass  = true

[draught]
names    = ["hull draught"]
plain    = "how deep a boat lies"
noun     = "the depth {owner} {need}"
modifier = "depth"

[fathom-log]
names = ["fathom log"]
plain = "where depths are noted"

[careen]
plain = "lay a boat on its side to clean it"
verbs = { careen = "clean", kedge = "pull forward", unbend = "take off" }

[abaft]
plain      = "nearer the back"
adjectives = { sternward = "rear", seaworthy = "fit to sail" }

[berth-list]
names = ["berth list"]
plain = "who lies where"
noun  = "the boats at the pier"

[sounding]
names = ["depth sounding"]
plain = "a measurement of how deep the water is"
noun  = "check of the depth"

[rebail]
names    = ["rebail"]
plain    = "getting water out again"
noun     = "repeated emptying"
mass     = true
verbs    = { rebail = "empty" }

[caulking]
names = ["caulking", "caulks"]
plain = "filling of gaps"
noun  = "gap filling"
mass  = true
verbs = { caulk = "seal" }

[trim-angle]
names    = ["trim angle"]
plain    = "how far a boat tips"
noun     = "the tilt of the boat"
good     = "down"
measured = "count"

[heel-share]
names    = ["heel share"]
plain    = "the share of boats that lean"
noun     = "the share of boats that lean"
good     = "down"
measured = "share"

[lee]
names = ["lee depot"]
plain = "where goods wait"
noun  = "sheltered store"

[mast-count]
names = ["mast count"]
plain = "how many masts a boat has"
noun  = "number of masts of the boat"
"""


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        # articles
        ("She bought a mooring line.", "She bought a holding rope."),
        ("She bought a halyard.", "She bought an iron cord."),
        ("The halyard broke.", "The iron cord broke."),
        ("Halyards broke.", "Iron cords broke."),
        # plurals and counts
        ("She bought two mooring lines.", "She bought two holding ropes."),
        ("Mooring lines are wet.", "Holding ropes are wet."),
        ("They made 3 depth soundings.", "They made 3 checks of the depth."),
        ("The depth soundings were late.", "The checks of the depth were late."),
        # mass nouns
        ("She bought ballast.", "She bought steadying weight."),
        ("The ballast is wet.", "The steadying weight is wet."),
        # nouns with an owner
        ("The hull draught was measured.", "The depth we need was measured."),
        ("Our hull draught was measured.", "The depth we need was measured."),
        ("Their hull draught was measured.", "The depth they need was measured."),
        ("The barge's hull draught was measured.", "The depth the barge needs was measured."),
        # before another noun
        ("The hull draught notebook is old.", "The depth notebook is old."),
        ("The mooring line colour is red.", "The holding rope colour is red."),
        # before a possessive, and behind a verb that counts
        ("The mooring line's colour is red.", "The holding rope's colour is red."),
        ("The storm halved hull draught.", "The storm halved the depth we need."),
        # a verb that agrees with the new words
        ("The berth list is long.", "The boats at the pier are long."),
        # verbs
        ("They careen the boat.", "They clean the boat."),
        ("They careened the boat.", "They cleaned the boat."),
        ("The boat was careened.", "The boat was cleaned."),
        ("They are careening the boat.", "They are cleaning the boat."),
        ("They kedged the boat.", "They pulled forward the boat."),
        ("They have unbent it.", "They have unbent it."),
        # adjectives
        ("The boat is seaworthy.", "The boat is fit to sail."),
        ("A sternward cabin is dry.", "A rear cabin is dry."),
        # a noun that looks like a verb, and a verb that looks like a noun
        ("It was dry once rebail ended at six.", "It was dry once repeated emptying ended at six."),
        ("Rebail stopped.", "Repeated emptying stopped."),
        ("They rebail the boat.", "They empty the boat."),
        ("The carpenter caulks the boat.", "The carpenter seals the boat."),
        ("Caulking the deck took a day.", "Sealing the deck took a day."),
        # words that count stay beside what they count
        ("Most mooring lines are wet.", "Most holding ropes are wet."),
        ("It hurt most trim angles.", "It hurt most trim angles (how far a boat tips)."),
        ("Both mooring lines side by side are wet.", "Both holding ropes side by side are wet."),
        # no article inside a group of nouns
        ("It is larger than mooring line run time.", "It is larger than holding rope run time."),
        ("They moved the lee depot mooring line.", "They moved the sheltered store holding rope."),
        # an article where a sentence begins with "... of"
        ("Mooring line of the barge broke.", "The holding rope of the barge broke."),
        ("Mooring line of the barge", "Holding rope of the barge"),
        # a word of the compound is not lost, nor said twice
        ("It depends on the mast count.", "It depends on the number of masts of the boat."),
        ("The mast count of the old boat is known.", "The number of masts of the old boat is known."),
        # a sign without a verb
        ("Heel share +4% in May", "The share of boats that lean is up 4% in May"),
        ("Heel share -4% in May", "The share of boats that lean is down 4% in May"),
        # what owns a noun that holds a clause
        (
            "The heel share of the ferries is known.",
            "The heel share (the share of boats that lean) of the ferries is known.",
        ),
        # a bracket stands behind all the nouns
        ("The fathom log cover is wet.", "The fathom log cover is wet."),
        ("The trim angle notebook is wet.", "The trim angle notebook (trim angle: how far a boat tips) is wet."),
        # in a list
        ("- mooring line", "- holding rope"),
    ],
)
def test_exchanged(rewriter: Rewriter, source: str, wanted: str) -> None:
    result = rewriter.rewrite(source)
    assert result.text == wanted
    assert result.verdict


def test_what_has_no_plain_noun_is_explained_once(rewriter: Rewriter) -> None:
    result = rewriter.rewrite("The fathom log is wet. The fathom log is new.")
    assert result.text == "The fathom log (where depths are noted) is wet. The fathom log is new."
    assert [c.reason for c in result.changes] == ["explained where it is first used"]
    assert not [f for f in result.findings if f.rule == "jargon-left"]


def test_once_in_a_document_of_several_paragraphs(rewriter: Rewriter) -> None:
    text = "# Log\n\nThe fathom log is wet.\n\n- the fathom log is new\n- fathom logs cost $40\n"
    assert rewriter.rewrite(text).text.count("(where depths are noted)") == 1


def test_the_authors_own_explanation_is_enough(rewriter: Rewriter) -> None:
    text = "The fathom log (our book of depths) is wet."
    result = rewriter.rewrite(text)
    assert result.text == text
    assert result.findings == ()


def test_no_bracket_inside_a_bracket(rewriter: Rewriter) -> None:
    text = "The crew left (with the fathom log and a dog)."
    result = rewriter.rewrite(text)
    assert "((" not in result.text
    assert result.text.count("(") == 1
    assert [f.text for f in result.findings if f.rule == "jargon-left"] == ["fathom log"]


@pytest.mark.parametrize(
    "text",
    [
        "Open fathom-log/depths first.",
        "See the `fathom log` page.",
        'She said "the mooring line is wet" twice.',
        "Write to mooring@line.example today.",
        "> The mooring line is wet.",
        "```\nmooring line\n```",
        "See https://harbour.example/mooring-line now.",
    ],
)
def test_what_is_left_alone(rewriter: Rewriter, text: str) -> None:
    assert rewriter.rewrite(text).text == text


def test_a_word_that_would_be_doubled_is_not_put_in(rewriter: Rewriter) -> None:
    assert "rope rope" not in rewriter.rewrite("The mooring line rope is wet.").text


def test_across_a_line_break(rewriter: Rewriter) -> None:
    assert rewriter.rewrite("The mooring\nline is wet.").text == "The holding\nrope is wet."


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("SLA met in the week of the fair.", "Contracted service level met in the week of the fair."),
        ("Context window is too small.", "The reading limit is too small."),
        ("Compile times are up since the merger.", "The time to translate the code is up since the merger."),
        ("We gave up 3 points of recall.", "We gave up 3 points in the share of known cases we catch."),
        ("It cost us 2 points WER.", "It cost us 2 points in the share of wrong words."),
        ("Precision: 0.03 mm on the new saw.", "Precision: 0.03 mm on the new saw."),
        (
            "MTTD fell by a third, MTTR by a tenth.",
            "The average time to notice a problem fell by a third, the average time to restore service by a tenth.",
        ),
        ("Throughput 310 → 480", "Processing volume 310 → 480"),
        ("We broke the SLA (Turin, 12 min).", "We broke the contracted service level (Turin, 12 min)."),
    ],
)
def test_grammar_around_a_term(source: str, wanted: str) -> None:
    assert Rewriter("exec", packs=[], settings=Settings()).rewrite(source).text == wanted


def test_no_word_is_said_twice_in_a_row() -> None:
    text = Rewriter("exec", packs=[], settings=Settings()).rewrite("Idempotent retries are on.").text
    assert "repeat repeat" not in text
