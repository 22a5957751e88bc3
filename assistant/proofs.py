"""A text that a message gives to be checked against the plan, and what the check comes to."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.answer import Answer, Statement
from assistant.answers.phrases import phrase
from assistant.answers.told import contradicts, is_verdict
from assistant.language.normalize import pattern, wording
from assistant.understanding.compound import split_claims

_LONGEST = 600


def claims_to_check(message: str) -> tuple[str, ...]:
    """Return what a normalised message claims where it gives a text to be checked (核对:…,
    讲话稿里写“…”有没有错), or states several things and asks nothing; else ()."""
    table = wording()["proof"]
    for expression in table["given"]:
        if (found := pattern(expression).search(message)) and len(message) <= _LONGEST:
            return split_claims(found["text"].strip(' “”"。'))
    asks = (wording()["interrogatives"], wording()["yes_no"]["asks"], table["asks"])
    claims = split_claims(message.strip(" 。"))
    stated = len(claims) > 1 and not any(pattern(one).search(message) for one in asks)
    return claims if stated and len(message) <= _LONGEST else ()


def by_weight(answers: Sequence[Answer]) -> list[Answer]:
    """Return the answers to the claims of a text in their order, those first that the plan
    contradicts."""
    return sorted(answers, key=lambda answer: not contradicts(answer))


def summary(answers: Sequence[Answer]) -> Statement:
    """Say how many claims were checked, and how many of them are wrong or could not be judged."""
    wrong = sum(map(contradicts, answers))
    unjudged = sum(not is_verdict(answer) for answer in answers)
    right = len(answers) - wrong - unjudged
    counted = {"count": len(answers), "right": right, "wrong": wrong, "unjudged": unjudged}
    return Statement("phrase", phrase("proof.summary", **counted))


def judged(answer: Answer) -> Answer:
    """Return the answer to a claim, which says so where it only quotes what the plan has."""
    if answer.status != "answered" or any(s.role == "phrase" for s in answer.statements):
        return answer
    said = Statement("phrase", phrase("proof.unjudged"))
    return replace(answer, statements=(said, *answer.statements))
