"""``make facts`` finds what a newer helper library has and the schemas have not."""

from __future__ import annotations

import importlib.metadata
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TYPES = """
    type RejectReason = "rejected" | "busy"{reason};
    type SayVoice = "man" | "Polly.Joanna"{voice};
    export interface RejectAttributes {{
        reason?: RejectReason;{attribute}
    }}
    export interface SayAttributes {{
        voice?: SayVoice;
    }}
"""
SCRIPT = """
class VoiceResponse extends TwiML_1.default {{
    reject(attributes) {{
        return new VoiceResponse.Reject(this.response.ele("Reject", attributes));
    }}{child}
}}
"""


@pytest.fixture(scope="module")
def python() -> Path:
    """The folder of the library for Python that the tests use."""
    return Path(str(importlib.metadata.distribution("twilio").locate_file("")))


def compare(folder: Path, python: Path, **parts: str) -> subprocess.CompletedProcess[str]:
    """The comparison with a library for Node that has a few things more."""
    known = dict.fromkeys(("reason", "voice", "attribute", "child"), "") | parts
    lib = folder / "lib" / "twiml"
    lib.mkdir(parents=True)
    (folder / "package.json").write_text(json.dumps({"version": "99.0.0"}))
    (lib / "VoiceResponse.d.ts").write_text(TYPES.format(**known))
    (lib / "VoiceResponse.js").write_text(SCRIPT.format(**known))
    (lib / "MessagingResponse.d.ts").write_text("")
    (lib / "MessagingResponse.js").write_text("class MessagingResponse extends TwiML_1.default {}")
    (folder / "schemas").mkdir()
    for table in (ROOT / "schemas").glob("helper-*.json"):
        shutil.copy(table, folder / "schemas")
    return look(folder, python)


def look(folder: Path, python: Path) -> subprocess.CompletedProcess[str]:
    """What ``make facts`` does, with these libraries, and tables of its own."""
    command = [sys.executable, "tools/facts", "--python", str(python), "--node", str(folder), "--no-fetch"]
    command += ["--schemas", str(folder / "schemas")]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("part", "line"),
    [
        ({"reason": ' | "asleep"'}, 'twilio-node 99.0.0: Reject@reason="asleep"'),
        ({"voice": ' | "Polly.Nobody"'}, 'twilio-node 99.0.0: Say@voice="Polly.Nobody"'),
        ({"attribute": "\n        politely?: boolean;"}, "twilio-node 99.0.0: Reject@politely"),
        (
            {
                "child": '\n    wave() {\n        return new VoiceResponse.Wave(this.response.ele("Wave", attributes));\n    }'
            },
            "twilio-node 99.0.0: <Wave> in <Response>",
        ),
    ],
    ids=["value", "voice", "attribute", "element"],
)
def test_new_attributes_are_reported(tmp_path: Path, python: Path, part: dict[str, str], line: str) -> None:
    done = compare(tmp_path, python, **part)
    assert done.returncode == 1, done.stderr
    assert f"\nIn a library and not in schemas/: 1\n  {line}\n" in done.stdout


def test_nothing_new(tmp_path: Path, python: Path) -> None:
    done = compare(tmp_path, python)
    assert done.returncode == 1, done.stderr  # the table of this small library for Node differs
    assert "\nIn a library and not in schemas/: nothing\n" in done.stdout
    assert "\n  voice: Dial@callReason\n" in done.stdout


def test_tables_of_helper_methods_are_written_anew(tmp_path: Path, python: Path) -> None:
    old = json.loads((ROOT / "schemas" / "helper-node.json").read_text())
    part = (
        '\n    wave(attributes) {\n        return new VoiceResponse.Wave(this.response.ele("Wave", attributes));\n    }'
    )
    done = compare(tmp_path, python, child=part)
    assert f"\n  twilio-node {old['version']} is now 99.0.0\n" in done.stdout
    assert "\n  twilio-node: class voice.Wave is new\n" in done.stdout
    assert "\n  twilio-node: class voice.Dial is gone\n" in done.stdout
    assert "schemas/helper-ruby.json stays as it is: it is left out" in done.stdout
    new = json.loads((tmp_path / "schemas" / "helper-node.json").read_text())
    assert new["version"] == "99.0.0"
    assert new["source"] == old["source"]
    assert new["classes"]["voice.VoiceResponse"]["methods"]["wave"] == ["voice.Wave", ["attributes"], []]
    # what there was is not forgotten
    assert new["former"]["voice.VoiceResponse"]["dial"] == old["version"]
    assert set(old["former"]["voice.Say"]) <= set(new["former"]["voice.Say"])


def test_tables_stay_as_they_are_where_nothing_is_new(tmp_path: Path, python: Path) -> None:
    compare(tmp_path, python)
    tables = {path: path.read_bytes() for path in (tmp_path / "schemas").iterdir()}
    done = look(tmp_path, python)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "\nNew in schemas/helper-*.json: nothing\n" in done.stdout
    assert {path: path.read_bytes() for path in (tmp_path / "schemas").iterdir()} == tables


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("echo 'ENOTFOUND: no such host' >&2; exit 1", "it cannot be fetched (ENOTFOUND: no such host)"),
        ("exit 3", "it cannot be fetched (exit status 3)"),
        (None, "npm is not installed"),
    ],
    ids=["unreachable", "silent", "missing"],
)
def test_an_index_that_cannot_be_reached_is_reported(
    tmp_path: Path, python: Path, script: str | None, reason: str
) -> None:
    if script is not None:
        (tmp_path / "npm").write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / "npm").chmod(0o755)
    command = [sys.executable, "tools/facts", "--python", str(python)]
    done = subprocess.run(command, cwd=ROOT, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"the library for node: {reason}\n" in done.stdout
    assert done.stderr == ""


def test_a_library_that_is_only_read_may_be_out_of_reach(tmp_path: Path, python: Path) -> None:
    compare(tmp_path, python)
    commands = tmp_path / "bin"
    commands.mkdir()
    # gem fails with status 0
    (commands / "gem").write_text("#!/bin/sh\necho 'Could not find a valid gem'\n")
    (commands / "gem").chmod(0o755)
    command = [sys.executable, "tools/facts", "--python", str(python), "--node", str(tmp_path)]
    command += ["--schemas", str(tmp_path / "schemas")]
    done = subprocess.run(command, cwd=ROOT, env={"PATH": str(commands)}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    stays = "stays as it is: it cannot be fetched (Could not find a valid gem)"
    assert f"\nschemas/helper-ruby.json {stays}\n" in done.stdout
    assert "\nschemas/helper-php.json stays as it is: composer is not installed\n" in done.stdout
