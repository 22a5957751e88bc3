"""The metrics against values worked out by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.answer import Answer, Citation, Statement
from assistant.answers.render import escape_markdown
from eval.cases import Case
from eval.intervals import mean, percentile, ratio
from eval.metrics import (
    Outcome,
    capped_recall,
    not_verbatim,
    plain,
    reciprocal_rank,
    summarize,
    ungrounded_figures,
    unify,
)
from eval.report import reliability
from index.plan import Span
from index.reading import parse_plan
from index.retriever import ItemHit, Retrieval

PLAN = parse_plan(
    "测试计划 2020-05-13\n\n1.新建公园3座,绿化率提高。\n"
    "2.推进旧区改造10000户以上。\n3.改造公园绿道9公里。\n",
    "test.txt",
)


def cite(label: str, quote: str) -> Citation:
    start = PLAN.source.index(quote)
    return Citation(label, quote, Span(start, start + len(quote)))


def answer(status="answered", *statements: Statement, retrieved=None, **explanation) -> Answer:
    items = tuple(ItemHit(label, 1.0, {}) for label in retrieved or ())
    retrieval = None if retrieved is None else Retrieval("?", (), items)
    return Answer("?", status, statements, retrieval, explanation)


def quoting(*quotes: tuple[str, str], **more) -> Answer:
    statements = (Statement("quote", text, (cite(label, text),)) for label, text in quotes)
    return answer("answered", *statements, **more)


def outcome(case: Case, given: Answer, ms: float = 1.0, error: str = "") -> Outcome:
    return Outcome(case, given, PLAN, ms, error)


PARKS = ("1", "新建公园3座")
HOMES = ("2", "改造10000户以上")
PATHS = ("3", "改造公园绿道9公里")


def values(*outcomes: Outcome) -> dict[str, float | None]:
    return {key: e.value if e else None for key, e in summarize(outcomes).items()}


def test_citation_recall_and_precision_are_means_over_cases():
    both = Case("a", "?", "topic", items=("1", "3"))
    one = Case("b", "?", "figure", items=("2",), also_ok=("1",))
    got = values(outcome(both, quoting(PARKS, HOMES)), outcome(one, quoting(PARKS, HOMES)))
    assert got["citation_recall"] == pytest.approx((1 / 2 + 1) / 2)
    assert got["all_cited"] == pytest.approx(1 / 2)
    assert got["citation_precision"] == pytest.approx((1 / 2 + 1) / 2)


def test_an_answer_without_citations_costs_recall_but_not_precision():
    got = values(outcome(Case("a", "?", "figure", items=("1",)), answer("not_in_plan")))
    assert got["citation_recall"] == 0
    assert got["citation_precision"] is None


def test_key_facts_are_counted_in_the_text_whatever_its_marks():
    statement = Statement("lead", HOMES[1], (cite(*HOMES),), bold=("10000户以上",))
    case = Case("a", "?", "figure", items=("2",), must=("改造10000户以上", "9公里"))
    assert values(outcome(case, answer("answered", statement)))["key_facts"] == 1 / 2


def test_a_citation_mark_states_no_figure():
    case = Case("a", "?", "meta", must=("2",))
    statement = Statement("quote", "推进旧区", (cite("2", "推进旧区"),))
    assert not outcome(case, answer("answered", statement)).facts["2"]


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        ("**10000户**以上", "10000户以上"),
        ("“1\\+6\\+4”产业", "“1+6+4”产业"),
        ("人民城市人民建，人民城市", "人民城市人民建,人民城市"),
        ("１００００ 户", "10000户"),
        ("「一网通办」", "“一网通办”"),
        ("a\\*\\*b", "a**b"),
    ],
)
def test_plain_text_ignores_markup_width_and_spaces(shown, wanted):
    assert unify(wanted) in plain(shown)


@given(st.text(alphabet="旧区改造,，。10０“”*_ \\", max_size=30))
def test_plain_undoes_the_escaping_of_any_text(text):
    assert plain(escape_markdown(text)) == unify(text)


def test_rejection_counts_what_was_and_what_should_have_been_rejected():
    unanswerable, figure = Case("a", "?", "unanswerable"), Case("b", "?", "figure", items=("1",))
    got = values(
        outcome(unanswerable, answer("not_in_plan")),  # true positive
        outcome(unanswerable, quoting(PARKS)),  # false negative
        outcome(unanswerable, quoting(PARKS)),  # false negative
        outcome(figure, answer("not_in_plan")),  # false positive
        outcome(figure, quoting(PARKS)),
        outcome(Case("c", "?", "chat"), answer("chat")),
    )
    assert got["rejection_precision"] == pytest.approx(1 / 2)
    assert got["rejection_recall"] == pytest.approx(1 / 3)
    assert got["rejection_f1"] == pytest.approx(2 / 5)  # 2·(1/2)(1/3) / (1/2 + 1/3)
    assert got["status"] == pytest.approx(3 / 6)


def test_small_talk_is_a_fair_reply_to_an_off_topic_question():
    got = values(outcome(Case("a", "?", "offtopic"), answer("chat")))
    assert got["status"] == 1
    assert got["rejection_recall"] == 1


def test_a_false_premise_is_corrected_by_the_real_fact_with_a_required_item():
    case = Case("a", "?", "false_premise", items=("2",), must=("10000户以上",))
    variant = Case(
        "b",
        "?",
        "variant",
        items=("2",),
        must=("10000户以上",),
        base="a",
        base_kind="false_premise",
    )
    assert values(outcome(case, quoting(HOMES)))["false_premise"] == 1
    assert values(outcome(variant, quoting(PARKS)))["false_premise"] == 0
    assert values(outcome(case, answer("not_in_plan")))["false_premise"] == 0
    assert (
        values(outcome(Case("c", "?", "topic", items=("2",)), quoting(HOMES)))["false_premise"]
        is None
    )


def test_a_quote_must_be_the_source_at_its_span_inside_its_item():
    good = cite(*PARKS)
    altered = Citation("1", "新建公园4座", good.span)
    elsewhere = Citation("1", "新建公园3座", Span(good.span.start + 1, good.span.end + 1))
    other_item = Citation("2", good.quote, good.span)
    no_item = Citation("9", good.quote, good.span)
    empty = Citation("1", "", Span(good.span.start, good.span.start))
    wrong = (altered, elsewhere, other_item, no_item, empty)
    statement = Statement("quote", "…", (good, *wrong))
    result = outcome(Case("a", "?", "topic", items=("1",)), answer("answered", statement))
    assert not_verbatim(result) == tuple(citation.quote for citation in wrong)
    assert values(result)["verbatim"] == pytest.approx(1 / 6)


def test_figures_must_stand_in_an_item_cited_by_the_same_statement():
    statements = (
        Statement("lead", "3座、8000户", (cite(*PARKS),)),  # 3 stands in item 1, 8000 nowhere
        Statement("bullet", "9公里", (cite(*HOMES),)),  # 9 stands in item 3 only
        Statement("phrase", "共27项"),  # ours: says nothing of the plan
    )
    case = Case("a", "?", "topic", items=("1",))
    result = outcome(case, answer("answered", *statements))
    assert ungrounded_figures(result) == ("8000", "9")
    assert values(result)["figures"] == pytest.approx(1 / 3)
    meta = outcome(Case("b", "?", "meta"), answer("answered", *statements))
    assert values(meta)["figures"] is None


def test_forbidden_text_is_counted_over_the_cases_that_forbid_any():
    case = Case("a", "?", "figure", items=("2",), forbid=("8000户", "３座"))
    got = values(
        outcome(case, quoting(HOMES)),
        outcome(case, quoting(PARKS)),
        outcome(Case("b", "?", "figure", items=("1",)), quoting(PARKS)),
    )
    assert got["forbid"] == 1 / 2


def test_retrieval_is_measured_where_something_was_searched():
    case = Case("a", "?", "topic", items=("1", "3"))
    got = values(
        outcome(case, quoting(PARKS, retrieved=["2", "3", "1"])),
        outcome(case, quoting(PARKS, retrieved=["1"])),
        outcome(case, quoting(PARKS, retrieved=[])),
        outcome(case, quoting(PARKS)),  # not searched
        outcome(Case("b", "?", "unanswerable"), answer("not_in_plan", retrieved=["1"])),
    )
    assert got["recall_1"] == pytest.approx((0 + 1 + 0) / 3)
    assert got["recall_5"] == pytest.approx((1 + 1 / 2 + 0) / 3)
    assert got["mrr"] == pytest.approx((1 / 2 + 1 + 0) / 3)


ranking = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(ranking, st.sets(st.sampled_from("abcdefgh"), min_size=1), st.integers(1, 8))
def test_ranking_scores_stay_between_0_and_1_and_agree(ranked, gold, k):
    recall, rank = capped_recall(ranked, gold, k), reciprocal_rank(ranked, gold)
    assert 0 <= recall <= 1
    assert 0 <= rank <= 1
    assert (recall > 0) == (rank >= 1 / k)


def test_case_score_wants_status_items_and_facts():
    case = Case("a", "?", "figure", items=("1",), must=("3座",))
    assert outcome(case, quoting(PARKS)).solved
    assert not outcome(case, quoting(HOMES)).solved
    assert not outcome(case, quoting(("1", "绿化率提高"))).solved
    quoted = quoting(PARKS)
    assert not outcome(case, answer("not_in_plan", *quoted.statements)).solved
    assert not outcome(case, quoted, error="ValueError: x").solved


def test_variants_are_compared_with_their_own_bases():
    def case(name: str, base: str = "") -> Case:
        kind = "variant" if base else "figure"
        base_kind = "figure" if base else ""
        return Case(name, "?", kind, items=("1",), base=base, base_kind=base_kind)

    got = values(
        outcome(case("a"), quoting(PARKS)),
        outcome(case("b"), quoting(HOMES)),
        outcome(case("c"), quoting(PARKS)),  # without a variant: does not count
        outcome(case("a1", "a"), quoting(PARKS)),
        outcome(case("a2", "a"), quoting(HOMES)),
        outcome(case("b1", "b"), quoting(HOMES)),
    )
    # variants 1, 0, 0; their bases 1, 1, 0
    assert got["variants"] == pytest.approx((1 / 3) / (2 / 3))


def test_latency_is_the_percentile_over_the_cases():
    case = Case("a", "?", "chat")
    got = values(*(outcome(case, answer("chat"), ms=float(ms)) for ms in range(1, 102)))
    assert got["p50_ms"] == 51
    assert got["p95_ms"] == 96


def test_nothing_measured_is_no_number():
    assert ratio([]) is None
    assert ratio([(0, 0)]) is None
    assert percentile([], 50) is None


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=30))
def test_a_ratio_lies_in_its_interval_and_repeats(pairs):
    parts = [(min(a, b), max(a, b)) for a, b in pairs]
    found = ratio(parts)
    if found is None:
        assert not sum(of for _, of in parts)
        return
    assert math.isclose(found.value, sum(g for g, _ in parts) / sum(o for _, o in parts))
    assert 0 <= found.low <= found.high <= 1
    assert found == ratio(parts)


def test_the_interval_of_a_mean_is_that_of_the_normal_approximation():
    found = mean([1.0] * 80 + [0.0] * 20)  # standard error √(0.8 · 0.2 / 100) = 0.04
    assert found.value == pytest.approx(0.8)
    assert found.low == pytest.approx(0.8 - 1.96 * 0.04, abs=0.02)
    assert found.high == pytest.approx(0.8 + 1.96 * 0.04, abs=0.02)


def test_reliability_bins_what_was_stated_against_what_was_so():
    yes, no = Case("a", "?", "figure", items=("1",)), Case("b", "?", "unanswerable")
    found = reliability(
        [
            outcome(yes, answer(answerability=0.9)),
            outcome(no, answer(answerability=0.94)),
            outcome(no, answer(answerability=0.2)),
            outcome(Case("c", "?", "chat"), answer("chat", answerability=0.0)),
            outcome(yes, answer(answerability="high")),
            outcome(yes, answer()),
        ]
    )
    assert found is not None
    assert found.counts.tolist() == [1, 2]
    assert found.stated.tolist() == pytest.approx([0.2, 0.92])
    assert found.observed.tolist() == pytest.approx([0.0, 0.5])
    assert found.ece == pytest.approx((0.2 * 1 + 0.42 * 2) / 3)
    assert found.brier == pytest.approx((0.1**2 + 0.94**2 + 0.2**2) / 3)
    assert reliability([outcome(yes, answer())]) is None
