"""Names and notes come from people and files. Whatever they hold, a page stays a page and a document a document."""

import io
import json
import re
import tomllib
from pathlib import Path
from unicodedata import category

import pytest

from debtadvisor.cli.gather import case_of_answers, plan_of
from debtadvisor.core.plan.model import Plan
from debtadvisor.core.script.build import scripts
from debtadvisor.intake.book import load_book
from debtadvisor.intake.files import answers_of
from debtadvisor.output.plan.page import plan_report
from debtadvisor.output.script.page import script_report
from debtadvisor.output.terminal import show
from debtadvisor.text.catalogue import Catalogue
from tests.running import example, run
from tests.test_cli import schema

HOSTILE = {
    "brackets": "[red]甲[/red] [/] [bold",
    "escape": "乙\x1b[31m红\x1b]0;title\x07\x1b[2J",
    "c1": "丙\x9b31m\x85\x90x",
    "bidi": "丁\u202e倒过来\u2066\u061c",
    "markdown": "# 戊 *b* `c` | x | [点这里](http://bad.example) ![i](http://bad.example/i.png)",
    "html": "<script>alert(1)</script><img src=x onerror=y>&amp;己",
    "long": "庚" * 2_000,
    "lines": "辛\n# 大字\r\n- 一项\n\n```\n",
    "separators": "壬\u2028行\u2029段\u200b\ufeff",
    "fill": "癸 $name ${principal} {x} %s",
}
HARMLESS_LINE = "\n"


def hostile_case(name: str) -> str:
    """The demo case as JSON with that text in every place where a person may write."""
    case = json.loads(json.dumps(tomllib.loads(example("demo")), default=str))
    case["note"] = case["goals"]["keep"] = case["borrower"]["name"] = case["borrower"]["city"] = name
    case["hardship"]["note"] = name
    for row in (*case["incomes"], *case["spending"], *case["assets"], *case["debts"]):
        row["name" if "principal" in row else "note"] = name
    # An id may not hold invisible characters: that is a problem of its own, see test_a_hostile_value_in_a_message.
    case["debts"][0]["id"] = "".join(letter for letter in name if letter.isprintable())[:60]
    text = json.dumps(case, ensure_ascii=False)
    assert text.count(json.dumps(name, ensure_ascii=False)[1:-1]) > 20
    return text


def active(text: str) -> set[str]:
    """Characters that a terminal may act upon: controls, bidirectional and invisible marks, odd ends of lines."""
    return {letter for letter in text if category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")} - {HARMLESS_LINE}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_name_is_shown_as_harmless_text(kind: str, tmp_path: Path) -> None:
    given = hostile_case(HOSTILE[kind])
    calm = run(tmp_path, "plan", "-", "-f", "markdown", given=example("demo")).out
    for command in ("plan", "script"):
        text = run(tmp_path, command, "-", given=given)
        markdown = run(tmp_path, command, "-", "-f", "markdown", given=given)
        assert (text.code, text.err, markdown.code, markdown.err) == (0, "", 0, "")
        assert active(text.out) == active(markdown.out) == set()
        assert "<script" not in markdown.out
        assert "<img" not in markdown.out
        assert re.search(r"(?<!\\)\]\(http://bad", markdown.out) is None
        assert re.search(r"^(# 大字|```)", markdown.out, re.MULTILINE) is None
        if command == "plan":
            assert _headings(markdown.out) == _headings(calm)
    document = run(tmp_path, "plan", "-", "-f", "json", given=given)
    assert (document.code, active(document.out)) == (0, set())
    schema().validate(document.read())
    assert run(tmp_path, "script", "-", "-f", "json", given=given) == document


def _headings(markdown: str) -> list[str]:
    """How deep each heading is, in order."""
    return [line.split(" ")[0] for line in markdown.splitlines() if re.match(r"#{1,6} ", line)]


@pytest.mark.parametrize("kind", HOSTILE)
def test_json_loses_nothing_of_a_name(kind: str, tmp_path: Path) -> None:
    document = run(tmp_path, "plan", "-", "-f", "json", given=hostile_case(HOSTILE[kind])).read()
    debts = document["debts"]
    assert isinstance(debts, list)
    assert [" ".join(debt["name"].split()) for debt in debts] == [" ".join(HOSTILE[kind].split())] * 4


@pytest.mark.parametrize("kind", HOSTILE)
def test_in_colour_only_our_own_colours_reach_the_terminal(kind: str) -> None:
    book = load_book()
    plan = plan_of(case_of_answers(answers_of(hostile_case(HOSTILE[kind]).encode(), "case.json"), "", book), book)
    assert isinstance(plan, Plan)
    packs = scripts(plan, book)
    for report in (plan_report(plan, packs, book, Catalogue("zh")), script_report(plan, packs, book, Catalogue("zh"))):
        screen = io.StringIO()
        show(report, width=80, colour=True, stream=screen)
        coloured = screen.getvalue()
        assert "\x1b[1;36m" in coloured
        bare = re.sub(r"\x1b\[(?:0|1|2|3[23567]|1;3[367])m", "", coloured)
        assert active(bare) == set()


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_value_in_a_message_is_harmless_too(kind: str, tmp_path: Path) -> None:
    case = json.loads(hostile_case(HOSTILE[kind]))
    case["debts"][1]["lender"] = HOSTILE[kind]
    case["debts"][2]["rate"] = HOSTILE[kind]
    case[HOSTILE[kind]] = 1
    given = json.dumps(case)
    ran = run(tmp_path, "plan", "-", given=given)
    assert (ran.code, ran.out) == (3, "")
    assert active(ran.err) == set()
    assert len(ran.err.splitlines()) == 3
    assert len(ran.err) < 2_000
    line = run(tmp_path, "batch", "-", given=given + "\n")
    assert line.code == 1
    assert active(line.out) == active(line.err) == set()
    problems = line.read()["problems"]
    assert isinstance(problems, list)
    assert len(problems) == 3
