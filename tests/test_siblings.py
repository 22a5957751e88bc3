"""A figure is that of the one thing asked about, not of another that its sentence tells of."""

import pytest

PLAN = (
    "1.发展文教事业。新增床位900张，其中儿科床位500张、产科床位400张。新开办托育园4所、小学2所、十二年一贯制学校1所。"
    "举办第三届书画展（5月）和第六届灯会（10月）。体育馆3000座。\n"
    "2.加强林业建设。完成植树造林1.5万亩、封山育林2万亩、林木抚育4万亩。滨河步道全长18公里，今年建成7公里。\n"
    "3.加强水利建设。上峪水库除险加固工程5月底完工，下峪水库开工建设，总库容900万立方米。"
    "建成35千伏变电站3座，启动110千伏变电站选址。\n"
    "4.扩大开放。新认定外资公司地区总部5家、本土企业总部8家。\n"
    "5.改善停车。建成城西停车场、文化广场地下停车场，新增泊位700个，其中文化广场地下停车场300个。"
    "完成电动自行车充电设施改造，新增充电端口800个。\n"
    "6.推进旧改。完成成片旧里以下房屋改造5万平方米、受益居民900户。完成旧住房综合修缮60万平方米，其中成套改造2万平方米。\n"
)


@pytest.fixture(scope="module")
def asked(assistant_of):
    assistant = assistant_of(PLAN)

    def ask(question):
        answer = assistant.ask(question)
        figures = [b for s in answer.statements if s.citations for b in s.bold]
        return answer.status, figures, "".join(s.text for s in answer.statements)

    return ask


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("儿科床位新增多少张", "500张"),
        ("产科床位新增多少张", "400张"),
        ("造林多少亩", "1.5万亩"),
        ("封山育林多少亩", "2万亩"),
        ("滨河步道今年建多少", "7公里"),
        ("滨河步道建多少公里", "7公里"),
        ("滨河步道全长多少公里", "18公里"),
        ("小学新开几所", "2所"),
        ("书画展是第几届", "第三届"),
        ("灯会是第几届", "第六届"),
        ("下峪水库库容多少", "900万立方米"),
        ("35千伏变电站建几座", "3座"),
        ("外资公司总部认定几家", "5家"),
        ("体育馆多少座位", "3000座"),
        ("今年旧改改多少平方米", "5万平方米"),
    ],
)
def test_a_figure_is_that_of_the_one_asked_about(asked, question, figure):
    status, bold, _ = asked(question)
    figures = [b for b in bold if any(map(str.isdigit, b)) or b.startswith("第")]
    assert status == "answered" and set(figures) == {figure}


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("总部新认定几家", {"5家", "8家"}),
        ("新开学校一共几所", {"4所", "2所", "1所"}),
    ],
)
def test_what_several_listed_are_called_asks_for_all_of_them(asked, question, figures):
    _, bold, _ = asked(question)
    assert figures <= set(bold)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("上峪水库库容多少", "900万立方米"),
        ("110千伏变电站今年建几座", "3座"),
    ],
)
def test_the_figure_of_a_thing_of_the_kind_is_no_answer(asked, question, figure):
    status, bold, _ = asked(question)
    assert status == "not_in_plan" and figure not in bold


def test_a_figure_of_two_things_is_none_of_the_one_that_has_no_part_told(asked):
    status, _, text = asked("城西停车场有多少泊位")
    assert status == "not_in_plan" and "“城西停车场”，计划中没有写明" in text
    assert "300个" in asked("文化广场地下停车场有多少泊位")[1]


@pytest.mark.parametrize(
    ("question", "absent", "present"),
    [("体育场有多少座", "体育场", "体育馆"), ("充电桩建多少个", "充电桩", "充电端口")],
)
def test_a_thing_called_half_as_what_is_asked_for_is_said_to_be_another(
    asked, question, absent, present
):
    assert f"原文没有出现“{absent}”；写到“{present}”的是" in asked(question)[2]
