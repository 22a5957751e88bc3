"""What is asked of two things in one message, or further of the thing asked about before."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant
from assistant.understanding.compound import split_compound

PLAN = """云溪县2025年重点工作安排
2025年1月20日
1.办好人民满意教育。新建县第三中学，设教学班30个、学位1500个，总投资9000万元，8月底前竣工、9月1日开学。改扩建村小6所，新增幼儿园学位420个。由县教育局牵头落实。
2.推进农业绿色发展。农药使用量比上年减少2%，除草剂使用量下降1.2%。对购置植保无人机的合作社，按实际支出的30%给予补助，单社最高不超过15万元。由县农业农村局牵头落实。
3.扩大茶园规模。早稻单产较去年（390公斤/亩）增加5公斤左右。对连片80亩以上的茶园每亩补贴150元，补贴总额以300万元为限。由县林业局牵头落实。
4.建设云溪水电站。水电站总装机8万千瓦，6月底前大坝封顶。首台机组计划2027年投产发电。由县水利局牵头落实。
5.打造云溪品牌。授权使用商户力争达到25家，在东城、西城各设1家体验店，东城店5月开业。举办茶文化课堂，由局长主讲，每半年一次。由县市场监管局牵头落实。
6.加强食品监管。食品定量检测2400件，其中监督抽查700件。红枫镇、清泉乡新建检测点各2个。由县市场监管局牵头落实。
"""


@pytest.fixture(scope="module")
def yunxi(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


def told(plan: Assistant, *messages: str) -> str:
    *before, question = messages
    return to_markdown(plan.ask(question, before)).replace("*", "")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("绿地新建多少，泊位呢", ("绿地新建多少", "泊位呢")),
        ("大桥什么时候通车，隧道呢", ("大桥什么时候通车", "隧道呢")),
        ("新校有多少学位，哪天开学", ("新校有多少学位", "哪天开学")),
        ("步道多长，哪年贯通", ("步道多长", "哪年贯通")),
        ("试点在哪，多少户", ("试点在哪", "多少户")),
        ("改造几个小区，几月完工", ("改造几个小区", "几月完工")),
        ("多少栋，多少户", ("多少栋,多少户",)),
    ],
)
def test_a_part_that_names_another_thing_or_asks_another_kind_is_its_own(text, parts) -> None:
    assert split_compound(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("今年招几名护士几名司机", ("今年招几名护士", "几名司机")),
        ("多少图书馆多少座位", ("多少图书馆", "多少座位")),
        ("园内有几条长廊几个充电柜", ("园内有几条长廊", "几个充电柜")),
        ("新建道路几条公园几个", ("新建道路几条", "公园几个")),
        ("座位多少个桌子多少张", ("座位多少个", "桌子多少张")),
        ("招多少人培训多少人", ("招多少人", "培训多少人")),
        ("比赛几天几场", ("比赛几天几场",)),
        ("支援几个州几个县", ("支援几个州几个县",)),
    ],
)
def test_two_figures_in_one_breath_keep_what_each_counts(text, parts) -> None:
    assert split_compound(text) == parts


COUNTED = """某区2033年工作要点
1.办好学校。新建幼儿园3所，新增学位900个。
2.方便出行。新增公共泊位450个，打通道路6条。
"""


def test_what_each_of_two_counts_is_found_where_it_stands(assistant_of) -> None:
    plan = assistant_of(COUNTED)
    for text in ("几所幼儿园几条道路", "共几所幼儿园、几条道路"):
        answer = told(plan, text)
        assert "3所〔第1项〕" in answer and "6条〔第2项〕" in answer
    # Of what the first is of, the other must be told in that place.
    assert "450个〔第2项〕\n" not in told(plan, "新建的幼儿园有几所，多少个泊位")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "我今年72,一是体检要不要钱,二是午饭收多少",
            ("我今年72,体检要不要钱", "我今年72,午饭收多少"),
        ),
        (
            "我是残疾人,公交免不免费,护理补贴多少",
            ("我是残疾人,公交免不免费", "我是残疾人,护理补贴多少"),
        ),
        ("一是绿地多大,二是泊位几个", ("绿地多大", "泊位几个")),
        ("我能领多少,有数吗,谁来发", ("我能领多少,有数吗", "谁来发")),
        ("我想问问情况,绿地多大,泊位几个", ("我想问问情况,绿地多大", "泊位几个")),
    ],
)
def test_who_asks_is_said_of_each_part(text, parts) -> None:
    assert split_compound(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("红枫镇和清泉镇茶园各多少", ("红枫镇茶园多少", "清泉镇茶园多少")),
        ("红枫镇、清泉乡茶园各多少", ("红枫镇茶园多少", "清泉乡茶园多少")),
        ("小麦和玉米面积各是多少", ("小麦面积是多少", "玉米面积是多少")),
        ("小麦和玉米产量分别是多少", ("小麦产量是多少", "玉米产量是多少")),
        ("城市和农村居民收入各增长多少", ("城市居民收入增长多少", "农村居民收入增长多少")),
        ("就诊率和家庭医生签约率各多少", ("就诊率多少", "家庭医生签约率多少")),
        ("绿地和泊位各多少", ("绿地多少", "泊位多少")),
    ],
)
def test_what_is_named_behind_the_last_of_several_is_asked_of_each(text, parts) -> None:
    assert split_compound(text) == parts


def test_another_thing_named_with_ne_is_asked_the_same(yunxi: Assistant) -> None:
    text = told(yunxi, "农药用量减多少，除草剂呢")
    assert "关于“除草剂呢”" in text and "1.2%" in text


@pytest.mark.parametrize(
    ("messages", "said", "unsaid"),
    [
        (["县第三中学总投资多少", "谁牵头"], "由县教育局牵头落实", "学位"),
        (["第2项讲什么", "那第3项呢", "谁负责"], "由县林业局牵头落实", "公斤"),
    ],
)
def test_who_does_it_is_told_without_what_is_known(
    yunxi: Assistant, messages: list[str], said: str, unsaid: str
) -> None:
    text = told(yunxi, *messages)
    assert said in text and unsaid not in text, text


@pytest.mark.parametrize(
    ("messages", "said", "unsaid"),
    [
        (["买无人机补助比例是多少，上限呢"], "不超过15万元", "没有写明"),
        (["无人机补助比例是多少", "上限呢"], "不超过15万元", "30%〔"),
        (["茶园补贴每亩多少，总共不超过多少"], "300万元", "80亩以上〔"),
        (["县第三中学有多少学位，哪天开学"], "9月1日", "没有写明"),
        (["食品检测多少件，监督抽查占多少"], "700件〔第6项〕", "没有写明"),
        (["食品检测多少件", "监督抽查占多少"], "700件〔第6项〕", "没有写明"),
        (["茶文化课堂谁讲，多久一次"], "每半年一次", "没有写明"),
        (["早稻单产去年多少今年增多少"], "390公斤/亩〔第3项〕", "没有写明"),
        (["早稻单产去年多少，今年增多少"], "5公斤左右〔第3项〕", "没有写明"),
        (["东城店什么时候开业", "授权商户多少家"], "25家〔第5项〕", "没有写明"),
        (["首台机组什么时候发电", "大坝几月封顶"], "6月底前大坝封顶", "2027年"),
        (["农药用量减多少，授权商户呢，谁牵头"], "由县市场监管局牵头落实", "原文没有出现"),
        (["水电站什么时候发电", "2028年5月对吧"], "2027年投产发电", "一致"),
        (["水电站什么时候发电", "2027年3月对吧"], "2027年投产发电", "一致"),
        (["检测点几个", "牵头单位", "那植保无人机呢"], "县农业农村局", "没有写明"),
        (["县第三中学什么时候开学", "补助政策呢"], "", "9月1日〔"),
    ],
)
def test_what_is_asked_further_is_of_the_same_subject(
    yunxi: Assistant, messages: list[str], said: str, unsaid: str
) -> None:
    text = told(yunxi, *messages)
    assert said in text and unsaid not in text, text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("茶园补贴总共多少", "300万元〔第3项〕"),
        ("早稻单产去年是多少", "390公斤/亩〔第3项〕"),
        ("茶文化课堂多久一次", "每半年一次"),
    ],
)
def test_a_sum_last_years_figure_and_how_often_are_told_apart(
    yunxi: Assistant, question: str, said: str
) -> None:
    assert said in told(yunxi, question)


TOLD = """长堤开发区2025年重点工作任务
2025年1月15日
1.提升养护质量。修复道路裂缝32公里，更换井盖260套，路面优良率达到91%，较上年提高2个百分点。
牵头单位：市政管养中心
责任单位：城管局、各街道
完成时限：2025年9月底
2.优化污水处理。改造泵站7座，清淤管道48公里，惠及企业430家，达标率达到97%，较上年提高5个百分点。
牵头单位：水务局
责任单位：生态环境局
完成时限：2025年11月底
3.培育科技企业。完成研发投入18亿元，入库科技型企业75家，提供贴息贷款12笔。
牵头单位：科技局
责任单位：财政局、金融办
完成时限：2025年12月底
"""


@pytest.fixture(scope="module")
def changdi(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(TOLD)


AGREES, DENIES = "与计划一致", "与计划不符"


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("井盖9月底更换完成对吗", AGREES),
        ("泵站改造9月底完成对吗", DENIES + "。计划写的是 11月底"),
        ("管道清淤由水务局牵头对吗", AGREES),
        ("管道清淤由生态环境局牵头对吗", DENIES + "。计划写的是 水务局"),
    ],
)
def test_the_only_time_and_lead_of_an_item_are_of_all_in_it(
    changdi: Assistant, claim: str, said: str
) -> None:
    assert told(changdi, claim).startswith(said), told(changdi, claim)


@pytest.mark.parametrize(
    ("message", "verdicts"),
    [
        # the rise is that of what the first part is about
        ("路面优良率达到91%，比上年提高2个百分点，对吗", [AGREES, AGREES]),
        ("污水达标率97%，比上年提高2个百分点，对吗", [AGREES, DENIES + "。计划写的是 5个百分点"]),
        # a figure that names nothing, of the item at hand
        ("改造泵站7座，430家，对不对", [AGREES, AGREES]),
        ("改造泵站7座，480家，对不对", [AGREES, DENIES + "。计划写的是 430家"]),
        # by when and by whom, of the same
        ("更换井盖260套，9月底前完成，对吧", [AGREES, AGREES]),
        ("更换井盖260套，6月底完成，对吧", [AGREES, DENIES + "。计划写的是 9月底"]),
        ("清淤管道48公里，由水务局牵头，对吗", [AGREES, AGREES]),
        ("清淤管道40公里，城管局牵头，都对吗", [DENIES, DENIES + "。计划写的是 水务局"]),
        # a sum without its unit is claimed, too
        ("研发投入18亿，12月底完成，科技局牵头，对吗", [AGREES, AGREES, AGREES]),
    ],
)
def test_each_part_of_a_claim_is_held_against_what_the_first_is_about(
    changdi: Assistant, message: str, verdicts: list[str]
) -> None:
    parts = told(changdi, message).split("关于“")[1:]
    assert len(parts) == len(verdicts)
    for part, verdict in zip(parts, verdicts, strict=True):
        assert verdict in part, part


@pytest.mark.parametrize(
    ("message", "summary", "parts"),
    [
        (
            "麻烦核对：更换井盖260套、修复裂缝30公里，改造泵站7座。",
            "共核对3处：与计划一致2处，不符1处",
            [("修复裂缝30公里", DENIES), ("更换井盖260套", AGREES), ("改造泵站7座", AGREES)],
        ),
        (
            "汇报稿里写“清淤管道48公里，惠及企业500家”有没有错",
            "共核对2处：与计划一致1处，不符1处",
            [("惠及企业500家", DENIES), ("清淤管道48公里", AGREES)],
        ),
        (
            "帮我看看这段有没有问题：科技型企业入库75家。贴息贷款12笔。",
            "共核对2处：与计划一致2处，不符0处",
            [("科技型企业入库75家", AGREES), ("贴息贷款12笔", AGREES)],
        ),
        # a statement that asks nothing is to be checked, too
        (
            "更换井盖260套，6月底完成",
            "共核对2处：与计划一致1处，不符1处",
            [("6月底完成", DENIES), ("更换井盖260套", AGREES)],
        ),
    ],
)
def test_a_text_is_checked_claim_by_claim_and_what_is_wrong_said_first(
    changdi: Assistant, message: str, summary: str, parts: list[tuple[str, str]]
) -> None:
    first, *said = told(changdi, message).split("关于“")
    assert first.startswith(summary), first
    assert len(said) == len(parts)
    for text, (claim, verdict) in zip(said, parts, strict=True):
        assert text.startswith(claim) and verdict in text, text


@pytest.mark.parametrize(
    "message",
    ["我家有2套房，每月收入3000元，能申请吗", "修复裂缝32公里，谁负责", "更换井盖260套"],
)
def test_what_asks_or_states_one_thing_is_no_text_to_check(
    changdi: Assistant, message: str
) -> None:
    assert "共核对" not in told(changdi, message)


BESIDE = """青坪区2025年卫生工作安排
2025年1月20日
1.充实卫生队伍。全年招聘医护人员320名，其中儿科45名、急诊60名，9月底前到岗。
2.优化门诊服务。儿科门诊预约率达到95%，城区、乡镇卫生院超长候诊比例分别控制在3%和5%以内。
3.加装病房电梯70部，每部补助12万元。
4.规范签约服务。病历公示率、病床登记率均保持98%，家医签约参与率由80%提高到88%以上；体检计划2600人。
5.建设预检分诊点。在城区设急诊分诊点7处，配备巡诊车16辆。
"""


@pytest.fixture(scope="module")
def qingping(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(BESIDE)


@pytest.mark.parametrize(
    ("messages", "figure"),
    [
        (["招聘医护人员多少", "其中急诊呢", "那儿科呢"], "45名〔第1项〕"),
        (["超长候诊比例控制在多少", "城区呢"], "3%〔第2项〕"),
        (["家医签约参与率多少", "病历公示率呢"], "98%〔第4项〕"),
        (["家医签约参与率多少", "体检计划呢"], "2600人〔第4项〕"),
        (["家医签约参与率多少", "巡诊车呢", "体检计划呢"], "2600人〔第4项〕"),
        # what things of any kind have is of the thing asked about
        (["加装病房电梯多少部", "补助呢"], "12万元〔第3项〕"),
    ],
)
def test_the_figure_beside_the_one_just_shown_is_asked_for_first(
    qingping: Assistant, messages: list[str], figure: str
) -> None:
    assert told(qingping, *messages).startswith(figure), told(qingping, *messages)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("危桥改造投入多少，多少座农村桥梁", ("危桥改造投入多少", "多少座农村桥梁")),
        ("入库企业新增几家，总数多少", ("入库企业新增几家", "总数多少")),
        ("修缮房屋多少栋，多少户，几月完工", ("修缮房屋多少栋", "多少户", "几月完工")),
        ("体检多少人，第几项", ("体检多少人", "第几项")),
        ("绿地多少公顷写在第几项", ("绿地多少公顷", "写在第几项")),
        ("培训去哪里，去多久", ("培训去哪里", "去多久")),
        ("修几条路，几座桥，几个车库", ("修几条路", "几座桥", "几个车库")),
        ("整治哪些小区、哪些马路", ("整治哪些小区,哪些马路",)),
        ("第几项写了体检多少人", ("第几项写了体检多少人",)),
    ],
)
def test_a_part_that_begins_with_how_many_or_asks_which_item_is_its_own(text, parts) -> None:
    assert split_compound(text) == parts


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("招聘医护人员多少名，几个儿科的", ["320名〔第1项〕", "45名〔第1项〕"]),
        ("巡诊车多少辆，几处分诊点，第几项", ["16辆〔第5项〕", "7处〔第5项〕", "在第5项"]),
        ("这个计划是哪年的，一共几项", ["2025年的计划", "共5项"]),
    ],
)
def test_a_part_without_a_subject_is_of_what_the_part_before_is_of(
    qingping: Assistant, question: str, said: list[str]
) -> None:
    text = told(qingping, question)
    assert all(one in text for one in said), text


def test_a_noun_that_describes_what_is_counted_is_not_counted_itself(yunxi: Assistant) -> None:
    assert "6所" in told(yunxi, "改扩建村小几所")
