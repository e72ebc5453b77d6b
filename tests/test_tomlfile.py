from __future__ import annotations

import time

import pytest

from plainspeak import tomlfile
from plainspeak.errors import Problem

TRICKY = """\
# [not-a-table]
top = 1

[first]  # [comment]
text = "a # b [c] \\" = "
multi = \"\"\"
[not-a-table]
key = "no"
a \\\"\"\" ""b\"\"\"\"\"
raw = '''
[neither]
c:\\''' # end
list = [
  ["[x]", "y"],  # ]
  # key = 1
  [],
]
inline = { a = 1, b = [2] }
after = 1
"quoted key".'and this' = 2
dotted . key = 3

[[first.examples]]
say = 1
[first.examples.more]
deep = 1
[[first.examples]]

say = 2

[a.b.c]
d = 1
"""


@pytest.fixture
def lines() -> dict[tuple[str | int, ...], int]:
    file = tomlfile.parse(TRICKY, "x.toml")
    assert not isinstance(file, Problem)
    return file.lines


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("top",), 2),
        (("first",), 4),
        (("first", "text"), 5),
        (("first", "multi"), 6),
        (("first", "raw"), 10),
        (("first", "list"), 13),
        (("first", "inline"), 18),
        (("first", "after"), 19),
        (("first", "quoted key", "and this"), 20),
        (("first", "dotted", "key"), 21),
        (("first", "examples"), 23),
        (("first", "examples", 0), 23),
        (("first", "examples", 0, "say"), 24),
        (("first", "examples", 0, "more", "deep"), 26),
        (("first", "examples", 1), 27),
        (("first", "examples", 1, "say"), 29),
        (("a",), 31),
        (("a", "b", "c", "d"), 32),
    ],
)
def test_every_key_has_its_line(
    lines: dict[tuple[str | int, ...], int], place: tuple[str | int, ...], line: int
) -> None:
    assert lines[place] == line


def test_what_only_looks_like_a_key_has_none(lines: dict[tuple[str | int, ...], int]) -> None:
    assert {place[0] for place in lines} == {"top", "first", "a"}
    assert len(lines) == 23


def test_a_value_inside_of_another_has_the_line_around_it() -> None:
    file = tomlfile.parse("a = 1\nb = { c = [1, 2] }\n", "x.toml")
    assert not isinstance(file, Problem)
    assert file.line(("b", "c", 1)) == 2
    assert file.line(("z",)) == 0


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"k{n} = '{n}'" for n in range(40_000)),
        "a = [" + "'x', " * 100_000 + "]",
        "#" * 500_000,
    ],
    ids=["keys", "list", "comment"],
)
def test_time_is_linear_in_the_length(text: str) -> None:
    start = time.process_time()
    assert not isinstance(tomlfile.parse(text, "x.toml"), Problem)
    assert time.process_time() - start < 5


def test_a_number_of_thousands_of_digits_is_a_problem() -> None:
    problem = tomlfile.parse("a = " + "9" * 5000, "x.toml")
    assert isinstance(problem, Problem)
    assert str(problem).startswith("x.toml: is not valid TOML: Exceeds the limit")
