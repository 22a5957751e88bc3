"""Names that the segmenter cuts into crumbs are asked for and shown whole."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

PLAN = """滨河区2023年重点工作安排

1. 完善路网。沣鹿路隧道年内实现单线贯通；老石桥改建工程7月竣工；新石材市场搬迁启动。
2. 发展产业。茶产业园二期4月开工建设，轻工产业园盘活厂房3万平方米，细胞样本库二期10月投用。
3. 健全养老服务。推进东沣养老院改扩建，新增护理床位80张。
"""


@pytest.fixture(scope="module")
def binhe(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("沣鹿路隧道今年能不能贯通", "沣鹿路隧道"),
        ("老石桥改建哪个月竣工", "老石桥改建"),
        ("细胞样本库二期何时投用", "细胞样本库二期"),
        ("茶产业园二期几月开工", "茶产业园二期"),
    ],
)
def test_a_name_is_bold_from_its_first_character_to_its_last(binhe, question, name):
    bold = to_markdown(binhe.ask(question)).split("**")[1::2]
    assert any(part.startswith(name) for part in bold)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("细胞样本库三期几时建好", "“细胞样本库三期”"),
        ("推进细胞样本库一期了吗", "“细胞样本库一期”"),
        ("茶产业园一期何时开工", "“茶产业园一期”"),
        ("东沣养老院扩建几月完工", "“东沣养老院改扩建”"),
    ],
)
def test_a_name_that_is_told_back_is_not_cut(binhe, question, named):
    assert named in to_markdown(binhe.ask(question))


def test_a_word_that_stands_alone_too_is_no_part_of_a_longer_name(binhe):
    told = to_markdown(binhe.ask("产业园盘活了多少平方米厂房"))
    assert "3万平方米" in told
    assert "茶**产业园" not in told
