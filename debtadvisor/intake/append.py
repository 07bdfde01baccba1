"""One more `[[events]]` behind what a case file holds: the bytes that stood before stay as they are, comments too.

`with_event` is bytes → bytes; `append_event` does it to a file, under a lock, whole or not at all.
"""

import os
from datetime import date
from pathlib import Path

from debtadvisor.core.case import Case, Event
from debtadvisor.core.errors import CaseError, InputError, Problem
from debtadvisor.file_lock import locked
from debtadvisor.intake.build import case_from, row_answers
from debtadvisor.intake.fields import EVENT
from debtadvisor.intake.files import STANDARD_INPUT, answers_of, decoded, read_bytes, toml_text
from debtadvisor.intake.lender_names import LenderNames
from debtadvisor.private_file import private_file


def with_event(content: bytes, event: Event) -> bytes:
    """The content with that event behind it, in the line ends that the content has."""
    row = row_answers(EVENT, event)
    inner = {key: part for key, part in row.items() if isinstance(part, dict)}
    block = "[[events]]\n" + toml_text({key: part for key, part in row.items() if key not in inner})
    for key, part in inner.items():
        block += f"\n[events.{key}]\n" + toml_text(part)
    end = b"\r\n" if content.count(b"\r\n") * 2 > content.count(b"\n") else b"\n"
    between = b"" if content.endswith(b"\n") or not content else end
    return content + between + end + block.encode("utf-8").replace(b"\n", end)


def append_event(path: str, event: Event, known: LenderNames, today: date) -> Case:
    """The case with that event, after it was written behind the file's content. Links are followed.

    Raises InputError when the file is no TOML file that can be written (``log_needs_toml``, ``unwritable`` and the
    like), CaseError with every problem of what the file would then hold; the file stays as it was.
    """
    refuse_unwritable(path)
    target = Path(path).resolve()
    with locked(target):
        content = read_bytes(target)
        # As it stands, so that its own problems are told as its own.
        case_of(content, path, known, today)
        longer = with_event(content, event)
        try:
            case = case_of(longer, path, known, today)
        except CaseError as wrong:
            if any(problem.code == "broken_toml" for problem in wrong.problems):
                # What stood alone could be read: only a list written on one line takes no further table.
                raise CaseError([Problem("events", "events_on_one_line")], path) from None
            raise
        with private_file(target) as stream:
            stream.write(longer.decode("utf-8"))
    return case


def is_open_to_others(path: str) -> bool:
    """Whether anybody but the owner may read the file; it is closed to them when it is written. False on Windows."""
    target = Path(path)
    return os.name == "posix" and target.is_file() and bool(target.stat().st_mode & 0o077)


def refuse_unwritable(path: str) -> None:
    """Raises InputError for standard input and for JSON, behind which nothing can be written."""
    if path == STANDARD_INPUT or path.casefold().endswith(".json"):
        raise InputError([Problem("", "log_needs_toml")], path)


def case_of(content: bytes, origin: str, known: LenderNames, today: date) -> Case:
    """The case in that content. Raises CaseError with the name of its file."""
    decoded(content, origin)
    try:
        return case_from(answers_of(content, origin), known, today)
    except CaseError as wrong:
        raise CaseError(wrong.problems, wrong.origin or origin) from None
