"""Which of a row each of several things is, and of how much of a place something is told."""

from pathlib import Path

import pytest

from assistant.claims.numeral_claims import check_identifier_of
from assistant.claims.premises import check_premise
from assistant.evidence.ranking import Candidate
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import Vocabulary
from index.passages import split_plan
from index.plan import Plan
from index.reading import load_plan

PLAN = """石桥区2023年重点工作

1. 完成普查任务。做好第五次全国农业普查和第三次全国土壤普查。办好第四届龙舟节、第六届山货节。
2. 推进园区建设。推进云谷软件园一期和三期、星港物流园二期等项目建设。
3. 建设网络。实现千兆网络重点区域全覆盖，视频监控区域全覆盖，应急广播基本覆盖。
充电设施主城区全覆盖。
4. 加强巡察。开展第二轮、第三轮村级巡察工作，健全社区医疗网络，全面覆盖老年人。
5. 推进城市治理。按照全市“一网统管”工作部署，深入推进以“一网通办”为标志的改革。
"""

BLOCKS = """石桥区2023年重点工作

1. 更新街坊。将25街坊打造成为音乐文化街区，47街坊写字楼封顶。
2. 保护风貌。启动61街坊征收，完成风貌保护修缮。
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    path: Path = tmp_path_factory.mktemp("own_numbers") / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return load_plan(path)


@pytest.mark.parametrize(
    ("asked", "agrees", "stated"),
    [
        ("第三次农业普查和第五次土壤普查，对吗", False, "第五次全国农业普查"),
        ("第五次农业普查和第三次土壤普查，对吗", True, "第五次全国农业普查、第三次全国土壤普查"),
        ("做好第三次农业普查工作，对吗", False, "第五次全国农业普查"),
        ("第六届龙舟节、第四届山货节，对吗", False, "第四届龙舟节"),
        ("星港物流园一期和云谷软件园二期，对吗", False, "星港物流园二期"),
        ("云谷软件园三期和星港物流园二期，对吗", True, "云谷软件园一期和三期、星港物流园二期"),
        ("千兆网络全市全覆盖，对吗", False, "重点区域全覆盖"),
        ("千兆网络重点区域全覆盖，对吗", True, "全覆盖"),
        ("视频监控重点区域全覆盖，对吗", False, "区域全覆盖"),
        ("视频监控区域基本覆盖，对吗", False, "全覆盖"),
        ("充电设施全区全覆盖，对吗", False, "主城区全覆盖"),
        ("应急广播全覆盖，对吗", False, "基本覆盖"),
    ],
)
def test_each_thing_has_its_own_number_and_its_own_scope(
    plan: Plan, asked: str, agrees: bool, stated: str
) -> None:
    candidates = [Candidate(passage, 0, 0, 0, 0, 0) for passage in split_plan(plan)]
    verdict = check_premise(understand(asked, plan, Vocabulary(plan)), candidates, plan)
    assert verdict is not None and (verdict.agrees, verdict.stated) == (agrees, stated)


@pytest.mark.parametrize(
    "asked",
    [
        "开展第二轮村级巡察工作，对吗",  # named behind the last
        "千兆网络全覆盖，对吗",  # claims no other scope
        "应急广播基本覆盖，对吗",
        "充电设施城区全覆盖，对吗",
        "视频监控全区全覆盖，对吗",
        "第五次农业普查和第九次水利普查，对吗",  # of one the plan says nothing
        "全区推进一网统管，对吗",  # as all of the city does
        "全区推进一网通办，对吗",  # which 全市“一网统管” is not
    ],
)
def test_what_the_plan_does_not_number_or_scope_otherwise_is_not_denied(
    plan: Plan, asked: str
) -> None:
    candidates = [Candidate(passage, 0, 0, 0, 0, 0) for passage in split_plan(plan)]
    verdict = check_premise(understand(asked, plan, Vocabulary(plan)), candidates, plan)
    assert verdict is None or verdict.agrees


@pytest.fixture(scope="module")
def blocks(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    path: Path = tmp_path_factory.mktemp("blocks") / "plan.txt"
    path.write_text(BLOCKS, encoding="utf-8")
    return load_plan(path)


@pytest.mark.parametrize(
    ("asked", "stated"),
    [
        ("将47街坊打造成为音乐文化街区，对吗", "25街坊"),
        ("将25街坊打造成为音乐文化街区，对吗", ""),
        ("47街坊写字楼封顶，对吗", ""),
        ("61街坊完成风貌保护修缮，对吗", ""),  # named in the clause before
        ("47街坊完成风貌保护修缮，对吗", ""),  # which one it is of, that clause does not say
    ],
)
def test_what_is_said_of_one_number_is_not_said_of_another(
    blocks: Plan, asked: str, stated: str
) -> None:
    candidates = [Candidate(passage, 0, 0, 0, 0, 0) for passage in split_plan(blocks)]
    question = understand(asked, blocks, Vocabulary(blocks))
    verdict = check_identifier_of(question, candidates, blocks)
    assert (verdict.stated if verdict else "") == stated
