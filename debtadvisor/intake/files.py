"""Case files: TOML or JSON in, TOML out. A file is read whole or refused; it is written whole or not at all."""

import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import IO

from debtadvisor.core.case import Case
from debtadvisor.core.errors import CaseError, InputError, Problem
from debtadvisor.intake.build import answers_from
from debtadvisor.intake.units import shown
from debtadvisor.private_file import private_file

STANDARD_INPUT = "-"
_TOO_MUCH = "nested too deep, or a number too long"
_HEADER = "# debtadvisor 的个案文件，只保存在这台电脑上。可以直接改；每一项怎么写，见 debtadvisor template。\n\n"


def read_answers(path: str | Path, standard_input: IO[bytes] | None = None) -> tuple[Mapping[str, object], str]:
    """The answers in that file, and the name to print for it. ``-`` reads `standard_input`, else that of the process.

    A file is JSON when its name ends in .json, or, from standard input, when it starts with ``{``; else TOML.
    Raises InputError when nothing can be read, CaseError when what was read is no table of answers.
    """
    if str(path) == STANDARD_INPUT:
        origin = STANDARD_INPUT
        content = (standard_input or sys.stdin.buffer).read()
    else:
        origin = str(path)
        content = read_bytes(Path(path))
    return answers_of(content, origin), origin


def read_text(path: str | Path, standard_input: IO[bytes] | None = None) -> str:
    """The text in that file, or on standard input for ``-``. Raises InputError, or CaseError ``not_utf8``.

    Words of self-harm are given also where the rest cannot be read, as `answers_of` does.
    """
    piped = str(path) == STANDARD_INPUT
    content = (standard_input or sys.stdin.buffer).read() if piped else read_bytes(Path(path))
    try:
        return decoded(content, str(path))
    except CaseError:
        from debtadvisor.intake.distress import written_in_distress

        if words := written_in_distress(content):
            return words
        raise


def read_bytes(path: Path) -> bytes:
    """What the file holds. Raises InputError with ``file_missing``, ``not_a_file`` or ``file_unreadable``."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, ValueError):  # a NUL in the name is a ValueError
        code = "file_missing"
    except IsADirectoryError:
        code = "not_a_file"
    except PermissionError:  # what Windows says of a folder
        code = "not_a_file" if path.is_dir() else "file_unreadable"
    except OSError:
        code = "file_unreadable"
    raise InputError([Problem("", code)], str(path))


def answers_of(content: bytes, origin: str) -> dict[str, object]:
    """The answers in the bytes of one file. Raises CaseError with the line that is broken.

    A broken file that speaks of self-harm gives that text as its only answer: help comes before the broken line.
    """
    try:
        return _answers_of(content, origin)
    except CaseError:
        from debtadvisor.intake.distress import written_in_distress

        if words := written_in_distress(content):
            return {"note": words}
        raise


def _answers_of(content: bytes, origin: str) -> dict[str, object]:
    text = decoded(content, origin)
    if not text.strip():
        raise CaseError([Problem("", "empty_file")], origin)
    if origin.casefold().endswith(".json") or (origin == STANDARD_INPUT and text.lstrip().startswith("{")):
        return json_answers(text, origin)
    return _toml_answers(text, origin)


def decoded(content: bytes, origin: str) -> str:
    """The bytes as text, a byte order mark left out. Raises CaseError ``not_utf8`` with the line."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        raise CaseError([Problem(f"line {line}", "not_utf8")], origin) from None


def _toml_answers(text: str, origin: str) -> dict[str, object]:
    try:
        return tomllib.loads(text, parse_float=exact)
    except tomllib.TOMLDecodeError as wrong:
        reason, _, place = str(wrong).partition(" (at ")
        line = place.removesuffix(")").split(",")[0] if place.startswith("line") else ""
        line = line or f"line {len(text.splitlines())}"
        raise CaseError([Problem(line, "broken_toml", {"given": shown(reason)})], origin) from None
    except (RecursionError, ValueError):  # tables in tables without end; a number of thousands of digits
        raise CaseError([Problem("", "broken_toml", {"given": _TOO_MUCH})], origin) from None


def json_answers(text: str, origin: str, line: int | None = None) -> dict[str, object]:
    """The JSON object in that text; `line` is its place when it is one line of many. Raises CaseError."""
    doubled: list[str] = []

    def once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in pairs:
            if key in found:
                doubled.append(key)
            found[key] = value
        return found

    where = f"line {line}" if line is not None else ""
    try:
        found: object = json.loads(text, parse_float=exact, parse_constant=Decimal, object_pairs_hook=once)
    except json.JSONDecodeError as wrong:
        place = where or f"line {wrong.lineno}"
        raise CaseError([Problem(place, "broken_json", {"given": shown(wrong.msg)})], origin) from None
    except (RecursionError, ValueError):
        raise CaseError([Problem(where, "broken_json", {"given": _TOO_MUCH})], origin) from None
    if doubled:
        raise CaseError([Problem(where, "duplicate_key", {"given": shown(key)}) for key in doubled], origin)
    if not isinstance(found, dict):
        raise CaseError([Problem(where, "not_a_table", {"given": shown(found)})], origin)
    return found


def exact(number: str) -> Decimal:
    """The number as written. One that no decimal can hold becomes infinite, which the builder refuses by name."""
    try:
        return Decimal(number)
    except InvalidOperation:
        return Decimal("Infinity")


# --- writing --------------------------------------------------------------------------------------


def write_private(path: str | Path, text: str) -> None:
    """Replaces the file by one that only its owner can read. On any error the old file stays as it was.

    Raises InputError ``unwritable`` when the folder does not let us.
    """
    with private_file(path) as stream:
        stream.write(text)


def write_case(path: str | Path, case: Case) -> None:
    """Saves the case as the TOML file from which `read_answers` and `case_from` make that very case again."""
    write_private(path, case_toml(answers_from(case)))


def case_toml(answers: Mapping[str, object]) -> str:
    """The answers as the text of a case file."""
    return _HEADER + toml_text(answers)


def toml_text(table: Mapping[str, object]) -> str:
    """The table as TOML."""
    import tomli_w

    return tomli_w.dumps(table)


def case_json(answers: Mapping[str, object]) -> str:
    """The answers as a JSON case file: sums as decimal strings, dates as ISO dates."""
    return json.dumps(answers, ensure_ascii=False, indent=2, default=_json_value) + "\n"


def _json_value(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    raise TypeError(f"no JSON for a {type(value).__name__}")
