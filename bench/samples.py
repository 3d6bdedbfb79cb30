"""What both measurements lint."""

from __future__ import annotations

#: A function of a program that makes TwiML in nearly every line.
BUILDER = """
def answer_{n}(request):
    response = VoiceResponse()
    gather = Gather(num_digits=1, action="/key")
    gather.say("Press {n} for sales.", voice="Polly.Joanna")
    response.append(gather)
    if request.form.get("Digits"):
        response.redirect("/next/{n}")
    return str(response)
"""
