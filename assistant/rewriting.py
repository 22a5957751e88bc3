"""Query rewriting: a follow-up in words that need no earlier message."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.answer import Answer
from assistant.answers.phrases import phrase
from assistant.dialogue.challenge import challenge
from assistant.dialogue.counted import asks_which, which_of_counted
from assistant.dialogue.focus import CitedBy
from assistant.dialogue.history import without_talk
from assistant.dialogue.requests import Answered, Read
from assistant.dialogue.shown import without_asking_of_shown
from assistant.dialogue.standalone import Standalone, standalone
from assistant.dialogue.two_subjects import FORMER_OR_LATTER, of_pair
from assistant.evidence.coverage import core_terms, support
from assistant.silence.rules import unstated
from assistant.single_turn import SingleTurn, is_on
from assistant.tables.row_follow_ups import asks_of_rows
from assistant.understanding.compound import split_topics
from assistant.understanding.question import Question, understand
from assistant.understanding.things import names_no_subject, things_named

_ROWS_BEFORE = 3  # messages that 谁多 and 另一个呢 may be of


class Rewriting:
    """Puts the follow-ups of conversations about one plan as questions of their own."""

    def __init__(
        self, single: SingleTurn, asked_before: Read, answered_before: Answered, cited_by: CitedBy
    ) -> None:
        self.plan = single.plan
        self.vocabulary = single.vocabulary
        self._single = single
        self._asked_before = asked_before
        self._answered_before = answered_before
        self._cited_by = cited_by

    def standalone(self, question: str, conversation: Sequence[str]) -> Standalone:
        """Return a message in words that need no earlier one."""
        if claimed := self._claimed(question, conversation):
            return Standalone(claimed)
        *conversation, question = self._with_named([*conversation, question])
        earlier = without_asking_of_shown(
            conversation,
            self.plan,
            self._single.passages,
            self.vocabulary,
            self._answered_before,
            self._claimed,
        )
        earlier = without_talk(earlier)
        if of_row := self.of_rows(question, earlier):
            return Standalone(of_row)
        if which := self._which_of_counted(question, earlier):
            return Standalone(which)
        return standalone(question, earlier, self.plan, self.vocabulary, self._cited_by)

    def _with_named(self, messages: Sequence[str]) -> Sequence[str]:
        """Return messages with what 前者 and 后者 are in their place."""
        if not any(map(FORMER_OR_LATTER.search, messages)):
            return messages
        put: list[str] = []
        pair: Sequence[str] = ()
        for message in messages:
            if FORMER_OR_LATTER.search(message):
                put.append(of_pair(message, put[-1], pair) if pair else message)
                continue
            parts = self._asked_before(message, tuple(put))
            things = [things_named(part) for part in parts]
            if len(things) == 1:  # of both it is asked in one
                things = list(split_topics(parts[0].content.split(" ")[0]))
            pair = things if len(things) == 2 else pair
            put.append(message)
        return put

    def _which_of_counted(self, message: str, earlier: Sequence[str]) -> str:
        """Return what a message asks of the things that the answer before it counts: 是哪几个."""
        if not earlier or not asks_which(message):
            return ""
        *before, last = earlier
        asked = self._asked_before(last, tuple(before))
        shown = self._answered_before(last, tuple(before))
        return which_of_counted(message, asked[0], shown) if len(asked) == 1 else ""

    def of_rows(self, message: str, earlier: Sequence[str]) -> str:
        """Return what a message asks of rows of a table that earlier ones are of, as one of its
        own; "" where it is none."""
        if not earlier or not self._single.answerer.tables.rows:
            return ""
        reach = _ROWS_BEFORE if asks_of_rows(message) else 1
        places = range(max(len(earlier) - reach, 0), len(earlier))
        asked = [self._asked_before(earlier[at], tuple(earlier[:at])) for at in places]
        before = [question for each in asked for question in each]
        return self._single.of_row(message, before) if asked[-1] else ""

    def _claimed(self, question: str, history: Sequence[str]) -> str:
        return challenge(question, history, self._asked_before)

    def subjects(self, conversation: Sequence[str]) -> tuple[str, ...]:
        """Return what the last messages of a conversation are of, each once, in their order."""
        named: dict[str, None] = {}
        for at, message in enumerate(conversation):
            for question in self._asked_before(message, tuple(conversation[:at])):
                if not names_no_subject(question):
                    named[things_named(question)] = named.pop(things_named(question), None)
        return tuple(named)

    def near(self, alone: Standalone, carried: Question) -> Question | None:
        """Return how a follow-up is read as of the figure that stands beside the one just shown;
        None where there is none, or what it is read as otherwise has a figure of its own."""
        asked = [
            replace(understand(near.text, self.plan, self.vocabulary), within=near.within)
            for near in alone.near
        ]
        if asked and not alone.nearest and self._single.leads(carried, asked[0], closely=True):
            return None
        return next((each for each in asked if self._single.leads(each, each)), None)

    def of_other(self, asked: Question, subject: str) -> Question:
        """Return a question for a figure of one of a group (农村); with what says that it is
        none of the `subject` asked about before, where that is not named with it."""
        if asked.lacking or not asked.wants_figure:
            return asked
        things = core_terms(understand(subject, self.plan, self.vocabulary).terms)
        answer = self._single.answer_to(asked)
        titles = {item.title for c in answer.citations if (item := self.plan.item(c.item))}
        told = "".join([*titles, *(s.text for s in answer.statements if s.citations)]).lower()
        if answer.status != "answered" or any(support(thing, told) for thing in things):
            return asked
        said = phrase("silent.instead", subject=subject, named=things_named(asked))
        return replace(asked, lacking=said)

    def on_topic(
        self, carried: Question, alone: Standalone, conversation: Sequence[str]
    ) -> Question:
        """Return a follow-up without the kind of answer carried over from before, where the plan
        has not that of its own topic, or answers with what is of another one; else as it is."""
        answer = self._single.answer_to(carried)
        declined = answer.status == "not_in_plan"
        named = understand(alone.named or alone.topic, self.plan, self.vocabulary)
        if not declined and any(aspect.whole for aspect in carried.aspects):
            # Who answers for an item does for each thing in it.
            cited = [self.plan.item(label) for label in {c.item for c in answer.citations}]
            if all(item and is_on(named, f"{item.title}\n{item.text}") for item in cited):
                plainly = replace(carried, within=())  # which quotes the thing, too
                told = self._single.answer_to(plainly)
                alike = {c.item for c in told.citations} == {c.item for c in answer.citations}
                return plainly if told.status == "answered" and alike else carried
        *before, last = conversation
        shown = self._answered_before(last, tuple(before))
        of_another = not declined and alone.named and not self._tells_of(named, answer, shown)
        if not of_another and not (declined and alone.topic):
            return carried
        if named.intent != "search":
            return carried
        unsaid = (answer.statements if declined else unstated(carried))[0].text
        topic = replace(named, within=carried.within)
        for asked in (topic,) if declined else (topic, named):
            told = self._single.answer_to(asked)
            if told.status == "answered" and (declined or self._tells_of(named, told, shown)):
                return replace(asked, lacking=unsaid)
        if declined:
            return carried
        return replace(named, lacking=unsaid) if told.status == "answered" else named

    def _tells_of(self, named: Question, answer: Answer, shown: Answer) -> bool:
        """Whether what an answer quotes may be of the things named. What was `shown` before is only
        where it has one of them, in part at least; anything else also in everyday words."""
        told = "".join(s.text for s in answer.statements if s.citations).lower()
        if not told or any(support(term, told) for term in core_terms(named.terms)):
            return True
        seen = [citation.span for citation in shown.citations]
        again = any(c.span.overlaps(span) for span in seen for c in answer.citations)
        return not again and any(word in told for word in self._single.search(named).added_words)
