"""What is asked of the plan as data: its figures by unit or size, its items by length or beginning.

最长的是哪条, 哪些指标的单位是亩 and 除第3项外哪几项提到养老 name nothing to search for: they are
answered from all figures or all items, exactly.
"""

import re
from collections.abc import Callable, Sequence

from assistant.answers.answer import Answer, Statement
from assistant.answers.phrases import phrase
from assistant.answers.render import citation_mark
from assistant.language.clauses import CLAUSE_END
from assistant.language.normalize import focus, normalize, pattern, wording
from assistant.language.numbered_names import has_name
from assistant.language.references import find_references
from assistant.lookups.figure_meaning import clauses_of
from assistant.lookups.lookup import as_written, counted, heading, quote
from assistant.lookups.sentence_asked import sentence_in_item
from index.figures import Figure, find_figures
from index.numerals import parse_number
from index.passages import Passage
from index.plan import Item, Plan
from index.quantities import find_quantities, unit_dimension

_ARABIC = re.compile(r"\d")
_QUOTES = re.compile("[“”\"「」'‘’]")
_EDITORIAL = re.compile("[［］]")
_SPACE = re.compile(r"\s")
_SHORT = 6  # characters that name no two items and ask of them


def answer_plan_data(
    message: str, plan: Plan, passages: Sequence[Passage], before: Callable[[], Sequence[str]]
) -> Answer | None:
    """Answer a message that asks for figures or items of the plan as such; None for any other.

    `before` tells the items that the answer before it quotes, of which 这一条 is.
    """
    text = focus(normalize(message)).strip()
    told = (
        sentence_in_item(text, plan, passages)
        or _of_others(text, plan, passages)
        or _beside_in_item(text, plan, passages)
        or _topic_in_item(text, plan, passages)
        or _related(text, plan, before)
        or _begins(text, plan)
        or _long(text, plan)
        or _having_figures(text, plan, passages)
        or _of_figures(text, plan, passages, before)
    )
    if not told:
        return None
    answered = any(one.citations or one.role == "heading" for one in told)
    return Answer(message, "answered" if answered else "not_in_plan", tuple(told))


def amounts(passages: Sequence[Passage]) -> list[Figure]:
    """Return the figures that say how much: not 全覆盖, nor what a name counts (三地, 三年)."""
    return [
        figure
        for figure in find_figures(passages)
        if _ARABIC.search(figure.text)
        or (
            figure.value is not None and figure.value >= 10 and figure.dimension not in ("", "time")
        )
    ]


def _asked(text: str, name: str) -> re.Match[str] | None:
    """Match what a message asks, without what stands around any such asking."""
    table = wording()["plan_data"]
    rest = pattern(table["lead"]).sub("", pattern(table["tail"]).sub("", text))
    return pattern(table[name]).fullmatch(rest)


def _say(name: str, **values: object) -> Statement:
    return Statement("phrase", phrase(f"plan_data.{name}", **values))


def _named(labels: Sequence[str]) -> str:
    return "、".join(map(citation_mark, labels))


# Items


def _of_others(text: str, plan: Plan, passages: Sequence[Passage]) -> list[Statement]:
    """List the mentions of a word in all items but those named: 除第9条外还有哪些条提到它."""
    table = wording()["plan_data"]
    left = pattern(table["except_items"]).search(text)
    if left is None:
        return []
    rest = f"{text[: left.start()]}{text[left.end() :]}"
    asked = pattern(table["mentioning"]).fullmatch(rest.strip(" ,，"))
    labels = find_references(f"第{left['items'].strip('第')}", plan).labels
    word = _QUOTES.sub("", asked["word"]).strip() if asked else ""
    if not labels or not word or not has_name(word, plan.folded):
        return []
    hits = [p for p in passages if has_name(word, p.text.lower()) and p.item not in labels]
    said = {"named": _named(labels), "word": word}
    if not hits:
        return [_say("no_others", **said)]
    found = counted([passage.item for passage in hits], plan)
    return [
        _say("others", items=found, **said),
        *(quote(plan, p.span, as_written(p.text, word), "bullet") for p in hits),
    ]


def _beside_in_item(text: str, plan: Plan, passages: Sequence[Passage]) -> list[Statement]:
    """Quote of one item what does not tell of the thing left aside: 除了养老，第18条还有什么."""
    for expression in wording()["plan_data"]["beside_in_item"]:
        if asked := pattern(expression).fullmatch(text):
            break
    else:
        return []
    labels = find_references(f"第{asked['item'].strip('第')}", plan).labels
    item = plan.item(labels[0]) if len(labels) == 1 else None
    aside = asked["aside"].strip()
    if item is None or aside not in item.text.lower():
        return []
    others = [
        p
        for p in passages
        if p.item == item.label and not item.is_title(p.text) and aside not in p.text.lower()
    ]
    if not others:
        return []
    said = _say("beside", item=citation_mark(item.label), word=aside)
    return [said, *(quote(plan, p.span, role="bullet") for p in others)]


def _topic_in_item(text: str, plan: Plan, passages: Sequence[Passage]) -> list[Statement]:
    """Quote of one item what has a word: 第14条里跟公交有关的. All of it, where none has it."""
    asked = pattern(wording()["plan_data"]["topic_in_item"]).fullmatch(text)
    labels = find_references(f"第{asked['item'].strip('第')}", plan).labels if asked else ()
    item = plan.item(labels[0]) if len(labels) == 1 else None
    if asked is None or item is None:
        return []
    word = _QUOTES.sub("", asked["word"])
    told = [p for p in passages if p.item == item.label and word in p.text.lower()]
    values = {"item": citation_mark(item.label), "word": word}
    if not told:
        return [_say("not_worded", **values), heading(item), quote(plan, item.span)]
    quotes = (quote(plan, p.span, as_written(p.text, word), "bullet") for p in told)
    return [_say("on_topic", **values), *quotes]


def _related(text: str, plan: Plan, before: Callable[[], Sequence[str]]) -> list[Statement]:
    """Put items side by side whose relation is asked for, which a plan does not tell."""
    if not pattern(wording()["plan_data"]["relation"]).search(text):
        return []
    said = CLAUSE_END.split(text)  # 学这个计划，能不能告诉我… stands before
    references = find_references(said[-1] if len(said[-1]) > _SHORT else text, plan)
    labels = list(references.labels)
    if not labels or references.missing or references.sections:
        return []
    if not pattern(wording()["plan_data"]["related"]).fullmatch(
        re.sub(r"\s", "", references.remainder)
    ):
        return []
    if len(labels) == 1:
        shown = list(before())
        labels = (
            shown + [label for label in labels if label not in shown] if len(shown) == 1 else []
        )
    items = _items(labels, plan)
    if len(items) < 2:
        return []
    return [_say("unrelated", count=len(items)), *map(heading, items)]


def _items(labels: Sequence[str], plan: Plan) -> list[Item]:
    """Return the items of these labels in the plan's order."""
    return [item for item in plan.items if item.label in labels]


def _begins(text: str, plan: Plan) -> list[Statement]:
    asked = _asked(_QUOTES.sub("", text), "begins")
    if asked is None:
        return []
    titled = [(item, _EDITORIAL.sub("", item.title).lower()) for item in plan.own_items]
    found = [item for item, title in titled if title.startswith(asked["word"])]
    if not found:
        return [_say("none_begins", word=asked["word"])]
    return [_say("begins", word=asked["word"], count=len(found)), *map(heading, found)]


def _long(text: str, plan: Plan) -> list[Statement]:
    """Tell which item is the longest or the shortest, or how long one or the plan is."""
    if _asked(text, "length_of_plan"):
        sizes = map(_size, plan.own_items)
        return [_say("length_of_plan", count=len(plan.own_items), size=sum(sizes))]
    of_items = find_references(text, plan)
    if of_items.labels and not of_items.missing:
        rest = re.sub(r"\s", "", of_items.remainder)
        if pattern(wording()["plan_data"]["length_of_item"]).fullmatch(rest):
            return [
                said
                for item in _items(of_items.labels, plan)
                for said in (heading(item), _say("length", size=_size(item)))
            ]
        return []
    asked = _asked(text, "longest")
    if asked is None or not plan.own_items:
        return []
    most = bool(asked["long"] or asked["long2"])
    size = (max if most else min)(map(_size, plan.own_items))
    found = [item for item in plan.own_items if _size(item) == size]
    values = {"order": "最长" if most else "最短", "named": _named([i.label for i in found])}
    return [_say("longest", size=size, **values), *map(heading, found)]


def _size(item: Item) -> int:
    """Count the characters of an item, marks among them, without white space."""
    return len(_SPACE.sub("", item.text))


# Figures


def _having_figures(text: str, plan: Plan, passages: Sequence[Passage]) -> list[Statement]:
    """List the items that have figures, those that have none, or those that have most."""
    asks_most, asked = _asked(text, "most_figures"), _asked(text, "items_with")
    if not (asks_most or asked):
        return []
    found = amounts(passages)
    numbers = {item: sum(f.item == item.label for f in found) for item in plan.own_items}
    if asks_most:
        most = max(numbers.values(), default=0)
        items = [item for item, number in numbers.items() if number == most]
        if not most:
            return []
        named = _named([item.label for item in items])
        chosen = [f for f in found if f.item in {item.label for item in items}]
        return [_say("most_figures", named=named, count=most), *_quoted(chosen, plan)]
    without = bool(asked and asked["no"])
    items = [item for item, number in numbers.items() if bool(number) != without]
    if not items:
        return [_say("all_with" if without else "none_with")]
    said = _say("items_without" if without else "items_with", count=len(items))
    return [said, *map(heading, items)]


def _of_figures(
    text: str, plan: Plan, passages: Sequence[Passage], before: Callable[[], Sequence[str]]
) -> list[Statement]:
    """List figures: all of the plan or of items, those of one unit, or the largest."""
    table = wording()["plan_data"]
    if unit := _unit(text):
        scaled = unit[0] in "万亿"  # 22亿元 is kept as 元
        name = "scale" if not unit.strip("万亿") else "unit"
        found = [f for f in amounts(passages) if f.unit == unit or (scaled and unit in f.text)]
        if not found:
            return [_say(f"none_in_{name}", unit=unit)]
        return [_say(f"in_{name}", unit=unit, count=len(found)), *_quoted(found, plan)]
    if reaching := _of_value(text, plan, passages):
        return reaching
    this = pattern(table["this_item"]).match(text)
    references = find_references(text, plan)
    if references.missing or references.sections:
        return []
    labels: Sequence[str] = references.labels
    rest = re.sub(r"\s", "", references.remainder) if labels else text
    if this:
        rest = text[this.end() :]
    extreme = _asked(rest, "extreme")
    # 第3项有哪些数字 is asked of items as such, and goes on with 第4项呢.
    as_items = labels and not this and pattern(wording()["follow_up"]["figures"]).search(text)
    of_items = (this or labels) and pattern(table["of_items"]).fullmatch(
        pattern(table["tail"]).sub("", rest)
    )
    of_items = None if as_items else of_items
    asks_all = not labels and not this and _asked(text, "all_figures")
    if asks_all and not pattern(table["asks_all"]).search(text):
        return []
    if not (extreme or of_items or asks_all):
        return []
    if asks_all and _names_no_plan(text) and len(shown := before()) == 1:
        labels = shown
    if this:
        labels = before()
        if len(labels) != 1 and (labels or this[0]):  # 里面最大的数 may be of the whole plan
            return []
    found = [f for f in amounts(passages) if not labels or f.item in labels]
    named = _named(labels) if labels else "计划"
    if not found:
        return [_say("no_figures", named=named)]
    if extreme:
        top = parse_number((extreme["top"] or extreme["top2"] or "一").replace("两", "二")) or 1
        return _extreme(found, named, bool(extreme["large"] or extreme["large2"]), top, plan)
    return [_say("figures", named=named, count=len(found)), *_quoted(found, plan)]


def _names_no_plan(text: str) -> bool:
    """Whether a message asks for figures and names nothing that has them (有哪些数字), so that they
    are those of the item just shown."""
    bare = pattern(wording()["plan_data"]["tail"]).sub("", text)
    return bool(pattern(wording()["follow_up"]["figures"]).fullmatch(bare))


def _of_value(text: str, plan: Plan, passages: Sequence[Passage]) -> list[Statement]:
    """List the figures of the value asked for (达到100%的指标有哪些), of what is measured alone."""
    table, asked = wording()["plan_data"], find_quantities(text)
    if len(asked) != 1 or asked[0].dimension in ("time", "count"):
        return []
    value = asked[0]
    rest = pattern(table["tail"]).sub("", f"{text[: value.start]}#{text[value.end :]}")
    rest = pattern(table["lead"]).sub("", rest)
    asks = pattern(table["of_value_asks"]).search(text)
    if not (asks and pattern(table["of_value"]).fullmatch(rest)):
        return []
    found = [f for f in amounts(passages) if (f.value, f.unit) == (value.value, value.unit)]
    if not found:
        return [_say("none_of_value", value=value.text)]
    return [_say("of_value", value=value.text, count=len(found)), *_quoted(found, plan)]


def _unit(text: str) -> str:
    """Return the unit whose figures a message asks for, or ""."""
    plain = _QUOTES.sub("", text)
    marked = _QUOTES.search(text) or pattern(wording()["plan_data"]["as_unit"]).search(plain)
    for expression in wording()["plan_data"]["by_unit"]:
        table = wording()["plan_data"]
        rest = pattern(table["lead"]).sub("", pattern(table["tail"]).sub("", plain))
        asked = pattern(expression).fullmatch(rest)
        if asked is None:
            continue
        scaled = asked["unit"].lstrip("万亿")  # 万吨, 亿千瓦时
        dimension = unit_dimension(asked["unit"]) or unit_dimension(scaled)
        if not scaled and asked.groupdict().get("number"):
            return asked["unit"]  # 带“万”的数, which are in any unit
        if dimension is None:
            continue
        # 项目的指标 are not those counted by 项目; 户数 are.
        measure = dimension != "count" and len(asked["unit"]) > 1
        told = asked.groupdict().get("number", marked)  # items that mention “村” ask for the word
        if measure or told:
            return asked["unit"]
    return ""


def _extreme(
    found: Sequence[Figure], named: str, large: bool, top: int, plan: Plan
) -> list[Statement]:
    """Quote the largest or the smallest figure of each unit, for one is not larger than of another;
    so many as `top` where all are of one."""
    by_unit: dict[str, list[Figure]] = {}
    for figure in found:
        if figure.value is not None:
            by_unit.setdefault(figure.unit, []).append(figure)
    chosen = []
    for figures in by_unit.values():
        values = sorted({f.value for f in figures if f.value is not None}, reverse=large)
        values = values[: top if len(by_unit) == 1 else 1]
        chosen += [f for f in figures if f.value in values]
    if not chosen:
        return []
    order = "最大" if large else "最小"
    name = "extreme" if len(by_unit) == 1 else "extreme_by_unit"
    chosen.sort(key=lambda figure: figure.span.start)
    return [_say(name, named=named, order=order), *_quoted(chosen, plan)]


def _quoted(figures: Sequence[Figure], plan: Plan) -> list[Statement]:
    """Quote the clauses that have the figures, under their items where these are several."""
    statements: list[Statement] = []
    several = len({figure.item for figure in figures}) > 1
    headed = ""
    by_passage: dict[int, list[Figure]] = {}
    for figure in figures:
        by_passage.setdefault(figure.passage.ordinal, []).append(figure)
    for of_passage in by_passage.values():
        passage = of_passage[0].passage
        item = plan.item(passage.item)
        if several and item and passage.item != headed:
            statements.append(heading(item))
            headed = passage.item
        run = clauses_of(passage, [figure.span for figure in of_passage])
        bold = [figure.text for figure in of_passage]
        statements.append(quote(plan, run, bold, "bullet"))
    return statements
