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
        return not _denied(self.reading, self.passage, self.one.first) and _JUDGES[self.one.label](self)

    def near(self, *labels: str, reach: int = _REACH) -> bool:
        """Return whether a word of other lists stands close behind it."""
        return any(other.label in labels and 0 <= other.first - self.one.last < reach for other in self.listed)

    def beside(self, label: str) -> bool:
        """Return whether a word of another list stands anywhere in the sentence."""
        return any(other.label == label for other in self.listed)

    def names_system(self) -> bool:
        """Return whether a model or another system is named anywhere in the sentence."""
        return _system(self.reading, self.passage, 0, len(self.passage.facts.words)) != ""


def _will(word: _Word) -> bool:
    if word.near("own"):
        return False
    if word.system == "ai" and (word.near("effects", "ends") or (word.near("absolute") and word.near("right"))):
        return True
    return bool(word.system) and (word.near("ends") or (word.near("sure") and word.near("effects")))


def _sure(word: _Word) -> bool:
    return word.near("effects", "ends", "acts") and (word.beside("will") or word.names_system())


def _guarantee(word: _Word) -> bool:
    at = word.one.first
    if at and word.reading.knowledge.language.is_a("determiners", word.passage.facts.words[at - 1].lower):
        return False  # the noun
    return word.system == "ai" or word.near("effects", "ends", "absolute", "results", reach=2 * _REACH)


_JUDGES: Mapping[str, Callable[[_Word], bool]] = {
    "will": _will,
    "sure": _sure,
    "success": lambda word: word.beside("will"),
    "always": lambda word: bool(word.system) and word.near("right"),
    "never": lambda word: bool(word.system) and word.near("wrong"),
    "guarantee": _guarantee,
    "risk": lambda word: word.beside("launch") or word.names_system(),
    "total": lambda word: word.system == "ai" and word.near("right", "results") and not _measured(word.passage),
    "gone": _Word.names_system,
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
