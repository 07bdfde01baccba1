"""``offer CASE``: is what the lender offered good, affordable, complete, and what to answer."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from debtadvisor.cli import options as o

if TYPE_CHECKING:  # importing these at start would slow every command
    from collections.abc import Sequence

    from debtadvisor.cli.page import Page
    from debtadvisor.core.case import Case
    from debtadvisor.core.plan.model import Stopped
    from debtadvisor.core.policy.model import PolicyBook
    from debtadvisor.intake.flags import Flags

Text = str | None
Many = list[str] | None


def offer(
    case: o.CaseFile,
    debt: Annotated[Text, o.flag("--debt", "ID", "哪一笔；只有一笔时可以不写 / which debt")] = None,
    kind: Annotated[Text, o.flag("--kind", "KIND", "instalments、settlement、deferral、extension / what it is")] = None,
    amount: Annotated[Text, o.flag("--amount", "AMT", "一次结清付多少 / sum of a settlement")] = None,
    on: Annotated[Text, o.flag("--on", "DATE", "哪天付 / on which day")] = None,
    monthly: Annotated[Text, o.flag("--monthly", "AMT", "每期付多少 / each payment")] = None,
    count: Annotated[Text, o.flag("--count", "N", "几期 / how many")] = None,
    from_: Annotated[Text, o.flag("--from", "DATE", "第一期哪天 / day of the first")] = None,
    down: Annotated[Text, o.flag("--down", "AMT", "第一期多付的首付 / on top of the first")] = None,
    last: Annotated[Text, o.flag("--last", "AMT", "最后一期多少 / the last, if different")] = None,
    pay: Annotated[Many, o.flag("--pay", "AMT@DATE", "一笔一笔写，可多次 / payments one by one")] = None,
    months: Annotated[Text, o.flag("--months", "N", "停还或延长几个月 / months of a pause or extension")] = None,
    interest: Annotated[
        Text, o.flag("--interest", "HOW", "停还期间利息：none、simple（默认）、capitalise / interest of a pause")
    ] = None,
    fee: Annotated[Text, o.flag("--fee", "AMT", "另收的费用，随第一期 / a fee with the first")] = None,
    fee_monthly: Annotated[Text, o.flag("--fee-monthly", "AMT", "每期另收的费用 / a fee on each")] = None,
    claimed: Annotated[Text, o.flag("--claimed", "AMT", "对方说一共欠多少 / what they say is owed")] = None,
    waived: Annotated[Text, o.flag("--waived", "AMT", "对方说免掉多少 / what they say is waived")] = None,
    until: Annotated[Text, o.flag("--until", "DATE", "方案留到哪天 / last day to accept")] = None,
    form: Annotated[Text, o.flag("--form", "HOW", "written、recorded、oral（默认）/ in which form")] = None,
    pay_to: Annotated[
        Text, o.flag("--pay-to", "WHO", "official、company、personal、unknown（默认）/ whose account")
    ] = None,
    written: Annotated[
        Many, o.flag("--written", "TERMS", "书面里写明的条款，逗号隔开，或 all / what the paper says")
    ] = None,
    trap: Annotated[Many, o.flag("--trap", "CODES", "碰到的情况，逗号隔开 / what you noticed")] = None,
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    policies: o.Policies = None,
    output: o.Output = None,
    strict: o.Strict = False,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """对方给的方案好不好，怎么回 / is their offer good, and what to answer."""
    from debtadvisor.cli.exits import PERSON_FIRST
    from debtadvisor.cli.gather import book_for, case_of, needs_a_person, plan_of
    from debtadvisor.cli.page import Page
    from debtadvisor.core.offer.judge import judge
    from debtadvisor.core.plan.model import Stopped
    from debtadvisor.core.relief.options import outside_profile, profile_of
    from debtadvisor.intake.flags import Flags
    from debtadvisor.intake.offers import Asked, offer_from

    page = Page(lang=lang, format=format_, output=output, plain=plain, width=width)
    book = book_for(policies)
    found = case_of(case, book)
    plan = plan_of(found, book, strict=strict)
    if isinstance(plan, Stopped):
        _show_stop(plan, page, book)
        raise typer.Exit(PERSON_FIRST)
    flags = Flags(found.as_of)
    given: dict[str, str | Sequence[str] | None] = {
        "kind": kind,
        "amount": amount,
        "on": on,
        "monthly": monthly,
        "count": count,
        "from": from_,
        "down": down,
        "last": last,
        "pay": pay,
        "months": months,
        "interest": interest,
        "fee": fee,
        "fee-monthly": fee_monthly,
        "claimed": claimed,
        "waived": waived,
        "until": until,
        "form": form,
        "pay-to": pay_to,
        "written": written,
        "trap": trap,
    }
    texts = {name: text for name, text in given.items() if text}
    if not texts and case != "-" and sys.stdin.isatty() and sys.stdout.isatty():
        texts, debt = _asked(found, debt, book, page, flags)
    chosen = _debt(found, debt, flags)
    line = found.debt(chosen)
    profile = profile_of(line, book) or outside_profile(line)
    if line.principal.is_unknown:
        flags.report("--debt", "principal_unknown", given=chosen)
        flags.check()
    judged = judge(offer_from(texts, Asked(line, found, profile, book), flags), chosen, plan, book)
    if page.format is o.Format.JSON:
        from debtadvisor.output.document import to_json
        from debtadvisor.output.offer.export import offer_document

        page.write(to_json(offer_document(plan, judged)))
    else:
        from debtadvisor.core.script.build import scripts
        from debtadvisor.output.offer.page import offer_report

        page.show(offer_report(judged, plan, scripts(plan, book), book, page.catalogue()))
    if needs_a_person(plan):
        raise typer.Exit(PERSON_FIRST)


def _show_stop(plan: "Stopped", page: "Page", book: "PolicyBook") -> None:
    if page.format is o.Format.JSON:
        from debtadvisor.output.document import to_json
        from debtadvisor.output.offer.export import offer_document

        page.write(to_json(offer_document(plan, None)))
        return
    from debtadvisor.output.plan.stop import stop_report
    from debtadvisor.output.voice import Voice

    page.show(stop_report(plan, Voice(page.catalogue(), plan.case, book)))


def _debt(case: "Case", given: str | None, flags: "Flags") -> str:
    """The debt that is meant: the one named, or the only one there is."""
    ids = [one.id for one in case.debts]
    if given is None and len(ids) > 1:
        flags.report("--debt", "which_debt", allowed=", ".join(ids))
    elif given is not None and given not in ids:
        flags.report("--debt", "unknown_debt", given=given, allowed=", ".join(ids))
    flags.check()
    return given or ids[0]


def _asked(
    case: "Case", debt: str | None, book: "PolicyBook", page: "Page", flags: "Flags"
) -> "tuple[dict[str, str | Sequence[str]], str | None]":
    """The offer, question by question."""
    from debtadvisor.cli.wizard import prompter_for
    from debtadvisor.intake.offer_questions import ask_offer
    from debtadvisor.output.voice import Voice

    words = page.catalogue()
    names = Voice(words, case, book).names
    choices = [] if debt is not None else [(one.id, names[one.id]) for one in case.debts]
    said = ask_offer(prompter_for(words, page.plain), words, flags, choices)
    chosen = said.pop("debt", debt)
    return said, chosen if isinstance(chosen, str) else None
