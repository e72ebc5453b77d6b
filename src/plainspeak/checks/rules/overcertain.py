"""Finds promises that research can't keep: will eliminate, guaranteed, always right, never fails, no risk.

What it does: Looks for a promise about a model, an assistant, a forecast or another system whose outcome nobody
controls: "will" with an effect, "never" and "always" with being right or wrong, guarantees, "100%" and "no risk".
With "definitely" and the like any effect counts. It is silent where the sentence holds a doubt or a condition ("we
expect", "if", "in the test"), tells what was measured, asks, denies ("we can't guarantee"), or announces a plain act
of one's own ("we will report on 4 May").

Why: A model is right for a share of cases, on data like that of its test. Whoever repeats the promise to a customer
or a board will be held to it.

Example: "The new matching model will eliminate empty trips by autumn."

Instead: "In the May test, the new matching model cut empty trips from 31 to 24 of every 100. We expect a similar
result in daily use; first figures are due on 12 September."

Source: Belem et al., arXiv 2606.07951, 2026, and Peters & Chin-Yee, "Generalization bias in large language model
summarization of scientific research", 2025: certainty rises from teller to teller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from plainspeak.checks.passages import Passage, Reading
from plainspeak.checks.rule import Found, Rule
from plainspeak.checks.signals import is_question
from plainspeak.wordlists import Listed

_AI_DOMAINS = frozenset(("language-models", "classification", "training"))
_PEOPLE = frozenset(("we", "i", "you", "they", "team"))
_REACH = 5  # words between the parts of a promise
_PLACES = frozenset("next after before away behind beside in at on up outside".split())  # "right next to the hall"
_LEADS = frozenset("to may might can could would should must and or not n't".split())  # no claim that it does so

FOUND = (
    ("exec", "The new matching model will eliminate empty trips by autumn."),
    ("sales", "The assistant will never give a driver a wrong address."),
    ("pm", "The new map will definitely raise bookings."),
    ("exec", "The arrival forecast is always right now, so you can plan the ramps with it."),
    ("sales", "We guarantee that the model finds every damaged pallet."),
    ("exec", "There is no risk in switching all depots to the model on Monday."),
    ("exec", "AI will solve our driver shortage next year."),
    ("sales", "The chatbot answers 100% of questions correctly."),
    ("exec", "With the new classifier, damaged pallets will be a thing of the past."),
    ("cto", "The detector never misses a damaged pallet."),
    ("exec", "The route model will cut fuel costs by 12% next quarter."),
    ("sales", "With the new assistant we will definitely win back lost drivers."),
    ("pm", "The new start page will be a huge success."),
    ("sales", "You can promise that empty trips will be eliminated by autumn."),
    ("exec", "This fix guarantees zero late deliveries from June on."),
    ("exec", "The new toll will raise our margin by 3% next year."),
    ("sales", "Consignment notes can never be lost with the new scanner."),
    ("exec", "From May on, there will be no mix-ups or delays any more."),
    ("pm", "After the update, all addresses will be correct."),
    ("exec", "The larger ramp solves all our parking problems for good."),
    ("exec", "With the new locks, the yard is 100% secure."),
    ("exec", "The move to the new yard will go through without a hitch."),
    ("exec", "Insurance costs will never rise again."),
    ("sales", "The new scanner reads every label, guaranteed."),
    ("sales", "The scanner stops every theft."),
    ("exec", "The route model makes dispatchers superfluous."),
    ("exec", "After the update, mix-ups will be completely gone."),
    ("exec", "Jams will always be predicted in time."),
)
SILENT = (
    ("exec", "We will ship the new map on 4 May."),
    ("exec", "We expect the new matching model to cut empty trips by 15% to 20%."),
    ("exec", "The model may eliminate some empty trips."),
    ("sales", "We cannot guarantee that the model finds every damaged pallet."),
    ("exec", "In the May test, the model found all 41 damaged pallets."),
    ("exec", "Will the model eliminate empty trips?"),
    ("exec", "If the test goes well, the model will cut fuel costs by about 5%."),
    ("exec", "The model is not always right: in May it was wrong for 6 of 100 trips."),
    ("exec", "I will send the figures of the route model by 12 May."),
    ("exec", "The model will be tested in two depots in June."),
    ("exec", "The supplier guarantees delivery by 12 May."),
    ("cto", "The queue guarantees that each message is read once."),
    ("exec", "We will definitely send the list by 12 May."),
    ("exec", "The forecast will be published every Monday."),
    ("exec", "The guarantee of the pumps ends in May, with every model."),
    ("exec", "The assistant always shows its sources."),
    ("exec", "The model will make two calls per trip from June on."),
    ("exec", "Our model cannot catch every case, and it never will."),
    ("exec", "Never mind the old map."),
    ("exec", 'Their brochure says: "Our AI will eliminate empty trips."'),
    ("exec", "You asked whether the model will eliminate empty trips. It will not."),
    ("cto", "The service will move to the new servers on 12 May."),
    ("exec", "The new toll will raise our margin by about 3%."),
    ("exec", "The move to the new yard went through without a hitch."),
    ("exec", "The script removes all test orders each night."),
    ("exec", "We changed the lock to eliminate all thefts at the gate."),
    ("exec", "We can never be sure that a driver has read the note."),
    ("exec", "It will always be a balance between speed and damage."),
    ("exec", "From June on, there will be no paper notes any more."),
    ("exec", "The rent will rise again in May."),
    ("exec", "The model will never be perfect."),
    ("exec", "The guard stops every lorry at the gate."),
    ("exec", "Drivers will always find a phone number on the note."),
    ("exec", "The trial ends in June, and the team will always be glad to show you the depot."),
)


def find(reading: Reading) -> Iterator[Found]:
    """Yield the sentences that promise what nobody can know."""
    for passage in reading.body:
        listed = reading.listed(passage, "overcertain")
        if all(one.label not in _JUDGES for one in listed) or is_question(passage) or _is_open(passage, listed):
            continue
        if any(_Word(reading, passage, one, listed).promises() for one in listed if one.label in _JUDGES):
            message = (
                "This promises what nobody can know yet, and readers will repeat it. Say what was measured, where, and "
                "how sure you are of the rest."
            )
            yield Found(passage.part, passage.start, passage.end, message)


def _is_open(passage: Passage, listed: list[Listed]) -> bool:
    """Return whether a sentence holds a doubt, a condition, or somebody else's words."""
    facts = passage.facts
    doubts = facts.marked("certainty", "expected", "apparent", "possible", "unknown")
    return bool(doubts or facts.marked("condition", "strong") or any(one.label == "open" for one in listed))


class _Word:
    """A word that may make its sentence a promise, with what stands around it.

    Args:
        reading: The text.
        passage: The sentence.
        one: The word.
        listed: All words of this rule's lists in the sentence.
    """

    def __init__(self, reading: Reading, passage: Passage, one: Listed, listed: list[Listed]) -> None:
        self.reading, self.passage, self.one, self.listed = reading, passage, one, listed
        self.system = _subject(reading, passage, one.first)

    def promises(self) -> bool:
        """Return whether the word makes the sentence a promise that can't be kept."""
        denied = self.one.label != "again" and _denied(self.reading, self.passage, self.one.first)
        return not denied and _JUDGES[self.one.label](self)

    def near(self, *labels: str, reach: int = _REACH) -> bool:
        """Return whether a word of other lists stands close behind it."""
        return any(other.label in labels and 0 <= other.first - self.one.last < reach for other in self.listed)

    def beside(self, label: str) -> bool:
        """Return whether a word of another list stands anywhere in the sentence."""
        return any(other.label == label for other in self.listed)

    def behind(self, *labels: str) -> Listed | None:
        """Return the nearest word of other lists that stands close behind it."""
        hits = (o for o in self.listed if o.label in labels and 0 <= o.first - self.one.last < _REACH)
        return next(hits, None)

    def ahead(self, *labels: str) -> bool:
        """Return whether a word of other lists stands anywhere before it."""
        return any(other.label in labels and other.last <= self.one.first for other in self.listed)

    def names_system(self) -> bool:
        """Return whether a model or another system is named anywhere in the sentence."""
        return _system(self.reading, self.passage, 0, len(self.passage.facts.words)) != ""

    def of_people(self) -> bool:
        """Return whether people stand before it: they can promise what they do themselves."""
        words = self.passage.facts.words[max(self.one.first - _REACH, 0) : self.one.first]
        return not self.one.first or any(word.lower in _PEOPLE for word in words)


def _will(word: _Word) -> bool:
    if word.near("own"):
        return False
    if word.system == "ai" and (word.near("effects", "ends") or (word.near("absolute") and word.near("right"))):
        return True
    if word.system and (word.near("ends") or (word.near("sure") and word.near("effects"))):
        return True
    if word.system and word.near("always", reach=2) and word.near("effects", "right"):
        return True
    if word.system and word.near("never", reach=2) and not word.near("right"):  # "will never be perfect" is humble
        return word.system == "ai" or word.near("wrong", "trouble")
    if word.of_people():
        return False
    return (word.near("cures") and _is_method(word)) or _counts_on(word) or _is_flawless(word)


def _is_method(word: _Word) -> bool:
    """Return whether a system, a technique or a doing stands before it ("rerouting will solve ..."), and no person."""
    facts, at = word.passage.facts, word.one.first
    doing = any(w.lower.endswith("ing") for w in facts.words[:at])
    return bool(word.system) or doing or any(hit.last <= at for hit in facts.terms) or word.beside("absolute")


def _counts_on(word: _Word) -> bool:
    """Return whether a gain is foretold that others decide about: "will raise our revenue by 6%"."""
    effect = word.behind("effects")
    if effect is None or any(q.comparator or q.high is not None for q in word.passage.facts.quantities):
        return False
    return any(o.label == "outcomes" and 0 <= o.first - effect.last < _REACH for o in word.listed)


def _is_flawless(word: _Word) -> bool:
    """Return whether all of something will be right: "all bills will be correct"."""
    words, at = word.passage.facts.words, word.one.last
    right = next((o for o in word.listed if o.label == "right" and 0 <= o.first - at < 2), None)
    if right and word.ahead("every") and (right.last >= len(words) or words[right.last].lower not in _PLACES):
        return True
    if word.near("wholly", reach=3) and word.near("over"):
        return True
    if word.near("always", reach=2) and at + 1 < len(words) and words[at + 1].lower == "be" and word.near("right"):
        return True  # "will always be predicted"
    return word.near("every") and word.near("rightly", reach=2 * _REACH)


def _sure(word: _Word) -> bool:
    return word.near("effects", "ends", "acts") and (word.beside("will") or word.names_system())


def _guarantee(word: _Word) -> bool:
    at, words = word.one.first, word.passage.facts.words
    if at and words[at - 1].text == "," and words[at].lower == "guaranteed" and word.one.last >= len(words) - 1:
        return True  # "works with every till, guaranteed"
    if at and word.reading.knowledge.language.is_a("determiners", words[at - 1].lower):
        return False  # the noun
    return word.system == "ai" or word.near("effects", "ends", "absolute", "results", reach=2 * _REACH)


def _never(word: _Word) -> bool:
    if word.system and word.near("wrong"):
        return True
    words, at = word.passage.facts.words, word.one.first
    if at and words[at - 1].lower == "can" and word.near("wrong", "trouble"):
        return True  # "can never be lost"
    will = any(o.label == "will" and o.last == at for o in word.listed)
    return will and not word.of_people() and word.near("again") and not word.near("own")


def _no_more(word: _Word) -> bool:
    """Return whether trouble is said to be over: "there will be no outages any more"."""
    will = next((o for o in word.listed if o.label == "will" and o.last <= word.one.first), None)
    if will is None:
        return False
    words = word.passage.facts.words[will.first : word.one.first]
    denied = any(word.reading.knowledge.language.denies(w.lower) for w in words)
    return denied and any(o.label in ("trouble", "wrong") and will.last <= o.first for o in word.listed)


def _cures(word: _Word) -> bool:
    """Return whether something is said to do away with all of a trouble: "solves all our problems for good"."""
    words, at = word.passage.facts.words, word.one.first
    if word.of_people() or words[at].lower.endswith(("ed", "ing")) or not words[at].text.islower():
        return False
    if words[at - 1].lower in _LEADS or words[at - 1].kind == "mark":
        return False
    return word.near("absolute", reach=2) or word.near("gone", "wholly", reach=2 * _REACH)


def _wholly(word: _Word) -> bool:
    """Return whether something is called safe or right without a rest: "100% safe"."""
    if not word.near("safe", reach=1):
        return False
    exact = word.passage.facts.words[word.one.first].kind == "number"
    return exact or word.beside("will") or word.names_system()


def _stops_all(word: _Word) -> bool:
    """Return whether something is said to catch all of a trouble: "stops every attack"."""
    words, at = word.passage.facts.words, word.one.first
    if word.of_people() or not words[at].lower.endswith("s") or words[at - 1].kind == "mark":
        return False
    return word.near("every", reach=1) and word.near("trouble", "wrong") and not _measured(word.passage)


_JUDGES: Mapping[str, Callable[[_Word], bool]] = {
    "will": _will,
    "sure": _sure,
    "success": lambda word: word.beside("will"),
    "always": lambda word: bool(word.system) and word.near("right"),
    "never": _never,
    "guarantee": _guarantee,
    "risk": lambda word: word.beside("launch") or word.names_system(),
    "total": lambda word: word.system == "ai" and word.near("right", "results") and not _measured(word.passage),
    "gone": _Word.names_system,
    "cures": _cures,
    "wholly": _wholly,
    "again": _no_more,
    "effects": _stops_all,
    "acts": _stops_all,
    "needless": lambda word: word.ahead("make") and (word.system == "ai" or word.ahead("will")),
    "smooth": lambda word: word.beside("will") or word.beside("own"),
}


def _denied(reading: Reading, passage: Passage, at: int) -> bool:
    words = passage.facts.words
    return any(reading.knowledge.language.denies(w.lower) for w in words[max(0, at - 2) : at]) or (
        at + 1 < len(words) and words[at].lower in ("will", "is", "are") and words[at + 1].lower == "not"
    )


def _subject(reading: Reading, passage: Passage, at: int) -> str:
    """Return "ai" if a model or the like stands before a place, "system" for any other system, "" for people."""
    words = passage.facts.words
    people = max((i for i in range(at) if words[i].lower in _PEOPLE), default=-1)
    return _system(reading, passage, people + 1, at)


def _system(reading: Reading, passage: Passage, first: int, last: int) -> str:
    lists, glossary, language = reading.knowledge.check_words, reading.knowledge.glossary, reading.knowledge.language
    ai, things = lists.members("overcertain", "ai"), lists.members("overcertain", "things")
    words = {word.lower for word in passage.facts.words[first:last]}
    terms = (glossary.term(hit.term) for hit in passage.facts.terms if hit.term and first <= hit.first < last)
    if not words.isdisjoint(ai) or any(term.domain in _AI_DOMAINS and not term.is_metric for term in terms):
        return "ai"
    return "system" if not words.isdisjoint(things) or any(language.is_a("systems", word) for word in words) else ""


def _measured(passage: Passage) -> bool:
    """Return whether a sentence tells of a test that was made: it holds a count of cases, or the past."""
    counts = [q for q in passage.facts.quantities if q.dimension == "count" and q.value > 1]
    return bool(counts) or bool(passage.facts.marked("stages.evidence")) or bool(passage.facts.moments)


RULE = Rule("overcertain", "error", find)
