"""``log CASE``: records a contact behind the case file; lists, searches, reminds, looks at how they collected."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from debtadvisor.cli import options as o

if TYPE_CHECKING:  # importing these at start would slow every command
    from collections.abc import Mapping

    from debtadvisor.cli.page import Page
    from debtadvisor.core.log import Entry
    from debtadvisor.core.plan.model import Plan, Stopped
    from debtadvisor.core.policy.model import PolicyBook
    from debtadvisor.intake.agreements import Texts
    from debtadvisor.intake.flags import Flags

Text = str | None
Many = list[str] | None


def mark(name: str, words: str) -> object:
    """A flag without a value."""
    return typer.Option(name, help=words, show_default=False)


def log(
    case: o.CaseFile,
    debt: Annotated[
        Text,
        o.flag("--debt", "ID", "哪一笔；有好几笔又不写，不算到哪笔 / which debt; of several, none by default"),
    ] = None,
    kind: Annotated[Text, o.flag("--kind", "KIND", "contact（默认）、demand、threat、letter…… / what happened")] = None,
    on: Annotated[Text, o.flag("--on", "DATE", "哪天；默认今天 / day, today by default")] = None,
    hour: Annotated[Text, o.flag("--hour", "H", "几点，0 到 23 / hour of the day")] = None,
    channel: Annotated[Text, o.flag("--channel", "HOW", "phone、app、sms、letter、visit、other / by which way")] = None,
    outgoing: Annotated[bool, mark("--outgoing", "是您联系他们 / you contacted them")] = False,
    who: Annotated[Text, o.flag("--who", "TEXT", "对方的名字、工号 / name or staff number")] = None,
    ticket: Annotated[Text, o.flag("--ticket", "TEXT", "工单号 / ticket number")] = None,
    said: Annotated[Text, o.flag("--said", "TEXT", "对方说了什么 / what they said")] = None,
    promised: Annotated[Text, o.flag("--promised", "TEXT", "对方答应了什么 / what they promised")] = None,
    by: Annotated[Text, o.flag("--by", "DATE", "哪天之前，或哪天再看 / by when, or when to look again")] = None,
    outcome: Annotated[
        Text, o.flag("--outcome", "HOW", "pending、agreed、part_accepted、refused / what they answered")
    ] = None,
    count: Annotated[
        Text, o.flag("--count", "N", "那天几次；谈定的方案写几期 / how many that day; instalments of an agreement")
    ] = None,
    unanswered: Annotated[bool, mark("--unanswered", "没接通 / not answered")] = False,
    note: Annotated[Text, o.flag("--note", "TEXT", "备注 / a note")] = None,
    hearing: Annotated[Text, o.flag("--hearing", "DATE", "传票上的开庭日 / day of the hearing")] = None,
    small_claim: Annotated[bool, mark("--small-claim", "判决书写明一审终审 / final at first instance")] = False,
    effective: Annotated[
        bool, mark("--effective", "银行信用卡：催收留下了凭据 / card demand that can be shown")
    ] = False,
    frozen_by: Annotated[Text, o.flag("--frozen-by", "WHO", "court、police、bank…… / who froze the account")] = None,
    amount: Annotated[Text, o.flag("--amount", "AMT", "付了多少 / what you paid")] = None,
    monthly: Annotated[Text, o.flag("--monthly", "AMT", "谈定的每期多少 / agreed: each payment")] = None,
    from_: Annotated[Text, o.flag("--from", "DATE", "谈定的第一期哪天 / agreed: day of the first")] = None,
    down: Annotated[Text, o.flag("--down", "AMT", "第一期多付的首付 / agreed: on top of the first")] = None,
    last: Annotated[Text, o.flag("--last", "AMT", "最后一期多少 / agreed: the last, if different")] = None,
    pay: Annotated[Many, o.flag("--pay", "AMT@DATE", "一笔一笔写，可多次 / agreed: payments one by one")] = None,
    waived: Annotated[Text, o.flag("--waived", "AMT", "减免多少 / agreed: what is waived")] = None,
    form: Annotated[
        Text, o.flag("--form", "HOW", "written、recorded、oral（默认）/ agreed: on paper, recorded, spoken")
    ] = None,
    pay_to: Annotated[
        Text, o.flag("--pay-to", "WHO", "official、company、personal、unknown / agreed: whose account")
    ] = None,
    written: Annotated[Many, o.flag("--written", "TERMS", "书面里写明的条款，或 all / what the paper says")] = None,
    late: Annotated[
        Many, o.flag("--late", "CODES", "断一期会怎样：called_in、waiver_lost、interest_again / on a miss")
    ] = None,
    grace: Annotated[Text, o.flag("--grace", "DAYS", "断了几天内能补 / days to make it good")] = None,
    find: Annotated[Text, o.flag("--find", "WORDS", "查找 / search the log")] = None,
    due: Annotated[bool, mark("--due", "该跟进的 / what is due")] = False,
    conduct: Annotated[bool, mark("--conduct", "催收情况核对和投诉信 / how they collected, with a complaint")] = False,
    format_: o.AsFormat = o.Format.TEXT,
    lang: o.Lang = None,
    policies: o.Policies = None,
    output: o.Output = None,
    plain: o.Plain = False,
    width: o.Width = None,
) -> None:
    """记下和对方的联系，到期提醒，核对催收 / record contacts, see what is due, check conduct."""
    from debtadvisor.cli.gather import book_for
    from debtadvisor.cli.page import Page
    from debtadvisor.core.errors import DebtAdvisorError
    from debtadvisor.intake.flags import Flags
    from debtadvisor.intake.log_entries import in_distress

    page = Page(lang=lang, format=format_, output=output, plain=plain, width=width)
    given: dict[str, str | None] = {
        "kind": kind,
        "hour": hour,
        "channel": channel,
        "who": who,
        "ticket": ticket,
        "said": said,
        "promised": promised,
        "by": by,
        "outcome": outcome,
        "count": count,
        "note": note,
        "hearing": hearing,
        "frozen-by": frozen_by,
        "amount": amount,
        "monthly": monthly,
        "from": from_,
        "down": down,
        "last": last,
        "waived": waived,
        "form": form,
        "pay-to": pay_to,
        "grace": grace,
    }
    several: dict[str, list[str] | None] = {"pay": pay, "written": written, "late": late}
    # What the other side said is evidence: it is kept, and help comes all the same.
    quoted = in_distress({"said": said}) and not outgoing
    if in_distress({**given, "find": find, "said": None if quoted else said}):
        _help({**given, "find": find}, page)
    marks = {"outgoing": outgoing, "unanswered": unanswered, "small-claim": small_claim, "effective": effective}
    wanted = [name for name, text in (*given.items(), *several.items()) if text is not None]
    wanted += [name for name, set_ in marks.items() if set_]
    views = {"--find": find is not None, "--due": due, "--conduct": conduct}
    flags = Flags(date.today())
    asked = [name for name, set_ in views.items() if set_]
    for name in [*asked[1:], *(f"--{one}" for one in wanted if asked)]:
        flags.report(name, "not_with", other=asked[0])
    try:
        flags.check()
        book = book_for(policies)
        if wanted:
            told = frozenset(name for name, set_ in marks.items() if set_)
            _record(case, {**given, **several, "on": on, "debt": debt}, told, flags, page, book)
            return
    except DebtAdvisorError:
        if quoted:
            _help(given, page)
        raise
    _view(case, asked[0] if asked else "", {"find": find, "on": on, "debt": debt}, flags, page, book)


def _record(
    path: str,
    given: "Texts",
    marks: frozenset[str],
    flags: "Flags",
    page: "Page",
    book: "PolicyBook",
) -> None:
    """Writes the event behind the file; of a case that must stop, help is all that the page then shows."""
    from debtadvisor.cli.gather import case_of, plan_of
    from debtadvisor.core.log import entries
    from debtadvisor.core.offer.agreed import judge_agreement
    from debtadvisor.core.plan.model import Plan, Stopped
    from debtadvisor.intake.append import append_event, is_open_to_others, refuse_unwritable
    from debtadvisor.intake.lender_names import lender_names
    from debtadvisor.intake.log_entries import event_from
    from debtadvisor.output.safe import clean

    refuse_unwritable(path)
    case = case_of(path, book)
    before, closed = plan_of(case, book), is_open_to_others(path)
    event = event_from(given, marks, case, flags)
    after = plan_of(append_event(path, event, lender_names(book), flags.today), book)
    if isinstance(after, Stopped):
        # Help stands alone on the page; that the record was kept is told beside it.
        typer.echo(page.catalogue().say("log", "saved", path=clean(path)), err=True)
        _stop(after, page, book)
        return
    entry = next(one for one in entries(after.case) if one.number == len(after.case.events) - 1)
    known = {(finding.code, finding.debt) for finding in before.triage.findings}
    new = [finding for finding in after.triage.findings if (finding.code, finding.debt) not in known]
    judged = None
    if event.agreement is not None and isinstance(before, Plan):
        judged = judge_agreement(event.agreement, event.debt, before, book)
    if page.format is o.Format.JSON:
        from debtadvisor.output.document import to_json
        from debtadvisor.output.log.export import entries_document

        page.write(to_json(entries_document(after, [entry], "recorded", judged)))
        return
    from debtadvisor.output.log.page import Recorded, recorded_report
    from debtadvisor.output.voice import Voice

    weighed = (judged, before, book) if judged is not None and isinstance(before, Plan) else None
    found = Recorded(entry=entry, changes=new, judged=weighed, closed=closed)
    page.show(recorded_report(found, path, Voice(page.catalogue(), after.case, book)))


def _view(
    path: str, view: str, given: "Mapping[str, str | None]", flags: "Flags", page: "Page", book: "PolicyBook"
) -> None:
    from debtadvisor.cli.gather import case_of, plan_of
    from debtadvisor.core.log import entries
    from debtadvisor.core.plan.model import Stopped
    from debtadvisor.output.log.page import list_report, searchable
    from debtadvisor.output.voice import Voice

    case = case_of(path, book)
    plan = plan_of(case, book)
    if isinstance(plan, Stopped):
        _stop(plan, page, book)
        return
    chosen = given["debt"] or ""
    if chosen and chosen not in [one.id for one in case.debts]:
        flags.report("--debt", "unknown_debt", given=chosen, allowed=", ".join(one.id for one in case.debts))
    day = flags.day("--on", given["on"]) if given["on"] is not None else max(flags.today, case.as_of)
    flags.check()
    if view == "--due":
        _show_due(plan, chosen, day, path, page, book)
        return
    if view == "--conduct":
        _show_conduct(plan, chosen, day, page, book)
        return
    voice, words = Voice(page.catalogue(), case, book), given["find"] or ""
    found: tuple[Entry, ...] = entries(case, words, chosen, searchable(case, voice))
    if given["on"] is not None:
        found = tuple(entry for entry in found if entry.event.on == day)
    if page.format is o.Format.JSON:
        from debtadvisor.output.document import to_json
        from debtadvisor.output.log.export import entries_document

        page.write(to_json(entries_document(plan, found, "list")))
    else:
        page.show(list_report(found, bool(words or chosen or given["on"]), voice))


def _show_due(plan: "Plan", debt: str, day: date, path: str, page: "Page", book: "PolicyBook") -> None:
    from debtadvisor.core.log import due, missed, payments

    found = tuple(one for one in due(plan.case, plan.triage, day) if debt in ("", one.entry.event.debt))
    paid = tuple(one for one in payments(plan, day) if debt in ("", one.debt))
    gaps = tuple(one for one in missed(plan, day) if debt in ("", one.debt))
    if page.format is o.Format.JSON:
        from debtadvisor.output.document import to_json
        from debtadvisor.output.log.export import due_document

        page.write(to_json(due_document(plan, found, gaps, paid)))
        return
    from debtadvisor.output.log.page import due_report
    from debtadvisor.output.voice import Voice

    page.show(due_report(found, gaps, paid, day, path, Voice(page.catalogue(), plan.case, book)))


def _show_conduct(plan: "Plan", debt: str, day: date, page: "Page", book: "PolicyBook") -> None:
    from debtadvisor.core.conduct import conduct
    from debtadvisor.output.log.conduct import Ground, conduct_report

    found = tuple(one for one in conduct(plan.case, book, day) if debt in ("", one.debt))
    ground = Ground(case=plan.case, book=book, triage=plan.triage, on=day)
    if page.format is o.Format.JSON:
        from debtadvisor.output.document import to_json
        from debtadvisor.output.log.export import conduct_document

        page.write(to_json(conduct_document(plan, found, ground)))
        return
    page.show(conduct_report(found, ground, page.catalogue()))


def _stop(plan: "Stopped", page: "Page", book: "PolicyBook") -> None:
    """Help first, and nothing of the log."""
    from debtadvisor.cli.exits import PERSON_FIRST

    if page.format is o.Format.JSON:
        from debtadvisor.output.document import to_json
        from debtadvisor.output.log.export import stopped_document

        page.write(to_json(stopped_document(plan)))
    else:
        from debtadvisor.output.plan.stop import stop_report
        from debtadvisor.output.voice import Voice

        page.show(stop_report(plan, Voice(page.catalogue(), plan.case, book)))
    raise typer.Exit(PERSON_FIRST)


def _help(given: "Mapping[str, str | None]", page: "Page") -> None:
    """Somebody writes of harming themselves: help, before any file is read, and nothing is written."""
    from debtadvisor.cli.gather import book_for, plan_of
    from debtadvisor.core.plan.model import Stopped
    from debtadvisor.intake.distress import case_of_distress

    book = book_for(None)
    case = case_of_distress(given, date.today())
    assert case is not None
    plan = plan_of(case, book)
    assert isinstance(plan, Stopped)
    _stop(plan, page, book)
