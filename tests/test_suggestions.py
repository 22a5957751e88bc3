"""Suggested next questions: general, and each of them has an answer."""

import pytest

from assistant.answers.answer import Answer, Statement
from assistant.chain import Assistant
from assistant.web.suggest import SHOWN, suggest
from index.quantities import find_quantities
from tests.browsing import Canned
from tests.test_page_html import make_plan

QUESTIONS = [
    "今年旧改征收多少户？",
    "养老床位有什么目标？",
    "架空线入地今年竣工多少公里？",
    "第14项讲什么？",
    "旧改一共花多少钱？",
    "雪亮工程怎么推进？",
    "绿地新建多少？",
    "你好",
    "营商环境",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_suggested_is_answered(assistant: Assistant, question: str) -> None:
    def ask(following: str) -> Answer:
        return assistant.ask(following, [question])

    suggested = suggest(assistant.ask(question), [question], assistant.plan, ask)
    assert 0 < len(suggested) <= SHOWN and question not in suggested
    for each in suggested:
        assert ask(each).status == "answered"


def test_a_figure_asked_for_leads_its_answer(assistant: Assistant) -> None:
    question = "架空线入地今年竣工多少公里？"
    suggested = suggest(assistant.ask(question), [question], assistant.plan, assistant.ask)
    figures = [each for each in suggested if "多少" in each]
    assert figures
    for each in figures:
        lead = assistant.ask(each).statements[0]
        assert find_quantities(lead.text) and lead.citations[0].item == "14"


def test_what_was_asked_is_not_suggested_again(assistant: Assistant) -> None:
    answer = assistant.ask("今年旧改征收多少户？")
    first = suggest(answer, [], assistant.plan, assistant.ask)
    again = suggest(answer, first, assistant.plan, assistant.ask)
    assert not set(first) & set(again)


def test_a_question_whose_answer_is_another_figure_is_not_offered() -> None:
    plan = make_plan("新建公园绿地3座,改造公园绿地5座。征收旧房100户。")
    canned = Canned.__new__(Canned)
    canned.plan = plan
    wrong = canned.cite("1", "征收旧房100户")

    def ask(question: str) -> Answer:
        return Answer(question, "answered", (Statement("quote", wrong.quote, (wrong,)),))

    suggested = suggest(ask("旧房征收"), ["旧房征收"], plan, ask)
    assert not [each for each in suggested if "多少" in each]
