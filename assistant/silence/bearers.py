"""Whose work a sentence tells the bearer of: who answers for one item is not told of another."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from assistant.evidence.coverage import core_terms, covers
from assistant.evidence.ranking import Candidate
from assistant.language.clauses import PHRASE_END
from assistant.language.normalize import pattern
from assistant.language.offices import parts_in
from assistant.understanding.question import Term
from index.lexical import word_class, words
from index.plan import Item, Plan

_MAIN = 3  # times an item has a subject from which on it is on that, if others have it far less
_FAR_LESS = 2
_BY = re.compile(r"由[^,，。;；\d]{2,}")


def told_of_another(
    candidate: Candidate, subject: Sequence[Term], states: re.Pattern[str], plan: Plan
) -> bool:
    """Whether a sentence that tells who answers for something, or on which a line of its item does,
    tells that of something else than the subject, which is another item's: of one that has the
    subject in the name of an office alone (区卫生健康委 of 卫生), or across two words (入|住房|源);
    or of one beside the item that is called so (消费品 in 经济, where an item is on 消费)."""
    own = plan.item(candidate.passage.item)
    things = core_terms([term for term in subject if not term.is_verb]) if subject else ()
    if own is None or own not in plan.own_items or not things:
        return False
    of_item = f"{own.title}\n{own.text}"
    if not _has(things, of_item):
        return covers(things, of_item.lower())  # else it may have all in other words
    clauses = PHRASE_END.split(candidate.passage.text)
    for at, clause in enumerate(clauses):  # 建立问候制度,由社区网格员落实
        if states.search(clause) and _has(things, ",".join(clauses[max(at - 1, 0) : at + 2])):
            return False
    main = _items_on(things, plan)
    return bool(main) and own not in main


def names_bearer(text: str, subject: Sequence[Term], traces: str) -> bool:
    """Whether a sentence says of somebody that they do something: 由站长巡查; or, where it has the
    subject itself, 各街道全部建成, and not what is done to them (建设驿站7座)."""
    said = text.lower()
    if _has(core_terms(subject), text):
        return any(pattern(traces).search(doer) for doer in _doers(said))
    named = covers(core_terms(subject), said)  # but in the name of an office
    return not named and any(pattern(traces).search(doer) for doer in _BY.findall(said))


def _doers(text: str) -> Iterator[str]:
    """Yield what stands before the first verb of each clause, and behind 由."""
    yield from _BY.findall(text)
    for clause in PHRASE_END.split(text):
        before = ""
        for word in words(clause):
            if word_class(word).startswith("v"):
                break
            before += word
        yield before


def _items_on(things: Sequence[Term], plan: Plan) -> list[Item]:
    """Return the items called by all that is asked about; where none is, those that have it most,
    if others have it far less."""
    titled = [item for item in plan.own_items if _has(things, item.title)]
    if titled:
        return titled
    times = {item.label: _times(things, item.text) for item in plan.own_items}
    most = max(times.values(), default=0)
    return [
        item for item in plan.own_items if most >= _MAIN and _FAR_LESS * times[item.label] >= most
    ]


def _times(things: Sequence[Term], text: str) -> int:
    """Return how often a text has the things: the one it has least often."""
    rest = _without_offices(text.lower())
    return min(sum(rest.count(form) for form in term.forms) for term in things)


def _has(things: Sequence[Term], text: str) -> bool:
    """Whether a text has all of the things, aside from the names of offices that have part in it,
    and none across two words."""
    rest = _without_offices(text.lower())
    return bool(things) and all(any(_stands(form, rest) for form in term.forms) for term in things)


def _without_offices(text: str) -> str:
    for office in {part.office.lower() for part in parts_in(text)}:
        text = text.replace(office, "，")
    return text


def _stands(form: str, text: str) -> bool:
    """Whether a text has a word other than with an end of it in a word that goes on beside it."""
    ends = (0, *accumulate(map(len, words(text))))
    for found in re.finditer(re.escape(form), text):
        before = max(end for end in ends if end <= found.start())
        behind = min(end for end in ends if end >= found.end())
        inside = [end for end in ends if found.start() < end < found.end()]
        crossed = before < found.start() or behind > found.end()
        if not (inside and crossed):
            return True
    return False
