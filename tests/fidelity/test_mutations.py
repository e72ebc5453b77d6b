"""Faithful pairs get one fault each, made by rule: how many faults the verifier lets through may only fall.

`faithful_pairs.jsonl` holds a pair a line. Besides `source` and `rewrite` a pair may name phrases of its rewrite:
`swap` (two that must not change places) and `all` (words that mean more with "all" before them). `slips.json` holds
the ceiling of each rule. A lower count passes too, and the table that is printed asks to lower the ceiling.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from textwrap import fill
from typing import Any

import pytest

from plainspeak.rewriter import Rewriter
from plainspeak.settings import Settings

HERE = Path(__file__).parent
CEILINGS: dict[str, int] = json.loads((HERE / "slips.json").read_text("utf-8"))

Table = list[tuple[str, str]]
Rule = Callable[["Pair"], Iterator[str]]

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
PEOPLE = "Ines Tomas Petra Hanna Rosa Malik Greta".split()
PLACES = "Porto Chile Spain Oslo Ghent".split()

# A number that counts or measures: no part of a name (p95, oven 2), a date or a time of day.
NUMBER = (
    r"(?<![\w.,])(?<!Hydrophone )(?<!hydrophone )(?<!Version )(?<!oven )(?<!row )"
    rf"(?!\d+ (?:{'|'.join(MONTHS)}|[ap]m)\b)(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)*(?![\w])"
)
ABOUT = r"(?:[Aa]bout|[Rr]oughly|[Aa]round|possibly)"
COMPARATOR = r"(?:no more than|at most|at least|up to|more than|less than|[Ff]ewer than)"
SENTENCE_END = r"(?=[.;]?$|[.;] )"


@dataclass(frozen=True, slots=True)
class Pair:
    """A source, its faithful rewrite, and the phrases that a rule needs to be shown."""

    source: str
    rewrite: str
    swap: tuple[tuple[str, str], ...]
    all: tuple[str, ...]


@cache
def pairs() -> tuple[Pair, ...]:
    lines = (HERE / "faithful_pairs.jsonl").read_text("utf-8").splitlines()
    read: list[dict[str, Any]] = [json.loads(line) for line in lines]
    return tuple(
        Pair(p["source"], p["rewrite"], tuple((a, b) for a, b in p.get("swap", [])), tuple(p.get("all", [])))
        for p in read
    )


# ---------------------------------------------------------------- the ways to make a fault
def places(pair: Pair, table: Table) -> Iterator[tuple[re.Match[str], str]]:
    """Yield each place of the rewrite where a line of the table fits, with what the line puts there."""
    for pattern, new in table:
        for found in re.finditer(pattern, pair.rewrite):
            yield found, new


def sentence_around(pair: Pair, found: re.Match[str]) -> str:
    before = re.split(r"[.;] ", pair.rewrite[: found.start()])[-1]
    return before + re.split(r"[.;] ", pair.rewrite[found.start() :])[0]


def by_table(table: Table) -> Rule:
    """Return a rule that makes one text for each place where a line of the table fits."""

    def rule(pair: Pair) -> Iterator[str]:
        for found, new in places(pair, table):
            yield put(pair.rewrite, found.start(), found.end(), found.expand(new))

    return rule


def appended(clauses: list[str]) -> Rule:
    """Return a rule that hangs a clause on the last sentence."""

    def rule(pair: Pair) -> Iterator[str]:
        for clause in clauses:
            yield f"{pair.rewrite.removesuffix('.')}{clause}."

    return rule


def put(text: str, start: int, end: int, new: str) -> str:
    """Return the text with other words in a place, and with capitals where its sentences begin."""
    changed = re.sub(r"  +", " ", f"{text[:start]}{new}{text[end:]}").strip()
    return re.sub(r"(?:^|(?<=\. ))[a-z]", lambda first: first[0].upper(), changed)


def next_in(names: list[str]) -> Table:
    return [(rf"\b{name}\b", names[(i + 1) % len(names)]) for i, name in enumerate(names)]


def both_ways(*opposites: tuple[str, str]) -> Table:
    """Return a table that turns each phrase into its partner, and the partner into the phrase."""
    both = [*opposites, *((b, a) for a, b in opposites)]
    return [(rf"\b{a}\b", b) for a, b in both] + [(rf"\b{a.capitalize()}\b", b.capitalize()) for a, b in both]


def digit(pair: Pair) -> Iterator[str]:
    """Count the first or the last digit of a number up (or down from 9); of an estimate only the first."""
    for found in re.finditer(NUMBER, pair.rewrite):
        rough = re.search(rf"{ABOUT} $", pair.rewrite[: found.start()])
        for place in {found.start()} if rough else {found.start(), found.end() - 1}:
            other = {"9": "8"}.get(pair.rewrite[place], str(int(pair.rewrite[place]) + 1))
            yield put(pair.rewrite, place, place + 1, other)


def bounded(pair: Pair) -> Iterator[str]:
    """Give a number a bound where the source has none; "95% of requests" is one already."""
    for found in re.finditer(rf"\$?{NUMBER}(?!% of requests)", pair.rewrite):
        if not re.search(rf"(?:{ABOUT}|\b(?:than|least|and|to|every|slowest|within)) $", pair.rewrite[: found.start()]):
            for bound in ("at least", "almost"):
                yield put(pair.rewrite, found.start(), found.end(), f"{bound} {found[0]}")


def swapped_numbers(pair: Pair) -> Iterator[str]:
    """Let two numbers change places, unless they are the ends of one range."""
    text = pair.rewrite
    for a, b in combinations(re.finditer(NUMBER, text), 2):
        one_range = text[a.end() : b.start()] in {" to ", " and ", " and $"} and not text[: a.start()].endswith("from ")
        if not one_range:
            yield put(text, a.start(), b.end(), b[0] + text[a.end() : b.start()] + a[0])


def swapped_names(pair: Pair) -> Iterator[str]:
    """Let two metrics, or two things that were measured, change places."""
    for a, b in pair.swap:
        first, second = pair.rewrite.index(a), pair.rewrite.index(b)
        between = pair.rewrite[first + len(a) : second]
        inner, outer = (name if name in PEOPLE else name[0].lower() + name[1:] for name in (a, b))
        yield put(pair.rewrite, first, second + len(b), outer + between + inner)


def denied(pair: Pair) -> Iterator[str]:
    """Deny what a sentence says, unless it denies something already or asks whether something is so."""
    for found, new in places(pair, DENIALS):
        if not re.search(r"(?i)\b(?:whether|no|not|none|never)\b", sentence_around(pair, found)):
            yield put(pair.rewrite, found.start(), found.end(), found.expand(new))


def made_less_sure(pair: Pair) -> Iterator[str]:
    """Put "may" or "probably" where the source is sure: in a sentence that has no doubt and is no condition so far."""
    for found, new in places(pair, DOUBTS):
        clause = re.split(r"[.;,] ", pair.rewrite[: found.start()])[-1]
        conditional = re.search(r"\b(?:if|when|unless|provided|whether|before)\b", clause, re.IGNORECASE)
        doubtful = re.search(r"\b(?:may|might|could|should|likely|possibly|thinks?)\b", sentence_around(pair, found))
        if not conditional and not doubtful:
            yield put(pair.rewrite, found.start(), found.end(), found.expand(new))


def said_of_all(pair: Pair) -> Iterator[str]:
    for word in pair.all:
        start = pair.rewrite.index(word)
        yield put(pair.rewrite, start, start + len(word), f"all {word[0].lower()}{word[1:]}")
    yield from by_table(WIDER)(pair)


# ---------------------------------------------------------------- the words of the faults
VERBS = "catch wait take handle need get rank restart drift work hold gather decide follow fit support use lose save"
THIRD = {f"{v}es" if v.endswith("ch") else f"{v}s": v for v in VERBS.split()}
PAST = {"rose": "rise", "fell": "fall", "saw": "see", "lost": "lose", "missed": "miss", "moved": "move", "fixed": "fix"}
PAST |= {"replaced": "replace", "lasted": "last", "picked": "pick", "booked": "book", "cancelled": "cancel"}

DENIALS: Table = [
    (r"\b(is|are|was|were|will|can|could|has)\b(?! (?:not|no|never|to|only)\b)", r"\1 not"),
    *((rf"\b{said}\b", f"does not {verb}") for said, verb in THIRD.items()),
    *((rf"(?<!were )(?<!was )(?<!be )\b{said}\b", f"did not {verb}") for said, verb in PAST.items()),
]
DOUBTS: Table = [
    (r"\b(is|are|was|were|will|has|have)\b(?! not yet)", r"\1 probably"),
    *((rf"\b{said}\b", f"may {verb}") for said, verb in THIRD.items()),
    *((rf"(?<!were )(?<!was )(?<!be )\b{said}\b", f"may have {said}") for said in PAST if said[-1] == "d"),
]
WIDER: Table = [
    (r"\b[Mm]ost (?=[a-z])", "all "),
    (r"\b[Ss]ome of the\b", "all of the"),
    (r"\bTwo thirds of the\b", "All of the"),
    (rf"(?<!than )(?<!slowest ){NUMBER}% of (?=the (?!time))", "all of "),
    (rf"{NUMBER}% of (?=words|rehearsals|searches)", "all "),
    (r"\b(?:only )?\d+ of (?:the )?(\d+) ", r"all \1 "),
    (r"\b(will close|moved|picked) (?=\d)", r"\1 all "),
    (r"\bmostly because\b", "always because"),
    (r"\bonly (?=be)", ""),
    (r"\bin (?:Porto|Chile)\b", "everywhere"),
]

RULES: dict[str, Rule] = {
    "another digit": digit,
    "another number word": by_table(
        [
            (r"\bthree times\b", "four times"),
            (r"\btwice\b", "three times"),
            (r"\bTwo thirds\b", "Three quarters"),
            (r"\btwo groups\b", "three groups"),
        ]
    ),
    "another unit": by_table(
        [
            (r"(?<=\d) ms\b", " seconds"),
            (r"(?<=\d) seconds\b", " minutes"),
            (r"(?<=\d) minutes\b", " hours"),
            (r"(?<=\d) hours\b", " days"),
            (r"(?<=\d) days\b(?! late)", " weeks"),
            (r"(?<=\d) cm\b", " mm"),
            (r"(?<=\d) mm\b", " cm"),
            (r"(?<=\d) g\b", " kg"),
            (r"(?<=\d) kg\b", " g"),
            (r"(?<=\d) litres\b", " gallons"),
            (r"(?<=\d) GB\b", " TB"),
            (r"(?<=\d) tonnes\b", " kg"),
            (r"\$(?=\d)", "€"),
            (r"\ban hour\b", "a day"),
            (r"\ba minute\b", "a second"),
            (r"\b([Ee])ach (?:month|day)\b", r"\1ach year"),
            (r"\b([Ee])ach year\b", r"\1ach month"),
        ]
    ),
    "direction turned": by_table(
        [
            (r"\bmore\b(?! than)(?<!or more)(?<!no more)", "fewer"),
            *both_ways(("up from", "down from"), ("rose", "fell"), ("rise", "fall"), ("higher", "lower")),
            *both_ways(("faster", "slower"), ("longer to", "less long to"), ("improves", "worsens")),
            *both_ways(("reduce", "increase"), ("older than", "newer than"), ("as fast", "as slow")),
            (r"\bfewer\b(?! than)", "more"),
            (r"\bless\b(?! than)(?<!or less)", "more"),
        ]
    ),
    "comparator turned": by_table(
        [
            (r"\bno more than\b", "no fewer than"),
            (r"\bless than (?=\d)", "more than "),
            (r"(?<!no )\bmore than (?=\d)", "less than "),
            (r"(?<!no )\bmore than (?=\d)", "at least "),
            (r"\bFewer than\b", "More than"),
            (r"\bor less\b", "or more"),
            (r"\bwithin (?=\d)", "after more than "),
            (r"\bat least\b", "at most"),
            (rf"\b{ABOUT} (?=\d)", "exactly "),
            (rf"\b{ABOUT} (?=\d)", "at least "),
        ]
    ),
    "comparator dropped": by_table([(rf"\b{COMPARATOR} (?=\d)", ""), (rf"\b{ABOUT} (?=\d)", ""), (r" or less\b", "")]),
    "comparator inserted": bounded,
    "hedge raised or removed": by_table(
        [
            (r"\b(?:may|might|could|should)\b", "will"),
            (r"\b(?:may|might) be\b", "is"),
            (r"\bshould be\b", "are"),
            (r"\bIt is likely that\b", "It is certain that"),
            (r"\bIt is likely that ", ""),
            (r"\bwhich Petra expects to end\b", "which will end"),
            (r"\bnot yet known whether\b", "now known that"),
            (r"\bwe think that\b", "we know that"),
            (r"\bWe think that ", ""),
            (r"\bGreta thinks that\b", "Greta has found that"),
            (r"\bGreta thinks that ", ""),
            (r"\bwe expect\b", "there will be"),
            (r"\bAccording to the vendor, ", ""),
        ]
    ),
    "hedge inserted": made_less_sure,
    "negation inserted": denied,
    "negation removed": by_table(
        [
            (r"\bdoesn't jam\b", "jams"),
            (r"\bdid not fire\b", "fired"),
            (r"\bwill not\b", "will"),
            (r"\bdoes not arrive\b", "arrives"),
            (r"\bhas not been\b", "has been"),
            (r"\bdo not\b", ""),
            (r"\bNo readings\b", "Some readings"),
            (r"\b(is|are) not\b(?! yet known)", r"\1"),
            (r"\bnot yet known\b", "already known"),
            (r"\bno longer\b", "still"),
            (r"\bsaw none\b", "saw some"),
            (r"\bwithout\b", "with"),
            (r"\bno customers\b", "customers"),
            (r"\bgets no reading\b", "gets a reading"),
            (r"\bnever\b", "always"),
        ]
    ),
    "points for percent": by_table(
        [
            (r"(?<=\d) (?:percentage )?points\b", "%"),
            (r"\b(\d+) more of every 100\b", r"\1% more"),
            (r"\bby (about )?(\d+)%", r"by \1\2 percentage points"),
            (r"(?<=\d)% (?=more|fewer|less|lower|higher|faster)", " percentage points "),
        ]
    ),
    "two numbers swapped": swapped_numbers,
    "two names swapped": swapped_names,
    "condition dropped": by_table(
        [
            (r"(?:^|(?<=\. ))(?:If|When|Unless|Provided that|With more) [^,.;]*, ", ""),
            (r"(?:^|(?<=\. ))(?:Before|Until|After) [^,.;]*, ", ""),
            (r"(?:^|(?<=\. ))(?:In|On) (?:the|draft|fog|most)\b(?! first)[^,.;\d]*,? (?=[a-z])(?=the|they)", ""),
            (rf",?(?: but only)? (?:if|when|unless|provided that|until) [^,.;]*{SENTENCE_END}", ""),
            (r" in the pilot in Porto\b|\bIn the pilot in Porto, ", ""),
        ]
    ),
    "date or weekday changed": by_table(
        [
            *next_in(DAYS),
            *((p.replace("May", "May(?! be)"), new) for p, new in next_in(MONTHS)),
            *((rf"\b{day} (?={'|'.join(MONTHS)})", f"{day + 1} ") for day in range(1, 28)),
            (r"\b2026\b", "2027"),
            (r"\b(older than|of) (201[89]|2022)\b", r"\1 2015"),
            (r"\b4 pm\b", "5 pm"),
            (r"\b2 am\b", "3 am"),
            (r"\bQ3\b", "Q4"),
            (r"\bfirst quarter\b", "second quarter"),
            (r"\blast year\b", "last month"),
            (r"\blast spring\b", "last autumn"),
            (r"\bThis season\b", "Last season"),
        ]
    ),
    "owner or place changed": by_table([*next_in(PEOPLE), *next_in(PLACES), (r"\bthe vendor\b", "our engineers")]),
    "range collapsed": by_table(
        [
            (rf"\bbetween (\$?{NUMBER}) and (\$?{NUMBER})", r"\1"),
            (rf"\bbetween (\$?{NUMBER}) and (\$?{NUMBER})", r"\2"),
            (rf"\bbetween (\$?{NUMBER}) and (\$?{NUMBER})", r"up to \2"),
            (rf"(?<!from )\b({NUMBER}) to ({NUMBER})", r"\1"),
            (rf"(?<!from )\b({NUMBER}) to ({NUMBER})", r"\2"),
            (rf"(?<!from )\b({NUMBER}) to ({NUMBER})", r"up to \2"),
        ]
    ),
    "number removed": by_table(
        [
            # ... which says no less where both levels are told: "rose by 2 points, from 14% to 16%".
            (rf" by (?:about )?{NUMBER}(?:%| ms| percentage points| points)(?![^.;]* from [\d.]+% to )", ""),
            (rf"\b{NUMBER}(?:%| percentage points| ms) (?=more|fewer|less|lower|faster|longer)", ""),
            (rf"(?<!than ){NUMBER}% (?=of )", "part "),
            (rf"\b{NUMBER} (?=of (?:the )?\d)", "some "),
            (rf"(?<=[a-z] )(?<!than )(?<!least )(?<!bout )(?<!\d to ){NUMBER} (?=[a-z]+s\b)", "several "),
            (r" on \d+ (?:[A-Z]\w+)\b", ""),
        ]
    ),
    "baseline dropped": by_table(
        [
            (rf",? (?:up|down) from \$?{NUMBER}%?(?: ms| hours| bottles an hour)?", ""),
            (rf"\bfrom {NUMBER}(?:%| GB| seconds) (?=to \d)", ""),
            (r"; before, it took 25 minutes", ""),
            (r" instead of 0\.1 mm", ""),
            (r"\bCompared with last year, | than last spring", ""),
        ]
    ),
    "number added": appended([", in 23 places", ", which cost $7,500", ", 13% of the total"]),
    "cause added": appended(
        [
            ", because the staff were trained",
            " because of a new supplier",
            ", thanks to better planning",
            ", which was due to the cold weather",
            "; the reason is a change in the contract",
        ]
    ),
    "after told as because": by_table(
        [
            (r"\bAfter (?=we added)", "Because "),
            (r"\bAfter (?=the training)", "Thanks to "),
            (r"\bSince then,", "Because of this,"),
            (r"\bsince (?=the move)", "because of "),
            (r"\bAfter (?=the (?:stop|new hay)\b)", "Because "),
            (r"\bAfter (?=the concert\b)", "Thanks to "),
        ]
    ),
    "benefit added": appended(
        [
            ", which saves money",
            ", so everyone works faster",
            ", which makes our customers happier",
            ", a clear win for the team",
            ". This puts us ahead of our competitors",
        ]
    ),
    "all inserted": said_of_all,
    "stage raised": by_table(
        [
            (r"\bIn the pilot in\b", "Everywhere in"),
            (r"\bthe limited first release\b", "the full release"),
            (r"\bOn the test set of\b", "In live use, on"),
            (r"\bIn a test with two groups\b", "In daily operation with two groups"),
            (r"\bThe trial with\b", "The roll-out to"),
            (r"\bwill move\b", "has moved"),
            (r"\b(?:should be|will be) done\b", "are done"),
            (r"\bwill (close|measure)\b(?! 14)", r"has already \1d"),
            (r"\bfollow on\b", "have followed since"),
        ]
    ),
}


# ---------------------------------------------------------------- counting
@cache
def verifier() -> Rewriter:
    return Rewriter("exec", packs=[], settings=Settings())


@cache
def mutants(name: str) -> tuple[tuple[Pair, str], ...]:
    """Return each faulty text of a rule once, with its pair."""
    made = ((pair, text) for pair in pairs() for text in RULES[name](pair) if text not in {pair.rewrite, pair.source})
    return tuple(dict.fromkeys(made))


@cache
def slips(name: str) -> tuple[str, ...]:
    """Return the faulty texts of a rule that the verifier calls faithful, each below its source."""
    passed = (pair for pair in mutants(name) if verifier().verify(pair[0].source, pair[1]).outcome == "faithful")
    return tuple(f"{pair.source}\n  {text}" for pair, text in passed)


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: pair.source[:40])
def test_each_pair_is_faithful_before_it_gets_a_fault(pair: Pair) -> None:
    verdict = verifier().verify(pair.source, pair.rewrite)
    assert verdict.outcome == "faithful", [finding.message for finding in verdict.findings]


@pytest.mark.parametrize("name", RULES)
def test_no_more_faults_slip_through_than_before(name: str) -> None:
    found = slips(name)
    assert len(found) <= CEILINGS[name], "\n".join(["called faithful:", *found])


def test_the_counts(capsys: pytest.CaptureFixture[str], record_property: Callable[[str, object], None]) -> None:
    """Print the table, and ask for a lower ceiling where there are fewer slips than it allows."""
    assert CEILINGS.keys() == RULES.keys()
    assert sum(len(mutants(name)) for name in RULES) >= 1000
    assert min(len(mutants(name)) for name in RULES) >= 4
    counts = {name: f"{len(slips(name))}/{len(mutants(name))}" for name in RULES}
    total = f"{sum(len(slips(name)) for name in RULES)} of {sum(len(mutants(name)) for name in RULES)}"
    lower = {name: len(slips(name)) for name in RULES if len(slips(name)) < CEILINGS[name]}
    lines = [f"{total} faults slip through: " + ", ".join(f"{name} {count}" for name, count in counts.items())]
    if lower:
        lines.append(f"Fewer than the ceiling: please write them into {HERE.name}/slips.json: {json.dumps(lower)}")
    for name, count in counts.items():
        record_property(name, count)
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(fill(line, 120) for line in lines) + "\n")
