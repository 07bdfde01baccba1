"""A plan and a channel → one script for each debt. A case that was stopped has none, whatever the channel."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from debtadvisor.core.codes import PackChannel
from debtadvisor.core.packs.app import app_points
from debtadvisor.core.packs.collector import collector_points
from debtadvisor.core.packs.complaint import complaint_points
from debtadvisor.core.packs.court import court_points
from debtadvisor.core.packs.mediation import mediation_points
from debtadvisor.core.packs.written import written_points
from debtadvisor.core.plan.model import Plan
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.script.build import phone_script, priority_points, talks
from debtadvisor.core.script.model import Script, ScriptPoint
from debtadvisor.core.script.talk import Mode, Talk

_POINTS: Mapping[PackChannel, Callable[[Talk], Iterable[ScriptPoint]]] = {
    PackChannel.APP: app_points,
    PackChannel.WRITTEN: written_points,
    PackChannel.COMPLAINT: complaint_points,
    PackChannel.MEDIATION: mediation_points,
    PackChannel.COURT: court_points,
    PackChannel.COLLECTOR: collector_points,
}


def packs(plan: Plan, book: PolicyBook, channel: PackChannel = PackChannel.PHONE) -> tuple[Script, ...]:
    """One script for each debt in that channel, in the order of the calls. By telephone these are `scripts`."""
    return tuple(pack(about, channel) for about in talks(plan, book))


def pack(about: Talk, channel: PackChannel) -> Script:
    """The script of that conversation in that channel, with the same figures in every one."""
    by_phone = phone_script(about)
    if channel is PackChannel.PHONE:
        return by_phone
    # A debt that is paid before all others asks for nothing in any channel; a collector's call comes all the same.
    keeps = about.mode is Mode.PRIORITY and channel is not PackChannel.COLLECTOR
    made = priority_points(about) if keeps else _POINTS[channel](about)
    return replace(by_phone, channel=channel, points=tuple(replace(point, channel=channel) for point in made))
