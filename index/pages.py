"""Find what printed pages leave between the lines of a text: page numbers and running heads.

A text that was saved from a PDF or copied from print has them in the middle of its items. A line
is one by its form (— 3 —, 第3页 共12页), by its place beside the end of a page, or by what stands
again and again where a sentence was cut; a line that is only a figure may be of a table.
"""

import re
from collections.abc import Mapping, Sequence

from index.body import CLOSING, SIGNATURE
from index.markers import BLANK, STOP, begins_point, is_cut

_DASH = r"[-—–－―·]+"
_N = r"\d{1,4}"
_PAGE = rf"第\s*{_N}\s*页"
_PAGES = rf"共\s*{_N}\s*页"
_NUMBER = (
    rf"{_DASH}\s*{_N}\s*{_DASH}|{_PAGE}(?:\s*[/，,]?\s*{_PAGES})?|{_PAGES}\s*[/，,]?\s*{_PAGE}"
    rf"|[Pp]age\s*{_N}(?:\s*(?:of|/)\s*{_N})?"
)
_PAGE_NUMBER = re.compile(_NUMBER)
_AT_EDGE = re.compile(rf"(?:{_NUMBER})\s*|\s*(?:{_NUMBER})$")
_ONE_OF = re.compile(rf"({_N})\s*/\s*({_N})")
_BARE = re.compile(_N)
_LEAST_HEAD, _MOST_HEAD = 4, 40
# Who is responsible may be said alike below many items.
_FIELD = re.compile(r"[:：()（）]|单位|部门|牵头|负责|责任|时限")


def page_numbers(lines: Sequence[str], breaks: set[int]) -> set[int]:
    """Return the places of the lines that number a page; `breaks`: those that end one by a form
    feed."""
    texts = [line.strip(BLANK) for line in lines]
    found = {at for at, text in enumerate(texts) if _PAGE_NUMBER.fullmatch(text)}
    found |= _counted(texts)
    if breaks:
        found |= {
            at for at, text in enumerate(texts)
            if (_BARE.fullmatch(text) or _ONE_OF.fullmatch(text)) and _is_beside(at, texts, breaks)
        }  # fmt: skip
    return found


def _counted(texts: Sequence[str]) -> set[int]:
    """Return the lines 1/12, 2/12, 3/12: pages counted out of one number."""
    of_total: dict[int, list[tuple[int, int]]] = {}
    for at, text in enumerate(texts):
        if found := _ONE_OF.fullmatch(text):
            of_total.setdefault(int(found[2]), []).append((int(found[1]), at))
    return {
        at
        for total, pages in of_total.items()
        for numbers in [[number for number, _ in pages]]
        if len(pages) > 1
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[-1] <= total
        for _, at in pages
    }


def running_heads(lines: Sequence[str], marks: set[int], kept: set[int]) -> Mapping[int, str]:
    """Return place → text of the lines that head or foot every page; `marks` are the places of page
    numbers and form feeds, `kept` those of lines that are something else."""
    texts = [line.strip(BLANK) for line in lines]
    body = next((at for at, text in enumerate(texts) if at not in marks and begins_point(text)), 0)
    places: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        head = _AT_EDGE.sub("", text).strip(BLANK)
        if at not in marks and at not in kept and _may_be_head(head):
            places.setdefault(head, []).append(at)
    found: dict[int, str] = {}
    for head, alike in places.items():
        numbered = {at for at in alike if texts[at] != head}
        later = [at for at in alike if at > body and not _signs(at, texts)]
        beside = {at for at in later if at in numbered or _is_beside(at, texts, marks)}
        cutting = {at for at in later if _cuts(at, texts, marks)}
        in_title = alike[0] < body
        on_each_page = len(beside) > 1 and len(beside) * 2 >= max(len(later), len(marks))
        if later and (on_each_page or (in_title and (beside or cutting))):
            found |= dict.fromkeys(later, head)
    return found


def _may_be_head(text: str) -> bool:
    return (
        _LEAST_HEAD <= len(text) <= _MOST_HEAD
        and not STOP.search(text)
        and not _FIELD.search(text)
        and not begins_point(text)
    )


def _signs(at: int, texts: Sequence[str]) -> bool:
    """Whether a line signs a document, with the date below it."""
    below = _next(at, texts, 1)
    return bool(
        SIGNATURE.fullmatch(texts[at]) and below is not None and CLOSING.match(texts[below])
    )


def _is_beside(at: int, texts: Sequence[str], marks: set[int]) -> bool:
    """Whether nothing but blank lines parts a line from one of the marks."""
    for step in (-1, 1):
        place = at + step
        while 0 <= place < len(texts) and not texts[place] and place not in marks:
            place += step
        if place in marks:
            return True
    return False


def _cuts(at: int, texts: Sequence[str], marks: set[int]) -> bool:
    """Whether a sentence goes on behind a line that stands in it."""
    above, below = (_next(at, texts, step, marks) for step in (-1, 1))
    return (
        above is not None
        and below is not None
        and is_cut(texts[above])
        and not begins_point(texts[below])
    )


def _next(at: int, texts: Sequence[str], step: int, marks: set[int] | None = None) -> int | None:
    """Return the nearest line that is neither blank nor a mark, up or down."""
    place = at + step
    while 0 <= place < len(texts):
        if texts[place] and place not in (marks or ()):
            return place
        place += step
    return None
