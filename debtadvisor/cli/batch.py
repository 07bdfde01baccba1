"""``batch``: many cases in, one JSON document a line out."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from debtadvisor.cli import options as o


class Kind(StrEnum):
    """What the input is; by default its name tells."""

    AUTO = "auto"
    FOLDER = "folder"
    JSONL = "jsonl"
    CSV = "csv"


def batch(
    source: Annotated[
        str,
        typer.Argument(metavar="INPUT", help="文件夹、JSONL 或 CSV；- 读标准输入的 JSONL / folder, JSONL or CSV"),
    ],
    kind: Annotated[Kind, typer.Option("--input", help="输入的种类 / kind of input")] = Kind.AUTO,
    encoding: Annotated[str, typer.Option("--encoding", help="CSV 的编码 / encoding of a CSV")] = "utf-8-sig",
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, max=256, help="并行进程数 / processes")] = 1,
    lang: o.Lang = None,
    policies: o.Policies = None,
    output: o.Output = None,
    strict: o.Strict = False,
) -> None:
    """一次算很多份案情，每行一个结果 / many cases, one JSON line each."""
    from datetime import date

    from debtadvisor.batch.run import Setup, run_batch
    from debtadvisor.batch.source import open_cases
    from debtadvisor.cli.exits import INVALID_IN_BATCH, PERSON_FIRST
    from debtadvisor.cli.page import Page

    language = Page(lang=lang).catalogue().name
    setup = Setup(policies=policies, today=date.today(), lang=language, strict=strict)
    # The output is opened first, so that trouble while reading is told as trouble with the input.
    with _lines_to(output) as stream, open_cases(source, kind.value, encoding) as cases:
        done = run_batch(cases, setup, stream.write, jobs=jobs)
    typer.echo(done.summary(language), err=True)
    if done.invalid:
        raise typer.Exit(INVALID_IN_BATCH)
    if done.person_first:
        raise typer.Exit(PERSON_FIRST)


@contextmanager
def _lines_to(output: Path | None) -> Iterator[TextIO]:
    from debtadvisor.cli.exits import ReaderGone
    from debtadvisor.private_file import private_file

    if output is None:
        try:
            yield sys.stdout
            sys.stdout.flush()
        except BrokenPipeError:
            raise ReaderGone from None
    else:
        with private_file(output) as stream:
            yield stream
