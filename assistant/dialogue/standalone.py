"""A follow-up as a question that needs no earlier message."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.dialogue.ellipsis import asking_like, is_beside, joined
from assistant.dialogue.focus import (
    COUNTS_NAMED,
    CitedBy,
    is_done_elsewhere,
    items_talked_about,
    names_elsewhere,
    stands_apart,
    stands_elsewhere,
    text_of,
)
from assistant.dialogue.follow_up import (
    Message,
    asks_explicitly,
    counts_further,
    has_own_subject,
    is_of_no_subject,
    names_thing,
    needs_earlier,
    only_names,
    unmarked,
)
from assistant.dialogue.in_section import of_section
from assistant.dialogue.of_items import asked_of_items, neighbour, of_items, these_items
from assistant.dialogue.substitution import (
    GOAL_ASKED,
    as_before,
    at_another_time,
    in_another_year,
    one_of_group,
    other_of_group,
    others_of,
)
from assistant.language.deadlines import find_deadlines, without_deadlines
from assistant.language.normalize import normalize, pattern, wording
from assistant.understanding.question import Question, understand
from assistant.understanding.things import names_no_subject, things_named, things_of
from assistant.understanding.vocabulary import Vocabulary
from index.plan import Plan

_COUNT_LEADS = re.compile("(?:一?共|总共)?(?:多少|几)")
# Messages before, whose items a follow-up may be of.
_NEAR = 2


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
    message = Message(question, text, current, part)

    def cited() -> Sequence[str]:
        return cited_by(previous, before)

    if step := pattern(table["next_item"]).search(text):
        return Standalone(neighbour(cited(), plan, step["step"][0] in "下后") or question)
    # In words that need no earlier one; of what asks for the same again it is the answer, too.
    asked_before = standalone(previous, before, plan, vocabulary, cited_by)
    subject = understand(asked_before.text, plan, vocabulary)
    if in_section := of_section(text, subject, plan):
        question = text = in_section
        current = understand(text, plan, vocabulary)
        message = Message(question, text, current, part)
    if again := as_before(text, current, subject, plan):
        return Standalone(again)
    if pattern(table["converted"]).search(text):
        return asked_before
    if not part and (others := others_of(text, plan, vocabulary)):
        return Standalone(others)
    if is_of_no_subject(message, subject):
        return Standalone(question)
    about_items = asked_of_items(text, current, message.points)
    if about_items == "which_item" and not part:
        return asked_before
    if about_items == "which_item":
        of_it = pattern(wording()["interrogatives"]).split(previous)[0]
        named = of_it or things_named(understand(previous, plan, vocabulary))
        return Standalone(f"{named}{text}")
    if about_items:
        return Standalone(of_items(about_items, cited()) or question)
    if these := these_items(text, current, cited):
        return Standalone(these)
    own = has_own_subject(message, vocabulary)
    timed = bool(find_deadlines(text)) and not without_deadlines(unmarked(text)).strip(" 的")
    share = pattern(table["share"]).search(text)
    if not (timed or share or needs_earlier(message, own)):
        return Standalone(question)
    if timed and (then := at_another_time(text, subject.raw)):
        return Standalone(then)
    asks_goal = subject.answer_type == "figure" or GOAL_ASKED.search(subject.text)
    if asks_goal and (again := in_another_year(text, subject.raw)):
        return Standalone(again, items_talked_about(subject, cited(), plan))
    if share and subject.answer_type == "figure":
        of_that = f"{text[: share.start()]}有多少"
        return Standalone(of_that, items_talked_about(subject, cited(), plan))
    within = () if part else items_talked_about(subject, cited(), plan)
    told = text_of(within, plan)
    if not message.points and asks_explicitly(current) and stands_apart(current, subject, told):
        return Standalone(question, within)
    if told and not part and is_done_elsewhere(message, told, plan):
        return Standalone(question)
    # 几个托育点几张床位: the first, too, is of nothing but what it counts.
    both_count = part and _COUNT_LEADS.match(subject.raw) and counts_further(text)
    if both_count and stands_elsewhere(current, cited(), plan):
        return Standalone(question)
    if part and COUNTS_NAMED.fullmatch(text):
        labels = items_talked_about(subject, cited(), plan)
        if stands_apart(current, subject, text_of(labels, plan)):
            return Standalone(question, labels)
    if not part and (other := other_of_group(text, subject, plan)):
        return Standalone(other)
    near: tuple[Standalone, ...] = ()
    alone = not (part or message.points)
    if alone and subject.answer_type == "figure" and only_names(text, current):
        near = _near(text, current, subject, earlier, plan, cited_by)
    return _continued(message, subject, own, within, near, plan)


def _continued(
    message: Message,
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
    told = text_of(within, plan)
    # 多少床位 asks something of the subject, if that is said to have beds; else of another one.
    of_subject = bool(told) and "".join(thing.text for thing in things_of(current)) in told
    own = own and not (of_subject and asks_explicitly(current))
    if alone and not own and names_elsewhere(text, current, subject, told, plan):
        own, within = True, ()
    if own and asks_explicitly(current) and not message.leads:
        return Standalone(message.raw)
    if own and not points and is_beside(current, subject, told):
        within = ()  # of 教育、医疗等领域 one is no part of the other
    bounded = any(figure.qualifier and figure.text not in told for figure in current.claims)
    if bounded and not points:
        within, of_subject = (), False  # 5亿元以上, of what is said of 1亿元以上 alone
    return Standalone(
        joined(text, current, subject, points, own, told),
        within if of_subject or not own else (),
        unmarked(text) if own and not asks_explicitly(current) else "",
        near,
        not names_no_subject(current),
        unmarked(text) if alone and names_thing(text, current) else "",
        one_of_group(text, subject),
    )


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
    asking = asking_like(current, subject) or "有多少"
    places = range(len(earlier) - 1, max(len(earlier) - 1 - _NEAR, -1), -1)
    cited = dict.fromkeys(tuple(cited_by(earlier[at], earlier[:at])) for at in places)
    return tuple(
        Standalone(f"{unmarked(text)}{asking}", labels)
        for labels in cited
        if labels and not stands_elsewhere(current, labels, plan)
    )
