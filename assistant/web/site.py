"""What every screen gets: the plans, the assistant that is being loaded, and the picked plan."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.web.catalogue import Catalogue
from assistant.web.warmup import Warmup
from index.plan import Plan

if TYPE_CHECKING:
    from assistant.plans.several import PlansAssistant


@dataclass(frozen=True)
class Site:
    """What the screens share.

    `head` triggers `pick` when a plan is picked, and when the page opens; `picked` then holds
    the plan's title. The page is built showing the newest of `plans`.
    """

    plans: Catalogue
    warmup: "Warmup[PlansAssistant]"
    head: gr.HTML
    picked: gr.State

    @property
    def shown(self) -> Plan:
        """Return the plan that the page is built with."""
        return self.plan_of("")

    def plan_of(self, wanted: object) -> Plan:
        """Return the plan that the browser names, else the newest."""
        return self.plans.plan(self.plans.picked(str(wanted or "")))


@dataclass(frozen=True)
class View:
    """A component that shows the picked plan.

    `show` returns its value from the plan, the plan's name in citations, and the values of
    `inputs`.
    """

    component: gr.HTML | gr.Textbox
    show: Callable[..., Any]
    inputs: Sequence[gr.State] = ()
