"""One conversation to prepare: who owes, to whom, where it stands, and what can honestly be offered.

Every part of a script is made from one `Talk`. It is the only place that decides which law rows may be cited: a row
must speak on the case's day and reach that kind of lender, and once a claim has been sold the rules that bind the
first lender are not cited to the buyer.
"""

from collections.abc import Iterable
from enum import StrEnum

from debtadvisor.core.codes import LenderKind, Product, ReliefKind, Stage, Standing
from debtadvisor.core.facts import is_for_business, stage
from debtadvisor.core.plan.explain import needs_others
from debtadvisor.core.plan.model import DebtPlan, NoOffer, Plan, PotPlan
from debtadvisor.core.plan.points import LEAST_SHARE
from debtadvisor.core.policy.model import Lender, PolicyBook, ReliefTerm, Rule
from debtadvisor.core.relief.model import Candidate, OptionState
from debtadvisor.core.relief.options import outside_profile
from debtadvisor.core.script.model import Claim
from debtadvisor.core.value import value

# Rules that bind the lender who lent: they are not cited to a buyer of the claim.
_NOT_TO_BUYERS = (
    "cc-art70-eligibility",
    "cc-art70-max-term",
    "cc-art70-required-contents",
    "cc-art70-stop-collection",
    "relief-2025-consumer-loans",
    "renewal-2024-13",
    "complaint-15-30-60-days",
    "complaint-truthful",
)
# Findings of triage about a card near the line of the criminal rule.
_CARD_NOTICES = ("card_risk_early", "card_lawyer")
# Nor are the texts on how lenders and those who work for them collect.
_ON_COLLECTING = ("gbt45251-", "cba-2026-")


class Mode(StrEnum):
    """What the conversation can offer.

    OFFER      the plan's ask
    AGREED     the contract as it stands; nothing has to be asked for
    HOLDING    a share of this month's money, because no combination of asks fits
    TOKEN      a share of the token that the user named, in a deficit
    NO_MONEY   nothing at all
    PRIORITY   paid as agreed before all offers; nothing is asked
    HELD       nothing is admitted, offered or paid until a person has looked
    """

    OFFER = "offer"
    AGREED = "agreed"
    HOLDING = "holding"
    TOKEN = "token"
    NO_MONEY = "no_money"
    PRIORITY = "priority"
    HELD = "held"


@value
class Talk:
    """One debt of a plan with its lender. `pot` is None when the plan holds no purse for it."""

    plan: Plan
    book: PolicyBook
    line: DebtPlan
    profile: Lender
    kind: LenderKind
    stage: Stage
    mode: Mode
    pot: PotPlan | None

    @property
    def ask(self) -> Candidate | None:
        """The candidate to be offered or kept; None in every other mode."""
        return self.line.ask if self.mode in (Mode.OFFER, Mode.AGREED) else None

    @property
    def is_card(self) -> bool:
        return self.kind is LenderKind.BANK_CREDIT_CARD

    @property
    def is_private(self) -> bool:
        """A person lent, not a company with a desk."""
        return self.kind is LenderKind.PRIVATE_LENDING

    @property
    def is_wound_down(self) -> bool:
        """A closed P2P platform: it only brought private lenders together, and somebody else collects for them."""
        return self.kind is LenderKind.P2P_INTERMEDIARY and self.stage is not Stage.ASSIGNED

    @property
    def is_card_to_watch(self) -> bool:
        """A late card, where the cards together hold so much principal that the criminal rule is best kept far off."""
        places = {
            f"debts[{n}].principal" for n, debt in enumerate(self.plan.case.debts) if debt.id == self.line.debt.id
        }
        notices = (finding for finding in self.plan.triage.findings if finding.code in _CARD_NOTICES)
        return self.is_card and any(places.intersection(notice.facts) for notice in notices)

    @property
    def is_overdue(self) -> bool:
        return self.stage is not Stage.PRE_DUE

    @property
    def is_long_overdue(self) -> bool:
        """More than a month late, or already with lawyers, the court or a buyer."""
        return self.stage not in (Stage.PRE_DUE, Stage.M1)

    @property
    def is_business_loan(self) -> bool:
        return self.line.debt.product is Product.BUSINESS_LOAN

    @property
    def extends(self) -> bool:
        """Whether an extension can be spoken of: the lender's own row does not rule it out."""
        rows = self.line.relief.options if self.line.relief is not None else ()
        extension = [row for row in rows if row.term.kind is ReliefKind.TERM_EXTENSION]
        return not any(row.state is OptionState.REFUSED for row in extension)

    @property
    def is_beyond_others(self) -> bool:
        """The ask fits only when other lenders agree as well; never where no other lender has anything to agree to."""
        return self.ask is not None and needs_others(self.plan, self.line)

    @property
    def is_uneven(self) -> bool:
        """One payment of the ask is above the walk-away line, which is for equal payments, and fits all the same."""
        most = self.line.walk_away
        return self.ask is not None and most is not None and self.ask.schedule.highest > most

    def rule(self, rule_id: str) -> Rule | None:
        """That law row when it may be cited to this lender on the case's day."""
        rule = self.book.rule(rule_id, self.plan.case.as_of)
        if rule is None or not rule.reaches(self.kind):
            return None
        if rule.consumer_only and is_for_business(self.line.debt):
            return None
        if self.stage is Stage.ASSIGNED and (rule_id in _NOT_TO_BUYERS or rule_id.startswith(_ON_COLLECTING)):
            return None
        return rule

    def claims(self, *rule_ids: str) -> tuple[Claim, ...]:
        """Those of the law rows that may be cited, in the order given."""
        found = (self.rule(rule_id) for rule_id in rule_ids)
        return tuple(Claim(rule) for rule in found if rule is not None)


def talk(plan: Plan, book: PolicyBook, line: DebtPlan) -> Talk:
    """The conversation about that debt."""
    debt = line.debt
    profile = line.relief.profile if line.relief is not None else _profile(line, book)
    pot = next((p for p in plan.pots if p.pot is debt.purpose), None)
    return Talk(
        plan=plan,
        book=book,
        line=line,
        profile=profile,
        kind=line.relief.kind if line.relief is not None else profile.kind,
        stage=line.relief.stage if line.relief is not None else stage(debt, plan.case),
        mode=_mode(line, pot),
        pot=pot,
    )


def term_claims(terms: Iterable[ReliefTerm | None]) -> tuple[Claim, ...]:
    """The relief rows as claims, without the gaps."""
    return tuple(Claim(term) for term in terms if term is not None)


def rests_on_default(row: ReliefTerm) -> bool:
    """True when the row's numbers are a place to start from, not anybody's policy."""
    return row.figures_standing is Standing.PLANNING_DEFAULT


def _mode(line: DebtPlan, pot: PotPlan | None) -> Mode:
    if line.held:
        return Mode.HELD
    if line.priority:
        return Mode.PRIORITY
    if line.ask is not None:
        return Mode.AGREED if line.ask_is_plain_contract else Mode.OFFER
    if line.share_now >= LEAST_SHARE and pot is not None:
        return Mode.HOLDING if pot.no_offer is NoOffer.NOTHING_FITS else Mode.TOKEN
    return Mode.NO_MONEY


def _profile(line: DebtPlan, book: PolicyBook) -> Lender:
    """The lender's row, its kind's, or a bare one for a creditor outside the book."""
    debt = line.debt
    if debt.lender:
        return book.lenders[debt.lender]
    if debt.kind is not None and debt.kind is not LenderKind.OTHER:
        return book.generic(debt.kind)
    return outside_profile(debt)
