"""The numbers that Word makes itself: they stand in numbering.xml and not in the text.

A paragraph names a list (numId) and a level (ilvl), itself or through its style; the list's
abstract definition says how each level counts and is written ("%1、", "（%2）", "第%1条").
See ECMA-376 part 1, section 17.9.
"""

import re
from collections.abc import Callable
from typing import Any

from docx.oxml.ns import qn

from index.numerals import chinese_number

_DIGITS = "〇一二三四五六七八九"
_LEGAL = dict(zip("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟", strict=True))


def _roman(number: int) -> str:
    text = ""
    for value, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        text += letters * (number // value)
        number %= value
    return text


def _letter(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _circled(number: int) -> str:
    return chr(0x245F + number) if number <= 20 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: "".join(chr(0xFF10 + int(d)) for d in str(number)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "chineseCounting": chinese_number,
    "chineseCountingThousand": chinese_number,
    "japaneseCounting": chinese_number,
    "taiwaneseCounting": chinese_number,
    "taiwaneseCountingThousand": chinese_number,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "chineseLegalSimplified": lambda number: "".join(_LEGAL[c] for c in chinese_number(number)),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
}  # fmt: skip


class AutomaticNumbers:
    """Counts as Word does, paragraph after paragraph in document order."""

    def __init__(self, numbering: Any | None, styles: Any) -> None:
        """Take the roots of numbering.xml (None for a file without lists) and styles.xml."""
        self.unknown: set[str] = set()
        self._styles = {style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))}
        self._lists: dict[str, Any] = {}
        self._abstract: dict[str, Any] = {}
        if numbering is not None:
            self._lists = {n.get(qn("w:numId")): n for n in numbering.iter(qn("w:num"))}
            for definition in numbering.iter(qn("w:abstractNum")):
                self._abstract[definition.get(qn("w:abstractNumId"))] = definition
        self._counts: dict[str, dict[int, int]] = {}
        self._overridden: set[tuple[str, int]] = set()

    def label(self, paragraph: Any) -> str:
        """Return the number Word shows before this `w:p`, "" for none; to be called once each.

        A number format that is not known here counts in Arabic figures and is kept in
        `unknown`.
        """
        list_id, level = self._list_of(paragraph)
        definition = self._definition(list_id)
        if definition is None or list_id is None:
            return ""
        levels = {int(found.get(qn("w:ilvl"))): found for found in definition.iter(qn("w:lvl"))}
        overrides = {
            int(found.get(qn("w:ilvl"))): found
            for found in self._lists[list_id].iter(qn("w:lvlOverride"))
        }
        for at, override in overrides.items():
            replaced = override.find(qn("w:lvl"))
            if replaced is not None:
                levels[at] = replaced
        if level not in levels:
            return ""
        counts = self._counts.setdefault(definition.get(qn("w:abstractNumId")), {})
        self._count(counts, level, levels, list_id, overrides)
        if _value(levels[level], "w:numFmt") in ("bullet", "none"):
            return ""
        legal = levels[level].find(qn("w:isLgl")) is not None
        pattern = _value(levels[level], "w:lvlText") or ""
        return re.sub(
            r"%([1-9])", lambda found: self._written(counts, levels, int(found[1]) - 1, legal),
            pattern,
        )  # fmt: skip

    def _count(
        self,
        counts: dict[int, int],
        level: int,
        levels: dict[int, Any],
        list_id: str,
        overrides: dict[int, Any],
    ) -> None:
        restart = _value(overrides.get(level), "w:startOverride")
        if restart is not None and (list_id, level) not in self._overridden:
            self._overridden.add((list_id, level))
            counts[level] = int(restart)
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = _start(levels[level])
        for deeper in [found for found in counts if found > level]:
            if _value(levels.get(deeper), "w:lvlRestart") != "0":
                del counts[deeper]

    def _written(
        self, counts: dict[int, int], levels: dict[int, Any], level: int, legal: bool
    ) -> str:
        if level not in levels:
            return ""
        number = counts.get(level, _start(levels[level]))
        name = "decimal" if legal else _value(levels[level], "w:numFmt") or "decimal"
        if name not in _FORMATS:
            self.unknown.add(name)
        # Formats that count from 1 have no way to write 0.
        return _FORMATS.get(name, str)(number) if number > 0 else str(number)

    def _definition(self, list_id: str | None) -> Any | None:
        found = self._lists.get(list_id or "")
        if found is None:
            return None
        definition = self._abstract.get(_value(found, "w:abstractNumId") or "")
        link = _value(definition, "w:numStyleLink")
        if link is None:
            return definition
        linked = self._lists.get(_list_in(self._styles.get(link))[0] or "")
        return self._abstract.get(_value(linked, "w:abstractNumId") or "")

    def _list_of(self, paragraph: Any) -> tuple[str | None, int]:
        """Return (numId or None, level) of a paragraph, its own or its style's."""
        list_id, level = _list_in(paragraph)
        style_id = _value(paragraph.find(qn("w:pPr")), "w:pStyle")
        seen: set[str] = set()
        while list_id is None and style_id and style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            list_id, own = _list_in(style)
            if list_id is not None and level is None:
                level = self._level_of_style(list_id, style_id) if own is None else own
            style_id = _value(style, "w:basedOn")
        return (None if list_id == "0" else list_id), level or 0

    def _level_of_style(self, list_id: str, style_id: str) -> int:
        definition = self._definition(list_id)
        for level in () if definition is None else definition.iter(qn("w:lvl")):
            if _value(level, "w:pStyle") == style_id:
                return int(level.get(qn("w:ilvl")))
        return 0


def _list_in(element: Any | None) -> tuple[str | None, int | None]:
    """Return (numId, ilvl) that a paragraph or a style states itself, each or None."""
    properties = None if element is None else element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    level = _value(properties, "w:ilvl")
    return _value(properties, "w:numId"), None if level is None else int(level)


def _start(level: Any) -> int:
    return int(_value(level, "w:start") or 0)


def _value(element: Any | None, child: str) -> str | None:
    """Return the `w:val` of a child element, None where either is missing."""
    found = None if element is None else element.find(qn(child))
    return None if found is None else found.get(qn("w:val"))
