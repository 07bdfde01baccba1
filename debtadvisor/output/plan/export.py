"""Plan → a document for machines: codes, dates and decimal strings, no language but the Chinese lines of a script.

The shape is published as ``schemas/plan.schema.json``. Money and rates are decimal strings, dates are ISO. A
stopped case gives its findings alone. Batches write one document a line, so columns are written without `Decimal`.
"""

from collections.abc import Sequence
from datetime import date

from debtadvisor import __version__
from debtadvisor.core.agreed import Agreed
from debtadvisor.core.dates import Periods
from debtadvisor.core.facts import NUMBERS, Checked
from debtadvisor.core.money import Money
from debtadvisor.core.plan.course import Tightest, tightest
from debtadvisor.core.plan.model import Action, DebtPlan, Lost, Plan, PotPlan, Stopped, World, WorldLine
from debtadvisor.core.policy.model import ReliefTerm, Rule
from debtadvisor.core.relief.model import Candidate, DebtRelief, HeldTo, Option, Owed, Waived
from debtadvisor.core.schedule import Schedule
from debtadvisor.core.script.model import Script, ScriptPoint, Value
from debtadvisor.core.statement import Floor, Line, PotStatement, Statement
from debtadvisor.core.triage.model import Finding
from debtadvisor.core.words import Words
from debtadvisor.output.columns import Writer
from debtadvisor.output.document import Json, source_document
from debtadvisor.output.plan.export_orders import orders_json
from debtadvisor.output.plan.export_stress import relief_document, routes_document, stress_document
from debtadvisor.text.catalogue import Catalogue
from debtadvisor.text.scripted import sentence

SCHEMA = "debtadvisor.plan/1"


def plan_document(plan: Plan | Stopped, scripts: Sequence[Script] = ()) -> dict[str, object]:
    """The document of that plan; of a `Stopped`, without any figure and without scripts."""
    write = Writer()
    document: dict[str, object] = {
        "schema": SCHEMA,
        "program": __version__,
        "book": plan.book_version,
        "case": plan.case.id,
        "as_of": plan.case.as_of.isoformat(),
        "status": str(plan.status),
        "findings": [_finding(finding, write) for finding in plan.triage.findings],
    }
    if isinstance(plan, Plan):
        chinese = Catalogue("zh")
        document["statement"] = _statement(plan.statement, write)
        document["debts"] = [_debt(line, write) for line in plan.debts]
        document["pots"] = [{**_pot(pot, plan.statement, write), **orders_json(plan, pot, write)} for pot in plan.pots]
        document["actions"] = [_action(action, write) for action in plan.actions]
        document["scripts"] = [_script(script, chinese, write) for script in scripts]
        document["stale"] = list(plan.stale)
        document["routes"] = routes_document(plan.routes, write)
    # Every row and source that was named above, in order of first use.
    document["rows"] = [_row(row) for row in write.rows.values()]
    document["sources"] = [source_document(source) for source in write.sources.values()]
    return document


def _finding(finding: Finding, write: Writer) -> Json:
    return {
        "level": str(finding.level),
        "code": finding.code,
        "debt": finding.debt,
        "facts": list(finding.facts),
        "deadline": _maybe_day(finding.deadline, write),
        "values": dict(finding.values),
        "situation": finding.situation,
        "rules": [write.row(rule) for rule in finding.rules],
        "confirmed": finding.confirmed,
    }


def _maybe_day(when: date | None, write: Writer) -> str | None:
    return None if when is None else write.day(when)


def _maybe_yuan(fen: int | None, write: Writer) -> str | None:
    return None if fen is None else write.yuan[fen]


def _statement(sheet: Statement, write: Writer) -> Json:
    return {
        "periods": write.days(sheet.periods.starts),
        "pay_day": sheet.periods.pay_day,
        "pay_day_known": sheet.periods.pay_day_known,
        "floor": _floor(sheet.floor, write),
        "unexplained": [f"spending[{n}]" for n in sheet.unexplained],
        "pots": [_purse(purse, sheet.periods, write) for purse in sheet.pots],
    }


def _floor(floor: Floor, write: Writer) -> Json:
    return {
        "needed": write.yuan[floor.needed],
        "spent": write.yuan[floor.spent],
        "default": floor.figure is not None,
        "checked": floor.checked,
        "below": floor.below,
        "sources": write.cite(floor.figure.sources) if floor.figure is not None else [],
    }


def _purse(purse: PotStatement, spans: Periods, write: Writer) -> Json:
    return {
        "pot": str(purse.pot),
        "income": [_line(line, write) for line in purse.income],
        "spending": [_line(line, write) for line in purse.spending],
        "income_total": write.yuan[purse.income_total],
        "spending_total": write.yuan[purse.spending_total],
        "reserve": write.yuan[purse.reserve],
        "surplus": write.yuan[purse.surplus],
        "cash": write.yuan[purse.cash],
        "lumps": [_lump(day, fen, purse, spans, write) for day, fen in purse.lumps],
        "new_money": write.column(purse.new_money),
    }


def _lump(day: date, fen: int, purse: PotStatement, spans: Periods, write: Writer) -> Json:
    counted_from = purse.counted_from(day, spans)
    return {"on": write.day(day), "amount": write.yuan[fen], "counted_from": write.day(counted_from)}


def _line(line: Line, write: Writer) -> Json:
    return {
        "code": str(line.code),
        "group": None if line.group is None else str(line.group),
        "cautious": write.yuan[line.cautious],
        "hopeful": write.yuan[line.kind],
        "every": str(line.every),
        "note": line.note,
        "index": line.index,
    }


def _debt(line: DebtPlan, write: Writer) -> Json:
    return {
        "id": line.debt.id,
        "name": line.debt.name,
        "lender": line.relief.profile.id if line.relief is not None else line.debt.lender,
        "pot": str(line.debt.purpose),
        "held": [finding.code for finding in line.held],
        "priority": line.priority,
        "protected": line.protected,
        "reserved": write.column(line.reserved),
        "reserved_asked": write.yuan[line.reserved_asked],
        "share_now": write.yuan[line.share_now],
        "agreed": None if line.agreed is None else _agreed(line.agreed, line, write),
        "ask": None if line.ask is None else _candidate(line.ask, write),
        "fallback": None if line.fallback is None else _candidate(line.fallback, write),
        "walk_away": _maybe_yuan(line.walk_away, write),
        "lost": [_lost(one, write) for one in line.lost],
        "relief": None if line.relief is None else _relief(line.relief, write),
    }


def _agreed(made: Agreed, line: DebtPlan, write: Writer) -> Json:
    """The agreement in the contract's place; `kept` is False when the money does not reach for it."""
    return {
        "event": made.number,
        "on": write.day(made.on),
        "form": made.terms.form.value,
        "paid": write.yuan[made.paid],
        "missed": write.yuan[made.short],
        "kept": not line.unkept,
    }


def _lost(one: Lost, write: Writer) -> Json:
    return {
        "candidate": one.candidate.id,
        "reason": str(one.reason),
        "extra": write.yuan[one.extra],
        "when": _maybe_day(one.when, write),
    }


def _relief(relief: DebtRelief, write: Writer) -> Json:
    return {
        "kind": str(relief.kind),
        "stage": str(relief.stage),
        "owed": _owed(relief.owed, write),
        "annual": f"{relief.annual:f}",
        "annual_from": str(relief.annual_from),
        "held_to": None if relief.held_to is None else _held_to(relief.held_to, write),
        "contract": [_candidate(one, write, whole=False) for one in relief.contract],
        "options": [_option(option, write) for option in relief.options],
    }


def _held_to(line: HeldTo, write: Writer) -> Json:
    return {"annual": f"{line.rate:f}", "dated": line.dated, "row": write.row(line.rule)}


def _owed(owed: Owed, write: Writer) -> Json:
    return {
        "principal": write.yuan[owed.principal],
        "interest": write.yuan[owed.interest],
        "penalty": write.yuan[owed.penalty],
        "fees": write.yuan[owed.fees],
        "balance": write.yuan[owed.balance],
        "interest_from": str(owed.interest_from),
        "penalty_from": str(owed.penalty_from),
    }


def _option(option: Option, write: Writer) -> Json:
    return {
        "term": write.row(option.term),
        "kind": str(option.term.kind),
        "state": str(option.state),
        "checks": [_check(check, write) for check in option.checks],
        "ask": [_candidate(one, write, whole=False) for one in option.ask],
        "counter": [_candidate(one, write, whole=False) for one in option.counter],
    }


def _check(check: Checked, write: Writer) -> Json:
    condition = check.condition
    return {
        "fact": condition.fact,
        "minimum": _figure(condition.fact, condition.minimum, write),
        "maximum": _figure(condition.fact, condition.maximum, write),
        "one_of": list(condition.one_of),
        "found": _found(check, write),
        "met": check.met,
    }


def _figure(fact: str, number: int | None, write: Writer) -> str | int | None:
    """A bound or a fact: an amount as a decimal string, days and counts as they are."""
    return number if number is None or NUMBERS.get(fact) != "fen" else write.yuan[number]


def _found(check: Checked, write: Writer) -> str | int | list[str] | None:
    fact = check.fact
    if isinstance(fact, tuple):
        return [str(code) for code in fact]
    return str(fact) if isinstance(fact, str) else _figure(check.condition.fact, fact, write)


def _candidate(one: Candidate, write: Writer, *, whole: bool = True) -> Json:
    """A way of paying; `whole` with the parts of each payment, as for the ask and the fallback, else dates and sums."""
    rows: tuple[ReliefTerm, ...] = one.riders if one.term is None else (one.term, *one.riders)
    return {
        "id": one.id,
        "kind": None if one.kind is None else str(one.kind),
        "terms": [write.row(row) for row in rows],
        "starting_point": one.rests_on_default,
        "rate": f"{one.rate:f}",
        "waived": _waived(one.waived, write),
        "total": write.yuan[one.total],
        "count": one.count,
        "schedule": _schedule(one.schedule, write) if whole else _dues(one.schedule, write),
    }


def _waived(waived: Waived, write: Writer) -> Json:
    return {
        "interest": write.yuan[waived.interest],
        "penalty": write.yuan[waived.penalty],
        "fees": write.yuan[waived.fees],
        "principal": write.yuan[waived.principal],
        "total": write.yuan[waived.total],
    }


def _schedule(schedule: Schedule, write: Writer) -> Json:
    return {
        "due": write.days(schedule.due),
        "payment": write.column(schedule.payments),
        "principal": write.column(schedule.principal),
        "interest": write.column(schedule.interest),
        "charges": write.column(schedule.charges),
    }


def _dues(schedule: Schedule, write: Writer) -> Json:
    return {"due": write.days(schedule.due), "payment": write.column(schedule.payments)}


def _pot(pot: PotPlan, sheet: Statement, write: Writer) -> Json:
    return {
        "pot": str(pot.pot),
        "no_offer": None if pot.no_offer is None else str(pot.no_offer),
        "smallest_budget": _maybe_yuan(pot.smallest_budget, write),
        "token": write.yuan[pot.token],
        "stress": stress_document(pot.stress, sheet.periods.starts, write),
        "relief_that_works": relief_document(pot.relief_that_works, write),
        "worlds": [_world(world, sheet.periods.starts, write) for world in pot.worlds.values()],
    }


def _world(world: World, starts: Sequence[date], write: Writer) -> Json:
    month = tightest(world)
    return {
        "world": str(world.name),
        "feasible": world.feasible,
        "proven": world.proven if world.is_chosen else None,
        "bound": write.yuan[world.bound] if world.is_chosen else None,
        "total": write.yuan[world.total],
        "last_period": None if world.last_period < 0 else world.last_period,
        "available": write.column(world.available),
        "left": write.column(world.left),
        "tightest": None if month is None else _tightest(month, starts, write),
        "debts": [_world_line(line, write) for line in world.lines],
    }


def _tightest(month: Tightest, starts: Sequence[date], write: Writer) -> Json:
    return {"period": month.period, "on": write.day(starts[month.period]), "left": write.yuan[month.left]}


def _world_line(line: WorldLine, write: Writer) -> Json:
    return {
        "debt": line.debt,
        "candidate": None if line.candidate is None else line.candidate.id,
        "total": write.yuan[line.total],
        "left": write.yuan[line.left],
        "payments": write.column(line.payments),
        "signed": write.column(line.instalments) if line.instalments else None,
    }


def _action(action: Action, write: Writer) -> Json:
    return {
        "code": str(action.code),
        "on": write.day(action.on),
        "by": _maybe_day(action.by, write),
        "debt": action.debt,
        "amount": write.yuan[action.fen] if action.fen else None,
        "why": None if action.why is None else str(action.why),
    }


def _script(script: Script, chinese: Catalogue, write: Writer) -> Json:
    return {
        "debt": script.debt,
        "lender": script.profile.id,
        "stage": str(script.stage),
        "held": script.held,
        "channel": str(script.channel),
        "points": [_point(point, chinese, write) for point in script.points],
    }


def _point(point: ScriptPoint, chinese: Catalogue, write: Writer) -> Json:
    return {
        "part": str(point.part),
        "code": point.code,
        "spoken": point.spoken,
        "if_true": point.if_true,
        "values": {name: _value(value) for name, value in point.values.items()} if point.values else {},
        "claims": [write.row(claim.row) for claim in point.claims],
        "zh": sentence(chinese, point),
    }


def _value(value: Value) -> str | int:
    if isinstance(value, Money):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Words):
        return value.zh
    return value if isinstance(value, int) else str(value)


def _row(row: Rule | ReliefTerm) -> Json:
    relief = row if isinstance(row, ReliefTerm) else None
    return {
        "id": row.id,
        "is": "law" if relief is None else "relief",
        "standing": str(row.standing),
        "confidence": str(row.confidence),
        "figures_standing": None if relief is None else str(relief.figures_standing),
        "origin": "" if relief is None else relief.origin,
        "sources": [source.id for source in row.sources],
    }
