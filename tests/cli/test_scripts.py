"""Programs whose names do not say what they are: scripts by their first line, files of Ruby by their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command import call, write

TWIML = "<Response><Say voic='alice'>a</Say></Response>"
PYTHON = f'x = "{TWIML}"\n'
SCRIPTS = {
    "#!/usr/bin/env python3": PYTHON,
    "#!/usr/bin/python3.11 -u": PYTHON,
    "#! /usr/bin/env -S FOO=1 python": PYTHON,
    "#!/opt/pypy/bin/pypy3": PYTHON,
    "#!/usr/bin/env node": f'const x = "{TWIML}";\n',
    "#!/usr/bin/env -S deno run": f'const x: string = "{TWIML}";\n',
    "#!/usr/bin/env ts-node": f'const x: string = "{TWIML}";\n',
    "#!/usr/bin/ruby -w": f'x = "{TWIML}"\n',
    "#!/usr/bin/php -q": f'<?php echo "{TWIML}";\n',
}


@pytest.mark.parametrize("name", ["voice", "voice.cgi"])
@pytest.mark.parametrize("line", SCRIPTS)
def test_scripts(line: str, name: str, folder: Path) -> None:
    pytest.importorskip("tree_sitter")
    write(folder, {name: f"{line}\n{SCRIPTS[line]}"})
    done = call("--format", "json", name)
    assert [(one["name"], one["line"]) for one in done.findings] == [("unknown-attribute", 2)]
    assert call("extract", name).out.startswith(f"{name}:2:")
    assert call("--fix", "--unsafe-fixes", name).code == 0
    assert (folder / name).read_text() == f"{line}\n{SCRIPTS[line]}".replace("voic=", "voice=")


@pytest.mark.parametrize("line", ["#!/bin/sh", "#!/usr/bin/perl -w", "#!/usr/bin/env bash"])
def test_scripts_in_which_twiml_is_not_looked_for(line: str, folder: Path) -> None:
    write(folder, {"voice": f"{line}\necho '{TWIML}'\n"})
    name = line.split()[-1 if "env" in line else 0].rpartition("/")[2]
    for words, what in ((["voice"], "linted"), (["extract", "voice"], "read")):
        done = call(*words)
        assert (done.code, done.out) == (0, "") or "No findings" in done.out
        assert f"voice is not {what}: it is a script for {name}" in done.err


def test_files_of_ruby(folder: Path) -> None:
    pytest.importorskip("tree_sitter")
    write(folder, {"Rakefile": f'x = "{TWIML}"\n', "lib/Gemfile": f'x = "{TWIML}"\n', "Makefile": f'x = "{TWIML}"\n'})
    assert [one["path"] for one in call("--format", "json", ".").findings] == ["Rakefile", "lib/Gemfile"]


def test_xml_is_no_script(folder: Path) -> None:
    write(folder, {"voice.xml": f"#!/usr/bin/env python3\n{TWIML}\n"})
    assert "content-before-prolog" in call("--format", "json", "voice.xml").names
