"""A claimed date is compared with the date of the clause that is on the same thing and deed."""

from pathlib import Path

import pytest

from assistant.dates import check_date
from assistant.question import understand
from assistant.ranking import Candidate
from assistant.vocabulary import Vocabulary
from index.passages import split_plan
from index.plan import Plan
from index.reading import load_plan

PLAN = """云川县2024年重点工作安排

1. 建设交通设施。望江大道5月底前通车，青云路东延工程11月底前完成路基施工，长2.4公里。
白鹿隧道一期3月底前交付使用，二期7月开工。完成桃溪大桥改建，全长310米，8月底前通车。
2. 改善公共服务。县文化馆新馆10月底前竣工，县图书馆9月12日开放。每月20日为村务公开日。
3. 提升养老服务。新建社区助餐点9个。
完成时限：2024年9月30日
4. 繁荣文化生活。人才论坛9月30日举办，县非遗展示馆10月1日前开放。
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    path: Path = tmp_path_factory.mktemp("dates") / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return load_plan(path)


@pytest.mark.parametrize(
    ("asked", "relation", "stated"),
    [
        ("望江大道11月底通车对吗", "other", "5月底前"),
        ("望江大道8月底前通车吗", "other", "5月底前"),
        ("望江大道5月底通车吗", "same", "5月底前"),
        ("望江大道5月通车吗", "near", "5月底前"),
        ("望江大道年底前能通车吗", "near", "5月底前"),
        ("桃溪大桥5月底前通车对不对", "other", "8月底前"),
        ("白鹿隧道二期3月开工吗", "other", "7月"),
        ("县文化馆新馆9月竣工是吗", "other", "10月底前"),
        ("县图书馆9月底开放吗", "other", "9月12日"),
        ("县图书馆9月12日开放吗", "same", "9月12日"),
        ("每月村务公开日是25号吗", "other", "每月20日"),
        ("人才论坛9月28日举办对吗", "other", "9月30日"),
        ("人才论坛9月30日举办对吗", "same", "9月30日"),
        ("县非遗展示馆国庆节前开放对吗", "near", "10月1日前"),
        ("县非遗展示馆9月底前开放对吗", "same", "10月1日前"),
        ("青云路东延6月底前完成路基吗", "other", "11月底前"),
        ("为什么人才论坛定在9月28日举办", "other", "9月30日"),
        ("县图书馆为什么9月底才开放", "other", "9月12日"),
    ],
)
def test_a_claim_is_held_against_the_date_of_its_own_clause(
    plan: Plan, asked: str, relation: str, stated: str
) -> None:
    verdict = check_date(
        understand(asked, plan, Vocabulary(plan)),
        [Candidate(passage, 0, 0, 0, 0, 0) for passage in split_plan(plan)],
        plan,
    )
    assert verdict is not None
    assert (verdict.relation, verdict.stated) == (relation, stated)


@pytest.mark.parametrize(
    "asked",
    [
        "望江西路8月底前通车吗",  # another road
        "白鹿隧道一期7月开工吗",  # its other deed
        "青云路东延11月底完成吗",  # only its roadbed is
        "社区助餐点9月底前开放吗",  # finished by then, opened it may be earlier
        "望江大道不在8月通车了吧",
    ],
)
def test_what_is_not_surely_of_the_same_thing_is_left_open(plan: Plan, asked: str) -> None:
    question = understand(asked, plan, Vocabulary(plan))
    candidates = [Candidate(passage, 0, 0, 0, 0, 0) for passage in split_plan(plan)]
    assert check_date(question, candidates, plan) is None
