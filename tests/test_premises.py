"""What is taken for granted of a thing is held against the clause that is of the same thing."""

from collections.abc import Callable

import pytest

from assistant.claims.premises import check_membership, check_premise
from assistant.evidence.ranking import Candidate
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import Vocabulary
from index.passages import split_plan
from index.plan import Plan

PLAN = """松溪市2024年重点工作安排

1. 优化审批服务。不动产登记办理时限由5个工作日压缩至2个工作日，一般事项即时办结率由60%提高到85%。
2. 整合屠宰点。对小型屠宰点23个开展检查，小型屠宰点整合压减至9个。
3. 改造背街小巷。完成槐树巷、磨坊街、书院弄3条背街小巷改造，槐树巷6月底前完成。
4. 建设人才公寓。新建人才公寓300套，安置房200套，人才公寓全部布局在城东片区，安置房建在老城片区。
5. 招商引资。组建2个招商专班，分赴杭州、宁波开展驻点招商。在云台、清泉各新建1个产业园。
6. 治理违停。夜间违停投诉量比上年下降10%，信号灯路口增加8个。
7. 稳定种植。中药材种植维持3000亩不变，展销经费90万元，比上年减少15万元。
8. 办好节会。梨花节4月在柳林镇举办，龙舟赛6月在清河镇举办，力争年底前创成省级示范区。
9. 深化延包试点。开展土地延包试点，在清河镇整镇推进。
10. 建设园区。东园区3月建成标准厂房。西园区今年只做规划研究，不安排建设项目。
"""


@pytest.fixture(scope="module")
def plan(plan_of: Callable[[str], Plan]) -> Plan:
    return plan_of(PLAN)


def _candidates(plan: Plan, first: str) -> list[Candidate]:
    passages = sorted(split_plan(plan), key=lambda p: not p.text.count(first))
    return [Candidate(passage, 0, 0, 0, 0, 0) for passage in passages]


@pytest.mark.parametrize(
    ("asked", "about", "stated"),
    [
        ("不动产登记延长到5个工作日吗", "不动产", "压缩至2个工作日"),
        ("为什么要把不动产登记延长到5个工作日", "不动产", "压缩至2个工作日"),
        ("即时办结率要降到60%吧", "办结率", "提高到85%"),
        ("屠宰点要增加到23个？", "屠宰点", "压减至9个"),
        ("夜间违停投诉量上升10%是吧", "违停", "下降10%"),
        ("人才公寓建在老城片区是吧", "公寓", "城东片区"),
        ("人才公寓位于高新区吧", "公寓", "城东片区"),
        ("招商专班去上海南京对不", "招商", "杭州、宁波"),
        ("书院弄不在改造范围吧", "书院弄", "书院弄"),
        ("磨坊街不改了吧", "磨坊街", "磨坊街"),
        ("中药材种植要扩大到3000亩吧", "中药材", "维持3000亩"),
        ("展销经费比去年增加15万元对吧", "展销", "减少15万元"),
        ("梨花节在清河镇举办吧", "梨花节", "柳林镇"),
        ("梨花节是在清河镇办吗", "梨花节", "柳林镇"),
        ("土地延包试点在柳林镇推进对吧", "延包", "清河镇"),
        ("确保年底前创成省级示范区，对吗", "示范区", "力争"),
    ],
)
def test_a_premise_that_the_plan_has_otherwise_is_corrected(
    plan: Plan, asked: str, about: str, stated: str
) -> None:
    question = understand(asked, plan, Vocabulary(plan))
    verdict = check_premise(question, _candidates(plan, about), plan)
    assert verdict is not None
    assert (verdict.agrees, verdict.stated) == (False, stated)


@pytest.mark.parametrize(
    ("asked", "about"),
    [
        ("人才公寓建在城东片区是吧", "公寓"),
        ("安置房建在老城片区吧", "公寓"),
        ("招商专班去宁波对不", "招商"),
        ("书院弄在改造范围里吧", "书院弄"),
        ("梨花节在柳林镇举办吧", "梨花节"),
        ("土地延包试点在清河镇推进对吧", "延包"),
    ],
)
def test_a_right_place_or_member_is_agreed_with(plan: Plan, asked: str, about: str) -> None:
    question = understand(asked, plan, Vocabulary(plan))
    verdict = check_premise(question, _candidates(plan, about), plan)
    assert verdict is not None and verdict.agrees


@pytest.mark.parametrize(
    ("asked", "about"),
    [
        ("不动产登记压缩到2个工作日吧", "不动产"),
        ("为什么要把不动产登记压缩到2个工作日", "不动产"),
        ("日间违停投诉量上升10%是吧", "违停"),  # by night it falls
        ("信号灯路口增加8个吧", "违停"),
        ("养老院建在老城片区吧", "公寓"),
        ("竹器巷不在改造范围吧", "改造"),
        ("槐树巷不拆了吧", "槐树巷"),
        ("书院弄不在绿化范围吧", "书院弄"),
        ("西园区今年不建设吧", "西园区"),  # so it is, in the clause behind
        ("中药材种植维持3000亩吧", "中药材"),
        ("展销经费比去年减少15万元对吧", "展销"),
        ("采茶节在清河镇举办吧", "梨花节"),
        ("确保年底前建成省级实验室，对吗", "示范区"),
    ],
)
def test_what_is_not_surely_said_of_the_same_is_left_open(
    plan: Plan, asked: str, about: str
) -> None:
    question = understand(asked, plan, Vocabulary(plan))
    assert check_premise(question, _candidates(plan, about), plan) is None


def test_what_is_held_is_said_in_one_character_and_not_misspelt(plan: Plan) -> None:
    assert understand("梨花节是在清河镇办吗", plan, Vocabulary(plan)).corrections == ()


NUMBERED = """凤溪区2026年重点工作安排

1. 建设载体。加快云锦科创园二期和三期、锦江工业港四期建设，文创馆全面对外开放。
2. 改善环境。推进月湖公园一期，二期完成选址。开展电子围栏试点。
3. 做好统计。用好第八次全国人口普查和第六次全国农业普查成果。
"""


@pytest.fixture(scope="module")
def numbered(plan_of: Callable[[str], Plan]) -> Plan:
    return plan_of(NUMBERED)


@pytest.mark.parametrize(
    ("asked", "first", "agrees", "stated"),
    [
        ("云锦科创园是一期和二期吧", "科创园", False, "二期和三期"),
        ("云锦科创园建设四期对吗", "科创园", False, "二期和三期"),
        ("云锦科创园建设二期和三期对吗", "科创园", True, "二期和三期"),
        ("第七次农业普查对吗", "普查", False, "第六次"),
        ("人口普查是第六次吧", "普查", False, "第八次"),
        ("第八次人口普查对吧", "普查", True, "第八次"),
        ("文创馆是部分开放吧", "文创馆", False, "全面"),
        ("电子围栏是全面开展吧", "围栏", False, "试点"),
        ("电子围栏是试点对吧", "围栏", True, "试点"),
    ],
)
def test_which_of_a_row_and_how_much_of_it_is_that_of_the_same_name(
    numbered: Plan, asked: str, first: str, agrees: bool, stated: str
) -> None:
    question = understand(asked, numbered, Vocabulary(numbered))
    verdict = check_premise(question, _candidates(numbered, first), numbered)
    assert verdict
    assert (verdict.agrees, verdict.stated) == (agrees, stated)


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("月湖公园二期完成选址对吧", "月湖"),
        ("云锦科创园二期竣工了吧", "科创园"),
        ("云锦科创园没有四期吧", "科创园"),
        ("第六次普查对吧", "普查"),
    ],
)
def test_what_is_not_surely_of_the_same_row_is_left_undecided(
    numbered: Plan, asked: str, first: str
) -> None:
    question = understand(asked, numbered, Vocabulary(numbered))
    assert check_premise(question, _candidates(numbered, first), numbered) is None


KINDS = """松溪市2024年重点工作安排

1. 建设场馆。推进松溪影剧院改建，新建一批社区球场，继续做好体育公园、滑雪馆等场馆续建。
2. 申报示范。支持云台县申报全国试点县，清泉县、柳林县申报省级试点县，加快古窑、盐井等市级文保建设。
3. 利用地块。推进9号地块商业项目、纺机厂地块住宅项目建设，改扩建松溪二小，用好省“助企20条”等政策。
4. 完善设施。新建凉亭4处、修缮石桥7座。建设读书角6处，改造读书角3处，市级以上实验室增加4家。
5. 增加学位。新增公办学位600个。
"""


@pytest.fixture(scope="module")
def kinds(plan_of: Callable[[str], Plan]) -> Plan:
    return plan_of(KINDS)


@pytest.mark.parametrize(
    ("asked", "about", "stated"),
    [
        ("影剧院是新建的吧", "影剧院", "改建"),
        ("社区球场是改建对吗", "球场", "新建"),
        ("滑雪馆是新建的吗", "滑雪馆", "续建"),
        ("石桥新建7座对吗", "石桥", "修缮石桥7座"),
        ("凉亭修缮4处对吗", "凉亭", "新建凉亭4处"),
        ("云台县申报省级试点县吧", "云台县", "全国"),
        ("柳林县申报国家级试点县吧", "柳林县", "省级"),
        ("盐井是省级文保吧", "盐井", "市级"),
        ("9号地块是住宅项目吧", "9号地块", "推进9号地块商业项目"),
        ("纺机厂地块是商办项目对吗", "纺机厂", "纺机厂地块住宅项目建设"),
        ("助企20条是市里的政策吧", "助企", "省"),
        ("松溪二小是新建吧", "二小", "改扩建"),
        ("新增民办学位600个对吗", "学位", "公办"),
    ],
)
def test_another_qualifier_of_a_contrasting_set_is_denied(
    kinds: Plan, asked: str, about: str, stated: str
) -> None:
    question = understand(asked, kinds, Vocabulary(kinds))

    verdict = check_premise(question, _candidates(kinds, about), kinds)

    assert verdict is not None and not verdict.agrees
    assert verdict.stated == stated
    assert stated in kinds.source[verdict.span.start : verdict.span.end]


@pytest.mark.parametrize(
    ("asked", "about"),
    [
        ("影剧院是改建对吧", "影剧院"),
        ("社区球场是新建对吗", "球场"),
        ("体育公园是续建的吧", "体育公园"),
        ("云台县申报全国试点县吧", "云台县"),
        ("清泉县申报省级试点县对吗", "清泉县"),
        ("古窑是市级文保吧", "古窑"),
        ("9号地块是商业项目吧", "9号地块"),
        ("助企20条是省里的政策吧", "助企"),
        ("松溪二小是改扩建吧", "二小"),
        ("松溪二小扩建对吗", "二小"),
    ],
)
def test_the_plans_own_qualifier_is_affirmed(kinds: Plan, asked: str, about: str) -> None:
    question = understand(asked, kinds, Vocabulary(kinds))

    verdict = check_premise(question, _candidates(kinds, about), kinds)

    assert verdict is not None and verdict.agrees


@pytest.mark.parametrize(
    ("asked", "about"),
    [
        ("新建读书角6处对吗", "读书角"),  # what is 建设 may be new
        ("读书角改造3处对吗", "读书角"),
        ("国家级实验室增加4家吧", "实验室"),  # may be among the 市级以上
        ("古窑是新建的吗", "古窑"),  # its clause has no word of that set
        ("滑雪馆不是新建的吧", "滑雪馆"),
        ("影剧院已经改建了吧", "影剧院"),
    ],
)
def test_no_qualifier_is_compared_that_the_plan_gives_not_surely(
    kinds: Plan, asked: str, about: str
) -> None:
    question = understand(asked, kinds, Vocabulary(kinds))

    verdict = check_premise(question, _candidates(kinds, about), kinds)

    assert verdict is None or (verdict.agrees and "读书角" in asked)


LISTS = """松溪市2024年重点工作安排

1. 发展产业。做强竹木、香菇、黄茶三大富民产业。抓好竹韵家居智能车间、闽香茶业、山泉饮料扩能3个项目。
2. 整治河道。推进对松溪、渡头溪、杉溪等河道清淤，对上坑、白沙2座水库除险加固。
3. 更新片区。改造老街区2条（文昌街、解放街），建设驿站4个，分别位于河东、吴山头、岩后和花桥。
4. 治理社区。发挥楼栋长、网格员、物业经理“红色管家”作用，推动议事会从小区向市场、商圈、园区延伸。
5. 组织演练。开展演练9次，其中防火演练4次、防汛演练3次、其他演练2次。
"""


@pytest.fixture(scope="module")
def lists(plan_of: Callable[[str], Plan]) -> Plan:
    return plan_of(LISTS)


@pytest.mark.parametrize(
    ("asked", "about"),
    [
        ("三大富民产业包括香菇吗", "产业"),
        ("三大富民产业是竹木、香菇和黄茶吗", "产业"),
        ("3个项目是不是竹韵家居、闽香茶业和山泉饮料", "3个项目"),
        ("清淤的河道有没有渡头溪", "清淤"),
        ("除险加固的水库有上坑和白沙吗", "水库"),
        ("解放街算不算老街区", "街区"),
        ("驿站有没有花桥", "驿站"),
        ("驿站包括岩后村吗", "驿站"),
        ("网格员是不是红色管家", "管家"),
        ("议事会是不是要延伸到市场、商圈和园区", "议事会"),
        ("演练包括防汛演练吗", "防汛演练"),
    ],
)
def test_a_member_that_the_plan_lists_is_affirmed(lists: Plan, asked: str, about: str) -> None:
    question = understand(asked, lists, Vocabulary(lists))

    verdict = check_membership(question, _candidates(lists, about), lists)

    assert verdict is not None and not verdict.absent and not verdict.more


@pytest.mark.parametrize(
    ("asked", "about", "absent", "is_open"),
    [
        ("三大富民产业包括竹木家具吗", "产业", None, False),  # may be the same
        ("三大富民产业包括葡萄吗", "产业", "葡萄", False),
        ("三大富民产业是竹木、香菇和柑橘吗", "产业", "柑橘", False),
        ("清淤的河道有没有七里河", "清淤", "七里河", True),
        ("除险加固的水库有没有石龙", "水库", "石龙", False),
        ("中山街算不算老街区", "街区", "中山街", False),
        ("驿站有没有水南", "驿站", "水南", False),
        ("派出所算不算红色管家", "管家", "派出所", False),
        ("议事会是不是要延伸到市场、商圈和学校", "议事会", "学校", False),
        ("演练包括地震演练吗", "防汛演练", "地震演练", True),
    ],
)
def test_what_the_plan_does_not_list_is_told_so(
    lists: Plan, asked: str, about: str, absent: str | None, is_open: bool
) -> None:
    question = understand(asked, lists, Vocabulary(lists))

    verdict = check_membership(question, _candidates(lists, about), lists)

    if absent is None:
        assert verdict is None
    else:
        assert verdict is not None
        assert (verdict.absent, verdict.open) == ((absent,), is_open)


def test_what_is_claimed_to_be_all_is_told_to_be_not(lists: Plan) -> None:
    question = understand("三大富民产业是竹木和香菇吗", lists, Vocabulary(lists))

    verdict = check_membership(question, _candidates(lists, "产业"), lists)

    assert verdict is not None and verdict.more and not verdict.absent


@pytest.mark.parametrize(
    ("asked", "about"),
    [
        ("松溪包括渡头溪吗", "清淤"),  # the one beside it
        ("香菇是扩能项目吗", "产业"),
        ("山泉饮料是智能车间吗", "3个项目"),
    ],
)
def test_what_is_listed_of_something_else_is_no_member(lists: Plan, asked: str, about: str) -> None:
    question = understand(asked, lists, Vocabulary(lists))

    assert check_membership(question, _candidates(lists, about), lists) is None


NAMES = """松溪市2024年重点工作安排

1. 深化协作。与四市六区开展劳务协作，推广“三色管理”，落实“五方联动”工作机制。
2. 编制规划。编制竹产业两年行动方案，做强三大支柱产业。
"""


@pytest.fixture(scope="module")
def names(plan_of: Callable[[str], Plan]) -> Plan:
    return plan_of(NAMES)


@pytest.mark.parametrize(
    ("asked", "about", "stated"),
    [
        ("与三市六区开展劳务协作对吗", "劳务协作", "四市六区"),
        ("与四市八区开展劳务协作吧", "劳务协作", "四市六区"),
        ("推广五色管理对吧", "管理", "三色管理"),
        ("六方联动对吧", "联动", "五方联动"),
        ("竹产业三年行动方案对吗", "竹产业", "两年行动"),
        ("做强四大支柱产业对吗", "支柱", "三大支柱"),
    ],
)
def test_another_numeral_in_a_name_is_denied(
    names: Plan, asked: str, about: str, stated: str
) -> None:
    question = understand(asked, names, Vocabulary(names))

    verdict = check_premise(question, _candidates(names, about), names)

    assert verdict is not None and not verdict.agrees
    assert verdict.stated == stated


@pytest.mark.parametrize(
    ("asked", "about", "agrees"),
    [
        ("与四市六区开展劳务协作对吗", "劳务协作", True),
        ("推广三色管理对吧", "管理", True),
        ("三月开工对吗", "竹产业", None),
        ("竹产业两年行动方案已经编制了吧", "竹产业", None),
        ("旅游业三年行动方案对吗", "竹产业", None),
    ],
)
def test_the_numeral_of_a_name_is_affirmed_and_another_names_is_not_compared(
    names: Plan, asked: str, about: str, agrees: bool | None
) -> None:
    question = understand(asked, names, Vocabulary(names))

    verdict = check_premise(question, _candidates(names, about), names)

    assert (verdict and verdict.agrees) is agrees
