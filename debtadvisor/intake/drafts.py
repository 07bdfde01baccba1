"""A wizard run that was left: what was said so far, in a file of its own that only its owner can read."""

import contextlib
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from debtadvisor.intake.files import toml_text, write_private

_FORM = 1


def save_draft(path: Path, said: Mapping[str, str | Sequence[str]], today: date) -> None:
    """Writes what was said. Raises InputError when the folder does not let us."""
    kept = {key: answer if isinstance(answer, str) else list(answer) for key, answer in said.items()}
    write_private(path, toml_text({"draft": _FORM, "saved": today, "said": kept}))


def load_draft(path: Path) -> tuple[dict[str, str | tuple[str, ...]], date] | None:
    """What was said last time and when; None when there is no draft, or none that can be read."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    said, saved = found.get("said"), found.get("saved")
    if found.get("draft") != _FORM or not isinstance(said, dict) or not isinstance(saved, date):
        return None
    kept: dict[str, str | tuple[str, ...]] = {}
    for key, answer in said.items():
        if isinstance(answer, str):
            kept[key] = answer
        elif isinstance(answer, list):
            kept[key] = tuple(str(one) for one in answer)
    return kept, saved


def discard_draft(path: Path) -> None:
    """Removes the draft; nothing happens when there is none."""
    with contextlib.suppress(OSError):
        path.unlink()
