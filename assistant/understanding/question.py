"""Understand a question: what is asked, of which items, in which words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import Literal

import stopwordsiso

from assistant.language.deadlines import find_deadlines
from assistant.language.mentions import mentioned, several_mentioned
from assistant.language.normalize import focus, normalize, pattern, wording
from assistant.language.numbered_names import has_name
from assistant.language.references import NO_REFERENCES, References, find_references
from assistant.language.stages import stage_words
from assistant.language.times import claims_later_date, later_years, names_later_year
from assistant.language.written_numbers import as_counted, as_named
from assistant.understanding.vocabulary import Correction, Vocabulary
from assistant.understanding.whether_written import as_figure_asked, word_as_written
from index.annex import ROW_MARKS
from index.lexical import known_word, names_things, rarity, word_class, words
from index.plan import Plan
from index.quantities import Quantity, find_quantities

Intent = Literal["empty", "chat", "meta", "mention", "item", "search"]
_CONTENT = re.compile(r"[a-z0-9][a-z0-9.+-]*|[一-鿿]+")
# 5月20号 is a date.
_IDENTIFIER = re.compile(
    r"(?<![\d月])[a-z]*\d+(?:号线|街坊|号楼|号|路|期|[a-z]+[\d-]*)"
    r"|(?<![a-z\d月])\d+[国省县乡]道"  # one with its letter is told from others by that
)
_PART = re.compile(r"[,，。;；?？!！]+|(?<=[一-鿿])\s+|\s+(?=[一-鿿])")
_BACKGROUND = 0.3
_STORY = 8  # characters; what is shorter is what the question is about (去年的任务，完成了多少)
_OWN_PLACE = 0.1
_KNOWN_WEIGHT = 0.6
# Parts of speech that carry less of a subject than nouns do (jieba's tags).
_CLASS_WEIGHT = {
    "v": 0.7,
    "a": 0.6,
    "s": 0.4,
    "f": 0.3,
    "t": 0.3,
    "d": 0.2,
    "r": 0.15,
    "m": 0.15,
    "q": 0.2,
    "p": 0.1,
    "c": 0.1,
    "u": 0.1,
    "y": 0.1,
    "z": 0.3,
    "o": 0.2,
    "e": 0.1,
}
PLACE_SUFFIXES = frozenset(
    "路 街 道 桥 站 河 村 镇 乡 县 市 大道 公园 广场 医院 中学 小学 大学 隧道 大桥".split()
)
_DISTRICT = "街道"
_RARE = 13.0  # nats from which a word is surely a name before 街道: 四平, not 示范 or 辖区
_NAME_CLASSES = frozenset({"ns", "nr", "nrt", "nrfg", "nt", "nz"})
_NUMERALS = frozenset("零一二两三四五六七八九十百千万几多哪这那各每第")
_DESCRIBING = frozenset("新老旧大小长上下回进出")
_WITHIN = frozenset("里上下边头内外")
_BARE_NUMBER = re.compile(r"[\d.,+-]+")
_QUOTED = re.compile(r"[“”\"「《‘'][^“”\"「」《》‘’']+[”\"」》’']")
_LITERAL = re.compile('[“"「‘](?P<name>[^“”"「」‘’]{2,30})[”"」’]')
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?![万亿])\s*年?")
CLAIM_ENDS = "的吗么吧呢啊呀了?？。!！,， "
_ASIDE_MARKS = re.compile("^除?了?|(?:[之以]?外)?[,，]*$")
_WHOSE_NUMBER = re.compile(r"的?[一-鿿]{1,10}?(?:多少|几)")


@dataclass(frozen=True, slots=True)
class Term:
    """A content word of the question.

    `is_name`: a proper name of any kind; `is_place`: one of a place; `is_verb`: what is done
    rather than what it is done to.

    `forms` are what stands for it in this plan: itself and the plan's own words for it;
    `weight` in (0, 1] grows with how rare the word is in general Chinese.
    """

    text: str
    forms: tuple[str, ...]
    weight: float
    is_name: bool = False
    is_place: bool = False
    is_verb: bool = False


@dataclass(frozen=True, slots=True)
class Aspect:
    """An attribute that plans often leave out; `states` recognises a sentence that gives it,
    `whole`, unless "", one that gives it for all of its item (由某局牵头落实。). With `own` a
    clause gives it of its own subject only. What `prefers` recognises, unless "", gives it best.
    A sentence without any of the `traces`, unless these are "", cannot give it, however put."""

    name: str
    states: str
    whole: str = ""
    own: bool = False
    prefers: str = ""
    traces: str = ""

    @property
    def on_time(self) -> bool:
        """Whether it is when."""
        return self.name in ("时间安排", "具体时间")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood. `text` is normalised, corrected and without references.

    `mentions` are the words that are looked for as such, of a question with that intent.
    `within`: the items that a follow-up is about, which alone may answer; all where it is empty.
    `lacking`, unless "", says that the plan has not what was carried over (多少) of a new topic.
    `aside`: what is named only for anything else to be told (除了旧改还有什么).
    """

    raw: str
    text: str
    intent: Intent
    detail: str = ""
    answer_type: str = "topic"
    yes_no: bool = False
    references: References = NO_REFERENCES
    aspects: tuple[Aspect, ...] = ()
    terms: tuple[Term, ...] = ()
    claims: tuple[Quantity, ...] = ()
    years: tuple[int, ...] = ()
    identifiers: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    subject: tuple[Term, ...] = ()
    mentions: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    lacking: str = ""
    aside: tuple[Term, ...] = ()

    @property
    def content(self) -> str:
        """Return the text without its interrogatives, for searching by words."""
        return pattern(wording()["interrogatives"]).sub(" ", self.text)

    @property
    def wants_figure(self) -> bool:
        """Whether a figure answers, not yes or no."""
        return self.answer_type == "figure" and not self.yes_no

    @property
    def asks_within(self) -> bool:
        """Whether something is asked of the items named, not what they say: who does it."""
        whole = any(aspect.whole for aspect in self.aspects)
        of_body = not any(label.startswith(ROW_MARKS) for label in self.references.labels)
        return bool(self.terms) or (whole and of_body and self.answer_type == "who")

    @property
    def wants_everything(self) -> bool:
        """Whether all there is on the subject is asked for (拉个清单, 全部)."""
        return bool(pattern(wording()["complete"]["asks"]).search(self.text))

    @property
    def expansion(self) -> tuple[str, ...]:
        """Return the plan's words that stand for the question's everyday words."""
        return tuple(form for term in self.terms for form in term.forms if form != term.text)


def understand(raw: str, plan: Plan, vocabulary: Vocabulary) -> Question:
    """Read one question (already split from compounds, already made self-contained)."""
    text = focus(normalize(raw))
    if not _CONTENT.search(text):
        return Question(raw, "", "empty")
    table = wording()
    for kind, expression in table["chat"].items():
        if pattern(expression).search(text):
            return Question(raw, text, "chat", detail=kind)
    text, corrections = vocabulary.correct(text)
    dated = claims_later_date(text) and _is_yes_no(text, "date")
    if not (dated or names_later_year(plan.folded)):  # 明年 is asked for in the plan's own word
        text = later_years(text, plan.year)
    text = as_figure_asked(as_counted(as_named(text, plan.folded), plan.folded))
    references = find_references(text, plan)
    named = bool(references.labels or references.missing)
    rest = _beside_references(text, references, plan) if named else text
    about = _about_plan(text, vocabulary, plan)
    if about and not named:
        return Question(raw, text, "meta", detail=about, corrections=corrections)
    beside = pattern(table["beside"])
    aside = " ".join(_ASIDE_MARKS.sub("", left[0]) for left in beside.finditer(rest))
    claim = pattern(table["yes_no"]["tags"]).sub("", beside.sub("", rest))
    answer_type = _answer_type(claim)
    # 写在哪块 asks for no place on a map, and 归在哪项下面 of nothing that is 下面.
    plain = _plainly_located(claim) if answer_type == "locate" else claim
    asked = pattern(table["complete"]["asks"]).sub(" ", plain)
    terms = asked_terms = find_terms(asked, vocabulary, plan)
    if named:
        # What is said around a reference and stands nowhere in the plan is about the asking; but
        # what a section is asked to have is a thing, in the plan or not.
        of_section = references.sections and _is_yes_no(text, answer_type)
        named_things = _weighty_things(terms) if of_section else ()
        terms = tuple(dict.fromkeys([*_known(terms, vocabulary), *named_things]))
    years = tuple(_years(claim if dated else later_years(claim, plan.year)))
    mention = pattern(table["mention"]["asks"]).search(text) and (
        _QUOTED.search(text)
        or pattern(table["mention"]["word"]).search(text)
        or not pattern(table["mention"]["place_of"]).search(text)
    )
    asking = _without_story(plain)
    intent: Intent = "search"
    mentions: tuple[str, ...] = ()
    if word := word_as_written(text, plan.folded):
        mentions = (word,)
    elif not references.labels:
        mentions = several_mentioned(
            text, plan.folded, lambda word: names_something(word, vocabulary, plan)
        )
        if not mentions and mention and (terms or _asks_for_a_word(text)):
            matter = len(_known(terms, vocabulary)) > 1
            word = mentioned(claim, [term.text for term in terms], plan.folded, matter)
            mentions = (word,) if word else ()
        had = pattern(table["mention"]["had"]).fullmatch(text)
        had = had or pattern(table["mention"]["had_in_work"]).fullmatch(text)
        if not mentions and had and has_name(had["word"], plan.folded):
            mentions = (had["word"],)
    if mentions:
        intent = "mention"
    elif named:
        intent = "item"
    elif not terms and not find_quantities(claim) and not years:
        return Question(
            raw, text, "chat", detail="unclear", answer_type=answer_type, corrections=corrections
        )
    subject = _without_asking(plain)
    return Question(
        raw=raw,
        text=claim,
        intent=intent,
        answer_type=answer_type,
        yes_no=_is_yes_no(text, answer_type),
        references=references,
        aspects=tuple(
            Aspect(
                aspect["name"],
                aspect["states"],
                aspect.get("whole", ""),
                aspect.get("own", False),
                aspect["prefers"]
                if "prefers" in aspect and pattern(aspect["asked_for"]).search(asking)
                else "",
                aspect.get("traces", ""),
            )
            for aspect in table["aspect"]
            if pattern(aspect["asks"]).search(asking)
        ),
        terms=terms,
        claims=find_quantities(without_whose(claim)),
        years=years,
        identifiers=tuple(_IDENTIFIER.findall(claim)),
        corrections=corrections,
        subject=asked_terms if subject == asked else find_terms(subject, vocabulary, plan),
        mentions=mentions,
        aside=find_terms(aside, vocabulary, plan) if aside else (),
    )


def plain_claim(question: Question, denied: str) -> str:
    """Return what a question claims, without the marks at its ends; "" where it asks for anything
    but yes or no, or says what the pattern `denied` recognises."""
    said = question.text.strip(CLAIM_ENDS)
    asks = pattern(wording()["interrogatives"]).search(said)
    denies = pattern(denied).search(said.replace("是不是", "是"))
    return said if question.yes_no and not asks and not denies else ""


def asks_openly(question: Question) -> bool:
    """Whether a question has a word that asks (谁, 多少), and not only yes or no or one of two."""
    return bool(pattern(wording()["interrogatives"]).search(question.text))


def without_whose(text: str) -> str:
    """Blank out the figures that tell whose number is asked for, and claim nothing: 5亿元以上 of
    5亿元以上的项目有多少个."""
    for figure in find_quantities(text):
        if figure.qualifier[:1] == "以" and _WHOSE_NUMBER.match(text, figure.end):
            text = text[: figure.start] + " " * len(figure.text) + text[figure.end :]
    return text


def _years(text: str) -> Iterator[int]:
    """Yield the years that a text names: 2020, but not that of 2020户."""
    counted = [figure for figure in find_quantities(text) if figure.unit != "年"]
    for match in _YEAR.finditer(text):
        if not any(figure.start <= match.start() < figure.end for figure in counted):
            yield int(match[1])


def names_something(text: str, vocabulary: Vocabulary, plan: Plan) -> bool:
    """Whether the plan has a word of `text`, or its own word for it."""
    return bool(_known(find_terms(text, vocabulary, plan), vocabulary))


def _known(terms: Sequence[Term], vocabulary: Vocabulary) -> tuple[Term, ...]:
    return tuple(term for term in terms if any(map(vocabulary.contains, term.forms)))


def _weighty_things(terms: Sequence[Term]) -> tuple[Term, ...]:
    return tuple(term for term in terms if term.weight >= _KNOWN_WEIGHT and not term.is_verb)


def _beside_references(text: str, references: References, plan: Plan) -> str:
    """Return what is asked of the items named: parts that neither name nor ask are background."""
    parts = _parts(text)
    relevant = [part for part in parts if _asks().search(part) or _names_item(part, plan)]
    if not relevant or len(relevant) == len(parts):
        return references.remainder
    return find_references(",".join(relevant), plan).remainder


def _parts(text: str) -> list[str]:
    return [part for part in _PART.split(text) if part.strip()]


def _without_story(text: str) -> str:
    """Drop what is told (我孩子该上一年级了) before the first part that asks."""
    parts = _parts(text)
    first = next((at for at, part in enumerate(parts) if _asks().search(part)), 0)
    told = [part for part in parts[:first] if len(part) >= _STORY]
    return ",".join(part for part in parts if part not in told) if told else text


def _names_item(text: str, plan: Plan) -> bool:
    found = find_references(text, plan)
    return bool(found.labels or found.missing)


def _is_yes_no(text: str, answer_type: str) -> bool:
    """Whether yes or no is asked for; 有没有指标 beside 多少 only presses for the figure."""
    asked = pattern(wording()["yes_no"]["asks"]).search(text)
    if pattern(wording()["yes_no"]["open"]).search(text):
        return False
    if _states_figure(text) and answer_type in ("topic", "figure", "date"):
        return True
    return bool(asked) and not (
        answer_type == "figure"
        and not find_quantities(text)
        and re.search("多少|(?<![第])几", text)
    )


def _states_figure(text: str) -> bool:
    """Whether a text is a statement up to its question mark that ends with a figure or a date, or
    with the stage that one is of: 补贴每户每月400元?, 大桥6月底前通车?"""
    said = text.rstrip("?")
    if said == text or pattern(wording()["interrogatives"]).search(said):
        return False
    ends = {figure.end for figure in find_quantities(said)}
    ends |= {deadline.end for deadline in find_deadlines(said)}
    return len(said) in ends or bool(ends and said.endswith(stage_words()))


def _without_asking(text: str) -> str:
    """Drop the words that ask for an aspect: what remains names the subject."""
    for aspect in wording()["aspect"]:
        text = pattern(aspect["asks"]).sub(" ", text)
    return text


def _asks_for_a_word(text: str) -> bool:
    """Whether a word is asked for as such, however common it is: 提到“强化”的有几项."""
    return bool(_QUOTED.search(text) or pattern(wording()["mention"]["verb"]).search(text))


def _about_plan(text: str, vocabulary: Vocabulary, plan: Plan) -> str:
    """Return which fact about the plan itself is asked for, or ""; a word of the plan's text
    beside the asking means that something in the plan is asked about."""
    meta, mention = wording()["meta"], wording()["mention"]
    if pattern(mention["asks"]).search(text) and _asks_for_a_word(text):
        return ""
    if pattern(meta["count"]).search(text) and (
        pattern(meta["count_scope"]).search(text) or len(content_words(text)) == 0
    ):
        subject = pattern(meta["count_scope"]).sub("", pattern(meta["count"]).sub("", text))
        if not content_words(subject):
            return "count"
    if claimed := pattern(meta["count_claim"]).search(text):
        subject = pattern(meta["count_scope"]).sub("", text[: claimed.start()])
        beside = [word for word in content_words(subject) if word not in plan.title.lower()]
        if not any(map(vocabulary.contains, beside)):
            return "count"
    sections = pattern(meta["sections"])
    if sections.search(text):
        outside = pattern(meta["count_scope"]).sub("", sections.sub("", text))
        if not content_words(outside):
            return "sections"
    if pattern(meta["headings"]).search(text):
        rest = pattern(meta["count_scope"]).sub("", pattern(meta["headings"]).sub(" ", text))
        if not any(map(vocabulary.contains, content_words(rest))):
            return "headings"
    for kind in ("number", "addressed", "issuer", "contact"):
        if pattern(f"{meta['document']}(?:{meta[kind]})").fullmatch(text):
            return kind
    for kind in ("date", "title", "year"):
        found = pattern(meta[kind]).search(text)
        if found:
            rest = text[: found.start()] + " " + text[found.end() :]
            rest = re.sub(
                meta["count_scope"]
                + "|标题|发布|印发|公布|区委|区政府|什么时候|哪[天日年月]|[几何][月号日时]|政府",
                " ",
                rest,
            )
            # A title is asked for of nothing but the plan: what is called so is in it.
            before = content_words(_PART.split(text[: found.start()])[-1])
            things = {word for word in before if word_class(word).startswith("n")}
            of_another = kind == "title" and things & set(content_words(rest))
            if not of_another and not any(map(vocabulary.contains, content_words(rest))):
                return kind
    return ""


def _answer_type(text: str) -> str:
    for kind in wording()["answer_type"]:
        if pattern(kind["asks"]).search(text):
            return str(kind["name"])
    return "topic"


def _plainly_located(text: str) -> str:
    """Ask in the plainest words in which item something stands."""
    located = next(k["asks"] for k in wording()["answer_type"] if k["name"] == "locate")
    return pattern(located).sub(" 第几项 ", text)


@lru_cache(maxsize=1)
def asking_words() -> frozenset[str]:
    """Return the words that ask or join and name no subject."""
    return (
        frozenset(wording()["asking"].split())
        | frozenset(wording()["dialect"].split())
        | stopwordsiso.stopwords("zh")
        | (stopwordsiso.stopwords("en") - {"ai"})  # a country's code there, a subject here
    )


def content_words(text: str) -> list[str]:
    """Return the words of `text` that name something, in order."""
    return [
        word
        for run in _CONTENT.findall(text)
        for word in (words(run) if not run.isascii() else [run])
        if word not in asking_words() and not word.isspace() and not _BARE_NUMBER.fullmatch(word)
    ]


def quoted_in(text: str, plan: Plan) -> list[str]:
    """Return what a text has in quotation marks and the plan has in the very same words."""
    names = (found["name"] for found in _LITERAL.finditer(text))
    return [name for name in names if name.lower() in plan.folded]


def find_terms(text: str, vocabulary: Vocabulary, plan: Plan) -> tuple[Term, ...]:
    """Return the content words of `text` in order, each once, with their forms and weights.

    The place that the plan is of (its title begins with it) is everywhere: it weighs little.

    Known names and everyday words come first as wholes, the segmenter cuts what lies between.
    Words of a part that asks nothing are background: they weigh less unless the plan has them.
    """
    parts = _parts(text)
    asking = [bool(_asks().search(part)) for part in parts]
    quoted = quoted_in(text, plan)
    terms: dict[str, Term] = {}
    for part, asks in zip(parts, asking, strict=True):
        for term in _terms_of(part, vocabulary):
            own_place = rf"\W*(?:\d+年)?{re.escape(term.text)}"
            own_level = term.text in wording()["places"]["levels"] and term.text in plan.title
            if own_level or (term.is_name and re.match(own_place, plan.title)):
                term = replace(term, weight=_OWN_PLACE)
            topical = vocabulary.is_everyday(term.text) or any(map(vocabulary.contains, term.forms))
            if any(asking) and not asks and not topical:
                term = replace(term, weight=term.weight * _BACKGROUND)
            if any(term.text in name for name in quoted) and vocabulary.contains(term.text):
                term = replace(term, forms=(term.text,))  # “AI+” is not 人工智能
            terms.setdefault(term.text, term)
    return tuple(terms.values())


def _terms_of(text: str, vocabulary: Vocabulary) -> Iterator[Term]:
    named = pattern(r"[《》“”‘’\"'「」]").sub(" ", text)
    named = pattern(wording()["interrogatives"]).sub(" ", named)
    named = _without_figures(named, vocabulary)
    last = 0
    for start, end in [*_known_spans(named, vocabulary), (len(named), len(named))]:
        for word in _joined(content_words(named[last:start]), named, vocabulary):
            yield _term(word, vocabulary)
        if end > start and named[start:end] not in asking_words():
            yield _term(named[start:end], vocabulary, known=True)
        last = end


def _without_figures(text: str, vocabulary: Vocabulary) -> str:
    """Blank out the figures of a text, but those that a name in the plan's quotation marks ends
    with: 总部经济30条 is another thing than 总部经济."""
    names = {found for found in vocabulary.named if found in text}
    for figure in find_quantities(text):
        if not any(name.endswith(figure.text) and name != figure.text for name in names):
            text = text.replace(figure.text, " ", 1)
    return text


def _known_spans(text: str, vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """Return the ranges of numbered names (18号线), then of known names and everyday words."""
    numbered = [match.span() for match in _IDENTIFIER.finditer(text)]
    numbered += [
        (start, end)
        for start, end in _unknown_places(text)
        if not vocabulary.contains(text[start : end - 1])
    ]
    known = [
        (start, end)
        for start, end in vocabulary.spans(text)
        if all(end <= left or start >= right for left, right in numbered)
    ]
    return sorted([*numbered, *known])


def _unknown_places(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of names that the segmenter cuts into crumbs before a kind of place
    (周家|嘴|路), nouns of which the last is a single character, and of districts by a word too
    rare to describe one (平凉|街道)."""
    cut = words(text)
    starts = list(accumulate(map(len, cut), initial=0))
    for at, word in enumerate(cut):
        if word == _DISTRICT and at and _is_rare_name(cut[at - 1]):
            yield starts[at - 1], starts[at + 1]
            continue
        if word not in PLACE_SUFFIXES or at < 2 or len(cut[at - 1]) != 1:
            continue
        first = at
        while first and at - first < 3 and _is_crumb(cut[first - 1], cut[first - 2 : first - 1]):
            first -= 1
        if 2 <= starts[at] - starts[first] <= 4:
            yield starts[first], starts[at + 1]


def _is_rare_name(word: str) -> bool:
    described = word[0] in _DESCRIBING or word_class(word)[:1] in ("v", "d")
    return len(word) > 1 and rarity(word) >= _RARE and not described


def _is_crumb(word: str, before: Sequence[str]) -> bool:
    """Whether a word may be a part of a name; a verb only behind a family's (张家|渡|村)."""
    kind = word_class(word)
    if len(word) > 2 or word in asking_words() or not _CONTENT.fullmatch(word):
        return False
    family = bool(before) and word_class(before[0]).startswith("nr")
    return not kind or kind[0] in "ng" or (len(word) == 1 and kind[0] == "v" and family)


def _joined(found: list[str], text: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Join what the segmenter cut apart: the plan's own words of single characters (托|育), its
    names that are cut nowhere else (老|虹桥), and a name with its kind of place (黄兴|路)."""
    pending = ""
    for word in found:
        joined = pending + word
        own_name = vocabulary.contains(joined)
        name = word in PLACE_SUFFIXES and (
            word_class(pending) in _NAME_CLASSES
            # 世界|路, where the plan has a road of that name
            or (len(word) == 1 < len(pending) and names_things(pending) and own_name)
        )
        own = len(pending) == 1 == len(word) or (len(word) == 1 and not known_word(pending))
        own = own or _is_cut_name(pending, word, vocabulary)
        if pending and joined in text and (name or (own and own_name)):
            pending = joined
            continue
        if pending:
            yield pending
        pending = word
    if pending:
        yield pending


def _is_cut_name(left: str, right: str, vocabulary: Vocabulary) -> bool:
    """Whether two words are one name, of which the plan never has the longer without the single
    character beside it (泽|康路, 样本|库)."""
    crumb, word = sorted((left, right), key=len)
    crumbs = len(crumb) == 1 < len(word) and names_things(crumb) and names_things(word)
    return crumbs and vocabulary.only_within(word, left + right)


@lru_cache(maxsize=1)
def _general_places() -> frozenset[str]:
    """Return the words that the dictionary takes for names of places, and that are none."""
    return frozenset(wording()["places"]["general"])


@lru_cache(maxsize=1)
def _asks() -> re.Pattern[str]:
    """Match whatever asks: any kind of answer, or yes or no."""
    table = wording()
    kinds = [kind["asks"] for kind in table["answer_type"]]
    return re.compile("|".join([*kinds, table["yes_no"]["asks"]]))


def _term(word: str, vocabulary: Vocabulary, known: bool = False) -> Term:
    forms = (word, *(form.lower() for form in vocabulary.synonyms(word)))
    others = tuple(form for form in forms if form != word)
    if known and others and vocabulary.has_only_per_unit(word):
        word, forms = others[0], others  # GDP, where the plan has 生产总值 and 单位GDP能耗
    if len(word) > 2 and word[-1] in PLACE_SUFFIXES and not vocabulary.contains(word):
        # 柳林村, where the plan lists villages: 在白石、柳林、东湖3个村.
        forms += (word[:-1],) if vocabulary.contains(word[:-1]) else ()
    weight = min(max((rarity(word) - 6.5) / 6.0, 0.1), 1.0)
    if len(word) == 1:
        weight = min(weight, 0.4)
    if known or vocabulary.is_everyday(word):
        weight = max(weight, _KNOWN_WEIGHT)
    if word.isascii() and word.isalpha() and not vocabulary.synonyms(word):
        weight = 0.1 if not vocabulary.contains(word) else weight
    elif not (known or vocabulary.is_everyday(word)):
        weight *= 1.0 if word_class(word) == "vn" else _CLASS_WEIGHT.get(word_class(word)[:1], 1.0)
    kind = word_class(word)
    general = word in _general_places()
    is_name = kind in _NAME_CLASSES and word[0] not in _NUMERALS and not general
    named = not kind or kind in _NAME_CLASSES
    place = kind == "ns" or (named and len(word) > 2 and word[-1:] in PLACE_SUFFIXES)
    # 大马路 is a kind of road, 新华路 one of them.
    place = place and not general and not (word[0] in _DESCRIBING and word_class(word[1:]) == "n")
    plain = len(word) > 1 and len(forms) == 1 and not vocabulary.is_everyday(word)
    # 新路, 回城, 屯里: no names, whatever the dictionary says.
    described = len(word) == 2 and (word[0] in _DESCRIBING or word[1] in _WITHIN)
    if described and kind == "ns" and not vocabulary.contains(word):
        weight *= _CLASS_WEIGHT["s"]
    is_place = place and plain and not described and word[0] not in _NUMERALS
    is_verb = word_class(word).startswith("v") and word_class(word) != "vn" and not known
    return Term(word, tuple(dict.fromkeys(forms)), weight, is_name, is_place, is_verb)
