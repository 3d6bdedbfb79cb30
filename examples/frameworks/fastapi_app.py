"""FastAPI (and Starlette): every TwiML response is linted while you develop."""

from fastapi import FastAPI, Response
from twilio.twiml.voice_response import VoiceResponse

from twimllint.middleware import AsyncTwimlLint

app = FastAPI()
app.add_middleware(AsyncTwimlLint)


@app.post("/voice")
def voice():
    response = VoiceResponse()
    response.say("Hello", voice="alice")
    response.gather(num_digit=1, action="/menu")
    return Response(str(response), media_type="application/xml")
