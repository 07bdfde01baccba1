"""The JSON twin says exactly what the TOML says, and only for the bytes it was made from."""

import json
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from debtadvisor.core.policy.parse import parse_book
from debtadvisor.intake.book import checkout_book
from debtadvisor.twin import read_twin, twin_name, twin_of

BOOK = checkout_book().read_bytes()
RAW = tomllib.loads(BOOK.decode("utf-8"), parse_float=Decimal)


def test_the_twin_of_the_shipped_book_is_the_book() -> None:
    assert read_twin(twin_of(BOOK, RAW).encode(), BOOK) == RAW


def test_digits_and_dates_survive() -> None:
    text = "rate = 0.10\nfrom = 2026-01-31\ncount = 3\nlist = [0.50, 2.00]\n"
    raw = tomllib.loads(text, parse_float=Decimal)
    found = read_twin(twin_of(text.encode(), raw).encode(), text.encode())
    assert found == raw
    assert found is not None
    assert str(found["rate"]) == "0.10"


def test_one_changed_byte_of_the_book_makes_the_twin_stale() -> None:
    twin = twin_of(BOOK, RAW).encode()
    assert read_twin(twin, BOOK + b"\n") is None


@pytest.mark.parametrize("twin", [b"", b"{}", b"[]", b'{"sha256": "0"}', b"\xff\xfe"])
def test_anything_else_is_no_twin(twin: bytes) -> None:
    assert read_twin(twin, BOOK) is None


def test_the_twin_is_plain_json(tmp_path: Path) -> None:
    assert json.loads(twin_of(BOOK, RAW))["table"]["version"] == RAW["version"]


def test_a_value_that_json_cannot_carry_is_refused() -> None:
    with pytest.raises(TypeError, match="holds no set"):
        twin_of(b"", {"x": {1}})


def test_every_catalogue_has_a_twin_that_says_the_same() -> None:
    folder = Path(__file__).parent.parent / "debtadvisor" / "text"
    found = sorted(folder.glob("**/*.toml"))
    assert len(found) >= 18
    for path in found:
        content = path.read_bytes()
        table = tomllib.loads(content.decode("utf-8"), parse_float=Decimal)
        assert read_twin(twin_of(content, table).encode(), content) == table, path


def test_a_twin_stands_beside_its_file() -> None:
    assert twin_name("text/zh/report.toml") == "text/zh/report.json"


def test_a_book_that_is_known_to_be_sound_is_built_the_same_without_its_checks() -> None:
    assert parse_book(RAW, checked=True) == parse_book(RAW)
