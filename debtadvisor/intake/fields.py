"""The one table of fields: what a case file may say, declared once.

The builder checks answers against it, the wizard asks from it, template, JSON Schema and CSV header are printed
from it. Keys equal the names of the dataclasses in `core.case`, and so do the defaults, which are read from there.
Prompt, help and reason of each field stand in the catalogue `fields` under its path.
"""

import dataclasses
import re
from collections.abc import Callable
from enum import StrEnum, auto
from functools import cache

from debtadvisor.core import agreement as a
from debtadvisor.core import case as c
from debtadvisor.core import codes
from debtadvisor.core.value import value


class Kind(StrEnum):
    """What a field holds, and so how its value may be written.

    IDS is a list of texts that name debts of the case. AMOUNT may be unknown or a range, MONEY is one sum; LENDER is
    an id, name or alias of the policy book.
    """

    TEXT = auto()
    ID = auto()
    LENDER = auto()
    CODE = auto()
    CODES = auto()
    IDS = auto()
    YES_NO = auto()
    COUNT = auto()
    DATE = auto()
    MONEY = auto()
    AMOUNT = auto()
    RATE = auto()
    SHARE = auto()
    TABLE = auto()
    TABLES = auto()


@cache
def _codes_of(choices: type[StrEnum]) -> tuple[str, ...]:
    return tuple(code.value for code in choices)


@value
class Field:
    """One key.

    required   the file must give it; other fields fall back to the default of the dataclass
    choices    the codes allowed, for CODE and CODES
    low, high  bounds of a COUNT, both included
    positive   a sum must be above zero, not only not below
    past       a date may not lie after `as_of`
    logged     a date of the log: like `past`, but it may lie after `as_of` up to today
    ahead      a part of a date ("21日") means the next such day, not the latest
    column     its CSV column, "" when it has none
    parts      the section inside, for TABLE and TABLES
    """

    key: str
    kind: Kind
    required: bool = False
    choices: type[StrEnum] | None = None
    low: int = 0
    high: int = 0
    positive: bool = False
    past: bool = False
    logged: bool = False
    ahead: bool = False
    column: str = ""
    parts: "Section | None" = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes allowed, in their own order."""
        return _codes_of(self.choices) if self.choices else ()

    @property
    def code_group(self) -> str:
        """The group of the catalogue `terms` with the words for its codes: ``borrower_kind``; "" without codes."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", self.choices.__name__).lower() if self.choices else ""

    @property
    def section(self) -> "Section":
        """The section inside. Raises TypeError for a field that is none."""
        if self.parts is None:
            raise TypeError(f"{self.key} holds no section")
        return self.parts


@value(kw_only=False)
class Section:
    """A table of the file and the dataclass that it becomes. `name` is its place in the catalogue."""

    name: str
    make: Callable[..., object]
    fields: tuple[Field, ...]

    def field(self, key: str) -> Field:
        """The field with that key. Raises KeyError."""
        for field in self.fields:
            if field.key == key:
                return field
        raise KeyError(key)

    def default(self, key: str) -> object:
        """The dataclass's default for that key; `dataclasses.MISSING` when it has none."""
        return _defaults(self.make)[key]


def _defaults(make: Callable[..., object]) -> dict[str, object]:
    if not isinstance(make, type) or not dataclasses.is_dataclass(make):
        raise TypeError("a section is made from a dataclass")
    return {field.name: field.default for field in dataclasses.fields(make)}


def _text(key: str, column: str = "", required: bool = False) -> Field:
    return Field(key=key, kind=Kind.TEXT, column=column, required=required)


def _code(key: str, choices: type[StrEnum], column: str = "", required: bool = False) -> Field:
    return Field(key=key, kind=Kind.CODE, choices=choices, column=column, required=required)


def _codes(key: str, choices: type[StrEnum], column: str = "") -> Field:
    return Field(key=key, kind=Kind.CODES, choices=choices, column=column)


def _yes_no(key: str, column: str = "") -> Field:
    return Field(key=key, kind=Kind.YES_NO, column=column)


def _count(key: str, low: int, high: int, column: str = "") -> Field:
    return Field(key=key, kind=Kind.COUNT, low=low, high=high, column=column)


def _day(key: str, column: str = "") -> Field:
    return Field(key=key, kind=Kind.COUNT, low=1, high=31, column=column)


def _past(key: str, column: str = "", required: bool = False) -> Field:
    return Field(key=key, kind=Kind.DATE, past=True, column=column, required=required)


def _date(key: str, column: str = "", required: bool = False) -> Field:
    return Field(key=key, kind=Kind.DATE, ahead=True, column=column, required=required)


def _money(key: str, column: str = "", positive: bool = False, required: bool = False) -> Field:
    return Field(key=key, kind=Kind.MONEY, column=column, positive=positive, required=required)


def _amount(key: str, column: str = "", positive: bool = False, required: bool = False) -> Field:
    return Field(key=key, kind=Kind.AMOUNT, column=column, positive=positive, required=required)


BORROWER = Section(
    "borrower",
    c.Borrower,
    (
        _code("kind", codes.BorrowerKind, "borrower_kind"),
        _text("name", "borrower_name"),
        _text("city", "city"),
        _count("age", 0, 120, "age"),
        _yes_no("safe", "safe"),
        _codes("circumstances", codes.Circumstance, "circumstances"),
    ),
)

HOUSEHOLD = Section(
    "household",
    c.Household,
    (
        _count("adults", 1, 50, "adults"),
        _count("children", 0, 50, "children"),
        _money("living_floor", "living_floor", positive=True),
        _yes_no("food_provided", "food_provided"),
        _money("reserve", "reserve"),
    ),
)

INCOME = Section(
    "incomes",
    c.Income,
    (
        _code("source", codes.IncomeSource, required=True),
        _amount("amount", required=True),
        _code("every", codes.Every),
        _day("day"),
        _date("start"),
        _date("end"),
        _code("pot", codes.Pot),
        _text("note"),
    ),
)

SPENDING = Section(
    "spending",
    c.Spending,
    (
        _code("heading", codes.Heading, required=True),
        _amount("amount", required=True),
        _code("every", codes.Every),
        _date("start"),
        _date("end"),
        _code("pot", codes.Pot),
        _text("note"),
    ),
)

ASSET = Section(
    "assets",
    c.Asset,
    (
        _code("kind", codes.AssetKind, required=True),
        _amount("value", required=True),
        _money("for_debts"),
        _date("available"),
        _code("pot", codes.Pot),
        _text("note"),
    ),
)

HARDSHIP = Section(
    "hardship",
    c.Hardship,
    (
        _codes("causes", codes.Cause, "causes"),
        _past("since", "hardship_since"),
        _date("until", "hardship_until"),
        _codes("proof", codes.Proof, "proof"),
        _text("note", "hardship_note"),
    ),
)

MINIMUM = Section(
    "minimum",
    c.Minimum,
    (
        Field(key="share", kind=Kind.SHARE, required=True, column="minimum_share"),
        _money("floor", "minimum_floor"),
    ),
)

PROMOTION = Section(
    "promotion",
    c.Promotion,
    (
        Field(key="rate", kind=Kind.RATE, column="promotion_rate", required=True),
        _date("until", "promotion_until", required=True),
    ),
)

WRITTEN_OFFER = Section(
    "written_offer",
    c.WrittenOffer,
    (
        _money("amount", "offer_amount", positive=True, required=True),
        _date("until", "offer_until", required=True),
    ),
)

DEBT = Section(
    "debts",
    c.Debt,
    (
        Field(key="id", kind=Kind.ID, column="debt_id"),
        _amount("principal", "principal", positive=True, required=True),
        Field(key="lender", kind=Kind.LENDER, column="lender"),
        _code("kind", codes.LenderKind, "lender_kind"),
        _text("name", "debt_name"),
        _code("product", codes.Product, "product"),
        _code("purpose", codes.Pot, "purpose"),
        _amount("interest_owed", "interest_owed"),
        _amount("penalty_owed", "penalty_owed"),
        _amount("fees_owed", "fees_owed"),
        Field(key="rate", kind=Kind.RATE, column="rate"),
        Field(key="promotion", kind=Kind.TABLE, parts=PROMOTION),
        _money("monthly_fee", "monthly_fee"),
        _code("method", codes.Method, "method"),
        _money("original", "original", positive=True),
        _money("instalment", "instalment", positive=True),
        _count("instalments_left", 0, 600, "instalments_left"),
        _amount("arrears", "arrears"),
        Field(key="minimum", kind=Kind.TABLE, parts=MINIMUM),
        _day("due_day", "due_day"),
        _date("next_due", "next_due"),
        _past("overdue_since", "overdue_since"),
        _past("contract_date", "contract_date"),
        _past("last_payment", "last_payment"),
        _past("last_demand", "last_demand"),
        _yes_no("accelerated", "accelerated"),
        _text("assigned_to", "assigned_to"),
        _code("security", codes.Security, "security"),
        _code("guarantor", codes.Guarantor, "guarantor"),
        _yes_no("disputed", "disputed"),
        _codes("circumstances", codes.DebtCircumstance, "debt_circumstances"),
        Field(key="written_offer", kind=Kind.TABLE, parts=WRITTEN_OFFER),
        _text("note", "debt_note"),
    ),
)

AGREED_PAYMENT = Section(
    "payments",
    a.AgreedPayment,
    (
        Field(key="on", kind=Kind.DATE, ahead=True, required=True),
        _money("amount", positive=True, required=True),
    ),
)

AGREEMENT = Section(
    "agreement",
    a.Agreement,
    (
        _code("form", a.PaperForm),
        _date("first"),
        _money("monthly", positive=True),
        _count("count", 1, 600),
        _money("down"),
        _money("last", positive=True),
        Field(key="payments", kind=Kind.TABLES, parts=AGREED_PAYMENT),
        _money("waived"),
        _code("pay_to", a.PayTo),
        _codes("paper", a.PaperTerm),
        _codes("late", a.LateEffect),
        _count("grace_days", 0, 90),
    ),
)

EVENT = Section(
    "events",
    c.Event,
    (
        _code("kind", codes.EventKind, required=True),
        Field(key="on", kind=Kind.DATE, past=True, logged=True, required=True),
        _text("debt"),
        _code("channel", codes.ContactChannel),
        _yes_no("outgoing"),
        _text("who"),
        _text("ticket"),
        _text("said"),
        _text("promised"),
        _date("next_date"),
        _code("outcome", codes.Outcome),
        _count("count", 1, 1000),
        _count("hour", 0, 23),
        _yes_no("answered"),
        _date("hearing"),
        _yes_no("small_claim"),
        _yes_no("effective"),
        _code("frozen_by", codes.FrozenBy),
        _money("amount", positive=True),
        Field(key="agreement", kind=Kind.TABLE, parts=AGREEMENT),
        _text("note"),
    ),
)

CONFIRMATION = Section(
    "confirmations",
    c.Confirmation,
    (
        _text("finding", required=True),
        _text("debt"),
        _text("by", required=True),
        _past("on", required=True),
        _text("why", required=True),
    ),
)

GOALS = Section(
    "goals",
    c.Goals,
    (
        _text("keep", "keep"),
        _money("token"),
        _code("token_from", codes.Heading),
        Field(key="order", kind=Kind.IDS, column="pay_order"),
        _yes_no("keep_left", "keep_left"),
    ),
)

CASE = Section(
    "case",
    c.Case,
    (
        Field(key="id", kind=Kind.ID, column="case_id"),
        Field(key="as_of", kind=Kind.DATE, column="as_of"),
        _text("note", "note"),
        Field(key="borrower", kind=Kind.TABLE, parts=BORROWER),
        Field(key="household", kind=Kind.TABLE, parts=HOUSEHOLD),
        Field(key="incomes", kind=Kind.TABLES, parts=INCOME, required=True),
        Field(key="spending", kind=Kind.TABLES, parts=SPENDING, required=True),
        Field(key="assets", kind=Kind.TABLES, parts=ASSET),
        Field(key="hardship", kind=Kind.TABLE, parts=HARDSHIP),
        Field(key="debts", kind=Kind.TABLES, parts=DEBT, required=True),
        Field(key="events", kind=Kind.TABLES, parts=EVENT),
        Field(key="confirmations", kind=Kind.TABLES, parts=CONFIRMATION),
        Field(key="goals", kind=Kind.TABLE, parts=GOALS),
    ),
)

# The number that a file may give as `schema`; a later form of the file gets the next one.
SCHEMA = 1
LONGEST_TEXT = 2000
LONGEST_ID = 64

# Headings of a business; they belong to the business pot, which never mixes with the household's.
BUSINESS_HEADINGS = (
    codes.Heading.STOCK,
    codes.Heading.STAFF,
    codes.Heading.PREMISES,
    codes.Heading.PLATFORM_FEES,
    codes.Heading.BUSINESS_TAX,
    codes.Heading.OWNER_DRAWINGS,
)
