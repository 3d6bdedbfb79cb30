import assert from "node:assert/strict";
import { test } from "node:test";

import { mayHoldTwiml } from "../src/hints";

test("programs with TwiML have a hint of it", () => {
  for (const text of [
    "from twilio.twiml.voice_response import VoiceResponse",
    "const twiml = new VoiceResponse();",
    "x = '<Response><Say>Hi</Say></Response>'",
    "<pre>&lt;Response&gt;</pre>",
  ]) {
    assert.ok(mayHoldTwiml(text), text);
  }
});

test("other programs have none", () => {
  for (const text of ["", "from flask import Flask, Response\nreturn Response(body)", "# Title\n\nText\n"]) {
    assert.ok(!mayHoldTwiml(text), text);
  }
});
