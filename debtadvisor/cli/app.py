"""All commands. Each stands in its own file; this one only puts them together."""

import sys
from typing import Annotated

import typer

from debtadvisor import __version__
from debtadvisor.cli import (
    arrears,
    batch,
    demo,
    learn,
    log,
    offer,
    plan,
    policies,
    rate,
    schedule,
    script,
    template,
    wizard,
)

app = typer.Typer(
    name="debtadvisor",
    help="还不上花呗、借呗、网商贷、信用卡时的离线助手：算清能还多少，排好方案，写好电话里要说的话。"
    " / An offline advisor for debts that cannot be paid as agreed.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("wizard")(wizard.wizard)
app.command("plan")(plan.plan)
app.command("script")(script.script)
app.command("offer")(offer.offer)
app.command("log")(log.log)
app.command("schedule")(schedule.schedule)
app.command("rate")(rate.rate)
app.command("arrears")(arrears.arrears)
app.command("learn")(learn.learn)
app.command("demo")(demo.demo)
app.command("batch")(batch.batch)
app.command("template")(template.template)
app.add_typer(policies.app, name="policies")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"debtadvisor {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="版本 / version")
    ] = False,
) -> None:
    """Without a command: the wizard on a terminal, this help elsewhere."""
    if context.invoked_subcommand is not None:
        return
    if sys.stdin.isatty() and sys.stdout.isatty():
        wizard.wizard()
    else:
        typer.echo(context.get_help())
        raise typer.Exit(2)
