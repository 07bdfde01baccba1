"""What a question of the wizard is, and when it is asked.

What was said is a flat mapping from the key of a step to text, or to a list of codes. Keys of fields are their
place in the answers (``debts[0].principal``), so that a problem found by `case_from` leads back to its question.
When a question is asked is data (`When`), so that the same table runs the wizard and is printed for other programs.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from debtadvisor.intake.fields import LONGEST_ID, Field, Kind, Section

Said = Mapping[str, str | Sequence[str]]
YES, NO = "yes", "no"
# To "another debt?": yes, one more at the same lender.
SAME = "same"
UNKNOWN = "unknown"


class Ask(StrEnum):
    """How a question is put."""

    TEXT = auto()
    ONE = auto()
    MANY = auto()
    YES_NO = auto()


class Part(StrEnum):
    """The parts of the wizard, in their order. Each debt is a page of its own within `DEBTS`."""

    FIRST = auto()
    HOME = auto()
    INCOMES = auto()
    SPENDING = auto()
    CASH = auto()
    HARDSHIP = auto()
    DEBTS = auto()
    LAST = auto()


@dataclass(frozen=True, slots=True)
class When:
    """Asked when the answer to `key` is one of `codes` or holds one of them; with `unless`, when it is none of them.

    key      "[]" in it means any row
    silent   what holds while `key` is not answered
    """

    key: str
    codes: tuple[str, ...]
    unless: bool = False
    silent: bool = False

    def holds(self, said: Said) -> bool:
        answers = [said[key] for key in self._keys(said) if key in said]
        if not answers:
            return self.silent
        return any(self._is_one(answer) for answer in answers) is not self.unless

    def _keys(self, said: Said) -> tuple[str, ...]:
        name, of_any_row, tail = self.key.partition("[]")
        return tuple(f"{place}{tail}" for place in places(name, said)) if of_any_row else (self.key,)

    def _is_one(self, answer: str | Sequence[str]) -> bool:
        return answer.strip() in self.codes if isinstance(answer, str) else any(c in answer for c in self.codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One question.

    key       place of its answer; unique
    words     topic and key of its words in the catalogue: ``fields``, ``debts.principal``
    about     code that the words speak of, with its group in `terms`: ("heading", "food")
    field     the field that checks a text; None for a free choice
    group     the group of `terms` that holds the words of `choices`; "" when they are shown as they are
    part      the part of the wizard that it stands in
    when      all of these hold when it is asked
    optional  may be left empty
    initial   offered as the answer
    """

    key: str
    ask: Ask
    words: tuple[str, str]
    about: tuple[str, str] = ("", "")
    field: Field | None = None
    choices: tuple[str, ...] = ()
    group: str = ""
    part: Part = Part.FIRST
    when: tuple[When, ...] = ()
    optional: bool = False
    initial: str = ""


_ASK = {Kind.CODE: Ask.ONE, Kind.CODES: Ask.MANY, Kind.YES_NO: Ask.YES_NO}

# Stands at the end of a key for what `said` keeps beside the answers: see `wizard_said`.
ROW, ID, KEPT = "row", "id", "kept"
MOST_ROWS = 500


# Answers that deserve another look when the one they rest on changes. "[]" is the same row.
_RESTS_ON: Mapping[str, tuple[str, ...]] = {
    "borrower.kind": ("incomes[].source", "debts[].purpose"),
    "household.adults": ("spending.food", "spending.medical"),
    "household.children": ("spending.food", "spending.school", "spending.childcare"),
    "incomes[].source": ("incomes[].amount", "incomes[].day"),
    "cash": ("cash_for_debts",),
    "debts[].lender": ("debts[].kind", "debts[].product", "debts[].rate", "debts[].method"),
    "debts[].product": ("debts[].rate", "debts[].method"),
    "debts[].method": ("debts[].rate", "debts[].instalments_left", "debts[].instalment", "debts[].original"),
    "debts[].principal": ("debts[].interest_owed", "debts[].instalment", "debts[].arrears"),
    "debts[].instalment": ("debts[].arrears",),
    "debts[].overdue": ("debts[].instalments_left", "debts[].penalty_owed", "debts[].fees_owed"),
    "debts[].overdue_since": ("debts[].arrears", "debts[].penalty_owed", "debts[].last_payment"),
}
_PLACE = re.compile(r"\[(\d*)\]")


def resting_on(key: str) -> tuple[str, ...]:
    """The keys whose answers deserve another look once that one has changed; "[]" in them means every row."""
    row = _PLACE.search(key)
    found = _RESTS_ON.get(_PLACE.sub("[]", key), ())
    return tuple(_PLACE.sub(row[0], one) for one in found) if row else found


def resting_among(key: str, keys: Iterable[str]) -> list[str]:
    """Those of the keys whose answers deserve another look once that one has changed."""
    resting = resting_on(key)
    return [one for one in keys if one in resting or _PLACE.sub("[]", one, count=1) in resting]


def part_page(step: Step) -> str:
    """The page of the review that the question stands on: its part, or its own debt within the debts."""
    row = _PLACE.search(step.key)
    return f"debts[{row[1]}]" if step.part is Part.DEBTS and row is not None else step.part.value


def places(name: str, said: Said) -> tuple[str, ...]:
    """Where the rows of that section stand, as far as the answer to "another one?" goes; the first is always there."""
    count = 1
    while count < MOST_ROWS and said.get(f"{name}[{count - 1}].more") == YES:
        count += 1
    return tuple(f"{name}[{i}]" for i in range(count))


def debt_ids(said: Said) -> tuple[str, ...]:
    """A name of its own for each debt that was spoken of: the one it came with, else the lender as typed, with a number
    when it comes again."""
    here = [place for place in places("debts", said) if f"{place}.lender" in said]
    taken = {str(said[f"{place}.{ID}"]) for place in here if f"{place}.{ID}" in said}
    names: list[str] = []
    for place in here:
        name = said.get(f"{place}.{ID}")
        names.append(str(name) if name is not None else _new_name(said, place, taken))
        taken.add(names[-1])
    return tuple(names)


def _new_name(said: Said, place: str, taken: set[str]) -> str:
    parts = (said.get(f"{place}.{key}", "") for key in ("lender", "name", "kind"))
    plain = next((str(part).strip() for part in parts if part and str(part).strip()), "debt")[: LONGEST_ID - 4]
    name, count = plain, 2
    while name in taken:
        name, count = f"{plain}-{count}", count + 1
    return name


# --- making one ---------------------------------------------------------------------------------------


def of_field(
    section: Section,
    key: str,
    part: Part,
    place: str = "",
    *,
    when: tuple[When, ...] = (),
    optional: bool = False,
    initial: str = "",
) -> Step:
    """The step for a field of the table."""
    field = section.field(key)
    return Step(
        key=f"{place or section.name}.{key}",
        ask=_ASK.get(field.kind, Ask.TEXT),
        words=("fields", f"{section.name}.{key}"),
        field=field,
        choices=field.codes,
        group=field.code_group,
        part=part,
        when=when,
        optional=optional or field.kind is Kind.CODES,
        initial=initial,
    )


def own_step(
    name: str,
    key: str,
    part: Part,
    field: Field | None = None,
    *,
    when: tuple[When, ...] = (),
    about: tuple[str, str] = ("", ""),
    optional: bool = False,
) -> Step:
    """A step that the table has no field for (yes or no), or asks in words of its own."""
    ask = Ask.TEXT if field is not None else Ask.YES_NO
    words = ("wizard", f"steps.{name}")
    return Step(key=key, ask=ask, words=words, about=about, field=field, part=part, when=when, optional=optional)
