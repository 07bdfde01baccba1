"""One answer, as a value of the core: a sum in fen, a rate, a date, a code. And back, as a file writes it.

Each reader raises `UnitError` with the code of the message; the builder adds the place.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction

from debtadvisor.core.case import Amount, Rate
from debtadvisor.core.codes import RatePer
from debtadvisor.core.money import MAX_FEN
from debtadvisor.intake.fields import LONGEST_ID, LONGEST_TEXT, Field
from debtadvisor.intake.units import (
    BARE_BELOW,
    RATE_LIMIT,
    UnitError,
    amount_of,
    amount_range_of,
    count_of,
    date_of,
    fraction_of_year,
    is_unknown,
    plain,
    rate_of,
    shown,
    yes_or_no,
)

EARLIEST, LATEST = date(1950, 1, 1), date(2150, 12, 31)
# More decimals than any sum has; beyond it, exact arithmetic would only cost time.
_DECIMALS = 30
_SHARE = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(%?)", re.ASCII)


def _refuse(code: str, value: object, **more: str) -> UnitError:
    return UnitError(code, {"given": shown(value), **more})


def _number(value: object, code: str) -> Decimal:
    """A TOML or JSON number as an exact decimal. A truth value is an int in Python, and is refused like a float."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise _refuse(code, value)
    number = Decimal(value)
    if not number.is_finite():
        raise _refuse("not_finite", value)
    return number


def fen(value: object, *, positive: bool = False) -> int:
    """A sum of whole fen, ≥ 0, or > 0 when `positive`. Numbers are yuan; text as `units.amount_of` reads it."""
    yuan = amount_of(value) if isinstance(value, str) else _number(value, "not_an_amount")
    if yuan < 0:
        raise _refuse("negative", value)
    if yuan == 0 and positive:
        raise _refuse("not_positive", value)
    if yuan > MAX_FEN // 100:
        raise _refuse("too_large", value)
    if not yuan:
        return 0  # before the fraction is made: 0e999999999 is a zero too
    whole = Fraction(yuan) * 100 if _decimals(yuan) <= _DECIMALS else Fraction(1, 2)
    if whole.denominator != 1:
        raise _refuse("not_whole_fen", value)
    return int(whole)


def _decimals(number: Decimal) -> int:
    """Places after the point of a finite number."""
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def amount(value: object, *, positive: bool = False) -> Amount:
    """A sum, a range ``{low, high}``, or unknown. Of a range only the upper end must be above zero."""
    if is_unknown(value):
        return Amount.unknown()
    if isinstance(value, Mapping):
        ends = _range_keys(value, ("low", "high"))
        low, high = fen(ends.get("low", 0)), fen(ends["high"], positive=positive) if "high" in ends else None
    elif isinstance(value, str):
        first, last = amount_range_of(value)
        low, high = fen(first, positive=positive and first == last), fen(last, positive=positive)
    else:
        low = high = fen(value, positive=positive)
    if high is not None and high < low:
        raise UnitError("bad_range", {"low": f"{yuan(low)}", "high": f"{yuan(high)}"})
    return Amount(low, high)


def _range_keys(value: Mapping[object, object], allowed: tuple[str, ...]) -> dict[str, object]:
    """The ends of a range. Raises UnitError ``bad_range_keys`` for a key that no range has, or for none at all."""
    given = {str(key): end for key, end in value.items()}
    if not given or any(key not in allowed for key in given):
        raise UnitError("bad_range_keys", {"given": shown(", ".join(given)), "allowed": ", ".join(allowed)})
    return given


def rate(value: object) -> Rate:
    """A rate with what it is quoted for; a number is a fraction of a year."""
    if isinstance(value, Mapping):
        return _rate_range(value)
    if isinstance(value, str):
        figure, per = rate_of(value)
    else:
        figure, per = _fraction(value), RatePer.YEAR
    figure = _in_reach(figure, per, value)
    return Rate(figure, figure, per)


def _rate_range(value: Mapping[object, object]) -> Rate:
    ends = _range_keys(value, ("low", "high", "per"))
    if "high" not in ends:
        raise UnitError("bad_range_keys", {"given": shown(", ".join(ends)), "allowed": "low, high, per"})
    name = ends.get("per", RatePer.YEAR.value)
    if name not in tuple(RatePer):
        raise _unknown_code(name, tuple(per.value for per in RatePer))
    per = RatePer(str(name))
    low, high = (_in_reach(_end(ends.get(key, 0)), per, ends.get(key)) for key in ("low", "high"))
    if high < low:
        raise UnitError("bad_range", {"low": f"{low:f}", "high": f"{high:f}"})
    return Rate(low, high, per)


def _end(value: object) -> Decimal:
    """One end of a range of rates: a fraction, or a plain percentage. What it is for stands in `per` alone."""
    if not isinstance(value, str):
        return _fraction(value)
    figure, per = rate_of(value)
    if per is not RatePer.YEAR or not plain(value)[0].isdigit() or plain(value)[-1] not in "%‰0123456789":
        raise _refuse("rate_unclear", value)
    return figure


def _fraction(value: object) -> Decimal:
    number = _number(value, "not_a_rate")
    if number < 0:
        raise _refuse("negative_rate", value)
    return fraction_of_year(number)


def _in_reach(figure: Decimal, per: RatePer, value: object) -> Decimal:
    """The rate without trailing zeros. Raises UnitError when it is beyond any loan's, or too finely cut to be one."""
    if figure > RATE_LIMIT[per] or (figure and _decimals(figure) > _DECIMALS):
        raise _refuse("rate_out_of_range", value)
    return bare(figure)


def bare(number: Decimal) -> Decimal:
    """The same number written one way only, so that equal cases print equal bytes.

    >>> bare(Decimal("0.180")), bare(Decimal("1E+1"))
    (Decimal('0.18'), Decimal('10'))
    """
    if not number:
        return Decimal(0)
    text = f"{number:f}"
    return Decimal(text.rstrip("0").rstrip(".") or "0") if "." in text else Decimal(text)


def share(value: object) -> Decimal:
    """A share between 0 and 1: a fraction, or a text such as ``10%``."""
    if isinstance(value, str):
        found = _SHARE.fullmatch(plain(value))
        if found is None:
            raise _refuse("not_a_share", value)
        figure = Decimal(f"{found[1]}e-2" if found[2] else found[1])
    else:
        figure = _number(value, "not_a_share")
    if not 0 <= figure <= 1:
        raise _refuse("not_a_share", value)
    return _in_reach(figure, RatePer.YEAR, value)


def day(value: object, field: Field, as_of: date, today: date | None = None) -> date:
    """A date; texts such as ``逾期40天`` count from `as_of`. What is logged may lie after it, up to `today`."""
    if isinstance(value, str):
        found = date_of(value, as_of, ahead=field.ahead)
    elif isinstance(value, date) and not isinstance(value, datetime):
        found = value
    else:
        raise _refuse("bad_date", value)
    if not EARLIEST <= found <= LATEST:
        raise _refuse("date_out_of_range", value)
    if field.past and found > (max(as_of, today or as_of) if field.logged else as_of):
        raise _refuse("after_as_of", value, as_of=as_of.isoformat())
    return found


def count(value: object, field: Field) -> int:
    """A whole number within the bounds of its field."""
    if isinstance(value, str):
        number = count_of(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        number = value
    else:
        raise _refuse("not_a_count", value)
    if not field.low <= number <= field.high:
        if (field.low, field.high) == (1, 31):
            raise _refuse("day_out_of_range", number)
        raise _refuse("out_of_range", number, low=str(field.low), high=str(field.high))
    return number


def answer_yes(value: object) -> bool:
    """A truth value, or 是 and 否."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return yes_or_no(value)
    raise _refuse("not_yes_or_no", value)


def text(value: object) -> str:
    """The text as given. Refused are only what cannot be stored: NUL, halves of characters, and very long ones."""
    if not isinstance(value, str):
        raise _refuse("not_text", value)
    if len(value) > LONGEST_TEXT:
        raise UnitError("text_too_long", {"length": str(len(value)), "most": str(LONGEST_TEXT)})
    for character in value:
        if character == "\0" or "\ud800" <= character <= "\udfff":
            raise UnitError("bad_character", {"given": f"U+{ord(character):04X}"})
    return value


def identifier(value: object) -> str:
    """A short name on one line, by which the rest of the file can point at a thing."""
    name = text(value).strip()
    if not name or len(name) > LONGEST_ID or not name.isprintable():
        raise _refuse("bad_id", value, most=str(LONGEST_ID))
    return name


def code(value: object, field: Field) -> str:
    """One of the codes of that field."""
    if not isinstance(value, str):
        raise _refuse("not_a_code", value, allowed=", ".join(field.codes))
    if value not in field.codes:
        raise _unknown_code(value, field.codes)
    return value


def _unknown_code(value: object, allowed: tuple[str, ...]) -> UnitError:
    near = get_close_matches(str(value).strip().casefold().replace("-", "_")[:LONGEST_ID], allowed, n=1)
    return _refuse("unknown_code", value, nearest=near[0] if near else "", allowed=", ".join(allowed))


# --- and back ---------------------------------------------------------------------------------------


def yuan(sum_fen: int) -> int | Decimal:
    """The sum in yuan as a file writes it: a whole number where it is one."""
    return sum_fen // 100 if sum_fen % 100 == 0 else Decimal(sum_fen).scaleb(-2)


def amount_answer(value: Amount) -> object:
    """The answer that `amount` reads as that value."""
    if value.high is None:
        return "unknown" if value.low == 0 else {"low": yuan(value.low)}
    return yuan(value.low) if value.is_exact else {"low": yuan(value.low), "high": yuan(value.high)}


def rate_answer(value: Rate) -> object:
    """The answer that `rate` reads as that value: a fraction of a year, or the percentage with its period."""
    percent = f"{bare(value.low.scaleb(2)):f}%"
    if value.low != value.high:
        return _rate_ends(value)
    if value.per is RatePer.YEAR:
        return value.low if value.low < BARE_BELOW else percent
    return {
        RatePer.MONTH: f"{percent}/月",
        RatePer.DAY: f"{percent}/日",
        RatePer.MONTHLY_FEE: f"月费率{percent}",
    }[value.per]


def _rate_ends(value: Rate) -> object:
    ends: dict[str, object] = {
        key: end if end < BARE_BELOW else f"{bare(end.scaleb(2)):f}%"
        for key, end in (("low", value.low), ("high", value.high))
    }
    return ends | ({} if value.per is RatePer.YEAR else {"per": value.per.value})
