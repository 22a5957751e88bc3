"""The chat's switch: the plan's words alone, or a language model's sentences above them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import gradio as gr

from index.settings import settings

if TYPE_CHECKING:
    from assistant.answers.answer import Answer
    from assistant.plans.several import PlansAssistant
    from index.shelf import ShelvedPlan

VERBATIM = "原文直答"
SYNTHESIZED = "智能综合"


def mode_switch() -> gr.Radio:
    """Return the switch, set to the plan's words; it shows only where there is a model."""
    return gr.Radio(
        [VERBATIM, SYNTHESIZED],
        value=VERBATIM,
        label="回答方式",
        show_label=False,
        container=False,
        visible=bool(settings().llm),
        elem_id="mode",
    )


def growing_answers(
    assistant: "PlansAssistant",
    question: str,
    history: Sequence[str],
    mode: str,
    picked: "ShelvedPlan | None" = None,
) -> "Iterator[Answer]":
    """Yield the answer under `mode`: at once and whole, or growing as the model writes."""
    if mode == SYNTHESIZED:
        yield from assistant.stream(question, history, synthesize=True, picked=picked)
    else:
        yield assistant.ask(question, history, picked=picked)
