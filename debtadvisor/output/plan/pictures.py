"""The plan as pictures and in words: what is still to be paid, what each debt gets, what each world costs.

Only purses with an offer have pictures. Every amount is summed from the payments of the worlds that the tables above
show; nothing is reckoned anew.
"""

from collections.abc import Iterator, Sequence

from debtadvisor.core.money import Money
from debtadvisor.core.plan.course import still_to_pay, to_pay
from debtadvisor.core.plan.model import Plan, PotPlan, World, WorldName
from debtadvisor.output.blocks import Bar, Block, Heading, Picture
from debtadvisor.output.voice import Voice
from debtadvisor.text.catalogue import Value

TOPIC = "pictures"
# So many bars at most: longer courses are shown in steps of several months, the smallest debts together.
MOST_BARS = 12


def pictures_part(plan: Plan, voice: Voice) -> list[Block]:
    """The pictures of each purse that has an offer. [] when none has."""
    pots = [pot for pot in plan.pots if pot.worlds and pot.no_offer is None]
    if not pots:
        return []
    blocks: list[Block] = [Heading(2, _say(voice, "title.heading"))]
    for pot in pots:
        if len(pots) > 1:
            blocks.append(Heading(3, voice.say("summary.both", pot=voice.word("pot", pot.pot))))
        blocks.extend(_pictures(pot, plan, voice, first=pot is pots[0]))
    return blocks


def _say(voice: Voice, key: str, /, **values: Value) -> str:
    return voice.catalogue.say(TOPIC, key, **values)


def _pictures(pot: PotPlan, plan: Plan, voice: Voice, *, first: bool) -> Iterator[Picture]:
    agreed, refused = pot.worlds[WorldName.AGREED], pot.worlds[WorldName.REFUSED]
    yield _course(agreed, refused, plan, voice, explained=first)
    if len(agreed.lines) > 1:
        yield _by_debt(agreed, voice)
    yield _cost([world for world in pot.worlds.values() if world.feasible], plan, voice)


# ---- what is still to be paid ------------------------------------------------------------------------


def _course(agreed: World, refused: World, plan: Plan, voice: Voice, *, explained: bool) -> Picture:
    """What is still to be paid at first and after each step of months, agreed beside refused.

    The words tell what that means when `explained`, the figures half-way through the agreed payments, and what stays.
    """
    spans = plan.statement.periods
    ours, theirs = still_to_pay(agreed), still_to_pay(refused)
    ends = steps(max(agreed.last_period, refused.last_period) + 1)
    bars = [Bar(_say(voice, "course.now"), (Money(to_pay(agreed)), Money(to_pay(refused))))]
    bars += [Bar(voice.day(spans.last_day(t)), (Money(ours[t]), Money(theirs[t]))) for t in ends]
    names = (voice.word("world", agreed.name), voice.word("world", refused.name))
    said = [_say(voice, "course.what")] if explained else []
    if len(ends) > 1:
        t = min(ends, key=lambda end: (abs(2 * end - agreed.last_period), end))
        values = {"agreed": Money(ours[t]), "refused": Money(theirs[t])}
        said.append(_say(voice, "course.midway", day=spans.last_day(t), **values))
        # Less is left, but only since more has been paid: nobody should read refusal as the better way.
        more = (to_pay(refused) - theirs[t]) - (to_pay(agreed) - ours[t])
        if theirs[t] < ours[t] and more > 0:
            said.append(_say(voice, "course.more", more=Money(more)))
    if left := theirs[-1]:
        said.append(_say(voice, "course.open", world=names[1], end=spans.end, left=Money(left)))
    return Picture(title=_say(voice, "course.title"), series=names, bars=tuple(bars), words=voice.sentences(*said))


def steps(months: int) -> list[int]:
    """The last periods of at most `MOST_BARS` - 1 equal steps through that many months; the last step may be shorter.

    >>> steps(3), steps(30)
    ([0, 1, 2], [2, 5, 8, 11, 14, 17, 20, 23, 26, 29])
    """
    wide = -(-months // (MOST_BARS - 1)) or 1
    return [min(first + wide, months) - 1 for first in range(0, months, wide)]


# ---- what each debt gets -----------------------------------------------------------------------------


def _by_debt(agreed: World, voice: Voice) -> Picture:
    """One bar for each debt, the largest first; the smallest of many together."""
    lines = sorted(agreed.lines, key=lambda line: (-line.total, line.debt))
    shown = lines if len(lines) <= MOST_BARS else lines[: MOST_BARS - 1]
    bars = [Bar(voice.name(line.debt), (Money(line.total),)) for line in shown]
    if rest := lines[len(shown) :]:
        bars.append(Bar(_say(voice, "debts.rest", count=len(rest)), (Money(sum(line.total for line in rest)),)))
    title, most = _say(voice, "debts.title"), lines[0]
    words = _say(voice, "debts.words", count=len(lines), most=voice.name(most.debt), amount=Money(most.total))
    return Picture(title=title, series=(title,), bars=tuple(bars), words=words)


# ---- what each way costs -----------------------------------------------------------------------------


def _cost(worlds: Sequence[World], plan: Plan, voice: Voice) -> Picture:
    """What is paid, and what is then still owed, in each world that can be carried through; agreed first."""
    sums = [(voice.word("world", world.name), world.total, to_pay(world) - world.total) for world in worlds]
    said = _say(voice, "cost.joint").join(_say(voice, "cost.one", world=n, amount=Money(a + b)) for n, a, b in sums)
    open_end = any(left for _, _, left in sums)
    texts = [_say(voice, "cost.words_left" if open_end else "cost.words", worlds=said)]
    end = plan.statement.periods.end
    texts += [_say(voice, "cost.open", world=n, end=end, left=Money(left)) for n, _, left in sums if left]
    if len(worlds) < len(WorldName):
        texts.append(_say(voice, "cost.infeasible", world=voice.word("world", WorldName.COUNTERED)))
    if any(to_pay(worlds[-1]) < to_pay(world) for world in worlds[:-1]):
        texts.append(_say(voice, "cost.less"))
    series = (_say(voice, "cost.paid"), _say(voice, "cost.left")) if open_end else (_say(voice, "cost.paid"),)
    bars = [Bar(n, (Money(paid), Money(left))[: len(series)]) for n, paid, left in sums]
    return Picture(
        title=_say(voice, "cost.title_left" if open_end else "cost.title"),
        series=series,
        bars=tuple(bars),
        words=voice.sentences(*texts),
        stacked=True,
    )
