"""The screen 速查: results while typing, from the words of the plan alone."""

from typing import TYPE_CHECKING

from assistant.web import quick_page
from assistant.web.components import html
from assistant.web.site import Site, View
from index.plan import Plan

if TYPE_CHECKING:
    from assistant.web.quick_search import QuickSearch


def lookup(plan: Plan) -> "QuickSearch":
    """Return the plan's look-up; the first call takes about a second."""
    from assistant.web.quick_search import quick_search  # loads dictionaries; the page comes first

    return quick_search(plan)


def build(site: Site) -> tuple[View, ...]:
    """Build the screen in the Blocks context this is called in; it doesn't wait for the model.

    The browser asks anew when another plan is picked, so that nothing is returned to show it.
    """

    def search(request: dict[str, str]) -> str:
        plan = site.plan_of(request.get("plan"))
        query = str(request.get("query", ""))
        words = lookup(plan)  # the page asks with nothing typed when it opens: then it is loaded
        if not query.strip():
            return quick_page.start_html(words.names)
        return quick_page.results_html(words.search(query[: quick_page.LONGEST_QUERY]), plan)

    html(quick_page.search_box_html(), elem_id="quick-search")
    html(
        quick_page.start_html(()),
        elem_id="quick-found",
        js_on_load="planQuick.results(element, props, server)",
        server_functions=[search],
    )
    return ()
