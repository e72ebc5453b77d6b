"""Mails in every form that they are sent in: the author's words come out, with their places, and nothing raises."""

from __future__ import annotations

import base64
import quopri
import random
import time
from collections.abc import Callable
from email.header import Header
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainspeak.checks.document import Document, Part
from plainspeak.mail.message import read


def body(document: Document) -> str:
    return "\n".join(part.text for part in document.parts if part.kind == "body")


def own(document: Document) -> str:
    """Everything that is checked."""
    return "\n".join(own_of(part) for part in document.parts)


def own_of(part: Part) -> str:
    pieces, at = [], 0
    for start, end in part.others:
        pieces.append(part.text[at:start])
        at = end
    return "".join([*pieces, part.text[at:]])


def mail(head: str, text: bytes) -> Document:
    return read(head.encode() + b"\n\n" + text, "a.eml")


# ---------------------------------------------------------------- charsets and transfer encodings


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("utf-8", "café".encode()),
        ("", "café".encode()),
        ("us-ascii", "café".encode()),
        ("us-ascii", b"caf\xe9"),
        ("utf-8", b"caf\xe9"),
        ("iso-8859-1", "café".encode()),
        ("iso-8859-1", b"caf\xe9"),
        ("windows-1252", b"caf\xe9"),
        ("iso-8859-15", b"caf\xe9"),
        ("klingon", b"caf\xe9"),
        ("cp-850", "café".encode()),
        ("rot13", b"caf\xe9"),
        ("base64", "café".encode()),
        ("idna", b"caf\xe9"),
        ("undefined", b"caf\xe9"),
        ("unicode_escape", b"caf\xe9"),
        ('"x\0y"', b"caf\xe9"),
        ("utf-16", "café".encode("utf-16")),
        ("utf-16-le", "café".encode("utf-16-le")),
        ("utf-7", b"caf+AOk-"),
        ("koi8-r", "café".encode("cp1252")),
        ("UTF8", b"\xef\xbb\xbfcaf\xc3\xa9"),
    ],
)
def test_no_charset_loses_text_or_raises(charset: str, text: bytes) -> None:
    found = body(mail(f"Content-Type: text/plain; charset={charset}", text))
    assert found == ("cafИ" if charset == "koi8-r" else "café")


@pytest.mark.parametrize(
    ("encoding", "data", "text"),
    [
        ("base64", base64.encodebytes("Grün ist die Hoffnung.".encode()), "Grün ist die Hoffnung."),
        ("BASE64", b"R3L8bg", "Grün"),
        ("base64", b"R3 L8\n!bg==\n\n-- \nadded by a list", "Grün"),
        ("base64", b"R3L8b", "Grü"),
        ("quoted-printable", b"Gr=C3=BCn ist =\ndie Hoffnung", "Grün ist die Hoffnung"),
        ("quoted-printable", b"100=ZZ =3D 5 =", "100=ZZ = 5 "),
        ("x-unknown", b"plain", "plain"),
        ("7bit (as ever)", b"plain", "plain"),
    ],
)
def test_transfer_encodings_are_undone_as_far_as_can_be(encoding: str, data: bytes, text: str) -> None:
    assert body(mail(f"Content-Transfer-Encoding: {encoding}", data)).rstrip("\n") == text


def test_noise_that_calls_itself_text_is_named_and_not_checked() -> None:
    noise = random.Random(4).randbytes(4000)  # noqa: S311 - noise, no secret
    noise = base64.encodebytes(noise)
    found = mail("Content-Type: text/plain\nContent-Transfer-Encoding: base64", noise)
    assert body(found) == ""
    assert found.not_checked == ("A part that calls itself text/plain holds no text.",)


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "iso-2022-jp", "gb18030"])
def test_subjects_are_decoded(encoding: str) -> None:
    subject = {"utf-8": "Grüße – 60% mehr", "iso-8859-1": "Grüße 60%"}.get(
        encoding, "日本語の件名です。長い件名です。とても長い件名"
    )
    header = Header(subject, encoding, header_name="Subject").encode()
    assert read(f"Subject: {header}\n\n".encode()).parts[0].text == subject


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"=?utf-8?Q?Gr=C3?= =?utf-8?Q?=BCn?=", "Grün"),  # a letter in two words
        (b"=?utf-8?Q?Gr=C3=BCn?= and =?utf-8?B?Z3LDvG4=?=", "Grün and grün"),
        (b"=?klingon?Q?x?= =?utf-8?X?y?=", "x =?utf-8?X?y?="),
        (b"=?utf-8*de?Q?so?=", "so"),
        ("Grün".encode(), "Grün"),
        (b"Gr\xfcn", "Grün"),
        (b"a\r\n b\r\n\tc", "a b\tc"),
        (b"=?utf-8?Q?", "=?utf-8?Q?"),
        (b"", ""),
    ],
)
def test_odd_subjects(raw: bytes, text: str) -> None:
    assert read(b"SUBJECT: " + raw + b"\r\n\r\n").parts[0].text == text


def test_flowed_text_is_joined() -> None:
    text = b"Recall of the gate \nrose to 81%. \n\n> Which \n> day? \n From here \non.\n-- \nBo \nL\n"
    found = mail("Content-Type: text/plain; format=flowed", text)
    assert own(found) == "Recall of the gate rose to 81%. \n\n\nFrom here on.\n"
    deleted = mail("Content-Type: text/plain; format=Flowed; DelSp=yes", b"Ein Wort \nbruch.\n")
    assert body(deleted) == "Ein Wortbruch.\n"


# ---------------------------------------------------------------- parts


def multipart(kind: str, *parts: tuple[str, str], more: str = "") -> Document:
    pieces = "".join(f"--=_b\n{head}\n\n{text}\n" for head, text in parts)
    return mail(
        f'Content-Type: multipart/{kind}; boundary="=_b"{more}', f"preamble\n{pieces}--=_b--\nepilogue".encode()
    )


PLAIN, HTML = "Content-Type: text/plain", "Content-Type: text/html"


def test_of_two_versions_the_plain_one_is_read() -> None:
    assert body(multipart("alternative", (PLAIN, "plain"), (HTML, "<p>html</p>"))) == "plain"
    assert body(multipart("alternative", (HTML, "<p>html</p>"), (PLAIN, "plain"))) == "plain"


def test_html_is_read_when_it_stands_alone_or_the_plain_version_is_empty() -> None:
    assert body(multipart("alternative", (HTML, "<p>html</p>"))) == "html"
    assert body(multipart("alternative", (PLAIN, " \n"), (HTML, "<p>html</p>"))) == "html"
    assert body(mail(HTML, b"<p>a &amp; b</p>")) == "a & b"


def test_a_nested_alternative_is_read() -> None:
    inner = f"--i\n{HTML}\n\n<p>html</p>\n--i\nContent-Type: image/png\n\nx\n--i--"
    related = ("Content-Type: multipart/related; boundary=i", inner)
    assert body(multipart("alternative", (PLAIN, "plain"), related)) == "plain"
    assert body(multipart("alternative", related)) == "html"


def test_all_texts_of_a_mail_are_read_and_attachments_are_not() -> None:
    found = multipart(
        "mixed",
        (PLAIN, "one"),
        ("Content-Type: image/png\nContent-Disposition: inline; filename=a.png", "aGk="),
        ("X-Part: 3", "two"),
        ("Content-Type: text/plain; name=notes.txt", "attached"),
        ("Content-Disposition: attachment", "attached"),
        ("Content-Disposition: inline; filename*=utf-8''x", "attached"),
        ("Content-Type: message/rfc822", "Subject: forwarded\n\nforwarded"),
        ("Content-Type: text/csv", "a,b"),
        (HTML, "<p>three</p>"),
    )
    assert body(found) == "one\ntwo\nthree"
    assert found.not_checked == ()


def test_a_signed_mail_is_read() -> None:
    assert body(multipart("signed", (PLAIN, "signed"), ("Content-Type: application/pgp-signature", "x"))) == "signed"


@pytest.mark.parametrize(
    ("head", "text", "reason"),
    [
        ("Content-Type: multipart/encrypted; boundary=b", b"--b\n\nx\n--b--", "encrypted (PGP/MIME)"),
        ("Content-Type: application/pkcs7-mime; smime-type=enveloped-data", b"x", "encrypted (S/MIME)"),
        ("Content-Type: application/x-pkcs7-mime; smime-type=signed-data", b"x", "hides its text"),
        ("Subject: x", b"-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----", "encrypted (PGP)"),
        ("Content-Type: text/calendar", b"BEGIN:VCALENDAR", "text/calendar"),
        ("Content-Type: application/pdf", b"%PDF", "application/pdf"),
        ("Content-Type: message/external-body", b"x", "not in this mail"),
    ],
)
def test_what_cannot_be_read_is_named(head: str, text: bytes, reason: str) -> None:
    found = mail(head, text)
    assert own(found).strip() in ("", "x")
    assert len(found.not_checked) == 1
    assert reason in found.not_checked[0]


def test_parts_too_deep_are_named() -> None:
    raw = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(3000))
    found = read(raw + b"\ntext")
    assert found.not_checked == ("Parts inside more than 30 others were not looked into.",)


def test_a_boundary_that_is_missing_loses_no_text() -> None:
    for head in ("Content-Type: multipart/mixed", "Content-Type: multipart/mixed; boundary=nowhere"):
        assert body(mail(head, b"all of it")) == "all of it"
    cut_off = mail("Content-Type: multipart/mixed; boundary=b", b"--b\n\nthe text\n")
    assert body(cut_off) == "the text\n"


def test_of_a_mailbox_every_mail_is_read() -> None:
    one = b"From bo@x.example Mon Jun  1 10:02:00 2026\nSubject: One\n\nFirst.\n\n"
    found = read(one + one.replace(b"One", b"Two").replace(b"First", b"Second"), "x.mbox")
    assert [part.text.strip() for part in found.parts] == ["One", "First.", "Two", "Second."]
    assert found.parts[3].position(0) == (9, 1)


# ---------------------------------------------------------------- places


def place_of(raw: bytes, words: str) -> tuple[int, int, str]:
    for part in read(raw).parts:
        at = own_of(part).find(words)
        if at >= 0:
            at = part.text.index(words)
            return (*part.position(at), part.lines)
    raise AssertionError(words)


def test_places_are_those_of_the_file() -> None:
    head = b"To: Ann\nSubject: Gate\n 81%\nContent-Type: text/plain; charset=utf-8\n\n"
    text = "Hé,\n\n> old\n\nthe café here\n".encode()
    for raw in (head + text, (head + text).replace(b"\n", b"\r\n")):
        assert place_of(raw, "81%") == (3, 2, "file")
        assert place_of(raw, "here") == (10, 10, "file")
    assert place_of((head + text).replace("é".encode(), b"\xe9"), "here") == (10, 10, "file")


def test_places_of_encoded_text_are_those_of_the_decoded_body() -> None:
    text = "Hé,\r\n\r\na caf\u00e9 here\r\n".encode()
    for encoding, data in (("base64", base64.encodebytes(text)), ("quoted-printable", quopri.encodestring(text))):
        raw = f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n".encode() + data
        assert place_of(raw, "here") == (3, 8, "body")


def test_places_in_flowed_text_and_html_are_those_of_the_source() -> None:
    flowed = b"Content-Type: text/plain; format=flowed\n\nOne two \nthree four\n"
    assert place_of(flowed, "four") == (4, 7, "file")
    html = b"Content-Type: text/html\n\n<div>\n<p>One&nbsp;two\n<b>three</b>"
    assert place_of(html, "three") == (5, 4, "file")
    assert place_of(html.replace(b"\n\n", b"\nContent-Transfer-Encoding: quoted-printable\n\n"), "three") == (
        1,
        9,
        "body",
    )


def test_the_place_of_an_encoded_subject_is_that_of_its_word() -> None:
    (subject, _) = read(b"To: x\nSubject: Now\n =?utf-8?Q?Gr=C3=BCn?= again\n\n").parts
    assert subject.text == "Now Grün again"
    assert [subject.position(at) for at in (0, 4, 7, 9)] == [(2, 10), (3, 2), (3, 2), (3, 24)]
    assert subject.position_after(7) == (3, 23)


def test_the_place_of_a_subject_in_plain_letters_is_exact() -> None:
    for encoding in ("utf-8", "latin-1"):
        (subject, _) = read("Subject: Grün für 81%\n\n".encode(encoding)).parts
        assert [subject.position(at) for at in (0, 5, 9)] == [(1, 10), (1, 15), (1, 19)]


# ---------------------------------------------------------------- generated mails


def sentences(prefix: str) -> st.SearchStrategy[list[str]]:
    words = st.lists(
        st.sampled_from("gate café Tür 81% rose день 門 in 2026 the to > < & = . , From".split()), max_size=12
    )
    lines = words.map(lambda found: " ".join([prefix, *found, "end"]))
    return st.lists(lines, min_size=1, max_size=6)


def as_plain(own_lines: list[str], other_lines: list[str]) -> str:
    quoted = "".join(f"> {line}\n" for line in other_lines)
    middle = len(own_lines) // 2
    before, after = "\n".join(own_lines[:middle]), "\n".join(own_lines[middle:])
    intro = "On Mon, 1 Jun 2026 at 10:02, Ann Ode <ann@board.example> wrote:"
    return f"{before}\n\n{intro}\n{quoted}\n{after}\n\n-- \nother signature end\n"


def as_html(own_lines: list[str], other_lines: list[str]) -> str:
    def escape(line: str) -> str:
        return line.replace("&", "&amp;").replace("<", "&lt;")

    middle = len(own_lines) // 2
    before = "".join(f"<p>{escape(line)}</p>\n" for line in own_lines[:middle])
    after = "".join(f"<div>{escape(line)}<br></div>" for line in own_lines[middle:])
    quoted = "<br>".join(map(escape, other_lines))
    return (
        f"<html><head><title>other title</title><style>p {{ other: x }}</style></head><body>{before}"
        f'<div class="gmail_quote"><div class="gmail_attr">other wrote:<br></div>'
        f'<blockquote class="gmail_quote">{quoted}</blockquote>{after}</div>'
        f'<div style="display: none">other</div><div class=gmail_signature>other</div>'
    )


@given(
    sentences("own"),
    sentences("other"),
    st.sampled_from(["utf-8", "gb18030"]),
    st.sampled_from(["base64", "quoted-printable", "8bit"]),
    st.sampled_from(["plain", "html", "alternative", "mixed"]),
    st.sampled_from([b"\n", b"\r\n"]),
)
def test_the_authors_words_come_out_and_nobody_elses(
    own_lines: list[str], other_lines: list[str], charset: str, encoding: str, form: str, newline: bytes
) -> None:
    message = EmailMessage()
    message["Subject"] = own_lines[0]
    if form != "html":
        message.set_content(as_plain(own_lines, other_lines), charset=charset, cte=encoding)
        if form == "alternative":
            message.add_alternative("<p>other</p>", subtype="html")
        elif form == "mixed":
            message.add_attachment(b"other", maintype="application", subtype="pdf", filename="other.pdf")
            message.add_attachment("own last end", charset="utf-8", disposition="inline")
    else:
        message.set_content(as_html(own_lines, other_lines), subtype="html", charset=charset, cte=encoding)
    raw = message.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", newline)
    found = read(raw)
    text = own(found)
    assert "other" not in text
    for line in [*own_lines, *(["own last end"] if form == "mixed" else [])]:
        assert line in text
    for part in found.parts:
        for at in range(0, len(part.text), 7):
            line_number, column = part.position(at)
            if part.lines == "file" and charset == "utf-8" and part.kind == "body" and part.text[at].isalnum():
                source = raw.decode().split("\n")[line_number - 1]
                assert source[column - 1] in (part.text[at], "&")


@given(st.binary(max_size=400))
def test_no_bytes_raise(raw: bytes) -> None:
    for head in (b"", b"Subject: ", b"Content-Type: text/html\n\n", b"Content-Transfer-Encoding: base64\n\n"):
        document = read(head + raw)
        for part in document.parts:
            assert all(0 <= start < end <= len(part.text) for start, end in part.others)
            assert part.origin is None or len(part.origin) == len(part.text) + 1
            part.position(len(part.text))


PIECES = (
    b"Content-Type: multipart/mixed; boundary=b\n",
    b'Content-Type: multipart/alternative; boundary="c"\n',
    b"Content-Type: text/html; charset=utf-8\n",
    b"Content-Transfer-Encoding: quoted-printable\n",
    b"Subject: =?utf-8?Q?=C3?=\n =?utf-8?Q?=BC?=\n",
    b"\n\n--b\n",
    b"--c--\r\n",
    b"\n> quoted\n",
    b"On 1 Jun 2026, Ann wrote:\n",
    b"-- \n",
    b"-----BEGIN PGP MESSAGE-----\n",
    b"diff --git a b\n@@ -1,2 +1 @@\n",
    b"<div style='display:none'><table><tr><td>",
    b"</td><p><blockquote>&amp;&#0;&#x110000;<!--",
    b"From: a@b\nTo: b\nSubject: c\n",
    b"\xff\xfe\0=\r",
)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(b"".join))
def test_no_mixture_raises(raw: bytes) -> None:
    for part in read(raw).parts:
        assert all(0 <= start < end <= len(part.text) for start, end in part.others)
        assert part.origin is None or len(part.origin) == len(part.text) + 1


REPEATED: dict[str, Callable[[int], bytes]] = {
    "open tags": lambda n: b"Content-Type: text/html\n\n" + b"<a " * n,
    "quotation marks": lambda n: b"Content-Type: text/html\n\n" + b'<a ">" ' * n,
    "comments": lambda n: b"Content-Type: text/html\n\n" + b"<!--" * n,
    "nested tables": lambda n: b"Content-Type: text/html\n\n" + b"<table><tr><td>x" * n,
    "nested quotations": lambda n: b"Content-Type: text/html\n\n" + b"<div class=gmail_quote>x<blockquote>" * n,
    "attributions": lambda n: b"\n\n" + b"On 3 May 2026 x wrote:\n> x\n" * n,
    "marks of signatures": lambda n: b"\n\n" + b"--\n" * n,
    "closings": lambda n: b"\n\n" + b"Regards,\nBo\n\n" * n,
    "underlines": lambda n: b"\n\n" + b"_" * n + b"\n",
    "parameters": lambda n: b"Content-Type: x" + b"; " * n + b"\n\n",
    "encoded words": lambda n: b"Subject: " + b"=?u?q?" * n + b"\n\n",
    "parts": lambda n: b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * n,
    "nested parts": lambda n: b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * n,
    "mails": lambda n: b"From x 2026\nSubject: \xc3\xa9\n\nx\n\n" * n,
    "hunks": lambda n: b"\n\ndiff --git a\n" + b"@@ -1,99999999 +1 @@\n" * n,
    "armour": lambda n: b"\n\n" + b"-----BEGIN PGP MESSAGE-----\n" * n,
}


@pytest.mark.parametrize("name", REPEATED)
def test_time_grows_with_the_length(name: str) -> None:
    def seconds(count: int) -> float:
        raw = REPEATED[name](count)
        best = []
        for _ in range(2):
            begun = time.process_time()
            read(raw)
            best.append(time.process_time() - begun)
        return min(best)

    # Eight times the text takes eight times as long; were it quadratic, 64 times.
    assert seconds(8000) < 24 * max(seconds(1000), 0.002)
