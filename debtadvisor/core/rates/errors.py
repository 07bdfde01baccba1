"""What a caller is told when flows have no rate, or more than one. Both are `ValueError`s: the command line turns
them into problems of the user's data."""

from decimal import Decimal
from enum import StrEnum


class NoRate(StrEnum):
    """Why no rate exists.

    ONE_SIDED  money only comes in, or only goes out
    NO_ROOT    it goes both ways, but no rate balances it
    TOO_HIGH   the only rate is beyond any number worth printing
    TOO_MIXED  the flows change their sign too often for a proof in bounded time
    TOO_LOW    the only rate is -100 % to the last place: nearly nothing is paid back
    """

    ONE_SIDED = "one_sided"
    NO_ROOT = "no_root"
    TOO_HIGH = "too_high"
    TOO_LOW = "too_low"
    TOO_MIXED = "too_mixed"


class NoRateError(ValueError):
    """No rate above -100 % balances the flows."""

    def __init__(self, why: NoRate) -> None:
        self.why = why
        super().__init__(f"no rate balances these flows: {why}")


class SeveralRatesError(ValueError):
    """More than one rate balances the flows; `rates` holds all of them, rising."""

    def __init__(self, rates: tuple[Decimal, ...]) -> None:
        self.rates = rates
        super().__init__("several rates balance these flows: " + ", ".join(f"{rate:f}" for rate in rates))
