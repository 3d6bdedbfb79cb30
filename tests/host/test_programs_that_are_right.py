"""Shapes of real programs that do what their authors meant: no rule reports an error or a warning about them."""

from __future__ import annotations

import pytest
from tests.host.checking import findings

pytest.importorskip("tree_sitter")

RIGHT: dict[str, tuple[str, str]] = {
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
}


@pytest.mark.parametrize("shape", RIGHT)
def test_it_has_no_finding(shape: str) -> None:
    language, code = RIGHT[shape]
    assert findings(code, language) == []


#: The same shapes with a mistake that is one on every path.
WRONG: dict[str, tuple[str, str, list[tuple[str, str]]]] = {
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
}


@pytest.mark.parametrize("shape", WRONG)
def test_a_mistake_is_found(shape: str) -> None:
    language, code, expected = WRONG[shape]
    assert findings(code, language) == expected
