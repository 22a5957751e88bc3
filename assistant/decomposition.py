"""Query decomposition: the questions in a message that holds several, each understood alone."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.told import figure_told, is_verdict
from assistant.dialogue.focus import CitedBy, items_of_subject
from assistant.dialogue.follow_up import asks_membership, counts_further
from assistant.dialogue.standalone import standalone
from assistant.evidence.coverage import core_terms, known_to
from assistant.evidence.pieces import without_figures
from assistant.evidence.subjects import summed_up
from assistant.language.deadlines import without_deadlines
from assistant.language.normalize import pattern, wording
from assistant.language.stages import each_stage, is_stage
from assistant.lookups.arithmetic import is_number, operands, tells_result, unit_asked
from assistant.lookups.selection import selection
from assistant.lookups.two_things import TwoThings
from assistant.message import Asked, Part, Understood
from assistant.single_turn import SingleTurn, is_on, leads_with_figure
from assistant.tables.rows import answer_rows
from assistant.understanding.compound import office_claimed, split_topics
from assistant.understanding.question import Question, understand
from assistant.understanding.things import is_attribute, names_no_subject, things_named
from assistant.understanding.vocabulary import Vocabulary
from index.lexical import word_class, words
from index.plan import Plan

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


class Decomposition:
    """Finds the parts of messages about one plan."""

    def __init__(self, single: SingleTurn, cited_by: CitedBy) -> None:
        self.plan = single.plan
        self.vocabulary = single.vocabulary
        self._single = single
        self._cited_by = cited_by

    def operands(self, message: str) -> tuple[Part, ...]:
        """Return what a message asks to compute of as questions for one figure each; none where
        one is answered otherwise, or the plan tells the result."""
        named = operands(message)
        if not named:
            return ()
        whole = understand(message, self.plan, self.vocabulary)
        if whole.references.labels or whole.references.missing or whole.years:
            return ()
        if answer_rows(whole, self._single.answerer.tables):
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
            parts = self.parts(pieces)
        else:  # 新建的桥 is of none that stand before it, nor a number, nor what neither names
            parts = tuple(
                Part(question, asked=piece) for piece, question in zip(pieces, alone, strict=True)
            )
        answers = [self._single.answer_to(part.question) for part in parts]
        cited = [citation.span for answer in answers for citation in answer.citations]
        told = [p.text for p in self._single.passages if any(map(p.span.overlaps, cited))]
        if any(tells_result(message, text) for text in told):
            return ()
        # A number that the plan has nowhere is told to be none of it: to decline is no figure.
        figured = all(
            figure_told(a) if a.status == "answered" else numbers and a.status == "not_in_plan"
            for a in answers
        )
        return parts if figured and len(parts) == len(named) else ()

    def dates_of(self, asked: Asked, put: str, pair: TwoThings) -> Understood | None:
        """Read a message that asks which of several things comes first as asking when each does:
        the plan's dates are told, and not compared, for they may be of different stages."""
        if answer_rows(understand(put, self.plan, self.vocabulary), self._single.answerer.tables):
            return None
        when = (f"{thing}什么时候{pair.deed}" for thing in pair.things)
        parts = (Part(understand(text, self.plan, self.vocabulary), asked=text) for text in when)
        return Understood(asked, tuple(parts))

    def parts(self, pieces: Sequence[str]) -> tuple[Part, ...]:
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
            if subjects and (of_row := self._single.of_row(piece, subjects)):
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

    def stages(self, text: str) -> tuple[Part, ...]:
        """Return what a message asks of each of several stages; () where it asks anything else."""
        pieces = each_stage(text)
        each = [understand(piece, self.plan, self.vocabulary) for piece in pieces]
        selected = [selection(question, self.plan) for question in each]
        if not all(one and one.kind == "stage" for one in selected):
            return ()
        return tuple(Part(question, asked=question.raw) for question in each)

    def _goes_on(self, piece: str, own: Question, first: Question) -> bool:
        """Whether a part asks more of the items inside which the first of the message asks (第3项里
        …，又要…): it says so, or these have all that it names."""
        labels = first.references.labels
        if not labels or not _INSIDE.search(first.raw):
            return False
        items = [item for label in labels if (item := self.plan.item(label))]
        known = any(is_on(own, f"{item.title}\n{item.text}") for item in items)
        alike = len(piece) > _ALIKE and first.raw.endswith(piece[-_ALIKE:])  # 甲…什么、乙…什么
        return bool(own.terms) and (known or alike or bool(_FURTHER.match(piece)))

    def _beside(self, completed: Question, own: Question, subject: Question) -> Question:
        """Return what a part asks in its own words of the items that tell of its subject, where
        that is answered with one figure, and what it asks with the subject before it is not."""
        if self._single.leads(completed, own):
            return completed
        near = replace(own, within=self._single.told_in(subject))
        return near if near.within and self._single.leads(near, own) else completed

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
        answer = self._single.answer_to(asked)
        of_both = leads_with_figure(answer, subject) and leads_with_figure(
            answer, own, closely=True
        )
        return asked if of_both else None

    def _items_of(self, subject: Question) -> tuple[str, ...]:
        """Return the items that may tell more of what was asked about."""
        answer = self._single.answer_to(subject)
        cited = tuple(dict.fromkeys(citation.item for citation in answer.citations))
        return items_of_subject(subject, cited, self.plan)

    def _done_elsewhere(self, part: Question, within: Sequence[str]) -> bool:
        """Whether a part asks for what is done (征收多少户) in other items than these alone."""
        deeds = [term for term in core_terms(part.terms) if term.is_verb and len(term.text) > 1]
        texts = "".join(item.text for label in within if (item := self.plan.item(label))).lower()
        return any(known_to(d, self.plan.folded) and not known_to(d, texts) for d in deeds)

    def claims(self, claims: Sequence[str]) -> tuple[Part, ...]:
        """Understand each claim of a message; one that names nothing of its own is of what the one
        before it is. Where the items that tell of that have what it names, they alone may tell."""
        parts: list[Part] = []
        subject = ""
        for claim in claims:
            alone = self._claim(claim)
            before = [part.question for part in parts[-1:]]
            if not before:
                question = alone
            elif of_row := self._single.of_row(f"{claim}对吧", before):
                question = self._claim(of_row)
            elif _names_nothing(claim, self.plan, self.vocabulary):
                within = self._single.told_in(before[0])
                put = [replace(alone, within=within)]
                if without_figures(claim).strip():
                    of_both = self._claim(f"{subject}{claim}", within)
                    put.insert(1 if self._stands_once(claim, within) else 0, of_both)
                question = next(filter(self._judges, put), put[0])
            else:
                items = filter(None, map(self.plan.item, self._single.told_in(before[0])))
                on = (i.label for i in items if is_on(alone, f"{i.title}\n{i.text}"))
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

    def _judges(self, claim: Question) -> bool:
        """Whether the answer to a claim says if it is so."""
        return is_verdict(self._single.answer_to(claim))

    def topics(self, whole: Question) -> tuple[Part, ...]:
        """Return the topics that a message names side by side (绿地和床位), where they are apart in
        the plan, or what it asks of one (床位总数和新增数); none of one that only its name joins
        (居民和单位垃圾分类)."""
        pieces = split_topics(whole.text)
        first, *others = pieces
        if others and all(map(is_attribute, others)) and whole.intent == "search":
            subject = understand(first, self.plan, self.vocabulary)
            if names_no_subject(subject):
                return ()
            parts = self.parts(pieces)
            alike = _ASKS_WHICH.search(first) and self._told_alike(parts)
            return (Part(parts[0].question),) if alike else parts
        broad = whole.answer_type in ("topic", "list", "how") and not whole.yes_no
        if whole.intent != "search" or not broad or len(pieces) < 2 or whole.within:
            return ()
        topics = [understand(piece, self.plan, self.vocabulary) for piece in pieces]
        named = all(map(self._single.names_something, pieces))
        named = named and not any(map(names_no_subject, topics))
        if not named or any(topic.intent != "search" for topic in topics):
            return ()
        titled = [{i.label for i in self.plan.items if is_on(t, i.title)} for t in topics]
        if not (all(titled) and not set.intersection(*titled)):
            together = any(
                all(is_on(topic, f"{item.title}\n{item.text}") for topic in topics)
                for item in self.plan.items
            )
            answer = None if together else self._single.answer_to(whole)
            if answer is None or answer.status == "answered":
                return ()
        return tuple(Part(topic, asked=topic.raw) for topic in topics)

    def _told_alike(self, parts: Sequence[Part]) -> bool:
        """Whether the answers to all parts quote the same: they are one question."""
        told = [{c.span for c in self._single.answer_to(p.question).citations} for p in parts]
        return all(spans == told[0] for spans in told)


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
