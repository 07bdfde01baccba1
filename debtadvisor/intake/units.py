"""What people write, as exact values: 8.6万, 日万五, 月费率0.6%, 逾期40天.

Nothing is guessed: a text that could mean two sums raises `UnitError`, whose code is a message of the catalogue
`problems`. Full-width digits and signs are read as their plain forms.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from debtadvisor.core.codes import RatePer
from debtadvisor.core.dates import add_months, next_on_day
from debtadvisor.core.triage.folding import simplified

UNKNOWN_WORDS = frozenset({"unknown", "不知道", "不清楚", "不详", "未知", "不记得"})
# Rates above these are typing mistakes: even the dearest illegal loans seen stay below them.
RATE_LIMIT = {
    RatePer.YEAR: Decimal(10),
    RatePer.MONTH: Decimal(1),
    RatePer.DAY: Decimal("0.1"),
    RatePer.MONTHLY_FEE: Decimal("0.2"),
}
_LONGEST = 64
_SHOWN = 60


class UnitError(ValueError):
    """A text that is no sum, rate or date. `code` and `values` are those of a `Problem`."""

    def __init__(self, code: str, values: Mapping[str, str]) -> None:
        self.code = code
        self.values = dict(values)
        super().__init__(code)


def shown(value: object) -> str:
    """What was given, short and safe to print as UTF-8."""
    if isinstance(value, Mapping):
        value = "{" + ", ".join(str(key) for key in value) + "}"
    elif isinstance(value, Sequence) and not isinstance(value, str):
        value = "[…]" if value else "[]"
    elif isinstance(value, bool):
        value = str(value).lower()
    elif isinstance(value, int) and abs(value) >= 10**_SHOWN:
        value = "10^60"
    text = str(value)
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def is_unknown(value: object) -> bool:
    """Whether the answer says that it is not known."""
    return isinstance(value, str) and said_plainly(value) in UNKNOWN_WORDS


def plain(text: str) -> str:
    """The text with full-width characters as their plain forms, without spaces at its ends."""
    return unicodedata.normalize("NFKC", text).strip()


# What lenders' messages and some input methods leave beside a word: 3.2万(wàn), 花呗(huabei).
_PINYIN = re.compile(r"(?<=[\u3400-\u9fff])[(\[【]\s*[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüv' ]+[)\]】]", re.IGNORECASE)


def without_pinyin(text: str) -> str:
    """`text`, in plain width, without the pinyin in brackets after Chinese characters."""
    return _PINYIN.sub("", text)


def said_plainly(text: str) -> str:
    """What is read: plain width, simplified characters, lower case, no bracketed pinyin, no spaces at its ends.

    >>> said_plainly(" ３.２萬(wàn)元 ")
    '3.2万元'
    """
    found = plain(text)
    return found.lower() if found.isascii() else without_pinyin(simplified(found)).casefold().strip()


# --- sums -----------------------------------------------------------------------------------------

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
# Powers of ten, so that a sum is made exactly, however many digits it has.
_UNIT = {"亿": 8, "万": 4, "w": 4, "千": 3, "k": 3, "百": 2, "": 0}
_SUM = re.compile(rf"([+-]?)\s*[¥]?\s*({_NUMBER})\s*([亿万w千k百]?)\s*(?:元|块钱|块|圆|rmb)?", re.ASCII)
_SPOKEN = re.compile(r"(?:(\d{1,4})亿)?(?:(\d{1,4})万)?(?:(\d)千)?(?:(\d)百)?(?:元|块钱|块|圆)?", re.ASCII)


def amount_of(text: str) -> Decimal:
    """The sum in yuan; it may be negative. Raises UnitError ``amount_unclear``.

    >>> amount_of("8.6万"), amount_of("¥1,234.56"), amount_of("1万2千元")
    (Decimal('8.6E+4'), Decimal('1234.56'), Decimal('12000'))
    """
    said = said_plainly(text).removeprefix("人民币").strip()
    if len(said) <= _LONGEST:
        if whole := _SUM.fullmatch(said):
            sign, number, unit = whole.groups()
            return Decimal(f"{sign}{number.replace(',', '')}e{_UNIT[unit]}")
        spoken = _SPOKEN.fullmatch(said)
        if spoken and any(spoken.groups()):
            return Decimal(
                sum(int(f"{n or 0}{'0' * _UNIT[u]}") for n, u in zip(spoken.groups(), "亿万千百", strict=True))
            )
    raise UnitError("amount_unclear", {"given": shown(text)})


def amount_range_of(text: str) -> tuple[Decimal, Decimal]:
    """The least and the most of a sum given as ``3000-5000`` or ``3千到5千``; equal for one sum. Raises UnitError."""
    parts = re.split(r"(?<=[\d亿万wk千百元块])\s*(?:[-~至到—–]+)\s*(?=[\d¥])", said_plainly(text))
    if len(parts) != 2:
        exact = amount_of(text)
        return exact, exact
    try:
        return amount_of(parts[0]), amount_of(parts[1])
    except UnitError:
        raise UnitError("amount_unclear", {"given": shown(text)}) from None


# --- rates ----------------------------------------------------------------------------------------

_DIGITS = {c: Decimal(i) for i, c in enumerate("零一二三四五六七八九")}
_PREFIX = {
    "年化利率": RatePer.YEAR,
    "年化": RatePer.YEAR,
    "年利率": RatePer.YEAR,
    "年息": RatePer.YEAR,
    "年": RatePer.YEAR,
    "月费率": RatePer.MONTHLY_FEE,
    "每期费率": RatePer.MONTHLY_FEE,
    "每月费率": RatePer.MONTHLY_FEE,
    "月手续费率": RatePer.MONTHLY_FEE,
    "每期手续费率": RatePer.MONTHLY_FEE,
    "月利率": RatePer.MONTH,
    "月息": RatePer.MONTH,
    "每月": RatePer.MONTH,
    "月": RatePer.MONTH,
    "日利率": RatePer.DAY,
    "日息": RatePer.DAY,
    "每日": RatePer.DAY,
    "每天": RatePer.DAY,
    "日": RatePer.DAY,
}
_SUFFIX = {
    "/年": RatePer.YEAR,
    "每年": RatePer.YEAR,
    "/year": RatePer.YEAR,
    "/月": RatePer.MONTH,
    "每月": RatePer.MONTH,
    "/month": RatePer.MONTH,
    "/日": RatePer.DAY,
    "/天": RatePer.DAY,
    "每日": RatePer.DAY,
    "每天": RatePer.DAY,
    "/day": RatePer.DAY,
    "/期": RatePer.MONTHLY_FEE,
    "每期": RatePer.MONTHLY_FEE,
}
_PER = "|".join(sorted(_PREFIX, key=len, reverse=True))
_AFTER = "|".join(_SUFFIX)
_RATE = re.compile(
    rf"({_PER})?(?:为|是|:)?(?:(\d+(?:\.\d+)?)([%‰]?)|([万千])(?:分之)?(\d+(?:\.\d+)?|[一二三四五六七八九](?:点[一二三四五六七八九])?))({_AFTER})?",
    re.ASCII,
)
# Interest a day in yuan on 10,000 (万元日息5元): 0.05 % a day.
_ON_TEN_THOUSAND = re.compile(
    r"(?:每)?(?:1|一)?万(?:元|块)?(?:的)?(?:每日|每天|日|一天)(?:利息|息)?(?:为|是|:)?(\d+(?:\.\d+)?)(?:元|块)?",
    re.ASCII,
)
_CENT = r"(\d+(?:\.\d+)?|[一二三四五六七八九])"
_CENTS = re.compile(rf"月息(?:{_CENT}分)?(?:{_CENT}厘)?", re.ASCII)
_SCALE = {"%": 2, "‰": 3, "万": 4, "千": 3}


def rate_of(text: str) -> tuple[Decimal, RatePer]:
    """The rate as a fraction, and what it is quoted for. A plain number is a fraction of a year.

    Raises UnitError: ``rate_looks_like_percent`` for 18, ``rate_needs_percent`` for a monthly or daily number
    without a percent sign, ``rate_needs_period`` for 万五 alone, else ``rate_unclear``.

    >>> rate_of("18%"), rate_of("日万五")
    ((Decimal('0.18'), <RatePer.YEAR: 'year'>), (Decimal('0.0005'), <RatePer.DAY: 'day'>))
    """
    said = re.sub(r"\s", "", said_plainly(text))
    if len(said) <= _LONGEST and (yuan := _ON_TEN_THOUSAND.fullmatch(said)):
        return Decimal(yuan[1]).scaleb(-4), RatePer.DAY
    found = _RATE.fullmatch(said) if len(said) <= _LONGEST else None
    if found is None:
        return _monthly_cents(said, text)
    before, number, sign, per_unit, digits, after = found.groups()
    given = {"given": shown(text)}
    per = _period(before, after, given)
    if per_unit:
        if per is None:
            raise UnitError("rate_needs_period", given)
        return Decimal(f"{_spoken(digits)}e-{_SCALE[per_unit]}"), per
    if sign:
        return Decimal(f"{number}e-{_SCALE[sign]}"), per or RatePer.YEAR
    if per not in (None, RatePer.YEAR):
        raise UnitError("rate_needs_percent", {**given, "number": number})
    return fraction_of_year(Decimal(number)), RatePer.YEAR


# A bare number from here up to 1 is more often a monthly 0.6 % than 60 % a year: it is asked for with its unit.
BARE_BELOW = Decimal("0.4")


def fraction_of_year(value: Decimal) -> Decimal:
    """The number itself when it can be a yearly fraction. Raises UnitError ``rate_looks_like_percent`` from 1 up, and
    ``rate_could_be_percent`` from `BARE_BELOW` up."""
    if value >= 1:
        percent = {"given": shown(value), "percent": shown(value)}
        raise UnitError("rate_looks_like_percent", percent | {"fraction": _fraction_text(value)})
    if value >= BARE_BELOW:
        percents = f"{(value * 100).normalize():f}"
        raise UnitError("rate_could_be_percent", {"given": shown(value), "percent": percents})
    return value


def _fraction_text(value: Decimal) -> str:
    return f"{value.scaleb(-2).normalize():f}" if value < 10**6 else "0.18"


def _period(before: str | None, after: str | None, given: Mapping[str, str]) -> RatePer | None:
    """What prefix and suffix say together. Raises UnitError when they disagree."""
    first = _PREFIX[before] if before else None
    last = _SUFFIX[after] if after else None
    if first and last and first is not last:
        raise UnitError("rate_unclear", given)
    return first or last


def _spoken(digits: str) -> Decimal:
    whole, _, tenths = digits.partition("点")
    if whole in _DIGITS:
        return _DIGITS[whole] + (_DIGITS[tenths] / 10 if tenths else 0)
    return Decimal(digits)


def _monthly_cents(said: str, text: str) -> tuple[Decimal, RatePer]:
    """月息一分五厘 is 1.5 % a month. A yearly 分 means different things to different people, and is refused."""
    found = _CENTS.fullmatch(said) if len(said) <= _LONGEST else None
    if found is None or not any(found.groups()):
        raise UnitError("rate_unclear", {"given": shown(text)})
    percent, tenth = (_spoken(n) if n else Decimal(0) for n in found.groups())
    return percent.scaleb(-2) + tenth.scaleb(-3), RatePer.MONTH


# --- dates ----------------------------------------------------------------------------------------

_FULL = re.compile(r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年(\d{1,2})月)(\d{1,2})[日号]?", re.ASCII)
_MONTH_DAY = re.compile(r"(\d{1,2})月(\d{1,2})[日号]?", re.ASCII)
_DAY = re.compile(r"(\d{1,2})[日号]", re.ASCII)
_MANY = r"(\d{1,5}|[一二两三四五六七八九十]{1,3}|半)"
_AGO = re.compile(rf"已?逾期了?{_MANY}(天|日|周|个?星期|个月|年)|{_MANY}(天|周|个?星期|个月|年)之?前", re.ASCII)
_NAMED = {"今天": 0, "今日": 0, "昨天": -1, "前天": -2, "明天": 1, "后天": 2, "today": 0}


def date_of(text: str, today: date, *, ahead: bool = False) -> date:
    """The date. A part of a date is the latest such day up to `today`, or with `ahead` the next one from it on.

    Raises UnitError: ``impossible_date`` for 30 February, else ``bad_date``.

    >>> date_of("21日", date(2026, 11, 25)), date_of("逾期40天", date(2026, 11, 21))
    (datetime.date(2026, 11, 21), datetime.date(2026, 10, 12))
    """
    said = re.sub(r"\s", "", said_plainly(text))
    try:
        found = _date(said, today, ahead) if len(said) <= _LONGEST else None
    except UnitError:
        raise UnitError("bad_date", {"given": shown(text)}) from None
    except (ValueError, OverflowError):
        raise UnitError("impossible_date", {"given": shown(text)}) from None
    if found is None:
        raise UnitError("bad_date", {"given": shown(text)})
    return found


def _date(said: str, today: date, ahead: bool) -> date | None:
    """That date, None when no form fits. Raises ValueError or OverflowError when no such day exists."""
    if full := _FULL.fullmatch(said):
        year, *months, day = full.groups()
        return date(int(year), int(next(m for m in months if m)), int(day))
    if part := _MONTH_DAY.fullmatch(said):
        return _nearest(int(part[1]), int(part[2]), today, ahead)
    if one := _DAY.fullmatch(said):
        return _day_near(int(one[1]), today, ahead)
    if ago := _AGO.fullmatch(said):
        return _ago(ago[1] or ago[3], (ago[2] or ago[4])[-1], today)
    return today + timedelta(days=_NAMED[said]) if said in _NAMED else None


_DAYS_OF = {"天": 1, "日": 1, "周": 7, "期": 7}  # 星期 ends with 期


def _ago(many: str, unit: str, today: date) -> date:
    """That many days, weeks, months or years before `today`; half a year is six months."""
    if many == "半":
        if unit != "年":
            raise UnitError("bad_date", {"given": shown(f"{many}{unit}")})
        return add_months(today, -6)
    count = number_of(many)
    if unit in _DAYS_OF:
        return today - timedelta(days=count * _DAYS_OF[unit])
    return add_months(today, -count * (12 if unit == "年" else 1))


def _nearest(month: int, day: int, today: date, ahead: bool) -> date:
    """That day of that month in the nearest year that has it; 29 February may be years away."""
    date(2000, month, day)
    for step in range(9):
        try:
            here = date(today.year + (step if ahead else -step), month, day)
        except ValueError:
            continue
        if (here >= today) if ahead else (here <= today):
            return here
    raise ValueError("no such day in reach")


def _day_near(day: int, today: date, ahead: bool) -> date:
    """That day of the month; ahead, a short month ends on its last day, as due days do."""
    date(2000, 1, day)
    if ahead:
        return next_on_day(today, day, inclusive=True)
    for step in range(3):
        back = add_months(today, -step, 1)
        try:
            here = back.replace(day=day)
        except ValueError:
            continue
        if here <= today:
            return here
    raise ValueError("no such day in reach")


# --- counts and yes or no ---------------------------------------------------------------------------

_NUMERALS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}


def number_of(text: str) -> int:
    """A count in digits, or in Chinese up to 99: 36, 十, 二十四. Raises UnitError ``not_a_count``.

    >>> number_of("二十四"), number_of("十"), number_of("36")
    (24, 10, 36)
    """
    if text.isascii() and text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十") if "十" in text else ("", "", text)
    if not text or any(len(part) > 1 or (part and part not in _NUMERALS) for part in (tens, ones)):
        raise UnitError("not_a_count", {"given": shown(text)})
    return (_NUMERALS.get(tens, 1) * 10 if ten else 0) + _NUMERALS.get(ones, 0)


_COUNT = re.compile(r"([+-]?\d{1,9})(?:期|个月|个|人|次|岁|点|日|号|天)?", re.ASCII)
_YES = frozenset({"true", "yes", "y", "是", "有", "对", "1"})
_NO = frozenset({"false", "no", "n", "否", "没有", "不是", "无", "0"})


def count_of(text: str) -> int:
    """The whole number in ``36`` or ``36期``. Raises UnitError ``not_a_count``."""
    found = _COUNT.fullmatch(said_plainly(text))
    if found is None:
        raise UnitError("not_a_count", {"given": shown(text)})
    return int(found[1])


def yes_or_no(text: str) -> bool:
    """True for 是 or yes, False for 否 or no. Raises UnitError ``not_yes_or_no``."""
    said = said_plainly(text)
    if said in _YES or said in _NO:
        return said in _YES
    raise UnitError("not_yes_or_no", {"given": shown(text)})
