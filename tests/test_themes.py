"""Items by theme: the overlay's, or the embedder's for a plan without."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.web.themes import automatic_themes, general_themes, own_themes
from index.embedding import load_embedder
from index.errors import PlanError
from index.overlay import Overlay, read_overlay
from index.plan import Plan, Theme
from index.reading import load_plan, parse_plan
from index.settings import PROJECT, Settings

# Where a person would put the items of two plans that the descriptions were not written for
# (several where more than one is right).
LINJIANG = (
    "生态环境/社会治理与安全 交通与基础设施 产业与经济发展 农业农村/商贸消费与文化旅游 农业农村 "
    "科技创新与人才 城市管理与数字化/改革开放与营商环境 科技创新与人才 商贸消费与文化旅游 "
    "商贸消费与文化旅游 城市更新与重大工程 交通与基础设施 交通与基础设施 教育、卫生与文体 "
    "教育、卫生与文体 就业与社会保障 就业与社会保障 生态环境 生态环境 社会治理与安全 "
    "社会治理与安全 党的建设/民主法治"
).split()


def test_the_built_in_plan_has_its_own_themes_with_every_item_once(plan: Plan) -> None:
    themes = own_themes(plan)
    assert themes == plan.themes
    labels = [label for theme in themes for label in theme.items]
    assert sorted(labels, key=int) == [item.label for item in plan.items]


def test_an_item_without_a_theme_is_shown_under_the_rest(plan: Plan) -> None:
    some = replace(plan, themes=(Theme("生态", ("16",)),))
    rest = own_themes(some)[-1]
    assert rest.name == "其他"
    assert len(rest.items) == 26 and "16" not in rest.items


def test_a_plan_without_themes_has_none_of_its_own(plan: Plan) -> None:
    assert own_themes(replace(plan, themes=())) == ()


def test_the_overlay_reads_themes_and_the_file_of_cases(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(
        'cases = "cases.jsonl"\n[[theme]]\nname = "生态"\nitems = [3, "二-1"]\n', encoding="utf-8"
    )
    overlay = read_overlay(path)
    assert overlay.themes == (Theme("生态", ("3", "二-1")),)
    assert overlay.cases == tmp_path / "cases.jsonl"


def test_a_theme_without_items_is_told(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text('[[theme]]\nname = "生态"\n', encoding="utf-8")
    with pytest.raises(PlanError, match="附加说明文件"):
        read_overlay(path)


def test_a_theme_that_names_a_missing_item_is_told() -> None:
    overlay = Overlay(themes=(Theme("生态", ("1", "9")),))
    with pytest.raises(PlanError, match="主题“生态”写了第 9 项"):
        parse_plan("1.甲。", "plan.txt", overlay)


def test_another_plan_is_sorted_by_the_embedder(session_settings: Settings) -> None:
    other = load_plan(PROJECT / "eval" / "plans" / "linjiang.txt")
    themes = automatic_themes(other, load_embedder(session_settings))
    labels = [label for theme in themes for label in theme.items]
    assert sorted(labels) == sorted(item.label for item in other.items)
    assert all(theme.items for theme in themes)
    sorted_under = {label: theme.name for theme in themes for label in theme.items}
    right = [
        sorted_under[item.label] in expected.split("/")
        for item, expected in zip(other.items, LINJIANG, strict=True)
    ]
    assert sum(right) >= 20, sorted_under  # of 22


def test_general_themes_are_named_once_and_described() -> None:
    names = [theme.name for theme in general_themes()]
    assert len(set(names)) == len(names) >= 10
    assert all(len(theme.about) >= 20 for theme in general_themes())
