"""What was not chosen and why: terms whose conditions are missed, and ways that lost against the chosen one."""

from collections.abc import Iterator

from debtadvisor.core.facts import NUMBERS, Checked
from debtadvisor.core.money import Money
from debtadvisor.core.plan.model import DebtPlan, Lost, Plan
from debtadvisor.core.relief.model import BILL_MARK, Option, OptionState
from debtadvisor.output.blocks import Block, Bullets, Heading, Item, Paragraph
from debtadvisor.output.plan.debts import kind_words
from debtadvisor.output.plan.fold import Shows, everything
from debtadvisor.output.sources import Citations
from debtadvisor.output.voice import Voice

# The table of terms that holds the words for a fact's codes, where it is not named like the fact.
_CODES = {"purpose": "pot", "in_arrears": "yes_no", "already_instalments": "yes_no", "written_offer": "yes_no"}


def others_part(
    plan: Plan, voice: Voice, citations: Citations, *, details: bool, shows: Shows = everything
) -> list[Block]:
    """For each debt that was planned, the terms that are closed and the ways that lost. Without `details` one way of
    each kind stands for all."""
    blocks: list[Block] = []
    for line in plan.debts:
        if not shows(line.debt.id):
            continue
        items = tuple(_items(line, voice, citations, details))
        if items and line.relief is not None:
            blocks += [Heading(3, voice.name(line.debt.id)), Bullets(items)]
    if not blocks:
        return []
    patience = Paragraph(voice.say("others.no_waiting"))
    return [Heading(2, voice.say("others.heading")), patience, *blocks]


def _items(line: DebtPlan, voice: Voice, citations: Citations, details: bool) -> Iterator[Item]:
    if line.relief is None or (line.ask is None and not details):
        return  # where nothing is asked for, what else could not be asked for helps nobody
    lost = line.lost if details else _nearest(line.lost)
    for one in lost:
        yield Item(_lost(one, voice), label=kind_words(one.candidate, voice))
    if len(line.lost) > len(lost):
        yield Item(voice.say("others.more", count=len(line.lost) - len(lost)))
    for option in line.relief.options:
        if option.state is not OptionState.OPEN:
            label = voice.word("relief_kind", option.term.kind)
            yield Item(_closed(option, voice), citations.cite(option.term), label)


def _nearest(lost: tuple[Lost, ...]) -> tuple[Lost, ...]:
    """Of each kind the way that came closest: the least extra cost, then the fewest payments."""
    found: dict[str, Lost] = {}
    for one in lost:
        kind = one.candidate.kind or (BILL_MARK if one.candidate.is_bill else one.candidate.id)
        best = found.get(kind)
        if best is None or (abs(one.extra), one.candidate.count) < (abs(best.extra), best.candidate.count):
            found[kind] = one
    return tuple(found.values())


def _lost(one: Lost, voice: Voice) -> str:
    when = one.when or one.candidate.schedule.due[0]
    why = voice.say(f"others.{one.reason}{'_early' if one.early else ''}", extra=Money(abs(one.extra)), when=when)
    way = voice.payments(one.candidate.schedule)
    if one.candidate.count == 1:
        return voice.sentences(voice.say("others.lost_once", way=way), why)
    return voice.say("others.lost", way=way, total=Money(one.candidate.total), why=why)


def _closed(option: Option, voice: Voice) -> str:
    said = voice.say(f"others.{option.state}")
    note = voice.of(option.term.note) if option.state is OptionState.REFUSED and option.term.note else ""
    wanted = () if option.state in (OptionState.REFUSED, OptionState.STALE) else option.checks
    needs = [condition_words(check, voice) for check in wanted if check.met is not True]
    return voice.sentences(said, *needs, note)


def condition_words(check: Checked, voice: Voice) -> str:
    """A condition that is missed or not known, with the fact that it met: 要：逾期天数至少 1 天；现在：0 天。"""
    fact = check.condition.fact
    return voice.say(
        "others.needs", fact=voice.word("fact", fact), wanted=_wanted(check, voice), now=_now(check, voice)
    )


def _wanted(check: Checked, voice: Voice) -> str:
    condition = check.condition
    low, high = condition.minimum, condition.maximum
    if condition.one_of:
        codes = voice.say("others.joint").join(_code(condition.fact, code, voice) for code in condition.one_of)
        return voice.say("others.one_of", codes=codes)
    if low is not None and high is not None:
        return voice.say(
            "others.between", low=_figure(condition.fact, low, voice), high=_figure(condition.fact, high, voice)
        )
    if low is not None:
        return voice.say("others.at_least", low=_figure(condition.fact, low, voice))
    return voice.say("others.at_most", high=_figure(condition.fact, high or 0, voice))


def _now(check: Checked, voice: Voice) -> str:
    fact, name = check.fact, check.condition.fact
    if fact is None:
        return voice.say("others.now_unknown")
    if isinstance(fact, int):
        return _figure(name, fact, voice)
    codes = (fact,) if isinstance(fact, str) else fact
    if not codes:
        return voice.say("others.now_nothing")
    return voice.joined([_code(name, code, voice) for code in codes])


def _figure(fact: str, number: int, voice: Voice) -> str:
    unit = NUMBERS.get(fact, "count")
    if unit == "fen":
        return voice.yuan(number)
    return voice.say("others.days" if unit == "days" else "others.periods", count=number)


def _code(fact: str, code: str, voice: Voice) -> str:
    """The word for a fact's code; the code itself when a book names one that does not exist."""
    word = voice.catalogue.find("terms", f"{_CODES.get(fact, fact)}.{code}")
    return word if isinstance(word, str) else code
