"""Joins the lines of ``format=flowed`` text: a line that ends in a space goes on in the next."""

from __future__ import annotations

from plainspeak.mail.decoding import Mapped


def joined(mapped: Mapped, *, delete_space: bool = False) -> Mapped:
    r"""Return the author's paragraphs as one line each; quoted lines stay as they are.

    Args:
        mapped: The text, with ``\n`` as line end.
        delete_space: Whether the space at a line's end is no part of the text (``DelSp=yes``).

    >>> joined(Mapped("Recall \nis 81%.\n From now on\n-- \nMe", range(40))).text
    'Recall is 81%.\nFrom now on\n-- \nMe'
    """
    text = mapped.text
    pieces: list[str] = []
    origin: list[int] = []
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        start, stop = at, min(end + 1, len(text))
        if not text.startswith(">", at):
            start += text.startswith(" ", at)  # "space-stuffed", so that "From" and ">" can begin a line
            if _goes_on(text, start, end):
                stop = end - delete_space
        pieces.append(text[start:stop])
        origin.extend(mapped.origin[start:stop])
        at = end + 1
    origin.append(mapped.origin[len(text)])
    return Mapped("".join(pieces), origin)


def _goes_on(text: str, start: int, end: int) -> bool:
    if not text.endswith(" ", start, end) or text[start:end] == "-- ":
        return False
    following = text[end + 1 : end + 5]
    return bool(following[:3].strip()) and not following.startswith((">", "\n", "-- \n"))
