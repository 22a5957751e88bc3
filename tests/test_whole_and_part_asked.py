"""No figure of a stretch for the whole, of the new for the old, of all doses for each one's."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

DISTRICT = """清源区2031年重点工作
1. 修建道路。青清大道全线施工，全长42公里，其中大清湾段19公里，总投资31亿元。
竹溪至白堤快速路（竹溪段12.5公里）完成路基。
2. 改善照明。在6个镇新装风光互补壁灯450盏，优先安排在桥头。改造老旧泵房8座。
3. 预防疾病。为老年人接种肺炎疫苗1.8万剂，接种率达到70%以上。儿童水痘疫苗每人接种2剂。
4. 管理病患。规范管理哮喘患者2200人、痛风患者900人。2030年筛查检出哮喘患者310人。
5. 创建景区。紫云谷创建国家AAAA级旅游景区，盐湖通过3A级复核。
6. 做好普查。开展第三次全国渔业普查和第五次全国林业普查。
7. 稳定粮食。早稻面积14万亩以上，集中育秧面积6万亩。
8. 规范收费。商户预收停车费最长不得超过4个月，首批公布停车、充电、洗车等16项收费。
9. 帮扶困难户。救济标准按不低于当地低保的1.8倍确定，志愿者每月走访不少于3次。
各镇救济备用金不低于8万元。
10. 推进青年夜校试点。在茶湾、柳坝、石门3个社区开办课程，每周不少于2节。
"""


@pytest.fixture(scope="module")
def told(assistant_of: Callable[[str], Assistant]) -> Callable[[str], tuple[str, str]]:
    assistant = assistant_of(DISTRICT)

    def ask(question: str) -> tuple[str, str]:
        answer = assistant.ask(question)
        return answer.status, to_markdown(answer).replace("\\", "")

    return ask


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("青清大道全长多少公里", "**42公里**"),
        ("青清大道有多长", "**42公里**"),
        ("青清大道大清湾段多长", "**19公里**"),
        ("竹溪至白堤快速路竹溪段多少公里", "**12.5公里**"),
        ("新壁灯装多少盏", "**450盏**"),
        ("老旧泵房改造几座", "**8座**"),
        ("肺炎疫苗打多少剂", "**1.8万剂**"),
        ("水痘疫苗每人打几针", "**2剂**"),
        ("痛风患者管多少人", "**900人**"),
        ("去年检出哮喘患者多少人", "**310人**"),
        ("紫云谷创几A", "**AAAA级**"),
        ("盐湖是几A级", "**3A级**"),
        ("早稻面积多少", "**14万亩以上**"),
        ("停车费最长预收几个月", "**不得超过4个月**"),
        ("首批公布多少项收费", "16项"),
        ("救济标准是低保的几倍", "**1.8倍**"),
        ("志愿者每月走访几次", "**不少于3次**"),
        ("各镇救济备用金多少", "**不低于8万元**"),
        ("青年夜校在哪几个社区试点", "在茶湾、柳坝、石门3个"),
    ],
)
def test_the_figure_is_of_what_is_asked(told, question, figure):
    status, answer = told(question)
    assert status == "answered" and figure in answer, answer


@pytest.mark.parametrize(
    "question",
    [
        "竹溪至白堤快速路全长多少公里",
        "老壁灯装了多少盏",
        "现有壁灯多少盏",
        "肺炎疫苗要打几针",
        "痛风患者去年检出多少人",
        "晚稻面积多少",
        "救济备用金上限多少",
    ],
)
def test_no_figure_of_another_is_told_for_it(told, question):
    status, answer = told(question)
    assert status == "not_in_plan" and "没有写明" in answer, answer


def test_all_that_have_a_number_are_marked(told):
    _, answer = told("今年开展哪些“第几次”的普查")
    assert "**第三次**" in answer and "**第五次**" in answer, answer
