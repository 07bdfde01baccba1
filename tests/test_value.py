"""A value is a frozen dataclass in all but the cost of declaring it."""

import copy
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, field, fields, replace

import pytest

from debtadvisor.core.value import value


@value
class Sum:
    fen: int
    note: str = ""
    parts: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.fen < 0:
            raise ValueError("below zero")

    @property
    def yuan(self) -> int:
        return self.fen // 100


@value(kw_only=False)
class Pair:
    left: int
    right: int = 7


def test_fields_are_set_by_name_with_their_defaults() -> None:
    one = Sum(fen=500)
    assert (one.fen, one.note, one.parts, one.yuan) == (500, "", {}, 5)
    assert Sum(fen=1).parts is not Sum(fen=1).parts


def test_a_short_value_takes_its_fields_in_order() -> None:
    assert Pair(1) == Pair(1, 7) == Pair(left=1, right=7)


def test_a_long_value_takes_names_only_and_no_others() -> None:
    with pytest.raises(TypeError):
        Sum(500)  # type: ignore[call-arg]  # that is the point
    with pytest.raises(TypeError):
        Sum(fen=1, yuan=2)  # type: ignore[call-arg]  # that is the point
    with pytest.raises(TypeError):
        Sum()  # type: ignore[call-arg]  # that is the point


def test_nothing_can_be_changed_or_added() -> None:
    one = Sum(fen=500)
    with pytest.raises(FrozenInstanceError):
        one.fen = 1  # type: ignore[misc]  # that is the point
    with pytest.raises(FrozenInstanceError):
        del one.note
    with pytest.raises(FrozenInstanceError):
        one.extra = 1  # type: ignore[attr-defined]  # that is the point
    assert not hasattr(one, "__dict__")


def test_equal_fields_make_equal_values_of_the_same_class_only() -> None:
    assert Pair(1, 2) == Pair(1, 2)
    assert Pair(1, 2) != Pair(2, 1)
    assert Pair(1, 2) != (1, 2)  # type: ignore[comparison-overlap]  # that is the point
    assert hash(Pair(1, 2)) == hash(Pair(1, 2))
    assert len({Pair(1, 2), Pair(1, 2)}) == 1


def test_a_changed_copy_is_checked_like_a_new_value() -> None:
    assert replace(Sum(fen=1, note="a"), fen=2) == Sum(fen=2, note="a")
    with pytest.raises(ValueError, match="below zero"):
        replace(Sum(fen=1), fen=-1)


def test_it_shows_its_fields() -> None:
    assert repr(Pair(1)) == "Pair(left=1, right=7)"
    assert [one.name for one in fields(Sum)] == ["fen", "note", "parts"]


def test_it_survives_pickle_and_copy() -> None:
    assert pickle.loads(pickle.dumps(Pair(3, 4))) == Pair(3, 4)
    assert copy.deepcopy(Sum(fen=3, parts={"a": 1})) == Sum(fen=3, parts={"a": 1})
