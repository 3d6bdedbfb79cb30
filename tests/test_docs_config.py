"""All TOML in README and docs is a configuration that loads, by itself or below [tool.twimllint]."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from twimllint.config.errors import ConfigError
from twimllint.config.finder import ConfigFinder
from twimllint.generate import rule_pages

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "docs" / "rules"
PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^(?P<indent>[ ]*)```toml[^\n]*\n(?P<body>.*?)^(?P=indent)```", re.DOTALL | re.MULTILINE)
#: Tables that belong to other programs: what is in them is not ours to load.
FOREIGN = {"language-server", "language", "project", "build-system"}


def texts() -> Iterator[tuple[str, str]]:
    """All pages; those of the rules are made here, whether they have been written for the site or not."""
    for page in PAGES:
        if RULES not in page.parents:
            yield str(page.relative_to(ROOT)), page.read_text(encoding="utf-8")
    for path, make in rule_pages():
        yield path, make()


def blocks() -> list[tuple[str, str]]:
    found = []
    for path, text in texts():
        for number, block in enumerate(BLOCK.finditer(text), 1):
            body = "\n".join(line.removeprefix(block["indent"]) for line in block["body"].splitlines()) + "\n"
            found.append((f"{path}-{number}", body))
    return found


BLOCKS = blocks()


def load(text: str, folder: Path) -> None:
    """Load a text as the configuration of ``folder``. Raises ``ConfigError``, also for names of rules."""
    table = tomllib.loads(text)
    name = "pyproject.toml" if "tool" in table else "twimllint.toml"
    (folder / name).write_text(text, encoding="utf-8")
    (folder / "own.py").write_text(PLUGIN)
    for path in named_files(table):
        path = folder / path
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".py":
            path.write_text(PLUGIN)
        elif path.suffix == ".toml" and not path.exists():
            path.write_text("")
        elif path.suffix == ".xsd":
            path.write_text('<schema xmlns="http://www.w3.org/2001/XMLSchema"/>')
    ConfigFinder(cwd=str(folder), environ={}).config(str(folder))


PLUGIN = '''
from twimllint import Rule


class Own(Rule):
    """A rule of ours."""

    code, name, on, source = "OUR001", "own-rule", ("Say",), "https://example.com/"
'''


def named_files(table: dict[str, object]) -> list[str]:
    """The files that the configuration asks for, which are beside it."""
    tool = table.get("tool")
    ours = tool.get("twimllint", {}) if isinstance(tool, dict) else table
    assert isinstance(ours, dict)
    return [path for path in (ours.get("extend"), ours.get("schema"), *ours.get("plugins", ())) if path]


def test_there_are_blocks_in_the_reference_and_in_other_pages() -> None:
    pages = {name.rpartition("-")[0] for name, _ in BLOCKS}
    assert {"README.md", "docs/configuration.md", "docs/plugins.md"} <= pages
    assert len(BLOCKS) > 30


@pytest.mark.parametrize(("name", "text"), BLOCKS, ids=[name for name, _ in BLOCKS])
def test_it_loads(name: str, text: str, tmp_path: Path) -> None:
    table = tomllib.loads(text)
    if FOREIGN & set(table):
        return
    work = tmp_path / "project" / "sub"
    work.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    load(text, work)


def test_what_does_not_load_is_found(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="regoin"):
        load('regoin = "ie1"\n', tmp_path)
    with pytest.raises(ConfigError, match="no-such-rule"):
        load('ignore = ["no-such-rule"]\n', tmp_path)
