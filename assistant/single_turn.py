"""A single question, which needs no other: what is found for it, and what it is answered with."""

from collections.abc import Sequence
from functools import lru_cache

from assistant.answers.answer import Answer
from assistant.evidence.coverage import core_terms, covers
from assistant.evidence.evidence import Evidence
from assistant.language.clauses import CLAUSE_END
from assistant.language.normalize import normalize
from assistant.lookups.selection import selection
from assistant.tables.row_follow_ups import of_rows_before
from assistant.tables.rows import answer_rows
from assistant.understanding.question import Question, names_something, understand
from assistant.understanding.topics import Topics
from assistant.understanding.vocabulary import Vocabulary
from assistant.verbatim import VerbatimAnswerer
from index.library import IndexedPlan

# Vectors kept, of one message: what decides on its parts is often asked again to answer it.
_EMBEDDED = 16


class SingleTurn:
    """Answers single questions about one plan, whatever was asked before them; by the plan's own
    vocabulary and answerer, where no others are given."""

    def __init__(
        self,
        indexed: IndexedPlan,
        topics: Topics,
        vocabulary: Vocabulary | None = None,
        answerer: VerbatimAnswerer | None = None,
    ) -> None:
        self.plan = indexed.plan
        self.passages = indexed.passages
        self.vocabulary = vocabulary or Vocabulary(indexed.plan)
        self.answerer = answerer or VerbatimAnswerer(
            indexed.plan, indexed.passages, lexical=indexed.retriever.sentences
        )
        self._topics = topics
        self._indexed = indexed
        self._embed = lru_cache(maxsize=_EMBEDDED)(indexed.retriever.embed)

    def search(self, question: Question) -> Evidence:
        """Find evidence for one understood question."""
        retriever = self._indexed.retriever
        vector = self._embed(question.text)
        added = self._topics.match(vector)
        retrieval = retriever.search(question.content, (*question.expansion, *added), vector)
        return Evidence(retrieval, added)

    def answer_to(self, question: Question) -> Answer:
        """Answer one understood question in the plan's own words."""
        return self.answerer.answer(question, self.search(question))

    def leads(self, question: Question, named: Question, closely: bool = False) -> bool:
        """Whether the answer to a question leads with one figure, of what another names."""
        return leads_with_figure(self.answer_to(question), named, closely)

    def told_in(self, question: Question) -> tuple[str, ...]:
        """Return the items that the answer to a question quotes."""
        answer = self.answer_to(question)
        return tuple(dict.fromkeys(citation.item for citation in answer.citations))

    def names_something(self, text: str) -> bool:
        """Whether the plan has a word of `text`, or its own word for it."""
        return names_something(text, self.vocabulary, self.plan)

    def of_row(self, message: str, before: Sequence[Question]) -> str:
        """Return what a message asks of the rows of a table that the questions before it are of, as
        one of its own; "" where it is answered without, or no cell answers it so."""
        tables = self.answerer.tables
        alone = understand(message, self.plan, self.vocabulary)
        if answer_rows(alone, tables) or selection(alone, self.plan):
            return ""
        texts = of_rows_before(normalize(message), before, tables)
        asked = (understand(text, self.plan, self.vocabulary) for text in texts)
        return next((question.raw for question in asked if answer_rows(question, tables)), "")


def leads_with_figure(answer: Answer, named: Question, closely: bool = False) -> bool:
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


def is_on(topic: Question, text: str) -> bool:
    """Whether a text has all things that a topic names."""
    return covers(core_terms(topic.terms), text.lower())
