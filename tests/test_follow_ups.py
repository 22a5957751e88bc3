"""Follow-ups as a clerk asks them: what they are of, and what must not be told for it."""

from collections.abc import Callable

import pytest

from assistant.answers.phrases import phrase

AGREES = phrase("answer.agrees")
CONTRADICTS = phrase("answer.contradicts_figure", figure="").split("。")[0]
PLAN = (
    "1.办好教育。新增托位900个，其中城区托位520个、乡镇托位380个。新建校舍6所，新增课桌4800套。"
    "10月举办第九届校园读书节。由县教育局负责。\n"
    "2.整治河道。白石河整治工程总长32公里，今年完成11公里，其余河段2031年完成。"
    "省级督察交办的14个问题，年底前销号8个，剩余6个2031年5月底前销号。\n"
    "3.发展文旅。2029年接待研学团队310批，今年力争达到400批，民宿营业收入达到5亿元。"
    "由县文旅局负责。\n"
    "4.改善居住。改造老旧楼栋46栋，惠及居民2100户，加装电梯15部。由县住建局牵头，各街道配合。\n"
    "5.保障困难群众。城市特困供养标准由每月980元提高到1020元，农村特困供养标准提高到每月810元。\n"
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
