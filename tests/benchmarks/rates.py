"""Rates beside named peers, paired in one run: numpy-financial, pyxirr, xirr and scipy, each only where installed."""

import importlib
import statistics
import time
from collections.abc import Callable
from datetime import date

from debtadvisor.core.dates import monthly
from debtadvisor.core.rates.fast import fast_rate
from debtadvisor.core.rates.solve import fast_irr, fast_xirr, level_rate, xirr

ROUNDS = 7
DATES = (date(2024, 1, 1), *monthly(date(2024, 2, 1), 36))
AMOUNTS = (5_000_000, *[-170_000] * 36)

Job = Callable[[], object]


def paired(ours: Job, peer: Job, count: int, peer_count: int) -> tuple[float, float]:
    """Calls a second of both, medians of rounds that take turns, so that a busy machine slows both."""
    mine, theirs = [], []
    for _ in range(ROUNDS):
        mine.append(_speed(ours, count))
        theirs.append(_speed(peer, peer_count))
    return statistics.median(mine), statistics.median(theirs)


def _speed(job: Job, count: int) -> float:
    start = time.perf_counter()
    for _ in range(count):
        job()
    return count / (time.perf_counter() - start)


def rates() -> None:
    """The rate behind a payment, XIRR and IRR of 37 flows."""
    _told("rate from payment", lambda: fast_rate(5_000_000, 180_000, 36), 50_000, _payment_peers())
    _told("rate from payment, 12 certified places", lambda: level_rate(5_000_000, 180_000, 36), 3_000, _payment_peers())
    _told("XIRR of 37 flows", lambda: fast_xirr(DATES, AMOUNTS), 5_000, _xirr_peers())
    _told("XIRR of 37 flows, 12 certified places", lambda: xirr(DATES, AMOUNTS), 500, _xirr_peers())
    _told("IRR of 37 flows", lambda: fast_irr(AMOUNTS), 5_000, _irr_peers())


def _told(name: str, ours: Job, count: int, peers: dict[str, Job]) -> None:
    if not peers:
        print(f"{name}: {_speed(ours, count):,.0f} a second; no peer installed (pip install -e '.[bench]')")
    for peer, job in peers.items():
        mine, theirs = paired(ours, job, count, 20_000 if peer == "pyxirr" else 300)
        print(f"{name}: {mine:,.0f} a second; {peer} {theirs:,.0f}; ratio {mine / theirs:.2f}")


def _payment_peers() -> dict[str, Job]:
    found: dict[str, Job] = {}
    if (numpy_financial := _module("numpy_financial")) is not None:
        found["numpy-financial"] = lambda: numpy_financial.rate(36, -180_000, 5_000_000, 0)  # type: ignore[attr-defined]  # a peer without types
    if (pyxirr := _module("pyxirr")) is not None:
        found["pyxirr"] = lambda: pyxirr.rate(36, -180_000, 5_000_000, 0)  # type: ignore[attr-defined]  # a peer without types
    return found


def _xirr_peers() -> dict[str, Job]:
    found: dict[str, Job] = {}
    if (pyxirr := _module("pyxirr")) is not None:
        found["pyxirr"] = lambda: pyxirr.xirr(DATES, AMOUNTS)  # type: ignore[attr-defined]  # a peer without types
    if (plain := _module("xirr.math")) is not None:
        flows = dict(zip(DATES, AMOUNTS, strict=True))
        found["xirr"] = lambda: plain.xirr(flows)  # type: ignore[attr-defined]  # a peer without types
    numpy, optimize = _module("numpy"), _module("scipy.optimize")
    if numpy is not None and optimize is not None:
        years = numpy.array([(day - DATES[0]).days for day in DATES]) / 365  # type: ignore[attr-defined]  # a peer without types
        sums = numpy.array(AMOUNTS, dtype=float)  # type: ignore[attr-defined]  # a peer without types
        found["scipy"] = lambda: optimize.newton(lambda r: (sums / (1 + r) ** years).sum(), 0.1)  # type: ignore[attr-defined]  # a peer without types
    return found


def _irr_peers() -> dict[str, Job]:
    found: dict[str, Job] = {}
    for name, module in (("numpy-financial", "numpy_financial"), ("pyxirr", "pyxirr")):
        if (peer := _module(module)) is not None:
            found[name] = lambda peer=peer: peer.irr(AMOUNTS)  # type: ignore[misc]  # a peer without types
    return found


def _module(name: str) -> object | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None
