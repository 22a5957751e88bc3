"""Yes or no on all of a number or a day, on each of several, on a sibling, on who is bounded."""

import pytest

from assistant.evidence.siblings import figure_behind, of_sibling_by_word
from assistant.language.normalize import normalize
from index.quantities import find_quantities
from tests.verdicts import AGREES, CONTRADICTS

PLAN = (
    "1.集中供水。今年新增5个镇实现集中供水，全市22个镇中实现集中供水的达到19个。\n"
    "2.优化渡轮。夜间（20:00—23:00）开航间隔压缩到12分钟以内。\n"
    "3.建设驿站。新建镇便民驿站22个、村代办点140个。\n"
    "4.落实优待。70周岁以上老年人、军人、身高1.4米以下儿童免费游览湿地公园；"
    "60至69周岁老年人凭证半价。\n"
    "5.排查险情。险情处置分级管理，普通险情7日内处置完毕，特大险情由市领导督办、限期20日。\n"
    "6.设立河长。县、乡、村三级河长共设500名，其中县级河长10名、乡级河长90名、村级河长400名。\n"
)


@pytest.mark.parametrize("question", ["全市22个镇都集中供水了，对吗", "22个镇都实现集中供水，对吧"])
def test_a_number_of_which_some_have_it_is_not_confirmed_of_all(told, question):
    said = told(question)
    assert said.startswith(CONTRADICTS) and "19个" in said


@pytest.mark.parametrize("question", ["全市有22个镇，对吧", "集中供水的镇达到19个，对吧"])
def test_the_number_itself_and_those_that_have_it_are_confirmed(told, question):
    assert told(question).startswith(AGREES)


@pytest.mark.parametrize(
    "question", ["渡轮开航间隔全天都是12分钟以内，对吗", "每个镇都建便民驿站22个，对吗"]
)
def test_what_is_of_some_hours_or_of_all_together_is_not_confirmed_of_more(told, question):
    assert AGREES not in told(question)


@pytest.mark.parametrize("question", ["夜间渡轮间隔12分钟以内，对吧", "便民驿站建22个，对吧"])
def test_what_is_claimed_of_no_more_is_confirmed(told, question):
    assert told(question).startswith(AGREES)


@pytest.mark.parametrize(
    "question",
    [
        "70岁以上免费游览湿地公园，对吧",
        "1米3的儿童免费游览湿地公园，对吗",
        "普通险情7天处置完毕，对吧",
    ],
)
def test_those_whom_a_bound_is_of_are_told_as_they_are(told, question):
    assert told(question).startswith(AGREES)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("70岁以上老年人游览湿地公园半价，对吧", "60至69周岁"),
        ("1米5的儿童免费游览湿地公园，对吗", "1.4米以下"),
    ],
)
def test_what_its_sibling_has_is_contradicted(told, question, stated):
    said = told(question)
    assert said.startswith(CONTRADICTS) and stated in said


def test_the_time_of_a_sibling_is_not_confirmed(told):
    assert AGREES not in told("特大险情7天内处置完毕，对吗")


def test_the_figure_behind_the_name_of_the_thing_is_meant():
    text = "普通险情7日内处置完毕，特大险情由市领导督办、限期20日。"
    first, last = find_quantities(text)
    assert of_sibling_by_word("特大险情7天内处置", first, text)
    assert figure_behind("特大险情7天内处置", first, text) == last
    assert not of_sibling_by_word("普通险情7天内处置", first, text)
    assert not of_sibling_by_word("险情7天内处置", first, text)


@pytest.mark.parametrize(
    ("question", "count"), [("村一级的河长有几名", "400名"), ("乡一级河长多少名", "90名")]
)
def test_the_level_of_an_office_is_no_number(told, question, count):
    said = told(question)
    assert CONTRADICTS not in said and count in said


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("县一级的河长", "县级的河长"),
        ("县一级公路多长", "县一级公路多长"),
        ("身高1米35的学生呢", "身高1.35米的学生呢"),
        ("路宽1米2车道", "路宽1米2车道"),
    ],
)
def test_levels_and_heights_are_read_as_they_are_spoken_of(said, meant):
    assert normalize(said) == meant


LISTED = (
    "1.加快东岭水泥厂、西陵玻璃厂建设。东岭水泥厂总投资6亿元，8月底前一期试产；"
    "西陵玻璃厂年内完成厂房封顶。\n"
    "2.修建隧洞。年底前黑石岭隧洞上线贯通、下线掘进过半。\n"
    "3.改造公路。完成S77线大修12公里，10月底前完工通车。\n"
    "4.严格预算。一般性支出压减6%，办件超时率下降0.7个百分点。\n"
    "5.办好食堂。60至79岁老年人每餐补贴2元，80岁以上每餐补贴4元。\n"
)


@pytest.fixture(scope="module")
def listed(told_of):
    return told_of(LISTED)


@pytest.mark.parametrize(
    "question",
    [
        "西陵玻璃厂8月底前试产，对吗",
        "下线年底前贯通，对吗",
        "518国道今年完工吗",
        "一般性支出压减7个点，对吧",
        "85岁老人每餐补2元，对吧",
    ],
)
def test_what_another_of_a_list_has_is_not_confirmed(listed, question):
    assert AGREES not in listed(question)


@pytest.mark.parametrize(
    "question",
    [
        "东岭水泥厂8月底前试产，对吗",
        "上线年底前贯通，对吗",
        "S77线10月底完工，对吗",
        "一般性支出压减6个点，对吧",
        "超时率下降0.7个点，对吧",
        "85岁老人每餐补4块，对吧",
    ],
)
def test_what_the_one_that_is_named_has_is_confirmed(listed, question):
    assert listed(question).startswith(AGREES)
