"""The screen 学习: the items by theme, the plan's terms, a self-test."""

import logging
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.lookups.glossary import find_terms
from assistant.web import learn_page
from assistant.web.components import QUIET, html
from assistant.web.quiz import QuizQuestion, draw, is_right, make_questions, no_words
from assistant.web.site import Site, View
from assistant.web.themes import automatic_themes, own_themes
from index.errors import UserError
from index.figures import find_figures
from index.passages import split_plan
from index.plan import Plan, Theme
from index.settings import settings

if TYPE_CHECKING:
    from eval.cases import Case

WordsLike = Callable[[Sequence[str]], Sequence[str]]
_log = logging.getLogger(__name__)


def build(site: Site) -> tuple[View, ...]:
    """Build the screen in the Blocks context this is called in; return what shows the plan."""

    @lru_cache(maxsize=8)
    def sorted_by_program(plan: Plan) -> tuple[Theme, ...]:
        site.warmup.result()  # the embedder is loaded with the assistant
        from index.embedding import load_embedder

        return automatic_themes(plan, load_embedder(settings()))

    def show_themes(event: gr.EventData) -> Iterator[str]:
        plan = site.plan_of((event._data or {}).get("plan"))
        themes = own_themes(plan)
        yield learn_page.themes_html(plan, themes, "" if themes else learn_page.SORTING)
        if not themes:
            yield themes_when_ready(plan, lambda: sorted_by_program(plan))

    @lru_cache(maxsize=1)
    def words_like() -> WordsLike:
        from assistant.web.decoys import open_decoys

        return open_decoys(settings(), site.warmup.result().embedder).like

    def round_of(request: dict[str, Any]) -> tuple[QuizQuestion, ...]:
        plan = site.plan_of(request.get("plan"))
        try:
            like = words_like() if plan.cases else no_words
        except UserError as error:
            _log.warning("wrong options are not of a kind: %s", error.technical)
            like = no_words
        return draw(quiz_pool(plan, like), int(request["seed"]))

    def quiz_round(request: dict[str, Any]) -> str:
        try:
            return learn_page.round_html(round_of(request))
        except UserError as error:
            _log.error("no self-test: %s", error.technical)
            return learn_page.message_html(error.message)

    def quiz_check(request: dict[str, Any]) -> dict[str, Any]:
        question = round_of(request)[int(request["number"])]
        right = is_right(question, str(request["given"]))
        told = learn_page.feedback_html(question, right)
        return {"right": right, "answer": question.answer, "html": told}

    def show_glossary(plan: Plan, name: str = "") -> str:
        return learn_page.glossary_html(plan, find_terms(split_plan(plan)))

    def show_quiz(plan: Plan, name: str = "") -> str:
        return learn_page.quiz_start_html(bool(find_figures(split_plan(plan))))

    plan = site.shown
    themes = own_themes(plan)
    html(learn_page.parts_html(), elem_id="learn-parts", js_on_load="planLearn.parts(element)")
    listed = html(
        learn_page.themes_html(plan, themes, "" if themes else learn_page.SORTING),
        elem_id="learn-themes",
        js_on_load="planLearn.themes(element, watch)",
    )
    # Not with the views, which must not wait for the model.
    site.head.pick(
        show_themes, None, listed, concurrency_limit=None, trigger_mode="multiple", **QUIET
    )
    glossary = html(
        show_glossary(plan),
        elem_id="learn-glossary",
        js_on_load="planLearn.glossary(element, watch)",
    )
    quiz = html(
        show_quiz(plan),
        elem_id="learn-quiz",
        js_on_load="planLearn.quiz(element, props, server)",
        server_functions=[quiz_round, quiz_check],
    )
    return View(glossary, show_glossary), View(quiz, show_quiz)


def themes_when_ready(plan: Plan, sort: Callable[[], Sequence[Theme]]) -> str:
    """Return the items as `sort` puts them under themes, or in order if the model failed."""
    try:
        return learn_page.themes_html(plan, sort(), learn_page.AUTOMATIC)
    except UserError as error:
        _log.warning("items not sorted by theme: %s", error.technical)
        return learn_page.themes_html(plan, (), learn_page.UNSORTED)


@lru_cache(maxsize=8)
def quiz_pool(plan: Plan, like: WordsLike = no_words) -> tuple[QuizQuestion, ...]:
    """Return every question of the self-test; raise CaseError for a faulty file of cases.

    `like` gives words of the kind of thing that a list is of.
    """
    passages = split_plan(plan)
    return make_questions(plan, passages, find_figures(passages), _cases(plan), like)


def _cases(plan: Plan) -> "tuple[Case, ...]":
    if plan.cases is None:
        return ()
    from eval.cases import load_cases  # loads chromadb, which must not delay the page

    return load_cases(plan.cases)
