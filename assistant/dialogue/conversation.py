"""Make a follow-up question self-contained from the user's earlier messages."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.dialogue.in_section import of_section
from assistant.evidence.coverage import coverage
from assistant.evidence.measures import asked_thing, asked_unit
from assistant.language.clauses import PHRASE_END
from assistant.language.deadlines import find_deadlines, without_deadlines
from assistant.language.grades import without_other_grade
from assistant.language.normalize import normalize, pattern, turns_away, wording
from assistant.language.stages import is_stage, stages_in
from assistant.lookups.selection import selection
from assistant.silence.rules import PERSON
from assistant.understanding.compound import office_claimed
from assistant.understanding.question import Question, Term, understand
from assistant.understanding.vocabulary import Vocabulary
from index.lexical import word_class
from index.numerals import parse_number
from index.plan import Plan
from index.quantities import find_quantities

CitedBy = Callable[[str, Sequence[str]], Sequence[str]]
"""The items that the answer to a message quotes, given the ones before it."""

_SHORT = 12
# A year, for which alone a follow-up asks what was asked before.
_YEAR = re.compile("(?:[今去前本明来后]年|[上下]一?年|20\\d\\d年)度?的?")
_ONLY_YEAR = re.compile(
    "(?P<year>[今本明来后]年|下一年|(?P<past>去年|上一?年|前年)|20\\d\\d年)度?(?:的[数字情况]{0,2})?"
)
_GOAL = re.compile("的?(?:目标|指标)(?=[是为要达有]|多少|几)")
_GOAL_ASKED = re.compile("(?:目标|指标)[?？]*$")
# What is of a whole and of no year: 全长 of 全长多少, where 今年呢 asks what comes of it.
_OF_WHOLE = re.compile("(?:全|总)(?:长度?|里程)|总(?=投资|数|量|面积)")
_SIDE_BY_SIDE = re.compile("[、和与及]")
_SUBJECT_WEIGHT = 0.35
# 几处分诊点: what is counted has a name of its own, whatever words it is cut into.
_COUNTS_NAMED = re.compile("(?:多少|几)[一-鿿](?P<name>[一-鿿]{3,})[?？]?")
_COUNTS = re.compile("多少|几")
_COUNT_LEADS = re.compile("(?:一?共|总共)?(?:多少|几)")
# 一天 of 一天几班, whose 票价 is of no day.
_EACH_TIME = re.compile("[每一](?:天|日|周|月|季度|年)")
# Messages before, whose items a follow-up may be of.
_NEAR = 2
# The share of the earlier subject that an item has which the conversation is about.
_ABOUT = 0.5
_NAME = 2  # characters


@dataclass(frozen=True, slots=True)
class Standalone:
    """A message in words that need no earlier one.

    `within`: the items that the conversation is about, which alone may answer; all where there
    are none. `topic`: the words without the kind of answer that was carried over from before.
    `near`: the same of what the message names alone, in the items that the last answers cite, which
    comes `nearest` where that is a thing. `named`: the things that a message names and asks nothing
    of, which its answer is to be of. `beside`: what was asked about before, where the message names
    one of a group alone (农村), and so should be of that.
    """

    text: str
    within: tuple[str, ...] = ()
    topic: str = ""
    near: "tuple[Standalone, ...]" = ()
    nearest: bool = False
    named: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class _Message:
    """A message, or a `part` of one, as it was typed and as it reads alone."""

    raw: str
    text: str
    read: Question
    part: bool

    @property
    def points(self) -> bool:
        """Whether a pronoun stands for what was asked about before."""
        return bool(pattern(wording()["follow_up"]["pronoun"]).search(self.text))

    @property
    def leads(self) -> bool:
        """Whether it goes on from the message before in so many words: 那…, …呢."""
        table = wording()["follow_up"]
        return any(pattern(table[way]).search(self.text) for way in ("lead", "tail"))

    @property
    def deed(self) -> str:
        """What is done, where it begins with that and so may be of what was asked about before:
        覆盖 of 覆盖哪些乡镇; else ""."""
        found = pattern(wording()["follow_up"]["elided"]).match(self.text)
        return found["deed"] if found and word_class(found["deed"]).startswith("v") else ""

    @property
    def lasting(self) -> bool:
        """Whether it asks how long something lasts (管几年的), not which year's plan it is."""
        return bool(pattern(wording()["follow_up"]["lasting"]).search(self.text))


def since_turned(question: str, history: Sequence[str]) -> tuple[str, ...]:
    """Return the earlier messages that a message may be of: none before one that leaves what was
    talked about."""
    if turns_away(question):
        return ()
    table = wording()["chat"]
    for at in range(len(history) - 1, -1, -1):
        if pattern(table["turn"]).search(normalize(history[at])):
            return tuple(history[at + 1 :])
        if turns_away(history[at]):
            return tuple(history[at:])
    return tuple(history)


def without_talk(history: Sequence[str]) -> tuple[str, ...]:
    """Return the messages of a conversation without thanks and the like, which have no subject."""
    said = wording()["chat"].values()
    return tuple(
        message
        for message in history
        if not any(pattern(expression).search(normalize(message)) for expression in said)
    )


def standalone(
    question: str,
    history: Sequence[str],
    plan: Plan,
    vocabulary: Vocabulary,
    cited_by: CitedBy,
    part: bool = False,
) -> Standalone:
    """Return `question` in words that need no earlier message.

    `cited_by(previous question, its history)` gives the item labels of its answer; it is
    called only when the follow-up asks about those items. A `part` of one message needs the earlier
    ones less than a message of its own: whatever it names is its subject.
    """
    earlier = [message for message in history if message.strip()]
    text = normalize(question)
    if not earlier or not text:
        return Standalone(question)
    table = wording()["follow_up"]
    previous, before = earlier[-1], earlier[:-1]
    text = pattern(table["limit"]).sub("最高不超过多少", text)
    current = understand(text, plan, vocabulary)
    message = _Message(question, text, current, part)

    def cited() -> Sequence[str]:
        return cited_by(previous, before)

    if step := pattern(table["next_item"]).search(text):
        return Standalone(_neighbour(cited(), plan, step["step"][0] in "下后") or question)
    # In words that need no earlier one; of what asks for the same again it is the answer, too.
    asked_before = standalone(previous, before, plan, vocabulary, cited_by)
    subject = understand(asked_before.text, plan, vocabulary)
    if in_section := of_section(text, subject, plan):
        question = text = in_section
        current = understand(text, plan, vocabulary)
        message = _Message(question, text, current, part)
    if again := _as_before(text, current, subject, plan):
        return Standalone(again)
    if pattern(table["converted"]).search(text):
        return asked_before
    if not part and (others := _others_of(text, plan, vocabulary)):
        return Standalone(others)
    if _is_of_no_subject(message, subject):
        return Standalone(question)
    about_items = _asked_of_items(text, current, message.points)
    if about_items == "which_item" and not part:
        return asked_before
    if about_items == "which_item":
        of_it = pattern(wording()["interrogatives"]).split(previous)[0]
        named = of_it or things_named(understand(previous, plan, vocabulary))
        return Standalone(f"{named}{text}")
    if about_items:
        return Standalone(_of_items(about_items, cited()) or question)
    if these := _these_items(text, current, cited):
        return Standalone(these)
    own = _has_own_subject(message, vocabulary)
    timed = bool(find_deadlines(text)) and not without_deadlines(_rest(text)).strip(" 的")
    share = pattern(table["share"]).search(text)
    if not (timed or share or _needs_earlier(message, own)):
        return Standalone(question)
    if timed and (at_another_time := _at_another_time(text, subject.raw)):
        return Standalone(at_another_time)
    asks_goal = subject.answer_type == "figure" or _GOAL_ASKED.search(subject.text)
    if asks_goal and (again := _in_another_year(text, subject.raw)):
        return Standalone(again, _within(subject, cited(), plan))
    if share and subject.answer_type == "figure":
        of_that = f"{text[: share.start()]}有多少"
        return Standalone(of_that, _within(subject, cited(), plan))
    within = () if part else _within(subject, cited(), plan)
    told = _text_of(within, plan)
    if not message.points and _asks(current) and _stands_apart(current, subject, told):
        return Standalone(question, within)
    if told and not part and _is_done_elsewhere(message, told, plan):
        return Standalone(question)
    # 几个托育点几张床位: the first, too, is of nothing but what it counts.
    both_count = part and _COUNT_LEADS.match(subject.raw) and counts_further(text)
    if both_count and _stands_elsewhere(current, cited(), plan):
        return Standalone(question)
    if part and _COUNTS_NAMED.fullmatch(text):
        labels = _within(subject, cited(), plan)
        if _stands_apart(current, subject, _text_of(labels, plan)):
            return Standalone(question, labels)
    if not part and (other := _other_of_group(text, subject, plan)):
        return Standalone(other)
    near: tuple[Standalone, ...] = ()
    alone = not (part or message.points)
    if alone and subject.answer_type == "figure" and _only_names(text, current):
        near = _near(text, current, subject, earlier, plan, cited_by)
    return _continued(message, subject, own, within, near, plan)


def _as_before(text: str, current: Question, subject: Question, plan: Plan) -> str:
    """Return what was asked before of what a message only names, or who has what one was claimed to
    have (那是谁); "" where it asks for neither."""
    names = asks_of_nothing(subject, plan) or _only_names_item(text, current) or _stage_named(text)
    if names and (again := _asked_again(text, current, subject, plan)):
        return again
    asks_who = current.answer_type == "who" and not _things(current)
    if asks_who and subject.yes_no and (office := office_claimed(subject.text)):
        return f"{office['about']}谁负责"
    return ""


def _is_of_no_subject(message: _Message, subject: Question) -> bool:
    """Whether a message is talk, is of the plan or names its item, and so of nothing before it."""
    current = message.read
    # 有几项 is of what was asked about before, and of the plan where that was.
    counts_all = bool(pattern(wording()["follow_up"]["bare_count"]).search(message.text))
    if counts_all and subject.intent in ("meta", "chat", "empty"):
        return True
    talk = current.intent == "chat" and current.detail != "unclear"
    of_plan = current.intent == "meta" and not (message.lasting or counts_all)
    return bool(talk or of_plan or current.intent == "empty" or current.references.labels)


def _has_own_subject(message: _Message, vocabulary: Vocabulary) -> bool:
    """Whether a message, or a part of one, names what it is of itself."""
    if pattern(wording()["follow_up"]["of_it"]).search(message.text):
        return False
    if message.part:
        return not names_no_subject(message.read) and not counts_further(message.text)
    known = bool(_things(message.read)) and _is_known(message.read, vocabulary)
    return known and not is_attribute(_rest(message.text))


def _needs_earlier(message: _Message, own: bool) -> bool:
    """Whether a message says too little to be asked alone; `own`: it names its subject."""
    part_of_more = message.part and (
        counts_further(message.text) or (_names_attribute(message.read) and not own)
    )
    short = len(message.text) <= _SHORT and not (own and len(message.read.terms) > 1)
    goes_on = message.points or message.leads or message.lasting or bool(message.deed)
    return goes_on or part_of_more or short or not message.read.terms


def _continued(
    message: _Message,
    subject: Question,
    own: bool,
    within: tuple[str, ...],
    near: tuple[Standalone, ...],
    plan: Plan,
) -> Standalone:
    """Return a message with what it takes over from the ones before: their subject, or what was
    asked of it. `own`: it names its subject; `within`: the items talked about; `near`: what it
    names, asked of these."""
    text, current, points = message.text, message.read, message.points
    alone = not (message.part or points)
    told = _text_of(within, plan)
    # 多少床位 asks something of the subject, if that is said to have beds; else of another one.
    of_subject = bool(told) and "".join(thing.text for thing in _things(current)) in told
    own = own and not (of_subject and _asks(current))
    if alone and not own and _names_elsewhere(text, current, subject, told, plan):
        own, within = True, ()
    if own and _asks(current) and not message.leads:
        return Standalone(message.raw)
    if own and not points and _is_beside(current, subject, told):
        within = ()  # of 教育、医疗等领域 one is no part of the other
    bounded = any(figure.qualifier and figure.text not in told for figure in current.claims)
    if bounded and not points:
        within, of_subject = (), False  # 5亿元以上, of what is said of 1亿元以上 alone
    return Standalone(
        _joined(text, current, subject, points, own, told),
        within if of_subject or not own else (),
        _rest(text) if own and not _asks(current) else "",
        near,
        not names_no_subject(current),
        _rest(text) if alone and _names_thing(text, current) else "",
        _one_of_group(text, subject),
    )


def _asked_of_items(text: str, current: Question, points: bool) -> str:
    """Return what a message asks of the items that the answer before it is from (which_item, whole,
    figures); "" where it names what it asks of."""
    table = wording()["follow_up"]
    asked = [
        name for name in ("which_item", "whole", "figures") if pattern(table[name]).search(text)
    ]
    # Asking for the whole text is a message of its own: its pattern leaves no room for a subject.
    of_them = "whole" in asked or (asked and (points or not current.terms))
    return asked[0] if of_them else ""


def _of_items(asked: str, labels: Sequence[str]) -> str:
    """Return what is asked of items (whole, figures), by their numbers; "" where there are none."""
    named = "、".join(f"第{label}项" for label in labels)
    return f"{named}{'有哪些数字' if asked == 'figures' else ''}" if labels else ""


def _these_items(text: str, current: Question, cited: Callable[[], Sequence[str]]) -> str:
    """Return what is asked of the items that the answer before is from (这两项谁牵头), by their
    numbers; "" where it is from more, or of what no item says for all it has. Of one item there may
    be several things."""
    these = pattern(wording()["follow_up"]["these_items"]).match(text)
    if these is None or not any(aspect.whole for aspect in current.aspects):
        return ""
    labels = cited()
    number = parse_number(these["count"].replace("两", "二").replace("俩", "二"))
    all_of_them = number is None or len(labels) <= number
    return f"{_of_items('whole', labels)}{text[these.end() :]}" if labels and all_of_them else ""


def _near(
    text: str,
    current: Question,
    subject: Question,
    earlier: Sequence[str],
    plan: Plan,
    cited_by: CitedBy,
) -> tuple[Standalone, ...]:
    """Return what a message only names, asked of the items that the last answers cite; not of those
    that have it not, where others do."""
    asking = _asking(current, subject) or "有多少"
    places = range(len(earlier) - 1, max(len(earlier) - 1 - _NEAR, -1), -1)
    cited = dict.fromkeys(tuple(cited_by(earlier[at], earlier[:at])) for at in places)
    return tuple(
        Standalone(f"{_rest(text)}{asking}", labels)
        for labels in cited
        if labels and not _stands_elsewhere(current, labels, plan)
    )


def _others_of(text: str, plan: Plan, vocabulary: Vocabulary) -> str:
    """Return what asks for all of a kind, of which a message asks for others; "" of one that is
    only what things of any kind have (还有什么要求)."""
    asked = pattern(wording()["follow_up"]["others_of"]).search(text)
    kind = understand(asked["of"], plan, vocabulary) if asked else None
    if asked is None or kind is None or names_no_subject(kind) or not _is_known(kind, vocabulary):
        return ""
    return f"{asked['of']}有哪些"


def _only_names(text: str, current: Question) -> bool:
    """Whether a message names something and asks nothing of it (高中呢, 作业公示率呢), which is
    more than what things of any kind have."""
    asks = pattern(wording()["interrogatives"]).search(text) or current.yes_no
    return bool(current.terms) and not (asks or is_attribute(_rest(text)))


def _names_thing(text: str, current: Question) -> bool:
    """Whether a message only names things, which are more than what things of any kind have."""
    return _only_names(text, current) and not names_no_subject(current)


def _names_elsewhere(
    text: str, current: Question, subject: Question, told: str, plan: Plan
) -> bool:
    """Whether a message only names what one item of the plan has, in its words, and what is said of
    what the conversation is about has not: 就业呢, behind what is said of 幼儿园."""
    named = _rest(text)
    if not told or len(named) < _NAME or named in told or is_stage(named):
        return False
    texts = (f"{item.title}\n{item.text}".lower() for item in plan.own_items)
    having = [item for item in texts if named in item]
    if len(having) != 1 or not _only_names(text, current) or _is_deed(named):
        return False
    deeds = [t.text for t in subject.terms if t.is_verb and t.weight >= _SUBJECT_WEIGHT]
    # 医生 behind 招聘教师 is of that, unless what is named is done itself.
    return any(t.is_verb for t in current.terms) or all(deed in having[0] for deed in deeds)


def _stands_elsewhere(current: Question, labels: Sequence[str], plan: Plan) -> bool:
    """Whether the plan has the things that a message names, in its words, but not in these items:
    供水管网 is no 污水管网."""
    named = "".join(thing.text for thing in _things(current))
    return bool(named) and named in plan.folded and named not in _text_of(labels, plan)


def _text_of(labels: Sequence[str], plan: Plan) -> str:
    """Return what items say, in lower case."""
    return "".join(item.text for label in labels if (item := plan.item(label))).lower()


def _stands_apart(current: Question, subject: Question, told: str) -> bool:
    """Whether all that a message names stands in one clause of what the conversation is about, and
    none of it in a clause on the subject: that is of something else (授权企业 beside 体验店)."""
    if any(aspect.whole for aspect in current.aspects):
        return False  # what is said of all of an item is of the subject, too
    measured = pattern(wording()["follow_up"]["measured"])
    named = [
        term
        for term in current.terms
        if not (is_attribute(term.text) or measured.fullmatch(term.text))
    ]
    clauses = PHRASE_END.split(told)
    on_subject = "\n".join(
        clause for clause in clauses if any(thing.text in clause for thing in subject.terms)
    )
    counted = _COUNTS_NAMED.fullmatch(current.text)
    if counted and counted["name"] in told:
        return counted["name"] not in on_subject
    return (
        len(named) > 1
        and any(all(term.text in clause for term in named) for clause in clauses)
        and not any(term.text in on_subject for term in named)
    )


def _is_done_elsewhere(message: _Message, told: str, plan: Plan) -> bool:
    """Whether a message begins with what the plan has done, but not to what the conversation is
    about, and names nothing of that: 下放多少事项."""
    deed, things = message.deed, _things(message.read)
    known = bool(deed) and deed in plan.folded and deed not in told
    return known and not any(thing.text in told for thing in things)


def _neighbour(labels: Sequence[str], plan: Plan, after: bool) -> str:
    """Return a reference to the item after the last, or before the first, of `labels`."""
    order = [item.label for item in plan.own_items]
    places = [order.index(label) for label in labels if label in order]
    if not places:
        return ""
    place = max(places) + 1 if after else min(places) - 1
    return f"第{order[place]}项" if 0 <= place < len(order) else f"第{place + 1}项"


def _about(subject: Question, labels: Sequence[str], plan: Plan) -> tuple[str, ...]:
    """Return those of the items cited before that are on what was asked about."""
    if not subject.terms:
        return tuple(label for label in labels if label in subject.references.labels)
    items = [item for label in labels if (item := plan.item(label))]
    things = _things(subject) or subject.terms
    return tuple(
        item.label
        for item in items
        if coverage(things, f"{item.title}\n{item.text}".lower()) >= _ABOUT
    )


def _within(subject: Question, cited: Sequence[str], plan: Plan) -> tuple[str, ...]:
    """Return the items that a follow-up is about; a row of an annex says least of its task, which
    the plan has in its own items, too."""
    about = _about(subject, cited, plan)
    own = {item.label for item in plan.own_items}
    return about if own.intersection(about) else items_of_subject(subject, cited, plan)


def items_of_subject(subject: Question, cited: Sequence[str], plan: Plan) -> tuple[str, ...]:
    """Return the items that may tell more of a subject: of those cited for it the ones that name
    it, the others that name it as well, and those that have a figure of these and name it in part
    (the task that an annex gives in fewer words)."""
    about = _about(subject, cited, plan)
    things = _things(subject) or subject.terms
    named = {i.label: coverage(things, f"{i.title}\n{i.text}".lower()) for i in plan.items}
    least = min((named[label] for label in about), default=1.0)
    figures = {label: _figures(plan, label) for label in named}
    again = set().union(*(figures[label] for label in about))
    return about and tuple(
        label
        for label, share in named.items()
        if share >= least or (share and figures[label] & again)
    )


def _figures(plan: Plan, label: str) -> set[tuple[float, str]]:
    item = plan.item(label)
    return {(f.value, f.unit) for f in find_quantities(item.text)} if item else set()


def _things(current: Question) -> tuple[Term, ...]:
    """Return the things that a question names: neither what is done nor how far it has come."""
    stages = stages_in(current.text)
    beside_asking = {term.text for term in current.subject}  # 收费 of 收费多少 asks
    return tuple(
        term
        for term in current.terms
        if term.text in beside_asking
        and term.weight >= _SUBJECT_WEIGHT
        and not term.is_verb
        and not _is_deed(term.text)
        and not any(term.text in stage for stage in stages)  # 投 of 投用
    )


def things_named(question: Question) -> str:
    """Return the things that a question names, as it names them; all its words where it names
    none."""
    return "".join(term.text for term in _things(question) or question.terms)


def names_no_subject(current: Question) -> bool:
    """Whether a question names no thing, or only what things of any kind have (名额, 起点)."""
    return all(is_attribute(thing.text) for thing in _things(current))


def counts_further(text: str) -> bool:
    """Whether a part of a message counts more of what the part before is about: 多少所学校."""
    return bool(_COUNTS.match(text))


def asks_of_nothing(question: Question, plan: Plan) -> bool:
    """Whether a question asks who, when, where or how much, and names nothing that it is asked
    of; not which items of all have something (哪些没写责任单位)."""
    of_all = pattern(wording()["follow_up"]["of_all"]).search(question.text)
    person = any(aspect.name == PERSON for aspect in question.aspects)  # 区长是谁
    if of_all or person or len(question.text) > _SHORT:
        return False
    if question.intent == "chat" and question.detail == "unclear":
        return bool(pattern(wording()["interrogatives"]).search(question.text))
    if question.intent != "search" or question.within or question.years or question.claims:
        return False
    stages = stages_in(question.text)
    named = [t for t in question.subject if not any(t.text in stage for stage in stages)]
    asked = question.answer_type in ("who", "date", "place") or (
        any(aspect.whole for aspect in question.aspects) and not question.wants_figure
    )
    return asked and not named and selection(question, plan) is None


def asks_membership(text: str) -> bool:
    """Whether a part of a message asks if something belongs to what the part before is about, and
    to nothing else: 我们小区在不在里面."""
    return bool(pattern(wording()["follow_up"]["belongs"]).search(text))


def _names_attribute(current: Question) -> bool:
    """Whether a question names what things of any kind have."""
    return any(is_attribute(term.text) for term in current.terms)


def is_attribute(word: str) -> bool:
    """Whether a word names what things of any kind have."""
    return bool(pattern(wording()["follow_up"]["attribute"]).fullmatch(word))


def _is_deed(word: str) -> bool:
    """Whether a word says what is done, though the dictionary has it as a name."""
    return bool(pattern(wording()["follow_up"]["deed"]).fullmatch(word))


def _is_known(current: Question, vocabulary: Vocabulary) -> bool:
    """Whether the plan has a word for a thing that the question names, or that is a name."""
    return any(
        term.is_name or any(map(vocabulary.contains, term.forms)) for term in _things(current)
    )


def _asks(current: Question) -> bool:
    """Whether a question says what it asks for."""
    return current.answer_type != "topic" or current.yes_no or bool(current.aspects)


def _joined(
    text: str, current: Question, previous: Question, points: bool, own: bool, told: str
) -> str:
    """Put the earlier subject before the new words, or replace it by a new subject.

    `points`: a pronoun stands for the earlier one; `own`: the new words name one; `told`: what the
    plan says of the earlier one.
    """
    table = wording()["follow_up"]
    rest = _rest(text)
    if previous.references.sections and pattern(table["bare_count"]).search(text):
        return f"{pattern(wording()['interrogatives']).split(previous.text)[0]}{rest}"
    if previous.references.labels and not previous.terms:
        return "、".join(f"第{label}项" for label in previous.references.labels) + rest
    asks = _asks(current) or pattern(wording()["interrogatives"]).search(text)
    asking = "" if asks else _asking(current, previous)
    if own and not points:
        return f"{rest}{asking}"
    # New words replace what was said of the subject before (新增 → 总数), not the subject; a
    # pronoun stands for all of it, and so does a value that is claimed of it.
    value = current.yes_no and not current.terms
    replaced = bool(rest) and not points and not value
    figure = "figure" in (current.answer_type, previous.answer_type if asking else "")
    doing = any(term.is_verb and term.weight >= _SUBJECT_WEIGHT for term in current.terms)
    counted = asked_thing(previous.text) if doing and figure else ""
    # What asked before gives way to what asks now: 收费 to 托位多少.
    figures = {current.answer_type, previous.answer_type} == {"figure"}
    # 总共多少 is of the subsidy whose sum for one was asked.
    further = figures and names_no_subject(current) and text.rstrip("?？").endswith("多少")
    lasting = previous.subject if _asks(current) and not further else previous.terms
    outdated = {
        term.text
        for term in previous.terms
        if (term.is_verb and not is_attribute(term.text))
        or is_stage(term.text)
        or term.text == counted
        or term not in lasting
        or _is_deed(term.text)
        or (is_attribute(term.text) and _names_attribute(current))
        or (current.answer_type == "figure" and pattern(table["measured"]).fullmatch(term.text))
    }
    lasting_terms = [
        term
        for term in previous.terms
        if not (
            _is_counted_in(term, previous)
            or _gives_way(term.text, rest)
            or (_EACH_TIME.fullmatch(term.text) and _names_attribute(current))
        )
    ]
    kept_terms = [
        term
        for term in lasting_terms
        if term.text not in rest
        and not _leads_to_named(term, previous, rest)
        and not (replaced and term.text in outdated)
        and not _alternative(term.text, rest)
    ]
    instead = replaced and not _asks(current)
    named = [term.text for term in current.terms if not term.is_verb and term.text in rest]
    kept = "".join(
        term.text
        for term in kept_terms or lasting_terms
        if not (instead and any(_beside(term.text, new, told) for new in named))
    )
    kept = without_other_grade(kept, rest)
    rest = pattern(table["pronoun"]).sub("", rest)
    if any(figure.qualifier for figure in current.claims):
        return f"{rest}{kept}{asking}"  # 5亿元以上项目, and not 项目5亿元以上
    return f"{kept}{rest}{asking}"


def _beside(word: str, other: str, told: str) -> bool:
    """Whether a clause has two words in members that stand side by side (博士、硕士): what is said
    of one then is not asked of the other. What stands behind the last is of all."""
    for clause in PHRASE_END.split(told):
        *firsts, last = _SIDE_BY_SIDE.split(clause)
        has = [(word in part, other in part) for part in firsts]
        has.append((last.startswith(word), last.startswith(other)))
        if (True, False) in has and (False, True) in has and (True, True) not in has:
            return True
    return False


def _is_beside(current: Question, subject: Question, told: str) -> bool:
    """Whether a thing that a message names stands side by side with one that was asked about."""
    others = _things(subject) or subject.terms
    return any(_beside(other.text, new.text, told) for other in others for new in _things(current))


def _rest(text: str) -> str:
    """Return a follow-up without the words that make it one: 那…呢."""
    table = wording()["follow_up"]
    return pattern(table["lead"]).sub("", pattern(table["tail"]).sub("", text)).strip(" ,，?？。")


def _alternative(word: str, text: str) -> bool:
    """Whether `text` has another of the group that `word` is one of: 农村 for 城市."""
    return any(
        word in own and any(other in text for words in group if words is not own for other in words)
        for group in wording()["alternatives"]["groups"]
        for own in group
    )


def _one_of_group(text: str, subject: Question) -> str:
    """Return what was asked about, where a message only names one of a group that things of any
    kind are of (农村呢), and so is of that; "" of any other."""
    groups = wording()["alternatives"]["groups"]
    alone = any(_rest(text).removesuffix("的") in own for group in groups for own in group)
    return things_named(subject) if alone else ""


def _other_of_group(text: str, subject: Question, plan: Plan) -> str:
    """Return what was asked of one of a group, asked of another that a message only names, where
    the plan has that beside the same thing (农村低保, behind 城市低保); else ""."""
    named = _rest(text).removesuffix("的")
    for group in wording()["alternatives"]["groups"]:
        alike = next((own for own in group if named in own), ())
        for word in (word for own in group if alike and own is not alike for word in own):
            before, found, behind = subject.text.partition(word)
            behind = behind.removeprefix("的")
            thing = next((t.text for t in subject.terms if behind.startswith(t.text)), "")
            if found and thing and any(f"{same}{thing}" in plan.folded for same in alike):
                return f"{before}{named}{behind}"
    return ""


def _leads_to_named(term: Term, previous: Question, text: str) -> bool:
    """Whether a word is only the first character of what `text` names anew: 总 of 总投资, where the
    text has 今年投资."""
    return len(term.text) == 1 and any(
        f"{term.text}{other.text}" in previous.text and other.text in text
        for other in previous.terms
    )


def _is_counted_in(term: Term, question: Question) -> bool:
    """Whether a word is only what a question counts in (支 of 几支, 班 of 公交一天几班), and no
    thing."""
    others = [thing for thing in _things(question) if thing != term]
    counter = term.weight < _SUBJECT_WEIGHT or word_class(term.text) == "q" or bool(others)
    single = len(term.text) == 1 and counter
    return single and bool(re.search(f"(?:多少|几){re.escape(term.text)}", question.text))


def _gives_way(word: str, text: str) -> bool:
    """Whether `text` has another year than `word` is, another one of what is numbered so (一期 for
    二期), or asks what all the sums for each make."""
    table = wording()["follow_up"]
    numbered = pattern(table["numbered"])
    own = numbered.fullmatch(word)
    if own and any(other["of"] == own["of"] for other in numbered.finditer(text)):
        return True
    year = pattern(table["year"])
    of_another_year = year.fullmatch(word) and year.search(text)
    return bool(of_another_year or (word.startswith("每") and pattern(table["total"]).search(text)))


def _only_names_item(text: str, current: Question) -> bool:
    """Whether a message names an item and asks nothing of it: 第16项呢."""
    asks_on = pattern(wording()["follow_up"]["tail"]).search(text)
    return bool(asks_on and current.references.labels) and not _rest(current.references.remainder)


def _stage_named(text: str) -> str:
    """Return the stage that a message names and nothing else (开工的呢), or ""."""
    said = _rest(text).removeprefix("要").removesuffix("的")
    return said if any(said in group for group in wording()["selection"]["stages"]) else ""


def _asked_again(text: str, current: Question, subject: Question, plan: Plan) -> str:
    """Return what was asked of an item (谁负责), of nothing, or of what begins or ends, asked of
    the other one that a message only names; "" where it was asked of anything else."""
    if asks_of_nothing(subject, plan):
        named = current.terms or current.references.labels
        return "" if _asks(current) or not named else f"{_rest(text)}{_rest(subject.text)}"
    if not (stage := _stage_named(text)):
        of_item = subject.intent == "item" and not _things(subject)
        asked = subject.references.remainder if of_item else ""
        return f"{_rest(text)}{asked}" if asked else ""
    selected = selection(subject, plan)
    before = [word for word in selected.stage if word in subject.text] if selected else []
    return subject.text.replace(before[0], stage) if len(before) == 1 else ""


def _at_another_time(text: str, earlier: str) -> str:
    """Return an earlier question of what is due by one time, asked of the time in `text`; "" where
    it names none, or several."""
    (due, *others), dated = find_deadlines(text), find_deadlines(earlier)
    if others or len(dated) != 1:
        return ""
    return f"{earlier[: dated[0].start]}{due.text}{earlier[dated[0].end :]}"


def _in_another_year(text: str, earlier: str) -> str:
    """Return an earlier question for a figure asked of the year that `text` names and nothing else
    (去年呢); "" where it names more. What was has no goal."""
    named = _ONLY_YEAR.fullmatch(_rest(text))
    if named is None or len(_YEAR.findall(earlier)) > 1 or find_deadlines(earlier):
        return ""
    rest = _YEAR.sub("", earlier)
    if named["past"]:
        rest = _GOAL_ASKED.sub("多少", _GOAL.sub("", rest))
    elif not _YEAR.search(earlier):
        rest = _OF_WHOLE.sub("", rest)
    return f"{named['year']}{rest}"


def _asking(current: Question, previous: Question) -> str:
    """Return words that ask for the same kind of answer as `previous`; in its unit, where the
    new words name nothing that may have another. What things of any kind have is asked for itself
    where no figure was, and asked of the next subject, too (总投资)."""
    if previous.answer_type == "topic" and not previous.yes_no:
        named = re.search(f"(?:{wording()['follow_up']['attribute']})$", previous.text)
        return named[0] if named and not names_no_subject(current) else ""
    if previous.answer_type != "figure" and _names_attribute(current) and names_no_subject(current):
        return ""
    same = pattern(wording()["follow_up"]["asked_as"]).search(previous.text)
    if same and not _names_attribute(current):
        return same[0]
    if previous.answer_type == "figure":
        if ordinal := pattern(wording()["follow_up"]["ordinal"]).search(previous.text):
            return ordinal[0]
        measured = pattern(wording()["follow_up"]["of_attribute"]).search(previous.text)
        if measured and not _names_attribute(current):
            return f"{measured[0]}有多少"
        unit = "" if _things(current) else asked_unit(previous.text)
        return f"有多少{unit}"
    return {
        "date": "什么时候",
        "who": "谁负责",
        "place": "在哪里",
        "locate": "在第几项",
        "list": "有哪些",
    }.get(previous.answer_type, "")
