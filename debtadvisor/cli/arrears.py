"""``arrears``: what an overdue debt has come to on a day, line by line. No case is needed."""

from typing import Annotated

import typer

from debtadvisor.cli import options as o

Text = str | None


def _option(flag: str, form: str, text: str) -> typer.models.OptionInfo:
    """One option read as written, so that every mistake can be told at once."""
    found = typer.Option(flag, metavar=form, help=text, show_default=False)
    assert isinstance(found, typer.models.OptionInfo)
    return found


def arrears(
    principal: Annotated[Text, _option("--principal", "YUAN", "本金 / principal")] = None,
    rate: Annotated[Text, _option("--rate", "RATE", "合同利率，如 18%、日万五 / contract rate")] = None,
    since: Annotated[Text, _option("--since", "DATE", "一笔逾期：没还上的那个还款日 / the due day missed")] = None,
    interest_owed: Annotated[
        Text, _option("--interest-owed", "YUAN", "到那天已经欠的利息 / interest owed by then")
    ] = None,
    fees_owed: Annotated[Text, _option("--fees-owed", "YUAN", "到那天已经欠的违约金等 / fees owed by then")] = None,
    costs: Annotated[Text, _option("--costs", "YUAN", "诉讼费等 / court and other costs")] = None,
    minimum: Annotated[Text, _option("--minimum", "SHARE", "信用卡最低还款：10% 或 500 / the card's minimum")] = None,
    months: Annotated[Text, _option("--months", "N", "按期还的贷款：期数 / a loan: instalments")] = None,
    start: Annotated[Text, _option("--start", "DATE", "放款日 / day of the loan")] = None,
    method: Annotated[Text, _option("--method", "METHOD", "还款方式；默认等额本息 / default level_payment")] = None,
    missed_from: Annotated[Text, _option("--missed-from", "DATE", "从哪个还款日起没还 / first due day missed")] = None,
    accelerated: Annotated[
        Text, _option("--accelerated", "DATE", "宣布全部提前到期的日子 / day the loan was called in")
    ] = None,
    on: Annotated[Text, _option("--on", "DATE", "算到哪一天；默认今天 / counted to; default today")] = None,
    lender: Annotated[Text, o.lender("欠谁的，如花呗 / lender of the policy book")] = None,
    kind: Annotated[Text, _option("--kind", "KIND", "名单里没有的，写哪一类 / kind of lender")] = None,
    penalty: Annotated[
        Text, _option("--penalty", "TIMES", "罚息利率是合同利率的几倍，如 1.5 / penalty over contract rate")
    ] = None,
    penalty_daily: Annotated[
        Text, _option("--penalty-daily", "RATE", "按天收的逾期费，如 日万五 / late fee by the day")
    ] = None,
    penalty_base: Annotated[
        Text,
        _option("--penalty-base", "BASE", "罚息按什么算 / overdue_principal, instalment, whole_principal"),
    ] = None,
    compound: Annotated[Text, _option("--compound", "KIND", "复利：none 或 interest / interest on interest")] = None,
    late_fee_share: Annotated[
        Text, _option("--late-fee-share", "SHARE", "违约金占最低还款未还部分 / of the unpaid minimum")
    ] = None,
    late_fee_min: Annotated[Text, _option("--late-fee-min", "YUAN", "违约金每次最少 / its floor")] = None,
    late_fee_max: Annotated[Text, _option("--late-fee-max", "YUAN", "违约金每次最多 / its cap")] = None,
    statement_day: Annotated[Text, _option("--statement-day", "DAY", "信用卡每月几号出账单 / statement day")] = None,
    grace: Annotated[Text, _option("--grace", "DAYS", "宽限几天 / days of grace")] = None,
    order: Annotated[Text, _option("--order", "ORDER", "还款先抵什么：law, card, contract / crediting")] = None,
    contract_order: Annotated[
        Text, _option("--contract-order", "LIST", "合同写的顺序，如 fees,penalty,interest,principal")
    ] = None,
    day_count: Annotated[Text, _option("--day-count", "BASE", "一年按几天：actual_360, actual_365")] = None,
    paid: Annotated[
        list[str] | None,
        typer.Option("--paid", metavar="YUAN@DATE", help="已经还的，可写多次 / paid; repeatable", show_default=False),
    ] = None,
    if_paid: Annotated[Text, _option("--if-paid", "YUAN@DATE", "如果那天还这么多，会怎样 / what if")] = None,
    judgment: Annotated[Text, _option("--judgment", "DATE", "判决的日子 / day of the judgment")] = None,
    perform_by: Annotated[
        Text, _option("--perform-by", "DATE", "判决要求还清的最后一天 / last day to perform it")
    ] = None,
    judgment_amount: Annotated[
        Text, _option("--judgment-amount", "YUAN", "判决里利息以外的钱 / its money without interest")
    ] = None,
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    policies: o.Policies = None,
    output: o.Output = None,
    strict: o.Strict = False,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """算逾期欠款：到某天一共多少，怎么算出来的 / what an overdue debt has come to."""
    from datetime import date

    from debtadvisor.cli.arrears_flags import Asked, question_of
    from debtadvisor.cli.gather import book_for
    from debtadvisor.cli.page import Page
    from debtadvisor.core.arrears.effect import effect
    from debtadvisor.core.arrears.run import ledger
    from debtadvisor.core.arrears.settle import settled
    from debtadvisor.core.policy.model import insist_fresh

    asked = Asked(
        principal=principal,
        rate=rate,
        since=since,
        interest_owed=interest_owed,
        fees_owed=fees_owed,
        costs=costs,
        minimum=minimum,
        months=months,
        start=start,
        method=method,
        missed_from=missed_from,
        accelerated=accelerated,
        on=on,
        lender=lender,
        kind=kind,
        penalty=penalty,
        penalty_daily=penalty_daily,
        penalty_base=penalty_base,
        compound=compound,
        late_fee_share=late_fee_share,
        late_fee_min=late_fee_min,
        late_fee_max=late_fee_max,
        statement_day=statement_day,
        grace=grace,
        order=order,
        contract_order=contract_order,
        day_count=day_count,
        paid=tuple(paid or ()),
        if_paid=if_paid,
        judgment=judgment,
        perform_by=perform_by,
        judgment_amount=judgment_amount,
    )
    book = book_for(policies)
    page = Page(lang=lang, format=format_, output=output, plain=plain, width=width)
    question = question_of(asked, book, date.today())
    if strict:
        insist_fresh(book, question.on)
    found = settled(question, book)
    run = ledger(found.debt, question.on)
    done = effect(found.debt, question.if_paid) if question.if_paid else None
    if page.format is o.Format.JSON:
        from debtadvisor.output.arrears.export import arrears_document
        from debtadvisor.output.document import to_json

        page.write(to_json(arrears_document(found, run, done, book.version)))
    else:
        from debtadvisor.output.arrears.page import arrears_report

        page.show(arrears_report(found, run, done, book, page.catalogue()))
