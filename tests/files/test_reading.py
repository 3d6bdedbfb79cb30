"""Reading files, ordinary and strange."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from support.small_registry import needs_permissions
from twimllint.engine.result import Failure
from twimllint.files import reading
from twimllint.files.reading import HEAD_BYTES, FileHead, read


@pytest.mark.parametrize("content", [b"", b"<Response/>", b"x" * (HEAD_BYTES + 17), bytes(range(256)) * 1000])
def test_whole_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(content)
    assert read(path) == content
    assert read(str(path), limit=len(content)) == content


def test_too_big(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(b"ab" * HEAD_BYTES)
    found = read(path, limit=HEAD_BYTES)
    assert found == FileHead((b"ab" * HEAD_BYTES)[:HEAD_BYTES], 2 * HEAD_BYTES)
    assert read(path, limit=10) == FileHead(b"ababababab", 2 * HEAD_BYTES)


def test_huge_sparse_file_costs_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    with open(path, "wb") as file:
        file.write(b"<Response>")
        file.truncate(1 << 40)
    found = read(path)
    assert isinstance(found, FileHead)
    assert (found.size, len(found.head)) == (1 << 40, HEAD_BYTES)


def test_what_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
    for name, message in {
        "no.xml": "it cannot be read: there is no such file",
        ".": "it is a folder",
        "pipe": "it is a named pipe; only regular files are read",
        "socket": "it is a socket; only regular files are read",
        "/dev/zero": "it is a device; only regular files are read",
        "loop": "it cannot be read: too many levels of symbolic links",
        "a\0b": "it cannot be read: embedded null byte",
    }.items():
        assert read(os.path.join(tmp_path, name), display=name) == Failure(name, message)


@needs_permissions
def test_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(b"")
    path.chmod(0)
    assert read(path) == Failure(str(path), "it cannot be read: permission is denied")


def test_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(b"x" * 100)
    real = os.fstat

    def small(descriptor: int) -> os.stat_result:
        found = list(real(descriptor))
        found[6] = 10
        return os.stat_result(found)

    monkeypatch.setattr(reading.os, "fstat", small)
    assert read(path, limit=200) == b"x" * 100
    assert read(path, limit=50) == FileHead(b"x" * 50, 51)


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="no /proc here")
def test_files_that_claim_to_be_empty() -> None:
    found = read("/proc/self/status")
    assert isinstance(found, bytes)
    assert b"Name:" in found
