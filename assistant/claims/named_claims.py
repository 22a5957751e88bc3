"""Compare a name that is claimed with the one that the plan has in its place: 以“商”成事, of
以“协”成事; “最后一公里”, of “最先一公里”; 央企, of 市属企业集团.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.evidence.coverage import core_terms, coverage
from assistant.evidence.pieces import left_of, names_of, with_title
from assistant.language.alignment import in_order
from assistant.language.normalize import pattern, wording
from assistant.language.stages import stage_of
from assistant.understanding.question import CLAIM_ENDS, Question, Term, content_words
from index.lexical import word_class, words
from index.passages import Passage
from index.plan import Plan, Span
from index.quantities import find_quantities

_OPEN, _CLOSE = '[“"‘「]', '[”"’」]'
_FRAMED = re.compile(
    f'(?P<before>[一-鿿]){_OPEN}(?P<name>[^“”"‘’「」]{{1,8}}){_CLOSE}(?P<behind>[一-鿿]{{2}})'
)
_QUOTED = re.compile("“([^“”]{4,12})”")
_MARKS = re.compile('[“”"‘’「」]')
# Not in 特别, 级别; 无障碍, 无人机.
_DENIED = re.compile(
    "[不没未非]|还是|只|仅|除|取消|停止|(?<![特分级类性区个差])别(?!墅)|无(?![障人线偿缝害废])"
)
_ALIKE = 0.6
_TOP = 3
_SURE_OF = 0.6
# Who does something, in the plan's words for who is met with or charged there.
_BY = re.compile(
    r"(?P<role>按照|会同|联合|根据|依托|[由与同和向按给为])(?:相关|有关)?(?P<name>[一-鿿]{2,14})"
)
# Whom it is done for, and at whose word: none who does it, so only claims of the like tell another.
_FOR = ("向", "给", "为")
_AT_WORD = ("按照", "根据", "按")
_CLAIMED_FOR = re.compile("(?<![方面成作认行以])[向给为](?!什么|啥|何|了|民|主)")
_CLAIMED_AT_WORD = re.compile("按照?|根据|依据|遵照|要求|部署|规定|指示|安排")
_NOUNS = ("n", "j", "b", "")


@dataclass(frozen=True, slots=True)
class NamedVerdict:
    """What is `claimed`, and what the plan has `stated` in its place in `span`, "" where it names
    nothing there. `surely`: it is another one, and no other word for it."""

    claimed: str
    stated: str
    span: Span
    agrees: bool = False
    surely: bool = False


def check_framed(
    question: Question, passages: Sequence[Passage], plan: Plan
) -> NamedVerdict | None:
    """Compare what stands in quotation marks in a claim, between words of its clause, with what the
    plan has in such between the same; None where it has nothing there or several, has the claimed
    name elsewhere, or where more is claimed, which is for the other checks to tell."""
    said = question.raw.lower().strip(CLAIM_ENDS)
    frames = [*_FRAMED.finditer(said)]
    if not question.yes_no or len(frames) != 1 or _DENIED.search(question.text):
        return None
    (frame,) = frames
    rest = f"{said[: frame.end('before')]} {said[frame.start('behind') :]}"
    if question.references.labels or question.references.missing or find_quantities(rest):
        return None
    told = []
    for passage in passages:
        for clause in passage.clauses:
            for found in _FRAMED.finditer(plan.source[clause.start : clause.end]):
                if (found["before"], found["behind"]) == (frame["before"], frame["behind"]):
                    told.append((found["name"].lower(), passage, clause, found[0]))
    same = [one for one in told if one[0] == frame["name"]]
    if not told or (not same and len({name for name, *_ in told}) > 1):
        return None
    _, passage, clause, whole = (same or told)[0]
    more = left_of(rest, with_title(plan.source[clause.start : clause.end], passage, plan))
    if same:
        # 取消, 已完成 would make another claim of it.
        agrees = not content_words(more) and not stage_of(more)
        return NamedVerdict(frame[0], whole, clause, agrees=True) if agrees else None
    plain = _MARKS.sub("", plan.folded)
    beside = {found["name"] for found in _FRAMED.finditer(passage.text.lower())}
    # A single character stands anywhere in a plan, and is a name in marks alone.
    known = len(frame["name"]) > 1 and frame["name"] in plain and frame["name"] not in beside
    if known or _MARKS.sub("", frame[0]) in plain or names_of(more):
        return None
    return NamedVerdict(frame[0], whole, clause, surely=True)


def check_quoted(
    question: Question, passages: Sequence[Passage], plan: Plan
) -> NamedVerdict | None:
    """Find the term that a sentence has in quotation marks, where a claim has one that is like it
    and stands nowhere in the plan, and all else that is claimed is said there."""
    said = _MARKS.sub("", question.text)
    if not question.yes_no or _DENIED.search(said) or _asks(said):
        return None
    for passage in passages[:_TOP]:
        for found in _QUOTED.finditer(plan.source, passage.span.start, passage.span.end):
            name = found[1].lower()
            claimed = "" if name in said else _like(name, said)
            if not claimed or claimed in _MARKS.sub("", plan.folded):
                continue
            around = with_title(passage.text, passage, plan)
            left = names_of(left_of(said.replace(claimed, " "), around))
            if any(len(word) > 1 and not word_class(word).startswith("v") for word in left):
                continue
            clause = next(c for c in passage.clauses if c.start <= found.start() < c.end)
            return NamedVerdict(claimed, found[0], clause, surely=True)
    return None


def _like(name: str, said: str) -> str:
    """Return the part of a claim that begins and ends as a name does, and has most of it in order:
    最后一公里, of 最先一公里."""
    for size in range(len(name) + 2, len(name) - 3, -1):
        for at in range(len(said) - size + 1):
            one = said[at : at + size]
            ends = one[0] == name[0] and one[-2:] == name[-2:]
            if ends and SequenceMatcher(None, one, name, autojunk=False).ratio() >= _ALIKE:
                return one
    return ""


def check_body(question: Question, passages: Sequence[Passage], plan: Plan) -> NamedVerdict | None:
    """Find the sentence on what someone is claimed to do, or to have done to them, who is named
    nowhere in its item; with who is named there in such a place, if one is."""
    said = question.text.strip(CLAIM_ENDS)
    if not question.yes_no or _asks(said) or _DENIED.search(said) or find_quantities(said):
        return None
    bodies = pattern(wording()["body"]["named"])
    for passage in passages[:_TOP]:
        item = plan.item(passage.item)
        text = passage.text.lower()
        around = f"{text}|{item.text.lower() if item else ''}|{item.title.lower() if item else ''}"
        named = _bodies_in(said, bodies)
        named += [
            term.text
            for term in question.terms
            if bodies.search(term.text) and not any(term.text in name for name in named)
        ]
        # 局 is cut from 住建局.
        unsaid = [
            name
            for name in named
            if len(name) > 1 and name not in around and not in_order(name, text)
        ]
        own = [term for term in question.terms if unsaid and term.text in unsaid[0]]
        known = any(form in text for term in own for form in term.forms[1:])
        rest = core_terms([term for term in question.terms if term not in own])
        if len(unsaid) == 1 and rest and not known and coverage(rest, text) >= _SURE_OF:
            return _of_body(unsaid[0], said, rest, passage, bodies, plan)
    return None


def _bodies_in(said: str, bodies: re.Pattern[str]) -> list[str]:
    """Return the names of bodies and of those who work there in a text."""
    found, run = [], ""
    for word in [*words(said), "，"]:
        if word_class(word)[:1] in _NOUNS and word.isalpha():
            run += word
            continue
        if len(run) > 1 and bodies.search(run):
            found.append(run)
        run = ""
    return found


def _of_body(
    claimed: str,
    said: str,
    rest: Sequence[Term],
    passage: Passage,
    bodies: re.Pattern[str],
    plan: Plan,
) -> NamedVerdict:
    texts = {c: plan.source[c.start : c.end].lower() for c in passage.clauses}
    clause = max(texts, key=lambda c: coverage(rest, texts[c]))
    named = [
        (name, one)
        for one, text in texts.items()
        for found in _BY.finditer(text)
        for name in [_name(found["name"], bodies)]
        if name and _has_role(said, found["role"])
    ]
    named = [one for one in named if one[1] == clause] or named
    if len(named) != 1:
        return NamedVerdict(claimed, "", clause)
    ((stated, beside),) = named
    kinds = pattern(wording()["body"]["kinds"])
    own, its = kinds.search(claimed), kinds.search(stated)
    span = Span(min(clause.start, beside.start), max(clause.end, beside.end))
    surely = bool(own and its and own[0] != its[0])
    return NamedVerdict(claimed, stated, span, surely=surely)


def _has_role(said: str, role: str) -> bool:
    """Whether a claim may be of whom the plan names behind `role`."""
    if role in _FOR:
        return bool(_CLAIMED_FOR.search(said))
    return role not in _AT_WORD or bool(_CLAIMED_AT_WORD.search(said))


def _name(text: str, bodies: re.Pattern[str]) -> str:
    """Return the body that a text begins with, up to what is done; "" where it begins with none."""
    name = body = ""
    for word in words(text):
        if name and word_class(word)[:1] in ("v", "p", "d") and len(word) > 1:
            break
        name += word
        body = name if bodies.search(name) else body
    return body


def _asks(said: str) -> bool:
    return bool(pattern(wording()["interrogatives"]).search(said))
