"""What a plan answers in other words is answered, and what it leaves open is not."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

PLAN = """白塘县2024年重点工作安排
2024年2月5日
1、改善出行。新建公共停车场9处，其中立体停车场2处，优先布设在老城区商圈和医院周边。主街道积水后2小时内排除，次街道4小时内排除。
2、治理地质灾害。对26处地质灾害隐患点逐一落实监测责任人。
3、管好养老机构。每季度开展一次联合检查，重点查电气线路、食堂卫生和值班记录。
4、推行林长制。全县16个村书记任村级林长，负责日常巡护。
5、促进产业集聚。推动园区集群化、智能化、绿色化发展。创建健康社区、文明楼组。
6、建好殡葬设施。新建县殡仪馆，设火化机5台、告别厅4间，年底前投入使用。
7、提升服务效能。热线工单按时办结率达到97%，群众满意率达到93%。
8、建设县人民医院新院区。设置床位600张，其中护理型床位80张。
"""


@pytest.fixture(scope="module")
def county(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("下暴雨山坡滑坡的隐患点有几处", "26处"),
        ("到养老院检查，主要盯哪些地方", "电气线路"),
        ("林长是什么，哪些人当", "16个村书记"),
        ("新殡仪馆里头火化机有几台", "5台"),
        ("园区发展方向 几个“化”", "集群化"),
    ],
)
def test_what_is_said_in_other_words_is_answered(county, question, shown):
    answer = county.ask(question)
    assert answer.status == "answered"
    said = to_markdown(answer).replace("*", "")
    assert shown in said and "没有提到" not in said


@pytest.mark.parametrize(
    "question",
    [
        "养老机构联合检查由谁带队",
        "林长叫什么名字",
        "健康社区创建几个",
        "青石路那边的停车场什么时候建",
        "每个村分到几处隐患点",
    ],
)
def test_what_is_left_open_is_declined(county, question):
    assert county.ask(question).status == "not_in_plan"
