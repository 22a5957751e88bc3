"""Evaluation cases: one JSON object a line, read with clear errors and checked against a plan."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from assistant.answers.answer import Status
from index.errors import UserError
from index.plan import Plan

Split = Literal["dev", "test"]

ANSWERED_KINDS = frozenset(
    "figure list topic yesno false_premise mention item date who place definition meta compound "
    "followup".split()
)
REJECTED_KINDS = frozenset({"unanswerable", "offtopic", "out_of_range"})
KINDS = ANSWERED_KINDS | REJECTED_KINDS | {"chat", "variant"}
# Kinds that may be asked of something the plan does not have: without items they are to be
# rejected ("which items mention 5G" when none does; "and its budget?" when none is given).
_REJECTED_WITHOUT_ITEMS = frozenset({"mention", "followup"})
_KEYS = frozenset("id question history kind items also_ok must forbid note mention".split())
_VARIANT_NOTE = re.compile(r"\s*variant of\s+([^\s:：]+)\s*[:：]")
_SHOWN_FAULTS = 20


class CaseError(UserError):
    """The questions file cannot be read, or does not fit the plan."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question and what a right answer has.

    `items` must all be cited, `also_ok` may be; `must` stand in the answer's text, `forbid`
    do not. `mention` is the literal string of a mention question, where the author gave it.
    `base` is the id of the case that a variant rewords and `base_kind` that case's kind; both
    are "" for other kinds.
    """

    id: str
    question: str
    kind: str
    history: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    also_ok: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()
    note: str = ""
    mention: str = ""
    base: str = ""
    base_kind: str = ""

    @property
    def answer_kind(self) -> str:
        """Return the kind that decides what is expected: the base's for a variant."""
        return self.base_kind or self.kind

    @property
    def expected(self) -> Status:
        """Return the status a right answer has."""
        kind = self.answer_kind
        if kind == "chat":
            return "chat"
        if kind in REJECTED_KINDS or (kind in _REJECTED_WITHOUT_ITEMS and not self.items):
            return "not_in_plan"
        return "answered"

    @property
    def accepted(self) -> frozenset[str]:
        """Return every status that counts as right: off-topic small talk may be either."""
        either = {"chat"} if self.answer_kind == "offtopic" else set[str]()
        return frozenset({self.expected, *either})

    @property
    def split(self) -> Split:
        """Return the half the case belongs to; a variant stays with its base."""
        return split(self.base or self.id)


def split(case_id: str) -> Split:
    """Assign an id to dev or test by its hash, so that adding cases moves no other."""
    return "dev" if hashlib.sha256(case_id.encode()).digest()[0] < 128 else "test"


def load_cases(path: Path) -> tuple[Case, ...]:
    """Read a questions file; raise CaseError that lists every faulty line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(
            f"无法读取题集“{path}”。请检查路径是否正确、文件是否为 UTF-8 编码。",
            f"cannot read questions file {path}: {error}",
        ) from error
    cases: list[Case] = []
    lines: dict[str, int] = {}
    faults: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            case = _case(line)
            if case.id in lines:
                raise ValueError(f"编号 {case.id} 与第 {lines[case.id]} 行重复")
        except ValueError as error:
            faults.append(f"第 {number} 行：{error}")
            continue
        lines[case.id] = number
        cases.append(case)
    by_id = {case.id: case for case in cases}
    faults.extend(
        f"第 {lines[case.id]} 行：{case.id} 是 {case.base} 的变体，但没有这一题或它自己也是变体"
        for case in cases
        if case.kind == "variant" and not _is_base(by_id.get(case.base))
    )
    if faults:
        raise _faulty(path, faults)
    if not cases:
        raise CaseError(f"题集“{path}”里没有题目。", f"no cases in {path}")
    return tuple(
        replace(case, base_kind=by_id[case.base].kind) if case.base else case for case in cases
    )


def _is_base(case: Case | None) -> bool:
    return case is not None and case.kind != "variant"


def _case(line: str) -> Case:
    """Read one line; ValueError says in Chinese what is wrong with it."""
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"不是合法的 JSON（第 {error.colno} 个字符：{error.msg}）") from error
    if not isinstance(data, dict):
        raise ValueError("应是一个 JSON 对象 {…}")
    unknown = sorted(set(data) - _KEYS)
    if unknown:
        raise ValueError(f"有不认识的键：{'、'.join(unknown)}")
    kind = _string(data, "kind", required=True)
    if kind not in KINDS:
        raise ValueError(f"kind“{kind}”不是已知的类别（{'、'.join(sorted(KINDS))}）")
    note = _string(data, "note")
    base = ""
    if kind == "variant":
        found = _VARIANT_NOTE.match(note)
        if not found:
            raise ValueError("kind 为 variant 时，note 应以“variant of <编号>:”开头")
        base = found[1]
    history = _strings(data, "history")
    if kind == "followup" and not history:
        raise ValueError("kind 为 followup 时，history 不能为空")
    return Case(
        id=_string(data, "id", required=True),
        question=_string(data, "question", required=kind != "chat"),
        kind=kind,
        history=history,
        items=_labels(data, "items"),
        also_ok=_labels(data, "also_ok"),
        must=_strings(data, "must"),
        forbid=_strings(data, "forbid"),
        note=note,
        mention=_string(data, "mention"),
        base=base,
    )


def _string(data: Mapping[str, Any], key: str, required: bool = False) -> str:
    value = data.get(key, "")
    if value is None:
        value = ""
    if not isinstance(value, str):
        raise ValueError(f"{key} 应是字符串")
    if required and not value.strip():
        raise ValueError(f"缺少 {key}")
    return value


def _strings(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = data.get(key) or []
    if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
        raise ValueError(f"{key} 应是由非空字符串组成的列表")
    return tuple(value)


def _labels(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Item labels: numbers, or strings such as "三-2" for plans whose numbers restart."""
    value = data.get(key) or []
    usable = isinstance(value, list) and all(
        isinstance(v, int | str) and not isinstance(v, bool) for v in value
    )
    if not usable:
        raise ValueError(f"{key} 应是由条目编号组成的列表，如 [3, 17]")
    labels = tuple(str(v) for v in value)
    if len(set(labels)) < len(labels):
        raise ValueError(f"{key} 里有重复的编号")
    return labels


def _faulty(path: Path, faults: Sequence[str]) -> CaseError:
    shown = "\n".join(faults[:_SHOWN_FAULTS])
    rest = f"\n……另有 {len(faults) - _SHOWN_FAULTS} 处" if len(faults) > _SHOWN_FAULTS else ""
    return CaseError(
        f"题集“{path}”有 {len(faults)} 处错误，请改正后再试：\n{shown}{rest}",
        f"{len(faults)} faults in questions file {path}",
    )


def check_cases(cases: Sequence[Case], plan: Plan) -> tuple[str, ...]:
    """Return what in the cases does not fit the plan, a line a fault; empty when all fits."""
    by_id = {case.id: case for case in cases}
    return tuple(f"{case.id}：{fault}" for case in cases for fault in _faults(case, plan, by_id))


def require_fit(cases: Sequence[Case], plan: Plan, path: Path) -> None:
    """Raise CaseError when the cases do not fit the plan: a wrong key measures nothing."""
    faults = check_cases(cases, plan)
    if faults:
        raise _faulty(path, faults)


def _faults(case: Case, plan: Plan, by_id: Mapping[str, Case]) -> Iterator[str]:
    kind = case.answer_kind
    if case.kind not in KINDS:
        yield f"类别“{case.kind}”不存在"
    missing = [label for label in case.items + case.also_ok if plan.item(label) is None]
    if missing:
        yield f"计划里没有第 {'、'.join(missing)} 项"
    if case.expected == "answered":
        if kind != "meta":
            if not case.items:
                yield "应有答案，但 items 为空"
            texts = [item.text for label in case.items if (item := plan.item(label))]
            for fact in case.must:
                if not any(fact in text for text in texts):
                    yield f"must“{fact}”不在第 {'、'.join(case.items)} 项的原文里"
    elif case.items:
        yield f"不应有答案（{kind}），但 items 不为空"
    if case.mention:
        holding = tuple(item.label for item in plan.items if case.mention in item.text)
        if set(holding) != set(case.items):
            yield f"原文含“{case.mention}”的是第 {'、'.join(holding) or '（无）'} 项，与 items 不符"
    base = by_id.get(case.base)
    if base and (set(base.items), set(base.must)) != (set(case.items), set(case.must)):
        yield f"是 {base.id} 的变体，但 items 或 must 与之不同"
