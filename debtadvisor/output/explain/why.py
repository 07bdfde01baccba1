"""Why this ask for one debt: what would be cheaper and does not fit, what comes second, and the tightest month."""

from collections.abc import Iterator

from debtadvisor.core.money import Money
from debtadvisor.core.plan.course import tightest
from debtadvisor.core.plan.explain import cheaper, runner_up
from debtadvisor.core.plan.model import Lost, Plan, PotPlan, Reason, WorldName
from debtadvisor.core.relief.model import Candidate
from debtadvisor.output.blocks import Block, Bullets, Heading, Item
from debtadvisor.output.explain.figures import Traced
from debtadvisor.output.explain.words import say
from debtadvisor.output.plan.debts import kind_words
from debtadvisor.output.voice import Voice


def why_of(one: Traced) -> list[Block]:
    """The reasons behind the ask. [] when nothing is asked for."""
    ask = one.line.ask
    if ask is None:
        return []
    items = [Item(one.voice.sentences(*texts), label=one.say(f"why.{key}_label")) for key, texts in _reasons(one, ask)]
    return [Heading(3, one.say("title.why")), Bullets(tuple(items))]


def tightest_months(plan: Plan, pot: PotPlan, voice: Voice) -> Iterator[Item]:
    """For each world that is a choice, the first month that leaves the least."""
    for name in (WorldName.AGREED, WorldName.COUNTERED):
        world = pot.worlds.get(name)
        month = tightest(world) if world is not None and world.feasible else None
        if month is not None:
            said = say(
                voice,
                "why.tightest_all",
                world=voice.word("world", name),
                on=plan.statement.periods.starts[month.period],
                paid=Money(month.paid),
                left=Money(month.left),
            )
            said = voice.sentences(said, say(voice, "why.no_early") if world is not None and world.early else "")
            yield Item(said, label=say(voice, "why.tightest_label"))


def _reasons(one: Traced, ask: Candidate) -> Iterator[tuple[str, tuple[str, ...]]]:
    lost = one.line.lost
    chosen = _chosen(one, ask)
    if not lost:
        yield "chosen", (chosen, one.say("why.only"))
    else:
        least = cheaper(lost)
        yield "chosen", (chosen, "" if least else one.say("why.least"))
        if least:
            yield "cheaper", (one.say("why.cheaper_count", count=len(least)), _cheaper(one, least[0]))
        yield "second", (_second(one, runner_up(lost)),)
    yield from _month(one)


def _chosen(one: Traced, ask: Candidate) -> str:
    line = one.plan.pot(one.line.debt.purpose).worlds[WorldName.AGREED].line(one.line.debt.id)
    if line is None or not line.instalments:
        return one.say("why.chosen", way=_way(ask, one), total=Money(ask.total))
    signed, total = Money(sum(line.signed)), Money(line.total)
    return one.say("why.chosen_early", way=_way(ask, one), signed=signed, total=total)


def _way(candidate: Candidate, one: Traced) -> str:
    return one.say("why.way", kind=kind_words(candidate, one.voice), id=candidate.id)


def _cheaper(one: Traced, lost: Lost) -> str:
    said = one.say("why.cheaper", way=_way(lost.candidate, one), amount=Money(-lost.extra))
    if lost.reason is Reason.TOO_MUCH and lost.when is not None:
        return one.voice.sentences(said, say(one.voice, "why.too_much", when=lost.when))
    return one.voice.sentences(said, one.say("why.floor"))


def _second(one: Traced, lost: Lost | None) -> str:
    if lost is None:
        return one.say("why.none_fits")
    way = _way(lost.candidate, one)
    key = f"why.{lost.reason}{'_early' if lost.early else ''}"
    if lost.reason is Reason.DEARER:
        return one.say(key, way=way, extra=Money(lost.extra))
    return one.say(key, way=way)


def _month(one: Traced) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The tightest month of the agreed world with this debt's part in it."""
    world = one.plan.pot(one.line.debt.purpose).worlds[WorldName.AGREED]
    month, line = tightest(world), world.line(one.line.debt.id)
    if month is not None and line is not None:
        said = say(
            one.voice,
            "why.tightest",
            on=one.plan.statement.periods.starts[month.period],
            own=Money(line.signed[month.period]),
            paid=Money(month.paid),
            left=Money(month.left),
        )
        yield "tightest", (said, one.say("why.no_early") if world.early else "")
