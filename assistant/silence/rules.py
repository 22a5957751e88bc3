"""Tell when the plan is silent by rule: what is asked for that its sentences leave out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from assistant.answers.answer import Statement
from assistant.answers.phrases import phrase
from assistant.evidence.asked_units import asked_dimension
from assistant.evidence.choosing import FigureChoice, States
from assistant.evidence.coverage import core_terms, coverage, covers, known_to, support
from assistant.evidence.measures import doses_untold, fitting_figures
from assistant.evidence.past import (
    PAST,
    asks_past,
    asks_this_year,
    of_other_years,
    told_of_year,
    year_told,
)
from assistant.evidence.ranking import Candidate
from assistant.evidence.rerank import surely_answers
from assistant.evidence.scopes import scope_lacking
from assistant.evidence.siblings import all_of_others
from assistant.evidence.subjects import of_another, subject_start
from assistant.language.clauses import PHRASE_END
from assistant.language.enumerations import find_enumerations, find_side_by_side
from assistant.language.normalize import pattern, wording
from assistant.language.numbered_names import has_name
from assistant.language.stages import is_stage, names_nothing, other_stage, says_done, stage_of
from assistant.language.times import names_later_year
from assistant.silence.bearers import names_bearer, told_of_another
from assistant.silence.members import FEW, enumerates, listing, names_none, only_counts
from assistant.silence.missing import missing_names
from assistant.understanding.question import Aspect, Question, Term
from index.lexical import word_class, words
from index.passages import title_above
from index.plan import Plan
from index.quantities import find_quantities

# How much of the subject the sentence that gives the aspect must have; less for the best one
# where it is near in meaning, too.
_ASPECT_COVERAGE = 0.6
SUPPORTED = 0.5
"""How much of a term stands for it in other order."""
_NEAREST_COVERAGE = 0.3
_NEAREST = 0.8
_FIRST = 4
# The name of the aspect whose sentences are on nothing else, and of those which want a name or a
# reason.
RESPONSIBILITY = "责任部门或责任人"
PERSON = "具体人员的姓名"
PLACE = "具体地点"
REASON = "原因"
SCHEDULE = "时间安排"
_TOGETHER = re.compile("[和与跟及、]")
_TITLE = re.compile("《[^》]*》")
_MEASURED = ("money", "area", "length", "weight")
_DATE = re.compile(r"\d{4}年|\d{1,2}月(?:\d{1,2}日)?|[首当次逐]年")  # no number of a thing
_WHICH = re.compile(r"第\s*[\d一二三四五六七八九十]")
_LIMIT = re.compile("[(（]?(?:完成|办结)(?:时限|时间)[:：]")
_RECURS = re.compile("每(?:个|一|半)?[^,，。;；]{0,2}?(?:年|月|季度?|周|星期|日|天)")
# How old things are tells which are meant, and no time: 使用年限超过20年的管道.
_AGED = re.compile(r"(?:(?:超过?|已?满|达到?)\d+年(?:以上)?|\d+年以上)的")
_DURATION = re.compile(r"\d+个?(?:工作日|小时|分钟|天|日)(?:以?内|之内)")
# Words for doing all that an item says, by its time.
_FINISHES = re.compile(
    "[完好成定毕]$|[建改装修设铺扩拆做]|结束|落[实地]|到位|截止|实施|推进|开展|进行"
)
_HELPS = re.compile("(?:牵头|负责|督办|配合|协助|协同|参与|参加|分工|落实)[^,，。;；]{0,4}$")
_WHERE = re.compile("[^,，]{0,6}?(?:在|位于|于|沿|[赴驻往到至])")
_BUILT = re.compile("[^在于]{0,6}?(?:[新改扩续迁重]建|改造|修缮|拓宽|整治|建成|建设)")
# Says where what the sentence before it is on stands, or that it is done there: 选址在…, 在…实施.
_TELLS_WHERE = re.compile(
    "位于|[选地]址|坐落|地[处点]|设在|布局|在[^,，。;；:：]{2,}(?:建设|实施|开展|进行|举[办行])$"
)
_NEWLY_BUILT = "新建"  # is a county, too


Lacking = Literal[
    "number",
    "year",
    "person",
    "reason",
    "other",
    "untold",
    "place",
    "attribute",
    "figure",
    "members",
]
"""What a rule finds that the plan lacks: the numbered thing or part asked about (14号线), the
year, the place; or, of what is asked about, a person's name, the reason, another attribute, a
figure, its members by name; `other`: its best sentence gives the attribute or figure, but of
something else; `untold`: its best sentence has no word at all of the kind asked for."""
# No wording could have the first two; whether a name or a reason is given, or what a date or
# figure is of, the rules see better than reading; and what names no one, no day and no place is no
# answer to who, when and where. All else is for the reading to decide.
CERTAIN = frozenset[Lacking](("number", "year", "person", "reason", "other", "untold"))


@dataclass(frozen=True, slots=True)
class Silence:
    """What the plan leaves out: the phrase that says so, with its values, and its kind."""

    phrase: str
    kind: Lacking
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def on_time(self) -> bool:
        """Whether it is the year that is left out, or when."""
        return self.kind == "year" or self.values.get("aspect") == SCHEDULE

    def said(self, doubtful: bool = False) -> list[Statement]:
        """Say it; where it is `doubtful`, as what may be so."""
        return say(self.phrase, doubtful, **self.values)


def silent_on(
    question: Question,
    candidates: Sequence[Candidate],
    choice: FigureChoice | None,
    plan: Plan,
) -> Silence | None:
    """Find what is asked for that the plan leaves out; None when no rule finds so.

    `choice`: the figure that answers, where one is wanted and found.
    """
    missing = missing_names(question, plan.worded)
    if missing and not _covers_rest(question, missing, candidates):
        places = {term.text for term in question.terms if term.is_place}
        kind: Lacking = "place" if places.issuperset(missing) else "number"
        return Silence("silent.missing", kind, {"missing": "、".join(missing)})
    elsewhere = _other_years(question, candidates, plan)
    if elsewhere:
        years = "、".join(map(str, elsewhere))
        return Silence("silent.year", "year", {"plan_year": plan.year, "asked": years})
    if plan.year is None and _of_unnumbered_year(question, candidates):
        return Silence("silent.later", "year")
    told = year_told(candidates[0].passage, plan) if candidates else None
    if told and not choice and asks_this_year(question, plan):
        return Silence("silent.this_year", "other")
    scope = "" if choice else _scope_lacking(question, candidates, plan)
    if scope:
        return Silence("silent.scope", "other", {"scope": scope})
    for aspect in question.aspects:
        if (
            aspect.name == PAST
            and asks_past(question, plan)
            and (choice or (question.yes_no and told_of_year(question, candidates, plan)))
        ):
            continue  # what was is told
        if aspect.on_time and choice and choice.figure.dimension == "time":
            continue  # 时限压缩多少天: the days asked for are found
        if not stating(aspect, question, candidates, plan):
            lacking: Lacking = "person" if aspect.name == PERSON else "attribute"
            # Of a wrong figure there is none.
            if aspect.name == REASON and not _claims_otherwise(question, candidates):
                lacking = "reason"
            if _given_of_another(aspect, question, candidates):
                lacking = "other"
            elif aspect.name == PAST and asks_past(question, plan) and _of_figure(question):
                lacking = "other"  # a figure of another year, whatever is read
            elif aspect.name == RESPONSIBILITY and _names_nobody(aspect, question, candidates):
                lacking = "untold"
            elif lacking == "attribute" and not choice:
                beside = _AGED if aspect.on_time else _TITLE
                hinted = _hints(aspect.traces, question, candidates, plan, beside)
                lacking = "attribute" if hinted else "untold"
            return Silence("silent.aspect", lacking, {"aspect": aspect.name})
    responsible = any(aspect.name == RESPONSIBILITY for aspect in question.aspects)
    barely = _barely_asked(question)
    named = (
        barely == PLACE and candidates and _is_placed(question, candidates[0].passage.text.lower())
    )
    if barely and not named and not _hints(_traces(barely), question, candidates, plan):
        return Silence("silent.aspect", "untold", {"aspect": barely})
    unnamed = not question.aspects and not question.yes_no and names_none(question, candidates)
    if candidates and (unnamed or only_counts(question, candidates)):
        return Silence("silent.names", "untold")
    if candidates and not responsible and not listing(question, candidates):
        return Silence("silent.names", "members")
    if question.wants_figure and not choice:
        few = FEW.search(question.text)
        if few and asked_dimension(question.text) in (None, "count"):
            few = few if enumerates(question, candidates) else None
        kind = "figure" if few or _numbered(question, candidates, plan) else "untold"
        if candidates and (
            asks_past(question, plan)
            or of_another(question, candidates[0], plan)
            or all_of_others(question, candidates[0].passage.text)
            or of_other_years(question, candidates[0].passage, plan)
            or doses_untold(question, candidates[0].passage.text)
        ):
            kind = "other"
        return Silence("silent.figure", kind)
    return None


def _names_nobody(aspect: Aspect, question: Question, candidates: Sequence[Candidate]) -> bool:
    """Whether it is asked who answers for something, and the best sentence on it says of nobody
    that they do it."""
    strictly = pattern(wording()["roles"]["asked_for"]).search(question.text)
    if not strictly or question.yes_no or not candidates:
        return False
    return not names_bearer(candidates[0].passage.text, question.subject, aspect.traces)


def _of_figure(question: Question) -> bool:
    """Whether a figure is asked for, or one claimed."""
    return question.wants_figure or (question.yes_no and bool(question.claims))


def _scope_lacking(question: Question, candidates: Sequence[Candidate], plan: Plan) -> str:
    """Return of how much a figure is asked for, where the best sentence that has one of the kind
    does not say it of that; "" where none has, or one that is of another thing than the first."""
    forms = [f for term in core_terms(question.terms) if not term.is_verb for f in term.forms]

    def named(candidate: Candidate) -> bool:
        return any(form in candidate.passage.text.lower() for form in forms)

    for candidate in candidates[:_FIRST]:
        passage = candidate.passage
        if named(candidates[0]) and not named(candidate):
            continue
        if figures := fitting_figures(question, passage.text):
            return scope_lacking(question, figures[0], passage, plan, chosen=True)
    return ""


def say(name: str, doubtful: bool = False, **values: object) -> list[Statement]:
    """Return a fixed phrase as the one statement of a list; `doubtful`: as what may be so."""
    perhaps = phrase("silent.perhaps") if doubtful else ""
    return [Statement("phrase", phrase(name, perhaps=perhaps, **values))]


def unstated(question: Question) -> list[Statement]:
    """Say that the plan has not the kind of answer that a question asks for."""
    if question.aspects:
        return say("silent.aspect", aspect=question.aspects[0].name)
    return say("silent.figure" if question.wants_figure else "silent.nothing")


def _covers_rest(
    question: Question, missing: Sequence[str], candidates: Sequence[Candidate]
) -> bool:
    """Whether several things are asked of together and the plan has the others.

    A name that the best sentence is itself asked about in is not missing either.
    """
    if not candidates:
        return False
    best = candidates[0].passage
    if all(has_name(name, best.asked) for name in missing):
        return True
    if not _TOGETHER.search(question.text):
        return False
    rest = [t for t in core_terms(question.subject) if not any(t.text in m for m in missing)]
    return covers(rest, best.text.lower(), best.asked)


def _other_years(question: Question, candidates: Sequence[Candidate], plan: Plan) -> list[int]:
    """Return the years asked about that are neither the plan's nor in its best sentences."""
    if not plan.year:
        return []
    # The next rows of a table are of other things.
    is_row = any(row.overlaps(c.passage.span) for c in candidates[:1] for row in plan.rows)
    near = candidates[: 1 if is_row else 3]
    goals = not question.aspects and question.answer_type in ("topic", "list", "definition")
    return [
        year
        for year in question.years
        if year != plan.year
        and not any(
            _has_year(year, c.passage.text, plan) and not (goals and _tells_when(c, plan))
            for c in near
        )
    ]


def _has_year(year: int, text: str, plan: Plan) -> bool:
    """Whether a text has a year, or what it is called in the plan of the next or earlier one."""
    before = plan.year and year == plan.year - 1 and ("上年" in text or "去年" in text)
    after = plan.year and year > plan.year and names_later_year(text)
    return str(year) in text or bool(before or after)


def _of_unnumbered_year(question: Question, candidates: Sequence[Candidate]) -> bool:
    """Whether a year after that of a plan without a year is asked about (明年), of which its best
    sentences do not tell."""
    said = (candidate.passage.text for candidate in candidates[:_FIRST])
    return names_later_year(question.text) and not any(map(names_later_year, said))


def _tells_when(candidate: Candidate, plan: Plan) -> bool:
    """Whether a sentence is a row, or says but by when its item is done: no goal of a year."""
    passage = candidate.passage
    limit = pattern(wording()["selection"]["limit"]).search(passage.text)
    return bool(limit) or any(row.overlaps(passage.span) for row in plan.rows)


def stating(
    aspect: Aspect, question: Question, candidates: Sequence[Candidate], plan: Plan
) -> list[Candidate]:
    """Return the sentences that give the aspect asked for: one on the subject that gives it, or
    one on the subject and that of its item which gives it for all of the item; none: [].

    What a sentence of the body says is not answered from the row of an annex that says it again.
    """
    annexed = {item.label for item in plan.items if item.part == "annex"}
    if candidates and candidates[0].passage.item in annexed:
        body = [c for c in candidates if c.passage.item not in annexed]
        if found := _stating(aspect, question, body, plan):
            return found
    return _stating(aspect, question, candidates, plan)


def _stating(
    aspect: Aspect, question: Question, candidates: Sequence[Candidate], plan: Plan
) -> list[Candidate]:
    subject = core_terms([t for t in question.subject if _is_of_plan(t, candidates, plan)])
    places = [term for term in question.subject if term.is_place and term not in subject]
    things = [term for term in (*subject, *places) if not is_stage(term.text)]
    whole = pattern(aspect.whole) if aspect.whole else None
    stage = stage_of(question.text)
    says_finished = stage is not None and stage[0] == "done"
    # Of an item by its number, or the one that the conversation is about, it is known whose it is.
    anywhere = aspect.name == RESPONSIBILITY and not (question.references.labels or question.within)
    # 小区翻新, of which the plan has but 小区, it has in other words.
    anywhere = anywhere and set(core_terms(question.subject)) <= set(subject)

    def _of_others(candidate: Candidate) -> bool:
        told = pattern(aspect.states)
        return anywhere and told_of_another(candidate, subject, told, plan)

    for states in map(pattern, filter(None, (aspect.prefers, aspect.states))):
        for place, candidate in enumerate(candidates[:_FIRST]):
            needed = _needed(candidate, best=place == 0)
            item = plan.item(candidate.passage.item)
            if item and item.is_title(candidate.passage.text):
                continue
            text = candidate.passage.text.lower()
            if whole and whole.search(text) and not covers(subject, text):
                continue  # its subject is the item's
            same = (c.passage for c in candidates if c.passage.item == candidate.passage.item)
            limited = aspect.on_time and any(map(_LIMIT.match, (p.text for p in same)))
            text = text[subject_start(question.terms, text) :]
            text = _AGED.sub(" ", text) if aspect.on_time else text
            if limited and not aspect.prefers:
                text = _DURATION.sub(" ", text)  # by when the item is done is said apart
                text = _RECURS.sub(" ", text) if says_finished else text
            fits = surely_answers(candidate) or _held(subject, candidate, plan) >= needed
            fits = fits or bool(aspect.prefers and not subject)  # 联系人是谁: of all there is
            if not states.search(text) or not fits or _of_others(candidate):
                continue
            placed = aspect.name == PLACE
            if placed and place and _builds_another(states, things, text, candidates[0]):
                continue
            if not (aspect.own and _of_another(states, things, text, question.text, placed)):
                return [candidate]
    if whole is None or (aspect.on_time and _done_elsewhere(question, candidates, plan)):
        return []
    if aspect.on_time:  # all of an item is finished by its time limit, called so or not
        subject = core_terms([term for term in subject if not says_done(term.text)])
    ordered = sorted(candidates, key=lambda c: c.passage.ordinal)
    lines = [c for c in ordered if whole.search(c.passage.text)]
    if question.references.labels and not subject:  # the item itself is asked about
        return _answering(question, lines)
    on_subject = [c for c in candidates if c not in lines]
    on_best = next(iter(on_subject), None)
    for candidate in (*on_subject[:_FIRST], *candidates[:_FIRST]):
        if _held(subject, candidate, plan) < _needed(candidate, best=candidate is on_best):
            continue
        if _of_others(candidate):
            continue
        of_item = [line for line in lines if line.passage.item == candidate.passage.item]
        if candidate in of_item:
            return [candidate]
        if of_item:
            answering = _answering(question, _following(candidate, of_item))
            # Of the one item that the conversation is about it need not be said whose they are.
            known = question.within == (candidate.passage.item,)
            return answering if known else [candidate, *answering]
    return []


def _needed(candidate: Candidate, best: bool) -> float:
    """Return how much of the subject a sentence must have; less the best one, if it is near."""
    return _NEAREST_COVERAGE if best and candidate.near >= _NEAREST else _ASPECT_COVERAGE


def _is_of_plan(term: Term, candidates: Sequence[Candidate], plan: Plan) -> bool:
    """Whether the plan has a term, or one of the first sentences has most of it in other order
    (改造老旧小区 for 老旧小区改造)."""
    first = (candidate.passage.text.lower() for candidate in candidates[:_FIRST])
    return known_to(term, plan.folded) or any(support(term, text) >= SUPPORTED for text in first)


def _done_elsewhere(question: Question, candidates: Sequence[Candidate], plan: Plan) -> bool:
    """Whether it is asked when something is done (发放) that the plan has of other things than the
    item of its best sentence; that item's time is no time of it."""
    item = plan.item(candidates[0].passage.item) if candidates else None
    if item is None:
        return False
    deeds = [t for t in question.terms if t.is_verb and len(t.text) > 1]
    deeds = [t for t in deeds if not (_FINISHES.search(t.text) or is_stage(t.text))]
    text = f"{item.title}\n{item.text}".lower()
    return any(known_to(deed, plan.folded) and not known_to(deed, text) for deed in deeds)


def _following(candidate: Candidate, lines: Sequence[Candidate]) -> list[Candidate]:
    """Return those of an item's lines, in order, that are on a sentence of it: the next ones, each
    right behind the other; all, where none stands behind it."""
    behind = [line for line in lines if line.passage.ordinal > candidate.passage.ordinal]
    return [
        line
        for place, line in enumerate(behind)
        if line.passage.ordinal == behind[0].passage.ordinal + place
    ] or list(lines)


def _answering(question: Question, lines: Sequence[Candidate]) -> list[Candidate]:
    """Return those of an item's lines that name whom the question asks for: who supports only
    where that is asked; all, where none does."""
    supports = pattern(wording()["roles"]["supports"])
    named = supports.search(question.text)
    both = named and pattern(wording()["roles"]["answers"]).search(question.text)
    return [
        line for line in lines if both or bool(supports.match(_label(line))) == bool(named)
    ] or list(lines)


def _label(line: Candidate) -> str:
    """Return a line from its label on: 责任单位：… without the bracket before it."""
    return line.passage.text.lstrip("(（〔【［[")


def _given_of_another(aspect: Aspect, question: Question, candidates: Sequence[Candidate]) -> bool:
    """Whether the best sentence gives the aspect asked for, of another thing or stage."""
    if not (aspect.own and candidates):
        return False
    things = [term for term in core_terms(question.subject) if not is_stage(term.text)]
    text = candidates[0].passage.text.lower()
    states = pattern(aspect.states)
    placed = aspect.name == PLACE
    return bool(states.search(text)) and _of_another(states, things, text, question.text, placed)


def _barely_asked(question: Question) -> str:
    """Return the name of what a mere 谁 (does it) or 在哪 (is it) asks for, or ""."""
    if question.aspects or question.yes_no:
        return ""
    table, text = wording(), question.text
    if question.answer_type == "who" and pattern(table["who"]["doer"]).search(text):
        return RESPONSIBILITY
    placed = question.answer_type == "place" and not pattern(table["place"]["abstract"]).search(
        text
    )
    return PLACE if placed else ""


def told_by(question: Question, sentence: str) -> States | None:
    """Return what recognises the clauses of a sentence that give what is asked for (a place, a
    time, a person); None where none is. Of the words for a place, the plainest it has."""
    table = wording()
    aspect = next(iter(question.aspects), None)
    if aspect and aspect.name != PLACE:
        preferred = aspect.prefers and pattern(aspect.prefers).search(sentence.lower())
        stated = pattern(aspect.prefers if preferred else aspect.states)
        things = [term for term in question.terms if not re.search(r"\d", term.text)]
        own = aspect.own and stated.search(_without(sentence.lower(), things))
        # 九年一贯制 tells no time of itself.
        return (lambda text: stated.search(_without(text, things))) if own else stated.search
    if not aspect and question.answer_type == "who":
        return pattern(table["who"]["states"]).search
    if not aspect and question.answer_type != "place":
        return None

    def by(expression: str) -> States:
        return lambda text: pattern(expression).search(_without(text, question.terms))

    located = next(each["states"] for each in table["aspect"] if each["name"] == PLACE)
    states = (by(table["place"]["states"]), by(located), partial(_names_place, question.terms))
    return next((each for each in states if each(sentence.lower())), None)


def _names_place(terms: Sequence[Term], text: str) -> bool:
    """Whether a text has the name of a place, aside from the words asked about."""
    rest = words(_without(text, terms))
    named = [word for word in rest if len(word) > 1 and word_class(word) == "ns"]
    return any(word != _NEWLY_BUILT for word in named)


def _is_placed(question: Question, text: str) -> bool:
    """Whether a sentence names a place where it has what is asked about (新建东湖镇敬老院), or says
    right beside that where it is: 在东湖镇."""
    things = [term for term in core_terms(question.terms) if not term.is_verb]
    pieces = re.split("[、,，;；。]", text)
    own = [piece for piece in pieces if any(covers([thing], piece) for thing in things)]
    said = [part for part in re.split("[,，;；。]", _around(question, text)) if _WHERE.match(part)]
    return any(_names_place(question.terms, piece) for piece in (own or pieces) + said)


def _traces(name: str) -> str:
    """Return what a sentence that gives the aspect of that name must have."""
    return next(aspect["traces"] for aspect in wording()["aspect"] if aspect["name"] == name)


def _claims_otherwise(question: Question, candidates: Sequence[Candidate]) -> bool:
    """Whether the best sentence lacks a figure, no time, that a question takes for granted."""
    text = candidates[0].passage.text if candidates else ""
    stated = {(figure.value, figure.unit) for figure in find_quantities(text)}
    counted = [claim for claim in question.claims if claim.dimension != "time"]
    return any((claim.value, claim.unit) not in stated for claim in counted)


def _hints(
    traces: str,
    question: Question,
    candidates: Sequence[Candidate],
    plan: Plan,
    beside: re.Pattern[str] = _TITLE,
) -> bool:
    """Whether the best sentence, or of a title what it heads, has any of the traces of what is
    asked for, aside from the words asked about, titles and what stands `beside`; True where there
    is none to look for."""
    if not (traces and candidates):
        return True
    best = candidates[0].passage
    item = plan.item(best.item)
    titled = item is not None and item.is_title(best.text)
    of_item = [c.passage for c in candidates if c.passage.item == best.item]
    said = [passage.text.lower() for passage in (of_item if titled else [best])]
    if traces == _traces(PLACE) and not titled:
        said = [_around(question, best.text.lower())]
    texts = [
        beside.sub(" ", _TITLE.sub(" ", text[subject_start(question.terms, text) :]))
        for text in said
    ]
    return any(pattern(traces).search(_without(text, question.terms)) for text in texts)


def _around(question: Question, text: str) -> str:
    """Return the clauses of a sentence that have what is asked about, with the ones beside them in
    its statement; all of it, where none has."""
    text = text[subject_start(question.terms, text) :]
    things = [term for term in core_terms(question.terms) if not term.is_verb]
    clauses = PHRASE_END.split(text)
    held = [coverage(things, clause) for clause in clauses]
    if not any(held):
        return text
    on = [at for at, share in enumerate(held) if share == max(held)]
    end = on[-1] + 1
    while end < len(clauses) and clauses[end].startswith("其中"):
        end += 1  # tells more of what stands before it
    beside = _listed_with(things, text)

    def of_another(clause: str) -> bool:  # 举办桃花节、龙舟赛,其中龙舟赛在柳叶河举行
        own = any(covers([term], clause) for term in things)
        return not own and any(name in clause for name in beside)

    near = clauses[max(on[0] - 1, 0) : end + 1]
    return "，".join(clause for clause in near if not of_another(clause))


def _numbered(question: Question, candidates: Sequence[Candidate], plan: Plan) -> bool:
    """Whether the best sentence has a figure of the dimension asked for, or any trace of a number
    where that is no sum or measure."""
    dimension = asked_dimension(question.text)
    if not candidates:
        return True
    text = candidates[0].passage.text
    if "第几年" in question.text and not _WHICH.search(text):
        return False
    if dimension in _MEASURED:
        return any(figure.dimension == dimension for figure in find_quantities(text))
    if fitting_figures(question, text):
        return True
    # A figure of another kind is none of what is asked.
    kinds = (f for f in find_quantities(text) if dimension and f.dimension != dimension)
    others = "|".join(re.escape(figure.text) for figure in kinds)
    beside = re.compile(f"{_DATE.pattern}|{others}") if others else _DATE
    return _hints(wording()["figures"]["traces"], question, candidates, plan, beside=beside)


def telling(question: Question, candidates: list[Candidate]) -> list[Candidate]:
    """Leave out the sentences that say nothing but who answers for their item, where that is
    not asked, nor by when it is done, which one may say, too; all, where nothing else is left."""
    if question.answer_type == "who" or any(a.name == RESPONSIBILITY for a in question.aspects):
        return candidates
    timed = [pattern(a.whole) for a in question.aspects if a.on_time and a.whole]
    told = [
        c
        for c in candidates
        if not _says_only_who(c.passage.text) or any(t.search(c.passage.text) for t in timed)
    ]
    return told or candidates


def saying_more(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Leave out the sentences that say nothing but who answers for their item."""
    return [c for c in candidates if not _says_only_who(c.passage.text)]


def _says_only_who(text: str) -> bool:
    """Whether a sentence says who answers for its item, and does not go on with how much is done
    (由商务局牵头，全年办展会16场); of those who help (5个镇配合) and by when that is not told."""
    table = wording()["aspect"]
    whole = pattern(next(a["whole"] for a in table if a["name"] == RESPONSIBILITY))
    if not whole.search(text):
        return False  # as most do not, and to look for figures takes longer
    told = (clause for clause in PHRASE_END.split(text) if not _HELPS.search(clause))
    return all(f.dimension == "time" for clause in told for f in find_quantities(clause))


def _of_another(
    states: re.Pattern[str], subject: Sequence[Term], text: str, asked: str, placed: bool = False
) -> bool:
    """Whether only clauses give the aspect that are on something else than the subject, which
    another clause is on (办好马拉松，确保北延线10月底前通车), or on another stage of it than is
    `asked` about (9月底前封顶). A place (`placed`) where another thing is built is of that alone:
    改造港城路，新建泵站1座."""
    parts = [
        (part, whole) for whole in PHRASE_END.split(text) for part in _each_given(states, whole)
    ]
    on_subject = [any(covers([term], part) for term in subject) for part, _ in parts]
    beside = _listed_with(subject, text)
    for (clause, whole), own in zip(parts, on_subject, strict=True):
        rest = _without(clause, subject)
        given = states.search(rest)
        if not given or other_stage(asked, clause):
            continue
        on_whole = any(covers([term], whole) for term in subject)
        if not on_whole and any(name in clause for name in beside):
            continue  # 举办桃花节、龙舟赛,其中龙舟赛于6月22日举行
        if placed and any(on_subject) and not on_whole and _BUILT.match(whole):
            continue
        if own or names_nothing(rest[: given.start()]) or not any(on_subject):
            return False
    return True


def _builds_another(
    states: re.Pattern[str], subject: Sequence[Term], text: str, best: Candidate
) -> bool:
    """Whether a sentence without the subject, which the best one has, tells but of something else
    where that is built or done: 建成中转站1座(位于旧址), 在全镇推行分类."""
    if any(covers([term], text) for term in subject):
        return False
    told = [clause for clause in PHRASE_END.split(text) if states.search(clause)]
    others = all(_BUILT.match(clause) or not _TELLS_WHERE.search(clause) for clause in told)
    return covers(subject, best.passage.text.lower()) and others


def _listed_with(subject: Sequence[Term], text: str) -> list[str]:
    """Return what a text lists beside one of the things asked about, which is a member itself."""
    found = []
    for listed in (*find_enumerations(text), *find_side_by_side(text)):
        members = [text[member.start : member.end] for member in listed.members]
        of_it = [any(covers([term], member) for term in subject) for member in members]
        if sum(of_it) == 1:
            found += [m for m, own in zip(members, of_it, strict=True) if not own and len(m) > 1]
    return found


def _each_given(states: re.Pattern[str], clause: str) -> list[str]:
    """Split a clause that gives several of a kind, so that each part gives one: 东苑、西苑5月开工|
    12月竣工."""
    parts = [""]
    for piece in clause.split("、"):
        if states.search(parts[-1]) and states.search(piece):
            parts.append(piece)
        else:
            parts[-1] = f"{parts[-1]}、{piece}" if parts[-1] else piece
    return parts


def _without(clause: str, subject: Sequence[Term]) -> str:
    """Return a clause without the words asked about: 滨河步道 is not where it is."""
    for form in sorted((form for term in subject for form in term.forms), key=len, reverse=True):
        clause = clause.replace(form, "")
    return clause


def _held(subject: Sequence[Term], candidate: Candidate, plan: Plan) -> float:
    """How much of the subject a sentence has; its item's title names it, too."""
    passage = candidate.passage
    titled = f"{title_above(passage, plan)}\n{passage.text}".lower()
    return coverage(subject, titled, passage.asked)
