"""Where many cases come from: a folder, a JSONL file, a CSV, or JSONL or CSV on standard input."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from debtadvisor.core.errors import CaseError, InputError, Problem
from debtadvisor.intake.files import STANDARD_INPUT
from debtadvisor.intake.rows import CaseRow, cases_from_csv, cases_from_folder, cases_from_jsonl


@contextmanager
def open_cases(source: str, kind: str, encoding: str) -> Iterator[Iterator[CaseRow]]:
    """The cases of that source, read as they are asked for.

    kind  ``folder``, ``jsonl``, ``csv``, or ``auto`` to tell by the name

    Raises InputError when the source is missing, or its kind cannot be told. Only trouble with the source is told as
    such: what goes wrong while its cases are planned or written passes through.
    """
    with ExitStack() as open_files:
        yield _named(_cases(source, kind, encoding, open_files), source)


def _cases(source: str, kind: str, encoding: str, open_files: ExitStack) -> Iterator[CaseRow]:
    try:
        kind = _kind(source) if kind == "auto" else kind
        if kind == "folder":
            return cases_from_folder(source)
        stream: BinaryIO = sys.stdin.buffer
        if source != STANDARD_INPUT:
            stream = open_files.enter_context(Path(source).open("rb"))  # noqa: SIM115  # the stack closes it
        return cases_from_jsonl(stream) if kind == "jsonl" else cases_from_csv(_text(stream, encoding))
    except (FileNotFoundError, NotADirectoryError):
        code = "file_missing"
    except IsADirectoryError:
        code = "not_a_file"
    except OSError:
        code = "file_unreadable"
    raise InputError([Problem("", code)], source)


def _text(stream: BinaryIO, encoding: str) -> TextIOWrapper:
    try:
        return TextIOWrapper(stream, encoding=encoding, newline="")
    except LookupError:
        raise InputError([Problem("--encoding", "unknown_encoding", {"given": encoding})]) from None


def _named(cases: Iterator[CaseRow], source: str) -> Iterator[CaseRow]:
    """The same cases; trouble while they are read names the source."""
    try:
        yield from cases
    except CaseError as wrong:
        raise CaseError(wrong.problems, source) from None
    except OSError:
        raise InputError([Problem("", "file_unreadable")], source) from None


def _kind(source: str) -> str:
    """The kind that the name tells. Raises FileNotFoundError, or InputError when it tells none."""
    if source == STANDARD_INPUT:
        return "jsonl"
    path = Path(source)
    if path.is_dir():
        return "folder"
    path.stat()  # a file that is missing is named before a kind that cannot be told
    kind = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv"}.get(path.suffix.lower())
    if kind is None:
        raise InputError([Problem("", "unknown_batch_kind", {"given": path.name})], source)
    return kind
