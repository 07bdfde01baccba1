"""Names and notes may hold anything; on a page and in JSON they are harmless."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtadvisor.output.blocks import Bullets, Column, Heading, Item, Note, Paragraph, Row, Spoken, Table
from debtadvisor.output.safe import clean, json_text

UNSEEN = ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9b", "\u200b", "\u200e", "\u202e", "\u2066", "\u2028", "\ufeff"]


@pytest.mark.parametrize("char", UNSEEN, ids=lambda c: f"U+{ord(c):04X}")
def test_what_cannot_be_seen_becomes_a_visible_mark(char: str) -> None:
    assert clean(f"花{char}呗") == "花\ufffd呗"


@pytest.mark.parametrize(("given_text", "shown"), [("a\tb", "a b"), ("a\nb", "a b"), ("a\r\nb", "a b")])
def test_ends_of_lines_and_tabs_become_spaces(given_text: str, shown: str) -> None:
    assert clean(given_text) == shown


@pytest.mark.parametrize("text", ["林女士 8.6万", "[red]x[/red]", "<script>", "|a|b|", "# h", "café", "👩‍🌾"[:1]])
def test_what_can_be_seen_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


@given(st.text())
def test_clean_text_is_one_printable_line_of_the_same_length_or_shorter(text: str) -> None:
    shown = clean(text)
    assert "\n" not in shown
    assert "\x1b" not in shown
    assert len(shown) <= len(text)
    assert clean(shown) == shown
    shown.encode("utf-8")


def test_no_block_can_hold_a_control_character() -> None:
    bad, good = "a\x1b[31mb", "a\ufffd[31mb"
    assert Heading(1, bad).text == good
    assert Paragraph(bad).text == good
    item = Item(bad, label=bad)
    assert (item.text, item.label) == (good, good)
    assert Bullets((item,)).items[0].text == good
    assert Row((bad, 3)).cells == (good, 3)
    table = Table(columns=(Column(bad),), rows=(Row((bad,)),), caption=bad)
    assert (table.caption, table.columns[0].title) == (good, good)
    spoken = Spoken(zh=bad, label=bad, beside=bad, condition=bad, aside=bad)
    assert {spoken.zh, spoken.label, spoken.beside, spoken.condition, spoken.aside} == {good}
    note = Note(number=1, text=bad, about=bad, url=bad)
    assert {note.text, note.about, note.url} == {good}


def test_a_row_that_does_not_fit_its_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="one cell for each column"):
        Table(columns=(Column("a"), Column("b")), rows=(Row(("x",)),))


def test_json_keeps_chinese_and_escapes_what_a_terminal_would_act_upon() -> None:
    assert json_text({"name": "花呗\u202e\x9b\x7f"}) == '{"name":"花呗\\u202e\\u009b\\u007f"}'
    assert json_text("\U000e0041") == '"\\udb40\\udc41"'
    assert json_text("\ud800") == '"\\ud800"'


@given(
    value=st.recursive(
        st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    ),
    indent=st.sampled_from([None, 2]),
)
def test_json_reads_back_as_it_was(value: object, indent: int | None) -> None:
    written = json_text(value, indent=indent)
    assert json.loads(written) == value
    written.encode("utf-8")
    assert not any(char in written for char in UNSEEN)


def test_json_on_one_line_has_one_line() -> None:
    assert len(json_text({"note": "a\nb\u2028c\x85d"}).splitlines()) == 1


def test_a_number_that_json_cannot_hold_is_an_error() -> None:
    with pytest.raises(ValueError, match="JSON"):
        json_text(float("nan"))
