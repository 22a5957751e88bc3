"""The HTML of 指标一览: every figure with its place, the chart, the files to download."""

import base64
import csv
import io
import re
from html import unescape
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.web.figures_page import chart_svg, figures_html, kind_of, sentence_html
from assistant.web.page import parse_spans
from index.figures import Figure, find_figures
from index.passages import split_plan
from index.plan import Plan, Span
from index.reading import parse_plan

NASTY = '<img src=x onerror="alert(1)">\'&amp;</td>'


def figures_of(plan: Plan) -> tuple[Figure, ...]:
    return find_figures(split_plan(plan))


def cells(html: str, name: str) -> list[str]:
    found = re.findall(rf'<td class="{name}"[^>]*>(.*?)</td>', html, re.DOTALL)
    return [unescape(re.sub("<[^>]+>", "", cell)) for cell in found]


def test_the_table_has_every_figure_in_the_plans_order(plan: Plan) -> None:
    figures, html = figures_of(plan), figures_html(plan, figures_of(plan))
    assert cells(html, "number") == [figure.number for figure in figures]
    assert cells(html, "unit") == [figure.unit for figure in figures]
    assert cells(html, "bound") == [figure.qualifier for figure in figures]
    assert cells(html, "what") == [figure.measured for figure in figures]
    assert cells(html, "item") == [f"〔第{figure.item}项〕" for figure in figures]
    assert cells(html, "sentence") == [figure.passage.text.rstrip() for figure in figures]


def test_a_figure_leads_to_its_sentence(plan: Plan) -> None:
    html = figures_html(plan, figures_of(plan))
    buttons = re.findall(
        r'<button type="button" class="figure" data-item="(.*?)" data-spans="(.*?)"', html
    )
    for figure, (label, spans) in zip(figures_of(plan), buttons, strict=True):
        assert label == figure.item
        (span,) = parse_spans(spans)
        assert plan.source[span.start : span.end] == figure.passage.text


def test_the_marked_words_of_a_sentence_are_the_figure(plan: Plan) -> None:
    for figure in figures_of(plan):
        html = sentence_html(figure.passage, [figure.span])
        assert re.findall("<mark>(.*?)</mark>", html) == [figure.text]


def test_the_chart_has_a_column_as_high_as_the_item_has_figures(plan: Plan) -> None:
    svg = ElementTree.fromstring(chart_svg(plan, figures_of(plan)))
    bars = svg.findall("svg")
    assert [bar.get("data-bar") for bar in bars] == [item.label for item in plan.items]
    counts = {bar.get("data-bar"): bar.findtext("text[@class='count']") for bar in bars}
    assert {label: count for label, count in counts.items() if count} == {
        **{"3": "1", "6": "1", "7": "3", "14": "6", "16": "2", "17": "2", "18": "7"},
        **{"19": "2", "20": "2", "24": "2"},
    }
    heights = {
        bar.get("data-bar"): float(column.get("height", 0))
        for bar in bars
        if (column := bar.find("rect[@class='column']")) is not None
    }
    assert heights["18"] == 100
    assert heights["14"] == pytest.approx(600 / 7, abs=1)
    assert (svg.get("aria-label") or "").startswith("第18项 7 个，第14项 6 个")


def test_a_long_plan_labels_some_columns_only() -> None:
    plan = parse_plan("\n".join(f"{n}.新建道路{n}公里。" for n in range(1, 91)), "plan.txt")
    assert chart_svg(plan, figures_of(plan)).count('class="name"') == 30


def test_the_files_hold_the_whole_table(plan: Plan) -> None:
    html = figures_html(plan, figures_of(plan))
    files = re.findall(r'download="(.*?)" href="data:(.*?);base64,(.*?)"', html)
    names = [unescape(name) for name, _, _ in files]
    assert names == [f"{plan.title} 指标一览.xlsx", f"{plan.title} 指标一览.csv"]
    assert base64.b64decode(files[0][2]).startswith(b"PK")
    text = base64.b64decode(files[1][2]).decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text, newline="")))) == 1 + len(figures_of(plan))


def test_a_plan_without_figures_says_so() -> None:
    plan = parse_plan("1.加强学习。", "plan.txt")
    html = figures_html(plan, ())
    assert "没有找到" in html and "<table" not in html


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("新建道路8公里。", "长度"),
        ("新建绿地4万平方米。", "面积"),
        ("总产出突破500亿元。", "金额"),
        ("优良率达到85%。", "比例"),
        ("产值增长两倍。", "比例"),
        ("制定三年行动计划。", "时间"),
        ("改造6个基地。", "数量"),
        ("争创“九连冠”。", "数量"),
        ("实现全覆盖。", "全覆盖"),
    ],
)
def test_a_figure_has_a_kind_to_filter_by(text: str, kind: str) -> None:
    (figure,) = figures_of(parse_plan(f"1.{text}", "plan.txt"))
    assert kind_of(figure) == kind


def test_markup_in_a_plan_is_shown_not_run() -> None:
    plan = parse_plan(f"{NASTY}\n\n1.{NASTY}新建{NASTY}8公里{NASTY}。", "plan.txt")
    html = figures_html(plan, figures_of(plan))
    assert "<img" not in html
    assert cells(html, "sentence") == [figures_of(plan)[0].passage.text.rstrip()]


@given(st.text(max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_any_sentence_shows_as_written(text: str, start: int, end: int) -> None:
    plan = parse_plan(f"1.甲{text.replace(chr(13), '')}", "plan.txt")
    passage = split_plan(plan)[0]
    offset = passage.span.start
    html = sentence_html(passage, [Span(offset + start, offset + end)])
    assert unescape(re.sub("</?mark>", "", html)) == passage.text.rstrip()
