"""All commands. Each stands in its own file; this one only puts them together."""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from debtadvisor import __version__

# In the order of the help page. Each is a function of its own name in a module of its own name; `policies` is a group.
COMMANDS = (
    "wizard",
    "plan",
    "script",
    "rehearse",
    "offer",
    "log",
    "schedule",
    "rate",
    "arrears",
    "learn",
    "demo",
    "batch",
    "paste",
    "template",
    "policies",
)


def app_for(words: Sequence[str]) -> typer.Typer:
    """The command line for those words: when the first names a command, with that one alone, since reading and making
    the others takes longer than many a command itself; else with all of them."""
    made = typer.Typer(
        name="debtadvisor",
        help="还不上花呗、借呗、网商贷、信用卡时的离线助手：算清能还多少，排好方案，写好电话里要说的话。"
        " / An offline advisor for debts that cannot be paid as agreed.",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for name in words[:1] if words and words[0] in COMMANDS else COMMANDS:
        module = import_module(f"debtadvisor.cli.{name}")
        if name == "policies":
            made.add_typer(module.app, name=name)
        else:
            made.command(name)(getattr(module, name))
    made.callback(invoke_without_command=True)(start)
    return made


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"debtadvisor {__version__}")
        raise typer.Exit


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
        from debtadvisor.cli.wizard import wizard

        wizard()
    else:
        typer.echo(context.get_help())
        raise typer.Exit(2)
