"""One writer at a time: a lock on a file that every writer replaces whole.

Where the system has `fcntl` the file itself is locked, and nothing is left beside it; elsewhere a file of the same
name with ``.lock`` behind it stands for the lock. A lock that is not free within `PATIENCE` seconds is refused.
"""

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from debtadvisor.core.errors import InputError, Problem

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PATIENCE = 30.0
_PAUSE = 0.02


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Nobody else who asks for this lock holds it inside the block. `path` is resolved, and may be missing.

    Raises InputError ``file_busy`` when another process keeps it too long.
    """
    held = _held_beside(path) if fcntl is None else _held(path)
    with held:
        yield


@contextmanager
def _held(path: Path) -> Iterator[None]:
    handles: list[int] = []

    def take() -> bool:
        """Locks the file that stands there now: whoever waited for one that was replaced meanwhile asks again."""
        try:
            handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            return True  # nothing to lock; reading it tells what is wrong
        handles.append(handle)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(handle), path.stat()):
                return True
        except BlockingIOError:
            pass
        except FileNotFoundError:
            return True
        os.close(handles.pop())
        return False

    try:
        _wait(take, path)
        yield
    finally:
        for handle in handles:
            os.close(handle)


@contextmanager
def _held_beside(path: Path) -> Iterator[None]:
    beside = path.with_name(path.name + ".lock")

    def take() -> bool:
        try:
            os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            return False
        except PermissionError:
            if beside.exists():  # what Windows says while the other one is taking it away
                return False
            raise InputError([Problem("", "unwritable", {"reason": "lock"})], str(path)) from None
        except OSError as wrong:
            raise InputError([Problem("", "unwritable", {"reason": wrong.strerror or ""})], str(path)) from None
        return True

    _wait(take, path)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def _wait(take: Callable[[], bool], path: Path) -> None:
    until = time.monotonic() + PATIENCE
    while not take():
        if time.monotonic() > until:
            raise InputError([Problem("", "file_busy")], str(path))
        time.sleep(_PAUSE)
