"""Make a follow-up question self-contained from the user's earlier messages."""

from collections.abc import Callable, Sequence

from assistant.normalize import normalize, pattern, wording
from assistant.question import Question, understand
from assistant.stages import is_stage
from assistant.vocabulary import Vocabulary
from index.plan import Plan

_SHORT = 12
_SUBJECT_WEIGHT = 0.35


def standalone(
    question: str,
    history: Sequence[str],
    plan: Plan,
    vocabulary: Vocabulary,
    cited_by: Callable[[str, Sequence[str]], Sequence[str]],
    part: bool = False,
) -> str:
    """Return `question` in words that need no earlier message.

    `cited_by(previous question, its history)` gives the item labels of its answer; it is
    called only when the follow-up asks about those items. A `part` of one message needs the earlier
    ones less than a message of its own: whatever it names is its subject.
    """
    earlier = [message for message in history if message.strip()]
    text = normalize(question)
    if not earlier or not text:
        return question
    table = wording()["follow_up"]
    previous, before = earlier[-1], earlier[:-1]
    current = understand(question, plan, vocabulary)
    step = pattern(table["next_item"]).search(text)
    if step:
        return _neighbour(cited_by(previous, before), plan, step["step"] in "下后") or question
    talk = current.intent == "chat" and current.detail != "unclear"
    if talk or current.intent in ("meta", "empty") or current.references.labels:
        return question
    about_items = [
        name for name in ("which_item", "whole", "figures") if pattern(table[name]).search(text)
    ]
    points = bool(pattern(table["pronoun"]).search(text))
    # Asking for the whole text is a message of its own: its pattern leaves no room for a subject.
    if "whole" in about_items or (about_items and (points or not current.terms)):
        if about_items[0] == "which_item":
            return standalone(previous, before, plan, vocabulary, cited_by)
        labels = cited_by(previous, before)
        named = "、".join(f"第{label}项" for label in labels)
        asking = "有哪些数字" if about_items[0] == "figures" else ""
        return f"{named}{asking}" if labels else question
    subject_of_its_own = (
        _has_subject(current)
        and (part or _is_known(current, vocabulary))
        and not pattern(table["of_it"]).search(text)
    )
    leads = bool(pattern(table["lead"]).search(text)) or bool(pattern(table["tail"]).search(text))
    needs = (
        points
        or leads
        or not current.terms
        or (len(text) <= _SHORT and not (subject_of_its_own and _complete(current)))
    )
    if not needs:
        return question
    subject = understand(standalone(previous, before, plan, vocabulary, cited_by), plan, vocabulary)
    return _joined(text, current, subject, points, subject_of_its_own)


def _neighbour(labels: Sequence[str], plan: Plan, after: bool) -> str:
    """Return a reference to the item after the last, or before the first, of `labels`."""
    order = [item.label for item in plan.own_items]
    places = [order.index(label) for label in labels if label in order]
    if not places:
        return ""
    place = max(places) + 1 if after else min(places) - 1
    return f"第{order[place]}项" if 0 <= place < len(order) else f"第{place + 1}项"


def _has_subject(current: Question) -> bool:
    """Whether a question names a thing, and not only what is done or how it is."""
    return any(term.weight >= _SUBJECT_WEIGHT and not term.is_verb for term in current.terms)


def _is_known(current: Question, vocabulary: Vocabulary) -> bool:
    """Whether the plan has a word for a thing that the question names, or that is a name."""
    return any(
        term.is_name or any(map(vocabulary.contains, term.forms))
        for term in current.terms
        if term.weight >= _SUBJECT_WEIGHT and not (term.is_verb or is_stage(term.text))
    )


def _complete(current: Question) -> bool:
    """Whether a short question names a subject and asks something of it."""
    return bool(current.terms) and (
        current.answer_type != "topic" or current.yes_no or len(current.terms) > 1
    )


def _joined(text: str, current: Question, previous: Question, points: bool, own: bool) -> str:
    """Put the earlier subject before the new words, or replace it by a new subject.

    `points`: a pronoun stands for the earlier one; `own`: the new words name one.
    """
    table = wording()["follow_up"]
    rest = pattern(table["lead"]).sub("", pattern(table["tail"]).sub("", text)).strip(" ,，?？。")
    if previous.references.labels and not previous.terms:
        return "、".join(f"第{label}项" for label in previous.references.labels) + rest
    asks = current.answer_type != "topic" or current.yes_no or current.aspects
    # New words replace what was said of the subject before (新增 → 总数), not the subject; a
    # pronoun stands for all of it.
    replaced = bool(rest) and not points
    kept_terms = [
        term
        for term in previous.terms
        if term.text not in rest
        and not (replaced and term.is_verb)
        and not _alternative(term.text, rest)
    ]
    words = [term.text for term in kept_terms or previous.terms]
    if points or not own:
        kept = "".join(words)
        asking = "" if asks else _asking(previous)
        rest = pattern(table["pronoun"]).sub("", rest)
        return f"{kept}{rest}{asking}"
    return rest if asks else f"{rest}{_asking(previous)}"


def _alternative(word: str, text: str) -> bool:
    """Whether `text` has another of the group that `word` is one of: 农村 for 城市."""
    return any(
        word in own and any(other in text for words in group if words is not own for other in words)
        for group in wording()["alternatives"]["groups"]
        for own in group
    )


def _asking(previous: Question) -> str:
    """Return words that ask for the same kind of answer as `previous`."""
    return {
        "figure": "有多少",
        "date": "什么时候",
        "who": "谁负责",
        "place": "在哪里",
        "list": "有哪些",
    }.get(previous.answer_type, "")
