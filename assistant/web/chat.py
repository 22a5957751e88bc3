"""The screen 问答: questions, answers statement by statement, the input below them."""

import base64
import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

import gradio as gr

from assistant.crowd import FULL, MOST_WAITING, crowd
from assistant.web import page, transcript
from assistant.web.components import QUIET, html
from assistant.web.feedback import LONGEST_COMMENT, REASONS, feedback_on, save
from assistant.web.modes import VERBATIM, growing_answers, mode_switch
from assistant.web.page import Turn
from assistant.web.site import Site, View
from assistant.web.suggest import suggest
from assistant.web.warmup import Warmup
from index.errors import UserError
from index.plan import Plan
from index.settings import settings

if TYPE_CHECKING:
    from assistant.answers.answer import Answer, Status
    from assistant.plans.several import PlansAssistant
    from index.shelf import ShelvedPlan

LONGEST_QUESTION = 2000
HISTORY = 6
_STATEMENT_PAUSE = 0.04
_FAILED = "抱歉，这个问题没能答上来。请换个说法再问一次；如果总是这样，请告诉管理员查看运行记录。"

_log = logging.getLogger(__name__)


def build(site: Site) -> tuple[View, ...]:
    """Build the screen in the Blocks context this is called in; return what shows the plan."""

    def rate(request: dict[str, str]) -> str:
        return rate_turn(request, site.plans.by_name(), settings().data)

    def export(request: dict[str, str]) -> dict[str, str]:
        turns, format = (str(request.get(name, "")) for name in ("turns", "format"))
        return export_turns(turns, format, site.plans.by_name())

    def follow(request: dict[str, Any]) -> str:
        answered = transcript.from_json(str(request.get("turns", "")), site.plans.by_name())
        asked = request.get("asked")
        earlier = (
            [str(each) for each in asked[-transcript.LONGEST_KEPT :]]
            if isinstance(asked, list)
            else []
        )
        picked = site.plans.picked(str(request.get("plan", "")))
        return page.suggestions_html(follow_up(answered, earlier, site.warmup, picked))

    def shown_html(shown: tuple[Turn, ...], plan: Plan) -> str:
        return conversation_html(shown, plan, site.plans.by_name())

    turns = gr.State(())
    conversation = html(
        shown_html((), site.shown),
        elem_id="conversation",
        html_template="${planChat.shown(value)}",
        js_on_load="planChat.conversation(element, trigger, watch, server, 'restore', 'leave')",
        server_functions=[rate, export, follow],
    )
    with gr.Column(elem_id="dock"):
        with gr.Row(elem_id="composer"):
            box = gr.Textbox(
                placeholder=placeholder(site.shown),
                label="问题",
                show_label=False,
                container=False,
                lines=1,
                max_lines=6,
                elem_id="question",
            )
            send = gr.Button("发送", variant="primary", elem_id="send")
            stop = gr.Button("停止", elem_id="stop")
        with gr.Row(elem_id="below"):
            notice = html(page.notice_html(), elem_id="notice", js_on_load="planChat.notice(watch)")
            mode = mode_switch()
            clear = gr.Button("新对话", elem_id="clear")
            html(
                page.talks_html() + page.rating_form_html(REASONS, LONGEST_COMMENT),
                elem_id="talks",
                js_on_load="planChat.talks(element)",
            )

    def ask(
        text: str, asked: tuple[Turn, ...], how: str, wanted: str, event: gr.EventData
    ) -> Iterator[tuple[Any, ...]]:
        pressed = event._data or {}
        question, fault = read_question(pressed.get("question") or text)
        if fault:
            for notice_again in ("", fault):  # a notice that stays as it is would not be noticed
                yield gr.skip(), gr.skip(), gr.skip(), page.notice_html(notice_again)
            return
        # Only the first yield may empty the box: the next question may be being typed.
        emptied: Any = gr.skip() if pressed else ""
        picked = site.plans.picked(wanted)
        plan = site.plans.plan(picked)
        earlier = before(asked, pressed.get("at"))
        for shown in answer_in_turn(question, earlier, site.warmup, how, picked):
            yield shown_html(shown, plan), shown, emptied, page.notice_html()
            emptied = gr.skip()

    def stopped(asked: tuple[Turn, ...]) -> tuple[str, tuple[Turn, ...]]:
        shown = stop_turn(asked)
        return shown_html(shown, site.shown), shown

    def restore(event: gr.EventData) -> tuple[str, tuple[Turn, ...]]:
        turns = str((event._data or {}).get("turns", ""))
        kept = transcript.from_json(turns, site.plans.by_name())
        return shown_html(kept, site.shown), kept

    def cleared(wanted: str) -> tuple[Any, ...]:
        return shown_html((), site.plan_of(wanted)), (), "", page.notice_html()

    def show_plan(plan: Plan, name: str, asked: tuple[Turn, ...]) -> Any:
        return gr.skip() if asked else shown_html((), plan)

    def show_example(plan: Plan, name: str) -> Any:
        return gr.update(placeholder=placeholder(plan))

    asking = gr.on(
        [box.submit, send.click, conversation.submit],
        ask,
        [box, turns, mode, site.picked],
        [conversation, turns, box, notice],
        trigger_mode="once",
        concurrency_limit=MOST_WAITING,
        **QUIET,
    )
    for event in (asking.then, asking.failure):
        event(None, js="() => planChat.ended()", queue=False, trigger_mode="multiple", **QUIET)
    stop.click(stopped, [turns], [conversation, turns], cancels=[asking], queue=False, **QUIET)
    clear.click(
        cleared,
        site.picked,
        [conversation, turns, box, notice],
        cancels=[asking],
        queue=False,
        **QUIET,
    )
    conversation.leave(None, cancels=[asking], **QUIET)
    conversation.restore(
        restore, None, [conversation, turns], cancels=[asking], queue=False, **QUIET
    )
    return View(conversation, show_plan, [turns]), View(box, show_example)


def placeholder(plan: Plan) -> str:
    """Return what stands in the empty input."""
    return f"问计划里的事，例如：{page.example_questions(plan)[0]}"


def conversation_html(turns: tuple[Turn, ...], plan: Plan, plans: Mapping[str, Plan]) -> str:
    """Return the conversation with what its buttons copy and what the browser keeps of it.

    `plan` is welcomed to, `plans` are those that may be quoted, by what citations call them.
    """
    if turns and turns[-1].is_running:
        return page.conversation_html(turns, plan)
    copies = [
        page.Copies(transcript.plain_text(turn.statements), transcript.quotation(turn, plans))
        for turn in turns
    ]
    return page.conversation_html(turns, plan, copies, transcript.to_json(turns))


def before(asked: tuple[Turn, ...], place: object) -> tuple[Turn, ...]:
    """Return the turns before the one at `place` that is asked anew; all if none is named."""
    return asked[:place] if isinstance(place, int) and 0 <= place < len(asked) else asked


def rate_turn(request: dict[str, str], plans: Mapping[str, Plan], folder: Path) -> str:
    """Store a rating of the last of the turns sent; return what to tell the person."""
    turns = transcript.from_json(str(request.get("turns", "")), plans)
    if not turns:
        return "评价没有存下来，请刷新网页再试一次。"
    history = [turn.question for turn in turns[:-1]][-HISTORY:]
    said = (str(request.get(name, "")) for name in ("rating", "reason", "comment"))
    titles = "、".join(plan.title for plan in transcript.sources(turns[-1:], plans))
    try:
        save(feedback_on(turns[-1], history, titles, *said), folder)
    except UserError as error:
        _log.warning("feedback not saved: %s", error.technical)
        return error.message
    return "已记下，谢谢。"


def export_turns(kept: str, format: str, plans: Mapping[str, Plan]) -> dict[str, str]:
    """Return a kept conversation as a document: its file name, and its bytes in base 64."""
    turns, now = transcript.from_json(kept, plans), datetime.now()
    if format == "docx":
        data = transcript.to_docx(turns, plans, now)
    else:
        data = transcript.to_markdown(turns, plans, now).encode("utf-8")
    name = f"问答记录 {now:%Y-%m-%d %H%M}.{'docx' if format == 'docx' else 'md'}"
    return {"name": name, "data": base64.b64encode(data).decode()}


def read_question(text: str) -> tuple[str, str]:
    """Return the question ready to be asked and, if it cannot be, what to tell the person."""
    question = text.encode("utf-8", "replace").decode("utf-8").strip()
    if not question:
        return "", "还没有写问题。请输入想问的事，再按 Enter。"
    if len(question) > LONGEST_QUESTION:
        return question, (
            f"问题太长了（{len(question)} 字，最多 {LONGEST_QUESTION} 字）。"
            "请留下最想问的部分再发送。"
        )
    return question, ""


def answer_turns(
    question: str,
    asked: tuple[Turn, ...],
    warmup: "Warmup[PlansAssistant]",
    mode: str = VERBATIM,
    picked: "ShelvedPlan | None" = None,
    id: str = "",
) -> Iterator[tuple[Turn, ...]]:
    """Yield the conversation as the answer to `question` grows, statement by statement.

    `picked` is the plan that answers where the question names none, `id` the turn's if it has one.
    """
    state: page.TurnState = "loading" if warmup.state == "loading" else "searching"
    turn = Turn(question, state, id=id or uuid4().hex)
    asked = stop_turn(asked)
    yield (*asked, turn)
    try:
        assistant = warmup.result()
        if turn.state == "loading":
            turn = replace(turn, state="searching")
            yield (*asked, turn)
        history = [earlier.question for earlier in asked][-HISTORY:]
        for answer in growing_answers(assistant, question, history, mode, picked):
            if mode != VERBATIM:
                turn = replace(turn, state="answering", statements=answer.statements)
                yield (*asked, turn)
    except UserError as error:
        _log.warning("question not answered: %s", error.technical)
        yield (*asked, replace(turn, state="failed", message=error.message))
        return
    except Exception:
        _log.exception("question not answered")
        yield (*asked, replace(turn, state="failed", message=_FAILED))
        return
    for count in range(len(turn.statements) + 1, len(answer.statements)):
        yield (*asked, replace(turn, state="answering", statements=answer.statements[:count]))
        time.sleep(_STATEMENT_PAUSE)
    turn = replace(turn, state="done", statements=answer.statements, status=answer.status)
    yield (*asked, turn)


def answer_in_turn(
    question: str,
    asked: tuple[Turn, ...],
    warmup: "Warmup[PlansAssistant]",
    mode: str = VERBATIM,
    picked: "ShelvedPlan | None" = None,
) -> Iterator[tuple[Turn, ...]]:
    """Yield what `answer_turns` yields once there is a place; say so while there is none."""
    id = uuid4().hex
    if not crowd.enter(wait=False):
        turn, asked = Turn(question, "waiting", id=id), stop_turn(asked)
        yield (*asked, turn)
        if not crowd.enter():
            yield (*asked, replace(turn, state="failed", message=FULL))
            return
    try:
        yield from answer_turns(question, asked, warmup, mode, picked, id)
    finally:
        crowd.leave()


def follow_up(
    answered: tuple[Turn, ...],
    earlier: Sequence[str],
    warmup: "Warmup[PlansAssistant]",
    picked: "ShelvedPlan | None",
) -> tuple[str, ...]:
    """Return questions to follow the last of `answered`, asked after those of `earlier`.

    None where finding them would keep somebody from being answered.
    """
    if not answered or answered[-1].state != "done" or warmup.state != "ready":
        return ()
    if any(len(each) > LONGEST_QUESTION for each in (*earlier, answered[-1].question)):
        return ()  # nobody asked that here
    if not crowd.enter(wait=False):
        return ()
    from assistant.answers.answer import Answer

    turn = answered[-1]
    answer = Answer(turn.question, cast("Status", turn.status), turn.statements)
    try:
        return suggest_next(answer, (*earlier, turn.question), warmup.result(), picked)
    except Exception:  # the answer stands without them
        _log.exception("no suggestions")
        return ()
    finally:
        crowd.leave()


def suggest_next(
    answer: "Answer",
    questions: Sequence[str],
    assistant: "PlansAssistant",
    picked: "ShelvedPlan | None",
) -> tuple[str, ...]:
    """Return questions to follow an answer from one plan, each naming the plan if need be."""
    subject = assistant.subject(answer, picked)
    if subject is None:
        return ()
    one, name = subject
    asked = [question.removeprefix(name) for question in questions]

    def ask_next(following: str) -> "Answer":
        return one.ask(following, asked[-HISTORY:])

    return tuple(f"{name}{following}" for following in suggest(answer, asked, one.plan, ask_next))


def stop_turn(asked: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Return the conversation with a running last turn marked as stopped."""
    if asked and asked[-1].is_running:
        return (*asked[:-1], replace(asked[-1], state="stopped"))
    return asked
