"""The plan's own vocabulary: find its terms in a question, mend typos, map everyday words."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path

from pypinyin import lazy_pinyin

from assistant.language.deadlines import without_deadlines
from index.lexical import known_word, words
from index.plan import Plan

_EVERYDAY = Path(__file__).with_name("everyday.toml")
_ABBREVIATIONS = Path(__file__).with_name("abbreviations.toml")
_NAMED = re.compile(r"[“《‘「]([^”》’」“《]{2,30})[”》’」]")
_NUMBERED_NAME = re.compile(
    r"(?P<of>[省市县区镇乡校])第[一二三四五六七八九十百\d]+届(?P<noun>[一-鿿]{1,7}?[会节赛展])"
)
_MARKS = "“”‘’「」"
_BESIDE = "、和与及"  # what joins the members of a list
# A name of Latin letters and figures with a mark between them (pm2.5, top-10), also typed without.
_LATIN_NAME = re.compile(r"(?<![a-z0-9])[a-z]+[a-z0-9]*[.·-][a-z0-9]+(?![a-z0-9])")
_LATIN = re.compile(r"(?<![a-z0-9.·-])[a-z][a-z0-9]*(?:[ .·-][a-z0-9]+){0,2}")
_MARKED = re.compile("[ .·-]")
_CHINESE_RUN = re.compile(r"[一-鿿]{2,}")
_LONGEST_TERM = 7
_ROAD = "路(?![径网灯况段面由费政])"
# Texts kept, of a few messages: each is read for its terms and for its subject, the parts of a
# message also as follow-ups, and those before a follow-up again.
_KEPT = 64
_PER_UNIT = ("单位", "人均", "万元")
_FUZZY = (("zh", "z"), ("ch", "c"), ("sh", "s"))
# Characters that join words: a window that has one at its edge is no word.
# What is done, in one character where a plan has two (举办, 新建).
_SHORT = frozenset("办建修开设改")
_FUNCTION = frozenset(
    "的了有几个里中也都还就要是在和与跟到把被让给从向为对么吗呢吧啊这那哪些每各再又不没上下来去说讲写提叫几多少今年"
)


@dataclass(frozen=True, slots=True)
class Correction:
    """A word of the question and the plan's word that it was taken for."""

    typed: str
    meant: str


class Vocabulary:
    """What a plan's words are, built once a plan; every method is pure."""

    def __init__(self, plan: Plan, everyday: bool = True) -> None:
        """Read the plan's words; without `everyday`, only the office's own synonyms map to them."""
        self.text = "\n".join(item.text.lower() for item in plan.items)
        self._unmarked = self.text.translate(dict.fromkeys(map(ord, _MARKS)))
        self.named = frozenset(name.lower() for name in _NAMED.findall(self.text))
        terms = dict.fromkeys(_aligned_terms(self.text))
        self._terms = frozenset(terms)
        self._by_sound: dict[tuple[str, ...], str] = {}
        self._by_letters: dict[str, str] = {}
        self._by_deletion: dict[str, str] = {}
        # Of those that sound or look alike the first is meant: not one or another, by the run.
        for term in sorted(terms, key=len):
            self._by_sound.setdefault(_sound(term), term)
            self._by_letters.setdefault("".join(_syllables(term)), term)
            if len(term) >= 4:
                for shorter in _deletions(term):
                    self._by_deletion.setdefault(shorter, term)
        self._by_plain = {_MARKED.sub("", name): name for name in _LATIN_NAME.findall(self.text)}
        names = dict(_short_names(self.text))
        self._said = names | (_everyday_words() if everyday else {}) | _grouped(plan.synonyms)
        self._has_whole = lru_cache(maxsize=None)(partial(_has_whole, self.text))
        self._said_forms = {
            said: tuple(word for word in meant if self._stands_for(said, word.lower()))
            for said, meant in self._said.items()
        }

        self._by_first: dict[str, list[str]] = {}
        for word in (*self.named, *self._said):
            self._by_first.setdefault(word[:1], []).append(word)
        self._known = lru_cache(maxsize=_KEPT)(self._find_known)
        self._corrected = lru_cache(maxsize=_KEPT)(self._correct)

    def contains(self, word: str) -> bool:
        """Whether the plan's text has `word` literally (case folded)."""
        return word.lower() in self.text

    def only_within(self, word: str, name: str) -> bool:
        """Whether the plan has `word` (lower case) as a part of `name` alone."""
        return 0 < self.text.count(word) == self.text.count(name)

    def has_only_per_unit(self, word: str) -> bool:
        """Whether the plan has `word` in nothing but a rate of another measure (单位GDP能耗)."""
        found = [self.text[: match.start()] for match in re.finditer(re.escape(word), self.text)]
        return bool(found) and all(before.endswith(_PER_UNIT) for before in found)

    def synonyms(self, word: str) -> tuple[str, ...]:
        """Return the plan's words for an everyday word; empty when the plan has none of them."""
        return self._said_forms.get(word, ())

    def is_everyday(self, word: str) -> bool:
        """Whether the everyday table knows `word`, in this plan's text or not."""
        return word in self._said

    def _stands_for(self, said: str, word: str) -> bool:
        """Whether the plan has `word` and may mean by it what is called `said`: what it lists side
        by side (高血压、糖尿病) are two things."""
        if not self._has_whole(word):  # as of most words of the table: looked at first, it is quick
            return False
        return said == word or not any(
            f"{one}{mark}{other}" in self.text
            for mark in _BESIDE
            for one, other in ((said, word), (word, said))
        )

    def _ends_inside(self, word: str) -> bool:
        """Whether the plan writes a word with a quotation mark inside it only (“两癌”筛查): it is
        two words there."""
        if self.contains(word) or word not in self._unmarked:
            return False
        return bool(re.search(f"[{_MARKS}]?".join(map(re.escape, word)), self.text))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return non-overlapping ranges of known names and everyday words, in order; of two that
        overlap the longer one."""
        return list(self._known(text))

    def _find_known(self, text: str) -> tuple[tuple[int, int], ...]:
        found: list[tuple[int, int]] = []
        held = {
            word
            for at, first in enumerate(text)
            for word in self._by_first.get(first, ())
            if text.startswith(word, at) and not self._ends_inside(word)
        }
        for word in sorted(sorted(held), key=len, reverse=True):
            boundary = r"(?<![a-z])%s(?![a-z])" if word.isascii() else "%s"
            for match in re.finditer(boundary % re.escape(word), text):
                if all(match.end() <= s or match.start() >= e for s, e in found):
                    found.append(match.span())
        return tuple(sorted(found))

    def correct(self, text: str) -> tuple[str, tuple[Correction, ...]]:
        """Replace misspelt words by the plan's words that sound or look alike.

        Homophones are matched by toneless pinyin with zh/z, ch/c, sh/s and -ng/-n merged, a
        missing character by deletion neighbourhoods (as in Garbe's SymSpell).
        A window must begin and end at word boundaries; words that the plan or the general
        dictionary has are left alone, so that a neighbouring name is not taken for the plan's.
        """
        return self._corrected(text)

    def _correct(self, text: str) -> tuple[str, tuple[Correction, ...]]:
        latin = self._from_pinyin(text)
        if latin:
            return latin, (Correction(text.strip(), latin),)
        corrections = [
            Correction(typed, meant)
            for typed in _LATIN.findall(text)
            if typed not in self.text and (meant := self._by_plain.get(_MARKED.sub("", typed)))
        ]
        for run in _CHINESE_RUN.findall(without_deadlines(text)):
            corrections.extend(self._correct_run(run))
        for correction in corrections:
            text = text.replace(correction.typed, correction.meant, 1)
        return text, tuple(corrections)

    def _correct_run(self, run: str) -> Iterator[Correction]:
        bounds = [0]
        for word in words(run):
            bounds.append(bounds[-1] + len(word))
        position = 0
        while position < len(run):
            ends = [end for end in bounds if 2 <= end - position <= _LONGEST_TERM]
            for end in reversed(ends if position in bounds else []):
                window = run[position:end]
                office = run[end : end + 1] == "局"  # 住建局 is called so, and not misspelt
                meant = None if office else self._meant(window)
                if meant:
                    before = self._cut_off(run, bounds, position, meant)
                    yield Correction(before + window, before + meant)
                    position = end
                    break
            else:
                position += 1

    def _cut_off(self, run: str, bounds: Sequence[int], start: int, meant: str) -> str:
        """Return the single characters right before a window that the plan's word goes on with
        (南|泽 before 养老院扩建, where it has 南泽养老院改扩建)."""
        first = start
        for before in reversed(bounds[: bounds.index(start)]):
            alone = first - before == 1 and run[before] not in _FUNCTION
            if not alone or run[before:start] + meant not in self.text:
                break
            first = before
        return run[first:start]

    def _meant(self, window: str) -> str | None:
        if window in self.text or window in self._said or _FUNCTION & {window[0], window[-1]}:
            return None
        pieces = words(window)
        if all(len(piece) > 1 and self._knows(piece) for piece in pieces):
            return None
        plain = all(len(piece) > 1 and known_word(piece) for piece in pieces)
        homophone = self._by_sound.get(_sound(window))
        if homophone and not _FUNCTION & set(homophone) and not _digits(window, homophone):
            same = sum(a == b for a, b in zip(window, homophone, strict=True))
            if same >= 2 or (same == 1 and not plain) or (same == 0 and len(window) >= 4):
                return homophone
        if plain or len(window) < 4 or _FUNCTION & set(window):
            return None
        # A character left out, then one typed twice.
        candidates = [self._by_deletion.get(window)]
        candidates += [
            window[:at] + window[at + 1 :]
            for at in range(1, len(window))
            if window[at] == window[at - 1] and len(window) > 4
        ]
        ends = (window[0], window[-1])
        for term in candidates:
            if term not in self._terms or _digits(window, term) or _FUNCTION & set(term):
                continue
            if pieces[-1] in _SHORT and self._knows(window[:-1]) and len(window) < len(term):
                continue  # 在柳林镇办 is no 柳林镇举办 misspelt
            if (term[0], term[-1]) == ends:
                return term
        return None

    def _knows(self, word: str) -> bool:
        return word in self.text or word in self._said

    def _from_pinyin(self, text: str) -> str | None:
        """Decode a question typed in pinyin, if all its letters are pinyin syllables."""
        letters = re.sub(r"[^a-zü]", "", text.lower())
        if len(letters) < 6 or re.search(r"[一-鿿]", text):
            return None
        decoded = _decode(letters, self._by_letters, _asking_by_letters())
        return decoded if decoded and any(term in decoded for term in self._terms) else None


def _short_names(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what names with a number inside are called for short: 市第十届运动会 is 市运会."""
    for found in _NUMBERED_NAME.finditer(text):
        noun = found["noun"]
        for short in (noun, f"{noun[0]}{noun[-1]}"):
            yield f"{found['of']}{short}", (found[0],)


def _grouped(pairs: Sequence[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, tuple[str, ...]] = {}
    for said, meant in pairs:
        grouped[said] = tuple(dict.fromkeys([*grouped.get(said, ()), *meant]))
    return grouped


@lru_cache(maxsize=1)
def everyday_entries() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return the (said words, official words) of every entry of `everyday.toml`."""
    data = tomllib.loads(_EVERYDAY.read_text(encoding="utf-8"))
    return tuple((tuple(entry["say"]), tuple(entry["plan"])) for entry in data["entry"])


@lru_cache(maxsize=1)
def _everyday_words() -> dict[str, tuple[str, ...]]:
    short = tomllib.loads(_ABBREVIATIONS.read_text(encoding="utf-8"))
    return _grouped(
        [
            *((name, others) for others in short["names"] for name in others),
            *((said, others) for said, *others in short["spoken"]),
            *((word.lower(), official) for said, official in everyday_entries() for word in said),
        ]
    )


@lru_cache(maxsize=1)
def _asking_by_letters() -> dict[str, str]:
    from assistant.language.normalize import wording

    asking = [word for word in wording()["asking"].split() if re.fullmatch("[一-鿿]+", word)]
    ordered = sorted(asking, key=lambda word: word in "户项个的是有吗", reverse=True)
    letters: dict[str, str] = {}
    for word in ordered:
        letters.setdefault("".join(lazy_pinyin(word)), word)
    return letters


def _decode(letters: str, terms: dict[str, str], asking: dict[str, str]) -> str | None:
    """Split letters into the fewest pieces, each a plan term or a word of asking."""
    best: list[tuple[int, str] | None] = [(0, "")] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 36), end):
            before = best[start]
            piece = letters[start:end]
            word = terms.get(piece) or asking.get(piece)
            if before is None or word is None:
                continue
            cost = before[0] + (1 if len(word) > 1 else 3)
            if best[end] is None or cost < best[end][0]:  # type: ignore[index]
                best[end] = (cost, before[1] + word)
    last = best[-1]
    return last[1] if last else None


def _aligned_terms(text: str) -> Iterator[str]:
    """Yield the 2- to 7-character runs of `text` that begin and end at word boundaries."""
    for run in _CHINESE_RUN.findall(text):
        bounds = [0]
        for word in words(run):
            bounds.append(bounds[-1] + len(word))
        for index, start in enumerate(bounds):
            for end in bounds[index + 1 :]:
                if end - start > _LONGEST_TERM:
                    break
                if end - start >= 2:
                    yield run[start:end]


@lru_cache(maxsize=8192)  # 430 bytes each; most windows of a question never come again
def _syllables(text: str) -> tuple[str, ...]:
    return tuple(lazy_pinyin(text))


def _sound(text: str) -> tuple[str, ...]:
    sounds = []
    for syllable in _syllables(text):
        for full, short in _FUZZY:
            if syllable.startswith(full):
                syllable = short + syllable[len(full) :]
        sounds.append(syllable[:-1] if syllable.endswith("ng") else syllable)
    return tuple(sounds)


def _deletions(word: str) -> set[str]:
    return {word[:index] + word[index + 1 :] for index in range(len(word))}


def _has_whole(text: str, word: str) -> bool:
    """Whether a text has a word anywhere but torn from two others (入学, in 深入|学习), from
    letters that go on (aaa, in aaaaa), or as the name of a road (军工, in 军工路)."""
    if word.isascii() and word.isalpha():
        return bool(re.search(rf"(?<![a-z]){word}(?![a-z])", text))
    if len(word) != 2 or word not in text:
        return word in text
    runs = (run for run in _CHINESE_RUN.findall(text) if word in run)
    of_road = re.compile(f"{word}{_ROAD}")
    return any(run.count(word) > _torn(run).count(word) + len(of_road.findall(run)) for run in runs)


def _torn(run: str) -> list[str]:
    """Return the pairs of characters of which each belongs to another word, one at least longer."""
    return [a[-1] + b[0] for a, b in pairwise(words(run)) if a and b and len(a + b) > 2]


def _digits(left: str, right: str) -> bool:
    """Whether two words differ in a numeral: then they name different things."""
    numerals = set("一二三四五六七八九十百千万两零")
    return set(left) & numerals != set(right) & numerals
