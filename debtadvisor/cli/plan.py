"""``plan CASE``: the whole way from a case to a page."""

from typing import TYPE_CHECKING, Annotated

import typer

from debtadvisor.cli import options as o

if TYPE_CHECKING:  # importing these at start would slow every command
    from debtadvisor.cli.page import Page
    from debtadvisor.core.case import Case
    from debtadvisor.core.policy.model import PolicyBook


def plan(
    case: o.CaseFile,
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    policies: o.Policies = None,
    output: o.Output = None,
    details: Annotated[bool, typer.Option("--details", help="每期明细 / every instalment")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="每个数从哪里来 / where every figure comes from")] = False,
    strict: o.Strict = False,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """按案情做还款计划 / make the plan of a case."""
    from debtadvisor.cli.gather import book_for, case_of
    from debtadvisor.cli.page import Page

    book = book_for(policies)
    page = Page(lang=lang, format=format_, output=output, plain=plain, width=width)
    show_plan(case_of(case, book), book, page, details=details, explain=explain, strict=strict)


def show_plan(
    case: "Case",
    book: "PolicyBook",
    page: "Page",
    *,
    details: bool = False,
    explain: bool = False,
    strict: bool = False,
) -> None:
    """Writes the plan as the page asks for; exits with 5 when a person must look first. JSON holds every figure anyway,
    so `details` and `explain` change only pages."""
    from debtadvisor.cli.gather import needs_a_person, plan_of
    from debtadvisor.cli.main import PERSON_FIRST
    from debtadvisor.core.plan.model import Plan
    from debtadvisor.core.script.build import scripts

    result = plan_of(case, book, strict=strict)
    packs = scripts(result, book) if isinstance(result, Plan) else ()
    if page.format is o.Format.JSON:
        from debtadvisor.output.export import plan_document, to_json

        page.write(to_json(plan_document(result, packs)))
    else:
        from debtadvisor.output.report import plan_report

        page.show(plan_report(result, packs, book, page.catalogue(), details=details, explained=explain))
    if needs_a_person(result):
        raise typer.Exit(PERSON_FIRST)
