"""Finding and reading the policy book: the bundled one, a chosen one, and one laid over the other.

Everything that is wrong with a file is raised as `PolicyError` with the line where it can be found cheaply; a
file that cannot be read at all is an `InputError`. What the rows mean is `core.policy.parse`'s job.
"""

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from debtadvisor.bundled import bundled, bundled_twin
from debtadvisor.core.errors import InputError, PolicyError, Problem
from debtadvisor.core.policy.merge import merge_books
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.policy.parse import parse_book

BOOK_NAME = "policies.toml"
# More than any book of ours by far: a wrong file is named before it fills the memory.
MAX_BYTES = 8_000_000
_ROW = re.compile(r"^(?P<table>rules|lenders|relief)\[(?P<id>[^\]]+)\](?:\.(?P<key>\w+))?")
_NAMED = re.compile(r"^(?P<table>sources|defaults)\.(?P<id>[\w-]+)(?:\.(?P<key>\w+))?")
_AT_LINE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


def _bundled() -> tuple[bytes, str]:
    """The book of this installation and where it is: in the package when built into a wheel, else in the checkout."""
    packed = bundled(BOOK_NAME)
    if packed is not None:
        return packed, BOOK_NAME
    path = checkout_book()
    return path.read_bytes(), str(path)


def checkout_book() -> Path:
    """The book at the root of a checkout."""
    return Path(__file__).resolve().parents[2] / BOOK_NAME


def load_book(path: Path | None = None, overlay: Path | None = None) -> PolicyBook:
    """The book at `path` (the bundled one by default), with the rows of `overlay` laid over it.

    Raises InputError when a file cannot be read, PolicyError when it is no TOML or what it says is wrong.
    """
    if path is None:
        content, origin = _bundled()
        text = content.decode("utf-8")
        twin = bundled_twin(BOOK_NAME, content)
        if twin is not None and overlay is None:
            return parse_book(twin, checked=True)
        raw = twin or _raw(text, origin)
    else:
        origin = str(path)
        text = _text(path)
        raw = _raw(text, origin)
    if overlay is None:
        return _parsed(raw, text, origin)
    over_text = _text(overlay)
    over = _raw(over_text, str(overlay))
    return _parsed(merge_books(raw, over, overlay.name), over_text, str(overlay))


def _text(path: Path) -> str:
    """The file's text. One problem is raised for a file that is missing, no file, too big, or not UTF-8."""
    origin = str(path)
    try:
        if path.is_dir():
            raise InputError([Problem("", "not_a_file", {"given": origin})], origin)
        content = path.read_bytes()
    except FileNotFoundError:
        raise InputError([Problem("", "file_missing", {"given": origin})], origin) from None
    except (OSError, ValueError):
        raise InputError([Problem("", "file_unreadable", {"given": origin})], origin) from None
    if len(content) > MAX_BYTES:
        raise InputError([Problem("", "file_too_big", {"given": origin})], origin)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = str(content[: error.start].count(b"\n") + 1)
        raise InputError([Problem(f"line {line}", "not_utf8", {"line": line})], origin) from None


def _raw(text: str, origin: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        place = _AT_LINE.search(str(error))
        line = (place and place["line"]) or str(text.count("\n") + 1)
        where = f"line {line}"
        message = _AT_LINE.sub("", str(error))
        raise PolicyError([Problem(where, "broken_toml", {"line": line, "given": message})], origin) from None
    except (RecursionError, ValueError, ArithmeticError):
        raise PolicyError([Problem("", "broken_toml", {"line": "", "given": ""})], origin) from None


def _parsed(raw: Mapping[str, object], text: str, origin: str) -> PolicyBook:
    try:
        return parse_book(raw)
    except PolicyError as error:
        raise PolicyError([_with_line(problem, text) for problem in error.problems], origin) from None


def _with_line(problem: Problem, text: str) -> Problem:
    """The same problem with the line of its row put before the place, when the row is in this file."""
    row = _ROW.match(problem.where) or _NAMED.match(problem.where)
    if row is None:
        return problem
    if row.re is _ROW:
        start = re.search(rf'^\s*id\s*=\s*["\']{re.escape(row["id"])}["\']', text, re.MULTILINE)
    else:
        start = re.search(rf'^\s*\[{row["table"]}\.["\']?{re.escape(row["id"])}["\']?\]', text, re.MULTILINE)
    if start is None:
        return problem
    line = text.count("\n", 0, start.end()) + 1
    if row["key"]:
        line += _lines_to_key(text[start.end() :], row["key"])
    return Problem(f"line {line}: {problem.where}", problem.code, {**problem.values, "line": str(line)})


def _lines_to_key(after: str, key: str) -> int:
    """Lines from the start of a row to that key of it, 0 when the key does not stand there."""
    for count, line in enumerate(after.split("\n")):
        if count and re.match(r"\s*\[(?!\[?\w+\.)", line):
            return 0
        if re.match(rf"\s*(?:\[.*\b)?{re.escape(key)}\b", line):
            return count
    return 0
