"""Which figures of a text can answer the unit that a question asks for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from assistant.evidence.coverage import core_terms, support
from assistant.language.normalize import pattern, wording
from assistant.understanding.question import Question, asking_words
from index.lexical import word_class, words
from index.numerals import parse_number
from index.quantities import Quantity, find_quantities, number_value, unit_dimension

_ASKED_COUNT = re.compile(r"几(?:个|次|项(?=[一-鿿]))?(?P<noun>[一-鿿]{1,2})")
_ASKED_NOUNS = re.compile("(?:几个?(?![几年月日天])[一-鿿]{1,3}?(?=几)){1,4}几个?[一-鿿]{1,3}")
_NUMERAL = "([一二两三四五六七八九十\\d]+)"
_ASKED_SCALE = re.compile("几[十百千]?([万亿])")
_SCALES = {"万": 10**4, "亿": 10**8}
ROMAN = {numeral: value for value, numeral in enumerate("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", start=1)}
ROMAN |= {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
_ROMAN_NUMERAL = "[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|(?<![A-Za-z])(?:I{1,3}|IV|VI?)"
# A line of buses by its number, which goes by the places told behind it.
_ASKED_ROUTE = re.compile("几路(?![段人灯口])")
# How many channels there are (接入几路), by no number.
_ASKED_CHANNELS = re.compile("(?:[加增]|接入?|达到|[目现][前在]?有)[了到]?几路(?!公交|车)")
_ROUTE = re.compile(
    r"(?<![\d.])(?P<number>\d{1,3})路(?=公交|[车线由从自经往途到至、,，:：(（)）]|$)"
)
# What is counted is named, and stands in the plan before a number without a unit.
_ASKED_NUMBER = re.compile("(?P<noun>人次|[人户]数)[^,，。;；]{0,10}?(?:多少|几)(?![一-鿿])")
_MEASURES = frozenset("轮次届期级种步层类批条项年")
_MONEY = re.compile(
    "钱|资助|资金|经费|预算|投资|补贴|补助|补偿|津贴|费|款|工资|薪|奖励|价|房租|利息|额度|成本|钿"
    "|金(?![融属牌山秋花星])"
)
# Counts that are not taken for each other: of people, of households, of places and things.
_COUNTS = (
    "人 名 位 人次 万人次 人数".split(),
    "家 所 座 处 条 台 辆 套 个 间 项 只 部 栋 幢 件".split(),
    "户 户次 户数 家".split(),
)
_ASKED_UNIT = re.compile("[多几]少?[万亿千百]?(人次|[人名位户家所座处条台辆套件])")
_PERSON = re.compile("[^开施竣动分加复](?:[人员工师者民]|(?<![卫民发])生)$")
# A thing asked for by name (多少垃圾) is no sum, share or time; unless its name is of one.
_ASKED_THING = re.compile(
    r"(?:多少|(?<![第好])几)[万亿千百]?(?P<unit>[个家名位项处所件条座台支张]?)(?P<rest>[一-鿿]{2,8})"
)
_ASKED_IN = re.compile(r"(?:多少|(?<![第好])几)[万亿千百]?(?P<unit>[一-鿿]{1,4})")
_ASKED_STARS = re.compile("几个?a(?![a-z])", re.IGNORECASE)
_STARS = re.compile(r"(?<![A-Za-z\d])(?:(?P<number>\d)A|(?P<letters>A{2,5}))级", re.IGNORECASE)
# How often each one is to have something, which is never so much as all together get: 打几针.
_ASKED_EACH = re.compile("(?<!第)几(?:针|剂次?|次|回|趟|遍)(?![万数])")
_MANY_TIMES = 1000
_TIMES_ASKED = re.compile("(?:几|多少)倍")
_TIMES = re.compile(r"(?P<number>\d+(?:\.\d+)?|[一二两三四五六七八九十])倍(?!增)")
_DOSES = re.compile("(?:多少|几)[针剂]")
_NO_THING = frozenset({"money", "ratio", "time", "age"})
_NAMES_MEASURE = re.compile("比例|比重|份额|百分|时间|功夫|工夫|天数|年限|岁数|年龄")
_COUNTED = re.compile(r"[个家名位项处所件条座台支张]")
_MONTH = re.compile(r"\d{1,2}月")  # a date, of which no number is asked
_DAY = re.compile(r"\d月$")  # before what is one, too
_RESPECTIVELY = re.compile(r"(?P<members>[^,，。;；:：]+?)(?P<apart>[,，]?)分别")
_MEMBER = re.compile("[、和与及]")
_BY_HOW_MUCH = re.compile("分别(?:同比|比上年|较上年)?(?:增长|下降|提高|提升|上升|减少)")
# What several things before came to in another year: 游客30万人次、收入2亿元，去年分别为…
_IN_ANOTHER_YEAR = re.compile(
    "(?:20\\d\\d年|去年|上一?年)(?:同期|度)?[,，]?(?:已|则)?分别(?:只有|仅有|[为是有达]|达到|完成|实现)?"
)
_GROWTH_SAID = re.compile("[增涨升降减]|提高|%|百分|[多少]了")
# How much something grows is asked, by a word of its own that says so.
_GROWTH_ALONE = re.compile(
    "(?:增长|增速|增幅|涨幅)率?(?:目标|预期|计划|指标)?(?:[是为有了要]|达到?|大概)*(?:多少|几)(?![个家名元万亿])"
)
_GROWS_BY = re.compile(
    "(?:增长|增速|增幅|涨幅|下降)率?(?:目标)?[为约达到至保持控制稳定在不低于]{0,6}$"
)
_GROWN = re.compile(
    r"\d[^,，。;；、]{0,8}[,，、](?:同比|比上年|较上年|比去年|较去年)?(?:增长|下降|增速|增幅)[为约达]?$"
)
# What a growing quantity comes to: 总产值增长6%左右，达到48.6亿元.
_COMES_TO = re.compile(
    r"(?:增长|增速|增幅|提高|提升|上升|下降|减少)[^,，。;；、\d]{0,6}\d[\d.]*%?(?:[-—~～至到]\d[\d.]*)?(?:%|个百分点)"
    "[^,，。;；、\\d]{0,4}[,，、](?:力争|预计|确保|争取|总[量额值数]|规模)?(?:达到?|完成|实现|突破|超过?|为)约?$"
)
_RANK_SAID = re.compile("前|第|排|名次|位次|几[位名]|多少[位名]")
_STATEMENT = re.compile("[;；。]")
_PART = re.compile("[、,，;；。]")
_ENDS_LIST = re.compile("[,，;；。]")
# Which place something takes among others is asked: 排第几.
_ASKED_RANK = re.compile(
    "(?:排|居|名次|位次|位列|位居|名列)[^,，。;；]{0,4}第?几(?![次届期批轮条个])"
)
_RANK = re.compile(r"第(?P<number>\d+|[一二三四五六七八九十]+)(?P<unit>[位名])")
# At what time of the day something is: 几点发车, which is no date and no length of time.
_ASKED_CLOCK = re.compile(
    "几点(?=[一-鿿]{2})(?!钟|[开关到前后起上下]|营业|办公|建议|意见|要求|措施|任务|内容|做法|考虑|问题|希望)"
)
_CLOCK = r"\d{1,2}(?:[:：]\d{2}|[时点](?![间位段效]))"
_CLOCKS = re.compile(rf"{_CLOCK}(?:[—\-–~至到](?:次日|第二天|当日)?{_CLOCK})?")
# What is built or planted is no sum: 修多少.
_ASKED_DONE = re.compile("(?:[修建铺种栽盖拆]|改造)[了成]?(?:多少|几)(?=[?？,，。呢啊]|$)")
# What each pays of something is a sum or a share: 各出多少.
_ASKED_PAID = re.compile(
    "(?<![产输支付展做推突])(?:[要得各]出|承担|分担|负担)多少(?=[?？,，。呢啊]|$)"
)
_PAID = frozenset({"money", "ratio"})
_NEAR = 60  # characters
_FROM = re.compile(
    "(?:[由从]|(?P<taken>[把将])|原有|原来的?)(?:每[人户][每月年]*|[^,，。;；由从把将]{0,8})$"
)
_TO = re.compile("(?:[^,，。;；]{0,6})(?:到|至|为|(?<!完)成)(?:每[人户][每月年]*|约)?")
# What these count is no other thing: 台 counts no flats; 床, as it is said, none but 张.
_TELLING_MEASURE = re.compile(
    "(?:多少|(?<!第)几)[万亿千百十]?(?P<unit>[台辆部套艘栋幢间盏棵株头床])"
)
_PART_END = re.compile(r"[、;；。]|[,，](?!\d{3}(?!\d))")
_HALF = 0.5
_RISES = re.compile(r"[由从][^,，。;；]*\d")
_LIMITS = re.compile("以[上下]")
_ASKS_YEARS = re.compile("年限|[多几]少?年|多久")
_LIMITED = re.compile("的?[一-鿿]{2}")
# A sum from which on things are meant is none that is asked for: 多少个亿元以上项目.
_FROM_SUM = re.compile(r"^个?\d*[千百十]?[万亿]元?以上")
# People and households are counted, and tell the size of what follows: 50人以上企业.
_SIZED = frozenset("人名户")
_SIZED_THING = re.compile("的?(?P<noun>[一-鿿]{2,6})")
_PEOPLE = re.compile("[人员工生师者民众童]$|干部|家庭|住户")
_OCCASIONS = ("次", "场", "场次")
_WHICH_YEAR = re.compile("(?<=第)|第")  # 一年, 两年 tell how long
# A number that a name ends with: “稳就业20条”.
_NAME = re.compile("[“《「](?P<name>[^”》」]*)[”》」]")
_CHANGES_FROM = re.compile("[由从][^,，。;；]{0,12}$")
_CHANGED = "(?:增加|提高|提升|上调|扩大|延长|减少|降低|压缩|缩短|下降|[增涨升降减])"
_CHANGE_ASKED = re.compile(f"(?:{_CHANGED}|(?<!参)加)了?(?:多少|几)(?!倍)")
_CHANGES_BY = re.compile(f"{_CHANGED}了?$")
_CHANGES_TO = re.compile(f"{_CHANGED}[到至为](?:每[人户][每月年]*|约)?$")
_BEFORE_NOW = re.compile(
    "以前|原来|原先|之前|从前|本来|从多少|由多少|(?<!(?<!占)比)(?<![较跟和与同])[去上]年(?!相比|同期)"
)
_WAS = re.compile("以前|原来|原先|(?<![月日年底])之前|从前|本来|原有")
_IS_NOW = re.compile("现在|目前|现有|眼下")
_ASKED_MEASURE = re.compile(r"(第?)几(轮|次|届|期|级|种|步|层|类|批|大|条|项|年|连冠)")

# How many of what has no measure word of its own here (打几针) are no rate and no sum.
_ASKED_PIECES = re.compile(
    "几[^成折分倍点时级类等天年月日号岁块角毛元米斤吨度几人个,，。?？a-z][了呢啊吗呀]*[?？。]*$"
)


def fitting_figures(question: Question, text: str) -> list[Quantity]:
    """Return the quantities of `text` that can answer the unit asked for.

    A measure word that names a kind (几级, 第几轮) wants a figure with that very word; any other
    unit, one of its dimension or a numeral before the noun asked for (几个县 → 七县).
    """
    if _ASKED_RANK.search(question.text) and (ranks := _ranks(text)):
        return ranks
    by_number = _ASKED_ROUTE.search(question.text) and not _ASKED_CHANNELS.search(question.text)
    if by_number and (routes := _routes(question, text)):
        return routes
    if _TIMES_ASKED.search(question.text) and (times := _times_as_much(text)):
        return times
    if _ASKED_CLOCK.search(question.text):
        return _clocks(text)
    if numbers := _without_unit(question.text, text):
        return numbers
    if whole := _of_several_nouns(question.text, text):
        return whole
    counted = _before_noun(question.text, text) or _in_rare_unit(question.text, text)
    if not _BEFORE_NOW.search(question.text):
        before = replaced(counted, text)  # 由Ⅳ类提升至Ⅲ类
        counted = [figure for figure in counted if figure.start not in before]
    if not find_quantities(text):  # as in most sentences
        return counted
    measure = _ASKED_MEASURE.search(question.text)
    dimension = asked_dimension(question.text) or _claimed_dimension(question)
    counts = _ASKED_UNIT.search(question.text)
    thing = asked_thing(question.text) if dimension in (None, "count") else ""
    kinds = [units for units in _COUNTS if counts and counts[1] in units]
    if thing and _PERSON.search(thing):
        kinds = [_COUNTS[0]]
    others = [unit for units in kinds for unit in units]
    paid = _ASKED_PAID.search(question.text)
    done = _ASKED_DONE.search(question.text) and not _MONEY.search(question.text)
    figures = [
        figure
        for figure in find_quantities(text)
        if (
            _in_unit_asked(figure, measure, dimension, others)
            or _counts_asked(figure, text, question, kinds)
        )
        and not (measure and measure[0] == "第几年" and not _WHICH_YEAR.match(text, figure.start))
        and not _MONTH.fullmatch(figure.text)
        and not (done and figure.dimension == "money")
        and not (paid and figure.dimension not in _PAID)
        and not (figure.unit == "日" and _DAY.search(text[: figure.start]))
        and not _of_a_name(figure, text, question.text)
        and not (
            thing
            and not text[: figure.start].endswith(_words_asked(question.text))
            and (figure.dimension in _NO_THING or _counts_other(figure, text, question))
        )
    ]
    if _ASKED_EACH.search(question.text):
        figures = [f for f in figures if f.value < _MANY_TIMES]
    scale = _ASKED_SCALE.search(question.text)
    if scale:
        figures = [f for f in figures if f.value >= _SCALES[scale[1]]] or figures
    if not _BEFORE_NOW.search(question.text):
        before = replaced(figures, text)
        figures = [f for f in figures if f.start not in before or _of_year(question, f, text)]
    figures = list(_in_measure(question, figures, text))
    figures = [figure for figure in figures if not _tells_which(figure, text, question)]
    if not _RANK_SAID.search(question.text):
        figures = [f for f in figures if not (f.unit in "位名" and text[: f.start].endswith("前"))]
    if not _GROWTH_SAID.search(question.text):  # 港口吞吐量多少 is not by how much it grew
        growing = {start for start in said_respectively(text) if _grows(text, start)}
        stated = find_quantities(text)
        growing |= {f.start for f in stated if _tells_growth(f, text)}
        growing |= {one.start for one, f in pairwise(stated) if behind_its_rate(f, text)}
        figures = [f for f in figures if f.start not in growing] or figures
    if _GROWTH_ALONE.search(question.text):  # 产值增长多少 is not what that comes to
        each = {start for start in said_respectively(text) if _grows(text, start)}
        growth = [f for f in figures if f.start in each or _GROWS_BY.search(text[: f.start])]
        figures = growth or figures
    taken = {figure.start for figure in counted}
    return [*counted, *(figure for figure in figures if figure.start not in taken)]


def _in_unit_asked(
    figure: Quantity, measure: re.Match[str] | None, dimension: str | None, alike: Sequence[str]
) -> bool:
    """Whether a figure is in the measure word asked for, or of the dimension; a count in one of the
    measure words that are taken for the one asked for, where there are such."""
    if figure.dimension == "count" and alike and figure.unit not in alike:
        return False
    return figure.unit in _units(measure) if measure else dimension in (None, figure.dimension)


def _counts_asked(
    figure: Quantity, text: str, question: Question, kinds: Sequence[Sequence[str]]
) -> bool:
    """Whether a figure stands right behind the thing whose number is asked for, in a measure word
    of its own that counts no people or households: 漕船46艘 for 漕船有几条."""
    if kinds != [_COUNTS[1]] or any(figure.unit in units for units in _COUNTS):
        return False
    said = text[: figure.start].lower()
    things = [term for term in core_terms(question.terms) if not term.is_verb]
    return any(said.endswith(form) for term in things for form in term.forms if len(form) > 1)


def _units(measure: re.Match[str]) -> tuple[str, ...]:
    """Return the units in which a measure word is counted: 几次 is of 3场, too."""
    return _OCCASIONS if measure[0] == "几次" else (measure[2],)


def _claimed_dimension(question: Question) -> str | None:
    """Return the dimension of the figures that are claimed and nothing asked of, if all have one:
    收入增长12%，对吗 is of no sum."""
    if question.wants_figure or not question.yes_no:
        return None
    dimensions = {claim.dimension for claim in question.claims}
    return dimensions.pop() if len(dimensions) == 1 else None


def doses_untold(question: Question, text: str) -> bool:
    """Whether it is asked how many doses there are (打几针), and a text has figures, but none of
    these, nor one that is so few as each gets: 接种疫苗3.5万剂."""
    doses = bool(_DOSES.search(question.text)) and bool(find_quantities(text))
    return doses and not fitting_figures(question, text)


def said_respectively(text: str) -> dict[int, str]:
    """Return what each figure is of where several are given 分别, by the figure's start:
    城镇居民、农村居民人均收入分别增长6%和7% → 城镇居民人均收入, 农村居民人均收入."""
    found: dict[int, str] = {}
    for word in _RESPECTIVELY.finditer(text):
        members = [member for member in _MEMBER.split(word["members"]) if member]
        figures = [f for f in find_quantities(text) if word.end() <= f.start < word.end() + _NEAR]
        if len(members) < 2 or len(figures) < len(members):
            continue
        # The last has at its end what all have in common, unless each has a figure of its own.
        last = "" if word["apart"] else members[-1]
        for member, figure in zip(members, figures, strict=False):
            found[figure.start] = member + last[len(member) :]
    for word in (*_BY_HOW_MUCH.finditer(text), *_IN_ANOTHER_YEAR.finditer(text)):
        # Each of those before has a figure of its own: 客运80万人次、货运9万吨，分别增长3%和5%.
        begins = max((m.end() for m in _STATEMENT.finditer(text, 0, word.start())), default=0)
        ends = _ENDS_LIST.search(text, word.end())
        stated = find_quantities(text)
        given = [f for f in stated if word.end() <= f.start < (ends.start() if ends else len(text))]
        before = [f for f in stated if begins <= f.start < word.start()]
        known = any(figure.start in found for figure in given)
        if not known and len(given) == len(before) > 1:
            for figure, member in zip(given, before, strict=True):
                found[figure.start] = _PART.split(text[: member.start])[-1] + member.text
    return found


def _grows(text: str, start: int) -> bool:
    """Whether the figure there is one of those by which several things grow: 分别增长3%、5%."""
    ways = [word.end() for word in _BY_HOW_MUCH.finditer(text, 0, start)]
    return bool(ways) and not _ENDS_LIST.search(text, ways[-1], start)


def _tells_growth(figure: Quantity, text: str) -> bool:
    """Whether a share tells only by how much the figure right before it grew: 92亿元、增长8%."""
    return figure.dimension == "ratio" and bool(_GROWN.search(text[: figure.start]))


def behind_its_rate(figure: Quantity, text: str) -> bool:
    """Whether a figure is what the quantity of the part before it comes to, of which that tells by
    how much it grows: 进出口增长10%，达到780亿元."""
    return figure.dimension != "ratio" and bool(_COMES_TO.search(text[: figure.start]))


def replaced(figures: Sequence[Quantity], text: str) -> set[int]:
    """Return the starts of the figures that others take the place of: 由680元提高到740元."""
    return {before.start for before, _, _ in _changes(figures, text)}


def turned_round(asked: str, text: str) -> Quantity | None:
    """Return a change of a figure as `text` has it (由7天压缩至3天), where it is claimed to go the
    other way (从3天增加到7天); None where it is not."""
    claimed = {
        (before.value, after.value) for before, after, _ in _changes(find_quantities(asked), asked)
    }
    for before, after, start in _changes(find_quantities(text), text):
        if before.value != after.value and (after.value, before.value) in claimed:
            return replace(after, text=text[start : after.end], start=start)
    return None


def as_it_was(asked: str, figure: Quantity, text: str) -> Quantity | None:
    """Return the figure whose place one takes that is claimed to be what was: 原来720元, of
    由660元提高到720元."""
    if not _WAS.search(asked):
        return None
    changes = _changes(find_quantities(text), text)
    before = next((one for one, after, _ in changes if after.start == figure.start), None)
    claimed = {claim.value for claim in find_quantities(asked)}
    return before if before and before.value not in claimed else None


def gives_way_to(figure: Quantity, other: Quantity, text: str) -> bool:
    """Whether another figure is told to take the place of one (从200吨提高到500吨): both are of the
    same, the one as it is and the other as it is to be."""
    changes = _changes(find_quantities(text), text)
    return any((one.start, to.start) == (figure.start, other.start) for one, to, _ in changes)


def asks_change(asked: str) -> bool:
    """Whether it is asked by how much something changes (提高几块), not to what (提高到几块)."""
    return bool(_CHANGE_ASKED.search(asked))


def claims_change(asked: str, claim: Quantity) -> bool:
    """Whether a figure is claimed to be that by which something changes: 提高30元."""
    return bool(_CHANGES_BY.search(asked[: claim.start]))


def change_to(figure: Quantity, text: str) -> tuple[Quantity, float | None] | None:
    """Return how a text tells what a figure comes to (由7所增加到11所, 增加到380辆) and by how much
    that is more or less, None where it is not told from what; None where it tells neither."""
    for before, after, start in _changes(find_quantities(text), text):
        if after.start == figure.start:
            by = abs(after.value - before.value) if after.unit == before.unit else None
            return replace(after, text=text[start : figure.end], start=start), by
    told = _CHANGES_TO.search(text[: figure.start])
    if told is None:
        return None
    return replace(figure, text=text[told.start() : figure.end], start=told.start()), None


def _changes(figures: Sequence[Quantity], text: str) -> Iterator[tuple[Quantity, Quantity, int]]:
    """Yield the figures that others take the place of, each with that one and where its change
    begins to be told; what is taken (将12个村整合为9个) is of the same unit."""
    for before, after in pairwise(figures):
        told = _FROM.search(text[: before.start])
        if told is None or not _TO.fullmatch(text[before.end : after.start]):
            continue
        if not told["taken"] or before.unit == after.unit:
            yield before, after, told.start()


def _of_year(question: Question, figure: Quantity, text: str) -> bool:
    """Whether a figure is told to be of a year asked about: 由2023年的91%提高到94%."""
    found = _CHANGES_FROM.search(text[: figure.start])
    said = found[0] if found else ""
    return any(str(year) in said for year in question.years)


def outdated(question: Question, figure: Quantity, text: str) -> bool:
    """Whether another figure of `text` takes the place of one (由680元提高到740元), where what was
    before is not asked about."""
    told = any(asks.search(question.text) for asks in (_BEFORE_NOW, _RISES))
    told = told or (question.yes_no and bool(_IS_NOW.search(question.text)))
    return not told and figure.start in replaced(find_quantities(text), text)


def _in_measure(question: Question, figures: Sequence[Quantity], text: str) -> Iterable[Quantity]:
    """Keep the figures in the measure word asked for, where that tells what is counted (台, 栋):
    those that have it; where none has, those whose part of `text` names what is asked about."""
    measure = _TELLING_MEASURE.search(question.text)
    if measure is None:
        return figures
    alike = units_alike(measure["unit"])
    if own := [figure for figure in figures if figure.unit in alike]:
        return own
    things = [term for term in core_terms(question.terms) if not term.is_verb]
    return [f for f in figures if any(support(t, _part_around(f, text)) >= _HALF for t in things)]


def units_alike(unit: str) -> str:
    """Return the measure words of one character that count what this one does, itself first."""
    groups = (group for group in wording()["counters"]["alike"] if unit in group)
    return "".join(dict.fromkeys(f"{unit}{''.join(groups)}"))


def counted_otherwise(asked: str, text: str) -> bool:
    """Whether a text counts, but not in the telling measure word (台) that is asked for."""
    telling = _TELLING_MEASURE.search(asked)
    return bool(telling) and any(f.dimension == "count" for f in find_quantities(text))


def _part_around(figure: Quantity, text: str) -> str:
    """Return the part of `text` that has a figure; of what is one of others (其中), all before."""
    start = max((mark.end() for mark in _PART_END.finditer(text, 0, figure.start)), default=0)
    end = _PART_END.search(text, figure.end)
    part = text[start : end.start() if end else len(text)].lower()
    return text[: figure.end].lower() if part.startswith("其中") else part


def _tells_which(figure: Quantity, text: str, question: Question) -> bool:
    """Whether a figure only tells which things are meant, and the question asks for none such:
    10亿元以上项目5个, 使用15年以上的电梯20台, 60至79周岁每餐补贴3元."""
    asked = question.text
    if figure.dimension == "age":
        return not question.yes_no and asked_dimension(asked) != "age"
    limits = [asked[limit.end() :] for limit in _LIMITS.finditer(asked)]
    if not _LIMITS.match(figure.qualifier) or not all(map(_LIMITED.match, limits)):
        return False
    if figure.dimension == "count":
        return not question.yes_no and _tells_size(figure, text, asked)
    return bool(
        figure.dimension in ("money", "time")
        and _LIMITED.match(text, figure.end)
        and not (figure.dimension == "time" and _ASKS_YEARS.search(asked))
    )


def _tells_size(figure: Quantity, text: str, asked: str) -> bool:
    """Whether a number of people or households, which are not asked for, tells how large the things
    behind it are (消除50人以上大班), which are no people themselves (培训50人以上骨干教师)."""
    behind = _SIZED_THING.match(text, figure.end)
    counts = _ASKED_UNIT.search(asked)
    if figure.unit not in _SIZED or behind is None or (counts and counts[1] == figure.unit):
        return False
    told = words(behind["noun"])
    return not any(map(_PEOPLE.search, told)) and not word_class(told[0]).startswith("v")


def _of_a_name(figure: Quantity, text: str, asked: str) -> bool:
    """Whether a figure ends a name in quotation marks (“稳就业20条”) nothing else of which is asked
    about."""
    for found in _NAME.finditer(text):
        if found.start("name") < figure.start and figure.end == found.end("name"):
            rest = text[found.start("name") : figure.start]
            return not any(pair in asked for pair in map("".join, pairwise(rest)))
    return False


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


def _words_asked(text: str) -> tuple[str, ...]:
    """Return the first words behind 多少: 隐性, 债务 of 多少隐性债务."""
    found = _ASKED_THING.search(text)
    return tuple(word for word in words(found["rest"])[:2] if len(word) > 1) if found else ()


def asked_unit(text: str) -> str:
    """Return the unit in which a figure is asked for (几公里 → 公里), "" when none is named."""
    found = _ASKED_IN.search(text)
    units = (found["unit"][:length] for length in range(len(found["unit"]), 0, -1)) if found else ()
    return next((unit for unit in units if unit_dimension(unit) not in (None, "count")), "")


def _counts_other(figure: Quantity, text: str, question: Question) -> bool:
    """Whether the noun that follows a figure (14个社区) is none of those asked about; nor the one
    behind it, which it may only describe (20所农村学校)."""
    following = words(text[figure.end : figure.end + 6])[:2]
    if not _COUNTED.fullmatch(figure.unit) or not following:
        return False
    noun, *behind = following
    if any(word_class(word).startswith("n") and word in question.text for word in behind):
        return False
    said = (question.text, *question.expansion)
    return (
        len(noun) > 1
        and word_class(noun).startswith("n")
        and not any(noun in one or one in noun for one in said)
        and not any(char in question.text for char in noun)
    )


def _before_noun(asked: str, text: str) -> list[Quantity]:
    """Find the Chinese numerals before a noun asked for: 第几轮 → 第四轮, 第几次连冠 → 九连冠."""
    found: dict[int, Quantity] = {}
    for noun, counted in _nouns_counted(asked):
        for match in counted.finditer(text):
            written = match[0].strip(f"第个大{noun}").replace("首", "一")
            value = float(ROMAN.get(written) or parse_number(written) or 0)
            figure = Quantity(match[0], value, noun, "count", "", match.start(), match.end())
            found.setdefault(match.start(), figure)
    return [found[start] for start in sorted(found)]


@lru_cache(maxsize=256)  # asked with each of a plan's sentences
def _nouns_counted(asked: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the nouns whose numeral is asked for, each with what finds it counted."""
    nouns: list[tuple[str, re.Pattern[str]]] = []
    for counted in _ASKED_COUNT.finditer(asked):
        whole, first = counted["noun"], counted["noun"][:1]
        for noun in (first,) if first in _MEASURES else dict.fromkeys((whole, first)):
            # 一年打击，两年深挖 count years, and tell not which it is.
            which = "第" if noun == "年" and f"第{counted[0]}" in asked else "第?"
            numeral = f"(?:{which}[一二两三四五六七八九十百]+|首|{_ROMAN_NUMERAL})"
            nouns.append((noun, re.compile(rf"{numeral}[个大]?{noun}")))
    return tuple(nouns)


def _without_unit(asked: str, text: str) -> list[Quantity]:
    """Find the numbers of what is asked for by a noun that is a unit itself (助餐人次多少), which
    stand behind that noun without one (助餐人次不低于9万) or have it."""
    named = _ASKED_NUMBER.search(asked)
    if named is None:
        return []
    unit = named["noun"].removesuffix("数")
    bare = re.compile(
        rf"{named['noun']}(?:[^,，。;；、\d]{{0,8}}?)(?P<number>\d[\d.]*[万亿]?)(?![\d.万亿一-鿿%])"
    )
    found = [
        Quantity(
            one["number"],
            number_value(one["number"]) or 0.0,
            unit,
            "count",
            "",
            *one.span("number"),
        )
        for one in bare.finditer(text)
    ]
    with_unit = [figure for figure in find_quantities(text) if figure.unit.endswith(unit)]
    return sorted([*found, *with_unit], key=lambda figure: figure.start) if found else []


def _times_as_much(text: str) -> list[Quantity]:
    """Find how many times as much a text tells something to be: 1.6倍, 三倍."""
    return [
        Quantity(found[0], float(value), "倍", "ratio", "", *found.span())
        for found in _TIMES.finditer(text)
        if (value := number_value(found["number"]) or parse_number(found["number"]))
    ]


def _routes(question: Question, text: str) -> list[Quantity]:
    """Find the bus lines of a text by their numbers (2路), those that go by most of the places
    asked about."""
    things = [term for term in core_terms(question.terms) if not term.is_verb]
    held: dict[int, list[Quantity]] = {}
    for found in _ROUTE.finditer(text):
        told = text[found.start() : route_end(found.end(), text)].lower()
        figure = Quantity(found[0], float(found["number"]), "路", "ordinal", "", *found.span())
        held.setdefault(sum(support(t, told) >= _HALF for t in things), []).append(figure)
    return held[max(held)] if held else []


def route_end(at: int, text: str) -> int:
    """Return where what is told of a bus line ends, whose number ends at a place of a text."""
    ends = [found.start() for mark in (_STATEMENT, _ROUTE) if (found := mark.search(text, at))]
    return min(ends, default=len(text))


def _clocks(text: str) -> list[Quantity]:
    """Find the times of day that a text tells, each with until when: 22:00至次日6:00."""
    return [
        Quantity(
            found[0], float(re.split("[:：时点]", found[0])[0]), "点", "time", "", *found.span()
        )
        for found in _CLOCKS.finditer(text)
    ]


def _of_several_nouns(asked: str, text: str) -> list[Quantity]:
    """Find what counts several things in one breath where these are asked for so (几街几镇), as
    wholes: 三街五镇, 3个街道、5个镇."""
    found = _ASKED_NOUNS.search(asked)
    if found is None:
        return []
    *firsts, last = [noun for noun in re.split("几个?", found[0]) if noun]
    counted = "[、和]?".join(f"{_NUMERAL}个?{noun}" for noun in (*firsts, words(last)[0]))
    return [
        Quantity(one[0], float(parse_number(one[1]) or 0), firsts[0], "count", "", *one.span())
        for one in re.finditer(counted, text)
    ]


def _ranks(text: str) -> list[Quantity]:
    """Find the places among others that a text tells: 居全省第4位."""
    return [
        Quantity(found[0], float(value), found["unit"], "count", "", *found.span())
        for found in _RANK.finditer(text)
        if (value := parse_number(found["number"]))
    ]


def _in_rare_unit(asked: str, text: str) -> list[Quantity]:
    """Find the figures in a unit asked for that is none of the usual ones: 多少路 → 1.2万路."""
    if _ASKED_STARS.search(asked):
        return [
            Quantity(
                match[0],
                float(match["number"] or len(match["letters"])),
                "A级",
                "ordinal",
                "",
                *match.span(),
            )
            for match in _STARS.finditer(text)
        ]
    found = _ASKED_IN.search(asked)
    if found is None:
        return []
    alike = units_alike(found["unit"][0])
    rare = [unit for unit in alike if unit_dimension(unit) is None]
    usual = any(unit_dimension(found["unit"][:length]) for length in range(1, 5))
    if not rare or (usual and len(rare) == len(alike)):
        return []  # 公里; but 趟 is what some count in 班
    return [
        Quantity(
            match[0],
            number_value(match["number"]) or 0.0,
            match["unit"],
            "count",
            "",
            *match.span(),
        )
        for match in re.finditer(
            rf"(?P<number>\d[\d.]*[万亿]?)[余多]?(?P<unit>[{''.join(rare)}])次?(?=[增减扩提压]|(?![一-鿿]))",
            text,
        )
    ]


@lru_cache(maxsize=256)
def asked_dimension(text: str) -> str | None:
    """Return the dimension of the unit after 多少 or 几, or None when any figure will do."""
    if _ASKED_MEASURE.search(text) and "第几" in text:
        return "ordinal"
    if _DOSES.search(text):
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
        if _MONEY.match(tail) or _MONEY.search(tail[:4]):
            return "money"
        for length in range(min(4, len(tail)), 0, -1):
            dimension = unit_dimension(tail[:length])
            if dimension:
                return dimension
        if text[position + len(word) : position + len(word) + 1] == "个":
            return "count"
    return "count" if _ASKED_PIECES.search(text) else None
