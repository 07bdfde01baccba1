"""What was read from one pasted line, said back in full: 8.6万 as 86,000 元, 逾期40天 as a date."""

from collections.abc import Mapping, Sequence
from datetime import date

from debtadvisor.core.case import Amount, Rate
from debtadvisor.core.money import Money
from debtadvisor.intake import values
from debtadvisor.intake.fields import DEBT, Field, Kind
from debtadvisor.intake.files import toml_text
from debtadvisor.intake.paste.listed import PastedLine
from debtadvisor.text.catalogue import Catalogue
from debtadvisor.text.shapes import percent

# Who it is stands in front; an id is no answer of the person's.
_IN_FRONT = ("id", "lender", "kind", "name")


def heard_debt(answers: Mapping[str, object], catalogue: Catalogue) -> str:
    """One sentence with every answer of that debt: ``花呗：本金 8,632.17 元；每月 9 号还。``

    The answers are those of a `PastedLine`; answers that no debt could have raise `UnitError`.
    """
    who = str(answers.get("name") or answers.get("lender") or "")
    if not who and "kind" in answers:
        who = catalogue.word("lender_kind", str(answers["kind"]))
    said = [_said(field, answers[field.key], catalogue) for field in DEBT.fields if _shown(field, answers)]
    what = catalogue.say("paste", "between").join(said)
    return catalogue.say("paste", "line", who=who or "?", what=what)


def fragment(lines: Sequence[PastedLine], catalogue: Catalogue) -> str:
    """Those lines as part of a case file: above each debt the line as pasted, and what was understood of it."""
    debts = (
        f"\n# {_one_line(line.line)}\n# {_one_line(heard_debt(line.answers, catalogue))}\n"
        + toml_text({"debts": [dict(line.answers)]})
        for line in lines
    )
    return catalogue.say("paste", "check") + "\n" + "".join(debts)


def _one_line(text: str) -> str:
    """The text as a comment can hold it: TOML allows no control characters there but a tab."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _shown(field: Field, answers: Mapping[str, object]) -> bool:
    return field.key in answers and field.key not in _IN_FRONT


def _said(field: Field, answer: object, catalogue: Catalogue) -> str:
    return catalogue.say("paste", f"field.{field.key}", value=_value(field, answer, catalogue))


def _value(field: Field, answer: object, catalogue: Catalogue) -> str:
    match field.kind:
        case Kind.AMOUNT | Kind.MONEY:
            return _amount(values.amount(answer), catalogue)
        case Kind.RATE:
            return _rate(values.rate(answer), catalogue)
        case Kind.CODE:
            return catalogue.word(field.code_group, str(answer))
        case Kind.TABLE if isinstance(answer, Mapping):
            return _minimum(answer, catalogue)
    return catalogue.shape(answer) if isinstance(answer, date) else str(answer)


def _amount(found: Amount, catalogue: Catalogue) -> str:
    if found.is_unknown:
        return catalogue.say("paste", "unknown")
    low = catalogue.shape(Money(found.low))
    if found.high is None:
        return catalogue.say("paste", "at_least", low=low)
    return low if found.is_exact else catalogue.say("paste", "range", low=low, high=catalogue.shape(Money(found.high)))


def _rate(found: Rate, catalogue: Catalogue) -> str:
    if not found.high:
        return catalogue.say("paste", "no_interest")
    return catalogue.say("wizard", f"say.per_{found.per.value}", percent=percent(found.high, 4))


def _minimum(found: Mapping[str, object], catalogue: Catalogue) -> str:
    share = percent(values.share(found["share"]), 2)
    if "floor" not in found:
        return share
    floor = catalogue.shape(Money(values.fen(found["floor"])))
    return share + catalogue.say("paste", "minimum_floor", floor=floor)
