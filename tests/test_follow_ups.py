"""Follow-ups as a clerk asks them: what they are of, and what must not be told for it."""

from collections.abc import Callable

import pytest

from assistant.answers.phrases import phrase
from tests.verdicts import AGREES, CONTRADICTS

PLAN = (
    "1.办好教育。新增托位900个，其中城区托位520个、乡镇托位380个。新建校舍6所，新增课桌4800套。"
    "10月举办第九届校园读书节。由县教育局负责。\n"
    "2.整治河道。白石河整治工程总长32公里，今年完成11公里，其余河段2031年完成。"
    "省级督察交办的14个问题，年底前销号8个，剩余6个2031年5月底前销号。\n"
    "3.发展文旅。2029年接待研学团队310批，今年力争达到400批，民宿营业收入达到5亿元。"
    "由县文旅局负责。\n"
    "4.改善居住。改造老旧楼栋46栋，惠及居民2100户，加装电梯15部。由县住建局牵头，各街道配合。\n"
    "5.打通道路。环城步道总长40公里，今年新增贯通7公里，力争到2031年底全线贯通。"
    "西门立交9月底前竣工，东门立交11月底前竣工，和田中学新校区2月竣工，和风小学新校区主体封顶。\n"
    "6.保障困难群众。城市特困供养标准由每月980元提高到1020元，农村特困供养标准提高到每月810元。\n"
)


@pytest.fixture(scope="module")
def talk(assistant_of) -> Callable[[str], str]:
    """What the last of messages joined by | is answered with, in one line."""
    assistant = assistant_of("2030年青禾县政府重点工作\n\n" + PLAN)

    def told(messages: str) -> str:
        *earlier, last = (message.strip() for message in messages.split("|"))
        return "".join(s.text for s in assistant.ask(last, earlier).statements)

    return told


# --- what is claimed --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "messages",
    ["城区托位是600个对吧", "托位多少 | 乡镇呢 | 不对吧，乡镇是500个", "乡镇托位是520个吗"],
)
def test_another_figure_of_a_member_is_denied(talk, messages):
    said = talk(messages)
    assert CONTRADICTS in said and AGREES not in said


@pytest.mark.parametrize("messages", ["城区托位是520个对吧", "城区托位是托位之一吗"])
def test_what_is_so_of_a_member_is_affirmed(talk, messages):
    assert AGREES in talk(messages)


@pytest.mark.parametrize("asked", ["读书节哪一届", "校园读书节什么时候办 | 哪一届"])
def test_asking_which_one_claims_no_number(talk, asked):
    said = talk(asked)
    assert "第九届" in said and CONTRADICTS not in said


def test_another_number_that_is_claimed_is_corrected(talk):
    assert f"{CONTRADICTS}。" in talk("校园读书节是第八届吧")


# --- what is left, and what it comes to -------------------------------------------------------


@pytest.mark.parametrize(
    ("messages", "told"),
    [
        ("白石河整治今年完成多少公里 | 剩下的呢", "其余河段2031年完成"),
        ("督察交办的问题多少个 | 剩余的呢", "剩余6个2031年5月底前销号"),
        ("督察问题年底前销号几个 | 那其余的呢", "剩余6个2031年5月底前销号"),
    ],
)
def test_what_the_plan_says_of_the_rest_is_shown(talk, messages, told):
    said = talk(messages)
    assert told in said and "没有别的地方" not in said


def test_of_what_has_no_rest_none_is_told(talk):
    assert phrase("shown.left") not in talk("改造老旧楼栋多少栋 | 剩下的呢")


@pytest.mark.parametrize(
    "messages",
    [
        "托位新增多少 | 课桌新增多少 | 两个数加起来",
        "改造楼栋多少栋 | 加装电梯几部 | 这两个合起来是多少",
    ],
)
def test_both_figures_are_shown_for_their_sum(talk, messages):
    first, second = (talk(one) for one in messages.split(" | ")[:2])
    said = talk(messages)
    assert said.startswith(phrase("shown.no_total"))
    assert all(told[:3].rstrip("栋部个套") in said for told in (first, second))


def test_what_is_counted_of_all_members_is_their_sum(talk):
    said = talk("城区托位多少 | 乡镇呢 | 一共呢")
    assert "新增托位900个" in said and phrase("shown.no_total") not in said


def test_a_figure_in_another_unit_is_not_converted(talk):
    said = talk("白石河整治总长多少 | 换成里")
    assert said.startswith(phrase("shown.unconverted")) and "32公里" in said
    assert phrase("shown.unconverted") not in talk("城区托位多少 | 换成乡镇呢")


# --- what it is of ----------------------------------------------------------------------------


def test_figures_asked_for_are_of_the_item_just_shown(talk):
    said = talk("第6项讲什么 | 有哪些数字")
    assert "810元" in said and "900个" not in said
    assert "900个" in talk("第6项讲什么 | 整个计划有哪些数字")


@pytest.mark.parametrize(
    ("messages", "told", "other"),
    [
        ("新增课桌多少 | 校舍呢", "6所", "4800套"),
        ("新增课桌多少 | 电梯呢", "15部", "4800套"),
        ("托位新增多少 | 乡镇的呢", "380个", "900个"),
    ],
)
def test_a_thing_that_is_named_has_its_own_figure(talk, messages, told, other):
    said = talk(messages)
    assert told in said[:5] and other not in said[:8]


def test_who_answers_for_an_item_does_for_another_thing_in_it(talk):
    said = talk("托位新增多少 | 谁负责 | 校舍呢")
    assert "县教育局" in said and "没有写明" not in said
    said = talk("改造老旧楼栋多少栋 | 谁牵头 | 电梯呢")
    assert "县住建局" in said and "没有写明" not in said


def test_a_goal_is_asked_of_the_year_before(talk):
    assert "310批" in talk("接待研学团队的目标 | 去年呢")


def test_what_the_year_before_earned_is_no_number_of_visitors(talk):
    assert "310批" not in talk("去年民宿营业收入多少").split("最接近")[0]
    assert "5亿元" in talk("民宿营业收入多少")


@pytest.mark.parametrize("before", ["托位新增多少", "惠及居民多少户"])
def test_a_figure_of_another_thing_is_said_to_be_so(talk, before):
    assert not talk(f"{before} | 农村呢").startswith("810元")
    assert talk("城市特困供养标准多少 | 农村呢").startswith("810元")


def test_others_of_a_kind_are_no_claim(talk):
    assert AGREES not in talk("改造老旧楼栋多少栋 | 还有别的改造吗")


# --- two things, and all of one ---------------------------------------------------------------


@pytest.mark.parametrize(
    "messages",
    [
        "西门立交和东门立交哪个先竣工",
        "西门立交跟东门立交谁更早",
        "西门立交什么时候竣工 | 东门立交呢 | 这两个哪个先竣工",
    ],
)
def test_which_comes_first_is_told_by_the_dates_of_both(talk, messages):
    said = talk(messages)
    assert said.index("西门立交9月底前竣工") < said.index("东门立交11月底前竣工")


def test_a_name_beside_a_joint_that_reads_as_another_is_told_apart(talk):
    said = talk("和田中学新校区和和风小学新校区哪个先竣工")
    assert "2月竣工" in said and "主体封顶" in said


def test_what_is_set_against_another_is_shown_beside_it(talk):
    said = talk("新建校舍多少所 | 跟改造老旧楼栋比呢")
    assert "6所" in said and "46栋" in said


def test_part_of_it_is_not_all_of_it(talk):
    assert "2031年底" in talk("环城步道今年能全部贯通吗").split("：")[0]
    assert AGREES in talk("西门立交9月底前竣工对吗")
