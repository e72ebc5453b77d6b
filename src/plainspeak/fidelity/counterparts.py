"""Tell whether what one text says has a counterpart in the other: the same word, a neighbour, a term's meaning."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set

from plainspeak.fidelity.reading import Reading, stem
from plainspeak.fidelity.segments import is_content
from plainspeak.fidelity.texts import Texts, covering
from plainspeak.language import Language
from plainspeak.text import Word

_AGAIN = 6  # letters of a word from which "re" is taken off
_HEAD = 5  # letters of a stem that another word begins with: "transcrib" and "transcript"
# Verbs that tell nothing of their own; what they stand with does.
_LIGHT = frozenset(
    "be have do get make take give come go use need want let keep become remain mean happen see find show say tell "
    "turn work run look put set hold bring know try involve include".split()
)
_EMPTY = frozenset(
    "way case time thing kind part amount number lot today again still already ago also once twice before after "
    "more less fewer much many often always never ever else instead rather than well quite just only even away "
    "back out off own "
    "same other such like long short little bit new now currently recently everyone everything anyone anything someone "
    "something nothing nobody none one two three half piece thanks provided providing assuming given".split()
)

# Verbs of bringing something about, which are told by whatever tells what has been brought about.
_PLAIN = frozenset(
    "add enable available introduce launch create compute use apply run support provide offer deploy".split()
)


class Counterparts:
    """Knows of each word of source and rewrite whether the other text has something for it.

    Args:
        texts: The two texts.
    """

    def __init__(self, texts: Texts) -> None:
        self._texts, self._language = texts, texts.knowledge.language
        source, given, rewrite = (
            [w for f in r.facts for w in f.words] for r in (texts.source, texts.given, texts.rewrite)
        )
        self._source = _Side(self._language, [*source, *given], rewrite)
        self._rewrite = _Side(self._language, rewrite, source)
        self._telling: dict[int, list[Word]] = {}
        self._saying: dict[str, bool] = {}
        self._untold: list[Word] | None = None
        meant = {m.term for m in texts.licence.meanings}
        self._meant = covering(
            (f.words[h.first].start, f.words[h.last - 1].end)
            for f in texts.source.facts
            for h in f.terms
            if meant & set(h.candidates)
        )
        self._meaning = covering(texts.licence.spans)
        self._terms = {
            word.start: h.candidates for f in texts.source.facts for h in f.terms for word in f.words[h.first : h.last]
        }

    def told(self, word: Word, *, near: bool = True) -> bool:
        """Return whether a word of the source has a counterpart in the rewrite.

        Args:
            word: A word of the source.
            near: Neighbours in meaning count, too.
        """
        return self._meant(word.start) or self._rewrite.has(word.lower, near=near)

    def known(self, word: Word, *, near: bool = True) -> bool:
        """Return whether a word of the rewrite has a counterpart in the source or in what the author added.

        Args:
            word: A word of the rewrite.
            near: Neighbours in meaning count, too.
        """
        return self._meaning(word.start) or self._source.has(word.lower, near=near)

    def repeated(self, word: Word) -> bool:
        """Return whether the source has a word of the rewrite itself, in any form."""
        return self._source.has_same(word.lower)

    def saved(self) -> bool:
        """Return whether the source tells of keeping something: then "saved" is no gain."""
        return self._source.has("store", near=True) or self._source.has("snapshot", near=True)

    def tells(self, word: Word) -> bool:
        """Return whether a word says something of its own: neither grammar nor "make", "way" or "again"."""
        if word.kind != "word":
            return False
        if word.lower not in self._saying:
            content = word.lower not in _EMPTY and is_content(word.lower, self._language)
            self._saying[word.lower] = content and _LIGHT.isdisjoint(self._language.bases(word.lower))
        return self._saying[word.lower]

    def alike(self, one: Sequence[Word], other: Sequence[Word]) -> bool:
        """Return whether words of the source and words of the rewrite share one, a neighbour or a term's meaning."""
        terms = {term for w in one for term in self._terms.get(w.start, ())}
        meant = [m for m in self._texts.licence.meanings if m.term in terms] if terms else []
        if meant and any(m.start <= w.start < m.end for m in meant for w in other):
            return True
        side = _Side(self._language, other)
        return any(side.has(w.lower) for w in one)

    def inside(self, reading: Reading, start: int, end: int) -> Sequence[Word]:
        """Return the words of a span that say something of their own; numbers and dates are not among them."""
        if id(reading) not in self._telling:
            spans = [(n.quantity.start, n.quantity.end) for n in reading.numbers]
            figure = covering([*spans, *((m.start, m.end) for m in reading.moments)])
            words = (w for f in reading.facts for w in f.words)
            self._telling[id(reading)] = [w for w in words if self.tells(w) and not figure(w.start)]
        telling = self._telling[id(reading)]
        first = bisect_left(telling, start, key=lambda w: w.start)
        return telling[first : bisect_left(telling, end, key=lambda w: w.start)]

    def untold(self) -> Sequence[Word]:
        """Return the words of the source that tell something and have no counterpart in the rewrite."""
        if self._untold is None:
            words = (w for f in self._texts.source.facts for w in f.words)
            self._untold = [w for w in words if self.tells(w) and not self.told(w)]
        return self._untold

    def new(self) -> Sequence[Word]:
        """Return the words of the rewrite that tell something and have no counterpart in the source."""
        rewrite = self._texts.rewrite
        return [w for w in self.inside(rewrite, 0, len(rewrite.text)) if not self.known(w)]

    def unmoved(self, but: Set[int] = frozenset()) -> int:
        """Return how many words of the source are untold; verbs that move a measure are told by any comparison.

        Args:
            but: Places of words that do not count.
        """
        left = [w for w in self.untold() if w.start not in but and not self._language.moves(w.lower)]
        untold = (self._language.bases(w.lower) for w in left)
        return sum(_PLAIN.isdisjoint(bases) for bases in untold)

    def mostly_told(self) -> bool:
        """Return whether at least half of what the source tells has a counterpart in the rewrite."""
        source = self._texts.source
        words = self.inside(source, 0, len(source.text))
        figures = len(source.numbers) + len(source.moments)
        return (sum(self.told(w) for w in words) + figures) * 2 >= len(words) + figures


def of(texts: Texts) -> Counterparts:
    """Return what of two texts has a counterpart in the other; it is found out once.

    Args:
        texts: The two texts.
    """
    if not texts.counterparts:
        texts.counterparts.append(Counterparts(texts))
    return texts.counterparts[0]


class _Side:
    """The words of one text in the forms in which they are looked for."""

    def __init__(self, language: Language, listed: Iterable[Word], others: Iterable[Word] = ()) -> None:
        self._language = language
        words = {w.lower for w in listed if w.kind == "word"}
        self._stems = {stem(w) for w in words} | {stem(w[2:]) for w in words if _again(w)}
        self._heads = {s[:_HEAD] for s in self._stems if len(s) >= _HEAD}
        # A word that is in both texts is its own counterpart, and none for its neighbours in meaning.
        both = self._stems & {stem(w.lower) for w in others}
        self._kin = {group for w in words if stem(w) not in both for group in language.kin(w)}
        content = [w for w in words if is_content(w, language) and stem(w) not in both]
        self._near = {group for w in content for group in language.near(w)}

    def has(self, word: str, *, near: bool = True) -> bool:
        if self.has_same(word) or not self._kin.isdisjoint(self._language.kin(word)):
            return True
        return near and not self._near.isdisjoint(self._language.near(word))

    def has_same(self, word: str) -> bool:
        own = stem(word)
        if own in self._stems or (_again(word) and stem(word[2:]) in self._stems):
            return True
        return len(own) >= _HEAD and own[:_HEAD] in self._heads


def _again(word: str) -> bool:
    """Return whether a word may be another with "re" before it: "reweighting"."""
    return word.startswith("re") and len(word) > _AGAIN
