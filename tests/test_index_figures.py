"""The figures of a plan: a table written by hand says which they are and what they measure."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.figures import Figure, find_figures
from index.passages import split_plan
from index.plan import Plan
from index.reading import load_plan, parse_plan
from index.settings import PROJECT

# Every figure of the built-in plan, as a person reads it: item, figure, bound, what it measures
# (… where words of the sentence were left out).
BUILT_IN = """
3  | 10件       |      | 联动实事
6  | 两个       |      | 股权投资和银行信贷…关键环节
7  | 50条       |      | 实体经济
7  | 30条       |      | 总部经济
7  | 500亿元    | 突破 | 环同济知识经济圈升级版…总产出
14 | 30万平方米 |      | 美丽家园建设
14 | 68个       |      | 小区雨污混接改造
14 | 17.33公里  |      | 架空线入地及合杆整治
14 | 9公里      |      | 架空线入地及合杆整治…年内竣工
14 | 200个      |      | 增加…停车共享泊位
14 | 全覆盖     |      | 5G网络区域
16 | 全覆盖     |      | 中小燃油(气)锅炉排放治理
16 | 4万平方米  |      | 新建绿地
17 | 10000户    | 以上 | 旧改征收
17 | 6个        |      | 收尾…基地
18 | 600张      |      | 全区新增养老床位
18 | 50张       |      | 改造认知症老人照护床位
18 | 10800张    | 达到 | 养老机构床位总数
18 | 40万人次   |      | 长护险居家服务
18 | 三地       |      | 东西部扶贫协作和对口支援
18 | 七县       |      | 东西部扶贫协作和对口支援
18 | 九连冠     |      | 全国双拥模范城
19 | 2个        |      | 增加…托育点
19 | 三年       |      | 区推进健康服务业高质量发展…行动计划
20 | 三级       |      | 区级中心、街道级分中心和居委会及特色站点…阵地网络
20 | 全覆盖     |      | 区级中心、街道级分中心和居委会及特色站点三级阵地网络
24 | 五年       |      | 法治杨浦建设…规划
24 | 全覆盖     |      | 审计
"""

# Everything else in it that holds a numeral, and why it is no figure.
BUILT_IN_NAMES = {
    "which meeting": ["十九届四中全会", "十一届市委八次全会"],
    "which one": ["一期和四期", "二期", "第四轮", "第七次", "第四次", "一级幼儿园", "第一责任人"],
    "the name of a place or thing": [
        "国棉九厂", "长三角", "5G", "F1-AF1-BF1-C", "110街坊", "18号线", "228街坊", "纬四河",
    ],
    "when": ["20212025", "2019—2023年"],
    "a slogan": [
        "“三区一基地”", "“三大任务、一大平台”", "“最先一公里”", "“1+6+4”", "“双十”",
        "“一年打击遏制、两年深挖根治、三年长效常治”", "“三微治理”", "“两师两顾问”", "“三驾马车”",
        "“两网融合”", "“一府一委两院”", "“四个意识”", "“四个自信”", "“两个维护”", "“四责协同”",
        "“四种形态”",
    ],
}  # fmt: skip

LINJIANG = """
1  | 23.6公里   |          | 全区…沿江堤防
1  | 两处       |          | 6月底前完成柳林圩、沙洲圩…险工险段除险加固
2  | 2个        |          | 新建5000吨级泊位
2  | 18万标箱   | 突破     | 全年集装箱吞吐量
3  | 15万平方米 |          | 建成标准厂房
4  | 3000亩     |          | 改造低产茶园
5  | 1.2万亩    |          | 新建高标准农田
5  | 6个        |          | 乡村振兴示范村
6  | 40家       |          | 全年新认定高新技术企业
7  | 20个       |          | 推出新生儿出生、企业开办、员工录用等…“一件事一次办”主题服务
8  | 500套      |          | 新筹集人才公寓
10 | 800万人次  | 以上     | 全年接待游客
11 | 45个       |          | 改造老旧小区
11 | 1.1万户    |          | 惠及居民
12 | 4条        |          | 打通育才路、新民路等断头路
13 | 8条        |          | 新辟和优化公交线路
13 | 400个      |          | 新建公共充电桩
14 | 3600个     |          | 新增义务教育学位
16 | 20个       |          | 新建老年助餐点
16 | 300户      |          | 困难老年人家庭适老化改造
17 | 6500人     |          | 全年城镇新增就业
18 | 85%        | 达到…以上 | 空气质量优良天数比例
18 | 52个       |          | 入河排污口整治
19 | 10个       |          | 新建口袋公园
20 | 40公里     |          | 更新改造老旧燃气管道
22 | 5%         | 以上     | 一般性支出压减
"""


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]


def stated(plan: Plan) -> list[tuple[str, ...]]:
    found = find_figures(split_plan(plan))
    return [(each.item, each.text, each.qualifier, each.measured) for each in found]


def test_the_built_in_plan_states_these_figures_and_no_others(plan: Plan) -> None:
    found, expected = stated(plan), rows(BUILT_IN)
    assert [row for row in expected if row not in found] == [], "missed"
    assert [row for row in found if row not in expected] == [], "invented"
    assert found == expected  # in the order of the text, none twice


def test_another_plan_states_these_figures_and_no_others() -> None:
    assert stated(load_plan(PROJECT / "eval" / "plans" / "linjiang.txt")) == rows(LINJIANG)


def test_every_other_numeral_of_the_built_in_plan_is_accounted_for(plan: Plan) -> None:
    covered = {
        place
        for figure in find_figures(split_plan(plan))
        for place in range(figure.span.start, figure.span.end)
    }
    for name in (name for names in BUILT_IN_NAMES.values() for name in names):
        for match in re.finditer(re.escape(name), plan.source):
            covered.update(range(match.start(), match.end()))
    left_over = [
        plan.source[max(0, match.start() - 6) : match.end() + 6]
        for item in plan.items
        for match in re.compile("[0-9二两三四五六七八九十百千万亿]").finditer(
            plan.source, item.span.start, item.span.end
        )
        if match.start() not in covered
    ]
    assert left_over == []


def only(text: str) -> Figure:
    (figure,) = find_figures(split_plan(parse_plan(f"1.{text}", "plan.txt")))
    return figure


@pytest.mark.parametrize(
    ("text", "number", "unit", "value", "qualifier"),
    [
        ("完成旧改征收10000户以上。", "10000", "户", 10000, "以上"),
        ("总产出突破500亿元。", "500亿", "元", 50_000_000_000, "突破"),
        ("新建绿地不少于30万平方米。", "30万", "平方米", 300_000, "不少于"),
        ("优良率达到85%以上。", "85", "%", 85, "达到…以上"),
        ("占比达到百分之三十五。", "百分之三十五", "%", 35, "达到"),
        ("整治两条河道。", "两", "条", 2, ""),
        ("办理时限压缩至三个工作日。", "三", "个工作日", 3, "压缩至"),
        ("产值增长两倍。", "两", "倍", 2, ""),
        ("力争产值翻一番。", "一", "番", 1, ""),
        ("新增岗位300至500个。", "300至500", "个", None, ""),
        ("新增岗位3-5个。", "3-5", "个", None, ""),
        ("实现村村通全覆盖。", "全覆盖", "", None, ""),
        ("完善区、街道、居村三级联动机制。", "三", "级", 3, ""),
        ("深化国企改革三年行动。", "三", "年", 3, ""),
        ("争创“九连冠”。", "九", "连冠", 9, ""),
        ("吞吐量突破18万标箱。", "18万", "标箱", 180_000, "突破"),
    ],
)
def test_a_figure_has_number_unit_value_and_bound(
    text: str, number: str, unit: str, value: float | None, qualifier: str
) -> None:
    figure = only(text)
    assert (figure.number, figure.unit, figure.value) == (number, unit, value)
    assert figure.qualifier == qualifier


@pytest.mark.parametrize(
    "text",
    [
        "启动第四轮基础教育创新试验区建设。",
        "用好第七次全国人口普查数据。",
        "推进长阳创谷一期和四期。",
        "推出一批项目、一个平台。",
        "于2023年6月30日前完成。",
        "新建二级医院和三级医院。",
        "轨道交通18号线、228街坊、5G基站。",
        "落实“三大任务”“1+6+4”“四个意识”。",
        "按照《七项规定》办理。",
        "连续两年处于末档。",
        "召开八次全会。",
        "以百倍的信心。",
        "庆祝建党100周年。",
        "编制第十四个五年规划。",
    ],
)
def test_what_says_which_when_or_names_is_no_figure(text: str) -> None:
    assert find_figures(split_plan(parse_plan(f"1.{text}", "plan.txt"))) == ()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("实施架空线入地12公里。", "架空线入地"),
        ("将8个小区纳入改造。", "小区纳入改造"),
        ("组建200人的扑救队伍。", "组建…扑救队伍"),
        ("对35处隐患点落实专人监测。", "隐患点"),
        ("（一）新建防火带60公里。", "新建防火带"),
        ("推出20个“一次办”服务。", "推出…“一次办”服务"),
    ],
)
def test_what_is_measured_are_the_words_of_the_clause(text: str, what: str) -> None:
    assert only(text).measured == what


def test_a_clause_without_a_subject_takes_it_from_the_clause_before() -> None:
    plan = parse_plan(
        "1.打造知识经济圈，推动总产出突破500亿元。整治道路7公里，其中竣工2公里。", "p"
    )
    found = [(figure.text, figure.measured) for figure in find_figures(split_plan(plan))]
    assert found == [
        ("500亿元", "知识经济圈…总产出"),
        ("7公里", "整治道路"),
        ("2公里", "整治道路…其中竣工"),
    ]


_PIECES = st.sampled_from(
    "1 20 3,000 4.5 十 两 三 九 万 亿 百分之 至 - 以上 突破 达到 户 个 万元 公里 % 年 月 级 县 地 "
    "倍 番 连冠 翻 全覆盖 第 “ ” 《 》 （一） , 。 、 ； 完成 新建 道路 年内 的 其中 规划".split()
)


@given(st.lists(_PIECES, min_size=1, max_size=24).map("".join))
def test_every_entry_stands_at_its_place(text: str) -> None:
    plan = parse_plan(f"1.甲{text}", "plan.txt")
    end = 0
    for figure in find_figures(split_plan(plan)):
        item = plan.item(figure.item)
        assert item is not None
        sentence = figure.passage.span
        assert item.span.start <= sentence.start and sentence.end <= item.span.end
        assert end <= figure.span.start < figure.span.end <= sentence.end
        assert sentence.start <= figure.span.start
        assert plan.source[figure.span.start : figure.span.end] == figure.text
        assert figure.text.endswith(figure.unit) or figure.unit == "%"
        for bound in filter(None, figure.qualifier.split("…")):
            assert bound in figure.passage.text
        pieces = [plan.source[piece.start : piece.end] for piece in figure.what]
        assert "…".join(pieces) == figure.measured
        assert all(piece.strip() == piece != "" for piece in pieces)
        assert all(
            sentence.start <= piece.start < piece.end <= sentence.end for piece in figure.what
        )
        end = figure.span.end


def test_the_rules_name_no_plan() -> None:
    rules = (PROJECT / "index" / "figures.py").read_text(encoding="utf-8")
    code = rules.split('"""', 2)[2]
    assert not re.search("杨浦|临江|青山|旧改|床位|架空线", code)
