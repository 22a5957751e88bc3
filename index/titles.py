"""What an item is called: its first sentence, or the cell of a row that says what is to be done."""

import re

_TASK_CELL = re.compile(
    r"(?:^|[；。])[^：；。]{0,8}(?:任务|工作|项目|事项|内容|实事|措施)[^：；。]{0,4}：(?![\d.,]+(?:[；。]|$))([^；]+)"
)


def item_title(text: str, is_row: bool) -> str:
    """Return the title of an item or of a row of a table."""
    line = text.splitlines()[0]
    if is_row:  # the cell that says what is to be done, not the one that says of what kind
        cell = _TASK_CELL.search(line)
        line = (cell[1] if cell else line.partition("：")[2]) or line
    stop = re.search(r"[。！？；]", line)
    return (line[: stop.start()] if stop else line).strip()
