"""What was asked before, asked of something else that a message only names: 去年呢, 农村呢."""

import re

from assistant.dialogue.follow_up import asks_explicitly, asks_of_nothing, unmarked
from assistant.language.deadlines import find_deadlines
from assistant.language.normalize import pattern, wording
from assistant.lookups.selection import selection
from assistant.understanding.compound import office_claimed
from assistant.understanding.question import Question, understand
from assistant.understanding.things import is_known, names_no_subject, things_named, things_of
from assistant.understanding.vocabulary import Vocabulary
from index.plan import Plan

# A year, for which alone a follow-up asks what was asked before.
_YEAR = re.compile("(?:[今去前本明来后]年|[上下]一?年|20\\d\\d年)度?的?")
_ONLY_YEAR = re.compile(
    "(?P<year>[今本明来后]年|下一年|(?P<past>去年|上一?年|前年)|20\\d\\d年)度?(?:的[数字情况]{0,2})?"
)
_GOAL = re.compile("的?(?:目标|指标)(?=[是为要达有]|多少|几)")
GOAL_ASKED = re.compile("(?:目标|指标)[?？]*$")
# What is of a whole and of no year: 全长 of 全长多少, where 今年呢 asks what comes of it.
_OF_WHOLE = re.compile("(?:全|总)(?:长度?|里程)|总(?=投资|数|量|面积)")


def as_before(text: str, current: Question, subject: Question, plan: Plan) -> str:
    """Return what was asked before of what a message only names, or who has what one was claimed to
    have (那是谁); "" where it asks for neither."""
    names = asks_of_nothing(subject, plan) or _only_names_item(text, current) or _stage_named(text)
    if names and (again := _asked_again(text, current, subject, plan)):
        return again
    asks_who = current.answer_type == "who" and not things_of(current)
    if asks_who and subject.yes_no and (office := office_claimed(subject.text)):
        return f"{office['about']}谁负责"
    return ""


def _asked_again(text: str, current: Question, subject: Question, plan: Plan) -> str:
    """Return what was asked of an item (谁负责), of nothing, or of what begins or ends, asked of
    the other one that a message only names; "" where it was asked of anything else."""
    if asks_of_nothing(subject, plan):
        named = current.terms or current.references.labels
        return (
            ""
            if asks_explicitly(current) or not named
            else f"{unmarked(text)}{unmarked(subject.text)}"
        )
    if not (stage := _stage_named(text)):
        of_item = subject.intent == "item" and not things_of(subject)
        asked = subject.references.remainder if of_item else ""
        return f"{unmarked(text)}{asked}" if asked else ""
    selected = selection(subject, plan)
    before = [word for word in selected.stage if word in subject.text] if selected else []
    return subject.text.replace(before[0], stage) if len(before) == 1 else ""


def _only_names_item(text: str, current: Question) -> bool:
    """Whether a message names an item and asks nothing of it: 第16项呢."""
    asks_on = pattern(wording()["follow_up"]["tail"]).search(text)
    return bool(asks_on and current.references.labels) and not unmarked(
        current.references.remainder
    )


def _stage_named(text: str) -> str:
    """Return the stage that a message names and nothing else (开工的呢), or ""."""
    said = unmarked(text).removeprefix("要").removesuffix("的")
    return said if any(said in group for group in wording()["selection"]["stages"]) else ""


def others_of(text: str, plan: Plan, vocabulary: Vocabulary) -> str:
    """Return what asks for all of a kind, of which a message asks for others; "" of one that is
    only what things of any kind have (还有什么要求)."""
    asked = pattern(wording()["follow_up"]["others_of"]).search(text)
    kind = understand(asked["of"], plan, vocabulary) if asked else None
    if asked is None or kind is None or names_no_subject(kind) or not is_known(kind, vocabulary):
        return ""
    return f"{asked['of']}有哪些"


def one_of_group(text: str, subject: Question) -> str:
    """Return what was asked about, where a message only names one of a group that things of any
    kind are of (农村呢), and so is of that; "" of any other."""
    groups = wording()["alternatives"]["groups"]
    alone = any(unmarked(text).removesuffix("的") in own for group in groups for own in group)
    return things_named(subject) if alone else ""


def other_of_group(text: str, subject: Question, plan: Plan) -> str:
    """Return what was asked of one of a group, asked of another that a message only names, where
    the plan has that beside the same thing (农村低保, behind 城市低保); else ""."""
    named = unmarked(text).removesuffix("的")
    for group in wording()["alternatives"]["groups"]:
        alike = next((own for own in group if named in own), ())
        for word in (word for own in group if alike and own is not alike for word in own):
            before, found, behind = subject.text.partition(word)
            behind = behind.removeprefix("的")
            thing = next((t.text for t in subject.terms if behind.startswith(t.text)), "")
            if found and thing and any(f"{same}{thing}" in plan.folded for same in alike):
                return f"{before}{named}{behind}"
    return ""


def at_another_time(text: str, earlier: str) -> str:
    """Return an earlier question of what is due by one time, asked of the time in `text`; "" where
    it names none, or several."""
    (due, *others), dated = find_deadlines(text), find_deadlines(earlier)
    if others or len(dated) != 1:
        return ""
    return f"{earlier[: dated[0].start]}{due.text}{earlier[dated[0].end :]}"


def in_another_year(text: str, earlier: str) -> str:
    """Return an earlier question for a figure asked of the year that `text` names and nothing else
    (去年呢); "" where it names more. What was has no goal."""
    named = _ONLY_YEAR.fullmatch(unmarked(text))
    if named is None or len(_YEAR.findall(earlier)) > 1 or find_deadlines(earlier):
        return ""
    rest = _YEAR.sub("", earlier)
    if named["past"]:
        rest = GOAL_ASKED.sub("多少", _GOAL.sub("", rest))
    elif not _YEAR.search(earlier):
        rest = _OF_WHOLE.sub("", rest)
    return f"{named['year']}{rest}"
