"""Literals that a program hands to code that is not seen: parsers, whose trees it may change, and functions that send."""

from __future__ import annotations

import pytest

from support.checking import diagnostics, findings
from twimllint.host.parsers import may_make_tree

pytest.importorskip("tree_sitter")

#: What parses the text ``XML`` into a tree.
PARSERS = {
    "python": [
        "ElementTree.fromstring(XML)", "ET.XML(XML)", "etree.fromstring(XML.encode())", "minidom.parseString(XML)",
        "etree.parse(io.StringIO(XML))", "objectify.fromstring(bytes(XML, 'utf-8'))", "BeautifulSoup(XML, 'xml')",
        "xmltodict.parse(XML)", "etree.fromstring(XML, parser=etree.XMLParser())",
    ],
    "javascript": [
        "new DOMParser().parseFromString(XML, 'text/xml')", "cheerio.load(XML, { xmlMode: true })",
        "xml2js.parseString(XML, (error, tree) => change(tree))", "libxml.parseXml(XML)", "$.parseXML(XML)",
        "convert.xml2js(XML)", "new JSDOM(XML, { contentType: 'text/xml' })", "parse(Buffer.from(XML))",
    ],
    "ruby": [
        "Nokogiri::XML(XML)", "Nokogiri::XML.parse(XML)", "Nokogiri.XML(XML)", "REXML::Document.new(XML)",
        "Nokogiri::XML::DocumentFragment.parse(XML)", "Nokogiri::XML::Document.parse(StringIO.new(XML))",
        "Ox.parse(XML)", "Hash.from_xml(XML)",
    ],
    "php": [
        "simplexml_load_string(XML)", "new SimpleXMLElement(XML)", "$doc->loadXML(XML)", "FluidXml::load(XML)",
        "(new DOMDocument())->loadXML(trim(XML))",
    ],
    "csharp": [
        "XDocument.Parse(XML)", "XElement.Parse(XML)", "doc.LoadXml(XML)",
        "XDocument.Load(new StringReader(XML))",
        "XmlReader.Create(new StringReader(XML))",
    ],
    "java": [
        "builder.parse(new InputSource(new StringReader(XML)))",
        "builder.parse(new ByteArrayInputStream(XML.getBytes()))",
        "new SAXReader().read(new StringReader(XML))",
        "DocumentHelper.parseText(XML)", 'Jsoup.parse(XML, "", Parser.xmlParser())'],
    "go": [
        "xml.Unmarshal([]byte(XML), &r)",
        "doc.ReadFromString(XML)", "xmlquery.Parse(strings.NewReader(XML))"],
}  # fmt: skip
SHAPES = {
    "python": "# twilio\ndef f():\n    tree = {}\n    change(tree)\n",
    "javascript": "// twilio\nfunction f() {{ const tree = {}; change(tree); }}",
    "ruby": "# twilio\ndef f\n  tree = {}\n  change(tree)\nend\n",
    "php": "<?php // twilio\nfunction f() {{ $tree = {}; change($tree); }}",
    "csharp": "// twilio\nclass A {{ void F() {{ var tree = {}; Change(tree); }} }}",
    "java": "// twilio\nclass A {{ void f() {{ Object tree = {}; change(tree); }} }}",
    "go": "package a // twilio\nfunc f() {{ tree := {}; change(tree) }}",
}
#: Documents and a fragment that lack something, or hold what is to be replaced.
LACKING = ("<Response><Dial/></Response>", "<Response><Dial timeout='99999'></Dial></Response>", "<Dial/>")
EVERY = [(language, parser) for language, parsers in PARSERS.items() for parser in parsers]


def parsing(language: str, parser: str, xml: str) -> str:
    head, _, rest = parser.rpartition("(XML")
    return SHAPES[language].format(f'{head}("{xml}"{rest}')


@pytest.mark.parametrize(("language", "parser"), EVERY)
def test_what_is_parsed_may_be_filled(language: str, parser: str) -> None:
    for xml in LACKING:
        code = parsing(language, parser, xml)
        assert findings(code, language) == [], code


@pytest.mark.parametrize(("language", "parser"), EVERY)
def test_names_in_what_is_parsed_are_checked(language: str, parser: str) -> None:
    code = parsing(language, parser, "<Response><Dial timeot='5'/></Response>")
    assert findings(code, language) == [("unknown-attribute", "timeot")], code


def test_a_constant_that_a_function_parses() -> None:
    code = 'XML = "<Response><Dial/></Response>"\ndef f():\n    tree = ET.fromstring(XML.encode("utf-8"))\n'
    assert findings(code, "python") == []
    assert findings(code.replace("ET.fromstring(", "respond("), "python") == [("dial-empty", "Dial")]


def test_a_template_engine_only_fills_in() -> None:
    code = 'tree = Environment().parse("<Response><Dial/></Response>")\n'
    assert findings(code, "python") == []
    assert findings(code.replace("Environment()", "TemplateEnvironment()"), "python") == [("dial-empty", "Dial")]


def test_a_fix_inside_what_is_parsed() -> None:
    code = "tree = ET.fromstring(\"<Response><Dial timeot='5'/></Response>\")\n"
    (found,) = diagnostics(code, "python")
    assert found.fix is not None
    assert [(code[slice(*edit.span)], edit.text) for edit in found.fix.edits] == [("timeot", "timeout")]


#: Calls with a literal that begins with a line end, and whether they write it as it is for sure.
SENDING = {
    "python": [("Response(X)", True), ("TwimlResponse(X)", False), ("reply_with(X)", False), ("h.send({'x': X})", False)],
    "javascript": [("res.send(X)", True), ("sendTwimlResponse(res, X)", False), ("xmlAnswer({ body: X })", False)],
    "ruby": [("render(xml: X)", True), ("twiml_response(X)", False)],
    "php": [("response(X)", True), ("$this->twimlResponse(X)", False)],
}  # fmt: skip


@pytest.mark.parametrize(("language", "call", "sure"), [(k, *one) for k, calls in SENDING.items() for one in calls])
def test_an_unknown_function_may_trim(language: str, call: str, sure: bool) -> None:
    quote = "`" if language == "javascript" else '"""' if language == "python" else "'"
    literal = f'{quote}\n<?xml version="1.0"?>\n<Response><Say>Hi</Say></Response>{quote}'
    code = SHAPES[language].format(call.replace("X", literal))
    assert [name for name, _ in findings(code, language)] == ["content-before-prolog"] * sure, code


@pytest.mark.parametrize("name", ["load", "loads", "loadXML", "load_string", "decode", "decoder", "to_dom"])
def test_names_of_parsers(name: str) -> None:
    assert may_make_tree(name)
    for other in (f"{name}ss", f"{name}x"):
        assert not may_make_tree(other), other
