"""``demo``: the bundled case, no input needed."""

from typing import Annotated

import typer

from debtadvisor.cli import options as o


def demo(
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    output: o.Output = None,
    details: Annotated[bool, typer.Option("--details", help="每期明细 / every instalment")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="每个数从哪里来 / where every figure comes from")] = False,
    case: Annotated[bool, typer.Option("--case", help="只打印示例案情文件 / print the case file itself")] = False,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """看一个示例的完整方案 / a whole plan for a bundled case."""
    from debtadvisor.bundled import bundled
    from debtadvisor.cli.gather import book_for, case_of_answers
    from debtadvisor.cli.page import Page
    from debtadvisor.cli.plan import show_plan
    from debtadvisor.intake.files import answers_of

    page = Page(lang=lang, format=format_, output=output, plain=plain, width=width)
    content = bundled("examples/demo.toml") or b""
    if case:
        page.write(content.decode("utf-8"))
        return
    book = book_for(None)
    found = case_of_answers(answers_of(content, "demo.toml"), "demo.toml", book)
    show_plan(found, book, page, details=details, explain=explain)
