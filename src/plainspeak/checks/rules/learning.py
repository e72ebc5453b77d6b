"""An experiment failed or is open, and nothing says what was learned or what comes next.

What it does: Finds sentences that say of an experiment, test or pilot that it failed, is unclear or showed nothing,
where the paragraph has no hypothesis, no reason, nothing learned and no next step.

Why: A failed test is worth its money if it tells what not to do next. Told without that, it reads as a loss.

Example: The experiment with shorter emails failed.

Instead: We thought shorter emails would be read to the end. They were not (31% against 32%). Length is not the
reason, so in May we test the subject lines.

Source: Hypothesis-driven development: hypothesis, result, what was learned, what is next.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.checks.passages import Passage, Reading
from plainspeak.checks.rule import Found, Rule
from plainspeak.checks.signals import WAY_OUT, Flow, dated, is_ahead, is_question

_NAME = "uncertainty-without-learning"
_NEAR = 8  # words between the experiment and what became of it
_MESSAGE = (
    "This says how the experiment ended, not what it taught. Add what you had expected, what you know now, and "
    "what you do next."
)

FOUND = (
    ("exec", "The experiment with shorter emails failed.", "The experiment with shorter emails failed."),
    ("pm", "The A/B test was inconclusive."),
    ("exec", "- Our second approach did not work.\n- The office is open."),
    ("pm", "Results of the pilot are unclear."),
)

SILENT = (
    ("exec", "The experiment with shorter emails failed. We learned that length does not matter."),
    ("pm", "The A/B test was inconclusive, so we repeat it with 20,000 visitors."),
    ("exec", "Our second approach did not work because the labels are too old."),
    ("exec", "The test server failed on Monday."),
    ("exec", "The pilot ends on 4 May."),
    ("exec", "The payment failed."),
    ("exec", "Hypothesis: a shorter form helps. The test was inconclusive."),
    ("exec", "The test did not fail."),
    ("exec", "None of the tests failed."),
)


def find(reading: Reading) -> Iterator[Found]:
    """Yield the sentences that tell of an open or failed experiment alone."""
    flow = Flow(reading)
    if any(reading.listed(p, _NAME, "lesson") for p in flow.passages):
        return
    for at, passage in enumerate(flow.passages):
        if passage.kind not in ("prose", "item") or is_question(passage) or not _is_open(reading, passage):
            continue
        if not any(_teaches(reading, near) for near in flow.around(at, 2, 3)):
            yield Found(passage.part, passage.start, passage.end, _MESSAGE)


def _is_open(reading: Reading, passage: Passage) -> bool:
    hits = reading.listed(passage, _NAME, "trial", "failed")
    words = passage.facts.words
    for trial in (hit for hit in hits if hit.label == "trial"):
        for end in (hit for hit in hits if hit.label == "failed" and 0 <= hit.first - trial.last <= _NEAR):
            between = words[trial.last : end.first]
            # "the test server failed": the noun behind it is what failed
            if between and between[0].kind == "word" and between[0].lower not in _AFTER and len(between) < 2:
                continue
            before = words[max(trial.first - 4, 0) : end.first]
            if not any(reading.knowledge.language.denies(w.lower) for w in before):
                return True
    return False


_AFTER = frozenset(
    "with of on in for to has have was were is are that which we at by from and this last also still so".split()
)


def _teaches(reading: Reading, passage: Passage) -> bool:
    return (
        bool(reading.listed(passage, _NAME, "learned"))
        or dated(reading, passage)
        or is_ahead(reading, passage)
        or bool(reading.listed(passage, WAY_OUT, "option", "offer"))
    )


RULE = Rule(_NAME, "note", find)
