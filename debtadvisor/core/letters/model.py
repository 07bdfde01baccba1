"""A letter: the sentences to send, in order, and what is for the sender alone. As in a script the core names each
sentence by a code and gives it the plan's own figures; the words are in `text/*/letters.toml`."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from debtadvisor.core.script.model import Claim, Value
from debtadvisor.core.value import value


class LetterKind(StrEnum):
    """What the letter is for; its word is the title."""

    HARDSHIP = "hardship"
    INSTALMENT_PLAN = "instalment_plan"
    EXTENSION = "extension"
    RENEWAL = "renewal"
    WAIVE_PENALTY = "waive_penalty"
    STATEMENT = "statement"
    STOP_CONTACT = "stop_contact"
    THIRD_PARTY_COMPLAINT = "third_party_complaint"
    PAYMENT_ORDER_OBJECTION = "payment_order_objection"
    CREDIT_OBJECTION = "credit_objection"
    MEDIATION_REQUEST = "mediation_request"
    SUPERVISOR_COMPLAINT = "supervisor_complaint"
    CONFIRM_ORAL = "confirm_oral"
    COMPLETE_AGREEMENT = "complete_agreement"
    ACCEPT_SETTLEMENT = "accept_settlement"
    NO_REPLY = "no_reply"
    REFUSED = "refused"
    PART_ACCEPTED = "part_accepted"
    CATCH_UP = "catch_up"


class Misfit(StrEnum):
    """Why a letter does not fit this debt now."""

    OUTSIDE_BOOK = "outside_book"
    HELD = "held"
    ADVICE_FIRST = "advice_first"
    NOT_FIRST = "not_first"
    PRIORITY = "priority"
    BUDGET_OPEN = "budget_open"
    KEEPS_CONTRACT = "keeps_contract"
    AGREED = "agreed"
    WRITTEN_OFFER = "written_offer"
    NO_WRITTEN_OFFER = "no_written_offer"
    OFFER_NOT_CHOSEN = "offer_not_chosen"
    ASKS_OTHER = "asks_other"
    NO_FIGURES = "no_figures"
    CARDS_ONLY = "cards_only"
    NOT_FOR_CARDS = "not_for_cards"
    BUSINESS_ONLY = "business_only"
    COMPANIES_ONLY = "companies_only"
    NOT_LATE = "not_late"
    MATURED = "matured"
    SOLD = "sold"
    AT_COURT = "at_court"
    NO_RULE = "no_rule"
    NO_PENALTY = "no_penalty"
    NO_FACTS = "no_facts"
    NO_ORDER = "no_order"
    NOTHING_WRONG = "nothing_wrong"
    NOT_ORAL = "not_oral"
    NOTHING_BETWEEN = "nothing_between"
    NOT_LOGGED = "not_logged"
    NOT_MISSED = "not_missed"
    NOT_AGREED = "not_agreed"
    NOT_ON_PAPER = "not_on_paper"
    NOTHING_MISSING = "nothing_missing"
    CATCH_UP_FIRST = "catch_up_first"
    CANNOT_KEEP = "cannot_keep"


class OrderGround(StrEnum):
    """A ground of an objection to a payment order (支付令), out of the book's row. Having no money is none."""

    WRONG_PERSON = "wrong_person"
    AMOUNT_WRONG = "amount_wrong"
    CHARGES_WITHOUT_BASIS = "charges_without_basis"
    PAID_NOT_CREDITED = "paid_not_credited"
    NOT_DUE = "not_due"
    ALREADY_SUED = "already_sued"


class LetterPart(StrEnum):
    """The parts of a letter, in order; `OWN` is not sent."""

    TO = "to"
    FROM = "from"
    BODY = "body"
    FACT = "fact"
    GROUND = "ground"
    REQUEST = "request"
    REPLY = "reply"
    ENCLOSED = "enclosed"
    CLOSING = "closing"
    OWN = "own"


@value
class LetterPoint:
    """One sentence.

    code     key of its words below the part in the catalogue ``letters``
    fresh    True when it begins a paragraph, or the next item of the list of requests
    """

    part: LetterPart
    code: str
    values: Mapping[str, Value] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    fresh: bool = False


@value(kw_only=False)
class Fit:
    """Whether that letter fits the debt now; `why` is None when it does."""

    kind: LetterKind
    why: Misfit | None


@value
class Letter:
    """One letter about one debt, dated with the case's day and signed by hand; `private` when it goes to a person."""

    kind: LetterKind
    debt: str
    name: str
    on: date
    held: bool
    private: bool
    points: tuple[LetterPoint, ...]

    def part(self, part: LetterPart) -> tuple[LetterPoint, ...]:
        """The points of one part, in order."""
        return tuple(point for point in self.points if point.part is part)
