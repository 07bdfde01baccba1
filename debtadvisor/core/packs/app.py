"""The service desk in the app, or messages to a person: the points of the call as short messages to paste.

The figures and the order are those of the call. Greeting and subject are one message, because a desk answers the
first line it gets. What only a voice can do falls away; the words of what stays are those of ``channels.toml``.
"""

from collections.abc import Iterator
from dataclasses import replace

from debtadvisor.core.codes import LenderKind
from debtadvisor.core.packs.shared import about_whom, note, plainly, without
from debtadvisor.core.script.build import phone_script
from debtadvisor.core.script.model import Part, ScriptPoint
from debtadvisor.core.script.talk import Mode, Talk

# Of a call: when to ring, how to be heard.
_OF_A_VOICE = ("reach", "staff", "recorded_card", "one_thing")

# Lenders without an app of their own.
_WHERE = {LenderKind.P2P_INTERMEDIARY: "wind_down", LenderKind.OTHER: "other"}


def app_points(talk: Talk) -> Iterator[ScriptPoint]:
    """All points of the chat about that debt, in order of the parts."""
    points = phone_script(talk).points
    here = "private" if talk.is_private else "company"
    for part in Part:
        mine = tuple(without((p for p in points if p.part is part), *_OF_A_VOICE))
        if part is Part.BEFORE:
            yield from mine
            yield note(part, f"where.{_WHERE.get(talk.kind, here)}")
            for code in ("one_thing", "keep"):
                yield note(part, f"{code}.{here}")
            yield note(part, "safe.wind_down" if talk.is_wound_down else f"safe.{here}")
        elif part is Part.OPENING and talk.mode is not Mode.HELD:
            yield from _opening(talk, mine)
        else:
            yield from plainly(mine)


def _opening(talk: Talk, points: tuple[ScriptPoint, ...]) -> Iterator[ScriptPoint]:
    """Greeting and subject in one message, then the others."""
    first = about_whom(talk)
    if len(first) != 2:
        yield from points
        return
    greet, about = first
    values = {**greet.values, **about.values}
    yield replace(about, code=f"{greet.code}.{about.code}", values=values)
    yield from (point for point in points if point not in first)
