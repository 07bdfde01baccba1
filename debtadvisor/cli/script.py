"""``script CASE``: what to say to each lender; with ``--letter`` what to send."""

from typing import Annotated

import typer

from debtadvisor.cli import options as o
from debtadvisor.core.codes import PackChannel


def script(
    case: o.CaseFile,
    debt: Annotated[
        str | None, typer.Option("--debt", metavar="ID", help="只看这一笔 / only this debt", show_default=False)
    ] = None,
    channel: Annotated[
        PackChannel,
        typer.Option("--channel", help="场合：电话、消息、书面、投诉、调解、法院、对方打来 / where it is said"),
    ] = PackChannel.PHONE,
    letter: Annotated[
        str | None,
        typer.Option("--letter", metavar="KIND", help="写信，list 看能写哪些 / a letter to send", show_default=False),
    ] = None,
    ground: Annotated[
        list[str] | None,
        typer.Option("--ground", metavar="CODE", help="支付令异议的理由，可多次 / ground", show_default=False),
    ] = None,
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    policies: o.Policies = None,
    output: o.Output = None,
    strict: o.Strict = False,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """电话里要说的话、要寄的信 / what to say to each lender, and letters."""
    from debtadvisor.cli.exits import PERSON_FIRST
    from debtadvisor.cli.gather import book_for, case_of, needs_a_person, plan_of
    from debtadvisor.cli.page import Page
    from debtadvisor.core.errors import InputError, Problem
    from debtadvisor.core.packs.build import packs
    from debtadvisor.core.plan.model import Plan

    book = book_for(policies)
    page = Page(lang=lang, format=format_, output=output, plain=plain, width=width)
    found = case_of(case, book)
    result = plan_of(found, book, strict=strict)
    ids = [one.id for one in found.debts]
    # A STOP shows no debt: help must not wait for the right name of one.
    if debt is not None and debt not in ids and isinstance(result, Plan):
        raise InputError([Problem("--debt", "unknown_debt", {"given": debt, "allowed": ", ".join(ids)})])
    if letter is not None or ground:
        from debtadvisor.cli.letter import write_letter

        write_letter(result, book, page, debt, letter, ground or [])
        if needs_a_person(result):
            raise typer.Exit(PERSON_FIRST)
        return
    made = packs(result, book, channel) if isinstance(result, Plan) else ()
    if debt is not None:
        made = tuple(pack for pack in made if pack.debt == debt)
    if page.format is o.Format.JSON:
        from debtadvisor.output.document import to_json
        from debtadvisor.output.plan.export import plan_document

        page.write(to_json(plan_document(result, made)))
    else:
        from debtadvisor.output.script.page import script_report

        page.show(script_report(result, made, book, page.catalogue(), channel=channel))
    if needs_a_person(result):
        raise typer.Exit(PERSON_FIRST)
