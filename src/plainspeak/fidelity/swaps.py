"""Find what changed places: two names, numbers or metrics that lend each other what is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plainspeak.fidelity.segments import Segment
from plainspeak.findings import Finding

_MAX = 12


def compare(source: Sequence[Segment], rewrite: Sequence[Segment], text: str) -> Iterator[Finding]:
    """Return what of a rewrite speaks of the wrong one.

    Two segments of the source, one about A saying x and one about B saying y, became one about A saying y and one
    about B saying x; only neighbours are compared, so that the work grows with the length of the text.

    Args:
        source: The source's segments.
        rewrite: The rewrite's segments.
        text: The rewrite.
    """
    for at, one in enumerate(source):
        for other in source[at + 1 : at + 1 + _MAX]:
            found = _crossed(one, other, rewrite)
            if found:
                wrong, who, said = found
                words = text[wrong.start : wrong.end]
                message = (
                    f"The rewrite says of {who.lstrip('=@#')!r} what the source says of another ({said.lstrip('#')!r})."
                )
                yield Finding("swap", "error", message, words, (one.start, other.end), (wrong.start, wrong.end))
                return


def _crossed(one: Segment, other: Segment, rewrite: Sequence[Segment]) -> tuple[Segment, str, str] | None:
    keys_one, keys_other = one.who - other.who, other.who - one.who
    says_one, says_other = one.stems - other.stems, other.stems - one.stems
    if not keys_one or not keys_other or not says_one or not says_other:
        return None
    present = frozenset().union(*(s.stems for s in rewrite))
    named = frozenset().union(*(s.who for s in rewrite))
    says_one, says_other = says_one & present, says_other & present
    keys_one, keys_other = keys_one & named, keys_other & named
    for keys, others_say, gone in ((keys_other, says_one, keys_one), (keys_one, says_other, keys_other)):
        if keys and others_say and not gone and not any(k[0] in "=@" for k in keys):
            wrong = [s for s in rewrite if s.who & keys and len(s.stems & others_say) > 1]
            if wrong:
                return wrong[0], min(keys), min(others_say)
    if not (says_one and says_other and keys_one and keys_other):
        return None
    straight = sum(_together(rewrite, keys_one, says_one)) + sum(_together(rewrite, keys_other, says_other))
    crossed = [s for s, hit in zip(rewrite, _together(rewrite, keys_one, says_other), strict=True) if hit]
    crossed_back = [s for s, hit in zip(rewrite, _together(rewrite, keys_other, says_one), strict=True) if hit]
    if crossed and crossed_back and not straight and crossed[0] is not crossed_back[0]:
        return crossed[0], min(keys_one), min(says_other)
    return None


def _together(rewrite: Sequence[Segment], keys: frozenset[str], says: frozenset[str]) -> list[bool]:
    return [bool(segment.who & keys and segment.stems & says) for segment in rewrite]
