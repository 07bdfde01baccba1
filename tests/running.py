"""Runs ``python -m debtadvisor`` the way a shell does: a process of its own, an empty environment, an empty folder."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from unicodedata import combining, east_asian_width

ROOT = Path(__file__).parents[1]
# Far above what any run needs; a run that hangs fails instead of blocking the suite.
LIMIT_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How one run ended. `out` and `err` are UTF-8 text."""

    code: int
    out: str
    err: str

    def read(self) -> dict[str, object]:
        """Standard output as one JSON document."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


def command(*words: str) -> list[str]:
    """The words of a command line that runs the program from this checkout."""
    return [sys.executable, "-m", "debtadvisor", *words]


def environment(folder: Path, **more: str) -> dict[str, str]:
    """An environment without language, width or colour, whose home is that folder."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return {**kept, "HOME": str(folder), "PYTHONPATH": str(ROOT), **more}


def run(folder: Path, *words: str, given: str | bytes = b"", env: Mapping[str, str] | None = None) -> Ran:
    """The program with these words, run in that folder with `given` on standard input and `env` added."""
    done = subprocess.run(
        command(*words),
        input=given.encode("utf-8") if isinstance(given, str) else given,
        capture_output=True,
        cwd=folder,
        env=environment(folder, **(env or {})),
        timeout=LIMIT_SECONDS,
        check=False,
    )
    return Ran(code=done.returncode, out=done.stdout.decode("utf-8"), err=done.stderr.decode("utf-8"))


def example(name: str) -> str:
    """The text of a bundled case."""
    return (files("debtadvisor") / "examples" / f"{name}.toml").read_text(encoding="utf-8")


def left_in(folder: Path) -> list[str]:
    """The names of everything in that folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


def columns(line: str) -> int:
    """How many columns a terminal gives that line: two for each wide or full-width character."""
    return sum(2 if east_asian_width(letter) in "WF" else not combining(letter) for letter in line)
