"""What a question points at within its subject, and which sentences have that.

One kind of thing (哪两份清单, 靠什么平台), what is at one stage (今年开工的有哪几个), or a name in
quotation marks: then not all that the plan says on the subject answers, as it does a broad one.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate, takewhile

from assistant.evidence.coverage import core_terms, covers
from assistant.evidence.ranking import Candidate
from assistant.language.enumerations import AND_SO_ON, longest_list
from assistant.language.normalize import pattern, wording
from assistant.language.stages import stage_of
from assistant.understanding.question import Question, quoted_in
from index.lexical import word_class, words
from index.numerals import parse_number
from index.passages import Passage
from index.plan import Plan, Span

# How far below the best sentence (in logits of the ranking) another may be that answers as well.
_AS_WELL = 4.0
_PAIR = 2  # stand side by side in most sentences, whatever is asked
_AT_STAGES = ("start", "done")
_ANY_TASK = "完成"  # 完成哪些任务 asks for all there is to do


def kind_asked(question: Question) -> str:
    """Return the kind of thing that a question asks for one or a few of: 清单, of 要列哪两份清单;
    "" where it asks for nothing so distinct (有什么安排), or for all there is."""
    if question.wants_everything:
        return ""
    table = wording()["pointed"]
    found = pattern(table["whether" if question.yes_no else "asks"]).search(question.text)
    return next(filter(None, found.groups()), "") if found else ""


def of_kind(question: Question, chosen: Sequence[Candidate], top: Candidate) -> list[Candidate]:
    """Leave out of the sentences chosen of an item those that have nothing of the kind asked for,
    beside the best; where none has the word for it, those far behind."""
    kind = kind_asked(question)
    if not kind:
        return list(chosen)
    near = [c for c in chosen if c.relevance >= top.relevance - _AS_WELL]
    if any(has_kind(kind, c.passage.text) for c in near):
        return [c for c in near if c is top or has_kind(kind, c.passage.text)]
    return near


def listing_alone(
    question: Question, groups: Mapping[str, Sequence[Candidate]]
) -> dict[str, list[Candidate]]:
    """Return what lists the very things asked for, by item, where one sentence does: that alone
    where so many are asked for (哪四种方式); its item alone where it has the kind of them behind 等
    (甲、乙、丙等重点领域, of 哪些领域). All, where none or several do."""
    every = {label: list(chosen) for label, chosen in groups.items()}
    chosen = [candidate for some in every.values() for candidate in some]
    numbered = pattern(wording()["members"]["numbered"]).search(question.text)
    noun = _noun_asked(question.text) if question.answer_type == "list" else ""
    if numbered:
        wanted = parse_number(numbered["count"])
        told = [c for c in chosen if longest_list(c.passage.text) == wanted]
        held = told if wanted != _PAIR else []
    elif noun:
        so_on = rf"、[^,，。;；]*{AND_SO_ON.pattern}[^,，、。;；]{{0,6}}?{re.escape(noun)}"
        held = [c for c in chosen if re.search(so_on, c.passage.text)]
    else:
        return every
    if len(held) != 1:
        return every
    label = held[0].passage.item
    return {label: held if numbered else every[label]}


def _noun_asked(text: str) -> str:
    """Return the noun of what 哪些 asks for, the last of several (领域, of 哪些行业领域), or ""."""
    behind = text.partition("哪些")[2]
    nouns = takewhile(lambda word: word_class(word).startswith("n"), words(behind))
    return next((word for word in reversed(list(nouns)) if len(word) > 1), "")


def has_kind(kind: str, text: str) -> bool:
    """Whether a text names a thing of a kind by the word for it or, of a document, by its title."""
    table = wording()["pointed"]
    document = kind in table["documents"] and "《" in text
    ways = table["ways"] if kind in table["ways"] else (kind,)
    return document or any(word in text for word in ways)


def stage_asked(question: Question) -> tuple[str, ...]:
    """Return the words of the stage that what is at it is asked for (开工的有哪些); () of none, or
    of several."""
    if question.yes_no or question.answer_type not in ("list", "topic"):
        return ()
    if not pattern(wording()["pointed"]["members"]).search(question.text):
        return ()
    stages = wording()["stages"]
    asked = [
        name
        for name, group in stages.items()
        if any(_has_word(question.text, word) for word in group if word != _ANY_TASK)
    ]
    return tuple(stages[asked[0]]) if len(asked) == 1 and asked[0] in _AT_STAGES else ()


def at_stage(passage: Passage, stage: Sequence[str], source: str) -> Span | None:
    """Return the clauses of a sentence from the first that has a word of a stage to the last, where
    these list what is at it and those between tell no other one; else (年内开工, of what is named
    before) all of it. None where none has such a word."""
    clauses = passage.clauses
    texts = [source[clause.start : clause.end] for clause in clauses]
    told = [at for at, text in enumerate(texts) if any(_has_word(text, word) for word in stage)]
    if not told:
        return None
    between = (texts[at] for at in range(told[0], told[-1]) if at not in told)
    if not all("、" in texts[at] for at in told) or any(map(stage_of, between)):
        return passage.span
    return Span(clauses[told[0]].start, clauses[told[-1]].end)


def _has_word(text: str, word: str) -> bool:
    """Whether `text` has `word` as such: no 开工 of 开工率, nor 完成 of 已完成."""
    bounds = set(accumulate(map(len, words(text)), initial=0))
    places = re.finditer(rf"(?<!已)(?<!已经){re.escape(word)}(?![率后])", text)
    return any({found.start(), found.end()} <= bounds for found in places)


def with_quoted(question: Question, candidates: Sequence[Candidate], plan: Plan) -> list[Candidate]:
    """Return the sentences of the items that have what a question quotes, in the very words; all
    where it quotes nothing that the plan has, claims something, or names more than they have."""
    names = [] if question.yes_no else [name.lower() for name in quoted_in(question.text, plan)]
    if not names or question.references.labels:
        return list(candidates)
    items = {
        item.label
        for item in plan.items
        if any(name in f"{item.title}\n{item.text}".lower() for name in names)
    }
    kept = [c for c in candidates if c.passage.item in items]
    for term in core_terms(question.terms):
        named = [c for c in candidates if covers([term], c.passage.text.lower())]
        if named and not any(c in kept for c in named):
            return list(candidates)  # “一网通办”和旧改
    return kept or list(candidates)
