"""Lines fit their width, figures stay whole, Chinese lines break where a Chinese reader expects it."""

import io
import re
from datetime import date
from decimal import Decimal
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.utils import get_cwidth

from debtadvisor.core.money import Money
from debtadvisor.intake.fit import fitted
from debtadvisor.output.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    Item,
    Note,
    Notes,
    Paragraph,
    Report,
    Row,
    Spoken,
    Table,
    Tone,
    bullets,
)
from debtadvisor.output.layout import layout, text_of
from debtadvisor.output.terminal import plain, show
from debtadvisor.text.widths import CLOSING as CLOSING_MARKS
from debtadvisor.text.widths import OPENING as OPENING_MARKS
from debtadvisor.text.widths import width_of, words_of, wrap

WIDTHS = [40, 80, 200]
CLOSING, OPENING = "，。；：！？、）》」』”’", "（《「“"

chinese = st.text("花呗借款还每月元，。；：！？、（）《》“”「」", max_size=60)
mixed = st.text("花呗还款，。（）“” abc-12.,/:x", max_size=80)


def page(*blocks: Block, width: int = 80, lang: str = "zh") -> list[str]:
    return [text_of(line) for line in layout(Report(lang, blocks), width)]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("花呗", 4),
        ("花呗 1,500 元", 13),
        ("：。", 4),
        ("“”—…", 4),
        ("ｱ", 1),
        ("Ａ", 2),
        ("e\u0301", 1),
    ],
)
def test_width_counts_what_a_terminal_shows(text: str, columns: int) -> None:
    assert width_of(text) == columns


@given(mixed, st.integers(20, 100))
def test_no_line_is_wider_than_the_screen_and_no_word_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(get_cwidth(line) <= width for line in lines)
    assert all(line == line.rstrip() for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(chinese, st.integers(20, 60))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text: str, width: int) -> None:
    marks = re.compile(f"[{CLOSING}{OPENING}]{{6,}}")
    if marks.search(text):  # a row of marks that is itself wider than a line has to break somewhere
        return
    lines = wrap(text, width)
    assert not any(line and line[0] in CLOSING for line in lines[1:])
    assert not any(line and line[-1] in OPENING for line in lines[:-1])


pieces = st.tuples(
    st.text(OPENING_MARKS, max_size=2),
    st.sampled_from((" ", "", "")),
    st.sampled_from(("花呗借款", "还", "每月 1,500 元", "2026年12月9日", "App", "the lender’s", "第 1 期")),
    st.sampled_from((" ", "", "")),
    st.text(CLOSING_MARKS, max_size=2),
    st.sampled_from((" ", "", "")),
)


@given(st.lists(pieces, max_size=14), st.integers(20, 80))
def test_every_opening_mark_stays_with_what_it_opens_and_every_closing_mark_with_what_it_closes(
    parts: list[tuple[str, ...]], width: int
) -> None:
    text = "".join(chain.from_iterable(parts))
    if any(width_of(word) > width for word in words_of(text)):
        return  # a row of marks that is itself wider than a line has to break somewhere
    for lines in (wrap(text, width), fitted(text, width).split("\n")):
        assert all(width_of(line) <= width for line in lines)
        assert not [line for line in lines[1:] if line.lstrip(" ")[:1] in tuple(CLOSING_MARKS)]
        assert not [line for line in lines[:-1] if line.rstrip(" ")[-1:] in tuple(OPENING_MARKS)]


@pytest.mark.parametrize("opening", OPENING_MARKS)
@pytest.mark.parametrize("width", range(20, 81))
def test_a_line_that_ends_where_a_quotation_begins_breaks_before_its_mark(opening: str, width: int) -> None:
    said = "还" * ((width - 2) // 2 - width_of(opening) // 2) + opening + "今天定不了，我明天答复您。"
    for lines in (wrap(said, width), fitted(said, width).split("\n")):
        assert not [line for line in lines if line.endswith(opening)]
        assert "".join(lines) == said


def test_a_word_wider_than_the_line_is_not_cut_before_a_closing_mark() -> None:
    for width in range(20, 81):
        word = "“" * 2 + "a" * (width - 3) + "」" + "b" * width
        lines = wrap(word, width)
        assert "".join(lines) == word
        assert all(width_of(line) <= width for line in lines)
        assert not [line for line in lines if line[0] == "」"]


@pytest.mark.parametrize("width", range(24, 60))
def test_amounts_and_dates_are_never_split(width: int) -> None:
    text = "第一笔2026年12月9日，每期 8,632.17 元，一共还 1,203,584.04 元（含利息 12.5 元）。"
    text += "Paid 1,500 yuan on 9 Dec 2026."
    joined = "\n".join(wrap(text, width))
    for whole in ("2026年12月9日", "8,632.17 元", "1,203,584.04 元", "12.5 元", "1,500 yuan", "9 Dec 2026"):
        assert whole in joined


def test_an_address_wider_than_the_screen_is_folded_whole() -> None:
    url = "https://example.org/" + "a" * 150
    lines = wrap(f"见 {url}", 40)
    assert all(width_of(line) <= 40 for line in lines)
    assert "".join(lines).replace(" ", "") == f"见{url}"


SUMS = (863_217, 5, 100_000_000, -1_234_50, 0)


def money_table() -> Table:
    columns = (
        Column("欠款"),
        Column("一共付（元）", right=True),
        Column("最后一笔"),
        Column("利率"),
        Column("期", right=True),
    )
    rows = tuple(Row((f"花呗{n}", Money(fen), date(2027, 1, 31), Decimal("0.1825"), n)) for n, fen in enumerate(SUMS))
    return Table(columns=columns, rows=rows, caption="每笔")


def everything(name: str = "花呗") -> tuple[Block, ...]:
    return (
        Heading(1, f"还款安排 {name}"),
        Paragraph(f"{name}：每月大约能拿出 2,372 元还债。" * 3, (1, 2), Tone.WARNING),
        Heading(3, name),
        Bullets((Item(f"{name}的第一笔 414.96 元", (1,), "先这样提"), Item("只要真的"))),
        money_table(),
        Table(columns=(Column("项目"), Column("每月（元）", right=True)), rows=(Row((name, Money(1)), strong=True),)),
        Spoken(
            zh=f"您好，{name}",
            label="对方说：不行",
            beside="Hello",
            condition="（属实才说）",
            aside="依据：法律",
            notes=(2,),
        ),
        Notes((Note(number=1, text=f"《{name}》", about="法律，把握大。", url="https://example.org/" + "x" * 90),)),
    )


HOSTILE = [
    "[red]x[/red]",
    "[/]",
    "\x1b[31m红\x1b[0m",
    "<script>alert(1)</script>",
    "|a|b|",
    "# h",
    "名" * 200,
    "n" * 200,
    "\u202eabc",
    ":smile:",
    "a\nb",
    "",
    "（" * 90,
    "。" * 90,
]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["花呗", *HOSTILE], ids=repr)
def test_every_page_fits_its_width_whatever_the_names(name: str, width: int) -> None:
    for line in page(*everything(name), width=width):
        assert get_cwidth(line) <= width
        assert width_of(line) <= width
        assert line == line.rstrip()
        assert line.isprintable()


@pytest.mark.parametrize("width", [20, 30, *WIDTHS])
def test_no_figure_of_a_table_is_cut(width: int) -> None:
    shown = "\n".join(page(money_table(), width=width))
    for figure in ("8,632.17", "0.05", "1,000,000.00", "-1,234.50", "0.00", "18.25%"):
        assert figure in shown
    assert shown.count("2027年1月31日") == len(SUMS)
    assert "…" not in shown


def test_a_table_stands_in_aligned_columns_when_it_fits() -> None:
    lines = page(money_table(), width=80)
    ends = {line.index(figure) + len(figure) for line, figure in zip(lines[2:], ("8,632.17", "0.05"), strict=False)}
    assert len(ends) == 1
    assert len(lines) == 2 + len(SUMS)


def test_on_a_narrow_screen_each_row_becomes_labelled_lines() -> None:
    assert page(money_table(), width=40)[:6] == [
        "每笔",
        "花呗0",
        "  一共付（元）：8,632.17",
        "  最后一笔：2027年1月31日",
        "  利率：18.25%",
        "  期：0",
    ]


def test_a_quiet_column_leaves_out_its_zero_sums_where_rows_are_told_line_by_line() -> None:
    columns = (Column("从这天起的一个月"), Column("花呗", right=True, quiet=True), Column("合计", right=True))
    table = Table(
        columns=columns, rows=(Row(("一月", Money(0), Money(0))), Row(("二月", Money(120_000), Money(120_000))))
    )
    narrow, wide = ("\n".join(page(table, width=width)) for width in (20, 80))
    assert narrow.count("花呗") == 1
    assert narrow.count("合计") == 2
    assert wide.count("0.00") >= 4


def test_two_columns_become_one_line_each_on_a_narrow_screen() -> None:
    table = Table(columns=(Column("项目"), Column("每月（元）", right=True)), rows=(Row(("吃饭", Money(160_000))),))
    assert page(table, width=40) == ["吃饭：1,600.00"]


def test_a_long_name_gives_way_to_the_figures_beside_it() -> None:
    columns = (Column("欠款"), Column("元", right=True))
    lines = page(
        Table(
            columns=columns,
            rows=(
                Row(
                    ("名" * 60, Money(123_456)),
                ),
            ),
        ),
        width=60,
    )
    assert "1,234.56" in lines[1]
    assert sum(line.count("名") for line in lines) == 60


def test_many_debts_with_long_names_fall_back_to_labelled_lines() -> None:
    columns = (Column("起"), *(Column("很长的名字" * 3, right=True) for _ in range(9)))
    cells: tuple[Cell, ...] = ("2026", *(Money(12_345_678) for _ in range(9)))
    shown = page(Table(columns=columns, rows=(Row(cells),)), width=80)
    assert sum("123,456.78" in line for line in shown) == 9


def test_the_first_line_after_a_small_heading_follows_at_once_and_other_blocks_stand_apart() -> None:
    assert page(Heading(3, "花呗"), bullets(["一"]), Paragraph("二")) == ["花呗", "- 一", "", "二"]
    assert page(Heading(2, "依据"), Paragraph("二")) == ["依据", "----", "", "二"]


def test_sources_are_marked_behind_the_text_and_never_begin_a_line() -> None:
    assert page(Paragraph("可以协商。", (1, 12))) == ["可以协商。[1][12]"]
    for width in range(20, 40):
        lines = wrap("按信用卡办法第七十条，可以协商还款。[1][12]", width)
        assert not any(line.startswith("[") for line in lines)


def test_a_page_narrower_than_twenty_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="20 columns"):
        layout(Report("zh", ()), 19)


def shown(colour: bool, width: int, *blocks: Block) -> str:
    stream = io.StringIO()
    show(Report("zh", blocks), width=width, colour=colour, stream=stream)
    return stream.getvalue()


ESCAPE = re.compile("\x1b\\[[0-9;]*m")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["花呗", *HOSTILE], ids=repr)
def test_colour_adds_styles_and_changes_no_character(name: str, width: int) -> None:
    coloured = shown(True, width, *everything(name))
    assert "\x1b[" in coloured
    bare = ESCAPE.sub("", coloured)
    assert bare == shown(False, width, *everything(name))
    assert "\x1b" not in bare


def test_plain_text_ends_each_line_with_a_newline() -> None:
    assert plain(layout(Report("zh", (Paragraph("好"),)), 40)) == "好\n"
    assert shown(False, 40, Paragraph("好"), Paragraph("行")) == "好\n\n行\n"
