"""``schedule``: the payments of one loan to the fen, with no case."""

from typing import Annotated

from debtadvisor.cli import options as o

Text = str | None


def schedule(
    principal: Annotated[Text, o.flag("--principal", "AMT", "借多少（元）/ principal in yuan")] = None,
    rate: Annotated[Text, o.flag("--rate", "RATE", "利率：0.18、18%、日万五 / rate")] = None,
    months: Annotated[Text, o.flag("--months", "N", "几期 / instalments")] = None,
    method: Annotated[
        Text,
        o.flag(
            "--method",
            "METHOD",
            "level_payment（默认）、equal_principal、interest_only、bullet、fee_instalment、daily、revolving / method",
        ),
    ] = None,
    start: Annotated[Text, o.flag("--start", "DATE", "放款日，默认今天 / day of the loan")] = None,
    first: Annotated[Text, o.flag("--first", "DATE", "第一次还款日，默认一个月后 / first due date")] = None,
    due_day: Annotated[Text, o.flag("--due-day", "N", "每月几号还 / due day of the month")] = None,
    day_count: Annotated[
        Text, o.flag("--day-count", "HOW", "monthly（默认）、actual_360、actual_365 / how days count")
    ] = None,
    payment: Annotated[Text, o.flag("--payment", "AMT", "每期还多少；不写 --months 就算要几期 / own payment")] = None,
    fee_rate: Annotated[Text, o.flag("--fee-rate", "SHARE", "每期手续费率，按最初本金 / fee each month")] = None,
    fee_timing: Annotated[
        Text, o.flag("--fee-timing", "WHEN", "monthly（默认）、first、upfront / when the fee is paid")
    ] = None,
    minimum_share: Annotated[Text, o.flag("--minimum-share", "SHARE", "最低还款比例，默认 10% / minimum")] = None,
    minimum_floor: Annotated[Text, o.flag("--minimum-floor", "AMT", "最低还款不少于 / least minimum")] = None,
    due_whole: Annotated[Text, o.flag("--due-whole", "AMT", "第一期要全额还的部分 / due in full at first")] = None,
    defer: Annotated[Text, o.flag("--defer", "N", "停还几个月 / months without payment")] = None,
    defer_after: Annotated[Text, o.flag("--defer-after", "N", "还过几期后开始停 / after how many payments")] = None,
    defer_interest: Annotated[
        Text,
        o.flag("--defer-interest", "HOW", "停还时的利息：none、simple（默认）、capitalise / its interest"),
    ] = None,
    extend: Annotated[Text, o.flag("--extend", "N", "增加几期，负数为减少 / more instalments")] = None,
    extend_after: Annotated[Text, o.flag("--extend-after", "N", "还过几期后 / after how many payments")] = None,
    prepay: Annotated[list[str] | None, o.flag("--prepay", "AMT@DATE", "提前还一笔，可多次 / pay early")] = None,
    then: Annotated[Text, o.flag("--then", "HOW", "提前还后：shorten（默认，早还完）、lower（每期变少）")] = None,
    step: Annotated[
        list[str] | None, o.flag("--step", "AMTxN", "前 N 期每期还这么多，可多次 / stepped payments")
    ] = None,
    reprice: Annotated[list[str] | None, o.flag("--reprice", "RATE@DATE", "从那天起换利率 / new rate")] = None,
    settle: Annotated[Text, o.flag("--settle", "SHARE@DATE", "那天按几成结清 / settle for a share")] = None,
    owed: Annotated[Text, o.flag("--owed", "AMT", "以前欠的息费，平摊进各期 / charges owed")] = None,
    waive: Annotated[Text, o.flag("--waive", "SHARE", "其中免掉几成 / share of them waived")] = None,
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    output: o.Output = None,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """算一笔借款的还款计划 / the schedule of one loan."""
    from datetime import date

    from debtadvisor.cli.page import Page
    from debtadvisor.core.loan.model import NeverPaidOffError
    from debtadvisor.core.loan.run import run
    from debtadvisor.intake.flags import Flags
    from debtadvisor.intake.loans import ChangeTexts, LoanTexts, changes_from, loan_from, told_never_paid_off

    flags = Flags(date.today())
    texts = LoanTexts(
        principal=principal,
        rate=rate,
        months=months,
        method=method,
        start=start,
        first=first,
        due_day=due_day,
        day_count=day_count,
        payment=payment,
        fee_rate=fee_rate,
        fee_timing=fee_timing,
        minimum_share=minimum_share,
        minimum_floor=minimum_floor,
        due_whole=due_whole,
    )
    agreed = ChangeTexts(
        defer=defer,
        defer_after=defer_after,
        defer_interest=defer_interest,
        extend=extend,
        extend_after=extend_after,
        prepay=tuple(prepay or ()),
        then=then,
        step=tuple(step or ()),
        reprice=tuple(reprice or ()),
        settle=settle,
        owed=owed,
        waive=waive,
    )
    loan = loan_from(texts, flags)
    changes = changes_from(agreed, loan, flags)
    try:
        found = run(loan, changes)
    except NeverPaidOffError as wrong:
        told_never_paid_off(wrong, "--step" if changes.steps else "--payment", flags)
        flags.check()
        raise
    page = Page(lang=lang, format=format_, output=output, plain=plain, width=width)
    if page.format is o.Format.JSON:
        from debtadvisor.output.document import to_json
        from debtadvisor.output.schedule.export import schedule_document

        page.write(to_json(schedule_document(found)))
    else:
        from debtadvisor.output.schedule.page import schedule_report

        page.show(schedule_report(found, page.catalogue()))
