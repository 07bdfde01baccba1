"""Many cases as a process: each answered in its place, bad ones reported, and nothing half written."""

import json
import os
import signal
import stat
import subprocess
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.benchmarks.mix import mixed
from tests.running import LIMIT_SECONDS, Ran, command, environment, example, left_in, run

TABLE = """case_id,as_of,income,income_day,spending.food,lender,principal,instalments_left,next_due,note
甲,2026-11-21,6200,10,1500,花呗,3000,6,2026-12-09,
甲,,,,,借呗,5000,10,2026-12-12,
乙,2026-11-21,5200,10,1500,花呗,-1,6,2026-12-09,
丙,2026-11-21,5200,10,1500,花呗,2000,6,2026-12-09,活不下去了
"""
CASES = [json.loads(line) for line in mixed(8)]


def lines(ran: Ran) -> list[dict[str, object]]:
    """One JSON document for each line of standard output."""
    return [json.loads(line) for line in ran.out.splitlines()]


def statuses(ran: Ran) -> list[tuple[object, object]]:
    return [(line["case"], line["status"]) for line in lines(ran)]


def jsonl(cases: Sequence[object]) -> str:
    return "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)


# --- the three kinds of input -----------------------------------------------------------------------


def test_a_folder_is_taken_file_by_file_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("demo", "held", "court"):
        (tmp_path / f"{name}.toml").write_text(example(name), encoding="utf-8")
    (tmp_path / "broken.toml").write_text("a = 1\nb = \n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no case", encoding="utf-8")
    (tmp_path / "zero.json").write_text("{}", encoding="utf-8")
    ran = run(tmp_path, "batch", ".")
    assert ran.code == 1
    expected = [("broken", "invalid"), ("court", "stop"), ("demo", "ok"), ("held", "hold"), ("zero", "invalid")]
    assert statuses(ran) == expected
    assert ran.err == "共 5 份：有问题 2 份，要先由人看一眼 2 份。\n"
    broken = lines(ran)[0]
    assert broken["place"] == "broken.toml"
    problems = broken["problems"]
    assert isinstance(problems, list)
    assert (problems[0]["where"], problems[0]["code"]) == ("line 2", "broken_toml")
    assert problems[0]["message"].startswith("TOML 写法有误")


def test_a_line_of_a_batch_is_the_plan_of_that_case(tmp_path: Path) -> None:
    (tmp_path / "held.toml").write_text(example("held"), encoding="utf-8")
    (line,) = lines(run(tmp_path, "batch", "."))
    alone = run(tmp_path, "plan", "held.toml", "-f", "json").read()
    assert line == alone


def test_a_table_is_read_as_utf8_with_or_without_its_mark_and_as_gb18030(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        (tmp_path / f"{encoding}.csv").write_bytes(TABLE.encode(encoding))
    first = run(tmp_path, "batch", "utf-8.csv")
    assert first.code == 1
    assert statuses(first) == [("甲", "ok"), ("乙", "invalid"), ("丙", "stop")]
    assert lines(first)[1]["place"] == "line 4"
    assert run(tmp_path, "batch", "utf-8-sig.csv") == first
    assert run(tmp_path, "batch", "gb18030.csv", "--encoding", "gb18030") == first
    assert run(tmp_path, "batch", "-", "--input", "csv", given=TABLE) == first


def test_a_table_in_another_encoding_says_what_to_try(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_bytes(TABLE.encode("gb18030"))
    for jobs in ("1", "2"):
        ran = run(tmp_path, "batch", "cases.csv", "--jobs", jobs, "--output", "plans.jsonl")
        assert (ran.code, ran.out) == (3, "")
        assert ran.err.startswith("cases.csv: line 1: ")
        assert "--encoding gb18030" in ran.err
    assert left_in(tmp_path) == ["cases.csv"]


def test_the_kind_of_input_can_be_said(tmp_path: Path) -> None:
    (tmp_path / "cases.txt").write_text(TABLE, encoding="utf-8")
    (tmp_path / "cases.data").write_text(jsonl(CASES[:1]), encoding="utf-8")
    assert statuses(run(tmp_path, "batch", "cases.txt", "--input", "csv"))[0] == ("甲", "ok")
    assert statuses(run(tmp_path, "batch", "cases.data", "--input", "jsonl")) == [("case-0", "ok")]


# --- bad cases among good ones ----------------------------------------------------------------------


def test_bad_lines_are_reported_in_their_place_and_the_rest_go_on(tmp_path: Path) -> None:
    bad = [
        b"{broken",
        b"[1]",
        b"\xff\xfe",
        b'{"id": "twice", "id": "twice"}',
        b'{"id": "deep", "note": ' + b"[" * 100_000,
        b'{"id": ["no", "name"]}',
        jsonl(CASES[:1]).strip().encode(),
    ]
    good = [json.dumps(case, ensure_ascii=False).encode() for case in CASES[:2]]
    ran = run(tmp_path, "batch", "-", given=b"\n".join([good[0], b"", *bad, good[1]]) + b"\n")
    assert ran.code == 1
    found = lines(ran)
    assert [line["status"] for line in found] == ["ok", *["invalid"] * 7, "hold"]
    assert [line["place"] for line in found[1:-1]] == [f"line {n}" for n in range(3, 10)]
    codes = [line["problems"][0]["code"] for line in found[1:-1]]  # type: ignore[index]  # a list, as the schema says
    assert codes[:5] == ["broken_json", "not_a_table", "not_utf8", "duplicate_key", "broken_json"]
    assert codes[6] == "case_id_returns"
    assert "Traceback" not in ran.err
    assert max(len(json.dumps(line)) for line in found[1:-1]) < 5_000


@pytest.mark.parametrize(
    ("names", "code"),
    [(["demo", "tight"], 0), (["demo", "held"], 5), (["demo", "court"], 5), (["demo", "held", "none"], 1), ([], 0)],
    ids=["fine", "hold", "stop", "invalid", "nothing"],
)
def test_the_exit_code_tells_how_the_cases_ended(tmp_path: Path, names: list[str], code: int) -> None:
    for name in names:
        text = example(name) if name != "none" else "debts = []\n"
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    ran = run(tmp_path, "batch", ".") if names else run(tmp_path, "batch", "-", given="\n")
    assert ran.code == code
    assert len(ran.out.splitlines()) == len(names)


# --- processes and memory ---------------------------------------------------------------------------


def test_two_processes_write_what_one_writes_byte_for_byte(tmp_path: Path) -> None:
    cases = [case | {"id": f"{n}-{case['id']}"} for n in range(6) for case in CASES]
    cases[17] = {"id": "bad"}
    (tmp_path / "cases.jsonl").write_text(jsonl(cases), encoding="utf-8")
    one = run(tmp_path, "batch", "cases.jsonl", "--jobs", "1")
    two = run(tmp_path, "batch", "cases.jsonl", "--jobs", "2", env={"PYTHONHASHSEED": "7"})
    assert [line["case"] for line in lines(one)] == [case["id"] for case in cases]
    assert one == two
    assert one.code == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_results_appear_before_the_input_has_ended(tmp_path: Path, jobs: str) -> None:
    """Memory stays flat only when cases are read as they are worked on: here the input never ends by itself."""
    with _started(tmp_path, "batch", "-", "--jobs", jobs) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        feeding = threading.Thread(target=_feed, args=(process.stdin.fileno(),), daemon=True)
        feeding.start()
        seen = [json.loads(process.stdout.readline())["case"] for _ in range(40)]
        assert seen == [f"case-{n}" for n in range(40)]
        assert feeding.is_alive()
        # The workers too: each holds the pipe that the feeder writes to.
        os.killpg(process.pid, signal.SIGKILL)
        feeding.join(LIMIT_SECONDS)
        assert not feeding.is_alive()


def _started(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command(*words),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=environment(folder),
        start_new_session=True,
    )


def _endless() -> Iterator[bytes]:
    n = 0
    while True:
        yield jsonl([CASES[n % len(CASES)] | {"id": f"case-{n}"}]).encode()
        n += 1


def _feed(pipe: int) -> None:
    """Writes cases until nobody reads them any more. Unbuffered, so that nothing is left to write afterwards."""
    try:
        for line in _endless():
            os.write(pipe, line)
    except OSError:
        return


# --- files ------------------------------------------------------------------------------------------


def test_the_output_file_holds_every_line_and_is_for_its_owner_only(tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text(jsonl(CASES[:3]), encoding="utf-8")
    printed = run(tmp_path, "batch", "cases.jsonl")
    written = run(tmp_path, "batch", "cases.jsonl", "--output", "plans.jsonl")
    assert (written.code, written.out, written.err) == (printed.code, "", printed.err)
    assert (tmp_path / "plans.jsonl").read_text(encoding="utf-8") == printed.out
    assert stat.S_IMODE((tmp_path / "plans.jsonl").stat().st_mode) == 0o600
    assert left_in(tmp_path) == ["cases.jsonl", "plans.jsonl"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_batch_ends_with_130_and_keeps_the_old_file(tmp_path: Path, jobs: str) -> None:
    (tmp_path / "plans.jsonl").write_text("yesterday", encoding="utf-8")
    with _started(tmp_path, "batch", "-", "--jobs", jobs, "--output", "plans.jsonl") as process:
        assert process.stdin is not None
        assert process.stderr is not None
        # A pipe holds far less than 64 cases: when they are gone, the run has planned some and waits for more.
        for _, line in zip(range(64), _endless(), strict=False):
            process.stdin.write(line)
        process.stdin.flush()
        assert any(name.startswith(".debtadvisor-") for name in left_in(tmp_path))
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(LIMIT_SECONDS) == 130
        assert b"Traceback" not in process.stderr.read()
    assert (tmp_path / "plans.jsonl").read_text(encoding="utf-8") == "yesterday"
    assert left_in(tmp_path) == ["plans.jsonl"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_takes_the_first_line_only_ends_the_run_quietly(tmp_path: Path, jobs: str) -> None:
    (tmp_path / "cases.jsonl").write_text(
        jsonl([c | {"id": f"{n}"} for n, c in enumerate(CASES * 3)]), encoding="utf-8"
    )
    with _started(tmp_path, "batch", "cases.jsonl", "--jobs", jobs) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["case"] == "0"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(LIMIT_SECONDS) == 0
