"""A whole evaluation run: asking, baselines, printed tables, written report."""

import json

import pytest

from assistant.answers.answer import Answer, Citation, Statement
from assistant.chain import Assistant
from assistant.understanding.topics import open_topics
from assistant.understanding.vocabulary import Vocabulary
from assistant.verbatim import VerbatimAnswerer
from eval.__main__ import main
from eval.baselines import baselines
from eval.cases import Case
from eval.metrics import not_verbatim, summarize
from eval.report import write_report
from eval.run import ask_all, describe, of_split
from eval.tables import to_markdown_table, to_text
from index.library import IndexedPlan, open_plan
from index.plan import Plan, Span
from index.settings import Settings

TEXT = (
    "测试计划 2020-05-13\n\n1.新建公园3座,绿化率提高。\n2.推进旧区改造10000户以上。\n"
    "3.增加托育点2个。\n"
)
CASES = (
    Case("a1", "建几座公园？", "figure", items=("1",), must=("3座",)),
    Case("a2", "托育点增加几个？", "figure", items=("3",), must=("2个",)),
    Case("a3", "地铁几点停运？", "unanswerable"),
    Case("a4", "旧区改造多少户？", "figure", items=("2",), must=("10000户",)),
)


@pytest.fixture(scope="module")
def config(tmp_path_factory) -> Settings:
    return Settings(data=tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def indexed(tmp_path_factory, config) -> IndexedPlan:
    path = tmp_path_factory.mktemp("plan") / "small.txt"
    path.write_text(TEXT, encoding="utf-8")
    return open_plan(path, config)


def test_a_part_that_stands_in_for_another_serves_every_step(indexed, config):
    literal = Vocabulary(indexed.plan, everyday=False)
    answerer = VerbatimAnswerer(indexed.plan, indexed.passages)
    topics = open_topics(indexed.plan.folded, config)
    other = Assistant(indexed, topics, literal, answerer)
    for step in (other, other.single, other.decomposition, other.rewriting):
        assert step.vocabulary is literal
    assert other.answerer is other.single.answerer is answerer
    whole = Assistant(indexed, topics)
    assert whole.vocabulary is whole.rewriting.vocabulary is not literal


class Scripted:
    """Quotes the first item for everything, and breaks on 旧区."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def ask(self, question, history=()) -> Answer:
        self.asked.append((question, tuple(history)))
        if "旧区" in question:
            raise ValueError("script ends")
        start = self.plan.items[0].span.start
        quote = self.plan.source[start : start + 6]
        citation = Citation("1", quote, Span(start, start + 6))
        statements = (Statement("quote", quote, (citation,)),)
        return Answer(question, "answered", statements, None, {"answerability": 0.8})


def test_every_baseline_answers_everything_with_verbatim_citations(indexed, config):
    for name, system in baselines(indexed, config).items():
        outcomes = ask_all(name, system, CASES, indexed.plan)
        assert [o.answer.status for o in outcomes] == ["answered"] * len(CASES)
        assert not any(o.error or not_verbatim(o) for o in outcomes)
        if name != "BM25 only":  # which finds nothing for the metro
            assert all(o.cited for o in outcomes)
        recall = summarize(outcomes)["citation_recall"]
        assert recall and recall.value == 1


def test_the_tutorial_chain_shows_whole_chunks(indexed, config):
    (outcome,) = ask_all(
        "tutorial", baselines(indexed, config)["LangChain tutorial"], CASES[:1], indexed.plan
    )
    shown = "".join(statement.text for statement in outcome.answer.statements)
    assert "".join(shown.split()) == "".join(TEXT.split())
    assert outcome.cited == ("1", "2", "3")


def test_an_exception_costs_its_case_and_no_other(indexed):
    system = Scripted(indexed.plan)
    outcomes = ask_all("scripted", system, CASES, indexed.plan)
    assert [bool(o.error) for o in outcomes] == [False, False, False, True]
    assert [o.solved for o in outcomes] == [True, False, False, False]
    assert "scripted: 1 cases ended in an exception" in describe(
        {"scripted": outcomes}, indexed.plan, "all"
    )


def test_history_reaches_the_system_and_the_first_question_is_asked_twice(indexed):
    system = Scripted(indexed.plan)
    ask_all("scripted", system, (Case("f", "那呢？", "followup", ("公园",), ("1",)),), indexed.plan)
    # Each time the message before it first, as in a chat.
    assert system.asked == [("公园", ()), ("那呢？", ("公园",))] * 2


def test_of_split_keeps_the_halves_apart():
    halves = of_split(CASES, "dev"), of_split(CASES, "test")
    assert sorted(c.id for half in halves for c in half) == ["a1", "a2", "a3", "a4"]
    assert of_split(CASES, "all") == CASES


def test_the_report_holds_tables_plots_and_every_miss(tmp_path, indexed, config):
    outcomes = ask_all("scripted", Scripted(indexed.plan), CASES, indexed.plan)
    results = {"scripted": outcomes, "twin": outcomes}
    report = write_report(tmp_path / "report", results, indexed.plan, config)
    written = report.read_text(encoding="utf-8")
    assert "| metric | n | scripted | twin |" in written
    assert "Expected calibration error" in written
    for plot in ("metrics.png", "reliability.png"):
        assert (tmp_path / "report" / plot).read_bytes().startswith(b"\x89PNG")
    misses = (tmp_path / "report" / "misses.md").read_text(encoding="utf-8")
    assert misses.startswith("# Misses of scripted: 3 of 4 cases")
    assert "- Question: 托育点增加几个？\n- Wrong: not cited: 3; fact missing: 2个" in misses
    assert "exception: ValueError: script ends" in misses
    assert "> 新建公园3座〔第1项〕" in misses


def test_tables_align():
    rows = [["metric", "n", "x"], ["recall", "10", "0.5"]]
    assert to_text(rows).split("\n")[2] == "recall  10  0.5"
    assert to_markdown_table(rows).split("\n")[1] == "| :-- | --: | --: |"


def test_the_command_runs_the_assistant_and_says_when_a_split_is_empty(
    tmp_path, capsys, monkeypatch, config
):
    plan = tmp_path / "small.txt"
    plan.write_text(TEXT, encoding="utf-8")
    questions = tmp_path / "q.jsonl"
    record = {"id": "a001", "question": "新建公园几座？", "kind": "figure", "items": [1]}
    questions.write_text(json.dumps(record | {"must": ["3座"]}), encoding="utf-8")
    monkeypatch.setattr("eval.__main__.settings", lambda: config)
    command = ["--plan", str(plan), "--questions", str(questions), "--report", str(tmp_path / "r")]
    assert main([*command, "--no-baselines", "--split", "dev"]) == 0
    assert "case solved" in capsys.readouterr().out
    assert (tmp_path / "r" / "report.md").exists()
    assert main([*command, "--split", "test"]) == 2
    assert "没有属于 test 的题目" in capsys.readouterr().err
