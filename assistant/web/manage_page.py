"""The HTML of 管理计划: the plans, the upload, the preview. All text is escaped here."""

from collections.abc import Iterable, Sequence

from assistant.web.findings import findings, shortened
from assistant.web.page import count_of, escape, item_name
from index.plan import Plan
from index.settings import BUILT_IN_PLAN
from index.shelf import ShelvedPlan

_FIRST_WORDS = 36
_REFRESH = 2  # seconds


def page_html(root: str, style: str, body: str, is_busy: bool = False) -> str:
    """Return the page, complete in itself; a busy one is loaded again in a moment."""
    again = f'<meta http-equiv="refresh" content="{_REFRESH}">' if is_busy else ""
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{again}'
        f"<title>管理计划 · 工作计划</title><style>{style}</style></head>"
        f'<body class="manage"><main><header><h1>管理计划</h1><a href="{escape(root)}/">返回</a>'
        f"</header>{body}</main></body></html>"
    )


def overview_html(
    root: str, plans: Sequence[ShelvedPlan], largest: int, told: str = "", fault: str = ""
) -> str:
    """Return the plans and the upload. `largest` in MB; `told` and `fault` say what happened."""
    said = f'<p class="told" role="status">{escape(told)}</p>' if told else ""
    said += f'<p class="fault" role="alert">{escape(fault)}</p>' if fault else ""
    removable = len(plans) > 1
    rows = "".join(
        f"<tr><td>{plan.year or '没有'}</td><td>{escape(plan.title)}</td>"
        f"<td>{plan.items}</td><td>{plan.damage}</td>"
        f"{_removal_cell(root, plan) if removable else ''}</tr>"
        for plan in plans
    )
    last = '<th scope="col">移除</th>' if removable else ""
    return (
        f'{said}<section><h2>现有的计划</h2><div class="wide"><table><thead><tr>'
        '<th scope="col">年份</th><th scope="col">标题</th><th scope="col">条目</th>'
        f'<th scope="col">疑似损坏</th>{last}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div></section>"
        "<section><h2>加入一份计划</h2>"
        "<p>可以是 Word（.docx）、带文字层的 PDF、文本（.txt、.md），"
        f"不超过 {largest} MB。先看读出来的条目，确认以后才会加入；"
        "同一年度、同一标题的计划会换成新的。</p>"
        f'<form method="post" action="{escape(root)}/manage/read" enctype="multipart/form-data">'
        '<label>计划文件<input type="file" name="file" required'
        ' accept=".txt,.md,.docx,.pdf"></label>'
        '<button type="submit">读取并预览</button></form></section>'
    )


def _removal_cell(root: str, plan: ShelvedPlan) -> str:
    return (
        f'<td><form method="post" action="{escape(root)}/manage/leave">'
        f'<input type="hidden" name="plan" value="{escape(plan.fingerprint)}">'
        f'<button type="submit" class="quiet" aria-label="移除《{escape(plan.title)}》">移除'
        "</button></form></td>"
    )


def removal_html(root: str, plan: ShelvedPlan, token: str) -> str:
    """Return what is asked before a plan is removed."""
    kept = "程序自带的文件不会删除。" if plan.path == BUILT_IN_PLAN else "服务器上的副本一并删除。"
    form = f'<form method="post" action="{escape(root)}/manage'
    hidden = f'<input type="hidden" name="token" value="{escape(token)}">'
    return (
        f"<section><h2>移除《{escape(plan.title)}》？</h2>"
        f"<p>{f'{plan.year}年，' if plan.year else ''}共 {plan.items} 项。移除以后，"
        f"大家的问题不再按这份计划回答。{kept}要恢复，请重新加入原来的计划文件。</p>"
        f'<div class="choice">{form}/remove">{hidden}'
        '<button type="submit" class="danger">确认移除</button></form>'
        f'<form method="get" action="{escape(root)}/manage">'
        '<button type="submit" class="quiet">不移除</button></form></div></section>'
    )


def working_html(title: str, what: str) -> str:
    """Return what is shown while a plan is being added."""
    return (
        f'<p class="told" role="status">正在加入《{escape(title)}》：{escape(what)}</p>'
        "<p>加好以后这里会显示结果。在此期间大家照常使用原有的计划，可以离开这一页。</p>"
    )


def preview_html(root: str, plan: Plan, replaced: ShelvedPlan | None, token: str) -> str:
    """Return the items as read, what was found, and the two ways to go on."""
    effect = "会作为新的一份加入，原有的计划不变。"
    if replaced:
        effect = f"会替换现有的《{replaced.title}》（{replaced.items} 项）。"
        if replaced.path.with_suffix(".toml").exists():
            effect += "原来那一份的附加说明（编者标题、示例问题、主题等）不会带过来。"
    items = "".join(
        f'<li><span class="label">{escape(item_name(item.label))}</span>'
        f"<span>{escape(shortened(item.text.strip(), _FIRST_WORDS))}</span></li>"
        for item in plan.items
    )
    year = f"{plan.year}年" if plan.year else "没有读出年份"
    form = f'<form method="post" action="{escape(root)}/manage'
    hidden = f'<input type="hidden" name="token" value="{escape(token)}">'
    return (
        f"<section><h2>《{escape(plan.title)}》</h2>"
        f"<p>{year}，日期：{escape(plan.date or '没有写明')}，共{count_of(plan)}。"
        f"<strong>{escape(effect)}</strong></p>"
        '<p>请核对条目数、编号和开头几个字，再核对下面的提示。</p><div class="choice">'
        f'{form}/add">{hidden}<button type="submit">确认加入</button></form>'
        f'{form}/cancel">{hidden}<button type="submit" class="quiet">不加入</button></form></div>'
        f'</section><section><h2>读出的条目</h2><ol class="items">{items}</ol></section>'
        f"<section><h2>请核对</h2>{_lines_html(findings(plan))}</section>"
    )


def _lines_html(lines: Iterable[str]) -> str:
    listed = ""
    for line in lines:
        if line.startswith("- "):
            listed += f'<p class="entry">{escape(line.removeprefix("- "))}</p>'
        else:
            listed += f"<p>{escape(line)}</p>"
    return listed


def refusal_html() -> str:
    """Return what somebody gets who is no administrator."""
    return '<p class="fault" role="alert">只有管理员可以管理计划。</p>'
