"""The answerer with a language model: fluent sentences above the plan's own words.

The verbatim answer is made first, always, and stays: the model's sentences stand above it, and
its quotes are their sources. So whatever a model does costs its own sentences and nothing
else, no sentence once shown is taken back, and an answer cites every item that the verbatim
answer cites and no other.

**When the model is not asked.** Only a search that the verbatim answerer answers in plain
quotes is put to it. Not: small talk, questions about the plan itself, items by number, "which
items mention" (they are exact without it); what the plan does not say, because a model asked
for more than the evidence has invents it; and whatever the rules have passed a judgement on (a
claim agreed to or contradicted, a term that is named but not explained) or is asked with yes or
no in mind, because "是的" above a quote that says otherwise is the error that is read out in a
meeting.

**What it is given.** The items that the verbatim answer cites and nothing else: which items
answer a question is decided by what was measured, not by the model.
"""

import logging
import re
import time
import uuid
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from assistant.answers.answer import Answer, Citation, Statement
from assistant.answers.phrases import phrase
from assistant.answers.render import citation_mark
from assistant.answers.support import Objection, adds_words, objection, prepare
from assistant.evidence.coverage import core_terms, support
from assistant.language.stated import Figure, figures, unify
from assistant.llm.client import LanguageModel, ModelFailure
from assistant.llm.drafts import Draft, read_draft, sentences
from assistant.llm.prompts import Messages, load_prompt, prompt_versions
from assistant.lookups.lookup import quote
from assistant.understanding.question import Question
from index.library import IndexedPlan
from index.passages import Passage

# What a Chinese character may cost a tokenizer that was not made for it.
_TOKENS_PER_CHARACTER = 1.2
_LONGEST_REWORDING = 80
_MOST_DRAFTS = 8
_MOST_QUOTES = 2
_STOP = ("</回答>", "</改写>", "<原文>")
# How much nearer than the cited items another may be: a query's cosines
# with a plan's sentences lie within a tenth.
_NEARER = 0.012
_NAMED = 0.9
# Share of a sentence's character pairs that the cited item has where it only repeats it.
_IN_ITS_WORDS = 0.8
_DECLINES = re.compile(r"(?:没有|未)(?:写明|提到|提及|说明|涉及|回答)")

_log = logging.getLogger(__name__)


class Synthesizer:
    """What is needed to synthesise answers about one plan; made once, used by many threads."""

    def __init__(self, indexed: IndexedPlan, model: LanguageModel) -> None:
        stored: Any = indexed.retriever.vectors.get(include=["embeddings", "metadatas"])
        ordinals = [int(metadata["ordinal"]) for metadata in stored["metadatas"]]
        self.plan = indexed.plan
        self.passages = indexed.passages
        self.model = model
        # Shape (passages, dimensions), unit length, in the order of the plan.
        self.vectors = np.asarray(stored["embeddings"], dtype=np.float32)[np.argsort(ordinals)]
        self._embedder: Any = indexed.retriever.vectors.embeddings

    def begin(self, deadline: float | None = None) -> "Synthesis":
        """Return the answerer of one message; the model's time runs from now, or to `deadline`
        (`time.monotonic()`)."""
        return Synthesis(self, deadline)

    def cosines(self, text: str) -> np.ndarray:
        """Return how near `text` is to each passage, shape (passages,)."""
        return self.vectors @ np.asarray(self._embedder.embed_documents([text])[0], np.float32)


class Synthesis:
    """Answers the parts of one message, with one request id, one deadline and one account.

    After a failure the model is not asked for the message's other parts.
    """

    def __init__(self, shared: Synthesizer, deadline: float | None) -> None:
        self._shared = shared
        self.request_id = uuid.uuid4().hex[:12]
        self._started = time.monotonic()
        self._deadline = deadline or self._started + shared.model.timeout
        self._failure: ModelFailure | None = None
        self._told = False
        self._asked = 0
        self._shown = 0
        self._dropped: Counter[Objection] = Counter()
        self._tokens = (0, 0)
        self._first_token: float | None = None
        self._first_sentence: float | None = None

    def stream(self, question: Question, verbatim: Answer) -> Iterator[Answer]:
        """Yield the answer as it grows: verified sentences, then the verbatim answer."""
        if self._failure or not is_asked(question, verbatim):
            told = () if self._told or not self._failure else (self._failure_note(self._failure),)
            yield self._with_account(replace(verbatim, statements=(*told, *verbatim.statements)))
            return
        shown: list[Statement] = []
        dropped: Counter[Objection] = Counter()
        declined = False
        try:
            for draft in self.drafts(question.text, quotes_by_item(verbatim)):
                declined = declined or bool(_DECLINES.search(draft.text) and not draft.cited)
                wrong = self._objection(draft, question, verbatim)
                if wrong:
                    dropped[wrong] += 1
                    continue
                shown.append(self._statement(draft))
                self._first_sentence = self._first_sentence or time.monotonic()
                yield replace(verbatim, statements=tuple(shown))
        except ModelFailure as failure:
            self._fail(failure)
        self._shown += len(shown)
        self._dropped += dropped
        below = self._sources(verbatim, shown)
        said = self._note(question, verbatim, shown, dropped.total(), declined)
        answer = self._with_account(replace(verbatim, statements=(*shown, said, *below)))
        _log.info("llm %s: %s", self.request_id, answer.explanation["llm"])
        yield answer

    def reword(self, question: str, history: Sequence[str]) -> str:
        """Return a follow-up in words that need no history, "" when the model does not manage.

        It may use no word that the question and the history have not, and must keep every
        word of the question. What was said first is left out where there is no room for it.
        """
        room = self._room("condense", question=question, history="")
        kept: list[str] = []
        for said in reversed(history):
            room -= len(said) + 1
            if room < 0:
                break
            kept.insert(0, said)
        if not kept:
            return ""
        messages = load_prompt("condense").messages(question=question, history="；".join(kept))
        try:
            text = "".join(self._texts(messages)).strip().split("\n")[0]
        except ModelFailure as failure:
            self._fail(failure)
            return ""
        text = text[:_LONGEST_REWORDING]
        own = adds_words(text, [question, *history]) or adds_words(question, [text])
        return "" if own else text

    def _fail(self, failure: ModelFailure) -> None:
        self._failure = failure
        _log.warning("llm %s: %s (%s)", self.request_id, failure.kind, failure.detail)

    def _failure_note(self, failure: ModelFailure) -> Statement:
        self._told = True
        return Statement("phrase", phrase(f"llm.{failure.kind}"))

    # --- what the model says -------------------------------------------------------------

    def drafts(self, question: str, given: Mapping[str, str]) -> Iterator[Draft]:
        """Yield the model's sentences, none of them verified.

        `given` is label → the words of that item it gets if the whole item has no room.
        Raises ModelFailure.
        """
        evidence = self._evidence(question, given)
        messages = load_prompt("answer").messages(
            question=question,
            evidence="\n".join(f"{citation_mark(label)}{text}" for label, text in evidence.items()),
        )
        prepare([item.text for label in evidence if (item := self._shared.plan.item(label))])
        self._asked += 1
        seen: set[str] = set()
        leading: tuple[str, ...] = ()
        for sentence in sentences(self._texts(messages)):
            draft = read_draft(sentence, evidence)
            if draft.leads or draft.cited or draft.unknown:
                leading = draft.cited if draft.leads else ()
            if not draft.text:
                continue
            if draft.text in seen:  # it goes round in circles
                return
            if len(seen) == _MOST_DRAFTS:  # one to four were asked for
                return
            seen.add(draft.text)
            yield draft if draft.cited or draft.unknown else replace(draft, cited=leading)

    def _texts(self, messages: Messages) -> Iterator[str]:
        model = self._shared.model
        for piece in model.stream(messages, self._deadline, self.request_id, _STOP):
            self._first_token = self._first_token or time.monotonic()
            prompt, completion = self._tokens
            self._tokens = (prompt + piece.prompt_tokens, completion + piece.completion_tokens)
            yield piece.text

    def _evidence(self, question: str, given: Mapping[str, str]) -> dict[str, str]:
        """Return label → text of what has room in the prompt: whole items while they fit."""
        room = self._room("answer", question=question, evidence="")
        evidence: dict[str, str] = {}
        for label, quoted in given.items():
            item = self._shared.plan.item(label)
            for text in (item.text if item else quoted, quoted):
                needed = len(citation_mark(label)) + len(text) + 1
                if needed <= room:
                    evidence[label] = text
                    room -= needed
                    break
        return evidence

    def _room(self, prompt: str, **data: str) -> int:
        """Return how many characters more the model can read than a prompt with `data` has."""
        frame = load_prompt(prompt).messages(**data)
        most = int(self._shared.model.prompt_tokens / _TOKENS_PER_CHARACTER)
        return most - sum(len(text) for _, text in frame)

    # --- what of it is shown -------------------------------------------------------------

    def _objection(self, draft: Draft, question: Question, verbatim: Answer) -> Objection | None:
        if draft.unknown:
            return "unknown_item"
        plan = self._shared.plan
        items = [item.text for label in draft.cited if (item := plan.item(label))]
        wrong = objection(draft.text, items, plan.year, asked_figures(question, verbatim))
        if wrong:
            return wrong
        if not self._is_on_topic(draft, question, verbatim):
            return "off_topic"
        if any(_told(draft.text, text) for text in items):
            return None  # its meaning is that of the words, and embedding takes its time
        cosines = self._shared.cosines(draft.text)
        cited = np.array([p.item in draft.cited for p in self._shared.passages])
        return "meaning" if cosines[cited].max() < cosines.max() - _NEARER else None

    def _is_on_topic(self, draft: Draft, question: Question, verbatim: Answer) -> bool:
        """Whether a sentence rests on what the verbatim answer quotes or names the subject."""
        quoted = [citation.span for citation in verbatim.citations]
        rests = any(c.span.overlaps(q) for c in self._statement(draft).citations for q in quoted)
        text = draft.text.lower()
        return rests or any(support(term, text) >= _NAMED for term in core_terms(question.terms))

    def _statement(self, draft: Draft) -> Statement:
        citations = [c for label in draft.cited for c in self._citations(draft.text, label)]
        return Statement("synthesis", draft.text, tuple(citations))

    def _citations(self, text: str, label: str) -> list[Citation]:
        """Quote the sentences of an item that have the figures, else the most words, of `text`."""
        passages = [p for p in self._shared.passages if p.item == label]
        stated = figures(unify(text))
        having = [p for p in passages if any(_has(f, p) for f in stated)]
        nearest = max(passages, key=lambda p: _overlap(text, p.text))
        return [
            citation
            for passage in (having or [nearest])[:_MOST_QUOTES]
            for citation in quote(self._shared.plan, passage.span).citations
        ]

    def _note(
        self,
        question: Question,
        verbatim: Answer,
        shown: Sequence[Statement],
        dropped: int,
        declined: bool,
    ) -> Statement:
        """Say what became of the model's answer, and so how to read what stands below."""
        if self._failure:
            return self._failure_note(self._failure)
        if not shown:
            return Statement("phrase", phrase("llm.declined" if declined else "llm.unsupported"))
        asked = asked_figures(question, verbatim)
        said = [figure for s in shown for figure in figures(unify(s.text))]
        if dropped > len(shown):
            return Statement("phrase", phrase("llm.partly", count=dropped))
        if asked and not _same(asked, said):
            return Statement("phrase", phrase("llm.unanswered"))
        if dropped:
            return Statement("phrase", phrase("llm.dropped", count=dropped))
        return Statement("phrase", phrase("llm.sources"))

    def _sources(self, verbatim: Answer, shown: Sequence[Statement]) -> list[Statement]:
        """Return the verbatim answer and whatever the model's sentences rest on beside it."""
        quoted = [citation.span for citation in verbatim.citations]
        further = {
            citation: None
            for statement in shown
            for citation in statement.citations
            if not any(map(citation.span.overlaps, quoted))
        }
        return [
            *verbatim.statements,
            *(Statement("bullet", citation.quote, (citation,)) for citation in further),
        ]

    def _with_account(self, answer: Answer) -> Answer:
        return replace(answer, explanation=answer.explanation | {"llm": self.account()})

    def account(self) -> dict[str, Any]:
        """Return what the model was asked for in this message, did and took (times in ms)."""
        prompt_tokens, completion_tokens = self._tokens
        return {
            "request_id": self.request_id,
            "model": self._shared.model.name,
            "prompts": prompt_versions(),
            "asked": self._asked,
            "failure": self._failure.kind if self._failure else None,
            "sentences_shown": self._shown,
            "sentences_dropped": dict(self._dropped),
            "prompt_tokens": prompt_tokens,
            "completion_tokens": completion_tokens,
            "first_token_ms": self._since(self._first_token),
            "first_sentence_ms": self._since(self._first_sentence),
            "total_ms": self._since(time.monotonic()),
        }

    def _since(self, moment: float | None) -> float | None:
        return None if moment is None else round((moment - self._started) * 1000, 1)


def is_asked(question: Question, verbatim: Answer) -> bool:
    """Whether the model may be put the question, given the verbatim answer to it."""
    judged = any(statement.role == "phrase" for statement in verbatim.statements)
    return (
        verbatim.status == "answered"
        and verbatim.retrieval is not None
        and bool(verbatim.citations)
        and not judged
        and not question.yes_no
        and not question.claims
    )


def quotes_by_item(answer: Answer) -> dict[str, str]:
    """Return label → what an answer quotes from that item, in the order shown."""
    quoted: dict[str, str] = {}
    for citation in answer.citations:
        quoted[citation.item] = quoted.get(citation.item, "") + citation.quote
    return quoted


def asked_figures(question: Question, verbatim: Answer) -> tuple[Figure, ...]:
    """Return the figures that answer a question for figures; empty for another question."""
    if question.answer_type != "figure":
        return ()
    return tuple(
        figure
        for statement in verbatim.statements
        for part in statement.bold
        for figure in figures(unify(part))
    )


def _same(some: Collection[Figure], others: Collection[Figure]) -> bool:
    return any(one.measures(other) for one in some for other in others)


def _has(figure: Figure, passage: Passage) -> bool:
    return any(figure.states(found) for found in figures(unify(passage.text)))


def _overlap(text: str, other: str) -> int:
    text, other = unify(text), unify(other)
    return sum(text[i : i + 2] in other for i in range(len(text) - 1))


def _told(text: str, other: str) -> bool:
    """Whether a sentence says what `other` does in its words."""
    return _overlap(text, other) >= _IN_ITS_WORDS * (len(unify(text)) - 1)
