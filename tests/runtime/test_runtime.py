"""TwiML that a program answers with while it runs: middleware, the pytest option, the unittest mixin."""

from __future__ import annotations

import gzip
import logging
import subprocess
import sys
import unittest
import zlib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import etree
from twilio.twiml.voice_response import VoiceResponse

from twimllint.middleware import AsyncTwimlLint, TwimlError, TwimlLint
from twimllint.unittesting import TwimlAssertions

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples" / "frameworks"
BAD = b'<Response><Gather numDigit="1" action="/x"/><Say>Hi</Say></Response>'
GOOD = b"<Response><Say>Hi</Say></Response>"


def wsgi(body: bytes, kind: str = "text/xml", **options):
    """What a client gets from a WSGI program behind the middleware."""

    def program(environ, start_response):
        start_response("200 OK", [("Content-Type", kind)])
        return [body[:10], body[10:]]

    return b"".join(TwimlLint(program, **options)({"PATH_INFO": "/voice"}, lambda *_: None))


def test_findings_are_logged_with_the_path_and_the_response_is_the_same(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "twimllint"):
        assert wsgi(BAD) == BAD
    assert [(record.levelname, record.getMessage().split(": ")[0]) for record in caplog.records] == [
        ("ERROR", "/voice:1:19")
    ]
    assert "TW201 unknown-attribute" in caplog.text


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (GOOD, "text/xml"),
        (b"<Response><Status>ok</Status></Response>", "text/xml"),
        (BAD, "application/json"),
        (b"\xff\xfe\x00", "text/xml"),
        (b"", "text/xml"),
        (b"<html><body>Response</body></html>", "text/html"),
    ],
)
def test_silence(body: bytes, kind: str, caplog: pytest.LogCaptureFixture) -> None:
    assert wsgi(body, kind, raises=True) == body
    assert caplog.records == []


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "text/plain", "application/xml", "", "TEXT/XML"])
def test_the_types_that_frameworks_give(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    assert wsgi(BAD, kind) == BAD
    assert "unknown-attribute" in caplog.text


def test_flask_calls_text_html(caplog: pytest.LogCaptureFixture) -> None:
    from flask import Flask

    app = Flask(__name__)
    app.wsgi_app = TwimlLint(app.wsgi_app)  # type: ignore[method-assign]
    app.add_url_rule("/voice", view_func=lambda: BAD.decode())
    answer = app.test_client().get("/voice")
    assert answer.data == BAD
    assert answer.content_type.startswith("text/html")
    assert "/voice:1:19" in caplog.text


def test_other_pages_are_not_held_back() -> None:
    made: list[int] = []

    def program(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/html")])
        for number in range(3):
            made.append(number)
            yield b"<p>%d</p>" % number

    parts = iter(TwimlLint(program)({"PATH_INFO": "/"}, lambda *_: None))
    assert next(parts) == b"<p>0</p>"
    assert made == [0]
    assert b"".join(parts) == b"<p>1</p><p>2</p>"


def test_the_program_sees_the_end() -> None:
    class Response(list):
        closed = False

        def close(self) -> None:
            self.closed = True

    for body in (GOOD, b"<html></html>", b""):
        response = Response([body])

        def program(environ, start_response, response=response):
            start_response("200 OK", [("Content-Type", "text/html")])
            return response

        for read in (True, False):
            response.closed = False
            parts = TwimlLint(program)({}, lambda *_: None)
            assert not read or b"".join(parts) == body
            parts.close()  # as every server does in the end
            assert response.closed


JUNK = b"Warning: x\n" + BAD


def wsgi_parts(parts: list[bytes], headers: list[tuple[str, str]], **options):
    """The parts that a client gets from a WSGI program that begins to answer when it is asked for the first part."""

    def program(environ, start_response):
        start_response("200 OK", headers)
        yield from parts

    environ = {"SCRIPT_NAME": "/ivr", "PATH_INFO": "/d\u00c3\u00a9but\nERROR"}
    return list(TwimlLint(program, **options)(environ, lambda *_: None))


@pytest.mark.parametrize("raises", [False, True])
def test_parts_stay_as_they_are(raises: bool, caplog: pytest.LogCaptureFixture) -> None:
    for parts in ([b"\n", b"", b"  ", GOOD[:3], GOOD[3:], b""], [b""], [], [b"\n", b"<p>", b"</p>"]):
        for kind in ("text/xml", "text/html"):
            options = {"raises": raises, "ignore": ("TW002",)}
            assert wsgi_parts(parts, [("Content-Type", kind)], **options) == parts
    assert caplog.records == []


@pytest.mark.parametrize(
    ("body", "headers", "found"),
    [
        (BAD, {}, "unknown-attribute"),
        (b"\xef\xbb\xbf" + BAD, {"content-type": "text/html"}, "byte-order-mark"),
        (JUNK, {"Content-Type": "application/xml"}, "content-before-prolog"),
        (JUNK, {"Content-Type": "text/html"}, ""),
        (b"\n" + BAD, {"Content-Type": "text/html"}, "unknown-attribute"),
        (gzip.compress(BAD, mtime=0), {"CONTENT-TYPE": "text/xml", "Content-Encoding": "gzip"}, "unknown-attribute"),
        (zlib.compress(BAD), {"Content-Type": "text/xml", "Content-Encoding": "deflate"}, "unknown-attribute"),
        (BAD, {"Content-Type": "text/xml", "Content-Encoding": "gzip"}, ""),
        (BAD, {"Content-Type": "text/xml", "Content-Encoding": "br"}, ""),
        (gzip.compress(b" " * (1 << 24) + BAD, mtime=0), {"Content-Type": "text/xml", "Content-Encoding": "gzip"}, ""),
        (BAD + b" " * (1 << 20), {"Content-Type": "text/xml"}, ""),
        (BAD.replace(b"Hi", b"caf\xe9"), {"Content-Type": "text/xml"}, "encoding-mismatch"),
        (BAD.replace(b"Hi", b"caf\xe9"), {"Content-Type": 'text/xml; charset="ISO-8859-1"'}, "unknown-attribute"),
        (BAD.replace(b"Hi", "\u00e9".encode()), {"Content-Type": "text/xml; charset=latin-1"}, "unknown-attribute"),
        (BAD.replace(b"Hi", b"caf\xe9"), {"Content-Type": "text/xml; charset=klingon"}, "encoding-mismatch"),
    ],
    ids=lambda value: f"{len(value):,} bytes" if isinstance(value, bytes) else None,
)
def test_bodies_as_they_come(
    body: bytes, headers: dict[str, str], found: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert b"".join(wsgi_parts([body[:4], b"", body[4:]], list(headers.items()))) == body
    names = {record.getMessage().split()[2].rstrip(":") for record in caplog.records}
    assert found in names if found else not names
    assert ("encoding-mismatch" in names) is (found == "encoding-mismatch")


def test_the_path_is_the_clients_and_stays_on_its_line(caplog: pytest.LogCaptureFixture) -> None:
    wsgi_parts([BAD], [("Content-Type", "text/xml")])
    assert caplog.records[0].getMessage().startswith("/ivr/d\u00e9but\ufffdERROR:1:19: TW201")


def test_what_is_written_is_looked_at_too(caplog: pytest.LogCaptureFixture) -> None:
    sent: list[bytes] = []

    def program(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/xml")])(BAD[:30])
        return [BAD[30:]]

    sent += TwimlLint(program)({"PATH_INFO": "/"}, lambda *_: sent.append)
    assert b"".join(sent) == BAD
    assert "unknown-attribute" in caplog.text


@pytest.mark.parametrize("body", [[BAD], (BAD[:9], BAD[9:]), [], [b""], [b"<p>"]])
@pytest.mark.parametrize("kind", ["text/xml", "text/html"])
def test_a_list_is_left_to_the_server(body: list[bytes], kind: str, caplog: pytest.LogCaptureFixture) -> None:
    def program(environ, start_response):
        start_response("200 OK", [("Content-Type", kind)])
        return body

    assert TwimlLint(program)({"PATH_INFO": "/"}, lambda *_: None) is body
    assert ("unknown-attribute" in caplog.text) is (b"".join(body) == BAD)
    if caplog.records:
        with pytest.raises(TwimlError):
            TwimlLint(program, raises=True)({}, lambda *_: None)


def test_a_file_is_left_to_the_server() -> None:
    file = object()

    def program(environ, start_response):
        start_response("200 OK", [("Content-Type", "image/png")])
        return file

    assert TwimlLint(program)({}, lambda *_: None) is file


def test_errors_of_the_program_are_its_own() -> None:
    closed: list[bool] = []

    class Parts:
        def __iter__(self):
            yield GOOD[:20]
            raise KeyError("of the program")

        def close(self) -> None:
            closed.append(True)

    def program(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/xml")])
        return Parts()

    passing = TwimlLint(program)({}, lambda *_: None)
    with pytest.raises(KeyError, match="of the program"):
        list(passing)
    passing.close()
    with pytest.raises(KeyError, match="of the program"):
        TwimlLint(program, raises=True)({}, lambda *_: None)
    assert closed == [True, True]


def test_many_at_once(caplog: pytest.LogCaptureFixture) -> None:
    from concurrent.futures import ThreadPoolExecutor

    bodies = [BAD.replace(b"Hi", b"%d" % number) if number % 2 else GOOD for number in range(60)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(wsgi, bodies)) == bodies
    assert len(caplog.records) == 30


@pytest.mark.parametrize("cls", [TwimlLint, AsyncTwimlLint])
def test_options_that_are_wrong_are_reported_at_once(cls: type) -> None:
    with pytest.raises(ValueError, match="warnings"):
        cls(None, fail_on="warnings")
    with pytest.raises(Exception, match="TW3O1"):
        cls(None, select=("TW3O1",))
    with pytest.raises(TypeError):
        cls(None, raise_=True)


def test_raising() -> None:
    with pytest.raises(TwimlError, match=r"/voice\nerror TW201 unknown-attribute at 1:19"):
        wsgi(BAD, raises=True)
    assert wsgi(BAD, raises=True, ignore=("TW201", "TW113")) == BAD
    assert wsgi(BAD, raises=True, fail_on="never") == BAD


def test_flask(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(EXAMPLES)
    from flask_app import app

    answer = app.test_client().post("/voice")
    assert answer.status_code == 200
    assert b"<Gather" in answer.data
    assert "/voice:1:" in caplog.text
    assert "unknown-attribute" in caplog.text


def test_fastapi(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio

    monkeypatch.syspath_prepend(EXAMPLES)
    from fastapi_app import app

    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": "/voice", "raw_path": b"/voice", "query_string": b"", "headers": [],
        "http_version": "1.1", "scheme": "http", "server": ("test", 80), "client": ("test", 1), "root_path": "",
        "asgi": {"version": "3.0"},
    }  # fmt: skip
    asyncio.run(app(scope, receive, send))
    assert sent[0]["status"] == 200
    assert b"<Gather" in b"".join([message.get("body", b"") for message in sent])
    assert "unknown-attribute" in caplog.text


@pytest.mark.parametrize(("body", "found"), [(BAD, True), (b"<html>Response</html>", False), (b"", False)])
def test_other_types_in_asgi(body: bytes, found: bool, caplog: pytest.LogCaptureFixture) -> None:
    import asyncio

    sent = []

    async def program(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        await send({"type": "http.response.body", "body": body[:10], "more_body": True})
        await send({"type": "http.response.body", "body": body[10:]})

    async def send(message):
        sent.append(message.get("body", b""))

    asyncio.run(AsyncTwimlLint(program)({"type": "http", "path": "/voice"}, None, send))
    assert b"".join(sent) == body
    assert ("unknown-attribute" in caplog.text) is found


def asgi(messages: list[dict[str, object]], **options: object) -> tuple[list[dict[str, object]], BaseException | None]:
    """What a server gets from an ASGI program behind the middleware, and the error that it ends with."""
    import asyncio

    sent: list[dict[str, object]] = []

    async def program(_scope, _receive, send):
        for message in messages:
            await send(message)

    async def send(message):
        sent.append(message)

    try:
        asyncio.run(AsyncTwimlLint(program, **options)({"type": "http", "path": "/voice"}, None, send))
    except TwimlError as error:
        return sent, error
    return sent, None


def answer(*parts: bytes, headers: tuple[tuple[bytes, bytes], ...] = ((b"Content-Type", b"text/xml"),)):
    bodies = [{"type": "http.response.body", "body": part, "more_body": True} for part in parts]
    return [{"type": "http.response.start", "status": 200, "headers": headers}, *bodies, {"type": "http.response.body"}]


def test_nothing_is_sent_of_what_raises() -> None:
    sent, error = asgi(answer(BAD[:9], BAD[9:]), raises=True)
    assert sent == []
    assert "TW201" in str(error)
    for messages in (answer(GOOD), answer(b"<p>", b"</p>"), answer(), answer(GOOD, headers=()), answer(b"\n", GOOD)):
        sent, error = asgi(messages, raises=True, ignore=("TW002",))
        assert (sent, error) == (messages, None)


@pytest.mark.parametrize(
    ("body", "headers"),
    [(BAD, ()), (gzip.compress(BAD, mtime=0), ((b"content-type", b"text/xml"), (b"content-encoding", b"gzip")))],
)
def test_bodies_as_they_come_in_asgi(body: bytes, headers, caplog: pytest.LogCaptureFixture) -> None:
    messages = answer(body[:7], body[7:], headers=headers)
    assert asgi(messages) == (messages, None)
    assert "/voice:1:19: TW201" in caplog.text


def test_other_protocols_pass() -> None:
    import asyncio

    seen = []

    async def program(scope, receive, send):
        seen.append(scope["type"])

    asyncio.run(AsyncTwimlLint(program)({"type": "websocket"}, None, None))
    assert seen == ["websocket"]


def test_django() -> None:
    script = (
        "import io, logging, sys\n"
        f"sys.path.insert(0, {str(EXAMPLES)!r})\n"
        "logging.basicConfig(stream=sys.stdout)\n"
        "import django_app\n"
        "environ = {'REQUEST_METHOD': 'POST', 'PATH_INFO': '/voice', 'SERVER_NAME': 't', 'SERVER_PORT': '80',\n"
        "           'wsgi.input': io.BytesIO(), 'wsgi.url_scheme': 'http', 'wsgi.errors': sys.stderr}\n"
        "print(b''.join(django_app.application(environ, lambda *a: None)).decode())\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "<Gather" in done.stdout
    assert "/voice:1:" in done.stdout


TESTS = f"""
import sys
sys.path.insert(0, {str(EXAMPLES)!r})
from flask_app import app

def test_voice():
    assert app.test_client().post("/voice").status_code == 200

def test_nothing():
    assert True
"""


def test_the_pytest_option_names_the_test(tmp_path: Path) -> None:
    (tmp_path / "test_app.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_app.py"]
    plain = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert plain.returncode == 0, plain.stdout
    watched = subprocess.run([*command, "--twimllint"], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert watched.returncode == 1
    assert "TwiML with findings in test_app.py::test_voice" in watched.stdout
    assert "unknown-attribute" in watched.stdout
    assert "1 failed, 1 passed" in watched.stdout


class Assertions(TwimlAssertions, unittest.TestCase):
    __test__ = False

    def runTest(self) -> None:
        raise NotImplementedError


def response(**attributes: object) -> VoiceResponse:
    made = VoiceResponse()
    made.gather(action="/x", **attributes)
    made.say("Hi")
    return made


@pytest.mark.parametrize(
    "document",
    [
        BAD, BAD.decode(), bytearray(BAD), response(num_digit=1), etree.fromstring(BAD), ElementTree.fromstring(BAD),
        etree.ElementTree(etree.fromstring(BAD)),
    ],
    ids=["bytes", "str", "bytearray", "twilio", "lxml", "ElementTree", "tree"],
)  # fmt: skip
def test_the_mixin_takes_every_kind_of_document(document: object) -> None:
    with pytest.raises(AssertionError, match="unknown-attribute"):
        Assertions().assert_twiml(document)
    assert Assertions().assert_twiml(document, ignore=("unknown-attribute", "schema-violation")) == []
    assert len(Assertions().assert_twiml(document, fail_on="never")) == 1
    with pytest.raises(ValueError, match='fail_on is "warnings"; it is one of error, warning, info, never'):
        Assertions().assert_twiml(document, fail_on="warnings")


def test_the_mixin_takes_the_response_of_a_client() -> None:
    class Answer:
        headers = ()
        data = BAD

    with pytest.raises(AssertionError, match="unknown-attribute"):
        Assertions().assert_twiml(Answer())
