"""Masks what is to stay inside the house before a text is sent, and puts it back into the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Each is linear: a run of one class, begun where no member of the class stands before it.
_KINDS = {
    "KEY": re.compile(
        r"-----BEGIN [A-Z ]{1,40}-----[^-]*(?:-----END [A-Z ]{1,40}-----)?"
        r"|(?<![\w-])(?:sk|pk|rk|ghp|gho|ghs|glpat|xox[a-z]|hf|npm|pypi|AKIA|ASIA|AIza|ya29|github_pat)[-_.A-Z0-9][\w.-]{11,}(?<![.-])"
        r"|(?<![\w.-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?"
        r"|(?i:(?<=password: )|(?<=password=)|(?<=passwd=)|(?<=secret=)|(?<=token=)|(?<=api_key=)|(?<=apikey=)"
        r"|(?<=secret: )|(?<=token: )|(?<=api key: )|(?<=bearer ))[^\s\"'`,;]{6,}(?<![.:!?)])"
        r"|(?<![\w/+-])(?=[A-Za-z]{0,60}\d)(?=[\d]{0,60}[A-Za-z])[A-Za-z0-9_+-]{32,}(?![\w/+-])"
    ),
    "LINK": re.compile(r"(?<![^\W_])(?i:https?://|ftp://|www\.|mailto:)[^\s<>\"“”«»`|()\[\]]+(?<![.,;:!?'’])"),
    "ADDRESS": re.compile(r"(?<![\w.+-])[\w.+-]+@[^\W_][\w-]*(?:\.[\w-]+)+"),
}


class Redactor:
    """Masks texts of one request alike, so that the same word is the same mask everywhere in it.

    Args:
        words: A team's own words, which must not leave the house. E-mail addresses, links and keys never do.

    >>> redactor = Redactor(["Project Heron"])
    >>> redactor.mask("Mail ann@example.org about project Heron.")
    'Mail ADDRESS_1 about NAME_1.'
    >>> redactor.restore("Write to ADDRESS_1.")
    'Write to ann@example.org.'
    """

    def __init__(self, words: Sequence[str] = ()) -> None:
        longest_first = sorted({" ".join(w.split()) for w in words if w.strip()}, key=lambda w: (-len(w), w))
        patterns = [r"\s+".join(map(re.escape, word.split())) for word in longest_first]
        self._words = re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE) if patterns else None
        self._masks: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._taken: set[str] = set()

    def avoid(self, text: str) -> None:
        """Take note of a text that may hold what looks like a mask: no mask will look the same.

        Args:
            text: A text of the request.
        """
        self._taken |= set(_MASK.findall(text))

    def mask(self, text: str) -> str:
        """Return a text with everything masked that is to stay inside.

        Args:
            text: Any text.
        """
        for kind, pattern in _KINDS.items():
            text = pattern.sub(lambda match, kind=kind: self._mask(kind, match.group()), text)  # type: ignore[misc]
        if self._words:
            text = self._words.sub(lambda match: self._mask("NAME", match.group()), text)
        return text

    def restore(self, text: str) -> str:
        """Return a text with the masks replaced by what they stand for.

        Args:
            text: An answer.
        """
        back = {mask: words for words, mask in self._masks.items()}
        return _MASK.sub(lambda match: back.get(match.group(), match.group()), text)

    def strange(self, text: str) -> list[str]:
        """Return what looks like a mask in an answer and stands for nothing.

        Args:
            text: An answer, before its masks are replaced.
        """
        return [mask for mask in _MASK.findall(text) if mask not in self._taken and mask not in self._masks.values()]

    def _mask(self, kind: str, words: str) -> str:
        if words in self._masks.values():  # a mask inside what a later pattern found
            return words
        if words not in self._masks:
            while True:
                self._counts[kind] = self._counts.get(kind, 0) + 1
                mask = f"{kind}_{self._counts[kind]}"
                if mask not in self._taken:
                    break
            self._masks[words] = mask
        return self._masks[words]


_MASK = re.compile(r"\b(?:KEY|LINK|ADDRESS|NAME)_[0-9]+\b")
