"""The pages of the bundled examples, as they were last read in review."""

import pytest

from tests.goldens import EXAMPLES, FOLDER, letters, pages
from tests.pack_cases import pack_pages


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_pages_are_those_that_were_reviewed(name: str) -> None:
    seen = dict(pages(name))
    assert len(seen) >= 4
    for file, text in seen.items():
        assert (FOLDER / file).read_text(encoding="utf-8") == text, f"{file} changed; see tests/goldens.py"


def test_no_golden_page_is_left_over() -> None:
    made = {file for name in EXAMPLES for file, _ in pages(name)}
    assert {path.name for path in FOLDER.iterdir() if path.is_file()} == made


def test_the_letters_are_those_that_were_reviewed() -> None:
    made = dict(letters())
    assert {path.name for path in (FOLDER / "letters").iterdir()} == set(made)
    for file, text in made.items():
        assert (FOLDER / "letters" / file).read_text(encoding="utf-8") == text, f"{file} changed; see tests/goldens.py"


def test_the_packs_are_those_that_were_reviewed() -> None:
    made = dict(pack_pages())
    assert {path.name for path in (FOLDER / "packs").iterdir()} == set(made)
    for file, text in made.items():
        assert (FOLDER / "packs" / file).read_text(encoding="utf-8") == text, f"{file} changed; see tests/goldens.py"
