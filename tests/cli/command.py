"""Run the real command, as a user does."""

import os
import subprocess
import sys
from pathlib import Path

BAD = "<Response><Dial><Room>DailyStandup</Room></Dial></Response>\n"
GOOD = "<Response><Say>Hello</Say></Response>\n"
BIN = Path(sys.executable).parent


def run(
    *arguments: object, cwd: Path, stdin: bytes = b"", timeout: float = 120, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The command's exit code and what it printed; nothing of the caller's settings reaches it."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT") if key in os.environ}
    done = subprocess.run(
        [BIN / "twimllint", *map(str, arguments)], cwd=cwd, input=stdin, capture_output=True, timeout=timeout,
        env=kept | {"COLUMNS": "100"} | environment,
    )  # fmt: skip
    out, err = (stream.decode("utf-8", "backslashreplace") for stream in (done.stdout, done.stderr))
    assert "Traceback" not in err + out, err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)
