"""Which ceiling on the cost of a loan fits which lender, and what may be said because of it.

Every line is a figure of a rule of the policy book, never of this file, and travels with its rule. A rule that does not
speak on the day, or does not reach the kind of lender, is not there at all: four times the LPR is private lending's
alone, and 24 % is something to ask a court for, never a line above which nothing is owed. No text fixes how a cost is
counted against a line; here it is the simple yearly figure (`costs.CostMeasure`), the lower one.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from debtadvisor.core.codes import LenderKind
from debtadvisor.core.policy.model import PolicyBook, Rule
from debtadvisor.core.rates.costs import Cost
from debtadvisor.core.value import value

PRIVATE_LINE = "rate-private-4x-lpr"
COURT_LINE = "rate-24-cap-financial-loans"
_TRANSITION = "rate-private-transition"
_ASSISTED = "assisted-9-all-in-cost"


class LineState(StrEnum):
    """Whether the line is known, else what is missing.

    NO_FIGURE            the rule names none; a court or a complaint weighs the case
    NEEDS_CONTRACT_DATE  the rule is for contracts from one day on
    NEEDS_FILING_DATE    the second stage of an old private loan follows the LPR of the day of the suit
    NEEDS_LPR            the LPR of that day was not read yet
    OLD_RULE             the suit was filed before the present rule
    """

    KNOWN = "known"
    NO_FIGURE = "no_figure"
    NEEDS_CONTRACT_DATE = "needs_contract_date"
    NEEDS_FILING_DATE = "needs_filing_date"
    NEEDS_LPR = "needs_lpr"
    OLD_RULE = "old_rule"


class Say(StrEnum):
    """What the borrower may say or do because of the rule, and beside it what not. Words: ``rate.toml``."""

    ASK_COURT = "ask_court"
    ASK_COURT_CARD = "ask_court_card"
    ASK_REFUND = "ask_refund"
    COURT_INSTEAD = "court_instead"
    COMPLAIN = "complain"
    NOT_YET = "not_yet"
    TALK_ONLY = "talk_only"
    PRIVATE_LINE = "private_line"
    PRIVATE_TOTAL = "private_total"
    TWO_STAGES = "two_stages"
    NO_PRIVATE_LINE = "no_private_line"
    UNLISTED = "unlisted"


@value
class Ceiling:
    """One rule held against one loan.

    line       the yearly rate above which it bites; None when the rule has none or it depends on what is missing
    claimable  whether the borrower may rely on the rule now, with this lender: it fits, it is known, and the cost (when
               one was given) is above the line; for a card's total without a figure, above the line of the courts
    assisted   True when it fits only if a platform brought the loan to the bank, which is not known here
    over       yearly cost less the line, below zero when the loan stays under it; None without both
    excess     fen paid above the line over the whole loan; None where it cannot be counted
    borderline True when only the figure with interest on interest is above the line
    """

    rule: Rule
    kind: LenderKind
    state: LineState
    line: Decimal | None
    say: Say
    claimable: bool
    assisted: bool = False
    over: Decimal | None = None
    excess: int | None = None
    borderline: bool = False


@value
class _Row:
    """One rule of the table: `new` for contracts from the rule's first day on, `figure` the name of its line."""

    say: Say
    ground: bool
    figure: str = ""
    new: bool = False


_ROWS: dict[str, _Row] = {
    COURT_LINE: _Row(say=Say.ASK_COURT, ground=True, figure="cap_annual"),
    "cc-spc-2021-reduce-total": _Row(say=Say.ASK_COURT_CARD, ground=True),
    _ASSISTED: _Row(say=Say.ASK_REFUND, ground=True, figure="cap_annual", new=True),
    "microloan-cost-24-new-loans": _Row(say=Say.COMPLAIN, ground=False, figure="cap_annual", new=True),
    "microloan-cost-4lpr-2027": _Row(say=Say.NOT_YET, ground=False),
    "cf-20-percent-window-guidance": _Row(say=Say.TALK_ONLY, ground=False, figure="cap_annual", new=True),
    PRIVATE_LINE: _Row(say=Say.PRIVATE_LINE, ground=True, figure="lpr_multiple", new=True),
    "rate-private-total-cap": _Row(say=Say.PRIVATE_TOTAL, ground=True, figure="lpr_multiple", new=True),
    "rate-licensed-lenders-excluded": _Row(say=Say.NO_PRIVATE_LINE, ground=False),
    "cost-disclosure-2026": _Row(say=Say.UNLISTED, ground=True, new=True),
}
# No sum is named for what is no ground, nor for a loan whose first stage follows another rule.
_NO_SUM = (Say.TALK_ONLY, Say.TWO_STAGES)
_OLD_ASSISTED = "assisted-9-existing-business"
_LPR = "lpr_multiple"


def ceilings(
    kind: LenderKind,
    book: PolicyBook,
    as_of: date,
    *,
    contract: date | None = None,
    filed: date | None = None,
    cost: Cost | None = None,
) -> tuple[Ceiling, ...]:
    """The rules that fit a lender of that kind, in the order of the table; () for a kind the book has no line for.

    contract  the day of the contract, None when not known
    filed     the day on which a suit was filed, for private loans from before the present rule
    """
    found: list[Ceiling] = []
    for rule_id, row in _ROWS.items():
        rule = _rule(rule_id, kind, book, as_of)
        if rule is None:
            continue
        if row.new and contract is not None and contract < rule.validity.start:
            older = _older(rule_id, kind, book, as_of, filed)
            found += [_compared(older, cost)] if older is not None else []
            continue
        state, line = _line(row, rule, book, contract)
        only_assisted = rule_id == _ASSISTED and kind is not LenderKind.ASSISTED_LENDING_PLATFORM
        fits = row.ground and not only_assisted and state in (LineState.KNOWN, LineState.NO_FIGURE)
        one = Ceiling(rule=rule, kind=kind, state=state, line=line, say=row.say, claimable=fits, assisted=only_assisted)
        found.append(_compared(one, cost))
    high = cost is None or any(one.over is not None and one.over > 0 for one in found if one.rule.id == COURT_LINE)
    return tuple(one if high or one.say is not Say.ASK_COURT_CARD else replace(one, claimable=False) for one in found)


def lines_by_kind(
    book: PolicyBook, as_of: date, *, contract: date | None = None, cost: Cost | None = None
) -> tuple[Ceiling, ...]:
    """Which line fits which kind of lender, when it is not known who lent: nothing of it may be claimed."""
    every = (one for kind in LenderKind for one in ceilings(kind, book, as_of, contract=contract, cost=cost))
    return tuple(replace(one, claimable=False, excess=None) for one in every if one.say is not Say.NO_PRIVATE_LINE)


def private_line(book: PolicyBook, contract: date | None, as_of: date) -> Decimal | None:
    """The yearly line of a private loan of that day; None when the day, its LPR or the rule is not at hand."""
    found = ceilings(LenderKind.PRIVATE_LENDING, book, as_of, contract=contract)
    return next((one.line for one in found if one.rule.id == PRIVATE_LINE), None)


def highest_private_line(book: PolicyBook, as_of: date) -> Decimal | None:
    """The highest yearly line that any private loan of the present rule can have: its multiple of the highest LPR from
    the rule's first day to that day. None when the rule does not speak or no LPR is at hand."""
    rule = _rule(PRIVATE_LINE, LenderKind.PRIVATE_LENDING, book, as_of)
    if rule is None or _LPR not in rule.figures:
        return None
    start = rule.validity.start
    rates = [rate for day, rate in book.lpr if start < day <= as_of]
    first = book.one_year_lpr(start)
    rates += [] if first is None else [first]
    return rule.figures[_LPR] * max(rates) if rates else None


def _rule(rule_id: str, kind: LenderKind, book: PolicyBook, as_of: date) -> Rule | None:
    """That rule when it speaks on the day and names that kind; a ceiling that names no kind would fit everybody."""
    rule = book.rule(rule_id, as_of)
    return rule if rule is not None and kind in rule.scope else None


def _line(row: _Row, rule: Rule, book: PolicyBook, contract: date | None) -> tuple[LineState, Decimal | None]:
    if row.new and contract is None:
        return LineState.NEEDS_CONTRACT_DATE, rule.figures.get(row.figure) if row.figure != _LPR else None
    if not row.figure or row.figure not in rule.figures:
        return LineState.NO_FIGURE, None
    if row.figure == _LPR:
        return _times_lpr(rule.figures[_LPR], book, contract)
    return LineState.KNOWN, rule.figures[row.figure]


def _times_lpr(multiple: Decimal, book: PolicyBook, day: date | None) -> tuple[LineState, Decimal | None]:
    """The multiple of the LPR of that day, which must have been read."""
    lpr = book.one_year_lpr(day) if day is not None else None
    if day is None or lpr is None or (book.lpr_checked is not None and day > book.lpr_checked):
        return LineState.NEEDS_LPR, None
    return LineState.KNOWN, multiple * lpr


def _older(rule_id: str, kind: LenderKind, book: PolicyBook, as_of: date, filed: date | None) -> Ceiling | None:
    """What holds for a contract from before the rule: another row for two of them, nothing for the rest."""
    if rule_id == _ASSISTED and (rule := _rule(_OLD_ASSISTED, kind, book, as_of)) is not None:
        return Ceiling(
            rule=rule,
            kind=kind,
            state=LineState.NO_FIGURE,
            line=None,
            say=Say.COURT_INSTEAD,
            claimable=False,
            assisted=kind is not LenderKind.ASSISTED_LENDING_PLATFORM,
        )
    if rule_id == PRIVATE_LINE and (rule := _rule(_TRANSITION, kind, book, as_of)) is not None:
        state, line = _second_stage(book, rule, as_of, filed)
        claimable = state is LineState.KNOWN
        return Ceiling(rule=rule, kind=kind, state=state, line=line, say=Say.TWO_STAGES, claimable=claimable)
    return None


def _second_stage(book: PolicyBook, rule: Rule, as_of: date, filed: date | None) -> tuple[LineState, Decimal | None]:
    """The line from the rule's first day on: by the LPR of the day of the suit."""
    if filed is None:
        return LineState.NEEDS_FILING_DATE, None
    if filed < rule.validity.start:
        return LineState.OLD_RULE, None
    present = _rule(PRIVATE_LINE, LenderKind.PRIVATE_LENDING, book, as_of)
    if present is None or _LPR not in present.figures:
        return LineState.NO_FIGURE, None
    return _times_lpr(present.figures[_LPR], book, filed)


def _compared(one: Ceiling, cost: Cost | None) -> Ceiling:
    if cost is None or one.line is None or one.state is not LineState.KNOWN:
        return one
    over = cost.nominal - one.line
    return replace(
        one,
        over=over,
        claimable=one.claimable and over > 0,
        excess=None if one.say in _NO_SUM else cost.excess(one.line),
        borderline=over <= 0 < cost.effective - one.line,
    )
