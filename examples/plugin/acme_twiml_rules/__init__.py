"""Rules of ACME Ltd for its TwiML."""

from acme_twiml_rules.goodbye_missing import GoodbyeMissing
from acme_twiml_rules.voice_not_ours import VoiceNotOurs

RULES = [GoodbyeMissing, VoiceNotOurs]
