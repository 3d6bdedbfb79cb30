"""Values as people write them, place by place: what is drawn with them has nothing in it that Twilio refuses."""

from __future__ import annotations

from hypothesis import strategies as st
from proof_documents import Table

#: Beginnings of values and whole ones: by place (``Gather@hints``), by text (``Play/text``), or by kind of value.
REALISTIC: Table = {
    key: st.sampled_from(values)
    for key, values in {
        "url": ["https://app.acme.test/next", "/next", "menu.xml", "../menu", "https://app.acme.test/a?b=1&c=2"],
        "absolute-url": ["https://app.acme.test/events", "https://cdn.acme.test/cat.png"],
        "ws-url": ["wss://media.acme.test/in", "wss://relay.acme.test:8443/a/b"],
        "Play/text": ["https://cdn.acme.test/hold.mp3", "/sounds/hello.wav"],
        "voice": ["Polly.Joanna", "Polly.Joanna-Neural", "Google.en-US-Neural2-C"],
        "language": ["en-US"],
        "lang@xml:lang": ["fr-FR", "de-DE"],
        "phone-number": ["+14155550100", "+442079460958", "+33142278186", "415-555-0100"],
        "caller-id": ["+14155550199"],
        "client-identity": ["amy", "joe.smith"],
        "conference-name": ["town", "Team Call"],
        "currency": ["usd", "eur"],
        "amount": ["10", "10.50", "0"],
        "dtmf": ["1", "ww12#", "W9*"],
        "duration": ["500ms", "1.5s"],
        "json": ['{"skill":"sales"}', '{"a":{"b":[1,2]}}'],
        "message-text": ["Thanks, we will write back.", "Your code is 1234"],
        "message-address": ["+14155550101"],
        "spoken-text": ["Hello, welcome to Acme.", "Press 1 for sales", "Bonjour à tous"],
        "participant-identity": ["al", "guest-7"],
        "participant-label": ["al", "agent 7"],
        "queue-name": ["support", "Front Desk"],
        "room-name": ["Standup", "Daily Care"],
        "sip-uri": ["sip:amy@pbx.acme.test", "sip:+14155550100@pbx.acme.test;transport=tls", "amy@pbx.acme.test"],
        "list": ["yes,no", "sales, support, billing"],
        "string": ["Acme", "note 7"],
        "integer": ["1", "5", "10", "20", "60", "500", "1000"],
        "decimal": ["0.5", "0.7", "0.9"],
        "Response@version": ["1.0"],
        "Header@name": ["X-Case", "x-team"],
        "ConversationRelay@voice": ["UgBBYS2sOqTuMpoF3BR0"],
        "Language@voice": ["UgBBYS2sOqTuMpoF3BR0"],
        "Task/text": ['{"skill":"sales"}'],
    }.items()
}
