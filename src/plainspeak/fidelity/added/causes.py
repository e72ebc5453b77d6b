"""Find the causes that only a rewrite gives: "because ...", another reason, something that moved a measure."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from plainspeak.facts import Facts, Marker
from plainspeak.fidelity.added import agents, ties
from plainspeak.fidelity.counterparts import Counterparts
from plainspeak.fidelity.reading import Reading, stem
from plainspeak.fidelity.segments import Segment, is_content
from plainspeak.fidelity.texts import Texts, added
from plainspeak.findings import Finding
from plainspeak.language import Language
from plainspeak.text import Word

_TURNED = frozenset(("since", "thus", "that is why"))  # in the place of "although" they give a cause
_LOOSE = frozenset(("as", "since", "so"))  # these give a cause, but also a time and a manner
# With these, a cause is only looked for.
_SEEKING = tuple(
    "search for,searching,looking for,looking into,look for,look into,looked for,investigat,inquir,enquir,hunt for,"
    "find out,be established,not established,be found,not found,unexplained,undetermined,mystery".split(",")
)
# These take up a reason that was told before.
_RESUMING = frozenset(
    "that is why,that's why,this is why,which is why,is why,for this reason,for that reason,therefore,hence,"
    "consequently,as a consequence,as a result of this".split(",")
)
_GOOD = frozenset(
    "raise cut reduce lower halve save improve keep bring speed boost help lift shorten trim shrink limit prevent "
    "avoid cure fix solve protect ease".split()
)
_NOUNS = ("the reason", "the cause of")  # behind these, what is caused stands before the cause
_WHENEVER = frozenset(("when", "whenever", "if", "once", "each", "every"))
_HOLDERS = frozenset(
    "team teams group department unit squad office manager owner owners lead board vendor supplier".split()
)
# What acts on what by these is told by a verb, and not as a reason.
_ACTING = ("trigger", "set", "lead", "led", "caus", "result", "bring", "brought", "produc", "give", "gave")
_THINGS = frozenset(
    "step tool system part piece program model component service feature method technique software machine process "
    "layer stage check filter app device module function setting helper script job".split()
)
_LONGEST = 12  # words of a reason that are looked at
_OBJECT = 2  # words between a verb and its object
_NEAR = 25  # characters between "we do not know" and what is not known
# Of these, what stands before them is the reason; of all others it is what stands behind.
_FORWARD = tuple(
    "lead,led,caus,result in,results in,resulting in,resulted in,trigger,bring,brought,hence,thereby,therefore,"
    "consequently,as a consequence,which is why,that is why,so,thus,responsible,make,made".split(",")
)
_BACKWARD = ("caused by", "triggered by", "brought on by", "result of", "consequence of")


def invented(texts: Texts, parts: Counterparts) -> Iterator[Finding]:
    """Return the first cause that only the rewrite gives.

    Args:
        texts: The two texts.
        parts: What of each text has a counterpart in the other.
    """
    told = texts.told("cause", "strong")
    known = [*texts.source.marked("cause"), *texts.given.marked("cause")]
    stated = [m for m in known if states(texts, m)]
    if not stated and ties.implied(texts.source):
        return
    if known and not stated:
        told += [m for m in texts.told("cause", "weak") if texts.retold(m).casefold() in ("makes", "make", "made")]
    contrast = texts.source.marked("contrast", "strong") and not texts.rewrite.marked("contrast")
    told += [m for m in texts.told("cause", "weak") if contrast and texts.retold(m).casefold() in _TURNED]
    causes = [
        m
        for m in told
        if not (_left_open(texts.rewrite, texts.segment_of(m, rewrite=True)) or _asked(texts.rewrite, m))
        and not _sought(texts.rewrite, m)
        and not _linked(texts, parts, m)
        and not _before_number(texts, m)
        and not _is_noun(texts, m)
        and not _is_other(texts, m)
        and not _conditional(texts, parts, m)
        and ((known and not stated) or _says_effect(texts, parts, m) != "the same")
    ]
    if causes and not stated:
        message = f"The rewrite gives a cause ({texts.retold(causes[0])!r}) that the source does not state."
        severity = "warning" if _says_effect(texts, parts, causes[0]) else "error"
        yield added("cause-invented", severity, message, texts, causes[0])
        return
    if any(m.label == "strong" for m in stated):
        yield from _other_reason(texts, parts, told)
        return
    found = [*_other_reason(texts, parts, told)] if stated else []
    if found:
        yield from found
        return
    loose = all(texts.said(m).casefold() in _LOOSE for m in stated if m in texts.source.marked("cause"))
    if loose and not any(f.marked("condition") and _is_rule(f, texts.knowledge.language) for f in texts.source.facts):
        yield from agents.invented(texts, parts)


def _conditional(texts: Texts, parts: Counterparts, mark: Marker) -> bool:
    """Return whether the source says what always follows from what: "when the tank is low, the alarm goes off"."""
    if not any(_is_rule(f, texts.knowledge.language) for f in texts.source.facts):
        return False
    facts = texts.rewrite.sentence_at(mark.start)
    reason = [w for w in _reason(texts.rewrite, mark, texts.knowledge.language) if parts.tells(w)]
    telling = parts.inside(texts.rewrite, facts.sentence.start, facts.sentence.end)
    effect = [w for w in telling if w not in reason]
    known = sum(parts.known(w) for w in reason) * 2 - len(reason)
    least = 1 if texts.retold(mark).casefold().endswith("reason") else 0
    return known >= least and any(parts.known(w) for w in effect)


def _is_rule(facts: Facts, language: Language) -> bool:
    """Return whether a sentence says what happens whenever something else does, and not what happened once."""
    always = facts.marked("condition") or any(w.lower in _WHENEVER for w in facts.words)
    forms = [(hit, {form for _, form in hit.payloads}) for hit in language.find("verbs", facts.words)]
    return bool(always and forms) and not any(
        found <= {"past", "participle"} and not _passive(facts, hit.first, language) for hit, found in forms
    )


def _passive(facts: Facts, verb: int, language: Language) -> bool:
    """Return whether a verb's form goes with a "be" of now before it, or with its noun behind: "is sent", "failed"."""
    before = facts.words[verb - 1].lower if verb else ""
    return before in ("is", "are", "be", "been", "being", "gets", "get") or language.is_a("determiners", before)


def _before_number(texts: Texts, mark: Marker) -> bool:
    """Return whether a word of cause only tells an amount: "each run causes 20% less carbon"."""
    counted = any(0 <= n.quantity.start - mark.end <= 1 for n in texts.rewrite.numbers)
    return counted and texts.retold(mark).casefold().startswith("caus")


def _is_other(texts: Texts, mark: Marker) -> bool:
    """Return whether words of cause mean something else: "due to report in May", "responsible for billing"."""
    language, said = texts.knowledge.language, texts.retold(mark).casefold()
    facts = texts.rewrite.sentence_at(mark.start)
    if said == "due to":
        then = facts.words[mark.last].lower if mark.last < len(facts.words) else ""
        return language.is_verb_form(then) and then in language.bases(then)
    if said == "responsible for":
        before = facts.words[: mark.first]
        return any(w.lower in _HOLDERS or language.is_a("whom", w.lower) for w in before)
    return said == "given that" and [w.kind for w in facts.words[mark.last : mark.last + 1]] == ["mark"]


def _resumes(reading: Reading, mark: Marker) -> bool:
    """Return whether a word of cause takes up what was told before it, whatever is told behind it."""
    return reading.text[mark.start : mark.end].casefold() in _RESUMING


def _sought(reading: Reading, mark: Marker) -> bool:
    """Return whether a cause is only looked for: "the search for its cause", "nobody knows what made it fail"."""
    said = reading.text[mark.start : mark.end].casefold()
    facts = reading.sentence_at(mark.start)
    before = facts.words[mark.first - 1].lower if mark.first else ""
    noun = said.endswith(("reason", "cause", "why", "the cause of", "culprit", "trigger")) or before in ("what", "who")
    told = reading.text[facts.sentence.start : facts.sentence.end].casefold()
    unknown = facts.marked("certainty", "unknown") or (facts.marked("negation", "strong") and facts.marked("knowing"))
    return noun and (bool(unknown) or any(words in told for words in _SEEKING))


def _compares(reading: Reading, mark: Marker) -> bool:
    """Return whether an "as" only compares ("twice as likely"), or "delayed by" tells an amount."""
    before = reading.text[: mark.start].casefold().rsplit(maxsplit=1)[-1:]
    said = reading.text[mark.start : mark.end].casefold()
    if said == "so" and reading.text[mark.end :].lstrip()[:3].casefold() == "far":
        return True
    if said.endswith(" by") and any(0 <= n.quantity.start - mark.end <= 1 for n in reading.numbers):
        return True
    return said == "as" and before in (["twice"], ["times"], ["half"])


def states(texts: Texts, mark: Marker) -> bool:
    """Return whether a word of cause in the source states a cause.

    Args:
        texts: The two texts.
        mark: The word.
    """
    source = texts.source
    open_ = not _resumes(source, mark) and (_left_open(source, texts.segment_of(mark)) or _sought(source, mark))
    return not (open_ or _compares(source, mark) or _in_time(source, mark))


def _in_time(reading: Reading, mark: Marker) -> bool:
    """Return whether a "since" only says from when on: "since the page was redesigned, trials have gone up"."""
    facts = reading.sentence_at(mark.start)
    said = reading.text[mark.start : mark.end].casefold()
    moved = facts.marked("moving") or facts.marked("directions", "up", "down", "better", "worse")
    return said == "since" and bool(moved) and any(w.lower in ("has", "have") for w in facts.words)


def _is_noun(texts: Texts, mark: Marker) -> bool:
    """Return whether a word of cause is a noun before "in": "shows the results in a second", "return results in"."""
    said = texts.retold(mark).casefold()
    if not said.endswith(" in"):
        return False
    facts = texts.rewrite.sentence_at(mark.start)
    before = facts.words[mark.first - 1].lower if mark.first else ""
    language = texts.knowledge.language
    kinds = ("determiners", "prepositions", "adjectives")
    return any(language.is_a(kind, before) for kind in kinds) or language.is_verb_form(before)


def _says_effect(texts: Texts, parts: Counterparts, mark: Marker) -> str:
    """Return whether the source has this cause as a subject and its verb: "caching halved the load".

    Returns:
        "the same" if the reason speaks of that subject or says in a clause what it is, "perhaps" if the subject is a
        term that is told nowhere else, or "".
    """
    facts = texts.rewrite.sentence_at(mark.start)
    language = texts.knowledge.language
    said = texts.retold(mark).casefold()
    forward = said.startswith(_FORWARD) and said not in _BACKWARD
    behind = itertools.takewhile(lambda w: w.kind != "mark" or w.text in "-/'", facts.words[mark.last :])
    listed = facts.words[: mark.first] if forward else list(behind)
    reason = [w for w in listed if parts.tells(w)]
    if said.endswith(_NOUNS):
        reason = [w for w in _reason(texts.rewrite, mark, language) if parts.tells(w)]
    start, end = (reason[0].start, reason[-1].end) if reason else (mark.start, mark.end)
    light = [w for w in facts.words if start <= w.start < end and is_content(w.lower, language)]
    source, rewrite = texts.around(mark)
    rest = [w for f in rewrite for w in f.words if parts.tells(w) and not start <= w.start < end]
    found = ""
    for effect in agents.effects(source, parts, language):
        if not reason and forward:
            return "the same"  # "which leads to": the reason is in the sentence before
        apart = not rest or parts.alike(effect.goal, rest) or not parts.alike(effect.goal, reason)
        if parts.alike(effect.subject, [*reason, *light]) and apart:
            return "the same"
        if parts.alike(effect.subject, rest):
            continue
        if _describes(facts, mark) or (parts.alike(effect.goal, rest) and unfolds(effect, listed, language)):
            return "the same"
        if any(h.candidates for f in source for h in f.terms for w in effect.subject if w in f.words[h.first : h.last]):
            if not language.bases(effect.verb.lower).isdisjoint(agents.ENABLING):
                return "the same"
            found = "perhaps"
    return found


def unfolds(effect: agents.Effect, reason: Sequence[Word], language: Language) -> bool:
    """Return whether a clause may say what a fault is: "deadlocks", "processes waited for each other".

    What did good is a thing that was chosen, and has a name.

    Args:
        effect: What acts on what in the source.
        reason: The words behind the word of cause.
        language: The English to use.
    """
    clause = [w.lower for w in reason[1:] if not w.lower.endswith("ing")]
    told = any(language.is_a("auxiliaries", w) or language.is_verb_form(w) for w in clause)
    good = not language.bases(effect.verb.lower).isdisjoint(_GOOD | agents.ENABLING)
    return told and not good and reason[0].lower not in ("of", "to")


def _describes(facts: Facts, mark: Marker) -> bool:
    """Return whether a reason only says what kind of thing it is and what it does: "the step that re-sorts them"."""
    behind = [w.lower for w in facts.words[mark.last : mark.last + 3]]
    return any(noun in _THINGS and then in ("that", "which") for noun, then in itertools.pairwise(behind))


def _other_reason(texts: Texts, parts: Counterparts, told: Sequence[Marker]) -> Iterator[Finding]:
    """Find a reason that has nothing of the source, where the source's own reason is gone."""
    language = texts.knowledge.language
    rewrite = {stem(w.lower) for f in texts.rewrite.facts for w in f.words}
    marks = [m for m in texts.source.marked("cause") if states(texts, m)]
    reasons = [r for m in marks if (r := _reason(texts.source, m, language))]
    kept = any(stem(w.lower) in rewrite for words in reasons for w in words)
    if not kept and not any(_gives_clause(texts.source, m, language) for m in marks):
        return
    for mark in told:
        words = _reason(texts.rewrite, mark, language)
        resumed = takes_up(texts.rewrite, mark)
        if words and not resumed and not any(parts.known(w) for w in words) and not _is_noun(texts, mark):
            message = f"The source gives another reason; look whether {texts.retold(mark)!r} still leads to it."
            yield added("cause-invented", "error", message, texts, mark)
            return


def takes_up(reading: Reading, mark: Marker) -> bool:
    """Return whether a word of cause takes up a reason that was told before: "that is why", "that's the reason".

    Args:
        reading: The text.
        mark: The word.
    """
    said, before = reading.text[mark.start : mark.end].casefold(), reading.text[: mark.start].rstrip().casefold()
    return said in _RESUMING or before.endswith(("that's", "that is", "this is", "which is"))


def _gives_clause(reading: Reading, mark: Marker, language: Language) -> bool:
    """Return whether a word of cause gives the reason as a clause, which can't be told by a quite different one."""
    facts = reading.sentence_at(mark.start)
    behind = itertools.takewhile(lambda w: w.kind != "mark", facts.words[mark.last :])
    return reading.text[mark.start : mark.end].casefold() == "because" and any(
        language.is_a("auxiliaries", w.lower) for w in behind
    )


def _reason(reading: Reading, mark: Marker, language: Language) -> list[Word]:
    """Return the words that tell the reason: behind a word of cause, or before one such as "led to"."""
    facts = reading.sentence_at(mark.start)
    said = reading.text[mark.start : mark.end].casefold()
    listed: Sequence[Word] = facts.words[: mark.first]
    if not said.startswith(_FORWARD) or said in _BACKWARD:
        behind = facts.words[mark.last : mark.last + _LONGEST]
        listed = list(itertools.takewhile(lambda w: w.kind != "mark" or w.text in "-/", behind))
    if said.endswith(_NOUNS):
        be = [n for n, w in enumerate(listed) if w.lower in ("is", "was", "are", "were")]
        listed = listed[be[-1] + 1 :] if be else listed
    return [w for w in listed if is_content(w.lower, language)]


def _linked(texts: Texts, parts: Counterparts, mark: Marker) -> bool:
    """Return whether the source ties in the same thing: "blocked by a missing rule", "with the new index"."""
    language = texts.knowledge.language
    told = _reason(texts.rewrite, mark, language)
    if told and texts.retold(mark).casefold().startswith("caus") and _had_as_object(texts.source, told[0], language):
        return True
    facts = texts.rewrite.sentence_at(mark.start)
    effect = [w for w in facts.words[mark.last :] if parts.tells(w)]
    telling = [w for w in told if parts.tells(w)] or told
    if texts.retold(mark).casefold() == "so that":
        telling = effect
    if telling and any(
        parts.alike(group, telling)
        for group in (*ties.tied(texts.source, language), *ties.shifted(texts.source, language))
    ):
        return True
    if not texts.retold(mark).casefold().startswith(_ACTING):
        return False
    return ties.together(texts.source, parts, telling, effect)


def _had_as_object(reading: Reading, noun: Word, language: Language) -> bool:
    """Return whether a text has a noun right behind a verb: "introduced a regression", for "caused a regression"."""
    for facts in reading.facts:
        for at, word in enumerate(facts.words):
            if stem(word.lower) != stem(noun.lower):
                continue
            hits = language.find("verbs", facts.words[max(0, at - _OBJECT) : at])
            if any(h.payloads[0][0] not in (*language.families, "be", "have") for h in hits):
                return True
    return False


def _left_open(reading: Reading, segment: Segment | None) -> bool:
    """Return whether a cause is only spoken of, not stated: "whether it is the reason is not shown"."""
    if segment is None:
        return False
    span = segment.start, segment.end
    denied = reading.within(*span, "negation", "strong") and reading.within(*span, "knowing")
    return bool(denied or reading.within(*span, "certainty", "unknown"))


def _asked(reading: Reading, mark: Marker) -> bool:
    """Return whether a cause is what is not known: "we do not know yet what caused it"."""
    if reading.text[: mark.start].rstrip().casefold().endswith("what") and reading.marked("certainty", "unknown"):
        return True
    unknown = [m.end for m in reading.marked("certainty", "unknown") if 0 < mark.start - m.end < _NEAR]
    return any(not set(reading.text[end : mark.start]) & set(",.;:") for end in unknown)
