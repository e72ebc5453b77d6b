"""Finds abbreviations in capitals that neither this reader knows nor the text explains.

What it does: Looks at words of two to six capitals. Known are those that every reader knows (EU, VAT, PDF), those
that this reader uses every day, and the glossary's terms that they know. Explained are those that are spelled out
once, anywhere: "full name (ABC)", "ABC (full name)", or in a legend. Names with digits, tickets, words written in
capitals for emphasis and headings in capitals are left alone. Each is reported once.

Why: The writer has said the letters a hundred times and no longer hears that they are a code. The reader has no way
to guess them, and a search finds ten meanings.

Example: "The FPR of the baggage scanner is 1.9%."

Instead: "The baggage scanner wrongly stops 19 of every 1,000 harmless bags." Or spell it out once: "false positive
rate (FPR)".

Source: Google technical writing course, "Words": spell an acronym out on first use; plainlanguage.gov: minimise
abbreviations.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainspeak.checks.explained import Initials, explains
from plainspeak.checks.passages import Passage, Reading
from plainspeak.checks.rule import Found, Rule
from plainspeak.checks.unknown_terms import instead, is_capitals, meaning, unknown_terms
from plainspeak.text import Word

_VOWELS = frozenset("AEIOUY")
_ROMAN = frozenset("IVXLC")
_NAME_LENGTH = 4  # capitals of this length that can be read as a word are as often a brand as an abbreviation
_MOST = 200  # so many different ones are compared with the text's initials, so that time grows with the text only
_LISTS = "acronym-unexplained"

FOUND = (
    ("exec", "The FPR of the baggage scanner is 1.9%, down from 2.4% in June.", "FPR"),
    ("sales", "RAG halved the time that our agents spend on a quote.", "RAG"),
    ("exec", "The TKM for the northern route is due on 4 May.", "TKM"),
    ("exec", "We used CUPED to shorten the test by a week.", "CUPED"),
    ("exec", "We agreed the new DPW with both suppliers.", "DPW"),
    ("exec", "All four RPMs were delivered to the Malmo plant, as the QBT asked.", "RPMs"),
)
SILENT = (
    ("exec", "The CEO asked for the EU figures in EUR, as a PDF."),
    ("exec", "The false positive rate (FPR) is how often we stop a harmless bag. The FPR is 1.9%."),
    ("exec", "The TKM (tonne kilometres, what a lorry load travels) rose by 4%. TKM counts for the bonus."),
    ("exec", "Please do NOT forward this. The status is GREEN."),
    ("exec", "STATUS OF THE NORTHERN ROUTE\n\nThe ferry sailed on 12 of 12 days."),
    ("exec", "We closed TKM-41 and TKM-42."),
    ("cto", "The API answered within 80 ms, and the SLO was met."),
    ("ds", "AUC is 0.81, and the FPR is 1.9%."),
    ("exec", "The plan has two parts: II is the larger."),
    ("exec", "The parcels were sent with DHL, and UPS brings the rest."),
    ("sales", "The CRM shows 40 new leads."),
    ("exec", "Total kilometres moved fell in May. The TKM target for June is 4 million."),
)


def find(reading: Reading) -> Iterator[Found]:
    """Yield the unexplained abbreviations, in the order of the text."""
    initials: Initials | None = None
    own = _listed(reading, *reading.chain) | set(reading.acronyms)
    looked_up = 0
    for unknown in unknown_terms(reading):
        text = unknown.text
        if not unknown.capitals or _letters(text) in own or _shouted(unknown.passage):
            continue
        initials = initials or Initials(reading)
        if initials.spell(_letters(text)):
            continue
        fix = instead(reading, unknown)
        meanings = " or ".join(meaning(reading, term) for term in unknown.terms)
        said = f"Say “{fix}”, or spell it out once" if fix else "Spell it out once"
        message = f"This reader may not know “{text}” ({meanings}). {said}."
        yield Found(unknown.passage.part, *unknown.span, message, fix)
    if reading.audience.knows_term("unlisted", ""):
        return
    known = own | _listed(reading, "everyone", "organisations", "emphasis")
    for capitals, (passage, word) in _others(reading, known).items():
        looked_up += 1
        initials = initials or Initials(reading)
        if looked_up <= _MOST and initials.spell(capitals):
            continue
        message = (
            f"This reader may not know “{word.text}”. Spell it out where it first stands: “full name ({capitals})”."
        )
        yield Found(passage.part, word.start, word.end, message)


def _listed(reading: Reading, *labels: str) -> set[str]:
    return {name for label in labels for name in reading.knowledge.check_words.members(_LISTS, label)}


def _letters(text: str) -> str:
    return text.removesuffix("s")


def _others(reading: Reading, known: set[str]) -> dict[str, tuple[Passage, Word]]:
    """Return the capitals that no term of the glossary has, with the place where each first stands."""
    first: dict[str, tuple[Passage, Word]] = {}
    dropped: set[str] = set()
    for passage in reading.passages:
        facts = passage.facts
        if _shouted(passage):
            continue
        taken = {i for hit in facts.terms for i in range(hit.first, hit.last)}
        for at, word in enumerate(facts.words):
            if word.kind != "word" or at in taken or not is_capitals(word.text):
                continue
            letters = _letters(word.text)
            if letters in dropped:
                continue
            if explains(passage, at, at + 1):
                first.pop(letters, None)
                dropped.add(letters)
            elif letters not in first and letters not in known and _is_code(reading, passage, at, letters):
                first[letters] = passage, word
    return first


def _is_code(reading: Reading, passage: Passage, at: int, letters: str) -> bool:
    """Return whether capitals are an abbreviation, and no name, number, emphasis or part of something longer."""
    words = passage.facts.words
    word = words[at]
    if passage.guarded(word.start, word.end) or any(n.start <= word.start < n.end for n in passage.facts.names):
        return False
    if any(q.start <= word.start < q.end for q in passage.facts.quantities):
        return False
    if any(m.start <= word.start < m.end for m in passage.facts.moments):
        return False
    before = words[at - 1] if at else None
    after = words[at + 1] if at + 1 < len(words) else None
    glued = (before and before.end == word.start and before.text != "(") or (
        after and after.start == word.end and after.text in "-/&_@+#"
    )
    if glued or (after and after.kind == "number"):
        return False
    if any(n and n.kind == "word" and n.text.isupper() and len(n.text) > 1 for n in (before, after)):
        return False  # two in a row: a name, or shouting
    if set(letters) <= _ROMAN or (not _VOWELS.isdisjoint(letters) and len(letters) >= _NAME_LENGTH):
        return False
    lower = letters.casefold()
    language = reading.knowledge.language
    kinds = ("determiners", "prepositions", "conjunctions", "auxiliaries", "pronouns", "adverbs", "adjectives")
    return not (language.is_verb_form(lower) or any(language.is_a(kind, lower) for kind in kinds))


def _shouted(passage: Passage) -> bool:
    """Return whether a passage is written in capitals throughout."""
    words = [w.text for w in passage.facts.words if w.kind == "word" and len(w.text) > 1]
    return len(words) > 1 and sum(w.isupper() for w in words) * 2 > len(words)


RULE = Rule("acronym-unexplained", "warning", find)
