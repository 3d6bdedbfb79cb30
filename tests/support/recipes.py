"""The recipes of docs/editors.md, word for word, and a project with findings in awkward places to try them on."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "editors.md"
_BLOCK = re.compile(r"<!-- recipe: (?P<name>[\w-]+) -->\n```[^\n]*\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
BIN = Path(sys.executable).parent

#: Tabs, letters of two, three and four bytes, combining marks, several findings on one line, all three severities.
DOCUMENTS = {
    "voice.xml": '<Response>\n  <say>one</say><Gather numDigit="1"/>\n  <Dial><Room>Daily</Room></Dial>\n</Response>\n',
    "flows/main menu.xml": (
        "<Response>\n\t<Gather\ttimeout='5s'\tnumDigit='1'>\n\t\t<say>Press\t1</say>\t<play>x</play>\n\t</Gather>\n"
        "\t<Redirect>/menu</Redirect>\n\t<Say>Never</Say>\n</Response>\n"
    ),
    "flows/größe/grüße.twiml": (
        '<Response><Say voice="Polly.Jonna">Grüße, 日本語 👋 e\u0301</Say><say>x</say>\n'
        "<!-- 👋👋 --><Connect><Room>Daily</Room></Connect></Response>\n"
    ),
    "it's.xml": "<Response>\r\n<say>Grüße</say><Dail/>\r\n</Response>\r\n",
    "pom.xml": "<project><artifactId>ivr</artifactId></project>\n",
}


class Finding(NamedTuple):
    """A finding as an editor shows it: line and column from 1."""

    path: str
    line: int
    column: int
    severity: str
    code: str


def recipes() -> dict[str, str]:
    return {block["name"]: block["text"] for block in _BLOCK.finditer(PAGE.read_text(encoding="utf-8"))}


def recipe(name: str) -> str:
    """A recipe's text."""
    return recipes()[name]


def put(path: Path, *names: str) -> Path:
    """Write recipes to a file, as a reader of the page would."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(recipe(name) for name in names), encoding="utf-8")
    return path


def environment(home: Path) -> dict[str, str]:
    """A clean environment with twimllint on the path and a home of its own."""
    kept = {name: os.environ[name] for name in ("TMPDIR",) if name in os.environ}
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)])
    return kept | {"PATH": path, "HOME": str(home), "LC_ALL": "C.UTF-8", "TERM": "dumb", "XDG_RUNTIME_DIR": str(home)}


def run(command: list[object], cwd: Path, home: Path, **more: object) -> subprocess.CompletedProcess[str]:
    """Run a program to its end; its output is text."""
    return subprocess.run(
        [str(word) for word in command], cwd=cwd, env=environment(home), capture_output=True,
        encoding="utf-8", timeout=60, **{"stdin": subprocess.DEVNULL, **more},
    )  # fmt: skip


def expected(project: Path, *paths: str, unit: str = "characters") -> list[Finding]:
    """What must be shown: the JSON report, with columns counted here in the unit of the editor."""
    done = run([BIN / "twimllint", "--format", "json", *paths], project, project)
    assert done.returncode in (0, 1), done.stderr
    texts = {path: (project / path).read_bytes().decode("utf-8").splitlines() for path in DOCUMENTS}
    found = []
    for one in json.loads(done.stdout)["findings"]:
        before = texts[one["path"]][one["line"] - 1][: one["column"] - 1]
        width = {
            "characters": len(before),
            "bytes": len(before.encode()),
            "utf-16": len(before.encode("utf-16-le")) // 2,
        }
        found.append(Finding(one["path"], one["line"], width[unit] + 1, one["severity"], one["code"]))
    return sorted(found)
