"""Builds the JSON twins of the policy book and of the catalogues (see `debtadvisor/twin.py`).

A wheel carries them. An editable installation gets them beside their files, where git ignores them: after an edit a
twin is stale by its mark, and the file itself is read.
"""

import sys
import tempfile
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TwinHook(BuildHookInterface[BuilderConfig]):
    """Makes the twins: in a temporary folder from which the wheel takes them, or in the checkout."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, self.root)
        try:
            from debtadvisor.core.policy.parse import parse_book
            from debtadvisor.twin import twin_name, twin_of
        finally:
            sys.path.remove(self.root)
        root = Path(self.root)
        self.folder = tempfile.TemporaryDirectory()
        package = root / "debtadvisor"
        files = {"policies.toml": root / "policies.toml"}
        files |= {path.relative_to(package).as_posix(): path for path in sorted(package.glob("text/**/*.toml"))}
        for n, (name, path) in enumerate(files.items()):
            content = path.read_bytes()
            editable = version == "editable"
            twin = package / twin_name(name) if editable else Path(self.folder.name) / f"{n}.json"
            table = tomllib.loads(content.decode("utf-8"), parse_float=Decimal)
            if name == "policies.toml":
                parse_book(table)  # a book with a problem must not get a twin, which is never checked again
            twin.write_text(twin_of(content, table), encoding="utf-8")
            if not editable:
                build_data["force_include"][str(twin)] = f"debtadvisor/{twin_name(name)}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        self.folder.cleanup()
