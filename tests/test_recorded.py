"""The pictures of the README show the program as it is, fetch nothing, and are found where the README says."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.ansi import AnsiDecoder

from tests.recorded import DOCS, drawn
from tests.running import ROOT, run

PICTURES = sorted(DOCS.glob("*.svg"))


def words(picture: str) -> list[str]:
    """The runs of text in a picture, in order, without spaces."""
    found = (element.text or "" for element in ElementTree.fromstring(picture).iter() if element.tag.endswith("text"))
    return [re.sub(r"\s", "", text) for text in found]


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_every_picture_of_a_readme_is_there_and_says_what_it_shows(readme: str) -> None:
    links = re.findall(r"!\[(.*?)\]\((.*?)\)", (ROOT / readme).read_text(encoding="utf-8"))
    assert len(links) == 2
    for shows, path in links:
        assert shows
        assert ROOT / path in PICTURES


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_fetches_nothing(path: Path) -> None:
    assert re.findall(r"https?://[^\"]+", path.read_text(encoding="utf-8")) == ["http://www.w3.org/2000/svg"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_picture_of_the_plan_is_the_plan_of_today(lang: str, tmp_path: Path) -> None:
    """After a change of the demo's page: python -m tests.recorded."""
    page = re.sub(r"\s", "", run(tmp_path, "demo", "--lang", lang).out)
    shown = words((DOCS / f"plan.{lang}.svg").read_text(encoding="utf-8"))
    assert len(shown) > 60
    assert "".join(shown[1:]) in page


def test_a_line_is_drawn_in_its_columns_and_colours() -> None:
    lines = list(AnsiDecoder().decode("\x1b[1m花呗\x1b[0m <8,632.17>  \x1b[32m对\nno\x1b[0m & yes"))
    root = ElementTree.fromstring(drawn(lines, "a < b"))
    texts = [(e.text, e.get("x"), e.get("font-weight"), e.get("fill")) for e in root.iter() if e.tag.endswith("text")]
    # One column is 9 wide and the edge 16: two Chinese characters take four columns.
    assert [text[:2] for text in texts[1:]] == [
        ("花呗", "16"),
        ("<8,632.17>", "61"),
        ("对", "169"),
        ("no", "16"),
        ("& yes", "43"),
    ]
    assert texts[1][2] == "bold"
    assert texts[3][3] == texts[4][3] is not None
    assert texts[5][3] is None
