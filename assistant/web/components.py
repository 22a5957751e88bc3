"""What every screen says to Gradio."""

from typing import Any

import gradio as gr

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""Options of every event of a screen: no progress bar over the page, no endpoint for others."""


def html(value: str, **options: Any) -> gr.HTML:
    """Return a component that shows `value` in our styles; `options` are those of `gr.HTML`."""
    return gr.HTML(value, apply_default_css=False, **{"js_on_load": None, **options})
