"""Markdown shows every text as it was written and lets none of it become markup."""

import html
import re

import pytest

from debtadvisor.core.money import Money
from debtadvisor.output.blocks import (
    Block,
    Bullets,
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
)
from debtadvisor.output.markdown import escape, to_markdown


def page(*blocks: Block, lang: str = "zh") -> str:
    return to_markdown(Report(lang, blocks))


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("花呗 8,632.17 元（含利息）", "花呗 8,632.17 元（含利息）"),
        ("[red]x[/red]", "\\[red\\]x\\[/red\\]"),
        ("<script>", "&lt;script&gt;"),
        ("&lt;", "&amp;lt;"),
        ("|a|b|", "\\|a\\|b\\|"),
        ("# h", "\\# h"),
        ("*a* _b_ `c` ~~d~~", "\\*a\\* \\_b\\_ \\`c\\` \\~\\~d\\~\\~"),
        ("![x](y)", "\\!\\[x\\](y)"),
        ("back\\slash", "back\\\\slash"),
        ("- a", "\\- a"),
        ("+ a", "\\+ a"),
        ("=====", "\\====="),
        ("1. a", "1\\. a"),
        ("0.05", "0.05"),
        ("2026.", "2026\\."),
        ("2026) a", "2026\\) a"),
        ("http://x.cn www.x.cn", "http\\://x.cn www\\.x.cn"),
        ("a@b.cn", "a\\@b.cn"),
        ("$x$", "\\$x\\$"),
    ],
)
def test_markup_is_escaped(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@pytest.mark.parametrize("text", ["[a](http://b)", "<b>&amp;</b>", "1) x_y*z|#!`", "- \\- ~ $ @ www.q"])
def test_taking_the_escapes_away_gives_the_text_back(text: str) -> None:
    assert html.unescape(re.sub(r"\\(.)", r"\1", escape(text))) == text


def test_a_page_has_headings_lists_tables_and_numbered_sources() -> None:
    table = Table(
        columns=(Column("欠款"), Column("一共付（元）", right=True)),
        rows=(Row(("花呗", Money(863_217))), Row(("合计", Money(863_217)), strong=True)),
        caption="每笔",
    )
    text = page(
        Heading(2, "依据"),
        Paragraph("请留意。", (1,), Tone.WARNING),
        Bullets((Item("12 期", (2,), "先这样提"), Item("别急"))),
        table,
        Notes(
            (
                Note(number=1, text="《民法典》", about="法律。", url="https://example.org/a_b"),
                Note(number=2, text="网页"),
            )
        ),
    )
    assert text == (
        "## 依据\n\n"
        "**请留意。[1]**\n\n"
        "- **先这样提**：12 期[2]\n- 别急\n\n"
        "**每笔**\n\n"
        "| 欠款 | 一共付（元） |\n| --- | ---: |\n| 花呗 | 8,632.17 |\n| **合计** | **8,632.17** |\n\n"
        "1. 《民法典》  \n   法律。  \n   <https://example.org/a_b>\n2. 网页\n"
    )


def test_words_to_say_are_quoted_with_english_beside_them() -> None:
    spoken = Spoken(zh="您好。", label="They say: no", beside="Hello.", condition="(only if it is true) ", notes=(3,))
    assert page(spoken, lang="en") == ("**They say: no**\n\n> (only if it is true) 您好。[3]\n>\n> Hello.\n")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a> <b>", "http://a b", "data:text/html,x"])
def test_only_a_plain_web_address_becomes_a_link(url: str) -> None:
    shown = page(Notes((Note(number=1, text="t", url=url),)))
    assert f"<{url}>" not in shown
    assert "<b>" not in shown


@pytest.mark.parametrize("name", ["|a|b|", "<script>alert(1)</script>", "a\nb", "\x1b[31m", "`x`", "[x](http://y)"])
def test_a_name_cannot_break_out_of_a_table_cell(name: str) -> None:
    shown = page(Table(columns=(Column(name), Column("元")), rows=(Row((name, Money(1))),)))
    lines = shown.splitlines()
    assert len(lines) == 3
    assert all(len(re.findall(r"(?<!\\)\|", line)) == 3 for line in lines)
    assert "<script" not in shown
    assert "\x1b" not in shown
