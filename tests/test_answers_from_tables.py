"""Who and when: answered from the row of a table that says so, declined where none does."""

from pathlib import Path

import pytest

from assistant.chain import Assistant, open_assistant
from assistant.page import header_html
from assistant.render import to_markdown
from index.settings import Settings
from tests.gallery import GALLERY, gallery_plan


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory, session_settings: Settings):
    folder = tmp_path_factory.mktemp("tables")
    opened: dict[str, Assistant] = {}

    def open_gallery(name: str) -> Assistant:
        if name not in opened:
            path = Path(folder / f"{name}.plan")
            path.write_bytes(GALLERY[name](gallery_plan(name)))
            opened[name] = open_assistant(path, session_settings)
        return opened[name]

    return open_gallery


@pytest.mark.parametrize(
    ("name", "question", "said", "item"),
    [
        ("heping-2022", "老旧燃气管网改造谁负责", "责任单位：区城管局", "4"),
        ("heping-2022", "中小学学位由哪个部门负责", "责任单位：区教育局", "6"),
        ("heping-2022", "盘活闲置楼宇谁牵头", "责任单位：区发改局、区商务局", "2"),
        ("heping-2022", "燃气管网什么时候完成", "时限：10月底", "4"),
        ("jinquan-2021", "冷链物流中心谁负责", "责任单位：区商务局", "一-3"),
        ("jinquan-2021", "预制菜中央厨房什么时候完成", "时限：2021年9月底", "一-3"),
        ("tongan-2023", "断头路由谁负责", "责任单位：区交通运输局", "4"),
        ("tongan-2023", "托育机构什么时候建成", "时限：8月底", "6"),
        ("longtan-2024", "轨道交通由谁负责", "单位：区交通运输局", "附-2"),
        ("longtan-2024", "养老服务圈什么时候完成", "时间：2024年10月底", "附-3"),
    ],
)
def test_who_and_when_are_answered_from_the_row(plans, name, question, said, item):
    answer = plans(name).ask(question)
    assert answer.status == "answered"
    assert {citation.item for citation in answer.citations} == {item}
    assert said in to_markdown(answer).replace("*", "")


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("tongan-2023", "断头路的预算是多少"),
        ("jinquan-2021", "背街小巷改造谁负责"),
        ("heping-2022", "燃气管网改造的预算是多少"),
    ],
)
def test_what_no_row_says_is_declined(plans, name, question):
    assert plans(name).ask(question).status == "not_in_plan"


def test_the_rows_of_an_annex_are_not_counted_with_the_plan(plans):
    assert "计划共8项，编号为第1项至第8项" in to_markdown(plans("longtan-2024").ask("一共多少项"))


def test_the_last_item_is_the_plans_own_and_not_a_row_of_an_annex(plans):
    answer = plans("longtan-2024").ask("最后一项讲什么")
    assert {citation.item for citation in answer.citations} == {"8"}
    assert "共8项，附表3行" in header_html(plans("longtan-2024").plan)


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("附表第3项由谁负责", {"附-3"}),
        ("附件里的第2个讲什么", {"附-2"}),
        ("第3项讲什么", {"3"}),
        ("附表第9行讲什么", set()),
    ],
)
def test_a_row_of_an_annex_is_named_by_its_number_there(plans, question, items):
    answer = plans("longtan-2024").ask(question)
    assert {citation.item for citation in answer.citations} == items
