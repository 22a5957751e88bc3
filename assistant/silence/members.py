"""Whether a sentence names what is asked for by name: its members, or so many as are asked for."""

import re
from collections.abc import Sequence

from assistant.answers.answer import Statement
from assistant.evidence.coverage import core_terms, coverage
from assistant.evidence.ranking import Candidate
from assistant.language.clauses import PHRASE_END
from assistant.language.enumerations import AND_SO_ON, SEPARATOR, longest_list
from assistant.language.normalize import pattern, wording
from assistant.understanding.question import Question
from index.lexical import word_class, words
from index.numerals import parse_number
from index.quantities import find_quantities

_FIRST = 4
# May be counted where they are named.
FEW = re.compile("几(?![场次期批届轮人名位户年天])|多少[个家处座所条项]")
_ONE = re.compile("哪一?[个家条所座处]")
_NUMERAL = re.compile("[三四五六七八九十]")
_JOINING = tuple("pcvdmrq")  # jieba's tags
_QUOTING = re.compile('[“"《：:]')


def listing(question: Question, candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the sentence that names the members asked for by name, the best when none are.

    哪三个 wants three, 哪些小区 at least two, or one by its number (228街坊) or in quotation
    marks. What is only counted (68个小区) or named (“双十”项目) names none: None.
    """
    table = wording()["members"]
    best = candidates[0]
    core = core_terms(question.terms)
    held = coverage(core, best.passage.text.lower(), best.passage.asked)
    near = [
        c
        for c in candidates[:_FIRST]
        if c.passage.item == best.passage.item
        and coverage(core, c.passage.text.lower(), c.passage.asked) >= held - 0.1
    ]
    numbered = pattern(table["numbered"]).search(question.text)
    if numbered and (wanted := parse_number(numbered["count"]) or 0) > 1:
        return next((c for c in near if longest_list(c.passage.text) >= wanted), None)
    # What one term means is answered by where it stands, explained or not.
    of_a_term = question.answer_type == "definition" and len(core) == 1
    each = not of_a_term and pattern(table["each"]).search(question.text)
    if each and not _lists_members(question, best):
        return None
    named = pattern(table["named"]).search(question.text)
    if named and not question.wants_everything:
        noun = next(filter(None, named.groups()))
        best = next((c for c in near if noun in c.passage.text), best)
        one = bool(_ONE.search(question.text))
        return best if _names(noun, best.passage.text, one) else None
    return best


def only_counts(question: Question, candidates: Sequence[Candidate]) -> bool:
    """Whether members are asked for by name (哪几家, 哪三个村) of which the best sentence has the
    number in that very unit, and neither it nor another of its item near it names anything."""
    asked = pattern(wording()["members"]["which"]).search(question.text)
    if asked is None:
        return False
    best = candidates[0].passage
    unit = asked["unit"]
    core = core_terms(question.terms)
    counted = any(figure.unit == unit for figure in find_quantities(best.text))
    texts = [c.passage.text for c in candidates[:_FIRST] if c.passage.item == best.item]
    near = [text for text in texts if text == best.text or coverage(core, text.lower()) > 0]
    return counted and not any(longest_list(text) >= 2 or _QUOTING.search(text) for text in near)


def names_none(question: Question, candidates: Sequence[Candidate]) -> bool:
    """Whether names of a kind are asked for (投向哪些企业), and the first sentences of an item have
    that noun, but neither a name beside it nor what tells which are meant (规上企业)."""
    asked = pattern(wording()["members"]["bare"]).search(question.text)
    if asked is None or not candidates:
        return False
    noun, best = asked["noun"], candidates[0].passage
    texts = [c.passage.text for c in candidates[:_FIRST] if c.passage.item == best.item]
    clauses = [part for text in texts for part in PHRASE_END.split(text) if noun in part]
    before = [part[: at.start()] for part in clauses for at in re.finditer(noun, part)]
    bare = not any(map(_tells_which, before))
    quoted = re.compile(f'{noun}[^,，]?[“"《（(:：]|[”"》]{noun}')
    named = any(longest_list(part) >= 2 or quoted.search(part) for part in clauses)
    return noun in best.text and bare and not named


def _tells_which(before: str) -> bool:
    """Whether what stands before a noun tells which are meant (规上, 排名末位的), and is no number,
    verb or joining word: 推动2家, 与, 在更多."""
    counted = any(figure.end == len(before) for figure in find_quantities(before))
    last = words(before)[-1:]
    return not counted and bool(last) and word_class(last[0])[:1] not in _JOINING


def _lists_members(question: Question, candidate: Candidate) -> bool:
    """Whether a sentence lists things where it has the subject, which is none of them itself."""
    subject = [term for term in core_terms(question.terms) if not term.is_verb]
    clauses = PHRASE_END.split(candidate.passage.text.lower())
    numbers = {parse_number(found) for found in _NUMERAL.findall(question.text)}
    if numbers & set(map(longest_list, clauses)):
        return True  # “四责协同”工作机制，…，强化党委主体责任、…: four, wherever they stand
    held = [coverage(subject, clause) for clause in clauses]
    named = [t.text for t in subject if t.is_name] + list(question.identifiers)
    return any(
        longest_list(clause) >= 2 and not any(name in clause.split("、") for name in named)
        for clause, own in zip(clauses, held, strict=True)
        if own == max(held)
    )


def _names(noun: str, text: str, one: bool) -> bool:
    """Whether `text` lists things, or names one of the kind by number or in quotation marks.

    Where `one` is asked for (哪个社区), a name before the kind will do: 在桂园社区.

    Where a clause has the noun itself (与三地七县携手), a list in another one is of other things.
    """
    clauses = [clause for clause in PHRASE_END.split(text) if noun in clause]
    kind = re.escape(noun)
    quoted = rf"[“《][^”》]*[”》][^,，。;；]{{0,4}}{kind}|{kind}[^,，。;；]?[“《]"
    own = rf"(?:^|[、在于到从对以和与由])[^、,，;；个各每该本全\d]{{2,6}}{kind}"
    named = rf"{quoted}|\d{kind}|{own}" if one else rf"{quoted}|\d{kind}"
    return longest_list(",".join(clauses) or text) >= 2 or bool(re.search(named, text))


def uncounted(question: Question, quoted: Sequence[Statement]) -> bool:
    """Whether what is quoted for a number asked for has none (健身点建几处: 一批健身点), and names
    no things that can be counted, all of them: neither 林荫道、特色道路 nor 大桥、隧道等项目."""
    text = "".join(statement.text for statement in quoted if statement.citations).lower()
    if find_quantities(text) or pattern(wording()["figures"]["instead"]).search(text):
        return False
    if AND_SO_ON.search(text) or not FEW.search(question.text):
        return True
    lists = [SEPARATOR.split(c) for c in PHRASE_END.split(text) if longest_list(c) >= 2]
    return all(_is_member(question, members) for members in lists)


def enumerates(question: Question, candidates: Sequence[Candidate]) -> bool:
    """Whether the best sentence names several things side by side, which can be counted; what is
    counted is no one of them (创建示范社区、文明楼组)."""
    if not candidates or longest_list(candidates[0].passage.text) < 2:
        return False
    members = re.split("[、,，;；。]", candidates[0].passage.text.lower().rstrip("。；;\n "))
    return not _is_member(question, members)


def _is_member(question: Question, members: Sequence[str]) -> bool:
    """Whether what is counted is one of several things side by side (示范社区、文明楼组): one ends
    with it, as what all are of (众创空间专业化、国际化建设) does not; what ends several counts."""
    forms = [f for term in core_terms(question.terms) if not term.is_verb for f in term.forms]
    ends = [[member.strip().endswith(form) for member in members] for form in forms]
    return any(sum(each) == 1 and not each[-1] for each in ends)
