"""One line for each case, by one process or several, with a bounded number of cases in memory.

Chunks are pure and carry their place, so a killed worker costs only time: its chunks are done again.
"""

import gc
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from threading import Thread

from debtadvisor.batch.invalid import invalid_line
from debtadvisor.core.case import Case
from debtadvisor.core.errors import DebtAdvisorError, PolicyError, Problem
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.model import Plan, PlanStatus
from debtadvisor.core.policy.model import PolicyBook, insist_fresh
from debtadvisor.core.script.build import scripts
from debtadvisor.intake.book import load_book
from debtadvisor.intake.build import case_from
from debtadvisor.intake.distress import case_of_distress
from debtadvisor.intake.lender_names import LenderNames, lender_names
from debtadvisor.intake.rows import CaseRow
from debtadvisor.output.document import batch_row
from debtadvisor.output.plan.export import plan_document
from debtadvisor.text.catalogue import Catalogue

# Cases handed to a worker at once, and chunks under way for each worker: enough to keep it busy, few in memory.
CHUNK = 16
WINDOW = 3
# A worker that dies again and again on the same chunk is not worth a fourth try.
TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What every worker needs to know; cheap to send."""

    policies: Path | None
    today: date
    lang: str
    strict: bool = False


@dataclass(slots=True)
class Done:
    """How many cases ended how."""

    cases: int = 0
    invalid: int = 0
    person_first: int = 0

    def count(self, status: str) -> None:
        self.cases += 1
        self.invalid += status == "invalid"
        self.person_first += status in (PlanStatus.STOP, PlanStatus.HOLD)

    def summary(self, lang: str) -> str:
        """One sentence for standard error."""
        counts = {"cases": self.cases, "invalid": self.invalid, "person": self.person_first}
        return Catalogue(lang).say("cli", "batch_summary", **counts)


Line = tuple[str, str]  # status, JSON


@lru_cache(maxsize=1)
def _tools(setup: Setup) -> tuple[PolicyBook, LenderNames, Catalogue]:
    book = load_book(overlay=setup.policies)
    # The book lives as long as the process and a case leaves few cycles behind: look for them rarely.
    gc.enable()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    return book, lender_names(book), Catalogue(setup.lang)


def lines_of(rows: Iterable[CaseRow], setup: Setup) -> list[Line]:
    """The output lines of those cases, in their order."""
    return [_line(row, setup) for row in rows]


def _line(row: CaseRow, setup: Setup) -> Line:
    try:
        return _planned(row, setup)
    except PolicyError:
        raise  # the book itself is at fault, and so would be every line after this one
    except DebtAdvisorError as wrong:
        return _invalid(row, wrong.problems, setup)
    except Exception as wrong:
        # A fault of ours in one case must not cost the others their plans; its values stay out of the report.
        return _invalid(row, (Problem("", "internal_error", {"kind": type(wrong).__name__}),), setup)


def _planned(row: CaseRow, setup: Setup) -> Line:
    if row.problems:
        return _invalid(row, row.problems, setup)
    return _result(case_from(row.answers, _tools(setup)[1], setup.today), setup)


def _result(case: Case, setup: Setup) -> Line:
    book = _tools(setup)[0]
    if setup.strict:
        insist_fresh(book, case.as_of)
    result = build_plan(case, book)
    packs = scripts(result, book) if isinstance(result, Plan) else ()
    return result.status.value, batch_row(plan_document(result, packs))


def _invalid(row: CaseRow, problems: Iterable[Problem], setup: Setup) -> Line:
    """The line that names the problems; of a case that speaks of self-harm, the STOP, which comes before them."""
    urgent = case_of_distress({"id": row.key, **row.answers}, setup.today)
    if urgent is not None:
        return _result(urgent, replace(setup, strict=False))
    return "invalid", invalid_line(row.key, row.place, problems, _tools(setup)[2])


def run_batch(cases: Iterable[CaseRow], setup: Setup, write: Callable[[str], object], *, jobs: int = 1) -> Done:
    """Writes one line for each case and says how they ended.

    Raises PolicyError before the first case when the book is wrong, and at the first case on whose day the book is
    stale under `strict`.
    """
    _tools(setup)
    done = Done()
    chunks = _chunks(cases)
    results = (lines_of(rows, setup) for rows in chunks) if jobs == 1 else _parallel(chunks, setup, jobs)
    for lines in results:
        for status, text in lines:
            write(text)
            done.count(status)
    return done


def _chunks(cases: Iterable[CaseRow]) -> Iterator[list[CaseRow]]:
    stream = iter(cases)
    while chunk := list(islice(stream, CHUNK)):
        yield chunk


def _begin_worker() -> None:
    """Ctrl-C reaches every process of the terminal; the first one stops the work, the workers need not complain.

    A worker whose parent is gone would wait for its next chunk for ever, so it looks after that itself.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(0)


def _submitted(pool: ProcessPoolExecutor, rows: list[CaseRow], setup: Setup) -> Future[list[Line]]:
    """That chunk given to the pool. A worker begins with Ctrl-C held back, as it is here while one may be started:
    else it could be hit before it has learnt to leave that to the first process."""
    if not hasattr(signal, "pthread_sigmask"):
        return pool.submit(lines_of, rows, setup)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(lines_of, rows, setup)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _parallel(chunks: Iterator[list[CaseRow]], setup: Setup, jobs: int) -> Iterator[list[Line]]:
    """The results of the chunks in order, with at most `WINDOW` x `jobs` of them in memory."""
    waiting: deque[tuple[list[CaseRow], Future[list[Line]]]] = deque()
    pool = ProcessPoolExecutor(jobs, initializer=_begin_worker)
    tries = 0
    try:
        while True:
            while len(waiting) < WINDOW * jobs and (chunk := next(chunks, None)) is not None:
                waiting.append((chunk, _submitted(pool, chunk, setup)))
            if not waiting:
                return
            chunk, future = waiting[0]
            try:
                lines = future.result()
            except BrokenProcessPool:
                tries += 1
                if tries >= TRIES:
                    raise
                pool.shutdown(wait=False, cancel_futures=True)
                pool = ProcessPoolExecutor(jobs, initializer=_begin_worker)
                waiting = deque((rows, _submitted(pool, rows, setup)) for rows, _ in waiting)
                continue
            tries = 0
            waiting.popleft()
            yield lines
    finally:
        pool.shutdown(cancel_futures=True)
