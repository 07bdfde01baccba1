"""The numbers of an ask, and the conditions under which it is open, from their tables."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from debtadvisor.core.codes import (
    BorrowerKind,
    Cause,
    DeferralInterest,
    LenderKind,
    Method,
    Pot,
    Product,
    Proof,
    ReliefKind,
    Stage,
)
from debtadvisor.core.facts import CODES, NUMBERS
from debtadvisor.core.money import fen_of_yuan
from debtadvisor.core.policy.model import Condition, Terms, Waiver
from debtadvisor.core.policy.read import Table, nearest

MOST_MONTHS = 120
TERM_KEYS = (
    "months",
    "first_after_months",
    "defer_months",
    "waiver",
    "rate",
    "fee_by_months",
    "deferral_interest",
    "down_payment",
)
WAIVER_KEYS = ("late_fee", "penalty", "accrued_interest", "future_interest")
_YES_NO = ("yes", "no")
_ENUMS: Mapping[str, type[StrEnum]] = {
    "stage": Stage,
    "product": Product,
    "purpose": Pot,
    "borrower_kind": BorrowerKind,
    "lender_kind": LenderKind,
    "method": Method,
    "cause": Cause,
    "proof": Proof,
}


def conditions(row: Table) -> tuple[Condition, ...]:
    """What must be true for the ask to be open, in the order written. Yuan in the file, fen here."""
    when = row.table("when")
    if when is None:
        return ()
    found: list[Condition] = []
    for fact in when.raw:
        if fact in NUMBERS:
            found.append(_range(when, fact))
        elif fact in CODES:
            found.append(_list(when, fact))
        else:
            known = (*NUMBERS, *CODES)
            when.say(fact, "unknown_fact", given=fact, nearest=nearest(fact, known), allowed=", ".join(known))
    return tuple(found)


def _range(when: Table, fact: str) -> Condition:
    bounds = when.table(fact)
    if bounds is None:
        return Condition(fact=fact)
    bounds.only(("min", "max"))
    if not bounds.raw:
        bounds.say("", "bad_range", low="", high="")
    low, high = (_bound(bounds, key, NUMBERS[fact]) for key in ("min", "max"))
    if low is not None and high is not None and low > high:
        bounds.say("", "bad_range", low=str(bounds.raw["min"]), high=str(bounds.raw["max"]))
    return Condition(fact=fact, minimum=low, maximum=high)


def _bound(bounds: Table, key: str, unit: str) -> int | None:
    value = bounds.number(key)
    if value is None:
        return None
    if abs(value) > 10**12:
        bounds.say(key, "number_out_of_range", given=str(value), low="0", high=str(10**12))
        return None
    try:
        number = fen_of_yuan(value) if unit == "fen" else int(value)
    except ValueError:
        number = -1
    if number < 0 or (unit != "fen" and number != value):
        bounds.say(key, "number_out_of_range", given=str(value), low="0", high="")
        return None
    return number


def _list(when: Table, fact: str) -> Condition:
    allowed: tuple[str, ...] = tuple(_ENUMS[fact]) if fact in _ENUMS else _YES_NO
    given = when.texts(fact)
    if when.has(fact) and not when.array(fact):
        when.say(fact, "empty_list")
    for code in given:
        if code not in allowed:
            when.unknown_code(fact, code, allowed)
    return Condition(fact=fact, one_of=given)


def terms(row: Table, key: str, kind: ReliefKind, max_months: int | None) -> Terms:
    """The numbers under `ask` or `counter`; `Terms()` when there are none."""
    table = row.table(key)
    if table is None:
        return Terms()
    table.only(TERM_KEYS)
    most = max_months or MOST_MONTHS
    interest = DeferralInterest.SIMPLE
    if table.has("deferral_interest"):
        interest = table.code("deferral_interest", DeferralInterest, interest)
    return Terms(
        months=_months(table, most),
        first_after_months=_within(table, "first_after_months", most),
        defer_months=_within(table, "defer_months", most),
        waiver=_waiver(table),
        rate=table.share("rate"),
        fee_by_months=_fees(table),
        deferral_interest=interest,
        down_payment=table.share("down_payment") or Decimal(0),
    )


def _within(table: Table, key: str, most: int) -> int:
    value = table.whole(key, 0, MOST_MONTHS) or 0
    if value > most:
        table.say(key, "months_out_of_range", given=str(value), high=str(most))
    return value


def _months(table: Table, most: int) -> tuple[int, ...]:
    found: list[int] = []
    for i, item in enumerate(table.array("months")):
        place = f"months[{i}]"
        if type(item) is not int:
            table.say(place, "wrong_type", given="other", expected="integer")
        elif not 1 <= item <= most:
            table.say(place, "months_out_of_range", given=str(item), high=str(most))
        elif found and item <= found[-1]:
            table.say(place, "not_rising", given=str(item))
        else:
            found.append(item)
    return tuple(found)


def _waiver(table: Table) -> Waiver:
    row = table.table("waiver")
    if row is None:
        return Waiver()
    row.only(WAIVER_KEYS)
    share = {key: row.share(key) or Decimal(0) for key in WAIVER_KEYS}
    return Waiver(
        late_fee=share["late_fee"],
        penalty=share["penalty"],
        accrued_interest=share["accrued_interest"],
        future_interest=share["future_interest"],
    )


def _fees(table: Table) -> dict[int, Decimal]:
    """One total fee as a share of the amount, by number of instalments; each number must be among `months`."""
    row = table.table("fee_by_months")
    if row is None:
        return {}
    offered = [str(item) for item in table.array("months") if type(item) is int]
    fees: dict[int, Decimal] = {}
    for key in row.raw:
        fee = row.share(key)
        if key not in offered:
            row.say(key, "months_out_of_range", given=key, high=", ".join(offered))
        elif fee is not None:
            fees[int(key)] = fee
    return fees
