"""The speech family where docstrings cannot show it: every voice and tag of the tables, limits, fixes, neighbours."""

from __future__ import annotations

import time

import pytest

from support.growth import check_growth
from support.lint import DEFAULT, family, lint
from twimllint import speech
from twimllint.engine.diagnostic import Diagnostic
from twimllint.schema.data import data, languages, voices
from twimllint.source.text import Source

SPEECH = family("TW6", default=True)


def findings(text: str, rules: frozenset[str] = SPEECH) -> list[Diagnostic]:
    linted = lint(text, rules=rules)
    assert not linted.result.failures
    return linted.diagnostics


def names(text: str) -> list[str]:
    return [d.name for d in findings(text)]


def fixed(text: str, *, unsafe: bool) -> str:
    return lint(text, rules=SPEECH).fixed(unsafe=unsafe)


def say(words: str, attributes: str = 'voice="Polly.Amy"') -> str:
    return f"<Response><Say {attributes}>{words}</Say></Response>"


def gather(attributes: str) -> str:
    return f'<Response><Gather action="/k" {attributes}/><Hangup/></Response>'


# the tables


def test_basic_voices_are_those_of_the_table() -> None:
    assert set(speech.BASIC) == {name for name, entry in voices().items() if entry["provider"] == "basic"}


def test_every_voice_is_known() -> None:
    said = []
    for name, entry in voices().items():
        assert speech.provider(name) == entry["provider"]
        said += [f'<Say voice="{name}" language="{tag}">x</Say>' for tag in entry["languages"] or ["en-US"]]
    assert names(f"<Response>{''.join(said)}</Response>") == []


def test_a_voice_in_other_letters_or_without_its_provider_is_found() -> None:
    for name in voices():
        if "." in name and name.isascii():
            assert speech.nearest_voice(name.lower()) in {name, speech.nearest_voice(name)}
            assert speech.nearest_voice(name.partition(".")[2]) == name


def test_every_listed_tag_is_taken() -> None:
    for tag, entry in languages("say").items():
        bare = speech.is_bare_language(tag) and entry["status"] == "legacy"
        assert ("invalid-language" in names(say("x", f'language="{tag}"'))) is bare, tag
    for tag in languages("gather"):
        assert "invalid-language" not in names(gather(f'input="speech" language="{tag}"')), tag


def test_what_is_offered_is_taken() -> None:
    tables = data("languages")
    for place in ("say", "gather"):
        for wrong in (*tables["mistaken"], *tables["preferred"], *tables["names"]):
            meant = speech.nearest_language(place, wrong)
            assert meant is None or meant in languages(place), (place, wrong)


@pytest.mark.parametrize("page", data("hosts")["media_pages"], ids=lambda page: str(page["host"]))
def test_pages_that_show_media(page: dict[str, list[str]]) -> None:
    for url, found in [(url, True) for url in page["match"]] + [(url, False) for url in page["skip"]]:
        url = url.replace("&", "&amp;")
        pages = [d for d in findings(f"<Response><Play>{url}</Play></Response>") if d.id == "page"]
        assert bool(pages) is found, url


# severities, numbers, and what is offered


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        (say("x", 'language="en"'), "warning"),
        (say("x", 'language="ja"'), "warning"),
        (say("x", 'language="en_US"'), "error"),
        (say("x", 'language="english"'), "error"),
        (say("x", 'language="en-UK"'), "warning"),
        (gather('input="speech" language="en"'), "error"),
        (gather('input="speech" language="en_GB"'), "error"),
        (gather('input="speech" language="xx-YY"'), "warning"),
    ],
)
def test_severity_of_a_language(text: str, severity: str) -> None:
    assert [(d.name, d.severity.value) for d in findings(text)] == [("invalid-language", severity)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (say("x", 'voice="woman" language="es"'), []),
        (say("x", 'voice="man" language="en-gb"'), []),
        (say("x", 'voice="man" language="xx"'), ["form"]),
        (say("x", 'voice="Polly.Lucia" language="es"'), ["no-country-near"]),
        (gather('input="speech" speechModel="phone_call" language="de-DE"'), ["model"]),
        (gather('input="speech" speechModel="phone_call" language="pt-BR"'), []),
        (gather('input="speech" speechModel="experimental_utterances" language="ar-EG"'), []),
        (gather('input="speech" speechModel="experimental_utterances" language="sv-SE"'), ["model"]),
        (gather('input="speech" speechModel="numbers_and_commands" language="sv-SE"'), []),
        (gather('input="speech" speechModel="numbers_and_commands" language="zh-CN"'), []),
        (gather('input="speech" speechModel="{{ model }}" language="sv-SE"'), []),
        ('<Response><Pay paymentMethod="ach-debit" language="fr-FR" action="/d"/></Response>', ["ach"]),
        ('<Response><Pay paymentMethod="ach-debit" language="en-GB" action="/d"/></Response>', []),
        ('<Response><Pay paymentMethod="credit-card" language="fr-FR" action="/d"/></Response>', []),
        ('<Response><Pay language="fr-FR" action="/d"/></Response>', []),
    ],
)
def test_languages_of_voices_and_models(text: str, expected: list[str]) -> None:
    assert [d.id for d in findings(text) if d.name == "invalid-language"] == expected


def test_other_services_have_lists_of_their_own() -> None:
    assert names(gather('input="speech" language="fr" speechModel="deepgram_nova-2"')) == []
    assert names(say("x", 'voice="Telnyx.Natural.abbie" language="xx"')) == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('voice="polly.joanna"', 'voice="Polly.Joanna"'),
        ('voice="Joanna"', 'voice="Polly.Joanna"'),
        ('voice="Polly.Jonna"', 'voice="Polly.Joanna"'),
        ('voice="Polly.Joanna-neural"', 'voice="Polly.Joanna-Neural"'),
        ('voice="en-US-Wavenet-A"', 'voice="Google.en-US-Wavenet-A"'),
        ('voice="Alice"', 'voice="alice"'),
        ('voice="fr"', 'language="fr-FR"'),
        ('voice="english"', 'language="en-US"'),
        ('voice="en-GB" language="en-GB"', 'language="en-GB"'),
    ],
)
def test_voice_fixes(wrong: str, right: str) -> None:
    assert fixed(say("x", wrong), unsafe=True) == say("x", right)
    assert fixed(say("x", wrong), unsafe=False) == say("x", wrong)


def test_another_google_letter_is_not_offered() -> None:
    (found,) = findings(say("x", 'voice="Google.en-US-Wavenet-Z"'))
    assert found.fix is None
    assert found.help is not None
    assert '"Google.en-US-Wavenet-A" to "Google.en-US-Wavenet-J"' in found.help


def test_voices_inside_gather_have_a_number_of_their_own() -> None:
    text = '<Response><Gather action="/k"><Say voice="bob">x</Say></Gather><Hangup/></Response>'
    assert [d.twilio_code for d in findings(text)] == [13321]
    assert [d.twilio_code for d in findings(say("x", 'voice="bob"'))] == [13511]


def test_one_finding_for_each_voice_and_language() -> None:
    pair = '<Say voice="Polly.Marlene" language="fr-FR">x</Say>'
    other = '<Say voice="Polly.Marlene" language="it-IT">x</Say>'
    found = findings(f"<Response>{pair}{other}{pair}{pair}</Response>")
    assert [(d.name, len(d.related)) for d in found] == [("voice-language-mismatch", 2), ("voice-language-mismatch", 0)]


@pytest.mark.parametrize(
    "attributes",
    [
        'voice="man" language="en-IN"', 'voice="alice" language="ja-JP"', 'voice="Polly.Zhiyu" language="zh-CN"',
        'voice="Polly.Zeina" language="ar-XA"', 'voice="Polly.Kajal-Neural" language="hi-IN"',
        'voice="{{ v }}" language="fr-FR"', 'voice="Polly.Amy" language="{{ l }}"', 'voice="Azure.x" language="fr-FR"',
    ],
)  # fmt: skip
def test_voices_and_languages_that_may_go_together(attributes: str) -> None:
    assert names(say("x", attributes)) == []


def test_a_pair_that_only_old_docs_list_is_an_info() -> None:
    assert [d.severity.value for d in findings(say("x", 'voice="alice" language="hi-IN"'))] == ["info"]


# lengths


@pytest.mark.parametrize(
    ("words", "attributes", "long"),
    [
        ("x" * 3000, 'voice="Polly.Amy"', False),
        ("<s>" + "é" * 750 + "</s>", 'voice="Polly.Amy"', False),
        ("<s>" + "é" * 751 + "</s>", 'voice="Polly.Amy"', True),
        ("あ" * 500, 'voice="Polly.Mizuki"', False),
        ("あ" * 501, 'voice="Polly.Mizuki"', True),
        ("\U0001f600" * 375, 'voice="Polly.Amy"', False),
        ("\U0001f600" * 376, 'voice="Polly.Amy"', True),
        ("x &amp; y " * 600, 'voice="Polly.Amy"', True),
        ("\n    x" * 1400, 'voice="Polly.Amy"', False),
        ("\n    x" * 1400, 'voice="Google.en-US-Wavenet-A"', True),
        ("x" * 4993 + "<s></s>", 'voice="Google.en-US-Wavenet-A"', False),
        ("x" * 4994 + "<s></s>", 'voice="Google.en-US-Wavenet-A"', True),
        ("x" * 4096, 'voice="man"', False),
        ("x" * 4097, "", True),
        ("x" * 9000, 'voice="Telnyx.Natural.abbie"', False),
        ("{{ words }}" * 500, 'voice="Polly.Amy"', False),
        ("{{ words }}" + "x" * 3001, 'voice="Polly.Amy"', True),
    ],
)
def test_say_too_long(words: str, attributes: str, long: bool) -> None:
    assert ("say-too-long" in names(say(words, attributes))) is long


@pytest.mark.parametrize(
    ("hints", "found"),
    [(",".join(["a"] * 500), 0), (",".join(["a"] * 501), 1), (",".join(["a"] * 500) + ",", 0), ("x" * 100 + ", b", 0),
     ("a, " + "x" * 101 + "," + "y" * 200, 2), ("{{ hints }}" * 50, 0)],
)  # fmt: skip
def test_hints(hints: str, found: int) -> None:
    assert names(gather(f'input="speech" hints="{hints}"')).count("gather-hints-limit") == found


# SSML


@pytest.mark.parametrize(
    ("time", "safe", "unsafe"),
    [
        ("3 s", "3s", "3s"), ("3S", "3s", "3s"), ("500 msec", "500ms", "500ms"), ("1,5s", "1.5s", "1.5s"),
        (".5s", "0.5s", "0.5s"), (" 2s ", "2s", "2s"), ("3 seconds", "3s", "3s"), ("3", "3", "3s"),
        ("500", "500", "500ms"), ("30", "30", "30"), ("1m", "1m", "1m"), ("-1s", "-1s", "-1s"), ("soon", "soon", "soon"),
    ],
)  # fmt: skip
def test_break_times(time: str, safe: str, unsafe: str) -> None:
    text = say('Wait<break time="{}"/>now')
    assert names(text.format(time)) == ["ssml-break-time"]
    assert fixed(text.format(time), unsafe=False) == text.format(safe)
    assert fixed(text.format(time), unsafe=True) == text.format(unsafe)


@pytest.mark.parametrize(
    ("time", "voice", "found"),
    [("10s", "Polly.Amy", 0), ("10000ms", "Polly.Amy", 0), ("10001ms", "Polly.Amy", 1), ("20s", "Google.en-US-Wavenet-A", 0),
     ("{{ n }}s", "Polly.Amy", 0)],
)  # fmt: skip
def test_longest_break(time: str, voice: str, found: int) -> None:
    assert names(say(f'Wait<break time="{time}"/>', f'voice="{voice}"')).count("ssml-break-time") == found


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('<say-as interpret-as="date" role="mdy">1</say-as>', '<say-as interpret-as="date" format="mdy">1</say-as>'),
        ('<say-as interpret_as="digits">1</say-as>', '<say-as interpret-as="digits">1</say-as>'),
        ('<say-as interpret-as="character">1</say-as>', '<say-as interpret-as="characters">1</say-as>'),
        ('<lang lang="fr-FR">x</lang>', '<lang xml:lang="fr-FR">x</lang>'),
        ('<prosody volume="6dB">x</prosody>', '<prosody volume="+6dB">x</prosody>'),
        ('<prosody rate="90">x</prosody>', '<prosody rate="90%">x</prosody>'),
        ('<prosody rate="1.5">x</prosody>', '<prosody rate="150%">x</prosody>'),
        ('<prosody pitch="HIGH">x</prosody>', '<prosody pitch="high">x</prosody>'),
        ('<emphasis level="Strong">x</emphasis>', '<emphasis level="strong">x</emphasis>'),
        ('<emphasis level="None">x</emphasis>', '<emphasis level="none">x</emphasis>'),
    ],
)
def test_ssml_attribute_fixes(wrong: str, right: str) -> None:
    found = findings(say(wrong), DEFAULT)
    assert [d.name for d in found] == ["ssml-attribute-invalid"]
    assert fixed(say(wrong), unsafe=True) == say(right)
    assert findings(say(right), DEFAULT) == []


@pytest.mark.parametrize(
    ("inside", "rule"),
    [
        ("<b>x</b>", "html-in-twiml"),
        ("<Emphasis>x</Emphasis>", "element-wrong-case"),
        ("<Pause/>", "child-not-allowed"),
        ("<whisper>x</whisper>", "unknown-ssml-tag"),
        ("<speak>x</speak>", "unknown-ssml-tag"),
        ("<sub>x</sub>", "ssml-attribute-invalid"),
        ('<s voice="x">x</s>', "ssml-attribute-invalid"),
        ('<break time="3"/>', "ssml-break-time"),
        ('<break strength="huge"/>x', "ssml-attribute-invalid"),
    ],
)
def test_one_finding_for_each_mistake_in_say(inside: str, rule: str) -> None:
    assert [d.name for d in findings(say(f"Hello {inside}"), DEFAULT)] == [rule]


def test_a_say_inside_another_is_no_matter_of_its_voice() -> None:
    assert names('<Response><Say>a<Say voice="man">b<s>c</s></Say></Say></Response>') == []


def test_ssml_outside_of_say_is_not_judged_here() -> None:
    assert names('<Response><p voice="x">x</p><break time="3"/></Response>') == []


# escaped tags


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ('a &lt;emphasis level="strong"&gt;b&lt;/emphasis&gt; c', 'a <emphasis level="strong">b</emphasis> c'),
        ("&lt;speak&gt;a &amp; b&lt;/speak&gt;", "a &amp; b"),
        ("&lt;sub alias='R &amp;amp; D'&gt;x&lt;/sub&gt;", "<sub alias='R &amp;amp; D'>x</sub>"),
        ("&lt;emphasis&gt;never closed", "&lt;emphasis&gt;never closed"),
        ("&lt;s&gt;a&lt;/p&gt;", "&lt;s&gt;a&lt;/p&gt;"),
        ("<![CDATA[<break/>]]>", "<![CDATA[<break/>]]>"),
        ("&lt;b&gt;a&lt;/b&gt;", "&lt;b&gt;a&lt;/b&gt;"),
    ],
)
def test_escaped_tags(words: str, result: str) -> None:
    assert names(say(words)) == ["escaped-markup-in-say"]
    assert fixed(say(words), unsafe=True) == say(result)


@pytest.mark.parametrize("words", ["3 &lt; 4", "&lt;name&gt;", "&lt;3", "a &lt;b and c&gt; d", "&lt;a&gt;"])
def test_angle_brackets_that_are_no_tags(words: str) -> None:
    assert names(say(words)) == []


# Play and Gather


@pytest.mark.parametrize(
    ("url", "plays"),
    [("/a.mp3", True), ("a.WAV", True), ("https://a.acme.test/a", True), ("https://a.acme.test/say.php?f=a.html", True),
     ("https://acme.ts", True), ("https://a.acme.test/a.mp4", False), ("https://a.acme.test/a.html#x", False),
     ("{{ base }}/a.m4a", False), ("https://a.acme.test/{{ file }}", True), ("menu.twiml", False)],
)  # fmt: skip
def test_media_suffixes(url: str, plays: bool) -> None:
    assert (names(f"<Response><Play>{url}</Play></Response>") == []) is plays


@pytest.mark.parametrize(
    ("attributes", "rules"),
    [
        ('language="en-US"', ["gather-speech-settings-unused"]),
        ('hints="a" speechModel="phone_call" speechTimeout="auto"', ["gather-speech-settings-unused"]),
        ('input="" hints="a"', ["gather-speech-settings-unused"]),
        ('input="DTMF" hints="a"', ["gather-speech-settings-unused"]),
        ('input="voice" hints="a"', []),
        ('input="speech dtmf" hints="a" numDigits="4"', []),
        ('input="speech" numDigits="4" finishOnKey="#"', ["gather-key-settings-unused"]),
        ('input="speech" finishOnKey=""', []),
        ('input="speech" numDigits="{{ n }}"', ["gather-key-settings-unused"]),
        ('hints="{{ h }}"', ["gather-speech-settings-unused"]),
        ('input="speech" speechModel="{{ m }}" speechTimeout="auto"', []),
        ('input="speech" speechModel="default" speechTimeout="auto"', ["gather-auto-timeout-with-model"]),
        ('{% if speech %}input="speech"{% endif %} hints="a"', []),
    ],
)
def test_gather_settings(attributes: str, rules: list[str]) -> None:
    assert names(gather(attributes)) == rules


def test_finish_keys_have_numbers_of_their_own() -> None:
    text = '<Response><Gather finishOnKey="##" action="/k"/><Record finishOnKey="x" action="/d"/></Response>'
    assert [(d.name, d.twilio_code) for d in findings(text, DEFAULT) if d.code == "TW618"] == [
        ("finish-key-invalid", 13310), ("finish-key-invalid", 13613),
    ]  # fmt: skip


# hostile values


def test_a_second_language_of_the_same_element_is_not_looked_at() -> None:
    text = '<Response><Say voice="Polly.Marlene" language="de-DE" language="fr-FR">x</Say></Response>'
    assert names(text) == []


@pytest.mark.parametrize(
    ("start", "part", "end"),
    [
        ("<Say>", "&lt;b&gt;", "</Say>"),
        ("<Say>", "&lt;x y=&quot;1&quot;&gt;", "</Say>"),
        ('<Say voice="man">', '<Say voice="man">', ""),
        ('<Say><break time="1s"/>', '<Say><break time="1s"/>', ""),
        ('<Say voice="Polly.Amy">a<break time="', "1", '!"/></Say>'),
        ('<Gather input="speech" action="/k" hints="', "x&amp;y,", '"/>'),
        ("", '<Say voice="Polly.Marlene" language="fr-FR">x</Say>', ""),
        ("<Play>", "a.", "</Play>"),
        ('<Play digits="', "?1", '"/>'),
    ],
)
def test_linting_takes_time_in_proportion_to_the_document(start: str, part: str, end: str) -> None:
    rules = family("TW6")

    def seconds(count: int) -> float:
        closing = "</Say>" * (count + 1) if part == start else end
        source = Source.from_text(f"<Response>{start}{part * count}{closing}</Response>", "x.twiml")
        began = time.process_time()
        lint(source, rules=rules)
        return time.process_time() - began

    seconds(10)
    check_growth(seconds, 500, 2000, factor=10, spare=0.1, tries=3)
