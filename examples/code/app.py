"""A Flask program with two mistakes in its TwiML."""

from flask import Flask, request
from twilio.twiml.voice_response import VoiceResponse

app = Flask(__name__)


@app.post("/voice")
def voice():
    response = VoiceResponse()
    with response.gather(num_digit=1, action="/menu") as gather:
        gather.say("Press 1 for sales.")
    response.redirect("/voice")
    return str(response), {"Content-Type": "text/xml"}


@app.post("/sms")
def sms():
    body = request.form["Body"]
    return f"<Response><Message>You wrote {body}</Message></Response>", {"Content-Type": "text/xml"}
