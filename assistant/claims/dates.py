"""Compare the times that a question claims with those the plan gives the same thing.

A time is read together with the clause it is of: whose deed, and whose thing. What else stands in
the item has times of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.claims.whose import has_time, told_apart
from assistant.evidence.pieces import (
    is_longer_named,
    is_torn,
    left_of,
    less_than,
    names_of,
    of_another,
    pieces_in,
    without_figures,
)
from assistant.evidence.ranking import Candidate
from assistant.language.bounds import bound_at, relation
from assistant.language.clauses import ENDS_STATEMENT
from assistant.language.deadlines import is_limit
from assistant.language.held_bounds import Held, held_by
from assistant.language.stages import alike, names_nothing, stage_of, without_stages
from assistant.language.stated import BOUND_OF
from assistant.language.times import (
    Relation,
    Time,
    comparable,
    compare,
    find_times,
    without_times,
    year_alone,
)
from assistant.silence.rules import REASON
from assistant.understanding.question import Question, content_words
from index.lexical import word_class, words
from index.passages import Passage
from index.plan import Plan, Span
from index.quantities import find_quantities

_DENIED = re.compile("不(?!是)|未|没|取消|推迟|提前")
_ONLY = re.compile("[只仅](?!要)")
_ORDINAL = re.compile("第[一二三四五六七八九十\\d]+")  # 第二中学 is not 第一中学
_ABLE = re.compile("能|可以|来得及")  # what is done before can be
_CUT = re.compile("[;；,，(（]")
_MARKS = " ,，。;；、()（）\n"
_ANOTHER_YEAR = re.compile(r"(20\d{2})年")
# Where a clause has one of these, what stands before is of another part: 一期…，二期….
_PART = re.compile("[一二三四五六七八九十]期|[东南西北中]段|[东南西北新老][校院]?区")
# A clause that begins with one of these has a thing of its own, and none from before it.
_DEED = re.compile(
    "完成|启动|开展|组织|举办|实施|推进|建设|建成|新建|新增|改造|改建|扩建|修缮|拆除"
)
_FINISHED = ("done", "use")
_MEMBER = re.compile("[、，,|]|以及|[和与及]|等")
_JOINS = re.compile("^(?:以及|[和与及、]| )+")
_SHORT = 3  # characters up to which a member of a title names too little
_APART = 6  # characters between the two that are left of a phrase: 接(待群众来)访
# 约 of 签约 bounds nothing.
_BOUND = re.compile("|".join(sorted((w for w in BOUND_OF if w != "约"), key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class DateVerdict:
    """The time that the plan has `stated` in `span` for what the claim is of: the `same` as
    claimed, one that neither is it nor rules it out (6月底前, of 6月), or an `other`. Of several
    claimed at once, those that are other, with 、 between them, where any is."""

    relation: Relation
    stated: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Claimed:
    """A time that is claimed, and what it is claimed of."""

    time: Time
    of: str


@dataclass(frozen=True, slots=True)
class _Dated:
    """A time with the words of the `thing` it is of and its `deed`, "" where it is the limit by
    which all of the thing is done. `own` are those of its clause, `before` the clauses of its
    sentence that may name what it is of, the nearest first. `of_all`: it is the only time of an
    item, and so of whatever that has."""

    time: Time
    thing: str
    title: str
    deed: str
    span: Span
    own: str = ""
    before: tuple[str, ...] = ()
    of_all: bool = False


def check_date(
    question: Question, candidates: Sequence[Candidate], plan: Plan
) -> DateVerdict | None:
    """Compare the times of a claim with those of what it is surely of; None where there is no
    such thing, or where its times differ and the claim does not tell which is meant."""
    # Why it is on a day takes it that it is.
    if not (question.yes_no or any(aspect.name == REASON for aspect in question.aspects)):
        return None
    claims = _claimed(question.text, plan.year)
    if not claims and (of_item := _of_item_named(question, candidates, plan)):
        return of_item
    years = {claimed.time.year for claimed in claims}
    if not claims or set(question.years) - {plan.year} - years:
        return None
    dated = [one for candidate in candidates for one in _dated(candidate.passage, plan)]
    verdicts = [_verdict(claimed, dated, plan.year) for claimed in claims]
    verdicts = [told and _within_bounds(question.text, told, plan) for told in verdicts]
    told = [verdict for verdict in verdicts if verdict]
    if len(told) < len(verdicts):
        return None
    relations = {verdict.relation for verdict in told}
    first: Relation = next(one for one in ("other", "near", "same") if one in relations)
    figures = [f.text for claimed in claims for f in find_quantities(claimed.of)]
    if figures and (first != "other" or _has_both(figures, claims, dated, plan)):
        return None  # the figure that is claimed as well decides
    if any(claimed.time.cycle and _is_otherwise_paid(claimed.of, told, plan) for claimed in claims):
        return None  # 每天25元 are neither right nor wrong of 每月900元
    shown = [verdict for verdict in told if verdict.relation == first]
    spans = [verdict.span for verdict in told]
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    within = any(
        candidate.passage.span.start <= whole.start and whole.end <= candidate.passage.span.end
        for candidate in candidates
    )
    if not within:
        return None
    told_only = _ONLY.search(question.text) and not _ONLY.search(
        plan.source[whole.start : whole.end]
    )
    first = "near" if first == "same" and told_only else first
    stated = "、".join(dict.fromkeys(verdict.stated for verdict in shown))
    return DateVerdict(first, stated, whole)


def _is_otherwise_paid(claim: str, told: Sequence[DateVerdict], plan: Plan) -> bool:
    """Whether a sum of money is claimed that is none of those that are told."""
    sums = [figure.value for figure in find_quantities(claim) if figure.dimension == "money"]
    stated = (find_quantities(plan.source[one.span.start : one.span.end]) for one in told)
    return bool(sums) and not any(figure.value in sums for some in stated for figure in some)


def _within_bounds(asked: str, verdict: DateVerdict, plan: Plan) -> DateVerdict:
    """Compare how long something is claimed to be at the least or the most (超过280天) with what is
    told of it, as with all figures: 290天 are more than that."""
    if verdict.relation == "same":
        return verdict
    text = plan.source[verdict.span.start : verdict.span.end].lower()
    told = [one for one in find_quantities(text) if one.text in verdict.stated]
    claims = [one for one in find_quantities(asked) if one.dimension == "time"]
    if len(told) != 1 or len(claims) != 1 or told[0].unit != claims[0].unit:
        return verdict
    stated, claimed = bound_at(told[0], text), bound_at(claims[0], asked)
    if not (stated and claimed and claimed.said):
        return verdict
    held = held_by(told[0], text, claims[0], asked)
    if held:
        true: dict[Held, Relation] = {"rounded": "same", "less": "other", "loose": "near"}
        return replace(verdict, relation=true[held])
    how: dict[str, Relation] = {"within": "same", "open": "near", "apart": "other"}
    return replace(verdict, relation=how[relation(stated, claimed)])


def _of_item_named(
    question: Question, candidates: Sequence[Candidate], plan: Plan
) -> DateVerdict | None:
    """Compare the time by which an item is claimed to be done (第9项6月底完成) with its limit; None
    where it has none or several, or anything else is claimed."""
    labels, times = question.references.labels, find_times(question.text, plan.year)
    said = without_times(question.text)
    stage = stage_of(said)
    if len(labels) != 1 or len(times) != 1 or _DENIED.search(said):
        return None
    if not stage or stage[0] != "done" or names_of(without_stages(said)):
        return None
    found = [
        one
        for candidate in candidates
        if candidate.passage.item == labels[0] and is_limit(candidate.passage.text, "")
        for one in _dated(candidate.passage, plan)
        if not one.of_all
    ]
    if len(found) != 1 or found[0].deed or not comparable(times[0], found[0].time):
        return None
    related = compare(times[0], found[0].time, False, plan.year)
    return DateVerdict(related, found[0].time.text, found[0].span)


def _has_both(
    figures: Sequence[str], claims: Sequence[_Claimed], dated: Sequence[_Dated], plan: Plan
) -> bool:
    """Whether a clause has a time that is claimed and a figure: 11月建成2个, beside 6月建成3个; of
    how often something is, one on what is claimed."""
    return any(
        comparable(claimed.time, one.time)
        and (not claimed.time.cycle or any(_held(without_figures(claimed.of), one)))
        and compare(claimed.time, one.time, False, plan.year) == "same"
        and any(figure in plan.source[one.span.start : one.span.end] for figure in figures)
        for claimed in claims
        for one in dated
    )


def related(claimed: str, stated: str) -> Relation | None:
    """Compare the time that a text claims with the one that another states, but for their years;
    None where either has none or several, or where they are no times of a kind."""
    ours, theirs = find_times(claimed, None), find_times(stated, None)
    if len(ours) != 1 or len(theirs) != 1 or not comparable(ours[0], theirs[0]):
        return None
    return compare(replace(ours[0], year=None), replace(theirs[0], year=None), False, None)


def _claimed(text: str, year: int | None) -> list[_Claimed]:
    """Return the times that a text claims with what each is of; none where they cannot be told
    apart, or where one is of nothing."""
    times = find_times(text, year)
    alone = year_alone(text, year)
    if not times and alone:
        times = (alone,)
    elif len(times) > 1:  # 每月调度一次, of 每周三: which is meant is not told
        times = times if _deeds(text, times) or all(time.edge for time in times) else ()
    elif times and times[0].year is None and alone:
        said = f"{text[: alone.start]} {text[alone.end :]}"
        times, text = find_times(said, year, alone.year), said
    deeds = _deeds(text, times)
    rest = without_times(text) if not (times and times[0].whole_year) else _blank(text, times[0])
    claims = []
    for at, time in enumerate(times):
        of = f"{text[: times[0].start]} {deeds[at]}" if deeds else rest
        of = _BOUND.sub(" ", of)
        if not names_of(of):
            return []
        claims.append(_Claimed(time, of))
    return claims


def _blank(text: str, time: Time) -> str:
    return f"{text[: time.start]} {text[time.end :]}"


def _deeds(text: str, times: Sequence[Time]) -> tuple[str, ...]:
    """Return what is done at each of several times where one thing has them all: 3月开工、9月竣工;
    none where it is not so."""
    if len(times) < 2:
        return ()
    ends = [*(time.start for time in times[1:]), len(text)]
    said = [text[time.end : end] for time, end in zip(times, ends, strict=True)]
    bare = [stage_of(deed) and names_nothing(without_stages(deed).strip(_MARKS)) for deed in said]
    return tuple(said) if all(bare) else ()


def _verdict(claimed: _Claimed, dated: Sequence[_Dated], year: int | None) -> DateVerdict | None:
    """Compare one time that is claimed with those of what it is surely of."""
    fits = [
        (_held(without_figures(claimed.of), one), one)
        for one in dated
        if comparable(claimed.time, one.time)
        and not _DENIED.search(left_of(claimed.of, one.own))
        and _done_alike(claimed.of, one)
        and not is_longer_named(claimed.of, one.own)
    ]
    surely = [one for one in fits if one[0][0] and not one[1].of_all]
    fits = surely or [one for one in fits if one[1].of_all]
    most = max((held for held, _ in fits), default=(0, 0))
    best = [one for held, one in fits if held == most and most[0]]
    able = claimed.time.limits and bool(_ABLE.search(claimed.of))
    relations = {compare(claimed.time, one.time, able, year) for one in best}
    times = {(one.time.days, one.time.year, one.time.cycle) for one in best}
    if len(relations) != 1 or len(times) != 1:
        return None
    return DateVerdict(relations.pop(), best[0].time.text, best[0].span)


def with_its_time(asked: str, shown: Span, passage: Passage, plan: Plan) -> Span:
    """Return what is shown of a sentence, with the clause beside it that says nothing but a time
    and what is then over, where that is the time claimed: 建成文化馆，8月底前开放."""
    claimed = find_times(asked, plan.year)
    texts = {clause: plan.source[clause.start : clause.end].lower() for clause in passage.clauses}
    for clause, text in texts.items():
        beside = clause.start == shown.end or clause.end == shown.start
        rest = without_stages(without_times(text)).strip(_MARKS)
        if beside and names_nothing(rest) and not names_of(rest) and accounted(claimed, text, plan):
            return Span(min(shown.start, clause.start), max(shown.end, clause.end))
    return shown


def accounted(claimed: Sequence[Time], text: str, plan: Plan) -> bool:
    """Whether a text has a time that is, or may be, each of those claimed; False for none."""
    stated = find_times(text, plan.year, plan.year)
    return bool(claimed) and all(
        any(
            comparable(one, other) and compare(one, other, False, plan.year) != "other"
            for other in stated
        )
        for one in claimed
    )


# --- what a time is of --------------------------------------------------------------------


def _dated(passage: Passage, plan: Plan) -> Iterator[_Dated]:
    """Yield the times of a sentence or row, each with what it is of."""
    if not re.search("[月年季节日天周期拜时]", passage.text):
        return
    item = plan.item(passage.item)
    title = item.title.lower() if item else ""
    clauses = passage.clauses
    texts = [plan.source[clause.start : clause.end].lower() for clause in clauses]
    whole = any(row.overlaps(passage.span) for row in plan.rows)
    for at, text in enumerate(texts):
        times = _times("".join(texts[:at]), text, plan.year)
        alone = None if times else _year_of_all(text, plan.year)
        times = (alone,) if alone else times
        deeds = _deeds(text, times)
        bracketed = _bracketed(text, times)
        listed = _listed(text, times)
        for number, time in enumerate(times):
            if bracketed:  # each tells that of its own thing, which is all of the claim's
                span = clauses[at]
                yield _Dated(time, bracketed[number], title, bracketed[number], span)
                continue
            if listed:  # of a thing of its own, and none of the others that the clause names
                own = listed[number]
                yield _Dated(time, own, title, own, clauses[at], own)
                continue
            piece = _CUT.split(text[: time.start])[-1]
            limit = is_limit(passage.text, text) or is_limit("", piece)
            # 4月底完成植树，10月底完工: the one is of a part that it names.
            of_part = not is_limit("", text) and bool(_part_named(text))
            if limit and not of_part:
                thing = without_times(passage.text.lower()) if whole else title
                span = passage.span if whole else clauses[at]
                if not whole and at and is_limit("", texts[at - 1]):  # 完成时限：|9月底
                    span = Span(clauses[at - 1].start, span.end)
                yield _Dated(time, thing, title, "", span)
                rest = item.text.replace(passage.text, " ").lower() if item else ""
                several = len(find_times(passage.text.lower(), plan.year)) > 1
                of_all = is_limit(passage.text, "") and not several
                if of_all and not find_times(rest, plan.year):
                    yield _Dated(time, rest, title, "", span, of_all=True)
                continue
            rest = f"{text[: times[0].start]} {deeds[number]}" if deeds else without_times(text)
            rest = _blank(text, alone) if alone else rest
            first = last = at
            bare = names_nothing(without_stages(rest).strip(_MARKS))
            if bare and not time.cycle:
                if stage_of(rest) is None and at + 1 < len(texts):
                    last = at + 1
                first = _first_on(texts, at, plan.year)
            deed = "|".join([rest, *map(without_times, texts[at + 1 : last + 1])])
            before = "|".join(map(without_times, texts[first:at]))
            thing = f"{_PART.sub(' ', before) if _PART.search(deed) else before}|{deed}"
            span = Span(clauses[first].start, clauses[last].end)
            earlier = tuple(_earlier(texts, at))
            yield _Dated(time, thing, title, deed, span, rest, () if bare else earlier)


def _bracketed(text: str, times: Sequence[Time]) -> tuple[str, ...]:
    """Return what each of several times is of that stand in brackets behind their things, with what
    is done, which is said once: 举办茶艺展(4月)和竹编赛(10月); none where they do not."""
    if len(times) < 2 or not all(_in_brackets(text, time) for time in times):
        return ()
    begins = [0, *(time.end + 1 for time in times[:-1])]
    pieces = [
        _JOINS.sub("", text[start : time.start - 1])
        for start, time in zip(begins, times, strict=True)
    ]
    cut = words(pieces[0].strip(_MARKS))
    deed = cut[0] if len(cut) > 1 and word_class(cut[0]).startswith("v") else ""
    return (pieces[0], *(f"{deed}{piece}" for piece in pieces[1:]))


def _listed(text: str, times: Sequence[Time]) -> tuple[str, ...]:
    """Return what each of several times is of that a clause gives a thing each, with what is done:
    甲地块6月启动、乙地块9月启动; none where it does not. What is done may be said once, behind the
    last (甲桥6月、乙桥9月通车)."""
    parts = told_apart(text, has_time) if len(times) > 1 else []
    if (
        not parts
        or len(parts) != len(times)
        or any(len(find_times(part, None)) != 1 for part in parts)
    ):
        return ()
    last = stage_of(parts[-1])
    shared = last[1] if last and not any(map(stage_of, parts[:-1])) else ""
    bare = [without_times(part).strip(_MARKS) for part in parts]
    return (*(f"{one}{shared}" for one in bare[:-1]), bare[-1])


def _in_brackets(text: str, time: Time) -> bool:
    """Whether a time stands in brackets, alone."""
    return text[: time.start].endswith(("(", "（")) and text[time.end :].startswith((")", "）"))


def _part_named(text: str) -> str:
    """Return what of an item a clause with a time names: 植树任务 of 4月底完成植树任务."""
    return "".join(names_of(without_stages(without_times(text)).strip(_MARKS)))


def _year_of_all(text: str, year: int | None) -> Time | None:
    """Return the one year that a clause names, but no earlier one that it tells beside in brackets:
    出口增长6%(2023年增长2%)."""
    alone = year_alone(text, year)
    if alone is None or year is None or alone.year is None or alone.year >= year:
        return alone
    return None if text[: alone.start].rstrip().endswith(("(", "（")) else alone


def _times(before: str, text: str, year: int | None) -> tuple[Time, ...]:
    """Return the times of a clause; one without a year is of no known year where the sentence has
    named another before."""
    named = {int(found) for found in _ANOTHER_YEAR.findall(before)}
    return find_times(text, year, None if named - {year} else year)


def _first_on(texts: Sequence[str], at: int, year: int | None) -> int:
    """Return the first of the clauses that tell what one is of which names no thing: back to
    one with a time and a thing of its own."""
    first = at
    while first and not ENDS_STATEMENT.search(texts[first - 1]):
        first -= 1
        said = without_stages(without_times(texts[first])).strip(_MARKS)
        if find_times(texts[first], year) and not names_nothing(said):
            break
    return first


def _earlier(texts: Sequence[str], at: int) -> Iterator[str]:
    """Yield the clauses before one that has a thing of its own, the nearest first, back to one
    that tells what is done."""
    for clause in reversed(texts[:at]):
        if ENDS_STATEMENT.search(clause):
            return
        yield without_times(clause)
        if _DEED.match(clause):
            return


def _done_alike(claim: str, dated: _Dated) -> bool:
    """Whether the time is of the deed claimed; where none is, of any.

    What is done to one thing of it (完成路基施工) is not done to it all.
    """
    claimed = stage_of(claim)
    if claimed is None:
        return True
    stage, _ = claimed
    if not dated.deed:
        return stage == "done"
    stated = stage_of(dated.deed)
    if stated is None or not alike(claim, dated.deed) or less_than(claim, dated.deed):
        return False
    if stage != stated[0] and not {stage, stated[0]} <= set(_FINISHED):
        return False
    done_to = dated.deed[dated.deed.rfind(stated[1]) + len(stated[1]) :]
    return not content_words(done_to) or len(left_of(done_to, claim)) < len(done_to)


def _held(claim: str, dated: _Dated) -> tuple[int, int]:
    """Return how many characters of the claim are said of the thing, and how many in the clause
    of the time; (0, 0) unless all that it says is said of the thing, or in the title of its item.

    What a clause says has a time of its own is not all that stands before it: 青溪桥, of 3 bridges.
    """
    claim = _without_short(claim, dated.own)
    beside = left_of(claim, dated.own)
    if dated.own and not _of_the_same(claim, beside, dated):
        return 0, 0
    around = f"{dated.thing}|{dated.title}"
    if is_torn(claim, around) or any(one not in around for one in _ORDINAL.findall(claim)):
        return 0, 0
    if _of_another_member(claim, dated.own) or _of_another_titled(claim, dated):
        return 0, 0
    nearest = _nearest(beside, dated.before)
    if nearest and (of_another(claim, dated.own) or _of_one_beside(claim, nearest, dated.own)):
        return 0, 0
    left = left_of(claim, f"{dated.thing}|{nearest}|{dated.title}")
    for run in left.split():
        left_out = content_words(without_stages(run))
        if any(len(word) > 1 or not word_class(word).startswith("v") for word in left_out):
            return 0, 0
    said = left_of(claim, dated.thing)
    named = names_of(claim) != names_of(said)
    return (len(claim) - len(said), len(claim) - len(beside)) if named else (0, 0)


def _of_another_member(claim: str, own: str) -> bool:
    """Whether what is claimed to be done is done to one member of a list, and to the member that is
    claimed something else: 右洞贯通, of 左洞贯通、右洞掘进过半."""
    members = [member for member in own.split("、") if member.strip()]
    for one in members:
        deeds = [word for word in _deeds_in(one) if word in claim]
        for other in members if deeds else ():
            named = [piece for piece in pieces_in(claim, other) if piece not in one]
            apart = not any(deed in other for deed in deeds) and bool(_deeds_in(other))
            if other != one and named and apart:
                return True
    return False


def _deeds_in(text: str) -> list[str]:
    return [word for word in words(text) if len(word) > 1 and word_class(word).startswith("v")]


def _of_another_titled(claim: str, dated: _Dated) -> bool:
    """Whether the title lists what is claimed, and the sentence of a time tells of another one that
    it lists: 加快甲厂、乙厂两个项目, of which 甲厂 is to be done by then."""
    told = "|".join((dated.own, dated.thing, *dated.before))
    members = [member for member in _MEMBER.split(dated.title) if len(member) > _SHORT]
    claimed = [m for m in members if any(p not in told for p in pieces_in(claim, m))]
    others = [m for m in members if m not in claimed and _has_most(m, told)]
    return bool(claimed) and bool(others) and not any(_has_most(m, told) for m in claimed)


def _has_most(member: str, told: str) -> bool:
    return 2 * len(left_of(member, told).replace(" ", "")) < len(member)


def _of_one_beside(claim: str, listed: str, own: str) -> bool:
    """Whether a clause is of one member of a list in the clause before it, and the claim of another
    one: 举办桃花节、龙舟赛，其中龙舟赛于6月举行."""
    members = [member for member in _MEMBER.split(listed) if member]
    claimed = [m for m in members if _names_alone(m, claim, own)]
    return bool(claimed) and any(_names_alone(m, own, claim) for m in members)


def _names_alone(member: str, text: str, other: str) -> bool:
    """Whether a text has what ends a member of a list, and another has none of that."""
    last = pieces_in(member, text)[-1:]
    return bool(last and names_of(last[0])) and last[0] not in other and member.endswith(last[0])


def _of_the_same(claim: str, beside: str, dated: _Dated) -> bool:
    """Whether the clause of a time names nothing but what is claimed to have it."""
    own = without_figures(dated.own)
    names = names_of(own)
    if names and names_of(claim) == names_of(beside):
        return False
    part = own != dated.own and not dated.time.cycle
    return not part or bool(names)


def _without_short(claim: str, own: str) -> str:
    """Return a claim with the clause's own words for those that it shortens: 接待来访, of 接访."""
    for word in words(claim):
        if len(word) != 2 or word in own:
            continue
        for long in re.finditer(f"{re.escape(word[0])}.{{1,{_APART}}}{re.escape(word[1])}", own):
            cut = words(own)
            begins = any(one.startswith(word[0]) and long[0].startswith(one) for one in cut)
            ends = any(one.endswith(word[1]) and long[0].endswith(one) for one in cut)
            if begins and ends:
                claim = claim.replace(word, long[0])
    return claim


def _nearest(left: str, before: Sequence[str]) -> str:
    """Return the nearest of the clauses that has any of what is left of a claim."""
    return next((clause for clause in before if left_of(left, clause) != left), "")
