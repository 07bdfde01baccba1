"""The what-if of a plan, and two plans side by side: what ``plan`` does beyond the plan of one case."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from debtadvisor.cli import options as o

if TYPE_CHECKING:  # importing these at start would slow every command
    from debtadvisor.cli.page import Page
    from debtadvisor.core.case import Case
    from debtadvisor.core.policy.model import PolicyBook
    from debtadvisor.intake.whatif import WhatIfTexts


def show_what_if(
    case: "Case",
    texts: "WhatIfTexts",
    book: "PolicyBook",
    page: "Page",
    *,
    details: bool = False,
    explain: bool = False,
    strict: bool = False,
) -> None:
    """Writes the what-if; of a stopped case its help alone, whatever was asked. Exits with 5 like the plan itself."""
    from debtadvisor.cli.exits import PERSON_FIRST
    from debtadvisor.cli.gather import needs_a_person, plan_of
    from debtadvisor.cli.plan import show_plan
    from debtadvisor.core.plan.model import Stopped
    from debtadvisor.core.plan.whatif import what_if
    from debtadvisor.intake.flags import Flags
    from debtadvisor.intake.whatif import changes_from

    base = plan_of(case, book, strict=strict)
    if isinstance(base, Stopped):
        show_plan(case, book, page, explain=explain)
        return
    flags = Flags(case.as_of)
    if explain:  # the trace leads back to the case and the book, and what is assumed stands in neither
        flags.report("--explain", "not_with", other=texts.named[0])
    found = what_if(base, changes_from(texts, case, book, flags), book)
    if page.format is o.Format.JSON:
        from debtadvisor.output.document import to_json
        from debtadvisor.output.plan.export_whatif import what_if_document

        page.write(to_json(what_if_document(found)))
    else:
        from debtadvisor.output.plan.page import plan_report
        from debtadvisor.output.plan.whatif import what_if_part

        words = page.catalogue()
        first = what_if_part(found, book, words, details=details)
        page.show(plan_report(found.changed, (), book, words, details=details, what_if=first))
    if needs_a_person(found.changed):
        raise typer.Exit(PERSON_FIRST)


def show_against(files: tuple[str, str], book: "PolicyBook", page: "Page", *, strict: bool = False) -> None:
    """Writes the plans of both case files side by side; exits with 5 when a person must look at either first."""
    from debtadvisor.cli.exits import PERSON_FIRST
    from debtadvisor.cli.gather import case_of, needs_a_person, plan_of

    first, second = case_of(files[0], book), case_of(files[1], book)
    plans = plan_of(first, book, strict=strict), plan_of(second, book, strict=strict)
    if page.format is o.Format.JSON:
        from debtadvisor.output.document import to_json
        from debtadvisor.output.plan.export_whatif import against_document

        page.write(to_json(against_document(*plans)))
    else:
        from debtadvisor.output.plan.whatif import against_report

        first_file, second_file = ("" if file == "-" else Path(file).name for file in files)
        page.show(against_report(*plans, book, page.catalogue(), (first_file, second_file)))
    if any(needs_a_person(plan) for plan in plans):
        raise typer.Exit(PERSON_FIRST)
