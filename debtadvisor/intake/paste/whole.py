"""What a pasted line says as a whole: who, how much, in which way; and whether that is enough for a debt."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from debtadvisor.core.codes import LenderKind, Method, Product
from debtadvisor.core.dates import next_on_day
from debtadvisor.core.errors import Problem
from debtadvisor.core.policy.model import Lender
from debtadvisor.intake import values
from debtadvisor.intake.build import problems_of_row
from debtadvisor.intake.fields import DEBT
from debtadvisor.intake.lender_names import folded, nearest
from debtadvisor.intake.paste.line import Line
from debtadvisor.intake.paste.words import Says
from debtadvisor.intake.units import shown
from debtadvisor.intake.usual import usual_method, usual_product

# A sum of fewer yuan is a rate, or 万 was forgotten.
_LEAST = Decimal(10)
_ASKED = {"paste_no_sum", "paste_two_sums", "paste_nothing_before"}
_FEE = "月费率"  # as `values.rate_answer` writes it
_ORDER = (
    "lender",
    "kind",
    "name",
    *(field.key for field in DEBT.fields if field.key not in ("lender", "kind", "name")),
)


def conclude(line: Line) -> None:
    """Puts the pieces together. What is missing or could mean two things is reported."""
    _sums(line)
    _again(line)
    _names(line)
    _counts(line)
    _usual(line)
    _maturity(line)
    _minimum(line)
    _checked(line)
    line.answers = {key: line.answers[key] for key in _ORDER if key in line.answers}


def _again(line: Line) -> None:
    """同上: the debt before, with what this line says otherwise."""
    if Says.AGAIN not in line.heard:
        return
    if line.before is None:
        line.report("", "paste_nothing_before")
        return
    creditor = ("lender", "kind", "name") if line.lender or line.names else ()
    same = {key: answer for key, answer in line.before.items() if key != "id" and key not in creditor}
    line.answers = same | line.answers


def _names(line: Line) -> None:
    """Who the creditor is: a lender of the book, a kind with a name, or a name whose kind is asked for."""
    if "kind" in line.answers and "name" in line.answers:
        for name in line.names:
            line.report(name, "paste_unread")
        return
    row = line.lenders.get(line.lender)
    unlisted = row is None and not line.lender
    generic = row is not None and row.generic
    if line.names and (unlisted or generic):
        name = line.names.pop(0)
        line.put("name", name, name)
        row = row if generic else _kind_in_name(line, name)
        if row is not None:
            line.put("kind", row.kind.value, name)
        elif not line.heard.count(Says.AGAIN):
            near = "、".join(nearest(name, line.known))
            line.report(name, "paste_unknown_lender", nearest=near)
    elif generic and row is not None:
        line.put("kind", row.kind.value, line.lender)
    elif line.lender:
        line.put("lender", row.name.zh if row is not None else line.lender, line.lender)
    elif not {"lender", "kind", "name"} & line.answers.keys() and Says.AGAIN not in line.heard:
        line.report("", "paste_no_lender")
    if line.tail:
        called = str(line.answers.get("name") or line.answers.get("lender", ""))
        line.answers["name"] = f"{called} 尾号{line.tail}".strip()
    for name in line.names:
        line.report(name, "paste_unread")


def _kind_in_name(line: Line, name: str) -> Lender | None:
    """The generic lender whose name this one ends with: a bank's card, a 小额贷款公司."""
    here = folded(name)
    fits = [row for other, key in line.known.items() if here.endswith(other) and (row := line.lenders.get(key))]
    return next((row for row in fits if row.generic), None)


def _sums(line: Line) -> None:
    """A lone sum is the principal; of two it is asked which is which."""
    plain = line.sums
    if "principal" not in line.answers and len(plain) == 1:
        line.answers["principal"] = plain[0][1]
    elif "principal" not in line.answers and plain:
        line.report("", "paste_two_sums", first=shown(plain[0][0]), second=shown(plain[1][0]))
    elif plain:
        line.report(plain[0][0], "paste_which_sum")
    elif "principal" not in line.answers and Says.AGAIN not in line.heard and not _sum_refused(line):
        line.report("", "paste_no_sum")
    principal = line.answers.get("principal")
    if isinstance(principal, int | Decimal) and principal < _LEAST:
        line.report(f"{Decimal(principal):f}", "paste_tiny_sum")


def _sum_refused(line: Line) -> bool:
    """Whether a sum stands there that was already asked about."""
    return any(problem.code in ("amount_unclear", "paste_about") for problem in line.problems)


def _counts(line: Line) -> None:
    """剩N期, or 共N期 with 已还N期; one of the two alone could mean either, and when late they do not tell."""
    left, paid, whole = (line.counts.get(says) for says in (Says.LEFT, Says.PAID, Says.PERIODS))
    if left is not None:
        line.answers["instalments_left"] = left
    elif whole is not None and paid is not None and paid < whole and "overdue_since" not in line.answers:
        line.answers["instalments_left"] = whole - paid
    elif whole is not None or paid is not None:
        line.report(str(whole if whole is not None else paid), "paste_which_count")


def _usual(line: Line) -> None:
    """The product of the lender's row, and how it is repaid, where the line does not say so itself."""
    answers = line.answers
    kind = answers.get("kind")
    row = line.lenders.get(line.lender) or next(
        (one for one in line.lenders.values() if one.generic and one.kind.value == kind), None
    )
    product = Product.PRIVATE_LOAN if kind == LenderKind.PRIVATE_LENDING else usual_product(row)
    if product is not None:
        answers.setdefault("product", product.value)
    if str(answers.get("rate", "")).startswith(_FEE):
        answers.setdefault("method", Method.FEE_INSTALMENT.value)  # 月费率 is nothing else
    said = {"method", "instalments_left", "instalment"} & answers.keys() or line.counts
    if not said and not line.instalments_named and (method := usual_method(product)) is not None:
        answers["method"] = method.value


def _maturity(line: Line) -> None:
    """A last day (2026-12-20到期): of a loan between people, the day for all of it; of 先息后本, the last payment."""
    if (
        line.answers.get("method") == Method.BULLET
        and not {"next_due", "due_day", "overdue_since"} & line.answers.keys()
    ):
        line.report("", "paste_needs_instalments")
    day = line.answers.get("next_due")
    if not isinstance(day, date) or {"instalments_left", "instalment"} & line.answers.keys():
        return
    method = line.answers.get("method")
    if method is None and line.answers.get("kind") == LenderKind.PRIVATE_LENDING:
        line.answers["method"] = Method.BULLET.value
    elif method == Method.INTEREST_ONLY and day >= line.today:
        first = next_on_day(line.today, day.day, inclusive=True)
        line.answers["instalments_left"] = (day.year - first.year) * 12 + day.month - first.month + 1
        line.answers["next_due"] = first


def _minimum(line: Line) -> None:
    """最低还款 as a sum: its share of the principal, rounded down, and never less than that sum."""
    if line.minimum is None:
        return
    given = line.answers.get("minimum")
    principal = line.answers.get("principal")
    if isinstance(given, Mapping):
        line.answers["minimum"] = {**given, "floor": values.yuan(line.minimum)}
    elif principal is None:
        return  # already asked for
    elif not isinstance(principal, int | Decimal) or line.minimum > values.fen(principal) or not principal:
        line.report(f"{values.yuan(line.minimum)}", "paste_minimum")
    else:
        share = Decimal(line.minimum * 10_000 // values.fen(principal)).scaleb(-4)
        line.answers["minimum"] = {"share": values.bare(share), "floor": values.yuan(line.minimum)}


def _checked(line: Line) -> None:
    """What a case file with these answers would be told, unless the line already said so."""
    told = {problem.code for problem in line.problems}
    if not {"lender", "kind"} & line.answers.keys():
        return
    for found in problems_of_row(DEBT, line.answers, line.known, line.today):
        if found.code == "missing" and (told & _ASKED or _sum_refused(line)):
            continue
        if found.code == "needs_instalments":
            if not told & {"paste_which_count", "paste_unread", "paste_two_sums"}:
                line.report("", "paste_needs_instalments")
            continue
        line.problems.append(Problem(f"line {line.number}", found.code, found.values))
