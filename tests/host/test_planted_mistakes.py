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
    "a field that an annotation declares": (
        "python",
        "unescaped-interpolation",
        """
from typing import Annotated
from fastapi import Form, Response

async def message(Body: Annotated[str, Form()], From: Annotated[str, Form()]):
    return Response(f"<Response><Message>{From} wrote «{Body}»</Message></Response>", media_type="text/xml")
""",
    ),
    "what only Twilio's requests have": (
        "python",
        "unescaped-interpolation",
        """
from urllib.parse import parse_qs

async def voice(event):
    fields = parse_qs(event["body"])
    return f"<Response><Say>You said «{fields['SpeechResult'][0]}»</Say></Response>"
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


#: The same for values and options that a program has on some of its ways only.
PLANTED |= {
    "options that a function makes, in Python": (
        "python",
        "unknown-attribute",
        """
from twilio.twiml.voice_response import VoiceResponse

GATHER = dict(num_digits=1, action="/menu", «finish_key»="#")

def voice():
    response = VoiceResponse()
    response.gather(**GATHER).say("Press a key")
    response.say("Bye")
    return str(response)
""",
    ),
    "options put over others with an operator, in Python": (
        "python",
        "not-an-integer",
        """
from twilio.twiml.voice_response import VoiceResponse

DEFAULTS = {"timeout": "«ten»", "action": "/menu"}

def voice():
    response = VoiceResponse()
    response.gather(**(DEFAULTS | {"num_digits": 1})).say("Press a key")
    response.hangup()
    return str(response)
""",
    ),
    "options copied and updated, in Python": (
        "python",
        "not-an-integer",
        """
from twilio.twiml.voice_response import VoiceResponse

DEFAULTS = {"timeout": "«ten»", "action": "/menu"}

def voice():
    response = VoiceResponse()
    options = DEFAULTS.copy()
    options.update(num_digits=1)
    response.gather(**options).say("Press a key")
    response.hangup()
    return str(response)
""",
    ),
    "options assigned into an object": (
        "javascript",
        "not-an-integer",
        """
const { VoiceResponse } = require("twilio").twiml;
const base = { timeout: "«5s»", action: "/menu" };
exports.ask = (text) => {
  const response = new VoiceResponse();
  response.gather(Object.assign({}, base, { numDigits: 1 })).say(text);
  response.hangup();
  return response.toString();
};
""",
    ),
    "an option that is set on one way, in Python": (
        "python",
        "unknown-attribute",
        """
from twilio.twiml.voice_response import VoiceResponse

def voice(german: bool):
    options = {"voice": "alice"}
    if german:
        options["«lang»"] = "de-DE"
    response = VoiceResponse()
    response.say("Hi", **options)
    return str(response)
""",
    ),
    "options that are spread on a condition": (
        "javascript",
        "invalid-enum-value",
        """
const { VoiceResponse } = require("twilio").twiml;
exports.ask = (text, speech) => {
  const response = new VoiceResponse();
  response.gather({ numDigits: 1, action: "/menu", ...(speech && { input: "dtmf «voice»" }) }).say(text);
  response.hangup();
  return response.toString();
};
""",
    ),
    "one of two values": (
        "javascript",
        "invalid-enum-value",
        """
const { VoiceResponse } = require("twilio").twiml;
exports.ask = (english) => {
  const response = new VoiceResponse();
  response.gather({ input: english ? "speech" : "«voice»", action: "/menu" }).say("Speak");
  response.hangup();
  return response.toString();
};
""",
    ),
    "a value in place of one that is not there": (
        "python",
        "unknown-voice",
        """
import os
from twilio.twiml.voice_response import VoiceResponse

def voice():
    response = VoiceResponse()
    response.say("Hi", voice=os.environ.get("VOICE", "«Polly.Joana»"))
    return str(response)
""",
    ),
    "the default of a parameter": (
        "python",
        "unknown-voice",
        """
from twilio.twiml.voice_response import VoiceResponse

def greet(name, voice="«Polly.Joana»"):
    response = VoiceResponse()
    response.say(f"Hi {name}", voice=voice)
    return str(response)
""",
    ),
    "one of two values in a literal": (
        "typescript",
        "invalid-enum-value",
        """
export const answer = (both: boolean, host: string) =>
  `<Response><Start><Stream url="wss://${host}/a" track="${both ? "«both»" : "inbound_track"}"/></Start><Pause length="60"/></Response>`;
""",
    ),
    "what a table has for a key": (
        "javascript",
        "unknown-voice",
        """
const { VoiceResponse } = require("twilio").twiml;
const VOICES = { en: "Polly.Joanna", de: "«Polly.Marlin»" };
exports.answer = (language) => {
  const response = new VoiceResponse();
  response.say({ voice: VOICES[language] || VOICES.en }, "Hi");
  return response.toString();
};
""",
    ),
    "what a table of tables has for a key": (
        "python",
        "invalid-language",
        """
from twilio.twiml.voice_response import VoiceResponse

LANGUAGES = {"1": {"name": "English", "code": "en-US"}, "2": {"name": "German", "code": "«german»"}}

def voice(digit):
    language = LANGUAGES.get(digit, LANGUAGES["1"])
    response = VoiceResponse()
    response.say("Hi", language=language["code"])
    return str(response)
""",
    ),
    "an attribute that a literal has on one way": (
        "javascript",
        "unknown-attribute",
        """
exports.menu = (german) =>
  `<Response><Gather input="speech" action="/x"${german ? ' «lang»="de-DE"' : ""}><Say>Hi</Say></Gather><Hangup/></Response>`;
""",
    ),
    "attributes that a literal has together": (
        "javascript",
        "gather-auto-timeout-with-model",
        """
exports.menu = (phone) =>
  `<Response><Gather input="speech" action="/x"${phone ? ' speechModel="phone_call" speechTimeout="«auto»"' : ""}><Say>Hi</Say></Gather><Hangup/></Response>`;
""",
    ),
    "a static method ends the call": (
        "typescript",
        "unreachable-instruction",
        """
import twilio from "twilio";
export class Calls {
  static finish(response: twilio.twiml.VoiceResponse) { response.hangup(); }
  static reply(text: string) {
    const response = new twilio.twiml.VoiceResponse();
    Calls.finish(response);
    response.«say»(text);
    return response.toString();
  }
}
""",
    ),
    "a constant of a class": (
        "python",
        "invalid-enum-value",
        """
from twilio.twiml.voice_response import VoiceResponse

class Settings:
    TRIM = "«trim-silent»"

def voice():
    response = VoiceResponse()
    response.record(action="/done", trim=Settings.TRIM)
    return str(response)
""",
    ),
    "an enumeration, in Python": (
        "python",
        "invalid-enum-value",
        """
from enum import Enum
from twilio.twiml.voice_response import VoiceResponse

class Record(Enum):
    DUAL = "«record-from-answered»"

def voice():
    response = VoiceResponse()
    response.dial("+14155550100", record=Record.DUAL.value, action="/done")
    return str(response)
""",
    ),
    "an enumeration, in TypeScript": (
        "typescript",
        "invalid-enum-value",
        """
import twilio from "twilio";
export enum Recording { Dual = "«record-from-answered»", None = "do-not-record" }
export const answer = () => {
  const response = new twilio.twiml.VoiceResponse();
  response.dial({ record: Recording.Dual, action: "/done" }, "+14155550100");
  return response.toString();
};
""",
    ),
    "options that an object has": (
        "python",
        "unknown-attribute",
        """
from twilio.twiml.voice_response import VoiceResponse

class Greeter:
    options = {"voice": "alice", "«lang»": "en-US"}

    def hello(self):
        response = VoiceResponse()
        response.say("Hi", **self.options)
        return str(response)
""",
    ),
    "a builder that a field of a dataclass makes": (
        "python",
        "unknown-attribute",
        """
from dataclasses import dataclass, field
from twilio.twiml.voice_response import VoiceResponse

@dataclass
class Flow:
    response: VoiceResponse = field(default_factory=VoiceResponse)

    def hello(self):
        self.response.say("Hi", «lang»="en")
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
