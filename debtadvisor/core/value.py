"""`value`: how a class of plain data is declared here. A frozen dataclass with slots, cheap to define.

The standard decorator compiles six methods for each class; with the sixty classes that one plan needs, that alone was a
fifth of its start-up time. Here comparison, hash and repr are one function each for all classes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform, overload

T = TypeVar("T")


@overload
def value(cls: type[T], /) -> type[T]: ...
@overload
def value(*, kw_only: bool) -> Callable[[type[T]], type[T]]: ...


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def value(cls: type[T] | None = None, /, *, kw_only: bool = True) -> type[T] | Callable[[type[T]], type[T]]:
    """A frozen dataclass with slots. Values of the same class are equal when all their fields are.

    kw_only  False for a class of one or two fields whose order says enough
    """

    def made(plain: type[T]) -> type[T]:
        done = dataclass(frozen=True, slots=True, kw_only=kw_only, eq=False, repr=False)(plain)
        for name, method in (("__eq__", _equal), ("__hash__", _hash), ("__repr__", _shown)):
            setattr(done, name, method)
        return done

    return made if cls is None else made(cls)


def _parts(one: object) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in type(one).__dataclass_fields__)  # type: ignore[attr-defined]  # as below


def _equal(one: object, other: object) -> object:
    if type(one) is not type(other):
        return NotImplemented
    return one is other or _parts(one) == _parts(other)


def _hash(one: object) -> int:
    return hash(_parts(one))


def _shown(one: object) -> str:
    names = type(one).__dataclass_fields__  # type: ignore[attr-defined]  # every value is a dataclass
    inner = ", ".join(f"{name}={getattr(one, name)!r}" for name in names)
    return f"{type(one).__qualname__}({inner})"
