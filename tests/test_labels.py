"""Which of several figures of a sentence a question asks for."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

PLAN = (
    "沙洲县2031年重点工作\n"
    "1.扩大投资。实施县镇重大工程52个，总投资90亿元，其中县重大工程20个、镇重大工程32个。\n"
    "2.招商引资。全年引进亿元以上企业30家，其中20亿元以上企业4家，使用外资2亿美元。\n"
    "3.培育市场。新增规模以上商贸企业9家，总数达到61家；新认定老字号3家。\n"
    "4.提升园区。园区工业产值达到210亿元，占全县比重达到58%以上。\n"
    "5.就业。农村新增就业3100人，退捕渔民再就业700人，残疾人员就业260人。\n"
    "6.绿化。建成郊野公园12个，其中洪山镇、东林乡各3个。\n"
    "7.科技。全社会教育投入占比达到4.1%，较上年提高0.3个百分点。\n"
    "8.便民。建成智慧药房5家，全县累计达到17家。每个巡诊小组至少配备1名全科医师，"
    "小组总数由40个增加到55个。\n"
    "9.水利。疏浚撂荒塘坝160口、病险塘坝45口，整治低洼河段70口。\n"
    "10.监测。在6家渡口、8家茶楼、3个船闸设立客流观测点。\n"
    "11.医疗。县康复院扩建，新增床位90张，总床位达到310张。组建2个诊疗联盟，将全县13家门诊部"
    "全部纳入，其中城东诊疗联盟管理8家、城西诊疗联盟管理5家。\n"
)


@pytest.fixture
def town(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("县重大工程几个", "20个"),
        ("县镇重大工程一共多少个", "52个"),
        ("要引进几家二十亿以上的企业", "4家"),
        ("引进多少家亿元以上企业", "30家"),
        ("规上商贸企业到年底一共几家", "61家"),
        ("规上商贸企业总数多少家", "61家"),
        ("新增规上商贸企业几家", "9家"),
        ("园区产值占全县多少", "58%以上"),
        ("再就业多少人", "700人"),
        ("洪山镇建几个郊野公园", "3个"),
        ("郊野公园全县建几个", "12个"),
        ("智慧药房一共几家", "17家"),
        ("智慧药房今年建几家", "5家"),
        ("巡诊小组有多少个", "55个"),
        ("病险塘坝疏浚多少口", "45口"),
        ("茶楼设几个客流观测点", "8家"),
        ("康复院今年加多少床", "90张"),
        ("康复院一共多少床", "310张"),
        ("诊疗联盟里一共多少家门诊部", "13家"),
    ],
)
def test_the_figure_whose_label_is_asked_for_is_told(
    town: Assistant, question: str, told: str
) -> None:
    lead = town.ask(question).statements[0]
    assert (lead.role, lead.text) == ("lead", told)


def test_a_share_of_last_year_is_not_that_of_this_one(town: Assistant) -> None:
    answer = town.ask("教育投入占比去年是多少")
    assert answer.status == "not_in_plan"
    assert "较上年提高0.3个百分点" in to_markdown(answer)


@pytest.mark.parametrize("question", ["全县渔船一共多少艘", "县里有多少名医师"])
def test_some_of_a_thing_or_its_share_is_not_all_there_is(
    assistant_of: Callable[[str], Assistant], question: str
) -> None:
    own = assistant_of(
        "沙洲县2031年重点工作\n1.渔业。更新渔船18艘。\n2.医疗。每千人口执业医师数达到3.1人。\n"
    )
    assert own.ask(question).status == "not_in_plan"


@pytest.mark.parametrize(
    ("claim", "meant"),
    [
        ("今年引进20亿元以上企业30家，对吧", "4家"),
        ("规上商贸企业总数9家，对吧", "61家"),
    ],
)
def test_a_claim_is_held_against_the_figure_of_its_label(
    town: Assistant, claim: str, meant: str
) -> None:
    said = to_markdown(town.ask(claim))
    assert "与计划不符" in said
    assert f"**{meant}**" in said


def test_a_figure_that_only_tells_which_are_meant_is_no_claim(town: Assistant) -> None:
    assert "与计划不符" not in to_markdown(town.ask("12个郊野公园叫什么名字"))
