"""``policies``: look into the book that every claim rests on."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from debtadvisor.cli import options as o

app = typer.Typer(help="政策库：每句话的依据 / the policy book", rich_markup_mode=None, no_args_is_help=True)


@app.command("list")
def list_(
    kind: Annotated[
        str | None,
        typer.Option("--kind", metavar="KIND", help="只看一类放款方 / one kind of lender", show_default=False),
    ] = None,
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    policies: o.Policies = None,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """列出放款方和能谈的办法 / lenders and what may be asked of them."""
    from debtadvisor.cli.gather import book_for
    from debtadvisor.cli.page import Page
    from debtadvisor.core.codes import LenderKind
    from debtadvisor.output.report_book import book_list

    if kind is not None:
        _insist("--kind", kind, [code.value for code in LenderKind])
    page = Page(lang=lang, format=_no_json(format_), plain=plain, width=width)
    page.show(book_list(book_for(policies), page.catalogue(), date.today(), kind))


@app.command("show")
def show(
    entry: Annotated[str, typer.Argument(metavar="ID", help="放款方名称或条目编号 / lender, relief row or law row")],
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    policies: o.Policies = None,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """看一条的全部内容和来源 / everything about one entry, with its sources."""
    from debtadvisor.cli.gather import book_for
    from debtadvisor.cli.page import Page
    from debtadvisor.intake.lender_names import folded, lender_names
    from debtadvisor.output.report_book import book_entry, entry_ids

    book = book_for(policies)
    page = Page(lang=lang, format=_no_json(format_), plain=plain, width=width)
    report = book_entry(book, lender_names(book).get(folded(entry), entry), page.catalogue(), date.today())
    if report is None:
        _insist("ID", entry, entry_ids(book))
    else:
        page.show(report)


@app.command("check")
def check(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="默认查自带的政策库 / default: the bundled book", show_default=False),
    ] = None,
    overlay: Annotated[bool, typer.Option("--overlay", help="按叠加文件检查 / the file is an overlay")] = False,
    lang: o.Lang = None,
) -> None:
    """检查政策库文件，一次列出所有问题 / check a book, all problems at once."""
    from debtadvisor.cli.page import Page
    from debtadvisor.intake.book import load_book

    book = load_book(overlay=file) if overlay else load_book(file)
    words = Page(lang=lang).catalogue()
    typer.echo(
        words.say(
            "policies",
            "checked",
            lenders=len(book.lenders),
            terms=len(book.terms),
            rules=len(book.rules),
            sources=len(book.sources),
            version=book.version,
        )
    )


def _no_json(format_: o.Format) -> o.Format:
    """Pages of the book are for people; machines read `policies.toml` itself."""
    if format_ is o.Format.JSON:
        from debtadvisor.core.errors import InputError, Problem

        raise InputError([Problem("--format", "no_json_here")])
    return format_


def _insist(place: str, given: str, allowed: "list[str] | tuple[str, ...]") -> None:
    from difflib import get_close_matches

    from debtadvisor.core.errors import InputError, Problem

    if given not in allowed:
        near = ", ".join(get_close_matches(given, allowed, n=3, cutoff=0.5))
        raise InputError([Problem(place, "unknown_entry", {"given": given, "nearest": near})])
