"""What-if options as texts → the changes they mean, or every problem at once.

Lenders are named as in a case file, or by the id or the name of a debt of the case.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches

from debtadvisor.core.case import Case, Debt
from debtadvisor.core.plan.whatif import Change, ChangeCode
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.relief.options import profile_of
from debtadvisor.core.value import value
from debtadvisor.intake.flags import Flags
from debtadvisor.intake.lender_names import folded, lender_names
from debtadvisor.intake.units import plain, shown

# A plan looks at no more than fifty years.
FURTHEST = timedelta(days=50 * 366)
# Of more debts than this the ids are not all told.
MOST_NAMED = 12
LEAST, MOST = Decimal(-1), Decimal(10)
_SHARE = re.compile(r"([+-])(\d{1,5}(?:\.\d{1,4})?)%", re.ASCII)
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?", re.ASCII)
_SIGNED = re.compile(r"([+-])\s*(.+)")
_DASHES = str.maketrans("−–—", "---")


@value
class WhatIfTexts:
    """The options as they were typed; None and () where nothing was. `twice` names those that can be given once only
    and were given again, ``--income``."""

    budget: str | None = None
    extra: str | None = None
    lump: tuple[str, ...] = ()
    income: str | None = None
    refuse: tuple[str, ...] = ()
    scenario: tuple[str, ...] = ()
    target: str | None = None
    twice: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """The options that were given, as they are typed."""
        names = ("budget", "extra", "lump", "income", "refuse", "scenario", "target")
        return tuple(f"--{name}" for name in names if getattr(self, name) not in (None, ()))


def insist_alone(given: Sequence[str], flag: str) -> None:
    """Raises InputError for every option that was given beside that flag."""
    flags = Flags(date.min)
    for name in given:
        flags.report(name, "not_with", other=flag)
    flags.check()


def changes_from(texts: WhatIfTexts, case: Case, book: PolicyBook, flags: Flags) -> tuple[Change, ...]:
    """The changes in a fixed order, whatever the order of the options. Raises InputError with every problem."""
    found: list[Change] = []
    if texts.budget is not None:
        found.append(Change(code=ChangeCode.BUDGET, fen=flags.amount("--budget", texts.budget, positive=False)))
    if texts.extra is not None:
        found.append(Change(code=ChangeCode.EXTRA, fen=_signed(texts.extra, flags)))
    found += sorted(
        (lump for text in texts.lump if (lump := _lump(text, case, flags)) is not None),
        key=lambda lump: (lump.on or case.as_of, lump.fen),
    )
    if texts.income is not None:
        found.append(Change(code=ChangeCode.INCOME, share=_share(texts.income, flags)))
    if texts.refuse:
        found.append(Change(code=ChangeCode.REFUSE, debts=_of_lenders("--refuse", texts.refuse, case, book, flags)))
    found += _scenarios(texts.scenario, case, book, flags)
    if texts.target is not None:
        found.append(Change(code=ChangeCode.TARGET, on=_month(texts.target, case, flags)))
    _insist_on_one(texts, flags)
    flags.check()
    return tuple(found)


def _insist_on_one(texts: WhatIfTexts, flags: Flags) -> None:
    """Reports what would silently decide nothing: an option beside a budget or a target, and one given twice."""
    for name in texts.twice:
        flags.report(name, "given_twice")
    if texts.budget is not None:
        if texts.income is not None:
            flags.report("--income", "budget_decides")
        for flag, given in (("--extra", texts.extra), ("--target", texts.target)):
            if given is not None:
                flags.report(flag, "not_with", other="--budget")
    if texts.extra is not None and texts.target is not None:
        flags.report("--extra", "not_with", other="--target")


def _signed(text: str, flags: Flags) -> int:
    """A sum that may be less as well as more."""
    said = plain(text).translate(_DASHES)
    signed = _SIGNED.fullmatch(said)
    sign, rest = signed.groups() if signed else ("+", said)
    fen = flags.amount("--extra", rest, positive=False)
    return -fen if sign == "-" else fen


def _lump(text: str, case: Case, flags: Flags) -> Change | None:
    halves = flags.pair("--lump", text, "@", "20000@2027-02-01")
    if halves is None:
        return None
    fen, on = flags.amount("--lump", halves[0]), flags.day("--lump", halves[1], ahead=True)
    if on < case.as_of:
        flags.report("--lump", "before_case", given=on.isoformat(), as_of=case.as_of.isoformat())
    return Change(code=ChangeCode.LUMP, fen=fen, on=on)


def _share(text: str, flags: Flags) -> Decimal:
    found = _SHARE.fullmatch(plain(text).translate(_DASHES).replace(" ", ""))
    if found is None:
        flags.report("--income", "not_a_change", given=shown(text))
        return Decimal(0)
    share = Decimal(f"{found[1]}{found[2]}") / 100
    if not LEAST <= share <= MOST:
        flags.report("--income", "out_of_range", given=shown(text), low="-100%", high="+1000%")
    return share


def _month(text: str, case: Case, flags: Flags) -> date:
    """The last day of that month."""
    found = _MONTH.fullmatch(plain(text))
    if found is None or not 1 <= int(found[2]) <= 12 or int(found[1]) < 1:
        flags.report("--target", "not_a_month", given=shown(text))
        return case.as_of
    year, month = int(found[1]), int(found[2])
    day = date(year, month, monthrange(year, month)[1])
    if day < case.as_of:
        flags.report("--target", "before_case", given=shown(text), as_of=case.as_of.isoformat())
    elif day - case.as_of > FURTHEST:
        flags.report("--target", "date_out_of_range", given=shown(text))
    return day


def _scenarios(given: Sequence[str], case: Case, book: PolicyBook, flags: Flags) -> list[Change]:
    found, closed = [], []
    for text in given:
        name, _, lender = plain(text).partition(":")
        if name.strip().casefold() == ChangeCode.TIGHTENED and not lender.strip():
            found.append(Change(code=ChangeCode.TIGHTENED))
        elif name.strip().casefold() == ChangeCode.CLOSED and lender.strip():
            closed.append(lender.strip())
        else:
            flags.report("--scenario", "unknown_scenario", given=shown(text))
    if closed:
        debts = _of_lenders("--scenario", closed, case, book, flags)
        found.append(Change(code=ChangeCode.CLOSED, debts=debts))
    return _once(found)


def _once(found: Sequence[Change]) -> list[Change]:
    """Without a change that was said twice."""
    kept: list[Change] = []
    for one in found:
        if one not in kept:
            kept.append(one)
    return kept


def _of_lenders(flag: str, names: Sequence[str], case: Case, book: PolicyBook, flags: Flags) -> tuple[str, ...]:
    """Ids of the debts that those names mean, in order of the case."""
    known = lender_names(book)
    meant: set[str] = set()
    for name in names:
        asked = folded(plain(name))
        lender = known.get(asked, "")
        found = {
            debt.id
            for debt in case.debts
            if asked in (folded(debt.id), folded(debt.name) or None)
            or (lender and (profile := profile_of(debt, book)) is not None and profile.id == lender)
        }
        if not found:
            flags.report(flag, "nobody_there", given=shown(name), nearest=_near(asked, case, book), allowed=_ids(case))
        meant |= found
    return tuple(debt.id for debt in case.debts if debt.id in meant)


def _near(asked: str, case: Case, book: PolicyBook) -> str:
    """The debts of the case that may be meant, as name（id）: a name of theirs looks like it, or holds it."""
    if len(asked) < (2 if not asked.isascii() else 3):
        return ""  # a letter or two are part of many names and point to none
    close = []
    for debt in case.debts:
        names = [folded(name) for name in _names(debt, book) if name]
        if any(asked in name or name in asked for name in names) or get_close_matches(asked, names, n=1, cutoff=0.5):
            close.append(f"{shown(next(filter(None, _names(debt, book))))}（{debt.id}）")
    return "、".join(close[:MOST_NAMED])


def _names(debt: Debt, book: PolicyBook) -> tuple[str, ...]:
    profile = profile_of(debt, book)
    if profile is None:
        return (debt.name, debt.id)
    return (debt.name, profile.name.zh, debt.id, profile.name.en, *profile.aliases)


def _ids(case: Case) -> str:
    ids = [debt.id for debt in case.debts]
    return ", ".join(ids) if len(ids) <= MOST_NAMED else ", ".join(ids[:MOST_NAMED]) + ", …"
