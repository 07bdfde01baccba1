"""A wizard run that was left: what was said so far, in a file of its own that only its owner can read.

Each draft is held by one wizard at a time, by a lock beside it that ends with the process, whatever ends it.
"""

import contextlib
import hashlib
import os
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from debtadvisor.core.errors import InputError
from debtadvisor.core.value import value
from debtadvisor.intake.files import toml_text, write_private

_FORM = 1
# So many drafts can lie side by side: one for each person at a shared computer, or for each open window.
MOST = 20
_TEMPORARY = ".debtadvisor-*"
_OLD_SECONDS = 24 * 3600


@value
class Progress:
    """How far a run came.

    said    what was said, see `wizard_steps`
    again   keys of answers that deserve another look
    last    key of the last answer
    saved   when, as ``2026-11-21 14:05``
    origin  the state of the case file that is being edited, see `state_of`; "" for a new case
    """

    said: Mapping[str, str | tuple[str, ...]]
    again: tuple[str, ...] = ()
    last: str = ""
    saved: str = ""
    origin: str = ""


def save_draft(path: Path, progress: Progress, now: datetime) -> None:
    """Writes what was said. Raises InputError when the folder does not let us."""
    kept = {key: answer if isinstance(answer, str) else list(answer) for key, answer in progress.said.items()}
    head: dict[str, object] = {"draft": _FORM, "saved": now.replace(microsecond=0), "last": progress.last}
    more: dict[str, object] = {"again": list(progress.again), "origin": progress.origin}
    write_private(path, toml_text(head | more | {"said": kept}))


def load_draft(path: Path) -> Progress | None:
    """What was said last time; None when there is no draft, or none that can be read."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    said, saved = found.get("said"), found.get("saved")
    if found.get("draft") != _FORM or not isinstance(said, dict) or not isinstance(saved, date):
        return None
    when = saved.strftime("%Y-%m-%d %H:%M") if isinstance(saved, datetime) else saved.isoformat()
    kept: dict[str, str | tuple[str, ...]] = {}
    for key, answer in said.items():
        if isinstance(answer, str):
            kept[key] = answer
        elif isinstance(answer, list):
            kept[key] = tuple(str(one) for one in answer)
    again = found.get("again", [])
    return Progress(
        said=kept,
        again=tuple(str(key) for key in again) if isinstance(again, list) else (),
        last=str(found.get("last", "")),
        saved=when,
        origin=str(found.get("origin", "")),
    )


def discard_draft(path: Path) -> None:
    """Removes the draft; nothing happens when there is none."""
    with contextlib.suppress(OSError):
        path.unlink()


def drafts_beside(path: Path) -> tuple[Path, ...]:
    """The names that drafts may have: the one asked for, and the same with a number."""
    return (path, *(path.with_name(f"{path.stem}-{number}{path.suffix}") for number in range(2, MOST + 1)))


def draft_of_case(folder: Path, case: Path) -> Path:
    """The draft for editing that case file, wherever it is edited from."""
    digest = hashlib.sha256(str(case.resolve()).encode("utf-8", "surrogatepass")).hexdigest()
    return folder / f"edit-{digest[:12]}.toml"


def state_of(content: bytes) -> str:
    """Tells one state of a case file from another."""
    return hashlib.sha256(content).hexdigest()


def sweep(folder: Path) -> None:
    """Removes what a run that was killed while writing left in our own folder."""
    with contextlib.suppress(OSError):
        for left in folder.glob(_TEMPORARY):
            with contextlib.suppress(OSError):
                if time.time() - left.stat().st_mtime > _OLD_SECONDS:
                    left.unlink()


class DraftFile:
    """The draft that this run keeps. `written` is True while it holds what was said last."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.written = False

    def save(self, progress: Progress) -> str:
        """Keeps the progress; "" when that worked, else why not. The run goes on either way."""
        self.written = False
        try:
            save_draft(self.path, progress, datetime.now())  # the clock on this person's wall
        except InputError as wrong:
            return str(wrong.problems[0].values.get("reason", "")) or wrong.problems[0].code
        self.written = True
        return ""

    def discard(self) -> None:
        """Leaves nothing behind."""
        self.written = False
        discard_draft(self.path)


@contextmanager
def held(path: Path) -> Iterator[bool]:
    """Holds that draft while the block runs: True when no other wizard does. Where no lock can be made, True too."""
    beside = path.with_name(path.name + ".lock")
    handle = _opened(beside)
    if handle is None:
        yield True
        return
    ours = _lock(handle)
    while ours and not _stands(beside, handle):  # taken away between our opening it and our lock
        os.close(handle)
        if (again := _opened(beside)) is None:
            yield True
            return
        handle, ours = again, _lock(again)
    try:
        yield ours
    finally:
        if ours:
            _remove(beside, handle)
        os.close(handle)


def _opened(beside: Path) -> int | None:
    with contextlib.suppress(OSError):
        return os.open(beside, os.O_CREAT | os.O_RDWR | getattr(os, "O_CLOEXEC", 0), 0o600)
    return None


def _stands(beside: Path, handle: int) -> bool:
    """Whether the lock file that we opened is the one that stands there."""
    try:
        return os.path.samestat(os.fstat(handle), beside.stat())
    except OSError:
        return False


def _remove(beside: Path, handle: int) -> None:
    """Takes our lock file away. Windows removes no open file; there it may stay."""
    with contextlib.suppress(OSError):
        if _stands(beside, handle):
            beside.unlink()


def _lock(handle: int) -> bool:
    """Whether the lock was free; it is ours from now on until the process ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # A file system without locks is no reason not to begin; Windows says so of a lock that is taken.
        return sys.platform != "win32"
    return True
