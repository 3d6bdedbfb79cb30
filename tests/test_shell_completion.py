"""Completion in the real shells, with the tab key pressed on a terminal, set up as docs/editors.md says."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support.tools import tool

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SETUP = re.compile(r"<!-- recipe: completion-(\w+) -->\n```sh\n(.*?)```", re.DOTALL)

#: Ctrl-G prints the line as it is; candidates are listed at once, all of them.
STARTUP = {
    "bash": (
        "PS1='> '\nbind 'set show-all-if-ambiguous on'\nbind 'set completion-query-items 0'\nbind 'set page-completions off'\n"
        'bind \'set enable-bracketed-paste off\'\nbind -x \'"\\C-g": printf "<<%s>>" "$READLINE_LINE"\'\n'
        ". ~/.local/share/bash-completion/completions/twimllint\n"
    ),
    "zsh": (
        "PS1='> '\nLISTMAX=0\nunsetopt ZLE_BRACKETED_PASTE 2>/dev/null\nfpath=(~/.zfunc $fpath)\n"
        "autoload -Uz compinit\ncompinit -u -D\nshow() { print -rn -- \"<<$BUFFER>>\" }\nzle -N show\nbindkey '^G' show\n"
        "zstyle ':completion:*' list-prompt ''\nunset zle_bracketed_paste\n"
    ),
}
START = {"bash": ["bash", "--noprofile", "--rcfile", ".bashrc", "-i"], "zsh": ["zsh", "-d", "-i"]}
SHELLS = ["bash", "zsh", "fish"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "voice.xml").write_text("<Response/>")
    (tmp_path / "flows").mkdir()
    return tmp_path


def environment(home: Path) -> dict[str, str]:
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)])
    return {"PATH": path, "HOME": str(home), "LC_ALL": "C.UTF-8", "TERM": "xterm", "COLUMNS": "400", "LINES": "200"}


def set_up(shell: str, home: Path) -> None:
    """Do what the page says, and what makes a session easy to read."""
    commands = dict(SETUP.findall((ROOT / "docs/editors.md").read_text(encoding="utf-8")))
    subprocess.run(["bash", "-ec", commands[shell]], cwd=home, env=environment(home), check=True, timeout=60)
    if shell in STARTUP:
        (home / f".{shell}rc").write_text(STARTUP[shell])


def complete(shell: str, lines: list[str], home: Path) -> list[str]:
    """What one session shows when tab is pressed after each line: the candidates, and the line as it is then."""
    program = tool(shell)
    set_up(shell, home)
    if shell == "fish":
        script = (
            "source ~/.config/fish/completions/twimllint.fish; for line in $argv; complete -C $line; echo '<<>>'; end"
        )
        command = [program, "--no-config", "-c", script, *lines]
        done = subprocess.run(command, cwd=home, env=environment(home), capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout.split("<<>>")[: len(lines)]
    main, other = pty.openpty()
    session = subprocess.Popen(
        START[shell], cwd=home, env=environment(home), stdin=other, stdout=other, stderr=other, start_new_session=True
    )
    os.close(other)
    try:
        read(main, "> ")
        return [press_tab(main, line) for line in lines]
    finally:
        session.kill()
        session.wait()
        os.close(main)


def press_tab(terminal: int, line: str) -> str:
    os.write(terminal, b"\x15" + line.encode())
    drain(terminal)
    os.write(terminal, b"\t")
    # every case inserts something, lists something or rings the bell; zsh lists nothing while keys are waiting
    shown = read(terminal, "") + drain(terminal)
    os.write(terminal, b"\x07")
    return shown + read(terminal, ">>")


def read(terminal: int, until: str) -> str:
    """What the terminal shows up to some text, at least one character."""
    shown = ""
    end = time.monotonic() + 30
    while not shown or until not in shown:
        ready, _, _ = select.select([terminal], [], [], max(0.0, end - time.monotonic()))
        assert ready, f"the shell hangs after {shown!r}"
        shown += os.read(terminal, 65536).decode("utf-8", "replace")
    return shown


def drain(terminal: int) -> str:
    """What the terminal shows until it is quiet for a while."""
    shown = ""
    while select.select([terminal], [], [], 0.1)[0]:
        shown += os.read(terminal, 65536).decode("utf-8", "replace")
    return shown


#: The line before tab, and what must be offered or put in.
CASES = {
    "a command": ("twimllint expl", ["explain"]),
    "commands": ("twimllint ", ["check", "explain", "extract", "init", "rules", "schema"]),
    "an option of check": ("twimllint --se", ["--select"]),
    "an option after check": ("twimllint check --stat", ["--statistics"]),
    "an option of the group": ("twimllint --vers", ["--version"]),
    "codes": ("twimllint --select TW30", ["TW301", "TW302", "TW308"]),
    "codes in a list": ("twimllint --ignore empty-say,TW10", ["empty-say,TW101"]),
    "codes after an equals sign": ("twimllint --select=TW30", ["TW301", "TW308"]),
    "names": ("twimllint explain room-", ["room-outside-connect", "room-name-missing"]),
    "an element": ("twimllint explain Gath", ["Gather"]),
    "a number": ("twimllint explain 1333", ["13335"]),
    "a path": ("twimllint voi", ["voice.xml"]),
    "a path after an option": ("twimllint --fix voi", ["voice.xml"]),
    "a file of an option": ("twimllint --baseline voi", ["voice.xml"]),
    "a choice": ("twimllint --preset ", ["essential", "recommended", "strict"]),
    "a Region": ("twimllint --region ", ["us1", "ie1", "au1"]),
    "a format": ("twimllint --format sar", ["sarif"]),
    "a schema": ("twimllint schema mess", ["messaging"]),
}


@pytest.mark.parametrize("shell", SHELLS)
def test_tab(shell: str, home: Path) -> None:
    shown = complete(shell, [line for line, _ in CASES.values()], home)
    for (case, (_, wanted)), text in zip(CASES.items(), shown, strict=True):
        for word in wanted:
            assert word in text, f"{case}: {text!r}"
