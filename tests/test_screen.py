"""What a person sees: the demo and the wizard on real terminals of 80 and 40 columns, and on a plain one."""

import os
import pty
import re
import select
import shlex
import shutil
import stat
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from debtadvisor.intake.drafts import load_draft
from debtadvisor.intake.wizard_steps import Ask, Step, steps
from debtadvisor.text.catalogue import Catalogue
from tests.running import LIMIT_SECONDS, columns, command, environment, left_in, run

ZH = Catalogue("zh")
SIZES = (80, 40)
NEEDS_TMUX = "these tests drive real terminals: install tmux"


class Screen:
    """One terminal of that many columns in a tmux server of its own, running one command."""

    def __init__(self, folder: Path, wide: int) -> None:
        tmux = shutil.which("tmux")
        assert tmux is not None, NEEDS_TMUX
        settings = folder / ".tmux.conf"
        settings.write_text("set -g history-limit 20000\nset -g default-terminal tmux-256color\n", encoding="utf-8")
        # The socket stands in the test's own folder, so no server of anybody else is ever met.
        self.tmux = [tmux, "-S", str(folder / ".tmux"), "-f", str(settings)]
        self.folder = folder
        self.wide = wide

    def start(self, *words: str) -> None:
        env = environment(self.folder, LANG="C.UTF-8")
        line = f"{shlex.join(command(*words))}; echo ended-with-$?; exec sleep {LIMIT_SECONDS}"
        size = ["-x", str(self.wide), "-y", "50"]
        asked = [*self.tmux, "new-session", "-d", *size, "-c", str(self.folder), "/bin/sh", "-c", line]
        # On a busy machine tmux itself can lose its own server while that starts ("server exited unexpectedly"),
        # before anything of ours has run; the terminal is then asked for again, and any other failure is shown.
        for _ in range(3):
            # Into a file: the server lives on, and would keep a pipe open.
            with (self.folder / ".tmux.err").open("wb") as told:
                done = subprocess.run(asked, env=env, check=False, stderr=told, timeout=LIMIT_SECONDS)
            said = (self.folder / ".tmux.err").read_text(encoding="utf-8")
            if "server exited unexpectedly" not in said:
                break
        assert done.returncode == 0, said

    def say(self, *words: str) -> str:
        done = subprocess.run(
            [*self.tmux, *words], capture_output=True, check=True, timeout=LIMIT_SECONDS, env=environment(self.folder)
        )
        return done.stdout.decode("utf-8")

    def lines(self, *, colours: bool = False) -> list[str]:
        """Everything shown since the start, line by line as the terminal broke them."""
        return self.say("capture-pane", "-p", *(["-e"] if colours else []), "-S", "-").splitlines()

    def shown(self) -> str:
        """The same without spaces and breaks, so that a sentence is found wherever it was broken."""
        return packed("".join(self.lines()))

    def press(self, *keys: str) -> None:
        self.say("send-keys", *keys)

    def write(self, text: str) -> None:
        self.say("send-keys", "-l", text)

    def wait(self, *sentences: str, times: int = 1) -> None:
        """Returns once every sentence has been shown that many times."""
        until(lambda: all(self.shown().count(packed(one)) >= times for one in sentences), self.told)

    def told(self) -> str:
        """What a test that waited in vain shows."""
        return "\n".join(self.lines())


def packed(text: str) -> str:
    return re.sub(r"\s", "", text)


def until(true: Callable[[], bool], told: Callable[[], str]) -> None:
    """Polls until it is true; fails with what was seen when that takes too long."""
    end = time.monotonic() + LIMIT_SECONDS
    while not true():
        assert time.monotonic() < end, told()
        time.sleep(0.02)


@contextmanager
def screen(folder: Path, wide: int) -> Iterator[Screen]:
    shown = Screen(folder, wide)
    try:
        yield shown
    finally:
        subprocess.run([*shown.tmux, "kill-server"], capture_output=True, check=False, timeout=LIMIT_SECONDS)


# --- the demo ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("wide", SIZES)
def test_the_demo_fits_the_terminal_in_colour_and_cuts_no_sum(tmp_path: Path, wide: int) -> None:
    with screen(tmp_path, wide) as terminal:
        terminal.start("demo", "--details")
        terminal.wait("ended-with-0")
        lines = terminal.lines()
        coloured = "\n".join(terminal.lines(colours=True))
    assert "\x1b[1m" in coloured
    plain = run(tmp_path, "demo", "--details", "--plain", "--width", str(wide)).out.splitlines()
    # The terminal broke no line by itself: it shows the very lines of the plain page.
    shown = [line.rstrip() for line in lines]
    addresses = [line for line in plain if columns(line) > wide]
    assert all("://" in line for line in addresses)
    assert [line for line in plain if "://" not in line and line.rstrip() not in shown] == []
    sums = re.findall(r"\d[\d,]*\.\d{2}", "\n".join(plain))
    assert len(sums) > 100
    assert all(any(one in line for line in shown) for one in sums)


@pytest.mark.parametrize("wide", SIZES)
def test_a_colour_terminal_draws_the_pictures_in_columns(tmp_path: Path, wide: int) -> None:
    with screen(tmp_path, wide) as terminal:
        terminal.start("demo")
        terminal.wait("ended-with-0")
        shown = [line.rstrip() for line in terminal.lines()]
        coloured = "\n".join(terminal.lines(colours=True))
    first, last = (shown.index(ZH.say(*key)) for key in (("pictures", "title.heading"), ("report", "actions.heading")))
    part = shown[first + 2 : last]
    assert all(columns(line) <= wide for line in part)
    title = part.index(ZH.say("pictures", "debts.title"))
    debts = part[title + 1 : title + 4]
    begins = {columns(line[: line.index("#")]) for line in debts}
    ends = {columns(re.findall(r".*\d\.\d\d", line)[0]) for line in debts}
    assert len(begins) == len(ends) == 1
    lengths = [line.count("#") for line in debts]
    assert lengths == sorted(lengths, reverse=True)
    assert sum("=" in line for line in part) > 10
    assert "\x1b[36m#" in coloured
    assert "\x1b[35m=" in coloured
    plain = run(tmp_path, "demo", "--plain", "--width", str(wide)).out.splitlines()
    assert not [line for line in plain if re.search(r"\d\.\d\d  [#=]", line)]
    # The words below the pictures are those of the plain page.
    assert [line for line in plain[plain.index(ZH.say("pictures", "title.heading")) :] if line not in shown] == []


@pytest.mark.parametrize("more", [{"NO_COLOR": "1"}, {"ACCESSIBLE": "1"}, {"TERM": "dumb"}], ids=str)
def test_a_terminal_that_wants_no_colour_gets_words_only(tmp_path: Path, more: dict[str, str]) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command("demo", "--width", "80"),
        cwd=tmp_path,
        env=environment(tmp_path, **{"LANG": "C.UTF-8", "TERM": "xterm-256color", **more}),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        seen = read_until(ours, "资料版本")
        assert process.wait(LIMIT_SECONDS) == 0
    os.close(theirs)
    os.close(ours)
    assert ZH.say("pictures", "title.heading") in seen
    assert "\x1b" not in seen
    assert not re.search(r"\d\.\d\d  [#=]", seen)


# --- the wizard -------------------------------------------------------------------------------------

SAID: Mapping[str, str] = {
    "borrower.city": "杭州",
    "incomes[0].amount": "6千2百",
    "incomes[0].day": "10号",
    "spending.rent": "1,300",
    "spending.food": "1500",
    "cash": "1000",
    "cash_for_debts": "300",
    "debts[0].lender": "花唄",
    "debts[0].product": "pay_later",
    "debts[0].principal": "8632.17",
    "debts[0].rate": "日万五",
    "debts[0].method": "revolving",
    "debts[0].overdue": "no",
    "debts[0].next_due": "不知道",
    "debts[0].more": "no",
    "household.food_provided": "no",
    "incomes[0].more": "no",
}


def answer(terminal: Screen, step: Step, story: Mapping[str, str] = SAID) -> None:
    """Types the answer of the story, or takes what is offered."""
    said = story.get(step.key, "")
    if step.ask is Ask.TEXT:
        if not said and not step.initial and not step.optional:
            said = "0"
        if said:
            terminal.write(said)
    elif said:
        codes = ("yes", "no") if step.ask is Ask.YES_NO else step.choices
        first = codes.index(step.initial) if step.initial in codes else 0
        terminal.press(*["Down"] * (codes.index(said) - first))
    terminal.press("Enter")


def prompt(step: Step) -> str:
    topic, key = step.words
    about = ZH.word(*step.about) if step.about[0] else ""
    name = {"heading": "heading", "event_kind": "paper"}.get(step.about[0], "")
    return ZH.say(topic, f"{key}.prompt", **({name: about} if name else {}))


def said_so_far(draft: Path) -> dict[str, str | tuple[str, ...]]:
    found = load_draft(draft)
    return dict(found.said) if found is not None else {}


def open_step(draft: Path) -> Step | None:
    """The question that comes next, told by the draft; None when all are answered."""
    said = said_so_far(draft)
    return next((step for step in steps(said) if step.key not in said), None)


def go_through(terminal: Screen, draft: Path, until_key: str = "", story: Mapping[str, str] = SAID) -> None:
    """Answers question after question, each once it stands on the screen, up to the one named."""
    while (step := open_step(draft)) is not None and step.key != until_key:
        terminal.wait(prompt(step))
        answer(terminal, step, story)
        until(_kept(draft, step.key), terminal.told)


def _kept(draft: Path, key: str) -> Callable[[], bool]:
    return lambda: key in said_so_far(draft)


def back_and_forth(terminal: Screen, draft: Path) -> None:
    """Goes back one question, takes the earlier answer again, and stands where it stood."""
    here = open_step(draft)
    before = [step for step in steps(said_so_far(draft)) if step.key in said_so_far(draft)][-1]
    assert here is not None
    terminal.wait(prompt(here))
    terminal.press("Escape")
    terminal.wait("后面的答案都还在")
    terminal.wait(prompt(before), times=2)
    terminal.press("Enter")
    terminal.wait(prompt(here), times=2)


@pytest.mark.parametrize("wide", SIZES)
def test_the_wizard_leads_to_a_saved_case_and_its_plan(tmp_path: Path, wide: int) -> None:
    draft, case = tmp_path / "draft.toml", tmp_path / "case.toml"
    with screen(tmp_path, wide) as terminal:
        terminal.start("wizard", "--draft", "draft.toml", "--save", "case.toml")
        terminal.wait("12348", "您写的东西不会离开这台电脑")
        go_through(terminal, draft, until_key="borrower.city")
        back_and_forth(terminal, draft)
        go_through(terminal, draft)
        terminal.wait("核对一遍", "都对，出方案", "本金合计 8,632.17 元")
        assert stat.S_IMODE(draft.stat().st_mode) == 0o600
        terminal.press("Enter")
        terminal.wait("ended-with-0")
        shown = terminal.shown()
    assert "debtadvisorplancase.toml" in shown
    assert "debtadvisorwizard--fromcase.toml" in shown
    assert shown.rindex(packed(ZH.say("report", "summary.next"))) > shown.index("debtadvisorplancase.toml")
    assert "8,632.17元" in shown
    assert stat.S_IMODE(case.stat().st_mode) == 0o600
    assert not draft.exists()
    planned = run(tmp_path, "plan", "case.toml", "--width", str(wide))
    assert planned.code == 0
    # The terminal shows the plain page, and pictures above their words.
    above, rest = planned.out.split(ZH.say("pictures", "title.heading"))
    words, below = rest.split(ZH.say("report", "actions.heading"))
    assert packed(above) in shown
    assert all(packed(line) in shown for line in words.splitlines())
    assert packed(below) in shown
    assert [line for line in planned.out.splitlines() if columns(line) > wide and "://" not in line] == []


@pytest.mark.parametrize("wide", SIZES)
def test_ctrl_c_keeps_the_draft_and_the_next_run_offers_it(tmp_path: Path, wide: int) -> None:
    draft = tmp_path / "draft.toml"
    with screen(tmp_path, wide) as terminal:
        terminal.start("wizard", "--draft", "draft.toml")
        go_through(terminal, draft, until_key="household.adults")
        here = open_step(draft)
        assert here is not None
        terminal.wait(prompt(here))
        kept = said_so_far(draft)
        terminal.press("C-c")
        terminal.wait("已经存好，下次运行会从这里接着", "ended-with-130")
    assert said_so_far(draft) == kept
    assert kept["borrower.city"] == "杭州"
    with screen(tmp_path, wide) as terminal:
        terminal.start("wizard", "--draft", "draft.toml")
        terminal.wait("有没填完的问答，是您的吗", "接着填（存于")
        assert "杭州" not in terminal.shown()
        terminal.press("Enter")
        terminal.wait("上次最后一题是“您多大年纪”")
        # Whether someone is safe is asked anew; then the run goes on where it was left.
        terminal.wait(prompt(next(steps({}))))
        terminal.press("Enter")
        terminal.wait(prompt(here))
        terminal.press("C-c")
        terminal.wait("ended-with-130")
    assert said_so_far(draft) == kept
    assert [name for name in left_in(tmp_path) if not name.startswith(".tmux")] == ["draft.toml"]


def test_without_a_draft_nothing_is_left_behind(tmp_path: Path) -> None:
    with screen(tmp_path, 80) as terminal:
        terminal.start("wizard", "--no-draft")
        terminal.wait(prompt(next(steps({}))))
        terminal.press("Enter")
        terminal.wait("这些，最近有没有遇到")
        terminal.press("C-c")
        terminal.wait("这台机器上没有留下您的答案", "ended-with-130")
    assert [name for name in left_in(tmp_path) if not name.startswith(".tmux")] == []


# --- plain terminals --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "more"),
    [(["--plain"], {"TERM": "xterm-256color"}), ([], {"TERM": "dumb"}), ([], {"TERM": "xterm", "ACCESSIBLE": "1"})],
    ids=["plain", "dumb", "accessible"],
)
def test_a_plain_terminal_gets_numbered_questions_and_no_cursor_codes(
    tmp_path: Path, words: list[str], more: dict[str, str]
) -> None:
    ours, theirs = pty.openpty()
    # A shell that leads a session and opens a terminal takes it for its own, so that Ctrl-C reaches what it runs.
    take = 'terminal=$0; exec "$@" <"$terminal" >"$terminal" 2>&1'
    with subprocess.Popen(
        ["/bin/sh", "-c", take, os.ttyname(theirs), *command("wizard", "--draft", "draft.toml", *words)],
        cwd=tmp_path,
        env=environment(tmp_path, LANG="C.UTF-8", **more),
        start_new_session=True,
    ) as process:
        seen = read_until(ours, "输入序号：")
        assert "1. 是" in seen
        assert "2. 否" in seen
        os.write(ours, b"1\n")
        seen += read_until(ours, "没有就直接回车：")
        os.write(ours, b"\x03")
        seen += read_until(ours, "已经存好")
        assert process.wait(LIMIT_SECONDS) == 130
    os.close(theirs)
    os.close(ours)
    assert "\x1b" not in seen
    assert said_so_far(tmp_path / "draft.toml") == {"borrower.safe": "yes"}


def read_until(terminal: int, sentence: str) -> str:
    """What the terminal shows up to and with that sentence."""
    seen, end = b"", time.monotonic() + LIMIT_SECONDS
    while sentence.encode() not in seen:
        ready, _, _ = select.select([terminal], [], [], max(end - time.monotonic(), 0))
        assert ready, seen.decode("utf-8", "replace")
        seen += os.read(terminal, 65_536)
    return seen.decode("utf-8", "replace")
