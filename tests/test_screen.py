"""What a person sees: the demo and the wizard on real terminals of 80 and 40 columns, and on a plain one."""

import os
import pty
import re
import select
import shlex
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from debtadvisor.intake.book import load_book
from debtadvisor.intake.lender_names import folded, lender_names
from debtadvisor.intake.usual import usual_product
from debtadvisor.intake.wizard.drafts import load_draft
from debtadvisor.intake.wizard.step import Ask, Step
from debtadvisor.intake.wizard.steps import steps
from debtadvisor.text.catalogue import Catalogue
from tests.running import LIMIT_SECONDS, columns, command, environment, example, left_in, run

ZH = Catalogue("zh")
LENDERS, KNOWN = load_book().lenders, lender_names(load_book())
SIZES = (80, 40)
# After so long Ctrl-C is pressed again.
AGAIN_SECONDS = 5
# The last line of the screen while a question is open.
KEYS = re.sub(r"\s", "", ZH.say("wizard", "say.keys_jump"))
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

    def running(self) -> int:
        """The process of the command itself, below the shell of this terminal."""
        shell = int(self.say("list-panes", "-F", "#{pane_pid}"))
        children = Path(f"/proc/{shell}/task/{shell}/children")
        until(lambda: bool(children.read_text().split()), self.told)
        return int(children.read_text().split()[0])

    def close(self) -> None:
        """Closes the window: whatever runs in it is hung up."""
        process = Path(f"/proc/{self.running()}")
        self.say("kill-session")
        until(lambda: not process.exists(), lambda: str(process))

    def press(self, *keys: str) -> None:
        self.say("send-keys", *keys)

    def write(self, text: str) -> None:
        self.say("send-keys", "-l", text)

    def wait(self, *sentences: str, times: int = 1) -> None:
        """Returns once every sentence has been shown that many times."""
        until(lambda: all(self.shown().count(packed(one)) >= times for one in sentences), self.told)

    def wait_here(self, sentence: str) -> None:
        """Returns once the question with that sentence is open: its line of keys stands below it."""

        def is_open() -> bool:
            shown = packed(self.say("capture-pane", "-p"))
            return shown.endswith(KEYS) and packed(sentence) in shown

        until(is_open, self.told)

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
    with (
        subprocess.Popen(
            command("demo", "--width", "80"),
            cwd=tmp_path,
            env=environment(tmp_path, **{"LANG": "C.UTF-8", "TERM": "xterm-256color", **more}),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        ) as process,
        not_left_running(process),
    ):
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
            terminal.say("send-keys", "-l", said, ";", "send-keys", "Enter")
            return
    elif said:
        codes = ("yes", "no") if step.ask is Ask.YES_NO else step.choices
        offered = usual(story, step) or step.initial
        first = codes.index(offered) if offered in codes else 0
        terminal.press(*["Down"] * (codes.index(said) - first), "Enter")
        return
    terminal.press("Enter")


def usual(story: Mapping[str, str], step: Step) -> str:
    """The product that is offered for that lender; "" for any other question."""
    place, _, tail = step.key.rpartition(".")
    product = usual_product(LENDERS.get(KNOWN.get(folded(story.get(f"{place}.lender", "")), "")))
    return product.value if tail == "product" and product is not None else ""


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
        if step.key == "debts[0].lender":
            terminal.wait("欠款怎么填")
            terminal.press("Enter")
        terminal.wait_here(prompt(step))
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


def stand(terminal: Screen, draft: Path) -> Step:
    """The question that is open, once it stands on the screen."""
    here = open_step(draft)
    assert here is not None
    terminal.wait(prompt(here))
    return here


def take_up(terminal: Screen, draft: Path, *words: str) -> None:
    """Starts the wizard anew and goes on with the draft that was left."""
    terminal.start("wizard", "--draft", "draft.toml", *words)
    terminal.wait("有没填完的问答，是您的吗", "接着填（存于")
    terminal.press("Enter")
    terminal.wait(prompt(next(steps({}))))
    terminal.press("Enter")
    until(_kept(draft, "borrower.safe"), terminal.told)


def choose(terminal: Screen, sentence: str, *, then: str) -> None:
    """Goes down a list to the line with that sentence, and takes it."""
    for _ in range(60):
        pointed = [line for line in terminal.lines() if line.startswith(" »")]
        if pointed and packed(sentence) in packed(pointed[-1]):
            break
        before = terminal.lines()
        terminal.press("Down")
        until(lambda seen=before: terminal.lines() != seen, terminal.told)  # type: ignore[misc]
    terminal.press("Enter")
    terminal.wait(then)


FIVE: Mapping[str, str] = {
    **{key: said for key, said in SAID.items() if not key.startswith("debts")},
    "incomes[0].amount": "1.25万",
    "debts[0].lender": "花唄",
    "debts[0].product": "pay_later",
    "debts[0].principal": "8632.17",
    "debts[0].rate": "日万五",
    "debts[0].due_day": "9",
    "debts[0].more": "yes",
    "debts[1].lender": "借呗",
    "debts[1].product": "cash_loan",
    "debts[1].principal": "2.1万",
    "debts[1].rate": "14.6%",
    "debts[1].instalments_left": "10期",
    "debts[1].overdue": "yes",
    "debts[1].overdue_since": "逾期12天",
    "debts[1].more": "yes",
    "debts[2].lender": "招商银行信用卡",
    "debts[2].product": "credit_card",
    "debts[2].principal": "15,400",
    "debts[2].overdue": "no",
    "debts[2].more": "yes",
    "debts[3].lender": "网商贷",
    "debts[3].product": "business_loan",
    "debts[3].principal": "3万-3.2万",
    "debts[3].instalments_left": "6",
    "debts[3].more": "yes",
    "debts[4].lender": "微粒贷",
    "debts[4].product": "cash_loan",
    "debts[4].principal": "不知道",
    "debts[4].instalment": "600",
    "debts[4].more": "no",
}


def test_five_debts_three_mistakes_and_a_closed_window_end_in_the_plan_of_the_saved_file(tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    story = {**FIVE, **{f"debts[{i}].overdue": "no" for i in (0, 2, 3, 4)}}
    with screen(tmp_path, 40) as terminal:
        terminal.start("wizard", "--draft", "draft.toml")
        # The first mistake is seen on the next question: one back, and typed anew.
        go_through(terminal, draft, until_key="household.adults", story={**story, "borrower.city": "抗州"})
        stand(terminal, draft)
        for asked in ("您多大年纪", "您住在哪个城市"):
            terminal.press("Escape")
            terminal.wait(asked, times=2)
        terminal.press("C-u")
        terminal.write("杭州")
        terminal.press("Enter")
        until(lambda: said_so_far(draft)["borrower.city"] == "杭州", terminal.told)
        terminal.wait("您多大年纪", times=3)
        terminal.press("Enter")
        # The second is refused with a reason: 18 is no rate.
        go_through(terminal, draft, until_key="debts[1].rate", story=story)
        stand(terminal, draft)
        terminal.write("18")
        terminal.press("Enter")
        terminal.wait("18 不像一年的利率")
        terminal.press("C-u")
        go_through(terminal, draft, until_key="debts[3].principal", story=story)
        stand(terminal, draft)
        terminal.write("没打完的字")
        terminal.close()
    kept = said_so_far(draft)
    assert kept["debts[2].principal"] == "15,400"
    with screen(tmp_path, 80) as terminal:
        take_up(terminal, draft)
        terminal.wait("上次最后一题是")
        go_through(terminal, draft, story=story)
        terminal.wait("核对一遍", "一共 5 笔欠款")
        # The third is found on the page with everything on it.
        choose(terminal, "看或改：每月开支", then="每月开支：要改哪一项")
        choose(terminal, "房租：1,300 元", then="房租：每月大约花多少")
        terminal.press("C-u")
        terminal.write("1450")
        terminal.press("Enter")
        terminal.wait("每月开支：要改哪一项", times=2)
        terminal.press("Enter")
        terminal.wait("核对一遍", times=2)
        terminal.press("Enter")
        terminal.wait("案情存到哪个文件")
        terminal.press("Enter")
        terminal.wait("ended-with-")
        shown = terminal.shown()
    assert [name for name in left_in(tmp_path) if not name.startswith(".tmux")] == ["case.toml"]
    planned = run(tmp_path, "plan", "case.toml", "--width", "80")
    assert f"ended-with-{planned.code}" in shown
    above, rest = planned.out.split(ZH.say("pictures", "title.heading"))
    assert packed(above) in shown
    assert packed(rest.split(ZH.say("report", "actions.heading"))[1]) in shown
    case = run(tmp_path, "plan", "case.toml", "--format", "json").read()
    debts = case["debts"]
    assert isinstance(debts, list)
    assert [debt["id"] for debt in debts] == ["花唄", "借呗", "招商银行信用卡", "网商贷", "微粒贷"]
    saved = (tmp_path / "case.toml").read_text(encoding="utf-8")
    assert "amount = 1450" in saved
    assert 'city = "杭州"' in saved


def test_a_list_of_debts_is_pasted_and_a_line_in_doubt_is_mended(tmp_path: Path) -> None:
    draft, pasted = tmp_path / "draft.toml", tmp_path / "list.txt"
    pasted.write_text("花呗 8632.17 9号\n招行卡 1.54万 逾期40天 日万五\n网商贷 3万", encoding="utf-8")
    with screen(tmp_path, 80) as terminal:
        terminal.start("wizard", "--draft", "draft.toml")
        go_through(terminal, draft, until_key="debts[0].lender")
        terminal.wait("欠款怎么填", "贴一份清单，一行一笔")
        terminal.press("Down", "Enter")
        terminal.wait("把清单贴在这里：")
        terminal.say("load-buffer", str(pasted), ";", "paste-buffer", "-p")
        terminal.wait("网商贷 3万")
        terminal.press("Enter")
        terminal.wait("第 2 笔记下了：招商银行信用卡：本金 15,400 元", "这一行还差一点：网商贷 3万", "改好这一行：")
        terminal.say("send-keys", "-l", " 剩6期", ";", "send-keys", "Enter")
        terminal.wait("第 3 笔记下了：网商贷：本金 30,000 元", "把清单贴在这里：")
        terminal.press("Enter")
        until(_kept(draft, "debts[2].lender"), terminal.told)
        go_through(terminal, draft)
        terminal.wait("一共 3 笔欠款，本金合计 54,032.17 元", "都对，出方案")
        terminal.press("C-c")
        terminal.wait("ended-with-130")


@pytest.mark.parametrize("wide", SIZES)
def test_what_holds_for_few_debts_is_ticked_told_and_kept_when_the_run_is_left(tmp_path: Path, wide: int) -> None:
    draft = tmp_path / "draft.toml"
    with screen(tmp_path, wide) as terminal:
        terminal.start("wizard", "--draft", "draft.toml")
        go_through(terminal, draft, until_key="special")
        terminal.wait_here("欠款里有没有下面这几种情况")
        assert "没有这项开支，直接回车就行" in terminal.shown()
        terminal.press("Down", "Down", "Space", "Down", "Space", "Enter")
        terminal.wait_here("每月还收多少固定费用")
        terminal.write("十五块")
        terminal.press("Enter")
        terminal.wait("看不懂“十五块”是多少钱")
        terminal.press("C-u")
        terminal.write("15")
        terminal.press("Enter")
        terminal.wait_here("优惠期间的利率是多少")
        terminal.press("C-c")
        terminal.wait("已经存好，下次运行会从这里接着", "ended-with-130")
    assert said_so_far(draft)["special"] == ("monthly_fee", "promotion")
    with screen(tmp_path, wide) as terminal:
        take_up(terminal, draft)
        terminal.wait_here("优惠期间的利率是多少")
        go_through(terminal, draft)
        terminal.wait("核对一遍", "除了利息，每月还收多少固定费用：15 元", "没填、按没有算的：房贷月供", "都对，出方案")
        terminal.press("C-c")
        terminal.wait("ended-with-130")


def test_a_wizard_that_is_killed_loses_no_answer(tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    with screen(tmp_path, 80) as terminal:
        terminal.start("wizard", "--draft", "draft.toml")
        go_through(terminal, draft, until_key="household.adults")
        stand(terminal, draft)
        os.kill(terminal.running(), signal.SIGKILL)
        terminal.wait("ended-with-137")
    kept = said_so_far(draft)
    assert kept["borrower.city"] == "杭州"
    with screen(tmp_path, 80) as terminal:
        take_up(terminal, draft)
        stand(terminal, draft)
        terminal.press("C-c")
        terminal.wait("ended-with-130")
    assert said_so_far(draft) == kept


def test_a_second_window_is_told_and_leaves_the_first_alone(tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    other = tmp_path / "other"
    other.mkdir()
    with screen(tmp_path, 80) as first, screen(other, 40) as second:
        first.start("wizard", "--draft", "draft.toml")
        go_through(first, draft, until_key="borrower.circumstances")
        second.start("wizard", "--draft", str(draft))
        second.wait("另一个窗口正在填一份，那一份这里不动", "另填一份，两边互不影响")
        before = draft.read_bytes()
        second.press("Enter")
        second.wait(prompt(next(steps({}))))
        second.press("Enter")
        until(_kept(tmp_path / "draft-2.toml", "borrower.safe"), second.told)
        second.wait("这些，最近有没有遇到")
        second.press("C-c")
        second.wait("ended-with-130")
        assert draft.read_bytes() == before
        first.press("C-c")
        first.wait("ended-with-130")


def test_an_existing_case_is_changed_in_its_own_file_once_that_was_agreed(tmp_path: Path) -> None:
    case = tmp_path / "case.toml"
    text = example("demo")
    case.write_text(text, encoding="utf-8")
    with screen(tmp_path, 80) as terminal:
        terminal.start("wizard", "--from", "case.toml", "--no-draft")
        terminal.wait(prompt(next(steps({}))))
        terminal.press("Enter")
        terminal.wait("核对一遍", "【欠款 1：花呗】")
        choose(terminal, "看或改：每月开支", then="每月开支：要改哪一项")
        choose(terminal, "吃饭：1,600 元", then="吃饭：每月大约花多少")
        terminal.press("C-u")
        terminal.write("1650")
        terminal.press("Enter")
        terminal.wait("每月开支：要改哪一项", times=2)
        terminal.press("Enter")
        terminal.wait("核对一遍", times=2)
        terminal.press("Enter")
        terminal.wait("已经有 case.toml 这个文件了", "改在这个文件里")
        assert case.read_text(encoding="utf-8") == text
        terminal.press("Enter")
        terminal.wait("ended-with-0")
    assert case.read_text(encoding="utf-8") == text.replace("amount = 1600", "amount = 1650", 1)


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
    with (
        subprocess.Popen(
            ["/bin/sh", "-c", take, os.ttyname(theirs), *command("wizard", "--draft", "draft.toml", *words)],
            cwd=tmp_path,
            env=environment(tmp_path, LANG="C.UTF-8", **more),
            start_new_session=True,
        ) as process,
        not_left_running(process),
    ):
        seen = read_until(ours, "输入序号：")
        assert "1. 是" in seen
        assert "2. 否" in seen
        os.write(ours, b"1\n")
        seen += read_until(ours, "没有就直接回车：")
        seen += interrupted(ours, "已经存好")
        assert process.wait(LIMIT_SECONDS) == 130
    os.close(theirs)
    os.close(ours)
    assert "\x1b" not in seen
    assert said_so_far(tmp_path / "draft.toml") == {"borrower.safe": "yes"}


def test_a_plain_terminal_goes_back_and_tells_where_to_look(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with (
        subprocess.Popen(
            command("wizard", "--no-draft"),
            cwd=tmp_path,
            env=environment(tmp_path, LANG="C.UTF-8", TERM="dumb"),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        ) as process,
        not_left_running(process),
    ):
        read_until(ours, "输入序号：")
        os.write(ours, b"1\n")
        read_until(ours, "没有就直接回车：")
        os.write(ours, "？\n".encode())
        seen = read_until(ours, "没有就直接回车：")
        assert "为什么问：" in seen
        assert "在哪里查：" in seen
        os.write(ours, "《\n".encode())
        seen = read_until(ours, "输入序号：")
        assert "回到上一题" in seen
        assert "您现在人是安全的吗" in seen
        os.write(ours, b"\x04")
        seen += read_until(ours, "至少一笔")
        assert process.wait(LIMIT_SECONDS) == 2
    os.close(theirs)
    os.close(ours)
    assert "\x1b" not in seen


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"PYTHONIOENCODING": "latin-1"}, "This terminal cannot show Chinese"),
        ({"PYTHONIOENCODING": "latin-1", "DEBTADVISOR_LANG": "en"}, "Are you safe"),
        ({"PYTHONIOENCODING": "gbk"}, "您现在人是安全的吗".encode("gbk").decode("latin-1")),
        ({"LC_ALL": "C", "PYTHONUTF8": "1"}, "您现在人是安全的吗"),
    ],
    ids=["latin-1", "latin-1-en", "gbk", "C-utf8"],
)
def test_a_terminal_that_cannot_show_chinese_is_told_what_helps(
    tmp_path: Path, more: dict[str, str], sentence: str
) -> None:
    ours, theirs = pty.openpty()
    with (
        subprocess.Popen(
            command("wizard", "--no-draft"),
            cwd=tmp_path,
            env=environment(tmp_path, TERM="dumb", **more),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        ) as process,
        not_left_running(process),
    ):
        encoding = "latin-1" if more.get("PYTHONIOENCODING") else "utf-8"
        read_until(ours, sentence, encoding)
        os.write(ours, b"\x04")
        assert process.wait(LIMIT_SECONDS) == 2
    os.close(theirs)
    os.close(ours)


@contextmanager
def not_left_running(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Ends the process when the test fails in between: it would wait for answers for ever, and the test for it."""
    try:
        yield
    except BaseException:
        process.kill()
        raise


def interrupted(terminal: int, sentence: str) -> str:
    """What the terminal shows after Ctrl-C up to and with that sentence. A signal in the very moment in which a program
    begins to wait for a line is noticed only with the next one, so Ctrl-C is pressed again, as a person would."""
    for _ in range(LIMIT_SECONDS // AGAIN_SECONDS):
        os.write(terminal, b"\x03")
        try:
            return read_until(terminal, sentence, seconds=AGAIN_SECONDS)
        except AssertionError:
            continue
    raise AssertionError(f"no {sentence!r} after Ctrl-C")


def read_until(terminal: int, sentence: str, encoding: str = "utf-8", seconds: float = LIMIT_SECONDS) -> str:
    """What the terminal shows up to and with that sentence."""
    seen, end = b"", time.monotonic() + seconds
    while sentence.encode(encoding) not in seen:
        ready, _, _ = select.select([terminal], [], [], max(end - time.monotonic(), 0))
        assert ready, seen.decode(encoding, "replace")
        seen += os.read(terminal, 65_536)
    return seen.decode(encoding, "replace")
