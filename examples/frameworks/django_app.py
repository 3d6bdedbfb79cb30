"""Django: every TwiML response is linted while you develop. Wrap the application of your wsgi.py."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from twilio.twiml.voice_response import VoiceResponse

from twimllint.middleware import TwimlLint

if not settings.configured:
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="for this example only")


@csrf_exempt
def voice(request):
    response = VoiceResponse()
    response.say("Hello", voice="alice")
    response.gather(num_digit=1, action="/menu")
    return HttpResponse(str(response), content_type="text/xml")


urlpatterns = [path("voice", voice)]
application = TwimlLint(get_wsgi_application())
