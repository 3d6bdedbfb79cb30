"""Files beside the documents that are made to harm: baselines, manifests, ignore files, schemas, reports."""

import json
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from support.command import BAD, GOOD, ROOM, call, run, write

LONG = "9" * 5000
ROOMS = [{"unique_name": f"room{n}", "sid": f"RM{n:032x}", "type": "group"} for n in range(10_000)]

MANIFESTS = {
    "a long number": ('[{"unique_name": "a",\n "x": ' + LONG + "}]", "a number after line 1 is too long"),
    "a year out of range": (
        '[{"unique_name": "DailyStandup", "date_created": "Mon, 01 Jan 99999999999999999999 00:00:00 +0000"}]', None,
    ),
    "deep nesting": ("[" * 100_000, "nested too deeply"),
    "nesting that JSON still reads": ("[" * 900 + "]" * 900, None),
    "no UTF-8": ('["\udcff"]', "is not utf-8"),
    "an endless number": ('[{"unique_name": "DailyStandup", "x": 1e400}]', None),
}  # fmt: skip


@pytest.mark.parametrize("name", MANIFESTS)
def test_manifests(name: str, folder: Path) -> None:
    text, message = MANIFESTS[name]
    write(folder, {"a.xml": ROOM, "twimllint.toml": 'rooms-manifest = "m.json"\n'})
    (folder / "m.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    done = call("--format", "json")
    assert "internal error" not in done.err
    if message is not None:
        assert (done.code, "m.json: rooms manifest" in done.err, message in done.err) == (2, True, True), done.err


BASELINES = {
    "a count without end": '{"version": 1, "files": {"a.xml": [{"rule": "x", "text": "y", "count": 1e400}]}}',
    "a long count": '{"version": 1, "files": {"a.xml": [{"rule": "x", "text": "y", "count": ' + LONG + "}]}}",
    "a count below one": '{"version": 1, "files": {"a.xml": [{"rule": "x", "text": "y", "count": -1}]}}',
    "deep nesting": '{"version": 1, "files": ' + "[" * 100_000,
    "no object": '["version"]',
    "rows that are none": '{"version": 1, "files": {"a.xml": 5}}',
}


@pytest.mark.parametrize("name", BASELINES)
def test_baselines(name: str, folder: Path) -> None:
    write(folder, {"a.xml": BAD, "b.json": BASELINES[name]})
    done = call("--baseline", "b.json")
    assert done.code == 2
    assert "baseline" in done.err
    assert "internal error" not in done.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
@pytest.mark.parametrize(
    "path", ["twimllint.toml", "pyproject.toml", "m.json", "b.json", ".gitignore", "sub/.gitignore"]
)
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_pipes_and_devices(kind: str, path: str, folder: Path) -> None:
    write(folder, {"a.xml": GOOD, "sub/b.xml": GOOD})
    subprocess.run(["git", "init", "-q"], check=True)
    if path in ("m.json", "b.json"):
        key = "rooms-manifest" if path == "m.json" else "baseline"
        write(folder, {"twimllint.toml": f'{key} = "{path}"\n'})
    if kind == "pipe":
        os.mkfifo(path)
    else:
        Path(path).symlink_to("/dev/zero")
    done = run(".", cwd=folder, timeout=20)
    assert done.returncode == (0 if "gitignore" in path else 2), done.stderr
    if "gitignore" not in path:
        assert path in done.stderr
        assert ("named pipe" if kind == "pipe" else "device") in done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_a_plugin_that_is_no_file_is_reported_with_its_kind(folder: Path) -> None:
    kinds = {
        "pipe.py": "it is a named pipe",
        "device.py": "it is a device",
        "folder.py": "it is a folder",
        "no.py": "there is no file",
    }
    os.mkfifo("pipe.py")
    Path("device.py").symlink_to("/dev/zero")
    write(folder, {"a.xml": GOOD, "folder.py/x": ""})
    for name, words in kinds.items():
        write(folder, {"twimllint.toml": f"plugins = ['{name}']\n"})
        done = run(".", cwd=folder, timeout=20)
        assert done.returncode == 2
        assert f'plugin "{name}": {words}' in done.stderr


@pytest.mark.parametrize(
    "key", ["a" + ".a" * 200_000 + " = 1", "[a" + ".a" * 200_000 + "]", "x = {a" + '."a"' * 9000 + " = 1}"]
)
def test_a_key_of_endless_parts_is_reported_at_once(key: str, folder: Path) -> None:
    write(folder, {"a.xml": GOOD, "twimllint.toml": f"# first\n{key}\n"})
    start = time.process_time()
    done = call()
    assert time.process_time() - start < 5
    assert done.code == 2
    assert "twimllint.toml:2: invalid TOML: a key has over 200 parts" in done.err
    write(folder, {"twimllint.toml": "[tool]\nx = '" + "a." * 500 + "'\n"})
    assert "parts" not in call().err


def seconds(act: Callable[[], object]) -> float:
    """Processor time in this process, which other work on the machine does not lengthen."""
    start = time.process_time()
    act()
    return time.process_time() - start


GROWTH: dict[str, tuple[Callable[[int], dict[str, str]], list[str]]] = {
    "a manifest of many rooms": (
        lambda n: {"a.xml": ROOM, "m.json": json.dumps(ROOMS[: n * 100])}, ["--rooms-manifest", "m.json"],
    ),
    "a manifest of rooms without names": (
        lambda n: {"a.xml": ROOM, "m.json": json.dumps([{"sid": f"RM{i:032x}"} for i in range(n * 100)])},
        ["--rooms-manifest", "m.json"],
    ),
    "a manifest of many lines": (
        lambda n: {"a.xml": ROOM, "m.json": json.dumps(ROOMS[: n * 50], indent=1)}, ["--rooms-manifest", "m.json"],
    ),
    "columns in UTF-16": (
        lambda n: {"a.xml": "<Response>" + "<Say>é</Say><Gahter/>" * (n * 10) + "</Response>"},
        ["--format", "concise", "--columns", "utf-16"],
    ),
    "columns in bytes": (
        lambda n: {"a.xml": "<Response>" + "<Say>é</Say><Gahter/>" * (n * 10) + "</Response>"},
        ["--format", "concise", "--columns", "bytes"],
    ),
    "a baseline of one line": (
        lambda n: {"a.xml": "<Response>" + "<Gahter/>" * (n * 10) + "</Response>"}, ["--write-baseline", "b.json"],
    ),
    "globs with many stars": (
        lambda n: {
            "a.xml": GOOD, "a" * 200 + ".xml": GOOD,
            "twimllint.toml": f"exclude = ['{'*a' * n}b', '{'**/a/' * min(n, 100)}b.xml']\n",
        },
        [],
    ),
    "tables in tables": (
        lambda n: {"a.xml": GOOD, "twimllint.toml": f"[{'.'.join(['a'] * n * 20)}]\n" * 3}, [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GROWTH)
def test_time_grows_no_faster_than_the_input(name: str, folder: Path) -> None:
    make, words = GROWTH[name]
    times = []
    for n in (25, 100):
        write(folder, make(n))
        (folder / "b.json").unlink(missing_ok=True)
        times.append(min(seconds(lambda: call(*words)) for _ in range(2)))
        assert "internal error" not in call(*words).err
    # four times the input; quadratic work would be sixteen times as long
    assert times[1] < 9 * times[0] + 0.3, times
