"""Tell a "may" that refuses leave by its own sentence, and so is no doubt: "nobody may", "may only", "at most"."""

from __future__ import annotations

import itertools

from plainspeak.facts import Facts, Marker

FORBIDS = frozenset(("nobody", "none", "no", "nothing", "never", "neither", "nor", "only"))
"""Words under which a "may" refuses leave."""
BEFALLS = frozenset(
    "see notice experience lose face suffer encounter miss feel forget fail struggle wait churn react respond happen "
    "know want like need help".split()
)
"""What one does without a leave."""
_EPISTEMIC = frozenset("able possible enough available ready sure clear right true safe due aware".split())
_LIMITS = ("if", "with", "after", "when", "by", "for")
_CAPS = (("at", "most"), ("no", "more"), ("no", "longer", "than"), ("no", "larger"), ("no", "later"))
_BACK = 6  # words between "nobody" and "may"


def is_ban(facts: Facts, mark: Marker) -> bool:
    """Return whether a "may" stands under a "no", "only" or limit, and with a verb for which one needs leave.

    Args:
        facts: The sentence.
        mark: The "may".
    """
    words = [w.lower for w in facts.words]
    said = words[mark.first : mark.last]
    if said[:1] != ["may"]:
        return False
    behind = [*said[1:], *words[mark.last : mark.last + 3], "", ""]
    adverb = behind[0] if behind[0] in ("not", "only") else ""
    verb, then = (behind[1], behind[2]) if adverb else (behind[0], behind[1])
    before = words[max(0, mark.first - _BACK) : mark.first]
    if verb in BEFALLS or (verb == "be" and then in _EPISTEMIC):
        return False
    if adverb == "not":
        return verb == "exceed" or (verb == "be" and then.endswith(("ed", "en", "wn", "ne")))
    if adverb:
        return verb not in ("be", "have", "") or (verb == "be" and then.endswith(("ed", "en", "wn", "ne", "t")))
    clause = words[mark.last :]
    return bool(FORBIDS & set(before)) or _only_if(clause) or _is_capped(clause)


def _is_capped(clause: list[str]) -> bool:
    """Return whether a leave ends at a limit: "at most", "no more than"; "up to" may be a guess as well."""
    return any(tuple(clause[at : at + len(cap)]) == cap for cap in _CAPS for at in range(len(clause)))


def _only_if(clause: list[str]) -> bool:
    """Return whether a leave holds "only if", "only with", "only after" something."""
    return any(a == "only" and b in _LIMITS for a, b in itertools.pairwise(clause))
