"""Flask: every TwiML response is linted while you develop."""

from flask import Flask
from twilio.twiml.voice_response import VoiceResponse

from twimllint.middleware import TwimlLint

app = Flask(__name__)
app.wsgi_app = TwimlLint(app.wsgi_app)


@app.post("/voice")
def voice():
    response = VoiceResponse()
    response.say("Hello", voice="alice")
    response.gather(num_digit=1, action="/menu")
    return str(response), {"Content-Type": "text/xml"}
