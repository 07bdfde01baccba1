"""``paste``: a list of debts, one a line, as the ``[[debts]]`` of a case file."""

import sys
from datetime import date
from typing import Annotated

import typer

from debtadvisor.cli import options as o


def paste(
    file: Annotated[str, typer.Argument(metavar="FILE", help="欠款清单，一行一笔；- 读标准输入 / one debt a line")],
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE", help="从哪一天算“逾期40天”；默认今天 / counted from", show_default=False
        ),
    ] = None,
    lang: o.Lang = None,
    output: o.Output = None,
    policies: o.Policies = None,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """把随手记的欠款清单变成案情文件里的 [[debts]] / a list of debts, one a line, as part of a case file."""
    from debtadvisor.cli.exits import BAD_CASE, PERSON_FIRST
    from debtadvisor.cli.gather import book_for
    from debtadvisor.cli.main import tell
    from debtadvisor.cli.page import Page
    from debtadvisor.core.errors import CaseError, Problem
    from debtadvisor.core.triage.model import Finding, Level, Triage
    from debtadvisor.core.triage.reading import speaks_of_self_harm
    from debtadvisor.intake.files import STANDARD_INPUT, read_text
    from debtadvisor.intake.flags import Flags
    from debtadvisor.intake.lender_names import lender_names
    from debtadvisor.intake.paste.heard import fragment
    from debtadvisor.intake.paste.listed import debts_from
    from debtadvisor.output.plan.stop import help_page

    page = Page(lang=lang, output=output, plain=plain, width=width)
    words = page.catalogue()
    if file == STANDARD_INPUT and sys.stdin.isatty():
        typer.echo(words.say("paste", "waiting", key="Ctrl-Z" if sys.platform == "win32" else "Ctrl-D"), err=True)
    text = read_text(file)
    # Nobody who writes that they cannot go on is answered with a list of debts.
    if speaks_of_self_harm(text):
        page.show(help_page(Triage((Finding(level=Level.STOP, code="self_harm"),)), words))
        raise typer.Exit(PERSON_FIRST)
    flags = Flags(date.today())
    today = flags.day("--as-of", as_of) if as_of is not None else flags.today
    flags.check()
    book = book_for(policies)
    lines = debts_from(text, lender_names(book), today, book.lenders)
    if not lines:
        raise CaseError([Problem("", "paste_nothing")], file)
    good = [line for line in lines if not line.problems]
    if good:
        page.write(fragment(good, words))
    problems = [problem for line in lines for problem in line.problems]
    typer.echo(words.say("paste", "summary", lines=len(lines), good=len(good), bad=len(lines) - len(good)), err=True)
    if problems:
        tell(CaseError(problems, file))
        raise typer.Exit(BAD_CASE)
