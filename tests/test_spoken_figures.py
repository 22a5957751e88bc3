"""Figures as they are spoken of, which a plan writes otherwise."""

import pytest

from assistant.answers.render import to_markdown
from assistant.language.normalize import normalize

CLINIC = (
    "2033年河东区卫生工作要点\n\n"
    "1.建设医院。北院区总投资6.3亿元，其中市级补助3亿元，设置床位500张。\n"
    "2.接种疫苗。为老年人接种肺炎疫苗4.6万剂，接种率达到65%。\n"
    "3.组织筛查。完成肠癌筛查1.25万人，筛查率达到58%。\n"
)


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("接种4万6千剂", "接种46000剂"),
        ("筛查1万2千5百人", "筛查12500人"),
        ("投资6亿3千万元", "投资6.3亿元"),
        ("补助三个亿", "补助三亿元"),
        ("投资六个多亿元", "投资六亿多元"),
        ("达到六成五", "达到65%"),
        ("补贴5块8毛", "补贴5.8元"),
        ("每人3毛5", "每人0.35元"),
        ("东边建5块", "东边建5块"),  # of land
        ("每年建5块绿地", "每年建5块绿地"),
        ("十个亿元项目", "十个亿元项目"),
        ("第3万5千号", "第3万5千号"),
    ],
)
def test_spoken_figures_are_written_as_a_plan_has_them(spoken: str, written: str) -> None:
    assert normalize(spoken) == written


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("肺炎疫苗接种4万6千剂对吧", "与计划一致"),
        ("肺炎疫苗接种4万5千剂对吧", "与计划不符"),
        ("肠癌筛查1万2千5百人，对吗", "与计划一致"),
        ("北院区市里补助三个亿吧", "与计划一致"),
        ("北院区总投资八个亿对吧", "与计划不符"),
        ("肺炎疫苗接种率要过六成吗", "与计划一致"),
        ("肺炎疫苗接种率要过七成吗", "与计划不符"),
        ("肠癌筛查率接近六成对吗", "与计划一致"),
        ("肠癌筛查率接近七成对吗", "与计划不符"),
        ("北院区总投资六个多亿，是不是", "与计划一致"),
        ("北院区总投资5亿多元对吗", "与计划不符"),
        ("肺炎疫苗接种4万多剂对吧", "与计划一致"),
        ("肺炎疫苗接种3万多剂对吧", "与计划不符"),
        ("肠癌筛查1万余人对吗", "与计划一致"),
    ],
)
def test_a_claim_in_spoken_figures_is_judged_by_their_size(assistant_of, claim, verdict) -> None:
    assert verdict in to_markdown(assistant_of(CLINIC).ask(claim))
