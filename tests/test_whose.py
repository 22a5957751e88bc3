"""A time or a stage belongs to the one of several things that its own part of a clause names."""

from pathlib import Path

import pytest

from assistant.claims.dates import check_date
from assistant.claims.office_claims import check_office
from assistant.claims.stage_claims import check_stage
from assistant.claims.whose import has_stage, has_time, told_apart
from assistant.evidence.ranking import Candidate
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import Vocabulary
from index.passages import split_plan
from index.plan import Plan
from index.reading import load_plan

PLAN = """石桥区2023年重点工作

1. 改造片区。启动三个片区征收，其中东河里片区4月启动、老酒厂片区10月启动。
2. 配合地铁建设。年内完成青山寺站、枫桥站主体结构，学府路站开工。
3. 建设养老设施。米市街中心5月、染坊路中心11月投用。
4. 建设文体中心。区文体中心6月开工，主楼年底封顶。
5. 加强督查。督查室每月调度、每季度通报。
6. 建设桥梁。清河大桥、永安大桥完工、望山大桥开工。
7. 推进重大项目。持续推进东山隧道、文汇剧院等项目续建，实现白塔路下穿通道、西门水厂等项目竣工。
8. 加强监督。落实党委主体责任，发挥区纪委统筹协调作用。推进绩效管理全覆盖。
9. 改善环境。清运建筑垃圾，责任单位：区城管局。
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    path: Path = tmp_path_factory.mktemp("whose") / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return load_plan(path)


def candidates_for(asked: str, plan: Plan) -> list[Candidate]:
    passages = sorted(split_plan(plan), key=lambda one: -len({*asked} & {*one.text}))
    return [Candidate(passage, 0, 0, 0, 0, 0) for passage in passages]


@pytest.mark.parametrize(
    ("clause", "parts"),
    [
        ("南洼地块上半年开工、北坡地块9月开工", ["南洼地块上半年开工、", "北坡地块9月开工"]),
        ("6月开放滨河公园、中山公园和9月开放南门公园", None),
        ("督查室每月调度、每季度通报", []),  # both of one
        ("文昌大道3月开工、9月竣工", []),
        ("三项工作分别于4月、7月、11月报批", []),
        ("文昌大道、解放大道6月通车", []),  # of both
    ],
)
def test_a_clause_is_cut_where_each_part_names_what_its_time_is_of(
    clause: str, parts: list[str] | None
) -> None:
    expected = ["6月开放滨河公园、中山公园和", "9月开放南门公园"] if parts is None else parts
    assert told_apart(clause, has_time) == expected


def test_things_of_which_the_same_stage_is_told_stay_together() -> None:
    clause = "清河大桥、永安大桥完工、望山大桥开工"
    assert told_apart(clause, has_stage) == ["清河大桥、永安大桥完工、", "望山大桥开工"]
    assert not told_apart("推进江桥道路改建、水厂改造、变电站等项目开工", has_stage)


@pytest.mark.parametrize(
    ("asked", "relation", "stated"),
    [
        ("东河里片区10月启动吧", "other", "4月"),
        ("东河里片区4月启动吧", "same", "4月"),
        ("老酒厂片区4月启动对吗", "other", "10月"),
        ("老酒厂片区10月启动对吗", "same", "10月"),
        ("米市街中心11月投用对吗", "other", "5月"),
        ("染坊路中心11月投用对吗", "same", "11月"),
        ("督查室每季度通报对吗", "same", "每季度"),  # both are of the one that is named
    ],
)
def test_the_time_of_the_next_thing_is_not_that_of_the_one_claimed(
    plan: Plan, asked: str, relation: str, stated: str
) -> None:
    question = understand(asked, plan, Vocabulary(plan))
    verdict = check_date(question, candidates_for(asked, plan), plan)
    if relation == "same" and verdict is None:
        return  # left to what reads the stage
    assert verdict is not None and (verdict.relation, verdict.stated) == (relation, stated)


@pytest.mark.parametrize(
    ("asked", "agrees", "stated"),
    [
        ("青山寺站今年开工吧", False, "主体结构"),
        ("学府路站今年开工吧", True, "开工"),
        ("望山大桥完工对吗", False, "开工"),
        ("望山大桥今年开工对吗", True, "开工"),
        ("永安大桥今年完工对吗", True, "完工"),
        ("清河大桥今年开工对吗", False, "完工"),
        ("白塔路下穿通道续建，对吗", False, "竣工"),  # which goes on of others
        ("文汇剧院续建，对吗", True, "续建"),
        ("区文体中心年底封顶对吗", True, "封顶"),  # 主楼 is a part of it, and no other thing
    ],
)
def test_the_stage_of_the_next_thing_is_not_that_of_the_one_claimed(
    plan: Plan, asked: str, agrees: bool, stated: str
) -> None:
    question = understand(asked, plan, Vocabulary(plan))
    verdict = check_stage(question, candidates_for(asked, plan), plan)
    assert verdict is not None and (verdict.agrees, stated in verdict.stated) == (agrees, True)


@pytest.mark.parametrize(
    ("asked", "relation"),
    [
        ("绩效管理全覆盖由区财政局负责，对吗", "none"),  # offices are told of in another matter
        ("绩效管理全覆盖由区纪委负责，对吗", None),  # it is named in the item
        ("建筑垃圾由区城管局负责，对吗", "same"),
    ],
)
def test_offices_of_another_sentence_are_none_of_what_is_claimed(
    plan: Plan, asked: str, relation: str | None
) -> None:
    question = understand(asked, plan, Vocabulary(plan))
    verdict = check_office(question, plan, split_plan(plan))
    assert (verdict and verdict.relation) == relation
