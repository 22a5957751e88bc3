"""The screen 指标一览: every figure of the plan; sorting and filtering happen in the browser."""

from assistant.web.components import html
from assistant.web.figures_page import figures_html
from assistant.web.site import Site, View
from index.figures import find_figures
from index.passages import split_plan
from index.plan import Plan


def build(site: Site) -> tuple[View, ...]:
    """Build the screen in the Blocks context this is called in; return what shows the plan."""

    def show(plan: Plan, name: str = "") -> str:
        return figures_html(plan, find_figures(split_plan(plan)))

    listed = html(show(site.shown), elem_id="figure-list", js_on_load="planFigures(element, watch)")
    return (View(listed, show),)
