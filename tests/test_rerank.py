"""Reading the first sentences with the question, and what that does to their order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.chain import Assistant
from assistant.evidence.ranking import Candidate
from assistant.evidence.rerank import FIRST, reread
from assistant.message import Asked
from assistant.understanding.question import Question


def ranked(assistant: Assistant, asked: str) -> tuple[Question, list[Candidate]]:
    """Return a question as understood and its candidates, unread."""
    (part,) = assistant.search_chain.invoke(Asked(asked)).parts
    assert part.evidence is not None
    ranker = assistant.answerer.ranker
    return part.question, ranker.rank(part.question, part.evidence.retrieval)


@pytest.mark.parametrize("asked", ["违建怎么整治", "养老床位新增几张", "滨江的灯光什么时候亮"])
def test_reading_loses_no_sentence_and_what_was_read_comes_first(assistant, plan, asked):
    question, before = ranked(assistant, asked)
    after = reread(question, before, plan)
    assert {c.passage.ordinal for c in after} == {c.passage.ordinal for c in before}
    read = [c.read is not None for c in after]
    assert any(read) and read == sorted(read, reverse=True)
    first = [c.score for c in after if c.read is not None]
    assert first == sorted(first, reverse=True)


def test_the_sentence_that_answers_goes_before_those_of_its_item_that_do_not(assistant, plan):
    question, before = ranked(assistant, "养老床位新增几张")
    right = next(c for c in before if "养老床位" in c.passage.text)
    others = [c for c in before if c is not right][: FIRST - 1]
    for at in range(FIRST):
        mixed = [*others[:at], right, *others[at:]]
        assert reread(question, mixed, plan)[0].passage == right.passage


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 6))
def test_few_candidates_are_read_as_well_as_many(assistant, plan, count):
    question, before = ranked(assistant, "违建怎么整治")
    after = reread(question, before[:count], plan)
    assert len(after) == count


@pytest.mark.parametrize(
    ("full", "short"),
    [("医疗保险支付方式怎么改", "医保支付方式怎么改"), ("国有企业党建怎么抓", "国企党建怎么抓")],
)
def test_a_name_in_full_reads_as_its_abbreviation_does(assistant, plan, full, short):
    reads = [reread(*ranked(assistant, asked), plan)[0].read for asked in (full, short)]
    assert None not in reads and max(reads) - min(reads) < 4, reads
    assert min(reads) > 0


def test_a_question_in_everyday_words_reads_better_in_those_of_the_sentence(assistant, plan):
    question, before = ranked(assistant, "地铁高架有哪些大项目")
    asked, worded = (reread(question, before, plan, own_words=own)[0] for own in (False, True))
    assert "轨道交通18号线" in worded.passage.text
    assert asked.read is not None and worded.read is not None and worded.read > asked.read + 2


def test_a_question_in_the_words_of_the_sentence_reads_as_it_is_asked(assistant, plan):
    question, before = ranked(assistant, "轨道交通18号线怎么推进")
    asked, worded = (reread(question, before, plan, own_words=own) for own in (False, True))
    assert asked == worded


def test_the_bare_name_of_what_the_plan_has_reads_as_a_question_for_it(assistant, plan):
    question, before = ranked(assistant, "违法治理")
    asked, _ = ranked(assistant, "违法治理怎么做")
    reads = [reread(each, before, plan)[0].read for each in (question, asked)]
    assert reads[0] == reads[1] and (reads[0] or 0.0) > -1
