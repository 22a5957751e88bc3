"""The HTML of the chat page: what is shown, in which order, and that text stays text."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.answer import Citation, Role, Statement
from assistant.web import page
from assistant.web.page import Turn
from index.plan import Damage, Item, Plan, Span

NASTY = '<script>alert(1)</script><img src=x onerror="alert(1)">&amp;\'"'
VOID = {"br", "img", "hr", "input"}


class Page(HTMLParser):
    """Collects tags, and the text inside each element that has a given class."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str, str]] = []
        self._open: list[list[str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.append((tag, values))
        assert tag not in VOID
        self._open.append([tag, values.get("class", ""), ""])

    def handle_endtag(self, tag: str) -> None:
        opened, classes, text = self._open.pop()
        assert opened == tag, f"<{opened}> closed by </{tag}>"
        self.texts.append((tag, classes, text))
        if self._open:
            self._open[-1][2] += text

    def handle_data(self, data: str) -> None:
        self._open[-1][2] += data

    def text_of(self, name: str) -> str:
        """Return the text of the only element with this tag or class."""
        (found,) = self.all_of(name)
        return found

    def all_of(self, name: str) -> list[str]:
        """Return the texts of the elements with this tag or class, in order of their ends."""
        return [text for tag, classes, text in self.texts if name in (tag, *classes.split())]

    def buttons(self, class_name: str = "") -> list[dict[str, str]]:
        """Return the attributes of the buttons, of one class if given."""
        return [
            values
            for tag, values in self.tags
            if tag == "button" and class_name in values.get("class", "")
        ]


def make_plan(
    *texts: str,
    title: str = "计划",
    titles: dict[int, str] | None = None,
    damage: tuple[Damage, ...] = (),
    examples: tuple[str, ...] = (),
    sections: tuple[str, ...] = (),
) -> Plan:
    """Return a plan of these item texts, numbered from 1 in the source."""
    source, items = f"{title}\n", []
    for number, text in enumerate(texts, start=1):
        source += f"{number}."
        span = Span(len(source), len(source) + len(text))
        section = sections[number - 1] if sections else ""
        editorial = (titles or {}).get(number, "")
        items.append(
            Item(number, str(number), text, span, section, editorial or text[:4], bool(editorial))
        )
        source += text + "\n"
    return Plan("p.txt", title, "2020-05-13", 2020, source, tuple(items), damage, examples=examples)


def cite(plan: Plan, label: str, quote: str) -> Citation:
    """Return the citation of `quote` in an item."""
    item = plan.item(label)
    assert item
    start = item.span.start + item.text.index(quote)
    return Citation(label, quote, Span(start, start + len(quote)))


PLAN = make_plan("推进旧改。征收10000户以上。", "建设养老床位。", "推进依法治区(20212025)")


# Text stays text


@given(st.text())
def test_any_question_shows_as_written(question: str) -> None:
    shown = Page(page.turn_html(Turn(question, "searching")))
    assert shown.text_of("question") == f"提问：{question}"
    assert {tag for tag, _ in shown.tags} == {"article", "h2", "span", "div", "p"}


@given(
    st.sampled_from(["lead", "phrase", "heading", "quote", "bullet"]),
    st.text().map(str.strip),
    st.lists(st.text(max_size=3), max_size=3),
)
def test_any_statement_shows_as_written(role: Role, text: str, bold: list[str]) -> None:
    shown = Page(page.statements_html([Statement(role, text, (), tuple(bold))]))
    assert shown.text_of("text") == text
    assert {tag for tag, _ in shown.tags} <= {
        *("p", "h3", "blockquote", "ul", "li", "span", "strong")
    }


@given(st.text(min_size=1), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_any_item_text_is_whole_and_marks_are_its_spans(
    text: str, ranges: list[tuple[int, int]]
) -> None:
    plan = make_plan(text, "别的一项。")
    item = plan.items[0]
    spans = [Span(item.span.start - 5 + start, item.span.start - 5 + end) for start, end in ranges]
    shown = Page(page.item_html(plan, "1", spans))
    assert shown.text_of("item-text") == text
    covered = {
        place
        for span in spans
        for place in range(max(span.start, item.span.start), min(span.end, item.span.end))
    }
    assert "".join(shown.all_of("mark")) == "".join(plan.source[i] for i in sorted(covered))


@given(st.text(min_size=1, max_size=8))
def test_any_label_is_one_attribute(label: str) -> None:
    item = Item(1, label, "文", Span(0, 1))
    plan = Plan("p", label, label, None, "文", (item,), examples=(label,))
    statement = Statement("quote", "文", (Citation(label, "文", Span(0, 1)),))
    chip = Page(page.statements_html([statement])).buttons("chip")[0]
    assert chip["data-item"] == label
    assert Page(page.contents_html(plan)).buttons()[0]["data-item"] == label
    assert Page(page.conversation_html((), plan)).buttons()[0]["data-question"] == label
    assert Page(page.header_html(plan)).text_of("h1") == label


def test_markup_in_plan_and_question_is_shown_not_run() -> None:
    plan = make_plan(NASTY, title=NASTY, titles={1: NASTY}, examples=(NASTY,), sections=(NASTY,))
    damage = (Damage("1", "year-run", NASTY),)
    plan = Plan("p", NASTY, NASTY, 2020, plan.source, plan.items, damage, examples=(NASTY,))
    statement = Statement("lead", NASTY, (cite(plan, "1", NASTY),), ("<img",))
    turn = Turn(NASTY, "failed", (statement,), NASTY)
    everything = (
        page.header_html(plan)
        + page.status_html("failed", NASTY)
        + page.notice_html(NASTY)
        + page.conversation_html((), plan)
        + page.conversation_html((turn,), plan)
        + page.contents_html(plan)
        + page.item_html(plan, "1", [plan.items[0].span])
    )
    assert "<script" not in everything and "<img" not in everything
    assert Page(f"<div>{everything}</div>").text_of("item-text") == NASTY


# The conversation


def test_header_shows_title_date_and_number_of_items() -> None:
    assert Page(page.header_html(PLAN)).text_of("header") == "计划2020-05-13共3项"


def test_header_without_date_shows_none() -> None:
    plan = Plan("p", "计划", "", None, "", ())
    assert Page(page.header_html(plan)).text_of("plan-facts") == "共0项"


def test_welcome_offers_the_plans_examples() -> None:
    plan = make_plan("一。", examples=("旧改多少户？", "讲什么？"))
    assert Page(page.conversation_html((), plan)).all_of("example") == ["旧改多少户？", "讲什么？"]


def test_welcome_without_examples_offers_general_ones() -> None:
    assert "这份计划一共有多少项？" in Page(page.conversation_html((), PLAN)).all_of("example")


def test_statements_keep_their_order_and_roles() -> None:
    roles: list[Role] = ["lead", "phrase", "heading", "quote", "bullet", "bullet", "phrase"]
    html = page.statements_html([Statement(role, f"句{i}") for i, role in enumerate(roles)])
    assert Page(html).all_of("text") == [f"句{i}" for i in range(7)]
    outline = re.findall(r"<(p class=\"\w+\"|h3|blockquote|ul|li)", html)
    assert outline == [
        *('p class="lead"', 'p class="phrase"', "h3", "blockquote"),
        *("ul", "li", "li", 'p class="phrase"'),
    ]


def test_bold_parts_are_strong_longest_first() -> None:
    html = page.statements_html([Statement("lead", "征收10000户以上", (), ("10000", "10000户"))])
    assert Page(html).all_of("strong") == ["10000户"]


def test_one_chip_an_item_carries_all_its_spans() -> None:
    first, second = cite(PLAN, "1", "推进旧改。"), cite(PLAN, "1", "10000户")
    other = cite(PLAN, "2", "养老床位")
    html = page.statements_html([Statement("quote", "句", (first, second, other, first))])
    chips = Page(html).buttons("chip")
    assert [chip["aria-label"] for chip in chips] == ["查看第1项原文", "查看第2项原文"]
    assert Page(html).all_of("chip") == ["〔第1项〕", "〔第2项〕"]
    assert page.parse_spans(chips[0]["data-spans"]) == (first.span, second.span)


def test_restarting_numbers_are_named_by_label() -> None:
    assert page.item_name("三-2") == "三-2"


@pytest.mark.parametrize("state", ["loading", "searching", "answering"])
def test_running_turn_marks_the_conversation_busy(state: page.TurnState) -> None:
    assert "data-busy" in page.conversation_html((Turn("问", state),), PLAN)


@pytest.mark.parametrize("state", ["done", "stopped", "failed"])
def test_ended_turn_is_not_busy(state: page.TurnState) -> None:
    assert "data-busy" not in page.conversation_html((Turn("问", state),), PLAN)


def test_waiting_turn_says_that_the_model_is_loading() -> None:
    assert "正在加载模型" in page.turn_html(Turn("问", "loading"))


def test_status_tells_of_loading_and_failure_only() -> None:
    assert Page(page.status_html("loading")).text_of("status") == "正在加载模型…"
    assert Page(page.status_html("failed", "坏了")).text_of("status") == "坏了"
    assert page.status_html("ready") == ""


# The source panel


def test_contents_list_every_item() -> None:
    shown = Page(page.contents_html(PLAN))
    assert [button["data-item"] for button in shown.buttons()] == ["1", "2", "3"]


def test_contents_show_sections_once() -> None:
    plan = make_plan("一。", "二。", "三。", sections=("经济", "经济", "民生"))
    assert Page(page.contents_html(plan)).all_of("contents-section") == ["经济", "民生"]


def test_item_steps_to_its_neighbours() -> None:
    steps = {
        b["data-step"]: b for b in Page(page.item_html(PLAN, "2")).buttons() if "data-step" in b
    }
    assert (steps["previous"]["data-item"], steps["next"]["data-item"]) == ("1", "3")


@pytest.mark.parametrize(("label", "end"), [("1", "previous"), ("3", "next")])
def test_no_step_beyond_the_ends(label: str, end: str) -> None:
    buttons = Page(page.item_html(PLAN, label)).buttons()
    assert [b["data-step"] for b in buttons if "disabled" in b] == [end]


def test_editorial_title_is_explained() -> None:
    plan = make_plan("快推进旧改。", titles={1: "［加］快推进旧改"})
    shown = Page(page.item_html(plan, "1"))
    assert shown.text_of("editorial") == "［］内为编者推测，原文此处缺字"
    assert shown.text_of("h2") == "［加］快推进旧改"


def test_title_from_the_text_has_no_note() -> None:
    assert Page(page.item_html(PLAN, "1")).all_of("editorial") == []


def test_damage_of_this_item_only_is_told_in_plain_words() -> None:
    damage = (
        Damage("3", "no-final-stop", "结尾没有句号：…x"),
        Damage("3", "year-run", "“20212025”像是丢了连接号的年份"),
        Damage("1", "unclosed-quote", "…"),
    )
    plan = make_plan(*(item.text for item in PLAN.items), damage=damage)
    assert Page(page.item_html(plan, "3")).text_of("damage") == (
        "这一项的原文可能有误，以上照原样显示："
        "结尾没有句号，后面的文字可能缺失。“20212025”像是丢了连接号的年份"
    )
    assert Page(page.item_html(plan, "2")).all_of("damage") == []


def test_lost_start_is_told_by_the_title_alone() -> None:
    plan = make_plan("快。", titles={1: "［加］快"}, damage=(Damage("1", "lost-start", "…"),))
    assert Page(page.item_html(plan, "1")).all_of("damage") == []


def test_unknown_item_shows_the_contents() -> None:
    assert page.item_html(PLAN, "99") == page.contents_html(PLAN)


@given(st.text())
def test_spans_from_the_browser_never_fail(ranges: str) -> None:
    page.item_html(PLAN, "1", page.parse_spans(ranges))


def test_spans_are_read_as_written() -> None:
    assert page.parse_spans("3-5 7-9") == (Span(3, 5), Span(7, 9))
    assert page.parse_spans("-1-5 a 3-") == ()


# The colours

_CSS = (Path(page.__file__).parent / "theme.css").read_text(encoding="utf-8")
_LIGHT, _DARK = (
    dict(re.findall(r"--([\w-]+): (#\w{6});", block))
    for block in re.findall(r":root \{(.*?)\}", _CSS, re.DOTALL)
)
_ON = {
    "ink": ["paper", "surface", "blue-wash"],
    "ink-soft": ["paper", "surface"],
    "ink-quiet": ["paper", "surface", "sunken"],
    "blue": ["paper", "surface", "blue-wash"],
    "red": ["paper", "surface"],
    "on-blue": ["blue"],
    "warn-ink": ["warn-wash"],
    "fail-ink": ["paper", "surface", "warn-wash"],
}


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [_LIGHT, _DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [*((text, ground) for text, grounds in _ON.items() for ground in grounds), ("ink", "mark")],
)
def test_contrast_is_at_least_aa(theme: dict[str, str], text: str, ground: str) -> None:
    light, dark = sorted((_luminance(theme[text]), _luminance(theme[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
