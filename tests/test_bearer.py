"""Yes or no: a figure of the plan's that is claimed of what its sentence does not give it."""

import pytest

from assistant.answers.phrases import phrase
from tests.verdicts import AGREES, CONTRADICTS

PLAN = (
    "1.完善托养服务。新增护理床位300张，改造失智长者照料床位40张，福利机构床位总数达到5200张。"
    "高龄津贴标准提高到每人每月120元。为2.4万名65周岁以上老年人免费接种疫苗。\n"
    "2.壮大产业。打造南湖软件谷2.0版，推动总产值突破90亿元。促进文化创意产业融合发展。"
    "规上纺织企业达到86户。新登记市场主体1.3万户。\n"
    "3.改善交通。增加70个夜间错时泊位。整治背街小巷21.4公里。新建充电站12座，其中景区主题、"
    "老城主题各3座。果蔬大棚由50个增加到90个。\n"
    "4.盘活资源。全年腾退闲置仓库25万平方米、低效商业用地600亩。滑雪季接待游客60万人次。"
    "更新农机具30台，每台补助8000元；更换水泵45台。发放养殖贷款7000万元，单户额度不超过6万元。\n"
    "5.治理土壤。完成原造纸厂、原农药厂地块修复，面积分别为6公顷、2公顷。新建5G基站80个。"
    "新建县第二中学，规划教学班24个。招聘教师60名。"
    "开发社区公益性岗位900个，岗位补贴每人每月400元。南湖分校9月开学，提供学位700个。"
    "改造老旧院落21个、平房310间，惠及居民2.7万户。\n"
)


@pytest.mark.parametrize(
    "question",
    [
        "失智长者床位总数是5200张吗",
        "高龄津贴标准提高120元，对吗",
        "全县总产值要突破90亿元，对吧",
        "文化创意产业总产值突破90亿元，对吗",
        "南湖软件谷税收突破90亿元吧",
        "新登记企业1.3万户，对吗",
        "新增停车场70个，对吗",
        "错时泊位一共70个，对吗",
        "充电站景区主题12座，对吗",
        "果蔬大棚增加90个，对吗",
        "腾退低效用地25万平方米，对吗",
        "全年接待游客60万人次，对吗",
        "更换水泵每台补助8000元，对吗",
        "养殖贷款每户7000万元，对吗",
        "2.4万名60岁以上老人免费接种疫苗，对吗",
        "原农药厂地块修复6公顷，对吗",
        "县里5G基站共80个，对吗",
    ],
)
def test_the_plan_s_figure_of_something_else_is_not_affirmed(told, question):
    assert AGREES not in told(question)


@pytest.mark.parametrize(
    "question",
    [
        "福利机构床位总数是5200张吗",
        "高龄津贴标准提高到120元，对吗",
        "南湖软件谷总产值要超过90亿，对吧",
        "规模以上的纺织企业要有86家，是吗",
        "错时泊位增加70个，对吗",
        "果蔬大棚增加到90个，对吗",
        "腾退闲置仓库25万平方米，对吗",
        "滑雪季接待游客60万人次，对吗",
        "更新农机具每台补助8000元，对吗",
        "2.4万名65岁以上老人免费接种疫苗，对吗",
        "原农药厂地块修复2公顷，对吗",
        "新建5G基站80个，对吗",
        "公益性岗位每人每月400元，对吗",
        "南湖分校学位700个对吗",
        "老旧院落和平房改造惠及27000户，对吗",
    ],
)
def test_the_same_in_other_words_is_affirmed(told, question):
    assert AGREES in told(question)


@pytest.mark.parametrize("question", ["整治背街小巷大约21公里，对吗", "整治背街小巷约21公里，对吗"])
def test_beside_what_it_is_about_the_figure_itself_is_told(told, question):
    assert told(question).startswith(phrase("answer.figure_aimed", figure="21.4公里"))


@pytest.mark.parametrize(
    ("question", "other"),
    [("养殖贷款每户最多6万，对吗", "7000万元"), ("第二中学招聘教师60名，对吗", "24个")],
)
def test_a_figure_of_another_kind_does_not_deny_it(told, question, other):
    said = told(question)
    assert CONTRADICTS not in said or other not in said.split("：")[0]
