"""What several channels have in common: points made or taken over, who speaks, what happened about a debt."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from debtadvisor.core.script.model import Claim, Part, ScriptPoint, Value
from debtadvisor.core.script.speech import ask, opening
from debtadvisor.core.script.talk import Mode, Talk

# What a collector or a desk gives no answer to: notes about the ask that are for a call alone.
_FOR_THE_CALL = (
    "work_order",
    "work_order_wind_down",
    "private_paper",
    "menu",
    "contact_pause",
    "as_agreed",
    "as_agreed_late",
    "as_newly_agreed",
    "as_missed",
)


def note(part: Part, code: str, claims: tuple[Claim, ...] = (), /, **values: Value) -> ScriptPoint:
    """Something for the borrower alone."""
    return ScriptPoint(part=part, code=code, values=values, claims=claims)


def say(
    part: Part, code: str, claims: tuple[Claim, ...] = (), /, *, if_true: bool = False, **values: Value
) -> ScriptPoint:
    """Something to be said or sent."""
    return ScriptPoint(part=part, code=code, values=values, claims=claims, spoken=True, if_true=if_true)


def only(points: Iterable[ScriptPoint], *codes: str) -> Iterator[ScriptPoint]:
    """Those points whose code is one of these, or stands below one of them: ``held`` for ``held.promise``."""
    return (p for p in points if any(p.code == code or p.code.startswith(f"{code}.") for code in codes))


def without(points: Iterable[ScriptPoint], *codes: str) -> Iterator[ScriptPoint]:
    """The others."""
    return (p for p in points if not any(p.code == code or p.code.startswith(f"{code}.") for code in codes))


def plainly(points: Iterable[ScriptPoint]) -> Iterator[ScriptPoint]:
    """Those points; what leans on the recording of a call is asked for in plain words, since here there is none."""
    for point in points:
        recorded = point.code == "oral_is_enough.card"
        yield replace(point, code="oral_is_enough.plain", claims=()) if recorded else point


_WHO_AND_WHAT = (
    *("greet", "greet_named", "greet_private"),
    *("about", "about_sold", "about_product", "about_private", "about_platform", "about_platform_unnamed"),
)


def about_whom(talk: Talk) -> tuple[ScriptPoint, ...]:
    """Who speaks and about which debt."""
    return tuple(only(opening(talk), *_WHO_AND_WHAT))


def case_of_hardship(talk: Talk) -> Iterator[ScriptPoint]:
    """What changed and until when, that the borrower wants to pay, and that the amount is still being checked."""
    return without(opening(talk), *_WHO_AND_WHAT)


def proposal(talk: Talk) -> Iterator[ScriptPoint]:
    """The ask with the plan's figures, without what only a call needs."""
    return without(ask(talk), *_FOR_THE_CALL)


def keeps_contract(talk: Talk) -> bool:
    """Whether nothing has to be asked for: the contract is kept as it stands."""
    return talk.mode is Mode.AGREED
