"""Payoff orders a second, five debts over 44 months, all rows kept. Run: python -m tests.benchmarks.orders

No peer is on PyPI. With AVALANCHE_PY set to the path of payoff.py of github.com/seanrmilligan/avalanche, its months
(printing replaced by nothing, the rows thus not even kept) are timed in turn with ours, for the same debts and money.
"""

import importlib.util
import os
import statistics
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from types import ModuleType

from debtadvisor.core.orders.model import Convention, Fixed, OpenDebt, Order, Timing
from debtadvisor.core.orders.payoff import payoff

ROUNDS = 9
BUDGET = 110_000
ROWS = [
    ("840000", "0.2399", 21_000),
    ("520000", "0.1899", 13_000),
    ("1250000", "0.0675", 24_800),
    ("310000", "0.2699", 9_500),
    ("980000", "0.0499", 19_500),
]
DEBTS = [
    OpenDebt(id=f"debt-{n}", balance=int(fen), annual=Decimal(rate), minimum=Fixed(minimum))
    for n, (fen, rate, minimum) in enumerate(ROWS)
]


def rate(work: Callable[[], object], count: int) -> float:
    start = time.perf_counter()
    for _ in range(count):
        work()
    return count / (time.perf_counter() - start)


def shown(name: str, rates: Sequence[float]) -> str:
    return f"{name}: median {statistics.median(rates):,.0f}, best {max(rates):,.0f} plans a second"


def orders() -> None:
    months = payoff(DEBTS, BUDGET, Order.AVALANCHE).months
    print(f"{len(DEBTS)} debts, {months} months, rows kept")
    for convention in (Convention(), Convention(timing=Timing.PAY_FIRST), Convention(resort=True)):
        for order in Order:
            if convention.resort and order is not Order.SNOWBALL:
                continue
            rates = [rate(lambda: payoff(DEBTS, BUDGET, order, convention), 300) for _ in range(ROUNDS)]  # noqa: B023
            print(shown(f"  {order}, {convention.timing}{', looked at anew' if convention.resort else ''}", rates))


def peer_module() -> ModuleType | None:
    path = os.environ.get("AVALANCHE_PY")
    if not path or not Path(path).is_file():
        return None
    spec = importlib.util.spec_from_file_location("avalanche_peer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def beside_the_peer() -> None:
    peer = peer_module()
    if peer is None:
        print("  no peer installed")
        return
    for name in ("print", "print_row_float", "print_row_str", "print_balances"):
        setattr(peer, name, lambda *_, **__: None)
    by_rate = sorted(zip(DEBTS, ROWS, strict=True), key=lambda pair: -pair[0].annual)
    rows = [
        {"name": d.id, "amount": d.balance / 100, "rate": float(d.annual), "payment": row[2] / 100}
        for d, row in by_rate
    ]
    extra = (BUDGET - sum(r[2] for r in ROWS)) / 100
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(rate(lambda: payoff(DEBTS, BUDGET, Order.AVALANCHE), 300))
        theirs.append(rate(lambda: peer.print_table([dict(row) for row in rows], extra), 100))
    print(shown("  paired: ours", ours))
    print(shown("  paired: peer avalanche", theirs))
    print(f"  ratio of the medians {statistics.median(ours) / statistics.median(theirs):.1f}")


if __name__ == "__main__":
    orders()
    beside_the_peer()
