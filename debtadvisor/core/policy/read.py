"""Reading one table of the book: each value checked for its type and range, every problem kept, none thrown.

A value that is wrong is replaced by a harmless stand-in so that reading goes on; `parse` raises in the end when
the list of problems is not empty, so a stand-in never leaves this package.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from debtadvisor.core.errors import Problem
from debtadvisor.core.words import Words

NO_DATE = date(1900, 1, 1)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MISSING = object()

Code = TypeVar("Code", bound=StrEnum)


def nearest(given: str, known: Collection[str]) -> str:
    """The known word most like the one given, "" when none is close."""
    close = get_close_matches(given, known, n=1, cutoff=0.6)
    return close[0] if close else ""


def type_name(value: object) -> str:
    """What a value is, in the words of TOML."""
    if isinstance(value, bool):
        return "boolean"
    names: tuple[tuple[type, str], ...] = (
        (str, "string"),
        (int, "integer"),
        (Decimal, "float"),
        (float, "float"),
        (date, "date"),
        (list, "array"),
        (tuple, "array"),
        (Mapping, "table"),
    )
    return next((name for kind, name in names if isinstance(value, kind)), "other")


def as_table(value: object) -> Mapping[str, object] | None:
    """The value when it is a table with text keys, else None."""
    if type(value) is not dict and not isinstance(value, Mapping):
        return None
    return value if all(type(key) is str for key in value) else None


def _is_placeholder(text: str) -> bool:
    """Whether the text was meant to be filled in later. Written out, since it is asked of every text of the book."""
    return (
        "TODO" in text or "TBD" in text or "FIXME" in text or "XXX" in text or "???" in text
        or "待补" in text or "待填" in text or "orem ipsum" in text
    )  # fmt: skip


class Table:
    """One table of the book at a named place, with the list that its problems go to."""

    __slots__ = ("problems", "raw", "where")

    def __init__(self, raw: Mapping[str, object], where: str, problems: list[Problem]) -> None:
        self.raw = raw
        self.where = where
        self.problems = problems

    def place(self, key: str) -> str:
        """Where that key stands, as a reader would look for it."""
        return f"{self.where}.{key}" if self.where else key

    def say(self, key: str, code: str, **values: str) -> None:
        """Keep a problem about that key; "" stands for the table itself."""
        self.problems.append(Problem(self.place(key) if key else self.where, code, values))

    def only(self, allowed: Collection[str]) -> None:
        """Report every key that is not allowed here, with the nearest one that is."""
        for key in self.raw:
            if key not in allowed:
                self.say(key, "unknown_key", given=key, nearest=nearest(key, allowed))

    def has(self, key: str) -> bool:
        return key in self.raw

    def _get(self, key: str, wanted: str, required: bool) -> object:
        value = self.raw.get(key, _MISSING)
        if value is _MISSING and required:
            self.say(key, "missing_key", expected=wanted)
        return value

    def _wrong(self, key: str, value: object, wanted: str) -> None:
        self.say(key, "wrong_type", given=type_name(value), expected=wanted)

    def text(self, key: str, *, required: bool = False) -> str:
        """The text there, "" when there is none."""
        value = self._get(key, "string", required)
        if value is _MISSING:
            return ""
        if not isinstance(value, str):
            self._wrong(key, value, "string")
            return ""
        self._check_text(key, value)
        return value

    def _check_text(self, key: str, value: str) -> None:
        if not value or value.isspace():
            self.say(key, "empty_text")
        elif not value.isprintable() and _CONTROL.search(value):
            self.say(key, "control_character")
        elif _is_placeholder(value):
            self.say(key, "placeholder", given=value)

    def words(self, key: str, *, required: bool = False) -> Words | None:
        """The sentence there in both languages; None when there is none."""
        value = self._get(key, "table", required)
        if value is _MISSING:
            return None
        raw = as_table(value)
        if raw is None:
            self._wrong(key, value, "table")
            return None
        inner = type(self)(raw, self.place(key), self.problems)
        inner.only(("zh", "en"))
        zh, en = inner.text("zh", required=True), inner.text("en", required=True)
        if zh.strip() and not any("\u3400" <= one <= "\u9fff" for one in zh):
            inner.say("zh", "not_chinese", given=zh)
        return Words(zh, en)

    def flag(self, key: str) -> bool:
        """The true or false there, false when there is none."""
        value = self._get(key, "boolean", False)
        if value is _MISSING:
            return False
        if not isinstance(value, bool):
            self._wrong(key, value, "boolean")
            return False
        return value

    def day(self, key: str, *, required: bool = False) -> date | None:
        """The date there; a date with a time of day is refused."""
        value = self._get(key, "date", required)
        if value is _MISSING:
            return NO_DATE if required else None
        if type(value) is not date:
            self._wrong(key, value, "date")
            return NO_DATE if required else None
        return value

    def whole(self, key: str, low: int, high: int, *, required: bool = False) -> int | None:
        """The whole number there, within low..high."""
        value = self._get(key, "integer", required)
        if value is _MISSING:
            return None
        if type(value) is not int:
            self._wrong(key, value, "integer")
            return None
        if not low <= value <= high:
            self.say(key, "number_out_of_range", given=str(value), low=str(low), high=str(high))
            return None
        return value

    def number(self, key: str, *, required: bool = False) -> Decimal | None:
        """The number there, exact; a binary float, NaN or infinity is refused."""
        value = self._get(key, "number", required)
        if value is _MISSING:
            return None
        if type(value) is int:
            return Decimal(value)
        if not isinstance(value, Decimal):
            self._wrong(key, value, "number")
            return None
        if not value.is_finite():
            self.say(key, "not_a_number", given=str(value))
            return None
        return value

    def share(self, key: str) -> Decimal | None:
        """The share there, within 0..1."""
        value = self.number(key)
        if value is not None and not 0 <= value <= 1:
            self.say(key, "share_out_of_range", given=str(value))
            return None
        return value

    def array(self, key: str, *, required: bool = False) -> tuple[object, ...]:
        """The items there, () when there are none."""
        value = self._get(key, "array", required)
        if value is _MISSING:
            return ()
        if not isinstance(value, list | tuple):
            self._wrong(key, value, "array")
            return ()
        return tuple(value)

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """The list of texts there, each once."""
        found: list[str] = []
        for i, item in enumerate(self.array(key, required=required)):
            if not isinstance(item, str):
                self._wrong(f"{key}[{i}]", item, "string")
                continue
            self._check_text(f"{key}[{i}]", item)
            if item in found:
                self.say(f"{key}[{i}]", "said_twice", given=item)
            else:
                found.append(item)
        return tuple(found)

    def code(self, key: str, known: type[Code], stand_in: Code) -> Code:
        """The code there, one of a closed list; it must be given."""
        value = self._get(key, "string", True)
        if value is _MISSING:
            return stand_in
        if not isinstance(value, str):
            self._wrong(key, value, "string")
            return stand_in
        return self._known(key, value, known) or stand_in

    def codes(self, key: str, known: type[Code]) -> tuple[Code, ...]:
        """The list of codes there, () when there is none."""
        found = (self._known(key, text, known) for text in self.texts(key))
        return tuple(code for code in found if code is not None)

    def _known(self, key: str, given: str, known: type[Code]) -> Code | None:
        if given in known._value2member_map_:
            return known(given)
        self.unknown_code(key, given, tuple(known))
        return None

    def unknown_code(self, key: str, given: str, allowed: Collection[str]) -> None:
        """Report a word that is not on its closed list."""
        names = [str(name) for name in allowed]
        self.say(key, "unknown_code", given=given, nearest=nearest(given, names), allowed=", ".join(names))

    def table(self, key: str, *, required: bool = False) -> "Table | None":
        """The table there, None when there is none."""
        value = self._get(key, "table", required)
        if value is _MISSING:
            return None
        raw = as_table(value)
        if raw is None:
            self._wrong(key, value, "table")
            return None
        return type(self)(raw, self.place(key), self.problems)

    def tables(self, key: str) -> "Iterator[tuple[str, Table]]":
        """The tables held under the names of the table there: figures, sources, defaults."""
        outer = self.table(key)
        if outer is None:
            return
        for name in outer.raw:
            inner = outer.table(name)
            if inner is not None:
                yield name, inner

    def rows(self, key: str, *, named: bool = False) -> "Iterator[Table]":
        """The tables of the array there; a named row is placed by its id, else by its number from 0."""
        for i, item in enumerate(self.array(key)):
            raw = as_table(item)
            if raw is None:
                self._wrong(f"{key}[{i}]", item, "table")
                continue
            row_id = raw.get("id")
            label = row_id if named and isinstance(row_id, str) and row_id else str(i)
            yield type(self)(raw, self.place(f"{key}[{label}]"), self.problems)


class CheckedTable(Table):
    """A table of a book that has passed every check already: what could only be a problem is not looked for again."""

    __slots__ = ()

    def only(self, allowed: Collection[str]) -> None:
        return

    def words(self, key: str, *, required: bool = False) -> Words | None:
        value = self.raw.get(key)
        return Words(value["zh"], value["en"]) if isinstance(value, dict) else None

    def _check_text(self, key: str, value: str) -> None:
        return
