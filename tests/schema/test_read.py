"""The grammar as read from the XSD."""

import pytest

from twimllint.schema.grammar import Grammar, load
from twimllint.schema.model import ElementType
from twimllint.source.tree import Node


@pytest.fixture
def voice() -> Grammar:
    return load("voice")


def node(path: str) -> Node:
    found: Node | None = None
    for name in path.split("/"):
        found = Node(name, 0, 0, found)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("Response", "Response"),
        ("Response/Say", "Say"),
        ("Response/Gather/Say", "Say"),
        ("Response/Dial/Sip", "DialSip"),
        ("Response/Refer/Sip", "ReferSip"),
        ("Response/Start/Stream", "StartStream"),
        ("Response/Connect/Stream", "ConnectStream"),
        ("Response/Stop/Stream", "StopStream"),
        ("Response/Stop/Stream/Parameter", "Parameter"),
        ("Response/Dial/Queue", "Queue"),
        ("Response/Say/lang/prosody/p/s/w", "ssml-w"),
        # where the parent does not take it, the first of that name
        ("Response/Room", "Room"),
        ("Response/Foo/Sip", "DialSip"),
        ("Response/Gather/Dial/Number", "Number"),
        ("Foo/Say", "Say"),
        ("Say", "Say"),
        ("response/refer/Sip", "DialSip"),
        ("Response/Foo", None),
        ("Response/say", None),
    ],
)
def test_types_of_elements_depend_on_their_place(voice: Grammar, path: str, key: str | None) -> None:
    found = voice.element(node(path))
    assert (None if found is None else found.key) == key


def test_names_of_a_channel(voice: Grammar) -> None:
    messaging = load("messaging")
    assert messaging.names == {"Response", "Message", "Body", "Media", "Redirect", "Sms"}
    assert messaging.verbs == {"Message", "Redirect", "Sms"}
    assert messaging.nouns == {"Body", "Media"}
    assert {"Say", "Connect", "Sms"} <= voice.verbs
    assert {"Room", "Number", "Queue", "Prompt", "Parameter"} <= voice.nouns
    assert not voice.nouns & {"Say", "Response", "break"}
    assert voice.ssml == {"break", "emphasis", "lang", "p", "phoneme", "prosody", "s", "say-as", "sub", "w"}
    assert load("unknown").channel == "voice"


def test_who_takes_what(voice: Grammar) -> None:
    assert voice.parents("Stream") == ("Connect", "Start", "Stop")
    assert voice.parents("Room") == ("Connect",)
    assert voice.parents("Foo") == ()
    assert voice.owners("numDigits") == ("Gather",)
    assert voice.owners("participantIdentity") == ("Room",)
    assert set(voice.owners("hangupOnStar")) == {"Dial"}
    assert voice.allows(voice.named("Gather"), "Say")
    assert not voice.allows(voice.named("Gather"), "Dial")
    assert voice.allows(voice.named("Failover"), "Whatever")
    assert not voice.allows(None, "Say")


def test_folded_names(voice: Grammar) -> None:
    gather = voice.named("Gather")
    assert gather is not None
    assert voice.folded("gather") == voice.folded("GATHER") == "Gather"
    assert voice.folded("whats_app") == "WhatsApp"
    assert voice.folded("Foo") is None
    assert gather.folded("finish_on_key") == gather.folded("FinishOnKey") == "finishOnKey"
    assert gather.folded("foo") is None


def element(name: str) -> ElementType:
    found = load("voice").named(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("Say", "mixed", "spoken-text"),
        ("Play", "optional", "url"),
        ("Pause", "none", None),
        ("Dial", "optional", "phone-number"),
        ("Number", "required", "phone-number"),
        ("Client", "optional", "client-identity"),
        ("Room", "required", "room-name"),
        ("Redirect", "optional", "url"),
        ("Task", "required", "json"),
        ("Connect", "none", None),
        ("Failover", "any", None),
        ("emphasis", "mixed", "spoken-text"),
        ("say-as", "required", "spoken-text"),
    ],
)
def test_text(name: str, text: str, kind: str | None) -> None:
    found = element(name)
    assert found.text == text
    assert (found.text_type.kind if found.text_type else None) == kind


def test_containers_need_a_noun() -> None:
    needy = {kind.key for kind in load("voice").types() if kind.min_children}
    assert needy == {"Connect", "Start", "Stop", "Refer", "Prompt", "Headers", "Annotate"}


def test_what_is_known_of_an_element() -> None:
    sms = element("Sms").about
    assert (sms.status, sms.replacement) == ("deprecated", "the REST API")
    assert element("Autopilot").about.status == "retired"
    assert element("Echo").about.status == "undocumented"
    room = element("Room").about
    assert (room.status, room.page) == ("current", "https://www.twilio.com/docs/voice/twiml/connect/room")
    assert element("Dial").about.flow["action"] == "fetches"
    assert element("Room").about.flow == {"may-not-start": "true"}
    assert element("Number").about.flow == {}


def test_what_is_known_of_an_attribute() -> None:
    gather = element("Gather")
    assert gather.attributes["enhanced"].about.status == "deprecated"
    assert gather.attributes["numDigits"].about.error == 13314
    assert gather.attributes["numDigits"].about.page == gather.about.page
    assert gather.attributes["method"].default == "POST"
    event = element("Conference").attributes["eventCallbackUrl"].about
    assert (event.status, event.replacement) == ("deprecated", "recordingStatusCallback")
    assert element("Stream").required == ("url",)


def test_attributes_of_the_past() -> None:
    legacy = element("Conference").legacy
    assert (legacy["whisper"].status, legacy["whisper"].replacement) == ("renamed", "coach")
    assert element("Dial").legacy["ifMachine"].error == 13211
    assert element("Say").legacy["rate"].status == "removed"


@pytest.mark.parametrize(
    ("name", "attribute", "kind", "right", "wrong"),
    [
        ("Gather", "input", "enum-list", ["dtmf", "dtmf speech", "speech  dtmf"], ["", "DTMF", "dtmf,speech"]),
        ("Gather", "speechTimeout", "integer", ["1", "auto", " 3 "], ["0", "Auto", "", "2.5", "3s"]),
        ("Gather", "finishOnKey", "keys", ["", "#", "5"], ["55", "x", " "]),
        ("Gather", "speechModel", "enum", ["default", "deepgram_nova-4"], ["", " ", "x", "Default"]),
        ("Record", "finishOnKey", "keys", ["", "1#"], ["x"]),
        ("Dial", "timeout", "integer", ["5", "600", "+30"], ["4", "601", "-5", "30 s", ""]),
        ("Dial", "hangupOnStar", "boolean", ["true", "false"], ["True", "1", "", " true"]),
        ("Dial", "action", "url", ["/a", "https://a.test/?b=c"], ["", " ", "/a b", "/a\u00a0b"]),
        ("Conference", "waitUrl", "url", ["", "/a"], [" ", "a b"]),
        ("Conference", "coach", "sid", ["CA" + "0" * 32], ["CA" + "0" * 31, "CB" + "0" * 32, "CA" + "g" * 32]),
        ("Conference", "participantLabel", "participant-label", ["amy", "a" * 128], ["a/b", "a" * 129, ""]),
        (
            "Stream",
            "url",
            "ws-url",
            ["wss://a.test", "WSS://a.test/b", "/b", "b"],
            ["ws://a", "https://a", "wss://a b", ""],
        ),
        ("Room", "participantIdentity", "participant-identity", ["amy"], ["", " ", "\u3000", "a" * 129]),
        ("Pay", "chargeAmount", "amount", ["0", "10.50", "1000000"], ["$1", "-1", "1000001", "1e3"]),
        ("Pay", "postalCode", "string", ["true", "94105"], [""]),
        ("Prompt", "attempt", "integer-list", ["1", "1 10"], ["", "0", "11", "1,2"]),
        ("ConversationRelay", "ttsProvider", "enum", ["Google", "amazon", "ELEVENLABS"], ["Acme", ""]),
        ("ConversationRelay", "eotThreshold", "decimal", ["0.5", "0.75"], ["0.4", "1", "x"]),
        ("prosody", "volume", "string", ["loud", "+6dB", "-1.5dB"], ["6", "+6", "Loud"]),
        ("break", "time", "duration", ["500ms", "1.5s"], ["5", "1 s", ""]),
        ("lang", "xml:lang", "language", ["fr-FR", "cmn-CN"], ["fr_FR", "", "f"]),
        ("Parameter", "value", "string", ["", "x"], []),
    ],
)
def test_values(name: str, attribute: str, kind: str, right: list[str], wrong: list[str]) -> None:
    found = element(name).attributes[attribute].type
    assert found.kind == kind
    assert [value for value in right if not found.accepts(value)] == []
    assert [value for value in wrong if found.accepts(value)] == []


def test_facts_of_a_type() -> None:
    timeout = element("Dial").attributes["timeout"].type
    assert (timeout.minimum, timeout.maximum, timeout.unit) == (5, 600, "seconds")
    assert element("Gather").attributes["speechTimeout"].type.values == ("auto",)
    assert element("Enqueue").attributes["workflowSid"].type.sid_prefix == "WW"
    assert not element("ConversationRelay").attributes["ttsProvider"].type.case_sensitive
    hints = element("Gather").attributes["hints"].type
    assert (hints.kind, hints.separator, hints.max_items, hints.max_item_length) == ("list", ",", 500, 100)
    assert element("Conference").attributes["waitUrl"].type.empty_allowed
    assert not element("Dial").attributes["action"].type.empty_allowed


def test_the_numbers_of_an_element_by_fault() -> None:
    voice = load("voice")
    queue, annotate = element("Queue").about, element("Annotate").about
    assert (queue.errors["empty"], queue.errors["long"]) == (14212, 14213)
    assert (annotate.errors["empty"], annotate.errors["repeated"], annotate.errors["child"]) == (13110, 13111, 13112)
    assert [
        voice.root.children[name] for name in ("Start", "Stop") if element(name).about.errors["child"] != 14300
    ] == []
    assert element("Room").about.errors == {}
    assert load("messaging").root.about.errors["child"] == 14110


def test_an_attribute_without_a_number_of_its_own_has_that_of_its_element() -> None:
    assert element("ConversationRelay").attributes["eotThreshold"].about.error == 64101
    assert element("ConversationRelay").attributes["url"].about.error == 64102
    assert element("Pay").attributes["tokenType"].about.error == 64006
    assert element("Prompt").attributes["for"].about.error == 64020
    assert element("Number").attributes["statusCallback"].about.error is None


def test_an_attribute_may_have_a_number_for_each_fault() -> None:
    errors = element("Stream").attributes["url"].about.errors
    assert (errors["scheme"], errors["host"]) == (31922, 31904)
    queue = load("voice").child(element("Dial"), "Queue")
    assert queue is not None
    assert queue.attributes["reservationSid"].about.errors == {"region": 14219}


def test_one_child_only() -> None:
    assert {kind.key for kind in load("voice").types() if kind.max_children is not None} == {"Annotate"}


def test_roles_of_nouns_in_dial() -> None:
    dial = element("Dial")
    roles = {name: kind.about.role for name in dial.children if (kind := load("voice").child(dial, name))}
    assert {name for name, role in roles.items() if role == "place"} == {"Conference", "Queue"}
    assert {name for name, role in roles.items() if role == "target"} == {
        "Number",
        "Client",
        "Sip",
        "Sim",
        "Application",
        "WhatsApp",
    }


def test_what_a_text_means_and_what_a_url_fetches() -> None:
    means = {
        kind.key: kind.text_type.means
        for channel in ("voice", "messaging")
        for kind in load(channel).types()
        if kind.text_type is not None and kind.name != "Autopilot"
    }
    assert [key for key, text in means.items() if not text] == []
    assert means["Number"] == "phone number"
    play, wait = element("Play").text_type, element("Conference").attributes["waitUrl"].type
    assert play is not None
    assert play.fetches == wait.fetches == "media"
    redirect = element("Redirect").text_type
    assert redirect is not None
    assert redirect.fetches is None
