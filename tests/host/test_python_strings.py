"""Python's string literals: the characters, and where each of them is."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.extracting import check_places, documents, extracted, texts
from twimllint.host.form import Assign, Do, Hole, String, Unknown
from twimllint.host.mapped import Mapped
from twimllint.host.python import read

QUOTES = ("'", '"', "'''", '"""')
ESCAPES = (
    "\\n",
    "\\t",
    "\\\\",
    "\\x41",
    "\\u00e9",
    "\\U0001F600",
    "\\N{BULLET}",
    "\\101",
    "\\q",
    "\\\n",
    "\\\r\n",
    "\\'",
)
CHARS = st.sampled_from(list("aZ09 <>/&=é😀ß\t") + list(ESCAPES) + ["\n", "\r\n", "\r", "{{", "}}"])


def literal(code: str) -> String:
    statement = read("x = " + code).body[0]
    assert isinstance(statement, Assign)
    assert isinstance(statement.value, String)
    return statement.value


def value_of(string: String) -> str:
    return "".join([part.text for part in string.parts if isinstance(part, Mapped)])


@st.composite
def literals(draw: st.DrawFn) -> str:
    """One or several adjacent literals of any prefix and quote, with a comment or a line end between them."""
    made = []
    for _ in range(draw(st.integers(1, 3))):
        prefix, quote = draw(st.sampled_from(("", "r", "u", "R", "f", "F", "fr", "Rf"))), draw(st.sampled_from(QUOTES))
        body = "".join(draw(st.lists(CHARS, max_size=8)))
        if len(quote) == 1:
            body = body.replace("\\\r\n", "\\\n")
            body = "".join([char for at, char in enumerate(body) if char not in "\r\n" or body[at - 1 : at] == "\\"])
        made.append(f"{prefix}{quote}{body}{quote}")
    return "(" + draw(st.sampled_from((" ", "\n", "  # a 'comment'\n", "\\\n"))).join(made) + ")"


@given(literals())
def test_every_character_has_its_place(code: str) -> None:
    source = "x = " + code
    try:
        expected = ast.parse(source).body[0].value  # type: ignore[attr-defined]
        wanted = ast.literal_eval(expected) if isinstance(expected, ast.Constant) else None
        if wanted is None:
            wanted = "".join([ast.literal_eval(part) for part in expected.values])
    except (SyntaxError, ValueError):  # no literal, or one with a field in it
        return
    found = literal(code)
    assert value_of(found) == wanted
    for part in found.parts:
        assert isinstance(part, Mapped)
        check_places(part, source)


@pytest.mark.parametrize(
    ("code", "sources"),
    [
        ('f"a{name}b"', ["name"]),
        ('f"{a}{b!r}{c:>10}"', ["a", "b", "c"]),
        ("f'{d[\"k\"]}'", ['d["k"]']),
        ("f'{x!s} {y == 1} {z != 2} {w=}'", ["x", "y == 1", "z != 2", "w"]),
        ('f"""{\n  a +\n  b}"""', ["a + b"]),
        ("f'{ {1: 2}[1] }'", ["{1: 2}[1]"]),
        ('"a" f"{b}" "c"', ["b"]),
        ("f'{fn(\"}\")}'", ['fn("}")']),
        ("f'{v:{width}}'", ["v"]),
    ],
)
def test_fields(code: str, sources: list[str]) -> None:
    holes = [part for part in literal(code).parts if isinstance(part, Hole)]
    assert [hole.source for hole in holes] == sources
    for hole in holes:
        assert ("x = " + code)[hole.span.start] == "{"
        assert ("x = " + code)[hole.span.end - 1] == "}"


def test_a_field_with_a_format_is_not_its_value() -> None:
    holes = [part for part in literal('f"{a}{a!s}{a!r}{a:d}"').parts if isinstance(part, Hole)]
    assert [isinstance(hole.value, Unknown) for hole in holes] == [False, False, True, True]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ('x = "<Response><Say>Hi</Say></Response>"', "<Response><Say>Hi</Say></Response>"),
        ('x = b"<Response><Say>Hi</Say></Response>"', "<Response><Say>Hi</Say></Response>"),
        ('x = f"<Response><Say>{name}</Say></Response>"', "<Response><Say>{{ name }}</Say></Response>"),
        ('x = "<Response><Say>%s</Say></Response>" % name', "<Response><Say>{{ name }}</Say></Response>"),
        ('x = "<Response><Say>%(a)s 100%%</Say></Response>" % {"a": "b"}', "<Response><Say>b 100%</Say></Response>"),
        ('x = "<Response><Say>{}</Say></Response>".format("a")', "<Response><Say>a</Say></Response>"),
        ('x = "<Response><Say>{n}{{}}</Say></Response>".format(n=m)', "<Response><Say>{{ n }}{}</Say></Response>"),
        (
            'x = Template("<Response><Say>$n</Say></Response>").substitute(n="a")',
            "<Response><Say>a</Say></Response>",
        ),
        ('x = "<Response>" + "<Say>Hi</Say>" + "</Response>"', "<Response><Say>Hi</Say></Response>"),
        ('x = ("<Response>" "<Say>Hi</Say>" "</Response>")', "<Response><Say>Hi</Say></Response>"),
        ('x = "".join(["<Response>", "<Hangup/>", "</Response>"])', "<Response><Hangup/></Response>"),
        ('x = dedent("""\n    <Response>\n      <Hangup/>\n    </Response>""").strip()',
         "<Response>\n  <Hangup/>\n</Response>"),
        ('A = "<Say>Hi</Say>"\nx = "<Response>" + A + "</Response>"', "<Response><Say>Hi</Say></Response>"),
        ('x = "<Response>"\nx += "<Hangup/>"\nx += "</Response>"', "<Response><Hangup/></Response>"),
        ('p = ["<Response>"]\np.append("<Hangup/>")\np.append("</Response>")\nx = "".join(p)',
         "<Response><Hangup/></Response>"),
        ('x = "<Response><Hangup/></Response>".replace("Hangup", "Leave")', "<Response><Leave/></Response>"),
    ],
)  # fmt: skip
def test_every_way_to_write_a_document(code: str, text: str) -> None:
    assert texts(code) == [text]
    for document in documents(code):
        check_places(document.mapped, code)


@pytest.mark.parametrize(
    "code",
    [
        '"""<Response><Say>Hi</Say></Response>"""',
        'def f():\n    """<Response><Say>Hi</Say></Response>"""',
        'x = "Send <Response><Say>Hi</Say></Response> to the caller"',
        'x = "<Response><Say>Hi</Say>"',
        "# <Response><Say>Hi</Say></Response>\nx = 1",
        'x = "<Response><Say>Hi</Say></Response> or <Response><Hangup/></Response>"',
        'x = "</Say></Response>"',
        'twiml = "<div><Foo/></div>"',
    ],
)
def test_what_is_no_document(code: str) -> None:
    assert texts(code) == []


def test_a_placeholder_that_other_code_fills_is_dynamic() -> None:
    (document,) = documents('T = "<Response><Dial>{number}</Dial></Response>"')
    assert document.text == "<Response><Dial>{{ number }}</Dial></Response>"
    assert document.dynamic


def test_balanced_elements_are_a_fragment_where_the_file_mentions_twiml() -> None:
    (document,) = documents('twiml = "<Number>+14155550100</Number>"')
    assert document.text == "{% include ... %}<Number>+14155550100</Number>{% include ... %}" or document.text == (
        "<Number>+14155550100</Number>"
    )
    assert not document.complete
    assert texts('x = "<Number>+14155550100</Number>"') == []


def test_a_statement_is_no_document() -> None:
    assert all(isinstance(one, Do) for one in read("f(1)").body)


@pytest.mark.parametrize(
    ("value", "risk"),
    [
        ('request.form["Body"]', True),
        ('request.form.get("SpeechResult", "")', True),
        ('request.values["Body"].strip()', True),
        ('r.args["q"]', True),
        ('escape(request.form["Body"])', None),
        ('request.form["CallSid"]', None),
        ('int(request.form["n"])', None),
        ("settings.GREETING", False),
        ("len(names)", None),
    ],
)
def test_values_that_nothing_escapes(value: str, risk: bool | None) -> None:
    code = (
        "from flask import request\nfrom flask import request as r\n"
        f"def f():\n    v = {value}\n    return f'<Response><Say>{{v}}</Say></Response>'\n"
    )
    code = code.replace("    v = settings", "    text = settings").replace("{v}", "{text}") if risk is False else code
    found = [one.values["request"] for one in extracted(code).problems]
    assert found == ([] if risk is None else [risk])
