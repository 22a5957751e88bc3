"""What an elliptical message takes over from the one before: its subject, or what it asked."""

import re

from assistant.dialogue.follow_up import asks_explicitly, unmarked
from assistant.evidence.asked_units import asked_thing, asked_unit
from assistant.language.clauses import PHRASE_END
from assistant.language.grades import without_other_grade
from assistant.language.normalize import pattern, wording
from assistant.language.stages import is_stage
from assistant.understanding.question import Question, Term
from assistant.understanding.things import (
    SUBJECT_WEIGHT,
    is_attribute,
    is_deed,
    names_attribute,
    names_no_subject,
    things_of,
)
from index.lexical import word_class

_SIDE_BY_SIDE = re.compile("[、和与及]")
# 一天 of 一天几班, whose 票价 is of no day.
_EACH_TIME = re.compile("[每一](?:天|日|周|月|季度|年)")
_ASKED_NUMBER = re.compile("第?几[批轮届次期项条]")  # of 第几批, as it is cut; names nothing
_WHICH_NUMBER = re.compile("[是为]?第几[批轮届次期项条]")
_COUNT_ALONE = re.compile("(?:[总一]?共)?(?:有|是)?(?:多少|几)[一-鿿]?")


def joined(
    text: str, current: Question, previous: Question, points: bool, own: bool, told: str
) -> str:
    """Put the earlier subject before the new words, or replace it by a new subject.

    `points`: a pronoun stands for the earlier one; `own`: the new words name one; `told`: what the
    plan says of the earlier one.
    """
    table = wording()["follow_up"]
    rest = unmarked(text)
    if previous.references.sections and pattern(table["bare_count"]).search(text):
        return f"{pattern(wording()['interrogatives']).split(previous.text)[0]}{rest}"
    if previous.references.labels and not previous.terms:
        return "、".join(f"第{label}项" for label in previous.references.labels) + rest
    which = _WHICH_NUMBER.search(previous.text)
    if which and which.start() and _COUNT_ALONE.fullmatch(rest):
        return f"{previous.text[: which.start()]}{rest}"  # 骨干教师遴选是第几批 | 多少人
    asks = asks_explicitly(current) or pattern(wording()["interrogatives"]).search(text)
    asking = "" if asks else asking_like(current, previous)
    if own and not points:
        return f"{rest}{asking}"
    # New words replace what was said of the subject before (新增 → 总数), not the subject; a
    # pronoun stands for all of it, and so does a value that is claimed of it.
    value = current.yes_no and not current.terms
    replaced = bool(rest) and not points and not value
    figure = "figure" in (current.answer_type, previous.answer_type if asking else "")
    doing = any(term.is_verb and term.weight >= SUBJECT_WEIGHT for term in current.terms)
    counted = asked_thing(previous.text) if doing and figure else ""
    # What asked before gives way to what asks now: 收费 to 托位多少.
    figures = {current.answer_type, previous.answer_type} == {"figure"}
    # 总共多少 is of the subsidy whose sum for one was asked.
    further = figures and names_no_subject(current) and text.rstrip("?？").endswith("多少")
    lasting = previous.subject if asks_explicitly(current) and not further else previous.terms
    outdated = {
        term.text
        for term in previous.terms
        if (term.is_verb and not is_attribute(term.text))
        or is_stage(term.text)
        or term.text == counted
        or term not in lasting
        or is_deed(term.text)
        or (is_attribute(term.text) and names_attribute(current))
        or (current.answer_type == "figure" and pattern(table["measured"]).fullmatch(term.text))
    }
    lasting_terms = [
        term
        for term in previous.terms
        if not (
            _is_counted_in(term, previous)
            or _ASKED_NUMBER.fullmatch(term.text)
            or _gives_way(term.text, rest)
            or (_EACH_TIME.fullmatch(term.text) and names_attribute(current))
        )
    ]
    kept_terms = [
        term
        for term in lasting_terms
        if term.text not in rest
        and not _leads_to_named(term, previous, rest)
        and not (replaced and term.text in outdated)
        and not _alternative(term.text, rest)
    ]
    instead = replaced and not asks_explicitly(current)
    named = [term.text for term in current.terms if not term.is_verb and term.text in rest]
    kept = "".join(
        term.text
        for term in kept_terms or lasting_terms
        if not (instead and any(_beside(term.text, new, told) for new in named))
    )
    kept = without_other_grade(kept, rest)
    rest = pattern(table["pronoun"]).sub("", rest)
    if any(figure.qualifier for figure in current.claims):
        return f"{rest}{kept}{asking}"  # 5亿元以上项目, and not 项目5亿元以上
    return f"{kept}{rest}{asking}"


def is_beside(current: Question, subject: Question, told: str) -> bool:
    """Whether a thing that a message names stands side by side with one that was asked about."""
    others = things_of(subject) or subject.terms
    return any(
        _beside(other.text, new.text, told) for other in others for new in things_of(current)
    )


def _beside(word: str, other: str, told: str) -> bool:
    """Whether a clause has two words in members that stand side by side (博士、硕士): what is said
    of one then is not asked of the other. What stands behind the last is of all."""
    for clause in PHRASE_END.split(told):
        *firsts, last = _SIDE_BY_SIDE.split(clause)
        has = [(word in part, other in part) for part in firsts]
        has.append((last.startswith(word), last.startswith(other)))
        if (True, False) in has and (False, True) in has and (True, True) not in has:
            return True
    return False


def _alternative(word: str, text: str) -> bool:
    """Whether `text` has another of the group that `word` is one of: 农村 for 城市."""
    return any(
        word in own and any(other in text for words in group if words is not own for other in words)
        for group in wording()["alternatives"]["groups"]
        for own in group
    )


def _leads_to_named(term: Term, previous: Question, text: str) -> bool:
    """Whether a word is only the first character of what `text` names anew: 总 of 总投资, where the
    text has 今年投资."""
    return len(term.text) == 1 and any(
        f"{term.text}{other.text}" in previous.text and other.text in text
        for other in previous.terms
    )


def _is_counted_in(term: Term, question: Question) -> bool:
    """Whether a word is only what a question counts in (支 of 几支, 班 of 公交一天几班), and no
    thing."""
    others = [thing for thing in things_of(question) if thing != term]
    counter = term.weight < SUBJECT_WEIGHT or word_class(term.text) == "q" or bool(others)
    single = len(term.text) == 1 and counter
    return single and bool(re.search(f"(?:多少|几){re.escape(term.text)}", question.text))


def _gives_way(word: str, text: str) -> bool:
    """Whether `text` has another year than `word` is, another one of what is numbered so (一期 for
    二期), or asks what all the sums for each make."""
    table = wording()["follow_up"]
    numbered = pattern(table["numbered"])
    own = numbered.fullmatch(word)
    if own and any(other["of"] == own["of"] for other in numbered.finditer(text)):
        return True
    year = pattern(table["year"])
    of_another_year = year.fullmatch(word) and year.search(text)
    of_less = word.startswith("每") or word in ("年内", "今年", "全年") or is_stage(word)
    return bool(of_another_year or (of_less and pattern(table["total"]).search(text)))


def asking_like(current: Question, previous: Question) -> str:
    """Return words that ask for the same kind of answer as `previous`; in its unit, where the
    new words name nothing that may have another. What things of any kind have is asked for itself
    where no figure was, and asked of the next subject, too (总投资)."""
    if previous.answer_type == "topic" and not previous.yes_no:
        named = re.search(f"(?:{wording()['follow_up']['attribute']})$", previous.text)
        return named[0] if named and not names_no_subject(current) else ""
    if previous.answer_type != "figure" and names_attribute(current) and names_no_subject(current):
        return ""
    same = pattern(wording()["follow_up"]["asked_as"]).search(previous.text)
    if same and not names_attribute(current):
        return same[0]
    if previous.answer_type == "figure":
        if ordinal := pattern(wording()["follow_up"]["ordinal"]).search(previous.text):
            return ordinal[0]
        measured = pattern(wording()["follow_up"]["of_attribute"]).search(previous.text)
        if measured and not names_attribute(current):
            return f"{measured[0]}有多少"
        unit = "" if things_of(current) else asked_unit(previous.text)
        return f"有多少{unit}"
    return {
        "date": "什么时候",
        "who": "谁负责",
        "place": "在哪里",
        "locate": "在第几项",
        "list": "有哪些",
    }.get(previous.answer_type, "")
