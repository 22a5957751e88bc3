"""What is finished within the year and what there is in all are told apart; a bound by its own."""

import pytest

PLAN = (
    "2024年重点工作\n"
    "1.疏浚河道。实施河道疏浚及护岸整治26.5公里,年内完工11公里。完成塘坝清淤30座,年内验收12座。\n"
    "2.改善食堂。对卫生得分低于75分的食堂由所在镇约谈承办企业。食堂新增餐位400个。\n"
    "3.答复来信。办理群众来信、市民热线工单,按时答复率100%,问题解决率不低于82%。\n"
)


@pytest.fixture(scope="module")
def lead(assistant_of):
    assistant = assistant_of(PLAN)

    def ask(question, *history):
        answer = assistant.ask(question, history)
        return [s.text for s in answer.statements if s.role == "lead"]

    return ask


@pytest.mark.parametrize("question", ["今年完成多少", "今年完工多少公里", "今年干完多少"])
def test_what_is_finished_within_the_year_is_asked_for(lead, question):
    assert lead(question, "河道护岸整治多少公里") == ["11公里"]


def test_all_of_it_is_asked_for(lead):
    assert lead("河道护岸整治多少公里") == ["26.5公里"]
    assert lead("总共多少公里", "河道疏浚年内完工多少公里") == ["26.5公里"]
    assert lead("今年塘坝清淤完成多少座") == ["30座"]


def test_a_total_behind_a_stage_alone_is_not_that_of_the_stage(lead):
    assert lead("总共多少公里", "年内完工多少公里") != ["11公里"]


@pytest.mark.parametrize("question", ["食堂低于多少分要约谈", "食堂得分不到几分被约谈"])
def test_a_bound_that_tells_which_are_meant_is_told_where_it_is_asked_for(lead, question):
    assert lead(question) == ["低于75分"]


def test_a_bound_is_no_score_of_what_it_tells_apart(lead):
    assert lead("食堂卫生得分多少分") == []


@pytest.mark.parametrize("question", ["群众来信解决率不低于多少", "市民热线工单问题解决率多少"])
def test_a_rate_of_several_is_that_of_one(lead, question):
    assert lead(question) == ["不低于82%"]
