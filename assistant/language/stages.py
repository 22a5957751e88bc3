"""The stages of a project, from its preparation to its use, by the words that tell them."""

import re
from functools import lru_cache

from assistant.language.normalize import pattern, wording

# What is finished is in use, or soon: neither word denies the other.
_ALIKE = frozenset({"done", "use"})
# What may stand before a date or a stage without being what it is said of.
_LEADING = re.compile(
    "确保|力争|争取|计划|全部|全面|完成|实现|预计|其中|并|于|在|到|要|将|今年|年内"
    "|时间|时长|期限|周期|工期|为期|历时|不[少低]于|不超过|至少|最[长短多少]|一般|原则上"
)
_NO_SUBJECT = 3
# What is done to the end of it: 改造完, 修完了.
_OVER = re.compile("(?<=[一-鿿])完(?=[了没吗吧呢的,，。?？!！、 ]|$)")
_ASKS_STAGE = (
    "(?:重大|重点)?(?:项目|工程|事项|工作|任务)?(?:今年|都|各自?|分别){0,2}(?:有|是)"
    "(?:哪些|什么|哪几[个项])[?？]*"
)


@lru_cache(maxsize=1)
def stage_words() -> tuple[str, ...]:
    """Return the words that tell a stage, stage by stage."""
    return tuple(word for words in wording()["stages"].values() for word in words)


def without_stages(text: str, mark: str = " ") -> str:
    """Return `text` with a mark in the place of each word that tells a stage."""
    for word in stage_words():
        text = text.replace(word, mark)
    return text


def is_stage(word: str) -> bool:
    """Whether a word tells a stage (开工, 新开工), and names no thing that is at one."""
    return word.removeprefix("新") in stage_words()


def says_done(word: str) -> bool:
    """Whether a word only says that something is finished: 完成, 做完."""
    stage = stage_of(word)
    return bool(stage and stage[0] == "done" and len(word) - len(stage[1]) < 2)


def stages_in(text: str) -> tuple[str, ...]:
    """Return the words of a text that tell a stage."""
    return tuple(word for word in stage_words() if word in text)


def stage_of(text: str) -> tuple[str, str] | None:
    """Return (stage, word) of the last word of `text` that tells a stage; None for no such word.

    The last, as what is finished stands behind 完成 (完成主体结构封顶). 主体责任 tells none.
    """
    other = pattern(wording()["stage_words"]["other"])
    text = other.sub(lambda found: " " * len(found[0]), text)
    found = [
        (text.rfind(word), name, word)
        for name, words in wording()["stages"].items()
        for word in words
        if word in text
    ]
    found += [(over.start(), "done", over[0]) for over in _OVER.finditer(text)]
    return max(found)[1:] if found else None


def is_underway(text: str) -> bool:
    """Whether a text tells no more of something than that it is being pushed on."""
    told = stage_of(text)
    return told is not None and told[0] == "underway"


def other_stage(asked: str, stated: str) -> bool:
    """Whether a text tells of another stage than the one asked for, and so nothing of that."""
    ours, theirs = stage_of(asked), stage_of(stated)
    if ours is None or theirs is None:
        return False
    if (ours[0], theirs[0]) == ("done", "structure") and theirs[1] in asked:
        return False  # 主体什么时候搞完: of 完成主体工程
    stages = {ours[0], theirs[0]}
    return len(stages) > 1 and stages != _ALIKE and ours[0] != "underway"


def alike(claimed: str, stated: str) -> bool:
    """Whether a text tells the stage that another claims: of what stands for several (可研, 招标;
    完工, 验收), the very one."""
    ours = stage_of(claimed)
    if ours is None:
        return False
    stage, word = ours
    alone = wording()["stage_words"]["alone"]
    if stage in ("before", "structure") or word in alone:
        return word in stated
    theirs = stage_of(stated)
    finished = theirs is not None and theirs[0] in _ALIKE
    return any(
        own in stated
        for own in wording()["stages"][stage]
        if own not in alone and (own != "完成" or finished)  # 完成可研批复
    )


def is_of_part(clause: str, claim: str) -> int:
    """Return where a clause begins to tell a stage of a part, or of less than the whole, which a
    claim does not say (主体完工, 部分地块开工), -1 where it does not."""
    parts = [*wording()["stages"]["structure"], *wording()["stage_words"]["less"]]
    places = [clause.find(part) for part in parts if part not in claim]
    return min((place for place in places if place >= 0), default=-1)


def names_nothing(leading: str) -> bool:
    """Whether what stands before a date or a stage is too little to name what that is said of."""
    return len(_LEADING.sub("", leading)) <= _NO_SUBJECT


def only_leads(word: str) -> bool:
    """Whether a word may stand before a date or a stage and is no part of a name (全面)."""
    return bool(_LEADING.fullmatch(word))


def tells_more(clause: str) -> bool:
    """Whether a clause gives what the one before it names a stage: 推进新区建设，年内封顶.

    A clause that names a thing of its own gives it that: 开工建设沙洲大桥.
    """
    stages = {name: words for name, words in wording()["stages"].items() if name != "underway"}
    at = [clause.find(word) for words in stages.values() for word in words]
    first = min((place for place in at if place >= 0), default=None)
    if first is None:
        return False
    following = without_stages(clause[first:].strip(",，;；。"), "")
    return names_nothing(clause[:first]) and names_nothing(following)


def each_stage(text: str) -> tuple[str, ...]:
    """Return what is asked of each of several stages in a row (开工、竣工的各有哪些), as questions
    of one each; () where it is not."""
    stages = "|".join(word for group in wording()["selection"]["stages"] for word in group)
    row = rf"(?P<row>新?(?:{stages})(?:(?:以及|[、,和与及])新?(?:{stages}))++)"
    asked = re.fullmatch(rf"(?P<before>[^、,，]{{0,8}}?){row}(?P<after>的?{_ASKS_STAGE})", text)
    if asked is None:
        return ()
    each = re.findall(rf"新?(?:{stages})", asked["row"])
    after = re.sub("各自?|分别", "", asked["after"])
    return tuple(f"{asked['before']}{one}{after}" for one in each)
