"""A claim of who answers for something is compared with the offices its item names."""

from collections.abc import Callable

import pytest

from assistant.claims.office_claims import check_office
from assistant.language.offices import named_together
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import Vocabulary
from index.passages import split_plan
from index.plan import Plan
from tests.verdicts import CONTRADICTS

PLAN = """柳川市2024年重点工作安排

1. 壮大茶叶产业。新建标准茶园1200亩。责任单位：市农业农村局、市供销社。
2. 推进危旧房改造。改造危旧房300户。
牵头单位：市住房和城乡建设局（市房产中心）、市自然资源局；配合单位：市民政局。
3. 改善就学条件。新增学位900个，更新校车20辆。责任单位：市教育局。
4. 完善养老服务。新增养老床位120张，6月底前建成。由市民政局牵头，市卫健委配合。
5. 建设文化场馆。由市文旅局负责举办非遗展，新建图书馆1座。
6. 保护河湖水质。市生态环境局柳川分局负责。
7. 繁荣夜间经济。开设夜市4处。
8. 疏浚河道。疏浚河道9公里。责任单位：市水利局牵头，市航道中心、市城管局配合。
9. 整治户外广告。拆除广告牌200块。责任单位：市城管局（牵头）、市住建局。
10. 丰富群众体育。举办马拉松1场。由市体育局牵头。新建球场9个。由市城管局牵头。
附件：重点实事
1.更新校车20辆。
"""


@pytest.fixture(scope="module")
def plan(plan_of: Callable[[str], Plan]) -> Plan:
    return plan_of(PLAN)


@pytest.mark.parametrize(
    ("asked", "relation", "stated"),
    [
        ("茶叶产业由市农业农村局负责对吗", "same", "市农业农村局、市供销社"),
        ("茶叶产业的责任单位是市商务局吗", "other", "市农业农村局、市供销社"),
        ("茶叶产业是不是市供销社牵头", "near", "市农业农村局、市供销社"),
        ("茶叶产业只由市供销社负责吗", "near", "市农业农村局、市供销社"),
        ("市住建局是不是牵头危旧房改造", "same", "市住房和城乡建设局、市房产中心、市自然资源局"),
        ("危旧房改造是市自然资源局牵头吧", "same", "市住房和城乡建设局、市房产中心、市自然资源局"),
        ("危旧房改造归市民政局牵头吗", "other", "市住房和城乡建设局、市房产中心、市自然资源局"),
        ("危旧房改造的配合单位是不是市民政局", "same", "市民政局"),
        ("就学条件由市民政局管吗", "other", "市教育局"),
        ("校车是市教育局负责的吧", "same", "市教育局"),
        ("市教育局是校车的责任单位吗", "same", "市教育局"),
        ("养老服务是市民政局牵头吗", "same", "市民政局"),
        ("养老服务是市卫健委牵头吗", "other", "市民政局"),
        ("养老服务由市卫健委配合吗", "same", "市卫健委"),
        ("非遗展是市文旅局负责吗", "same", "市文旅局"),
        ("河湖水质由市生态环境局负责吗", "near", "市生态环境局柳川分局"),
        ("夜间经济由市商务局牵头对吗", "none", ""),
        ("第3项由市教育局负责对吗", "same", "市教育局"),
        ("球场由市城管局牵头吗", "same", "市城管局"),
        ("马拉松是市城管局牵头吗", "other", "市体育局"),
        ("疏浚河道是市航道中心牵头吧", "other", "市水利局"),
        ("疏浚河道是市水利局牵头吧", "same", "市水利局"),
        ("疏浚河道由市城管局配合吧", "same", "市航道中心、市城管局"),
        ("户外广告市住建局牵头吧", "other", "市城管局"),
        ("户外广告市城管局牵头吧", "same", "市城管局"),
        ("市民政局牵头第2项吗", "other", "市住房和城乡建设局、市房产中心、市自然资源局"),
        ("市教育局负责第3项吗", "same", "市教育局"),
        ("校车由市财政局负责建设吗", "other", "市教育局"),
    ],
)
def test_an_office_is_held_against_those_of_the_item_of_the_subject(
    plan: Plan, asked: str, relation: str, stated: str
) -> None:
    verdict = check_office(understand(asked, plan, Vocabulary(plan)), plan, split_plan(plan))
    assert verdict is not None
    assert (verdict.relation, "、".join(verdict.stated)) == (relation, stated)


@pytest.mark.parametrize(
    "asked",
    [
        "图书馆由市文旅局负责吗",  # who holds the exhibition
        "危旧房改造不是市民政局牵头吧",
        "危旧房改造是市住建局还是市民政局牵头",
        "危旧房改造由哪个部门牵头",
        "垃圾分类由市城管局负责吗",
        "市教育局负责的校车更新了吗",
        "校车更新20辆对吗",
        "危旧房改造去年是市住建局牵头吗",
        "危旧房改造是市住建局而非市民政局牵头吗",
        "养老服务2023年是市民政局牵头吗",
    ],
)
def test_what_claims_no_office_or_is_in_doubt_gets_no_verdict(plan: Plan, asked: str) -> None:
    question = understand(asked, plan, Vocabulary(plan))
    assert check_office(question, plan, split_plan(plan)) is None


def test_offices_are_told_apart_by_a_mark_a_word_or_a_space_behind_the_end_of_one() -> None:
    for between in ("、", "和", " ", "　"):
        assert [*named_together(f"市水务局{between}市城管办")] == ["市水务局", "市城管办"]
    assert [*named_together("市人力资源和社会保障局")] == ["市人力资源和社会保障局"]
    assert [*named_together("公共 资源中心")] == ["公共 资源中心"]


def test_beside_the_office_that_is_told_none_is_said_to_be_lacking(told_of) -> None:
    said = told_of("1.推进城乡客运。推进城乡客运一体化。由客运中心牵头，县财政局、县农业局配合。\n")
    answer = said("县财政局是城乡客运的牵头单位，对吗")
    assert answer.startswith(CONTRADICTS) and "没有写明" not in answer
