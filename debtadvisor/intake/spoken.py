"""What a person says in a call, typed: words, with the sums among them as `Money`. 三千五, 1.2万, 500块 are sums;
dates, counts of payments, card numbers and percentages are not.
"""

import re
import unicodedata
from decimal import Decimal

from debtadvisor.core.money import Money
from debtadvisor.core.rehearse.model import Said
from debtadvisor.intake.units import UnitError, amount_of

# What makes a figure no sum when it stands behind it, and when it stands before it.
_COUNTED = r"(?!\s*(?:[%％‰年月日号天岁倍条位口人家次期点秒个]|分钟|小时|星期|周))"
_DIGITS = r"(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.\d+)?(?![\d.])\s*[亿万千百wk]?\d?"
_SPOKEN = r"[一二两三四五六七八九十][零一二两三四五六七八九十百千万亿]*"
_UNIT = r"(?:元|块钱|块|圆)"
_SUM = re.compile(rf"(?P<figure>¥?\s*{_DIGITS}\s*{_UNIT}?{_COUNTED})|(?P<spoken>{_SPOKEN})(?P<unit>{_UNIT}?)")
_LABEL = re.compile(
    r"(?:第|尾号|后四位|末四位|工号|编号|单号|案号|号码|电话|身份证号?|卡号|验证码|密码|LPR|lpr)[是为::]*\s*$"
)
# The digits of a card or an identity card, however they are grouped.
_LONG = re.compile(r"\d(?:[ -]?\d){9,}[xX]?", re.ASCII)
_VALUES = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_EACH = ("个月", "期", "月", "次")


def said(text: str) -> Said:
    """The text in pieces, in order, full-width characters as their plain forms. What is no clear sum stays a word.

    >>> said("我每月能还三千五,分12期")
    ('我每月能还', Money(350000), ',分12期')
    """
    plain = unicodedata.normalize("NFKC", text)
    long = [found.span() for found in _LONG.finditer(plain)]
    pieces: list[str | Money] = []
    end = 0
    for found in _SUM.finditer(plain):
        if any(start <= found.start() < stop for start, stop in long) or _LABEL.search(plain[: found.start()]):
            continue
        amount, stop = _figure(found) if found["figure"] else _words(found, plain)
        if amount is None:
            continue
        pieces += [plain[end : found.start()], amount]
        end = stop
    return tuple(piece for piece in (*pieces, plain[end:]) if piece != "")


def _figure(found: re.Match[str]) -> tuple[Money | None, int]:
    text = found[0].strip()
    tail = re.fullmatch(r"(.*\d\s*)([万千百])(\d)(元|块钱|块)?", text)  # 1千5 is 1,500, as it is spoken
    try:
        if tail is not None:
            ones = Decimal(tail[3]).scaleb({"万": 3, "千": 2, "百": 1}[tail[2]])
            return _money(amount_of(tail[1].strip() + tail[2]) + ones), found.end()
        return _money(amount_of(text)), found.end()
    except UnitError:
        return None, found.end()


def _money(amount: Decimal) -> Money | None:
    """Yuan as fen, a part of a fen as a whole one; None for no sum at all."""
    fen = int((amount * 100).to_integral_value(rounding="ROUND_CEILING"))
    return Money(fen) if 0 < fen < 10**14 else None


def _words(found: re.Match[str], plain: str) -> tuple[Money | None, int]:
    """A sum in Chinese numerals: with 百, 千 or 万 in it, or followed by its unit."""
    digits, stop = found["spoken"], found.end()
    after = plain[stop:].lstrip()
    if not found["unit"] and after.startswith(_EACH) and digits[-1] in _VALUES:
        # 五百一个月, 一千二一个月: the last numeral belongs to the month. 十二个月 holds no sum.
        if digits[-1] != "一" or not set(digits[:-1]) & set("百千万亿"):
            return None, stop
        digits, stop, after = digits[:-1], stop - 1, ""
    if not found["unit"] and not set(digits) & set("百千万亿"):
        return None, stop
    if not found["unit"] and re.match(_COUNTED, after) is None:
        return None, stop
    return _money(Decimal(_number(digits))), stop


def _number(digits: str) -> int:
    """The number that the numerals write: 三千五 is 3,500, 一万二 is 12,000, 三千零五 is 3,005."""
    total = section = 0
    last, power, zero = 0, 1, False
    for sign in digits:
        if sign in _VALUES:
            last, zero = _VALUES[sign], zero or sign == "零"
        elif sign in _POWERS:
            power = _POWERS[sign]
            section, last, zero = section + (last or 1) * power, 0, False
        else:
            power = 10**4 if sign == "万" else 10**8
            total, section, last, zero = (total + section + last) * power, 0, 0, False
    ends_short = last and not zero and len(digits) > 1 and power > 10
    return total + section + last * (power // 10 if ends_short else 1)
