"""Pages as text: what a reader sees, in blocks, and where each word stood."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainspeak.mail.decoding import Mapped
from plainspeak.mail.html import Rendered, read_html, rendered


def render(source: str) -> Rendered:
    return rendered(Mapped(source, range(len(source) + 1)))


def text(source: str) -> str:
    return render(source).text.text


def seen(source: str) -> str:
    """The text without what is not the author's."""
    page = render(source)
    whole = page.text.text
    for start, end in sorted([*page.quoted, *page.apart], reverse=True):
        whole = whole[:start] + whole[end:]
    return " ".join(whole.split())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a<b>b</b>c <i>d</i>", "abc d"),
        ("The<span> p99</span>", "The p99"),
        ("<p>One\n  two</p><p>three</p>", "One two\n\nthree"),
        ("<div>One</div><div>two<div>three</div></div>four", "One\ntwo\nthree\nfour"),
        ("One<br>two<br/>three</br>four", "One\ntwo\nthree\nfour"),
        ("One<br><br>two", "One\ntwo"),
        ("<h1>Week <b>14</b></h1>Text<h3>Next</h3>", "# Week 14\n\nText\n\n### Next"),
        ("<ul><li>One<li>two<ol><li>a</li><li>b</ol></ul>", "- One\n- two\n\n  1. a\n  2. b"),
        ("<ul><li><p>One</p></li><li></li></ul>x", "- One\n\nx"),
        ("&lt;5&nbsp;ms &amp; &eacute;&#233;&#xe9; &unknown; AT&T &", "<5 ms & ééé &unknown; AT&T &"),
        ("1 < 2 and 3 > 2, <3 <", "1 < 2 and 3 > 2, <3 <"),
        ("soft&shy;hy\u00adphen&zwnj;", "softhyphen"),
        ("<style>p {}</style><script>if (a<b) '</p>'</script><title>t</title>x", "x"),
        ("a<!-- b --><!---->c<![if x]>d<?php e ?>f<!doctype html>", "acdf"),
        ("<a title=\"a > b\" href='>'>x</a>", "x"),
        ('<a title="never closed>x</a> <b>y</b>', "x y"),
        ("<p>x<table><tr><td>y", "x\n\ny"),
        ("x<unknown-tag attr>y</unknown-tag></b></p>", "xy"),
        ("", ""),
    ],
)
def test_what_a_reader_sees(source: str, expected: str) -> None:
    assert text(source) == expected


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">h</div>',
        "<div STYLE='color: red; DISPLAY : none'>h<p>h</p></div>",
        "<span style='visibility:hidden'>h</span>",
        "<p hidden>h</p>",
        "<p style=mso-hide:all>h<p>",
        "<template><p>h</p></template>",
        "<svg><text>h</text></svg>",
        "<textarea>h</textarea>",
    ],
)
def test_what_nobody_sees_is_left_out(hidden: str) -> None:
    assert " ".join(text(f"before {hidden} after").split()) == "before after"


def test_a_table_of_data_is_read_as_cells() -> None:
    table = "<table><tr><th>Gate<th>Cars</tr><tr><td><p>North</p></td><td>410</td></tr><tr></tr></table>after"
    assert text(table) == "| Gate | Cars |\n| North | 410 |\n\nafter"


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td><p>One</p><p>two</p></td><td>three</td></tr></table>",
        "<table role=presentation><tr><td>One<br>two</td><td>three</td></tr></table>",
        "<table><tr><td>One</td></tr><tr><td>two</td></tr><tr><td>three</td></tr></table>",
        "<table><tr><td>One</td><td><table><tr><td>two</td></tr></table></td></tr></table>three",
    ],
)
def test_a_table_that_lays_out_a_page_is_read_as_text(table: str) -> None:
    assert text(table).split() == ["One", "two", "three"]


def test_code_and_quotations_are_set_apart() -> None:
    assert seen("Run <code>a b</code> or <pre>c\nd</pre> <q>he said</q> <del>was</del> is") == "Run or is"
    page = render("Run <code> a b </code> now")
    assert [page.text.text[a:b] for a, b in page.apart] == ["a b"]


@pytest.mark.parametrize(
    "theirs",
    [
        "<blockquote type=cite>other<blockquote>other</blockquote>other</blockquote>",
        '<div class="gmail_quote"><div class="gmail_attr">other wrote:<br></div><blockquote>other</blockquote></div>',
        '<div class="gmail_quote">other</div>',
        '<div class="gmail_signature">other</div>',
        '<div class="moz-cite-prefix">other wrote:</div><blockquote type="cite">other</blockquote>',
        '<pre class="moz-signature">-- \nother</pre>',
        '<div class="protonmail_quote"><blockquote class="protonmail_quote">other</blockquote></div>',
        '<div id="divRplyFwdMsg">From: other</div><div>other</div>',
        "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3pt'><p>From: other</p></div><p>other</p>",
    ],
)
def test_how_mail_programs_mark_what_is_not_new(theirs: str) -> None:
    assert seen(f"<div>own</div>{theirs}") == "own"


def test_answers_between_quotations_are_the_authors() -> None:
    source = '<div class="gmail_quote"><blockquote>other</blockquote><div>own</div><blockquote>other</blockquote></div>'
    assert seen(source) == "own"


def test_a_comment_that_switches_rules_stays_where_it_is() -> None:
    source = "<p>One <!-- plainspeak: off jargon --></p>\n<!-- plainspeak: off -->\n<p>two</p>"
    assert text(source) == "One <!-- plainspeak: off jargon -->\n\n<!-- plainspeak: off -->\n\ntwo"


def test_pages_are_decoded_as_they_say() -> None:
    def words(raw: bytes) -> str:
        (part,) = read_html(raw, "a.html").parts
        return part.text

    assert words("<meta charset='utf-8'>café".encode()) == "café"
    assert words(b'<META http-equiv=x content="text/html; charset=koi8-r">' + "день".encode("koi8-r")) == "день"
    assert words("<p>café".encode("latin-1")) == "café"
    assert words("<p>café".encode("utf-16")) == "café"
    assert words(b"") == ""
    assert read_html(bytes(range(32)) * 9, "a.html").not_checked == ("It is not text.",)


WORDS = st.text("aé門 <>&\"'\n-/x1", max_size=12)


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


@given(st.lists(st.tuples(WORDS, st.sampled_from(["b", "p", "div", "li", "td", "a href='>'", "br"])), max_size=8))
def test_well_formed_pages_give_the_text_that_they_hold(pieces: list[tuple[str, str]]) -> None:
    source = "".join(f"<{tag}>{escape(words)}</{tag.split()[0]}>" for words, tag in pieces)
    reader = _Plain()
    reader.feed(source)
    reader.close()
    found = text(source)
    without_marks = "".join(found.split()).replace("-", "")
    assert without_marks == "".join("".join(reader.found).split()).replace("-", "")


@given(st.text("<>/!-=\"' &;abpdivtr\n#x", max_size=200))
def test_every_character_has_its_place(source: str) -> None:
    page = render(source)
    assert len(page.text.origin) == len(page.text.text) + 1
    assert all(0 <= place <= len(source) for place in page.text.origin)
    for sign, place in zip(page.text.text, page.text.origin, strict=False):
        if sign.isalpha() and "&" not in source:
            assert source[place] == sign
    for start, end in [*page.quoted, *page.apart]:
        assert 0 <= start <= end <= len(page.text.text)


def test_a_place_ends_before_the_markup_behind_it() -> None:
    source = "<p>The <b>gate</b> opens caf&eacute;.</p>\n<p>Now</p>"
    (part,) = read_html(source.encode(), "week.html").parts
    for words, written in (("gate", "gate"), ("café", "caf&eacute;"), ("café.", "caf&eacute;.")):
        start = part.text.index(words)
        assert source[part.place(start) : part.place_after(start + len(words))] == written
