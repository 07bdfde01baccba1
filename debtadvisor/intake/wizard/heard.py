"""What was understood, said back when it is not simply what was typed: 8.6万 → 86,000 元."""

import re
from datetime import date

from debtadvisor.core.case import Amount, Rate
from debtadvisor.core.money import Money
from debtadvisor.intake import values
from debtadvisor.intake.fields import Field, Kind
from debtadvisor.intake.units import UnitError, is_unknown, plain
from debtadvisor.text.catalogue import Catalogue
from debtadvisor.text.shapes import percent

_PLAIN_SUM = re.compile(r"\d{1,6}(\.\d{1,2})?", re.ASCII)
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def heard(field: Field, answer: str, today: date, catalogue: Catalogue) -> str:
    """The sum, rate or date as this language writes it; "" when the answer already says it, or says nothing.

    The answer must be a good one: see `build.problem_with`.
    """
    text = plain(answer)
    if not text:
        return ""
    if field.kind in (Kind.MONEY, Kind.AMOUNT) and not _PLAIN_SUM.fullmatch(text):
        found = values.amount(answer)
        return "" if found.high is None else _amount(found, catalogue)
    if field.kind is Kind.RATE:
        return _rate(values.rate(answer), catalogue)
    if field.kind is Kind.DATE and not _ISO.fullmatch(text):
        return catalogue.shape(values.day(answer, field, today))
    return ""


def understood(field: Field, answer: str, today: date, catalogue: Catalogue) -> str:
    """The answer in full, for reading it over: 8632.17 → 8,632.17 元. What cannot be read is given back as typed."""
    text = plain(answer)
    if not text or is_unknown(text):
        return catalogue.say("wizard", "say.unknown") if text else ""
    try:
        if field.kind in (Kind.MONEY, Kind.AMOUNT):
            found = values.amount(answer)
            return answer if found.high is None else _amount(found, catalogue)
        if field.kind is Kind.RATE:
            return _rate(values.rate(answer), catalogue)
        if field.kind is Kind.DATE:
            return catalogue.shape(values.day(answer, field, today))
    except UnitError:
        pass
    return answer


def _amount(found: Amount, catalogue: Catalogue) -> str:
    low, high = catalogue.shape(Money(found.low)), catalogue.shape(Money(found.high or 0))
    return high if found.is_exact else catalogue.say("wizard", "say.range", low=low, high=high)


def _rate(found: Rate, catalogue: Catalogue) -> str:
    return catalogue.say("wizard", f"say.per_{found.per.value}", percent=percent(found.high, 4))
