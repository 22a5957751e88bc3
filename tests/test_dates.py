"""A claimed date is compared with the date of the clause that is on the same thing and deed."""

from collections.abc import Callable

import pytest

from assistant.claims.dates import check_date
from assistant.evidence.ranking import Candidate
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import Vocabulary
from index.passages import split_plan
from index.plan import Plan

PLAN = """云川县2024年重点工作安排

1. 建设交通设施。望江大道5月底前通车，青云路东延工程11月底前完成路基施工，长2.4公里。
白鹿隧道一期3月底前交付使用，二期7月开工。完成桃溪大桥改建，全长310米，8月底前通车。
2. 改善公共服务。县文化馆新馆10月底前竣工，县图书馆9月12日开放。每月20日为村务公开日。
3. 提升养老服务。新建社区助餐点9个。
完成时限：2024年9月30日
4. 繁荣文化生活。人才论坛9月30日举办，县非遗展示馆10月1日前开放。
"""

APART = """云川县2024年重点工作安排

1. 整治危桥。完成石门桥、柳溪桥、枫林桥3座危桥加固，石门桥5月底前完成，柳溪桥、枫林桥9月底前完成。
2. 改造片区。云东小区、云西小区4月开工、10月竣工；北苑小区、南苑小区6月开工、11月竣工。
3. 建设快速路。环湖快速路全长9公里，总投资12亿元，2023年6月已开工，2025年9月建成通车。
4. 更新老街。一期安置房4月开工，2025年8月竣工；二期商铺2024年9月开工，2026年5月竣工。
5. 征收土地。完成河西片区征收扫尾20户，启动河东片区征收，涉及村民150户，签约期限自3月1日至5月31日。
盘活南门地块60亩、北门地块40亩，7月底前完成南门地块收储。
6. 整治积水点。完成城北路、汽车站、老菜场等8处积水点整治，4月底前完成5处，其余3处年底前完成。
7. 新建厂站。新改建泵站6座，其中江头、江尾2座上半年建成。
8. 改进作风。局领导每周四接待群众来访，每季度开展安全检查不少于2次，网格员每日巡查不少于3次。
补助标准每人每月300元。连续两次不合格的给予警告，连续三个月不达标的予以清退。
"""

EARLIER = """云川县2024年重点工作安排

1. 建设学校。南门小学上年已开工，今年8月底前主体完工，2025年9月投入使用。县档案馆地下车库6月开工。
2. 建设平台。数据平台去年完成立项，今年5月底前完成招标。河口片区签约期限自5月6日至7月31日，
3. 服务群众。班子成员每周三轮流值班，卫生院每周六下午开设专家门诊，柳巷年内完成外立面改造。
"""


@pytest.fixture(scope="module")
def plan(plan_of: Callable[[str], Plan]) -> Plan:
    return plan_of(PLAN)


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


@pytest.fixture(scope="module")
def apart(plan_of: Callable[[str], Plan]) -> Plan:
    return plan_of(APART)


@pytest.mark.parametrize(
    ("asked", "relation", "stated"),
    [
        ("枫林桥5月底前完工对吧", "other", "9月底前"),
        ("枫林桥是9月底完成吧", "same", "9月底前"),
        ("石门桥5月底前完成吧", "same", "5月底前"),
        ("云西小区6月开工对吧", "other", "4月"),
        ("云西小区4月开工对吧", "same", "4月"),
        ("北苑小区4月开工10月竣工是吧", "other", "6月、11月"),
        ("北苑小区6月开工10月竣工是吧", "other", "11月"),
        ("北苑小区6月开工11月竣工是吧", "same", "6月、11月"),
        ("云东小区10月开工4月竣工是吧", "other", "4月、10月"),
        ("环湖快速路今年9月通车吧", "other", "2025年9月"),
        ("环湖快速路明年9月通车吧", "same", "2025年9月"),
        ("环湖快速路9月通车吧", "near", "2025年9月"),
        ("环湖快速路今年通车吧", "other", "2025年9月"),
        ("环湖快速路是今年开工的吧", "other", "2023年6月"),
        ("老街二期2025年8月竣工吧", "other", "2026年5月"),
        ("老街一期2025年8月竣工吧", "same", "2025年8月"),
        ("河东片区征收期限到6月30号吗", "other", "5月31日"),
        ("河东片区征收期限到5月31号？", "same", "5月31日"),
        ("南门地块10月底前收储吧", "other", "7月底前"),
        ("江尾泵站下半年建成吧", "other", "上半年"),
        ("局领导星期二接访对吧", "other", "每周四"),
        ("局领导周四接访对吧", "same", "每周四"),
        ("安全检查每月不少于2次吧", "other", "每季度"),
        ("网格员每周巡查不少于3次吧", "other", "每日"),
        ("补助标准每人每年300元？", "other", "每月"),
        ("作风补助每人每年300元？", "other", "每月"),
        ("连续两个月不达标就清退吧", "other", "三个月"),
        ("连续三个月不达标就清退吧", "same", "三个月"),
    ],
)
def test_of_several_things_each_has_the_time_of_its_own(
    apart: Plan, asked: str, relation: str, stated: str
) -> None:
    question = understand(asked, apart, Vocabulary(apart))
    candidates = [Candidate(passage, 0, 0, 0, 0, 0) for passage in split_plan(apart)]
    verdict = check_date(question, candidates, apart)
    assert verdict is not None
    assert (verdict.relation, verdict.stated) == (relation, stated)


@pytest.mark.parametrize(
    "asked",
    [
        "北门地块7月底前收储吧",  # the other one is
        "河西片区征收期限到5月31号吗",
        "汽车站积水点年底前完成对吧",  # which 3 of the 8 are is not said
        "危桥加固5月底前完成吧",  # one of 3
        "安全检查每季度不少于2次吧",  # the figure decides
    ],
)
def test_the_time_of_another_or_of_some_of_them_is_not_taken(apart: Plan, asked: str) -> None:
    question = understand(asked, apart, Vocabulary(apart))
    candidates = [Candidate(passage, 0, 0, 0, 0, 0) for passage in split_plan(apart)]
    assert check_date(question, candidates, apart) is None


@pytest.fixture(scope="module")
def earlier(plan_of: Callable[[str], Plan]) -> Plan:
    return plan_of(EARLIER)


@pytest.mark.parametrize(
    ("asked", "relation", "stated"),
    [
        ("南门小学今年开工吧", "other", "上年"),
        ("南门小学6月开工吧", "other", "上年"),
        ("数据平台今年立项吧", "other", "去年"),
        ("数据平台去年立项吧", "same", "去年"),
        ("班子成员每周三值班对吧", "same", "每周三"),
        ("专家门诊周六上午开是吧", "other", "每周六下午"),
        ("专家门诊周六下午开是吧", "same", "每周六下午"),
        ("柳巷今年只做外立面是吧", "near", "年内"),
        ("河口片区签约到6月底对吗", "other", "7月31日"),
    ],
)
def test_another_year_or_half_day_is_another_time(
    earlier: Plan, asked: str, relation: str, stated: str
) -> None:
    question = understand(asked, earlier, Vocabulary(earlier))
    candidates = [Candidate(passage, 0, 0, 0, 0, 0) for passage in split_plan(earlier)]
    verdict = check_date(question, candidates, earlier)
    assert verdict is not None
    assert (verdict.relation, verdict.stated) == (relation, stated)


@pytest.mark.parametrize(
    "asked",
    ["南门小学8月底完工吧", "县档案馆6月开工吧"],  # its main part is; its garage
)
def test_the_date_of_a_part_or_of_what_is_named_after_it_is_not_taken(
    earlier: Plan, asked: str
) -> None:
    question = understand(asked, earlier, Vocabulary(earlier))
    candidates = [Candidate(passage, 0, 0, 0, 0, 0) for passage in split_plan(earlier)]
    assert check_date(question, candidates, earlier) is None
