"""The figure told is of the thing asked about: its measure, its deed, its place, none of others."""

import re
from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

COUNTY = """南屏县2024年重点工作
1.推进旱改水。新建水浇地4.6万亩、改造提升2.1万亩,主要分布在杏花岭、白石滩、松林口三个乡镇,亩均投入不低于1800元。
2.改善环境质量。镜湖水质由Ⅴ类提升至Ⅳ类,断面优良率保持100%。污水收集率由58.5%提高到66%以上。
3.关爱老人。建设区域养老中心3个、老人助浴点28个,完成困难老人家庭适老化改造360户。全年助浴人次不低于2万。
4.便民出行。开通城乡公交2条:3路由县城经青石桥至黄泥铺,每日14班;5路由县城经竹园至龙潭水库,每日9班。首末班车时间为6:20和19:00。
5.避险搬迁。鹰嘴崖、滴水坪涉及的19户74人实施搬迁,每户补助3万元。
6.文化活动。举办杏花节、赛歌会、采茶节等活动,其中赛歌会于5月20日在河滨广场举行。
7.改造公厕。改造公厕13座(含旅游公厕3座),建成垃圾中转站1座(位于旧砖厂)。
8.便民服务。在18个村设置自助机,可办事项由35项增加到70项。建成果品交易中心1个(占地82亩)。
9.促进就业。2023年发放培训券3000张、创业券500张、岗位券900张，分别增长4%、6.5%、8%。农村劳动力转移就业稳定在8.4万人。
10.健康管理。55岁以上人群骨密度检测率达到75%以上；60岁以上老人每人每年补助体检费40元。
11.疏通渠道。实施灌溉干渠疏浚46公里，年内完工31公里。
12.妇幼健康。为适龄女生接种宫颈疫苗，接种率达到88%以上。规范管理糖尿病患者1.7万人。2023年检出高血压患者1200人。
13.普惠托育。新增托位560个，每千人口托位数达到5.1个(2023年为4.3个)。
"""


@pytest.fixture(scope="module")
def told(assistant_of: Callable[[str], Assistant]) -> Callable[[str], tuple[str, str]]:
    assistant = assistant_of(COUNTY)

    def ask(question: str) -> tuple[str, str]:
        answer = assistant.ask(question)
        return answer.status, to_markdown(answer)

    return ask


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("镜湖水质今年要到几类", "Ⅳ类"),
        ("到黄泥铺坐几路公交", "3路"),
        ("去龙潭水库坐几路车", "5路"),
        ("5路公交每天几班", "9班"),
        ("老人洗澡的助浴点建多少", "28个"),
        ("养老中心建多少个", "3个"),
        ("适老化改造多少户", "360户"),
        ("今年助浴人次目标多少", "不低于2万"),
        ("自助机可以办多少事", "70项"),
        ("自助机设在多少个村", "18个"),
        ("果品交易中心占多大地方", "82亩"),
        ("3路公交一天多少趟", "14班"),
        ("改造提升水浇地多少万亩", "2.1万亩"),
        ("新建水浇地多少万亩", "4.6万亩"),
        ("2023年创业券增长多少", "6.5%"),
        ("农村劳动力转移就业多少人", "8.4万人"),
    ],
)
def test_the_figure_is_of_the_thing_asked_about(told, question, figure):
    status, shown = told(question)
    assert status == "answered" and shown.startswith(f"**{figure}**〔第")


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("年内灌溉干渠疏浚多少公里", {"46公里", "31公里"}),  # all, or what is done by then
        ("年内完工的灌溉干渠多少公里", {"31公里"}),
        ("灌溉干渠疏浚多少公里", {"46公里"}),
    ],
)
def test_what_is_done_within_the_year_is_told_beside_all_that_is_begun(told, question, figures):
    _, shown = told(question)
    assert set(re.findall(r"\*\*(\d+公里)\*\*", shown)) == figures


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("55岁以上骨密度检测率多少", "answered"),
        ("65岁以上老人骨密度检测率要到多少", "not_in_plan"),
        ("40岁以上人群骨密度检测率目标多少", "not_in_plan"),
        ("70岁的老人每年补助体检费多少", "answered"),
    ],
)
def test_a_rate_is_of_the_age_that_it_is_told_of_alone(told, question, status):
    assert told(question)[0] == status


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("宫颈疫苗要打几针", "88%"),
        ("去年管理了多少糖尿病患者", "1200人"),
        ("去年新增了几个托位", "4.3个"),
        ("今年新增多少个托位", "5.1个"),
    ],
)
def test_no_rate_and_no_figure_of_another_is_told(told, question, other):
    assert f"**{other}" not in told(question)[1]


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("每千人口托位多少个", "5.1个"),
        ("去年检出多少高血压患者", "1200人"),
        ("今年新增多少个托位", "560个"),
    ],
)
def test_a_rate_and_a_figure_of_last_year_are_told_of_what_they_are_of(told, question, figure):
    assert f"**{figure}**" in told(question)[1]


def test_each_figure_of_a_sum_is_in_the_unit_asked_for(told):
    _, shown = told("新建和改造水浇地加起来一共多少万亩")
    assert "**4.6万亩**" in shown and "**2.1万亩**" in shown and "**不低于1800元**" not in shown


def test_by_how_many_points_a_rate_rises_is_told_by_both_figures(told):
    status, shown = told("污水收集率提高几个百分点")
    assert status == "answered" and "**由58.5%提高到66%以上**" in shown


@pytest.mark.parametrize(
    ("question", "place", "figure"),
    [
        ("松林口建多少亩水浇地", "松林口", "4.6万亩"),
        ("滴水坪搬多少户", "滴水坪", "19户"),
    ],
)
def test_what_all_places_have_is_told_of_none(told, question, place, figure):
    status, shown = told(question)
    assert status == "not_in_plan" and f"单就“{place}”" in shown and f"**{figure}**" in shown


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("采茶节哪天举行", "具体时间"),
        ("杏花节几月几号", "具体时间"),
        ("5路公交几点到竹园", "具体钟点"),
        ("旅游公厕建在哪里", "具体地点"),
        ("转移到省外的劳动力有多少人", "省外"),
    ],
)
def test_what_is_told_of_another_or_not_at_all_is_said_to_be_lacking(told, question, lacking):
    status, shown = told(question)
    assert status == "not_in_plan" and "没有写明" in shown and lacking in shown


@pytest.mark.parametrize(
    ("question", "said"),
    [("赛歌会哪天举行", "5月20日"), ("垃圾中转站建在哪里", "旧砖厂"), ("末班车几点", "19:00")],
)
def test_what_is_told_of_it_is_an_answer(told, question, said):
    status, shown = told(question)
    assert status == "answered" and said in shown
