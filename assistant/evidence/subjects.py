"""Whether a figure of a sentence is of another thing than the one asked about.

It may be of another statement of the sentence, of several things together, of another group (age,
grade, sum, 小学 for 初中), of what is new where all there is is asked for, or no rate or limit.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.evidence.asked_units import asked_thing, units_alike
from assistant.evidence.coverage import core_terms, known_to, support
from assistant.evidence.growth import behind_its_rate
from assistant.evidence.measures import counted_otherwise, fitting_figures
from assistant.evidence.ranking import Candidate
from assistant.evidence.respectively import said_respectively
from assistant.language.ages import of_another_age
from assistant.language.alignment import NEUTRAL
from assistant.language.clauses import (
    CLAUSE_END,
    PART_END,
    STATEMENT_END,
    clause_before,
    end_of,
    part_before,
    start_of,
)
from assistant.language.deadlines import find_deadlines
from assistant.language.grades import of_another_grade
from assistant.language.normalize import pattern, wording
from assistant.language.stages import is_stage, names_nothing, stages_in
from assistant.language.times import without_times
from assistant.understanding.question import Question, Term, asking_words, content_words
from index.lexical import word_class, words
from index.passages import Passage, title_above
from index.plan import Item, Plan
from index.quantities import Quantity, find_quantities, number_value

_HAS = 0.5
# A quantity that has its own figure wherever it is named: 工资 is not what a bonus comes to.
_ASKED_QUANTITY = re.compile(
    "(?P<quantity>收入|产值|增加值|总值|总产出|工资|薪酬|[销交成][售易交]额|总额|[一-鿿]{2}率|占比|比例|比重)"
    "(?:目标|指标|计划|任务|水平|[是为有要能会得达到了]|今年|现在|目前|大概|一共|预计|力争|提[高升]|上升|下降|降低)*"
    "(?:多少|几)"
)
# The dictionary has some of these as verbs.
_HAS_QUANTITY = re.compile("投资|收入|产值|增加值|支出|[销交成][售易交]额|总额")
_PERSON = re.compile("(?:[员工师者民人]|(?<![卫民])生)$")
_TELLS = 0.5  # the weight of a word that tells which of several things is meant
_TOTAL_ASKED = re.compile("总数|总量|总计|合计|总规模|[总一]共(?:要|能|会|得)?有|累计")
# Perhaps all there are, perhaps all that are planned.
_ALL_ASKED = re.compile(rf"{_TOTAL_ASKED.pattern}|[总一]共")
# How many there are then in all: 新增企业22家，总数达到198家.
_ALL_THEN = re.compile(
    r"[^,，。;；:：、]*?(?:总(?:数|量)?|累计|合计)[^,，。;；:：、\d]{0,6}?(?:达到?|增[至加]到?|为|突破|超过|约)*$"
)
_ADDED = re.compile("新增|新建|增加|再增")
# By how much something changes: 涨了几块, but not 涨到几块.
_CHANGE = "(?:[涨升降增减]|提高|提升|增加|上调|降低|减少|缩短|下降)"
_CHANGE_ASKED = re.compile(f"{_CHANGE}了?(?:多少|几)")
_COMES_TO = re.compile("[到至为]约?$")
_CHANGES_BY = re.compile(f"[比较][^,，。;；]{{0,6}}{_CHANGE}长?$")
# How many there were before some are added: 新增200张之前总数, 没扩建的时候 (not: 新增床位10月前).
_ADDING = "(?:新增|新建|增加|增设|再增|扩建|扩容)"
_BEFORE = "(?:之前|以前|前(?![期后沿列十几\\d]))"
_BEFORE_ADDED = re.compile(
    f"(?:{_ADDING}(?:了?[这那]?(?:些|批|\\d[\\d.,万亿]*[一-鿿]{{1,3}}?))?{_BEFORE}"
    f"|[没未]有?{_ADDING}[^,，。;；前以之的]{{0,12}}(?:{_BEFORE}|的时候))"
    "[^。]*(?:多少|几|总数|总量)"
)
# How much is finished within the year.
_DONE_ASKED = re.compile(
    "(?:今年|年内|本年)(?:能|会|可|计划|预计|要|得)*(?:全部)?(?:完成|干完|做完|建完|修完|完工|竣工)(?:了)?(?:多少|几)"
)
_HAD = re.compile("原有|原来|原先|现有|已有|[由从]")
_NEWLY = re.compile("(?:今年|年内|全年)(?:要|能|计划|准备)?新")
# The old ones of what the plan adds to: 老路灯, of 新装路灯.
_OLD_ASKED = re.compile("(?:老|旧的?|(?:原|现|既|已)有的?|原来的)(?P<thing>[一-鿿]{2})")
_OLD = re.compile("[老旧]|原有|现有|既有|已有")
_NEW = re.compile("新(?:[装建增购设添置栽]|改扩?建)")
_TOTAL = re.compile("总|合计|累计|(?<!公)共")
# How many there are in all is asked for, not how many are new.
_STOCK_ASKED = re.compile("总数|总量|总面积|总长度|总规模|存量|保有量|[总一]共(?:要|能|会|得)?有")
# Names and then their number: 青石、红旗、小北湖3个林场.
_COUNTED_LIST = re.compile(
    r"(?P<members>(?:[^,，、。;；:：]{2,12}、)+[^,，、。;；:：等\d]{2,12}?)等?[^,，、。;；\d]{0,8}\d+[个处所家条座]"
)
# Names of which what the clauses behind tell is of all: 分赴深圳、苏州开展招商，外出招商4次.
_UNCOUNTED_LIST = re.compile(
    r"(?P<members>(?:[^,，、。;；:：\d]{2,12}、)+[^,，、。;；:：\d]{2,})(?=[,，])"
)
_TOGETHER = re.compile("等|[这那][些几]|[一二两三四五六七八九十几]个|全部")
# The sum of what the clause before lists: 改造燃气管道52公里、供水管道38公里，总投资4.7亿元.
_SUM = re.compile("[总共计合]")
_THRESHOLD = re.compile(
    r"(?<![\d.])(?P<number>\d+(?:\.\d+)?|[一二两三四五六七八九十][一二两三四五六七八九十百千]*(?=[万亿]))?个?"
    "(?P<unit>千万|百万|[万亿])元?以?上"
)
# How many there are is asked of what is named before: 公园有几个.
_HOW_MANY = re.compile("(?:多少|几)(?P<unit>[个条场家处座所项件台辆套]?)[了呢啊呀]*[?？。]*$")
_SO_MANY = re.compile("每[百千万]")
_SO_MANY_ASKED = re.compile("每|人均|平均|[百千万]人")
_SHARE = re.compile("占比|占[^,，。;；]{0,12}比[重例]")
_SHARE_ASKED = re.compile("占|比[例重]|强度|百分|几成|率|%|[升降增涨]|提高")
_ANNOUNCES = re.compile("[^,，。;；]*[:：]")


def of_another(question: Question, candidate: Candidate, plan: Plan) -> bool:
    """Whether a sentence has figures of the kind asked for, none of them of what is asked."""
    text = candidate.passage.text
    fitting = fitting_figures(question, text)
    figures = [figure for figure in fitting if asks_unit(question, figure)] or fitting
    if figures and all(of_the_new(question.text, text, figure) for figure in figures):
        return True
    if not figures:
        return counted_otherwise(question.text, text) or _counts_others(question, text, plan)
    if of_another_kind(question, candidate.passage, plan):
        return True
    return on_another(question, candidate.passage, plan) or all(
        measures_otherwise(question.text, text, figure)
        or of_several(question, text, figure)
        or of_alternative(question.text, text[: figure.end])
        or of_other_statement(question, text, figure)
        for figure in figures
    )


def _counts_others(question: Question, text: str, plan: Plan) -> bool:
    """Whether a text has figures, and nothing of the thing whose number is asked for (多少教师),
    which the plan has elsewhere."""
    thing = asked_thing(question.text)
    forms = next((term.forms for term in question.terms if term.text == thing), (thing,))
    elsewhere = bool(thing) and any(form in plan.folded for form in forms)
    return elsewhere and not any(form in text.lower() for form in forms)


def on_another(question: Question, passage: Passage, plan: Plan) -> bool:
    """Whether a thing asked about is named in the title of a sentence's item only, which is no
    subject of that sentence; or in another part of the item than the one that a heading sets
    apart, in which the sentence stands."""
    item = plan.item(passage.item)
    if item is None:
        return False
    if passage.part:
        part = plan.source[passage.part.start : passage.part.end].lower()
        own = f"{title_above(passage, plan).lower()}\n{part}"
        return any(
            known_to(term, item.text.lower()) and not known_to(term, own)
            for term in core_terms(question.terms)
            if not term.is_verb and len(term.text) > 1
        )
    if subject_of(item, passage):
        return False
    title, text = item.title.lower(), passage.text.lower()
    return any(
        support(term, title) >= _HAS > support(term, text, passage.asked)
        for term in core_terms(question.terms)
        if not term.is_verb and len(term.text) > 1
    )


def subject_of(item: Item | None, passage: Passage) -> str:
    """Return the title of a sentence's item, with the heading of its part, in lower case, which
    names what all its sentences are on; "" where it is the first statement of another one:
    新建三中；改建小学5所。|招聘教师90名。"""
    if item is None:
        return ""
    _, _, rest = item.text.partition(item.title)
    several = rest.startswith(("；", ";")) and not passage.text.startswith(item.title)
    return "" if several else f"{item.title}\n{passage.heading}".rstrip("\n").lower()


def measures_otherwise(asked: str, text: str, figure: Quantity) -> bool:
    """Whether a rate, limit or growth is asked for that `text` does not say its figure is, or a
    figure of another group (60至79岁, C级) than the one of whose ages or grades `text` has one."""
    clause = text[: figure.end]
    another = (
        of_another_age(asked, text, figure)
        or of_another_threshold(asked, text, figure)
        or of_another_grade(asked, text, figure)
    )
    return (
        another
        or is_share(asked, text, figure)
        or any(
            pattern(kind["asks"]).search(asked) and not pattern(kind["states"]).search(clause)
            for kind in wording()["measure"]
        )
    )


def is_share(asked: str, text: str, figure: Quantity) -> bool:
    """Whether a figure is the share of something (货运量占比提高2个百分点), where that thing is
    asked about and no share."""
    share = _SHARE.search(text, start_of(PART_END, text, figure.start), figure.start)
    if share is None or figure.dimension != "ratio" or _SHARE_ASKED.search(asked):
        return False
    return text[: share.start()].endswith(tuple(content_words(asked)))


def asks_unit(question: Question, figure: Quantity, alike: bool = False) -> bool:
    """Whether the question names the figure's unit (多少个小区 of 68个), or, where `alike` will do,
    another that counts the same things: 多少棵 of 480株."""
    others = units_alike(figure.unit) if alike and len(figure.unit) == 1 else ""
    units = "|".join(map(re.escape, (figure.unit, *others)))
    return bool(re.search(rf"[多几]少?[万亿千百]?(?:{units})", question.text))


def subject_start(terms: Sequence[Term], text: str) -> int:
    """Return where the first statement of a sentence begins that names what is asked about: what
    stands before is told of another thing (东桥6月底通车；|西桥全长2公里). 0 where the sentence
    begins with what is ahead of all its statements: 年内，改造东桥；新建西桥."""
    lowered = text.lower()
    cuts = [0, *(m.end() for m in STATEMENT_END.finditer(lowered.rstrip("。;； \n"))), len(text)]
    things = [t for t in core_terms(terms) if not (t.is_verb or any(map(is_stage, t.forms)))]
    named = [
        frozenset(term.text for term in things if support(term, lowered[start:end]) >= _HAS)
        for start, end in pairwise(cuts)
    ]
    most = max(named, key=len)
    first = next(place for place, own in enumerate(named) if not own < most)
    opening = without_times(CLAUSE_END.split(lowered)[0]).strip()
    ahead = _ANNOUNCES.match(lowered) or names_nothing(opening)
    return 0 if ahead else cuts[first]


def of_other_statement(question: Question, text: str, figure: Quantity) -> bool:
    """Whether the things asked about are named in another statement of the sentence only."""
    return (
        _named_behind(question, text, figure)
        or named_before(question, text, figure)
        or of_another_quantity(question, text, figure)
        or _counts_its_own(question, text, figure)
    )


def of_another_quantity(question: Question, text: str, figure: Quantity) -> bool:
    """Whether a quantity is asked for (收入, 工资) that a clause before has, and that of the figure
    has another: 税收增长5%，使用外资2亿元; 工资不低于上年；补贴每月300元."""
    found = _ASKED_QUANTITY.search(question.text)
    if found is None:
        return False
    start = start_of(CLAUSE_END, text, figure.start)
    own = text[start : figure.start] + CLAUSE_END.split(text[figure.end :])[0]
    before = found["quantity"] in text[:start]
    if not before or found["quantity"] in own or behind_its_rate(figure, text):
        return False
    told = _HAS_QUANTITY.search(text[start : figure.start])
    return bool(told or own_things(question, own.lower()))


def of_another_deed(
    question: Question, text: str, figure: Quantity, others: Sequence[Quantity]
) -> bool:
    """Whether a figure is of a stage alone, of which nothing is asked and no time (年底前), and one
    of the others of what is asked about: 改造道路5公里，完成3公里."""
    if find_deadlines(question.text) or asks_finished(question.text):
        return False
    return bool(_whole_of_stage(question, text, figure, others))


def asks_finished(asked: str) -> bool:
    """Whether it is asked how much is finished within the year: 今年干完多少."""
    return bool(_DONE_ASKED.search(asked))


def _whole_of_stage(
    question: Question, text: str, figure: Quantity, others: Sequence[Quantity]
) -> list[Quantity]:
    """Return those of the others that are of what is asked about where a figure is but of a stage
    of it, which nothing is asked of: 5公里 of 改造道路5公里，年内完成3公里."""
    forms = [form for term in question.terms for form in term.forms if len(form) > 1]
    own = without_times(part_before(figure, text))  # 年内, by which a stage is reached
    if any(term.is_verb and term.text in own for term in question.terms):
        return []  # 建 is asked of 建成
    if not stages_in(own) or stages_in(question.text) or any(f in own for f in forms):
        return []
    # 实施, too, which is no term of a question on its own.
    forms += [w for w in words(question.text) if len(w) > 1 and word_class(w).startswith("v")]
    return [
        other
        for other in others
        if other.dimension == figure.dimension and other.start < figure.start
        if not stages_in(part := part_before(other, text)) and any(form in part for form in forms)
    ]


def one_of_stage(question: Question, text: str, one: Quantity, other: Quantity) -> bool:
    """Whether one of two figures is of a stage of what the other is of, and either may be meant by
    the time asked about: 改造道路5公里，年内完成3公里 of 年内改造多少."""
    two = (one, other)
    by_then = find_deadlines(question.text)
    return bool(by_then) and any(_whole_of_stage(question, text, each, two) for each in two)


def of_another_kind(question: Question, passage: Passage, plan: Plan) -> bool:
    """Whether a sentence has another noun of a kind (教师注册率) wherever it could have one that is
    asked about (学生注册率), which the plan has elsewhere only."""
    text = passage.text.lower()
    said = f"{title_above(passage, plan).lower()}\n{text}"
    nouns = {t.text: t for t in question.terms if not (t.is_verb or t.is_place or len(t.text) < 2)}
    told = list(pairwise(words(text)))
    for noun, behind in pairwise(words(question.text)):
        term = nouns.get(noun)
        if term is None or len(behind) < 2 or noun in said:
            continue
        others = [other for other, following in told if following == behind]
        # A patient of one kind is none of another, however near the two are in meaning.
        alike = _is_person(behind) and noun in plan.folded and all(map(_is_noun, (noun, *others)))
        if not alike and any(form in said for form in term.forms):
            continue
        known = any(form in plan.folded for form in term.forms)
        if known and others and (alike or all(_is_alike(noun, other) for other in others)):
            return True
    return False


def _is_person(word: str) -> bool:
    return bool(_PERSON.search(word))


def _is_noun(word: str) -> bool:
    return len(word) > 1 and word_class(word) == "n"


def _is_alike(noun: str, other: str) -> bool:
    """Whether two nouns are of a kind: people, or what ends alike."""
    people = _PERSON.search(noun) and _PERSON.search(other)
    alike = people or noun[-1] == other[-1]
    return bool(alike) and len(other) > 1 and other != noun and word_class(other).startswith("n")


def _counts_its_own(question: Question, text: str, figure: Quantity) -> bool:
    """Whether a figure counts what its clause names behind it, and another clause has all that is
    asked how many there are of: 新建一批公园,增设30个停车点, of 公园有几个."""
    counted = _HOW_MANY.search(question.text)
    if figure.dimension != "count" or not counted:
        return False
    if counted["unit"] not in ("", "个") and counted["unit"] == figure.unit:
        return False  # 几件 of 事项 are 10件 of 实事
    lowered = text.lower()
    start = start_of(CLAUSE_END, text, figure.start)
    end = end_of(CLAUSE_END, text, figure.end)
    own, others = lowered[start:end], f"{lowered[:start]}\n{lowered[end:]}"
    things = [term for term in core_terms(question.terms) if not term.is_verb]
    return (
        any(support(term, others) >= _HAS for term in things)
        and not any(support(term, own) >= _HAS for term in things)
        and _is_name(text[figure.end : end].removeprefix(figure.qualifier))
    )


def _is_name(said: str) -> bool:
    """Whether a text ends as a name does, and not with what is done: 托育点, not 并投用."""
    return len(said) > 1 and said[0].isalpha() and not word_class(words(said)[-1]).startswith("v")


def _named_behind(question: Question, text: str, figure: Quantity) -> bool:
    """Whether a thing asked about is named in a later statement of the sentence only, or is what
    a later clause is on: 新增床位300张，儿科楼7月启用."""
    things = [t for t in core_terms(question.terms) if not t.is_verb and t.weight >= _TELLS]
    own, *later = CLAUSE_END.split(text[figure.end :].lower())
    heard = f"{text[: figure.end].lower()}{own}"
    begun = any(
        clause.startswith(term.forms) and support(term, heard) < _HAS
        for clause in later
        for term in things
    )
    if begun or _counts_before(things or core_terms(question.terms), text, figure):
        return True
    ended = STATEMENT_END.search(text, figure.end)
    apart = figure.dimension != "money" and _all_in_one(question, later, heard)
    if apart or ended is None:
        return apart
    before, behind = text[: ended.start()].lower(), text[ended.start() :].lower()
    return any(support(term, behind) >= _HAS > support(term, before) for term in things)


def _all_in_one(question: Question, clauses: Sequence[str], heard: str) -> bool:
    """Whether one of these clauses has all words of the question that are said at all, several, and
    what is `heard` before has none: 建成厂房3万平方米，盘活闲置用地."""
    named = [term for term in question.terms if len(term.text) > 1]
    said = [t for t in named if any(support(t, part) >= _HAS for part in (heard, *clauses))]
    if len(said) < 2 or any(support(term, heard) >= _HAS for term in said):
        return False
    return any(all(support(term, clause) >= _HAS for term in said) for clause in clauses)


def _counts_before(things: Sequence[Term], text: str, figure: Quantity) -> bool:
    """Whether a figure is of a thing of its own, and all that is asked about is first named in a
    later part: 增加2个托育点,创建一批幼儿园; 修缮老屋300户、收尾6个地块."""
    lowered = text.lower()
    end = end_of(PART_END, text, figure.end)
    heard, later = lowered[:end], lowered[end:]
    counted = len(text[figure.end : end].strip()) > 1
    listed = text[end : end + 1] == "、" and any(f.start > end for f in find_quantities(text))
    named = [term for term in things if support(term, later) >= _HAS]
    return (
        figure.dimension == "count"
        and (counted or listed)
        and bool(named)
        and not any(support(term, heard) >= _HAS for term in things)
    )


def named_before(question: Question, text: str, figure: Quantity) -> bool:
    """Whether a thing asked about is named only where another of its kind is named after it, or in
    an earlier statement, and the figure's own is of a thing of its own: 锂电池项目6月投产；机器人
    项目年内完成投资2亿元; 开工建设南湖大桥，推进沙洲大桥建设，完成投资2亿元."""
    lowered = text.lower()
    things = [
        term
        for term in core_terms(question.terms)
        if not term.is_verb and support(term, lowered) >= _HAS
    ]
    member = said_respectively(text).get(figure.start, "").lower()
    if any(support(term, member) >= _HAS for term in things):
        return False
    first = start_of(STATEMENT_END, text, figure.start)
    own = lowered[first : end_of(CLAUSE_END, text, figure.end)]
    if not things:
        return False
    if not any(support(term, own) >= _HAS for term in things):
        said = any(support(term, lowered[:first]) >= _HAS for term in things)
        return said and bool(own_things(question, own[: figure.start - first]))
    clauses = CLAUSE_END.split(own)
    for at, clause in enumerate(clauses[:-1]):
        named = [term.text for term in things if support(term, clause) >= _HAS]
        rest = "\n".join(clauses[at + 1 :])
        if named and not any(support(term, rest) >= _HAS for term in things):
            return any(
                word[-1] == name[-1] or (word.isascii() and name.isascii())
                for between in clauses[at + 1 : -1]
                for word in own_things(question, between)
                for name in named
            )
    return False


def own_things(question: Question, said: str) -> list[str]:
    """Return the nouns of a text that are neither asked about nor words of any plan."""
    return [
        word
        for word in words(said)
        if len(word) > 1
        and word not in question.text
        and word not in NEUTRAL
        and word not in asking_words()
        and (word_class(word).startswith("n") or not word_class(word))
        and any(map(str.isalpha, word))
    ]


def of_several(question: Question, text: str, figure: Quantity) -> bool:
    """Whether a figure is of several things together of which the question names one only:
    改造林苑、铁路新村等小区26个，涉及142栋; 改造燃气管道52公里、供水管道38公里，总投资4.7亿元."""
    named = [form for t in question.terms if not t.is_verb for form in t.forms if len(form) > 1]
    end = end_of(CLAUSE_END, text, figure.end)
    lists = [
        (listed["members"].split("、"), text[listed.end() : end])
        for listed in _COUNTED_LIST.finditer(text, 0, figure.start)
    ]
    clauses = CLAUSE_END.split(text[: figure.start])
    if len(clauses) > 1 and _SUM.match(clauses[-1]):
        lists.append((clauses[-2].split("、"), ""))
    for members, own in lists:
        asked = [member for member in members if any(name in member for name in named)]
        if len(members) > 1 and len(asked) == 1 and not _TOGETHER.search(question.text):
            return not any(name in own for name in named)
    if figure.dimension == "ratio":  # which is as true of one as of all
        return False
    return not _TOGETHER.search(question.text) and _of_all_listed(named, text, figure)


def _of_all_listed(named: Sequence[str], text: str, figure: Quantity) -> bool:
    """Whether one of the things asked about is in a list before a figure of its statement, and none
    of them, but for what the list is of, is named in the figure's clause, nor that one itself."""
    statement = start_of(STATEMENT_END, text, figure.start)
    own = clause_before(figure, text) + CLAUSE_END.split(text[figure.start :])[0]
    for listed in _UNCOUNTED_LIST.finditer(text, statement, figure.start):
        *members, last = listed["members"].split("、")
        members.append(words(last)[0])  # 成都 of 成都开展招商
        asked = [member for member in members if any(name in member for name in named)]
        apart = any(name in own and name not in listed["members"] for name in named)
        itself = any(name in own and sum(name in m for m in members) == 1 for name in named)
        if len(asked) == 1 and not apart and not itself:
            return True
    return False


def of_the_new(asked: str, text: str, figure: Quantity) -> bool:
    """Whether all there are is asked for, or the old ones (老泵站), and a figure is of the new
    ones: 新增床位500张."""
    clauses = CLAUSE_END.split(text[: figure.end])
    own = "".join(clauses[-2:]) if clauses[-1].startswith("其中") else clauses[-1]
    old = _OLD_ASKED.search(asked)
    if old and not _NEW.search(asked) and not _OLD.search(text):
        fresh = _NEW.search(own)
        if fresh and old["thing"] in own[fresh.end() :]:
            return True
    all_asked = _STOCK_ASKED.search(asked) and not _ADDED.search(asked)
    return bool(all_asked and _ADDED.search(own) and not _TOTAL.search(own))


def asks_time_before(asked: str) -> bool:
    """Whether it is asked how many there were before some are added: 扩建之前有几个."""
    return bool(_BEFORE_ADDED.search(asked))


def of_the_time_after(asked: str, text: str, figure: Quantity) -> bool:
    """Whether it is asked how many there were before some are added (扩建之前有几个), and a figure
    is of those, or of how many there are then: neither is what there was."""
    return asks_time_before(asked) and not _HAD.search(clause_before(figure, text))


def of_all(asked: str, text: str, figure: Quantity) -> bool:
    """Whether the new ones are asked for, and a figure is of all there are: 床位总数2000张."""
    own = CLAUSE_END.split(text[: figure.end])[-1]
    new_asked = (_ADDED.search(asked) or _NEWLY.search(asked)) and not _TOTAL.search(asked)
    in_all = _STOCK_ASKED.search(own) or _ALL_THEN.match(part_before(figure, text))
    return bool(new_asked and in_all and not _ADDED.search(own))


def total_beside(question: Question, figure: Quantity, text: str) -> Quantity | None:
    """Return the figure behind one of how many there are then in all (新增企业22家，总数达到198家),
    where the question asks for neither what is new nor what is done."""
    asked = question.text
    said = words(part_before(figure, text))
    deed = next((word for word in said if word_class(word).startswith("v")), "")
    done = any(len(form) > 1 and form in deed for term in question.terms for form in term.forms)
    new_alone = _ADDED.search(asked) and not _TOTAL_ASKED.search(asked)
    if done or new_alone or _TOTAL.search(part_before(figure, text)):
        return None
    behind = next((f for f in find_quantities(text) if f.start >= figure.end), None)
    if behind is None or behind.unit != figure.unit:
        return None
    head, own = part_before(behind, text), part_before(figure, text)
    others = [t for t in own_things(question, head) if t not in own and not t.startswith("全")]
    return behind if _ALL_THEN.match(head) and not others else None


def of_so_many(asked: str, figure: Quantity, text: str) -> bool:
    """Whether a figure is how many there are for each thousand (每千人口拥有4.8个), which is asked
    for in other words."""
    rate = _SO_MANY.search(clause_before(figure, text))
    return bool(rate) and not _SO_MANY_ASKED.search(asked)


def of_the_end(asked: str, text: str, figure: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether it is asked by how much something changes, a figure is what it comes to, and another
    one tells by how much: 提高到99元，较上年提高5元."""
    if not _COMES_TO.search(part_before(figure, text)):
        return False
    return tells_no_change(asked, text, figure, [o for o in others if o.start > figure.end])


def tells_no_change(asked: str, text: str, figure: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether it is asked by how much something changes, which another figure tells, not this."""
    if not _CHANGE_ASKED.search(asked) or _CHANGES_BY.search(part_before(figure, text)):
        return False
    alike = [other for other in others if other.dimension == figure.dimension]
    return any(_CHANGES_BY.search(part_before(other, text)) for other in alike)


def is_total(asked: str, part: str) -> bool:
    """Whether a total is asked for, and a part of a sentence says that its figure is one."""
    return summed_up(asked) and bool(_TOTAL.search(part))


def summed_up(asked: str) -> bool:
    """Whether it is asked how many there are in all, and not of what is new."""
    return bool(_ALL_ASKED.search(asked) and not _ADDED.search(asked))


def of_another_threshold(asked: str, text: str, figure: Quantity) -> bool:
    """Whether a figure is of other things than those from the sum on that are asked about, the last
    said before it: 亿元以上项目45个、10亿元以上项目6个."""
    meant = {_sum(found) for found in _THRESHOLD.finditer(asked)}
    told = [_sum(found) for found in _THRESHOLD.finditer(text, 0, figure.start)]
    return bool(meant) and figure.dimension != "money" and not meant & set(told[-1:])


def _sum(threshold: re.Match[str]) -> tuple[float, str]:
    return number_value(threshold["number"] or "1") or 1.0, threshold["unit"]


def of_alternative(asked: str, said: str) -> bool:
    """Whether `said` is of another of a group (小学) than the one asked about (初中)."""
    for group in _alternatives():
        meant = group.named_in(asked)
        told = group.named_in(said) if len(meant) == 1 else set()
        if told and not meant & told:
            return True
    return False


def names_several(asked: str) -> bool:
    """Whether a question names several of a group: 城市和农村低保."""
    return any(len(group.named_in(asked)) > 1 for group in _alternatives())


@dataclass(frozen=True)
class _Alternatives:
    """Things that exclude one another: the place of each word's among them, and what finds the
    words, the longest first (进出口 is no 出口)."""

    place_of: Mapping[str, int]
    words: re.Pattern[str]

    def named_in(self, text: str) -> set[int]:
        """Return which of them a text names, by their places."""
        return {self.place_of[word] for word in self.words.findall(text)}


@lru_cache(maxsize=1)
def _alternatives() -> tuple[_Alternatives, ...]:
    places = (
        {word: place for place, words in enumerate(group) for word in words}
        for group in wording()["alternatives"]["groups"]
    )
    return tuple(
        _Alternatives(place_of, re.compile("|".join(sorted(place_of, key=len, reverse=True))))
        for place_of in places
    )
