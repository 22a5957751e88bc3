"""What is asked for, told from what a plan gives beside it: other figures, stages, members."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant
from assistant.understanding.compound import split_compound

PLAN = """松口县2023年重点工作安排
2023年2月3日
1、建好交通设施。云溪大桥10月底前完成主体结构封顶；环城北路6月底前通车。新建公交站台42座，其中智能站台不少于12座。
2、改善居住条件。改造桂苑、向阳里、机床厂等老旧小区18个，涉及楼房96栋、居民2760户，5月开工、11月底前竣工。更换燃气管道33公里、供水管道21公里，总投资1.6亿元。
3、办好教育。新建幼儿园4所，新增学位1080个。推进县一中新校区建设，年内完成选址。
4、兜牢民生底线。城市、农村低保标准分别提高到每人每月700元、520元。孤儿养育标准由每人每月1100元提高到1250元。
5、发展文旅。办好“松口古街”艺术节，打造10件文化精品。聘请文旅推荐官，在望江亭、老码头建设游客驿站2处。
6、推进垃圾分类。在城东、河西2个街道开展试点，回收利用率达到37%。
7、健全制度。制定《松口县养老服务设施布局规划》，出台社区食堂管理办法。开展交通流量调查，为编制路网规划提供支撑。
"""


@pytest.fixture(scope="module")
def town(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("农村低保今年每月多少钱？", "520元"),
        ("城市低保标准提到多少？", "700元"),
        ("孤儿养育标准今年是多少？", "1250元"),
        ("老旧小区改造一共涉及多少户？", "2760户"),
        ("环城北路几月份通车？", "6月底前通车"),
        ("云溪大桥什么时候封顶？", "10月底前"),
        ("老旧小区什么时候竣工？", "11月底前竣工"),
        ("垃圾分类先在哪几个街道试点？", "城东、河西2个街道"),
        ("游客驿站建在哪里？", "在望江亭、老码头"),
        ("我家孩子快上一年级了，想问问今年新增多少学位？", "1080个"),
    ],
)
def test_what_the_plan_gives_is_quoted(town: Assistant, question: str, shown: str) -> None:
    answer = town.ask(question)
    assert answer.status == "answered", to_markdown(answer)
    assert shown in to_markdown(answer).replace("**", "")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("云溪大桥哪天通车？", "没有写明具体时间"),  # 封顶 is no 通车
        ("县一中新校区什么时候开工？", "没有写明时间安排"),
        ("桂苑那边改几栋楼？", "没有写明具体数字"),  # 96 are of all
        ("燃气管道这一块花多少钱？", "没有写明"),  # 1.6亿元 are of both
        ("环城北路 施工单位", "没有写明施工、运营等单位"),
        ("游客驿站 运营方", "没有写明施工、运营等单位"),
        ("10件文化精品分别叫什么？", "没有写明具体名单"),
        ("文旅推荐官请的是哪位？", "没有写明具体人员的姓名"),
        ("小学新增多少学位？", "没有写明具体数字"),  # of kindergartens
        ("公交站台 每座造价", "没有写明具体数字"),
        ("智能站台设在哪条街？", "没有写明具体地点"),
        ("1080个学位，城东占几个？", "没有写明"),
    ],
)
def test_what_is_of_another_thing_is_not_given_for_it(
    town: Assistant, question: str, said: str
) -> None:
    answer = town.ask(question)
    assert answer.status == "not_in_plan", to_markdown(answer)
    assert said in to_markdown(answer)


def test_a_claim_of_another_stage_is_denied_by_the_clause_that_goes_on(town: Assistant) -> None:
    text = to_markdown(town.ask("县一中新校区今年就封顶了，是吧？"))
    assert "与计划不符" in text and "年内完成**选址**" in text


def test_a_follow_up_that_names_nothing_of_the_plan_keeps_its_subject(town: Assistant) -> None:
    answer = town.ask("那啥时候能完工搬回去", ["老旧小区今年改造几个？"])
    assert answer.status == "answered"
    assert "11月底前竣工" in to_markdown(answer).replace("**", "")


def test_a_stage_of_the_whole_year_needs_no_date(town: Assistant) -> None:
    cited = {citation.item for citation in town.ask("年内竣工的项目有哪些？").citations}
    assert cited == {"2"}


@pytest.mark.parametrize(
    "question",
    [
        "今年要制定哪些规划和办法？",
        "要出台的文件有哪些",
        "办公室列台账：今年起草、编制的规划有哪几个",
    ],
)
def test_documents_to_be_drawn_up_are_listed(town: Assistant, question: str) -> None:
    answer = town.ask(question)
    quotes = [citation.quote for citation in answer.citations]
    assert quotes == ["制定《松口县养老服务设施布局规划》，出台社区食堂管理办法。"]


@pytest.mark.parametrize("text", ["辛苦了，数都对上了，先这样", "好的，先看到这儿"])
def test_taking_leave_is_answered_as_such(town: Assistant, text: str) -> None:
    assert town.ask(text).status == "chat"


CITY = """望江市2026年工作要点
2026年1月5日
1. 强化招商。组建5个驻点招商组，分赴苏州、宁波、厦门，每组每月走访企业不少于6家。
2. 改良土壤。盐碱地改良面积3万亩，以新桥镇、蒲溪乡为重点。秸秆离田处理率达到90%。
3. 抓好党建。廉政专题讲座由主任主讲，每季度一次。慈善义卖计划筹款30万元，\
义卖活动定于5月9日在临江广场举行。
4. 壮大企业。培育省级专精特新企业4家、市级11家，全市企业总数达到820家。\
总投资3.6亿元的河鲜加工园5月底前一期投产，二期于三季度开工。
5. 办好赛事。龙舟赛6月在柳湾举办，活动经费控制在90万元以内；马拉松10月在城南举办，\
设全程、半程两个组别。
6. 改善医疗。市中心医院新增病床150张、总病床达到700张，急诊楼9月投入使用。
7. 新建市第五中学，设30个教学班、学位1500个，8月底前竣工；改建农村中学6所，新增幼儿园学位420个。\
招聘教师210名，其中特岗教师60名。
8. 建设美丽乡村。建设美丽乡村示范村12个，其中省级4个、市级8个。农村垃圾分类覆盖率达到58%，\
比上年提高9个百分点。
9. 兴修水利。水库除险总投资2.1亿元，其中中央资金1.2亿元、省级6000万元、市级3000万元。\
莲花节拟于7月8日开幕，为期12天。
10. 建好网络。建设5G基站300座，改造机房12处。（牵头单位：市工信局；完成时限：9月底前）
"""


@pytest.fixture(scope="module")
def city(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(CITY)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("招商组都分赴哪里", "分赴苏州、宁波、厦门"),
        ("慈善义卖在哪搞", "在临江广场举行"),
        ("盐碱地改良重点在哪", "以新桥镇、蒲溪乡为重点"),
        ("廉政讲座多久一次", "每季度一次"),
    ],
)
def test_the_clause_that_gives_the_place_or_how_often_is_quoted(
    city: Assistant, question: str, shown: str
) -> None:
    answer = city.ask(question)
    assert answer.status == "answered", to_markdown(answer)
    assert shown in to_markdown(answer).replace("**", "")


def test_what_is_caught_in_a_river_is_no_place(city: Assistant) -> None:
    answer = city.ask("河鲜加工园建在哪")
    assert answer.status == "not_in_plan", to_markdown(answer)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("急诊楼有多少张病床", "没有写明具体数字"),  # the clause before is on the hospital
        ("市第五中学有多少教师", "没有写明具体数字"),  # as many are hired for all schools
    ],
)
def test_a_figure_of_others_is_no_answer(city: Assistant, question: str, said: str) -> None:
    answer = city.ask(question)
    assert answer.status == "not_in_plan", to_markdown(answer)
    assert said in to_markdown(answer)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("市中心医院新增多少张病床", "150张"),
        ("招聘教师多少名", "210名"),
        ("市第五中学有多少学位", "1500个"),
    ],
)
def test_a_figure_of_its_own_thing_is_given_beside_others(
    city: Assistant, question: str, figure: str
) -> None:
    answer = city.ask(question)
    assert to_markdown(answer).startswith(f"**{figure}**"), to_markdown(answer)


@pytest.mark.parametrize(
    "question",
    ["省级专精特新企业具体是哪几家", "省级美丽乡村是哪四个村"],  # 4家, 4个 are counted only
)
def test_what_is_only_counted_is_said_to_have_no_names(city: Assistant, question: str) -> None:
    answer = city.ask(question)
    assert answer.status == "not_in_plan", to_markdown(answer)
    assert "没有写明具体名单" in to_markdown(answer)


VILLAGE = """白泉镇2023年重点工作安排
2023年2月3日
1、盘活闲置资产。修缮粮库旧址，把沿江古街建设成为文旅名片；将供销社老礼堂改造为村史馆。二中旧校区9月搬迁。占道摊贩统一迁入西桥市场，市场5月1日开业。
2、治理河道。完成河道清淤，疏浚淤泥4万立方米，6月底前完工。
3、培育人才。每季度请省林科院专家到村授课一次。对来镇就业的博士给予每人8万元安家补贴。
4、办好教育。新建、改扩建学校3所，新增学位900个。在东湾社区开办托育点，提供托位30个，每月收费不超过800元。
5、保护耕地。在上坪村建成高标准农田1500亩，清理整治撂荒地。公开举报电话，查处违法占地。
6、办好医疗。改造村卫生室5个。
7、守住安全。对12家化工企业开展安全检查。
8、稳定增长。一般公共预算收入增长6%。
"""


@pytest.fixture(scope="module")
def village(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(VILLAGE)


def test_a_figure_of_another_deed_is_none_of_the_deed_asked_about(village: Assistant) -> None:
    assert village.ask("化工企业 搬迁 几家").status == "not_in_plan"
    assert "12家" in to_markdown(village.ask("安全检查的化工企业几家"))


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("硕士安家补贴给多少钱", "没有写明具体数字"),
        ("博士安家补贴给多少钱", "8万元"),
        ("一般公共预算收入是多少个亿", "没有写明具体数字"),
        ("东湾社区的托育点一个月收多少钞票", "800元"),
        ("清理违法占地一亩收多少票子", "没有写明"),
    ],
)
def test_a_sum_is_that_of_the_degree_and_the_unit_asked_for(
    village: Assistant, question: str, shown: str
) -> None:
    answer = to_markdown(village.ask(question)).replace("可能", "")
    assert shown in answer.replace("**", "")


def test_a_figure_is_none_of_what_only_the_clause_behind_it_tells(village: Assistant) -> None:
    assert village.ask("整治撂荒地要恢复多少亩").status == "not_in_plan"
    assert "1500亩" in to_markdown(village.ask("上坪村高标准农田建多少亩"))


def test_a_date_is_no_number_of_a_thing(village: Assistant) -> None:
    answer = village.ask("西桥市场一共能容纳多少个摊位")
    assert answer.status == "not_in_plan"
    assert "计划中没有写明具体数字" in to_markdown(answer)


def test_an_expert_who_is_not_named_is_not_told(village: Assistant) -> None:
    for question in ("讲课的省林科院专家叫什么", "省林科院专家授课 主讲人"):
        assert "没有写明具体人员的姓名" in to_markdown(village.ask(question))


def test_a_telephone_without_its_number_gives_none(village: Assistant) -> None:
    answer = village.ask("查违法占地的举报号码给我一个")
    assert answer.status == "not_in_plan"
    assert "没有写明联系方式或地址" in to_markdown(answer)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("二中旧校区要搬到哪里去", "没有写明迁往何处"),
        ("清出来的淤泥运到什么地方", "没有写明迁往何处"),
        ("占道摊贩搬到哪里去", "西桥市场"),
        ("粮库旧址修好以后派啥用场，做书店还是茶馆", "没有写明用途"),
        ("老礼堂拿来做什么", "村史馆"),
    ],
)
def test_where_something_goes_and_what_becomes_of_it_is_told_of_that_thing(
    village: Assistant, question: str, shown: str
) -> None:
    assert shown in to_markdown(village.ask(question))


def test_two_things_to_choose_from_are_no_question_of_their_own() -> None:
    asked = "旧厂改成什么,图书馆还是剧场"
    assert split_compound(asked) == (asked,)
    assert len(split_compound("车位改造多少个,收费还是免费")) == 2


def test_names_and_months_are_asked_for_as_the_head_of_a_table_does(village: Assistant) -> None:
    for question, said in (
        ("新建改扩建的学校 校名", "没有写明具体名单"),
        ("老礼堂 开工月份", "没有写明时间安排"),
    ):
        assert said in to_markdown(village.ask(question)).replace("可能", "")


def test_what_is_paid_every_month_is_no_date(village: Assistant) -> None:
    assert "没有写明具体时间" in to_markdown(village.ask("托育点几月份开始收"))


def test_whether_a_place_is_among_what_is_asked_about_is_asked_of_that(village: Assistant) -> None:
    answer = village.ask("五个卫生室是哪五个村的，我们上坪村在不在里面")
    assert answer.status == "not_in_plan"
    assert "高标准农田" not in to_markdown(answer)


SOLD = """松口县2024年工作要点
2024年2月1日
1、发展网上销售。全年农产品网络零售额达到3亿元，培训主播200名。
2、发放消费券。分两批发放消费券500万元，重点支持家电、家装消费。
3、核对家庭收入。县核对中心接入住房公积金、不动产、机动车3类数据。
4、护林防火。2月1日至5月31日为防火期，期间严禁野外用火。
"""


@pytest.fixture(scope="module")
def sold(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(SOLD)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("农产品网上今年要卖到多少钱", "3亿元"),
        ("消费券能用在哪几类东西上", "家电、家装"),
        ("核对中心今年接入了哪些部门的数据", "住房公积金"),
        ("防火期是多长一段日子", "2月1日至5月31日"),
    ],
)
def test_what_sells_what_it_is_for_and_how_long_are_no_price_place_or_length(
    sold: Assistant, question: str, shown: str
) -> None:
    answer = sold.ask(question)
    assert answer.status == "answered", to_markdown(answer)
    assert shown in to_markdown(answer).replace("**", "")


@pytest.mark.parametrize("question", ["农产品一斤卖多少钱", "消费券归哪个部门管"])
def test_a_price_and_an_office_that_are_not_told_are_declined(
    sold: Assistant, question: str
) -> None:
    assert sold.ask(question).status == "not_in_plan"


COUNTED = """松口县水务局文件
松水发〔2025〕9号

各乡镇人民政府、局属各单位：

松口县水务局2025年工作要点

今年全县水务工作以“幸福河湖”建设为主线，实施供水、治污、防汛三大行动。

1、修好水利。改造提升泵站14座，累计达到60座；新增蓄水能力300万立方米。完成小型水库除险加固5座，6月底前验收。
2、治好河道。新增河长公园3处，总数达到21处；维修水闸8座，水库闸门总数达到75座。
3、建好水厂。新建水厂2座，新增蓄水能力80万立方米，服务群众4.2万人。
4、守好汛期。组建抢险队9支，储备沙袋3万只。巡查河道每周不少于2次。
5、管好用水。新签约节水项目11个，投资2.4亿元。联系人：何苗，联系电话：5550101。
"""


@pytest.fixture(scope="module")
def counted(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(COUNTED)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("这份文件的文号是什么", "松水发〔2025〕9号"),
        ("主送哪些单位", "各乡镇人民政府、局属各单位"),
        ("这个要点是发给谁的", "各乡镇人民政府、局属各单位"),
        ("发文单位是谁", "松口县水务局"),
        ("这份要点是谁印发的", "松口县水务局"),
        ("联系电话是多少", "5550101"),
    ],
)
def test_what_a_plan_has_as_a_document_is_told(
    counted: Assistant, question: str, said: str
) -> None:
    answer = counted.ask(question)
    assert answer.status == "answered", to_markdown(answer)
    assert said in to_markdown(answer).replace("**", "")


def test_what_a_plan_has_not_as_a_document_is_said_to_be_missing(town: Assistant) -> None:
    for question in ("文号是多少", "主送哪些单位", "联系人是谁"):
        assert town.ask(question).status == "not_in_plan", question
    assert "松口县2023年重点工作安排" in to_markdown(town.ask("这份文件是谁发的"))


@pytest.mark.parametrize("question", ["新增蓄水能力多少立方米", "蓄水能力一共新增多少"])
def test_the_figures_of_all_items_that_have_one_of_the_same_are_told(
    counted: Assistant, question: str
) -> None:
    answer = counted.ask(question)
    assert [c.item for c in answer.citations] == ["1", "3"]
    assert "**300万立方米**" in to_markdown(answer) and "**80万立方米**" in to_markdown(answer)


def test_the_figure_of_the_item_named_is_told_alone(counted: Assistant) -> None:
    assert "**80万立方米**〔第3项〕" in to_markdown(counted.ask("建水厂新增蓄水能力多少"))


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("泵站多少座", ["14座", "60座"]),
        ("河长公园几处", ["3处", "21处"]),
        ("改造提升泵站多少座", ["14座"]),
        ("新增河长公园几处", ["3处"]),
        ("水闸多少座", ["8座"]),
        ("河长公园总数多少处", ["21处"]),
    ],
)
def test_how_many_there_are_then_is_told_beside_how_many_are_new(
    counted: Assistant, question: str, figures: list[str]
) -> None:
    bold = {part for statement in counted.ask(question).statements for part in statement.bold}
    assert bold == set(figures)


RATED = """松口县2025年卫生健康工作要点
1、强基层。组建2个医疗集团，联合10家社区卫生院，其中县医院集团管理6家、妇保院集团管理4家。
2、促投资。签约亿元以上项目30个，其中10亿元以上项目4个。园区产值突破90亿元，占全县比重达到45%以上。
3、惠民生。新增口腔科室1个，设在南湖分院，床位24张。全员体检率达到66%，较上年提高3个百分点。
4、建家园。建设健康小站18个，覆盖社区的半数。
5、创品牌。创建健康街道3个、健康社区12个。水痘疫苗接种2.6万剂次，其中小学生1.4万剂次。
6、抓重点。改造惠民工程26个，投资3000万元。
附件：2025年新建工程表
|序号|工程名称|所在区域|投资（万元）|
|---|---|---|---|
|1|疾控楼|南湖街道|800|
|2|急救站|北岭镇|260|
|3|体检中心|南湖街道|540|
"""


@pytest.fixture(scope="module")
def rated(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(RATED)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("10亿以上的项目签几个", "4个"),
        ("十亿以上项目签几个", "4个"),
        ("亿元以上项目签约多少个", "30个"),
        ("园区产值占全县多少", "45%以上"),
        ("口腔科室设多少床", "24张"),
        ("健康社区建几个", "12个"),
        ("水痘疫苗打多少剂", "2.6万剂次"),
        ("县医院集团管理几家社区卫生院", "6家"),
        ("全员体检率提高多少", "3个百分点"),
    ],
)
def test_the_figure_of_what_is_asked_is_told_and_not_that_beside_it(
    rated: Assistant, question: str, figure: str
) -> None:
    assert f"**{figure}**" in to_markdown(rated.ask(question)).split("\n")[0]


def test_a_share_of_the_year_before_is_not_that_of_this_year(rated: Assistant) -> None:
    answer = rated.ask("全员体检率占比去年是多少")
    assert answer.status == "not_in_plan"
    assert "较上年提高3个百分点" in to_markdown(answer)


def test_what_a_course_is_led_by_is_an_explanation(counted: Assistant) -> None:
    said = to_markdown(counted.ask("今年的主线是什么"))
    assert "幸福河湖" in said and "没有解释" not in said


def test_the_rows_at_a_place_are_counted_whatever_its_column_is_called(rated: Assistant) -> None:
    answer = rated.ask("南湖街道有几个工程")
    assert "共2项" in to_markdown(answer)
    assert [c.item for c in answer.citations] == ["附-1", "附-3"]


def test_the_sum_of_as_many_as_there_are_rows_is_no_figure_of_others(rated: Assistant) -> None:
    said = to_markdown(rated.ask("3个工程投资加起来多少"))
    assert "没有相加" in said and "3000万元" not in said


def test_how_many_there_are_of_what_a_section_is_called_are_not_its_items(
    assistant_of: Callable[[str], Assistant],
) -> None:
    plan = assistant_of(
        "松口县2025年计划\n一、重点项目\n1、实施市级重点项目52个，投资90亿元。\n"
        "二、民生\n2、建学校2所。\n3、修路6公里。\n"
    )
    assert "52个" in to_markdown(plan.ask("重点项目有几个"))
    assert "有1项" in to_markdown(plan.ask("重点项目部分有哪些任务"))


SECTIONED = """松口县2025年重点工作
一、为民办实事
1、新建学校2所。
牵头单位：教育局
完成时限：2025年8月底
2、改造公厕9座。
牵头单位：城管局
完成时限：2025年11月底
二、产业发展
3、培育企业16家。
牵头单位：工信局
责任单位：县委宣传部
完成时限：2025年11月底
4、建设实训楼1栋。
牵头单位：教育局
完成时限：2025年8月底
"""


@pytest.fixture(scope="module")
def sectioned(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(SECTIONED)


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("教育局牵头的为民办实事有哪些", ["1"]),
        ("为民办实事里8月底前完成的有哪些", ["1"]),
        ("产业发展中11月底完成的有哪些", ["3"]),
        ("教育局牵头哪些", ["1", "4"]),
        ("8月底前完成的", ["1", "4"]),
        ("宣传部有什么任务", ["3"]),
    ],
)
def test_what_an_office_has_or_is_due_is_listed_of_the_section_named(
    sectioned: Assistant, question: str, items: list[str]
) -> None:
    answer = sectioned.ask(question)
    assert list(dict.fromkeys(c.item for c in answer.citations)) == items, to_markdown(answer)


EVERYDAY = """临浦县2024年工作要点
2024年2月1日
1、备足防汛物资。县防汛仓库储备编织袋60万条、救生筏35艘，汛前清点一遍。
2、开展群众文化活动。4月份举办全县中老年广场舞大赛，9月份举办业余篮球联赛。
3、培养业务骨干。选派20名技术人员赴杭州、宁波跟班学习，期限不少于3个月。
4、关爱困难老人。为1500户孤寡老人免费安装紧急呼叫器。
5、开展免费接种。适龄女生疫苗首剂免费接种5200人，接种率不低于90%。
6、支持企业融资。发挥科创贷、惠企贷等金融产品作用，为科技企业发展提供资金。
"""


@pytest.fixture(scope="module")
def everyday(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(EVERYDAY)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("救生筏有几条", "35艘"),
        ("跟班学习去哪里，去多久", "3个月"),
        ("紧急呼叫器给谁装", "孤寡老人"),
        ("疫苗免费打多少人", "5200人"),
        ("小公司缺钱可以找什么产品", "科创贷"),
    ],
)
def test_what_the_best_sentence_gives_is_told_in_other_words_than_its_own(
    everyday: Assistant, question: str, shown: str
) -> None:
    answer = everyday.ask(question)
    assert answer.status == "answered", to_markdown(answer)
    assert shown in to_markdown(answer).replace("**", "")


def test_a_number_of_things_in_all_is_claimed_of_these_and_not_of_the_items(told_of) -> None:
    told = told_of(
        "河口区2025年工作要点\n\n"
        "1.办好民生实事。做实8件惠民实事，新建邻里中心3个。\n2.推进城市更新。改造老旧小区12个。\n"
    )
    assert "一致" in told("惠民实事总共8件，对吧")
    assert "8件" in told("惠民实事一共9件是吗")
    assert "不符" in told("惠民实事一共9件是吗")
    assert "一致" in told("邻里中心一共建3个，对吗")
    assert "共2项" in told("这份要点一共3项，对吗")
    assert "一致" in told("河口区重点工作总共2项对吗")


def test_what_the_goal_is_asks_for_no_meaning(told_of) -> None:
    told = told_of(
        "河口区2025年工作要点\n\n"
        "1.整治环境。治超做到“零容忍、全覆盖”。\n"
        "2.做强园区。壮大河口经济开发区（以下简称“河经区”）。打造“一芯两翼”格局"
        "（“一芯”即集成电路，“两翼”即装备和化工），推行“河小二”服务。\n"
    )
    assert "没有解释" not in told("治超今年是啥目标")
    assert "没有解释" not in told("治超的目标是啥")
    assert "集成电路" in told("一芯两翼是什么")
    assert "没有解释" not in told("一芯两翼是什么")
    assert "没有解释" not in told("河经区是什么")
    assert "没有解释" in told("河小二是啥")
