"""Find what stands behind the body of a plan: the rows of its annexes, which are no items of it."""

from collections.abc import Sequence

from index.markers import MARKERS, Line
from index.plan import Item, Span
from index.titles import item_title


def annex_items(rows: Sequence[Span], source: str, lines: Sequence[Line]) -> list[Item]:
    """The rows of tables behind the body: 附-1, or 附2-1 where there are several tables."""
    line_at = {line.start: line.number for line in lines}
    tables: list[list[Span]] = []
    last = -1
    for row in rows:
        if tables and line_at[row.start] == last + 1:
            tables[-1].append(row)
        else:
            tables.append([row])
        last = line_at[row.start]
    items = []
    for number, table in enumerate(tables, start=1):
        prefix = f"附{number}" if len(tables) > 1 else "附"
        for place, row in enumerate(table, start=1):
            marker = MARKERS["dot"].match(source, row.start, row.end)
            start = marker.end() if marker else row.start
            text = source[start : row.end]
            if text.strip():
                label = f"{prefix}-{place}"
                items.append(
                    Item(
                        place,
                        label,
                        text,
                        Span(start, row.end),
                        "附件",
                        item_title(text, True),
                        part="annex",
                    )
                )
    return items
