"""Who and when: answered from the row of a table that says so, declined where none does."""

from pathlib import Path

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant, open_assistant
from assistant.web.page import header_html
from index.settings import Settings
from tests.gallery import GALLERY, gallery_plan

# Of a town: a table of its works and one of its villages stand behind the items.
TOWN_PLAN = """临泽县水云镇2024年工作计划

2024年，水云镇计划完成固定资产投资6.8亿元，增长9%。重点抓好以下工作：

第一部分 抓项目

1、推进重点工程。全年实施重点工程8个，总投资11.6亿元，逐个明确挂点领导，详见附件1。（牵头：镇发展办）

2、建设水厂。镇水厂二期日供水能力新增1.5万吨，9月底前通水。（牵头：镇水利站）

3、修好农村路。改造农村公路46公里，其中桃源村6公里、石门村5公里。（牵头：镇交通站；完成时间：10月底）

第二部分 抓民生

4、办好教育。镇中心幼儿园迁建工程8月底前完工，新增学位360个。（牵头：镇教办）

5、抓好造林。全年植树造林3200亩，见附件2。（牵头：镇林业站）

6、治理河道。疏浚河道12公里，6月底前完成。（牵头：镇水利站）

7、改善环境。新建垃圾中转站2座，配备保洁员96名。（牵头：镇环卫所）

8、守住安全。排查自建房2100户，整治隐患点15处。（牵头：镇应急办）

9、办好文体活动。举办龙舟赛1场、村晚12场。（牵头：镇文旅办）

10、建强支部。发展党员22名，整顿软弱涣散支部2个。（牵头：镇党建办）

11、减轻负担。会议压减20%，文件压减30%。（牵头：镇党政办）

附件1：2024年重点工程安排表

|序号|工程名称|建设地点|概算投资（亿元）|年度投资（亿元）|计划开工|计划完工|挂点领导|责任单位|
|---|---|---|---|---|---|---|---|---|
|1|镇水厂二期|石门村|1.2|0.8|2023年10月|2024年8月|李国强|镇水利站|
|2|水云粮食物流园|高桥村|3.5|1.1|2024年2月|2025年12月|王秀兰|镇发展办|
|3|滨河防洪堤加固|桃源村|0.9|0.9|2024年1月|2024年5月|李国强|镇水利站|
|4|竹木加工园|新桥村|2.4|1.5|2024年3月|2025年6月|赵志刚|镇发展办、镇林业站|
|5|古渡口码头改造|桃源村|0.6|0.4|2024年6月|2024年11月|王秀兰|镇文旅办|
|6|镇中心幼儿园迁建|高桥村|0.45|0.3|2023年12月|2024年8月|孙丽华|镇教办|
|7|光伏发电站|新桥村|2.1|1.9|2024年4月|2024年12月|赵志刚|镇发展办|
|8|农产品批发市场|石门村|0.45|0.2|2024年9月|2026年3月|李国强|镇商务站|

附件2：各村年度任务分解表

|村名|高标准农田（亩）|植树（亩）|厕所改造（户）|村集体收入（万元）|人居环境整治时限|
|---|---|---|---|---|---|
|桃源村|1200|520|85|32|5月底|
|石门村|860|640|120|28|6月底|
|高桥村|1500|300|64|45|5月底|
|新桥村|940|640|73|38|7月底|
|莲塘村|700|480|58|21|6月底|
"""

# Of a county: dashes stand in its table, a sum below it, and the items tell of the same townships.
COUNTY_PLAN = """云岭县林业局2024年工作要点

1.植树造林。全县造林4万亩以上，抚育幼林2.6万亩，成活率不低于90%。（责任股室：造林股）

2.改造茶园。茶园改造分布于上河乡、青坪镇、双溪镇，3月开工，次年5月验收。（责任股室：产业股）

3.抗旱保苗。新建水窖，配齐抽水设备，5月底前完成。（责任股室：水保站）

4.护好山林。护林员持证上岗，火情1小时内处置。（责任股室：防火办）

5.治理松毛虫。防治面积3.5万亩，放飞赤眼蜂200万头。（责任股室：森防站）

附表：2024年各乡镇林业任务分解表

|乡镇|造林面积（万亩）|护林员（名）|茶园改造（亩）|水窖（口）|联系人|
|---|---|---|---|---|---|
|上河乡|1.3|42|600|—|周文海|
|青坪镇|0.9|38|450|25|许秀英|
|石梁乡|0.7|35|—|18|周文海|
|双溪镇|1.1|40|380|—|罗志强|
|合计|4.0|155|1430|43||
"""

# Of a county: a table with a title of its own stands between the items.
BETWEEN_PLAN = """平川县2024年重点工作

1.扩大投资。实施重点项目60个，总投资210亿元，其中动工建设35个。

2.包联项目。下列3个项目由县领导包联。

县领导包联项目表

|序号|项目名称|总投资（亿元）|建设地点|动工时间|
|---|---|---|---|---|
|1|锂电池厂|12.5|城东镇|2024年3月|
|2|冷链仓库|3.2|河口镇|2023年9月|
|3|光伏电站|6.8|城东镇|2024年5月|

3.改善民生。新建学校2所。

4.保护生态。造林3万亩。

5.强化落实。按月通报。牵头单位：督查局。

6.改善交通。修路30公里。牵头单位：建设局。
"""

# Of an office: the tables stand within its items, one with numbers, one with a row for each month.
OFFICE_PLAN = """丰水区园林中心2024年工作安排

1.总体要求。全年完成绿化投资3.4亿元，苗木成活率不低于95%。

2.任务分工。按下表抓好落实。

|序号|工作任务|目标|牵头科室|完成时限|
|---|---|---|---|---|
|1|补植行道树|补植行道树900株|养护科|3月底|
|2|口袋公园|新建口袋公园7处|工程科|10月底|
|3|古树普查|普查古树120株|技术科|6月底|

3.进度安排。各科室按下表推进。

|月份|投资完成（万元）|补植行道树（株）|
|---|---|---|
|1月|1500|60|
|2月|1800|240|
|3月|2600|600|

4.考核通报。每月5日前报送进度，滞后的由中心主任约谈。
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, session_settings: Settings) -> Assistant:
    path = tmp_path_factory.mktemp("town") / "town.txt"
    path.write_text(TOWN_PLAN, encoding="utf-8")
    return open_assistant(path, session_settings)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory, session_settings: Settings) -> Assistant:
    path = tmp_path_factory.mktemp("county") / "county.txt"
    path.write_text(COUNTY_PLAN, encoding="utf-8")
    return open_assistant(path, session_settings)


@pytest.fixture(scope="module")
def between(tmp_path_factory: pytest.TempPathFactory, session_settings: Settings) -> Assistant:
    path = tmp_path_factory.mktemp("between") / "between.txt"
    path.write_text(BETWEEN_PLAN, encoding="utf-8")
    return open_assistant(path, session_settings)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, session_settings: Settings) -> Assistant:
    path = tmp_path_factory.mktemp("office") / "office.txt"
    path.write_text(OFFICE_PLAN, encoding="utf-8")
    return open_assistant(path, session_settings)


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory, session_settings: Settings):
    folder = tmp_path_factory.mktemp("tables")
    opened: dict[str, Assistant] = {}

    def open_gallery(name: str) -> Assistant:
        if name not in opened:
            path = Path(folder / f"{name}.plan")
            path.write_bytes(GALLERY[name](gallery_plan(name)))
            opened[name] = open_assistant(path, session_settings)
        return opened[name]

    return open_gallery


@pytest.mark.parametrize(
    ("name", "question", "said", "item"),
    [
        ("heping-2022", "老旧燃气管网改造谁负责", "责任单位：区城管局", "4"),
        ("heping-2022", "中小学学位由哪个部门负责", "责任单位：区教育局", "6"),
        ("heping-2022", "盘活闲置楼宇谁牵头", "责任单位：区发改局、区商务局", "2"),
        ("heping-2022", "燃气管网什么时候完成", "时限：10月底", "4"),
        ("jinquan-2021", "冷链物流中心谁负责", "责任单位：区商务局", "一-3"),
        ("jinquan-2021", "预制菜中央厨房什么时候完成", "时限：2021年9月底", "一-3"),
        ("tongan-2023", "断头路由谁负责", "责任单位：区交通运输局", "4"),
        ("tongan-2023", "托育机构什么时候建成", "时限：8月底", "6"),
        ("longtan-2024", "轨道交通由谁负责", "单位：区交通运输局", "附-2"),
        ("longtan-2024", "养老服务圈什么时候完成", "时间：2024年10月底", "附-3"),
    ],
)
def test_who_and_when_are_answered_from_the_row(plans, name, question, said, item):
    answer = plans(name).ask(question)
    assert answer.status == "answered"
    assert {citation.item for citation in answer.citations} == {item}
    assert said in to_markdown(answer).replace("*", "")


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("tongan-2023", "断头路的预算是多少"),
        ("jinquan-2021", "背街小巷改造谁负责"),
        ("heping-2022", "燃气管网改造的预算是多少"),
    ],
)
def test_what_no_row_says_is_declined(plans, name, question):
    assert plans(name).ask(question).status == "not_in_plan"


def test_the_rows_of_an_annex_are_not_counted_with_the_plan(plans):
    assert "计划共8项，编号为第1项至第8项" in to_markdown(plans("longtan-2024").ask("一共多少项"))


def test_the_last_item_is_the_plans_own_and_not_a_row_of_an_annex(plans):
    answer = plans("longtan-2024").ask("最后一项讲什么")
    assert {citation.item for citation in answer.citations} == {"8"}
    assert "共8项，附表3行" in header_html(plans("longtan-2024").plan)


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("附表第3项由谁负责", {"附-3"}),
        ("附件里的第2个讲什么", {"附-2"}),
        ("第3项讲什么", {"3"}),
        ("附表第9行讲什么", set()),
    ],
)
def test_a_row_of_an_annex_is_named_by_its_number_there(plans, question, items):
    answer = plans("longtan-2024").ask(question)
    assert {citation.item for citation in answer.citations} == items


def shown(answer) -> str:
    return to_markdown(answer).replace("*", "")


@pytest.mark.parametrize(
    ("question", "name", "cell"),
    [
        ("粮食物流园谁挂点", "水云粮食物流园", "挂点领导：王秀兰"),
        ("古渡口码头改造的挂点领导是谁", "古渡口码头改造", "挂点领导：王秀兰"),
        ("竹木加工园责任单位是哪个", "竹木加工园", "责任单位：镇发展办、镇林业站"),
        ("光伏电站建在哪个村", "光伏发电站", "建设地点：新桥村"),
        ("古渡口码头改造几月开工", "古渡口码头改造", "计划开工：2024年6月"),
        ("农产品批发市场什么时候建成", "农产品批发市场", "计划完工：2026年3月"),
        ("防洪堤加固花多少钱", "滨河防洪堤加固", "概算投资（亿元）：0.9"),
        ("物流园今年投多少", "水云粮食物流园", "年度投资（亿元）：1.1"),
        ("莲塘村要改多少户厕所", "莲塘村", "厕所改造（户）：58"),
        ("石门村植树任务多少", "石门村", "植树（亩）：640"),
        ("高桥村集体收入", "高桥村", "村集体收入（万元）：45"),
    ],
)
def test_a_question_on_a_row_shows_its_name_and_the_cell_asked_for(town, question, name, cell):
    answer = town.ask(question)
    assert answer.status == "answered"
    assert [citation.quote for citation in answer.citations] == [cell]
    assert f"〕{name}" in shown(answer)


def test_a_figure_is_bold_with_the_unit_of_its_column(town):
    assert "**植树（亩）：520**" in to_markdown(town.ask("桃源村植树多少亩"))


def test_what_is_asked_of_several_columns_is_answered_from_each(town):
    answer = town.ask("竹木加工园谁负责")
    assert {c.quote for c in answer.citations} == {
        "挂点领导：赵志刚",
        "责任单位：镇发展办、镇林业站",
    }


def test_the_rows_of_a_person_are_asked_of_together(town):
    answer = town.ask("王秀兰挂的工程在哪里")
    assert [c.quote for c in answer.citations] == ["建设地点：高桥村", "建设地点：桃源村"]


@pytest.mark.parametrize(
    "question",
    [
        "红桥村植树多少亩",
        "莲塘村修路几公里",
        "物流园就业多少人",
        "物流园2023年投资多少",
        "竹木加工园谁验收",
    ],
)
def test_what_is_of_another_row_or_of_no_column_is_declined(town, question):
    assert town.ask(question).status == "not_in_plan"


@pytest.mark.parametrize(
    ("question", "verdict", "cell"),
    [
        ("光伏发电站明年6月完工吧", "与计划不符", "计划完工：2024年12月"),
        ("光伏发电站12月完工对吧", "与计划一致", "计划完工：2024年12月"),
        ("竹木加工园今年能完工吧", "与计划不符", "计划完工：2025年6月"),
        ("水云粮食物流园2月开工的吧", "与计划一致", "计划开工：2024年2月"),
        ("光伏发电站是王秀兰挂的吧", "与计划不符", "挂点领导：赵志刚"),
        ("光伏发电站挂点领导是赵志刚吧", "与计划一致", "挂点领导：赵志刚"),
        ("古渡口码头改造由镇水利站负责对吧", "与计划不符", "责任单位：镇文旅办"),
        ("竹木加工园概算投资24000万元是吧", "与计划一致", "概算投资（亿元）：2.4"),
        ("竹木加工园概算投资2400万对不对", "与计划不符", "概算投资（亿元）：2.4"),
        ("莲塘村植树500亩吧", "与计划不符", "植树（亩）：480"),
        ("桃源村植树超过600亩吧", "与计划不符", "植树（亩）：520"),
        ("桃源村植树不到600亩吧", "与计划一致", "植树（亩）：520"),
        ("竹木加工园概算投资不低于24000万元吧", "与计划一致", "概算投资（亿元）：2.4"),
        ("竹木加工园概算投资超过2.4亿吧", "与计划不符", "概算投资（亿元）：2.4"),
        ("石门村集体收入在30万到40万之间吧", "与计划不符", "村集体收入（万元）：28"),
    ],
)
def test_a_claim_about_a_cell_is_compared_with_it(town, question, verdict, cell):
    answer = town.ask(question)
    assert shown(answer).startswith(verdict)
    assert [citation.quote for citation in answer.citations] == [cell]


@pytest.mark.parametrize(
    ("question", "verdict", "cell"),
    [
        ("青坪镇茶园改造600亩，是不是", "与计划不符。计划写的是 450亩", "茶园改造（亩）：450"),
        ("上河乡造林1.3万亩对吧", "与计划一致", "造林面积（万亩）：1.3"),
        ("上河乡造林面积0.9万亩", "与计划不符。计划写的是 1.3万亩", "造林面积（万亩）：1.3"),
        ("双溪镇的联系人是许秀英", "与计划不符。计划写的是 罗志强", "联系人：罗志强"),
        ("石梁乡茶园改造200亩对吗", "与计划不符。表中“茶园改造（亩）”一栏", "茶园改造（亩）：—"),
        ("双溪镇有水窖任务吗", "表中“水窖（口）”一栏写的是“—”", "水窖（口）：—"),
        ("石梁乡有水窖任务吗", "与计划一致", "水窖（口）：18"),
        ("石梁乡有没有水窖任务", "计划中的相关表述", "水窖（口）：18"),
    ],
)
def test_a_cell_is_compared_though_the_body_tells_something_else_of_its_row(
    county, question, verdict, cell
):
    answer = county.ask(question)
    assert shown(answer).startswith(verdict)
    assert [citation.quote for citation in answer.citations] == [cell]


def test_a_dash_is_shown_where_a_figure_is_asked_for(county):
    answer = county.ask("上河乡水窖任务多少口")
    assert [citation.quote for citation in answer.citations] == ["水窖（口）：—"]


def test_a_denial_is_not_confirmed(town):
    assert "一致" not in shown(town.ask("古渡口码头改造不是王秀兰挂的吧"))


def test_a_month_of_another_year_than_the_plans_is_told_and_not_confirmed(town):
    assert shown(town.ask("竹木加工园6月完工吧")).startswith("计划写的时间是 2025年6月")


@pytest.mark.parametrize(
    ("question", "said", "names"),
    [
        ("哪个村植树最多", "“植树（亩）”一栏比较（共5行），最多的是", ["石门村", "新桥村"]),
        ("哪个村高标准农田最少", "最少的是", ["莲塘村"]),
        ("哪个工程概算投资最大", "“概算投资（亿元）”", ["水云粮食物流园"]),
        ("最早完工的是哪个工程", "“计划完工”", ["滨河防洪堤加固"]),
        (
            "李国强挂点几个工程",
            "表中“挂点领导”写有“李国强”的共3项",
            ["镇水厂二期", "滨河防洪堤加固", "农产品批发市场"],
        ),
        (
            "桃源村有几个工程",
            "表中“建设地点”写有“桃源村”的共2项",
            ["滨河防洪堤加固", "古渡口码头改造"],
        ),
        ("新桥村的工程有哪些", "共2项", ["竹木加工园", "光伏发电站"]),
        ("王秀兰挂哪几个工程", "共2项", ["水云粮食物流园", "古渡口码头改造"]),
        ("赵志刚挂3个工程吧", "与计划不符。表中", ["竹木加工园", "光伏发电站"]),
        ("赵志刚挂2个工程吧", "与计划一致", ["竹木加工园", "光伏发电站"]),
        ("镇水利站负责几个工程", "表中“责任单位”写有", ["镇水厂二期", "滨河防洪堤加固"]),
        ("厕所改造户数最少的村", "“厕所改造（户）”", ["莲塘村"]),
    ],
)
def test_the_rows_of_a_table_are_compared_and_counted(town, question, said, names):
    answer = town.ask(question)
    assert said in shown(answer)
    headings = [s.text.partition("〕")[2] for s in answer.statements if s.role == "heading"]
    assert headings == names


@pytest.mark.parametrize(
    ("question", "said", "names"),
    [
        ("植树最少的是高桥村吧", "与计划一致", ["高桥村"]),
        ("高标准农田最多的是桃源村对吗", "与计划不符", ["高桥村"]),
        ("概算投资最大的工程是水云粮食物流园吗", "与计划一致", ["水云粮食物流园"]),
        ("石门村厕所改造最多吧", "与计划一致", ["石门村"]),
        ("最晚完工的是竹木加工园吧", "与计划不符", ["农产品批发市场"]),
        ("最早开工的是镇水厂二期对吧", "与计划一致", ["镇水厂二期"]),
    ],
)
def test_a_claim_of_which_row_has_the_most_is_compared_with_them_all(town, question, said, names):
    answer = town.ask(question)
    assert shown(answer).startswith(said)
    headings = [s.text.partition("〕")[2] for s in answer.statements if s.role == "heading"]
    assert headings == names


@pytest.mark.parametrize(
    "question", ["植树最多的两个村是哪些", "哪个村植树第二多", "植树最多的不是石门村吧"]
)
def test_more_than_the_first_of_all_rows_is_not_answered_by_the_first(town, question):
    assert "一栏比较" not in shown(town.ask(question))


def test_a_row_that_cannot_be_compared_leaves_the_most_unconfirmed(tmp_path, session_settings):
    path = tmp_path / "mills.txt"
    head = "|项目名称|投资|\n|---|---|\n"
    rows = "|东沟水电站|9000万元|\n|西坡风场|待批|\n|南岭光伏园|1.2亿元|\n"
    path.write_text(
        f"某乡2024年计划\n1.修好水渠。\n2.管好水井。\n附件：电源表\n{head}{rows}", "utf-8"
    )
    answer = open_assistant(path, session_settings).ask("投资最大的是南岭光伏园吧")
    most, apart = shown(answer).split("另有1行")
    assert "一致" not in most and "1.2亿元" in most
    assert "西坡风场" in apart


def test_rows_are_not_compared_by_what_is_no_column(town):
    assert "比较" not in shown(town.ask("哪个村人口最多"))


@pytest.mark.parametrize(
    ("question", "said", "names"),
    [
        (
            "概算投资超过2亿的工程有哪些",
            "按表中“概算投资（亿元）”一栏比较（共8行），超过2亿的有3行",
            ["水云粮食物流园", "竹木加工园", "光伏发电站"],
        ),
        ("概算投资24000万元以上的工程有几个", "有2行", ["水云粮食物流园", "竹木加工园"]),
        ("概算投资不到5000万元的工程有哪些", "有2行", ["镇中心幼儿园迁建", "农产品批发市场"]),
        ("年度投资不足三千万的工程", "有1行", ["农产品批发市场"]),
        ("年度投资不到2000万的工程有哪些", "没有不到2000万的", []),
        ("哪些村植树不少于520亩", "有3行", ["桃源村", "石门村", "新桥村"]),
        ("植树超过520亩的村有哪些", "有2行", ["石门村", "新桥村"]),
        ("集体收入30万到40万之间的村有几个", "有2行", ["桃源村", "新桥村"]),
        ("厕所改造60户以上80户以下的村有哪些", "有2行", ["高桥村", "新桥村"]),
        ("李国强挂点的工程里概算投资1亿元以上的有哪些", "有1行", ["镇水厂二期"]),
        ("植树600亩以上的村有2个吧", "与计划一致", ["石门村", "新桥村"]),
        ("植树600亩以上的村有3个吧", "与计划不符", ["石门村", "新桥村"]),
    ],
)
def test_the_rows_within_a_bound_are_listed_and_counted(town, question, said, names):
    answer = town.ask(question)
    assert said in shown(answer)
    headings = [s.text.partition("〕")[2] for s in answer.statements if s.role == "heading"]
    assert headings == names


def test_that_no_row_is_within_a_bound_is_said(town):
    answer = town.ask("概算投资超过5亿的工程有哪些")
    assert answer.status == "not_in_plan"
    assert "没有超过5亿的" in shown(answer)


@pytest.mark.parametrize(
    "question", ["人口超过500人的村有哪些", "植树超过520亩的村谁负责", "超过2亿的工程有哪些"]
)
def test_a_bound_on_no_column_or_beside_other_words_lists_no_rows(town, question):
    assert "一栏比较" not in shown(town.ask(question))


def test_a_cell_that_is_no_figure_is_shown_apart_from_the_rows_within_a_bound(
    tmp_path, session_settings
):
    path = tmp_path / "wells.txt"
    head = "|项目名称|投资|日供水量（吨）|\n|---|---|---|\n"
    rows = "|东沟机井|80万元|300|\n|西坡机井|待批|约500|\n|南岭水窖|1200万元|—|\n"
    path.write_text(
        f"某乡2024年计划\n1.修好水渠。\n2.管好水井。\n附件：水源表\n{head}{rows}", "utf-8"
    )
    answer = open_assistant(path, session_settings).ask("投资超过100万的项目有哪些")
    within, apart = shown(answer).split("另有1行")
    assert "南岭水窖" in within and "西坡机井" not in within
    assert "西坡机井" in apart and "待批" in apart


@pytest.mark.parametrize(
    ("earlier", "question", "cells"),
    [
        (["石门村植树任务多少"], "新桥村呢", ["植树（亩）：640"]),
        (["石门村植树任务多少", "莲塘村呢"], "厕所呢", ["厕所改造（户）：58"]),
        (["粮食物流园谁挂点"], "责任单位呢", ["责任单位：镇发展办"]),
        (["竹木加工园在哪"], "几时完工", ["计划完工：2025年6月"]),
        (["粮食物流园谁挂点"], "是赵志刚吧", ["挂点领导：王秀兰"]),
        (["哪个村厕所改造最多"], "高标准农田呢", ["高标准农田（亩）：1500"]),
        (["光伏发电站总投资多少", "几月完工"], "那物流园呢", ["计划完工：2025年12月"]),
        (["王秀兰挂哪几个工程"], "哪个先完工", ["计划完工：2024年11月"]),
    ],
)
def test_a_follow_up_stays_with_the_row_or_the_column(town, earlier, question, cells):
    answer = town.ask(question, earlier)
    assert answer.status == "answered"
    assert [citation.quote for citation in answer.citations] == cells


def test_each_question_of_a_message_is_of_the_row_it_names(town):
    answer = town.ask("古渡口码头改造谁挂点，啥时候完工，年度投资多少")
    assert [citation.quote for citation in answer.citations] == [
        "挂点领导：王秀兰",
        "计划完工：2024年11月",
        "年度投资（亿元）：0.4",
    ]


@pytest.mark.parametrize(
    ("question", "item", "said"),
    [
        ("水厂二期几月通水", "2", "9月底前通水"),
        ("水厂二期谁牵头", "2", "牵头：镇水利站"),
        ("镇中心幼儿园迁建啥时候完工", "4", "8月底前完工"),
    ],
)
def test_what_a_sentence_of_the_body_says_is_quoted_before_a_row(town, question, item, said):
    answer = town.ask(question)
    assert {citation.item for citation in answer.citations} == {item}
    assert said in shown(answer)


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        (
            "今年完工的重点工程有哪些",
            [f"计划完工：2024年{month}月" for month in (8, 5, 11, 8, 12)],
        ),
        ("6月底前完工的重点工程有哪些", ["计划完工：2024年5月"]),
        (
            "2023年开工的有哪些",
            ["计划开工：2023年10月", "计划开工：2023年12月"],
        ),
        ("3月开工的工程有几个", ["计划开工：2024年3月"]),
        (
            "2025年完工的有几个",
            ["计划完工：2025年12月", "计划完工：2025年6月"],
        ),
        (
            "今年开工的重点工程有哪些",
            [f"计划开工：2024年{month}月" for month in (2, 1, 3, 6, 4, 9)],
        ),
    ],
)
def test_what_an_annex_lists_is_selected_from_its_rows_by_the_cell_asked_for(town, question, cells):
    answer = town.ask(question)
    assert [c.quote.strip("；") for c in answer.citations] == cells


def test_the_rows_of_a_year_are_counted(town):
    assert "表中符合“2023年开工”的有2行" in shown(town.ask("2023年开工的工程有几个"))


def test_what_is_listed_and_counted_in_one_message_is_one_question(between):
    said = shown(between.ask("2023年动工的项目有哪些，一共几个"))
    assert "表中符合“2023年动工”的有1行" in said
    assert "关于" not in said


def test_what_each_of_two_offices_leads_is_listed_of_each(between):
    answer = between.ask("督查局和建设局各牵头哪些")
    assert list(dict.fromkeys(citation.item for citation in answer.citations)) == ["5", "6"]
    assert shown(answer).count("的有1项") == 2


def test_that_all_rows_have_a_date_is_not_said_where_those_of_this_year_are_counted(between):
    assert "填有内容" not in shown(between.ask("今年动工的项目有几个"))


def test_what_is_shown_of_a_row_names_it(town):
    answer = town.ask("码头谁挂点")
    assert "〕古渡口码头改造" in shown(answer)
    assert "〕桃源村" in shown(town.ask("高标准农田建设多少亩"))


def test_a_figure_of_one_row_is_not_that_of_all(town):
    assert town.ask("高标准农田建设多少亩").status == "not_in_plan"


def test_a_row_that_has_only_the_name_gives_no_figure(town):
    answer = town.ask("莲塘村有多少")
    assert answer.status == "not_in_plan"
    assert "没有写明具体数字" in shown(answer)


@pytest.mark.parametrize(
    ("question", "said", "cells"),
    [
        (
            "各乡镇护林员分别多少名",
            "表中“护林员（名）”一栏（共4行）",
            [f"护林员（名）：{number}" for number in (42, 38, 35, 40, 155)],
        ),
        (
            "各乡镇的联系人分别是谁",
            "表中“联系人”一栏（共4行）",
            ["联系人：周文海", "联系人：许秀英", "联系人：周文海", "联系人：罗志强"],
        ),
        ("水窖哪几个乡镇做", "填有内容的有2行（共4行）", ["水窖（口）：25", "水窖（口）：18"]),
        (
            "哪些乡镇有茶园改造任务",
            "填有内容的有3行",
            [f"茶园改造（亩）：{n}" for n in (600, 450, 380)],
        ),
        ("哪些乡镇没有水窖任务", "没有填写数字或内容的有2行", ["水窖（口）：—", "水窖（口）：—"]),
        ("护林员一共多少名", "表中“护林员（名）”一栏的合计", ["护林员（名）：155"]),
        ("造林面积合计多少", "表中“造林面积（万亩）”一栏的合计", ["造林面积（万亩）：4.0"]),
        (
            "周文海联系的乡镇护林员加起来多少",
            "计划没有写表中“护林员（名）”一栏这2行的合计",
            ["护林员（名）：42", "护林员（名）：35"],
        ),
        (
            "附表里一共几个乡镇",
            "表中“乡镇”一栏共4行",
            ["乡镇：上河乡", "乡镇：青坪镇", "乡镇：石梁乡", "乡镇：双溪镇"],
        ),
        ("附表里石梁乡护林员多少名", "石梁乡", ["护林员（名）：35"]),
    ],
)
def test_all_rows_of_a_table_are_told_of_together(county, question, said, cells):
    answer = county.ask(question)
    assert said in shown(answer)
    assert [c.quote for c in answer.citations] == cells


def test_a_sum_that_the_plan_does_not_state_is_not_made_up(town):
    answer = town.ask("各工程年度投资加起来多少")
    assert shown(answer).startswith("计划没有写表中“年度投资（亿元）”一栏这8行的合计")
    assert len(answer.citations) == 8
    assert "11.6亿元" in shown(town.ask("重点工程总投资一共多少"))


@pytest.mark.parametrize(
    ("question", "said", "names"),
    [
        ("造林面积最多的两个乡镇", "从大到小排列（共4行），前2位是", ["上河乡", "双溪镇"]),
        ("护林员第二多的是哪个乡镇", "第2位是", ["双溪镇"]),
        ("护林员最少的两个乡镇", "从小到大排列（共4行），前2位是", ["石梁乡", "青坪镇"]),
        ("茶园改造前三的乡镇", "前3位是", ["上河乡", "青坪镇", "双溪镇"]),
        ("青坪镇护林员排第几", "青坪镇是第3位", ["青坪镇"]),
        ("青坪镇和双溪镇哪个护林员多", "多的是双溪镇", ["青坪镇", "双溪镇"]),
        ("石梁乡比青坪镇造林面积少吗", "与计划一致", ["石梁乡", "青坪镇"]),
        ("石梁乡比青坪镇造林面积多吧", "与计划不符", ["石梁乡", "青坪镇"]),
        ("上河乡和石梁乡护林员一样多吧", "与计划不符", ["上河乡", "石梁乡"]),
        ("上河乡和双溪镇水窖哪个多", "无法比较", ["上河乡", "双溪镇"]),
        ("上河乡比双溪镇多多少亩茶园", "没有计算相差多少", ["上河乡", "双溪镇"]),
    ],
)
def test_rows_are_put_in_the_order_of_a_column(county, question, said, names):
    answer = county.ask(question)
    assert said in shown(answer)
    headings = [s.text.partition("〕")[2] for s in answer.statements if s.role == "heading"]
    assert headings[: len(names)] == names
    assert len(headings) == len(names) or "无法比较" in shown(answer)


def test_rows_of_one_figure_share_a_place(town):
    said = shown(town.ask("植树第二多的是哪个村"))
    assert "第2位有并列" in said and "石门村" in said and "新桥村" in said
    assert "是第1位，并列的共2行" in shown(town.ask("石门村植树排第几"))


@pytest.mark.parametrize(
    ("earlier", "question", "said", "cells"),
    [
        (
            ["石梁乡护林员多少名"],
            "其他乡镇呢",
            "表中“护林员（名）”一栏（共4行）",
            [f"护林员（名）：{number}" for number in (42, 38, 35, 40, 155)],
        ),
        (["石梁乡护林员多少名"], "那一共呢", "的合计", ["护林员（名）：155"]),
        (["石梁乡护林员多少名"], "排第几", "石梁乡是第4位", ["护林员（名）：35"]),
        (
            ["石梁乡护林员多少名", "双溪镇呢"],
            "谁多",
            "多的是双溪镇",
            ["护林员（名）：35", "护林员（名）：40"],
        ),
        (
            ["周文海联系哪几个乡镇", "上河乡造林多少亩"],
            "另外那个呢",
            "石梁乡",
            ["造林面积（万亩）：0.7"],
        ),
    ],
)
def test_a_follow_up_goes_from_a_row_to_the_others(county, earlier, question, said, cells):
    answer = county.ask(question, earlier)
    assert said in shown(answer)
    assert [citation.quote for citation in answer.citations] == cells


@pytest.mark.parametrize(
    ("question", "name", "cells"),
    [
        ("古树普查谁牵头", "古树普查", ["牵头科室：技术科"]),
        ("最晚完成的任务是哪个", "口袋公园", ["完成时限：10月底"]),
        ("2月投资完成多少", "2月", ["投资完成（万元）：1800"]),
        ("哪个月投资完成最多", "3月", ["投资完成（万元）：2600"]),
        ("3月补植行道树多少株", "3月", ["补植行道树（株）：600"]),
    ],
)
def test_tables_within_items_are_read_by_their_rows(office, question, name, cells):
    answer = office.ask(question)
    assert f"〕{name}" in shown(answer)
    assert [citation.quote.strip("；") for citation in answer.citations] == cells


def test_the_figure_of_one_month_is_not_that_of_another_or_of_several(office):
    assert "1500" not in shown(office.ask("11月投资完成多少"))
    said = shown(office.ask("1月到3月投资完成一共多少"))
    assert "没有相加" in said and "3.4亿元" not in said


@pytest.mark.parametrize(
    ("question", "said", "rows"),
    [
        ("计划有几项", "计划共6项，编号为第1项至第6项。", []),
        ("包联项目表有几项", "表“县领导包联项目表”有3行：", ["表-1", "表-2", "表-3"]),
        ("表里第二个项目是什么", "冷链仓库", ["表-2"]),
        ("表里第5个是什么", "表“县领导包联项目表”没有第5行，共3行。", []),
        ("城东镇有几个项目", "共2项", ["表-1", "表-3"]),
        ("3个包联项目总投资加起来多少", "没有相加", ["表-1", "表-2", "表-3"]),
    ],
)
def test_a_table_between_the_items_is_asked_about_as_an_annex_is(between, question, said, rows):
    answer = between.ask(question)
    assert said in shown(answer)
    assert list(dict.fromkeys(citation.item for citation in answer.citations)) == rows
