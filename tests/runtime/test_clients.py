"""``pytest --twimllint`` with the clients that the frameworks bring for tests, in pytest runs of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

APPS = """
BAD = '<Response><Gather numDigit="1" action="/x"/><Say>Hi</Say></Response>'
PARTS = [BAD[:20], BAD[20:]]

def flask_client():
    from flask import Flask, Response, redirect
    app = Flask(__name__)
    app.add_url_rule("/voice", "voice", lambda: (BAD, {"Content-Type": "text/xml"}), methods=["GET", "POST"])
    app.add_url_rule("/first", "first", lambda: redirect("/voice"))
    app.add_url_rule("/parts", "parts", lambda: Response(iter(PARTS), mimetype="text/xml"))
    app.add_url_rule("/page", "page", lambda: "<p>" + BAD.replace("<", "&lt;"))
    return app.test_client()

def fast_app():
    from fastapi import FastAPI, Response
    from fastapi.responses import RedirectResponse, StreamingResponse
    app = FastAPI()
    app.add_api_route("/voice", lambda: Response(BAD, media_type="application/xml"), methods=["GET", "POST"])
    app.add_api_route("/first", lambda: RedirectResponse("/voice"))
    app.add_api_route("/parts", lambda: StreamingResponse(iter(PARTS), media_type="text/xml"))
    app.add_api_route("/page", lambda: "<p>" + BAD)
    return app

def fast_client():
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from fastapi.testclient import TestClient
    return TestClient(fast_app())

def fast_async_client():
    import httpx
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=fast_app()), base_url="http://test")

def django_client(name="Client"):
    import sys
    import django
    from django.conf import settings
    from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
    from django.urls import path
    xml = {"content_type": "text/xml"}
    if not settings.configured:
        sys.modules["urls"] = type(sys)("urls")
        sys.modules["urls"].urlpatterns = [
            path("voice", lambda request: HttpResponse(BAD, **xml)),
            path("first", lambda request: HttpResponseRedirect("/voice")),
            path("parts", lambda request: StreamingHttpResponse(iter(PARTS), **xml)),
            path("page", lambda request: HttpResponse("<p>" + BAD)),
        ]
        gzip = "django.middleware.gzip.GZipMiddleware"
        settings.configure(ALLOWED_HOSTS=["*"], SECRET_KEY="x", ROOT_URLCONF="urls", MIDDLEWARE=[gzip])
        django.setup()
    import django.test
    return getattr(django.test, name)()
"""
TESTS = """
import asyncio
import unittest

import pytest

from apps import *

def test_flask_get(): flask_client().get("/voice")
def test_flask_post(): flask_client().post("/voice")
def test_flask_redirect(): flask_client().get("/first", follow_redirects=True)
def test_flask_parts(): assert list(flask_client().get("/parts").response)
@pytest.fixture
def answered(): return flask_client().get("/voice")
def test_flask_fixture(answered): assert answered.status_code == 200
@pytest.fixture
def leaving():
    yield
    flask_client().get("/voice")
def test_flask_fixture_after(leaving): pass
@pytest.mark.parametrize("name", ["a/b", "c"])
def test_flask_names(name): flask_client().get("/voice")
class TestUnit(unittest.TestCase):
    def setUp(self): self.answer = flask_client().get("/voice")
    def test_flask(self): self.assertEqual(self.answer.status_code, 200)
def test_flask_silent():
    assert flask_client().get("/page").status_code == 200
    assert flask_client().get("/first").status_code == 302
    assert flask_client().get("/none").status_code == 404

def test_fast_get(): fast_client().get("/voice")
def test_fast_post(): fast_client().post("/voice")
def test_fast_redirect(): fast_client().get("/first")
def test_fast_parts(): fast_client().get("/parts")
def test_fast_stream():
    with fast_client().stream("GET", "/parts") as answer:
        assert answer.read()
def test_fast_async():
    async def run():
        async with fast_async_client() as client:
            assert (await client.get("/voice")).status_code == 200
    asyncio.run(run())
def test_fast_silent():
    with fast_client().stream("GET", "/parts") as answer:
        assert list(answer.iter_raw())
    assert fast_client().get("/page").status_code == 200

def test_django_get(): django_client().get("/voice")
def test_django_redirect(): django_client().get("/first", follow=True)
def test_django_gzip(): assert django_client().get("/voice?" + "x" * 300, headers={"Accept-Encoding": "gzip"})
def test_django_parts(): assert b"".join(django_client().get("/parts").streaming_content)
def test_django_async(): asyncio.run(django_client("AsyncClient").get("/voice"))
def test_django_silent():
    assert django_client().get("/page").status_code == 200
    assert django_client().get("/first").status_code == 302

def test_nothing(): pass

@pytest.mark.parametrize("client", [flask_client, fast_client, django_client])
def test_fixture_lint_twiml_silent(lint_twiml, client):
    with pytest.raises(pytest.fail.Exception, match="unknown-attribute"):
        lint_twiml(client().get("/voice"))
    pytest.skip("what the client was answered is not looked at then")
"""


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["alone", "xdist"])
def test_every_answer_is_looked_at_and_names_its_test(tmp_path: Path, options: tuple[str, ...]) -> None:
    (tmp_path / "apps.py").write_text(APPS)
    (tmp_path / "test_apps.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", "-q", "-ra", "-p", "no:cacheprovider", "-W", "ignore", *options]
    environment = {"PYTHONPATH": str(tmp_path), "PATH": ""}

    def lines(*more: str) -> list[str]:
        done = subprocess.run(
            [*command, *more], cwd=tmp_path, capture_output=True, text=True, timeout=240, env=environment
        )
        return done.stdout.splitlines()

    plain = lines()
    assert not [line for line in plain if line.startswith(("FAILED", "ERROR"))], "\n".join(plain)
    watched = lines("--twimllint")
    failed = {line.split()[1].partition("::")[2] for line in watched if line.startswith(("FAILED", "ERROR"))}
    expected = {
        *(f"test_flask_{name}" for name in ("get", "post", "redirect", "parts", "fixture", "fixture_after")),
        "test_flask_names[a/b]", "test_flask_names[c]", "TestUnit::test_flask",
        *(f"test_fast_{name}" for name in ("get", "post", "redirect", "parts", "stream", "async")),
        *(f"test_django_{name}" for name in ("get", "redirect", "gzip", "parts", "async")),
    }  # fmt: skip
    assert failed == expected
    for name in expected:
        assert any(line.startswith(f"TwiML with findings in test_apps.py::{name}") for line in watched), name


def test_clients_are_left_as_they_were() -> None:
    import werkzeug.test

    from twimllint.clients import Clients

    before, finders = dict(vars(werkzeug.test.Client)), list(sys.meta_path)
    clients = Clients(lambda _answer: None)
    clients.start()
    assert vars(werkzeug.test.Client)["open"] is not before["open"]
    clients.stop()
    assert dict(vars(werkzeug.test.Client)) == before
    assert sys.meta_path == finders
