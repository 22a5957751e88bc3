"""The verbatim answerer: quotes the smallest part of the plan that answers, or declines."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.answers.answer import Answer, Statement, Status
from assistant.answers.phrases import phrase
from assistant.answers.render import citation_mark
from assistant.claims.checks import Claim, told_verdict
from assistant.claims.claimed import told_by_figure
from assistant.claims.dates import check_date
from assistant.claims.figure_claims import compares_with_before
from assistant.claims.office_claims import check_office, claims_office_of_item
from assistant.claims.own_times import own_time
from assistant.claims.place_claims import check_place
from assistant.claims.verdicts import told_each_place, told_framed, told_place, told_span
from assistant.composition import BROAD, Composer
from assistant.evidence.choosing import FigureChoice, choose_figure
from assistant.evidence.coverage import core_terms, covers, known_to, support
from assistant.evidence.evidence import Evidence
from assistant.evidence.fields import field_asked, of_field
from assistant.evidence.figure_changes import asks_change, change_to
from assistant.evidence.named_kinds import names_kind
from assistant.evidence.overview import besides
from assistant.evidence.past import asks_past, in_year_asked, year_told
from assistant.evidence.per_unit import summed_per_unit
from assistant.evidence.pieces import with_title
from assistant.evidence.pointed import with_quoted
from assistant.evidence.ranking import Candidate, Ranker
from assistant.evidence.rerank import reread
from assistant.evidence.subjects import asks_time_before
from assistant.evidence.together import given_together
from assistant.language.normalize import pattern, wording
from assistant.language.stages import says_done
from assistant.lookups.arithmetic import asks_computed, states_computed
from assistant.lookups.contents import answer_contents, contents, point_asked
from assistant.lookups.elsewhere import not_there
from assistant.lookups.extremes import answer_extreme_stated
from assistant.lookups.figure_meaning import answer_number, number_asked
from assistant.lookups.lookup import (
    answer_chat,
    answer_item_figures,
    answer_items,
    answer_mention,
    answer_meta,
    answer_point,
    bold_terms,
    out_of_range,
    quote,
    word_listed,
)
from assistant.lookups.named_sets import answer_set
from assistant.lookups.selection import answer_selection, selection
from assistant.silence.abstain import Calibration, calibration, features
from assistant.silence.alike import restates
from assistant.silence.members import uncounted
from assistant.silence.missing import (
    half_known,
    missing_names,
    named_otherwise,
    not_mentioned,
    sure_needed,
    unsaid,
    whole_word,
)
from assistant.silence.nearest import nearest_run
from assistant.silence.rules import (
    CERTAIN,
    RESPONSIBILITY,
    SUPPORTED,
    Silence,
    say,
    saying_more,
    silent_on,
    stating,
    telling,
)
from assistant.tables.asked_tables import read_tables
from assistant.tables.rows import answer_rows, has_no_figure
from assistant.understanding.question import Question, asks_openly
from index.lexical import LexicalIndex
from index.passages import Passage, title_above
from index.plan import Plan
from index.retriever import Retrieval

_CHANGE_COVERED = 0.85
_DOUBTFUL = 0.2  # a probability from which on a declined question may well be answered
_ON_SUBJECT = 0.6
_UNLIKELY = 0.1  # that what is asked of a name is answered without it
_NAME = 3  # characters
_SHORT_NAME = 2
_NEGATING = ("不", "没")
_TELLING = 0.4
_ASKS_NAME = re.compile("(?:是|叫)(?:什么|哪一?[个项])[?？。]*$")


def _uncomputed(question: Question, answer: Answer) -> Answer:
    """Say that a figure is not what was to be computed, of one told for a sum, a share or the like
    that the plan does not tell itself."""
    quotes = [s for s in answer.statements if s.role in ("quote", "bullet")]
    figures = any(s.role == "lead" for s in answer.statements)
    if answer.status != "answered" or not figures or not asks_computed(question.text):
        return answer
    if any(states_computed(statement.text) for statement in quotes):
        return answer
    said = Statement("phrase", phrase("answer.uncomputed"))
    kept = (s for s in answer.statements if s.role != "lead")
    return replace(answer, statements=(said, *kept))


def _located_first(question: Question, answer: Answer) -> Answer:
    """Tell the items first where it is asked in which one something stands."""
    if question.answer_type != "locate" or answer.status != "answered":
        return answer
    if any(s.role in ("phrase", "heading", "lead") for s in answer.statements):
        return answer
    marks = dict.fromkeys(citation_mark(c.item).strip("〔〕 ") for c in answer.citations)
    told = "".join(c.quote for c in answer.citations).lower()
    if not marks or not covers(core_terms(question.terms), told):  # 宣传部看哪条 is no thing there
        return answer
    lead = "、".join(marks)
    said = Statement("phrase", phrase("answer.located", items=lead), bold=(lead,))
    return replace(answer, statements=(said, *answer.statements))


@dataclass(frozen=True, slots=True)
class _Judged:
    """How likely the `candidates` answer; the `silence` to say where they are taken not to, which
    is `doubtful` where they well may. `otherwise`: they are read so in the plan's own words alone.
    """

    candidates: list[Candidate]
    probability: float = 1.0
    silence: list[Statement] = field(default_factory=list)
    doubtful: bool = False
    explanation: Mapping[str, object] = field(default_factory=dict)
    otherwise: bool = False


class VerbatimAnswerer:
    """Answers one understood question from one plan, in the plan's own words."""

    def __init__(
        self,
        plan: Plan,
        passages: Sequence[Passage],
        judge: Calibration | None = None,
        lexical: LexicalIndex | None = None,
    ) -> None:
        self.plan = plan
        self.judge = judge or calibration()
        self.passages = passages
        self.ranker = Ranker(plan, passages, lexical)
        self.tables = read_tables(plan, passages)
        self.composer = Composer(plan, passages, self.tables)
        self._of_this_year = tuple(year_told(passage, plan) is None for passage in passages)

    def answer(self, question: Question, evidence: Evidence | None) -> Answer:
        """Return the answer; `evidence` may be None for intents that search nothing."""
        point = point_asked(question, self.plan) if question.intent != "empty" else None
        if point:
            return answer_point(question, point, self.plan)
        listed = contents(question, self.plan) if question.intent != "empty" else None
        if listed:
            return answer_contents(question, listed, self.plan)
        number = number_asked(question) if question.intent != "empty" else ""
        told = answer_number(question, number, self.plan, self.passages) if number else None
        if told:
            return told
        named = answer_set(question, self.plan, self.passages)
        if named and question.intent != "item":
            return named
        if question.intent in ("chat", "empty"):
            return answer_chat(question, self.plan)
        if question.intent == "meta":
            return answer_meta(question, self.plan)
        selected = selection(question, self.plan)
        if selected and (
            listed_by := answer_selection(question, selected, self.plan, self.passages)
        ):
            return listed_by
        if framed := told_framed(question, self.plan, self.passages):
            return Answer(question.raw, "answered", tuple(framed))
        if question.intent == "mention":
            return answer_mention(question, self.plan, self.passages)
        plain = question.intent == "search" and not (question.within or question.years)
        if plain and (word := word_listed(question, self.plan)):
            by_word = replace(question, mentions=(word,))
            return answer_mention(by_word, self.plan, self.passages)
        nowhere = question.references.missing and not question.references.labels
        if question.intent == "item" and (nowhere or not question.asks_within):
            if pattern(wording()["follow_up"]["figures"]).search(question.text):
                labels = question.references.labels
                return answer_item_figures(question, labels, self.plan, self.passages)
            return answer_items(question, self.plan, self.passages)
        if of_cells := answer_rows(question, self.tables):
            return replace(of_cells, retrieval=evidence.retrieval if evidence else None)
        if extreme := answer_extreme_stated(question, self.plan, self.passages):
            return extreme
        if evidence is None:
            raise ValueError("a search question needs evidence")
        answer = self._with_years(self._answer_search(question, evidence))
        answer = _uncomputed(question, _located_first(question, answer))
        if question.lacking:  # what is quoted of the topic is not what was asked for
            said = Statement("phrase", question.lacking)
            return replace(answer, status="not_in_plan", statements=(said, *answer.statements))
        return answer

    def _with_years(self, answer: Answer) -> Answer:
        """Tell before a quote of which year it speaks, where a sentence before it tells that it is
        one before the plan's."""
        statements: list[Statement] = []
        said = None
        for statement in answer.statements:
            year = None
            for citation in statement.citations if statement.role in ("quote", "bullet") else ():
                of_quote = (p for p in self.passages if p.span.overlaps(citation.span))
                year = next((year_told(p, self.plan) for p in of_quote), None)
            if year and year != said and str(year) not in statement.text:
                statements.append(Statement("phrase", phrase("answer.of_year", year=year)))
                said = year
            statements.append(statement)
        return replace(answer, statements=tuple(statements))

    def _answer_search(self, question: Question, evidence: Evidence) -> Answer:
        """Rank what was found, read it with the question, check what is claimed and decide whether
        it answers; then quote what does, or say what the plan leaves out."""
        retrieval = evidence.retrieval
        question, candidates, passages = self._of_year_asked(question, retrieval)
        if labels := question.references.labels:
            within = telling(question, self.ranker.rank(question, retrieval, labels))
            if told_of := self._told_of_items(question, retrieval, candidates, within, passages):
                return told_of
            candidates = within or candidates
        if question.answer_type in BROAD:
            candidates = besides(question, candidates)
        meant = field_asked(question, self.plan)
        if meant and (groups := of_field(meant, candidates, self.plan)):
            named = max((name for name in meant.names if name in question.text), key=len)
            nowhere = not any(name in self.plan.worded for name in meant.names)
            said = say("silent.unsaid", thing=named) if nowhere else []
            return self._answered(
                question, retrieval, [*said, *self.composer.grouped(question, groups)]
            )
        told = told_by_figure(question, candidates, self.plan)
        if len(told) == 1 < len(candidates) and _ASKS_NAME.search(question.text):
            passage = told[0].passage
            shown = quote(self.plan, passage.span, bold_terms(question.terms, passage.text))
            return self._answered(question, retrieval, [shown])
        if timed := self._own_time(question, passages):
            status: Status = "answered" if timed[0].citations else "not_in_plan"
            return Answer(question.raw, status, tuple(timed), retrieval)
        candidates = reread(question, told, self.plan)
        choice = None
        if question.wants_figure:
            choice = choose_figure(question, candidates, retrieval, self.plan)
        if shared := self._together(question, candidates, choice):
            plain = question.yes_no or not any(said.role == "phrase" for said in shared)
            status = "answered" if plain else "not_in_plan"
            return Answer(question.raw, status, tuple(shared), retrieval)
        left_out, verdict = self._checked(question, retrieval, candidates, choice, passages)
        explanation: dict[str, object] = {"terms": question.terms}
        judged = _Judged(candidates)
        if not verdict:
            judged = self._judge(question, told, candidates, choice, left_out)
            explanation |= judged.explanation
        remark = left_out.said() if left_out and (verdict or judged.silence) else []
        explanation["rule"] = bool(remark)
        silence: list[Statement] = []
        statements = [*verdict, *remark]
        if not verdict:
            silence, statements = self._told_or_silent(question, choice, left_out, judged)
        if not (silence or verdict):
            reserved = self._reserved(question, choice, statements, judged.otherwise)
            statements = [*reserved, *statements]
        if question.references.missing:
            statements = [out_of_range(question.references.missing, self.plan), *statements]
        status = "not_in_plan" if silence else "answered"
        return Answer(question.raw, status, tuple(statements), retrieval, explanation)

    def _of_year_asked(
        self, question: Question, retrieval: Retrieval
    ) -> tuple[Question, list[Candidate], list[Passage]]:
        """Return the question without the year it asks of, what is ranked for it of that year, and
        the passages that speak of it."""
        ranked = with_quoted(question, self.ranker.rank(question, retrieval), self.plan)
        in_place = [c for c in ranked if c.passage.item in question.within]
        candidates = telling(question, in_place or ranked)
        of_year, in_year = in_year_asked(question, candidates, self.plan)
        if in_place and of_year is question and asks_past(question, self.plan):
            # 去年呢, of what an item was asked about: the preamble tells it.
            of_year, elsewhere = in_year_asked(question, telling(question, ranked), self.plan)
            in_year = in_year if of_year is question else elsewhere
        years = {year_told(c.passage, self.plan) is None for c in in_year}
        told = zip(self.passages, self._of_this_year, strict=True)
        passages = [passage for passage, of_this_year in told if of_this_year in years]
        return of_year, in_year, passages

    def _told_of_items(
        self,
        question: Question,
        retrieval: Retrieval,
        everywhere: Sequence[Candidate],
        within: Sequence[Candidate],
        passages: Sequence[Passage],
    ) -> Answer | None:
        """Say of items by number that what is asked of them stands there, elsewhere or nowhere;
        None where it is to be looked for in them."""
        if claims_office_of_item(question):
            return None  # it is about no subject that may stand elsewhere
        if each := told_each_place(question, self.plan, passages):
            return self._answered(question, retrieval, each)
        misplaced = told_place(question, self.plan, passages) or self.composer.misplaced(
            question, everywhere, within
        )
        if misplaced:
            return self._answered(question, retrieval, misplaced)
        if placed := check_place(question, self.plan, passages):
            said = Statement("phrase", phrase("answer.agrees"))
            shown = quote(self.plan, placed.span, bold_terms(question.terms, placed.text))
            return self._answered(question, retrieval, [said, shown])
        lacking = not_there(question, everywhere, within, self.plan)
        return Answer(question.raw, "not_in_plan", tuple(lacking), retrieval) if lacking else None

    def _checked(
        self,
        question: Question,
        retrieval: Retrieval,
        candidates: list[Candidate],
        choice: FigureChoice | None,
        passages: Sequence[Passage],
    ) -> tuple[Silence | None, list[Statement]]:
        """Return what the plan leaves out of what is asked, and the verdict on what is claimed."""
        if years := told_span(question, [c.passage for c in candidates], self.plan):
            return None, years
        left_out = silent_on(question, candidates, choice, self.plan)
        if left_out and left_out.kind == "figure" and self._has_no_figure(candidates, question):
            left_out = replace(left_out, kind="untold")
        office = check_office(question, self.plan, passages)
        if office and office.relation == "none":
            left_out = Silence("silent.aspect", "untold", {"aspect": RESPONSIBILITY})
            office = None
        elif office and left_out and left_out.values.get("aspect") == RESPONSIBILITY:
            left_out = None  # who answers for it is told: another office than is claimed
        date = check_date(question, candidates, self.plan)
        if date and left_out and left_out.on_time:
            left_out = None  # 征收期限到7月30日: when is claimed, and not asked
        if left_out and compares_with_before(question, candidates, retrieval, self.plan):
            left_out = None  # 比去年多70亩: that is told, if not what the year before came to
        claim = Claim(
            question,
            candidates,
            retrieval,
            self.plan,
            passages,
            office,
            date,
            contradictions_only=bool(left_out),
        )
        verdict = told_verdict(claim)
        if verdict and verdict[0].role == "lead" and not asks_openly(question):
            left_out = None  # one of two is told, and nothing else was asked
        return left_out, verdict

    # --- whether it answers --------------------------------------------------------------

    def _judge(
        self,
        question: Question,
        told: Sequence[Candidate],
        candidates: list[Candidate],
        choice: FigureChoice | None,
        left_out: Silence | None,
    ) -> "_Judged":
        """Decide by what was read whether the sentences found answer, of which something may be
        `left_out`; what surely is needs no reading."""
        if left_out and left_out.kind in CERTAIN:
            return _Judged(candidates, silence=left_out.said())
        kind = left_out.kind if left_out else None
        half = half_known(question, self.plan.folded)
        values = features(candidates, kind)
        probability = self.judge.probability(values)
        if half:
            # Words around it (这块怎么安排) must not make it another's: 治安防控 of 疫情防控.
            again = reread(replace(question, text="".join(half)), candidates, self.plan)
            probability = min(probability, self.judge.probability(features(again, kind)))
        if not left_out and self._plain(question, candidates, choice):
            return _Judged(candidates, probability, explanation={"answerability": probability})
        otherwise = False
        plain_words = left_out or half or question.yes_no or question.wants_figure
        if probability < self.judge.threshold and not plain_words:
            # Nothing is found lacking: it may be everyday words alone that read as another's.
            again = reread(question, told, self.plan, own_words=True)
            worded = self.judge.probability(features(again, None))
            if worded >= self.judge.threshold:
                candidates, probability, otherwise = again, worded, True
        if self._of_unknown(question, candidates):
            probability = min(probability, _UNLIKELY)
        explanation: dict[str, object] = {"answerability": probability, "features": values}
        named = self.composer.named(question) or self.composer.located(question)
        needed = max(self.judge.threshold, self._sure_needed(question, candidates))
        if probability >= needed or named:
            return _Judged(candidates, probability, explanation=explanation, otherwise=otherwise)
        doubtful = probability >= _DOUBTFUL
        silence = left_out.said(doubtful) if left_out else self._unfound(question, doubtful)
        return _Judged(candidates, probability, silence, doubtful, explanation)

    def _sure_needed(self, question: Question, candidates: Sequence[Candidate]) -> float:
        """Return how likely the best sentence must be, which may have a name in full: 旧改."""
        best = candidates[0].passage if candidates else None
        told = with_title(best.text, best, self.plan) if best else ""
        short = (t.text for t in core_terms(question.subject) if len(t.text) == _SHORT_NAME)
        full = any(restates(name, told) for name in short)
        return 0.0 if full else sure_needed(question, self.plan.worded)

    def _told_or_silent(
        self,
        question: Question,
        choice: FigureChoice | None,
        left_out: Silence | None,
        judged: "_Judged",
    ) -> tuple[list[Statement], list[Statement]]:
        """Return what says that the plan does not tell, [] where it does, and all that is said."""
        candidates, silence, doubtful = judged.candidates, judged.silence, judged.doubtful
        composed: list[Statement] | None = None
        if not silence:
            composed = self.composer.compose(question, candidates, choice, judged.probability)
        if thing := not_mentioned(question, self.plan.worded):
            doubtful = judged.probability >= _DOUBTFUL
            silence = say("silent.missing", missing=thing)
            if composed and not left_out:  # what is read to answer tells it in other words
                return silence, [*silence, *say("silent.nearest", doubtful), *composed]
        elif not silence and not composed:
            doubtful = composed is None
            silence = say("silent.nothing", doubtful)
        elif (
            composed
            and question.wants_figure
            and not choice
            and (uncounted(question, composed) or asks_time_before(question.text))
        ):
            doubtful = False
            silence = say("silent.figure")
        if silence:
            return silence, [*silence, *self._nearest(question, candidates, doubtful)]
        return [], composed or []

    def _reserved(
        self,
        question: Question,
        choice: FigureChoice | None,
        statements: Sequence[Statement],
        otherwise: bool,
    ) -> list[Statement]:
        """Say before what answers which of the things asked about the plan has nowhere."""
        quoted = [c.quote.lower() for s in statements for c in s.citations]
        half = half_known(question, self.plan.folded)
        if half and (half[0] in self.plan.worded or any(restates(half[0], q) for q in quoted)):
            half = None  # 改造老旧小区, of 老旧小区改造
        if choice and not half:
            half = named_otherwise(question, "\n".join(quoted), self.plan.worded)
        said = say("silent.half", absent=half[0], present=half[1]) if half else []
        if missing := missing_names(question, self.plan.worded):
            return [*said, *say("silent.missing", missing="、".join(missing))]
        if half or choice:
            return said
        spans = [c.span for s in statements for c in s.citations]
        cited = (p for p in self.passages if any(p.span.overlaps(span) for span in spans))
        titles = [title_above(passage, self.plan).lower() for passage in cited]
        thing = unsaid(question, [*quoted, *titles], self.plan.worded, otherwise)
        return say("silent.unsaid", thing=thing) if thing else []

    # --- when the plan is silent ---------------------------------------------------------

    def _own_time(self, question: Question, passages: Sequence[Passage]) -> list[Statement]:
        """Quote when something is by its own clause, or say that this does not tell it."""
        own = own_time(question, passages, self.plan)
        if own is None:
            return []
        text = self.plan.source[own.span.start : own.span.end]
        if own.is_told:
            shown = quote(self.plan, own.span, bold_terms(question.terms, text))
            return [shown, *(quote(self.plan, limit) for limit in own.limits)]
        said = say("silent.aspect", aspect=question.aspects[0].name)
        return [*said, *say("silent.nearest"), quote(self.plan, own.span)]

    def _together(
        self, question: Question, candidates: Sequence[Candidate], choice: FigureChoice | None
    ) -> list[Statement]:
        """Say that the plan gives for several things together what is asked of some of them."""
        claims = question.yes_no and bool(question.claims)
        if not (question.wants_figure or claims) or (choice and choice.elsewhere):
            return []
        chosen = (choice.passage, choice.figure) if choice else None
        told = given_together(question, candidates, chosen, self.plan)
        if told is None:
            return []
        if told.each:
            own = (figure.text for figure in told.figures)
            return [quote(self.plan, told.run, (*told.asked, *own))]
        name = "answer.together" if told.surely else "answer.together_unsure"
        count = told.count or phrase("answer.together_all")
        said = phrase(name, asked="”“".join(told.asked), count=count)
        figures = [figure.text for figure in told.figures]
        return [Statement("phrase", said), quote(self.plan, told.run, figures)]

    def _plain(
        self, question: Question, candidates: Sequence[Candidate], choice: FigureChoice | None
    ) -> bool:
        """Whether a rule sees the answer better than reading does: a figure of the very unit and
        all things asked about, or a sum for each of its unit; names before the word for what they
        are of; or who answers for an item on the subject, which is said in a sentence of its
        own."""
        if choice and (choice.exact or self._tells_change(question, choice)):
            return True
        if choice and summed_per_unit(question, choice.passage, choice.figure):
            return True
        if names_kind(question, candidates):
            return True
        aspect = next((aspect for aspect in question.aspects if aspect.whole), None)
        if aspect is None:
            return False
        stated = stating(aspect, question, candidates, self.plan)
        clauses = [self.plan.source[s.start : s.end] for c in stated for s in c.passage.clauses]
        if not any(map(pattern(aspect.whole).search, clauses)):
            return False
        if any(c.item_coverage >= _ON_SUBJECT for c in (*candidates[:1], *stated[:1])):
            return True
        # 何时完工 of what the item does not call so is told by its time limit; 谁牵头, by 责任单位.
        things = core_terms([term for term in question.subject if not says_done(term.text)])
        item = self.plan.item(stated[0].passage.item) if stated else None
        if item is None or (not things and not question.references.labels):
            return False
        said = f"{item.title}\n{item.text}".lower()
        return all(support(thing, said) >= SUPPORTED for thing in things)

    @staticmethod
    def _tells_change(question: Question, choice: FigureChoice) -> bool:
        """Whether by how much something changes is asked, and from what to what it does is told
        of nearly all that is asked about: 由23家整合为6家."""
        if not asks_change(question.text) or choice.coverage < _CHANGE_COVERED:
            return False
        told = change_to(choice.figure, choice.passage.text)
        return told is not None and told[1] is not None

    def _of_unknown(self, question: Question, candidates: Sequence[Candidate]) -> bool:
        """Whether all that is asked about is a name that the plan has in no word (公安局), and no
        sentence is read to answer."""
        core = [term for term in core_terms(question.terms) if not term.is_verb]
        unknown = core and all(
            term.is_name and len(term.text) >= _NAME and not known_to(term, self.plan.worded)
            for term in core
        )
        return bool(unknown) and not any((c.read or 0.0) > 0 for c in candidates[:1])

    def _has_no_figure(self, candidates: Sequence[Candidate], question: Question) -> bool:
        """Whether the best sentence is a row of a table whose figures are not asked for."""
        return bool(candidates) and has_no_figure(candidates[0].passage, question, self.tables)

    def _unfound(self, question: Question, doubtful: bool) -> list[Statement]:
        """Say that no sentence answers, and which things asked about the plan has nowhere."""
        absent = [
            whole_word(term.text, question)
            for term in core_terms(question.terms)
            if term.weight >= _TELLING and not known_to(term, self.plan.worded)
            if not term.text.startswith(_NEGATING)  # 不降, of 降不降
        ]
        if absent:
            return say("silent.unworded", doubtful, words="”“".join(absent[:2]))
        return say("silent.nothing", doubtful)

    def _nearest(
        self, question: Question, candidates: Sequence[Candidate], doubtful: bool
    ) -> list[Statement]:
        """Quote what is nearest to a question that is declined, set apart from an answer; not who
        answers for another item, where that is asked."""
        if any(aspect.name == RESPONSIBILITY for aspect in question.aspects):
            candidates = saying_more(candidates)
        run = nearest_run(question, candidates, self.plan, doubtful)
        if run is None:
            return []
        row = self.composer.row_named(run, candidates)
        return [*say("silent.nearest", doubtful), *row, quote(self.plan, run)]

    @staticmethod
    def _answered(question: Question, retrieval: Retrieval, said: list[Statement]) -> Answer:
        return Answer(question.raw, "answered", tuple(said), retrieval)
