"""`value`: how a class of plain data is declared here. A frozen dataclass with slots, cheap to define.

The standard decorator compiles six methods for each class; with the seventy classes that one plan needs, that alone was
a fifth of its start-up time. Here only the constructor is compiled; everything else is one function for all classes.
To the type checker, `dataclasses.replace` and `dataclasses.fields` a value is a dataclass like any other.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field
from typing import TypeVar, cast, dataclass_transform, overload

T = TypeVar("T")


@overload
def value(cls: type[T], /) -> type[T]: ...
@overload
def value(*, kw_only: bool) -> Callable[[type[T]], type[T]]: ...


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def value(cls: type[T] | None = None, /, *, kw_only: bool = True) -> type[T] | Callable[[type[T]], type[T]]:
    """A frozen class with slots. Values of the same class are equal when all their fields are.

    kw_only  False for a class of one or two fields whose order says enough

    A `__post_init__` of the class or of its bases runs after the fields are set. Bases may not have fields.
    """

    def made(plain: type[T]) -> type[T]:
        return _frozen(dataclass(init=False, repr=False, eq=False, kw_only=kw_only)(plain), kw_only)

    return made if cls is None else made(cls)


def _frozen(plain: type[T], kw_only: bool) -> type[T]:
    """That class again with slots in place of class attributes, its constructor, and the shared methods."""
    fields = _fields(plain)
    body = {name: part for name, part in plain.__dict__.items() if name not in (*fields, "__dict__", "__weakref__")}
    body |= _SHARED | {"__slots__": tuple(fields), "__init__": _constructor(plain, fields, kw_only)}
    done = cast(type[T], type(plain.__name__, plain.__bases__, body))
    done.__qualname__ = plain.__qualname__
    return done


def _constructor(plain: type, fields: dict[str, "Field[object]"], kw_only: bool) -> object:
    """``def __init__(self, *, a, b=default)`` that sets each field once."""
    known: dict[str, object] = {"_set": object.__setattr__, "_missing": MISSING}
    heads, lines = ["self", "*"] if kw_only and fields else ["self"], []
    for name, one in fields.items():
        head, given = name, name
        if one.default is not MISSING:
            known[f"_default_{name}"] = one.default
            head = f"{name}=_default_{name}"
        elif one.default_factory is not MISSING:
            known[f"_make_{name}"] = one.default_factory
            head, given = f"{name}=_missing", f"_make_{name}() if {name} is _missing else {name}"
        heads.append(head)
        lines.append(f" _set(self, {name!r}, {given})")
    if hasattr(plain, "__post_init__"):
        lines.append(" self.__post_init__()")
    # The text holds nothing but the names of the class's own fields.
    exec(f"def __init__({', '.join(heads)}):\n" + ("\n".join(lines) or " pass"), known)
    return known["__init__"]


def _fields(cls: type) -> dict[str, "Field[object]"]:
    found: dict[str, Field[object]] = cls.__dict__["__dataclass_fields__"]
    return found


def _parts(one: object) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in _fields(type(one)))


def _equal(one: object, other: object) -> object:
    if type(one) is not type(other):
        return NotImplemented
    return one is other or _parts(one) == _parts(other)


def _hash(one: object) -> int:
    return hash(_parts(one))


def _shown(one: object) -> str:
    inner = ", ".join(f"{name}={getattr(one, name)!r}" for name in _fields(type(one)))
    return f"{type(one).__qualname__}({inner})"


def _no_change(one: object, name: str, *_: object) -> None:
    raise FrozenInstanceError(f"cannot change {name!r}")


def _restore(one: object, parts: tuple[object, ...]) -> None:
    for name, part in zip(_fields(type(one)), parts, strict=True):
        object.__setattr__(one, name, part)


_SHARED: dict[str, object] = {
    "__eq__": _equal,
    "__hash__": _hash,
    "__repr__": _shown,
    "__setattr__": _no_change,
    "__delattr__": _no_change,
    "__getstate__": _parts,
    "__setstate__": _restore,
}
