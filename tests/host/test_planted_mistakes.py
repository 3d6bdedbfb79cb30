"""Programs in the idioms of real ones, each with one mistake: exactly that is found, where «...» marks it."""

from __future__ import annotations

import re

import pytest

from support.checking import diagnostics, findings

pytest.importorskip("tree_sitter")

#: name: language, rule, program
PLANTED: dict[str, tuple[str, str, str]] = {
    "a function without a name is the default export": (
        "typescript",
        "unknown-attribute",
        """
export default async (request: Request): Promise<Response> => {
  const host = new URL(request.url).host;
  return new Response(`<Response><Connect><Stream «uri»="wss://${host}/ws"/></Connect></Response>`);
};
""",
    ),
    "routes are registered by a function that another one calls before": (
        "javascript",
        "unknown-attribute",
        """
async function init(db, app) {
  if (app) registerRoutes(app);
}
function registerRoutes(app) {
  const { VoiceResponse } = require("twilio").twiml;
  app.post("/voice", async (req, res) => {
    const response = new VoiceResponse();
    response.gather({ «digits»: 1, action: "/menu" }).say("Press a key");
    response.hangup();
    res.type("text/xml").send(response.toString());
  });
}
""",
    ),
    "texts put together with concat": (
        "javascript",
        "unknown-attribute",
        """
const answer = '<?xml version="1.0" encoding="UTF-8"?>'.concat("<Response>", '<Say «vioce»="alice">Hi</Say>', "</Response>");
""",
    ),
    "what a caller wrote, through methods that keep it": (
        "typescript",
        "unescaped-interpolation",
        """
export async function POST(request: Request) {
  const form = await request.formData();
  const body = form.get("Body")?.toString().trim() ?? "";
  return new Response(`<Response><Message>«${body}»</Message></Response>`);
}
""",
    ),
    "what a caller said, through functions that keep it": (
        "python",
        "unescaped-interpolation",
        """
from flask import request

def voice():
    speech = str(request.form.get("SpeechResult")).casefold()
    return f"<Response><Say>You said «{speech}»</Say></Response>"
""",
    ),
    "a query that is added to a constant": (
        "javascript",
        "stream-query-string",
        """
const { twiml } = require("twilio");
const URL = "wss://acme.test/stream";
exports.answer = (params) => {
  const response = new twiml.VoiceResponse();
  const url = params.size
    ? `${URL}?a=1`
    : URL;
  response.connect().stream({ url: `${URL}«?${params}`» });
  return response.toString();
};
""",
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_the_mistake_is_found_where_it_is(name: str) -> None:
    language, rule, marked = PLANTED[name]
    code, place = re.sub("[«»]", "", marked), marked.index("«")
    found = [(one.name, one.span.start) for one in diagnostics(code, language) if one.severity.value != "info"]
    assert found == [(rule, place)]


@pytest.mark.parametrize("element", ["Stream", "Siprec", "Transcription", "Recording"])
def test_a_part_for_stop_needs_a_name_only(element: str) -> None:
    lines = f'const twiml = ["  <Stop>", `    <{element} name="${{NAME}}"/>`, "  </Stop>"];\nsend([...head, ...twiml].join("\\n"));'
    assert findings(lines, "javascript") == []


def test_a_part_that_is_for_no_parent_as_it_is_has_its_mistake() -> None:
    assert findings('const twiml = `<Stream name="a" urll="wss://acme.test/a"/>`;', "javascript") == [
        ("unknown-attribute", "urll")
    ]
