"""A thing that the plan has in no word is said to be missing before what is nearest to it."""

import pytest

from assistant.answers.render import to_markdown
from assistant.language.normalize import pattern, wording
from assistant.silence.missing import not_mentioned, sure_needed, unsaid, whole_word
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import Vocabulary
from index.reading import parse_plan

PLAN = parse_plan(
    """柏川县2024年重点工作安排
2024年2月5日
1、完善医疗服务。深化医疗支付方式改革，新建卫生站12个。
2、推进托幼一体化。新增托位300个，改造幼儿园5所。
3、改善水环境。整治河道8条，推进节能降耗，编制全县发展规划。
4、丰富老年生活。新建老年助餐点6个。
""",
    "柏川",
)
VOCABULARY = Vocabulary(PLAN)


def _unsaid(question: str, quoted: str) -> str:
    return unsaid(understand(question, PLAN, VOCABULARY), [quoted], PLAN.worded)


@pytest.mark.parametrize(
    ("question", "quoted", "thing"),
    [
        ("节水有什么安排", "推进节能降耗", "节水"),
        ("今年夜市怎么搞？", "丰富老年生活。", "夜市"),
        ("外滩有什么规划", "编制全县发展规划。", "外滩"),
        ("爱国卫生运动", "新建卫生站12个。", "爱国卫生运动"),
        ("有没有低空经济的安排", "编制全县发展规划。", "低空经济"),
    ],
)
def test_a_name_that_the_plan_has_not_is_named_before_what_is_nearest(question, quoted, thing):
    assert _unsaid(question, quoted) == thing


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("医改有什么安排", "深化医疗支付方式改革"),  # short for what is quoted
        ("幼托有什么安排", "推进托幼一体化。"),
        ("长者食堂有什么安排", "新建老年助餐点6个。"),  # the plan has its own word
        ("河道有什么安排", "整治河道8条"),
        ("遇到磨洋工的人该怎么收拾他们", "推进节能降耗"),  # told in daily words
        ("怎么推动", "推进节能降耗"),
        ("夜市谁来管", "丰富老年生活。"),
    ],
)
def test_what_is_said_in_other_words_is_not_called_missing(question, quoted):
    assert _unsaid(question, quoted) == ""


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("有没有提到夜市", "夜市"),
        ("计划里有露天电影院吗", "露天电影院"),
        ("元宇宙提到了没有？", "元宇宙"),
        ("这份文件有没有写直播电商", "直播电商"),
        ("有没有关于AR眼镜的内容", "AR眼镜"),
        ("有没有提到河道", ""),
        ("计划里有长者食堂吗", ""),
        ("有没有提到河道和夜市", ""),
        ("有没有人管夜里吵闹的", ""),
        ("夜市改造6处，对吗", ""),
    ],
)
def test_whether_something_is_mentioned_is_told_by_its_name(question, thing):
    assert not_mentioned(understand(question, PLAN, VOCABULARY), PLAN.worded) == thing


@pytest.mark.parametrize("question", ["有没有提到雾霾", "计划里有没有家政", "文件里写到动漫了吗"])
def test_what_is_not_mentioned_is_told_first(assistant, question):
    answer = assistant.ask(question)
    assert answer.status == "not_in_plan"
    assert to_markdown(answer).startswith("计划中没有提到“")
    assert all(s.role == "phrase" for s in answer.statements[:1])


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("家政有什么安排", "家政"),
        ("陆家嘴有什么规划", "陆家嘴"),
        ("有没有提到睦邻", ""),
        ("老破小有什么安排", ""),
        ("林荫道有什么安排", ""),
    ],
)
def test_the_nearest_sentences_are_not_shown_as_if_they_had_it(assistant, question, named):
    answer = assistant.ask(question)
    said = to_markdown(answer)
    assert answer.status == "answered"
    assert said.startswith(f"原文没有出现“{named}”，以下是最接近的内容：") == bool(named)
    assert named or "没有" not in answer.statements[0].text


@pytest.mark.parametrize("form", ["asked_of", "mentioned"])
def test_long_runs_of_asking_words_are_read_at_once(form):
    said = wording()["unsaid"][form]
    for one in [said] if isinstance(said, str) else said:
        assert pattern(one).fullmatch("计划里" * 60 + "有没有提到" * 60 + "的了" * 60 + "!") is None


def test_a_sentence_that_shares_no_thing_asked_about_is_not_shown_as_nearest(told_of):
    told = told_of(
        "西塘区2025年重点工作\n\n"
        "1.稳增长。西塘区规上工业总产值增长6%。\n"
        "2.惠民生。新建一批健身步道，增加托位90个。完善社会治安防控体系。更新垃圾压缩站4座。\n"
        "3.强产业。西塘区培育企业20家。\n"
        "4.促消费。西塘区举办展会6场。\n"
        "5.护生态。西塘区植树3000株。\n"
    )
    for question in ("今年新建几所学校", "洪涝防控今年怎么安排"):
        answer = told(question)
        assert "没有写明" in answer
        assert "最接近" not in answer
    assert "托位90个" in told("托位在哪里")  # on the thing asked about
    assert "垃圾压缩站4座" in told("垃圾压实站更新花多少钱")  # but for one character


@pytest.mark.parametrize(
    ("question", "quoted", "thing"),
    [
        ("智慧医疗怎么弄", "深化医疗支付方式改革，新建卫生站12个。", "智慧医疗"),
        ("智能托育", "推进托幼一体化。新增托位300个。", "智能托育"),
        ("两山两水是怎么说的", "整治河道8条。", "两山两水"),
        ("在线医疗咋推", "丰富老年生活。", "在线医疗"),
        ("托位建设", "推进托幼一体化。新增托位300个。", ""),
        ("医疗改革怎么弄", "深化医疗支付方式改革，新建卫生站12个。", ""),
        ("发展规划怎么编", "编制全县发展规划。", ""),
    ],
)
def test_a_name_of_which_no_quote_has_one_word_is_told_before_what_is_nearest(
    question, quoted, thing
):
    assert _unsaid(question, quoted) == thing


def test_what_is_read_in_the_plans_own_words_alone_is_told_so():
    question = understand("河道保洁怎么抓", PLAN, VOCABULARY)
    assert unsaid(question, ["丰富老年生活。"], PLAN.worded, otherwise=True) == "河道保洁"
    known = understand("河道怎么抓", PLAN, VOCABULARY)
    assert unsaid(known, ["整治河道8条"], PLAN.worded, otherwise=True) == ""


@pytest.mark.parametrize("question", ["元宇宙搞不搞", "元宇宙咋推", "元宇宙怎么安排,太空旅行"])
def test_a_name_alone_that_the_plan_has_not_must_surely_be_told(question):
    assert sure_needed(understand(question, PLAN, VOCABULARY), PLAN.worded) > 0.5


@pytest.mark.parametrize(
    "question",
    [
        "河道咋推",
        "元宇宙要投资多少钱",  # more than its name is asked
        "我家门口的河天天发臭，有人管吗",
        "第3项里元宇宙怎么说",
        "河道整治 元宇宙 名单",  # in parts, of which the plan has one
    ],
)
def test_what_is_told_in_a_story_or_known_need_be_no_surer(question):
    assert sure_needed(understand(question, PLAN, VOCABULARY), PLAN.worded) == 0


@pytest.mark.parametrize(
    ("question", "word", "whole"),
    [
        ("青年人才公寓", "青年人", "青年人才"),
        ("青年人才公寓", "公寓", "公寓"),
        ("公积金贷款额度", "公积金贷款", "公积金贷款"),
    ],
)
def test_a_word_that_was_cut_is_told_whole(question, word, whole):
    assert whole_word(word, understand(question, PLAN, VOCABULARY)) == whole


@pytest.mark.parametrize(
    ("item", "meant"), [("拓宽军工路，修缮长江路", ()), ("发展军工企业", ("军工",))]
)
def test_the_name_of_a_road_is_no_other_word_for_a_thing(item, meant):
    plan = parse_plan(f"柏川县2024年工作安排\n1、{item}。\n2、植树300株。\n", "柏川")
    assert Vocabulary(plan).synonyms("军民融合") == meant


def test_a_field_that_the_plan_does_not_name_is_told_so(told_of):
    told = told_of(
        "西塘区2025年重点工作\n\n1.保供应。落实粮食安全责任。\n2.惠民生。新建健身步道。\n"
        "3.强产业。培育企业20家。\n4.促消费。举办展会6场。\n5.修道路。拓宽道路3条，整治交通秩序。\n"
    )
    assert told("乡村振兴怎么搞").startswith("原文没有出现“乡村振兴”")
    assert "没有出现" not in told("交通怎么搞")
