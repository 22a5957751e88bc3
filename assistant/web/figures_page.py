"""The HTML of 指标一览: the chart, the filters, the table. Pure functions; all text is escaped."""

import base64
from collections import Counter
from collections.abc import Sequence

from assistant.web import spreadsheet
from assistant.web.page import chip_html, escape, item_name, marked_html, spans_attribute
from index.figures import Figure
from index.passages import Passage
from index.plan import Plan, Span

_KINDS = {
    "count": "数量",
    "area": "面积",
    "length": "长度",
    "money": "金额",
    "ratio": "比例",
    "time": "时间",
    "age": "年龄",
    "weight": "重量",
    "volume": "体积",
    "energy": "能量",
}
_WHOLE = "全覆盖"
_MOST_LABELS = 30
_COUNTED = (
    "<p><b>收录</b>：写明多少、多大、多远的数字，即“数字＋单位”，如10000户、两个、三地七县、九连冠、"
    "50条、三年行动计划；还有“全覆盖”，它没有数字，但目标明确。</p>"
    "<p><b>不收录</b>：说明“第几”的（第四轮、第七次、一期、18号线、228街坊）、时间（2020年、6月底）、"
    "没有计数意思的“一批”“一个”，以及引号内名称和口号里的数字（“三大任务”“四个意识”）。</p>"
    "<p>“内容”是原句里的字，“…”处略去了几个字。“限定”是原文里的“以上”“突破”等。</p>"
)


def kind_of(figure: Figure) -> str:
    """Return the kind a figure is filtered by, e.g. 面积."""
    if figure.text == _WHOLE:
        return _WHOLE
    if figure.unit in ("倍", "番"):
        return _KINDS["ratio"]
    if figure.unit == "年":
        return _KINDS["time"]
    return _KINDS.get(figure.dimension, _KINDS["count"])


def figures_html(plan: Plan, figures: Sequence[Figure]) -> str:
    """Return the whole screen."""
    if not figures:
        return '<h2 tabindex="-1">指标一览</h2><p class="lead">这份计划里没有找到带单位的数字。</p>'
    items = len({figure.item for figure in figures})
    return (
        '<div class="figures-head"><h2 tabindex="-1">指标一览</h2>'
        f'<p>全部 {len(figures)} 个数字，分布在 {items} 项。<span class="on-screen">'
        "点数字看原文。</span></p>"
        f"{_downloads_html(plan, figures)}</div>"
        f'<figure class="chart"><figcaption>每一项有几个数字</figcaption>{chart_svg(plan, figures)}'
        "</figure>"
        f"{_filters_html(plan, figures)}{_table_html(plan, figures)}"
        f'<details class="counted"><summary>哪些算“数字”</summary>{_COUNTED}</details>'
    )


def _downloads_html(plan: Plan, figures: Sequence[Figure]) -> str:
    rows = spreadsheet.figure_rows(plan, figures)
    files = (
        ("Excel 表格", "xlsx", spreadsheet.XLSX, spreadsheet.xlsx_bytes(plan, rows)),
        ("CSV", "csv", spreadsheet.CSV, spreadsheet.csv_bytes(rows)),
    )
    links = "".join(
        f'<a class="download" download="{escape(f"{plan.title} 指标一览.{suffix}")}" '
        f'href="data:{kind};base64,{base64.b64encode(data).decode()}">下载 {name}</a>'
        for name, suffix, kind, data in files
    )
    return f'<p class="downloads">{links}</p>'


# The chart


def chart_svg(plan: Plan, figures: Sequence[Figure]) -> str:
    """Return a column chart, a column an item of the plan, as high as it has figures.

    Lengths across are percentages, so that the text keeps its size at any width.
    """
    counts = Counter(figure.item for figure in figures)
    tallest = max(counts.values(), default=1)
    width = 100 / len(plan.items)
    every = -(-len(plan.items) // _MOST_LABELS)
    columns = "".join(
        _column_svg(
            item.label,
            f"{item_name(item.label)} {item.title}：{counts[item.label]} 个数字",
            position * width,
            width,
            counts[item.label],
            round(100 * counts[item.label] / tallest),
            labelled=position % every == 0,
        )
        for position, item in enumerate(plan.items)
    )
    told = "，".join(f"{item_name(label)} {count} 个" for label, count in counts.most_common())
    return (
        f'<svg class="columns" role="img" width="100%" height="144" aria-label="{escape(told)}">'
        f'<line class="base" x1="0" x2="100%" y1="120.5" y2="120.5"/>{columns}</svg>'
    )


def _column_svg(
    label: str, told: str, left: float, width: float, count: int, height: int, labelled: bool
) -> str:
    number = (
        f'<rect class="column" x="16%" width="68%" y="{120 - height}" height="{height}"/>'
        f'<text class="count" x="50%" y="{114 - height}">{count}</text>'
        if count
        else ""
    )
    name = f'<text class="name" x="50%" y="137">{escape(label)}</text>' if labelled else ""
    return (
        f'<svg class="bar" data-bar="{escape(label)}" x="{left:.3f}%" width="{width:.3f}%" '
        f'height="144"><title>{escape(told)}</title>'
        f'<rect class="hit" width="100%" height="144"/>{number}{name}</svg>'
    )


# The table


def _filters_html(plan: Plan, figures: Sequence[Figure]) -> str:
    kinds = Counter(kind_of(figure) for figure in figures)
    units = Counter(figure.unit for figure in figures if figure.unit)
    counts = Counter(figure.item for figure in figures)
    items = [(item.label, item_name(item.label), counts[item.label]) for item in plan.items]
    return (
        '<div class="filters" role="search" aria-label="筛选数字">'
        '<input type="search" aria-label="按文字筛选" placeholder="筛选，如：床位" '
        'autocomplete="off" spellcheck="false">'
        f"{_select_html('kind', '全部类别', [(kind, kind, n) for kind, n in kinds.most_common()])}"
        f"{_select_html('unit', '全部单位', [(unit, unit, n) for unit, n in units.most_common()])}"
        f"{_select_html('of', '全部项', [each for each in items if each[2]])}"
        f"{_orders_html()}"
        '<button type="button" class="clear" hidden>清除筛选</button>'
        '<p class="shown" role="status"></p></div>'
    )


def _select_html(name: str, everything: str, options: Sequence[tuple[str, str, int]]) -> str:
    listed = "".join(
        f'<option value="{escape(value)}">{escape(shown)}（{count}）</option>'
        for value, shown, count in options
    )
    return (
        f'<select name="{name}" aria-label="{everything}"><option value="">{everything}</option>'
        f"{listed}</select>"
    )


_ORDERS = {
    "": "按计划的顺序",
    "number descending": "数字从大到小",
    "number ascending": "数字从小到大",
    "unit ascending": "按单位",
    "what ascending": "按内容的拼音",
    "item descending": "从最后一项起",
}


def _orders_html() -> str:
    """Return the choice of an order, which stands for the table's heads where there is no room."""
    listed = "".join(f'<option value="{value}">{name}</option>' for value, name in _ORDERS.items())
    return f'<select class="orders" aria-label="排序方式">{listed}</select>'


_COLUMNS = {
    "number": "数字",
    "unit": "单位",
    "bound": "限定",
    "what": "内容",
    "item": "项",
    "sentence": "原句",
}


def _table_html(plan: Plan, figures: Sequence[Figure]) -> str:
    places = {item.label: place for place, item in enumerate(plan.items)}
    heads = "".join(
        f'<th scope="col" class="{name}" aria-sort="none"><button type="button" data-sort="{name}">'
        f"{label}</button></th>"
        for name, label in _COLUMNS.items()
    )
    rows = "".join(_row_html(figure, places[figure.item]) for figure in figures)
    return (
        '<table class="figure-table"><caption class="visually-hidden">计划里的数字，可按列排序'
        f"</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        '<p class="none" hidden>没有符合条件的数字。换个词，或清除筛选。</p>'
    )


def _row_html(figure: Figure, place: int) -> str:
    key = "" if figure.value is None else str(spreadsheet.plain_number(figure.value))
    label, what = escape(figure.item), escape(figure.measured)
    sentence = spans_attribute([figure.passage.span])
    spoken = escape(f"{figure.measured} {figure.text}{figure.qualifier}，看原文")
    return (
        f'<tr data-kind="{kind_of(figure)}" data-unit="{escape(figure.unit)}" data-of="{label}">'
        f'<td class="number" data-key="{key}"><button type="button" class="figure" '
        f'data-item="{label}" data-spans="{sentence}" aria-label="{spoken}">'
        f"{escape(figure.number)}</button></td>"
        f'<td class="unit">{escape(figure.unit)}</td>'
        f'<td class="bound">{escape(figure.qualifier)}</td>'
        f'<td class="what">{what}</td>'
        f'<td class="item" data-key="{place}">{chip_html(figure.item, [figure.passage.span])}</td>'
        f'<td class="sentence">{sentence_html(figure.passage, [figure.span])}</td></tr>'
    )


def sentence_html(passage: Passage, spans: Sequence[Span]) -> str:
    """Return a sentence with the ranges `spans` of the source marked."""
    offset = passage.span.start
    inside = [Span(span.start - offset, span.end - offset) for span in spans]
    return marked_html(passage.text.rstrip(), inside)
