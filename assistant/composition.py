"""Extractive answers: the smallest quotes that answer, and what is said before them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answers.answer import Statement
from assistant.answers.phrases import phrase
from assistant.answers.render import citation_mark
from assistant.claims.verdicts import called
from assistant.evidence.choosing import (
    FigureChoice,
    best_run,
    best_statement,
    beyond_title,
    widened,
)
from assistant.evidence.coverage import core_terms, covers, known_to
from assistant.evidence.figure_changes import asks_change, change_to
from assistant.evidence.overview import relevant
from assistant.evidence.pointed import at_stage, stage_asked
from assistant.evidence.ranking import Candidate
from assistant.language.normalize import pattern, wording
from assistant.language.numbered_names import has_name
from assistant.language.stages import says_done
from assistant.language.stated import bounded
from assistant.lookups.glossary import said_beside
from assistant.lookups.lookup import bold_terms, heading, quote
from assistant.lookups.whole_item import remark_on_line
from assistant.silence.rules import RESPONSIBILITY, stating, told_by
from assistant.tables.asked_tables import Tables
from assistant.tables.row_quotes import only_names, row_heading
from assistant.understanding.question import Question, content_words
from index.passages import Passage
from index.plan import Plan, Span

# The kinds of question that all sentences on the subject answer.
BROAD = ("topic", "list", "how", "definition")
_LONG_SENTENCE = 180
_SEVERAL_THINGS = 80  # characters; a sentence so long tells of several
_UNWORDED_FIGURE = 0.65
_NAMING = 0.2  # the weight of a word from which on it names something
_COUNTED = re.compile("[一二两三四五六七八九十0-9]+[个句条项点大]")


class Composer:
    """Composes answers of one plan's own sentences, clauses and figures."""

    def __init__(self, plan: Plan, passages: Sequence[Passage], tables: Tables) -> None:
        self.plan = plan
        self.passages = passages
        self.tables = tables

    def compose(
        self,
        question: Question,
        candidates: Sequence[Candidate],
        choice: FigureChoice | None,
        probability: float,
    ) -> list[Statement] | None:
        """Return the statements that answer, or None when no sentence has what is asked.

        A figure of which no word is said that was asked takes a higher `probability`.
        """
        source = self.plan.source
        if choice:
            sure = choice.coverage > 0 or probability >= _UNWORDED_FIGURE
            return self._figure(question, choice) if sure else None
        if named := self.named(question) or self.located(question):
            return named
        narrow = question.answer_type == "topic" and any(a.whole for a in question.aspects)
        narrow = narrow or any(a.name == RESPONSIBILITY for a in question.aspects)
        if question.answer_type in BROAD and not narrow:
            return self.grouped(question, relevant(question, candidates, self.plan))
        chosen = [beyond_title(candidates, self.plan)]
        if question.aspects:
            chosen = stating(question.aspects[0], question, candidates, self.plan) or chosen
        told = [told_by(question, c.passage.text) for c in chosen]
        runs = [
            best_run(question.terms, c.passage, source, states)
            for c, states in zip(chosen, told, strict=True)
        ]
        pairs = list(zip(chosen, runs, strict=True))
        if all(only_names(c.passage, run, self.tables) for c, run in pairs):
            return None
        runs = [
            widened(run, c.passage, source, states) if states else run
            for (c, run), states in zip(pairs, told, strict=True)
        ]
        line, remark = remark_on_line(question, [c.passage for c in chosen], self.plan)
        return [
            said
            for (c, _), run in zip(pairs, runs, strict=True)
            for said in (
                *self.row_named(run, candidates),
                *(remark if c.passage is line else ()),
                quote(self.plan, run, bold_terms(question.terms, source[run.start : run.end])),
            )
        ]

    def _figure(self, question: Question, choice: FigureChoice) -> list[Statement]:
        if choice.elsewhere:
            alike = sorted((choice, *choice.elsewhere), key=lambda one: one.passage.ordinal)
            return [
                said
                for one in alike
                for said in self._figure(question, replace(one, elsewhere=()))
                if said.role == "quote"
            ]
        if asks_change(question.text) and (changes := self._changes(choice)):
            return [changes]
        text = choice.passage.text
        figures = [bounded(figure, text) for figure in (choice.figure, *choice.rivals)]
        run = choice.run
        if choice.rivals:
            offset = choice.passage.span.start
            ends = [offset + figure.end for figure in (choice.figure, *choice.rivals)]
            clauses = [c for c in choice.passage.clauses if c.start < max(ends)]
            run = Span(min(run.start, choice.passage.span.start), clauses[-1].end)
            return [quote(self.plan, run, figures)]
        lead = bounded(choice.figure, choice.passage.text)
        body = quote(self.plan, run, [lead])
        named = self._part_named(choice.passage)
        return [Statement("lead", lead, body.citations, (lead,)), *named, body]

    def _changes(self, choice: FigureChoice) -> Statement | None:
        """Quote from what to what something changes, of which by how much is asked and not told;
        None where the figure is no such one."""
        text, offset = choice.passage.text, choice.passage.span.start
        told = change_to(choice.figure, text)
        if told is None:
            return None
        alike = {f.start: f for f in (choice.figure, *choice.rivals, *choice.equals)}
        each = [one for f in alike.values() if (one := change_to(f, text))]
        changes = [one for one, _ in each if one.dimension == choice.figure.dimension]
        places = [offset + at for one in changes for at in (one.start, one.end - 1)]
        clauses = [c for c in choice.passage.clauses if any(c.start <= at < c.end for at in places)]
        run = Span(min(choice.run.start, clauses[0].start), max(choice.run.end, clauses[-1].end))
        return quote(self.plan, run, [one.text for one in changes])

    def misplaced(
        self, question: Question, everywhere: Sequence[Candidate], within: Sequence[Candidate]
    ) -> list[Statement]:
        """Correct an item number: the subject stands in another item than the one named."""
        known = [term for term in question.subject if known_to(term, self.plan.folded)]
        # When the item is done names no thing that may stand elsewhere.
        things = [term for term in known if len(term.text) > 1 and not says_done(term.text)]
        core = core_terms(things)
        labels = question.references.labels
        if not everywhere or not core or len(labels) > 1:
            return []
        named = self.plan.item(labels[0])
        best = everywhere[0]
        if named is None or best.passage.item == labels[0] or best.coverage < 0.6:
            return []
        there = f"{named.title}\n{named.text}".lower()
        here = best.passage.text.lower()
        unnamed = not any(term.text in there for term in core) and covers(core, here)
        nearby = max((candidate.coverage for candidate in within), default=0.0)
        if not unnamed and best.coverage < nearby + 0.2:
            return []
        where = citation_mark(best.passage.item)
        named_as = called(labels[0])
        said = phrase("answer.contradicts_place", claimed=named_as, stated=where)
        first = next(p for p in self.passages if p.item == best.passage.item)
        chosen = {p.ordinal: p for p in (first, best.passage)}
        return [
            Statement("phrase", said),
            *(
                quote(self.plan, p.span, bold_terms(question.terms, p.text))
                for p in chosen.values()
            ),
        ]

    def named(self, question: Question) -> list[Statement]:
        """Say where a term stands whose meaning is asked for, explained there or not."""
        core = core_terms(question.terms)
        if (
            question.answer_type != "definition"
            or len(core) != 1
            or len(core[0].text) < 2
            or core[0].text not in self.plan.folded
        ):
            return []
        term = core[0].text
        beside = question.content.replace(term, " ")
        if _COUNTED.search(beside) or any(len(word) > 1 for word in content_words(beside)):
            return []  # 政协工作三句话是什么 asks for what was said, not for a word's meaning
        hits = [passage for passage in self.passages if term in passage.text.lower()]
        if telling_it := [p for p in hits if _told_beside(term, p)]:
            said = phrase("answer.stated")
            quotes = [quote(self.plan, p.span, [term], "bullet") for p in telling_it]
            return [Statement("phrase", said), *quotes]
        explained = re.compile(
            rf"以[^,，。;；]{{2,40}}为(?:工作|发展)?{re.escape(term)}|{re.escape(term)}"
            r"[”》]?[^,，。;；]{0,4}[,，]?(?:是指|指的是|[是为][:：]|即(?![将使可便])|就是|包括|[(（])"
        )
        said = (
            phrase("answer.stated")
            if any(explained.search(passage.text.lower()) for passage in hits)
            else phrase("answer.named_not_explained", term=term)
        )
        quotes = [quote(self.plan, p.span, [term], "bullet") for p in hits]
        return [Statement("phrase", said), *quotes]

    def located(self, question: Question) -> list[Statement]:
        """Say which items have in their titles, or else in a sentence, all that is asked about."""
        wanted = [t for t in question.terms if len(t.text) > 1 or t.weight >= _NAMING]
        if question.answer_type != "locate" or question.references.labels or not wanted:
            return []
        held = [p for p in self.passages if all(has_name(t.text, p.text.lower()) for t in wanted)]
        items = {p.item: self.plan.item(p.item) for p in held}
        titles = [p for p in held if (item := items[p.item]) and item.is_title(p.text)]
        shown = titles or list({p.item: p for p in reversed(held)}.values())[::-1]
        if not shown:
            return []
        marks = [citation_mark(p.item).strip("〔〕 ") for p in shown]
        quotes = [quote(self.plan, p.span, bold_terms(wanted, p.text)) for p in shown]
        others = [p for p in held if p.item not in {one.item for one in shown}]
        if others:
            words = "、".join(term.text for term in wanted)
            more = phrase("shown.more", words=words, count=len(others))
            quotes.append(Statement("phrase", more))
            quotes += [quote(self.plan, p.span, bold_terms(wanted, p.text)) for p in others]
        lead = "、".join(marks)
        return [Statement("phrase", phrase("answer.located", items=lead), bold=(lead,)), *quotes]

    def grouped(
        self, question: Question, groups: Mapping[str, Sequence[Candidate]]
    ) -> list[Statement]:
        """Quote the sentences that matter from every item concerned, in the plan's order."""
        statements: list[Statement] = []
        stage, source = stage_asked(question), self.plan.source
        if stage:
            at = {
                label: [c for c in chosen if at_stage(c.passage, stage, source)]
                for label, chosen in groups.items()
            }
            groups = {label: chosen for label, chosen in at.items() if chosen} or groups
        for item in self.plan.items:
            chosen = groups.get(item.label)
            if not chosen:
                continue
            telling_all = [c for c in chosen if not item.is_title(c.passage.text)] or chosen
            limit = pattern(wording()["selection"]["limit"])  # of the whole item, told of no part
            shown = [c for c in telling_all if not limit.search(c.passage.text)] or telling_all
            several = len(groups) > 1 or len(shown) > 1
            if several:
                statements.append(heading(item))
            for candidate in sorted(shown, key=lambda c: c.passage.ordinal):
                passage = candidate.passage
                bold = bold_terms(question.terms, passage.text)
                role = "bullet" if several else "quote"
                span = passage.span
                if item.is_framing:
                    span = best_statement(question.terms, passage, self.plan.source)
                elif len(passage.text) > _SEVERAL_THINGS and (
                    told := stage and at_stage(passage, stage, source)
                ):
                    span = told
                elif len(passage.text) > _LONG_SENTENCE and candidate.coverage > 0:
                    span = best_run(question.terms, passage, self.plan.source)
                statements.append(quote(self.plan, span, bold, role))
        return statements

    def row_named(self, run: Span, candidates: Sequence[Candidate]) -> list[Statement]:
        """Name the row of a table, or the part of an item, that a quote is of, where that leaves
        its name out."""
        of_run = [c.passage for c in candidates if c.passage.span.overlaps(run)]
        rows = [said for passage in of_run for said in row_heading(passage, run, self.tables)]
        return [*rows, *(said for passage in of_run[:1] for said in self._part_named(passage))]

    @staticmethod
    def _part_named(passage: Passage) -> list[Statement]:
        """Name the part of an item that a sentence is of, where a sentence of its own heads it."""
        named = f"{citation_mark(passage.item)}{passage.heading}"
        return [Statement("heading", named)] if passage.heading else []


def _told_beside(term: str, passage: Passage) -> bool:
    """Whether a sentence says in brackets what a term stands for, or what it is short for."""
    places = re.finditer(re.escape(term), passage.text.lower())
    return any(said_beside(passage, *place.span()) for place in places)
