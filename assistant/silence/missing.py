"""Find what a question names that the plan has nowhere: names, parts and numbers of things."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.evidence.coverage import core_terms, known_to, support
from assistant.language.normalize import pattern, wording
from assistant.language.numbered_names import has_name
from assistant.silence.alike import half_as, restates
from assistant.understanding.question import CLAIM_ENDS, Question, Term, content_words
from index.lexical import known_word, names_things, word_class, words

# What is of one row is told apart by it; a new campus may well be the northern one.
_PARTS = (
    ("段", "东南西北中"),
    ("区", "东南西北"),
    ("校区", "东南西北"),
    ("校区", "新老"),
    ("院区", "东南西北"),
    ("院区", "新老"),
    ("期", "一二三四五六七八九"),
)
# A name by its number (第二水厂, 三中), which other numbers tell apart; and what counts by it.
_ORDINAL = re.compile(r"第(?P<number>[一二三四五六七八九十]+|\d+)(?P<noun>[一-鿿]{2,8})")
_COUNTED_SO = frozenset("季批轮届期次名项条个位部步类种章节款阶年天步梯")
_SHORT_NAME = re.compile("(?P<number>[一二三四五六七八九十])(?P<kind>[中小院幼])")
_SHORT_FOR = {"中": "[一-鿿]{0,4}中学", "小": "小学", "院": "(?:人民)?医院", "幼": "幼儿园"}
# Before a number of courses or issues: 办了四期.
_COUNTING = ("了", "分", "办", "共", "有", "开", "为", "成", "过", "第")
_BARE = re.compile(r"楼$|(?<=[a-z]\d\d\d)[路线道]$")  # S218路 is S218, too
_ASKS_WHICH = re.compile("哪|什么|啥|几")
_ANY_NUMERAL = "[一二三四五六七八九十]"
_THING = 0.5  # the weight of a word from which on it names something of its own
_BROAD = ("topic", "list", "how", "definition")
_SHORT = 3  # characters
_LONGEST = 9  # characters of a name
_HALF = 0.5  # of a word's characters
# Of a name that the plan has not, all but one that is told was read to be so from 0.87 on; of 25
# that no sentence tells of, most were read to be told with less.
_SURE = 0.85
_PARTS_END = re.compile("[,，。;；?？!！\\s]+")
_WHICH_OF_IT = re.compile(r"第?[一二三四五六七八九十\d]")  # 一带, 一期, 第二年: which of it
_NUMBERED = re.compile("(?:[一两二三四五六七八九十][一-鿿]){2,}$")  # 一江一河


def missing_names(question: Question, plan_text: str) -> list[str]:
    """Return the names of the question (14号线, 深圳) that the plan does not have."""
    named = [*question.identifiers, *(term.text for term in question.terms if term.is_place)]
    otherwise = {term.text for term in question.terms if _known_otherwise(term, plan_text)}
    missing = [
        name
        for name in named
        if not (
            has_name(name, plan_text)
            or name in otherwise
            or has_name(_BARE.sub("", name), plan_text)
        )
    ]
    others = (*_other_parts(question.text, plan_text), *_other_numbers(question.text, plan_text))
    return list(dict.fromkeys([*missing, *others]))


def _known_otherwise(term: Term, plan_text: str) -> bool:
    """Whether the plan has another name of a thing, which is no part of this one: AAAAA of 5A."""
    return any(form not in term.text and form in plan_text for form in term.forms)


def half_known(question: Question, plan_text: str) -> tuple[str, str] | None:
    """Return the two words that are all that is asked about, one right behind the other, if the
    plan has the second alone (疫情防控 where it has 治安防控)."""
    core = core_terms(question.subject)
    if len(core) != 2 or min(len(term.text) for term in core) < 2:
        return None
    first, second = sorted(core, key=lambda term: question.text.find(term.text))
    if first.text + second.text not in question.text:
        return None
    if known_to(first, plan_text) or second.text not in plan_text:
        return None  # said in everyday words, the second tells of no compound of the plan's
    return first.text, second.text


def unsaid(
    question: Question, quoted: Sequence[str], plan_text: str, otherwise: bool = False
) -> str:
    """Return the one thing whose name is all that is asked with (节水有什么安排), if the plan has
    no part of it, nor what is `quoted` its characters: 医疗改革 is 医改.

    So is a name of which no quote has one word (智慧养老, of 养老服务), or which is read to be
    quoted in words of the plan's own alone: `otherwise`.
    """
    if question.answer_type not in _BROAD or question.aspects:
        return ""
    form, texts = wording()["unsaid"]["asked_of"], [text.lower() for text in quoted]
    thing = _named_alone(question, form, plan_text)
    if not thing and (named := _thing_named(question, form)) and named not in plan_text:
        terms = [term for term in question.terms if term.text in named]
        apart = len(terms) > 1 and "".join(term.text for term in terms) == named
        if apart and (lacking := _lacking(terms, texts)):
            restated = any(restates(lacking, text) for text in texts)
            return "" if restated else _as_typed(named, question.raw)
        if (otherwise and terms) or _NUMBERED.match(named):
            thing = named
    if any(restates(thing, text) for text in texts):
        return ""
    return _as_typed(thing, question.raw)


def _lacking(terms: Sequence[Term], texts: Sequence[str]) -> str:
    """Return the word of a name that no text has; what stands for another of its words (国企, of
    区属国企|混改) is none for this one."""
    for thing in terms:
        others = {form for term in terms if term is not thing for form in term.forms}
        own = replace(thing, forms=tuple(form for form in thing.forms if form not in others))
        naming = thing.weight >= _THING and not (thing.is_verb or _WHICH_OF_IT.match(thing.text))
        if naming and not any(support(own, text) >= _HALF for text in texts):
            return thing.text
    return ""


def sure_needed(question: Question, plan_text: str) -> float:
    """Return how likely a sentence must be to answer what is asked of by its name alone (地摊经济
    搞不搞), where the plan does not have all of the name; 0 where more is asked."""
    narrow = question.answer_type not in _BROAD or question.aspects or question.claims
    parts = [part for part in _PARTS_END.split(question.text) if content_words(part)]
    if narrow or question.references.labels or not all(map(_is_name, parts)):
        return 0.0
    things = [term for term in core_terms(question.subject) if not term.is_verb]
    unknown = sum(not known_to(term, plan_text) for term in things)
    # What stands in several parts (驻外招商点 城市) is told by the known ones, if not few.
    enough = 1 if len(parts) == 1 else max(2, 2 * (len(things) - unknown))
    return _SURE if unknown >= enough else 0.0


def _is_name(part: str) -> bool:
    """Whether a part of a question is but one name, of some words, and what asks after it."""
    said = [word for word in content_words(part) if len(word) > 1 or word_class(word)[:1] != "v"]
    name = "".join(said)
    return name in part and len(name) <= _LONGEST


def not_mentioned(question: Question, plan_text: str) -> str:
    """Return the one thing of which it is asked whether it is mentioned at all, if the plan has no
    part of it."""
    said = wording()["unsaid"]["mentioned"] if question.yes_no else ()
    return next(filter(None, (_named_alone(question, one, plan_text) for one in said)), "")


def _named_alone(question: Question, form: str, plan_text: str) -> str:
    """Return the thing that stands in a question of that form, as typed, if it names something and
    the plan has neither it nor any word of it, nor its own words for these; else ""."""
    thing = _thing_named(question, form)
    terms = [term for term in question.terms if term.text in thing]
    things = [term for term in terms if term.weight >= _THING]
    asks = re.search(r"(.)[不没]\1", thing)  # 稳不稳
    if asks or not things or all(term.is_verb for term in things) or thing in plan_text:
        return ""
    if any(known_to(term, plan_text) for term in things):
        return ""
    return _as_typed(thing, question.raw)


def _thing_named(question: Question, form: str) -> str:
    """Return the thing that stands in a question of that form, all of its name (中心开花 and
    国企混改, of which the form may read 中 and 改 as asking); "" where none does."""
    found = pattern(form).fullmatch(question.text.rstrip(CLAIM_ENDS))
    if found is None:
        return ""
    start, end = found.span("thing")
    for term in question.terms:
        at = question.text.find(term.text)
        if 0 <= at < start < at + len(term.text):
            start = at
        if 0 <= at < end < at + len(term.text):
            end = at + len(term.text)
    thing = question.text[start:end]
    if _ASKS_WHICH.match(found.string, found.end("thing")):
        *before, last = words(thing) or [""]
        if before and word_class(last) == "v":
            thing = "".join(before)  # 食品监管|盯住哪些行业: what is done to what is asked for
    return thing


def named_otherwise(question: Question, quoted: str, plan_text: str) -> tuple[str, str] | None:
    """Return a thing whose figure is asked for that the plan has nowhere, and what is quoted in its
    stead that is called half as it is: 体育场 and 体育馆, 充电桩 and 充电端口."""
    for term in core_terms(question.terms):
        word = term.text
        if term.is_verb or len(word) < 2 or term.weight < _THING or word in plan_text:
            continue
        at = question.text.find(word)
        before = question.text[max(at - 2, 0) : at + 1]
        if len(before) > 2 and before in plan_text:
            continue  # 城建, cut from 科学城|建
        other = half_as(word, quoted)
        in_order = re.search("[^,，。;；]*?".join(map(re.escape, word)), quoted)
        same = any(len(form) >= _SHORT and form in quoted and form != other for form in term.forms)
        if other and other not in question.text and not (in_order or same):
            return word, other
    return None


def whole_word(word: str, question: Question) -> str:
    """Return a word as it is asked for, with the end of it that was cut off: 青年人|才."""
    at = question.text.find(word)
    behind = question.text[at + len(word) : at + len(word) + 1] if at >= 0 else ""
    taken = any(question.text.startswith(term.text, at + len(word)) for term in question.terms)
    cut = behind and not taken and len(word) >= _SHORT and known_word(word[-1] + behind)
    return word + behind if cut else word


def _as_typed(word: str, question: str) -> str:
    at = question.lower().find(word)
    return question[at : at + len(word)] if at >= 0 else word


def _other_parts(asked: str, plan_text: str) -> Iterator[str]:
    """Yield the parts of things (滨江北段, 创谷二期) that the plan has other parts of only."""
    for kind, members in _PARTS:
        for found in re.finditer(rf"([一-鿿]{{2,4}}?)([{members}]){kind}", asked):
            name, part = found[1][-2:], found[2]
            whole = _whole_name(asked[: found.start(2)], plan_text)
            stated = re.findall(rf"{name}((?:[{members}]{kind}[、和及与]?)+)", plan_text)
            if kind == "期" and f"{part}期" not in plan_text and not name.endswith(_COUNTING):
                named = any(f"{whole}{number}期" in plan_text for number in members)
                yield f"{whole if named else ''}{part}期"
                continue
            alone = re.search(rf"[,，;；、。]{part}{kind}", plan_text)  # 安置房一期…，二期…
            if stated and not alone and not any(f"{part}{kind}" in parts for parts in stated):
                yield f"{whole}{part}{kind}"


def _whole_name(before: str, plan_text: str) -> str:
    """Return the name that a text ends with, as much of its last nouns as the plan has in a row."""
    name = ""
    for word in reversed(words(before)):
        if word + name not in plan_text or (name and not names_things(word)):
            break
        name = word + name
    return name or before[-2:]


def _other_numbers(asked: str, plan_text: str) -> Iterator[str]:
    """Yield the things called by a number (第一水厂, 三中) of which the plan has only others."""
    for found in _ORDINAL.finditer(asked):
        number, noun = found["number"], found["noun"]
        if noun[0] in _COUNTED_SO:
            continue
        for length in range(len(noun), 1, -1):
            name = noun[:length]
            stated = re.findall(rf"第([一二三四五六七八九十]+|\d+){name}", plan_text)
            if stated:
                if number not in stated and f"{number}{name[0]}" not in plan_text:
                    yield f"第{number}{name}"
                break
    for word in words(asked):
        if short := _SHORT_NAME.fullmatch(word):
            kind, full = short["kind"], _SHORT_FOR[short["kind"]]
            stated = re.findall(f"{_ANY_NUMERAL}(?={kind})|第{_ANY_NUMERAL}(?={full})", plan_text)
            if stated and not any(short["number"] in each for each in stated):
                yield word
