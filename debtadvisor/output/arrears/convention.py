"""By what an overdue debt is counted, where each figure is from, and which of them matters most."""

from decimal import Decimal
from fractions import Fraction

from debtadvisor.core.arrears.crediting import contract_order
from debtadvisor.core.arrears.model import Compound, CreditOrder, Ledger, PenaltyBase
from debtadvisor.core.arrears.question import Choice, Convention, Origin, Settled
from debtadvisor.core.codes import DayCount, LenderKind, RatePer, Standing
from debtadvisor.core.money import Money
from debtadvisor.output.blocks import Block, Heading, Item, bullets
from debtadvisor.output.book.rows import strength
from debtadvisor.output.sources import Citations
from debtadvisor.output.voice import Speech
from debtadvisor.text.catalogue import Value
from debtadvisor.text.shapes import percent

# The lower end of what the bank rule allows; many contracts have it.
_LOWER = Decimal("1.3")


def say(voice: Speech, key: str, /, **values: Value) -> str:
    """The sentence at that key of ``arrears.toml``."""
    return voice.catalogue.say("arrears", key, **values)


def convention_part(settled: Settled, voice: Speech, citations: Citations) -> list[Block]:
    """The method, one line for each assumption, with the sources of the book's figures."""
    told = _Told(settled, voice, citations)
    items = [
        Item(say(voice, "convention.days")),
        told.rate(),
        told.penalty(),
        *told.card(),
        told.compound(),
        told.grace(),
        Item(told.crediting()),
        *map(Item, told.instalments()),
        *map(Item, told.judgment()),
        Item(say(voice, "convention.rounding")),
    ]
    return [Heading(2, say(voice, "convention.heading")), bullets(items)]


def shown_rate(exact: Fraction) -> str:
    """A daily rate in percent, without trailing zeros: 0.05%."""
    return percent(Decimal(exact.numerator) / Decimal(exact.denominator), 6)


class _Told:
    """The lines of the convention, in words."""

    def __init__(self, settled: Settled, voice: Speech, citations: Citations) -> None:
        self.settled, self.voice, self.citations = settled, voice, citations
        self.question, self.how, self.debt = settled.question, settled.convention, settled.debt

    def _from(self, choice: Choice) -> str:
        """Who says so, and how strong the book's figure is."""
        if choice.origin is Origin.GIVEN:
            return say(self.voice, "convention.given")
        figure = choice.figure
        if choice.origin is Origin.DEFAULT or figure is None or figure.standing is Standing.PLANNING_DEFAULT:
            return say(self.voice, "convention.assumed")
        strong = strength(figure.standing, figure.confidence, self.voice).rstrip("。.")
        return say(self.voice, "convention.book", strength=strong)

    def _item(self, text: str, *choices: Choice) -> Item:
        """The line with the notes and the sources of its figures."""
        figures = [choice.figure for choice in choices if choice.figure is not None]
        notes = [self.voice.of(figure.note) for figure in figures if figure.note]
        return Item(self.voice.sentences(text, *notes), self.citations.cite(*figures))

    def rate(self) -> Item:
        how, voice = self.how, self.voice
        if not how.rate and how.rate_from.origin is not Origin.GIVEN:
            return Item(say(voice, "convention.rate_none"))
        days = 365 if how.day_count is DayCount.ACTUAL_365 else 360
        year = percent(Decimal((how.rate * days).numerator) / (how.rate * days).denominator, 4)
        quoted = self.question.rate
        choice = how.rate_from if quoted is None or quoted.per is RatePer.DAY else how.day_count_from
        text = say(
            voice,
            "convention.rate",
            day=shown_rate(how.rate),
            count=days,
            year=year,
            **{"from": self._from(how.rate_from)},
        )
        return self._item(text, how.rate_from, *(() if choice is how.rate_from else (choice,)))

    def penalty(self) -> Item:
        how, voice = self.how, self.voice
        values: dict[str, Value] = {
            "base": voice.word("penalty_base", how.base),
            "from": self._from(how.penalty_from),
        }
        if how.multiple is not None:
            values |= {"multiple": f"{how.multiple.normalize():f}", "surcharge": shown_rate(how.surcharge)}
            return self._on_base(say(voice, "convention.multiple", **values))
        if how.daily is not None:
            key = "daily" if not how.rate else "daily_replaces" if how.replaces else "daily_beside"
            text = say(voice, f"convention.{key}", daily=shown_rate(how.daily), **values)
            return self._on_base(text)
        card = self.question.kind is LenderKind.BANK_CREDIT_CARD
        return Item(say(voice, "convention.no_penalty_card" if card else "convention.no_penalty"))

    def _on_base(self, text: str) -> Item:
        """The penalty's line with what is said of its base; the book's note on a base that was given falls away."""
        how, voice = self.how, self.voice
        if how.base_from.origin is not Origin.GIVEN:
            return self._item(voice.sentences(text, say(voice, "convention.base_assumed")), how.penalty_from)
        if how.base is PenaltyBase.INSTALMENT:
            bears = say(voice, "convention.on_interest", rate=shown_rate(self.debt.penalty.on_interest))
            text = voice.sentences(text, bears)
        figure = how.penalty_from.figure
        return Item(text, self.citations.cite(figure) if figure else ())

    def compound(self) -> Item:
        word = self.voice.word("compound", self.how.compound)
        said = say(self.voice, "convention.compound", compound=word, **{"from": self._from(self.how.compound_from)})
        return Item(said)

    def grace(self) -> Item:
        choice = {"from": self._from(self.how.grace_from)}
        if not self.how.grace:
            return self._item(say(self.voice, "convention.grace_none", **choice), self.how.grace_from)
        text = say(self.voice, "convention.grace", days=self.how.grace, **choice)
        return self._item(text, self.how.grace_from)

    def card(self) -> list[Item]:
        bill, how, voice = self.debt.bill, self.how, self.voice
        if bill is None:
            return []
        share = percent(Decimal(bill.share.numerator) / Decimal(bill.share.denominator), 4)
        fee = say(voice, "convention.late_fee", share=share, **{"from": self._from(how.late_fee_from)})
        floor = say(voice, "convention.late_fee_floor", floor=Money(bill.floor)) if bill.floor else ""
        cap = say(voice, "convention.late_fee_cap", cap=Money(bill.cap)) if bill.cap is not None else ""
        on_fee = say(voice, "convention.late_fee_on_fee")
        minimum = say(
            voice, "convention.minimum", minimum=Money(bill.minimum), **{"from": self._from(how.minimum_from)}
        )
        given = how.statement_from.origin is Origin.GIVEN
        statement = say(
            voice,
            "convention.statement" if given else "convention.statement_assumed",
            day=bill.statement_day,
            **{"from": self._from(how.statement_from)},
        )
        return [
            self._item(
                voice.sentences(fee, floor, cap, on_fee),
                how.late_fee_from,
                how.late_fee_bounds,
            ),
            self._item(minimum, how.minimum_from),
            Item(statement),
            Item(say(voice, "convention.card_before")),
        ]

    def crediting(self) -> str:
        if self.how.credit is CreditOrder.CONTRACT:
            order = self.voice.joined([self.voice.word("component", one) for one in contract_order(self.debt.order)])
            return say(self.voice, "convention.contract", order=order)
        return say(self.voice, f"convention.{self.how.credit}")

    def instalments(self) -> list[str]:
        loan, voice = self.question.loan, self.voice
        if loan is None:
            return []
        method = voice.word("method", loan.method)
        said = [say(voice, "convention.schedule", method=method, months=loan.months, day=loan.start.day)]
        if self.debt.accelerated is not None:
            return [*said, say(voice, "convention.called_in", day=self.debt.accelerated)]
        return [*said, say(voice, "convention.not_called_in")]

    def judgment(self) -> list[str]:
        judgment, voice = self.debt.judgment, self.voice
        if judgment is None:
            return []
        rate = shown_rate(judgment.per_day)
        said = [say(voice, "convention.judgment", perform_by=judgment.perform_by, rate=rate)]
        said.append(say(voice, "convention.judgment_interest"))
        return said if judgment.amount is not None else [*said, say(voice, "convention.judgment_amount")]


def matters_part(settled: Settled, run: Ledger, voice: Speech) -> list[Block]:
    """The assumptions that move the result most; at least one."""
    how, debt, owed = settled.convention, settled.debt, run.balance
    said = []
    given = how.penalty_from.origin is Origin.GIVEN
    if debt.bill is not None:
        said.append(say(voice, "matters.card_before"))
    elif not given and owed.due.principal and how.multiple is not None and _principal_alone(how):
        saved = owed.due.principal * how.rate * Fraction(how.multiple - _LOWER)
        less, now = Money(fen_of(run.per_day - saved)), Money(fen_of(run.per_day))
        said.append(say(voice, "matters.lower_penalty", multiple=f"{_LOWER}", amount=less, now=now))
    elif how.daily is not None and not given:
        said.append(say(voice, "matters.daily_penalty"))
    elif how.multiple is None and how.daily is None:
        said.append(say(voice, "matters.no_penalty"))
    if owed.not_due and debt.accelerated is None:
        more = owed.not_due * (debt.rate + debt.penalty.surcharge)
        if fen := fen_of(more):
            said.append(say(voice, "matters.called_in", amount=Money(fen)))
    return [Heading(2, say(voice, "matters.heading")), bullets(said or [say(voice, "matters.own")])]


def _principal_alone(how: Convention) -> bool:
    """Whether the penalty is above the lower end, and on principal alone, so that the lower one is easily told."""
    above = how.multiple is not None and how.multiple > _LOWER and how.rate > 0
    return above and how.base is not PenaltyBase.INSTALMENT and how.compound is Compound.NONE


def fen_of(exact: Fraction) -> int:
    """A daily sum in whole fen, rounded half up."""
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
