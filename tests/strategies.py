"""Hypothesis strategies for the answers of a case, in the many ways in which people write them."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from debtadvisor.intake.fields import AGREEMENT, BUSINESS_HEADINGS, CASE, DEBT, EVENT, Field, Kind, Section

AS_OF = date(2026, 11, 21)
# Ways of writing two lenders, as `lender_names` would give them for a policy book.
KNOWN = {"花呗": "huabei", "huabei": "huabei", "蚂蚁花呗": "huabei", "借呗": "jiebei", "jiebei": "jiebei"}

Answers = dict[str, object]

_FEN = st.integers(min_value=1, max_value=10**9)
_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
_NAME = st.text("abc欠款-_.1234567890", min_size=1, max_size=12)
_DAYS = st.integers(min_value=0, max_value=900)


def _yuan(fen: int) -> list[object]:
    """The same sum in several ways of writing it."""
    exact = Decimal(fen).scaleb(-2)
    return [exact, f"{exact:f}", f"{exact:,f}元", f"¥{exact:f}", f"{exact.scaleb(-4):f}万"]


def _one_way(fen: int) -> st.SearchStrategy[object]:
    return st.sampled_from(_yuan(fen))


def money() -> st.SearchStrategy[object]:
    """A sum above zero, in yuan."""
    return _FEN.flatmap(_one_way)


def _ends(ends: tuple[int, int]) -> dict[str, object]:
    low, high = sorted(ends)
    return {"low": Decimal(low).scaleb(-2), "high": Decimal(high).scaleb(-2)}


def amounts() -> st.SearchStrategy[object]:
    """A sum, a range, or not known."""
    return money() | st.tuples(_FEN, _FEN).map(_ends) | st.sampled_from(["unknown", "不知道"])


def rates() -> st.SearchStrategy[object]:
    """A rate in any of its forms."""
    tenth = st.integers(min_value=0, max_value=399).map(lambda n: Decimal(n).scaleb(-1))
    forms = st.sampled_from(["{}%", "年化{}%", "{}%/月", "月费率{}%", "日万{}", "{}‰/日"])
    written = st.builds(lambda form, number: form.format(min(number, Decimal(20))), forms, tenth)
    return written | tenth.map(lambda percent: percent.scaleb(-2)) | st.just({"low": Decimal("0.1"), "high": "24%"})


def _dates(field: Field) -> st.SearchStrategy[object]:
    if field.past:
        days = _DAYS.map(lambda n: AS_OF - timedelta(days=n))
    else:
        days = _DAYS.map(lambda n: AS_OF + timedelta(days=n))
    return days | days.map(lambda day: day.isoformat()) | days.map(lambda day: f"{day.year}年{day.month}月{day.day}日")


def value(field: Field) -> st.SearchStrategy[object]:
    """An answer that the field takes."""
    if field.kind is Kind.TABLE:
        return table(field.section)
    if field.kind is Kind.TABLES:
        return st.lists(table(field.section), max_size=2)
    if field.kind is Kind.CODES:
        return st.lists(st.sampled_from(field.codes), max_size=3)
    if field.kind is Kind.COUNT:
        counts = st.integers(min_value=field.low, max_value=field.high)
        return counts | counts.map(str)
    if field.kind is Kind.DATE:
        return _dates(field)
    plain: dict[Kind, st.SearchStrategy[object]] = {
        Kind.TEXT: _TEXT.filter(str.strip) if field.required else _TEXT,
        Kind.ID: _NAME,
        Kind.LENDER: st.sampled_from(sorted(KNOWN)),
        Kind.YES_NO: st.booleans() | st.sampled_from(["是", "no"]),
        Kind.MONEY: money(),
        Kind.AMOUNT: amounts(),
        Kind.RATE: rates(),
        Kind.SHARE: st.sampled_from([Decimal("0.1"), "5%", 0, 1]),
    }
    return st.sampled_from(field.codes) if field.kind is Kind.CODE else plain[field.kind]


# Dates and sums of one table depend on each other; these are left to tests of their own.
_LEFT_OUT = ("end", "until", "token", "for_debts", "contract_date", "debt", "lender", "pot")


def table(section: Section) -> st.SearchStrategy[Answers]:
    """Answers for one table: what is required, and any of the rest."""
    must = {field.key: value(field) for field in section.fields if field.required}
    may = {
        field.key: value(field)
        for field in section.fields
        if field.key not in must and field.key not in _LEFT_OUT and not (section is DEBT and field.key == "kind")
    }
    made = st.fixed_dictionaries(must, optional=may)
    if section is AGREEMENT:
        return made.map(_with_payments)
    if section is EVENT:
        return made.map(_as_happened)
    if section.name == "spending":
        return made.map(_in_its_pot)
    return made.flatmap(_debt) if section is DEBT else made


def _with_payments(row: Answers) -> Answers:
    """The terms with a first day and a sum, when they name no payments."""
    return row if row.get("payments") else {"first": AS_OF, "monthly": 500} | row


def _as_happened(row: Answers) -> Answers:
    """The event with what its kind needs and without what only another kind has."""
    kept = dict(row)
    if row["kind"] != "agreement":
        kept.pop("agreement", None)
    if row["kind"] != "payment":
        kept.pop("amount", None)
    if row["kind"] == "agreement" and "agreement" not in kept:
        kept["agreement"] = {"first": AS_OF, "monthly": 500}
    if row["kind"] == "payment" and "amount" not in kept:
        kept["amount"] = 500
    if row["kind"] in ("agreement", "payment"):
        kept["debt"] = "debt-0"  # the first that `answers` makes
    return kept


def _in_its_pot(row: Answers) -> Answers:
    business = row["heading"] in [heading.value for heading in BUSINESS_HEADINGS]
    return row | ({"pot": "business"} if business else {})


def _debt(row: Answers) -> st.SearchStrategy[Answers]:
    """The debt with a creditor, and with what its method needs."""
    creditor: st.SearchStrategy[Answers] = st.sampled_from(sorted(KNOWN)).map(lambda name: {"lender": name})
    creditor |= st.sampled_from(DEBT.field("kind").codes).map(lambda kind: {"kind": kind})
    if row.get("instalments_left") in (0, "0"):  # none left is a debt only when something is overdue
        row = row | {"overdue_since": AS_OF}
    return creditor.map(lambda one: {"instalments_left": 12} | row | one)


def answers() -> st.SearchStrategy[Answers]:
    """Answers that make a case."""
    may = {
        field.key: value(field) for field in CASE.fields if not field.required and field.key not in ("as_of", "goals")
    }
    must = {
        "incomes": value(CASE.field("incomes")),
        "spending": value(CASE.field("spending")),
        "debts": st.lists(table(DEBT), min_size=1, max_size=3).map(_with_ids),
    }
    return st.fixed_dictionaries(must, optional=may).map(lambda found: {"as_of": AS_OF} | found)


def _with_ids(debts: list[Answers]) -> list[Answers]:
    return [debt | {"id": f"debt-{i}"} for i, debt in enumerate(debts)]
