"""Calls of twilio-ruby, and the documents that come of them."""

from __future__ import annotations

import pytest

from support.checking import findings
from support.extracting import check_places, documents, texts

pytest.importorskip("tree_sitter")


def built(body: str) -> list[str]:
    """The documents of a method that ends by rendering ``r``."""
    return texts(
        f"require 'twilio-ruby'\ndef answer\n  r = Twilio::TwiML::VoiceResponse.new\n{body}\n  render xml: r.to_s\nend\n",
        "ruby",
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("r.say(message: 'Hi', voice: 'alice')", '<Say voice="alice">Hi</Say>'),
        ("r.say message: \"Hi #{name}\", loop: 2", '<Say loop="2">Hi {{ name }}</Say>'),
        ("r.say(:message => 'Hi', :voice => :alice)", '<Say voice="alice">Hi</Say>'),
        ("r.gather(num_digits: 1, barge_in: true) { |g| g.say(message: 'a') }",
         '<Gather numDigits="1" bargeIn="true"><Say>a</Say></Gather>'),
        ("r.gather do |g|\n g.say message: 'a'\n end\n r.hangup", "<Gather><Say>a</Say></Gather><Hangup></Hangup>"),
        ("r.dial(number: '+15005550006')", "<Dial>+15005550006</Dial>"),
        ("r.dial { |d| d.number('+15005550006'); d.conference 'Room', beep: false }",
         '<Dial><Number>+15005550006</Number><Conference beep="false">Room</Conference></Dial>'),
        ("r.dial(timeout: nil)", "<Dial></Dial>"),
        ("r.say(message: 'a').hangup", "<Say>a</Say><Hangup></Hangup>"),
        ("if x\n r.say(message: 'a')\n elsif y\n r.hangup\n else\n r.leave\n end",
         "{% if x %}<Say>a</Say>{% elif y %}<Hangup></Hangup>{% else %}<Leave></Leave>{% endif %}"),
        ("r.hangup unless x", "{% if not x %}<Hangup></Hangup>{% endif %}"),
        ("x ? r.hangup : r.leave", "{% if x %}<Hangup></Hangup>{% else %}<Leave></Leave>{% endif %}"),
        ("case params['Digits']\n when '1' then r.hangup\n else r.leave\n end",
         "{% if params['Digits'] == '1' %}<Hangup></Hangup>{% else %}<Leave></Leave>{% endif %}"),
        ("for x in xs do r.say(message: x) end", "{% for x in xs %}<Say>{{ x }}</Say>{% endfor %}"),
        ("o = { voice: 'alice' }\n r.say(message: 'a', **o)", '<Say voice="alice">a</Say>'),
        ("g = Twilio::TwiML::Gather.new(num_digits: 1)\n g.say(message: 'a')\n r.append(g)",
         '<Gather numDigits="1"><Say>a</Say></Gather>'),
    ],
)  # fmt: skip
def test_what_a_method_builds(body: str, text: str) -> None:
    assert built(body) == [f"<Response>{text}</Response>"]


def test_a_block_of_the_constructor() -> None:
    code = "response = Twilio::TwiML::MessagingResponse.new do |r|\n  r.message(body: 'Hi', to: '+15005550006')\nend\nputs response.to_s\n"
    assert texts(code, "ruby") == ['<Response><Message to="+15005550006">Hi</Message></Response>']


def test_the_number_of_dial_is_its_text() -> None:
    code = "r = Twilio::TwiML::VoiceResponse.new\nr.dial(number: '+15005550006')\nr.to_s\n"
    assert [name for name, _ in findings(code, "ruby") if name == "unknown-attribute"] == []


def test_a_keyword_that_is_missing() -> None:
    code = "r = Twilio::TwiML::VoiceResponse.new\nr.say('Hi', voice: 'alice')\nr.dial { |d| d.sip('sip:a@example.com') }\nr.to_s\n"
    from support.extracting import extracted

    problems = [
        (problem.trigger, code[problem.span.start : problem.span.end]) for problem in extracted(code, "ruby").problems
    ]
    assert problems == [("keyword-missing", "'Hi'")]


@pytest.mark.parametrize(
    "code",
    [
        "r = Plivo::XML::Response.new\nr.addSpeak('x')\n",
        "class Foo\n  VoiceResponse = Struct.new(:say)\n  def x; VoiceResponse.new.nonsense; end\nend\n",
        "response = Net::HTTP.get_response(uri)\nresponse.whatever\n",
    ],
)
def test_what_is_not_this_generation_of_the_library(code: str) -> None:
    assert findings(code, "ruby") == []


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("r.Say 'hi', :voice => 'alice'\n r.Hangup", '<Say voice="alice">hi</Say><Hangup></Hangup>'),
        ("r.Dial({callerId: x}) do |d|\n d.Number '1', url: '/u'\n end\n r.Redirect '/n'",
         '<Dial callerId="{{ x }}"><Number url="/u">1</Number></Dial><Redirect>/n</Redirect>'),
        # one object writes all elements: in the block it writes into the new one, whatever name it is called by
        ("r.Gather numDigits: 1 do\n r.Say 'a'\n end\n r.Say 'b'",
         '<Gather numDigits="1"><Say>a</Say></Gather><Say>b</Say>'),
        ("r.Gather do |g|\n r.Say 'a'\n g.Say 'b'\n end", "<Gather><Say>a</Say><Say>b</Say></Gather>"),
        ("r.Message do |m|\n m.text! 'Hi & bye'\n end", "<Message>Hi &amp; bye</Message>"),
        ("r.Pause\n r << menu", "<Pause></Pause>{% include r << menu %}"),
        ("r.Say 'a', options", "<Say {{ r.Say 'a', options }}>a{{ options }}</Say>"),
    ],
)  # fmt: skip
def test_what_twilio_ruby_4_writes(body: str, text: str) -> None:
    code = f"r = Twilio::TwiML::Response.new do |r|\n {body}\nend\nrender text: r.text\n"
    assert texts(code, "ruby") == [f"<Response>{text}</Response>"]


#: Builders of any XML, and a view of Rails that gets one.
WRITERS = {
    "a view": "xml.instruct!\nxml.Response do\n{}\nend\n",
    "a view with a parameter": "xml.Response { |xml| {}\n}\n",
    "XmlMarkup": "def f(x)\n xml = Builder::XmlMarkup.new(indent: 2)\n xml.Response do\n{}\nend\n xml.target!\nend\n",
    "Nokogiri": "b = Nokogiri::XML::Builder.new(encoding: 'UTF-8') do |xml|\n xml.Response {\n{}\n}\nend\nb.to_xml\n",
    "Sinatra": "post('/voice') { builder { |xml| xml.Response do\n{}\nend } }\n",
}


@pytest.mark.parametrize("shape", WRITERS)
@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("xml.Say 'hi', :voice => 'alice'", '<Say voice="alice">hi</Say>'),
        ("xml.Gather(numDigits: 1) do\n xml.Say 'a'\n end\n xml.Say('b')",
         '<Gather numDigits="1"><Say>a</Say></Gather><Say>b</Say>'),
        ("xml.Dial { xml.Number '1' }\n if x\n xml.Hangup\n end",
         "<Dial><Number>1</Number></Dial>{% if x %}<Hangup></Hangup>{% endif %}"),
        ("@xs.each do |y|\n xml.Say y\n end", "{% for y in @xs %}<Say {{ xml.Say y }}>{{ y }}</Say>{% endfor %}"),
        ("xml << render('menu')", "{% include xml << render('menu') %}"),
    ],
)  # fmt: skip
def test_builders_of_any_xml(body: str, text: str, shape: str) -> None:
    code = WRITERS[shape].replace("{}", body)
    assert texts(code, "ruby") == [f"<Response>{text}</Response>"]


def test_mistakes_in_builders_of_any_xml() -> None:
    code = "xml.Response do\n xml.Say 'Hi', voise: 'alice'\n xml.Dial { xml.Numbr '+14155550100' }\nend\n"
    assert findings(code, "ruby") == [("unknown-attribute", "voise"), ("unknown-element", "Numbr")]


@pytest.mark.parametrize(
    "code",
    [
        "xml.Response do\n xml.Status 'ok'\n xml.Code 5\nend\n",
        "xml.rss version: '2.0' do\n xml.channel { xml.title 'a' }\nend\n",
        "xml.Say 'a part of a view', voise: 'x'\n",
        "class A\n def initialize(xml)\n @xml = xml\n end\n def f\n @xml.Response.nonsense\n end\nend\n",
        "xml = Response.new\nxml.Response(1).Say\n",
    ],
)
def test_xml_that_is_not_twiml(code: str) -> None:
    assert findings(code, "ruby") == []


@pytest.mark.parametrize("method", ["each", "each_with_index", "each_pair", "map", "collect"])
def test_a_block_that_gets_each_item_is_a_loop(method: str) -> None:
    pauses = '{% for n, x in lines %}<Pause length="{{ n }}"></Pause>{% endfor %}'
    assert built(f"lines.{method} {{ |n, x| r.pause(length: n) }}") == [f"<Response>{pauses}</Response>"]


@pytest.mark.parametrize("made", ["{ voice: 'nobody' }.freeze", "{ voice: 'nobody' }.dup", "{ voice: 'nobody' }"])
def test_options_of_a_constant(made: str) -> None:
    code = f"OPTIONS = {made}\ndef f\n r = Twilio::TwiML::VoiceResponse.new\n r.say(message: 'x', **OPTIONS)\n r.to_s\nend\n"
    assert findings(code, "ruby") == [("unknown-voice", "nobody")]


def test_names_are_as_written_in_twilio_ruby_4() -> None:
    code = "r = Twilio::TwiML::Response.new do |r|\n r.gather num_digits: 1\n r.Dial callerID: '+14155550100'\nend\nr.text\n"
    found = findings(code, "ruby")
    assert ("element-wrong-case", "gather") in found
    assert ("attribute-wrong-case", "callerID") in found


@pytest.mark.parametrize(
    "body",
    [
        "numbers.each { |n| d.number(n) }",
        "numbers.each do |n|\n d.number(n)\n end",
        "fill(d)",
        "d.send(kind, number)",
        "d.tap { |x| x.number('+15005550006') }",
        "@dial = d",
        "d.number(n) if n",
        "begin\n d.number(find)\n rescue StandardError\n nil\n end",
        "numbers.map(&d.method(:number))",
    ],
)
def test_a_dial_that_may_be_filled_is_not_empty(body: str) -> None:
    code = f"r = Twilio::TwiML::VoiceResponse.new\nr.dial(timeout: 5) do |d|\n {body}\nend\nrender xml: r.to_s\n"
    assert [name for name, _ in findings(code, "ruby") if name in ("dial-empty", "unknown-builder-method")] == []


def test_a_response_that_others_reach_is_open() -> None:
    code = "class C\n  def start\n    @r = Twilio::TwiML::VoiceResponse.new\n    @r.gather(num_digits: 1)\n  end\nend\n"
    assert [name for name, _ in findings(code, "ruby") if "fallthrough" in name or "empty" in name] == []


@pytest.mark.parametrize("head", ["class A < Base", "module A"])
def test_what_a_class_writes_in_its_body(head: str) -> None:
    code = f"{head}\n  r = Twilio::TwiML::VoiceResponse.new\n  r.hangup\n  puts r\n  def f\n  end\nend\n"
    assert texts(code, "ruby") == ["<Response><Hangup></Hangup></Response>"]
    assert texts(code.replace("puts r", "@r = r"), "ruby") == []


def test_places() -> None:
    code = "r = Twilio::TwiML::VoiceResponse.new\nr.gather(num_digit: 1, :method => 'PUT', finish_on_key: %q(é))\nputs r.to_s\n"
    found = findings(code, "ruby")
    assert ("unknown-attribute", "num_digit") in found
    assert ("invalid-enum-value", "PUT") in found
    for document in documents(code, "ruby"):
        check_places(document.mapped, code)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ('x = "<Response><Say>%s</Say></Response>" % name\n', "<Response><Say>{{ name }}</Say></Response>"),
        ("x = format('<Response><Say>%<a>s</Say></Response>', a: b)\n", "<Response><Say>{{ %<a>s }}</Say></Response>"),
        ("x = ['<Response>', '</Response>'].join\n", "<Response></Response>"),
        ("x = <<~XML.strip\n  <Response>\n    <Hangup/>\n  </Response>\nXML\n", "<Response>\n  <Hangup/>\n</Response>"),
    ],
)
def test_strings(code: str, text: str) -> None:
    assert texts(code, "ruby") == [text]


IN_A_CLASS = """class CallsController < ApplicationController
  def create
{body}
  end

  private

  def greet(response, name = "you")
    response.say(message: "Hello #{{name}}")
  end

  def twiml
    @twiml ||= Twilio::TwiML::VoiceResponse.new
  end

  def answer
    Twilio::TwiML::VoiceResponse.new do |r|
      r.hangup
    end
  end

  def again(response)
    again(response) if response
    response.say(message: 'Again')
  end
end
"""


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            "r = Twilio::TwiML::VoiceResponse.new\ngreet(r)\nrender xml: r.to_s",
            "<Response><Say>Hello you</Say></Response>",
        ),
        (
            "r = Twilio::TwiML::VoiceResponse.new\ngreet r, 'Ann'\nrender xml: r.to_s",
            "<Response><Say>Hello Ann</Say></Response>",
        ),
        ("render xml: answer.to_xml", "<Response><Hangup></Hangup></Response>"),
    ],
)
def test_a_method_that_is_called_without_self(body: str, text: str) -> None:
    assert text in texts(IN_A_CLASS.format(body=body), "ruby")


@pytest.mark.parametrize(
    "body",
    [
        "answer = params[:x]\nrender xml: answer.to_xml",
        "items.each { |answer| answer.say(voise: 'x') }",
        "items.each { |(a, answer)| answer.say(voise: 'x') }",
        "a, answer = pair\nanswer.say(voise: 'x')",
        "begin\n  run\nrescue Error => answer\n  answer.say(voise: 'x')\nend",
        "for answer in items\n  answer.say(voise: 'x')\nend",
    ],
)
def test_a_variable_of_the_name_of_a_method(body: str) -> None:
    found = findings(IN_A_CLASS.format(body=body), "ruby")
    assert [name for name, _ in found if name == "unknown-attribute"] == []


def test_an_object_that_a_method_keeps() -> None:
    body = "twiml.gather(num_digits: 1)\ntwiml.say('Bye', voise: 'x')\ntwiml.redirect('/again')\nrender xml: twiml"
    found = findings(IN_A_CLASS.format(body=body), "ruby")
    names = [name for name, _ in found]
    assert names.count("builder-missing-keyword") == 1
    assert "gather-no-fallthrough" not in names


def test_a_method_of_another_class_is_not_called() -> None:
    method = "  def greet(r)\n    r.say(message: 'Hi')\n  end\n"
    body = "    r = Twilio::TwiML::VoiceResponse.new\n    greet(r)\n    render xml: r.to_s\n"
    code = f"class A\n{method}end\nclass B\n  def show\n{body}  end\nend\n"
    assert not any("Say" in text for text in texts(code, "ruby"))


@pytest.mark.parametrize(
    "argument",
    ["opts", "say_options(message: text)", "node.options", "params", "@defaults.merge(message: text)", "x.to_h"],
)
def test_what_may_be_a_hash_is_no_text(argument: str) -> None:
    code = f"r = Twilio::TwiML::VoiceResponse.new\nr.say {argument}\nrender xml: r\n"
    assert findings(code, "ruby") == []
    assert [name for name, _ in findings(code.replace(argument, "text"), "ruby")] == ["builder-missing-keyword"]
    held = code.replace("r.say", "said =").replace("render", "said[:voice] = voice\nr.say said\nrender")
    assert findings(held, "ruby") == []


@pytest.mark.parametrize(
    "call", ["r.say(**o.merge(voise: 'x'))", "o.merge!(voise: 'x')\nr.say(**o)", "r.say o.update(voise: 'x')"]
)
def test_hashes_that_are_merged(call: str) -> None:
    code = f"r = Twilio::TwiML::VoiceResponse.new\no = {{message: 'a'}}\n{call}\nrender xml: r\n"
    assert texts(code, "ruby") == ['<Response><Say voise="x">a</Say></Response>']


GREET = "def greet(r)\n  r.say(message: 'Hi')\nend\n"
SHOWS = "r = Twilio::TwiML::VoiceResponse.new\n  greet(r)\n  render xml: r.to_s\n"


@pytest.mark.parametrize(
    "code",
    [
        f"class A\n def show\n  {SHOWS} end\n private {GREET}end\n",
        f"class A < Sinatra::Base\n helpers do\n {GREET} end\n post '/x' do\n  {SHOWS} end\nend\n",
        f"helpers do\n {GREET}end\npost '/x' do\n  {SHOWS}end\n",
        f"module A\n class_methods do\n {GREET} def show\n  {SHOWS} end\n end\nend\n",
    ],
)
def test_methods_that_calls_define(code: str) -> None:
    assert texts(code, "ruby") == ["<Response><Say>Hi</Say></Response>"]


def test_a_private_method_is_read() -> None:
    code = "class A\n  private def answer\n    r = Twilio::TwiML::VoiceResponse.new\n    r.say('Hi')\n    r.to_s\n  end\nend\n"
    assert [name for name, _ in findings(code, "ruby")] == ["builder-missing-keyword"]


@pytest.mark.parametrize("reader", ["response", "self.response", "@response"])
def test_an_instance_variable_that_a_reader_gives(reader: str) -> None:
    head = "class A\n  attr_reader :call, :response\n  def initialize\n    @response = Twilio::TwiML::VoiceResponse.new\n  end\n"
    code = f"{head}  def show\n    {reader}.say(message: 'Hi', voise: 'x')\n    {reader}.to_s\n  end\nend\n"
    assert findings(code, "ruby") == [("unknown-attribute", "voise")]
    assert findings(
        code.replace("def show", "def show(response)").replace("@response.say", "response.say"), "ruby"
    ) == ([("unknown-attribute", "voise")] if reader == "self.response" else [])


@pytest.mark.parametrize(
    "code",
    [
        "x = Twilio::TwiML::VoiceResponse.new.tap do |r|\n  r.say(message: 'Hi')\nend\nputs x\n",
        "puts Twilio::TwiML::VoiceResponse.new.tap { |r| r.say(message: 'Hi') }.to_s\n",
        "puts Twilio::TwiML::VoiceResponse.new.tap { _1.say(message: 'Hi') }\n",
    ],
)
def test_tap_runs_its_block_with_the_object(code: str) -> None:
    assert texts(code, "ruby") == ["<Response><Say>Hi</Say></Response>"]
