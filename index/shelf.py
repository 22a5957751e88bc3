"""The plans an office answers from: copies in the index folder, listed in `library.json`.

Before anything is added the shelf holds the plan of the settings. Adding a plan keeps a copy,
so that a file that is moved or spoilt later takes nothing away, and replaces the plan of the
same year and title, or of the same year and file. The list is replaced in one step after the copy
and its index are complete: until then, and if anything fails, the old plan stays.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from filelock import FileLock

from index import store
from index.document import Progress, silent
from index.errors import IndexFolderError, UserError
from index.passages import Passage, split_plan
from index.plan import Plan
from index.reading import load_plan
from index.settings import BUILT_IN_PLAN, Settings

_LIST = "library.json"
_FOLDER = "library"
_BUILT_IN = "built-in"
# Overlay, other wordings of questions with their vectors, verified questions.
_COMPANIONS = (".toml", ".asked.toml", ".asked.npz", ".jsonl")


@dataclass(frozen=True, slots=True)
class ShelvedPlan:
    """A plan on the shelf. `key` names its index, `path` is the copy, `origin` the file it came
    from; `items`, `passages` and `damage` are counts."""

    key: str
    path: Path
    origin: str
    title: str
    year: int | None
    items: int
    passages: int
    damage: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a plan did; `replaced` is the plan that was there before, if any."""

    shelved: ShelvedPlan
    replaced: ShelvedPlan | None
    plan: Plan
    report: store.BuildReport


def shelved_plans(config: Settings) -> tuple[ShelvedPlan, ...]:
    """Return the plans, the newest first: by year, those without a year last.

    Raises PlanError for a plan of the settings that cannot be read.
    """
    plans = _read_list(config.data) or [unshelved(config.file, config)]
    return tuple(sorted(plans, key=lambda shelved: (-(shelved.year or 0), shelved.title)))


def unshelved(path: Path, config: Settings) -> ShelvedPlan:
    """Describe a plan that is answered from where it lies; raise PlanError if it is unreadable."""
    plan = load_plan(path)
    key = str(path.resolve())
    return _described(key, path, key, plan, split_plan(plan), config)


def plan_name(shelved: ShelvedPlan, plans: Sequence[ShelvedPlan]) -> str:
    """Return what one of `plans` is called in a citation: its year, or its title where that is
    not enough; nothing where there is no other."""
    if len(plans) < 2:
        return ""
    same = [other for other in plans if other.year == shelved.year]
    return f"{shelved.year}年" if shelved.year and len(same) == 1 else shelved.title


def add_plan(path: Path, config: Settings, progress: Progress = silent) -> Added:
    """Add the plan file at `path`, or replace the plan it is a new version of.

    Raises PlanError for a plan that cannot be read, IndexFolderError for an index folder that
    cannot be written; nothing has changed then.
    """
    plan = load_plan(path, progress)
    origin = str(path.resolve())
    from index.library import index_read_plan  # loads chromadb, which must not delay the page

    with _locked(config.data):
        plans = [_kept(shelved, config) for shelved in shelved_plans(config)]
        replaced = earlier_version(plan, origin, plans)
        key = replaced.key if replaced else f"library-{_digest(plan.title, origin)}"
        copy = _copy(path, config.data / _FOLDER / f"{_digest(key)}-{_digest(plan.source)}")
        passages, report = index_read_plan(plan, key, config, progress)
        shelved = _described(key, copy, origin, plan, passages, config)
        _write_list(config.data, [shelved, *(found for found in plans if found != replaced)])
        if replaced and replaced.path != copy:
            _drop_copy(replaced.path, config)
    return Added(shelved, replaced, plan, report)


def remove_plan(wanted: str, config: Settings) -> ShelvedPlan:
    """Take a plan off the shelf; `wanted` is its year, title or the start of its fingerprint.

    Raises UserError when no plan or more than one is meant, and for the only plan.
    """
    with _locked(config.data):
        plans = shelved_plans(config)
        chosen = find_plan(wanted, plans)
        if len(plans) == 1:
            raise UserError(
                f"《{chosen.title}》是唯一的计划，不能移除。请先用 index --plan 加入另一份。",
                "the only plan cannot be removed",
            )
        _write_list(config.data, [found for found in plans if found != chosen])
        store.forget(config, chosen.key)
        _drop_copy(chosen.path, config)
    return chosen


def find_plan(wanted: str, plans: Sequence[ShelvedPlan]) -> ShelvedPlan:
    """Return the one plan that a year, a title or the start of a fingerprint names."""
    named = wanted.strip().strip("《》")
    found = [
        shelved
        for shelved in plans
        if named in (shelved.title, str(shelved.year), f"{shelved.year}年")
        or (len(named) >= 4 and shelved.fingerprint.startswith(named))
    ]
    if len(found) == 1:
        return found[0]
    listed = "、".join(f"《{shelved.title}》（{shelved.fingerprint[:8]}）" for shelved in plans)
    problem = f"有 {len(found)} 份计划符合“{wanted}”" if found else f"没有“{wanted}”这份计划"
    raise UserError(
        f"{problem}。请写年份、标题或指纹的开头几位。现有：{listed}。",
        f"{len(found)} plans match {wanted!r}",
    )


def _kept(shelved: ShelvedPlan, config: Settings) -> ShelvedPlan:
    """Return the plan with a copy of its file in the index folder, making one if needed.

    The plan that comes with the program stays where it is: nobody moves it.
    """
    folder = config.data / _FOLDER
    if shelved.path == BUILT_IN_PLAN or shelved.path.is_relative_to(folder):
        return shelved
    target = folder / f"{_digest(shelved.key)}-{shelved.fingerprint[:12]}"
    return replace(shelved, path=_copy(shelved.path, target))


def earlier_version(plan: Plan, origin: str, plans: Sequence[ShelvedPlan]) -> ShelvedPlan | None:
    """Return which of `plans` the one read from the file `origin` takes the place of, if any."""
    return next((found for found in plans if _is_version_of(plan, origin, found)), None)


def _is_version_of(plan: Plan, origin: str, shelved: ShelvedPlan) -> bool:
    return plan.year == shelved.year and (plan.title == shelved.title or origin == shelved.origin)


def _described(
    key: str, path: Path, origin: str, plan: Plan, passages: Sequence[Passage], config: Settings
) -> ShelvedPlan:
    return ShelvedPlan(
        key=key,
        path=path,
        origin=origin,
        title=plan.title,
        year=plan.year,
        items=len(plan.own_items),
        passages=len(passages),
        damage=len(plan.damage),
        fingerprint=store.fingerprint(plan, config),
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


# --- files -------------------------------------------------------------------------------


def _locked(folder: Path) -> FileLock:
    lock = FileLock(folder / ".library.lock")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with lock:  # a folder that cannot be written is found out here
            return lock
    except OSError as error:
        raise _unwritable(folder, error) from error


def _copy(path: Path, target: Path) -> Path:
    """Copy a plan and what stands beside it into `target` and return the plan's copy."""
    try:
        target.mkdir(parents=True, exist_ok=True)
        for companion in (path.with_suffix(suffix) for suffix in _COMPANIONS):
            if companion.exists():
                shutil.copyfile(companion, target / companion.name)
            else:
                (target / companion.name).unlink(missing_ok=True)
        return Path(shutil.copyfile(path, target / path.name))
    except shutil.SameFileError:
        return path
    except OSError as error:
        raise _unwritable(target, error) from error


def _drop_copy(path: Path, config: Settings) -> None:
    """Delete a copy and what was indexed under its path, and nothing that lies elsewhere."""
    if path.parent.parent == config.data / _FOLDER:
        store.forget(config, str(path.resolve()))
        shutil.rmtree(path.parent, ignore_errors=True)


def _read_list(folder: Path) -> list[ShelvedPlan]:
    try:
        stored = json.loads((folder / _LIST).read_text(encoding="utf-8"))
        return [
            ShelvedPlan(**(entry | {"path": _located(entry["path"], folder)})) for entry in stored
        ]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexFolderError(
            f"计划目录“{folder / _LIST}”已损坏，无法读取。请移走这个文件，"
            "再用 index --plan 逐份加入计划。",
            f"library.json is damaged: {error}",
        ) from error


def _write_list(folder: Path, plans: Sequence[ShelvedPlan]) -> None:
    entries = [asdict(shelved) | {"path": _stored(shelved.path, folder)} for shelved in plans]
    draft = folder / f"{_LIST}.{os.getpid()}"
    try:
        with draft.open("w", encoding="utf-8") as file:
            json.dump(entries, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, folder / _LIST)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _stored(path: Path, folder: Path) -> str:
    """Copies are named relative to the folder, which may be moved with all that is in it."""
    if path == BUILT_IN_PLAN:
        return _BUILT_IN
    return str(path.relative_to(folder) if path.is_relative_to(folder) else path)


def _located(path: str, folder: Path) -> Path:
    # An absolute path stays as it is.
    return BUILT_IN_PLAN if path == _BUILT_IN else folder / path


def _unwritable(folder: Path, error: Exception) -> IndexFolderError:
    return IndexFolderError(
        f"文件夹“{folder}”无法写入（只读、没有权限或磁盘已满）。请检查，"
        "或用环境变量 PLAN_DATA 指定另一个文件夹。原有计划没有改动。",
        f"library folder is not usable: {error}",
    )
