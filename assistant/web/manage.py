"""管理计划: a signed-in administrator uploads a plan, checks how it was read, and adds it, or
takes one off.

The pages stand before Gradio, whose own upload stays shut, and behind `assistant.web.auth.SignIn`,
which says who is an administrator. A plan is added in the background, so that no proxy loses
patience with a long one; the page reports how far it is.
"""

import logging
import secrets
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from threading import Lock, Thread
from typing import TYPE_CHECKING

import anyio.to_thread
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web import manage_page
from assistant.web.auth import PAGE_HEADERS, may_manage, user_of
from assistant.web.catalogue import Catalogue
from assistant.web.warmup import Warmup
from index.errors import UserError
from index.plan import Plan
from index.reading import load_plan
from index.settings import Settings
from index.shelf import (
    Added,
    ShelvedPlan,
    add_plan,
    earlier_version,
    find_plan,
    remove_plan,
    shelved_plans,
)

if TYPE_CHECKING:
    from assistant.plans.several import PlansAssistant

LARGEST = 20 * 2**20
_MEGABYTE = 2**20
_AROUND = 2**16  # what a form adds to the file in it
_LONGEST_NAME = 80
_PATH = "/manage"
_SEE_THE_RECORD = "程序内部出错。请把运行窗口里的记录交给技术人员。"
_UNEXPECTED = f"没有加入，原有的计划没有改动：{_SEE_THE_RECORD}"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Draft:
    """An uploaded file that was read and waits for its administrator's word."""

    token: str
    path: Path
    plan: Plan


@dataclass(frozen=True, slots=True)
class Leaving:
    """A plan that is to be removed when its administrator has confirmed."""

    token: str
    plan: ShelvedPlan


@dataclass(frozen=True, slots=True)
class Job:
    """A plan that is being added, or has been: `told` or `fault` says how it ended."""

    title: str
    what: str = "准备中"
    told: str = ""
    fault: str = ""

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return not self.told and not self.fault


class PlanDesk:
    """Adds and removes plans, one at a time, and puts that to use without a restart."""

    def __init__(
        self, plans: Catalogue, warmup: "Warmup[PlansAssistant]", config: Settings
    ) -> None:
        self.plans = plans
        self.job: Job | None = None
        self._warmup = warmup
        self._config = config
        self._drafts: dict[str, Draft] = {}
        self._leaving: dict[str, Leaving] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="plan-upload-")
        self._taking = Lock()

    def read(self, user: str, name: str, copy: Callable[[Path], None]) -> Draft:
        """Read an uploaded file, which `copy` writes to a path; raise PlanError if it is no plan.

        It takes the place of the one the same administrator uploaded before.
        """
        self.cancel(user)
        token = secrets.token_urlsafe(16)
        path = Path(self._folder.name) / token / _safe_name(name)
        path.parent.mkdir()
        try:
            copy(path)
            draft = Draft(token, path, load_plan(path))
        except BaseException:
            shutil.rmtree(path.parent, ignore_errors=True)
            raise
        self._drafts[user] = draft
        return draft

    def draft(self, user: str, token: str) -> Draft:
        """Return what an administrator uploaded; raise UserError if it is no longer there."""
        draft = self._drafts.get(user)
        if draft is None or not _is_same(draft.token, token):
            raise UserError("这份预览已经失效。请重新选择文件。", "no such draft")
        return draft

    def cancel(self, user: str) -> None:
        """Forget what an administrator uploaded."""
        draft = self._drafts.pop(user, None)
        if draft:
            shutil.rmtree(draft.path.parent, ignore_errors=True)

    def add(self, user: str, token: str) -> None:
        """Begin to add what was uploaded; raise UserError if another is being added."""
        with self._taking:
            draft = self.draft(user, token)
            self._check_free()
            self.job = Job(draft.plan.title)
            del self._drafts[user]
        Thread(target=self._add, args=(user, draft), name="add-plan", daemon=True).start()

    def leave(self, user: str, fingerprint: str) -> Leaving:
        """Note which plan an administrator wants to remove, to be confirmed by `remove`.

        Raises UserError if there is no such plan, and for the only one.
        """
        plan = find_plan(fingerprint, self.plans.plans)
        if len(self.plans.plans) == 1:
            raise UserError(
                f"《{plan.title}》是唯一的计划，不能移除。请先加入另一份。",
                "the only plan cannot be removed",
            )
        leaving = Leaving(secrets.token_urlsafe(16), plan)
        self._leaving[user] = leaving
        return leaving

    def remove(self, user: str, token: str) -> None:
        """Remove the plan that was confirmed; raise UserError if that cannot be done now.

        It is taken out of use before its index goes, so that no question meets half of it.
        """
        with self._taking:
            leaving = self._leaving.get(user)
            if leaving is None or not _is_same(leaving.token, token):
                raise UserError("这次确认已经失效。请重新选择要移除的计划。", "no such removal")
            self._check_free()
            del self._leaving[user]
            before = self.plans.plans
            others = tuple(plan for plan in before if plan != leaving.plan)
            if others:
                self._use(others, others[0])
            try:
                removed = remove_plan(leaving.plan.fingerprint, self._config)
            except Exception:
                self._use(before, before[0])
                raise
            plans = shelved_plans(self._config)
            self._use(plans, plans[0])
            _log.warning("%s removed the plan %s", user, removed.fingerprint)
            self.job = Job(
                removed.title, told=f"已移除《{removed.title}》。还有 {len(plans)} 份计划。"
            )

    def _check_free(self) -> None:
        if self.job and self.job.is_running:
            raise UserError(
                f"正在加入《{self.job.title}》，请等它完成后再试。", "another job is running"
            )

    def _use(self, plans: tuple[ShelvedPlan, ...], opened: ShelvedPlan) -> None:
        """Answer from these plans from now on, `opened` among them without delay."""
        assistant = self._warmup.result().over(plans)
        assistant.assistant(opened)
        self.plans.exchange(plans)
        self._warmup.exchange(assistant)

    def _add(self, user: str, draft: Draft) -> None:
        title = draft.plan.title

        def progress(what: str, done: int, total: int) -> None:
            self.job = Job(title, f"{what} {done} / {total}")

        try:
            added = add_plan(draft.path, self._config, progress)
        except UserError as error:
            _log.error("plan not added: %s", error.technical)
            self.job = Job(title, fault=f"没有加入：{error.message}")
        except Exception:
            _log.exception("plan not added")
            self.job = Job(title, fault=_UNEXPECTED)
        else:
            _log.warning("%s added the plan %s", user, added.shelved.fingerprint)
            self.job = self._answering_from(added, title)
        finally:
            shutil.rmtree(draft.path.parent, ignore_errors=True)

    def _answering_from(self, added: Added, title: str) -> Job:
        """Put what is on the shelf now to use; return how that went."""
        try:
            self._use(shelved_plans(self._config), added.shelved)
        except Exception as error:
            _log.exception("plan added, but not in use")
            reason = error.message if isinstance(error, UserError) else _SEE_THE_RECORD
            return Job(title, fault=f"《{title}》已经存好，但现在还不能用来回答：{reason}")
        done = f"已替换《{added.replaced.title}》" if added.replaced else f"已加入《{title}》"
        return Job(title, told=f"{done}，共 {added.shelved.items} 项，现在就可以提问。")


def _is_same(token: str, given: str) -> bool:
    return secrets.compare_digest(token.encode(), given.encode())


def _safe_name(name: str) -> str:
    """Return the last part of a file name that came from outside, short and without controls."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    printable = "".join(char for char in last if char.isprintable() and char not in '<>:"|?*')
    kept = Path(printable.strip(". ") or "计划")
    return f"{kept.stem[:_LONGEST_NAME]}{kept.suffix[:8]}"


class Manage:
    """ASGI middleware that serves the pages of the desk to administrators and to nobody else."""

    def __init__(self, app: ASGIApp, desk: PlanDesk, root: str, style: str) -> None:
        self.app = app
        self.desk = desk
        self.root = root
        self.style = style

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is below /manage, pass on the rest."""
        path = scope.get("path", "")
        if scope["type"] != "http" or not (path == _PATH or path.startswith(f"{_PATH}/")):
            await self.app(scope, receive, send)
            return
        answer = await self._answer(Request(scope, receive))
        answer.headers.update(PAGE_HEADERS)
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if not may_manage(request.scope):
            return self._page(manage_page.refusal_html(), 403)
        path = request.scope["path"].removeprefix(_PATH).strip("/")
        if request.method in ("GET", "HEAD") and not path:
            return self._overview()
        actions = {
            "read": self._read,
            "add": self._add,
            "cancel": self._cancel,
            "leave": self._leave,
            "remove": self._remove,
        }
        if request.method != "POST" or path not in actions:
            return RedirectResponse(f"{self.root}{_PATH}", 303)
        try:
            return await actions[path](request)
        except UserError as error:
            _log.warning("not managed: %s", error.technical)
            return self._overview(error.message, 422)

    def _overview(self, fault: str = "", status: int = 200) -> Response:
        job = self.desk.job
        if job and job.is_running and not fault:
            return self._page(manage_page.working_html(job.title, job.what), is_busy=True)
        told, failed = (job.told, job.fault) if job and not fault else ("", fault)
        body = manage_page.overview_html(
            self.root, self.desk.plans.plans, LARGEST // _MEGABYTE, told, failed
        )
        return self._page(body, status)

    async def _read(self, request: Request) -> Response:
        size, more = 0, True

        async def limited() -> Message:
            nonlocal size, more
            message = await receive()
            size += len(message.get("body", b""))
            more = message.get("more_body", False)
            if size > LARGEST + _AROUND:
                raise _too_large()
            return message

        receive = request.receive
        try:
            async with Request(request.scope, limited).form(max_files=1, max_fields=1) as form:
                file = form.get("file")
                if not isinstance(file, UploadFile) or not file.filename:
                    raise UserError("没有选择文件。请选一个计划文件。", "no file in the form")
                if (file.size or 0) > LARGEST:
                    raise _too_large()
                draft = await anyio.to_thread.run_sync(
                    self._read_file, user_of(request.scope), file
                )
        except (MultiPartException, ClientDisconnect) as error:
            raise UserError("文件没有传完整。请再试一次。", f"bad upload: {error}") from error
        except UserError:
            while more:  # a browser shows the answer only when all it sends has been taken
                more = (await receive()).get("more_body", False)
            raise
        plans = self.desk.plans.plans
        replaced = earlier_version(draft.plan, str(draft.path), plans)
        return self._page(manage_page.preview_html(self.root, draft.plan, replaced, draft.token))

    def _read_file(self, user: str, file: UploadFile) -> Draft:
        def copy(path: Path) -> None:
            with path.open("wb") as target:
                shutil.copyfileobj(file.file, target)

        return self.desk.read(user, file.filename or "", copy)

    async def _add(self, request: Request) -> Response:
        self.desk.add(user_of(request.scope), await _field(request, "token"))
        return RedirectResponse(f"{self.root}{_PATH}", 303)

    async def _cancel(self, request: Request) -> Response:
        self.desk.draft(user_of(request.scope), await _field(request, "token"))
        self.desk.cancel(user_of(request.scope))
        return RedirectResponse(f"{self.root}{_PATH}", 303)

    async def _leave(self, request: Request) -> Response:
        leaving = self.desk.leave(user_of(request.scope), await _field(request, "plan"))
        return self._page(manage_page.removal_html(self.root, leaving.plan, leaving.token))

    async def _remove(self, request: Request) -> Response:
        token = await _field(request, "token")
        await anyio.to_thread.run_sync(self.desk.remove, user_of(request.scope), token)
        return RedirectResponse(f"{self.root}{_PATH}", 303)

    def _page(self, body: str, status: int = 200, is_busy: bool = False) -> Response:
        return HTMLResponse(manage_page.page_html(self.root, self.style, body, is_busy), status)


async def _field(request: Request, name: str) -> str:
    """Return the one field of a form.

    What changes plans carries the token of the page before it. Another site cannot know that, so
    that it cannot have an administrator's browser add or remove a plan.
    """
    async with request.form(max_files=0, max_fields=1) as form:
        return str(form.get(name, ""))


def _too_large() -> UserError:
    return UserError(
        f"文件超过 {LARGEST // _MEGABYTE} MB，没有读取。请只保留计划正文（去掉图片）后再试。",
        "upload too large",
    )
