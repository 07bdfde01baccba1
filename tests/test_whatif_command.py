"""``plan`` with what-if options and ``plan A --against B``: pages, documents and exit codes."""

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from debtadvisor.core.case import Case, Debt
from debtadvisor.core.codes import LenderKind, Pot
from debtadvisor.core.plan.model import PlanStatus
from debtadvisor.core.plan.whatif import Change, ChangeCode
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.intake.book import load_book
from debtadvisor.intake.flags import Flags
from debtadvisor.intake.whatif import WhatIfTexts, changes_from
from debtadvisor.output.plan.whatif_schema import against_schema_text
from debtadvisor.text.catalogue import LANGUAGES, Catalogue
from tests.builders import card, household, loan
from tests.running import Ran, columns, example, run

EVERY = (
    ("--budget", "1500"),
    ("--budget", "0"),
    ("--extra", "500"),
    ("--extra", "-500"),
    ("--lump", "2万@2027-02-01", "--lump", "500@2026-11-21"),
    ("--income", "-20%"),
    ("--income", "+10%"),
    ("--refuse", "花呗", "--refuse", "card"),
    ("--scenario", "tightened"),
    ("--scenario", "closed:花呗"),
    ("--target", "2028-06"),
    ("--income", "-10%", "--refuse", "huabei", "--scenario", "closed:花呗", "--target", "2029-01"),
)


def put(folder: Path, name: str = "demo") -> str:
    (folder / f"{name}.toml").write_text(example(name), encoding="utf-8")
    return f"{name}.toml"


def valid(ran: Ran, name: str, code: int = 0) -> dict[str, object]:
    assert (ran.code, ran.err) == (code, "")
    text = (files("debtadvisor") / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
    found = ran.read()
    jsonschema.Draft202012Validator(json.loads(text)).validate(found)
    return found


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_every_what_if_is_told_in_every_form(tmp_path: Path, words: tuple[str, ...]) -> None:
    case = put(tmp_path)
    found = valid(run(tmp_path, "plan", case, *words, "--format", "json"), "plan")
    told = found["what_if"]
    assert isinstance(told, dict)
    assert {one["code"] for one in told["changes"]}
    assert found["scripts"] == found["actions"] == []
    for lang, width in (("zh", 80), ("zh", 40), ("en", 80)):
        page = run(tmp_path, "plan", case, *words, "--lang", lang, "--width", str(width))
        assert (page.code, page.err) == (0, "")
        assert all(columns(line) <= width for line in page.out.splitlines() if "://" not in line)
        assert "$" not in page.out
    assert "\n## 假如……\n" in run(tmp_path, "plan", case, *words, "--format", "markdown").out


def test_the_page_warns_on_top_and_the_what_if_stands_before_the_plan(tmp_path: Path) -> None:
    page = run(tmp_path, "plan", put(tmp_path), "--extra", "500").out
    assert page.index("不是现在要照着做的安排") < page.index("林女士") < page.index("假如……") < page.index("一页看懂")
    assert "家里每月多拿 500 元还债" in page
    assert "不能去借" in page
    assert "您好" not in page


def test_the_document_lays_both_plans_side_by_side(tmp_path: Path) -> None:
    case = put(tmp_path)
    plain = run(tmp_path, "plan", case, "--format", "json").read()
    assert "what_if" not in plain
    found = valid(run(tmp_path, "plan", case, "--extra", "500", "--format", "json"), "plan")
    told = found["what_if"]
    assert isinstance(told, dict)
    assert told["changes"] == [{"code": "extra", "values": {"amount": "500.00"}}]
    assert [told[side]["pots"][0]["surplus"] for side in ("base", "changed")] == ["2372.00", "2872.00"]
    worlds = plain["pots"][0]["worlds"]  # type: ignore[index]  # a list by the schema
    assert told["base"]["pots"][0]["worlds"][0]["total"] == worlds[0]["total"]
    changed = found["pots"][0]["worlds"]  # type: ignore[index]  # a list by the schema
    assert told["changed"]["pots"][0]["worlds"][0]["total"] == changed[0]["total"]
    assert (told["left_out"], told["gaps"], told["target"]) == ([], [], None)


def test_the_order_of_the_options_changes_no_byte(tmp_path: Path) -> None:
    case = put(tmp_path)
    words = [("--income", "-5%"), ("--lump", "900@2027-01-01"), ("--lump", "300@2026-12-01"), ("--refuse", "花呗")]
    first, second = (
        run(tmp_path, "plan", case, *(word for pair in order for word in pair), "--format", "json")
        for order in (words, words[::-1])
    )
    assert (first.code, first) == (0, second)


@pytest.mark.parametrize("name", ["self_harm", "court"])
def test_a_stopped_case_gets_help_and_no_what_if(tmp_path: Path, name: str) -> None:
    case = put(tmp_path, name)
    for form in ("text", "json"):
        plain = run(tmp_path, "plan", case, "--format", form)
        # Not even a mistake in the options comes before help.
        for words in (("--budget", "1500"), ("--income", "rubbish"), ("--target", "2028-06")):
            assert run(tmp_path, "plan", case, *words, "--format", form) == plain
        beside = run(tmp_path, "plan", put(tmp_path), "--against", case, "--format", form)
        assert beside.code == 5
        assert "23,131.20" not in beside.out
        assert "23131.20" not in beside.out
    assert "debts" not in valid(run(tmp_path, "plan", case, "--against", "demo.toml", "-f", "json"), "against", 5)


def test_a_debt_on_hold_stays_on_hold(tmp_path: Path) -> None:
    case = put(tmp_path, "held")
    found = valid(run(tmp_path, "plan", case, "--budget", "9000", "--refuse", "jiebei", "-f", "json"), "plan", 5)
    debts = found["debts"]
    assert isinstance(debts, list)
    assert all(debt["ask"] is None for debt in debts if debt["held"])
    held = next(debt["id"] for debt in debts if debt["held"])
    page = run(tmp_path, "plan", case, "--refuse", held)
    assert page.code == 5
    assert "不受影响" in page.out


def test_a_target_says_what_is_missing(tmp_path: Path) -> None:
    page = run(tmp_path, "plan", put(tmp_path), "--target", "2028-06", "--width", "200").out
    assert (
        "家庭这边，各家都照先提的答应，每月要 2,945.90 元才来得及。现在下个月能拿出 2,372 元，还差 573.90 元。" in page
    )
    assert "各家只答应一部分（还价），" in page
    late = run(tmp_path, "plan", "demo.toml", "--target", "2026-12").out
    assert "来不及" in late


def test_a_line_that_stops_says_who_relied_on_it(tmp_path: Path) -> None:
    page = run(tmp_path, "plan", put(tmp_path), "--scenario", "closed:花呗").out
    assert "没有哪一笔要靠账单分几个月还" in page
    assert "3,132.17" in page
    faster = run(tmp_path, "plan", put(tmp_path, "ahead"), "--scenario", "closed:card").out
    assert "原来的安排，要靠账单能分几个月还的：银行信用卡。" in faster
    assert "只还最低撑着" not in faster
    assert "没有往后滚的账单" in run(tmp_path, "plan", "demo.toml", "--scenario", "closed:借呗").out


# --- two cases ------------------------------------------------------------------------------------


def test_two_cases_stand_side_by_side_debt_by_debt(tmp_path: Path) -> None:
    first, second = put(tmp_path), put(tmp_path, "ahead")
    found = valid(run(tmp_path, "plan", first, "--against", second, "--format", "json"), "against")
    debts = found["debts"]
    assert isinstance(debts, list)
    assert [debt["id"] for debt in debts] == ["huabei", "jiebei", "card"]
    assert (debts[2]["a"]["owed"], debts[2]["b"]["owed"]) == ("23131.20", "16420.00")
    assert [[debt["id"] for debt in found[key]] for key in ("only_a", "only_b")] == [["shop"], ["home", "uncle"]]  # type: ignore[attr-defined]  # lists by the schema
    for lang, width in (("zh", 80), ("zh", 40), ("en", 80)):
        page = run(tmp_path, "plan", first, "--against", second, "--lang", lang, "--width", str(width))
        assert (page.code, page.err) == (0, "")
        assert all(columns(line) <= width for line in page.out.splitlines())
        assert "23,131.20" in page.out
        assert "16,420.00" in page.out
    assert run(tmp_path, "plan", first, "--against", put(tmp_path, "held")).code == 5


def test_two_cases_are_told_apart_by_their_files(tmp_path: Path) -> None:
    first = put(tmp_path)
    (tmp_path / "later.toml").write_text(example("demo"), encoding="utf-8")
    (tmp_path / "nameless.toml").write_text(example("demo").replace('name = "林女士"', ""), encoding="utf-8")
    page = run(tmp_path, "plan", first, "--against", "later.toml").out
    assert "甲：林女士（demo.toml）" in page
    assert "乙：林女士（later.toml）" in page
    assert "乙：nameless.toml" in run(tmp_path, "plan", first, "--against", "nameless.toml").out


def test_a_case_beside_itself_shows_no_difference(tmp_path: Path) -> None:
    case = put(tmp_path)
    found = valid(run(tmp_path, "plan", case, "--against", case, "--format", "json"), "against")
    debts = found["debts"]
    assert isinstance(debts, list)
    assert found["a"] == found["b"]
    assert all(debt["a"] == debt["b"] for debt in debts)
    assert (found["only_a"], found["only_b"]) == ([], [])


def test_the_schema_of_two_cases_is_published(tmp_path: Path) -> None:
    printed = run(tmp_path, "template", "--format", "against-schema")
    assert (printed.code, printed.out) == (0, against_schema_text())
    jsonschema.Draft202012Validator.check_schema(printed.read())


# --- what was typed -------------------------------------------------------------------------------

BOOK: PolicyBook = load_book()


def read(case: Case, **texts: object) -> tuple[Change, ...]:
    return changes_from(WhatIfTexts(**texts), case, BOOK, Flags(case.as_of))  # type: ignore[arg-type]  # named below


def test_a_lender_is_named_as_in_a_case_or_by_its_debt() -> None:
    lent: Debt = loan("one", lender="jiebei", kind=None)
    case = household(debts=(lent, card("two", name="招行那张"), loan("three", kind=LenderKind.MICROLOAN)))
    generic = BOOK.generic(LenderKind.MICROLOAN).name.zh
    for name, debt in (
        ("借呗", "one"),
        ("jiebei", "one"),
        (" 借 唄 ", "one"),
        ("one", "one"),
        ("招行那张", "two"),
        (generic, "three"),
    ):
        assert read(case, refuse=(name,)) == (Change(code=ChangeCode.REFUSE, debts=(debt,)),), name
    both = read(case, refuse=("two", "借呗", "one"), scenario=("closed：two", "tightened", "tightened"))
    assert both == (
        Change(code=ChangeCode.REFUSE, debts=("one", "two")),
        Change(code=ChangeCode.TIGHTENED),
        Change(code=ChangeCode.CLOSED, debts=("two",)),
    )


@pytest.mark.parametrize(
    ("said", "fen"), [("500", 50_000), ("+500", 50_000), ("-500", -50_000), ("−1千", -100_000), ("0", 0)]
)
def test_more_or_less_a_month(said: str, fen: int) -> None:
    assert read(household(), extra=said) == (Change(code=ChangeCode.EXTRA, fen=fen),)


@pytest.mark.parametrize("said", ["2028-06", "2028年6月", "2028/6", "2028.06"])
def test_a_month_ends_with_its_last_day(said: str) -> None:
    (change,) = read(household(), target=said)
    assert change.on is not None
    assert change.on.isoformat() == "2028-06-30"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_change_and_outcome_has_its_sentence(lang: str) -> None:
    words = Catalogue(lang)
    for code in ChangeCode:
        ways = ("more", "less", "same") if code in (ChangeCode.EXTRA, ChangeCode.INCOME) else ("",)
        for way in ways:
            assert words.find("whatif", f"change.{code}{way and '_'}{way}")
    for status in PlanStatus:
        assert words.word("plan_status", status)
    for pot in Pot:
        assert words.word("pot", pot)
