"""How much Twilio takes. Made by ``python -m twimllint.generate``: do not edit."""

# ruff: noqa
# fmt: off
from __future__ import annotations

from typing import Any

LIMITS: dict[str, tuple[int | None, int | None, str, tuple[int, ...]]] = {
  'conference-label': (None, 128, 'characters', (16023,)),
  'conference-name': (1, 128, 'characters', (13237,)),
  'dial-numbers': (None, 10, 'elements', ()),
  'document-size': (None, 65536, 'bytes', (11750,)),
  'gather-hints-count': (None, 500, 'entries', (13330,)),
  'gather-hints-length': (None, 100, 'characters', (13330,)),
  'inline-twiml': (None, 4000, 'characters', (32018,)),
  'message-alpha-sender': (None, 11, 'characters', ()),
  'message-body': (None, 1600, 'characters', (14103,)),
  'message-media': (None, 10, 'elements', ()),
  'message-replies': (None, 10, 'elements', (14109,)),
  'pay-amount': (0, 1000000, 'currency units', (64003,)),
  'phone-digits': (None, 15, 'digits', (13223,)),
  'queue-name': (1, 64, 'characters', (14205, 14213)),
  'record-transcribe': (2, 120, 'seconds', (13615, 13617)),
  'say-break': (None, 10, 'seconds', (13520,)),
  'say-encoded': (None, 4500, 'characters', (13521,)),
  'say-error': (None, 4096, 'characters', (13521,)),
  'say-google': (None, 5000, 'characters', (13521,)),
  'say-polly': (None, 3000, 'characters', (13521,)),
  'sip-headers': (None, 1023, 'characters', (13251, 13253)),
  'sip-uri': (None, 254, 'characters', ()),
  'stream-parameter': (None, 499, 'characters', ()),
}
