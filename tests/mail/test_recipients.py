"""Sendmail's arguments, as mail programs write them."""

from __future__ import annotations

import pytest

from plainspeak.mail.recipients import Call, addresses, audiences, call


@pytest.mark.parametrize(
    ("arguments", "recipients", "from_header"),
    [
        ("ann@x.example", "ann@x.example", False),
        ("-i ann@x.example bo@x.example", "ann@x.example bo@x.example", False),
        ("-oem -oi -f me@x.example -- ann@x.example", "ann@x.example", False),
        ("-oi -fme@x.example -F Me root", "root", False),
        ("-t -i -f me@x.example", "", True),
        ("-it -r me@x.example", "", True),
        ("-C /home/me/rc -a work --from=me@x.example ann@x.example", "ann@x.example", False),
        ("--from me@x.example --account work --read-recipients", "", True),
        ("-N failure,delay -R hdrs -B 8BITMIME -O DeliveryMode=b ann@x.example", "ann@x.example", False),
        ("-- -t", "-t", False),
        ("-f", "", False),
        ("", "", False),
    ],
)
def test_recipients_are_told_from_options_and_their_values(arguments: str, recipients: str, from_header: bool) -> None:
    assert call(arguments.split()) == Call(tuple(recipients.split()), from_header)


def test_the_header_counts_only_if_asked_for() -> None:
    mail = (
        b"From: me@x.example\nto: =?utf-8?Q?Ann_=C3=96de?= <Ann@Board.example>,\n\tbo@x.example (Bo)\n"
        b"Bcc: team: cy@x.example;\nSubject: dan@x.example\n\nTo: eve@x.example\n"
    )
    assert addresses(mail, Call((), from_header=True)) == ["ann@board.example", "bo@x.example", "cy@x.example"]
    assert addresses(mail, Call(("Fay@X.example",))) == ["fay@x.example"]


def test_the_first_pattern_that_fits_a_recipient_counts() -> None:
    patterns = {"ceo@board.example": "sales", "*@board.example": "exec", "*": "pm"}
    assert audiences(["ceo@board.example"], patterns) == ["sales"]
    assert audiences(["ann@board.example", "bo@board.example"], patterns) == ["exec"]
    assert audiences(["root"], patterns) == ["pm"]
    assert audiences(["root"], {"*@*": "exec"}) == []
    assert audiences([], patterns) == []
