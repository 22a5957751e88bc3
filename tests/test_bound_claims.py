"""Yes or no: a bound that is claimed of what the plan bounds or tells otherwise."""

import pytest

from assistant.answers.phrases import phrase
from assistant.language.stated import bounded
from index.quantities import find_quantities
from tests.verdicts import AGREES, CONTRADICTS

PLAN = (
    "1.改善民生。慢性病患者随访率不低于74%，残疾人家庭医生签约率达到85%以上。"
    "河道水质达标天数达到310天，课外活动每天不少于3小时。\n"
    "2.鼓励投资。对新设研发机构最高资助50万元，对毕业生每月最低补贴1200元。"
    "为66周岁以上居民免费配发手环。\n"
)


@pytest.mark.parametrize(
    "question",
    [
        "慢性病患者随访率七成以上对吗",
        "慢性病患者随访率在70%以上，是吗",
        "残疾人家庭医生签约率要八成以上，对吗",
        "河道水质达标天数超过300天，对吗",
    ],
)
def test_the_told_bound_cut_short_is_affirmed(told, question):
    assert told(question).startswith(AGREES)


@pytest.mark.parametrize(
    "question",
    [
        "慢性病患者随访率八成以上对吗",
        "残疾人家庭医生签约率九成以上，对吗",
        "河道水质达标天数不少于320天，对吗",
        "对新设研发机构最低资助50万元，对吗",
        "对毕业生每月最高补贴1200元，对吗",
        "为60岁以上居民免费配发手环，对吗",
        "课外活动每天不少于2小时，对吧",
    ],
)
def test_another_bound_than_the_told_one_is_contradicted(told, question):
    assert told(question).startswith(CONTRADICTS)


FIGURES = (
    "1.改善出行。新增智能公交站亭420座，改造人行天桥5座，慢行道总长达到12600米。"
    "公交准点率不低于65%，接驳车满载率达到87%以上。\n"
    "2.培育产业。工业园区产值突破700亿元，引进研发机构130家，回收率达到59%。\n"
    "3.便利生活。签约文创商户260户，城北、城南早餐门店分别不少于30家、45家。"
    "河道巡查天数达到270天。许可审批时限压缩到28个工作日。\n"
)


@pytest.fixture(scope="module")
def figured(told_of):
    return told_of(FIGURES)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("公交准点率不低于50%，对吗", "不低于65%"),
        ("接驳车满载率80%以上，对吗", "87%以上"),
        ("工业园区产值突破700万元，对吗", "突破700亿元"),
        ("工业园区产值超过600亿元，对吗", "突破700亿元"),
        ("工业园区产值突破800亿元，对吗", "突破700亿元"),
        ("报告写“公交准点率不低于50%”，对吗", "不低于65%"),
        ("报告写“工业园区产值突破700万元”，对吗", "突破700亿元"),
    ],
)
def test_a_bound_that_the_plans_own_implies_is_none_of_the_plans(figured, question, stated):
    assert phrase("answer.contradicts_figure", figure=stated) in figured(question)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("智能公交站亭新增至少200座，对吗", "420座"),
        ("智能公交站亭新增300座以上，对吗", "420座"),
        ("智能公交站亭新增不超过900座，对吗", "420座"),
        ("人行天桥改造不少于3座，对吗", "5座"),
        ("研发机构引进100家以上，对吗", "130家"),
        ("报告写“引进研发机构50家以上”，对吗", "130家"),
        ("河道巡查天数超过200天，对吗", "270天"),
        ("许可审批时限压缩到30个工作日以内，对吗", "28个工作日"),
    ],
)
def test_beside_a_bound_that_is_true_the_figure_itself_is_told(figured, question, stated):
    said = figured(question)
    assert phrase("answer.figure_aimed", figure=stated) in said
    assert AGREES not in said and CONTRADICTS not in said


@pytest.mark.parametrize(
    "question",
    [
        "智能公交站亭新增400多座，对吗",
        "智能公交站亭新增超过400座，对吗",
        "慢行道总长超过1.2万米，对吗",
        "慢行道总长12公里多，对吗",
        "公交准点率六成以上，对吗",
        "工业园区产值700亿元以上，对吗",
        "研发机构引进100多家，对吗",
        "回收率五成以上，对吗",
        "回收率不到六成，对吗",
        "报告写“新增智能公交站亭400多座”，对吗",
    ],
)
def test_a_figure_cut_short_as_it_is_spoken_is_affirmed(figured, question):
    assert AGREES in figured(question)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("智能公交站亭新增420座以上，对吗", "以上"),
        ("智能公交站亭新增至少420座，对吗", "至少"),
        ("智能公交站亭新增420座左右，对吗", "左右"),
        ("智能公交站亭新增420座上下，对吗", "上下"),
        ("智能公交站亭新增约420座，对吗", "约"),
        ("研发机构引进130家以内，对吗", "以内"),
        ("公交准点率65%左右，对吗", "左右"),
        ("工业园区产值大概700亿元，对吗", "大概"),
        ("报告写“引进研发机构130家左右”，对吗", "左右"),
    ],
)
def test_a_bound_of_the_plans_figure_that_the_plan_has_not_is_named(figured, question, words):
    assert phrase("answer.agrees_partly", words=words) in figured(question)


@pytest.mark.parametrize(
    "question",
    [
        "智能公交站亭新增420座，对吗",
        "智能公交站亭新增正好420座，对吗",
        "公交准点率65%以上，对吗",
        "公交准点率65%，对吗",
        "接驳车满载率不低于87%，对吗",
        "工业园区产值700多亿元，对吗",
        "早餐门店分别不少于30家、45家，对吗",
        "签约文创商户260户，对吗",
    ],
)
def test_the_plans_figure_with_its_bound_or_none_is_affirmed(figured, question):
    assert AGREES in figured(question)


def test_what_is_signed_is_not_about_so_many():
    text = "完成签约260户，新增约30家"
    assert [bounded(figure, text) for figure in find_quantities(text)] == ["260户", "约30家"]


LIMITS = (
    "1.严控规模。全区编外用工总量控制在640人，审批时限由15个工作日缩短至7个工作日。"
    "新聘护林员45人，年龄50周岁以下。道路坑槽12日内修复。\n"
)


@pytest.mark.parametrize(
    "question",
    [
        "编外用工总量不超过640人，对吗",
        "审批时限缩短至7个工作日以内，对吗",
        "护林员年龄不能超过50岁，对吗",
        "坑槽修复不能超过12天，对吧",
    ],
)
def test_a_figure_that_is_held_or_brought_down_to_so_much_is_the_most(told_of, question):
    assert told_of(LIMITS)(question).startswith(AGREES)


@pytest.mark.parametrize(
    "question",
    [
        "编外用工总量不低于640人，对吗",
        "编外用工总量不超过600人，对吗",
        "编外用工总量低于640人，对吗",
        "新聘护林员不超过45人，对吗",
        "护林员年龄不能低于50岁，对吗",
        "坑槽修复不少于12天，对吧",
    ],
)
def test_a_limit_that_is_not_so_told_is_not_affirmed(told_of, question):
    assert not told_of(LIMITS)(question).startswith(AGREES)
