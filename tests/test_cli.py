"""The program from outside: each command as a process, what it prints where, and how it ends."""

import json
import re
import stat
import subprocess
from decimal import Decimal
from importlib.resources import files
from itertools import permutations
from pathlib import Path

import jsonschema
import pytest

from tests.running import LIMIT_SECONDS, columns, command, environment, example, left_in, run

FORMATS = ("text", "markdown", "json")
STOPPED = ("court", "self_harm")
ENDS = {"demo": 0, "ahead": 0, "tight": 0, "deficit": 0, "held": 5, "court": 5, "self_harm": 5}
SUM = re.compile(r"[¥￥]|\d[\d,.]*\s*(?:元|yuan)|\d,\d{3}|\d\.\d{2}\b", re.IGNORECASE)

OVERLAY = """
version = "desk-1"

[[lenders]]
id = "east-town-loans"
kind = "microloan"
name = { zh = "东镇小贷", en = "East Town Loans" }
aliases = ["东镇"]
"""


def put(folder: Path, name: str) -> str:
    """Copies a bundled case into the folder; gives its file name."""
    (folder / f"{name}.toml").write_text(example(name), encoding="utf-8")
    return f"{name}.toml"


def schema() -> jsonschema.Draft202012Validator:
    text = (files("debtadvisor") / "schemas" / "plan.schema.json").read_text(encoding="utf-8")
    return jsonschema.Draft202012Validator(json.loads(text))


# --- results and exit codes -------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "code"), ENDS.items())
def test_a_bundled_case_ends_as_it_should_in_every_format(tmp_path: Path, name: str, code: int) -> None:
    case = put(tmp_path, name)
    for words in (
        ["plan", case],
        ["plan", case, "--format", "markdown"],
        ["script", case],
        ["script", "-", "-f", "json"],
    ):
        ran = run(tmp_path, *words, given=example(name))
        assert (ran.code, ran.err) == (code, ""), words
        assert ran.out.endswith("\n")
    planned = run(tmp_path, "plan", case, "--format", "json")
    schema().validate(planned.read())
    assert planned.out == ran.out
    status = {"held": "hold", "court": "stop", "self_harm": "stop", "tight": "infeasible", "deficit": "infeasible"}
    assert planned.read()["status"] == status.get(name, "ok")


def test_demo_is_the_plan_of_the_case_that_it_prints(tmp_path: Path) -> None:
    case = run(tmp_path, "demo", "--case")
    assert (case.code, case.out) == (0, example("demo"))
    (tmp_path / "case.toml").write_text(case.out, encoding="utf-8")
    for form in FORMATS:
        shown = run(tmp_path, "demo", "--format", form)
        assert (shown.code, shown.err) == (0, "")
        assert run(tmp_path, "plan", "case.toml", "--format", form) == shown
        assert run(tmp_path, "plan", "-", "--format", form, given=case.out) == shown


def test_a_json_case_gives_the_same_plan(tmp_path: Path) -> None:
    blank = run(tmp_path, "template", "--format", "json").out
    (tmp_path / "case.json").write_text(blank, encoding="utf-8")
    first = run(tmp_path, "plan", "case.json", "--format", "json")
    assert first.code == 0
    assert run(tmp_path, "plan", "-", "--format", "json", given=blank) == first


def test_blank_cases_can_be_planned_as_they_stand(tmp_path: Path) -> None:
    blank = run(tmp_path, "template", "--output", "blank.toml")
    assert (blank.code, blank.out, blank.err) == (0, "", "")
    assert run(tmp_path, "plan", "blank.toml").code == 0
    header = run(tmp_path, "template", "--format", "csv").out
    assert header.startswith("case_id,")
    for kind in (
        "case-schema",
        "plan-schema",
        "schedule-schema",
        "rate-schema",
        "arrears-schema",
        "offer-schema",
        "log-schema",
        "against-schema",
        "letter-schema",
        "rehearse-schema",
        "questions-schema",
    ):
        jsonschema.Draft202012Validator.check_schema(run(tmp_path, "template", "--format", kind).read())


def test_details_list_every_payment_and_the_plain_page_does_not(tmp_path: Path) -> None:
    short, long = run(tmp_path, "demo").out, run(tmp_path, "demo", "--details").out
    document = run(tmp_path, "demo", "--format", "json").read()
    debts = document["debts"]
    assert isinstance(debts, list)
    for debt in debts:
        for payment in debt["ask"]["schedule"]["payment"]:
            assert f"{Decimal(payment):,.2f}" in long
    assert long.count("\n") > short.count("\n") + 30


def test_a_script_of_one_debt_speaks_of_that_debt_alone(tmp_path: Path) -> None:
    every = run(tmp_path, "script", put(tmp_path, "demo")).out
    card = run(tmp_path, "script", "demo.toml", "--debt", "card")
    assert (card.code, card.err) == (0, "")
    assert "管理办法第七十条说可以协商" in card.out
    shop = run(tmp_path, "script", "demo.toml", "--debt", "shop")
    assert "管理办法第七十条说可以协商" not in shop.out
    assert "网商贷" in shop.out
    assert len(every) > len(card.out)
    packs = run(tmp_path, "script", "demo.toml", "--debt", "card", "--format", "json").read()["scripts"]
    assert isinstance(packs, list)
    assert [pack["debt"] for pack in packs] == ["card"]


def test_english_stands_beside_the_chinese_that_is_read_aloud(tmp_path: Path) -> None:
    out = run(tmp_path, "script", put(tmp_path, "demo"), "--lang", "en", "--debt", "card").out
    assert "您好" in out
    assert "Hello" in out
    assert run(tmp_path, "script", "demo.toml", "--debt", "card", env={"DEBTADVISOR_LANG": "en"}).out == out


@pytest.mark.parametrize("width", [30, 40, 80])
def test_no_line_is_wider_than_the_page_and_no_sum_is_cut(tmp_path: Path, width: int) -> None:
    case = put(tmp_path, "demo")
    document = run(tmp_path, "demo", "--format", "json").read()
    debts = document["debts"]
    assert isinstance(debts, list)
    for words in (["plan", case, "--details"], ["script", case]):
        for lang in ("zh", "en"):
            out = run(tmp_path, *words, "--width", str(width), "--lang", lang).out
            wide = [line for line in out.splitlines() if columns(line) > width and "://" not in line]
            assert wide == []
            assert "…" not in re.sub(r"……", "", out)
            if words[0] == "plan":
                assert all(f"{Decimal(debt['ask']['total']):,.2f}" in out for debt in debts)


# --- files ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [["demo"], ["demo", "--details", "-f", "markdown"], ["demo", "-f", "json"], ["template"]]
)
def test_output_is_what_would_be_printed_and_for_its_owner_only(tmp_path: Path, words: list[str]) -> None:
    printed = run(tmp_path, *words)
    assert printed.code == 0
    report = tmp_path / "report"
    report.write_text("old", encoding="utf-8")
    report.chmod(0o644)
    written = run(tmp_path, *words, "--output", "report")
    assert (written.code, written.out, written.err) == (0, "", "")
    assert report.read_bytes() == printed.out.encode("utf-8")
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert left_in(tmp_path) == ["report"]


def test_a_plan_that_needs_a_person_is_written_too_and_still_ends_with_5(tmp_path: Path) -> None:
    for name in ("held", "court"):
        printed = run(tmp_path, "plan", put(tmp_path, name))
        written = run(tmp_path, "plan", f"{name}.toml", "-o", "report")
        assert (written.code, written.out) == (5, "")
        assert (tmp_path / "report").read_text(encoding="utf-8") == printed.out


# --- same input, same bytes -------------------------------------------------------------------------


def test_hash_seed_locale_and_time_zone_change_no_byte(tmp_path: Path) -> None:
    case = put(tmp_path, "held")
    worlds = (
        {"PYTHONHASHSEED": "0", "LANG": "C", "TZ": "UTC"},
        {"PYTHONHASHSEED": "1", "LANG": "zh_CN.GB18030", "TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "4242", "LC_ALL": "de_DE.UTF-8", "TZ": "Pacific/Pago_Pago", "PYTHONIOENCODING": "latin-1"},
    )
    for words in (["plan", case, "--details"], ["plan", case, "-f", "markdown"], ["plan", case, "-f", "json"]):
        first, *others = [run(tmp_path, *words, env=world) for world in worlds]
        assert first.code == 5
        assert all(other == first for other in others)
    english = run(tmp_path, "plan", case, "-f", "json", env={"LANG": "en_US.UTF-8"})
    assert english.out == first.out


def test_debts_in_another_order_get_the_same_asks(tmp_path: Path) -> None:
    head, *debts = example("demo").split("[[debts]]")
    debts[-1], tail = debts[-1].split("[goals]")
    found = []
    for order in list(permutations(debts))[::7]:
        text = "[[debts]]".join((head, *(debt.rstrip() + "\n\n" for debt in order))) + "[goals]" + tail
        plan = run(tmp_path, "plan", "-", "-f", "json", given=text).read()
        lines = plan["debts"]
        assert isinstance(lines, list)
        found.append({line["id"]: (line["ask"], line["fallback"], line["share_now"]) for line in lines})
    assert len(found) == 4
    assert all(one == found[0] for one in found)


# --- people before sums -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", STOPPED)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_stop_shows_help_and_no_sum_anywhere(tmp_path: Path, name: str, lang: str) -> None:
    case = put(tmp_path, name)
    for words in (
        ["plan"],
        ["plan", "--details"],
        ["script"],
        ["plan", "-f", "markdown"],
        ["script", "-f", "markdown"],
    ):
        ran = run(tmp_path, words[0], case, *words[1:], "--lang", lang)
        assert ran.code == 5
        assert SUM.findall(ran.out) == []
        assert ("12356" if name == "self_harm" else "12368") in ran.out
    for words in (["plan", case, "-f", "json"], ["script", case, "-f", "json"], ["batch", "."]):
        ran = run(tmp_path, *words, "--lang", lang)
        assert ran.code == 5
        document = ran.read()
        assert document["status"] == "stop"
        schema().validate(document)
        assert {"debts", "pots", "statement", "scripts", "actions"}.isdisjoint(document)
        version = str(document.pop("program"))
        assert SUM.findall(json.dumps(document, ensure_ascii=False).replace(version, "")) == []


# --- the policy book --------------------------------------------------------------------------------


def test_the_policy_book_can_be_listed_shown_and_checked(tmp_path: Path) -> None:
    every = run(tmp_path, "policies", "list")
    cards = run(tmp_path, "policies", "list", "--kind", "bank_credit_card")
    assert (every.code, cards.code) == (0, 0)
    assert "借呗" in every.out
    assert "借呗" not in cards.out
    by_id = run(tmp_path, "policies", "show", "huabei")
    assert by_id.code == 0
    assert run(tmp_path, "policies", "show", "花唄") == by_id
    assert "http" in by_id.out
    markdown = run(tmp_path, "policies", "show", "huabei", "-f", "markdown")
    assert markdown.out.startswith("# ")
    checked = run(tmp_path, "policies", "check")
    assert (checked.code, checked.err) == (0, "")


def test_rows_of_my_own_are_laid_over_the_bundled_book(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(OVERLAY, encoding="utf-8")
    assert run(tmp_path, "policies", "check", "mine.toml", "--overlay").code == 0
    assert "东镇小贷" in run(tmp_path, "policies", "list", "--policies", "mine.toml").out
    assert run(tmp_path, "policies", "show", "东镇", "--policies", "mine.toml").code == 0
    case = example("tight").replace('kind = "assisted_lending_platform"\nname = "助贷平台"', 'lender = "东镇"')
    assert run(tmp_path, "plan", "-", given=case).code == 3
    planned = run(tmp_path, "plan", "-", "--policies", "mine.toml", given=case)
    assert planned.code == 0
    assert "东镇小贷" in planned.out


# --- the edges of a terminal ------------------------------------------------------------------------


def test_version_and_help_go_to_standard_output(tmp_path: Path) -> None:
    version = run(tmp_path, "--version")
    assert (version.code, version.err) == (0, "")
    assert re.fullmatch(r"debtadvisor \d+\.\d+\.\d+\n", version.out)
    for words in (
        [],
        ["plan"],
        ["script"],
        ["batch"],
        ["wizard"],
        ["demo"],
        ["rate"],
        ["template"],
        ["policies", "list"],
    ):
        ran = run(tmp_path, *words, "--help")
        assert (ran.code, ran.err) == (0, "")
        assert "Usage:" in ran.out


@pytest.mark.parametrize("words", [["demo", "--details"], ["demo", "-f", "json"], ["policies", "list"]])
def test_a_reader_that_goes_away_ends_the_run_quietly(tmp_path: Path, words: list[str]) -> None:
    with subprocess.Popen(
        command(*words),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=environment(tmp_path, PYTHONUNBUFFERED="1"),
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(LIMIT_SECONDS) == 0


def test_an_output_that_takes_nothing_is_told_and_not_taken_for_success(tmp_path: Path) -> None:
    full = Path("/dev/full")
    for words in (["demo"], ["demo", "-f", "json"], ["template"]):
        with full.open("wb") as nowhere:
            done = subprocess.run(
                command(*words),
                stdout=nowhere,
                stderr=subprocess.PIPE,
                cwd=tmp_path,
                env=environment(tmp_path),
                timeout=LIMIT_SECONDS,
                check=False,
            )
        assert done.returncode == 2
        assert done.stderr.decode("utf-8").startswith("写不进去（")
        assert done.stderr.count(b"\n") == 1


def test_streams_closed_before_the_start_do_no_harm(tmp_path: Path) -> None:
    for closed in ("<&-", ">&-"):
        line = f'"$0" -m debtadvisor demo --output plan.txt {closed}'
        done = subprocess.run(
            ["/bin/sh", "-c", line, command()[0]],
            capture_output=True,
            cwd=tmp_path,
            env=environment(tmp_path),
            timeout=LIMIT_SECONDS,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "plan.txt").read_text(encoding="utf-8") == run(tmp_path, "demo").out
