"""No answer is lost: drafts of several people and windows, full disks, nights between two answers."""

import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from debtadvisor.intake.build import case_from
from debtadvisor.intake.prompters import Answer, Key, Question
from debtadvisor.intake.wizard.draft_choice import Left, open_draft
from debtadvisor.intake.wizard.drafts import (
    DraftFile,
    Progress,
    draft_of_case,
    drafts_beside,
    held,
    load_draft,
    save_draft,
    sweep,
)
from debtadvisor.intake.wizard.review import DONE
from debtadvisor.intake.wizard.run import Begin, run_wizard
from tests.strategies import AS_OF, KNOWN
from tests.test_wizard import STORY, ZH, Leaves, Person, Story, but, case_after, run

NOW = datetime(2026, 11, 21, 14, 5, 33)


def left_at(folder: Path, key: str, story: Story = STORY) -> Path:
    """A draft that somebody left at that question."""
    draft = folder / "draft.toml"
    with pytest.raises(KeyboardInterrupt):
        run(Leaves(story, key, KeyboardInterrupt), draft)
    return draft


# --- going on ---------------------------------------------------------------------------------------


def test_nothing_of_a_draft_is_told_before_somebody_says_that_it_is_theirs(tmp_path: Path) -> None:
    draft = left_at(tmp_path, "household.adults")
    person = Person(but({"resume": "new"}))
    run(person, draft)
    asked = person.choices["resume"][0]
    assert [code for code, _ in asked] == ["0", "new", "fresh"]
    assert not [line for line in (*person.heard, *(word for _, word in asked)) if "杭州" in line and "城市" not in line]


def test_going_on_tells_the_last_answer_and_asks_the_next_question(tmp_path: Path) -> None:
    draft = left_at(tmp_path, "spending.food")
    person = Person(but({"resume": "0"}))
    run(person, draft)
    assert person.asked[:3] == ["resume", "borrower.safe", "spending.food"]
    told = [line for line in person.heard if line.startswith("接着填。")]
    assert told == ["接着填。上次最后一题是“水电燃气、取暖：每月大约花多少”，您答的是：（没填）"]


def test_another_person_starts_beside_and_the_first_draft_stays(tmp_path: Path) -> None:
    draft = left_at(tmp_path, "household.adults")
    before = draft.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        run(Leaves(but({"resume": "new", "borrower.city": "厦门"}), "household.adults", KeyboardInterrupt), draft)
    assert draft.read_bytes() == before
    second = load_draft(tmp_path / "draft-2.toml")
    assert second is not None
    assert second.said["borrower.city"] == "厦门"
    # Both are offered the next time, each by when it was saved.
    person = Person(but({"resume": "1"}))
    assert case_from(run(person, draft).answers, KNOWN, AS_OF).borrower.city == "厦门"


def test_starting_again_can_delete_what_was_left(tmp_path: Path) -> None:
    draft = left_at(tmp_path, "household.adults")
    with pytest.raises(KeyboardInterrupt):
        run(Leaves(but({"resume": "fresh"}), "papers", KeyboardInterrupt), draft)
    kept = load_draft(draft)
    assert kept is not None
    assert list(kept.said) == ["borrower.safe"]


def test_marks_are_kept_with_the_draft(tmp_path: Path) -> None:
    story: Story = {
        "review": ["@page:debts[0]", DONE],
        "@page:debts[0]": ["debts[0].product", "@return"],
        "debts[0].product": ["pay_later", "cash_loan"],
    }

    class LeavesAtTheEnd(Person):
        def ask(self, question: Question) -> Answer | Key:
            if question.key == "review" and "review" in self.asked:
                raise KeyboardInterrupt
            return super().ask(question)

    draft = tmp_path / "draft.toml"
    with pytest.raises(KeyboardInterrupt):
        run(LeavesAtTheEnd(but(story)), draft)
    person = Person(but({"resume": "0"}))
    run(person, draft)
    assert any("再看一眼 -> 利率是多少" in word for _, word in person.choices["review"][0])


def test_a_day_that_was_said_stays_that_day_over_a_night(tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    with pytest.raises(KeyboardInterrupt):
        run(Leaves(STORY, "debts[0].more", KeyboardInterrupt), draft)
    later = AS_OF + timedelta(days=9)
    person = Person(but({"resume": "0"}))
    with open_draft(person, ZH, draft) as (kept, progress):
        end = run_wizard(person, KNOWN, lambda: later, ZH, Begin(draft=kept, progress=progress))
    # 逾期40天 was said on the first evening.
    assert case_from(end.answers, KNOWN, later).debts[0].overdue_since == date(2026, 10, 12)


def test_a_clock_that_goes_past_midnight_counts_from_the_new_day() -> None:
    days = iter([AS_OF] * 4 + [AS_OF + timedelta(days=1)] * 4000)
    story = but({"hardship.since": "昨天"})
    end = run_wizard(Person(story), KNOWN, lambda: next(days), ZH, Begin())
    assert case_from(end.answers, KNOWN, AS_OF).hardship.since == AS_OF


# --- a disk that takes nothing ------------------------------------------------------------------------


def test_a_draft_that_cannot_be_saved_is_told_once_and_the_run_goes_on(tmp_path: Path) -> None:
    draft = tmp_path / "gone" / "draft.toml"
    person = Person(STORY)
    end = run(person, draft)
    assert case_from(end.answers, KNOWN, AS_OF) == case_after(STORY)
    told = [line for line in person.heard if line.startswith("草稿存不进去")]
    assert len(told) == 1


def test_leaving_without_a_draft_says_so_truly(tmp_path: Path) -> None:
    person = Leaves(STORY, "cash", KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        run(person, tmp_path / "gone" / "draft.toml")
    assert person.heard[-1] == "好，先到这里。草稿这次没能存下来，下次要重新填。"
    person = Leaves(STORY, "borrower.safe", KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        run(person, tmp_path / "draft.toml")
    assert person.heard[-1] == "好，先到这里。这台机器上没有留下您的答案。"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_comes_back_is_used_again(tmp_path: Path) -> None:
    draft = tmp_path / "stick" / "draft.toml"

    class PlugsItIn(Person):
        def ask(self, question: Question) -> Answer | Key:
            if question.key == "cash":
                draft.parent.mkdir(exist_ok=True)
            if question.key == "hardship.causes":
                raise KeyboardInterrupt
            return super().ask(question)

    person = PlugsItIn(STORY)
    with pytest.raises(KeyboardInterrupt):
        run(person, draft)
    kept = load_draft(draft)
    assert kept is not None
    assert kept.said["borrower.city"] == "杭州"
    assert person.heard[-1] == "已经存好，下次运行会从这里接着。"


# --- two windows --------------------------------------------------------------------------------------


@contextmanager
def another_window(draft: Path) -> Iterator[None]:
    """Holds the draft as a wizard in another process does."""
    handle = os.open(draft.with_name(draft.name + ".lock"), os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(handle)


def test_a_second_window_is_told_and_fills_in_another_draft(tmp_path: Path) -> None:
    draft = left_at(tmp_path, "household.adults")
    before = draft.read_bytes()
    with another_window(draft):
        person = Leaves(but({"resume": "new", "borrower.city": "厦门"}), "borrower.age", KeyboardInterrupt)
        with pytest.raises(KeyboardInterrupt):
            run(person, draft)
    assert "另一个窗口正在填一份，那一份这里不动。" in person.heard
    assert [code for code, _ in person.choices["resume"][0]] == ["new", "leave"]
    assert draft.read_bytes() == before
    assert load_draft(tmp_path / "draft-2.toml") is not None


def test_a_second_window_can_be_left_for_the_first(tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    with another_window(draft), pytest.raises(Left):
        run(Person(but({"resume": "leave"})), draft)
    assert [path.name for path in tmp_path.iterdir()] == ["draft.toml.lock"]


def test_a_lock_ends_with_its_holder_and_leaves_no_file(tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    with held(draft) as first:
        assert first
        with held(draft) as second:
            assert not second
        assert draft.with_name("draft.toml.lock").exists()
    assert list(tmp_path.iterdir()) == []
    # What a killed run leaves locks nothing.
    draft.with_name("draft.toml.lock").touch()
    with held(draft) as again:
        assert again


def test_where_no_lock_can_be_made_nobody_is_kept_out(tmp_path: Path) -> None:
    with held(tmp_path / "gone" / "draft.toml") as ours:
        assert ours


# --- files ----------------------------------------------------------------------------------------------


def test_a_draft_says_when_it_was_saved_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    progress = Progress(said={"cash": "1000", "papers": ("summons",)}, again=("cash",), last="papers", origin="x")
    save_draft(draft, progress, NOW)
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    found = load_draft(draft)
    assert found is not None
    assert (found.said, found.again, found.last, found.origin) == (
        progress.said,
        progress.again,
        progress.last,
        progress.origin,
    )
    assert found.saved == "2026-11-21 14:05"


def test_a_draft_about_an_older_state_of_the_file_is_not_mixed_with_the_new_one(tmp_path: Path) -> None:
    draft = tmp_path / "edit.toml"
    save_draft(draft, Progress(said={"cash": "1"}, origin="old"), NOW)
    person = Person(STORY)
    with open_draft(person, ZH, draft, "new") as (_, progress):
        assert progress is None
    assert any("文件后来变过" in line for line in person.heard)


def test_each_case_has_a_draft_of_its_own(tmp_path: Path) -> None:
    one, other = draft_of_case(tmp_path, tmp_path / "a.toml"), draft_of_case(tmp_path, tmp_path / "b.toml")
    assert one != other
    assert one == draft_of_case(tmp_path, tmp_path / "x" / ".." / "a.toml")
    assert drafts_beside(one)[0] == one


def test_what_a_killed_run_left_half_written_is_swept_away_later(tmp_path: Path) -> None:
    old, new = tmp_path / ".debtadvisor-old", tmp_path / ".debtadvisor-new"
    for path in (old, new):
        path.write_text("x", encoding="utf-8")
    day_before = time.time() - 2 * 24 * 3600
    os.utime(old, (day_before, day_before))
    sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [new.name]


def test_a_discarded_draft_is_gone(tmp_path: Path) -> None:
    draft = DraftFile(tmp_path / "draft.toml")
    assert draft.save(Progress(said={"cash": "1"})) == ""
    written = [draft.written]
    draft.discard()
    written.append(draft.written)
    assert written == [True, False]
    assert list(tmp_path.iterdir()) == []
