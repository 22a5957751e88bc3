"""What is asked for, told from what a plan gives beside it: other figures, stages, members."""

from collections.abc import Callable

import pytest

from assistant.chain import Assistant
from assistant.render import to_markdown

PLAN = """松口县2023年重点工作安排
2023年2月3日
1、建好交通设施。云溪大桥10月底前完成主体结构封顶；环城北路6月底前通车。新建公交站台42座，其中智能站台不少于12座。
2、改善居住条件。改造桂苑、向阳里、机床厂等老旧小区18个，涉及楼房96栋、居民2760户，5月开工、11月底前竣工。更换燃气管道33公里、供水管道21公里，总投资1.6亿元。
3、办好教育。新建幼儿园4所，新增学位1080个。推进县一中新校区建设，年内完成选址。
4、兜牢民生底线。城市、农村低保标准分别提高到每人每月700元、520元。孤儿养育标准由每人每月1100元提高到1250元。
5、发展文旅。办好“松口古街”艺术节，打造10件文化精品。聘请文旅推荐官，在望江亭、老码头建设游客驿站2处。
6、推进垃圾分类。在城东、河西2个街道开展试点，回收利用率达到37%。
7、健全制度。制定《松口县养老服务设施布局规划》，出台社区食堂管理办法。开展交通流量调查，为编制路网规划提供支撑。
"""


@pytest.fixture(scope="module")
def town(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("农村低保今年每月多少钱？", "520元"),
        ("城市低保标准提到多少？", "700元"),
        ("孤儿养育标准今年是多少？", "1250元"),
        ("老旧小区改造一共涉及多少户？", "2760户"),
        ("环城北路几月份通车？", "6月底前通车"),
        ("云溪大桥什么时候封顶？", "10月底前"),
        ("老旧小区什么时候竣工？", "11月底前竣工"),
        ("垃圾分类先在哪几个街道试点？", "城东、河西2个街道"),
        ("游客驿站建在哪里？", "在望江亭、老码头"),
        ("我家孩子快上一年级了，想问问今年新增多少学位？", "1080个"),
    ],
)
def test_what_the_plan_gives_is_quoted(town: Assistant, question: str, shown: str) -> None:
    answer = town.ask(question)
    assert answer.status == "answered", to_markdown(answer)
    assert shown in to_markdown(answer).replace("**", "")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("云溪大桥哪天通车？", "没有写明具体时间"),  # 封顶 is no 通车
        ("县一中新校区什么时候开工？", "没有写明时间安排"),
        ("桂苑那边改几栋楼？", "没有写明具体数字"),  # 96 are of all
        ("燃气管道这一块花多少钱？", "没有写明"),  # 1.6亿元 are of both
        ("环城北路 施工单位", "没有写明施工、运营等单位"),
        ("游客驿站 运营方", "没有写明施工、运营等单位"),
        ("10件文化精品分别叫什么？", "没有写明具体名单"),
        ("文旅推荐官请的是哪位？", "没有写明具体人员的姓名"),
        ("小学新增多少学位？", "没有写明具体数字"),  # of kindergartens
        ("公交站台 每座造价", "没有写明具体数字"),
        ("智能站台设在哪条街？", "没有写明具体地点"),
        ("1080个学位，城东占几个？", "没有写明"),
    ],
)
def test_what_is_of_another_thing_is_not_given_for_it(
    town: Assistant, question: str, said: str
) -> None:
    answer = town.ask(question)
    assert answer.status == "not_in_plan", to_markdown(answer)
    assert said in to_markdown(answer)


def test_a_claim_of_another_stage_is_denied_by_the_clause_that_goes_on(town: Assistant) -> None:
    text = to_markdown(town.ask("县一中新校区今年就封顶了，是吧？"))
    assert "与计划不符" in text and "年内完成**选址**" in text


def test_a_follow_up_that_names_nothing_of_the_plan_keeps_its_subject(town: Assistant) -> None:
    answer = town.ask("那啥时候能完工搬回去", ["老旧小区今年改造几个？"])
    assert answer.status == "answered"
    assert "11月底前竣工" in to_markdown(answer).replace("**", "")


def test_a_stage_of_the_whole_year_needs_no_date(town: Assistant) -> None:
    cited = {citation.item for citation in town.ask("年内竣工的项目有哪些？").citations}
    assert cited == {"2"}


@pytest.mark.parametrize(
    "question",
    [
        "今年要制定哪些规划和办法？",
        "要出台的文件有哪些",
        "办公室列台账：今年起草、编制的规划有哪几个",
    ],
)
def test_documents_to_be_drawn_up_are_listed(town: Assistant, question: str) -> None:
    answer = town.ask(question)
    quotes = [citation.quote for citation in answer.citations]
    assert quotes == ["制定《松口县养老服务设施布局规划》，出台社区食堂管理办法。"]


@pytest.mark.parametrize("text", ["辛苦了，数都对上了，先这样", "好的，先看到这儿"])
def test_taking_leave_is_answered_as_such(town: Assistant, text: str) -> None:
    assert town.ask(text).status == "chat"
