"""Shapes of real programs that do what their authors meant: no rule reports an error or a warning about them."""

from __future__ import annotations

import pytest

from support.checking import diagnostics, findings

pytest.importorskip("tree_sitter")

RIGHT: dict[str, tuple[str, str]] = {
    "a response that is not sent on all ways": (
        "python",
        """
from twilio.twiml.voice_response import Connect, Dial, VoiceResponse

def connected(host, ok):
    response = VoiceResponse()
    connect = response.connect()
    if not ok:
        return HttpResponse(status=403)
    connect.stream(url=f"wss://{host}/media")
    return str(response)

def streamed(host, ok):
    response, connect = VoiceResponse(), Connect()
    if not ok:
        return None
    connect.stream(url=f"wss://{host}/media")
    response.append(connect)
    return str(response)

def dialled(number):
    response, dial = VoiceResponse(), Dial()
    response.append(dial)
    if not number:
        return None
    dial.number(number)
    return response

def voice(request):
    document = dialled(lookup(request))
    if document is None:
        return "", 204
    return str(document)
""",
    ),
    "a response that is not sent on all ways, in JavaScript": (
        "javascript",
        """
const { twiml } = require("twilio");
app.post("/voice", (req, res) => {
  const response = new twiml.VoiceResponse();
  const dial = response.dial();
  if (!req.body.To) {
    return res.status(400).end();
  }
  dial.number(lookup(req.body.To));
  res.type("text/xml").send(response.toString());
});
""",
    ),
    "another host where the program is tried out": (
        "python",
        """
import os
from twilio.twiml.voice_response import VoiceResponse

BASE = "http://localhost:5000" if os.getenv("DEBUG") else "https://ivr.acme.test"

def voice(debug):
    response = VoiceResponse()
    if debug:
        media = "https://3f2a.ngrok-free.app"
    else:
        media = os.environ["MEDIA"]
    response.play(f"{media}/hello.mp3")
    response.redirect(BASE + "/menu")
    return str(response)
""",
    ),
    "options that are taken out before the rest goes on": (
        "python",
        """
from twilio.twiml.voice_response import VoiceResponse

def speak(response, text, **options):
    pause = options.pop("wait", 0)
    response.say(text, **options)
    if pause:
        response.pause(length=pause)

def speak_safely(response, text, *arguments, **options):
    if "loud" in options:
        del options["loud"]
    response.say(text, *arguments, **options)

def voice():
    response = VoiceResponse()
    speak(response, "Hi", voice="Polly.Joanna", wait=2)
    speak_safely(response, "Hi", loud=True, language="en-US")
    options = dict(voice="alice", loud=True)
    options.pop("loud")
    response.say("Hi", **options)
    return str(response)
""",
    ),
    "options that are taken out, in JavaScript": (
        "javascript",
        """
const { twiml } = require("twilio");
function voice() {
  const response = new twiml.VoiceResponse();
  const options = { voice: "alice", loud: true, slow: true };
  delete options.loud;
  delete options["slow"];
  response.say(options, "Hi");
  return response.toString();
}
""",
    ),
    "options that are taken out, in Ruby": (
        "ruby",
        """
def voice
  response = Twilio::TwiML::VoiceResponse.new
  options = { voice: 'alice', loud: true }
  options.delete(:loud)
  response.say(message: 'Hi', **options)
  response.to_s
end
""",
    ),
    "options that are taken out, in PHP": (
        "php",
        """<?php
use Twilio\\TwiML\\VoiceResponse;
function voice() {
  $response = new VoiceResponse();
  $options = ['voice' => 'alice', 'loud' => true];
  unset($options['loud']);
  $response->say('Hi', $options);
  return $response;
}
""",
    ),
    "a document for another provider beside one for Twilio": (
        "python",
        """
from twilio.twiml.voice_response import Connect, VoiceResponse

def twilio_voice(host):
    response, connect = VoiceResponse(), Connect()
    connect.stream(url=f"wss://{host}/twilio")
    response.append(connect)
    return str(response)

def telnyx_voice(host):
    return f'<Response><Connect><Stream url="wss://{host}/t" codec="PCMU" bidirectionalMode="rtp"/></Connect></Response>'
""",
    ),
    "what a program compares with or looks for": (
        "python",
        """
import re
from twilio.twiml.voice_response import VoiceResponse

def silent(twiml, patterns=("<Say></Say>",)):
    if "<Say></Say>" in twiml or "<Say/>" not in twiml or twiml == "<Response><Say></Say></Response>":
        return True
    if any(part in twiml for part in patterns) or twiml in ["<Response><Dial/></Response>", ""]:
        return True
    twiml = re.sub(r"<Play></Play>", "", twiml.replace("<Say></Say>", ""))
    return twiml.count("<Say/>") or twiml.startswith("<Response><Say></Say>") or re.search("<Dial></Dial>", twiml)
""",
    ),
    "what a program compares with or looks for, in JavaScript": (
        "javascript",
        """
const { twiml } = require("twilio");
function silent(text) {
  if (text.includes("<Say></Say>") || text === "<Response><Say/></Response>") return true;
  return text.replace("<Play></Play>", "").indexOf("<Dial></Dial>") >= 0;
}
""",
    ),
    "what a program compares with or looks for, in Ruby": (
        "ruby",
        """
require 'twilio-ruby'
def silent(twiml)
  return true if twiml.include?('<Say></Say>') || twiml == '<Response><Say/></Response>'
  twiml.gsub('<Play></Play>', '').start_with?('<Response><Dial></Dial>')
end
""",
    ),
    "what a program compares with or looks for, in PHP": (
        "php",
        """<?php
use Twilio\\TwiML\\VoiceResponse;
function silent($twiml) {
  if (str_contains($twiml, '<Say></Say>') || $twiml === '<Response><Say/></Response>') { return true; }
  return strpos(str_replace('<Play></Play>', '', $twiml), '<Dial></Dial>') !== false;
}
""",
    ),
    "what a program compares with or looks for, in Go": (
        "go",
        """
package twilio
func silent(twiml string) bool {
	return strings.Contains(twiml, "<Say></Say>") || twiml == "<Response><Say/></Response>"
}
""",
    ),
    "texts that begin with the one or the other value": (
        "python",
        """
from twilio.twiml.voice_response import VoiceResponse

def voice(night):
    response = VoiceResponse()
    if night:
        base, desk = "https://night.acme.test", "sip:amy@pbx.acme.test"
    else:
        base, desk = "https://ivr.acme.test:8443", "sip:bob@pbx.acme.test"
    response.play(f"{base}/hello.mp3")
    response.dial().sip(desk)
    response.redirect(f"{base}/menu")
    return str(response)
""",
    ),
    "a handler answers after the body has redirected": (
        "python",
        """
from twilio.twiml.voice_response import VoiceResponse

def turn(request):
    response = VoiceResponse()
    try:
        response.say(reply(request))
        response.redirect("/voice")
        return xml(response)
    except Exception as error:
        response.say("Please try again.")
        response.redirect("/voice")
        return xml(response)
""",
    ),
    "a promise's catch after a then that hangs up": (
        "javascript",
        """
const twilio = require("twilio");
exports.handler = (context, event, callback) => {
  const twiml = new twilio.twiml.VoiceResponse();
  save(event)
    .then(() => {
      twiml.say("We call you back.");
      twiml.hangup();
      return callback(null, twiml);
    })
    .catch((error) => {
      twiml.say("Please try again later.");
      twiml.hangup();
      return callback(null, twiml);
    });
};
""",
    ),
    "attributes of which a literal has one set or another": (
        "javascript",
        """
exports.menu = (speech) =>
  `<Response><Gather action="/x" ${speech ? 'input="speech" speechTimeout="auto"' : 'input="dtmf" numDigits="1"'}><Say>Hi</Say></Gather><Hangup/></Response>`;
exports.model = (phone) =>
  `<Response><Gather input="speech" action="/x"${phone ? ' speechModel="phone_call" speechTimeout="3"' : ' speechTimeout="auto"'}><Say>Hi</Say></Gather><Hangup/></Response>`;
""",
    ),
    "what a table has for a key is part of a value": (
        "python",
        """
from twilio.twiml.voice_response import VoiceResponse

LANGUAGES = {"1": "en", "2": "de"}

def voice(digit):
    response = VoiceResponse()
    response.say("Hi", language=f"{LANGUAGES[digit]}-{COUNTRIES[digit]}")
    return str(response)
""",
    ),
    "Africa's Talking, which is not named": (
        "python",
        """
async def menu(request):
    form = await request.form()
    digits = form.get("dtmfDigits")
    return f'<Response><Say>Hi</Say><GetDigits timeout="10" numDigits="1" callbackUrl="{URL}/menu"><Say>1?</Say></GetDigits></Response>'
""",
    ),
    "another API's XML with one of several values": (
        "javascript",
        """
exports.answer = (ok) =>
  `<Response><Message type="${ok ? "info" : "error"}"${ok ? "" : ' code="5"'}>x</Message><Data><Item/></Data><Status>1</Status></Response>`;
""",
    ),
    "a variable in place of what a table has not": (
        "python",
        """
from twilio.twiml.voice_response import VoiceResponse

def voice(language):
    language = language or "en"
    code = {"en": "en-US", "es": "es-ES"}.get(language, language)
    response = VoiceResponse()
    response.say("Hi", language=code)
    return str(response)
""",
    ),
    "a variable in place of what a table has not, in JavaScript": (
        "javascript",
        """
const { VoiceResponse } = require("twilio").twiml;
exports.answer = (options) => {
  const language = options.language || "en";
  const response = new VoiceResponse();
  response.say({ language: { en: "en-US", fr: "fr-FR" }[language] || language }, "Hi");
  return response.toString();
};
""",
    ),
    "defaults of settings that are for trying a program out": (
        "python",
        """
from pydantic_settings import BaseSettings
from twilio.twiml.voice_response import VoiceResponse

class Settings(BaseSettings):
    voice: str = "Polly.Joanna"
    number: str = ""
    stream: str = "ws://localhost:8080/media"
    public: str = "http://localhost:8000"

settings = Settings()

def voice():
    response = VoiceResponse()
    response.say("Hi", voice=settings.voice)
    response.dial(settings.number, action=f"{settings.public}/x")
    return str(response)

def stream():
    response = VoiceResponse()
    response.connect().stream(url=settings.stream)
    return str(response)
""",
    ),
    "one of several values, of which a test takes one away": (
        "typescript",
        """
import { twiml } from "twilio";
export function answer(detected: string, fast: boolean) {
  const response = new twiml.VoiceResponse();
  const language = detected || "en";
  response.say({ language: language === "en" ? "en-US" : (language as any) }, "Hi");
  let other = fast ? "en" : "de-DE";
  if (other === "en") other = "en-US";
  response.say({ language: other as any }, "Hi");
  return response.toString();
}
""",
    ),
    "addresses for trying a program out, and values that are not there": (
        "javascript",
        """
const { VoiceResponse } = require("twilio").twiml;
exports.answer = (host, local, key) => {
  const response = new VoiceResponse();
  response.start().stream({ url: local ? "ws://localhost:3000" : "wss://acme.test/a" });
  response.gather({ finishOnKey: key ? "#" : "", action: local ? "http://localhost/x" : "/x", ...(key ? { numDigits: 1 } : {}) }).say("Hi");
  response.pause({ length: 60 });
  return response.toString();
};
""",
    ),
    "options of which each goes with others": (
        "python",
        """
from twilio.twiml.voice_response import VoiceResponse

def voice(model=None, recording=None):
    response = VoiceResponse()
    options = {"input": "speech", "action": "/x"}
    if model:
        options["speech_model"] = "phone_call"
        options["speech_timeout"] = "3"
    else:
        options["speech_timeout"] = "auto"
    response.gather(**options).say("Hi")
    more = {}
    if recording:
        more["record"] = "record-from-answer"
        more["recording_status_callback"] = recording
    response.dial(**more).number("+14155550100")
    return str(response)
""",
    ),
    "a value that a collection has an entry for": (
        "python",
        """
from flask import request

def listen():
    room = request.values.get("room", "").strip()
    item = CONFERENCES.get(room)
    if not item:
        return "<Response><Hangup/></Response>"
    return f"<Response><Dial><Conference>{room}</Conference></Dial></Response>"

def name():
    who = request.form["Body"]
    person = PEOPLE[who]
    if person is None:
        return "<Response/>"
    return f"<Response><Message>{who}</Message></Response>"
""",
    ),
    "what is spread into a call may hold the text, in Python": (
        "python",
        """
from twilio.twiml.voice_response import VoiceResponse

def voice(request, args, options):
    response = VoiceResponse()
    response.say(*args)
    response.say(**options)
    response.say(**options, voice="alice")
    response.dial(*args)
    response.dial(**options)
    response.redirect(**options)
    return str(response)
""",
    ),
    "what is spread into a call may hold the text, in Ruby": (
        "ruby",
        """
def voice(args, options)
  response = Twilio::TwiML::VoiceResponse.new
  response.say(*args)
  response.say(**options)
  response.dial(**options, timeout: 5)
  response.to_s
end
""",
    ),
    "what is spread into a call may hold the text, in PHP": (
        "php",
        """<?php
use Twilio\\TwiML\\VoiceResponse;
function voice($args) {
  $response = new VoiceResponse();
  $response->say(...$args);
  $response->dial(...$args);
  return $response;
}
""",
    ),
    "one of two methods is called, in Python": (
        "python",
        """
from twilio.twiml.voice_response import VoiceResponse

def voice(kind, to):
    response = VoiceResponse()
    dial = response.dial()
    (dial.number if kind else dial.client)(to)
    return str(response)
""",
    ),
    "options that are filled after they are made, in Python": (
        "python",
        """
from twilio.twiml.voice_response import VoiceResponse

def voice(more, key):
    response = VoiceResponse()
    for options in ({}, {"timeout": 3}):
        options["action"] = "/done"
        options[key] = more
        response.gather(**options).say("Press a key")
    other = {"timeout": 3}
    other.update(more)
    response.gather(**other).say("Press a key")
    third = {"timeout": 3}
    fill(third)
    response.gather(**third).say("Press a key")
    response.redirect("/again")
    return str(response)
""",
    ),
    "options that are filled after they are made, in JavaScript": (
        "javascript",
        """
const twilio = require("twilio");
function voice(more) {
  const response = new twilio.twiml.VoiceResponse();
  const options = {};
  options.action = "/done";
  response.gather(options).say("Press a key");
  const other = { timeout: 3 };
  Object.assign(other, more);
  response.gather(other).say("Press a key");
  response.redirect("/again");
  return response.toString();
}
""",
    ),
    "a function that cleans a text": (
        "javascript",
        """
const answer = (clean, res) => res.send(clean(`
  <?xml version="1.0" encoding="UTF-8"?>
  <Response><Hangup/></Response>`));
""",
    ),
    "blocks that do not name what they get": (
        "ruby",
        """
def voice(to)
  response = Twilio::TwiML::VoiceResponse.new
  response.dial { _1.number(to) }
  response.dial { it.number(to) }
  response.to_s
end
""",
    ),
    "a branch that ends the document, and goes on": (
        "python",
        """
from twilio.twiml.voice_response import VoiceResponse

def voice(request):
    response = VoiceResponse()
    if is_blocked(request):
        response.reject()
    response.say("Welcome")
    return str(response)
""",
    ),
    "a query parameter that is one of a list": (
        "python",
        """
from fastapi import Request

async def demo(request: Request):
    lang = (request.query_params.get("lang") or "").strip().lower()
    if request.method == "POST" and not lang:
        form = await request.form()
        lang = str(form.get("lang", "")).strip()
    if lang not in ("en", "ar"):
        lang = "en"
    return f'<Response><Connect><Stream url="wss://a.acme.io/ws/{lang}"/></Connect></Response>'
""",
    ),
    "a value that is checked by a function": (
        "javascript",
        """
app.post("/voice", (req, res) => {
  const { Body } = req.body;
  if (!WORDS.includes(req.body.SpeechResult.toLowerCase()) || !isKnown(Body)) return res.sendStatus(400);
  res.send(`<Response><Say>${req.body.SpeechResult} ${Body}</Say></Response>`);
});
""",
    ),
    "a value that is one of a list or another": (
        "python",
        """
from flask import request

def say():
    word = request.form.get("word", "")
    word = word if word in WORDS else "nothing"
    return f"<Response><Say>{word}</Say></Response>"
""",
    ),
    "a value that is all digits": (
        "python",
        """
from flask import request

def say():
    pin = request.form["pin"]
    if not pin.isdigit():
        return "<Response><Say>That is no number</Say></Response>"
    return f"<Response><Say>{pin}</Say></Response>"
""",
    ),
    "a method that twilio-node 3.0 had": (
        "javascript",
        """
const VoiceResponse = require("twilio").twiml.VoiceResponse;
const response = new VoiceResponse();
response.enqueueTask({ workflowSid: process.env.WORKFLOW }).task({}, JSON.stringify({ product: "sms" }));
res.send(response.toString());
""",
    ),
    "a type of another library that has the name of a class of twilio's": (
        "python",
        """
from typing import Annotated
from azure.core import Headers, Message
from twilio.twiml.voice_response import VoiceResponse

async def check(headers: Headers, message: Message, start: "Start"):
    if not headers.get("Authorization"):
        return Response("Authorization header missing")
    start.connect(message.read())
    return VoiceResponse()
""",
    ),
    "a response that is there no more": (
        "ruby",
        """
require 'twilio-ruby'
class Response
  def initialize
    @voice = Twilio::TwiML::VoiceResponse.new
    @message = Twilio::TwiML::MessagingResponse.new
    yield(self) if block_given?
  end
  def method_missing(method, *args)
    if (VERBS.include?(method) && @message)
      if (MORE.include?(method))
        @voice = nil
      end
    end
    if (VOICE.include?(method) && @voice)
      if (OTHERS.include?(method))
        @voice = nil
      end
      @voice.send(method)
    end
  end
end
""",
    ),
    "another provider's markup": (
        "typescript",
        """
import AfricasTalking from "africastalking";
// Africa's Talking asks for the digits, as Twilio does
export const record = (url: string) =>
  `<Response><Record trimSilence="true" callbackUrl="${url}"><Play url="${url}"/></Record></Response>`;
""",
    ),
    "a program that a generator fills in": (
        "javascript",
        """
const VoiceResponse = require("twilio").twiml.VoiceResponse;
const response = new VoiceResponse();
response.connect().conversationRelay({
  url: context.RELAY_URL,
  voice: "{{VOICE}}",
  language: "{{ LANGUAGE }}",
  transcriptionProvider: "<%= provider %>",
  dtmfDetection: "{{DTMF_ENABLED}}",
});
""",
    ),
    "a response that a pattern unpacks": (
        "javascript",
        """
const { twiml: { VoiceResponse } } = require("twilio");
function begin() {
  const response = new VoiceResponse();
  const dial = response.dial();
  return { response, dial, all: [response, dial] };
}
function first(number) {
  const { response, dial } = begin();
  dial.number(number);
  return response.toString();
}
function second(number) {
  const [response, dial] = begin().all;
  dial.number(number);
  return response.toString();
}
""",
    ),
    "a response that is no TwiML": (
        "javascript",
        """
app.post("/twilio", (req, res) => {
  res.send(`<Response><Status>${req.body.Body}</Status><Code>1</Code></Response>`);
});
""",
    ),
    "an escape as a compiler writes its call": (
        "javascript",
        """
const utils_1 = require("./utils");
function answer(req, res) {
  res.send(`<Response><Say>${(0, utils_1.escapeXml)(req.body.Body)}</Say></Response>`);
}
""",
    ),
    "a text without its indentation, by a function of a module": (
        "python",
        """
import inspect, textwrap

def answer():
    first = textwrap.dedent('''\\
        <?xml version="1.0"?>
        <Response><Hangup/></Response>''')
    second = inspect.cleandoc('''
        <?xml version="1.0"?>
        <Response><Hangup/></Response>''')
    return first if is_closed() else second
""",
    ),
    "a text without its first line end, by a function of a package": (
        "go",
        """
package main

func answer() string {
	return strings.TrimSpace(`
<?xml version="1.0"?><Response><Hangup/></Response>`)
}
""",
    ),
    "a page that shows a listing": (
        "typescript",
        """
export const step = {
  type: "code",
  language: "xml",
  code: `<Response>
  <Connect><ConversationRelay url="wss://<your-host>/ws" /></Connect>
  <Dial>+1234567890</Dial>
</Response>`,
};
""",
    ),
    "what a guide leaves to its reader": (
        "markdown",
        """
```xml
<Response>
  <Connect>
    <ConversationRelay url="wss://<your-host>/ws" welcomeGreeting="<GREETING>" />
  </Connect>
</Response>
```

```js
const response = new VoiceResponse();
response.dial({ callerId: "+1234567890" }, "123-456-7890");
response.dial({}, "+11234567890");
```
""",
    ),
    "a language of the voice beside it, as one of several values": (
        "php",
        """<?php
use Twilio\\TwiML\\VoiceResponse;
function voice($request) {
  $language = 'en';
  if ($request->language_id == 2) { $language = 'es'; }
  $response = new VoiceResponse();
  $response->say('Hi', ['voice' => 'woman', 'language' => $language]);
  $response->say('Hi', ['voice' => VOICES[$language], 'language' => $language]);
  $response->hangup();
  return $response;
}
""",
    ),
    "a language of the voice beside it, as a part of a literal": (
        "javascript",
        """
// twilio
exports.voice = (spanish) =>
  `<Response><Say language="${spanish ? "es" : "en"}" voice="woman">Hi</Say><Hangup/></Response>`;
""",
    ),
    "a page of PHP that is kept in a literal, with a declaration that it prints": (
        "php",
        """<?php // twilio
$page = '<?php echo \\'<?xml version="1.0" encoding="UTF-8" ?>\\'; ?><Response>
<?php if (isset($_REQUEST["Digits"])) { echo \\'<Dial><Conference>'.$id.'</Conference></Dial>\\'; } ?></Response>';
file_put_contents('calls/' . $id . '.php', $page);
""",
    ),
    "headers of a SIP address, one of which is one of several values": (
        "php",
        """<?php
use Twilio\\TwiML\\VoiceResponse;
function voice($request) {
  $language = $request->get('language_id') == 2 ? 'es' : 'en';
  $response = new VoiceResponse();
  $response->dial()->sip("sip:amy@pbx.acme.test?x-language={$language}&x-type=1");
  return $response;
}
""",
    ),
    "what the caller says, compared with literals": (
        "javascript",
        """
// twiml
const COLORS = { red: 1, blue: 2 };
const answer = (text) => `<Response><Message>You said ${text}</Message></Response>`;
exports.a = (req, res) => {
  const said = (req.body.Body || '').trim().toLowerCase();
  if (!['yes', 'no'].includes(said)) return res.end();
  res.send(`<Response><Message>You said ${said}</Message></Response>`);
};
exports.b = (req, res) => {
  const said = req.body.Body;
  if (!/^[a-z]+$/i.test(said)) return res.end();
  res.send(`<Response><Message>You said ${said}</Message></Response>`);
};
exports.c = (req, res) => {
  const said = req.body.Body;
  if (COLORS[said] === undefined) return res.end();
  res.send(`<Response><Message>You said ${said}</Message></Response>`);
};
exports.d = (req, res) => {
  const said = req.body.Body;
  if (said.trim().toUpperCase() === 'YES' || 'no' === said) {
    res.send(`<Response><Message>You said ${said}</Message></Response>`);
  }
};
exports.e = (req, res) => {
  const said = req.body.Body;
  if (said !== 'yes' && said !== 'no') return res.end();
  res.send(`<Response><Message>You said ${said}</Message></Response>`);
};
exports.f = (req, res) => {
  switch (req.body.Body) {
    case 'yes':
    case 'no':
      res.send(`<Response><Message>You said ${req.body.Body}</Message></Response>`);
      break;
    default:
      res.end();
  }
};
""",
    ),
}


def test_a_value_that_is_markup_need_not_be_escaped() -> None:
    code = """
const twiml = (content) => `<?xml version="1.0"?><Response>\n${content}\n</Response>`;
const gather = (text) => `<Response><Gather input="speech" ${text}/></Response>`;
const play = (name) => `<Response><Play loop="${name}">/a.mp3</Play></Response>`;
const say = (content) => `<Response><Say>${content}</Say></Response>`;
"""
    found = [(one.name, code[one.span.start : one.span.end]) for one in diagnostics(code, "javascript")]
    assert [one for one in found if one[0] == "unescaped-interpolation"] == [
        ("unescaped-interpolation", "${name}"),
        ("unescaped-interpolation", "${content}"),
    ]


@pytest.mark.parametrize("shape", RIGHT)
def test_it_has_no_finding(shape: str) -> None:
    language, code = RIGHT[shape]
    assert findings(code, language) == []


#: The same shapes with a mistake that is one on every path.
WRONG: dict[str, tuple[str, str, list[tuple[str, str]]]] = {
    "a document in which something is replaced": (
        "javascript",
        """
const _ = require("lodash"); // for Twilio
function voice(name) {
  return _.replace("<Response><Say voise='alice'>NAME</Say></Response>", "NAME", escape(name));
}
""",
        [("unknown-attribute", "voise")],
    ),
    "a document in which something is replaced, in C#": (
        "csharp",
        """
class Voice { // for Twilio
  string Document(string name) {
    return Regex.Replace("<Response><Say voise='alice'>NAME</Say></Response>", "NAME", Escape(name));
  }
}
""",
        [("unknown-attribute", "voise")],
    ),
    "the same in both branches": (
        "python",
        """
from twilio.twiml.voice_response import VoiceResponse

def voice(late):
    response = VoiceResponse()
    if late:
        response.say("Hyvää iltaa", voice="Polly.Amy", language="fi-FI")
    else:
        response.say("Hyvää päivää", voice="Polly.Amy", language="fi-FI")
    response.hangup()
    return str(response)
""",
        [("voice-language-mismatch", "Polly.Amy")],
    ),
    "a library that need not be installed": (
        "python",
        """
from typing import Any

try:
    from twilio.twiml.voice_response import Gather, VoiceResponse
except ImportError:
    VoiceResponse = Any

    class Gather:
        pass

def voice():
    response = VoiceResponse()
    response.append(Gather(num_digit=1, action="/choice"))
    response.say("")
    return str(response)
""",
        [("unknown-attribute", "num_digit"), ("empty-say", "say")],
    ),
    "a list that a variable holds": (
        "python",
        """
from twilio.twiml.voice_response import VoiceResponse

WORDS = ["yes", "no"]

def voice(answer):
    response = VoiceResponse()
    if answer in WORDS:
        response.say("Thanks")
    response.gather(input="speech", hints=WORDS, action="/answer")
    response.hangup()
    return str(response)
""",
        [("list-value", "WORDS")],
    ),
    "options that a function passes on": (
        "python",
        """
from twilio.twiml.voice_response import VoiceResponse

def speak(response, text, voice="Polly.Joanna", **options):
    response.say(text, voice=voice, **options)

def voice(more):
    response = VoiceResponse()
    speak(response, "Hi", lang="en-US", loop=2)
    speak(response, "Hi", voice="Polly.Joana")
    speak(response, "Hi", **more)
    response.dial("+14155550100", timeout=-1)
    return str(response)
""",
        [("unknown-attribute", "lang"), ("unknown-voice", "Polly.Joana"), ("not-an-integer", "-1")],
    ),
    "after a redirect in the same branch": (
        "python",
        """
from twilio.twiml.voice_response import VoiceResponse

def voice(request):
    response = VoiceResponse()
    if is_closed(request):
        response.redirect("/closed")
        response.play("/music.mp3")
    else:
        response.say("Welcome")
    return str(response)
""",
        [("unreachable-instruction", "play")],
    ),
    "what the caller says, searched for a word and not empty": (
        "python",
        """
from flask import request

def say():
    body = request.form.get("Body", "").strip()
    if not body or len(body) > 160 or body == "":
        return "<Response><Message>Hm?</Message></Response>"
    if "help" in body.lower() or body.startswith("?") or isinstance(body, bytes):
        return f"<Response><Message>Help with {body}</Message></Response>"
    return f"<Response><Message>You said {body}</Message></Response>"
""",
        [("unescaped-interpolation", "{body}"), ("unescaped-interpolation", "{body}")],
    ),
    "what the caller says, in Node": (
        "javascript",
        """
app.post("/voice", (req, res) => {
  const speech = req.body.SpeechResult;
  if (!speech || speech.includes("bye")) return res.send("<Response><Hangup/></Response>");
  res.send(`<Response><Say>${speech}</Say></Response>`);
});
""",
        [("unescaped-interpolation", "${speech}")],
    ),
    "what the caller says, in a route of Next.js": (
        "typescript",
        """
export async function POST(req: NextRequest) {
  const form = await req.formData();
  const speech = form.get("SpeechResult") as string;
  const { SpeechResult = "nothing" } = parse(await req.text());
  return new NextResponse(`<Response><Say>${speech} ${SpeechResult}</Say></Response>`);
}
""",
        [("unescaped-interpolation", "${speech}"), ("unescaped-interpolation", "${SpeechResult}")],
    ),
    "a builder of a compiled module": (
        "javascript",
        """
const twilio_1 = __importDefault(require("twilio"));
const response = new twilio_1.default.twiml.VoiceResponse();
response.dial({ timeOut: 10 }, "+14155550100");
""",
        [("attribute-wrong-case", "timeOut")],
    ),
    "after a tagged template with types": (
        "typescript",
        """
import twilio from "twilio";
export async function voice(req: Request, res: Response) {
  const rows = await sql<{ id: number; text: string | null }[]>`SELECT id FROM calls WHERE é = ${req.body.CallSid}`;
  const more = await sql<Array<Map<string, () => void>>>`SELECT 1`;
  const response = new twilio.twiml.VoiceResponse();
  response.dial({ timeOut: 10 }, more[0].to);
  res.send(response.toString());
}
""",
        [("attribute-wrong-case", "timeOut")],
    ),
    "a library that may be missing": (
        "python",
        """
try:
    from twilio.twiml.voice_response import VoiceResponse
    AVAILABLE = True
except ImportError:
    VoiceResponse = None
    AVAILABLE = False

try:
    from twilio.twiml.messaging_response import MessagingResponse
except ImportError:
    pass

def voice():
    response = VoiceResponse()
    response.dial("+14155550100", timeouts=10)
    return str(response)

def message():
    response = MessagingResponse()
    response.message("Hi", too="+14155550100")
    return str(response)
""",
        [("unknown-attribute", "timeouts"), ("unknown-attribute", "too")],
    ),
    "texts that functions of a class fill in": (
        "java",
        """
class Answer {
  String one(String to) {
    return String.format("<Response><Dial timeOut=\\"10\\">%s</Dial></Response>", to);
  }
}
""",
        [("attribute-wrong-case", "timeOut")],
    ),
    "texts that objects are made of": (
        "java",
        """
class Answer {
  void call(String to) {
    Call.creator(new PhoneNumber(to), FROM, new Twiml("<Response><Dial timeOut=\\"10\\">" + to + "</Dial></Response>")).create();
  }
}
""",
        [("attribute-wrong-case", "timeOut")],
    ),
    "texts as named arguments": (
        "csharp",
        """
class Answer {
  void Call(string to) {
    CallResource.Create(to: to, twiml: new Twiml($"<Response><Dial timeOut=\\"10\\">{to}</Dial></Response>"));
    Send(content: "<Response><Dial timeOut=\\"20\\">+14155550100</Dial></Response>", type: "text/xml");
  }
}
""",
        [("attribute-wrong-case", "timeOut"), ("attribute-wrong-case", "timeOut")],
    ),
    "texts in structures": (
        "go",
        """
package main

func call(to string) {
	create(&Params{To: to, Twiml: `<Response><Dial timeOut="10">+14155550100</Dial></Response>`})
	send(gin.H{"twiml": "<Response><Dial timeOut=\\"20\\">" + to + "</Dial></Response>"})
}
""",
        [("attribute-wrong-case", "timeOut"), ("attribute-wrong-case", "timeOut")],
    ),
    "texts as strings": (
        "csharp",
        """
class Answer {
  string One(string to) {
    return $"<Response><Dial timeOut=\\"10\\">{to}</Dial></Response>".ToString();
  }
}
""",
        [("attribute-wrong-case", "timeOut")],
    ),
    "a placeholder in a program": (
        "typescript",
        """
export const answer = `<Response><Connect><Stream url="wss://<your-host>/ws" /></Connect></Response>`;
export const call = `<Response><Dial>+1234567890</Dial></Response>`;
""",
        [("unescaped-angle-bracket", "<your-host>"), ("number-invalid", "+1234567890")],
    ),
    "a number that is none, in a guide": (
        "markdown",
        """
```xml
<Response><Say>1 < 2</Say></Response>
```

```xml
<Response><Dial>+1415ONCALL</Dial></Response>
```
""",
        [("unescaped-angle-bracket", "<"), ("number-invalid", "+1415ONCALL")],
    ),
    "a typed parameter of twilio's": (
        "python",
        """
from twilio.twiml import voice_response as tw
from twilio.twiml.voice_response import Gather, VoiceResponse

def menu(response: VoiceResponse, gather: Gather | None, dial: "tw.Dial"):
    response.says("Hi")
    gather.saying("Hi")
    dial.nummber("+14155550100")
""",
        [
            ("unknown-builder-method", "says"),
            ("unknown-builder-method", "saying"),
            ("unknown-builder-method", "nummber"),
        ],
    ),
    "options that are set one by one": (
        "python",
        """
from twilio.twiml.voice_response import VoiceResponse

def voice(more):
    response = VoiceResponse()
    options = {"voice": "alice", "langauge": "en-GB"}
    options["lopo"] = 2
    if more:
        options["loop"] = 3
    response.say("Hi", **options)
    return str(response)
""",
        [("unknown-attribute", "langauge"), ("unknown-attribute", "lopo")],
    ),
    "options that are set one by one, in JavaScript": (
        "javascript",
        """
const twilio = require("twilio");
function voice() {
  const response = new twilio.twiml.VoiceResponse();
  const options = { voice: "alice" };
  options.lopo = 2;
  options["langauge"] = "en-GB";
  response.say(options, "Hi");
  return response.toString();
}
""",
        [("unknown-attribute", "lopo"), ("unknown-attribute", "langauge")],
    ),
    "options that are set one by one, in PHP": (
        "php",
        """<?php
use Twilio\\TwiML\\VoiceResponse;
function voice() {
  $response = new VoiceResponse();
  $options = ['voice' => 'alice'];
  $options['lopo'] = 2;
  $response->say('Hi', $options);
  return $response;
}
""",
        [("unknown-attribute", "lopo")],
    ),
    "options that are set one by one, in Ruby": (
        "ruby",
        """
def voice
  response = Twilio::TwiML::VoiceResponse.new
  options = { voice: 'alice' }
  options[:lopo] = 2
  response.say(message: 'Hi', **options)
  response.to_s
end
""",
        [("unknown-attribute", "lopo")],
    ),
    "one of several values, which is wrong beside what is always there": (
        "php",
        """<?php
use Twilio\\TwiML\\VoiceResponse;
function voice($short) {
  $response = new VoiceResponse();
  $response->gather(['input' => 'speech', 'speechModel' => 'phone_call', 'speechTimeout' => $short ? '3' : 'auto', 'action' => '/x']);
  $response->hangup();
  return $response;
}
""",
        [("gather-auto-timeout-with-model", "auto")],
    ),
    "one of several values in a literal, which is wrong beside what is always there": (
        "javascript",
        """
// twilio
exports.voice = (short) =>
  `<Response><Gather speechTimeout="${short ? "3" : "auto"}" input="speech" speechModel="phone_call" action="/x"/><Hangup/></Response>`;
""",
        [("gather-auto-timeout-with-model", "auto")],
    ),
    "what the caller says, where it is not what it was compared with": (
        "javascript",
        """
// twiml
exports.a = (req, res) => {
  const said = req.body.Body;
  if (said === 'yes') return res.end();
  res.send(`<Response><Message>1 ${said}</Message></Response>`);
};
exports.b = (req, res) => {
  const said = req.body.Body;
  if (said !== 'yes') res.send(`<Response><Message>2 ${said}</Message></Response>`);
};
exports.c = (req, res) => {
  const said = req.body.Body;
  if (!(said === 'yes')) res.send(`<Response><Message>3 ${said}</Message></Response>`);
};
exports.d = (req, res) => {
  const said = req.body.Body;
  if (said.length === 3 && said[0] === 'x') res.send(`<Response><Message>4 ${said}</Message></Response>`);
};
exports.e = (req, res) => {
  const said = req.body.Body;
  if (said === 'yes' || open === 'no') res.send(`<Response><Message>5 ${said}</Message></Response>`);
};
exports.f = (req, res) => {
  const said = req.body.Body;
  if (said === 'a' + rest && said.includes('yes')) return res.end();
  if (open !== 'yes' && said !== 'b') return res.end();
  switch (said) {
    case 'c':
      break;
    default:
      res.send(`<Response><Message>6 ${said}</Message></Response>`);
  }
};
""",
        [("unescaped-interpolation", "${said}")] * 6,
    ),
    "options that a function gives which says nothing of TwiML": (
        "javascript",
        """
const { VoiceResponse } = require('twilio').twiml;
const spoken = (more) => ({ voice: 'alice', ...more });
function languageOf(caller) {
  if (caller.startsWith('+49')) return 'de_DE';
  return 'en-US';
}
exports.handler = (context, event, callback) => {
  const response = new VoiceResponse();
  response.say(spoken({ lopo: 2 }), 'Hi');
  response.say({ language: languageOf(event.From) }, 'Hello');
  response.say('Bye', spoken({}));
  callback(null, response);
};
""",
        [("invalid-language", "de_DE"), ("unknown-attribute", "lopo"), ("options-dropped", "spoken({})")],
    ),
    "one of several mappings that a function gives, in Python": (
        "python",
        """
from twilio.twiml.voice_response import VoiceResponse

def spoken(caller):
    if caller.startswith("+49"):
        return {"voice": "Polly.Vicki", "langauge": "de-DE"}
    return {"voice": "Polly.Joanna", "language": "en-US"}

def voice(caller):
    response = VoiceResponse()
    response.say("Hi", **spoken(caller))
    return str(response)
""",
        [("unknown-attribute", "langauge")],
    ),
    "a query string that a method gives": (
        "javascript",
        """
class Calls {
  context(id) {
    return `id=${id}&step=2`;
  }
  greet(id) {
    return `<Response><Say>Hi</Say><Redirect>/next?${this.context(id)}</Redirect></Response>`;
  }
}
""",
        [("unescaped-ampersand", "&")],
    ),
}


@pytest.mark.parametrize("shape", WRONG)
def test_a_mistake_is_found(shape: str) -> None:
    language, code, expected = WRONG[shape]
    assert findings(code, language) == expected
