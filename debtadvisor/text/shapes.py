"""How a language writes an amount, a date, a rate. One place, so that page, script and letter agree."""

from datetime import date
from decimal import Decimal

from debtadvisor.core.money import Money, round_half_up

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def shape(value: str | int | Money | date, lang: str) -> str:
    """That value in that language; text and counts stay as they are."""
    if isinstance(value, Money):
        return amount(value, lang)
    if isinstance(value, date):
        return day(value, lang)
    return str(value)


def digits(value: Money) -> str:
    """The bare figure with thousands separators, for table cells: 8,632.17."""
    sign, fen = ("-", -value.fen) if value.fen < 0 else ("", value.fen)
    return f"{sign}{fen // 100:,}.{fen % 100:02d}"


def amount(value: Money, lang: str) -> str:
    """The figure with its unit, whole yuan without decimals: 8,632.17 元, 1,500 元; in English 8,632.17 yuan."""
    figure = digits(value).removesuffix(".00")
    return f"{figure} 元" if lang == "zh" else f"{figure} yuan"


def day(value: date, lang: str) -> str:
    """2026年12月9日, or 9 Dec 2026."""
    if lang == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def percent(share: Decimal, places: int = 2) -> str:
    """A share as a percentage without trailing zeros: 0.1825 -> 18.25%."""
    figure = f"{round_half_up(share * 100, places):f}"
    if "." in figure:
        figure = figure.rstrip("0").rstrip(".")
    return f"{figure}%"
