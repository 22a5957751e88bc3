"""Yes or no in everyday words: money as it is spoken of, what comes from one figure to another."""

import pytest

from assistant.language.normalize import normalize
from tests.verdicts import AGREES, CONTRADICTS

PLAN = (
    "1.办好实事。对种粮大户每亩奖励60元，农贸市场停车每次收费不高于4.5元。\n"
    "2.举办节庆活动。举办荷花节、赶秋节、年货节等活动，其中赶秋节于8月7日在古城举行。\n"
    "3.盘活厂房。新建仓库20万平方米，其中南园13万平方米、北园7万平方米，南园仓库11月底前交付。\n"
    "4.绿化家园。新建街头绿地3块。\n"
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("停车每次收3块吗", "停车每次收3元吗"),
        ("票价两块五，对吗", "票价2.5元,对吗"),
        ("充电每度8毛吧", "充电每度0.8元吧"),
        ("补贴从三百块涨到五百块", "补贴从300元涨到500元"),
        ("超时后每小时6块，对吗", "超时后每小时6元,对吗"),
        ("绿地新建3块，对吗", "绿地新建3块,对吗"),
        ("补贴改造3块球场，对吗", "补贴改造3块球场,对吗"),
        ("这块收费标准是多少", "这块收费标准是多少"),
    ],
)
def test_money_is_read_as_it_is_spoken_of(said, meant):
    assert normalize(said) == meant


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("种粮大户每亩奖60块，对吗", AGREES),
        ("种粮大户每亩奖80块，对吗", CONTRADICTS),
        ("农贸市场停车每次收费最高4块5，对吗", AGREES),
        ("街头绿地建3块，对吗", AGREES),
    ],
)
def test_spoken_money_is_held_against_the_plan(told, question, verdict):
    assert told(question).startswith(verdict)


@pytest.mark.parametrize("question", ["荷花节是5月1日举行吗", "年货节8月7日举行，对吗"])
def test_the_date_of_one_festival_is_none_of_another(told, question):
    said = told(question)
    assert AGREES not in said and CONTRADICTS not in said


def test_the_date_of_the_festival_itself_is_compared(told):
    assert told("赶秋节是8月7日举行吧").startswith(AGREES)
    assert "8月7日" in told("赶秋节是9月7日举行吧").split("：")[0]


def test_an_area_is_not_contradicted_with_a_date(told):
    assert "11月" not in told("南园仓库7万平方米，对吗").split("：")[0]


CHANGES = (
    "1.提高待遇。特困人员供养标准由每月900元提高到960元,孤儿养育标准由每月1500元提高到1620元。\n"
    "2.压缩时限。工程建设审批时限由50个工作日压缩到38个工作日，网办事项由210项增加到260项。\n"
    "3.治理水体。鹭湖水质由Ⅴ类提升至Ⅳ类，污水处理厂日处理能力由4万吨扩大到7万吨。\n"
)


@pytest.fixture(scope="module")
def changed(told_of):
    return told_of(CHANGES)


@pytest.mark.parametrize(
    "question",
    [
        "特困人员供养是不是从900涨到960",
        "孤儿养育标准从1500块涨到1620块，对吗",
        "工程审批从50个工作日压到38个工作日，对吧",
        "鹭湖水质从Ⅴ类提到Ⅳ类，对吗",
        "污水厂从4万吨扩到7万吨，是吧",
        "网办事项从210项涨到260项，对吗",
    ],
)
def test_a_change_is_confirmed_by_both_its_ends(changed, question):
    assert changed(question).startswith(AGREES)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("特困人员供养是不是从900涨到1000", "960元"),
        ("特困人员供养从800涨到960，对吗", "900元"),
        ("孤儿养育标准从900涨到960，对吗", "由每月1500元提高到1620元"),
        ("鹭湖水质从Ⅴ类提到Ⅲ类，对吗", "ⅳ类"),
        ("网办事项从210项涨到280项，对吗", "260项"),
    ],
)
def test_another_change_is_contradicted_with_the_plans(changed, question, stated):
    said = changed(question)
    assert said.startswith(CONTRADICTS) and stated in said.lower().split("：")[0]


@pytest.mark.parametrize(
    "question", ["失业保险金从900涨到960，对吗", "特困人员供养从960降到900，对吗"]
)
def test_a_change_of_another_thing_or_the_other_way_is_not_confirmed(changed, question):
    assert AGREES not in changed(question)


PARTS = (
    "1.建设仓储。新建仓库20万平方米，其中南园13万平方米、北园7万平方米，南园仓库11月底前交付。\n"
    "2.关爱老人。新增敬老床位450张，其中失能床位160张。\n"
    "3.招商引资。引进亿元以上项目24个，其中8亿元以上项目3个、20亿元以上项目1个。\n"
    "4.免费体检。为全区40至59周岁环卫女工提供免费“两筛”检查3200人次。\n"
    "5.稳妥处置停工楼盘。处置“烂尾楼”项目4个，涉及住房1760套，其中年内交付900套。\n"
)


@pytest.fixture(scope="module")
def parted(told_of):
    return told_of(PARTS)


@pytest.mark.parametrize(
    "question",
    [
        "南园仓库13万平方米，对吗",
        "北园仓库是7万平方米吧",
        "敬老床位里失能的160张，对吗",
        "敬老床位新增450张，对吗",
        "亿元以上24个里有3个8亿元以上，对吗",
        "两筛检查是40到59岁，没错吧",
        "烂尾楼今年交付900套，对吗",
    ],
)
def test_the_part_that_is_named_has_its_own_figure(parted, question):
    assert parted(question).startswith(AGREES)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("南园仓库7万平方米，对吗", "13万平方米"),
        ("北园仓库20万平方米，对吗", "7万平方米"),
        ("失能床位450张，对吗", "160张"),
        ("亿元以上24个里有3个20亿元以上，对吗", "1个"),
        ("两筛检查是30到59岁，没错吧", "40至59周岁"),
    ],
)
def test_what_another_part_has_is_contradicted(parted, question, stated):
    said = parted(question)
    assert said.startswith(CONTRADICTS) and stated in said.split("：")[0]


def test_so_many_of_another_whole_are_not_confirmed(parted):
    assert AGREES not in parted("亿元以上30个里有1个20亿元以上，对吗")


def test_a_figure_that_another_sentence_has_is_not_contradicted_with_what_counts_another_thing(
    told_of,
):
    told = told_of(
        "1.缓解停船难。新增游船泊位620个，改造码头7处。游船泊位前20分钟不收费，超时后每小时6元。\n"
        "2.美化环境。栽植行道树900株。\n"
    )
    assert CONTRADICTS not in told("游船泊位超时后每小时6块，对吗")
    assert told("游船泊位新增720个，对吗").startswith(CONTRADICTS)
