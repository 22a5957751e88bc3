"""Compare what a claim says of a thing with a clause of the plan, piece by piece as written.

A claim is held against a clause only where it is surely of the same thing; words are no measure of
that, as names are cut into them at random.
"""

import re
from collections.abc import Sequence
from itertools import accumulate

from assistant.language.alignment import HEADS
from assistant.language.normalize import pattern, wording
from assistant.language.stages import is_of_part, stage_of, without_stages
from assistant.understanding.question import Term, content_words
from index.lexical import word_class, words
from index.passages import Passage, title_above
from index.plan import Plan
from index.quantities import find_quantities

_PIECE = 2  # characters that a name is compared by, at the least
_CUT = "|"  # in the place of a time, and of a word that tells a stage
_MEMBER = re.compile(r"[、,，;；|]|以及|[和与及]")
_SIDES = "东西南北中上下前后内外左右新老旧"
# A figure that a thing is called by, in the unit of what it can do.
_SIZE = re.compile(r"(?P<size>\d[\d.]*)(?P<unit>千伏|kv|千瓦|兆瓦|万?吨级|毫米)")
_WORKS = re.compile(
    "(?:改建|改扩建|扩建|迁建|重建|新建|修缮|维修|除险|加固|拓宽|改造|整治|提升|保护)+(?:工程|项目)?"
    "|(?:革命)?(?:旧址|遗址|旧居|故居)"
)
_COMING = ("start", "done", "use")
_MARKS = " ,，。;；、()（）\n"


def with_title(said: str, passage: Passage, plan: Plan) -> str:
    """Return what a sentence says with the title above it, to hold a claim against."""
    above = title_above(passage, plan).replace("\n", _CUT)
    return f"{said}{_CUT}{above}".lower()


def has_in_pieces(terms: Sequence[Term], text: str) -> bool:
    """Whether a text has every term, if in pieces: 停车泊位, of 停车共享泊位; False of none."""
    return bool(terms) and all(
        any(form in text or not left_of(form, text).strip() for form in term.forms)
        for term in terms
    )


def left_of(said: str, text: str) -> str:
    """Return what of `said` is not in `text`, piece by piece, each as long as can be."""
    return re.sub(" +", " ", " ".join(left for left, _ in _slots(said, text)))


def pieces_in(said: str, text: str) -> list[str]:
    """Return the pieces of `said` that are in `text`, each as long as can be."""
    return [piece for _, piece in _slots(said, text) if piece]


def _slots(said: str, text: str) -> list[tuple[str, str]]:
    """Return the pieces of `said` that are in `text`, each behind what is not; the last is ""."""
    found, left, at = [], "", 0
    while at < len(said):
        end = at + _PIECE
        while end <= len(said) and " " not in said[at:end] and said[at:end] in text:
            end += 1
        if end - 1 - at >= _PIECE:
            found.append((left, said[at : end - 1]))
            left, at = "", end - 1
        else:
            left += said[at]
            at += 1
    return [*found, (left, "")]


def is_torn(said: str, text: str) -> bool:
    """Whether what is said begins a word of `text` in another way: 上游水库, of 下游水库."""
    cut = words(text)
    starts = set(accumulate(map(len, cut), initial=0))
    for left, piece in _slots(said, text):
        places = [found.start() for found in re.finditer(re.escape(piece), text)] if piece else []
        if left.strip() == left != "" and places and not starts & set(places):
            return True
    return False


def names_of(text: str) -> list[str]:
    """Return the words of a text that name a thing, and not only its kind (项目, 任务)."""
    general = pattern(wording()["selection"]["general"]).sub(" ", without_stages(text))
    return content_words(general)


def without_figures(text: str) -> str:
    """Return `text` with a space in the place of each figure."""
    for figure in reversed(find_quantities(text)):
        text = f"{text[: figure.start]} {text[figure.end :]}"
    return text


def of_another(claim: str, own: str) -> bool:
    """Whether a clause has another name before what it shares with a claim: 北门地块, where
    南门地块 is claimed."""
    own = without_stages(own, _CUT).replace(" ", _CUT)
    claim = without_stages(claim, _CUT).replace(" ", _CUT)
    claimed = {piece[:_PIECE]: _MEMBER.split(left)[-1] for left, piece in _slots(claim, own)}
    for left, piece in _slots(own, claim):
        sides = {left[-1:], claimed.get(piece[:_PIECE], "")[-1:]} if piece else set()
        if len(sides) > 1 and all(side and side in _SIDES for side in sides):
            return True
        other = content_words(_MEMBER.split(left)[-1])
        named = any(word_class(word)[:1] in ("n", "") or word.startswith("第") for word in other)
        if piece and named and len(claimed.get(piece[:_PIECE], "")) >= _PIECE:
            return True
    return False


def of_other_size(claim: str, own: str) -> bool:
    """Whether a clause has another size in the name of its thing than a claim: 35千伏变电站, where
    a 10千伏变电站 is claimed to be finished."""
    claimed, stated = dict(_sizes(claim)), dict(_sizes(own))
    return any(unit in stated and stated[unit] != size for unit, size in claimed.items())


def _sizes(text: str) -> list[tuple[str, str]]:
    return [(found["unit"], found["size"]) for found in _SIZE.finditer(text)]


def less_than(claim: str, clause: str) -> str:
    """Return how a clause tells its stage of less than what is claimed to be at one: 主体完工,
    基本建成, 部分地块开工, 完成可研批复; "" where it tells it of that itself."""
    told, claimed = stage_of(clause), stage_of(claim)
    if told is None or claimed is None or claimed[0] not in _COMING:
        return ""
    stage, last = told
    of_part = is_of_part(clause, claim)
    if stage == "structure":
        return clause[of_part:].strip(_MARKS) if of_part >= 0 else ""
    if stage not in _COMING:
        return ""
    end = clause.rfind(last) + len(last)
    if 0 <= of_part < end:
        return clause[of_part:].strip(_MARKS)
    words_of = [word for word in wording()["stages"][stage] if word in clause]
    first = min(words_of, key=clause.find, default=last)  # 改造完
    done_to = clause[clause.find(first) + len(first) :].strip(_MARKS)
    apart = content_words(done_to) and left_of(done_to, claim) == done_to
    return first + done_to if apart and not stage_of(done_to) else ""


def without_works(tail: str) -> str:
    """Return what follows a name without the works that are done to the same thing: of 改建工程
    nothing, of 配套路网 all."""
    return _WORKS.sub("", tail)


def is_longer_named(claim: str, own: str) -> bool:
    """Whether a clause has a stage of what is only named after the thing claimed to be at it:
    博物馆配套路网, where the museum is."""
    shared = [piece for _, piece in _slots(without_stages(claim), own) if piece]
    at = max((own.find(piece) + len(piece) for piece in shared), default=0)
    told = stage_of(own[at:])
    if not at or told is None:
        return False
    between = without_works(own[at : own.find(told[1], at)])
    return any(
        len(word) > 1 and word_class(word)[:1] in ("n", "") and word not in HEADS
        for word in content_words(_MEMBER.split(between)[0])
    )
