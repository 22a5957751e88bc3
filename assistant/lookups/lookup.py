"""Answers that need no ranking: small talk, the plan itself, items by number, mentions."""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate

from assistant.answers.answer import Answer, Statement, Status
from assistant.answers.citations import cite
from assistant.answers.phrases import phrase
from assistant.answers.render import citation_mark
from assistant.language.clauses import CLAUSE_END
from assistant.language.normalize import pattern, wording
from assistant.language.numbered_names import find_name, has_name
from assistant.language.points import Point, points_of
from assistant.language.references import describe_range
from assistant.language.sections import annexes, main_sections, own_items_of
from assistant.understanding.question import Question, Term
from index.annex import ROW_MARKS, TABLE_MARK
from index.lexical import known_word, word_class, words
from index.numerals import CHINESE_NUMERAL, parse_number
from index.passages import Passage
from index.plan import Item, Plan, Span
from index.quantities import find_quantities

_CLAUSE = re.compile("[,，;；]")
_CONTACT = re.compile("(?:联系|咨询)(?:人|电话)[:：][^。；;\n]*[。；;]?")
_MOST_ITEMS = 10
_SENTENCE = re.compile("[;；。\n]")
_YEAR = re.compile(r"(20\d{2})年")
_PAST = re.compile("去年|上年|上一年|过去一年")
_NUMERAL = rf"(?<![\d.])\d{{1,3}}(?![\d.])|[{CHINESE_NUMERAL}]{{1,4}}"
_OF_ITEMS = "(?:重点|主要|目标|年度)*(?:工作|任务|事项)"
_COUNT_TOLD = re.compile(
    rf"(?:共|总计|合计|实施|安排|确定|梳理|明确|分解|部署)[^,，。;；\d]{{0,6}}?(?:"
    rf"{_OF_ITEMS}[^,，。;；\d]{{0,4}}?(?P<number>{_NUMERAL})[项件条]"
    rf"|(?P<before>{_NUMERAL})[项件条](?:区|县|市|年度)?{_OF_ITEMS})"
)
# What is asked of a plan that another year's has in its own way.
_HAS_ITEMS = ("count", "headings", "sections")
_GENERIC_EXAMPLES = ("计划一共有多少项？", "最后一项讲什么？")


def examples(plan: Plan) -> tuple[str, ...]:
    """Return questions that this plan can answer."""
    return plan.examples or _GENERIC_EXAMPLES


def heading(item: Item) -> Statement:
    """Name an item by its mark and title; where that is a sentence, by its first clause."""
    title = _CLAUSE.split(item.title)[0] if item.title != item.label else ""
    return Statement("heading", f"{citation_mark(item.label)}{title}")


def counted(labels: Iterable[str], plan: Plan) -> str:
    """Say how many items are named, 2项, and what else is: 2项，另有〔结尾〕."""
    named = dict.fromkeys(labels)
    beside = [label for label in named if (item := plan.item(label)) and item.is_framing]
    count = len(named) - len(beside)
    marks = "".join(map(citation_mark, beside))
    return "，另有".join([*([f"{count}项"] if count else []), *([marks] if marks else [])])


def quote(plan: Plan, span: Span, bold: Iterable[str] = (), role: str = "quote") -> Statement:
    """Quote the plan at `span`, without the white space at its ends, nor a bracket there whose
    other one stands outside."""
    trimmed = _without_half(trim(span, plan.source), plan.source)
    citation = cite(plan, trimmed)
    kept = tuple(part for part in dict.fromkeys(bold) if part and part in citation.quote)
    return Statement("bullet" if role == "bullet" else "quote", citation.quote, (citation,), kept)


def _without_half(span: Span, source: str) -> Span:
    """Narrow a span by a bracket at its start that none closes in it, and one at its end that none
    opens: who and when stand in one pair, （责任单位：城建办；完成时限：9月底）, and are two."""
    text = source[span.start : span.end]
    opens, closes = "(（〔【［[", ")）〕】］]"
    before = text[0:1] in opens and not any(bracket in text for bracket in closes)
    behind = text[-1:] in closes and not any(bracket in text for bracket in opens)
    return Span(span.start + before, span.end - behind) if len(text) > 1 else span


def trim(span: Span, source: str) -> Span:
    """Narrow a span by the white space at its ends."""
    text = source[span.start : span.end]
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))


def answer_chat(question: Question, plan: Plan) -> Answer:
    """Answer a greeting, thanks, farewell, "what can you do" or an empty message."""
    shown = " ".join(examples(plan)[:3])
    name = "empty" if question.intent == "empty" else question.detail
    asked = pattern(wording()["follow_up"]["pronoun"]).sub(
        "", question.text.strip("那么呢?？!,，。 ")
    )
    first = next((item.label for item in plan.own_items), "1")
    values = {"title": plan.title, "examples": shown, "asked": asked, "first": first}
    text = phrase(f"chat.{name}", **values)
    return Answer(question.raw, "chat", (Statement("phrase", text),))


def answer_meta(question: Question, plan: Plan) -> Answer:
    """Answer about the plan itself: number of items, date, year, title, sections, headings, and
    what it has as a document."""
    if question.detail in ("number", "addressed", "issuer", "contact"):
        return _of_masthead(question, plan)
    others = {int(year) for year in _YEAR.findall(question.text)} - {plan.year}
    if question.detail in _HAS_ITEMS and plan.year and others and not _in_title(others, plan):
        years = "、".join(map(str, sorted(others)))
        said = phrase("silent.year", plan_year=plan.year, asked=years)
        return Answer(question.raw, "not_in_plan", (Statement("phrase", said),))
    labels = [item.label for item in plan.own_items]
    told = _counts_told(plan) if question.detail == "count" else {}
    told.pop(len(labels), None)
    sections = [section.title.rstrip("。") for section in main_sections(plan)]
    counted = "meta.count"
    if question.detail == "count" and (
        claimed := re.findall(r"\d+(?=\s*(?:项|条|件))", question.text)
    ):
        counted = "meta.count_agrees" if str(len(labels)) in claimed else "meta.count_contradicts"
        if any(str(number) in claimed for number in told):
            counted = "meta.count"
    values = {
        "count": phrase(counted, count=len(labels), range=describe_range(labels)),
        "date": phrase("meta.date", date=plan.date) if plan.date else phrase("meta.no_date"),
        "year": phrase("meta.year", year=plan.year) if plan.year else phrase("meta.no_year"),
        "title": phrase("meta.title", title=plan.title),
        "headings": phrase("meta.count", count=len(labels), range=describe_range(labels)),
        "sections": phrase("meta.sections", count=len(sections), sections="；".join(sections))
        if sections
        else phrase("meta.no_sections", count=len(labels), range=describe_range(labels)),
    }
    unknown = (question.detail == "date" and not plan.date) or (
        question.detail == "year" and not plan.year
    )
    status: Status = "not_in_plan" if unknown else "answered"
    headings = map(heading, plan.own_items) if question.detail == "headings" else ()
    statements = [Statement("phrase", values[question.detail]), *headings]
    if told:
        statements.append(Statement("phrase", phrase("meta.count_told")))
        statements += [quote(plan, span) for span in dict.fromkeys(told.values())]
    return Answer(question.raw, status, tuple(statements))


def _in_title(years: Collection[int], plan: Plan) -> bool:
    return any(str(year) in plan.title for year in years)


def _counts_told(plan: Plan) -> dict[int, Span]:
    """Return the numbers of items that the preamble itself tells of (共实施重点工作16项), each with
    its clause; not of a part of them, nor of another year."""
    found: dict[int, Span] = {}
    for item in plan.items:
        if item.part != "preamble":
            continue
        for count in _COUNT_TOLD.finditer(item.text):
            number = parse_number(count["number"] or count["before"])
            sentence = _SENTENCE.split(item.text[: count.start()])[-1]
            start = count.start() - len(_CLAUSE.split(sentence)[-1])
            ends = CLAUSE_END.search(item.text, count.end())
            end = ends.end() if ends else len(item.text)
            years = set(map(int, _YEAR.findall(sentence))) - {plan.year}
            past = years or _PAST.search(sentence + item.text[count.start() : end])
            if number and not past and "其中" not in item.text[start : count.start()]:
                found[number] = Span(item.span.start + start, item.span.start + end)
    return found


def _of_masthead(question: Question, plan: Plan) -> Answer:
    """Tell the number of the document, whom it is sent to, who issues it, or whom to ask: this may
    be told in the items, too; who issues it, in the title alone."""
    kind = question.detail
    written = getattr(plan.masthead, kind)
    if kind == "contact" and not written:
        places = [
            Span(item.span.start + found.start(), item.span.start + found.end())
            for item in plan.items
            for found in _CONTACT.finditer(item.text)
        ]
        if places:
            quotes = tuple(quote(plan, place) for place in places)
            return Answer(question.raw, "answered", quotes)
    if kind == "issuer" and not written:
        said = phrase("meta.title", title=plan.title)
        return Answer(question.raw, "answered", (Statement("phrase", said),))
    name = f"meta.{kind}" if written else f"meta.no_{kind}"
    said = phrase(name, **({kind: written} if written else {}))
    status: Status = "answered" if written else "not_in_plan"
    return Answer(question.raw, status, (Statement("phrase", said),))


def out_of_range(missing: Sequence[str], plan: Plan) -> Statement:
    """Say that an item, or a row of an annex, does not exist, and which do."""
    rows = [label for label in missing if label.startswith(ROW_MARKS)]
    said = [_no_row(label, plan) for label in rows]
    if items := [label for label in missing if label not in rows]:
        labels = [item.label for item in plan.own_items]
        values = {"count": len(labels), "range": describe_range(labels)}
        named = "、".join(items).removeprefix("第")
        said.append(phrase("item.out_of_range", missing=named, **values))
    return Statement("phrase", "".join(dict.fromkeys(said)))


def _no_row(label: str, plan: Plan) -> str:
    """Say that an annex has no such row, or that there is no such annex."""
    table, _, number = label.rpartition("-")
    there = annexes(plan)
    counts = {section: own_items_of(section, plan) for section in there}
    named = [one for one in there if counts[one][0].label.rpartition("-")[0] == table]
    if not named:
        sections = "；".join(section.title for section in there)
        missing = f"附件{table[1:]}"
        return phrase(
            "contents.missing_annex", missing=missing, count=len(there), sections=sections
        )
    values = {"section": named[0].title, "count": len(counts[named[0]]), "missing": number}
    return phrase("item.no_row_between" if table[0] == TABLE_MARK else "item.no_row", **values)


def answer_point(question: Question, point: Point, plan: Plan) -> Answer:
    """Quote a numbered point of an item; or say that it has none of this number."""
    points = points_of(point.item)
    if point.number <= len(points):
        shown = quote(plan, points[point.number - 1])
        return Answer(question.raw, "answered", (heading(point.item), shown))
    mark = citation_mark(point.item.label)
    values = {"item": mark, "missing": point.number, "count": len(points)}
    said = Statement("phrase", phrase("item.no_point", **values))
    return Answer(question.raw, "not_in_plan", (said,))


def answer_items(question: Question, plan: Plan, passages: Sequence[Passage] = ()) -> Answer:
    """Show the items asked for by number, each in full; or their headings, or their first sentences
    behind the title, where that is asked (一句话)."""
    references = question.references
    statements: list[Statement] = []
    if references.missing:
        statements.append(out_of_range(references.missing, plan))
    for label in references.labels:
        item = plan.item(label)
        if item is not None:
            statements.append(heading(item))
            if not pattern(wording()["meta"]["heading"]).search(question.text):
                statements += _first(question, item, plan, passages)
    status: Status = "answered" if references.labels else "not_in_plan"
    return Answer(question.raw, status, tuple(statements))


def _first(
    question: Question, item: Item, plan: Plan, passages: Sequence[Passage]
) -> list[Statement]:
    """Quote as many sentences of an item as are asked for, else all of it."""
    brief = pattern(wording()["meta"]["brief"]).search(question.text)
    told = [p for p in passages if p.item == item.label and not item.is_title(p.text)]
    count = parse_number(brief["count"] or "两") if brief else None
    if not count or count >= len(told):
        return [quote(plan, item.span)]
    said = Statement("phrase", phrase("item.first", count=count, all=len(told)))
    return [said, *(quote(plan, passage.span, role="bullet") for passage in told[:count])]


def answer_item_figures(
    question: Question, labels: Sequence[str], plan: Plan, passages: Sequence[Passage]
) -> Answer:
    """Show every sentence of the items that holds a figure, the figures in bold."""
    statements: list[Statement] = []
    found = False
    for label in labels:
        item = plan.item(label)
        if item is None:
            continue
        bullets = [
            quote(plan, passage.span, [figure.text for figure in figures], "bullet")
            for passage in passages
            if passage.item == label and (figures := find_quantities(passage.text))
        ]
        found = found or bool(bullets)
        mark = citation_mark(label)
        statements.append(heading(item))
        statements += bullets or [Statement("phrase", phrase("item.no_figures", item=mark))]
    return Answer(question.raw, "answered" if found else "not_in_plan", tuple(statements))


def answer_mention(question: Question, plan: Plan, passages: Sequence[Passage]) -> Answer:
    """List, for each word asked about, all items whose text has it literally, with every
    sentence that has it, or all whose title has it."""
    if pattern(wording()["mention"]["titles"]).search(question.text):
        lists = [_titled(word, plan) for word in question.mentions]
    else:
        on_topic = bool(pattern(wording()["mention"]["on_topic"]).search(question.text))
        # Of one word all items that have it are listed, with their number.
        several = len(question.mentions) > 1
        placed = several and pattern(wording()["mention"]["placed"]).search(question.text)
        lists = [
            (placed and _placed(word, plan, passages)) or _mentions(word, plan, passages, on_topic)
            for word in question.mentions
        ]
    told = [one for statements in lists for one in statements]
    found = any(one.citations or one.role == "heading" for one in told)
    status: Status = "answered" if found else "not_in_plan"
    return Answer(question.raw, status, tuple(told))


def word_listed(question: Question, plan: Plan) -> str:
    """Return the word of doing whose every sentence is asked for (探索的事情有哪些), or the kind
    whose every one is (哪些是试点); "" where anything else is, or so many items have it that it
    selects none."""
    text = question.text.strip()
    table = wording()["plan_data"]
    for expression in (*table["all_of_word"], table["all_of_kind"]):
        asked = pattern(expression).fullmatch(text)
        word = asked["word"] if asked else ""
        items = [item for item in plan.own_items if word and word in item.text.lower()]
        kind = expression == table["all_of_kind"]
        if items and len(items) <= _MOST_ITEMS and (_is_done(word) or (kind and _is_one(word))):
            return word
    return ""


def _is_done(word: str) -> bool:
    """Whether a word says what is done, alone or with how (全覆盖)."""
    return all(word_class(part)[:1] in ("v", "d", "a") for part in words(word))


def _is_one(word: str) -> bool:
    """Whether it is one noun, and no name."""
    return len(words(word)) == 1 and word_class(word) in ("n", "vn", "b")


def _mentions(
    word: str, plan: Plan, passages: Sequence[Passage], on_topic: bool
) -> list[Statement]:
    """List what has a word; `on_topic`: what is about it is asked for, so that it is said that the
    word alone was looked for."""
    beside = "_on_topic" if on_topic else ""
    hits = [passage for passage in passages if has_name(word, passage.text.lower())]
    if not hits:
        titles = [s.title for s in plan.sections if has_name(word, s.title.lower())]
        name = "mention.titles" if titles else f"mention.none{beside}"
        return [Statement("phrase", phrase(name, term=word, titles="”“".join(titles)))]
    found = counted([passage.item for passage in hits], plan)
    return [
        Statement("phrase", phrase(f"mention.found{beside}", term=word, items=found)),
        *_bullets(hits, word, plan),
    ]


def _placed(word: str, plan: Plan, passages: Sequence[Passage]) -> list[Statement]:
    """Tell first in which item a word stands: in its title, or in no other item; with the other
    sentences that have it. None where it is in no title and in several items."""
    hits = [passage for passage in passages if has_name(word, passage.text.lower())]
    items = {p.item: plan.item(p.item) for p in hits}
    titles = [p for p in hits if (item := items[p.item]) and item.is_title(p.text)]
    first = titles or (hits if len(items) == 1 else [])
    if not first:
        return []
    marks = "、".join(dict.fromkeys(citation_mark(p.item).strip("〔〕 ") for p in first))
    said = Statement("phrase", phrase("mention.placed", term=word, items=marks), bold=(marks,))
    statements = [said, *_bullets(first, word, plan)]
    if others := [p for p in hits if p not in first]:
        more = phrase("shown.more", words=word, count=len(others))
        statements += [Statement("phrase", more), *_bullets(others, word, plan)]
    return statements


def _bullets(passages: Sequence[Passage], word: str, plan: Plan) -> list[Statement]:
    return [quote(plan, p.span, as_written(p.text, word), "bullet") for p in passages]


def _titled(word: str, plan: Plan) -> list[Statement]:
    items = [item for item in plan.own_items if has_name(word, item.title.lower())]
    if not items:
        return [Statement("phrase", phrase("mention.no_title", term=word))]
    found = Statement("phrase", phrase("mention.titled", term=word, count=len(items)))
    return [found, *map(heading, items)]


def as_written(text: str, term: str) -> list[str]:
    """Return a term (lower case) as a text has it first, to be shown bold; [] where it has none."""
    start = find_name(term, text.lower())
    return [text[start : start + len(term)]] if start >= 0 else []


def bold_terms(terms: Sequence[Term], text: str) -> list[str]:
    """Return the parts of `text` that the question's terms stand for, as written; none that
    would cut a word in two (军工 of 军工路), nor cut off the single character that the question has
    before one (竹 of 竹产业园)."""
    ends = (0, *accumulate(map(len, words(text))))
    crumbs = {term.text for term in terms if len(term.text) == 1}
    found = []
    for form in dict.fromkeys(form for term in terms for form in term.forms if len(form) > 1):
        for part in as_written(text, form):
            start = text.index(part)
            end = start + len(part)
            before = text[max(each for each in ends if each <= start) : start]
            after = text[end : min(each for each in ends if each >= end)]
            if all(not rest or (len(rest) > 1 and known_word(rest)) for rest in (before, after)):
                crumb = text[:start][-1:]
                found.append(f"{crumb}{part}" if crumb in crumbs else part)
    return found
