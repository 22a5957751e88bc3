"""Which words a question asks the mentions of: 哪些项提到X, “X”和“Y”在哪几条."""

import re
from collections.abc import Callable, Sequence

from assistant.language.normalize import pattern, wording
from assistant.language.numbered_names import has_name
from index.lexical import word_class, words

_IN_QUOTES = re.compile(r"[“”\"「《‘'](.+?)[“”\"」》’']")
_TOGETHER = re.compile("[、和与及跟]|以及")
_EACH = re.compile("分别|各|都|均")
# What is one of a row: 十二届六中全会, 第八轮.
_NUMBERED = re.compile(r"[\d零一二三四五六七八九十百]+(?:届|中全会|大(?![道街桥])|次|期|轮)")
# What is of something said in one character is no word without it: 党的建设 is 党建.
_OF_ONE = re.compile(r"(?:^|(?<=[\s讲写说到]))([一-鿿])的([一-鿿]{2,4})(?=的?\s*[?？。]?\s*$)")
_EDGES = " ,，.。?？!！:："
_DEEDS = ("v", "vd", "vn", "d", "ad")  # jieba's tags
_SHORT = 2  # characters; 建设 may be called so anywhere


def several_mentioned(text: str, plan_text: str, known: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the words of which each one's items are asked for; () for fewer than two.

    What stands in quotation marks is such a word; else one must stand in the plan and the others
    there, too (人工智能和5G分别在第几项), or be all unknown to it: what the plan has words of
    its own for is to be searched. 党和国家 is one word where the plan has it so.
    """
    table = wording()["mention"]
    asked = pattern(table["several"]).search(text)
    if not asked:
        return ()
    rest = f"{text[: asked.start()]} {text[asked.end() :]}"
    quoted = _IN_QUOTES.findall(rest)
    if len(quoted) > 1:
        return tuple(dict.fromkeys(quoted))
    one_matter = pattern(table["place_of"]).search(text) and not _EACH.search(text)
    rest = rest.strip(_EDGES)
    if quoted or one_matter or rest in plan_text:
        return ()
    members = [member.strip(_EDGES) for member in _TOGETHER.split(rest)]
    literal = [has_name(member, plan_text) for member in members]
    as_words = any(literal) and all(
        len(member) > 1 and (here or not known(member))
        for member, here in zip(members, literal, strict=True)
    )
    return tuple(dict.fromkeys(members)) if as_words and len(members) > 1 else ()


def mentioned(text: str, terms: Sequence[str], plan_text: str, matter: bool) -> str:
    """Return the word whose mentions are asked for; `terms` are the question's content words.

    "" where it is no word of the plan but a `matter` in words of its own (several of the terms
    are known there): to be searched. One of a row that the plan has not (十二届六中全会) is none:
    with it, all that is asked about is returned.
    """
    quoted = _IN_QUOTES.search(text)
    if quoted:
        return quoted[1]
    table = wording()["mention"]
    rest = pattern(table["noise"]).sub(" ", text)
    asked = pattern(table["asks"]).search(rest)
    if asked:  # the pattern may have swallowed the word itself: 提到X的是哪些项
        inside = re.sub(
            r"(?:提到|提及|涉及|说到|讲到|写到|谈到|出现|包含|含有?|有关)(?:了|过|着)*",
            " ",
            asked[0],
        )
        inside = re.sub(
            r"(?:的|是|有|在|都|分别)*(?:哪|第?几|多少)(?:些|几|一|个|里)*(?:项|条|款|点|处|段|次|回|里)?.*$",
            " ",
            inside,
        )
        rest = f"{rest[: asked.start()]} {inside} {rest[asked.end() :]}"
    if of_one := _OF_ONE.search(rest):
        whole, short = f"{of_one[1]}的{of_one[2]}", of_one[1] + of_one[2][0]
        return next((word for word in (whole, short) if word in plan_text), whole)
    runs = [run for run in re.split(r"[\s,，。?？!！、的了过吗呢]+", rest) if run]
    asking = set(table["verbs"])
    literal = [run for run in runs if has_name(run, plan_text) and run not in asking]
    if any(found[0] not in plan_text for found in _NUMBERED.finditer(rest)):
        return rest.strip(_EDGES)
    if literal and (len(max(literal, key=len)) > 1 or len(runs) == 1):
        return max(literal, key=len)
    joined = "".join(terms)
    if thing := _behind_deeds(joined, plan_text):
        return thing
    as_a_word = pattern(table["verb"]).search(text) or (joined in rest and joined in plan_text)
    if literal or (matter and not as_a_word):
        return ""
    return joined if joined in rest else max(terms, key=len, default="")


def _behind_deeds(asked: str, plan_text: str) -> str:
    """Return the thing behind what is to be done with it (总部经济, of 大力发展总部经济), if the
    plan has that, and not with these words; else ""."""
    cut = words(asked)
    deeds = next((at for at, word in enumerate(cut) if not _is_deed(word)), len(cut))
    thing = "".join(cut[deeds:])
    return thing if deeds and len(thing) > _SHORT and thing in plan_text else ""


def _is_deed(word: str) -> bool:
    """Whether a word says what is done or how, or both in one, as the dictionary has 大力发展."""
    how = pattern(wording()["mention"]["how"]).match(word)
    if how and how.end() < len(word):
        return _is_deed(word[how.end() :])
    return bool(how) or (len(word) > 1 and word_class(word) in _DEEDS)
