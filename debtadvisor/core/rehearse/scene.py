"""A plan → the scene of one call: the lender's lines that fit this lender, this stage and this pressure.

The good sentence of every turn is the pack's own, with its figures. Which lines of refusal are played follows from
the replies of the pack, so that a private person has no system and a debt before its due day is never overdue too
long. A stopped case has no plan and therefore no scene.
"""

from collections.abc import Mapping, Sequence

from debtadvisor.core.codes import LenderKind, Stage
from debtadvisor.core.conduct import FOR_ALL, RULES, ConductMatter
from debtadvisor.core.facts import days_past_due
from debtadvisor.core.money import Money
from debtadvisor.core.plan.model import Plan
from debtadvisor.core.policy.model import PolicyBook, Rule, Step
from debtadvisor.core.policy.steps import usual_steps
from debtadvisor.core.rehearse.cues import CUES, Cue
from debtadvisor.core.rehearse.ground import ground
from debtadvisor.core.rehearse.model import (
    Choice,
    Ground,
    Guardrail,
    Improper,
    Pressure,
    Scene,
    SceneEnd,
    Speaker,
    Turn,
)
from debtadvisor.core.rehearse.phrases import PERSON
from debtadvisor.core.script.build import scripts
from debtadvisor.core.script.figures import figures
from debtadvisor.core.script.model import Part, Script, ScriptPoint, Value
from debtadvisor.core.script.sold import is_sold
from debtadvisor.core.script.talk import Mode, Talk, talk

_IMPROPER = {
    "call_your_contacts": (Improper.THIRD_PARTY_CONTACT, (ConductMatter.THIRD_PARTY_CONTACT,)),
    "pay_fee_first": (Improper.PRIVATE_ACCOUNT, (ConductMatter.PRIVATE_ACCOUNT,)),
    "read_code": (Improper.CODE_ASKED, ()),
    "identity": (Improper.MANY_DIALS, (ConductMatter.MANY_DIALS, ConductMatter.MANY_CALLS)),
}
# After these terms are on the table, so that a bare "好" accepts them.
_TERMS = ("lump_sum_only", "pay_some_first", "end_agreed", "end_countered", "end_papers")
# Lines that are not refusals and need no reply of the pack.
_OWN = ("identity", "your_plan", "read_code")
_NO_DESK = (LenderKind.PRIVATE_LENDING, LenderKind.OTHER)
_BEFORE_COURT = (Stage.PRE_SUIT, Stage.LITIGATION)
# A sum that a mistake names where nothing may be offered at all, fen.
_SOME = 30_000
_STEP = 10_000


def playable(plan: Plan, book: PolicyBook) -> tuple[str, ...]:
    """Ids of the debts that have a call to rehearse, in the order of the calls."""
    return tuple(script.debt for script in _packs(plan, book))


def _packs(plan: Plan, book: PolicyBook) -> list[Script]:
    return [script for script in scripts(plan, book) if not plan.debt(script.debt).priority]


def scene(plan: Plan, book: PolicyBook, debt: str, pressure: Pressure) -> Scene:
    """The call about that debt. Raises KeyError for a debt that has none: see `playable`."""
    script = next((one for one in _packs(plan, book) if one.debt == debt), None)
    if script is None:
        raise KeyError(debt)
    about = talk(plan, book, plan.debt(debt))
    judged = ground(about)
    speaker = Speaker.HELD if judged.held else Speaker.PRIVATE if about.is_private else Speaker.COMPANY
    ending = _ending(about, judged, pressure)
    calls_in = judged.held or (pressure is Pressure.HARD and about.is_overdue)
    cues = [cue for cue in CUES[speaker] if _is_played(cue, about, script, pressure, ending)]
    stage = _Stage(about, script, judged, speaker, pressure, calls_in)
    return Scene(
        script=script,
        kind=about.kind,
        speaker=speaker,
        pressure=pressure,
        calls_in=calls_in,
        turns=tuple(stage.turn(cue, place) for place, cue in enumerate(cues)),
        ending=ending,
        ground=judged,
        steps=_steps(about),
    )


def _ending(about: Talk, judged: Ground, pressure: Pressure) -> SceneEnd:
    if judged.held:
        return SceneEnd.PAPERS if pressure is Pressure.CALM else SceneEnd.REFUSED
    if pressure is Pressure.CALM or about.mode is Mode.AGREED:
        return SceneEnd.AGREED
    offer, fallback = about.ask, about.line.fallback
    differs = offer is not None and fallback is not None and fallback.schedule != offer.schedule
    if pressure is Pressure.FIRM and differs and offer is not None and not offer.is_written:
        return SceneEnd.COUNTERED
    return SceneEnd.REFUSED


def _is_played(cue: Cue, about: Talk, script: Script, pressure: Pressure, ending: SceneEnd) -> bool:
    if cue.code.startswith("end_"):
        return cue.code == f"end_{ending}"
    sooner = cue.code == "third_party" and about.stage is Stage.ASSIGNED
    sooner = sooner or (cue.code == "we_will_sue" and about.stage in _BEFORE_COURT)
    if pressure not in cue.tones and not (sooner and pressure is Pressure.FIRM):
        return False
    if cue.code == "read_code":
        return about.kind not in _NO_DESK and not about.is_wound_down and about.mode is not Mode.AGREED
    return cue.code in _OWN or _reply(script, cue.code) is not None


def _reply(script: Script, refusal: str) -> ScriptPoint | None:
    """The pack's reply to that refusal."""
    return next((p for p in script.part(Part.REPLY) if p.code.partition(".")[0] == refusal), None)


def _steps(about: Talk) -> tuple[Step, ...]:
    """What usually happens now and next: the lender's own course, which a sale or a court has ended."""
    if about.stage in (Stage.ASSIGNED, Stage.LITIGATION) or about.mode is Mode.HELD or about.is_private:
        return ()
    return usual_steps(about.profile, days_past_due(about.line.debt, about.plan.case.as_of))


class _Stage:
    """Makes the turns of one scene."""

    def __init__(
        self, about: Talk, script: Script, judged: Ground, speaker: Speaker, pressure: Pressure, calls_in: bool
    ) -> None:
        self.about, self.script, self.ground = about, script, judged
        self.speaker, self.pressure, self.calls_in = speaker, pressure, calls_in

    def turn(self, cue: Cue, place: int) -> Turn:
        choices = [self._mistake(name) for name in cue.mistakes]
        # The good sentence moves from turn to turn, the same way in every run.
        choices.insert((place + list(Pressure).index(self.pressure)) % (len(choices) + 1), self._good(cue.code))
        improper = self._improper(cue.code)
        return Turn(
            code=cue.code,
            tone=self._tone(cue.code),
            values=self._values(cue.code),
            choices=tuple(choices),
            terms=cue.code in _TERMS,
            improper=improper,
            rules=self._rules(cue.code) if improper is not None else (),
            breath=self.pressure is Pressure.HARD and cue.code in ("call_your_contacts", "minimum_or_nothing"),
        )

    # --- the other side -----------------------------------------------------------------------------

    def _tone(self, code: str) -> str:
        """Which wording of the line fits: the pressure, and what this debt's stage makes of it."""
        stage, mode, early = self.about.stage, self.about.mode, not self.about.is_overdue
        company = self.speaker is Speaker.COMPANY
        if code == "end_agreed":
            return "contract" if mode is Mode.AGREED else "offer" if self.about.ask is not None else "no_offer"
        if code == "end_countered":
            return "many" if "count" in self._values(code) else "one"
        if code == "identity" and early:
            return "firm" if company and self.pressure is Pressure.HARD else self._early(company)
        if code == "pay_in_full_today" and early and self.speaker is not Speaker.HELD:
            return f"pre_due_{self.pressure}"
        if code == "minimum_or_nothing" and mode is Mode.NO_MONEY:
            return f"{self.pressure}_nothing"
        if code == "we_will_sue" and stage is Stage.LITIGATION:
            return "litigation"
        return self.pressure.value

    def _early(self, company: bool) -> str:
        """Nobody has rung ten times about a debt that is not due."""
        if company:
            return self.pressure.value
        if self.speaker is Speaker.PRIVATE:
            return "pre_due"
        return "firm" if self.pressure is Pressure.HARD else self.pressure.value

    def _values(self, code: str) -> Mapping[str, Value]:
        fallback = self.about.line.fallback
        if code != "end_countered" or fallback is None:
            return {}
        _, numbers = figures(fallback)
        return {name: numbers[name] for name in ("first", "total", "count") if name in numbers}

    def _improper(self, code: str) -> Improper | None:
        if code == "identity" and not (self._tone(code) == "hard" and self.speaker is not Speaker.PRIVATE):
            return None
        return _IMPROPER[code][0] if code in _IMPROPER else None

    def _rules(self, code: str) -> tuple[Rule, ...]:
        """Rows about such a line that bind whoever collects this debt today; a buyer only what binds everybody."""
        rows = [row for matter in _IMPROPER[code][1] for row in RULES[matter]]
        if self.about.stage is Stage.ASSIGNED:
            rows = [row for row in rows if row in FOR_ALL]
        found = (self.about.rule(row) for row in dict.fromkeys(rows))
        return tuple(rule for rule in found if rule is not None)

    # --- the borrower -------------------------------------------------------------------------------

    def _good(self, code: str) -> Choice:
        reply = _reply(self.script, "oral_is_enough" if code in ("end_agreed", "end_papers") else code)
        if reply is not None:
            return Choice(points=(reply,))
        match code:
            case "identity":
                return self._who_speaks()
            case "your_plan":
                return Choice(points=self._spoken(Part.ASK)[:2])
            case "end_countered":
                points = (*self._spoken(Part.COUNTER, "ask_three"), *self._tomorrow())
                return Choice(points=points, code="put_in_writing")
            case "end_refused":
                return self._leave()
            case _:
                return Choice(code=code)

    def _spoken(self, part: Part, *codes: str) -> tuple[ScriptPoint, ...]:
        """The spoken points of that part whose code begins with one of these; all without any."""
        points = [point for point in self.script.part(part) if point.spoken]
        return tuple(p for p in points if not codes or p.code.startswith(codes))

    def _who_speaks(self) -> Choice:
        if is_sold(self.about) and self.about.mode is not Mode.HELD:
            return Choice(points=self._spoken(Part.OPENING, "greet"), code="identity_calls_in")
        if self.speaker is Speaker.HELD:
            return Choice(points=self._spoken(Part.OPENING))
        if self.speaker is Speaker.PRIVATE:
            return Choice(points=self._spoken(Part.OPENING, "about_private", "willing", "keep"))
        calls_in = "identity_calls_in_wind_down" if self.about.is_wound_down else "identity_calls_in"
        code = calls_in if self.calls_in else "identity_dialled"
        return Choice(points=self._spoken(Part.OPENING, "greet"), code=code)

    def _leave(self) -> Choice:
        """The end of a call without a result: who answers when, or that it is for another day."""
        if self.speaker is Speaker.HELD:
            return Choice(points=self._spoken(Part.ASK)[:1])
        if self.speaker is Speaker.PRIVATE:
            return Choice(code="private_later")
        waiting = _reply(self.script, "manager_not_available")
        return Choice(points=(waiting,) if waiting is not None else self._tomorrow())

    def _tomorrow(self) -> tuple[ScriptPoint, ...]:
        return self._spoken(Part.WALK_AWAY, "tomorrow")

    def _mistake(self, name: str) -> Choice:
        """A plausible mistake, in the words that fit this lender."""
        if name.startswith("private_account.") and self.about.is_private:
            name = "temper.dare"  # a person is paid into their own account
        if name == "temper.liar" and self.about.is_private:
            name = "temper.dare"
        if name == "untrue.law" and self.about.is_private:
            name = "untrue.person"  # of the law about lending between persons nothing is claimed wrongly here
        trips = Guardrail(name.partition(".")[0])
        values: dict[str, Value] = {}
        if name in ("above_surplus.monthly", "above_surplus.once"):
            most = self.ground.limits.monthly if name.endswith("monthly") else self.ground.limits.once
            values["more"] = Money(_more(most))
        elif name == "admitted.some":
            values["more"] = Money(_SOME)
        elif name == "untrue.law":
            name = "untrue.four_times_lpr" if "four_times_lpr" in self.ground.grounds else "untrue.zero_interest"
        elif name == "untrue.article":
            name = "untrue.article_70_right" if self.about.is_card else "untrue.article_70"
        elif name == "untrue.person":
            cause = _first(self.ground.unsaid)
            name = f"untrue.{cause}" if cause else "untrue.zero_interest"
        return Choice(code=name, values=values, trips=trips)


def _more(most: int) -> int:
    """A round sum clearly above what may be offered."""
    if not most:
        return _SOME
    return -(-(most * 5 // 4 + 1) // _STEP) * _STEP


def _first(unsaid: frozenset[str], causes: Sequence[str] = tuple(PERSON)) -> str:
    """The first cause that the case does not bear out, in the order of the table; "" when there is none."""
    return next((cause for cause in causes if cause in unsaid), "")
