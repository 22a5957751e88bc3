"""Quick look-up: every sentence that has the words typed, at once, without ranking by meaning.

Words are looked for as written. Only what the plan does not have as written is mended (typos by
sound, a missing or a wrong character), replaced by the plan's own words for it, or cut into
shorter words; which is told with the result.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.language.normalize import normalize
from assistant.language.references import find_references
from assistant.understanding.vocabulary import Vocabulary
from index.lexical import rarity, words
from index.passages import Passage, split_plan
from index.plan import Plan, Span
from index.quantities import find_quantities

_BREAK = re.compile(r"[\s,，、;；。?？!！]+")
_CHINESE = re.compile(r"[一-鿿]+")
_RARE = 7.0  # nats; the particles and light verbs of a sentence lie below


@dataclass(frozen=True, slots=True)
class Word:
    """A word typed and the forms of it that the plan has; `typed` itself, if the plan has it."""

    typed: str
    forms: tuple[str, ...]

    @property
    def is_as_typed(self) -> bool:
        """Whether what is found is what was typed."""
        return self.forms[:1] == (self.typed,)


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that has the words; `spans` are their places in the plan's source."""

    passage: Passage
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The result for a query: items it names by number, sentences, how its words were taken.

    `alike` are the sentences that have the plan's own words for it and not the words typed.
    """

    query: str
    items: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()
    hits: tuple[Hit, ...] = ()
    alike: tuple[Hit, ...] = ()


class QuickSearch:
    """Looks words up in one plan; building it takes about a second, a search a few ms."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._passages = split_plan(plan)
        self._folded = [passage.text.lower() for passage in self._passages]
        self._vocabulary = Vocabulary(plan)
        self._vocabulary.correct("准备")  # loads what the first search would wait for

    @property
    def names(self) -> tuple[str, ...]:
        """Return the plan's named terms (in quotation marks), as written, in order."""
        written = "\n".join(passage.text for passage in self._passages)
        folded = written.lower()
        places = sorted((folded.index(name), len(name)) for name in self._vocabulary.named)
        return tuple(written[start : start + size] for start, size in places)

    def search(self, query: str) -> Found:
        """Return every sentence that has all words of `query`, in the plan's order."""
        text = unicodedata.normalize("NFKC", query).strip().lower()
        if not text:
            return Found(query)
        items = self._items(text)
        typed = [text] if self._has(text) else [word for word in _BREAK.split(text) if word]
        taken = [self._take(word) for word in typed]
        if typed and all(taken):
            looked_for = [word for word in taken if word]
            hits = self._having(looked_for)
            if hits:
                return Found(query, items, tuple(looked_for), hits, self._alike(looked_for, hits))
        pieces = () if items else tuple(dict.fromkeys(self._pieces(typed)))
        if not pieces:
            return Found(query, items)
        return Found(query, items, pieces, self._having_most(pieces))

    def _items(self, text: str) -> tuple[str, ...]:
        found = find_references(text, self.plan)
        if found.labels and not found.remainder:
            return found.labels
        return (text,) if self.plan.item(text) else ()

    def _has(self, form: str) -> bool:
        return any(_pattern(form).search(folded) for folded in self._folded)

    def _take(self, typed: str) -> Word | None:
        """Return the word with the first of its readings that the plan has."""
        if self._has(typed):
            return Word(typed, (typed,))
        figures = tuple(self._same_figures(typed))
        if figures:
            return Word(typed, figures)
        meant = normalize(typed)
        if meant and self._has(meant):
            return Word(typed, (meant,))
        forms = [form.lower() for form in self._vocabulary.synonyms(meant)]
        if forms:
            return Word(typed, tuple(forms))
        corrected, corrections = self._vocabulary.correct(meant)
        if corrections and self._has(corrected):
            return Word(typed, (corrected,))
        near = self._one_character_off(meant)
        return Word(typed, (near,)) if near else None

    def _same_figures(self, typed: str) -> Iterator[str]:
        """Yield the plan's figures of the same value and unit: 1万户 is 10000户."""
        for asked in find_quantities(typed):
            if asked.text != typed:
                continue
            for folded in self._folded:
                for quantity in find_quantities(folded):
                    if (quantity.value, quantity.unit) == (asked.value, asked.unit):
                        yield quantity.text

    def _one_character_off(self, typed: str) -> str:
        """Return the plan's run of characters that differs from a longer word in one of them."""
        size = len(typed)
        if size < 4 or not _CHINESE.fullmatch(typed):
            return ""
        for folded in self._folded:
            for start in range(len(folded) - size + 1):
                window = folded[start : start + size]
                same = sum(a == b for a, b in zip(window, typed, strict=True))
                # Both ends hold, so that it is this word and not its neighbours.
                ends = window[0] == typed[0] and window[-1] == typed[-1]
                if same == size - 1 and ends and _CHINESE.fullmatch(window):
                    return window
        return ""

    def _pieces(self, typed: Iterable[str]) -> Iterator[Word]:
        """Yield the longest runs of what was typed that the plan has, without everyday words.

        A number is taken whole or not at all, on both sides: 1000 is no part of 10000.
        """
        for word in typed:
            text, _ = self._vocabulary.correct(normalize(word))
            start = 0
            while start < len(text) - 1:
                ends = (end for end in range(len(text), start + 1, -1) if not _in_number(text, end))
                end = next((end for end in ends if self._has_whole(text[start:end])), 0)
                run = text[start:end]
                if len(run) > 1 and any(rarity(each) > _RARE for each in words(run)):
                    yield Word(run, (run,))
                start = max(end, start + 1)
                while _in_number(text, start):
                    start += 1

    def _has_whole(self, run: str) -> bool:
        after = r"(?![\d.])" if run[-1].isdigit() else ""
        pattern = re.compile(_pattern(run).pattern + after)
        return any(pattern.search(folded) for folded in self._folded)

    def _having(self, looked_for: Sequence[Word]) -> tuple[Hit, ...]:
        every = (
            self._hit(place, looked_for)
            for place, folded in enumerate(self._folded)
            if all(_stands_in(word, folded) for word in looked_for)
        )
        return tuple(every)

    def _having_most(self, pieces: Sequence[Word]) -> tuple[Hit, ...]:
        """Return the sentences with the most telling of the words, best first."""
        weights = []
        for folded in self._folded:
            weights.append(sum(rarity(word.typed) for word in pieces if _stands_in(word, folded)))
        best = max(weights)
        if not best:
            return ()
        places = [place for place, weight in enumerate(weights) if weight > 0.6 * best]
        places.sort(key=lambda place: -weights[place])
        return tuple(self._hit(place, pieces) for place in places)

    def _alike(self, looked_for: Sequence[Word], hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """Return the further sentences that have the plan's other words for a single word."""
        if len(looked_for) != 1 or not looked_for[0].is_as_typed:
            return ()
        typed = looked_for[0].typed
        forms = [form.lower() for form in self._vocabulary.synonyms(typed)]
        forms = [form for form in forms if form not in typed]
        if not forms:
            return ()
        known = {hit.passage for hit in hits}
        return tuple(
            hit for hit in self._having([Word(typed, tuple(forms))]) if hit.passage not in known
        )

    def _hit(self, place: int, looked_for: Sequence[Word]) -> Hit:
        passage, folded = self._passages[place], self._folded[place]
        start = passage.span.start
        forms = sorted({form for word in looked_for for form in word.forms}, key=len, reverse=True)
        pattern = "|".join(_pattern(form).pattern for form in forms)
        found = re.finditer(pattern, folded)
        spans = (Span(start + match.start(), start + match.end()) for match in found)
        return Hit(passage, tuple(spans))


@lru_cache(maxsize=1024)
def _pattern(form: str) -> re.Pattern[str]:
    """Match `form` where it stands; a figure not in the middle of another: 600张 in 1600张."""
    return re.compile((r"(?<![\d.])" if form[0].isdigit() else "") + re.escape(form))


def _stands_in(word: Word, folded: str) -> bool:
    return any(_pattern(form).search(folded) for form in word.forms)


def _in_number(text: str, place: int) -> bool:
    """Whether a cut at `place` would part a number."""
    return 0 < place < len(text) and all(re.match(r"[\d.]", text[at]) for at in (place - 1, place))


_building = threading.Lock()


def quick_search(plan: Plan) -> QuickSearch:
    """Return the look-up of `plan`, built once, whoever asks first."""
    with _building:
        return _built(plan)


@lru_cache(maxsize=8)
def _built(plan: Plan) -> QuickSearch:
    return QuickSearch(plan)
