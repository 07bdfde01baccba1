"""Plan → the page a person reads, as a pure value. The order is the order of a worried reader: what this is, what
is urgent, what can be paid and what to do first; then the sums, each debt, the months; last the reasons and sources.
"""

from collections.abc import Sequence

from debtadvisor.core.codes import LenderKind, ReliefKind
from debtadvisor.core.money import Money
from debtadvisor.core.plan.model import Action, ActionCode, Plan, PotPlan, Stopped, WorldName
from debtadvisor.core.plan.points import LEAST_SHARE
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.script.model import Script
from debtadvisor.core.statement import PotStatement
from debtadvisor.output.blocks import Block, Bullets, Heading, Item, Paragraph, Report, Tone, bullets
from debtadvisor.output.learn.situations import situations_pointed_at
from debtadvisor.output.learn.stages import if_left_part
from debtadvisor.output.plan.compared import rest_part
from debtadvisor.output.plan.debts import debts_part, next_reserved
from debtadvisor.output.plan.findings import front_findings, other_findings
from debtadvisor.output.plan.fold import in_full
from debtadvisor.output.plan.months import months_part, schedules_part, worlds_part, worlds_table
from debtadvisor.output.plan.orders import orders_part
from debtadvisor.output.plan.others import others_part
from debtadvisor.output.plan.pictures import pictures_part
from debtadvisor.output.plan.statement import no_offer_part, statement_part
from debtadvisor.output.plan.stop import stop_report
from debtadvisor.output.plan.stress import shortfall_part, stress_part
from debtadvisor.output.script.page import first_words
from debtadvisor.output.sources import Citations, overlay_part, sources_part
from debtadvisor.output.voice import Voice
from debtadvisor.text.catalogue import Catalogue

# So many of the next steps stand on the first screen.
NEXT_STEPS = 3
# A longer to-do list than this is told up to here.
MOST_STEPS = 30


def plan_report(
    plan: Plan | Stopped,
    scripts: Sequence[Script],
    book: PolicyBook,
    catalogue: Catalogue,
    *,
    details: bool = False,
    explained: bool = False,
    what_if: Sequence[Block] = (),
) -> Report:
    """The plan page in the catalogue's language; for a `Stopped`, help alone and no figure of any debt.

    details    also every payment of the chosen ways, every way that lost, and the orders of early payment
    explained  also where every figure and every row comes from; for a `Stopped`, which findings stopped it
    what_if    the section of a what-if, its warning first: that stands below the title, the rest before the plan; such
               a page has no list of things to do, since it is not the plan to act on
    """
    voice = Voice(catalogue, plan.case, book)
    if isinstance(plan, Stopped):
        page = stop_report(plan, voice)
        return _stop_explained(page, plan, voice) if explained else page
    citations, shows = Citations(), in_full(plan, details=details)
    title, *opening = _opening("title.plan", voice)
    blocks: list[Block] = [
        title,
        *what_if[:1],
        *opening,
        *what_if[1:],
        *front_findings(plan.triage, voice, citations),
        *situations_pointed_at(plan.triage.findings, voice),
        *_summary(plan, voice),
        *([] if what_if else _first_steps(plan, scripts, voice, citations)),
        *no_offer_part(plan, voice, shows),
        *shortfall_part(plan, voice, citations),
        *statement_part(plan, voice, citations),
        *debts_part(plan, voice, citations, shows),
        *rest_part(plan, voice, shows),
        *if_left_part(plan, book, voice, citations, shows),
        *worlds_part(plan, voice, shows),
        *months_part(plan, voice, details=details),
        *pictures_part(plan, voice),
        *orders_part(plan, book, voice, citations, details=details),
        *stress_part(plan, voice),
        *([] if what_if else _all_steps(plan, voice, details=details)),
        *others_part(plan, voice, citations, details=details, shows=shows),
        *(schedules_part(plan, voice) if details else []),
        *other_findings(plan.triage, voice, citations),
        Heading(2, voice.say("conventions.heading")),
        bullets(_conventions(plan, voice)),
        *(_explained(plan, scripts, book, voice, citations) if explained else []),
        *sources_part(citations, voice, plan.book_version),
        *overlay_part(plan, voice),
    ]
    return Report(voice.lang, tuple(blocks))


def _conventions(plan: Plan, voice: Voice) -> list[str]:
    """How the sums were made; settlements, monthly fees and rates that end are spoken of where there is one."""
    said = list(voice.lines("conventions.lines"))
    ways = (way for line in plan.debts for way in (line.ask, line.fallback) if way is not None)
    if any(way.kind is ReliefKind.SETTLEMENT and not way.is_written for way in ways):
        said.append(voice.say("conventions.settlement"))
    if any(debt.monthly_fee for debt in plan.case.debts):
        said.append(voice.say("conventions.monthly_fee"))
    if any(debt.promotion is not None for debt in plan.case.debts):
        said.append(voice.say("conventions.promotion"))
    return said


def next_steps(plan: Plan, book: PolicyBook, catalogue: Catalogue) -> Report:
    """The first steps of the plan alone, for the end of a long page."""
    voice = Voice(catalogue, plan.case, book)
    steps = _steps(plan.actions[:NEXT_STEPS], voice)
    return Report(voice.lang, (Heading(2, voice.say("summary.next")), steps))


def _explained(
    plan: Plan, scripts: Sequence[Script], book: PolicyBook, voice: Voice, citations: Citations
) -> list[Block]:
    """The trace. Read in only when it is asked for, since most runs are without it."""
    from debtadvisor.output.explain.page import explain_part

    return explain_part(plan, scripts, book, voice, citations)


def _stop_explained(page: Report, plan: Stopped, voice: Voice) -> Report:
    from debtadvisor.output.explain.page import explain_stop

    return Report(page.lang, (*page.blocks, *explain_stop(plan, voice)))


def _opening(key: str, voice: Voice) -> list[Block]:
    name, as_of = voice.case.borrower.name.strip(), voice.case.as_of
    about = voice.say("title.about", name=name, as_of=as_of) if name else voice.say("title.about_nameless", as_of=as_of)
    return [Heading(1, voice.say(key)), Paragraph(about), bullets(voice.lines("notice.lines"))]


def _summary(plan: Plan, voice: Voice) -> list[Block]:
    blocks: list[Block] = [Heading(2, voice.say("summary.heading"))]
    for pot in plan.pots:
        purse = plan.statement.pot(pot.pot)
        if len(plan.pots) > 1:
            blocks.append(Heading(3, voice.say("summary.both", pot=voice.word("pot", pot.pot))))
        blocks.append(Paragraph(_money(plan, pot, purse, voice)))
        if pot.no_offer is None:
            blocks += [Paragraph(voice.say("summary.worlds")), worlds_table(pot, plan, voice)]
            agreed = pot.worlds[WorldName.AGREED]
            if agreed.early:
                most = max(map(sum, zip(*(line.signed for line in agreed.lines), strict=True)))
                blocks.append(Paragraph(voice.say("summary.early", highest=Money(most)), tone=Tone.QUIET))
        elif pot.no_offer != "no_debts":
            blocks.append(Paragraph(voice.say("summary.no_offer"), tone=Tone.WARNING))
    return blocks


def _first_steps(plan: Plan, scripts: Sequence[Script], voice: Voice, citations: Citations) -> list[Block]:
    """What to do first, and how the first call opens."""
    blocks: list[Block] = [Paragraph(voice.say("summary.next")), _steps(plan.actions[:NEXT_STEPS], voice)]
    called = next((a.debt for a in plan.actions if a.code in (ActionCode.CALL, ActionCode.TELL)), "")
    if said := first_words(scripts, called, voice, citations):
        blocks += [Paragraph(voice.say("summary.first_call")), *said]
        blocks.append(Paragraph(voice.say("summary.rest_of_script"), tone=Tone.QUIET))
    return blocks


def _money(plan: Plan, pot: PotPlan, purse: PotStatement, voice: Voice) -> str:
    said = [voice.say("summary.none_left")]
    if 0 < purse.surplus < LEAST_SHARE:
        said = [voice.say("summary.little", amount=Money(purse.surplus))]
    elif purse.surplus > 0:
        said = [voice.say("summary.surplus", amount=Money(purse.surplus))]
    if kept := sum(next_reserved(d) for d in plan.debts if d.debt.purpose is pot.pot and d.reserved):
        said.append(voice.say("summary.reserved", amount=Money(kept)))
    if purse.cash:
        said.append(voice.say("summary.cash", amount=Money(purse.cash)))
    return voice.sentences(*said)


def _steps(actions: Sequence[Action], voice: Voice) -> Bullets:
    """The steps with their days. What holds for several of them is said with the first: why a conversation comes where
    it does, which number to use, that nothing counts without paper."""
    items: list[Item] = []
    told: set[str] = set()
    for action in actions:
        words = _words(action, voice)
        once = [f"why_{action.why}"] if action.why is not None else []
        once += [f"once_{name}" for name in _ONCE.get(words, ())]
        said = voice.say(f"actions.{words}", debt=voice.name(action.debt), amount=Money(action.fen))
        said = voice.sentences(said, *(voice.say(f"actions.{name}") for name in once if name not in told))
        told.update(once)
        by = voice.say("when.by", text=said, day=action.by) if action.by is not None else said
        items.append(Item(by, label=voice.near(action.on)))
    return Bullets(tuple(items))


# What is said beside the first step of its kind.
_ONCE: dict[str, tuple[str, ...]] = {
    ActionCode.CALL: ("number",),
    ActionCode.TELL: ("promise", "number"),
    ActionCode.FIRST_PAYMENT: ("paper",),
}


def _words(action: Action, voice: Voice) -> str:
    """The key of the sentence: a person who lent has no app and no card."""
    private = bool(action.debt) and voice.case.debt(action.debt).kind is LenderKind.PRIVATE_LENDING
    if private and action.code in (ActionCode.CALL, ActionCode.TELL, ActionCode.AGREED_PAYMENT):
        return f"{action.code}_private"
    return action.code


def _all_steps(plan: Plan, voice: Voice, *, details: bool) -> list[Block]:
    """The whole to-do list, when the first screen did not hold it; of a long one those that come first, unless
    `details`."""
    if len(plan.actions) <= NEXT_STEPS:
        return []
    told = plan.actions if details else plan.actions[:MOST_STEPS]
    blocks: list[Block] = [Heading(2, voice.say("actions.heading")), _steps(told, voice)]
    if later := len(plan.actions) - len(told):
        blocks.append(Paragraph(voice.say("fold.steps", count=later), tone=Tone.QUIET))
    return blocks
