"""With a model: verified sentences above the plan's own words, and only where they are safe."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.answers.phrases import phrase
from assistant.answers.render import to_json, to_markdown
from assistant.llm.prompts import load_prompt, prompt_versions
from assistant.llm.synthesis import asked_figures
from index.reading import load_plan
from tests.llm_server import GOOD, MODEL, Exchange, serving, timed, with_model, writing

FIGURE = "今年旧改征收多少户？"
BROAD = "养老床位有什么目标？"


def texts(answer):
    return [statement.text for statement in answer.statements]


def synthesised(answer):
    return [s.text for s in answer.statements if s.role == "synthesis"]


def test_verified_sentences_stand_above_the_plan_s_words(assistant):
    verbatim = assistant.ask(FIGURE)
    with serving(writing(GOOD)) as server:
        answer = with_model(assistant, server.url).ask(FIGURE, synthesize=True)
    assert texts(answer) == ["计划完成旧改征收1万户以上。", phrase("llm.sources"), *texts(verbatim)]
    (citation,) = answer.statements[0].citations
    assert citation.item == "17" and "10000户以上" in citation.quote
    assert "计划完成旧改征收1万户以上。〔第17项〕" in to_markdown(answer)
    assert answer.status == "answered"


def test_a_sentence_is_shown_while_the_model_still_writes(assistant):
    pieces = ["〔第18项〕全区新增养老床位600张。", "〔第18项〕养老机构床位总数达到10800张。"]
    with serving(writing(*pieces)) as server:
        answers, _ = timed(with_model(assistant, server.url), BROAD)
    assert [len(a.statements) for a in answers[:2]] == [1, 2]
    for earlier, later in pairwise(answers):
        assert later.statements[: len(earlier.statements)] == earlier.statements


def test_what_fails_is_dropped_and_counted(assistant):
    pieces = [
        "〔第18项〕全区新增养老床位600张。",
        "〔第18项〕新增养老床位800张。",
        "〔第18项〕养老机构床位总数达到10800张。",
    ]
    with serving(writing(*pieces)) as server:
        answer = with_model(assistant, server.url).ask(BROAD, synthesize=True)
    assert synthesised(answer) == ["全区新增养老床位600张。", "养老机构床位总数达到10800张。"]
    assert phrase("llm.dropped", count=1) in texts(answer)
    account = to_json(answer)["llm"]
    assert account["sentences_shown"] == 2 and account["sentences_dropped"] == {"figure": 1}


@pytest.mark.parametrize(
    ("written", "note"),
    [
        ("〔第18项〕新增养老床位800张。", phrase("llm.unsupported")),
        ("新增养老床位600张。", phrase("llm.unsupported")),  # without citation
        ("〔第17项〕新增养老床位600张。", phrase("llm.unsupported")),  # cites what was not given
        ("〔第28项〕新增养老床位600张。", phrase("llm.unsupported")),  # does not exist
        ("原文没有写明。", phrase("llm.declined")),
        (
            "〔第18项〕全区新增养老床位600张。〔第18项〕新增800张。〔第18项〕总数90张。",
            phrase("llm.partly", count=2),
        ),
    ],
)
def test_below_the_floor_the_plan_s_words_take_over(assistant, written, note):
    with serving(writing(written)) as server:
        answer = with_model(assistant, server.url).ask(BROAD, synthesize=True)
    assert note in texts(answer)
    assert texts(answer)[-1] == texts(assistant.ask(BROAD))[-1]


def test_an_answer_without_the_figure_asked_for_is_said_to_be_none(assistant):
    with serving(writing("〔第17项〕完成旧改征收。")) as server:
        answer = with_model(assistant, server.url).ask(FIGURE, synthesize=True)
    assert phrase("llm.unanswered") in texts(answer)
    assert "10000户以上" in texts(answer)


def test_what_is_true_but_beside_the_question_is_not_shown(assistant):
    pieces = ["〔第14项〕实施5G网络区域全覆盖。", "〔第14项〕增加200个停车共享泊位。"]
    with serving(writing(*pieces)) as server:
        answer = with_model(assistant, server.url).ask("停车共享泊位增加多少个", synthesize=True)
    assert synthesised(answer) == ["增加200个停车共享泊位。"]
    assert answer.explanation["llm"]["sentences_dropped"] == {"off_topic": 1}


def test_a_model_that_repeats_itself_is_not_listened_to(assistant):
    with serving(writing(*[GOOD] * 50)) as server:
        answer = with_model(assistant, server.url).ask(FIGURE, synthesize=True)
    assert synthesised(answer) == ["计划完成旧改征收1万户以上。"]


@pytest.mark.parametrize(
    "question",
    [
        "你好",
        "计划一共多少项？",
        "哪些项提到一网统管？",
        "第17项讲什么？",
        "第28项讲什么？",
        "旧改是不是8000户？",
        "旧改征收10000户以上，对吗？",
        "“四责协同”是什么意思？",
        "地铁18号线什么时候通车？",
        "今天天气怎么样？",
        "旧改预算多少钱？",
        "",
    ],
)
def test_where_a_model_could_only_do_harm_it_is_not_asked(assistant, question):
    with serving(writing("〔第17项〕统筹推进旧区改造。")) as server:
        answer = with_model(assistant, server.url).ask(question, synthesize=True)
        assert server.exchanges == []
    plain = assistant.ask(question)
    assert (answer.statements, answer.status) == (plain.statements, plain.status)
    assert answer.explanation["llm"]["asked"] == 0


def test_each_part_of_a_message_has_its_own_sentences(assistant):
    def answering(exchange: Exchange) -> None:
        asked = exchange.prompt.rpartition("<问题>")[2]
        exchange.write(
            "〔第17项〕完成旧改征收1万户以上。"
            if "旧改" in asked
            else "〔第14项〕增加200个停车共享泊位。"
        )

    with serving(answering) as server:
        answers, _ = timed(with_model(assistant, server.url), "旧改多少户？停车共享泊位增加多少？")
    assert synthesised(answers[-1]) == ["完成旧改征收1万户以上。", "增加200个停车共享泊位。"]
    assert answers[-1].explanation["llm"]["asked"] == 2
    for earlier, later in pairwise(answers):
        assert later.statements[: len(earlier.statements)] == earlier.statements


def test_the_account_tells_tokens_times_and_prompts(assistant):
    with serving(writing(GOOD)) as server:
        answer = with_model(assistant, server.url).ask(FIGURE, synthesize=True)
    account = json.loads(json.dumps(to_json(answer)))["llm"]
    assert account["model"] == MODEL and account["prompts"] == prompt_versions()
    assert (account["prompt_tokens"], account["completion_tokens"]) == (321, 21)
    times = [account[name] for name in ("first_token_ms", "first_sentence_ms", "total_ms")]
    assert times == sorted(times) and times[0] > 0


def test_without_a_model_the_record_is_what_it_was(assistant):
    assert "llm" not in to_json(assistant.ask(FIGURE))
    assert assistant.ask(FIGURE, synthesize=True) == assistant.ask(FIGURE)


# --- the prompt --------------------------------------------------------------------------


def test_the_prompt_holds_the_cited_items_with_their_numbers(assistant):
    with serving(writing(GOOD)) as server:
        with_model(assistant, server.url).ask(FIGURE, synthesize=True)
        body = server.exchanges[0].body
    assert f"〔第17项〕{assistant.plan.item('17').text}" in body["messages"][-1]["content"]
    assert body["model"] == MODEL and body["stream"] and body["temperature"] == 0
    assert body["max_tokens"] == 1024


@pytest.mark.parametrize("context", [2048, 4096])
def test_the_prompt_fits_the_context(assistant, context):
    question = "推进哪些建设？" + "重点工作、" * 100
    lengths = []
    for asked in ("推进哪些项目建设", "要建设哪些平台", question):
        with serving(writing(GOOD)) as server:
            with_model(assistant, server.url, llm_context=context).ask(asked, synthesize=True)
            lengths += [len(e.prompt) * 1.2 + e.body["max_tokens"] for e in server.exchanges]
    assert lengths and max(lengths) <= context


def test_prompts_have_versions_and_examples_of_another_place(plan):
    for name, version in prompt_versions().items():
        prompt = load_prompt(name)
        assert prompt.version == version >= 1
    assert not [i for i in plan.items if "口袋公园" in i.text or "社区食堂" in i.text]
    with pytest.raises(KeyError):
        load_prompt("answer").messages(question="?")


# --- follow-ups --------------------------------------------------------------------------

HISTORY = ("托班今年增加几个点",)
FOLLOW_UP = "那小学呢？"


def test_a_follow_up_that_the_rules_lose_is_reworded_by_the_model(assistant):
    assert assistant.ask(FOLLOW_UP, HISTORY).status == "not_in_plan"

    def rewording(exchange: Exchange) -> None:
        exchange.write("今年小学" if "<改写>" in exchange.prompt else "原文没有写明。")

    with serving(rewording) as server:
        answer = with_model(assistant, server.url).ask(FOLLOW_UP, HISTORY, synthesize=True)
    assert answer.status == "answered"
    assert texts(answer)[0] == phrase("answer.reworded", text="今年小学")
    assert "19" in {citation.item for citation in answer.citations}


def test_what_a_model_listed_is_not_counted_in_what_was_quoted(assistant):
    with serving(writing("？")) as server:
        answer = with_model(assistant, server.url).ask(
            "第二个呢", ["养老有哪些工作"], synthesize=True
        )
    assert not any("共列出" in text for text in texts(answer))
    assert "共列出" in texts(assistant.ask("第二个呢", ["养老有哪些工作"]))[0]


def test_a_rewording_leaves_out_what_was_said_first_where_it_has_no_room(assistant):
    history = ("绿地" * 1000, "停车" * 1000, *HISTORY)
    with serving(writing("今年小学")) as server:
        with_model(assistant, server.url).ask(FOLLOW_UP, history, synthesize=True)
        first = server.exchanges[0]
    assert len(first.prompt) * 1.2 + first.body["max_tokens"] <= 4096
    assert HISTORY[0] in first.prompt and "绿地绿地" not in first.prompt


@pytest.mark.parametrize("rewording", ["今年旧改征收多少户", "托班今年增加几个点", "？"])
def test_a_rewording_that_adds_or_loses_words_is_not_used(assistant, rewording):
    with serving(writing(rewording)) as server:
        answer = with_model(assistant, server.url).ask(FOLLOW_UP, HISTORY, synthesize=True)
    plain = assistant.ask(FOLLOW_UP, HISTORY)
    assert (answer.statements, answer.status) == (plain.statements, plain.status)


@pytest.mark.parametrize(
    ("behave", "kind"),
    [
        (lambda exchange: exchange.refuse(500), "fault"),
        (writing(""), "empty"),
        (writing("x" * 9999), "endless"),
    ],
)
def test_a_failure_in_rewording_is_told(assistant, behave, kind):
    with serving(behave) as server:
        answer = with_model(assistant, server.url).ask(FOLLOW_UP, HISTORY, synthesize=True)
        assert len(server.exchanges) == 1
    assert texts(answer) == [phrase(f"llm.{kind}"), *texts(assistant.ask(FOLLOW_UP, HISTORY))]


def test_another_plan_needs_no_other_code(tmp_path):
    from assistant.chain import open_assistant
    from tests.llm_server import model_settings

    path = tmp_path / "plan.txt"
    path.write_text(
        "2021年计划\n一、建设\n1.新建公园3座以上。\n2.建学校2所。\n二、民生\n1.新增养老床位50张。\n",
        "utf-8",
    )
    label = load_plan(path).items[0].label
    with serving(writing(f"〔{label}〕计划新建公园3座以上。")) as server:
        opened = open_assistant(path, model_settings(server.url, data=tmp_path / "data"))
        answer = opened.ask("新建公园多少座？", synthesize=True)
    assert synthesised(answer) == ["计划新建公园3座以上。"]


def test_asked_figures_are_those_of_the_verbatim_answer(assistant):
    (part,) = assistant.search_chain.invoke(assistant._asked(FIGURE, (), False)).parts
    answer = assistant.answerer.answer(part.question, part.evidence)
    assert {figure.value for figure in asked_figures(part.question, answer)} == {10000.0}


def test_of_several_plans_the_model_writes_of_the_one_asked_for_and_compares_none(tmp_path):
    from assistant.plans.several import PlansAssistant
    from index.shelf import add_plan, shelved_plans
    from tests.llm_server import model_settings

    with serving(writing("〔第8项〕完成旧改征收9000户以上。")) as server:
        config = model_settings(server.url, data=tmp_path / "data")
        add_plan(Path(__file__).parent / "years" / "2021.txt", config)
        plans = PlansAssistant(shelved_plans(config), config)
        answer = plans.ask("2021年旧改征收多少户", synthesize=True)
        assert synthesised(answer) == ["完成旧改征收9000户以上。"]
        assert {citation.plan for citation in answer.citations} == {"2021年"}
        assert len(server.exchanges) == 1
        compared = plans.ask("与去年相比旧改目标有什么变化？", synthesize=True)
        assert synthesised(compared) == [] and len(server.exchanges) == 1
