"""Whose words are whose: in each example, the lines that begin with ~ are not the author's."""

from __future__ import annotations

import re

import pytest

from plainspeak.mail.authorship import labelled, others

EXAMPLES = {
    "a reply above": """
        Fine by me. The gate opens on 3 June.

        ~On Mon, 1 Jun 2026 at 10:02, Ann Ode <ann@board.example> wrote:
        ~> Which day?
        ~>
        ~> Ann
    """,
    "answers between": """
        ~Ann Ode <ann@board.example> wrote:
        ~
        ~> Which day?

        On 3 June.

        ~> And the price?
        ~>> It was 40.

        We wrote:
        it stays.
    """,
    "a long attribution over two lines": """
        Yes.

        ~On Mon, Jun 1, 2026 at 10:02 AM Ann Ode
        ~<ann.of.the.board@board.example> wrote:
        ~
        ~> Which day?
    """,
    "the author's own sentence above a quotation": """
        On Monday we opened the new gate.
        The team wrote:
        ~> It works.
        What do you think?
    """,
    "an own sentence with a date above a quotation": """
        On 3 June 2026 we opened the gate. The harbour office wrote:
        ~> It works.
    """,
    "wrote: without a quotation": """
        On 3 June 2026, Ann Ode <ann@board.example> wrote:
        It works.
    """,
    "other languages": """
        Gut.

        ~Am 01.06.2026 um 10:02 schrieb Ann Ode:
        ~> Wann?
        Oui.
        ~Le lun. 1 juin 2026 à 10:02, Ann Ode <ann@board.example> a écrit :
        ~> Quand ?
        Так.
        ~01.06.2026, 10:02, "Ann Ode" <ann@board.example>:
        ~> Коли?
    """,
    "a marked signature, then the mail it answers": """
        Yes.
        ~--\N{SPACE}
        ~Bo Lindqvist
        ~Head of Gates, MLOps and more
        ~
        ~On 1 Jun 2026, at 10:02, Ann Ode <ann@board.example> wrote:
        ~> Which day?

        PS: Still true.
    """,
    "two hyphens that part the text": """
        First half.
        ~--
        One line of the second half.
        Two.
        Three.
        Four.
        Five.
        Six.
        Seven.
        Eight.
        Nine.
        Ten.
        Eleven.
    """,
    "two hyphens that have lost their space": """
        Yes.
        ~--
        ~Bo
    """,
    "a closing with a name and a title": """
        The gate opens on 3 June.

        ~Kind regards,
        ~
        ~Bo Lindqvist
        ~Head of MLOps
        ~+46 8 555 0100

        PS: Bring the key.
    """,
    "thanks that are part of the text": """
        Thanks,
        we have found the key under the mat.
    """,
    "a closing is no signature if sentences follow": """
        Thanks
        Bo will open the gate on 3 June. It has a new lock.
    """,
    "a visiting card": """
        The gate opens on 3 June.

        ~Bo Lindqvist, PhD
        ~Gates & Fences | Harbour Office
        ~bo@harbour.example | www.harbour.example
    """,
    "a list of names is no visiting card": """
        These will come:

        Ann Ode
        Cy Dorn
    """,
    "a telephone's line": """
        On my way.

        ~Sent from my iPhone
    """,
    "a sentence that begins like a telephone's line": """
        Sent from my office were 40 letters, and all of them arrived in time.
    """,
    "a forwarded mail": """
        See what Ann says.

        ~---------- Forwarded message ---------
        ~From: Ann Ode <ann@board.example>
        ~Date: Mon, 1 Jun 2026 at 10:02
        ~Subject: The gate
        ~To: Bo <bo@harbour.example>
        ~
        ~It will definitely open.
        ~
        ~Ann
    """,
    "a forwarded mail with an end": """
        See what Ann says.

        ~----- Forwarded message from Ann Ode <ann@board.example> -----
        ~
        ~Date: Mon, 1 Jun 2026 10:02
        ~From: Ann Ode <ann@board.example>
        ~
        ~It will open.
        ~
        ~----- End forwarded message -----

        I doubt it.
    """,
    "Outlook's reply": """
        Fine.

        ~________________________________
        ~From: Ann Ode <ann@board.example>
        ~Sent: Monday, 1 June 2026 10:02
        ~To: Bo Lindqvist
        ~Subject: The gate
        ~
        ~Which day?
    """,
    "Outlook's reply in German": """
        Gut.

        ~Von: Ann Ode
        ~Gesendet: Montag, 1. Juni 2026 10:02
        ~An: Bo Lindqvist
        ~Betreff: Das Tor
        ~
        ~Wann?
    """,
    "Apple's forwarded mail": """
        See below.

        ~Begin forwarded message:
        ~
        ~> From: Ann Ode <ann@board.example>
        ~> Subject: The gate
        ~>
        ~> It will open.

        I doubt it.
    """,
    "headings that are no header": """
        From: the north gate
        Next: the south gate
        Status: green

        -------- original message from the sea --------
        None.
    """,
    "a patch": """
        Count cars at the gate.

        The count was one too high.

        ~Signed-off-by: Bo Lindqvist <bo@harbour.example>
        ~---
        Tried on the north gate only.

        ~ gate.py | 2 +-
        ~ 1 file changed, 1 insertion(+), 1 deletion(-)

        ~diff --git a/gate.py b/gate.py
        ~index 3b18e51..a0423896 100644
        ~--- a/gate.py
        ~+++ b/gate.py
        ~@@ -1,3 +1,3 @@
        ~ cars = 0
        ~-cars += 2
        ~+cars += 1
        ~
        Do you agree?
        ~--\N{SPACE}
        ~2.39.5
    """,
    "what git puts on top": """
        ~From: Ann Ode <ann@board.example>

        Count cars at the gate.
    """,
    "a signed text": """
        ~-----BEGIN PGP SIGNED MESSAGE-----
        ~Hash: SHA256
        ~
        The gate is open.
        ~-----BEGIN PGP SIGNATURE-----
        ~
        ~iQEzBAEBCAAdFiEE
        ~-----END PGP SIGNATURE-----
    """,
    "a pasted file": """
        The picture:
        ~iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGA
        is small.
    """,
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_authors_lines_are_told_from_all_others(name: str) -> None:
    marked = [re.sub(r"^ {8}", "", line) for line in EXAMPLES[name].strip("\n").split("\n")][:-1]
    text = "\n".join(line.removeprefix("~") for line in marked)
    found = [bool(line.label) for line in labelled(text)]
    # An empty line belongs to nobody.
    assert [(line, is_other) for line, is_other in zip(text.split("\n"), found, strict=True) if line.strip()] == [
        (line.removeprefix("~"), line.startswith("~")) for line in marked if line.removeprefix("~").strip()
    ]


def test_spans_cover_whole_lines_and_nothing_else() -> None:
    text = "Yes.\n> a\n> b\n\nNo.\n> c"
    assert [text[start:end] for start, end in others(text)] == ["> a\n> b", "> c"]
    assert others("") == []


def test_what_html_says_is_quoted_counts_as_if_it_were_marked() -> None:
    text = "Yes.\n\nOn 1 Jun 2026, Ann Ode wrote:\n\nWhich day?\n\nNo."
    start = text.index("Which")
    found = others(text, [(start, start + 10)])
    assert [text[a:b] for a, b in found] == ["On 1 Jun 2026, Ann Ode wrote:", "Which day?"]
