"""``rehearse`` as a person and a script meet it: played from a file, on real terminals, and never after a STOP."""

import json
import os
import pty
import signal
import stat
import subprocess
import time
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from debtadvisor.output.rehearse.schema import rehearse_schema, schema_text
from debtadvisor.text.catalogue import Catalogue
from tests.rehearse_goldens import FOLDER, pages
from tests.running import LIMIT_SECONDS, Ran, columns, command, environment, example, left_in, run
from tests.test_hostile_names import active
from tests.test_screen import read_until, screen

ZH = Catalogue("zh")
HELP = "12356"
ONE_DEBT = (Path(__file__).parent / "errors" / "cli" / "rehearse-no-terminal.toml").read_text(encoding="utf-8")
BY_NUMBER = "1\n2\n3\n1\n2\n3\n1\n2\n3\n1\n"


def said(key: str) -> str:
    return ZH.say("rehearse", key)


def rehearse(folder: Path, lines: str, *more: str, name: str = "demo", debt: str = "card") -> Ran:
    (folder / "case.toml").write_text(example(name), encoding="utf-8")
    (folder / "lines.txt").write_text(lines, encoding="utf-8")
    about = ["--debt", debt] if debt else []
    return run(folder, "rehearse", "case.toml", *about, "--play", "lines.txt", *more)


def valid(ran: Ran) -> dict[str, object]:
    document = ran.read()
    jsonschema.Draft202012Validator(rehearse_schema()).validate(document)
    return document


# --- from a script file -----------------------------------------------------------------------------------


@pytest.mark.parametrize("pressure", ["1", "2", "3", "calm", "firm", "hard"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_scene_is_played_from_a_file(tmp_path: Path, pressure: str, lang: str) -> None:
    before = {"case.toml", "lines.txt"}
    ran = rehearse(tmp_path, BY_NUMBER, "--pressure", pressure, "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    words = Catalogue(lang)
    assert words.say("rehearse", "end.heading") in ran.out
    assert words.say("rehearse", "end.unsaved").split("，")[0] in ran.out.replace("\n", "")
    assert "1,109.27" in ran.out
    assert "$" not in ran.out
    assert set(left_in(tmp_path)) == before


def test_the_lines_may_come_from_standard_input(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text(example("demo"), encoding="utf-8")
    by_pipe = run(tmp_path, "rehearse", "case.toml", "--debt", "card", "--play", "-", given=BY_NUMBER)
    assert by_pipe.out == rehearse(tmp_path, BY_NUMBER).out


def test_the_case_may_come_from_standard_input(tmp_path: Path) -> None:
    from_file = rehearse(tmp_path, BY_NUMBER)
    piped = run(tmp_path, "rehearse", "-", "--debt", "card", "--play", "lines.txt", given=example("demo"))
    assert piped.out == from_file.out


def test_the_same_answers_give_the_same_bytes(tmp_path: Path) -> None:
    for form in ("text", "markdown", "json"):
        first, second = (rehearse(tmp_path, BY_NUMBER, "--pressure", "3", "--format", form).out for _ in range(2))
        assert first == second


@pytest.mark.parametrize("pressure", ["1", "2", "3"])
def test_every_line_fits_forty_columns(tmp_path: Path, pressure: str) -> None:
    for lang in ("zh", "en"):
        out = rehearse(tmp_path, BY_NUMBER, "--pressure", pressure, "--width", "40", "--lang", lang).out
        assert [line for line in out.splitlines() if columns(line) > 40 and "://" not in line] == []


def test_own_words_are_judged_with_the_sums_of_this_debt(tmp_path: Path) -> None:
    just, above = (rehearse(tmp_path, f"# 说\n\n我每月还{sum_}元\n") for sum_ in ("1109.27", "1109.28"))
    assert said("page.nothing") in just.out
    assert "1,109.28 元" in above.out
    assert said("page.nothing") not in above.out


def test_a_scene_ends_with_the_file_or_with_the_word_that_ends_it(tmp_path: Path) -> None:
    short = rehearse(tmp_path, "1\n")
    assert (short.code, said("end.stopped") in short.out) == (0, True)
    for word in ("停", "q", "Q", "退出", "停。"):
        assert rehearse(tmp_path, f"1\n{word}\n2\n").out == short.out
    assert rehearse(tmp_path, "").code == 0


def test_lines_after_the_end_are_not_needed(tmp_path: Path) -> None:
    assert rehearse(tmp_path, BY_NUMBER).out == rehearse(tmp_path, BY_NUMBER + "1\n2\n").out


def test_a_secret_is_never_shown_again(tmp_path: Path) -> None:
    for form in ("text", "markdown", "json"):
        out = rehearse(tmp_path, "我的身份证号是510104199001011234\n验证码是385216\n", "--format", form).out
        assert "510104" not in out
        assert "385216" not in out
        assert "secret" in out or "验证码" in out


def test_a_page_can_be_written_to_a_private_file(tmp_path: Path) -> None:
    ran = rehearse(tmp_path, BY_NUMBER, "--format", "markdown", "--output", "page.md")
    assert (ran.code, ran.out) == (0, "")
    page = tmp_path / "page.md"
    assert page.read_text(encoding="utf-8").startswith("# ")
    assert stat.S_IMODE(page.stat().st_mode) == 0o600


def test_the_only_call_of_a_case_needs_no_name(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text(ONE_DEBT, encoding="utf-8")
    (tmp_path / "lines.txt").write_text("1\n", encoding="utf-8")
    named, unnamed = (
        run(tmp_path, "rehearse", "case.toml", *more, "--play", "lines.txt") for more in (["--debt", "a"], [])
    )
    assert (named.code, named.out) == (0, unnamed.out)


def test_the_rehearsals_are_those_that_were_read() -> None:
    made = dict(pages())
    assert {path.name for path in FOLDER.glob("*.md")} == set(made)
    for name, text in made.items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, f"{name} changed; see tests/rehearse_goldens.py"


HOSTILE = ("乙\x1b[31m红\x1b]0;title\x07", "丁\u202e倒过来", "骗子 5000 元", "[red]甲[/red] $name")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_or_line_is_shown_as_harmless_text(tmp_path: Path, name: str) -> None:
    case = example("demo").replace('name = "林女士"', f"name = {json.dumps(name)}")
    (tmp_path / "case.toml").write_text(case, encoding="utf-8")
    (tmp_path / "lines.txt").write_text(f"2\n我是{name}，每月还 900 元\n", encoding="utf-8")
    for form in ("text", "markdown"):
        words = ["--debt", "card", "--pressure", "2", "--play", "lines.txt", "--format", form]
        ran = run(tmp_path, "rehearse", "case.toml", *words)
        assert (ran.code, active(ran.out)) == (0, set())
        assert said("page.nothing") in ran.out


# --- documents --------------------------------------------------------------------------------------------


def test_the_document_fits_its_schema_and_tells_no_typed_word(tmp_path: Path) -> None:
    document = valid(rehearse(tmp_path, "1\n随便你们告\n2\n", "--pressure", "3", "--format", "json"))
    played = document["played"]
    assert isinstance(played, list)
    assert [one["chosen"] for one in played] == [1, None, 2]
    assert played[1]["slips"] == [{"guardrail": "temper", "about": "lost", "rules": []}]
    assert (document["finished"], document["ending"]) == (False, None)
    assert "随便" not in json.dumps(document, ensure_ascii=False)


def test_a_whole_scene_of_good_sentences_leaves_nothing_to_practise(tmp_path: Path) -> None:
    first = valid(rehearse(tmp_path, BY_NUMBER, "--pressure", "2", "--format", "json"))
    played = first["played"]
    assert isinstance(played, list)
    good = "".join(f"{one['good']}\n" for one in played)
    document = valid(rehearse(tmp_path, good, "--pressure", "2", "--format", "json"))
    assert (document["finished"], document["ending"], document["practise"]) == (True, "countered", [])
    assert document["steady"] == [one["line"] for one in played]
    text = rehearse(tmp_path, good, "--pressure", "2").out
    assert said("end.nothing_to_practise") in text
    assert "820.55 元" in text


def test_rules_and_sources_of_improper_lines_are_listed(tmp_path: Path) -> None:
    document = valid(rehearse(tmp_path, BY_NUMBER, "--pressure", "3", "--format", "json"))
    rules, sources = document["rules"], document["sources"]
    assert isinstance(rules, list)
    assert isinstance(sources, list)
    cited = {source for rule in rules for source in rule["sources"]}
    assert cited == {source["id"] for source in sources}
    assert "cc-art68-collection-target" in {rule["id"] for rule in rules}


def test_the_schema_in_the_package_is_the_one_the_codes_give(tmp_path: Path) -> None:
    shipped = files("debtadvisor") / "schemas" / "rehearse.schema.json"
    assert shipped.read_text(encoding="utf-8") == schema_text()
    jsonschema.Draft202012Validator.check_schema(rehearse_schema())
    assert run(tmp_path, "template", "--format", "rehearse-schema").out == schema_text()


# --- help first -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["self_harm", "court"])
def test_a_stopped_case_never_plays_a_scene(tmp_path: Path, name: str) -> None:
    # Not even a wrong name, a wrong pressure or a missing file keeps the help away.
    for more in ([], ["--pressure", "loud"]):
        ran = rehearse(tmp_path, BY_NUMBER, *more, name=name, debt="nobody")
        assert (ran.code, ran.err) == (5, "")
        assert said("page.choices") not in ran.out
        assert run(tmp_path, "plan", "case.toml").out == ran.out
    document = valid(rehearse(tmp_path, BY_NUMBER, "--format", "json", name=name))
    assert (document["status"], "played" in document) == ("stop", False)


@pytest.mark.parametrize("words", ["我真的活不下去了", "不想活了，你们别催了", "i want to die", "活 不 下 去"])
def test_words_of_self_harm_end_the_scene_with_help_alone(tmp_path: Path, words: str) -> None:
    for lines in (f"{words}\n", f"1\n2\n{words}\n", f"q\n{words}\n", f"9\n{words}\n"):
        ran = rehearse(tmp_path, lines)
        assert ran.code == 5
        assert HELP in ran.out
        assert "元" not in ran.out
        assert said("page.choices") not in ran.out
        assert words not in ran.out
    document = valid(rehearse(tmp_path, f"{words}\n", "--format", "json"))
    assert (document["status"], "played" in document) == ("stop", False)


def test_a_held_debt_is_played_as_a_call_that_names_no_sum(tmp_path: Path) -> None:
    for pressure in ("1", "2", "3"):
        ran = rehearse(tmp_path, "1\n1\n1\n1\n1\n1\n1\n", "--pressure", pressure, name="held", debt="unknown-app")
        assert ran.code == 5
        assert said("end.papers") in ran.out.replace("\n", "")
        better = ran.out.split(said("page.better"))[1:]
        assert better
        assert all("元" not in part.split("\n\n")[0] for part in better)


# --- real terminals ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("wide", [80, 40])
def test_a_call_is_rehearsed_on_a_terminal(tmp_path: Path, wide: int) -> None:
    (tmp_path / "case.toml").write_text(example("demo"), encoding="utf-8")
    with screen(tmp_path, wide) as terminal:
        terminal.start("rehearse", "case.toml", "--debt", "card")
        terminal.wait("第 1 句，共 6 句", said("ask.prompt"))
        terminal.write("1")
        terminal.press("Enter")
        terminal.wait(said("page.nothing"), "第 2 句，共 6 句")
        terminal.press("Escape")
        terminal.wait("第 1 句，共 6 句", times=2)
        terminal.write("?")
        terminal.press("Enter")
        terminal.wait("没想好的话")
        terminal.write("1")
        terminal.press("Enter")
        terminal.wait("第 2 句，共 6 句", times=2)
        terminal.write("我每月还三千")
        terminal.press("Enter")
        terminal.wait("3,000 元", "第 3 句，共 6 句")
        terminal.write("停")
        terminal.press("Enter")
        terminal.wait(said("end.stopped"), "ended-with-0")
    assert set(left_in(tmp_path)) <= {"case.toml", ".tmux", ".tmux.conf", ".tmux.err"}


def test_words_of_self_harm_on_a_terminal_bring_the_help_page(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text(example("demo"), encoding="utf-8")
    with screen(tmp_path, 80) as terminal:
        terminal.start("rehearse", "case.toml", "--debt", "card", "--pressure", "3")
        terminal.wait("第 1 句", said("ask.prompt"))
        terminal.write("我活不下去了")
        terminal.press("Enter")
        terminal.wait(HELP, "ended-with-5")


@pytest.mark.parametrize("more", [{"TERM": "dumb"}, {"ACCESSIBLE": "1"}], ids=str)
def test_a_plain_terminal_gets_plain_lines_and_ctrl_c_ends_calmly(tmp_path: Path, more: dict[str, str]) -> None:
    (tmp_path / "case.toml").write_text(example("demo"), encoding="utf-8")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command("rehearse", "case.toml", "--debt", "card", "--width", "60"),
        cwd=tmp_path,
        env=environment(tmp_path, **{"LANG": "C.UTF-8", "TERM": "xterm-256color", **more}),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        seen = read_until(ours, said("ask.help"))
        os.write(ours, b"2\n")
        seen += read_until(ours, "第 2 句")
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        seen += read_until(ours, said("ask.stopped"))
        assert process.wait(LIMIT_SECONDS) == 130
    os.close(theirs)
    os.close(ours)
    assert "\x1b" not in seen
    assert "Traceback" not in seen
