"""Imports go one way, the core stands on the standard library alone, and nothing here opens a connection."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "debtadvisor"

# A package may import those to its right and itself, never those to its left.
ORDER = ("cli", "batch", "intake", "output", "text", "file_lock", "private_file", "bundled", "twin", "core")
# Each heavy library has the one module that may import it, and only inside a function there.
ONLY_IN = {
    "typer": {"cli"},
    "rich": {"output/terminal.py"},
    "tomli_w": {"intake/files.py"},
    "questionary": {"intake/prompters.py"},
    "prompt_toolkit": {"intake/prompters.py"},
}
NETWORK = {"socket", "ssl", "urllib", "http", "ftplib", "smtplib", "asyncio", "requests", "httpx", "xmlrpc"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> Iterator[tuple[str, ast.stmt]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or "", node


def layer(name: str) -> str | None:
    parts = name.split(".")
    return parts[1] if parts[0] == "debtadvisor" and len(parts) > 1 and parts[1] in ORDER else None


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    here = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    for name, _ in imports(path):
        target = layer(name)
        if here not in ORDER or target is None or target == here:
            continue
        assert ORDER.index(target) > ORDER.index(here), f"{path.name} reaches up to {name}"
        assert {here, target} != {"intake", "output"}, f"{path.name}: intake and output stand side by side"


@pytest.mark.parametrize("path", sorted((PACKAGE / "core").rglob("*.py")), ids=lambda p: p.stem)
def test_the_core_imports_only_the_standard_library(path: Path) -> None:
    outside = {"os", "sys", "pathlib", "io", "time", "random", "locale", "subprocess", "logging", "tomllib", "json"}
    for name, _ in imports(path):
        top = name.split(".")[0]
        assert top in sys.stdlib_module_names or name.startswith("debtadvisor.core"), f"{path.name} imports {name}"
        assert top not in outside, f"the core knows no outside: {path.name} imports {name}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "core").rglob("*.py")), ids=lambda p: p.stem)
def test_the_core_never_asks_the_clock(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("today", "now", "utcnow"), f"{path.name} reads the clock"


def test_heavy_libraries_stay_in_their_place() -> None:
    for path in modules():
        name = path.relative_to(PACKAGE).as_posix()
        for imported, _ in imports(path):
            allowed = ONLY_IN.get(imported.split(".")[0])
            assert allowed is None or name in allowed or name.split("/")[0] in allowed, f"{name} imports {imported}"


def test_nothing_imports_the_network() -> None:
    for path in modules():
        found = {name.split(".")[0] for name, _ in imports(path)} & NETWORK
        assert not found, f"{path.name} imports {found}"


def test_no_lender_is_named_in_the_code() -> None:
    """Who a lender is and what it gives is data. Docstrings may give an example; code may not decide by a name."""
    names = ("花呗", "借呗", "网商贷", "huabei", "jiebei", "wangshangdai")
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        compared = [n for n in ast.walk(tree) if isinstance(n, (ast.Compare, ast.Dict, ast.Set, ast.Tuple, ast.List))]
        for node in compared:
            words = [c.value for c in ast.walk(node) if isinstance(c, ast.Constant) and isinstance(c.value, str)]
            assert not [w for w in words if w in names], f"{path.name} decides by the name of a lender"


HELP = """
import sys
sys.argv = ["debtadvisor", "--help"]
try:
    from debtadvisor.__main__ import main
    main()
except SystemExit as done:
    assert not done.code, done.code
heavy = {"rich", "questionary", "prompt_toolkit", "numpy", "pydantic", "tomli_w"} & set(sys.modules)
assert not heavy, heavy
"""


def test_help_imports_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", HELP], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "wizard" in done.stdout


PLAIN = """
import sys
sys.argv = ["debtadvisor", "demo"]
from debtadvisor.__main__ import main
try:
    main()
except SystemExit as done:
    assert not done.code, done.code
heavy = {"rich", "questionary", "prompt_toolkit", "numpy", "tomli_w"} & set(sys.modules)
assert not heavy, heavy
"""


def test_a_plain_plan_imports_no_terminal_library() -> None:
    done = subprocess.run([sys.executable, "-c", PLAIN], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


CLOSED = """
import socket, sys
def refuse(*args, **kwargs):
    raise AssertionError("a connection was opened")
socket.socket.connect = refuse
socket.create_connection = refuse
socket.getaddrinfo = refuse
from debtadvisor.__main__ import main
sys.argv = ["debtadvisor", *sys.argv[1:]]
main()
"""


@pytest.mark.parametrize("words", [["demo"], ["demo", "--format", "json"], ["template"], ["policies", "list"]])
def test_the_product_never_opens_a_connection(words: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", CLOSED, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
