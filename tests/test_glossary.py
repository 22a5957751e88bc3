"""The glossary: every term in quotation or title marks, with every sentence that has its words."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.lookups.glossary import Term, find_terms
from index.passages import split_plan
from index.plan import Plan
from index.reading import parse_plan

# What stands in quotation and in title marks in the built-in plan, read by a person. 同心圆 has
# lost its closing mark; 协, 专 and 商 in item 22 are single characters.
NAMES = """
人民城市人民建,人民城市为人民 三区一基地 中心开花 工业锈带 生活秀带 三大任务、一大平台
国际双创人才基地
最先一公里 实体经济50条 总部经济30条 1+6+4 头部企业 硬科技企业 一网统管 雪亮工程 智慧公安 一张网
一网通办 放管服 主题套餐 政银通 税立方 证证联办 AI+政务服务 线上进一网、线下进一窗 双随机、一公开
互联网+监管 一年打击遏制、两年深挖根治、三年长效常治 睦邻议事厅 三微治理 两师两顾问 三驾马车
零增量、减存量 双十 两网融合 出门见绿、见荫、见景 乐业空间 家门口 九连冠 一府一委两院 公约数 同心圆
四个意识 四个自信 两个维护 为官不为 一线工作法 四责协同 一岗双责 四种形态
"""
DOCUMENTS = """
关于深入学习贯彻习近平总书记考察杨浦重要讲话精神奋力谱写“人民城市人民建,人民城市为人民”新时代新篇章的决定
新时代公民道德建设实施纲要 新时代爱国主义教育实施纲要
杨浦区关于建设新时代文明实践中心试点工作的实施意见 法治杨浦建设五年规划(20212025)
2019—2023年全国党政领导班子建设规划纲要
关于进一步加强干部队伍建设奋力谱写新时代杨浦发展新篇章的实施意见 关于治理“为官不为”的实施办法
中国共产党党和国家机关基层组织工作条例 中国共产党国有企业基层组织工作条例(试行)
"""

# The terms that the built-in plan explains, with its words, as a person finds them.
EXPLAINED = {
    "三驾马车": "更好发挥居委会、业委会、物业公司“三驾马车”作用",
    "两网融合": "深化垃圾分类收运和再生资源回收“两网融合”体系建设",
    "四责协同": "强化党委主体责任、纪委监督责任、党委书记第一责任和班子成员“一岗双责”的责任",
}


def terms_of(text: str) -> dict[str, Term]:
    plan = parse_plan(f"1.{text}", "plan.txt")
    return {term.text: term for term in find_terms(split_plan(plan))}


def meaning(text: str, name: str) -> str | None:
    span = terms_of(text)[name].explanation
    return f"1.{text}"[span.start : span.end] if span else None


def test_the_terms_of_the_built_in_plan(plan: Plan) -> None:
    terms = find_terms(split_plan(plan))
    names = [term.text for term in terms if not term.is_document]
    assert names == NAMES.split()
    assert [term.text for term in terms if term.is_document] == DOCUMENTS.split()


def test_what_the_built_in_plan_explains(plan: Plan) -> None:
    explained = {
        term.text: plan.source[term.explanation.start : term.explanation.end]
        for term in find_terms(split_plan(plan))
        if term.explanation
    }
    assert explained == EXPLAINED


def test_every_sentence_with_the_words_is_there_quoted_or_not(plan: Plan) -> None:
    passages = split_plan(plan)
    terms = {term.text: term for term in find_terms(passages)}
    assert [use.item for use, _ in terms["智慧公安"].uses] == ["9", "11"]  # in 11 without marks
    for term in terms.values():
        assert [use for use, _ in term.uses] == [p for p in passages if term.text in p.text]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("推行“河长制”（即党政领导负责河湖）。", "河长制", "党政领导负责河湖"),
        ("“双减”是指减轻作业和培训负担，抓好落实。", "双减", "减轻作业和培训负担"),
        ("抓好就业、教育、医疗“三件大事”。", "三件大事", "抓好就业、教育、医疗“三件大事”"),
        ("抓好就业、教育“三件大事”。", "三件大事", None),
        ("增强“四个意识”、坚定“四个自信”、做到“两个维护”。", "两个维护", None),
        ("打造“江畔夜市”品牌。", "江畔夜市", None),
    ],
)
def test_an_explanation_is_in_the_words_of_the_plan(
    text: str, name: str, words: str | None
) -> None:
    assert meaning(text, name) == words


def test_a_title_with_a_quotation_inside_gives_both() -> None:
    terms = terms_of("落实《关于治理“为官不为”的办法》。")
    assert {name: term.is_document for name, term in terms.items()} == {
        "关于治理“为官不为”的办法": True,
        "为官不为": False,
    }


def test_a_single_character_in_quotation_marks_is_no_term() -> None:
    assert terms_of("以“协”成事、以“专”提质。") == {}


@given(st.text("甲乙三两、和“”《》即（）,。 ", max_size=40))
@example("《  》")
def test_terms_and_meanings_stand_in_the_text(text: str) -> None:
    plan = parse_plan(f"1.甲{text}", "plan.txt")
    for term in find_terms(split_plan(plan)):
        assert term.uses
        for passage, places in term.uses:
            for place in places:
                assert plan.source[place.start : place.end] == term.text
                assert passage.span.start <= place.start < place.end <= passage.span.end
        if term.explanation:
            assert 0 < term.explanation.start < term.explanation.end <= len(plan.source)
