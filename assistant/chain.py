"""The chain: question and history → understanding → evidence → answer → verified citations."""

import re
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.answers.answer import Answer
from assistant.answers.citations import verify
from assistant.decomposition import Decomposition
from assistant.dialogue.challenge import held_against
from assistant.dialogue.follow_up import asks_of_nothing
from assistant.dialogue.history import since_turned
from assistant.dialogue.shown import answer_on_shown
from assistant.dialogue.two_subjects import of_two_subjects
from assistant.evidence.evidence import Evidence
from assistant.language.normalize import focus, normalize
from assistant.lookups.plan_data import answer_plan_data
from assistant.lookups.selection import selection
from assistant.lookups.two_things import answer_same_item, asked_of_two, two_things
from assistant.merging import merge, notes
from assistant.message import Asked, Part, Understood
from assistant.proofs import by_weight, claims_to_check, judged, summary
from assistant.rewriting import Rewriting
from assistant.single_turn import SingleTurn
from assistant.tables.row_follow_ups import asks_of_rows
from assistant.tables.rows import answer_rows
from assistant.understanding.compound import split_claims, split_compound, without_padding
from assistant.understanding.question import Question, understand
from assistant.understanding.things import names_no_subject
from assistant.understanding.topics import Topics, open_topics
from assistant.understanding.vocabulary import Vocabulary
from assistant.verbatim import VerbatimAnswerer
from index.library import IndexedPlan, open_plan
from index.settings import Settings

if TYPE_CHECKING:  # the model's client costs a second to import, and many offices have no model
    from assistant.llm.synthesis import Synthesizer


_HOW_MANY = re.compile("(?:一共|总共|共)?有?(?:几|多少)[个项件]?[?？]?")
_HISTORY = 6  # messages
_GIVEN = 256  # answers kept


class Assistant:
    """Answers questions about one plan."""

    def __init__(
        self,
        indexed: IndexedPlan,
        topics: Topics,
        vocabulary: Vocabulary | None = None,
        answerer: VerbatimAnswerer | None = None,
    ) -> None:
        self.indexed = indexed
        self.topics = topics
        self.plan = indexed.plan
        self.single = SingleTurn(indexed, topics, vocabulary, answerer)
        self.vocabulary = self.single.vocabulary
        self.answerer = self.single.answerer
        self.decomposition = Decomposition(self.single, self._cited_by)
        self.rewriting = Rewriting(
            self.single, self._asked_before, self._answered_before, self._cited_by
        )
        self.synthesizer: Synthesizer | None = None
        self._given: OrderedDict[tuple[str, tuple[str, ...]], Answer] = OrderedDict()
        self.search_chain: Runnable[Asked, Understood] = RunnableLambda(
            self._understand
        ) | RunnableLambda(self._retrieve)
        self.chain: Runnable[Asked, Answer] = self.search_chain | RunnableLambda(self._answer)

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        synthesize: bool = False,
        deadline: float | None = None,
    ) -> Answer:
        """Answer `question`; `history` holds earlier user messages, oldest first.

        With `synthesize` the language model is asked, too, if there is one; until `deadline`
        (`time.monotonic()`), if one is given.
        """
        return self.chain.invoke(self._asked(question, history, synthesize, deadline))

    def stream(
        self, question: str, history: Sequence[str] = (), synthesize: bool = False
    ) -> Iterator[Answer]:
        """Yield the verified answer as it grows; each begins with all of the one before."""
        understood = self.search_chain.invoke(self._asked(question, history, synthesize))
        yield from self._answers(understood)

    def _asked(
        self,
        question: str,
        history: Sequence[str],
        synthesize: bool,
        deadline: float | None = None,
    ) -> Asked:
        asking = self.synthesizer if synthesize else None
        synthesis = asking.begin(deadline) if asking else None
        return Asked(question, tuple(history), synthesis)

    def _understand(self, asked: Asked) -> Understood:
        conversation = since_turned(asked.question, asked.history[-_HISTORY:])
        if claims := claims_to_check(normalize(asked.question)):
            return Understood(asked, self.decomposition.claims(claims), proof=True)
        if of_plan := answer_plan_data(
            asked.question,
            self.plan,
            self.indexed.passages,
            lambda: self._items_shown(conversation),
        ):
            return Understood(asked, (), of_shown=of_plan)
        if figures := self.decomposition.operands(asked.question):
            return Understood(asked, figures, uncomputed=True)
        if together := self._together(asked, conversation):
            return together
        asks_rows = asks_of_rows(asked.question)
        of_rows = asks_rows and self.rewriting.of_rows(asked.question, conversation)
        if not asked.synthesis and not of_rows:  # what a model listed is not known here
            of_shown = answer_on_shown(
                asked.question,
                conversation,
                self.plan,
                self.indexed.passages,
                self._answered_before,
                self._asked_before,
            ) or held_against(asked.question, conversation, self.plan, self._answered_before)
            if of_shown:
                return Understood(asked, (), of_shown=of_shown)
        alone = self.rewriting.standalone(asked.question, conversation)
        reworded = self._reworded(asked, alone.text)
        text = reworded or alone.text
        if (plain := without_padding(normalize(text))) != normalize(text):
            text = plain
        within = () if reworded else alone.within
        whole = replace(understand(text, self.plan, self.vocabulary), within=within)
        near = None if reworded else self.rewriting.near(alone, whole)
        if near:
            whole, text = near, near.raw
        elif (alone.topic or alone.named) and not reworded:
            whole = self.rewriting.on_topic(whole, alone, conversation)
            text = whole.raw
        if alone.beside and not reworded:
            whole = self.rewriting.of_other(whole, alone.beside)
        of_nothing = len(self.plan.items) > 1 and asks_of_nothing(whole, self.plan)
        if of_nothing and not answer_rows(whole, self.answerer.tables):
            whole = replace(whole, intent="chat", detail="which")
        parts: tuple[Part, ...] = (Part(whole),)
        # The mentions of several words are one answer, with a list for each.
        single = whole.lacking or len(whole.mentions) > 1
        talk = whole.intent == "chat" and whole.detail not in ("unclear", "which")
        if not talk and whole.intent != "empty" and not single:
            split = split_compound(
                focus(normalize(text)), self.single.names_something, self.vocabulary.contains
            )
            pieces = tuple(dict.fromkeys(split))
            counted = all(map(_HOW_MANY.fullmatch, pieces[1:])) and selection(whole, self.plan)
            if staged := self.decomposition.stages(focus(normalize(text))):
                parts = staged
            elif len(pieces) > 1 and not counted:  # 有哪些, 几个 is one question
                parts = self.decomposition.parts(pieces)
            elif whole.yes_no and len(claims := split_claims(whole.text)) > 1:
                parts = self.decomposition.claims(claims)
            else:
                parts = self.decomposition.topics(whole) or parts
        return Understood(asked, parts, reworded)

    def _items_shown(self, conversation: Sequence[str]) -> Sequence[str]:
        """Return the items that the answer to the last message quotes."""
        return self._cited_by(conversation[-1], tuple(conversation[:-1])) if conversation else ()

    def _together(self, asked: Asked, conversation: Sequence[str]) -> Understood | None:
        """Read a message that asks about two things together, which it names or which earlier ones
        are of: whether one item has both, or what the plan has on each."""
        put = asked.question
        if asked_of_two(put) and conversation:
            put = of_two_subjects(put, self.rewriting.subjects(conversation)) or put
        pair = two_things(put)
        if pair is None or not all(map(self.single.names_something, pair.things)):
            return None
        things = [understand(thing, self.plan, self.vocabulary) for thing in pair.things]
        if any(thing.intent != "search" or thing.years or thing.aspects for thing in things):
            return None
        if any(map(names_no_subject, things)):
            return None
        if pair.kind == "first":
            return self.decomposition.dates_of(asked, put, pair)
        if pair.kind == "compared":
            return Understood(asked, tuple(Part(thing, asked=thing.raw) for thing in things))
        told = answer_same_item(asked.question, things, self.plan, self.indexed.passages)
        return Understood(asked, (), of_shown=told) if told else None

    def _reworded(self, asked: Asked, text: str) -> str:
        """Let the model put a follow-up in which the rules found nothing; "" if that is no gain."""
        if not asked.synthesis or not asked.history or self.ask(text).status != "not_in_plan":
            return ""
        reworded = asked.synthesis.reword(asked.question, asked.history[-_HISTORY:])
        return reworded if reworded and self.ask(reworded).status == "answered" else ""

    def _answered_before(self, question: str, history: Sequence[str]) -> Answer:
        """Return the answer to an earlier message: the one given then, or else asked again."""
        given = self._given.get(_message(question, history))
        return given or self.ask(question, history)

    def _remember(self, asked: Asked, answer: Answer) -> None:
        """Keep a verbatim answer for the follow-ups behind it."""
        if asked.synthesis is None:
            self._given[_message(asked.question, asked.history)] = answer
            if len(self._given) > _GIVEN:
                self._given.popitem(last=False)

    def _cited_by(self, question: str, history: Sequence[str]) -> Sequence[str]:
        answer = self._answered_before(question, history)
        return tuple(dict.fromkeys(citation.item for citation in answer.citations))

    def _asked_before(self, question: str, history: Sequence[str]) -> Sequence[Question]:
        understood = self._understand(Asked(question, tuple(history)))
        return [part.question for part in understood.parts]

    def _retrieve(self, understood: Understood) -> Understood:
        parts = tuple(
            replace(part, evidence=self.search(part.question))
            if part.question.intent == "search"
            or (part.question.intent == "item" and part.question.asks_within)
            else part
            for part in understood.parts
        )
        return replace(understood, parts=parts)

    def search(self, question: Question) -> Evidence:
        """Find evidence for one understood question."""
        return self.single.search(question)

    def _answer(self, understood: Understood) -> Answer:
        *_, answer = self._answers(understood)
        return answer

    def _answers(self, understood: Understood) -> Iterator[Answer]:
        """Yield the verified answer as it grows, part after part of the message."""
        if understood.of_shown:
            verified = verify(understood.of_shown, self.plan)
            self._remember(understood.asked, verified)
            yield verified
            return
        if understood.proof:
            yield self._proof(understood)
            return
        synthesis = understood.asked.synthesis
        told = (self.answerer.answer(part.question, part.evidence) for part in understood.parts)
        # Before a model is asked all is at hand that takes its place should it fail.
        verbatim = tuple(told) if synthesis else told
        noted = notes(understood)
        answers: list[Answer] = []
        for part, own in zip(understood.parts, verbatim, strict=True):
            done = answers
            for growing in synthesis.stream(part.question, own) if synthesis else (own,):
                if part.asked:
                    growing = replace(growing, question=part.asked)
                growing = judged(growing) if part.claimed else growing
                answers = [*done, growing]
                answer = growing if len(understood.parts) == 1 else merge(answers)
                whole = replace(
                    answer,
                    question=understood.asked.question,
                    statements=(*noted, *answer.statements),
                )
                verified = verify(whole, self.plan)
                yield verified
        self._remember(understood.asked, verified)

    def _proof(self, understood: Understood) -> Answer:
        """Answer a text that is to be checked: what is wrong in it first."""
        answers = [
            replace(judged(self.answerer.answer(p.question, p.evidence)), question=p.asked)
            for p in understood.parts
        ]
        merged = merge(by_weight(answers))
        statements = (*notes(understood), summary(answers), *merged.statements)
        whole = replace(merged, question=understood.asked.question, statements=statements)
        verified = verify(whole, self.plan)
        self._remember(understood.asked, verified)
        return verified


def _message(question: str, history: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return a message with those before it, as many as are seen of the follow-up behind it."""
    return question, tuple(history[-(_HISTORY - 1) :])


def open_assistant(path: Path, config: Settings, key: str | None = None) -> Assistant:
    """Open the plan at `path` (indexing it if needed) and return its assistant.

    `key` names its index; the path does where none is given.
    """
    indexed = open_plan(path, config, key=key)
    assistant = Assistant(indexed, open_topics(indexed.plan.folded, config))
    if config.llm:
        from assistant.llm.client import LanguageModel
        from assistant.llm.synthesis import Synthesizer

        assistant.synthesizer = Synthesizer(indexed, LanguageModel(config))
    assistant.ask(indexed.plan.title)  # loads what the first question would otherwise wait for
    return assistant
