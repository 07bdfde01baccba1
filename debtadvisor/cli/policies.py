"""``policies``: look into the book that every claim rests on."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from debtadvisor.cli import options as o
from debtadvisor.cli.complete import lender_names

if TYPE_CHECKING:  # importing these at start would slow every command
    from collections.abc import Iterable, Mapping
    from datetime import date

    from debtadvisor.core.case import Case
    from debtadvisor.core.policy.model import PolicyBook
    from debtadvisor.output.book.affects import CaseRows

app = typer.Typer(help="政策库：每句话的依据 / the policy book", rich_markup_mode=None, no_args_is_help=True)

On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="按哪一天看；默认今天 / as of that day", show_default=False),
]


@app.command("list")
def list_(
    kind: Annotated[
        str | None,
        typer.Option("--kind", metavar="KIND", help="只看一类放款方 / one kind of lender", show_default=False),
    ] = None,
    stage: Annotated[
        str | None,
        typer.Option("--stage", metavar="STAGE", help="这个阶段能提哪些办法 / asks at that stage", show_default=False),
    ] = None,
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    policies: o.Policies = None,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """列出放款方和能谈的办法 / lenders and what may be asked of them."""
    from datetime import date

    from debtadvisor.cli.gather import book_for
    from debtadvisor.cli.page import Page
    from debtadvisor.core.codes import LenderKind, Stage
    from debtadvisor.output.book.page import book_list

    _code("--kind", kind, LenderKind)
    _code("--stage", stage, Stage)
    page = Page(lang=lang, format=_no_json(format_), plain=plain, width=width)
    page.show(book_list(book_for(policies), page.catalogue(), date.today(), kind, stage))


@app.command("show")
def show(
    entry: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="放款方名称或条目编号；lpr 看利率表 / lender, row or lpr", autocompletion=lender_names
        ),
    ],
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    policies: o.Policies = None,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """看一条的全部内容和来源 / everything about one entry, with its sources."""
    from datetime import date

    from debtadvisor.cli.gather import book_for
    from debtadvisor.cli.page import Page
    from debtadvisor.core.errors import InputError, Problem
    from debtadvisor.intake.lender_names import folded, lender_names
    from debtadvisor.output.book.page import book_entry, entry_ids
    from debtadvisor.output.book.sources import book_source

    page = Page(lang=lang, format=_no_json(format_), plain=plain, width=width)
    book, words = book_for(policies), page.catalogue()
    named = lender_names(book)
    report = book_entry(book, named.get(folded(entry), entry), words, date.today())
    report = report or book_source(book, entry, words)
    if report is None:
        known = {**{one: one for one in entry_ids(book)}, **named}
        raise InputError([Problem("ID", "unknown_entry", _with_nearest(entry, known))])
    page.show(report)


@app.command("find")
def find(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="要找的词，要都有 / all of these words")],
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    policies: o.Policies = None,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """按词找条目：名称、中英文句子里都找 / entries whose names or sentences hold all the words."""
    from debtadvisor.cli.gather import book_for
    from debtadvisor.cli.page import Page
    from debtadvisor.intake.lender_names import folded
    from debtadvisor.output.book.find import book_found

    page = Page(lang=lang, format=_no_json(format_), plain=plain, width=width)
    page.show(book_found(book_for(policies), words, folded, page.catalogue()))


@app.command("check")
def check(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="默认查自带的政策库 / default: the bundled book", show_default=False),
    ] = None,
    overlay: Annotated[bool, typer.Option("--overlay", help="按叠加文件检查 / the file is an overlay")] = False,
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """检查政策库文件，一次列出所有问题 / check a book, all problems at once."""
    from debtadvisor.cli.page import Page
    from debtadvisor.intake.book import load_book
    from debtadvisor.output.book.dates import book_checked

    page = Page(lang=lang, format=_no_json(format_), plain=plain, width=width)
    page.show(book_checked(load_book(overlay=file) if overlay else load_book(file), page.catalogue()))


@app.command("diff")
def diff(
    old: Annotated[Path, typer.Argument(metavar="A", help="以前的政策库 / the older book")],
    new: Annotated[
        Path | None,
        typer.Argument(metavar="B", help="现在的；默认自带的 / the newer one; default: bundled", show_default=False),
    ] = None,
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """两份政策库差在哪里：哪家、哪条、从多少变成多少 / what changed between two books, in words."""
    from debtadvisor.cli.page import Page
    from debtadvisor.core.policy.compare import compare
    from debtadvisor.intake.book import load_book
    from debtadvisor.output.book.changes import book_diff

    page = Page(lang=lang, format=_no_json(format_), plain=plain, width=width)
    before, after = load_book(old), load_book(new)
    page.show(book_diff(before, after, compare(before, after), page.catalogue()))


@app.command("sources")
def sources(
    source: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="来源编号；不写就列出全部 / one source; default: all", show_default=False),
    ] = None,
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    policies: o.Policies = None,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """看依据，和靠它的条目 / sources, and the rows that rest on them."""
    from debtadvisor.cli.gather import book_for
    from debtadvisor.cli.page import Page
    from debtadvisor.core.errors import InputError, Problem
    from debtadvisor.output.book.sources import book_source, book_sources

    page = Page(lang=lang, format=_no_json(format_), plain=plain, width=width)
    book = book_for(policies)
    report = book_sources(book, page.catalogue()) if source is None else book_source(book, source, page.catalogue())
    if report is None:
        known = {one: one for one in book.sources}
        raise InputError([Problem("ID", "unknown_source", _with_nearest(source or "", known))])
    page.show(report)


@app.command("stale")
def stale(
    on: On = None,
    strict: o.Strict = False,
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    policies: o.Policies = None,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """哪些条目该复核了 / rows that are to be read again, now and within 60 days."""
    from debtadvisor.cli.exits import BAD_POLICIES
    from debtadvisor.cli.gather import book_for
    from debtadvisor.cli.page import Page
    from debtadvisor.output.book.dates import book_stale

    page = Page(lang=lang, format=_no_json(format_), plain=plain, width=width)
    book, day = book_for(policies), _day(on)
    page.show(book_stale(book, day, page.catalogue()))
    if strict and book.stale(day):
        raise typer.Exit(BAD_POLICIES)


@app.command("affects")
def affects(
    cases: Annotated[list[str], typer.Argument(metavar="CASE...", help="案情文件，可以写几个 / case files")],
    since: Annotated[
        Path | None,
        typer.Option("--since", metavar="FILE", help="和这份旧的政策库比 / an older book", show_default=False),
    ] = None,
    on: On = None,
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    policies: o.Policies = None,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """政策库改了，碰到哪几份案情；不写 --since 就列出每份靠哪些条目 / which cases a changed row touches."""
    from debtadvisor.cli.gather import book_for, case_of
    from debtadvisor.cli.page import Page
    from debtadvisor.core.policy.compare import compare
    from debtadvisor.intake.book import load_book
    from debtadvisor.output.book.affects import affects_page, rests_page, together

    page = Page(lang=lang, format=_no_json(format_), plain=plain, width=width)
    book, day = book_for(policies), _day(on)
    old = load_book(since) if since is not None else None
    read = [(file, case_of(file, book)) for file in cases]
    if old is None:
        rows = [_rows(file, case, book, [case.as_of]) for file, case in read]
        page.show(rests_page([one for one in rows if one is not None], book, page.catalogue()))
        return
    both = []
    for file, case in read:
        days = (case.as_of, day)
        now = _rows(file, case, book, days)
        if now is not None:
            both.append(together(now, _rows(file, case, old, days)))
    page.show(affects_page(both, compare(old, book), old, book, page.catalogue()))


@app.command("myths")
def myths(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS...", help="只看有这些词的 / only those with these words", show_default=False),
    ] = None,
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    policies: o.Policies = None,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """您可能看到过的说法，为什么不对 / what you may have read, and why it is wrong."""
    from debtadvisor.cli.gather import book_for
    from debtadvisor.cli.page import Page
    from debtadvisor.intake.lender_names import folded
    from debtadvisor.output.book.find import book_myths

    page = Page(lang=lang, format=_no_json(format_), plain=plain, width=width)
    page.show(book_myths(book_for(policies), words or [], folded, page.catalogue()))


def _rows(file: str, case: "Case", book: "PolicyBook", days: "Iterable[date]") -> "CaseRows | None":
    """The rows of that book behind the case's plan and scripts; None when the book lacks a lender of the case."""
    from debtadvisor.cli.gather import plan_of
    from debtadvisor.core.plan.model import Plan
    from debtadvisor.core.relief.options import profile_of
    from debtadvisor.core.script.build import scripts
    from debtadvisor.output.book.affects import case_rows

    try:
        for debt in case.debts:
            profile_of(debt, book)
    except KeyError:
        return None
    result = plan_of(case, book)
    return case_rows(file, result, scripts(result, book) if isinstance(result, Plan) else (), book, days)


def _day(on: str | None) -> "date":
    """The day asked for, today when none is. Raises InputError when it is no date."""
    from datetime import date

    from debtadvisor.core.errors import InputError, Problem
    from debtadvisor.intake.units import UnitError, date_of

    if on is None:
        return date.today()
    try:
        return date_of(on, date.today())
    except UnitError as wrong:
        raise InputError([Problem("--on", wrong.code, wrong.values)]) from None


def _no_json(format_: o.Format) -> o.Format:
    """Pages of the book are for people; machines read `policies.toml` itself."""
    if format_ is o.Format.JSON:
        from debtadvisor.core.errors import InputError, Problem

        raise InputError([Problem("--format", "no_json_here")])
    return format_


def _code(option: str, given: str | None, codes: "Iterable[str]") -> None:
    """Refuses a value that is none of those codes, naming them and the nearest."""
    from difflib import get_close_matches

    from debtadvisor.core.errors import InputError, Problem

    allowed = [str(code) for code in codes]
    if given is not None and given not in allowed:
        near = ", ".join(get_close_matches(given, allowed, n=1, cutoff=0.6))
        raise InputError(
            [Problem(option, "unknown_code", {"given": given, "nearest": near, "allowed": ", ".join(allowed)})]
        )


def _with_nearest(given: str, known: "Mapping[str, str]") -> dict[str, str]:
    """What was given, with the nearest ids of the book."""
    from difflib import get_close_matches

    from debtadvisor.intake.lender_names import folded, nearest

    near = get_close_matches(given, [one for one, row in known.items() if one == row], n=3, cutoff=0.5)
    near = near or list(nearest(given, known) if folded(given) else ())
    return {"given": given, "nearest": ", ".join(near)}
