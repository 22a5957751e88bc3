"""Tell what a plan says of the years before its own: 2025年完成186.4亿元, 由680元提高到710元.

A preamble tells what the year before came to, then what is set for the plan's. Of which year its
sentences speak is told once, by the first of them, and holds until another year is named.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence.coverage import core_terms, coverage
from assistant.evidence.figure_changes import replaced
from assistant.evidence.labels import IN_ALL
from assistant.evidence.measures import fitting_figures
from assistant.evidence.ranking import Candidate
from assistant.language.clauses import (
    CLAUSE_END,
    PART_END,
    STATEMENT_END,
    clause_before,
    part_before,
)
from assistant.language.times import later_years
from assistant.understanding.question import Question, Term
from index.outside import PREAMBLE
from index.passages import Passage, title_above
from index.plan import Plan, Span
from index.quantities import Quantity, find_quantities

PAST = "往年情况或已完成情况"
"""The name of the aspect of what was, or has come of the plan."""
# What is done now to a thing of last year's is no question of last year: 去年结转的项目何时完工.
_OF_LAST_YEAR = (
    r"[^,，。;；]{0,4}(?:结转|遗留|开工|启动|签约|立项|获批|下达|剩|没|未)[^,，。;；]{0,6}的"
)
_BEFORE = r"(?<!(?<!占)比)(?<![较跟和与同])(?:去年|上一?年(?!度?计划|级)|前年|往年)(?!相比|同期)"
_ASKED = re.compile(
    rf"{_BEFORE}(?!{_OF_LAST_YEAR})(?![^,，。;；]{{0,12}}[、,，]今年)"
    "|原[来先](?:的?标准)?(?:又|都|能|能有)?(?:是|有|为)?(?:多少|几|呢)"
)
# What a year before a figure is of that is no figure of that year: 2023年立项的项目6个.
_OF_A_THING = "项目|工程|任务|计划|目标|规划|续建|结转|遗留|立项|启动|开工|签约|获批|下达|的"
# What tells of which year the figures behind it are: a year ahead of a clause, one right before
# what gives its figure (产值2020年为782亿元), or a word for one.
_YEAR_TOLD = re.compile(
    r"(?:(?:^|(?<=[,，;；。(（]))\s*(?:在|截[至止]|到)?(?P<year>20\d\d)年(?:度|末|底)?(?!度?[—~至到起以前后版])"
    rf"(?=[,，]|$|[^,，。;；]*(?:完成|实现|达)|(?!\d)(?:(?!{_OF_A_THING})[^,，。;；\d]){{0,30}}(?:\d|$))"
    r"|(?<![比较跟和与同])(?P<given>20\d\d)年(?:度|末|底)?(?=[共仅为是]|已|达|完成|实现|分别))"
    rf"|(?P<before>{_BEFORE}(?!{_OF_LAST_YEAR}))"
    r"|(?P<now>今年|本年|年内|全年|基础上|计划|力争|确保|目标|拟|再|(?:20\d\d)年)"
)
# What was done in that year, of which the figure then is: 2023年度结转的3条.
_LEFT_OF_YEAR = re.compile(
    r"(?:(?P<year>20\d\d)年|去年|上年)度?(?P<deed>结转|遗留|立项|启动|开工|签约|获批|下达)的?[^,，。;；\d]{0,8}$"
)
# What is done about that year, which is all in its clause: 针对上年反映的水压不足问题.
_ABOUT_YEAR = re.compile("(?:针对|围绕|结合|吸取|总结|巩固|解决|整改|(?<!应)对于?|将|把)$")
_YEAR_NAMED = re.compile(r"(?P<year>20\d\d)年?(?!\d)")
_SET_FOR = re.compile(r"(?P<year>20\d\d)年|今年|本年|年内|当年")
_COMPARED = re.compile(r"[比较跟和与同](?P<year>20\d\d)年")
_COMPARES = re.compile(r"^[^,，。;；]{0,6}?(?:[比较](?:去年|上一?年|20\d\d年)|同比|环比)")
_BECOMES = re.compile("[至到为]约?$")
_OPENS, _CLOSES = re.compile("[(（]"), re.compile("[)）]")
# What there is already is no figure of this year: 已建成40公里; but of what is there: 已建成的6处.
_THERE_ALREADY = re.compile("已(?!于)[^的]{0,12}$")
_TWO_BEFORE = re.compile("(?<!大)前年")
# What tells, in a preamble, of which year it speaks from there on.
_SPEAKS_OF = re.compile(
    r"(?:^|(?<=[,，;；。！!\n]))\s*(?:回顾|刚刚?过去的|过去的|在)?(?P<year>20\d\d)年(?!\d{1,2}月\d{1,2}日\s*$|[—~至到起以前])"
    r"|(?:^|(?<=[,，;；。！!\n]))\s*(?P<before>去年(?!同期)|上一?年(?!同期)|过去的?一年|一年来)"
    r"|(?P<set>(?<=[^年为向到至于])20\d\d)年度?(?=[^,，。;；]{0,12}(?:项目|实事|任务|目标|计划|工作|安排))"
    r"|(?P<now>(?<!为)今年|本年|新的?一年|下一步|总的?要求|总体(?:要求|思路)|目标[是为:：]|力争|拟(?!定)"
    r"|(?<!完成)(?<!年度)计划(?=完成|实现|达|新|安排|投资|实施|建)|要(?=以|坚持|深入|全面|紧紧|牢牢|按))",
    re.MULTILINE,
)
_NO_HEADING = re.compile("[,，。；;]")  # a line without is a title, or a date
_OF_THE_YEAR = re.compile(
    "今年|本年|(?<!完成)目标|任务|(?<!工作)计划(?![书里中上的])|力争|预期|预计"
)
_WITH_THIS_YEAR = re.compile("今年|本年")
_YEAR_ENDS = "(?:度|全年|一年|年?[底末])?的?"
_YEAR_TERM = re.compile(r"(?:20\d\d)?年[底末]?|20\d\d|去年[底末]?|上年[底末]?|上一年|前年|往年")
# How far what the year before came to must have what is asked about; and by how much another
# sentence may have less of it, to be on the same.
_SAID = 0.6
_AS_MUCH = 0.15
_ALL_SAID = 0.9
_FIRST = 3
_SHARES = re.compile("[一-鿿]{2,6}占比")  # is another quantity than that of which it is one
_COMPARED_WITH = re.compile(
    r"(?:[比较](?:去年|上年)[(（][^)）]*|[比较与跟和](?:(?P<year>20\d\d)年|去年|上一?年)(?:度|同期)?的)$"
)


def asks_past(question: Question, plan: Plan) -> bool:
    """Whether what was, in a year before the plan's, is asked about."""
    beside = {int(found["year"]) for found in _COMPARED.finditer(question.text)}
    earlier = any(plan.year and year < plan.year for year in {*question.years} - beside)
    return earlier or bool(_ASKED.search(question.text))


def compares(clause: str) -> bool:
    """Whether a clause compares what is told before it with the year before."""
    return bool(_COMPARES.search(clause))


def asks_this_year(question: Question, plan: Plan) -> bool:
    """Whether what is set for the plan's year is asked about, and named so: 今年, 目标."""
    if asks_past(question, plan):
        return False
    return plan.year in question.years or bool(_OF_THE_YEAR.search(question.text))


def year_told(passage: Passage, plan: Plan) -> int | None:
    """Return the year before the plan's that a sentence of a preamble speaks of to its end, where a
    sentence before it or its own words tell so; else None."""
    told = _spoken_of(passage, len(passage.text), plan)
    return None if told is None else told[0]


def _spoken_of(passage: Passage, until: int, plan: Plan) -> tuple[int, int] | None:
    """Return the year before the plan's that a preamble speaks of at a place of a sentence, and
    where in the sentence that is told, below 0 where one before it does; else None."""
    item = plan.item(passage.item)
    if item is None or item.part != "preamble" or plan.year is None:
        return None
    start = 0 if item.label == PREAMBLE else item.span.start
    told = None
    for found in _SPEAKS_OF.finditer(plan.source, start, passage.span.start + until):
        line = plan.source[plan.source.rfind("\n", 0, found.end()) + 1 :].partition("\n")[0]
        if not _NO_HEADING.search(line):
            continue
        named = found["year"] or found["set"]
        year = int(named) if named else plan.year - 1
        if found["set"] and year < plan.year:
            continue  # 完成2025年项目: of which year it is told stands before
        past = not found["now"] and year < plan.year
        told = (year, found.start() - passage.span.start) if past else None
    return told


def in_year_asked(
    question: Question, candidates: Sequence[Candidate], plan: Plan
) -> tuple[Question, list[Candidate]]:
    """Return the sentences that speak of the year asked about, with the question as it is asked of
    these: of what a preamble tells that the year before came to no year need be said.

    Where a year is named, the sentences on another one are left out, unless they alone have what is
    asked about, and then tell that it is of another year.
    """
    past = [c for c in candidates if year_told(c.passage, plan) is not None]
    this_year = question.wants_figure and asks_this_year(question, plan)
    if this_year:  # 2023年产值80亿元, too, has no figure of this year
        past += [c for c in candidates if of_other_years(question, c.passage, plan)]
    if not past:
        return question, list(candidates)
    rest = [c for c in candidates if c not in past]
    things = [t for t in core_terms(_without_years(question.terms)) if not t.is_verb]
    literally = [replace(term, forms=(term.text,)) for term in things]
    if any(coverage(literally, c.passage.text.lower()) >= _ALL_SAID for c in past):
        things = literally  # 周转量 is not what 客运量 is, where that is named
    said = max(coverage(things, c.passage.text.lower(), c.passage.asked) for c in past)
    if asks_past(question, plan) and not _WITH_THIS_YEAR.search(question.text):
        years = {*question.years} - {year_told(c.passage, plan) for c in past}
        if years or said < _SAID or _names_others(things, past, plan):
            return question, list(candidates)
        return _without_year(question, plan), past
    if asks_this_year(question, plan):
        texts = [_SHARES.sub(" ", c.passage.text.lower()) for c in rest]
        most = max((coverage(things, text) for text in texts), default=0.0)
        if most >= said - _AS_MUCH:
            return question, rest
        if said >= _ALL_SAID:
            return question, past  # which the year before has alone
    return question, list(candidates)


def _names_others(things: Sequence[Term], past: Sequence[Candidate], plan: Plan) -> bool:
    """Whether a thing is asked about that the plan speaks of, and no sentence on the year before
    does, itself or by its item's title: 糖尿病患者, where that tells of 高血压患者."""
    titles = [item.title if (item := plan.item(c.passage.item)) else "" for c in past]
    said = "\n".join([*titles, *(c.passage.text for c in past)]).lower()
    named = [t for t in things if len(t.text) > 1 and t.text in plan.folded]
    return any(not any(form in said for form in term.forms) for term in named)


def _without_years(terms: Sequence[Term]) -> tuple[Term, ...]:
    return tuple(term for term in terms if not _YEAR_TERM.fullmatch(term.text))


def _without_year(question: Question, plan: Plan) -> Question:
    """Return a question without the year before the plan's that it asks about."""
    return replace(
        question,
        text=_bare(question.text, plan),
        terms=_without_years(question.terms),
        subject=_without_years(question.subject),
        aspects=tuple(aspect for aspect in question.aspects if aspect.name != PAST),
        claims=tuple(claim for claim in question.claims if not _YEAR_TERM.fullmatch(claim.text)),
        years=(),
    )


def _bare(text: str, plan: Plan) -> str:
    """Return what is asked without the word for the year before the plan's."""
    year = rf"|(?<!\d){plan.year - 1}年" if plan.year else ""
    return re.sub(rf"(?:{_BEFORE}{year}){_YEAR_ENDS}", "", text)


def suits_year(question: Question, figure: Quantity, passage: Passage, plan: Plan) -> bool:
    """Whether a figure of a sentence is of the time asked about: in the past, of a year before the
    plan's, or what another one takes the place of, where that is said of what is asked about; of a
    later year, as far as any is; else of no such year. Where no year is asked about, what a
    preamble tells of the year before may be all there is."""
    text = passage.text
    if later := {year for year in question.years if plan.year and year > plan.year}:
        of_later = [f.start for f in find_quantities(text) if _set_for(f, text, plan) in later]
        return figure.start in of_later or not of_later
    told = _told_at(figure.start, passage, plan)
    compared = _COMPARED_WITH.search(text[: figure.start])
    if not asks_past(question, plan):
        if asks_this_year(question, plan):
            return not (told or compared or _is_there_already(question, figure, text))
        return bool(_spoken_of(passage, figure.start, plan)) or not (told or compared)
    if told or compared:
        named = compared and compared["year"]
        year = int(named) if named else plan.year and plan.year - 1
        year = told[0] if told and not compared else year
        asked = _years_asked(question, plan)
        of_it = not told or _is_of_what_is_asked(question, told[1], text)
        return of_it and (not asked or year in asked)
    clause = clause_before(figure, text).lower()
    deed = _LEFT_OF_YEAR.search(clause)
    if deed and deed["deed"] in question.text and plan.year:
        year = int(deed["year"]) if deed["year"] else plan.year - 1
        return year in _years_asked(question, plan)
    named = any(form in clause for term in core_terms(question.terms) for form in term.forms)
    return named and figure.start in replaced(find_quantities(text), text)


def _set_for(figure: Quantity, text: str, plan: Plan) -> int | None:
    """Return the year that is named last before a figure, the plan's own where none is."""
    named = [*_SET_FOR.finditer(later_years(text[: figure.start], plan.year))]
    return int(named[-1]["year"]) if named and named[-1]["year"] else plan.year


def _years_asked(question: Question, plan: Plan) -> set[int]:
    """Return the years before the plan's that are asked about; none where 往年 are."""
    if plan.year is None:
        return set()
    beside = {int(found["year"]) for found in _COMPARED.finditer(question.text)}
    asked = {year for year in question.years if year < plan.year} - beside
    for found in _ASKED.finditer(question.text):
        if found[0] == "往年":
            return set()
        asked.add(plan.year - (2 if _TWO_BEFORE.fullmatch(found[0]) else 1))
    return asked


def _is_of_what_is_asked(question: Question, told: int, text: str) -> bool:
    """Whether what is told in brackets of another year may be of what is asked about, of which then
    the part before them is: 投资增长8%,出口增长6%(2023年增长2%) tells nothing of 投资."""
    opened = max((m.end() for m in _OPENS.finditer(text, 0, max(told, 0) + 1)), default=0)
    if not opened or _CLOSES.search(text, opened, told):
        return True
    parts = [part.lower() for part in PART_END.split(text[: opened - 1])]
    things = [t for t in core_terms(_without_years(question.terms)) if not t.is_verb]
    if not things or coverage(things, parts[-1]) >= _SAID:
        return True
    before = STATEMENT_END.split(text[: opened - 1].lower())[-1]
    if coverage(things, before) < _SAID:
        return False
    closed = _CLOSES.search(text, opened)
    inside = find_quantities(text[opened : closed.start() if closed else len(text)])
    units = {figure.unit for figure in inside if figure.dimension != "time"}
    beside = {figure.unit for figure in find_quantities(parts[-1])}
    counted = {figure.unit for figure in find_quantities(before)}
    if len(units) > 1 and units <= counted - beside:
        return True  # …6个片区,住户800户,面积3万平方米(2020年4个片区、500户): of all of it
    # 热线按时办结率100%、满意率95%(2020年92%): what is measured stands here, whose it is before.
    here = [thing for thing in things if coverage([thing], parts[-1]) >= _SAID]
    rest = [thing for thing in things if thing not in here]
    of_whole = [part for part in parts[:-1] if any(coverage([t], part) >= _SAID for t in rest)]
    return bool(here) and not any(coverage([t], part) > 0 for t in here for part in of_whole)


def _is_there_already(question: Question, figure: Quantity, text: str) -> bool:
    """Whether a figure is of what there is already, and not all there is is asked about."""
    own = part_before(figure, text)
    return bool(_THERE_ALREADY.search(own)) and not IN_ALL.search(question.text)


def told_of_year(question: Question, candidates: Sequence[Candidate], plan: Plan) -> bool:
    """Whether one of the best sentences has figures of the past year asked about, and is on what
    is asked."""
    core = core_terms(_without_years(question.terms))
    things = [t for t in core if not t.is_verb]
    return any(
        _is_on(things, core, figure, c.passage, plan)
        and suits_year(question, figure, c.passage, plan)
        for c in candidates[:_FIRST]
        for figure in find_quantities(c.passage.text)
    )


def _is_on(
    things: Sequence[Term], core: Sequence[Term], figure: Quantity, passage: Passage, plan: Plan
) -> bool:
    """Whether a sentence or the title above it names the things before a figure; where none are
    asked about (体检了多少人), the clause of the figure is on the deed."""
    if not things:
        return coverage(core, clause_before(figure, passage.text).lower()) >= _SAID
    before = f"{title_above(passage, plan)}\n{passage.text[: figure.end]}".lower()
    return coverage(things, before, passage.asked) >= _SAID


def year_at(at: int, passage: Passage, plan: Plan) -> int | None:
    """Return the year before the plan's that a place of a sentence speaks of; else None."""
    told = _told_at(at, passage, plan)
    return None if told is None else told[0]


def years_said(text: str, plan: Plan) -> dict[str, int]:
    """Return the words of a text for a year before the plan's, each with that year."""
    if plan.year is None:
        return {}
    said = {
        found[0]: plan.year - (2 if _TWO_BEFORE.fullmatch(found[0]) else 1)
        for found in re.finditer("(?<!大)前年|去年|上一?年", text)
    }
    named = {found[0]: int(found["year"]) for found in _YEAR_NAMED.finditer(text)}
    return said | {word: year for word, year in named.items() if year < plan.year}


def of_other_years(question: Question, passage: Passage, plan: Plan) -> bool:
    """Whether a sentence has figures of the kind asked for, all of another year's."""
    fitting = fitting_figures(question, passage.text)
    return bool(fitting) and not any(suits_year(question, f, passage, plan) for f in fitting)


def in_words_of(text: str, said: str, plan: Plan) -> str:
    """Return a question that asks for what was as a sentence tells it: of 去年 where that has the
    year, or what takes the place of what was (原来)."""
    if not re.search(_BEFORE, text):
        return text
    if plan.year and f"{plan.year - 1}年" in said:
        return re.sub(_BEFORE, f"{plan.year - 1}年", text)
    return re.sub(_BEFORE, "原来", text) if replaced(find_quantities(said), said) else text


def with_its_year(run: Span, figure: Quantity, passage: Passage, plan: Plan) -> Span:
    """Return what is quoted for a figure, from where its sentence tells that it is of a year before
    the plan's."""
    told = _told_at(figure.start, passage, plan)
    if told is None or told[1] < 0:
        return run
    return Span(min(run.start, passage.span.start + told[1]), run.end)


def _told_at(at: int, passage: Passage, plan: Plan) -> tuple[int, int] | None:
    """Return the year before the plan's that a figure there is told to be of, and where in its
    sentence that is told, below 0 where a sentence before it does; else None."""
    if spoken_of := _spoken_of(passage, at, plan):
        return spoken_of
    if plan.year is None:
        return None
    text = passage.text
    told: tuple[int, int] | None = None
    for found in _YEAR_TOLD.finditer(text, 0, at):
        if _is_closed(found.start(), at, text):
            continue  # 增长7%(2020年增长2%),投资…: what is told beside ends there
        if _is_about(found.start(), at, text):
            continue
        between = text[found.end() : at]
        named = found["year"] or found["given"]
        year = int(named) if named else plan.year - 1
        if found["before"] and _TWO_BEFORE.fullmatch(found["before"]):
            year = plan.year - 2
        becomes = found["before"] and find_quantities(between) and _BECOMES.search(between)
        # 由去年的168天压缩至120天 ends what was.
        past = not found["now"] and year < plan.year and not becomes
        told = (year, found.start()) if past else None
    return told


def _is_closed(at: int, until: int, text: str) -> bool:
    """Whether a place of a text stands in brackets that are closed before another one."""
    opened = max((m.end() for m in _OPENS.finditer(text, 0, at + 1)), default=0)
    return bool(opened and not _CLOSES.search(text, opened, at) and _CLOSES.search(text, at, until))


def _is_about(year: int, at: int, text: str) -> bool:
    """Whether a year, named in a text, is of what something is done about, which ends before a
    place: 针对上年反映的问题,更换管道27公里."""
    return bool(_ABOUT_YEAR.search(text[:year]) and CLAUSE_END.search(text, year, at))
