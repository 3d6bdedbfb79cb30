"""Hostile input: a finding or a clear message in bounded time and memory, and the other files still linted."""

import http.server
import os
import resource
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from support.command import BAD, BIN, run

MEGABYTE = 1_000_000
DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "nesting": lambda: b"<Response>" + b"<Say>" * 100_000 + b"</Say>" * 100_000 + b"</Response>",
    "unclosed nesting": lambda: b"<Response>" + b"<Say>" * 100_000,
    "long attribute": lambda: b'<Response><Say voice="' + b"a" * 10 * MEGABYTE + b'">x</Say></Response>',
    "huge file": lambda: b"<Response><Say>" + b"a" * 100 * MEGABYTE + b"</Say></Response>",
    "nulls": lambda: b"<Response><Say>" + b"\0" * 1000 + b"</Say></Response>",
    "random bytes": lambda: b"<Response>" + bytes(range(256)) * 400,
    "entity bomb": lambda: (
        b'<!DOCTYPE r [<!ENTITY a0 "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 30))
        + b']><Response><Say voice="&a29;">&a29;</Say></Response>'
    ),
    "wrong encoding": lambda: b'<?xml version="1.0" encoding="klingon"?><Response><Say>x</Say></Response>',
    "ampersands": lambda: b"<Response><Say>" + b"&" * 20_000 + b"</Say></Response>",
}


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_gives_a_finding_and_the_others_are_linted(name: str, tmp_path: Path) -> None:
    (tmp_path / "hostile.xml").write_bytes(DOCUMENTS[name]())
    (tmp_path / "other.xml").write_text(BAD)
    done = subprocess.run(
        [BIN / "twimllint", "--format", "concise", "hostile.xml", "other.xml"], cwd=tmp_path, capture_output=True,
        timeout=110, preexec_fn=limited,
    )  # fmt: skip
    out = done.stdout.decode("utf-8", "replace")
    assert b"Traceback" not in done.stderr
    assert done.returncode == 1, done.stderr
    assert "hostile.xml:" in out
    assert "other.xml:1:18: error TW301" in out
    assert max(map(len, out.splitlines())) < 2000


def test_nothing_is_fetched_and_nothing_is_read(tmp_path: Path) -> None:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/x"
    secret = tmp_path / "secret.txt"
    secret.write_text("hunter2")
    (tmp_path / "a.xml").write_text(
        f'<!DOCTYPE Response SYSTEM "{url}.dtd" [<!ENTITY a SYSTEM "{url}"><!ENTITY b SYSTEM "file://{secret}">'
        f'<!ENTITY % p SYSTEM "{url}"> %p;]>\n<Response xmlns:xi="http://www.w3.org/2001/XInclude" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="{url}.xsd">'
        f'<xi:include href="{url}"/><Say>&a;&b;</Say></Response>'
    )
    done = run("a.xml", "--select", "ALL", cwd=tmp_path)
    server.shutdown()
    server.server_close()
    assert done.returncode == 1
    assert asked == []
    assert "hunter2" not in done.stdout + done.stderr


def test_pipes_and_devices_are_reported_and_do_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xml")
    (tmp_path / "folder.xml").mkdir()
    (tmp_path / "dangling.xml").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to(".")
    (tmp_path / "other.xml").write_text(BAD)
    done = run("--format", "concise", "pipe.xml", "dangling.xml", ".", cwd=tmp_path, timeout=60)
    assert done.returncode == 2
    assert done.stdout.count("TW301") == 1
    assert "pipe.xml" in done.stderr
    assert "dangling.xml" in done.stderr


def test_an_unreadable_file_is_reported(tmp_path: Path, bound_by_permissions: None) -> None:
    from click.testing import CliRunner

    from twimllint.cli import main

    (tmp_path / "secret.xml").write_text(BAD)
    (tmp_path / "secret.xml").chmod(0)
    (tmp_path / "other.xml").write_text(BAD)
    done = CliRunner().invoke(main, ["--format", "concise", str(tmp_path / "secret.xml"), str(tmp_path / "other.xml")])
    assert done.exit_code == 2
    assert "permission is denied" in done.output
    assert "TW301" in done.output


@pytest.mark.parametrize("name", ["new\nline.xml", "-dash.xml", "\U0001f600.xml", "caf\udce9.xml", "a b.xml"])
def test_odd_names(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(BAD)
    done = run("--format", "concise", cwd=tmp_path)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1


def test_a_closed_pipe_is_no_trouble(tmp_path: Path) -> None:
    for n in range(300):
        (tmp_path / f"{n}.xml").write_text(BAD)
    done = subprocess.run(
        f"{BIN / 'twimllint'} | head -n 1", shell=True, cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert "Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == 1
