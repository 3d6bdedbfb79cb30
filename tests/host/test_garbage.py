"""What reading a program needs is freed with it: an editor does that with every key."""

from __future__ import annotations

import gc

import pytest

from twimllint.host.extract import extract
from twimllint.host.languages import language_named

PROGRAMS = {
    "python": "from twilio.twiml.voice_response import VoiceResponse\n\ndef f(name):\n    r = VoiceResponse()\n"
    "    g = r.gather(action='/a')\n    g.say(f'Hi {name}')\n    return str(r)\n",
    "javascript": "const { VoiceResponse } = require('twilio').twiml;\nfunction f(name) { const r = new VoiceResponse();\n"
    "const g = r.gather({ action: '/a' }); g.say(`Hi ${name}`); return r.toString(); }\n",
    "php": "<?php\nfunction f($name) { $r = new \\Twilio\\TwiML\\VoiceResponse();\n"
    "$g = $r->gather(['action' => '/a']); $g->say(\"Hi $name\"); echo $r; }\n",
    "ruby": "def f(name)\n  r = Twilio::TwiML::VoiceResponse.new\n  r.gather(action: '/a') { |g| g.say(message: name) }\n"
    "  r.to_s\nend\n",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_nothing_of_a_program_waits_for_a_collection(name: str) -> None:
    language = language_named(name)
    assert language is not None
    extract(PROGRAMS[name], language)  # which loads modules and tables
    gc.collect()
    gc.disable()
    try:
        extracted = extract(PROGRAMS[name], language)
        assert [document.complete for document in extracted.documents] == [True]
        del extracted
        assert gc.collect() == 0
    finally:
        gc.enable()
