"""Kakoune without a screen: what :lint knows of the buffer, where its list leads, and fixing on save."""

from pathlib import Path

import pytest

from support.recipes import DOCUMENTS, Finding, expected, put, run
from support.tools import tool

BAD = [path for path in DOCUMENTS if path != "pom.xml"]


def kakoune(path: str, script: str, project: Path, home: Path) -> None:
    """Open a file with the recipe as its kakrc and run a script; one that does not end by itself is ended."""
    command = tool("kak")
    put(home / ".config/kak/kakrc", "kakoune")
    rescue = "nop %sh{ { sleep 20; echo kill! 1 | kak -p $kak_session; } </dev/null >/dev/null 2>&1 & }\n"
    (home / "test.kak").write_text(rescue + script, encoding="utf-8")
    failed = f'echo -to-file "{home}/error" %val{{error}}; kill! 2'
    start = f'try %{{ source "{home}/test.kak" }} catch %{{ {failed} }}'
    done = run([command, "-ui", "dummy", "-e", start, path], project, home)
    assert done.returncode == 0, (home / "error").read_text() if (home / "error").exists() else done.stderr


#: Lint, and when the list is complete go on with another script in the window.
LINT = """
hook global BufCloseFifo .* %%{
    nop %%sh{ echo 'evaluate-commands -client client0 %%{ source "%s" }' | kak -p "$kak_session" }
}
lint-buffer
"""
LIST = """
buffer "%s"
echo -to-file "%s/counts" %%opt{lint_error_count} %%opt{lint_warning_count}
echo -to-file "%s/messages" -- %%opt{lint_messages}
buffer *lint-output*
write -force "%s/list"
kill!
"""
JUMP = """
buffer *lint-output*
execute-keys ggj
make-jump
echo -to-file "%s/place" %%val{cursor_line} %%val{cursor_column} %%val{buffile}
kill!
"""


def lint(path: str, after: str, project: Path, home: Path) -> None:
    (home / "after.kak").write_text(after, encoding="utf-8")
    kakoune(path, LINT % (home / "after.kak"), project, home)


# lint.kak itself puts the name between single quotes
@pytest.mark.parametrize("path", [path for path in BAD if "'" not in path])
def test_lint_lists_the_findings(path: str, project: Path, home: Path) -> None:
    wanted = expected(project, path, unit="bytes")
    lint(path, LIST % (path, home, home, home), project, home)
    found = []
    for line in (home / "list").read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        place, severity, rest = line.split(": ", 2)
        shown, row, column = place.rsplit(":", 2)
        found.append(Finding(shown, int(row), int(column), severity, rest.split()[0]))
    assert sorted(found) == wanted
    errors = sum(one.severity == "error" for one in wanted)
    assert (home / "counts").read_text().split() == [str(errors), str(len(wanted) - errors)]
    messages = (home / "messages").read_text(encoding="utf-8")
    assert all(f"{one.line}|" in messages and one.code in messages for one in wanted)


def test_the_list_leads_to_the_place(project: Path, home: Path) -> None:
    path = "flows/größe/grüße.twiml"
    lint(path, JUMP % home, project, home)
    second = expected(project, path, unit="bytes")[1]
    line, column, file = (home / "place").read_text(encoding="utf-8").split(" ", 2)
    assert (int(line), int(column), file.strip()) == (second.line, second.column, str(project / path))


@pytest.mark.parametrize("path", BAD)
def test_the_buffer_is_fixed_on_save(path: str, project: Path, home: Path) -> None:
    before = (project / path).read_bytes()
    assert run(["twimllint", "--quiet", "--fix", path], project, home).returncode in (0, 1)
    wanted = (project / path).read_bytes()
    assert wanted != before
    (project / path).write_bytes(before)
    kakoune(path, "write\nkill!\n", project, home)
    assert (project / path).read_bytes() == wanted


@pytest.mark.parametrize("path", ["voice.xml", "pom.xml"])
def test_a_file_without_safe_fixes_stays(path: str, project: Path, home: Path) -> None:
    (project / "twimllint.toml").write_text('select = ["TW301"]\n')
    before = (project / path).read_bytes()
    kakoune(path, "write\nkill!\n", project, home)
    assert (project / path).read_bytes() == before
