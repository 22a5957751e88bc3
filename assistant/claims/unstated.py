"""What a claim says beside a right figure or stage, and the plan's sentence does not.

停车位减少200个: the plan has the 200, and adds them. Who asks for yes or no is told which words the
plan has not.
"""

import re
from collections.abc import Iterator

from assistant.answers.support import turns
from assistant.claims.dates import accounted, with_its_time
from assistant.evidence.coverage import core_terms, known_to, support
from assistant.evidence.past import year_at, years_said
from assistant.language.alignment import TIME
from assistant.language.changes import ways
from assistant.language.clocks import find_clocks
from assistant.language.deadlines import find_deadlines
from assistant.language.normalize import pattern, wording
from assistant.language.stated import BOUND_OF
from assistant.language.times import SEASON, find_times, without_times, year_alone
from assistant.understanding.question import Question
from index.lexical import word_class, words
from index.passages import Passage, asked_within, title_above
from index.plan import Plan, Span

_HALF = 0.5
_FIGURE = re.compile(r"[\d,，、和与及]")
_NOUNS = (
    "n",
    "nz",
    "vn",
    "an",
    "b",
    "s",
    "",
)  # jieba's tags: no names of places, whose plan it may be
# Where a clause says what is done, what is done to another thing is said in another clause.
DONE = re.compile(
    "新增|新建|增加|减少|改造|改建|扩建|重建|拆除|修缮|维修|更新|建成|竣工|开工|改善|完成|实施|建设|培育"
)
_PARTICLES = ("了", "过", "都", "均", "最")
_ASKING = re.compile(
    r"([一-鿿])[不没]\1|没错|没记错|有没有|是否|是不是|不是(?=.*[吗吧])|差不多|未来|没有?[?？]*$"
)
_FEAST = re.compile("(?:国庆|春节|元旦|五一|中秋|端午|清明|重阳|元宵)节?[前后]?")
# Words that say the same of a figure.
_ALIKE = {"增加": "新增"}
# How something is done, which says no more than that it is.
_FRAMING = frozenset("实行 实施 进行 开展 采取 采用".split())
_WHOLE = re.compile("全(?P<level>[国省市区县镇乡村])(?![一-鿿]?[级队])")
# What is claimed of all there are, and what says so.
_ALL_CLAIMED = re.compile(
    "所有|全部|全体|一律|人人|凡是|全[国省市区县镇乡村](?![级队])(?=[^,，。]{1,8}都)"
)
_OF_ALL = re.compile("所有|全部|全体|全面|全覆盖|一律|人人|凡|[都均每各]|100%")
_SIZE = re.compile("(?:规模|限额)以[上下]")  # is no bound of a figure
_LIMIT = re.compile("[以之]?前$")
_DOER = re.compile(r"由([^,，。]{2,12}?)(?:负责|牵头|组织|承担|实施|完成|来)")


def unstated_words(
    question: Question, passage: Passage, at: int, shown: Span, plan: Plan
) -> tuple[str, ...]:
    """Return the words of a claim that make another of it than the sentence is, which is quoted as
    `shown` and has the figure or stage at the source offset `at`.

    Those that turn a statement round, its times and bounds, who does it; and what the plan has a
    word for that it uses elsewhere: 小学, where the sentence is on old people.
    """
    title = title_above(passage, plan).lower()
    there = f"{title}\n{passage.text.lower()}"
    own = next((c for c in passage.clauses if c.start <= at < c.end), shown)
    # 一季度达到40%，上半年达到80%: each has its own.
    dated = own if find_deadlines(_text(plan, own)) else shown
    timed = with_its_time(question.text, dated, passage, plan)
    year = year_at(at - passage.span.start, passage, plan)
    told = [
        *_turning(question, _text(plan, timed), there, year, plan),
        *_otherwise(question.text, _text(plan, own)),
        *_of_another_kind(question, _text(plan, shown), there, passage.asked),
    ]
    apart = bool(DONE.search(_text(plan, own)))
    near = own if apart else shown
    clauses = f"{title}\n{_text(plan, near)}"
    untimed = without_times(question.text)  # 底前 is no word of 9月底前
    elsewhere = []
    core = core_terms(question.terms)
    for term in question.terms:
        framing = term.text in _FRAMING
        weighs = len(term.text) > 1 and (term.is_verb or term in core) and not framing
        if not weighs or term.text not in untimed or not known_to(term, plan.folded):
            continue
        if term.is_verb:
            held = support(term, clauses, asked_within(passage, near))
        elif apart and term.text not in _text(plan, shown):
            held = support(term, clauses, asked_within(passage, shown))
        else:
            held = support(term, there, passage.asked)
        if held < _HALF:
            elsewhere.append(term.text)
    said = years_said(question.text, plan)
    of_year = {word for word, one in said.items() if one == year}
    return tuple(word for word in dict.fromkeys([*told, *elsewhere]) if word not in of_year)


def _of_another_kind(question: Question, shown: str, there: str, asked: str) -> Iterator[str]:
    """Yield the noun that tells of which kind something is claimed to be (肺炎疫苗), which stands
    nowhere around, where what is shown has it of another kind: 流感疫苗."""
    said = question.text
    for kind in filter(_is_noun, words(said)):
        forms = [f for t in question.terms if kind in t.text for f in t.forms if f != t.text]
        if kind in there or kind in asked or any(form in there for form in forms):
            continue
        behind = _FIGURE.split(said[said.find(kind) + len(kind) :])[0]
        things = (behind[:end] for end in range(len(behind), 1, -1))
        thing = next((one for one in things if one in shown), "")
        if not thing or not _is_noun(words(thing)[-1]):
            continue
        led = [before.start() for before in re.finditer(re.escape(thing), shown)]
        others = [_last_noun(shown[:at]) for at in led]
        if all(other and not set(other) & set(kind) for other in others):
            yield kind


def _last_noun(text: str) -> str:
    """Return the noun that a text ends with, "" where it ends with another word."""
    last = words(text)[-1] if text else ""
    return last if _is_noun(last) or (len(last) > 1 and word_class(last)[:1] == "n") else ""


def _is_noun(word: str) -> bool:
    return len(word) > 1 and word_class(word) in _NOUNS


def _turning(
    question: Question, shown: str, there: str, year: int | None, plan: Plan
) -> Iterator[str]:
    asked = pattern(wording()["yes_no"]["tags"]).sub("", question.text)
    asked = _ASKING.sub(" ", asked)
    for word in words(asked):
        told = turns(word) and word not in _PARTICLES
        if told and word not in there and _ALIKE.get(word, word) not in there:
            yield word
    rest = asked.replace(f"{plan.year}年", "年")
    times = [time for time in find_times(rest, plan.year) if not accounted([time], shown, plan)]
    yield from (_LIMIT.sub("", time.text) for time in times)
    yield from _another_year(asked, shown, year, plan)
    clocks = find_clocks(shown)
    yield from (o.text for o in find_clocks(asked) if not any(o.is_at(c) for c in clocks))
    for time in times:
        rest = rest.replace(time.text, " ")
    for time in (*TIME.findall(rest), *_FEAST.findall(rest), *SEASON.findall(rest)):
        if not re.search(rf"(?<!\d){re.escape(time)}", shown):
            yield time
    stated = {bound for word, bound in BOUND_OF.items() if word in shown}
    bounded = _SIZE.sub(" ", asked)
    for word, bound in BOUND_OF.items():
        if len(word) > 1 and word in bounded and bound not in stated:
            yield word
    contrasts = wording()["contrast"]
    for group in (*contrasts["sets"], *contrasts["manners"], *contrasts["hours"]):
        said = [(kind.search(asked), kind.search(shown)) for kind in map(pattern, group)]
        all_day = group in contrasts["hours"] and said[0][1]  # of which each is a part
        if any(here for _, here in said) and not all_day:  # 国家级, where there is 省级以上
            yield from (claimed[0] for claimed, here in said if claimed and not here)
    for kinds in contrasts["counted"]:
        said = [(kind.search(asked), kind.search(shown)) for kind in map(pattern, kinds)]
        if any(here for _, here in said) and not any(claimed and here for claimed, here in said):
            yield from (claimed[0] for claimed, _ in said if claimed)
    yield from of_all_unsaid(asked, shown)
    for found in _DOER.finditer(asked):
        if found[1] not in there:
            yield found[1]
    for whole in _WHOLE.finditer(asked):  # of the place whose plan it is all is
        if whole[0] not in there and whole["level"] not in plan.title:
            yield whole[0]


def of_all_unsaid(asked: str, shown: str) -> tuple[str, ...]:
    """Return the word by which something is claimed of all there are (所有小区), where what is
    shown does not say so: 68个小区."""
    claimed = _ALL_CLAIMED.search(asked)
    if claimed is None or claimed[0] in shown or _OF_ALL.search(shown):
        return ()
    return (claimed[0],)


def _another_year(asked: str, shown: str, year: int | None, plan: Plan) -> Iterator[str]:
    """Yield the year that is claimed, as said (今年), where what is shown has another only: the
    `year` before the plan's that is told of it, or one that is told of nothing else."""
    claimed, alone = year_alone(asked, plan.year), year_alone(shown, plan.year)
    times = [*find_times(shown, plan.year), *([alone] if alone else [])]
    stated = {time.year for time in times if time.year}
    if year:
        stated = {year}
    elif plan.year:  # 增长7%(2021年增长8%): the year before is that of another figure
        stated = {one for one in stated if one >= plan.year}
    if claimed and stated and claimed.year not in stated:
        yield claimed.text


def _otherwise(asked: str, own: str) -> Iterator[str]:
    """Yield the words by which a figure is claimed to go the other way than in its clause."""
    stated = {way for way, _ in ways(own)}
    for way, word in ways(asked):
        if stated and way not in stated:
            yield word


def _text(plan: Plan, span: Span) -> str:
    return plan.source[span.start : span.end].lower()
