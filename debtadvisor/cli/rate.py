"""``rate``: what a loan really costs a year, and which ceiling that is held against."""

from typing import TYPE_CHECKING, Annotated

import typer

from debtadvisor.cli import options as o

if TYPE_CHECKING:  # importing these at start would slow every command
    from debtadvisor.core.policy.model import PolicyBook
    from debtadvisor.intake.flags import Flags
    from debtadvisor.output.rate.result import RateResult

# What each way of telling a loan needs, and what else may stand beside it.
_NEEDED = {"received": ("payment", "count"), "principal": ("monthly_fee", "count"), "flows": (), "convert": ()}
_BESIDE = {
    "received": ("fee_upfront", "fee_monthly", "first_after", "start", "first"),
    "principal": ("first_after", "start", "first"),
    "flows": (),
    "convert": ("count",),
}
# Numbers of instalments for which a bare monthly fee is turned into a yearly rate.
_USUAL_COUNTS = (3, 6, 12, 24, 36)


def _option(flag: str, metavar: str, text: str) -> typer.models.OptionInfo:
    found: typer.models.OptionInfo = typer.Option(flag, metavar=metavar, help=text, show_default=False)
    return found


def rate(
    received: Annotated[str | None, _option("--received", "YUAN", "到手多少 / what arrived")] = None,
    payment: Annotated[str | None, _option("--payment", "YUAN", "每期还多少 / each payment")] = None,
    count: Annotated[str | None, _option("--count", "N", "几期 / how many payments")] = None,
    fee_upfront: Annotated[str | None, _option("--fee-upfront", "YUAN", "先付的费用 / a fee paid first")] = None,
    fee_monthly: Annotated[str | None, _option("--fee-monthly", "YUAN", "每期另付的费用 / a fee each time")] = None,
    first_after: Annotated[str | None, _option("--first-after", "DAYS", "几天后还第一期 / days to the first")] = None,
    start: Annotated[str | None, _option("--start", "DATE", "到手的日子 / when the money came")] = None,
    first: Annotated[str | None, _option("--first", "DATE", "第一期的日子 / first due day")] = None,
    principal: Annotated[str | None, _option("--principal", "YUAN", "分期的本金 / what is spread")] = None,
    monthly_fee: Annotated[str | None, _option("--monthly-fee", "SHARE", "月费率，如 0.6% / fee a month")] = None,
    flows: Annotated[str | None, _option("--flows", "FILE", "日期和金额两列，- 读标准输入 / date,amount")] = None,
    convert: Annotated[str | None, _option("--convert", "RATE", "换算一个报价，如 日万五 / one quote")] = None,
    kind: Annotated[str | None, _option("--kind", "KIND", "哪一类放款方 / kind of lender")] = None,
    lender: Annotated[str | None, o.lender("谁放的款，如 花呗 / who lent")] = None,
    contract_date: Annotated[str | None, _option("--contract-date", "DATE", "签合同的日子 / contract day")] = None,
    filed: Annotated[str | None, _option("--filed", "DATE", "起诉的日子，老借条要 / day of the suit")] = None,
    as_of: Annotated[str | None, _option("--as-of", "DATE", "按哪一天；默认今天 / as of that day")] = None,
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    policies: o.Policies = None,
    output: o.Output = None,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """一笔借款一年真正合多少，和哪条线比 / the real yearly cost of a loan."""
    from debtadvisor.cli.gather import book_for
    from debtadvisor.cli.page import Page

    told = {
        "received": received,
        "payment": payment,
        "count": count,
        "fee_upfront": fee_upfront,
        "fee_monthly": fee_monthly,
        "first_after": first_after,
        "start": start,
        "first": first,
        "principal": principal,
        "monthly_fee": monthly_fee,
        "flows": flows,
        "convert": convert,
        "kind": kind,
        "lender": lender,
        "contract_date": contract_date,
        "filed": filed,
        "as_of": as_of,
    }
    book = book_for(policies)
    page = Page(lang=lang, format=format_, output=output, plain=plain, width=width)
    result = _result({name: text for name, text in told.items() if text is not None}, book)
    if page.format is o.Format.JSON:
        from debtadvisor.output.document import to_json
        from debtadvisor.output.rate.export import rate_document

        page.write(to_json(rate_document(result)))
    else:
        from debtadvisor.output.rate.page import rate_report

        page.show(rate_report(result, book, page.catalogue()))


def _result(told: dict[str, str], book: "PolicyBook") -> "RateResult":
    """The answer to what was asked. Raises InputError with every problem of the command line and the file."""
    from datetime import date

    from debtadvisor.cli.rate_asked import Asked
    from debtadvisor.intake.flags import Flags

    flags = Flags(date.today())
    asked = Asked(told, flags)
    way = _way(told, flags)
    if way == "convert":
        return asked.quoted(book, _USUAL_COUNTS)
    if way == "flows":
        return asked.of_file(book)
    return asked.of_fee(book) if way == "principal" else asked.of_payments(book)


def _way(told: dict[str, str], flags: "Flags") -> str:
    """Which of the four ways was taken; flags that belong to another way are reported, and those that are missing."""
    ways = [name for name in _NEEDED if name in told]
    if not ways:
        flags.report("", "no_loan_told")
        flags.check()
    way = ways[0]
    known = {way, *_NEEDED[way], *_BESIDE[way], "kind", "lender", "contract_date", "filed", "as_of"}
    for name in told:
        if name not in known:
            flags.report(_flag(name), "not_with", other=_flag(way))
    for name in _NEEDED[way]:
        if name not in told:
            flags.report(_flag(name), "needed_with", other=_flag(way))
    flags.check()
    return way


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")
