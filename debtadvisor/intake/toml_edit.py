"""A TOML case file with other answers, line for line as it was wherever nothing changed: comments, order, spelling.

The text is cut into blocks, one for each table header; a block is cut into its statements. What was changed is written
anew, what is new is put behind its like. The result is read again before it is given: if it does not say exactly the
answers that were meant, nothing is given, and the caller writes the whole file anew.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from debtadvisor.intake.files import exact, toml_text

_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_-]+)\s*\]?\]\s*(?:#.*)?")
_ANY_HEADER = re.compile(r"\s*\[.*\]\s*(?:#.*)?")
_WITHIN = re.compile(r"\s*\[\s*[A-Za-z0-9_-]+\.([A-Za-z0-9_-]+)\s*\]\s*(?:#.*)?")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")

Rows = Mapping[str, Sequence[int | None]]


class _CannotEdit(Exception):
    """The file is written in a way that is not edited line by line."""


@dataclass(slots=True)
class _Block:
    """A header with what stands under it; name "" for the top of the file, number within its list or None."""

    name: str
    number: int | None
    header: str
    body: list[str]


def edited_toml(text: str, answers: Mapping[str, object], rows: Rows) -> str | None:
    """The text with these answers; None when it cannot be edited line by line.

    rows   for each list, the row of the text behind each row of the answers, None for a new one
    """
    end = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    try:
        made = "".join(_lines(_blocks(text.replace("\r\n", "\n")), answers, rows))
        if _read(made) != _comparable(answers):
            return None
    except (_CannotEdit, tomllib.TOMLDecodeError):
        return None
    return made.replace("\n", end)


def _read(text: str) -> dict[str, object]:
    return tomllib.loads(text, parse_float=exact)


def _comparable(answers: Mapping[str, object]) -> dict[str, object]:
    """The answers as they read once written."""
    return _read(toml_text(answers))


# --- cutting --------------------------------------------------------------------------------------------


def _blocks(text: str) -> list[_Block]:
    """The file as blocks. Raises _CannotEdit for headers of a kind that no case file needs."""
    blocks = [_Block("", None, "", [])]
    counts: dict[str, int] = {}
    for line in _statements(text.splitlines(keepends=True)):
        if not _ANY_HEADER.fullmatch(line.rstrip("\n")):
            blocks[-1].body.append(line)
            continue
        header = _HEADER.fullmatch(line.rstrip("\n"))
        if header is None:  # a table within the row above it
            if line.strip().startswith("[[") or not _belongs(line, blocks[-1].name):
                raise _CannotEdit
            blocks[-1].body.append(line)
            continue
        name, number = header[2], None
        if header[1] == "[[":
            number = counts.get(name, 0)
            counts[name] = number + 1
        blocks.append(_Block(name, number, line, []))
    return blocks


def _belongs(line: str, name: str) -> bool:
    return bool(name) and line.strip().lstrip("[").lstrip().startswith(f"{name}.")


def _statements(lines: Sequence[str]) -> Iterator[str]:
    """Each header, comment and empty line by itself, and each ``key = value`` with all of its lines."""
    held = ""
    for line in lines:
        held += line
        if not _KEY.match(held) or _is_whole(held):
            yield held
            held = ""
    if held:
        raise _CannotEdit


def _is_whole(statement: str) -> bool:
    try:
        tomllib.loads(statement)
    except tomllib.TOMLDecodeError:
        return False
    return True


# --- writing --------------------------------------------------------------------------------------------


def _lines(blocks: Sequence[_Block], answers: Mapping[str, object], rows: Rows) -> Iterator[str]:
    """The new text in pieces: every block that is kept, and behind the last of each list its new rows."""
    lists = {name for name, found in answers.items() if isinstance(found, list)}
    top, *tables = blocks
    inline = {name for statement in top.body for name in _keys(statement)}
    standing = {block.name for block in tables}
    plain = {
        key: one
        for key, one in answers.items()
        if key in inline or not (isinstance(one, Mapping) or key in lists) or one == []
    }
    yield from _body(top.body, plain)
    last = {block.name: i for i, block in enumerate(tables)}
    for i, block in enumerate(tables):
        yield from _kept(block, answers, rows)
        if block.number is not None and last[block.name] == i:
            yield from _new_rows(block.name, answers, rows)
    for name, found in answers.items():
        if name in inline or name in standing or found == []:
            continue
        if isinstance(found, Mapping):
            yield f"\n[{name}]\n{toml_text(found)}"
        elif name in lists:
            yield from _new_rows(name, answers, {name: [None] * len(_rows(answers, name))})


def _rows(answers: Mapping[str, object], name: str) -> list[object]:
    found = answers.get(name, [])
    return found if isinstance(found, list) else []


def _kept(block: _Block, answers: Mapping[str, object], rows: Rows) -> Iterator[str]:
    """The block as it is to be now; only its comments when its table is gone."""
    found: object = answers.get(block.name)
    if block.number is not None:
        behind = list(rows.get(block.name, ()))
        found = _rows(answers, block.name)[behind.index(block.number)] if block.number in behind else None
    if not isinstance(found, Mapping):
        yield from (statement for statement in _tail(block.body) if statement.strip())
        return
    yield block.header
    yield from _body(block.body, found)


def _new_rows(name: str, answers: Mapping[str, object], rows: Rows) -> Iterator[str]:
    for row, behind in zip(_rows(answers, name), rows.get(name, ()), strict=True):
        if behind is None and isinstance(row, Mapping):
            yield f"\n[[{name}]]\n{_written(row)}"


def _body(body: Sequence[str], table: Mapping[str, object]) -> Iterator[str]:
    """The statements of one table: unchanged ones as they are, changed ones anew, new ones behind the last; so too in
    the tables within it. Raises _CannotEdit."""
    first = next((i for i, one in enumerate(body) if _ANY_HEADER.fullmatch(one.rstrip("\n"))), len(body))
    own, within = body[:first], body[first:]
    before, inner, after = _read("".join(own)), _with_tables(within), _comparable(table)
    tail = _tail(own)
    yield from (_renewed(one, before, after, table) for one in own[: len(own) - len(tail)])
    fresh = {key: one for key, one in table.items() if key not in before and key not in inner}
    if fresh:
        if own and not "".join(own).endswith("\n"):
            yield "\n"
        yield _written(fresh)
    yield from tail
    if all(after.get(key) == one for key, one in inner.items()):
        yield from within
    else:
        yield from _within(within, table)


def _within(within: Sequence[str], table: Mapping[str, object]) -> Iterator[str]:
    """The tables within a row as they are to be now. Raises _CannotEdit where one holds a table itself."""
    starts = [i for i, one in enumerate(within) if _ANY_HEADER.fullmatch(one.rstrip("\n"))]
    for start, end in zip(starts, [*starts[1:], len(within)], strict=True):
        header = _WITHIN.fullmatch(within[start].rstrip("\n"))
        if header is None:
            raise _CannotEdit
        found, body = table.get(header[1]), within[start + 1 : end]
        if isinstance(found, Mapping):
            yield within[start]
            yield from _body(body, found)
        else:
            yield from _tail(body)


def _written(table: Mapping[str, object]) -> str:
    """The keys as TOML, a table within in one line: a header of its own would end the row."""
    tables = {key: one for key, one in table.items() if isinstance(one, Mapping)}
    lines = [toml_text({key: one for key, one in table.items() if key not in tables})]
    for key, one in tables.items():
        lines.append(f"{key} = {{ {', '.join(toml_text(one).splitlines())} }}\n")
    return "".join(lines)


def _with_tables(within: Sequence[str]) -> dict[str, object]:
    """What the tables within a row hold: their headers begin with the name of its list."""
    bare = (re.sub(r"^(\s*\[\s*)[A-Za-z0-9_-]+\.", r"\1", one) if _ANY_HEADER.match(one) else one for one in within)
    return _read("".join(bare))


def _renewed(
    statement: str, before: Mapping[str, object], after: Mapping[str, object], table: Mapping[str, object]
) -> str:
    """One statement as it is to be now, "" when its key is gone."""
    keys = _keys(statement)
    if not keys or all(key in after and before.get(key) == after[key] for key in keys):
        return statement
    key = keys[0]
    if before.get(key) != _read(statement).get(key):  # a key of a table within, or a dotted one
        raise _CannotEdit
    return _written({key: table[key]}) if key in table else ""


def _keys(statement: str) -> list[str]:
    """The keys that a statement sets; none for comments and headers."""
    if not _KEY.match(statement):
        if "=" in statement.partition("#")[0] and not _ANY_HEADER.fullmatch(statement.rstrip("\n")):
            raise _CannotEdit  # dotted or quoted keys
        return []
    return list(_read(statement))


def _tail(body: Sequence[str]) -> list[str]:
    """The comments and empty lines behind the last statement; they speak of what comes next."""
    count = 0
    for statement in reversed(body):
        if statement.strip() and not statement.strip().startswith("#"):
            break
        count += 1
    return list(body[len(body) - count :]) if count else []
