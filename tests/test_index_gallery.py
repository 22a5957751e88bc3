"""Plans of many styles are read to the letter: every item, and nothing that is none."""

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.plan import Plan
from index.reading import parse_plan, plan_of, read_document
from tests.gallery import FOLDER, GALLERY, encoded, gallery_plan, in_pdf, in_word

TEXTS = ["linjiang-2021", "yunling-2022", "beihu-2019", "dongping-2020", "xishan-2023",
         "nanhe-2024", "haizhou-2023", "qinghe-2020", "shahe-2022", "pinghu-2021",
         "anning-2021", "fengxiang-2022", "qingshan-2020", "dawa-2022", "baihe-2024",
         "yumen-2024", "donghu-2024", "jinshan-2024"]  # fmt: skip


@cache
def read(name: str, write: Callable | None = None) -> Plan:
    written = (write or GALLERY[name])(gallery_plan(name))
    return plan_of(read_document(written, f"{name}.x"), f"{name}.x")


def items_of(plan: Plan) -> dict[str, str]:
    return {item.label: item.text for item in plan.items}


def without_blank_lines(items: dict[str, str]) -> dict[str, str]:
    """Line ends as \n, and no blank lines, which Word and PDF files do not have."""
    return {
        label: "\n".join(line for line in text.splitlines() if line)
        for label, text in items.items()
    }


def test_the_gallery_is_whole():
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(GALLERY)
    assert all(8 <= len(gallery_plan(name).expected) <= 20 for name in GALLERY)


@pytest.mark.parametrize("name", GALLERY)
def test_exactly_the_marked_items_are_found_to_the_letter(name):
    plan = read(name)
    expected = gallery_plan(name).expected
    assert without_blank_lines(items_of(plan)) == without_blank_lines(expected)
    starts = [item.span.start for item in plan.items]
    assert starts == sorted(starts)
    assert all(plan.source[i.span.start : i.span.end] == i.text for i in plan.items)


@pytest.mark.parametrize("name", TEXTS)
def test_a_plan_reads_alike_as_word_file(name):
    expected = gallery_plan(name).expected
    assert without_blank_lines(items_of(read(name, in_word))) == without_blank_lines(expected)


@pytest.mark.parametrize(
    ("name", "title", "date", "year"),
    [
        ("linjiang-2021", "临江区2021年政府重点工作", "2021-03-01", 2021),
        ("yunling-2022", "云岭县2022年工作要点", "2022-01-18", 2022),
        ("beihu-2019", "北湖区2019年政府工作计划", "2019-02-15", 2019),
        ("dongping-2020", "东平新区年度工作管理办法（2020年任务书", "", 2020),
        ("xishan-2023", "西山区2023年民生实事项目", "2023-01-09", 2023),
        ("nanhe-2024", "南河区2024年重点工作任务", "2024-01-22", 2024),
        ("jinquan-2021", "金泉市城关区2021年工作安排", "", 2021),
        ("heping-2022", "和平区2022年重点工作任务分解表", "", 2022),
        ("haizhou-2023", "海州区2023年区政府重点工作", "2023-02-06", 2023),
        ("qinghe-2020", "清河区2020年工作计划", "", 2020),
        ("longtan-2024", "龙潭区2024年重点工作", "", 2024),
        ("pinghu-2021", "平湖县2021年重点工作任务分工方案", "2021-03", 2021),
        ("anning-2021", "安宁区2021年度为民办实事项目实施方案", "", 2021),
        ("fengxiang-2022", "凤翔区人民政府二○二二年工作要点", "2022-01", 2022),
        ("qingshan-2020", "2020年度青山区重点任务清单", "", 2020),
        ("dawa-2022", "政府工作报告", "2022-01-12", 2022),
        ("haining-2022", "海宁区2022年重点工作任务清单", "", 2022),
        ("tongan-2023", "同安区2023年政府工作任务清单", "2023-02-03", 2023),
        ("shahe-2022", "沙河区2022年重点工作任务", "2022-02-08", 2022),
        ("jiulong-2023", "九龙区2023年政府工作要点", "", 2023),
        ("baihe-2024", "白鹤县2024年重点工作安排", "", 2024),
        ("yumen-2024", "玉门新区2024年重点工作安排", "", 2024),
        ("donghu-2024", "东湖市2024年政府工作报告重点任务分工方案", "", 2024),
        ("jinshan-2024", "金山街道2024年为民办实事项目", "", 2024),
        ("changning-2024", "长宁新区2024年重点工作清单", "", 2024),
    ],
)
def test_title_date_and_year_are_found(name, title, date, year):
    plan = read(name)
    assert (plan.title, plan.date, plan.year) == (title, date, year)


@pytest.mark.parametrize(
    ("name", "left_out"),
    [
        ("linjiang-2021", [
            ("前言", "2021年是"), ("条目以外的段落", "各街道（镇）、"), ("结尾", "附件：1."),
        ]),
        ("yunling-2022", [
            ("没有编号条目的部分", "一、总体要求"), ("结尾", "中共云岭县委办公室"),
        ]),
        ("beihu-2019", [("前言", "根据区委")]),
        ("dongping-2020", []),
        ("xishan-2023", [("结尾", "西山区人民政府办公室")]),
        ("nanhe-2024", [("计划前的文件", "南河区人民政府办公室关于"), ("结尾", "特此通知")]),
        ("jinquan-2021", [("前言", "坚持以人民")]),
        ("heping-2022", []),
        ("haizhou-2023", [("前言", "为贯彻"), ("结尾", "海州区人民政府")]),
        ("qinghe-2020", [("前言", "清河区坚持")]),
        ("longtan-2024", [("前言", "全区上下"), ("结尾", "附件：龙潭区")]),
        ("shahe-2022", []),
        ("pinghu-2021", [
            ("计划前的文件", "中共平湖县"), ("前言", "为确保"), ("结尾", "附件：平湖县"),
        ]),
        ("anning-2021", [
            ("页码", "- 1 -"), ("页码", "- 2 -"), ("页码", "- 3 -"),
        ]),
        ("fengxiang-2022", [("结尾", "凤翔区人民政府办公室")]),
        ("qingshan-2020", []),
        ("dawa-2022", [
            ("前言", "各位代表："), ("条目以外的段落", "一、突出"),
            ("条目以外的段落", "各位代表！"),
        ]),
        ("haining-2022", [("条目以外的段落", "类别：合计")]),
        ("tongan-2023", [("结尾", "同安区人民政府办公室")]),
        ("jiulong-2023", [("结尾", "附表1"), ("结尾", "附表2")]),
        ("baihe-2024", []),
        ("yumen-2024", []),
        ("donghu-2024", []),
        ("jinshan-2024", []),
        ("changning-2024", [("页码", "— 1 —"), ("页码", "— 2 —")]),
    ],
)  # fmt: skip
def test_what_is_no_item_is_reported_with_its_line(name, left_out):
    plan = read(name)
    assert [(part.reason, part.text[: len(words)]) for part, (_, words)
            in zip(plan.left_out, left_out, strict=True)] == left_out  # fmt: skip
    lines = read_document(GALLERY[name](gallery_plan(name)), f"{name}.x").text.splitlines()
    for part in plan.left_out:
        assert lines[part.first_line - 1].strip() == part.text
        assert part.first_line <= part.last_line <= len(lines)


@pytest.mark.parametrize(
    ("name", "sections"),
    [
        ("longtan-2024", {"龙潭区2024年重点工作责任表": 3}),
        ("jiulong-2023", {
            "做强产业": 2, "改善民生": 2, "区级重点工程推进计划": 2, "2023年六件民生实事": 6,
        }),
        ("yunling-2022", {
            "总体要求": 0, "主要目标": 1, "重点任务": 9, "做强特色农业": 3, "做优文旅产业": 2,
            "做实民生保障": 3, "守牢安全底线": 1, "保障措施": 2,
        }),
        ("qinghe-2020", {"经济发展": 3, "城市建设": 3, "民生保障": 3}),
        ("fengxiang-2022", {"经济发展": 3, "城市建设": 3, "民生保障": 3}),
        ("qingshan-2020", {"实体经济": 3, "生态环境": 2, "民生改善": 3}),
        ("shahe-2022", {
            "做强实体经济": 3, "建设宜居城区": 4, "城市更新": 2, "道路交通": 2,
            "增进民生福祉": 3,
        }),
        ("beihu-2019", {
            "坚持稳中求进，着力推动高质量发展": 3, "坚持生态优先，着力改善人居环境": 3,
            "坚持民生为本，着力办好群众身边事": 4,
        }),
        ("haizhou-2023", {}),
        ("yumen-2024", {
            "经济发展": 4, "招商引资": 2, "工业提质": 2, "城市建设": 4, "城市更新": 2,
            "公园绿化": 2, "民生保障": 2,
        }),
        ("donghu-2024", {
            "全力推动经济平稳增长": 4, "扩大有效投资": 2, "促进消费恢复": 2,
            "持续增进民生福祉": 4, "稳定就业": 1, "办好教育和养老": 3,
        }),
        ("changning-2024", {"经济工作": 3, "城市工作": 2, "民生工作": 3}),
    ],
)  # fmt: skip
def test_sections_and_annexes_hold_their_items_under_their_titles(name, sections):
    plan = read(name)
    assert {part.title: len(plan.items_of(part)) for part in plan.sections} == sections
    for part in plan.sections:
        assert {item.part == "annex" for item in plan.items_of(part)} <= {part.part == "annex"}


# Properties

line_ends = st.sampled_from(["\n", "\r\n", "\r"])


@given(
    st.sampled_from(TEXTS), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]), line_ends
)
@settings(deadline=None)
def test_re_encoding_a_plan_changes_no_item_text(name, encoding, line_end):
    found = items_of(read(name, encoded(encoding, line_end)))
    expected = gallery_plan(name).expected
    assert found == {label: text.replace("\n", line_end) for label, text in expected.items()}


SECTIONS = ["{cn}、", "第{cn}章 ", "第{cn}部分　", "（{cn}）"]
ITEMS = ["{n}.", "{n}、", "（{n}）", "({n})", "{n})", "{n}．"]
TASKS = sorted({text for name in TEXTS for text in gallery_plan(name).expected.values()
                if "\n" not in text})  # fmt: skip
HEADINGS = ["推动产业升级", "改善人居环境", "增进民生福祉", "加强自身建设", "守牢安全底线"]


@given(
    st.lists(st.lists(st.sampled_from(TASKS), min_size=1, max_size=6), min_size=1, max_size=5),
    st.sampled_from(SECTIONS),
    st.sampled_from(ITEMS),
    st.booleans(),
    st.sampled_from(["\n", "\n\n"]),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_re_numbering_sections_and_items_changes_no_item_text(parts, section, item, restarts, gap):
    lines = ["某区2021年工作计划"]
    running = 0
    for at, texts in enumerate(parts):
        lines.append(section.format(cn="一二三四五"[at]) + HEADINGS[at])
        for place, text in enumerate(texts, start=1):
            running += 1
            lines.append(item.format(n=place if restarts else running) + text)
    plan = parse_plan(gap.join(lines), "x.txt")
    assert [found.text for found in plan.items] == [text for texts in parts for text in texts]
    assert [found.section for found in plan.items] == [
        HEADINGS[at] for at, texts in enumerate(parts) for _ in texts
    ]
    labels = [found.label for found in plan.items]
    assert len(set(labels)) == len(labels)


@given(
    st.lists(st.lists(st.sampled_from(TASKS), min_size=1, max_size=6), min_size=1, max_size=5),
    st.sampled_from(["{s}. ", "{s}、", "{cn}、", "{s} ", "第{cn}章 "]),
    st.sampled_from(["{s}.{n} ", "{s}.{n}、", "{s}．{n}　", "{s}.{n}. ", "{s}.{n}"]),
    st.sampled_from(["\n", "\n\n"]),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_re_numbering_with_decimal_numbers_changes_no_item_text(parts, section, item, gap):
    lines = ["某区2021年工作计划"]
    for at, texts in enumerate(parts, start=1):
        lines.append(section.format(s=at, cn="一二三四五"[at - 1]) + HEADINGS[at - 1])
        for place, text in enumerate(texts, start=1):
            # 1.1 and 5G网络, 1.2 and 万名妇女 without a gap are figures to a reader, too.
            mark = item.format(s=at, n=place)
            lines.append(
                mark + (" " if mark[-1].isdigit() and text[0] in "123456789万" else "") + text
            )
    if sum(map(len, parts)) == 1 and item == "{s}.{n}":
        return  # a lone figure at a line start numbers nothing
    plan = parse_plan(gap.join(lines), "x.txt")
    assert [(found.label, found.text, found.section) for found in plan.items] == [
        (f"{at}.{place}", text, HEADINGS[at - 1])
        for at, texts in enumerate(parts, start=1)
        for place, text in enumerate(texts, start=1)
    ]


@pytest.mark.parametrize("name", ["linjiang-2021", "beihu-2019", "dongping-2020", "shahe-2022"])
def test_a_plan_reads_alike_as_pdf(name):
    expected = gallery_plan(name).expected
    found = items_of(read(name, in_pdf))
    assert {label: "".join(text.split()) for label, text in found.items()} == {
        label: "".join(text.split()) for label, text in expected.items()
    }
