"""Stages of a project: which word tells which, and what one says of another."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.claims.stage_claims import check_stage
from assistant.evidence.ranking import Candidate
from assistant.language.normalize import wording
from assistant.language.stages import alike, names_nothing, other_stage, stage_of, tells_more
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import Vocabulary
from index.passages import split_plan
from index.plan import Plan

PLAN = """柳川县2024年重点工作

1. 建设文体设施。青年体育馆占地9000平方米，5月底前主体封顶，10月底前基本建成，12月底前开放。
青年体育馆配套公交站7月启动建设。县剧场完成方案设计，力争年底动工。
2. 建设港口。南港区一期5月投产。北港区只做规划研究。
3. 建设道路。云山路12月底前部分路段开工，滨湖路拓宽6月交工验收，柳堤路3月开工。
"""

WORDS = [word for words in wording()["stages"].values() for word in words]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("年内完成主体结构封顶", ("structure", "封顶")),  # the last word tells what is finished
        ("三季度完成可研批复", ("before", "批复")),
        ("12月底前竣工", ("done", "竣工")),
        ("国庆节前建成开放", ("use", "开放")),
        ("加强日常保洁", None),
        ("今年能改造完吗", ("done", "完")),
        ("完善设施", None),
        ("压实部门主体责任", None),
        ("培育市场主体200户", None),
        ("巩固文明城市创建成果", None),
        ("续建北岭蓄水池", ("underway", "续建")),
        ("5月底前完成主体工程", ("structure", "主体")),
    ],
)
def test_the_last_word_tells_the_stage(text: str, stage: tuple[str, str] | None) -> None:
    assert stage_of(text) == stage


@pytest.mark.parametrize(
    ("asked", "stated", "other"),
    [
        ("什么时候通车", "9月底前封顶", True),
        ("哪天开工", "年底前竣工", True),
        ("几月建成", "8月投用", False),  # what is in use is finished
        ("什么时候竣工", "一季度开工", True),
        ("什么时候办", "6月底前完成", False),  # no stage is asked for
        ("推进到什么时候", "年内建成", False),
        ("教学楼主体什么时候完工", "5月底前完成主体工程", False),
        ("教学楼什么时候完工", "5月底前完成主体工程", True),
        ("教学楼主体什么时候开工", "5月底前完成主体工程", True),
    ],
)
def test_a_date_of_one_stage_is_none_of_another(asked: str, stated: str, other: bool) -> None:
    assert other_stage(asked, stated) is other


@given(st.sampled_from(WORDS))
def test_no_word_tells_of_another_stage_than_its_own(word: str) -> None:
    stage = stage_of(word)
    assert stage is not None and word in wording()["stages"][stage[0]]
    assert not other_stage(f"何时{word}", f"年内{word}")


def test_a_clause_without_a_subject_goes_on_with_the_one_before() -> None:
    assert tells_more("年内实现主体结构封顶")
    assert not tells_more("市妇幼保健院新院6月投入使用")
    assert not tells_more("推进环城北路等项目开工")
    assert not tells_more("加强日常保洁")
    assert names_nothing("力争年内") and not names_nothing("县游泳馆")


@pytest.mark.parametrize(
    ("claimed", "stated", "same"),
    [
        ("今年竣工", "12月底前完工", True),
        ("今年竣工", "完成可研批复", False),
        ("6月完工", "6月交工验收", False),
        ("6月验收", "6月竣工验收", True),
        ("今年立项", "5月底前完成招标", False),
    ],
)
def test_one_stage_is_told_in_several_words_but_not_by_what_only_leads_to_it(
    claimed: str, stated: str, same: bool
) -> None:
    assert alike(claimed, stated) is same


@pytest.fixture(scope="module")
def plan(plan_of: Callable[[str], Plan]) -> Plan:
    return plan_of(PLAN)


@pytest.mark.parametrize(
    ("asked", "stated", "agrees", "partly"),
    [
        ("青年体育馆今年建成是吧", "基本建成", False, True),
        ("青年体育馆5月完工对吧", "基本建成", False, True),
        ("青年体育馆基本建成对吧", "建成", True, False),
        ("青年体育馆今年开放吗", "开放", True, False),
        ("青年体育馆配套公交站今年完工吧", "启动", False, False),
        ("县剧场今年完工吗", "动工", False, False),
        ("云山路今年开工吧", "部分路段开工", False, True),
        ("柳堤路今年竣工吧", "开工", False, False),
    ],
)
def test_a_stage_of_a_part_is_neither_affirmed_nor_denied_of_the_whole(
    plan: Plan, asked: str, stated: str, agrees: bool, partly: bool
) -> None:
    passages = sorted(split_plan(plan), key=lambda one: -len({*asked} & {*one.text}))
    candidates = [Candidate(passage, 0, 0, 0, 0, 0) for passage in passages]
    verdict = check_stage(understand(asked, plan, Vocabulary(plan)), candidates, plan)
    assert verdict is not None
    assert (verdict.stated, verdict.agrees, verdict.partly) == (stated, agrees, partly)


@pytest.mark.parametrize("asked", ["北港区今年开工吧", "青年体育馆今年动工对吧"])
def test_the_stage_of_another_thing_is_not_held_against_a_claim(plan: Plan, asked: str) -> None:
    passages = sorted(split_plan(plan), key=lambda one: -len({*asked} & {*one.text}))
    candidates = [Candidate(passage, 0, 0, 0, 0, 0) for passage in passages]
    verdict = check_stage(understand(asked, plan, Vocabulary(plan)), candidates, plan)
    assert verdict is None or (verdict.stated not in ("投产", "启动") or verdict.named)


@pytest.mark.parametrize(
    ("asked", "unstated"),
    [
        ("滨湖路拓宽6月验收吧", ()),
        ("滨湖路拓宽6月无人机验收吧", ("无人机",)),
        ("全市滨湖路拓宽6月验收吧", ("全市",)),
        ("全县滨湖路拓宽6月进行验收吧", ()),
    ],
)
def test_what_is_claimed_beside_a_stage_and_stands_nowhere_is_told(
    plan: Plan, asked: str, unstated: tuple[str, ...]
) -> None:
    passages = sorted(split_plan(plan), key=lambda one: -len({*asked} & {*one.text}))
    candidates = [Candidate(passage, 0, 0, 0, 0, 0) for passage in passages]
    verdict = check_stage(understand(asked, plan, Vocabulary(plan)), candidates, plan)
    assert verdict is not None and verdict.agrees and verdict.unstated == unstated
