"""What a message asks of the items that the answer before is from: 全文, 下一项, 这两项谁牵头."""

from collections.abc import Callable, Sequence

from assistant.language.normalize import pattern, wording
from assistant.understanding.question import Question
from index.numerals import parse_number
from index.plan import Plan


def asked_of_items(text: str, current: Question, points: bool) -> str:
    """Return what a message asks of the items that the answer before it is from (which_item, whole,
    figures); "" where it names what it asks of."""
    table = wording()["follow_up"]
    asked = [
        name for name in ("which_item", "whole", "figures") if pattern(table[name]).search(text)
    ]
    # Asking for the whole text is a message of its own: its pattern leaves no room for a subject.
    of_them = "whole" in asked or (asked and (points or not current.terms))
    return asked[0] if of_them else ""


def of_items(asked: str, labels: Sequence[str]) -> str:
    """Return what is asked of items (whole, figures), by their numbers; "" where there are none."""
    named = "、".join(f"第{label}项" for label in labels)
    return f"{named}{'有哪些数字' if asked == 'figures' else ''}" if labels else ""


def these_items(text: str, current: Question, cited: Callable[[], Sequence[str]]) -> str:
    """Return what is asked of the items that the answer before is from (这两项谁牵头), by their
    numbers; "" where it is from more, or of what no item says for all it has. Of one item there may
    be several things."""
    these = pattern(wording()["follow_up"]["these_items"]).match(text)
    if these is None or not any(aspect.whole for aspect in current.aspects):
        return ""
    labels = cited()
    number = parse_number(these["count"].replace("两", "二").replace("俩", "二"))
    all_of_them = number is None or len(labels) <= number
    return f"{of_items('whole', labels)}{text[these.end() :]}" if labels and all_of_them else ""


def neighbour(labels: Sequence[str], plan: Plan, after: bool) -> str:
    """Return a reference to the item after the last, or before the first, of `labels`."""
    order = [item.label for item in plan.own_items]
    places = [order.index(label) for label in labels if label in order]
    if not places:
        return ""
    place = max(places) + 1 if after else min(places) - 1
    return f"第{order[place]}项" if 0 <= place < len(order) else f"第{place + 1}项"
