"""A contact is written behind the case file, whatever happens meanwhile; the log is listed, searched, followed up."""

import json
import multiprocessing
import os
import stat
import tomllib
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from debtadvisor import file_lock
from debtadvisor.core.agreement import Agreement, PaperForm
from debtadvisor.core.case import Event
from debtadvisor.core.codes import EventKind, Outcome
from debtadvisor.core.errors import CaseError, InputError
from debtadvisor.core.log import FollowUp, due, entries
from debtadvisor.core.triage.model import Finding, Level, Triage
from debtadvisor.intake import append
from debtadvisor.intake.append import append_event, with_event
from debtadvisor.intake.book import load_book
from debtadvisor.intake.case_schema import schema_text as case_schema_text
from debtadvisor.intake.lender_names import lender_names
from debtadvisor.output.log.schema import schema_text
from tests.builders import TODAY, household
from tests.running import Ran, columns, example, left_in, run

KNOWN = lender_names(load_book())
EVENT = Event(kind=EventKind.CONTACT, on=date(2026, 11, 20), debt="card", said='说"今天不还"\n就\\上门', hour=21)
WRITERS, EACH = 6, 4
STOP_WORDS = "我不想活了"


def put(folder: Path, content: bytes | None = None) -> Path:
    path = folder / "case.toml"
    path.write_bytes(example("demo").encode() if content is None else content)
    path.chmod(0o600)
    return path


def add(path: Path, event: Event = EVENT) -> None:
    append_event(str(path), event, KNOWN, TODAY)


def document(ran: Ran, code: int = 0) -> dict[str, object]:
    assert (ran.code, ran.err) == (code, "")
    text = (files("debtadvisor") / "schemas" / "log.schema.json").read_text(encoding="utf-8")
    jsonschema.Draft202012Validator(json.loads(text)).validate(ran.read())
    return ran.read()


# --- what is written --------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("tail", ["", "\n", "\n\n# 最后一句注释", "\n\n# 注释\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "bom"])
def test_the_bytes_that_stood_before_are_unchanged(tmp_path: Path, end: str, tail: str, mark: str) -> None:
    before = (mark + example("demo").rstrip("\n") + tail).replace("\n", end).encode("utf-8")
    path = put(tmp_path, before)
    add(path)
    after = path.read_bytes()
    assert after.startswith(before)
    assert b"\n" not in after.replace(end.encode(), b"")
    rows = tomllib.loads(after.decode("utf-8-sig"))["events"]
    assert rows[-1] == {
        "kind": "contact",
        "on": date(2026, 11, 20),
        "debt": "card",
        "said": '说"今天不还"\n就\\上门',
        "hour": 21,
    }
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert left_in(tmp_path) == ["case.toml"]


def test_a_link_keeps_pointing_where_it_did(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = put(tmp_path / "real")
    link = tmp_path / "link.toml"
    link.symlink_to(real)
    add(link)
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8").count("[[events]]") == 1
    assert left_in(tmp_path / "real") == ["case.toml"]


def test_nothing_is_written_that_would_not_be_a_case(tmp_path: Path) -> None:
    for content, code in (
        (b"events = []\n" + example("demo").encode(), "events_on_one_line"),
        (b'note = "a\n', "broken_toml"),
        (b"debts = []\n", "missing"),
        (b"note = '\xff'\n", "not_utf8"),
    ):
        path = put(tmp_path, content)
        with pytest.raises(CaseError) as refused:
            add(path)
        assert code in [problem.code for problem in refused.value.problems]
        assert path.read_bytes() == content
    path = put(tmp_path)
    with pytest.raises(CaseError) as refused:
        add(path, Event(kind=EventKind.CONTACT, on=TODAY, debt="gone"))
    assert [(p.where, p.code) for p in refused.value.problems] == [("events[0].debt", "unknown_debt")]
    assert path.read_bytes() == example("demo").encode()


def test_a_contact_after_the_day_of_the_figures_is_recorded_and_planned_with(tmp_path: Path) -> None:
    path = put(tmp_path)
    case = append_event(str(path), Event(kind=EventKind.THREAT, on=date(2026, 12, 2)), KNOWN, date(2026, 12, 3))
    assert (case.as_of, case.events[0].on) == (date(2026, 11, 21), date(2026, 12, 2))
    with pytest.raises(CaseError) as refused:
        append_event(str(path), Event(kind=EventKind.THREAT, on=date(2026, 12, 4)), KNOWN, date(2026, 12, 3))
    assert refused.value.problems[0].code == "after_as_of"


# --- what may happen meanwhile ----------------------------------------------------------------------


def _write_some(path: str, writer: int, without_fcntl: bool) -> None:
    if without_fcntl:
        pytest.MonkeyPatch().setattr(file_lock, "fcntl", None)  # as on Windows
    for n in range(EACH):
        append_event(path, Event(kind=EventKind.CONTACT, on=TODAY, who=f"{writer}-{n}"), KNOWN, TODAY)


@pytest.mark.parametrize("without_fcntl", [False, True], ids=["fcntl", "lock-file"])
def test_writers_at_the_same_time_lose_nothing(tmp_path: Path, without_fcntl: bool) -> None:
    path = put(tmp_path)
    fork = multiprocessing.get_context("fork")
    writers = [fork.Process(target=_write_some, args=(str(path), w, without_fcntl)) for w in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["events"]
    assert sorted(row["who"] for row in rows) == sorted(f"{w}-{n}" for w in range(WRITERS) for n in range(EACH))
    assert path.read_bytes().startswith(example("demo").encode())
    assert left_in(tmp_path) == ["case.toml"]


@pytest.mark.parametrize("without_fcntl", [False, True], ids=["fcntl", "lock-file"])
def test_a_file_that_stays_busy_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without_fcntl: bool
) -> None:
    if without_fcntl:
        monkeypatch.setattr(file_lock, "fcntl", None)
    monkeypatch.setattr(file_lock, "PATIENCE", 0.1)
    path = put(tmp_path)
    with file_lock.locked(path), pytest.raises(InputError) as refused:
        add(path)
    assert refused.value.problems[0].code == "file_busy"
    add(path)
    assert left_in(tmp_path) == ["case.toml"]


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    path = put(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os if failing == "fsync" else Path, failing, full)
    with pytest.raises(InputError) as refused:
        add(path)
    assert refused.value.problems[0].code == "unwritable"
    assert path.read_bytes() == example("demo").encode()
    assert left_in(tmp_path) == ["case.toml"]


def _killed_before_the_end(path: str) -> None:
    real = Path.replace

    def die(self: Path, target: Path) -> Path:
        os.kill(os.getpid(), 9)
        return real(self, target)

    pytest.MonkeyPatch().setattr(Path, "replace", die)
    append_event(path, EVENT, KNOWN, TODAY)


def test_a_kill_in_between_leaves_the_old_file_and_no_lock(tmp_path: Path) -> None:
    path = put(tmp_path)
    killed = multiprocessing.get_context("fork").Process(target=_killed_before_the_end, args=(str(path),))
    killed.start()
    killed.join(60)
    assert killed.exitcode == -9
    assert path.read_bytes() == example("demo").encode()
    add(path)
    assert path.read_bytes() == with_event(example("demo").encode(), EVENT)


def test_what_is_no_toml_file_is_refused() -> None:
    for name in ("-", "case.json", "CASE.JSON"):
        with pytest.raises(InputError) as refused:
            append.append_event(name, EVENT, KNOWN, TODAY)
        assert refused.value.problems[0].code == "log_needs_toml"


# --- what is due ------------------------------------------------------------------------------------


def asked(day: int, **more: object) -> Event:
    plain: dict[str, object] = {"kind": EventKind.CONTACT, "on": date(2026, 11, day), "debt": "loan", "outgoing": True}
    return Event(**(plain | more))  # type: ignore[arg-type]  # a test names the fields it gives


def made(day: int, form: PaperForm = PaperForm.WRITTEN) -> Event:
    """An agreement of that form about the loan, recorded on that day of November."""
    terms = Agreement(form=form, first=date(2026, 12, 12), monthly=50_000, count=3)
    return Event(kind=EventKind.AGREEMENT, on=date(2026, 11, day), debt="loan", agreement=terms)


PASSED = date(2026, 11, 10)


@pytest.mark.parametrize(
    ("events", "letters"),
    [
        ([asked(1, promised="回电", next_date=PASSED)], [FollowUp.NO_REPLY]),
        ([asked(1, ticket="GD1", next_date=PASSED)], [FollowUp.NO_REPLY]),
        ([asked(1, outcome=Outcome.PENDING, next_date=PASSED)], [FollowUp.NO_REPLY]),
        ([asked(1, outcome=Outcome.REFUSED)], [FollowUp.REFUSED]),
        ([asked(1, outcome=Outcome.PART_ACCEPTED)], [FollowUp.PART_ACCEPTED]),
        ([asked(1, next_date=PASSED)], [None]),
        ([asked(1, promised="回电")], []),
        ([asked(1, promised="回电", next_date=TODAY + timedelta(days=1))], []),
        ([asked(1, promised="回电", next_date=PASSED), asked(11, outcome=Outcome.AGREED)], [FollowUp.CONFIRM_ORAL]),
        ([asked(1, promised="回电", next_date=PASSED), asked(11)], [FollowUp.NO_REPLY]),
        ([asked(1, ticket="A", next_date=PASSED), asked(11, ticket="B")], [FollowUp.NO_REPLY]),
        ([asked(1, ticket="A", next_date=PASSED), asked(11, ticket="A")], []),
        (
            [asked(1, promised="回电", next_date=PASSED), asked(11, debt="", outcome=Outcome.AGREED)],
            [FollowUp.NO_REPLY, FollowUp.CONFIRM_ORAL],
        ),
        (
            [asked(11, outcome=Outcome.AGREED), asked(1, promised="回电", next_date=PASSED)],
            [FollowUp.CONFIRM_ORAL],
        ),
        ([asked(1, outcome=Outcome.AGREED), made(11)], []),
        ([asked(1, outcome=Outcome.AGREED), made(11, form=PaperForm.ORAL)], [FollowUp.CONFIRM_ORAL]),
        ([made(1, form=PaperForm.RECORDED)], [FollowUp.CONFIRM_ORAL]),
        ([made(1, form=PaperForm.ORAL), made(11)], []),
        ([made(1, form=PaperForm.ORAL), asked(11, next_date=TODAY + timedelta(days=1))], []),
        ([made(1)], []),
    ],
)
def test_a_promise_past_its_day_names_the_letter_until_something_new_is_recorded(
    events: list[Event], letters: list[FollowUp | None]
) -> None:
    assert [one.letter for one in due(household(events=tuple(events)), Triage(()), TODAY)] == letters


def test_nobody_is_written_to_about_a_debt_that_must_not_be_woken() -> None:
    case = household(events=(asked(1, promised="回电", next_date=PASSED),))
    held = Triage((Finding(level=Level.HOLD, code="old_debt", debt="loan"),))
    (one,) = due(case, held, TODAY)
    assert (one.letter, one.person_first) == (None, True)


def test_the_newest_comes_last_and_a_search_needs_every_word() -> None:
    case = household(events=(asked(5, who="工号８０１２", said="說不還"), asked(2, ticket="GD-7")))
    assert [one.number for one in entries(case)] == [1, 0]
    assert [one.number for one in entries(case, "8012 说不还")] == [0]
    assert [one.number for one in entries(case, "gd-7")] == [1]
    assert entries(case, "8012 gd-7") == ()


# --- from outside -----------------------------------------------------------------------------------


def test_a_contact_is_recorded_listed_found_and_followed_up(tmp_path: Path) -> None:
    put(tmp_path)
    words = [
        "--debt",
        "card",
        "--on",
        "2026-11-20",
        "--hour",
        "21:40",
        "--who",
        "工号8012",
        "--ticket",
        "GD1",
        "--promised",
        "三天内回电",
    ]
    words += ["--by", "2026-11-21", "--outgoing", "--channel", "phone"]
    for lang, width in (("zh", "80"), ("zh", "40"), ("en", "80"), ("en", "40")):
        put(tmp_path)
        told = run(tmp_path, "log", "case.toml", *words, "--lang", lang, "--width", width)
        views = [run(tmp_path, "log", "case.toml", *v, "--lang", lang, "--width", width) for v in ((), ("--due",))]
        for ran in (told, *views):
            assert (ran.code, ran.err) == (0, "")
            assert "GD1" in ran.out
            assert all(columns(line) <= int(width) for line in ran.out.splitlines())
        assert "no_reply" in views[1].out
    found = document(run(tmp_path, "log", "case.toml", "--find", "信用卡 8012", "-f", "json"))
    assert isinstance(found["entries"], list)
    assert [(one["hour"], one["outgoing"], one["ticket"]) for one in found["entries"]] == [(21, True, "GD1")]
    assert document(run(tmp_path, "log", "case.toml", "--find", "别的", "-f", "json"))["entries"] == []
    later = document(run(tmp_path, "log", "case.toml", "--due", "--on", "2026-12-01", "-f", "json"))
    assert isinstance(later["due"], list)
    assert isinstance(later["payments"], list)
    assert [one["letter"] for one in later["due"]] == ["no_reply"]
    assert later["payments"]
    assert all("2026-12-01" <= one["on"] <= "2026-12-31" for one in later["payments"])
    before = run(tmp_path, "log", "case.toml", "--due", "--on", "2026-11-20", "-f", "json")
    assert document(before)["due"] == []


def test_what_a_collector_said_is_kept_as_evidence_and_help_comes_all_the_same(tmp_path: Path) -> None:
    path = put(tmp_path)
    for count in (1, 2):
        ran = run(tmp_path, "log", "case.toml", "--kind", "threat", "--said", "你怎么不去死", "--on", "2026-11-20")
        assert ran.code == 5
        assert "12356" in ran.out
        assert "已写进 case.toml" in ran.err
        assert path.read_text(encoding="utf-8").count("你怎么不去死") == count
    ours = run(tmp_path, "log", "case.toml", "--outgoing", "--said", STOP_WORDS)
    assert (ours.code, ours.err) == (5, "")
    assert STOP_WORDS not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("flag", ["--said", "--promised", "--note", "--who", "--find"])
def test_words_of_self_harm_are_heard_before_anything_is_read_or_written(tmp_path: Path, flag: str) -> None:
    path = put(tmp_path)
    ran = run(tmp_path, "log", "case.toml", flag, STOP_WORDS, "--kind", "nonsense")
    assert (ran.code, ran.err) == (5, "")
    assert "12356" in ran.out
    assert path.read_bytes() == example("demo").encode()
    assert run(tmp_path, "log", "gone.toml", flag, STOP_WORDS).code == 5
    if flag != "--said":  # what the other side said is kept; the test above
        document(run(tmp_path, "log", "case.toml", flag, STOP_WORDS, "-f", "json"), 5)


@pytest.mark.parametrize("name", ["court", "self_harm"])
def test_a_stopped_case_shows_help_and_nothing_of_the_log(tmp_path: Path, name: str) -> None:
    (tmp_path / "case.toml").write_text(example(name), encoding="utf-8")
    for view in ((), ("--due",), ("--conduct",)):
        ran = run(tmp_path, "log", "case.toml", *view)
        assert (ran.code, ran.err) == (5, "")
        document(run(tmp_path, "log", "case.toml", *view, "-f", "json"), 5)
    kept = run(tmp_path, "log", "case.toml", "--said", "说要上门")
    assert kept.code == 5
    assert "case.toml" in kept.err
    assert "说要上门" in (tmp_path / "case.toml").read_text(encoding="utf-8")
    assert "说要上门" not in kept.out


def test_a_paper_that_stops_the_case_is_kept_and_help_comes_first(tmp_path: Path) -> None:
    path = put(tmp_path)
    ran = run(tmp_path, "log", "case.toml", "--kind", "summons", "--on", "2026-11-20", "--hearing", "2027-01-15")
    assert ran.code == 5
    assert "case.toml" in ran.err
    assert tomllib.loads(path.read_text(encoding="utf-8"))["events"][0]["hearing"] == date(2027, 1, 15)


def test_the_published_schemas_are_those_of_the_code() -> None:
    for name, text in (("log", schema_text()), ("case", case_schema_text())):
        assert (files("debtadvisor") / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8") == text
