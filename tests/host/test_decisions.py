"""The small functions that decide what is looked at, and as what."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from support.extracting import language
from twimllint.host import form
from twimllint.host.detect import is_generated, is_test_file, may_hold_twiml, names_another_provider
from twimllint.host.dialect import stripped, unsure
from twimllint.host.findings import keyword_of
from twimllint.host.frames import frame_of, path_to
from twimllint.host.languages import LANGUAGES, language_named, language_of
from twimllint.host.library import classes, helper_class
from twimllint.host.literals import fragment_channel, is_whole
from twimllint.host.mapped import Mapped, Piece
from twimllint.host.paths import State, forked, join
from twimllint.host.python import read
from twimllint.host.relevant import Relevant, has_word, words_of
from twimllint.host.scopes import Scopes, bound_names
from twimllint.host.snippets import is_interesting, language_of_block
from twimllint.host.text_methods import join_list, replaced
from twimllint.host.texts import HOLE, content_of, risk_of, shown
from twimllint.host.values import (
    Closure,
    Content,
    Dictionary,
    Fork,
    Gap,
    Keyed,
    Listed,
    Method,
    More,
    Nodes,
    Nothing,
    Scalar,
    Text,
    Unsure,
    Value,
    has_markup,
    parts_of,
)  # fmt: skip
from twimllint.source.span import Span

HERE = Span(3, 5)
THERE = Span(8, 9)


def text(written: str, start: int = 0) -> Text:
    return Text(Span(start, start + len(written)), (Mapped.exactly(written, start),))


# -- files


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a/voice.py", "python"),
        ("a\\b\\Voice.PY", "python"),
        ("config.ru", "ruby"),
        ("Rakefile.rake", "ruby"),
        ("a.d.ts", "typescript"),
        ("a.es6", "javascript"),
        ("README.markdown", "markdown"),
        ("page.htm", "html"),
        ("voice.xml", None),
        ("py", None),
        ("a.py/voice", None),
        (".py", "python"),
        ("", None),
    ],
)
def test_language_of(path: str, name: str | None) -> None:
    found = language_of(path)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("word", "name"), [("JS", "javascript"), ("c#", "csharp"), ("golang", "go"), ("xml", None), ("", None)]
)
def test_language_named(word: str, name: str | None) -> None:
    found = language_named(word)
    assert (found.name if found else None) == name


@pytest.mark.parametrize("one", [one for one in LANGUAGES if one.aliases], ids=lambda one: one.name)
def test_each_alias_names_one_language(one: object) -> None:
    assert isinstance(one, type(LANGUAGES[0]))
    assert all(language_named(word) is one for word in one.aliases)


@pytest.mark.parametrize(
    ("raw", "may"),
    [
        (b"x = '<Response/>'", True),
        (b"from twilio import twiml", True),
        (b"TwiML", True),
        (b"response = 1  # TWIML", False),
        (b"", False),
        ("<Response>".encode("utf-16"), True),
        ("<Response>".encode("utf-16-be"), False),  # without a mark it is taken for UTF-8
    ],
)
def test_may_hold_twiml(raw: bytes, may: bool) -> None:
    assert may_hold_twiml(raw) == may


@pytest.mark.parametrize(
    ("path", "is_test"),
    [
        ("tests/voice.py", True),
        ("app/spec/voice_spec.rb", True),
        ("src/__tests__/a.js", True),
        ("a/voice.test.ts", True),
        ("a/VoiceTest.java", True),
        ("a/VoiceTests.cs", True),
        ("conftest.py", True),
        ("app\\tests\\a.py", True),
        ("src/latest.py", False),
        ("src/contest.js", False),
        ("src/protest/a.js", False),
        ("attestation.java", False),
    ],
)
def test_is_test_file(path: str, is_test: bool) -> None:
    assert is_test_file(path) == is_test


def test_a_file_is_about_the_provider_that_it_names_most() -> None:
    assert names_another_provider("import plivo\nr = Response()\n")
    assert names_another_provider("PLIVO and Plivo, unlike Twilio")
    assert not names_another_provider("from twilio import twiml  # was: Plivo")
    assert not names_another_provider("Twilio or Plivo")
    assert not names_another_provider("")


def test_a_bundle_is_generated() -> None:
    assert is_generated("a;" * 30_000)
    assert not is_generated("a;" * 20_000), "short enough to be written"
    assert not is_generated("a = 1\n" * 30_000)


# -- blocks of pages


@pytest.mark.parametrize(
    ("word", "content", "name"),
    [
        ("xml", "anything", "xml"),
        ("TwiML", "", "xml"),
        ("js", "", "javascript"),
        ("c#", "", "csharp"),
        ("", '<?xml version="1.0"?><Response/>', "xml"),
        ("", "  <Response>", "xml"),
        ("", "<!-- a --><Response/>", "xml"),
        ("", "<Responses/>", ""),
        ("", "const x = '<Response/>'", ""),
        ("cobol", "<Response/>", ""),
    ],
)
def test_language_of_block(word: str, content: str, name: str) -> None:
    assert language_of_block(word, content) == name


@pytest.mark.parametrize(
    ("content", "is_so"),
    [("<Say>Hi</Say>", True), ("twilio.twiml", True), ("new Response()", True), ("<Sayings>", False), ("ls -l", False)],
)
def test_is_interesting(content: str, is_so: bool) -> None:
    assert is_interesting(content) == is_so


# -- literals


@pytest.mark.parametrize(
    ("plain", "whole"),
    [
        ("<Response/>", True),
        (' \n<?xml version="1.0"?>\n<!-- a --><Response><Say>x</Say></Response>\n', True),
        ("<response></response>", True),
        (f"{HOLE}<Response>{HOLE}</Response>", True),
        ("<Response>", False),
        ("</Response>", False),
        ("<Response></Response><Response></Response>", False),
        ("answer: <Response></Response>", False),
        ("<Responses></Responses>", False),
        ("<Response><Say>x</Say></Respons>", True),
        ("<Response><Say>x</Say><Response>", True),
        ("<Response><Say>x</Say><Response/>\n", True),
        ("<Response><Hangup/></Response>;", True),
        ('<?xml version="1.0"><Response><Hangup/></Response>', True),
        ("<Response><Hangup/></Response> is what it gives", False),
        ("<Response><Hangup/></Response><Response/><Response/>", False),
        ("<Response><Say>x</Say></Record>", False),
        ("", False),
    ],
)
def test_is_whole(plain: str, whole: bool) -> None:
    assert is_whole(plain) == whole


@pytest.mark.parametrize(
    ("plain", "channel"),
    [
        ("<Say>Hi</Say>", "voice"),
        ("<Say>Hi</Say>\n<Hangup/>", "voice"),
        ("<Number>1</Number><Client>amy</Client>", "voice"),
        ("<Message>Hi</Message>", "messaging"),
        ("<Media>/a.png</Media>", "messaging"),
        (f"<Say>{HOLE}</Say>{HOLE}", "voice"),
        ("<Say>Hi", ""),
        ("Hi</Say>", ""),
        ("</Say><Say>", ""),
        ("<Say>Hi</Say> and more", ""),
        ("<Say>a</Say><Number>1</Number>", ""),  # they are in different elements
        ("<say>Hi</say>", ""),
        ("<Div>Hi</Div>", ""),
        ("", ""),
    ],
)
def test_fragment_channel(plain: str, channel: str) -> None:
    assert fragment_channel(plain) == channel


def test_the_frame_of_a_fragment_is_the_way_to_the_root() -> None:
    assert frame_of("Say", "voice") == ("<Response>", "</Response>")
    assert frame_of("Number", "voice") == ("<Response><Dial>", "</Dial></Response>")
    assert frame_of("Nonsense", "voice") == ("<Response>", "</Response>")
    assert path_to("Nonsense", "voice") is None
    assert path_to("Stream", "voice", frozenset({"name"})) == ["Response", "Stop"]
    assert path_to("Stream", "voice", frozenset({"name", "url"})) == ["Response", "Connect"]
    assert path_to("Stream", "voice", frozenset({"nane"})) == ["Response", "Connect"]


# -- the helper libraries


@pytest.mark.parametrize(
    ("name", "attribute", "keyword"),
    [
        ("python", "numDigits", "num_digits"),
        ("python", "from", "from_"),
        ("python", "xml:lang", "xml_lang"),
        ("ruby", "finishOnKey", "finish_on_key"),
        ("ruby", "interpret-as", "interpretAs"),
        ("javascript", "numDigits", "numDigits"),
        ("javascript", "interpret-as", None),
        ("php", "numDigits", "numDigits"),
        ("xml", "numDigits", "numDigits"),
    ],
)
def test_keyword_of(name: str, attribute: str, keyword: str | None) -> None:
    assert keyword_of(name, attribute) == keyword


@pytest.mark.parametrize("name", ["python", "ruby"])
def test_keywords_and_attributes_are_inverse(name: str) -> None:
    from importlib import import_module

    dialect = import_module(language(name).module).dialect
    for one in classes(name).values():
        for keyword in one.signature.parameters:
            if keyword.rstrip(":") != one.signature.text:
                attribute = dialect.attribute(keyword.rstrip(":"))
                assert dialect.attribute(dialect.keyword(attribute)) == attribute


def test_a_builder_of_any_element_has_any_method() -> None:
    found = helper_class("ruby", "markup.Dial")
    assert found is not None
    assert (found.element, found.is_root, found.is_markup) == ("Dial", False, True)
    assert found.methods["Number"].cls == "markup.Number"
    assert "text!" not in found.methods
    assert helper_class("ruby", "voice.Nonsense") is None


@pytest.mark.parametrize("name", ["python", "node", "ruby", "php"])
def test_methods_make_classes_of_the_table(name: str) -> None:
    known = classes(name)
    for one in known.values():
        assert {made.cls for made in one.methods.values()} <= set(known)
        assert not set(one.former) & set(one.methods), "a method is there or it is not"
        assert all(rows == tuple(sorted(rows)) for rows in one.earlier.values()), "the earliest first"


# -- values


def test_parts_of_a_value() -> None:
    nodes, one = Nodes((1,)), text("a")
    listed = Listed(HERE, (one, Dictionary(HERE, (Keyed("k", HERE, nodes, THERE),))))
    assert set(map(type, parts_of(listed))) == {Text, Nodes}
    assert parts_of(Method(nodes, "say", HERE)) == [nodes]
    assert parts_of(Nothing(HERE)) == [Nothing(HERE)]
    assert has_markup(text("a < b"))
    assert not has_markup(text("a"))


def test_what_is_made_of_risky_values_is_risky() -> None:
    request, free = Unsure(HERE, "request"), Unsure(HERE, "text")
    assert unsure(HERE, free, request).risk == "request"
    assert unsure(HERE, free, text("a")).risk == "text"
    assert unsure(HERE).risk == ""


@pytest.mark.parametrize(
    ("value", "source", "risk"),
    [
        (Unsure(HERE, "request"), "x", "request"),
        (Unsure(HERE), "user.name", "text"),
        (Unsure(HERE), "name ?? 'you'", "text"),
        (Unsure(HERE), "greeting()", "text"),
        (Unsure(HERE), "escape(name)", ""),
        (Unsure(HERE), "account_sid", ""),
        (Unsure(HERE), "x", ""),
        (Scalar(HERE, "1"), "name", ""),
    ],
)
def test_risk_of(value: Value, source: str, risk: str) -> None:
    assert risk_of(value, source) == risk


def test_stripping_goes_through_pieces() -> None:
    whole = Text(HERE, (Mapped([Piece(" ", 0, 1, True), Piece("\n", 1, 3)]), Gap(HERE, "x"), Mapped.exactly(" b ", 9)))
    assert [shown((item,)) for item in stripped(whole, THERE).content] == [HOLE, " b"]
    assert shown(stripped(whole, THERE, left=False).content) == f" \n{HOLE} b"
    assert shown(stripped(text("xay"), THERE, chars="xy").content) == "a"


def test_a_list_that_may_have_more_ends_in_a_gap() -> None:
    items = (text("<a>", 10), Scalar(THERE, "1"))
    assert shown(join_list(text(",").content, Listed(HERE, items), THERE).content) == "<a>,1"
    assert shown(join_list((), Listed(HERE, items, complete=False), THERE).content) == f"<a>1{HOLE}"


def test_what_is_replaced_keeps_the_places_of_the_rest() -> None:
    made = replaced(text("a-b-c", 20), text("-"), text("+", 50), THERE)
    assert made is not None
    assert shown(made.content) == "a+b+c"
    places = [item.place(0, len(item)) for item in made.content if isinstance(item, Mapped)]
    assert next(place and place.start for place in places) == 20
    assert shown((replaced(text("a-b-c"), text("-"), text("+"), THERE, 1) or made).content) == "a+b-c"
    assert replaced(text("a"), Unsure(HERE), text("b"), THERE) is None


def test_what_a_value_puts_into_a_text() -> None:
    assert shown(content_of(text("ab"), "x", HERE)) == "ab"
    assert shown(content_of(Scalar(HERE, "12"), "x", HERE)) == "12"
    assert content_of(Nothing(HERE), "x", HERE) == (Gap(HERE, "x"),)
    assert content_of(Scalar(HERE, "true", "boolean"), "x", HERE) == (Gap(HERE, "x"),)


# -- paths


def more(names: str) -> Content:
    return tuple([More(name) for name in names])


@pytest.mark.parametrize(
    ("contents", "sources", "kind", "result"),
    [
        (["ab", "ab"], ["c", ""], "if", more("ab")),
        (["ab", "ac"], ["c", ""], "if", (More("a"), Fork("if", ("c", ""), (more("b"), more("c"))))),
        (["a", "ab"], ["c", ""], "if", (More("a"), Fork("if", ("otherwise",), (more("b"),)))),
        (["ab", "a"], ["c", ""], "if", (More("a"), Fork("if", ("c",), (more("b"),)))),
        (["abc", "ab"], ["x in xs", ""], "for", (*more("ab"), Fork("for", ("x in xs",), (more("c"),)))),
        (["", "a", "b"], ["1", "2", ""], "if", (Fork("if", ("2", "otherwise"), (more("a"), more("b"))),)),
    ],
)
def test_forked(contents: list[str], sources: list[str], kind: str, result: Content) -> None:
    assert forked([more(one) for one in contents], sources, kind) == result


def test_what_states_have_in_common_stays() -> None:
    first, second = State(), State()
    same = text("a")
    first.names = {"same": same, "other": text("b"), "mine": same}
    second.names = {"same": same, "other": Nodes((1,)), "theirs": Nodes((2,))}
    first.contents, second.contents = {1: more("a"), 2: more("x")}, {1: more("ab"), 3: more("y")}
    first.written, second.written = {1, 2}, {2, 3}
    joined = join([first, second], ["c", ""])
    assert joined.names["same"] is same
    assert isinstance(joined.names["other"], Unsure)
    assert isinstance(joined.names["mine"], Unsure), "on one path only"
    assert joined.names["theirs"] == Nodes((2,)), "a node is followed, wherever it was made"
    assert joined.contents[1] == (More("a"), Fork("if", ("otherwise",), (more("b"),)))
    assert (joined.contents[2], joined.contents[3]) == (more("x"), more("y"))
    assert joined.written == {2}
    assert first.names["other"] == text("b"), "the states that are joined stay as they are"


# -- scopes


def scopes(code: str) -> tuple[form.Program, Scopes]:
    return read(code), Scopes()


def within(item: form.Program | form.Function, all_scopes: Scopes) -> list[form.Function]:
    """All functions in something, those in others included."""
    functions = all_scopes.of(item).inner
    return [*functions, *[inner for function in functions for inner in within(function, all_scopes)]]


def named(functions: Iterable[form.Function]) -> list[str]:
    return sorted(one.name for one in functions)


CODE = """
import twilio as t
a = b = 1
for i in a:
    c = i
    for j in c:
        d = (e := j)
def f(x, y=(g := 2)):
    h = x
    def inner(): k = 1
    h += 1
class C:
    m = 1
    def method(self): n = 1
z = lambda q: q
"""


def test_names_are_bound_in_their_own_body() -> None:
    program, all_scopes = scopes(CODE)
    outer = all_scopes.of(program)
    assert outer.assigned == dict.fromkeys(("t", "a", "b", "i", "c", "j", "d", "e", "C", "z"), 1)
    assert list(outer.functions) == ["f"]
    assert named(outer.inner) == ["", "f", "method"]
    assert named(within(program, all_scopes)) == ["", "f", "inner", "method"]
    function = outer.functions["f"]
    assert all_scopes.of(function).assigned == {"x": 1, "y": 1, "h": 1}
    assert all_scopes.of(function).grown == {"h"}
    loop = next(one for one in program.body if isinstance(one, form.Loop))
    assert set(all_scopes.of(loop).assigned) == {"c", "j", "d", "e"}
    assert all_scopes.of(form.Program(())).assigned == {}
    assert set(Scopes().of(loop).assigned) == {"c", "j", "d", "e"}, "whatever was looked up before"


def test_functions_are_counted_while_they_are_read() -> None:
    decorated = """
@decorator(lambda: 1)
def outer(x=lambda: 2):
    g = [f"{(lambda: 3)()}" for y in x]
    class D:
        def method(self, z=lambda: 4):
            def inner(): pass
"""
    program = read(CODE + decorated)
    for function in within(program, Scopes()):
        if function.name:  # what is in those without a name counts for those around them too
            assert function.inner is not None
            assert {one.span for one in function.inner} >= {one.span for one in Scopes().of(function).inner}
            assert {one.name for one in function.inner} == {one.name for one in Scopes().of(function).inner}


def test_names_are_bound_in_exception_handlers_too() -> None:
    program, all_scopes = scopes("try:\n    a = 1\nexcept E:\n    a = 2\n    def f(): b = 1\nfinally:\n    c = 1\n")
    outer = all_scopes.of(program)
    assert outer.assigned == {"a": 2, "c": 1}
    assert list(outer.functions) == ["f"]
    assert named(outer.inner) == ["f"]


def test_a_pattern_binds_all_its_names() -> None:
    target = read("(a, [b, *c]), d.e = 1\n").body[0]
    assert isinstance(target, form.Assign)
    assert set(bound_names(target.target)) == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("code", "relevant"),
    [
        ("def f(): return '<Say>'\ndef g(): return f()\ndef h(): return g()\ndef i(): return 1\n", ["f", "g", "h"]),
        ("def f(): twilio\n", ["f"]),
        ("def f(): return TWIML\n", ["f"]),
        ("def f(): return a < b\n", []),
        ("from twilio.twiml import x as v\ndef f(): return v()\ndef g(): return w()\n", ["f"]),
        ("r = VoiceResponse()\ndef f(): r.hangup()\ndef g(): s.hangup()\n", ["f"]),
        ("class C:\n    def f(self): return 1\n    def g(self): return Response()\n", ["g"]),
        ("def f():\n  def g(): return h()\n  return g\ndef h():\n  def i(): return Response()\n", ["f", "g", "h", "i"]),
        ("def g(): return '<Say>'\nclass C:\n    def g(self):\n        def f(): return g()\n", ["f", "g", "g"]),
        ("İ = 'İİİİİİİ'\ndef f(): return 1\ndef g(): return '<Response/>'\n", ["g"]),
    ],
)
def test_relevant_functions(code: str, relevant: list[str]) -> None:
    program, all_scopes = scopes(code)
    found = Relevant(program, code, all_scopes)
    assert named(one for one in within(program, all_scopes) if one in found) == relevant


def test_functions_without_a_part_in_twiml_are_not_read() -> None:
    bodies_read: list[str] = []

    def function(name: str, start: int, end: int) -> form.Function:
        def body() -> tuple[form.Block, list[form.Function]]:
            bodies_read.append(name)
            return (form.Return(Span(start, end)),), []

        return form.Function(Span(start, end), name, (), body)

    code = "def f(): return 1\ndef g(): return VoiceResponse()\n"
    program = form.Program((function("f", 0, 17), function("g", 18, 49)))
    Relevant(program, code, Scopes())
    assert bodies_read == ["g"]
    first = program.body[0]
    assert isinstance(first, form.Function)
    assert first.body == first.body != ()
    assert bodies_read == ["g", "f"], "once, when it is wanted"


def test_words_of_a_part() -> None:
    assert words_of("ab cd.ef", Span(3, 8)) == {"cd", "ef"}


@pytest.mark.parametrize("word", ["ab", "cd", "ef", "cd_ef", "é", "x", ".ef", "d", ""])
@pytest.mark.parametrize("text", ["ab cd.ef", "abcd cd_ef", "éab ab", "x.ab-ef", "xab ab", "ab", "abx", "ab_ éé é"])
@pytest.mark.parametrize("start", [0, 1, 3])
def test_a_word_is_in_a_part_where_it_is_one_of_its_words(word: str, text: str, start: int) -> None:
    span = Span(start, len(text))
    assert has_word(text, word, span) == (word in words_of(text, span))


def test_closures_are_the_same_if_their_function_is() -> None:
    function = read("def f(): pass\n").body[0]
    assert isinstance(function, form.Function)
    assert len({Closure(function), Closure(function)}) == 1
