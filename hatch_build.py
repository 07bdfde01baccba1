"""Builds the JSON twin of `policies.toml` into the wheel (see `debtadvisor/intake/book_twin.py`)."""

import sys
import tempfile
import tomllib
from decimal import Decimal
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TwinHook(BuildHookInterface):
    """Makes the twin in a temporary folder and adds it to the wheel; a checkout reads the TOML itself."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict) -> None:
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        try:
            from debtadvisor.intake.book_twin import TWIN_NAME, twin_of
        finally:
            sys.path.remove(self.root)
        book = (Path(self.root) / "policies.toml").read_bytes()
        raw = tomllib.loads(book.decode("utf-8"), parse_float=Decimal)
        self.folder = tempfile.TemporaryDirectory()
        twin = Path(self.folder.name) / TWIN_NAME
        twin.write_text(twin_of(book, raw), encoding="utf-8")
        build_data["force_include"][str(twin)] = f"debtadvisor/{TWIN_NAME}"

    def finalize(self, version: str, build_data: dict, artifact_path: str) -> None:
        if version != "editable":
            self.folder.cleanup()
