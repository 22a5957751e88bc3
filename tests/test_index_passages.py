"""Cutting items into passages and clauses whose spans point into the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.passages import clause_spans, split_item, split_plan
from index.plan import Item, Plan, Span
from index.reading import parse_plan

OFFSET = 7


def item(text: str) -> Item:
    """An item that starts at OFFSET of its source."""
    return Item(1, "1", text, Span(OFFSET, OFFSET + len(text)))


def sentences(text: str) -> list[str]:
    return [passage.text for passage in split_item(item(text))]


def clauses(text: str) -> list[str]:
    return [text[span.start : span.end] for span in clause_spans(text)]


# The built-in plan


def test_the_built_in_passages_are_numbered_consecutively_and_grouped_by_item(plan: Plan):
    passages = split_plan(plan)
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))
    assert list(dict.fromkeys(p.item for p in passages)) == [i.label for i in plan.items]
    assert len(passages) == 133


def test_the_built_in_passages_join_to_their_items_and_point_into_the_source(plan: Plan):
    passages = split_plan(plan)
    for each in plan.items:
        own = [passage for passage in passages if passage.item == each.label]
        assert "".join(passage.text for passage in own) == each.text
        assert own[0].span.start == each.span.start and own[-1].span.end == each.span.end
    for passage in passages:
        assert passage.text == plan.source[passage.span.start : passage.span.end]
        joined = "".join(plan.source[c.start : c.end] for c in passage.clauses)
        assert joined == passage.text


def test_every_built_in_passage_but_the_cut_off_ones_ends_with_a_stop(plan: Plan):
    passages = split_plan(plan)
    assert [p.item for p in passages if not p.text.endswith("。")] == ["22", "23"]


# Sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲。乙！丙？丁", ["甲。", "乙！", "丙？", "丁"]),
        ("做到“甲乙。”再办丙。", ["做到“甲乙。”", "再办丙。"]),
        ("甲（乙。）丙。", ["甲（乙。）", "丙。"]),
        ("真的？！好。", ["真的？！", "好。"]),
        ("甲；乙,丙。", ["甲；乙,丙。"]),
        ("完成17.33公里,9.5%。乙。", ["完成17.33公里,9.5%。", "乙。"]),
        ("甲\n　　乙。\r\n丙", ["甲\n　　", "乙。\r\n", "丙"]),
        ("没有句号", ["没有句号"]),
        # who answers for an item, and by when it is done
        (
            "甲。责任单位：乙局；配合单位：丙；完成时限：5月底。",
            ["甲。", "责任单位：乙局；配合单位：丙；", "完成时限：5月底。"],
        ),
        (
            "甲。（牵头部门：乙局，办结时间：5月）",
            ["甲。", "（牵头部门：乙局，", "办结时间：5月）"],
        ),
        ("甲。时限：5月底；责任单位：乙局", ["甲。", "时限：5月底；", "责任单位：乙局"]),
        ("由责任单位：乙局；完成时限：5月。", ["由责任单位：乙局；完成时限：5月。"]),
    ],
)
def test_sentences_end_after_their_stop_and_its_closing_marks(text, expected):
    assert sentences(text) == expected


@pytest.mark.xfail(strict=True, reason="a full stop ends a sentence inside quotes and brackets too")
@pytest.mark.parametrize("text", ["要“甲。乙。”才好。", "甲（乙。丙）丁。"])
def test_sentences_are_not_cut_inside_matched_quotes_or_brackets(text):
    assert sentences(text) == [text]


def test_ordinals_go_on_from_item_to_item():
    plan = parse_plan("计划\n1.甲。乙。\n2.丙。\n3.丁。戊。", "x.txt")
    assert [(p.ordinal, p.item) for p in split_plan(plan)] == [
        (0, "1"),
        (1, "1"),
        (2, "2"),
        (3, "3"),
        (4, "3"),
    ]


# Clauses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲,乙，丙;丁；戊:己：庚。", ["甲,", "乙，", "丙;", "丁；", "戊:", "己：", "庚。"]),
        ("甲、乙和丙。", ["甲、乙和丙。"]),
        ("做到“甲,乙”,再办丙。", ["做到“甲,乙”,", "再办丙。"]),
        ("按《甲,乙》和（丙,丁(戊,己)）,办。", ["按《甲,乙》和（丙,丁(戊,己)）,", "办。"]),
        ("完成10,000户,收尾6个。", ["完成10,000户,", "收尾6个。"]),
        ("在10:30,到场。", ["在10:30,", "到场。"]),
        ("增加5张,3,个。", ["增加5张,", "3,", "个。"]),
        ("画出“同心圆,再画。", ["画出“同心圆,", "再画。"]),
        ("甲”乙,丙。", ["甲”乙,", "丙。"]),
        (",甲。", [",", "甲。"]),
        ("甲,", ["甲,"]),
    ],
)
def test_clauses_end_after_commas_outside_quotes_brackets_and_numbers(text, expected):
    assert clauses(text) == expected


# Properties

_MARKS = ["“”", "《》", "‘’", "（）", "()", "「」", "【】"]
_plain = st.text(st.sampled_from("推进旧区改造,，;；:：、"), min_size=1, max_size=8)
_enclosed = st.recursive(
    _plain,
    lambda inner: st.builds(
        lambda marks, parts: marks[0] + "".join(parts) + marks[1],
        st.sampled_from(_MARKS),
        st.lists(inner, max_size=3),
    ),
    max_leaves=6,
).filter(lambda text: text[0] in "“《‘（(「【")
_number = st.sampled_from(["10,000", "1,234,567", "10:30", "17.33", "2019:2023"])
_atoms = st.one_of(
    st.tuples(_plain, st.just(False)),
    st.tuples(_enclosed, st.just(True)),
    st.tuples(_number, st.just(True)),
    st.tuples(st.sampled_from(["。", "！", "？", "。\n", "\n　"]), st.just(False)),
)


@given(st.lists(_atoms, min_size=1, max_size=12))
def test_nothing_is_cut_inside_matched_quotes_brackets_or_numbers(atoms):
    text, protected = "", []
    for atom, whole in atoms:
        if whole:
            protected.append((len(text) + OFFSET, len(text) + OFFSET + len(atom)))
        text += atom
    passages = split_item(item(text))
    cuts = {bound for p in passages for c in p.clauses for bound in (c.start, c.end)}
    cuts |= {bound for p in passages for bound in (p.span.start, p.span.end)}
    assert not [cut for cut in cuts for start, end in protected if start < cut < end]


@given(
    st.text(
        st.sampled_from("推进改造，,。！？；;：:“”‘’《》（）()「」【】、0123 1\n\r　.%"), min_size=1
    ),
    st.integers(0, 50),
)
def test_passages_join_to_the_item_and_clauses_partition_each_passage(text, first):
    source = "前" * OFFSET + text + "后"
    passages = split_item(item(text), first_ordinal=first)
    assert "".join(passage.text for passage in passages) == text
    assert [p.ordinal for p in passages] == list(range(first, first + len(passages)))
    end = OFFSET
    for passage in passages:
        assert passage.span.start == end
        assert passage.text == source[passage.span.start : passage.span.end] != ""
        for clause in passage.clauses:
            assert clause.start == end < clause.end
            end = clause.end
        assert end == passage.span.end
    assert end == OFFSET + len(text)


def test_a_sentence_that_the_margin_cut_is_one_passage():
    lines = [
        "推进路网建设，全年在城东城南两个片区新建道路",
        "3.5公里，改造人行道2万平方米，设无障碍坡道",
        "20处。",
    ]
    assert sentences("\n".join([*lines, "抓紧。"])) == ["\n".join([*lines, ""]), "抓紧。"]


@pytest.mark.parametrize(
    "below",
    ["（1）新建道路3.5公里", "①新建道路3.5公里", "● 新建道路3.5公里", "2.1 新建道路3.5公里"],
)
def test_a_point_is_a_passage_whatever_is_above_it(below):
    above = "全年在城东和城南两个片区新建道路和桥梁，改造人行道"
    assert sentences(f"{above}\n{below}") == [f"{above}\n", below]


def test_a_line_short_of_the_margin_ends_a_passage():
    assert sentences("新建道路，改造人行道\n全年在城东和城南两个片区推进架空线入地工程建设。") == [
        "新建道路，改造人行道\n",
        "全年在城东和城南两个片区推进架空线入地工程建设。",
    ]
