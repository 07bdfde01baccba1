"""`--explain`: the plan traced back. For the money and for each debt, every figure and every row with its place in
the case or in the book, its dates, its strength, and why a row did not apply. A stop explains its findings alone."""

from collections.abc import Iterator, Sequence

from debtadvisor.core.case import Case
from debtadvisor.core.codes import LenderKind, Product
from debtadvisor.core.facts import days_past_due
from debtadvisor.core.plan.model import Plan, Stopped
from debtadvisor.core.policy.model import PolicyBook, Rule
from debtadvisor.core.relief.model import DebtRelief
from debtadvisor.core.script.model import Script
from debtadvisor.output.blocks import Block, Bullets, Heading, Item, Paragraph, bullets
from debtadvisor.output.explain.figures import Traced, figures_of, traced
from debtadvisor.output.explain.money import money_of
from debtadvisor.output.explain.rows import rows_of
from debtadvisor.output.explain.why import why_of
from debtadvisor.output.explain.words import row_dates, say, strength
from debtadvisor.output.plan.findings import title_of
from debtadvisor.output.sources import Citations
from debtadvisor.output.voice import Voice


def explain_part(
    plan: Plan, scripts: Sequence[Script], book: PolicyBook, voice: Voice, citations: Citations
) -> list[Block]:
    """The whole trace; it cites through `citations`, so it stands before the list of sources."""
    about = say(voice, "intro.text", as_of=plan.case.as_of, version=plan.book_version)
    blocks: list[Block] = [
        Heading(2, say(voice, "title.whole")),
        Paragraph(about),
        Paragraph(say(voice, "intro.how")),
    ]
    for pot in plan.pots:
        blocks += money_of(plan, pot, voice, citations)
    for line in plan.debts:
        one = traced(plan, line, book, voice, citations)
        script = next((pack for pack in scripts if pack.debt == line.debt.id), None)
        blocks += [
            Heading(2, say(voice, "title.debt", debt=voice.name(line.debt.id))),
            Heading(3, say(voice, "title.profile")),
            Bullets(tuple(_profile(one))),
            Heading(3, say(voice, "title.figures")),
            Bullets(tuple(figures_of(one))),
            *why_of(one),
            *rows_of(one),
            Heading(3, say(voice, "title.law")),
            bullets(_law(one, script)),
        ]
    return blocks


def explain_stop(plan: Stopped, voice: Voice) -> list[Block]:
    """Which findings stopped the plan and where in the case they stand. No figure."""
    items = [
        say(
            voice,
            "stop.finding",
            title=title_of(finding, voice),
            code=finding.code,
            places=voice.joined(finding.facts),
        )
        for finding in plan.triage.stops
    ]
    return [Heading(2, say(voice, "title.stop")), Paragraph(say(voice, "stop.text")), bullets(items)]


def _profile(one: Traced) -> Iterator[Item]:
    """The entry of the book with those it takes over from, the stage, and the facts behind both."""
    relief, voice = one.line.relief, one.voice
    if relief is None:
        if one.line.debt.kind is LenderKind.OTHER:
            yield Item(one.say("profile.outside"), label=one.say("profile.used_label"))
    else:
        yield from _entry(one, relief)
        stage = one.say("profile.stage", stage=voice.word("stage", relief.stage))
        yield Item(stage, label=one.say("profile.stage_label"))
    yield from (Item(fact, label=one.say("profile.fact_label")) for fact in _stage_facts(one))
    for finding in one.line.held:
        said = one.say(
            "profile.held", title=title_of(finding, voice), code=finding.code, places=voice.joined(finding.facts)
        )
        yield Item(said, label=one.say("profile.held_label"))
    for finding in one.plan.triage.findings:
        if finding.confirmed and finding.debt in ("", one.line.debt.id):
            yield Item(one.say("profile.confirmed", code=finding.code), label=one.say("profile.held_label"))
    if one.line.priority:
        yield Item(one.say("profile.priority"), label=one.say("profile.priority_label"))


def _entry(one: Traced, relief: DebtRelief) -> Iterator[Item]:
    profile, named = relief.profile, bool(one.line.debt.lender)
    key, where = ("profile.named", "lender") if named else ("profile.generic", "kind")
    said = one.say(key, name=one.voice.of(profile.name), id=profile.id, place=one.place(where))
    yield Item(said, label=one.say("profile.used_label"))
    above = one.book.lineage(profile.id)[1:]
    line = one.say("profile.line", ids=one.voice.joined(above)) if above else one.say("profile.line_alone")
    yield Item(line, label=one.say("profile.line_label"))


def _stage_facts(one: Traced) -> Iterator[str]:
    debt, case, voice = one.line.debt, one.plan.case, one.voice
    here = one.place("overdue_since")
    if debt.overdue_since:
        days = days_past_due(debt, case.as_of)
        yield say(voice, "profile.late", since=debt.overdue_since, as_of=case.as_of, days=days, place=here)
    else:
        yield one.say("profile.not_late", place=here)
    if debt.assigned_to:
        yield one.say("profile.assigned", place=one.place("assigned_to"))
    if debt.product is Product.JUDGMENT_DEBT:
        yield one.say("profile.judgment", place=one.place("product"))
    yield from _events(case, debt.id, voice)


def _events(case: Case, debt_id: str, voice: Voice) -> Iterator[str]:
    for number, event in enumerate(case.events):
        if event.debt == debt_id:
            what = voice.word("event_kind", event.kind)
            yield say(voice, "profile.event", what=what, day=event.on, place=f"events[{number}]")


def _law(one: Traced, script: Script | None) -> list[Item]:
    """The law rows cited for this debt with where; of the others how many, and why not."""
    kind = one.line.relief.kind if one.line.relief is not None else one.line.debt.kind or LenderKind.OTHER
    cited = _cited(one, script, kind)
    items = [_rule(rule, uses, one) for rule, uses in cited.values()]
    return [*(items or [Item(one.say("law.none"))]), *_not_cited(one, cited, kind)]


def _cited(one: Traced, script: Script | None, kind: LenderKind) -> dict[str, tuple[Rule, list[str]]]:
    """Each rule that a finding or the script of this debt rests on, in order, with those uses."""
    found: dict[str, tuple[Rule, list[str]]] = {}

    def use(rule: Rule, where: str) -> None:
        uses = found.setdefault(rule.id, (rule, []))[1]
        if where not in uses:
            uses.append(where)

    for finding in one.plan.triage.findings:
        if finding.debt in ("", one.line.debt.id):
            for rule in finding.rules:
                if rule.reaches(kind):
                    use(rule, one.say("law.use_finding", title=title_of(finding, one.voice)))
    for point in script.points if script is not None else ():
        for claim in point.claims:
            if isinstance(claim.row, Rule):
                use(claim.row, one.say("law.use_script", part=one.voice.word("part", point.part)))
    return found


def _rule(rule: Rule, uses: Sequence[str], one: Traced) -> Item:
    voice = one.voice
    kinds = [voice.word("lender_kind", kind) for kind in LenderKind if kind in rule.scope]
    text = one.say(
        "law.text",
        strength=strength(rule.standing, rule.confidence, voice),
        dates=row_dates(rule.validity, voice),
        scope=one.say("law.scope", kinds=voice.joined(kinds)) if kinds else one.say("law.every_scope"),
        uses=one.say("law.uses", uses=voice.joined(uses)),
    )
    return Item(text, one.citations.cite(rule), rule.id)


def _not_cited(one: Traced, cited: dict[str, tuple[Rule, list[str]]], kind: LenderKind) -> Iterator[Item]:
    label, as_of = one.say("law.rest_label"), one.plan.case.as_of
    others = [rule for rule in one.book.rules.values() if rule.id not in cited]
    if far := [rule for rule in others if not rule.reaches(kind)]:
        scope = {kind for rule in far for kind in rule.scope}
        kinds = one.voice.joined([one.voice.word("lender_kind", kind) for kind in LenderKind if kind in scope])
        yield Item(one.say("law.not_reaching", count=len(far), kinds=kinds), label=label)
    near = [rule for rule in others if rule.reaches(kind)]
    if idle := [rule for rule in near if rule.validity.speaks(as_of)]:
        yield Item(one.say("law.not_needed", count=len(idle)), label=label)
    if silent := [_silent(rule, one) for rule in near if not rule.validity.speaks(as_of)]:
        yield Item(say(one.voice, "law.silent", as_of=as_of, rows=one.voice.joined(silent)), label=label)


def _silent(rule: Rule, one: Traced) -> str:
    """Its id with the date that keeps it from speaking."""
    valid, as_of, voice = rule.validity, one.plan.case.as_of, one.voice
    if valid.end is not None and valid.end < as_of:
        why = say(voice, "law.silent_until", end=valid.end)
    elif valid.start > as_of:
        why = say(voice, "law.silent_from", start=valid.start)
    else:
        why = say(voice, "law.silent_review", review=valid.review_by)
    return one.say("law.silent_row", id=rule.id, dates=why)
