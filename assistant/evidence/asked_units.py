"""In what unit, and of what thing, a question asks for a number: 多少公里, 几个社区."""

import re
from functools import lru_cache

from assistant.language.normalize import pattern, wording
from assistant.understanding.question import asking_words
from index.lexical import word_class, words
from index.quantities import unit_dimension

MONEY = re.compile(
    "钱|资助|资金|经费|预算|投资|补贴|补助|补偿|津贴|费|款|工资|薪|奖励|价|房租|利息|额度|成本|钿"
    "|金(?![融属牌山秋花星])"
)
ASKED_UNIT = re.compile("[多几]少?[万亿千百]?(人次|[人名位户家所座处条台辆套件])")
# A thing asked for by name (多少垃圾) is no sum, share or time; unless its name is of one.
_ASKED_THING = re.compile(
    r"(?:多少|(?<![第好])几)[万亿千百]?(?P<unit>[个家名位项处所件条座台支张]?)(?P<rest>[一-鿿]{2,8})"
)
ASKED_IN = re.compile(r"(?:多少|(?<![第好])几)[万亿千百]?(?P<unit>[一-鿿]{1,4})")
DOSES = re.compile("(?:多少|几)[针剂]")
_NAMES_MEASURE = re.compile("比例|比重|份额|百分|时间|功夫|工夫|天数|年限|岁数|年龄")
# What these count is no other thing: 台 counts no flats; 床, as it is said, none but 张.
TELLING_MEASURE = re.compile(
    "(?:多少|(?<!第)几)[万亿千百十]?(?P<unit>[台辆部套艘栋幢间盏棵株头床])"
)
# A sum from which on things are meant is none that is asked for: 多少个亿元以上项目.
_FROM_SUM = re.compile(r"^个?\d*[千百十]?[万亿]元?以上")
ASKED_MEASURE = re.compile(r"(第?)几(轮|次|届|期|级|种|步|层|类|批|大|条|项|年|连冠)")
# How many of what has no measure word of its own here (打几针) are no rate and no sum.
_ASKED_PIECES = re.compile(
    "几[^成折分倍点时级类等天年月日号岁块角毛元米斤吨度几人个,，。?？a-z][了呢啊吗呀]*[?？。]*$"
)


@lru_cache(maxsize=256)
def asked_dimension(text: str) -> str | None:
    """Return the dimension of the unit after 多少 or 几, or None when any figure will do."""
    if ASKED_MEASURE.search(text) and "第几" in text:
        return "ordinal"
    if DOSES.search(text):
        return "count"
    for kind in wording()["dimension"]:
        if pattern(kind["asks"]).search(text):
            return str(kind["name"])
    for word in ("多少", "几"):
        position = text.find(word)
        if position < 0:
            continue
        if _FROM_SUM.match(text[position + len(word) :]):
            return "count"
        tail = text[position + len(word) :].lstrip("万亿千百个 ")
        if re.match("个?[万亿]+", text[position + len(word) :]) and not unit_dimension(tail[:1]):
            return None
        if MONEY.match(tail) or MONEY.search(tail[:4]):
            return "money"
        for length in range(min(4, len(tail)), 0, -1):
            dimension = unit_dimension(tail[:length])
            if dimension:
                return dimension
        if text[position + len(word) : position + len(word) + 1] == "个":
            return "count"
    return "count" if _ASKED_PIECES.search(text) else None


@lru_cache(maxsize=256)  # asked again for each sentence
def asked_thing(text: str) -> str:
    """Return the thing whose number is asked for (多少个车位 → 车位), "" when none is named."""
    found = _ASKED_THING.search(text)
    if found is None or _NAMES_MEASURE.match(found["rest"]):
        return ""
    for word in words(found["rest"])[:2]:  # 留守儿童
        if len(word) == 1 or word in asking_words():
            break
        if word_class(word).startswith(("n", "l")):
            return word
    return ""


def words_asked(text: str) -> tuple[str, ...]:
    """Return the first words behind 多少: 隐性, 债务 of 多少隐性债务."""
    found = _ASKED_THING.search(text)
    return tuple(word for word in words(found["rest"])[:2] if len(word) > 1) if found else ()


def asked_unit(text: str) -> str:
    """Return the unit in which a figure is asked for (几公里 → 公里), "" when none is named."""
    found = ASKED_IN.search(text)
    units = (found["unit"][:length] for length in range(len(found["unit"]), 0, -1)) if found else ()
    return next((unit for unit in units if unit_dimension(unit) not in (None, "count")), "")


def units_alike(unit: str) -> str:
    """Return the measure words of one character that count what this one does, itself first."""
    groups = (group for group in wording()["counters"]["alike"] if unit in group)
    return "".join(dict.fromkeys(f"{unit}{''.join(groups)}"))
