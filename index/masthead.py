"""Read what a plan has as a document, above its items and behind them: its number, whom it is sent
to, who issues it, and whom to ask."""

import re
from collections.abc import Iterator
from itertools import pairwise

from index.body import SIGNATURE
from index.plan import Masthead

_YEAR = r"[2２][0０][\d０-９]{2}"
_NUMBER = re.compile(
    rf"[（(]?(?P<number>[^\s，。；：,;:（(〔\[［]{{1,12}}(?:字|第)*[〔\[［（(]\s*{_YEAR}\s*[〕\]］）)]\s*第?\d+\s*号)(?=$|[\s）)])"
)
# 各乡镇（街道）、各局办：, alone on its line; not 各项任务安排如下：
_ADDRESSED = re.compile(
    r"(?:主送\s*[:：]\s*(?P<sent>[^。；;:：]+)[。]?"
    r"|(?P<called>(?=.*各|.*(?:局|委|办|公司|单位|部门|街道|政府)[:：])(?!.*(?:如下|下列|以下|任务|安排))[^。；;:：]{3,150})[:：])"
)
# Who issues it heads the page, or signs it: above the date.
_HEAD = re.compile(
    r"(?P<issuer>[^，。：；,;:、\d《》]{2,30}(?:政府|委员会|办公室|区委|县委|市委|局|党组|工委|办事处|管委会))(?:文件)?"
)
_CONTACT = re.compile(
    r"[（(]?(?P<contact>(?:联系人|联系电话|咨询电话|联系方式)(?:及电话)?\s*[:：][^。]+?)[。）)]?"
)
_SENTENCE = re.compile("[。！!？?].")
_DATED = re.compile(rf"[（(]?(?:{_YEAR}|[二〇○零]{{2}}.{{2}})\s*年")


def read_masthead(above: str, behind: str) -> Masthead:
    """Read the text above the items of a plan, and that behind its body, where it may be signed.

    Lines with sentences tell of other documents; nothing is read in them.
    """
    head, tail = list(_lines(above)), list(_lines(behind))
    signed = [
        line for lines in (head, tail) for line, below in pairwise(lines) if _signs(line, below)
    ]
    issuers = [found["issuer"] for line in [*signed, *head[:1]] if (found := _HEAD.fullmatch(line))]
    numbers = [found["number"] for line in head if (found := _NUMBER.match(line))]
    sent = [found for line in [*head, *tail] if (found := _ADDRESSED.fullmatch(line))]
    contacts = [found["contact"] for line in [*head, *tail] if (found := _CONTACT.fullmatch(line))]
    return Masthead(
        number=next(iter(numbers), ""),
        addressed=next((found["sent"] or found["called"] for found in sent), "").strip(),
        issuer=next(iter(issuers), ""),
        contact=next(iter(contacts), ""),
    )


def _lines(text: str) -> Iterator[str]:
    """Yield the lines that hold no sentence."""
    for line in text.splitlines():
        stripped = line.strip(" \t　#*")
        if stripped and not _SENTENCE.search(stripped):
            yield stripped


def _signs(line: str, below: str) -> bool:
    return bool(SIGNATURE.fullmatch(line) and _DATED.match(below))
