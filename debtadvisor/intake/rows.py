"""Many cases: JSONL, CSV or a folder, one after the other, so that memory does not grow with their number.

A case that cannot be read is yielded with its problems and the rest go on. What makes the whole input unreadable
(a header with a misspelt column, bytes in another encoding) raises.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from debtadvisor.core.errors import CaseError, InputError, Problem
from debtadvisor.intake.columns import CASE_ID, answers_of_rows, checked_header
from debtadvisor.intake.distress import written_in_distress
from debtadvisor.intake.files import decoded, json_answers, read_answers
from debtadvisor.intake.units import shown

SUFFIXES = (".toml", ".json")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """The answers of one case of many.

    key       its id, or its place when it has none
    place     where it stands: ``line 7``, ``lines 7-9``, the name of its file
    answers   what `case_from` takes; with problems, what was read all the same, to be heard but not planned
    problems  why it cannot be planned
    """

    key: str
    place: str
    answers: Mapping[str, object]
    problems: tuple[Problem, ...] = ()


class _Seen:
    """Ids met so far, eight bytes each, so that an id that comes back is noticed in any number of cases."""

    def __init__(self) -> None:
        self._marks: set[int] = set()

    def again(self, key: str) -> bool:
        """Whether that id was met before; it is from now on."""
        mark = int.from_bytes(blake2b(key.encode("utf-8", "replace"), digest_size=8).digest())
        known = mark in self._marks
        self._marks.add(mark)
        return known


def cases_from_jsonl(lines: Iterable[bytes | str]) -> Iterator[CaseRow]:
    """One case for each line that is not blank; each line is a JSON case. A case without an id is called line-N."""
    seen = _Seen()
    for number, line in enumerate(lines, start=1):
        place = f"line {number}"
        try:
            text = line if isinstance(line, str) else decoded(line, "")
            if not text.strip():
                continue
            answers = json_answers(text, "", number)
        except CaseError as wrong:
            problems = tuple(Problem(place, p.code, p.values) for p in wrong.problems)
            words = written_in_distress(line if isinstance(line, bytes) else line.encode("utf-8", "replace"))
            yield CaseRow(key=place, place=place, answers={"note": words} if words else {}, problems=problems)
            continue
        yield _row(answers, f"line-{number}", place, seen)


def _row(answers: dict[str, object], name: str, place: str, seen: _Seen) -> CaseRow:
    """The case of these answers, called `name` unless they give an id."""
    if answers.get("id") is None:
        answers["id"] = name
    key = answers["id"]
    if isinstance(key, str) and seen.again(key):
        problem = Problem("id", "case_id_returns", {"given": shown(key)})
        return CaseRow(key=key, place=place, answers=answers, problems=(problem,))
    return CaseRow(key=key if isinstance(key, str) else place, place=place, answers=answers)


def cases_from_folder(path: str | Path) -> Iterator[CaseRow]:
    """One case for each .toml or .json file in that folder, by name; one without an id takes its file's name.

    Raises InputError when there is no such folder, or no case in it.
    """
    folder = Path(path)
    if not folder.is_dir():
        code = "not_a_folder" if folder.exists() else "file_missing"
        raise InputError([Problem("", code)], str(path))
    names = sorted(p.name for p in folder.iterdir() if p.suffix.casefold() in SUFFIXES and not p.name.startswith("."))
    if not names:
        raise InputError([Problem("", "no_cases")], str(path))
    seen = _Seen()
    for name in names:
        try:
            answers, _ = read_answers(folder / name)
        except (CaseError, InputError) as wrong:
            yield CaseRow(key=Path(name).stem, place=name, answers={}, problems=wrong.problems)
            continue
        yield _row(dict(answers), Path(name).stem, name, seen)


# --- CSV ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Group:
    """Consecutive rows of one case while they are read."""

    key: str
    rows: list[tuple[int, Mapping[str, str]]]
    problems: list[Problem]

    def finished(self, seen: _Seen) -> CaseRow:
        first, last = self.rows[0][0], self.rows[-1][0]
        place = f"line {first}" if first == last else f"lines {first}-{last}"
        answers, wrong = answers_of_rows(self.rows)
        problems = [*self.problems, *wrong]
        if seen.again(self.key):
            problems.append(Problem(f"line {first}", "case_id_returns", {"given": shown(self.key)}))
        return CaseRow(key=self.key, place=place, answers=answers, problems=tuple(problems))


def cases_from_csv(stream: Iterable[str]) -> Iterator[CaseRow]:
    """One case for each run of rows with the same `case_id`; a row is a debt.

    A line that cannot be read spoils the case before it and the case after it, because it may belong to either.
    Raises CaseError for a wrong header, an empty file, or bytes that are not in the stream's encoding.
    """
    seen, group, broken = _Seen(), None, list[Problem]()
    for line, found in _lines(stream):
        if isinstance(found, Problem):
            broken.append(found)
            if group is None:
                yield CaseRow(key=found.where, place=found.where, answers={}, problems=(found,))
            else:
                group.problems.append(found)
            continue
        key = found[CASE_ID]
        if group is not None and group.key != key:
            yield group.finished(seen)
            group = None
        if group is None:
            group = _Group(key, [], broken)
        group.rows.append((line, found))
        broken = []
    if group is not None:
        yield group.finished(seen)


def _lines(stream: Iterable[str]) -> Iterator[tuple[int, Mapping[str, str] | Problem]]:
    """Line number and filled cells of each row, or the problem that stands in its place."""
    reader = csv.reader(iter(stream), strict=True)
    header: tuple[str, ...] = ()
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as wrong:
            if not header:
                raise CaseError([Problem(f"line {line}", "bad_line", {"given": shown(str(wrong))})]) from None
            yield line, Problem(f"line {line}", "bad_line", {"given": shown(str(wrong))})
            continue
        except UnicodeError:  # UTF-16 without its mark is no UnicodeDecodeError
            raise CaseError([Problem(f"line {line}", "csv_encoding")]) from None
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            header = checked_header(cells)
        else:
            yield line, _cells(header, cells, line)
    if not header:
        raise CaseError([Problem("", "empty_file")])


def _cells(header: Sequence[str], cells: Sequence[str], line: int) -> Mapping[str, str] | Problem:
    if len(cells) != len(header):
        given = {"given": str(len(cells)), "expected": str(len(header))}
        return Problem(f"line {line}", "cells_in_line", given)
    filled = {column: cell.strip() for column, cell in zip(header, cells, strict=True) if cell.strip()}
    return filled if CASE_ID in filled else Problem(f"line {line}", "missing_case_id")
