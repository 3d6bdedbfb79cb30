"""Broken, huge and deeply nested input in every language: no crash, no wait, and nothing said that is not sure."""

from __future__ import annotations

import time
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.documents import many
from support.extracting import extracted, language
from support.growth import check_growth
from twimllint.host.evaluate import Evaluator
from twimllint.host.run import Run

pytest.importorskip("tree_sitter")
pytest.importorskip("markdown_it")

DOCUMENT = "<Response><Say>x</Say></Response>"
DEEP = 3000
#: Inputs that are broken or nested beyond reason, by language.
ODD = {
    "javascript": [
        "`<Response>${", "x = '<Response>", "(" * DEEP, "(" * DEEP + ")" * DEEP, "a(" * DEEP + "'<Response/>'" + ")" * DEEP,
        "if (a) {" * DEEP, "if (a) b(); else " * DEEP + "c()", "a ? b : " * DEEP + "c", "r" + ".say('<Say>x</Say>')" * DEEP,
        "a && (" * DEEP + "b" + ")" * DEEP, "x = " + "+".join(["'<Say>a</Say>'"] * DEEP), "`${" * DEEP, "class A {" * DEEP,
        "switch (a) {" + "case 1:" * DEEP, "function f(r) { f(r); g(r) } function g(r) { f(r); r.say('x') }",
        "const {" * DEEP, "x = " * DEEP + "'<Response/>'", "import", "export default", "new " * DEEP, "[" * DEEP + "]" * DEEP,
    ],
    "tsx": ["<a>" * DEEP, "const x = <Response><Say voic='x'>{y}</Say></Response>;", "<a b={`<Response>"],
    "ruby": [
        '"#{' * DEEP, "x = <<A\n<Response>", "x = " + "<<A," * DEEP, "if a\n" * DEEP + "end\n" * DEEP, "foo do |x|\n" * DEEP,
        "x = <<~A\n#{<<B}\n<b/>\nB\n<Response/>\nA\n", "%q(" * DEEP, "case x\n" + "when 1\n" * DEEP, "begin\n" * DEEP, "def a" * DEEP,
        "?<", ":\"<Response>", "%w(<Response> </Response>)",
    ],
    "php": [
        "<?php " + "(" * DEEP, '<?php "' + "{$a[" * DEEP, "<?php if (a) {" + "} elseif (b) {" * DEEP + "}", "<" * DEEP, "<?php $x = <<<A",
        "<?php $x = <<<A\nA", "<?php function f($x) {" * DEEP, "<?php ?>" * DEEP, "<?php $x = <<<'A'\n<Response/>\nA;", "<?php '", "<?php \"$",
    ],
    "java": ['class A { String s = """', 'class A { String s = """\n"""; }', "class A {" * DEEP, 'class A { String s = "<', '"""' * DEEP],
    "csharp": ['$"{' * DEEP, 'var s = $"""', 'var s = """\n<Response/>"""; ', 'var s = @"<Response/>', '"' * DEEP, '$$$"""{{{' * 50],
    "go": ["package a\nvar s = `<Response>", 'package a\nvar s = "<', "package a\n" + "func(){" * DEEP, "var s = []string{" * DEEP],
    "markdown": ["> " * DEEP + "```xml\n", "- " * DEEP + DOCUMENT, "    " * DEEP + DOCUMENT, "```xml\n" + DOCUMENT, "```" * DEEP, "\t" * DEEP],
    "restructuredtext": ["::\n" * DEEP, ".. code:: xml", "::\n\n" + " " * DEEP + DOCUMENT, ".. code:: xml\n" * DEEP],
    "html": ["<pre>" * DEEP, "<code>\n" + "<!--" * DEEP + "</code>", "<pre>" + "&lt;Response" * DEEP + "</pre>", "<pre>&lt;Response&gt;&"],
}  # fmt: skip


@pytest.mark.parametrize(("language", "code"), [(name, code) for name, codes in ODD.items() for code in codes],
                         ids=lambda value: value[:12])  # fmt: skip
def test_odd_input(language: str, code: str) -> None:
    began = time.process_time()
    extracted(code, language)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("language", list(ODD))
@pytest.mark.parametrize(
    "text", ["", "\0" * 100_000, "\ufeff", "\ufeff\n", "\udc80\udcff<Response>", "\r" * 1000, "\u2028" * 1000]
)
def test_what_is_no_program(language: str, text: str) -> None:
    assert extracted(text, language).documents == ()


UNIT = "function f%d(a,b){var c=a+b;return c?g(c,{x:1,y:'z'}):h(`q${c}`)}"


@pytest.mark.parametrize(
    "code",
    [
        f";var x='{DOCUMENT}';",
        ";!function(e){var v=new e.twiml.VoiceResponse;v.say('x')}(require('twilio'));",
        "",
    ],
)
def test_a_minified_megabyte_is_skipped(code: str) -> None:
    bundle = ";".join(UNIT % at for at in range(15_000)) + code
    assert len(bundle) > 1_000_000
    began = time.process_time()
    assert extracted(bundle, "javascript").documents == ()
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("language", "head", "unit", "tail"),
    [
        ("java", 'class A { String s = ""', '+"<Say>a</Say>"', "; }"),
        ("csharp", 'class A { string s = ""', '+"<Say>a</Say>"', "; }"),
        ("go", 'package a\nvar s = ""', '+"<Say>a</Say>"', "\n"),
        ("go", "package a\n", "var s = `<Response/>`\n", ""),
        ("ruby", "x = <<~A\n", "  <Say>#{a}</Say>\n", "A\n"),
        ("php", "<?php $x = <<<A\n", "  <Say>$a</Say>\n", "A;\n"),
        ("php", "<?php $x = '", '<?xml version="1.0"?><!-- a -->\n', "<Response';\n"),
        ("java", 'class A { String s = """\n', "  <Say>a</Say>  \n", '"""; }'),
        ("markdown", "", "```xml\n<Response/>\n```\n\n", ""),
        ("markdown", "", "> - > a\n", ""),
        ("markdown", "```{ ", 'a=" b=" ', "x\n<Response/>\n```\n"),
        ("html", "", "<pre>&lt;Response/&gt;</pre>\n", ""),
        ("restructuredtext", "", "::\n\n  <Response/>\n\n", ""),
    ],
)
def test_time_grows_with_the_input(language: str, head: str, unit: str, tail: str) -> None:
    def seconds(count: int) -> float:
        code = head + unit * count + tail
        began = time.process_time()
        extracted(code, language)
        return time.process_time() - began

    seconds(10)
    check_growth(seconds, 1000, 4000, factor=10, spare=0.2)


@pytest.mark.parametrize("language", ["javascript", "ruby", "java", "csharp"])
def test_time_grows_with_the_depth_of_a_literal(language: str) -> None:
    head, tail = ("class A { Object x = ", "; }") if language == "java" else ("x = ", "\n")

    def seconds(depth: int) -> float:
        code = head + "f(" * depth + '"<Response><Say>x</Say></Response>"' + ")" * depth + tail
        began = time.process_time()
        extracted(code, language)
        return time.process_time() - began

    seconds(10)
    check_growth(seconds, 1500, 6000, factor=10, spare=0.1)


@many(80)
@given(st.sampled_from(sorted(ODD)), st.lists(st.sampled_from([
    "<Response>", "</Response>", "`", '"', "'", "${", "#{", "{$", "}", "(", ")", "\n", "<<~A", "<<<A", "A", '"""', "```xml", "> ", "é",
    "\U0001f600", "\\", "\\u{", "\\x4", "+", ".", "x", " = ", ";", "<?php ", "::", "<pre>", "&lt;", "$@", "%q(", "\r\n", "\t", "//",
    "new VoiceResponse()", ".say(", "if (x) {", "do |r|", "end",
]), max_size=30))  # fmt: skip
def test_any_tokens(language: str, tokens: list[str]) -> None:
    code = "".join(tokens)
    for document in extracted(code, language).documents:
        assert 0 <= document.place.start <= document.place.end <= len(code)
        for piece in document.mapped.pieces:
            if piece.exact:
                assert code[piece.start : piece.end] == piece.text


BROKEN = "const VoiceResponse = require('twilio').twiml.VoiceResponse;\nfunction f() { const t = new VoiceResponse(); const d = t.dial();\n%s\nres.send(t.toString()); }\n"


@pytest.mark.parametrize(
    "code",
    [
        "d.number((;",
        "d.{}number('+15005550006')",
        "if (x { d.number('+15005550006') }",
        "d.number(`${)`",
        "<<<<<<< HEAD\nd.number('+15005550006')\n=======\n>>>>>>> a",
    ],
)
def test_what_a_syntax_error_touches_is_unsure(code: str) -> None:
    from support.checking import findings

    assert findings(BROKEN % code, "javascript") == []


WITH_SIGILS = {
    "php": "<?php use Twilio\\TwiML\\VoiceResponse; $t = new VoiceResponse(); $d = $t->dial(); %s echo $t;",
    "javascript": "const V = require('twilio').twiml.VoiceResponse; const $t = new V(); const $d = $t.dial(); %s; $t.toString();",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "damage"),
    [
        ("php", "if ($x { $d->number('+15005550006'; }"),
        ("javascript", "if (x { $d.number((; }"),
    ],
)
def test_variables_that_begin_with_a_sigil_are_unsure_too(language: str, damage: str) -> None:
    from support.checking import findings

    assert [name for name, _ in findings(WITH_SIGILS[language] % "", language)] == ["dial-empty"]
    assert findings(WITH_SIGILS[language] % damage, language) == []


BELOW_AN_ERROR = {
    "typescript": ("const x = new (;\n", "function f{0}(a) {{\n  const r{0} = new twiml.VoiceResponse();\n  return r{0};\n}}\n"),
    "php": ("<?php\n$x = (;\n", "function f{0}($a) {{ $r{0} = new VoiceResponse(); echo $r{0}; }}\n"),
    "ruby": ("x = (;\n", "def f{0}(a)\n  r{0} = Twilio::TwiML::VoiceResponse.new\n  r{0}.to_s\nend\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", BELOW_AN_ERROR)
def test_each_function_below_a_syntax_error_takes_as_many_steps(name: str) -> None:
    head, unit = BELOW_AN_ERROR[name]
    module = import_module(language(name).module)

    def steps(count: int) -> int:
        code = head + "".join(unit.format(at) for at in range(count))
        return Evaluator(Run(code, module.dialect), module.read(code)).evaluate().steps

    assert steps(400) < 4.5 * steps(100)
