"""What a message says of itself: whether it goes on from the ones before, and needs them."""

import re
from dataclasses import dataclass

from assistant.language.normalize import pattern, wording
from assistant.language.stages import stages_in
from assistant.lookups.selection import selection
from assistant.silence.rules import PERSON
from assistant.understanding.question import Question
from assistant.understanding.things import (
    is_attribute,
    is_known,
    names_attribute,
    names_no_subject,
    things_of,
)
from assistant.understanding.vocabulary import Vocabulary
from index.lexical import word_class
from index.plan import Plan

_SHORT = 12
_COUNTS = re.compile("多少|几")


@dataclass(frozen=True, slots=True)
class Message:
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


def unmarked(text: str) -> str:
    """Return a follow-up without the words that make it one: 那…呢."""
    table = wording()["follow_up"]
    return pattern(table["lead"]).sub("", pattern(table["tail"]).sub("", text)).strip(" ,，?？。")


def asks_explicitly(current: Question) -> bool:
    """Whether a question says what it asks for."""
    return current.answer_type != "topic" or current.yes_no or bool(current.aspects)


def only_names(text: str, current: Question) -> bool:
    """Whether a message names something and asks nothing of it (高中呢, 作业公示率呢), which is
    more than what things of any kind have."""
    asks = pattern(wording()["interrogatives"]).search(text) or current.yes_no
    return bool(current.terms) and not (asks or is_attribute(unmarked(text)))


def names_thing(text: str, current: Question) -> bool:
    """Whether a message only names things, which are more than what things of any kind have."""
    return only_names(text, current) and not names_no_subject(current)


def is_of_no_subject(message: Message, subject: Question) -> bool:
    """Whether a message is talk, is of the plan or names its item, and so of nothing before it."""
    current = message.read
    # 有几项 is of what was asked about before, and of the plan where that was.
    counts_all = bool(pattern(wording()["follow_up"]["bare_count"]).search(message.text))
    if counts_all and subject.intent in ("meta", "chat", "empty"):
        return True
    talk = current.intent == "chat" and current.detail != "unclear"
    of_plan = current.intent == "meta" and not (message.lasting or counts_all)
    return bool(talk or of_plan or current.intent == "empty" or current.references.labels)


def has_own_subject(message: Message, vocabulary: Vocabulary) -> bool:
    """Whether a message, or a part of one, names what it is of itself."""
    if pattern(wording()["follow_up"]["of_it"]).search(message.text):
        return False
    if message.part:
        return not names_no_subject(message.read) and not counts_further(message.text)
    known = bool(things_of(message.read)) and is_known(message.read, vocabulary)
    return known and not is_attribute(unmarked(message.text))


def needs_earlier(message: Message, own: bool) -> bool:
    """Whether a message says too little to be asked alone; `own`: it names its subject."""
    part_of_more = message.part and (
        counts_further(message.text) or (names_attribute(message.read) and not own)
    )
    short = len(message.text) <= _SHORT and not (own and len(message.read.terms) > 1)
    goes_on = message.points or message.leads or message.lasting or bool(message.deed)
    return goes_on or part_of_more or short or not message.read.terms


def counts_further(text: str) -> bool:
    """Whether a part of a message counts more of what the part before is about: 多少所学校."""
    return bool(_COUNTS.match(text))


def asks_membership(text: str) -> bool:
    """Whether a part of a message asks if something belongs to what the part before is about, and
    to nothing else: 我们小区在不在里面."""
    return bool(pattern(wording()["follow_up"]["belongs"]).search(text))


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
