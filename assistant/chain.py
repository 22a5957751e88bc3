"""The chain: question and history → understanding → evidence → answer → verified citations."""

import re
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.answers.answer import Answer, Statement
from assistant.answers.citations import verify
from assistant.answers.phrases import phrase
from assistant.answers.render import citation_mark
from assistant.dialogue.challenge import challenge, held_against
from assistant.dialogue.conversation import (
    Standalone,
    asks_membership,
    asks_of_nothing,
    counts_further,
    is_attribute,
    items_of_subject,
    names_no_subject,
    since_turned,
    standalone,
    things_named,
    without_talk,
)
from assistant.dialogue.counted import asks_which, which_of_counted
from assistant.dialogue.shown import answer_on_shown, without_asking_of_shown
from assistant.dialogue.two_subjects import FORMER_OR_LATTER, of_pair, of_two_subjects
from assistant.evidence.coverage import core_terms, covers, known_to, support
from assistant.evidence.evidence import Evidence
from assistant.evidence.pieces import without_figures
from assistant.evidence.subjects import summed_up
from assistant.language.clauses import CLAUSE_END
from assistant.language.deadlines import without_deadlines
from assistant.language.normalize import LONGEST_QUESTION, focus, normalize, pattern, wording
from assistant.language.stages import is_stage
from assistant.lookups.arithmetic import is_number, operands, tells_result, unit_asked
from assistant.lookups.plan_data import answer_plan_data
from assistant.lookups.selection import selection
from assistant.lookups.two_things import TwoThings, answer_same_item, asked_of_two, two_things
from assistant.proofs import by_weight, claims_to_check, judged, summary
from assistant.silence.rules import unstated
from assistant.tables.row_follow_ups import asks_of_rows, of_rows_before
from assistant.tables.rows import answer_rows
from assistant.understanding.compound import (
    office_claimed,
    split_claims,
    split_compound,
    split_topics,
    without_padding,
)
from assistant.understanding.question import (
    Question,
    names_something,
    understand,
)
from assistant.understanding.topics import Topics, open_topics
from assistant.understanding.vocabulary import Vocabulary
from assistant.verbatim import VerbatimAnswerer, figure_told, is_verdict
from index.lexical import word_class, words
from index.library import IndexedPlan, open_plan
from index.plan import Plan
from index.settings import Settings

if TYPE_CHECKING:  # the model's client costs a second to import, and many offices have no model
    from assistant.llm.synthesis import Synthesis, Synthesizer


_HOW_MANY = re.compile("(?:一共|总共|共)?有?(?:几|多少)[个项件]?[?？]?")
_HISTORY = 6  # messages
_NEW = re.compile("^(?:今年|年内|全年)?(?:再?新[增建]|净增|增加)")
# How much is asked, and of nothing that is named behind it: 投资多少, 培育几家; but 几处分诊点.
_ASKS_HOW_MUCH = re.compile("(?:多少|几)[万亿]?[一-鿿]{0,2}[?？。]*$")
# What is asked inside an item, and what goes on with that.
_INSIDE = re.compile("[项条][里中内说讲写提]|[项条]工作[里中内]")
_FURTHER = re.compile("[又还也再并]")
_ALIKE = 3  # characters at their ends by which two parts ask the same
# What kind of thing is asked for, whose name may be followed by another's: 哪些制度 | 和站点.
_ASKS_WHICH = re.compile("(?:什么|啥|哪[些几])[^,，]{2,6}$")
_NAME = 4  # characters by which something is surely named
_ROWS_BEFORE = 3  # messages that 谁多 and 另一个呢 may be of
_GIVEN = 256  # answers kept
# Vectors kept, of one message: what decides on its parts is often asked again to answer it.
_EMBEDDED = 16


@dataclass(frozen=True)
class Asked:
    """A user's message and the earlier ones, oldest first; `synthesis` if a model is to answer."""

    question: str
    history: tuple[str, ...] = ()
    synthesis: "Synthesis | None" = None


@dataclass(frozen=True)
class Part:
    """One of the questions in a message, with what was found for it.

    `asked`: the words that the message has for it, where it is not the only one; `claimed`: these
    claim something, which is to be judged.
    """

    question: Question
    evidence: Evidence | None = None
    asked: str = ""
    claimed: bool = False


@dataclass(frozen=True)
class Understood:
    """A message as its separate questions; `reworded` is how a model put a follow-up.

    `of_shown` answers one that is asked of the answer before it, or whether one item has two
    things, and has no parts. `proof`: the
    parts are the claims of a text that is to be checked. `uncomputed`: they are the figures of
    which a sum or the like is asked for.
    """

    asked: Asked
    parts: tuple[Part, ...]
    reworded: str = ""
    of_shown: Answer | None = None
    proof: bool = False
    uncomputed: bool = False


class Assistant:
    """Answers questions about one plan."""

    def __init__(self, indexed: IndexedPlan, topics: Topics) -> None:
        self.indexed = indexed
        self.topics = topics
        self.plan = indexed.plan
        self.vocabulary = Vocabulary(indexed.plan)
        self.answerer = VerbatimAnswerer(
            indexed.plan, indexed.passages, lexical=indexed.retriever.sentences
        )
        self.synthesizer: Synthesizer | None = None
        self._embed = lru_cache(maxsize=_EMBEDDED)(indexed.retriever.embed)
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
            return Understood(asked, self._claims(claims), proof=True)
        if of_plan := answer_plan_data(
            asked.question,
            self.plan,
            self.indexed.passages,
            lambda: self._items_shown(conversation),
        ):
            return Understood(asked, (), of_shown=of_plan)
        if figures := self._operands(asked.question):
            return Understood(asked, figures, uncomputed=True)
        if together := self._together(asked, conversation):
            return together
        of_rows = asks_of_rows(asked.question) and self._of_rows(asked.question, conversation)
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
        alone = self._standalone(asked.question, conversation)
        reworded = self._reworded(asked, alone.text)
        text = reworded or alone.text
        if (plain := without_padding(normalize(text))) != normalize(text):
            text = plain
        within = () if reworded else alone.within
        whole = replace(understand(text, self.plan, self.vocabulary), within=within)
        near = None if reworded else self._near(alone, whole)
        if near:
            whole, text = near, near.raw
        elif (alone.topic or alone.named) and not reworded:
            whole = self._on_topic(whole, alone, conversation)
            text = whole.raw
        if alone.beside and not reworded:
            whole = self._of_other(whole, alone.beside)
        of_nothing = len(self.plan.items) > 1 and asks_of_nothing(whole, self.plan)
        if of_nothing and not answer_rows(whole, self.answerer.tables):
            whole = replace(whole, intent="chat", detail="which")
        parts: tuple[Part, ...] = (Part(whole),)
        # The mentions of several words are one answer, with a list for each.
        single = whole.lacking or len(whole.mentions) > 1
        talk = whole.intent == "chat" and whole.detail not in ("unclear", "which")
        if not talk and whole.intent != "empty" and not single:
            split = split_compound(
                focus(normalize(text)), self._names_something, self.vocabulary.contains
            )
            pieces = tuple(dict.fromkeys(split))
            counted = all(map(_HOW_MANY.fullmatch, pieces[1:])) and selection(whole, self.plan)
            if len(pieces) > 1 and not counted:  # 有哪些, 几个 is one question
                parts = self._parts(pieces)
            elif whole.yes_no and len(claims := split_claims(whole.text)) > 1:
                parts = self._claims(claims)
            else:
                parts = self._topics(whole) or parts
        return Understood(asked, parts, reworded)

    def _operands(self, message: str) -> tuple[Part, ...]:
        """Return what a message asks to compute of as questions for one figure each; none where
        one is answered otherwise, or the plan tells the result."""
        named = operands(message)
        if not named:
            return ()
        whole = understand(message, self.plan, self.vocabulary)
        if whole.references.labels or whole.references.missing or whole.years:
            return ()
        if answer_rows(whole, self.answerer.tables):
            return ()
        units = dict.fromkeys((unit_asked(message), ""))
        return next(filter(None, (self._figures_of(named, message, u) for u in units)), ())

    def _figures_of(self, named: Sequence[str], message: str, unit: str) -> tuple[Part, ...]:
        """Return the questions for the figures of what a message sets against each other, in the
        unit it asks for; () where the plan has not one for each, or tells the result."""
        pieces = [f"{one}是什么" if is_number(one) else f"{one}多少{unit}" for one in named]
        alone = [understand(piece, self.plan, self.vocabulary) for piece in pieces]
        numbers = all(map(is_number, named))
        bare = [names_no_subject(question) for question in alone]
        if any(bare) and not all(bare) and not numbers:
            parts = self._parts(pieces)
        else:  # 新建的桥 is of none that stand before it, nor a number, nor what neither names
            parts = tuple(
                Part(question, asked=piece) for piece, question in zip(pieces, alone, strict=True)
            )
        answers = [self._answer_to(part.question) for part in parts]
        cited = [citation.span for answer in answers for citation in answer.citations]
        told = [p.text for p in self.indexed.passages if any(map(p.span.overlaps, cited))]
        if any(tells_result(message, text) for text in told):
            return ()
        # A number that the plan has nowhere is told to be none of it: to decline is no figure.
        figured = all(
            figure_told(a) if a.status == "answered" else numbers and a.status == "not_in_plan"
            for a in answers
        )
        return parts if figured and len(parts) == len(named) else ()

    def _items_shown(self, conversation: Sequence[str]) -> Sequence[str]:
        """Return the items that the answer to the last message quotes."""
        return self._cited_by(conversation[-1], tuple(conversation[:-1])) if conversation else ()

    def _together(self, asked: Asked, conversation: Sequence[str]) -> Understood | None:
        """Read a message that asks about two things together, which it names or which earlier ones
        are of: whether one item has both, or what the plan has on each."""
        put = asked.question
        if asked_of_two(put) and conversation:
            put = of_two_subjects(put, self._subjects(conversation)) or put
        pair = two_things(put)
        if pair is None or not all(map(self._names_something, pair.things)):
            return None
        things = [understand(thing, self.plan, self.vocabulary) for thing in pair.things]
        if any(thing.intent != "search" or thing.years or thing.aspects for thing in things):
            return None
        if any(map(names_no_subject, things)):
            return None
        if pair.kind == "first":
            return self._dates_of(asked, put, pair)
        if pair.kind == "compared":
            return Understood(asked, tuple(Part(thing, asked=thing.raw) for thing in things))
        told = answer_same_item(asked.question, things, self.plan, self.indexed.passages)
        return Understood(asked, (), of_shown=told) if told else None

    def _dates_of(self, asked: Asked, put: str, pair: TwoThings) -> Understood | None:
        """Read a message that asks which of several things comes first as asking when each does:
        the plan's dates are told, and not compared, for they may be of different stages."""
        if answer_rows(understand(put, self.plan, self.vocabulary), self.answerer.tables):
            return None
        when = (f"{thing}什么时候{pair.deed}" for thing in pair.things)
        parts = (Part(understand(text, self.plan, self.vocabulary), asked=text) for text in when)
        return Understood(asked, tuple(parts))

    def _subjects(self, conversation: Sequence[str]) -> tuple[str, ...]:
        """Return what the last messages of a conversation are of, each once, in their order."""
        named: dict[str, None] = {}
        for at, message in enumerate(conversation):
            for question in self._asked_before(message, tuple(conversation[:at])):
                if not names_no_subject(question):
                    named[things_named(question)] = named.pop(things_named(question), None)
        return tuple(named)

    def _standalone(self, question: str, conversation: Sequence[str]) -> Standalone:
        """Return a message in words that need no earlier one."""
        if claimed := self._claimed(question, conversation):
            return Standalone(claimed)
        *conversation, question = self._with_named([*conversation, question])
        earlier = without_asking_of_shown(
            conversation,
            self.plan,
            self.indexed.passages,
            self.vocabulary,
            self._answered_before,
            self._claimed,
        )
        earlier = without_talk(earlier)
        if of_row := self._of_rows(question, earlier):
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

    def _of_rows(self, message: str, earlier: Sequence[str]) -> str:
        """Return what a message asks of rows of a table that earlier ones are of, as below."""
        if not earlier or not self.answerer.tables.rows:
            return ""
        reach = _ROWS_BEFORE if asks_of_rows(message) else 1
        places = range(max(len(earlier) - reach, 0), len(earlier))
        asked = [self._asked_before(earlier[at], tuple(earlier[:at])) for at in places]
        return self._of_row(message, [q for each in asked for q in each]) if asked[-1] else ""

    def _of_row(self, message: str, before: Sequence[Question]) -> str:
        """Return what a message asks of the rows of a table that the questions before it are of, as
        one of its own; "" where it is answered without, or no cell answers it so."""
        tables = self.answerer.tables
        alone = understand(message, self.plan, self.vocabulary)
        if answer_rows(alone, tables) or selection(alone, self.plan):
            return ""
        texts = of_rows_before(normalize(message), before, tables)
        asked = (understand(text, self.plan, self.vocabulary) for text in texts)
        return next((question.raw for question in asked if answer_rows(question, tables)), "")

    def _claimed(self, question: str, history: Sequence[str]) -> str:
        return challenge(question, history, self._asked_before)

    def _near(self, alone: Standalone, carried: Question) -> Question | None:
        """Return how a follow-up is read as of the figure that stands beside the one just shown;
        None where there is none, or what it is read as otherwise has a figure of its own."""
        asked = [
            replace(understand(near.text, self.plan, self.vocabulary), within=near.within)
            for near in alone.near
        ]
        if asked and not alone.nearest and self._leads(carried, asked[0], closely=True):
            return None
        return next((question for question in asked if self._leads(question, question)), None)

    def _of_other(self, asked: Question, subject: str) -> Question:
        """Return a question for a figure of one of a group (农村); with what says that it is
        none of the `subject` asked about before, where that is not named with it."""
        if asked.lacking or not asked.wants_figure:
            return asked
        things = core_terms(understand(subject, self.plan, self.vocabulary).terms)
        answer = self._answer_to(asked)
        told = "".join(s.text for s in answer.statements if s.citations).lower()
        if answer.status != "answered" or any(support(thing, told) for thing in things):
            return asked
        said = phrase("silent.instead", subject=subject, named=things_named(asked))
        return replace(asked, lacking=said)

    def _beside(self, completed: Question, own: Question, subject: Question) -> Question:
        """Return what a part asks in its own words of the items that tell of its subject, where
        that is answered with one figure, and what it asks with the subject before it is not."""
        if self._leads(completed, own):
            return completed
        near = replace(own, within=self._told_in(subject))
        return near if near.within and self._leads(near, own) else completed

    def _literally(self, piece: str, own: Question, before: Question) -> Question | None:
        """Return what a part asks how much of (投资多少), or only how much is done of (培育几家),
        with all that the part before names, 新开工 as well as 项目; None where the two are not
        answered with one figure that is said of it, and of what the part itself names (首期)."""
        if own.answer_type != "figure" or not _ASKS_HOW_MUCH.search(piece):
            return None
        if not (names_no_subject(own) or _names_deed(own)):
            return None
        named = pattern(wording()["interrogatives"]).split(before.raw)[0].rstrip("是的有,，")
        if summed_up(piece):
            named = _NEW.sub("", named)  # of what is new nothing more is told by 总数
        cut = words(named)
        if not cut or word_class(cut[-1]).startswith("v") or named in piece:
            return None
        asked = understand(f"{named}{piece}", self.plan, self.vocabulary)
        subject = understand(named, self.plan, self.vocabulary)
        if not subject.terms:
            return None
        answer = self._answer_to(asked)
        return asked if _leads(answer, subject) and _leads(answer, own, closely=True) else None

    def _leads(self, question: Question, named: Question, closely: bool = False) -> bool:
        return _leads(self._answer_to(question), named, closely)

    def _answer_to(self, question: Question) -> Answer:
        return self.answerer.answer(question, self.search(question))

    def _on_topic(
        self, carried: Question, alone: Standalone, conversation: Sequence[str]
    ) -> Question:
        """Return a follow-up without the kind of answer carried over from before, where the plan
        has not that of its own topic, or answers with what is of another one; else as it is."""
        answer = self._answer_to(carried)
        declined = answer.status == "not_in_plan"
        named = understand(alone.named or alone.topic, self.plan, self.vocabulary)
        if not declined and any(aspect.whole for aspect in carried.aspects):
            # Who answers for an item does for each thing in it.
            cited = [self.plan.item(label) for label in {c.item for c in answer.citations}]
            if all(item and _is_on(named, f"{item.title}\n{item.text}") for item in cited):
                plainly = replace(carried, within=())  # which quotes the thing, too
                told = self._answer_to(plainly)
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
            told = self._answer_to(asked)
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
        return not again and any(word in told for word in self.search(named).added_words)

    def _names_something(self, text: str) -> bool:
        """Whether the plan has a word of `text`, or its own word for it."""
        return names_something(text, self.vocabulary, self.plan)

    def _reworded(self, asked: Asked, text: str) -> str:
        """Let the model put a follow-up in which the rules found nothing; "" if that is no gain."""
        if not asked.synthesis or not asked.history or self.ask(text).status != "not_in_plan":
            return ""
        reworded = asked.synthesis.reword(asked.question, asked.history[-_HISTORY:])
        return reworded if reworded and self.ask(reworded).status == "answered" else ""

    def _parts(self, pieces: Sequence[str]) -> tuple[Part, ...]:
        """Understand each piece; one without a subject of its own takes the last one named, whose
        items alone may answer it, or the item that another names."""
        alone = [understand(piece, self.plan, self.vocabulary) for piece in pieces]
        item = next(filter(None, map(_item_named, alone)), "")
        parts: list[Part] = []
        subjects: list[Question] = []
        for piece, own in zip(pieces, alone, strict=True):
            item = _item_named(own) or item
            if item and not _item_named(own) and self._goes_on(piece, own, alone[0]):
                of_item = understand(f"{item}{piece}", self.plan, self.vocabulary)
                parts.append(Part(of_item, asked=piece))
                subjects.append(of_item)
                continue
            by_office = selection(own, self.plan)
            if by_office and by_office.department:  # 建设局, whose name has words of asking alone
                parts.append(Part(own, asked=piece))
                subjects.append(own)
                continue
            if item and _is_of_items(own):
                of_item = understand(f"{item}{piece}", self.plan, self.vocabulary)
                parts.append(Part(of_item, asked=piece))
                subjects.append(of_item)
                continue
            if subjects and (of_row := self._of_row(piece, subjects)):
                question = understand(of_row, self.plan, self.vocabulary)
                parts.append(Part(question, asked=piece))
                subjects.append(question)
                continue
            earlier = [subject.raw for subject in subjects[-1:]]  # which needs no earlier one
            whole = standalone(
                piece, earlier, self.plan, self.vocabulary, self._cited_by, part=True
            )
            question = understand(whole.text, self.plan, self.vocabulary)
            completed = whole.text != piece and names_no_subject(own)
            if completed and not question.references.labels:
                within = self._items_of(subjects[-1])
                if not self._done_elsewhere(own, within):
                    question = replace(question, within=within)
            elif subjects and asks_membership(piece):
                question = replace(question, within=self._items_of(subjects[-1]))
            elif not (subjects and counts_further(piece)):
                subjects.append(question)
            before = subjects[-2:-1] if question is subjects[-1] else subjects[-1:]
            literal = self._literally(piece, own, before[0]) if before else None
            if literal:
                question = replace(literal, within=question.within)
            elif whole.text != piece and question.answer_type == "figure":
                question = self._beside(question, own, subjects[0])
            parts.append(Part(question, asked=piece))
        useful = [part for part in parts if part.question.intent not in ("chat", "empty")]
        return tuple(useful or parts[:1])

    def _goes_on(self, piece: str, own: Question, first: Question) -> bool:
        """Whether a part asks more of the items inside which the first of the message asks (第3项里
        …，又要…): it says so, or these have all that it names."""
        labels = first.references.labels
        if not labels or not _INSIDE.search(first.raw):
            return False
        items = [item for label in labels if (item := self.plan.item(label))]
        known = any(_is_on(own, f"{item.title}\n{item.text}") for item in items)
        alike = len(piece) > _ALIKE and first.raw.endswith(piece[-_ALIKE:])  # 甲…什么、乙…什么
        return bool(own.terms) and (known or alike or bool(_FURTHER.match(piece)))

    def _claims(self, claims: Sequence[str]) -> tuple[Part, ...]:
        """Understand each claim of a message; one that names nothing of its own is of what the one
        before it is. Where the items that tell of that have what it names, they alone may tell."""
        parts: list[Part] = []
        subject = ""
        for claim in claims:
            alone = self._claim(claim)
            before = [part.question for part in parts[-1:]]
            if not before:
                question = alone
            elif of_row := self._of_row(f"{claim}对吧", before):
                question = self._claim(of_row)
            elif _names_nothing(claim, self.plan, self.vocabulary):
                within = self._told_in(before[0])
                put = [replace(alone, within=within)]
                if without_figures(claim).strip():
                    of_both = self._claim(f"{subject}{claim}", within)
                    put.insert(1 if self._stands_once(claim, within) else 0, of_both)
                question = next(filter(self._judges, put), put[0])
            else:
                items = filter(None, map(self.plan.item, self._told_in(before[0])))
                on = (i.label for i in items if _is_on(alone, f"{i.title}\n{i.text}"))
                question = replace(alone, within=tuple(on))
            if not (before and _names_nothing(claim, self.plan, self.vocabulary)):
                subject = things_named(question)
            parts.append(Part(question, asked=claim, claimed=True))
        return tuple(parts)

    def _stands_once(self, claim: str, within: Sequence[str]) -> bool:
        """Whether what a claim says before its figure stands at one place of some items, word for
        word: 即办件占比, which then needs no subject before it; 年度投资 may be of several."""
        said = without_figures(claim).strip(" ,，")
        texts = "".join(item.text for label in within if (item := self.plan.item(label))).lower()
        return len(said) >= _NAME and texts.count(said) == 1

    def _claim(self, text: str, within: tuple[str, ...] = ()) -> Question:
        question = understand(text, self.plan, self.vocabulary)
        return replace(question, yes_no=True, within=within)

    def _told_in(self, question: Question) -> tuple[str, ...]:
        """Return the items that the answer to a question quotes."""
        answer = self._answer_to(question)
        return tuple(dict.fromkeys(citation.item for citation in answer.citations))

    def _judges(self, claim: Question) -> bool:
        """Whether the answer to a claim says if it is so."""
        return is_verdict(self._answer_to(claim))

    def _done_elsewhere(self, part: Question, within: Sequence[str]) -> bool:
        """Whether a part asks for what is done (征收多少户) in other items than these alone."""
        deeds = [term for term in core_terms(part.terms) if term.is_verb and len(term.text) > 1]
        texts = "".join(item.text for label in within if (item := self.plan.item(label))).lower()
        return any(known_to(d, self.plan.folded) and not known_to(d, texts) for d in deeds)

    def _topics(self, whole: Question) -> tuple[Part, ...]:
        """Return the topics that a message names side by side (绿地和床位), where they are apart in
        the plan, or what it asks of one (床位总数和新增数); none of one that only its name joins
        (居民和单位垃圾分类)."""
        pieces = split_topics(whole.text)
        first, *others = pieces
        if others and all(map(is_attribute, others)) and whole.intent == "search":
            subject = understand(first, self.plan, self.vocabulary)
            if names_no_subject(subject):
                return ()
            parts = self._parts(pieces)
            alike = _ASKS_WHICH.search(first) and self._told_alike(parts)
            return (Part(parts[0].question),) if alike else parts
        broad = whole.answer_type in ("topic", "list", "how") and not whole.yes_no
        if whole.intent != "search" or not broad or len(pieces) < 2 or whole.within:
            return ()
        topics = [understand(piece, self.plan, self.vocabulary) for piece in pieces]
        named = all(map(self._names_something, pieces)) and not any(map(names_no_subject, topics))
        if not named or any(topic.intent != "search" for topic in topics):
            return ()
        titled = [{i.label for i in self.plan.items if _is_on(t, i.title)} for t in topics]
        if not (all(titled) and not set.intersection(*titled)):
            together = any(
                all(_is_on(topic, f"{item.title}\n{item.text}") for topic in topics)
                for item in self.plan.items
            )
            answer = None if together else self._answer_to(whole)
            if answer is None or answer.status == "answered":
                return ()
        return tuple(Part(topic, asked=topic.raw) for topic in topics)

    def _told_alike(self, parts: Sequence[Part]) -> bool:
        """Whether the answers to all parts quote the same: they are one question."""
        told = [{c.span for c in self._answer_to(p.question).citations} for p in parts]
        return all(spans == told[0] for spans in told)

    def _items_of(self, subject: Question) -> tuple[str, ...]:
        """Return the items that may tell more of what was asked about."""
        answer = self._answer_to(subject)
        cited = tuple(dict.fromkeys(citation.item for citation in answer.citations))
        return items_of_subject(subject, cited, self.plan)

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
        retriever = self.indexed.retriever
        vector = self._embed(question.text)
        added = self.topics.match(vector)
        retrieval = retriever.search(question.content, (*question.expansion, *added), vector)
        return Evidence(retrieval, added)

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
        notes = _notes(understood)
        answers: list[Answer] = []
        for part, own in zip(understood.parts, verbatim, strict=True):
            done = answers
            for growing in synthesis.stream(part.question, own) if synthesis else (own,):
                if part.asked:
                    growing = replace(growing, question=part.asked)
                growing = judged(growing) if part.claimed else growing
                answers = [*done, growing]
                answer = growing if len(understood.parts) == 1 else _merge(answers)
                whole = replace(
                    answer,
                    question=understood.asked.question,
                    statements=(*notes, *answer.statements),
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
        merged = _merge(by_weight(answers))
        statements = (*_notes(understood), summary(answers), *merged.statements)
        whole = replace(merged, question=understood.asked.question, statements=statements)
        verified = verify(whole, self.plan)
        self._remember(understood.asked, verified)
        return verified


def _message(question: str, history: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return a message with those before it, as many as are seen of the follow-up behind it."""
    return question, tuple(history[-(_HISTORY - 1) :])


def _leads(answer: Answer, named: Question, closely: bool = False) -> bool:
    """Whether an answer leads with one figure, of what a question names; `closely`: in the clause
    of the figure."""
    leads = [s for s in answer.statements if s.role == "lead"]
    told = "".join(s.text for s in answer.statements if s.citations).lower()
    if closely and leads:
        quotes = (s.text.lower() for s in answer.statements if s.role in ("quote", "bullet"))
        clauses = (clause for said in quotes for clause in CLAUSE_END.split(said))
        told = "".join(clause for clause in clauses if leads[0].text.lower() in clause)
    of_it = not named.terms or covers(named.terms, told)
    return answer.status == "answered" and len(leads) == 1 and of_it


def _names_deed(question: Question) -> bool:
    """Whether a question names nothing but one thing that is done: 今年培育几家."""
    things = [term.text for term in question.terms]
    return len(things) == 1 and word_class(things[0]).startswith("v")


def _item_named(question: Question) -> str:
    """Return the reference to the items that a question names, there or not, or ""."""
    references = question.references
    return "、".join(f"第{label}项" for label in references.labels or references.missing)


def _is_of_items(question: Question) -> bool:
    """Whether a question names neither an item nor a thing, but asks who or when."""
    things = [term for term in question.subject if not (term.is_verb or is_stage(term.text))]
    return bool(question.aspects) and not things and not _item_named(question)


def _names_nothing(claim: str, plan: Plan, vocabulary: Vocabulary) -> bool:
    """Whether a claim names nothing but a figure, a date, an office or what is done."""
    office = office_claimed(claim)
    said = without_deadlines(office["about"] if office else claim)
    return names_no_subject(understand(said, plan, vocabulary))


def _is_on(topic: Question, text: str) -> bool:
    """Whether a text has all things that a topic names."""
    return covers(core_terms(topic.terms), text.lower())


def _merge(answers: Sequence[Answer]) -> Answer:
    """Join the answers of a message's parts, each under the part it answers."""
    statements: list[Statement] = []
    shown: list[Statement] = []
    for answer in answers:
        statements.append(Statement("phrase", phrase("answer.part", part=answer.question)))
        statements += _not_again(answer.statements, shown)
        shown += answer.statements
    answered = any(answer.status == "answered" for answer in answers)
    first = next((answer for answer in answers if answer.retrieval), answers[0])
    account = answers[-1].explanation.get("llm")
    return replace(
        first,
        status="answered" if answered else "not_in_plan",
        statements=tuple(statements),
        explanation=first.explanation | ({"llm": account} if account else {}),
    )


def _not_again(told: Sequence[Statement], shown: Sequence[Statement]) -> Sequence[Statement]:
    """Return what a part is told, and where it is nothing but quotes that stand above, that they
    do; in which item these are is told without them."""
    quotes = [s for s in told if s.citations]
    rest = [s for s in told if not s.citations and s.role != "heading"]
    above = {s.citations for s in shown if s.role in ("quote", "bullet")}
    if not quotes or any(s.role == "lead" or s.citations not in above for s in quotes):
        return told
    if not rest:
        return [Statement("phrase", phrase("answer.same_above"))]
    marks = "、".join(
        dict.fromkeys(citation_mark(s.citations[0].item).strip("〔〕 ") for s in quotes)
    )
    located = phrase("answer.located", items=marks)
    if [s.text for s in rest] != [located]:
        return told
    return [replace(rest[0], text=phrase("answer.located_above", items=marks))]


def _notes(understood: Understood) -> list[Statement]:
    corrections = {
        correction.meant: None
        for part in understood.parts
        for correction in part.question.corrections
    }
    said = [phrase("answer.corrected", meant=meant) for meant in corrections]
    if len(normalize(understood.asked.question)) > LONGEST_QUESTION:
        said.append(phrase("answer.focused"))
    if understood.uncomputed:
        said.append(phrase("answer.uncomputed"))
    if understood.reworded:
        said.append(phrase("answer.reworded", text=understood.reworded))
    return [Statement("phrase", text) for text in said]


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
