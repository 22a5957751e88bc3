"""From a key to the list in 速查, in a real browser on loopback.

Words of the plan's own titles are typed a character at a time. The clock runs in the page,
from the key going down to the frame that shows the new list; a key is pressed when the list of
the one before is there. Needs Chromium and the extra `[test]`.
"""

import shutil
from pathlib import Path

from eval.served import served
from eval.tables import show_times, to_markdown_table, to_text
from index.errors import UserError
from index.reading import load_plan
from index.settings import Settings

_GOAL_MS = 100
_SAME_LIST = 1000  # ms after which a key has changed nothing: the list was the same
_WATCH = """() => {
  const box = document.querySelector("#quick-query");
  window.taken = [];
  let pressed = 0;
  box.addEventListener("keydown", () => { pressed = performance.now(); }, true);
  new MutationObserver(() => {
    if (!pressed) return;
    const since = pressed;
    pressed = 0;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      window.taken.push(performance.now() - since);
    }));
  }).observe(document.querySelector("#quick-found"), { childList: true, subtree: true });
}"""


def measure_typing(plan: Path, words: int, config: Settings) -> tuple[str, str]:
    """Type `words` words of four characters; return a table as text and as Markdown.

    Raises UserError without a browser.
    """
    chromium = shutil.which("chromium")
    try:
        from playwright.sync_api import TimeoutError as PlaywrightTimeout
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        chromium = None
    if chromium is None:
        raise UserError(
            "没有找到浏览器。请安装 chromium，并运行 pip install -e '.[test]'。",
            "chromium or playwright is not installed",
        )
    titles = [item.title.replace("［", "").replace("］", "") for item in load_plan(plan).items]
    typed = [title[at : at + 4] for title in titles for at in (0, 4) if len(title) > at + 3]
    with (
        served(plan, {"PLAN_DATA": str(config.data)}) as app,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"]) as browser,
    ):
        page = browser.new_page()
        page.goto(f"{app.url}/?tab=quick")
        page.wait_for_selector("#quick-found [data-query]")
        page.locator("#quick-query").focus()
        page.evaluate(_WATCH)
        unchanged = 0
        for word in typed[:words]:
            for character in word:
                before = int(page.evaluate("window.taken.length"))
                page.keyboard.press("Shift")  # a key that goes down; the character comes as input
                page.keyboard.insert_text(character)
                try:
                    page.wait_for_function(f"window.taken.length > {before}", timeout=_SAME_LIST)
                except PlaywrightTimeout:
                    unchanged += 1
            page.keyboard.press("Escape")
            page.wait_for_selector("#quick-found [data-query]")
        taken: list[float] = page.evaluate("window.taken")
    rows = [
        ["from key to list", "goal", "keys", "same list", "p50", "p95", "most"],
        [
            "ms, in the browser",
            f"< {_GOAL_MS}",
            str(len(taken)),
            str(unchanged),
            *show_times(taken, 0),
        ],
    ]
    return to_text(rows), f"# 速查: from key to list\n\n{to_markdown_table(rows)}"
