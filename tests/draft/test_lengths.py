"""Long drafts are cut where nothing is lost, and nowhere else."""

from __future__ import annotations

import pytest

from plainspeak.rewriter import Rewriter
from plainspeak.settings import Settings


def rewritten(text: str, audience: str = "exec") -> str:
    return Rewriter(audience, packs=[], settings=Settings()).rewrite(text).text


CUT = {
    "The bakery opened its second counter on the square in May; the first week brought more guests than April had done "
    "in all of its four weeks.": "in May. The first week",
    "All the tram drivers have been trained on the new machines, and the old ones will be collected by the supplier "
    "before the end of the holiday.": "machines. The old ones will",
    "The harbour office moved into the new building on the east quay in March – the old rooms are empty and the city "
    "will sell them by auction in the autumn.": "in March. The old rooms",
}
LONG = next(iter(CUT))
WHOLE = """\
If the frost comes back before the end of April we will cover the vines, and the team will report the damage by Friday.
We know that the oldest bridge in town needs a new deck by winter, and the council will have to close it for weeks.
The bus was late because snow had fallen on the pass at night, and the drivers were told to wait for the plough.
The kitchen lacks three things: two ovens; the cold store was never ordered by anyone; a set of knives for the cooks.
The bakery opened; the market did too.
""".splitlines()


@pytest.mark.parametrize(("text", "cut"), CUT.items())
def test_a_safe_joint_becomes_a_full_stop(text: str, cut: str) -> None:
    assert cut in rewritten(text)


@pytest.mark.parametrize("text", WHOLE)
def test_short_sentences_conditions_causes_and_lists_stay_whole(text: str) -> None:
    assert rewritten(text) == text


def test_who_reads_everything_gets_the_text_as_it_is() -> None:
    assert rewritten(LONG, "ds") == LONG


def test_the_cut_is_told() -> None:
    result = Rewriter("exec", packs=[], settings=Settings()).rewrite(LONG)
    assert [change.reason for change in result.changes] == ["one long sentence becomes two"]
    assert result.verified
