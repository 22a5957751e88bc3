"""What an answer tells: that a claim is so, that it is not, or one figure."""

from assistant.answers.answer import Answer
from assistant.answers.phrases import phrase
from index.quantities import find_quantities


def is_verdict(answer: Answer) -> bool:
    """Whether an answer says that a claim is as the plan has it, or is not."""
    return contradicts(answer) or _begins(answer, phrase("answer.agrees"))


def contradicts(answer: Answer) -> bool:
    """Whether an answer says that a claim is not as the plan has it."""
    return _begins(answer, phrase("answer.contradicts_figure", figure=""))


def figure_told(answer: Answer) -> bool:
    """Whether an answer is one figure with what it is of, or the clauses that have a number."""
    told = [s for s in answer.statements if s.citations]
    leads = [s for s in told if s.role == "lead"]
    return len(leads) == 1 or (
        not leads and bool(told) and all(find_quantities(s.text) for s in told)
    )


def _begins(answer: Answer, said: str) -> bool:
    first = said.partition("。")[0]
    return any(s.role == "phrase" and s.text.startswith(first) for s in answer.statements)
