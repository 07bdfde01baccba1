"""``offer`` from outside: flags, questions, a terminal, the page and the JSON, and what STOP and HOLD leave of them."""

import io
import json
from datetime import date
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from debtadvisor.core.offer.model import NEVER, TOLD, OfferKind, PaperTerm, Trap, Verdict
from debtadvisor.intake.flags import Flags
from debtadvisor.intake.offer_questions import ask_offer
from debtadvisor.intake.prompters import PlainPrompter
from debtadvisor.text.catalogue import LANGUAGES, Catalogue
from tests.running import Ran, columns, example, run
from tests.test_screen import screen

GOOD = ("--written", "all", "--form", "written", "--pay-to", "official")
CARD = ("offer", "demo.toml", "--debt", "card")
WRITTEN = """
as_of = 2026-11-21
[[incomes]]
source = "wage"
amount = 6500
day = 10
[[spending]]
heading = "food"
amount = 1500
[[spending]]
heading = "rent"
amount = 1200
[[assets]]
kind = "deposit"
value = 9000
for_debts = 8000
[[debts]]
id = "zl"
kind = "consumer_finance"
principal = 10000
interest_owed = 1500
penalty_owed = 800
rate = "24%"
instalment = 1000
instalments_left = 2
due_day = 3
overdue_since = 2026-04-03
[debts.written_offer]
amount = 7800
until = 2026-12-05
"""


def put(folder: Path, name: str = "demo", text: str | None = None) -> None:
    (folder / f"{name}.toml").write_text(text or example(name), encoding="utf-8")


def document(ran: Ran, code: int = 0) -> dict[str, object]:
    assert (ran.code, ran.err) == (code, "")
    found = ran.read()
    text = (files("debtadvisor") / "schemas" / "offer.schema.json").read_text(encoding="utf-8")
    jsonschema.Draft202012Validator(json.loads(text)).validate(found)
    return found


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        (("--monthly", "1500", "--count", "24", "--from", "2026-12-25"), Verdict.COUNTER),
        (("--amount", "15000", "--on", "2026-12-20", *GOOD), Verdict.COUNTER),
        (("--pay", "300@2026-12-20", "--pay", "300@2027-01-20", "--trap", "fee_first"), Verdict.REFUSE),
        (("--monthly", "900", "--count", "24", "--from", "2026-12-25", "--pay-to", "personal"), Verdict.REFUSE),
        (("--kind", "deferral", "--months", "2", "--interest", "none"), Verdict.WRITING_FIRST),
        (("--monthly", "1000000000000", "--count", "12", "--from", "2026-12-12"), Verdict.COUNTER),
        (("--kind", "extension", "--months", "12"), None),
    ],
    ids=["dear", "too-much", "fee", "private", "pause", "enormous", "longer"],
)
def test_every_offer_is_judged_in_every_form(tmp_path: Path, words: tuple[str, ...], verdict: Verdict | None) -> None:
    put(tmp_path)
    found = document(run(tmp_path, *CARD, *words, "--format", "json"))
    assert verdict is None or found["verdict"] == verdict
    for lang, width in (("zh", 80), ("zh", 40), ("en", 80)):
        page = run(tmp_path, *CARD, *words, "--lang", lang, "--width", str(width))
        assert (page.code, page.err) == (0, "")
        lines = [line for line in page.out.splitlines() if "://" not in line]
        assert all(columns(line) <= width for line in lines)
        assert "$" not in page.out
    assert run(tmp_path, *CARD, *words, "--format", "markdown").out.startswith("# ")


def test_the_cases_own_written_sum_is_judged_without_a_flag(tmp_path: Path) -> None:
    put(tmp_path, "case", WRITTEN)
    found = document(run(tmp_path, "offer", "case.toml", "--format", "json"))
    assert (found["kind"], found["owed"], found["saved"]) == ("settlement", "12300.00", "4621.40")
    assert found["verdict"] == Verdict.WRITING_FIRST
    full = document(run(tmp_path, "offer", "case.toml", "--format", "json", *GOOD))
    assert full["verdict"] == Verdict.ACCEPT
    page = run(tmp_path, "offer", "case.toml", *GOOD).out
    assert "可以答应" in page
    assert "7,800 元，2026年12月5日一次付到官方账户" in page


def test_a_stopped_case_gets_help_and_no_figure(tmp_path: Path) -> None:
    put(tmp_path, "self_harm")
    for form in ("text", "json"):
        ran = run(tmp_path, "offer", "self_harm.toml", "--amount", "5000", "--on", "2026-12-20", "--format", form)
        assert ran.code == 5
        assert "5,000" not in ran.out
        assert "5000" not in ran.out
        assert "12356" in ran.out or form == "json"
    stopped = document(run(tmp_path, "offer", "self_harm.toml", "--format", "json"), 5)
    assert set(stopped) == {"schema", "program", "book", "case", "as_of", "status", "findings"}


def test_a_debt_on_hold_is_not_worked_out(tmp_path: Path) -> None:
    put(tmp_path, "held")
    plan = run(tmp_path, "plan", "held.toml", "--format", "json").read()
    debts = plan["debts"]
    assert isinstance(debts, list)
    held = next(one["id"] for one in debts if one["held"] and one["relief"])
    words = ("offer", "held.toml", "--debt", held, "--amount", "4321", "--on", "2026-12-20")
    found = document(run(tmp_path, *words, "--format", "json"), 5)
    assert (found["verdict"], found["because"]) == (Verdict.CHECK_FIRST, ["held"])
    page = run(tmp_path, *words)
    assert page.code == 5
    assert "4,321" not in page.out
    assert "先核实" in page.out


def test_answers_to_the_questions_are_the_flags(tmp_path: Path) -> None:
    words = Catalogue("zh")
    said = ["1", "九百", "900", "?", "12", "2026-12-12", "", "", "", "", "", "2026-12-01", "1", "1", "1 4 5", ""]
    screen = io.StringIO()
    prompter = PlainPrompter(words, io.StringIO("\n".join(said) + "\n"), screen)
    found = ask_offer(prompter, words, Flags(date(2026, 11, 21)), [("a", "甲")])
    assert found == {
        "kind": "instalments",
        "monthly": "900",
        "count": "12",
        "from": "2026-12-12",
        "down": "",
        "last": "",
        "fee": "",
        "claimed": "",
        "waived": "",
        "until": "2026-12-01",
        "form": "written",
        "pay-to": "official",
        "written": tuple(list(PaperTerm)[n - 1].value for n in (1, 4, 5)),
        "trap": (),
    }
    assert "没看懂，再来一次：看不懂“九百”是多少钱" in screen.getvalue()
    assert "要算出总数" in screen.getvalue()


def test_going_back_changes_the_kind_and_its_questions() -> None:
    words = Catalogue("zh")
    said = ["1", "<", "2", "5000", "2026-12-20", "", "", "", "", "3", "4", "", "1"]
    prompter = PlainPrompter(words, io.StringIO("\n".join(said) + "\n"), io.StringIO())
    found = ask_offer(prompter, words, Flags(date(2026, 11, 21)), [("a", "甲"), ("b", "乙")][:1])
    assert (found["kind"], found["amount"]) == ("settlement", "5000")
    assert "monthly" not in found
    assert found["trap"] == (TOLD[0].value,)


@pytest.mark.parametrize("wide", [80, 40])
def test_a_person_at_a_terminal_is_asked_one_thing_at_a_time(tmp_path: Path, wide: int) -> None:
    put(tmp_path, "case", WRITTEN)
    with screen(tmp_path, wide) as terminal:
        terminal.start("offer", "case.toml")
        terminal.wait("对方给的是哪一种")
        terminal.press("Down", "Enter")
        terminal.wait("一次付多少")
        terminal.write("7千8")
        terminal.press("Enter")
        terminal.wait("没看懂，再来一次")
        terminal.write("7800")
        terminal.press("Enter")
        terminal.wait("哪天之前付")
        terminal.write("2026-12-05")
        terminal.press("Enter")
        for prompt in ("另外要交什么费用", "对方说一共欠多少", "对方说免掉多少", "这个方案留到哪天"):
            terminal.wait(prompt)
            terminal.press("Enter")
        terminal.wait("方案是怎么给您的")
        terminal.press("Enter")
        terminal.wait("钱付到哪里")
        terminal.press("Enter")
        terminal.wait("书面里写明了哪些")
        terminal.press("Enter")
        terminal.wait("有没有下面这些")
        terminal.press("Enter")
        terminal.wait("ended-with-0", "数目可以，但先别付钱")
        assert all(columns(line) <= wide for line in terminal.lines())


def test_leaving_with_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    put(tmp_path, "case", WRITTEN)
    with screen(tmp_path, 80) as terminal:
        terminal.start("offer", "case.toml")
        terminal.wait("对方给的是哪一种")
        terminal.press("C-c")
        terminal.wait("ended-with-130")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_its_sentence(lang: str) -> None:
    words = Catalogue(lang)
    for verdict in Verdict:
        assert words.say("offer", f"verdict.{verdict}")
    for trap in Trap:
        assert words.find("offer", f"traps.{trap}")
    for trap in NEVER:
        assert words.say("offer", f"answer.never_{trap}")
    asked = {"kind", "debt", "amount", "on", "monthly", "count", "from", "down", "last", "months", "interest", "fee"}
    asked |= {"claimed", "waived", "until", "form", "pay-to", "written", "trap"}
    for key in asked:
        assert all(words.say("offer", f"ask.{key}.{part}") for part in ("prompt", "help", "why"))
    for kind in OfferKind:
        assert words.find("offer", f"what_{kind}")
    for term in PaperTerm:
        assert words.word("paper_term", term)
