"""``learn``: short pages on what is behind a debt, each claim with its source."""

from typing import TYPE_CHECKING, Annotated

import typer

from debtadvisor.cli import options as o

if TYPE_CHECKING:  # importing these at start would slow every command
    from datetime import date

    from debtadvisor.cli.page import Page
    from debtadvisor.core.codes import LenderKind
    from debtadvisor.core.policy.model import Lender, PolicyBook
    from debtadvisor.intake.flags import Flags
    from debtadvisor.output.blocks import Report
    from debtadvisor.output.learn.export import View
    from debtadvisor.output.learn.find import Place
    from debtadvisor.text.catalogue import Catalogue


def learn(
    topic: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TOPIC", help="题目，或要找的词；不写就列出题目 / a topic, or words", show_default=False
        ),
    ] = None,
    lender: Annotated[str | None, o.lender("只看一家，如 花呗 / one lender")] = None,
    kind: Annotated[
        str | None,
        typer.Option("--kind", metavar="KIND", help="只看一类放款方 / one kind of lender", show_default=False),
    ] = None,
    served: Annotated[
        str | None,
        typer.Option("--served", metavar="DATE", help="收到文书的日子 / the day a paper came", show_default=False),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="按哪一天看；默认今天 / as of that day", show_default=False),
    ] = None,
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    policies: o.Policies = None,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """学一学：逾期阶段、征信、法院文书、催收规矩、骗局、词语、28 种情形 / short pages to learn from."""
    from datetime import date

    from debtadvisor.cli.exits import PERSON_FIRST
    from debtadvisor.cli.gather import book_for
    from debtadvisor.cli.page import Page
    from debtadvisor.core.triage.model import Finding, Level, Triage
    from debtadvisor.core.triage.reading import speaks_of_self_harm, topics
    from debtadvisor.intake.flags import Flags
    from debtadvisor.output.learn.export import View
    from debtadvisor.output.plan.stop import help_page

    page = Page(lang=lang, format=format_, plain=plain, width=width)
    # Whoever looks up that it is too much to bear is looking for help, not for a page.
    asked = " ".join(topic or [])
    if speaks_of_self_harm(asked) or "under_strain" in topics(asked):
        help_ = help_page(Triage((Finding(level=Level.STOP, code="self_harm"),)), page.catalogue())
        _show(page, help_, View.HELP, asked, date.today(), "")
        raise typer.Exit(PERSON_FIRST)
    book, flags = book_for(policies), Flags(date.today())
    on = flags.day("--as-of", as_of) if as_of is not None else flags.today
    flags.today = on
    day = _past(served, on, flags)
    places = _places(topic or [], book)
    _only_where_it_belongs(places, {"--lender": lender, "--kind": kind, "--served": served}, flags)
    of_kind, of_lender = _lender(lender, kind, book, flags)
    flags.check()
    words = page.catalogue()
    if len(places) != 1:
        view = View.FOUND if places else View.TOPICS
        _show(page, _list(topic or [], places, words), view, asked, on, book.version)
        return
    made = _page(places[0], book, on, words, of_kind, of_lender, day)
    _show(page, made, View.PAGE, asked, on, book.version)


def _show(page: "Page", report: "Report", view: "View", asked: str, on: "date", book: str) -> None:
    """The page for people, or its document for machines."""
    if page.format is o.Format.JSON:
        from debtadvisor.output.document import to_json
        from debtadvisor.output.learn.export import learn_document

        page.write(to_json(learn_document(report, view, asked, on, book)))
    else:
        page.show(report)


def _places(words: list[str], book: "PolicyBook") -> "tuple[Place, ...]":
    """The pages that those words mean; () for no words. Raises InputError when there are words and no page."""
    from difflib import get_close_matches

    from debtadvisor.core.errors import InputError, Problem
    from debtadvisor.intake.lender_names import folded, lender_names
    from debtadvisor.intake.units import shown
    from debtadvisor.output.learn.find import about_lender, by_number, found, own_page
    from debtadvisor.output.learn.page import TOPICS

    if not words:
        return ()
    first, rest = words[0].lower(), words[1:]
    if first in TOPICS and not rest:
        return own_page(first)
    if not rest and (page := by_number(first)):
        return page
    if places := found(rest, folded, first) if first in TOPICS else found(words, folded):
        return places
    name = " ".join(words)
    if (lender := lender_names(book).get(folded(name))) is not None:
        return about_lender(name, lender)
    near = ", ".join(get_close_matches(first, TOPICS, n=3, cutoff=0.5))
    given = {"given": shown(" ".join(words)), "nearest": near, "allowed": ", ".join(TOPICS)}
    raise InputError([Problem("TOPIC", "unknown_topic", given)])


def _list(words: list[str], places: "tuple[Place, ...]", catalogue: "Catalogue") -> "Report":
    from debtadvisor.output.learn.find import found_page
    from debtadvisor.output.learn.page import topics_page

    return found_page(words, places, catalogue) if words else topics_page(catalogue)


def _page(
    place: "Place",
    book: "PolicyBook",
    on: "date",
    catalogue: "Catalogue",
    kind: "LenderKind | None",
    lender: "Lender | None",
    served: "date | None",
) -> "Report":
    from debtadvisor.output.learn.page import deadlines_page, parts_page, words_page
    from debtadvisor.output.learn.situations import situation_page, situations_list
    from debtadvisor.output.learn.stages import stages_page

    match place.topic:
        case "situations":
            return (
                situation_page(place.situation, book, on, catalogue) if place.situation else situations_list(catalogue)
            )
        case "words":
            return words_page(book, on, catalogue, (place.word,) if place.word else ())
        case "stages":
            return stages_page(book, catalogue, lender, kind)
        case "deadlines":
            return deadlines_page(book, on, catalogue, served, place.word)
        case topic:
            return parts_page(topic, book, on, catalogue, kind)


def _only_where_it_belongs(places: "tuple[Place, ...]", given: dict[str, str | None], flags: "Flags") -> None:
    """Reports each flag that the page does not read, with the topics that do."""
    from debtadvisor.output.learn.page import BY_LENDER

    topic = places[0].topic if len(places) == 1 else ""
    for flag, text in given.items():
        readers = ("deadlines",) if flag == "--served" else BY_LENDER
        if text is not None and topic not in readers:
            flags.report(flag, "only_for_topic", topics=", ".join(readers))


def _past(served: str | None, on: "date", flags: "Flags") -> "date | None":
    """A day of service that is not ahead."""
    if served is None:
        return None
    day = flags.day("--served", served)
    if day > on:
        flags.report("--served", "after_as_of", given=day.isoformat(), as_of=on.isoformat())
    return day


def _lender(
    name: str | None, kind: str | None, book: "PolicyBook", flags: "Flags"
) -> "tuple[LenderKind | None, Lender | None]":
    """The kind and the lender that were asked for, each None when it was not."""
    from debtadvisor.core.codes import LenderKind
    from debtadvisor.intake.lender_names import folded, lender_names, nearest

    if name is not None:
        if kind is not None:
            flags.report("--kind", "not_with", other="--lender")
        known = lender_names(book)
        found = known.get(folded(name))
        if found is None:
            near = ", ".join(nearest(name, known)) if folded(name) else ""
            flags.report("--lender", "unknown_entry", given=name, nearest=near)
            return None, None
        return book.lenders[found].kind, book.lenders[found]
    return (flags.code("--kind", kind, LenderKind) if kind is not None else None), None
