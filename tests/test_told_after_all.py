"""What a plan tells in other words than it is asked in, and used to be declined or left out."""

from collections.abc import Callable

import pytest

from assistant.chain import Assistant

PLAN = """青石县2023年工作要点

1. 稳住经济增长。2022年地区生产总值312亿元、增长4.6%，今年增长目标为6%左右。固定资产投资增长8%。
2. 抓好粮食生产。玉米产量9.6万吨，马铃薯产量3.1万吨。6月底前完成2022年度遗留的0.6万亩整治。
3. 方便群众出行。更新公交车36辆，新增公交线路4条。县道X305大修工程完成路面铺设的60%。
4. 做强文旅体育。石门湖景区创成4A级，竹海景区创建3A级。承办市第九届运动会射箭比赛。
5. 优化政务服务。不动产登记时限由5个工作日压缩到2个工作日。乡镇事业单位由41家整合为18家。卫生厕所普及率由2022年的83%提高到90%。
6. 建设美丽乡村。建成市级示范村2个（柳溪村、石桥村），开展人居环境整治。县农业农村局会同各乡镇落实。
7. 深化农村改革。开展宅基地改革试点。承担全省首批水权交易试点。碳汇交易中心4月动工。
8. 加强自身建设。打造基层党建示范点12个，建设清廉机关。
"""  # noqa: E501


@pytest.fixture(scope="module")
def qingshi(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("去年GDP增速", "4.6%"),
        ("今年GDP增速目标", "6%左右"),
        ("马铃薯产量", "3.1万吨"),
        ("2022年遗留多少亩", "0.6万亩"),
        ("公交多少辆", "36辆"),
        ("X305线铺路面完成多少", "60%"),
        ("竹海创几A", "3A级"),
        ("市运会第几届", "第九届"),
        ("2022年卫生厕所普及率是多少", "83%"),
        ("今年卫生厕所普及率是多少", "90%"),
    ],
)
def test_the_figure_that_is_told_leads(qingshi: Assistant, question: str, told: str) -> None:
    answer = qingshi.ask(question)
    assert answer.status == "answered" and answer.statements[0].text == told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("不动产登记时限压缩几个工作日", "由5个工作日压缩到2个工作日"),
        ("乡镇事业单位减少了多少家", "由41家整合为18家"),
        ("市级示范村是哪几个", "（柳溪村、石桥村）"),
        ("市运会承办什么比赛", "射箭"),
        ("示范村建设谁负责", "县农业农村局会同各乡镇落实"),
    ],
)
def test_what_is_told_is_quoted(qingshi: Assistant, question: str, told: str) -> None:
    answer = qingshi.ask(question)
    assert answer.status == "answered"
    assert any(told in s.text for s in answer.statements)


@pytest.mark.parametrize(
    "question",
    [
        "2021年卫生厕所普及率是多少",
        "去年固定资产投资增速",
        "2021年遗留多少亩",
        "公交花多少钱",
    ],
)
def test_what_is_told_of_another_is_not_told_of_this(qingshi: Assistant, question: str) -> None:
    assert qingshi.ask(question).status == "not_in_plan"


@pytest.mark.parametrize(
    ("question", "has", "has_not"),
    [
        ("哪些是试点", ("宅基地改革", "水权交易"), "碳汇"),
        ("哪些是4月启动的", ("没有写明“4月启动”", "写到“动工”", "碳汇交易中心"), "试点"),
        ("哪些是5月启动的", ("没有写明“5月启动”",), "碳汇"),
        ("有几条讲党的建设", ("提到“党建”的有1项", "党建示范点"), "美丽乡村"),
        ("讲民生的是哪几条", ("没有出现“民生”", "按字面查找"), "水权"),
        ("哪几条提到民生", ("没有出现“民生”",), "按字面查找"),
        ("单位是万吨的指标有哪些", ("单位是“万吨”", "9.6万吨", "3.1万吨"), "万亩"),
    ],
)
def test_all_that_is_asked_for_is_listed(
    qingshi: Assistant, question: str, has: tuple[str, ...], has_not: str
) -> None:
    said = "".join(s.text for s in qingshi.ask(question).statements)
    assert all(one in said for one in has) and has_not not in said
