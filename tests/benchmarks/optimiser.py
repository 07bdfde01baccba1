"""How long the choice with extra payments takes on made-up cases. Run: python -m tests.benchmarks.optimiser

Each debt has its contract (extra payments at any time), longer terms, a deferral, and sums to settle with; in half of
the cases a large signed sum falls due later, so that cash must be held back.
"""

import random
import statistics
import time
from fractions import Fraction

from debtadvisor.core.extra.pay import Way, closing_sums, way
from debtadvisor.core.extra.search import best_with_extra
from debtadvisor.core.optimise import cumulative, feasible
from debtadvisor.core.schedule import level_sum

PERIODS = 64


def level(
    name: str, owed: int, rate: Fraction, months: int, start: int = 0, takes_extra: bool = True, fee: int = 0
) -> Way:
    """Equal instalments from period `start` on, the last taking the rest, and a fee while the debt is open."""
    grown = owed
    for _ in range(start):
        grown += round(grown * rate)
    payment = level_sum(grown, rate, months)
    rates = [rate] * PERIODS
    last = start + months - 1
    sums = list(closing_sums(owed, [0] * start + [payment] * months + [0] * (PERIODS - months - start), rates))
    due = [min(payment, sums[t]) if start <= t < last else sums[t] if t == last else 0 for t in range(PERIODS)]
    sums[last + 1 :] = [0] * (PERIODS - last - 1)
    if fee and takes_extra:
        due = [fen and fen + fee for fen in due]
        sums = [fen and fen + fee for fen in sums]
        return way(name, due, sums, rates, [fee] * PERIODS)
    return way(name, due, sums, rates) if takes_extra else way(name, due)


def debt(draw: random.Random, fee: int = 0) -> list[Way]:
    """Eight ways of paying one debt, with `fee` fen for each period in which it is open."""
    owed = draw.randrange(300_000, 8_000_000)
    rate = Fraction(draw.choice([0, 5, 8, 12, 15, 18, 24, 36]), 1200)
    lower = Fraction(draw.choice([0, 3, 6, 9]), 1200)
    share = draw.choice([85, 90, 95])
    lump = [0] * PERIODS
    lump[draw.randrange(1, 12)] = owed * share // 100
    return [
        level("contract", owed, rate, draw.choice([12, 18, 24, 36]), fee=fee),
        level("deferral-3", owed, rate, 36, start=3),
        level("extension-48", owed, rate, 48, fee=fee),
        level("extension-60", owed, rate, 60, fee=fee),
        level("instalments-24", owed + owed * 3 // 100, Fraction(0), 24, takes_extra=False),
        level("instalments-36", owed + owed * 6 // 100, Fraction(0), 36, takes_extra=False),
        level("lower-60", owed, min(rate, lower) + Fraction(1, 400), 60, takes_extra=draw.random() < 0.5),
        way("settlement", lump),
    ]


def case(seed: int, debts: int, with_fee: bool = False) -> tuple[tuple[int, ...], list[list[Way]]]:
    """Money and candidates; every case can be met."""
    draw = random.Random(seed)
    groups = [debt(draw, fee=draw.randrange(1_000, 10_000) if with_fee and not n else 0) for n in range(debts)]
    least = sum(min(w.signed.total for w in g) for g in groups) // 60
    share = draw.choice([110, 125, 150, 200])
    while True:
        new = [least * share // 100] * PERIODS
        if seed % 2:
            new[draw.randrange(3, 20)] -= least * 2
            new[draw.randrange(3, 30)] += least * 4
        if feasible(cumulative(new), [[w.signed for w in g] for g in groups]):
            return cumulative(new), groups
        share += 10


def measure(debts: int, cases: int, with_fee: bool = False) -> None:
    times, works, gaps, proven = [], [], [], 0
    widest, slowest = (0.0, 0), (0.0, 0)
    for seed in range(cases):
        money, groups = case(seed, debts, with_fee)
        start = time.perf_counter()
        found = best_with_extra(money, groups)
        times.append((time.perf_counter() - start) * 1000)
        if found is None:
            print("  none found", seed)
            continue
        works.append(found.work)
        gaps.append(float(found.gap) * 100)
        proven += found.proven
        widest, slowest = max(widest, (gaps[-1], seed)), max(slowest, (times[-1], seed))
    times.sort()
    charged = ", one with a monthly fee" if with_fee else ""
    print(
        f"{debts} debts x 8 candidates{charged}, {cases} cases: median {statistics.median(times):.1f} ms, "
        f"95 % {times[len(times) * 95 // 100]:.1f}, worst {times[-1]:.1f}; proven {proven}; "
        f"work {statistics.median(works):,.0f}, worst {max(works):,}; "
        f"gap to the bound: median {statistics.median(gaps):.3f} %, worst {max(gaps):.3f} %; "
        f"slowest case {slowest[1]}, widest gap {widest[1]}"
    )


if __name__ == "__main__":
    measure(5, 100)
    measure(5, 100, with_fee=True)
    measure(8, 60)
    measure(20, 20)
