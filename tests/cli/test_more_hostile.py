"""More hostile input: a finding or a clear message in bounded time and memory, and the other files still linted."""

import http.server
import os
import random
import resource
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.command import BAD, BIN, GOOD, call, run, surroundings, write

MEGABYTE = 1_000_000
HEAD, TAIL = b"<Response>", b"</Response>"


def say(text: bytes) -> bytes:
    return HEAD + b"<Say>" + text + b"</Say>" + TAIL


#: Each with the exit code: 2 where a limit was reached and not everything was looked at.
DOCUMENTS: dict[str, tuple[int, Callable[[], bytes]]] = {
    "too many attributes": (2, lambda: HEAD + b"<Say " + b" ".join([b'a%d="1"' % n for n in range(300_000)]) + b"/>" + TAIL),
    "the same attribute": (1, lambda: HEAD + b"<Say " + b'a="1" ' * 900 + b"/>" + TAIL),
    "many elements": (1, lambda: HEAD + b"<Pause/>" * 300_000 + TAIL),
    "many unknown elements": (1, lambda: HEAD + b"<Pase/>" * 60_000 + TAIL),
    "many ampersands": (1, lambda: say(b"& " * 300_000)),
    "many angle brackets": (1, lambda: say(b"< " * 150_000)),
    "nulls alone": (1, lambda: HEAD + b"\0" * 500_000 + TAIL),
    "many directives": (1, lambda: HEAD + b"<!-- twimllint: ignore[TW301] --><Pause/>\n" * 5000 + TAIL),
    "many ranges": (1, lambda: HEAD + b"<!-- twimllint: disable[TW301] --><Pase/>\n" * 1500 + TAIL),
    "many comments": (1, lambda: HEAD + b"<!-- x -->" * 200_000 + b"<Say>x</Say>" + TAIL),
    "many lines": (1, lambda: HEAD + b"\n" * MEGABYTE + b"<Pase/>" + TAIL),
    "many template tags": (0, lambda: say(b"{{ x }}" * 100_000)),
    "open template tags": (1, lambda: say(b"{{ {% <? ${ " * 60_000)),
    "open character data": (1, lambda: say(b"<![CDATA[" * 200_000)),
    "open quotes": (1, lambda: HEAD + b"<Say voice='" * 100_000 + TAIL),
    "end tags": (1, lambda: HEAD + b"</Say>" * 300_000 + TAIL),
    "quadratic entities": (1, lambda: b'<!DOCTYPE r [<!ENTITY a "' + b"a" * 50_000 + b'">]>' + say(b"&a;" * 50_000)),
    "endless entity": (1, lambda: b'<!DOCTYPE r [<!ENTITY a "&a;">]>' + say(b"&a;")),
    "random": (1, lambda: b"<Response>" + random.Random(0).randbytes(200_000)),
}  # fmt: skip

#: Of these, what a rule reports is cut off, and a note says so.
LIMITED = {
    "many unknown elements": "unknown-element",
    "many ampersands": "unescaped-ampersand",
    "nulls alone": "illegal-character",
    "many ranges": "unknown-element",
    "random": "illegal-character",
}


def limited(most: int = 1_500_000_000) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_bounded(name: str, tmp_path: Path) -> None:
    code, make = DOCUMENTS[name]
    write(tmp_path, {"hostile.twiml": make(), "other.xml": BAD})
    done = subprocess.run(
        [BIN / "twimllint", "--format", "concise", "hostile.twiml", "other.xml"], cwd=tmp_path, capture_output=True,
        timeout=150, preexec_fn=lambda: limited(400_000_000 if code == 2 else 1_500_000_000), env=surroundings(),
    )  # fmt: skip
    out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in err
    assert "internal" not in out + err
    assert "other.xml:1:18: error TW301" in out
    assert done.returncode == (code or 1), err[-500:]
    assert ("hostile.twiml:" in out) is (code != 0)
    assert ("hostile.twiml:" in err) is (code == 2 or name in LIMITED)
    if name in LIMITED:
        assert (
            err.splitlines()[0]
            == f"twimllint: hostile.twiml: only the first 1,000 findings of {LIMITED[name]} are listed"
        )
    assert max(map(len, (out + err).splitlines())) < 2000
    assert len(out) < 20_000_000


def test_a_hundred_megabytes_on_standard_input(tmp_path: Path) -> None:
    document = say(b"a" * 100 * MEGABYTE)
    for words in (["-"], ["--stdin-filename", "a.xml", "-"]):
        done = subprocess.run(
            [BIN / "twimllint", *words, "--format", "concise"], cwd=tmp_path, input=document, capture_output=True,
            timeout=120, preexec_fn=limited, env=surroundings(),
        )  # fmt: skip
        assert done.returncode == 1
        assert b"document-too-large document is too large: over 33,554,432 bytes" in done.stdout
    done = subprocess.run(
        [BIN / "twimllint", "--fix", "-"], cwd=tmp_path, input=document, capture_output=True, timeout=120,
        preexec_fn=limited, env=surroundings(),
    )  # fmt: skip
    assert done.stdout == document


def test_an_endless_standard_input_ends(tmp_path: Path) -> None:
    line = f"{BIN / 'twimllint'} --format concise - < /dev/zero"
    done = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, timeout=120, preexec_fn=limited)
    assert done.returncode == 1
    assert b"document-too-large" in done.stdout


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """The URL of a server, and what it was asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


def reaching_out(url: str) -> dict[str, str]:
    """Documents that ask for ``url``, each in its own way."""
    prolog = '<?xml version="1.0"?>\n'
    xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    return {
        "dtd.xml": f'{prolog}<!DOCTYPE Response SYSTEM "{url}/a.dtd"><Response><Say>x</Say></Response>',
        "public.xml": f'{prolog}<!DOCTYPE Response PUBLIC "-//A//B" "{url}/b.dtd"><Response><Say>x</Say></Response>',
        "entity.xml": f'{prolog}<!DOCTYPE Response [<!ENTITY a SYSTEM "{url}/c">]><Response><Say>&a;</Say></Response>',
        "attribute.xml": (
            f'{prolog}<!DOCTYPE Response [<!ENTITY a SYSTEM "{url}/d">]><Response><Say voice="&a;">x</Say></Response>'
        ),
        "parameter.xml": f'{prolog}<!DOCTYPE Response [<!ENTITY % p SYSTEM "{url}/e"> %p;]><Response><Say>x</Say></Response>',
        "include.xml": (
            '<Response xmlns:xi="http://www.w3.org/2001/XInclude"><Say>x</Say>'
            f'<xi:include href="{url}/f" parse="text"/></Response>'
        ),
        "location.xml": f'<Response {xsi} xsi:noNamespaceSchemaLocation="{url}/g.xsd"><Say>x</Say><Pley/></Response>',
        "locations.xml": f'<Response {xsi} xsi:schemaLocation="urn:a {url}/h.xsd"><Say>x</Say></Response>',
        "style.xml": f'{prolog}<?xml-stylesheet href="{url}/i.xsl" type="text/xsl"?><Response><Say>x</Say></Response>',
        "model.xml": f'{prolog}<?xml-model href="{url}/j.rng"?><Response><Say>x</Say></Response>',
        "catalog.xml": f'{prolog}<?oasis-xml-catalog catalog="{url}/k"?><Response><Say>x</Say></Response>',
        "play.xml": f"<Response><Play>{url}/l.mp3</Play><Redirect>{url}/m</Redirect></Response>",
    }


def test_nothing_is_fetched(server: tuple[str, list[str]], tmp_path: Path) -> None:
    url, asked = server
    write(tmp_path, reaching_out(url))
    write(tmp_path, {"acme.xsd": (
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        f'<xs:include schemaLocation="{url}/n.xsd"/><xs:element name="Response"/></xs:schema>'
    )})  # fmt: skip
    for words in (["--select", "ALL"], ["--fix", "--unsafe-fixes", "--select", "ALL"], ["--format", "sarif"]):
        assert run(*words, cwd=tmp_path).returncode == 1
    (tmp_path / "twimllint.toml").write_text('schema = "acme.xsd"\n')
    assert run("--select", "ALL", cwd=tmp_path).returncode in (1, 2)
    assert asked == []


def test_no_file_is_read_but_those_to_lint(tmp_path: Path) -> None:
    write(tmp_path, {"secret": "hunter2"})
    write(tmp_path / "docs", reaching_out(f"file://{tmp_path}/secret?"))
    write(
        tmp_path / "docs",
        {f"plain-{name}": text.replace("?", "") for name, text in reaching_out(f"file://{tmp_path}/secret").items()},
    )
    for words in ([], ["--diff", "--unsafe-fixes"], ["--format", "json"]):
        done = run(*words, "--select", "ALL", cwd=tmp_path / "docs")
        assert "hunter2" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "encoding",
    ["klingon", "UTF-7", "UTF-32", "EBCDIC-CP-US", "cp037", "utf-16", "rot13", "idna", "base64", "unicode_escape", "", "a" * 999,
     "\u00e9", "punycode", "hex", "utf-8-sig", "mbcs", "undefined"],
)  # fmt: skip
def test_whatever_encoding_is_declared(encoding: str, folder: Path) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n<Response><Say>Grüße</Say></Response>'
    write(folder, {"a.xml": text, "b.xml": text.encode("utf-16"), "other.xml": BAD})
    done = call("--format", "json")
    assert done.code == 1
    assert {finding["path"] for finding in done.findings} >= {"a.xml", "other.xml"}
    assert "internal-error" not in done.names


def test_odd_things_named_and_found(folder: Path) -> None:
    write(folder, {"other.xml": BAD, "in/deep.xml": BAD, "folder.xml/inside.xml": GOOD})
    os.mkfifo(folder / "pipe.xml")
    (folder / "loop.xml").symlink_to("loop.xml")
    (folder / "dangling.xml").symlink_to("nowhere.xml")
    (folder / "in/up").symlink_to("..")
    (folder / "in/around").symlink_to(folder)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.xml")
    found = call("--format", "json")
    assert (found.code, found.err) == (1, "")
    assert [finding["path"] for finding in found.findings] == ["in/deep.xml", "other.xml"]
    named = call(
        "--format", "json", "pipe.xml", "loop.xml", "dangling.xml", "socket.xml", "/dev/zero", "folder.xml", "other.xml"
    )
    assert named.code == 2
    assert named.names == ["room-outside-connect"]
    assert named.err.splitlines() == [
        "twimllint: loop.xml: too many levels of symbolic links",
        "twimllint: dangling.xml: there is no such file",
        "twimllint: pipe.xml: it is a named pipe; only regular files are read",
        "twimllint: socket.xml: it is a socket; only regular files are read",
        "twimllint: /dev/zero: it is a device; only regular files are read",
    ]


def test_what_may_not_be_read(folder: Path, bound_by_permissions: None) -> None:
    write(folder, {"shut/a.xml": BAD, "no.xml": BAD, "other.xml": BAD, "blind/b.xml": BAD})
    (folder / "no.xml").chmod(0)
    (folder / "shut").chmod(0)
    (folder / "blind").chmod(0o300)
    try:
        done = call("--format", "json")
        named = call("--format", "json", "shut/a.xml", "blind/b.xml", "no.xml")
    finally:
        (folder / "shut").chmod(0o755)
        (folder / "blind").chmod(0o755)
    assert done.code == 2
    assert [finding["path"] for finding in done.findings] == ["other.xml"]
    assert sorted(done.err.splitlines()) == [
        "twimllint: blind: the folder cannot be read: permission is denied",
        "twimllint: no.xml: it cannot be read: permission is denied",
        "twimllint: shut: the folder cannot be read: permission is denied",
    ]
    assert named.code == 2
    assert [finding["path"] for finding in named.findings] == ["blind/b.xml"]


FOREIGN = {
    "pom.xml": '<project xmlns="http://maven.apache.org/POM/4.0.0"><artifactId>ivr</artifactId></project>',
    "AndroidManifest.xml": '<manifest package="a"><application/></manifest>',
    "strings.xml": '<resources><string name="a">Dial</string></resources>',
    "plivo.xml": "<Response><Speak>Hi</Speak><GetDigits/></Response>",
    "exotel.xml": "<Response><Passthru url='https://example.com/'/></Response>",
    "bandwidth.xml": "<Response><SpeakSentence>Hi</SpeakSentence></Response>",
    "saml.xml": '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"/>',
    "api.xml": "<Response><Status>ok</Status><Data>1</Data></Response>",
    "feed.xml": '<rss version="2.0"><channel/></rss>',
    "image.xml": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "web.xml": "<web-app><servlet/></web-app>",
    "voice.xml": '<vxml version="2.1"><form><block>Hi</block></form></vxml>',
    "app.config.xml": "<configuration><appSettings/></configuration>",
    "empty.xml": "",
    "text.xml": "hello",
    "binary.xml": "\0\1\2",
    "half.xml": "<project><a>",
    "build.xml": "<project><target/></project>",
}


def test_foreign_xml_is_no_finding(folder: Path) -> None:
    """Named files of other voice providers are mentioned, the rest is skipped silently."""
    write(folder, FOREIGN)
    for words, mentioned in (([], []), (sorted(FOREIGN), ["bandwidth.xml", "exotel.xml", "plivo.xml"])):
        done = call(*words)
        lines = [line for line in done.err.splitlines() if "no TwiML to lint" not in line]
        assert (done.code, done.out, [line.split()[1] for line in lines]) == (0, "", mentioned)
    assert f"({len(FOREIGN)} not TwiML)" in call("-v").err
    write(folder, {"other.xml": BAD})
    assert call("-v").out.splitlines()[-1].endswith(f"{len(FOREIGN)} not TwiML")
