"""``plan CASE``: the whole way from a case to a page."""

from typing import TYPE_CHECKING, Annotated

import typer

from debtadvisor.cli import options as o

if TYPE_CHECKING:  # importing these at start would slow every command
    from debtadvisor.cli.page import Page
    from debtadvisor.core.case import Case
    from debtadvisor.core.policy.model import PolicyBook


Text = str | None
Many = list[str] | None


def plan(
    case: o.CaseFile,
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    policies: o.Policies = None,
    output: o.Output = None,
    details: Annotated[bool, typer.Option("--details", help="每期明细 / every instalment")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="每个数从哪里来 / where every figure comes from")] = False,
    budget: Annotated[Many, o.flag("--budget", "AMT", "假如家里每月一共拿这么多 / what if: so much a month")] = None,
    extra: Annotated[
        Many, o.flag("--extra", "AMT", "假如每月多拿这么多，可以是负数 / what if: so much more a month")
    ] = None,
    lump: Annotated[
        Many, o.flag("--lump", "AMT@DATE", "假如那天有一笔钱，可多次 / what if: a sum on a day, repeatable")
    ] = None,
    income: Annotated[Many, o.flag("--income", "-20%", "假如收入少两成 / what if: incomes change")] = None,
    refuse: Annotated[
        Many, o.flag("--refuse", "LENDER", "假如这家都不答应，可多次 / what if: refused, repeatable")
    ] = None,
    scenario: Annotated[
        Many, o.flag("--scenario", "NAME", "假如 tightened（收紧）或 closed:哪一家（额度停了）/ what if")
    ] = None,
    target: Annotated[Many, o.flag("--target", "2028-06", "假如要在那个月还清，每月要多少 / what if: paid by")] = None,
    against: Annotated[Text, o.flag("--against", "CASE", "和另一份案情放在一起看 / beside another case")] = None,
    strict: o.Strict = False,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """按案情做还款计划 / make the plan of a case."""
    from debtadvisor.cli.gather import book_for, case_of
    from debtadvisor.cli.page import Page

    book = book_for(policies)
    page = Page(lang=lang, format=format_, output=output, plain=plain, width=width)
    if not any(given is not None for given in (budget, extra, lump, income, refuse, scenario, target, against)):
        show_plan(case_of(case, book), book, page, details=details, explain=explain, strict=strict)
        return
    from debtadvisor.cli.whatif import show_against, show_what_if
    from debtadvisor.intake.whatif import WhatIfTexts, insist_alone

    once = (("--budget", budget), ("--extra", extra), ("--income", income), ("--target", target))
    texts = WhatIfTexts(
        budget=_last(budget),
        extra=_last(extra),
        lump=tuple(lump or ()),
        income=_last(income),
        refuse=tuple(refuse or ()),
        scenario=tuple(scenario or ()),
        target=_last(target),
        twice=tuple(name for name, given in once if given and len(given) > 1),
    )
    if against is None:
        show_what_if(case_of(case, book), texts, book, page, details=details, explain=explain, strict=strict)
    else:
        pages = [name for name, wanted in (("--details", details), ("--explain", explain)) if wanted]
        insist_alone((*pages, *texts.named), "--against")
        show_against((case, against), book, page, strict=strict)


def _last(given: Many) -> Text:
    """The option as it was typed last; intake refuses one that was typed twice."""
    return given[-1] if given else None


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
    from debtadvisor.cli.exits import PERSON_FIRST
    from debtadvisor.cli.gather import needs_a_person, plan_of
    from debtadvisor.core.plan.model import Plan
    from debtadvisor.core.script.build import scripts

    result = plan_of(case, book, strict=strict)
    packs = scripts(result, book) if isinstance(result, Plan) else ()
    if page.format is o.Format.JSON:
        from debtadvisor.output.document import to_json
        from debtadvisor.output.plan.export import plan_document

        page.write(to_json(plan_document(result, packs)))
    else:
        from debtadvisor.output.plan.page import plan_report

        page.show(plan_report(result, packs, book, page.catalogue(), details=details, explained=explain))
    if needs_a_person(result):
        raise typer.Exit(PERSON_FIRST)
