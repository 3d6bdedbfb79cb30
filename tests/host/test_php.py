"""Calls of twilio-php, and the documents that come of them."""

from __future__ import annotations

import pytest

from support.checking import findings
from support.extracting import check_places, documents, language, texts
from twimllint.host.detect import is_markup

pytest.importorskip("tree_sitter")

USE = "<?php\nuse Twilio\\TwiML\\VoiceResponse;\n"


def built(body: str) -> list[str]:
    """The documents of a function that ends by printing ``$r``."""
    return texts(f"{USE}function answer($x) {{ $r = new VoiceResponse();\n{body}\necho $r; }}\n", "php")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("$r->say('Hi', ['voice' => 'alice']);", '<Say voice="alice">Hi</Say>'),
        ("$r->say(\"Hi $name\", array('loop' => 2));", '<Say loop="2">Hi {{ $name }}</Say>'),
        ("$g = $r->gather(['numDigits' => 1]); $g->say('a');", '<Gather numDigits="1"><Say>a</Say></Gather>'),
        ("$r->gather()->say('a');", "<Gather><Say>a</Say></Gather>"),
        ("$r->dial('+15005550006', ['record' => true]);", '<Dial record="true">+15005550006</Dial>'),
        ("$d = $r->dial(''); $d->number('+15005550006');", "<Dial><Number>+15005550006</Number></Dial>"),
        ("$r->Say('Hi');", "<Say>Hi</Say>"),
        ("$s = $r->say('Hi'); $s->setVoice('alice');", '<Say voice="alice">Hi</Say>'),
        ("$g = $r->nest(new Twilio\\TwiML\\Voice\\Gather()); $g->say('a');", "<Gather><Say>a</Say></Gather>"),
        ("$g = $r->append(new Twilio\\TwiML\\Voice\\Gather()); $g->say('a');", "<Gather></Gather><Say>a</Say>"),
        ("$d = new Twilio\\TwiML\\Voice\\Dial('+15005550006'); $r->append($d);", "<Dial>+15005550006</Dial>"),
        ("if ($x) { $r->hangup(); } elseif ($y) { $r->leave(); } else { $r->pause(); }",
         "{% if $x %}<Hangup></Hangup>{% elif $y %}<Leave></Leave>{% else %}<Pause></Pause>{% endif %}"),
        ("if ($x): $r->hangup(); else: $r->leave(); endif;",
         "{% if $x %}<Hangup></Hangup>{% else %}<Leave></Leave>{% endif %}"),
        ("while (more($x)) { $r->pause(); }", "{% for more($x) %}<Pause></Pause>{% endfor %}"),
        ("foreach ($xs as $y) { $r->say($y); }", "{% for $y in $xs %}<Say>{{ $y }}</Say>{% endfor %}"),
        ("switch ($x) { case '1': $r->hangup(); break; default: $r->leave(); }",
         "{% if $x == '1' %}<Hangup></Hangup>{% else %}<Leave></Leave>{% endif %}"),
        ("switch ($x) { case '1': { $r->hangup(); break; } default: { $r->leave(); } }",
         "{% if $x == '1' %}<Hangup></Hangup>{% else %}<Leave></Leave>{% endif %}"),
        ("$o = ['voice' => 'alice']; $r->say('a', $o);", '<Say voice="alice">a</Say>'),
    ],
)  # fmt: skip
def test_what_a_function_builds(body: str, text: str) -> None:
    assert built(body) == [f"<Response>{text}</Response>"]


@pytest.mark.parametrize(
    ("head", "constructor"),
    [
        ("use Twilio\\TwiML\\VoiceResponse;", "VoiceResponse()"),
        ("use Twilio\\TwiML\\VoiceResponse as Voice;", "Voice()"),
        ("use Twilio\\TwiML\\{VoiceResponse, MessagingResponse};", "VoiceResponse"),
        ("use Twilio\\TwiML;", "TwiML\\VoiceResponse()"),
        ("", "\\Twilio\\TwiML\\VoiceResponse()"),
        ("", "Twilio\\TwiML\\VoiceResponse()"),
    ],
)
@pytest.mark.parametrize(
    "end", ["echo $r;", "print $r;", "return response((string) $r);", "echo $r->asXML();", "exit($r);"]
)
def test_the_ways_in_and_out(head: str, constructor: str, end: str) -> None:
    code = f"<?php\n{head}\nfunction answer() {{ $r = new {constructor}; $r->hangup(); {end} }}\n"
    (document,) = documents(code, "php")
    assert document.text == "<Response><Hangup></Hangup></Response>"
    assert document.complete


@pytest.mark.parametrize(
    "code",
    [
        "<?php $r = new Acme_Twiml(); $r->nonsense();",
        "<?php use Acme\\Twiml; $r = new Twiml(); $r->nonsense();",
        "<?php use Acme\\VoiceResponse; $r = new VoiceResponse(); $r->nonsense();",
        "<?php class VoiceResponse { } $r = new VoiceResponse(); $r->nonsense();",
        "<?php use Symfony\\Component\\HttpFoundation\\Response; $r = new Response(); $r->nonsense();",
    ],
)
def test_what_is_not_the_helper_library(code: str) -> None:
    assert findings(code, "php") == []


@pytest.mark.parametrize(
    ("head", "constructor"),
    [
        ("use Twilio\\Twiml;", "Twiml"),
        ("use Twilio\\Twiml;", "Twiml()"),
        ("use Twilio\\Twiml as Answer;", "Answer()"),
        ("", "\\Twilio\\Twiml()"),
        ("", "Services_Twilio_Twiml()"),
    ],
)
def test_the_builder_of_earlier_versions(head: str, constructor: str) -> None:
    code = (
        f"<?php {head} function f($to) {{ $r = new {constructor}; $r->say('Hi', ['voice' => 'alice']);\n"
        "$g = $r->gather(array('numDigits' => 1, 'action' => '/a')); $g->play('https://example.com/a.mp3');\n"
        "$d = $r->dial(['timeout' => 5]); $d->number($to, []); $r->hangup(); return response($r); }"
    )
    assert texts(code, "php") == [
        '<Response><Say voice="alice">Hi</Say><Gather numDigits="1" action="/a"><Play>https://example.com/a.mp3</Play>'
        '</Gather><Dial timeout="5"><Number>{{ $to }}</Number></Dial><Hangup></Hangup></Response>'
    ]
    assert findings(code, "php") == []


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("$r->say('Hi', ['vioce' => 'alice']);", [("unknown-attribute", "vioce")]),
        ("$r->saay('Hi');", [("unknown-element", "saay")]),
        ("$r->gather(['method' => 'PUSH']);", [("invalid-enum-value", "PUSH")]),
        ("$r->dial()->room('x');", [("room-outside-connect", "room")]),
        ("$r->dial($options);", []),
        ("$r->gather(compact('numDigits', 'metod'));", []),
        ("$r->say($text, $options);", []),
        ("$r->say(...$all);", []),
    ],
)
def test_mistakes_with_the_builder_of_earlier_versions(call: str, found: list[tuple[str, str]]) -> None:
    code = f"<?php use Twilio\\Twiml; $r = new Twiml(); {call} fill($r); print $r;"
    assert findings(code, "php") == found


def test_references_are_resolved_in_earlier_versions() -> None:
    code = "<?php use Twilio\\Twiml; $r = new Twiml(); $r->say('A &amp; B &eacute; &lt; C & D'); echo $r;"
    assert findings(code, "php") == []
    assert texts(code, "php") == ["<Response><Say>A &amp; B é &lt; C &amp; D</Say></Response>"]
    newest = code.replace("Twiml;", "TwiML\\VoiceResponse;").replace("new Twiml", "new VoiceResponse")
    assert [name for name, _ in findings(newest, "php")] == ["escaped-markup-in-say"]


def test_a_page_of_php_in_a_literal() -> None:
    page = (
        '<?php header("a"); ?><Response><Dial callerId="<?= $c ?>"><Number><?php echo $n; ?></Number></Dial></Response>'
    )
    assert findings(f"<?php // twilio\n$page = '{page}'; file_put_contents('call.php', $page);", "php") == []


@pytest.mark.parametrize(
    "body",
    [
        "foreach ($ns as $n) { $d->number($n); }",
        "fill($d);",
        "$d->{$kind}($n);",
        "array_map(function ($n) use ($d) { $d->number($n); }, $ns);",
        "array_map(fn ($n) => $d->number($n), $ns);",
        "$this->d = $d;",
        "try { $d->number(find()); } catch (Exception $e) { log($e); }",
        "$x and $d->number($x);",
        "$copy = $d; $copy->number($x);",
        "match (true) { default => $d->number($x) };",
    ],
)
def test_a_dial_that_may_be_filled_is_not_empty(body: str) -> None:
    code = f"{USE}class C {{ function m($ns) {{ $r = new VoiceResponse(); $d = $r->dial('');\n{body}\necho $r; }} }}\n"
    assert [name for name, _ in findings(code, "php") if name in ("dial-empty", "unknown-builder-method")] == []


def test_places() -> None:
    code = USE + "$r = new VoiceResponse();\n$r->gather(['numDigit' => 1, 'method' => \"P\\x55T\"]);\necho $r;\n"
    found = findings(code, "php")
    assert ("unknown-attribute", "numDigit") in found
    assert ("invalid-enum-value", "P\\x55T") in found
    for document in documents(code, "php"):
        check_places(document.mapped, code)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("echo '<Response><Say>' . $x . '</Say></Response>';", "<Response><Say>{{ $x }}</Say></Response>"),
        ("echo '<Response><Say>', $x, '</Say></Response>';", "<Response><Say>{{ $x }}</Say></Response>"),
        (
            "echo sprintf('<Response><Say>%s %1$s %%</Say></Response>', $x);",
            "<Response><Say>{{ $x }} {{ $x }} %</Say></Response>",
        ),
        ("$x = []; $x[] = '<Response>'; $x[] = '</Response>'; echo implode('', $x);", "<Response></Response>"),
        ("$x = array('<Response>'); $x[] = '</Response>'; echo implode('', $x);", "<Response></Response>"),
        (
            "$x = []; if ($y) { $x[] = '<Hangup/>'; } echo '<Response>' . implode('', $x) . '</Response>';",
            "<Response>{% if $y %}<Hangup/>{% endif %}</Response>",
        ),
        ("$x = implode(\"\\n\", ['<Response>', '</Response>']);", "<Response>\n</Response>"),
        ('$x = trim("  <Response></Response>\\n");', "<Response></Response>"),
        (
            "$x = str_replace('NAME', $n, '<Response><Say>NAME</Say></Response>');",
            "<Response><Say>{{ $n }}</Say></Response>",
        ),
    ],
)
def test_strings(code: str, text: str) -> None:
    assert texts(f"<?php\n{code}\n", "php") == [text]


@pytest.mark.parametrize(
    ("more", "is_left"),
    [
        ("", True),
        ("$xml = str_replace('$to', $to, $xml);", False),
        ("$xml = strtr($xml, ['$to' => $to]);", False),
        ('eval("\\$xml = \\"$xml\\";");', False),
        ("$xml = fill($xml, '$to', $to);", False),
    ],
)
def test_a_variable_in_single_quotes_stays_as_it_is(more: str, is_left: bool) -> None:
    code = f"<?php // twilio\n$to = $_GET['To'];\n$xml = '<Response><Dial>$to</Dial></Response>';\n{more}\necho $xml;\n"
    assert [text for _, text in findings(code, "php")] == (["$to"] if is_left else [])
    assert findings(code.replace("'<R", '"<R').replace("nse>';", 'nse>";'), "php") == []


def test_numbers_below_zero() -> None:
    code = "<?php\nuse Twilio\\TwiML\\VoiceResponse;\n$r = new VoiceResponse();\n$r->pause(['length' => -1]);\n$r->pause(['length' => -$x]);\n$r->pause(['length' => !1]);\necho $r;\n"
    assert findings(code, "php") == [("not-an-integer", "-1")]


@pytest.mark.parametrize("opening", ["<?php", "<?PHP", "<?"])
def test_a_document_in_a_literal_makes_no_template_of_a_program(opening: str) -> None:
    raw = f'{opening} $s = "<Response><Hangup/></Response>"; ?>\n'.encode()
    assert not is_markup(raw, "voice.php", language("php"))
    assert is_markup(
        f"{opening} header('x'); ?>\n<Response><Hangup/></Response>\n".encode(), "voice.php", language("php")
    )
