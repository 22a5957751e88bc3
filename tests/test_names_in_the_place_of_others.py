"""Yes or no: a name, a number or a day that is claimed where the plan has another one."""

import pytest

from assistant.answers.phrases import phrase
from tests.verdicts import AGREES, CONTRADICTS

UNNAMED = phrase("answer.unnamed", claimed="").split("“")[0]
PLAN = (
    "1.支持人民团体。坚持以“学”立身、以“干”立业、以“廉”立信，健全对“三员一长”的考核制度。\n"
    "2.服务群众。破解山区群众出行“最远一公里”难题，在镇卫生院旁建一栋六层康养楼，"
    "举办少儿研学营三期，每期40人。\n"
    "3.发展物流。县级分拣中心由县邮政公司负责运行，与省属钢铁集团加强合作，共同开发西郊料场。\n"
    "4.法律服务。每月第二个星期五为“公证便民日”，由市诚正公证事务所派员答疑。"
    "市级河长每半年巡河不少于1次，区级河长每季度不少于2次，社区河长每周不少于1次。\n"
    "5.评比表彰。第三次全国农业普查和第五次全国经济普查数据用于规划编制。\n"
)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("团体那条说以“廉”立业，对吗", "以“干”立业"),
        ("要破解群众出行“最后一公里”难题，对吧", "最远一公里"),
        ("山区群众出行最后一公里难题要破解，是吗", "最远一公里"),
        ("分拣中心是县供销社运行的吧", "县邮政公司"),
        ("康养楼是四层吧", "六层"),
        ("研学营办五期对吗", "三期"),
        ("公证便民日是每周五，对吗", "每月第二个星期五"),
        ("公证便民日是每月第一个周五，对吗", "每月第二个星期五"),
        ("区级河长每周巡一次河，对吗", "每季度"),
        ("用的是第四次农业普查数据，对吗", "第三次"),
    ],
)
def test_what_the_plan_has_in_its_place_is_told(told, question, stated):
    said = told(question)
    assert AGREES not in said
    assert said.startswith(CONTRADICTS) and stated in said.split("：")[0]


@pytest.mark.parametrize(
    "question",
    [
        "团体那条说以“干”立业，对吗",
        "康养楼是六层吧",
        "研学营办三期对吗",
        "公证便民日是每月第二个星期五，对吗",
        "公证便民日是每月第二个周五，对吗",
    ],
)
def test_what_is_as_claimed_is_confirmed(told, question):
    assert told(question).startswith(AGREES)


@pytest.mark.parametrize(
    ("question", "claimed"),
    [("西郊料场要和央企合作开发，对吗", "央企"), ("分拣中心归文化馆馆员运行，对吗", "")],
)
def test_a_body_that_the_plan_does_not_name_is_said_to_be_none_of_it(told, question, claimed):
    said = told(question)
    assert AGREES not in said and CONTRADICTS not in said
    assert not claimed or claimed in said.split("：")[0]


@pytest.mark.parametrize(
    "question",
    [
        "西郊料场与省属钢铁集团合作开发，对吗",
        "分拣中心由县邮政公司运行，对吗",
        "要破解山区群众出行“最远一公里”难题，对吧",
        "社区河长每周巡一次河，对吗",
        "公证由市诚正公证事务所答疑，对吗",
    ],
)
def test_what_is_right_is_not_contradicted(told, question):
    said = told(question)
    assert CONTRADICTS not in said and not said.startswith(UNNAMED)
