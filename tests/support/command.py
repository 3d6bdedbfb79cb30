"""Calling the command: as a process of its own, as a user does, or in this process where there are many cases."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner

#: An error that has an unsafe fix, and what it comes to; a safe one; a warning; a document as it should be; no TwiML.
BAD = "<Response><Dial><Room>DailyStandup</Room></Dial></Response>\n"
ROOM = "<Response><Connect><Room>DailyStandup</Room></Connect></Response>\n"
CASE = "<Response><say>Hi</say></Response>\n"
VOICE = '<Response><Say voice="alic">Hi</Say></Response>\n'
GOOD = "<Response><Say>Hello</Say></Response>\n"
FOREIGN = "<project><artifactId>ivr</artifactId></project>\n"
BIN = Path(sys.executable).parent


def run(
    *arguments: object, cwd: Path, stdin: bytes = b"", timeout: float = 120, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The command's exit code and what it printed; nothing of the caller's settings reaches it."""
    done = subprocess.run(
        [BIN / "twimllint", *map(str, arguments)], cwd=cwd, input=stdin, capture_output=True, timeout=timeout,
        env=surroundings() | environment,
    )  # fmt: skip
    out, err = (stream.decode("utf-8", "backslashreplace") for stream in (done.stdout, done.stderr))
    assert "Traceback" not in err + out, err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def surroundings() -> dict[str, str]:
    """The environment that a command gets."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT") if key in os.environ}
    return kept | {"COLUMNS": "100"}


class Done(NamedTuple):
    """What a call came to."""

    code: int
    out: str
    err: str
    raw: bytes

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The findings of ``--format json``."""
        found: list[dict[str, Any]] = json.loads(self.out)["findings"]
        return found

    @property
    def names(self) -> list[str]:
        """The rules with findings, of ``--format json``."""
        return [finding["name"] for finding in self.findings]


def call(*words: object, stdin: bytes | str = b"", env: Mapping[str, str] | None = None) -> Done:
    """Call the command in this process, in its working folder. Nothing may escape it but an exit code."""
    from twimllint.cli import main

    hidden = [key for key in os.environ if key.startswith(("TWIMLLINT_", "GITHUB_"))]
    hidden += ["TWILIO_REGION", "NO_COLOR", "FORCE_COLOR", "CI"]
    environment = {**dict.fromkeys(hidden), **(env or {})}
    result = CliRunner().invoke(main, [str(word) for word in words], input=stdin, env=environment)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.stderr
    return Done(result.exit_code, result.stdout, result.stderr, result.stdout_bytes)


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files, and the folders they lie in."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
