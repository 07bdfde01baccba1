"""Where many cases come from: a folder, a JSONL file, a CSV, or JSONL on standard input."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from debtadvisor.core.errors import InputError, Problem
from debtadvisor.intake.rows import CaseRow, cases_from_csv, cases_from_folder, cases_from_jsonl


@contextmanager
def open_cases(source: str, kind: str, encoding: str) -> Iterator[Iterator[CaseRow]]:
    """The cases of that source, read as they are asked for.

    kind  ``folder``, ``jsonl``, ``csv``, or ``auto`` to tell by the name

    Raises InputError when the source is missing, or its kind cannot be told.
    """
    if source == "-":
        yield cases_from_jsonl(sys.stdin.buffer)
        return
    path = Path(source)
    if not path.exists():
        raise InputError([Problem("", "file_missing")], source)
    kind = _kind(path) if kind == "auto" else kind
    if kind == "folder":
        yield cases_from_folder(path)
        return
    try:
        if kind == "jsonl":
            with path.open("rb") as lines:
                yield cases_from_jsonl(lines)
        else:
            with path.open(encoding=encoding, newline="") as text:
                yield cases_from_csv(text)
    except UnicodeDecodeError:
        raise InputError([Problem("", "csv_encoding", {"encoding": encoding})], source) from None
    except LookupError:
        raise InputError([Problem("--encoding", "unknown_encoding", {"given": encoding})]) from None
    except OSError as wrong:
        raise InputError([Problem("", "unreadable", {"reason": wrong.strerror or ""})], source) from None


def _kind(path: Path) -> str:
    if path.is_dir():
        return "folder"
    kind = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv"}.get(path.suffix.lower())
    if kind is None:
        raise InputError([Problem("", "unknown_batch_kind", {"given": path.name})], str(path))
    return kind
