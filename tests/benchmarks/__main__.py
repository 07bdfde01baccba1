"""Prints what this program does in a second, beside a named peer where one is installed (extra: ``bench``)."""

import importlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import cycle
from pathlib import Path

from debtadvisor.core.dates import monthly
from debtadvisor.core.schedule import level_payment
from tests.benchmarks.arrears import count_one
from tests.benchmarks.mix import write_mix
from tests.benchmarks.rates import paired, rates

ROUNDS = 5


def per_second(work: Callable[[int], object], count: int) -> float:
    """The median of `ROUNDS` timings of `count` calls, as calls a second."""
    rates = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for n in range(count):
            work(n)
        rates.append(count / (time.perf_counter() - start))
    return statistics.median(rates)


def schedules() -> None:
    """36 level payments, whole fen, columns kept; the peer takes turns with us, so that a busy machine slows both."""
    due, rate = monthly(date(2026, 12, 9), 36), Fraction(3, 200)
    principals = cycle(range(5_000_000, 5_010_000))

    def ours() -> object:
        return level_payment(next(principals), rate, due)

    try:
        amortization_schedule = importlib.import_module("amortization.schedule").amortization_schedule
    except ImportError:
        print(f"36-month level-payment schedules: {per_second(lambda n: ours(), 20_000):,.0f} a second")
        print("  peer amortization: not installed (pip install -e '.[bench]')")
        return
    mine, theirs = paired(ours, lambda: list(amortization_schedule(50_000, 0.18, 36)), 20_000, 4_000)
    print(f"36-month level-payment schedules: {mine:,.0f} a second")
    print(f"  peer amortization: {theirs:,.0f} a second; ratio {mine / theirs:.1f}")


def ledgers() -> None:
    """400 days of an overdue loan, every line kept."""
    print(f"ledgers of an overdue loan, 400 days: {per_second(count_one, 2_000):,.0f} a second")


def process(words: list[str], stdout: int | None = None) -> tuple[float, float]:
    """Wall seconds and peak MiB of one run."""
    start = time.perf_counter()
    child = subprocess.Popen(words, stdout=stdout if stdout is not None else subprocess.DEVNULL)
    _, _, usage = os.wait4(child.pid, 0)
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def cold_start() -> None:
    """Whole processes: the demo plan beside an empty interpreter."""
    command = str(Path(sys.executable).parent / "debtadvisor")
    empty = [process([sys.executable, "-c", "pass"])[0] for _ in range(15)]
    for words in (["--help"], ["demo"], ["demo", "--format", "json"]):
        runs = [process([command, *words])[0] for _ in range(15)]
        wall, base = statistics.median(runs), statistics.median(empty)
        print(f"debtadvisor {' '.join(words)}: {wall * 1000:.0f} ms; empty interpreter {base * 1000:.0f} ms")


def batch() -> None:
    """Full cases a second on one core, and peak memory of 20,000 against 2,000."""
    command = str(Path(sys.executable).parent / "debtadvisor")
    peaks = {}
    with tempfile.TemporaryDirectory() as folder:
        for count in (2_000, 20_000):
            path = Path(folder) / f"{count}.jsonl"
            debts = write_mix(path, count)
            wall, peak = process([command, "batch", str(path)])
            peaks[count] = peak
            print(f"batch of {count:,} ({debts:.1f} debts each): {count / wall:,.0f} cases a second, {peak:.0f} MiB")
    print(f"  peak memory ratio 20,000 / 2,000: {peaks[20_000] / peaks[2_000]:.2f}")


if __name__ == "__main__":
    schedules()
    rates()
    ledgers()
    cold_start()
    batch()
