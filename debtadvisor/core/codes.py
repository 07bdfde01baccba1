"""The closed lists of codes that a case and the policy book are written in. Words for them: `text/*/terms.toml`."""

from enum import StrEnum


class BorrowerKind(StrEnum):
    """Who owes: a person, a sole trader (个体工商户), or the owner of a small business."""

    INDIVIDUAL = "individual"
    SOLE_TRADER = "sole_trader"
    SMALL_BUSINESS = "small_business"


class LenderKind(StrEnum):
    """What law a lender is under. `OTHER` is a creditor outside this book (home loan, landlord, tax office)."""

    BANK_CREDIT_CARD = "bank_credit_card"
    BANK_ONLINE_LOAN = "bank_online_loan"
    CONSUMER_FINANCE = "consumer_finance"
    MICROLOAN = "microloan"
    P2P_INTERMEDIARY = "p2p_intermediary"
    ASSISTED_LENDING_PLATFORM = "assisted_lending_platform"
    PRIVATE_LENDING = "private_lending"
    OTHER = "other"


class Pot(StrEnum):
    """Whose money: household and business cash are never mixed."""

    HOUSEHOLD = "household"
    BUSINESS = "business"


class Method(StrEnum):
    """How the contract repays. `REVOLVING` is a bill that falls due whole, with a minimum payment; `DAILY` repays equal
    principal with the interest of the actual days, and may be repaid any day (随借随还)."""

    LEVEL_PAYMENT = "level_payment"
    EQUAL_PRINCIPAL = "equal_principal"
    INTEREST_ONLY = "interest_only"
    BULLET = "bullet"
    FEE_INSTALMENT = "fee_instalment"
    DAILY = "daily"
    REVOLVING = "revolving"


class RatePer(StrEnum):
    """What a rate is quoted for. `MONTHLY_FEE` is a fee each month on the original principal (月费率)."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MONTHLY_FEE = "monthly_fee"


class DayCount(StrEnum):
    """What one period of interest is: a month of annual / 12, or actual days of annual / 360 or annual / 365."""

    MONTHLY = "monthly"
    ACTUAL_360 = "actual_360"
    ACTUAL_365 = "actual_365"


class Product(StrEnum):
    """What was lent."""

    CREDIT_CARD = "credit_card"
    PAY_LATER = "pay_later"
    CASH_LOAN = "cash_loan"
    CONSUMER_LOAN = "consumer_loan"
    BUSINESS_LOAN = "business_loan"
    INSTALMENT_PURCHASE = "instalment_purchase"
    SCENE_LOAN = "scene_loan"
    CAR_LOAN = "car_loan"
    HOME_LOAN = "home_loan"
    DEVICE_RENTAL = "device_rental"
    PRIVATE_LOAN = "private_loan"
    TAX = "tax"
    FINE = "fine"
    MAINTENANCE = "maintenance"
    JUDGMENT_DEBT = "judgment_debt"
    OTHER = "other"


class Security(StrEnum):
    """What stands behind a debt besides the borrower's promise."""

    NONE = "none"
    HOME = "home"
    CAR = "car"
    OTHER = "other"


class Guarantor(StrEnum):
    """Who else is bound."""

    NONE = "none"
    SOMEONE_GUARANTEES = "someone_guarantees"
    I_GUARANTEE = "i_guarantee"
    CO_BORROWER = "co_borrower"


class IncomeSource(StrEnum):
    """Where income comes from."""

    WAGE = "wage"
    BUSINESS = "business"
    GIG = "gig"
    PENSION = "pension"
    BENEFIT = "benefit"
    FAMILY = "family"
    RENT = "rent"
    OTHER = "other"


class Every(StrEnum):
    """How often a sum recurs."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ONCE = "once"


class Heading(StrEnum):
    """The standard headings of spending; `statement.GROUP` says which are fixed, flexible or priority."""

    RENT = "rent"
    HOME_LOAN = "home_loan"
    UTILITIES = "utilities"
    FOOD = "food"
    MEDICAL = "medical"
    CHILD_SUPPORT = "child_support"
    FINES_TAX = "fines_tax"
    PHONE = "phone"
    TRANSPORT = "transport"
    INSURANCE = "insurance"
    SCHOOL = "school"
    CHILDCARE = "childcare"
    ELDER_CARE = "elder_care"
    CLOTHING = "clothing"
    HOUSEHOLD_GOODS = "household_goods"
    PERSONAL = "personal"
    SOCIAL = "social"
    LEISURE = "leisure"
    SAVINGS = "savings"
    STOCK = "stock"
    STAFF = "staff"
    PREMISES = "premises"
    PLATFORM_FEES = "platform_fees"
    BUSINESS_TAX = "business_tax"
    OWNER_DRAWINGS = "owner_drawings"
    OTHER = "other"


class AssetKind(StrEnum):
    """What the household has."""

    CASH = "cash"
    DEPOSIT = "deposit"
    EXPECTED = "expected"
    PROVIDENT_FUND = "provident_fund"
    HOME = "home"
    CAR = "car"
    EQUIPMENT = "equipment"
    OTHER = "other"


class Cause(StrEnum):
    """What made the debts unpayable."""

    JOB_LOSS = "job_loss"
    WAGE_CUT = "wage_cut"
    UNPAID_WAGES = "unpaid_wages"
    ILLNESS = "illness"
    FAMILY_CHANGE = "family_change"
    BUSINESS_DOWNTURN = "business_downturn"
    BUSINESS_CLOSED = "business_closed"
    COSTS_ROSE = "costs_rose"
    DISASTER = "disaster"
    FRAUD = "fraud"
    OVERBORROWED = "overborrowed"
    OTHER = "other"


class Proof(StrEnum):
    """Papers that show hardship; only papers the person truly has are listed."""

    BANK_FLOW = "bank_flow"
    WAGE_SLIPS = "wage_slips"
    DISMISSAL = "dismissal"
    UNEMPLOYMENT = "unemployment"
    SOCIAL_INSURANCE = "social_insurance"
    MEDICAL = "medical"
    DISABILITY = "disability"
    SUBSISTENCE = "subsistence"
    ACCIDENT = "accident"
    BUSINESS_LICENCE = "business_licence"
    TURNOVER = "turnover"
    CLOSURE = "closure"
    WAGE_CLAIM = "wage_claim"
    POLICE_RECEIPT = "police_receipt"
    DIVORCE = "divorce"
    OTHER = "other"


class Circumstance(StrEnum):
    """What is true of the borrower as a whole, answered yes; each raises a finding in `triage`."""

    STUDENT = "student"
    MINOR = "minor"
    ILL = "ill"
    PREGNANT = "pregnant"
    DISABLED = "disabled"
    FULL_TIME_CARER = "full_time_carer"
    MIGRANT = "migrant"
    UNPAID_WAGES = "unpaid_wages"
    SALARY_CARD_DEBITED = "salary_card_debited"
    PROVIDENT_FUND = "provident_fund"
    SENSITIVE_POST = "sensitive_post"
    GOING_ABROAD = "going_abroad"
    HOME_AT_RISK = "home_at_risk"
    UTILITIES_AT_RISK = "utilities_at_risk"
    FOOD_AT_RISK = "food_at_risk"
    MEDICINE_AT_RISK = "medicine_at_risk"
    PHONE_CONTROLLED = "phone_controlled"
    COERCED = "coerced"
    FAMILY_PRESSED = "family_pressed"
    AGENT_HIRED = "agent_hired"
    AGENT_HOLDS_ID = "agent_holds_id"
    UNTRUE_PAPERS_USED = "untrue_papers_used"
    WANTS_UNTRUE_PAPERS = "wants_untrue_papers"
    BORROWING_TO_REPAY = "borrowing_to_repay"
    NEW_LOAN_30_DAYS = "new_loan_30_days"
    GAMBLING = "gambling"
    FILLED_BY_OTHER = "filled_by_other"


class DebtCircumstance(StrEnum):
    """What is true of one debt, answered yes."""

    NOT_RECOGNISED = "not_recognised"
    AMOUNT_DISPUTED = "amount_disputed"
    IDENTITY_THEFT = "identity_theft"
    BORROWED_FOR_OTHER = "borrowed_for_other"
    FRAUD_VICTIM = "fraud_victim"
    COERCED = "coerced"
    SPOUSE_DEBT = "spouse_debt"
    DECEASED_DEBT = "deceased_debt"
    SHOP_CLOSED = "shop_closed"
    TWO_CLAIMANTS = "two_claimants"
    BUYER_WITHOUT_NOTICE = "buyer_without_notice"
    PRIVATE_ACCOUNT = "private_account"
    RENT_TO_OWN = "rent_to_own"
    CAR_ABOUT_TO_BE_TAKEN = "car_about_to_be_taken"
    MALL_INSTALMENT = "mall_instalment"
    SIDE_FEES = "side_fees"
    ROLL_OVER_OFFERED = "roll_over_offered"
    ENFORCEABLE_PAPER = "enforceable_paper"
    AGREEMENT_ORAL = "agreement_oral"
    AGREEMENT_UNAFFORDABLE = "agreement_unaffordable"
    STILL_USED = "still_used"


class EventKind(StrEnum):
    """What has happened: contacts, letters, papers from courts, what was agreed and paid."""

    CONTACT = "contact"
    DEMAND = "demand"
    THREAT = "threat"
    VIOLENCE = "violence"
    THIRD_PARTY_CONTACT = "third_party_contact"
    IMPERSONATION = "impersonation"
    PRIVATE_ACCOUNT = "private_account"
    LETTER = "letter"
    LAWYER_LETTER = "lawyer_letter"
    MEDIATION_CALL = "mediation_call"
    ACCELERATION_NOTICE = "acceleration_notice"
    ASSIGNMENT_NOTICE = "assignment_notice"
    GUARANTOR_PAYOUT = "guarantor_payout"
    ARBITRATION_NOTICE = "arbitration_notice"
    PAYMENT_ORDER = "payment_order"
    SUMMONS = "summons"
    JUDGMENT = "judgment"
    ENFORCEMENT = "enforcement"
    ACCOUNT_FROZEN = "account_frozen"
    POLICE_CONTACT = "police_contact"
    AGREEMENT = "agreement"
    PAYMENT = "payment"


class ContactChannel(StrEnum):
    """How somebody was in touch. Only what came by telephone counts as a call."""

    PHONE = "phone"
    APP = "app"
    SMS = "sms"
    LETTER = "letter"
    VISIT = "visit"
    OTHER = "other"


class Outcome(StrEnum):
    """What the other side answered to what was asked."""

    PENDING = "pending"
    AGREED = "agreed"
    PART_ACCEPTED = "part_accepted"
    REFUSED = "refused"


class FrozenBy(StrEnum):
    """Who froze an account."""

    COURT = "court"
    POLICE = "police"
    BANK = "bank"
    PLATFORM = "platform"
    UNKNOWN = "unknown"


class Stage(StrEnum):
    """Where a debt stands, by days past due and by what has been served."""

    PRE_DUE = "pre_due"
    M1 = "m1"
    M2 = "m2"
    M3 = "m3"
    M4_PLUS = "m4_plus"
    PRE_SUIT = "pre_suit"
    LITIGATION = "litigation"
    ASSIGNED = "assigned"


class Standing(StrEnum):
    """How strong a claim is, strongest first."""

    LAW = "law"
    REGULATION = "regulation"
    GUIDELINE = "guideline"
    LENDER_TERMS = "lender_terms"
    PRACTICE = "practice"
    PLANNING_DEFAULT = "planning_default"


class Confidence(StrEnum):
    """How sure the book is that the claim is as stated."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Evidence(StrEnum):
    """What kind of page supports a source."""

    OFFICIAL_TEXT = "official_text"
    OFFICIAL_MIRROR = "official_mirror"
    LENDER_PAGE = "lender_page"
    NEWS = "news"
    SECONDARY = "secondary"
    BORROWER_REPORTED = "borrower_reported"
    UNVERIFIED = "unverified"


class ReliefKind(StrEnum):
    """The closed list of what can be asked for. The last three ride along with one of the others."""

    DEFERRAL = "deferral"
    TERM_EXTENSION = "term_extension"
    INSTALMENT = "instalment"
    INSTALMENT_PLAN = "instalment_plan"
    RATE_REDUCTION = "rate_reduction"
    SETTLEMENT = "settlement"
    RENEWAL = "renewal"
    PENALTY_WAIVER = "penalty_waiver"
    INTEREST_WAIVER = "interest_waiver"
    CONTACT_PAUSE = "contact_pause"


class DeferralInterest(StrEnum):
    """What happens to interest while payments pause."""

    NONE = "none"
    SIMPLE = "simple"
    CAPITALISED = "capitalised"


class PackChannel(StrEnum):
    """Where a talk takes place; each has words of its own, with the figures of the same plan. `COLLECTOR` is a call
    that comes in; the others are begun by the borrower, or by a court or a mediator."""

    PHONE = "phone"
    APP = "app"
    WRITTEN = "written"
    COMPLAINT = "complaint"
    MEDIATION = "mediation"
    COURT = "court"
    COLLECTOR = "collector"
