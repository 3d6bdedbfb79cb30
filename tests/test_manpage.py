"""The manual page: fresh, complete, and rendered by both man programs without a word of complaint."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from support.tools import tool
from twimllint.cli import COMMANDS, main
from twimllint.cli.manpage import manpage

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "man" / "twimllint.1"


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == manpage(), "run: python -m twimllint.generate"


@pytest.mark.parametrize(
    "command",
    [["mandoc", "-T", "lint", "-W", "style"], ["mandoc", "-T", "utf8"], ["man", "--warnings", "-l"]],
    ids=["mandoc lint", "mandoc", "man-db"],
)
def test_it_is_rendered_without_warnings(command: list[str]) -> None:
    if command[0] == "man":
        tool("groff")
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANWIDTH": "80", "MANPAGER": "cat"}
    done = subprocess.run(
        [tool(command[0]), *command[1:], str(PAGE)], env=environment, capture_output=True, encoding="utf-8", timeout=60
    )
    assert done.returncode == 0
    assert done.stderr == ""
    if "lint" not in command:
        text = re.sub("(?:.\b)", "", done.stdout)
        assert "find mistakes in TwiML before a caller does" in text
        assert "--stdin-filename PATH" in text


def test_every_command_and_option_is_in_it() -> None:
    text = PAGE.read_text(encoding="utf-8").replace("\\-", "-")
    with main.make_context("twimllint", [], resilient_parsing=True) as ctx:
        for name in COMMANDS:
            assert f".SS {name}\n" in text
            command = main.get_command(ctx, name)
            assert command is not None
            for parameter in command.params:
                assert all(option in text for option in parameter.opts if option.startswith("-"))


def test_the_page_is_shipped() -> None:
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    assert setup["data-files"] == {"share/man/man1": ["man/twimllint.1"]}
