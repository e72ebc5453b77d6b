"""What is put on the screen fits it, and loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainspeak.cli.show import Pen, flat, marked, padded, side_by_side, width, wrapped


@given(st.text(), st.integers(4, 40))
def test_wrapped_lines_fit_and_hold_every_character(text: str, columns: int) -> None:
    lines = wrapped(text, columns)
    assert all(width(line) <= columns for line in lines)
    kept = "".join("".join(flat(line).split()) for line in text.splitlines())
    assert "".join("".join(line.split()) for line in lines) == kept


def test_widths() -> None:
    assert width("e\u0301") == 1
    assert width("数字") == 4
    assert padded("数", 4) == "数  "


@given(st.text(), st.data())
def test_a_place_is_marked_within_the_screen(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    pen = Pen(None)
    line, carets = marked(text, (start, end), pen, "  source ", "error")
    assert width(line) <= pen.width + 2
    assert carets.strip(" ").strip("^") == ""


@pytest.mark.parametrize("text", ["x" * 100_000, "word " * 20_000, "数" * 50_000])
def test_a_long_line_is_cut_around_the_place(text: str) -> None:
    at = len(text) // 2
    line, carets = marked(text, (at, at + 3), Pen(None), "", "error")
    assert line.startswith("…")
    assert line.endswith("…")
    assert carets.strip()


def test_columns_line_up() -> None:
    rows = side_by_side([("exec", "数字 are wide " * 9), ("ds", "short")], Pen(None))
    assert {width(row[: row.index("│")]) for row in rows if "│" in row} == {width(rows[0][: rows[0].index("│")])}
