"""Files that only their owner can read, written whole or not at all: temp file in the same folder, fsync, replace."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from debtadvisor.core.errors import InputError, Problem


@contextmanager
def private_file(path: str | Path) -> Iterator[TextIO]:
    """A text stream that becomes the file at `path`, mode 0600, when the block ends well.

    A link is followed; anything but a regular file is refused. On any error the old file stays as it was and nothing
    of the new one is left. Raises InputError ``not_a_file``, or ``unwritable`` when the folder does not let us.
    """
    target = Path(path)
    temporary: Path | None = None
    try:
        target = target.resolve()  # a link keeps pointing where it did; what it points at is replaced
        if target.exists() and not target.is_file():
            # A folder, a pipe or a device is never replaced by a file.
            raise InputError([Problem("", "not_a_file", {"given": str(path)})], str(path))
        # mkstemp makes the file with mode 0600; the same folder keeps the replacement within one file system.
        handle, name = tempfile.mkstemp(prefix=".debtadvisor-", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
        temporary = None
    except OSError as wrong:
        raise InputError([Problem("", "unwritable", {"reason": wrong.strerror or ""})], str(path)) from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()
