"""What string literals say in each language, and where each of their characters is."""

from __future__ import annotations

from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.checking import diagnostics, findings
from support.documents import many
from support.extracting import documents, texts
from support.literal_kinds import KINDS, Kind, planted, strings, text_of, written
from twimllint.host.languages import LANGUAGES
from twimllint.host.mapped import Mapped

pytest.importorskip("tree_sitter")


def read(language: str, program: str) -> list[Mapped]:
    module = next(one.module for one in LANGUAGES if one.name == language)
    return [text_of(string) for string in strings(import_module(module).read(program))]


def only(language: str, program: str) -> Mapped:
    found = [text for text in read(language, program) if "<" in text.text]
    assert len(found) == 1, [text.text for text in found]
    return found[0]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@many(24)
@given(data=st.data())
def test_each_character_has_its_own_place(kind: Kind, data: st.DataObject) -> None:
    program, says, places = data.draw(written(kind))
    text = only(kind.language, program)
    assert text.text.removesuffix("\n") == says
    assert tuple(tuple(text.place(at, at + 1) or ()) for at in range(len(says))) == places


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@many(10)
@given(data=st.data())
def test_a_planted_mistake_is_found_where_it_is(kind: Kind, data: st.DataObject) -> None:
    program, place = data.draw(planted(kind))
    found = [one for one in diagnostics(program, kind.language) if one.name == "unknown-attribute"]
    assert [tuple(one.span) for one in found] == [place]


#: In the other languages only literals with markup are read, and a heredoc holds a line end at least.
EMPTY = [
    k
    for k in KINDS
    if k.language not in ("java", "csharp", "go") and "heredoc" not in k.name and "nowdoc" not in k.name
]


@pytest.mark.parametrize("kind", EMPTY, ids=lambda kind: kind.name)
def test_an_empty_literal_has_a_place(kind: Kind) -> None:
    at = len(kind.before)
    found = [text for text in read(kind.language, kind.before + kind.after) if not text.text]
    assert [text.place(0, 0) for text in found] == [(at, at)]


# -- several lines


def test_template_strings_have_line_feeds() -> None:
    program = "x = `<a>\r\n<b/>\r</a>`;"
    text = only("javascript", program)
    assert text.text == "<a>\n<b/>\n</a>"
    assert text.place(3, 4) == (8, 10)


def test_line_continuations_are_no_characters() -> None:
    assert only("javascript", "x = '<a>\\\n  b</a>'").text == "<a>  b</a>"
    assert only("javascript", "x = `<a>\\\r\n  b</a>`").text == "<a>  b</a>"
    assert only("ruby", 'x = "<a>\\\n  b</a>"\n').text == "<a>  b</a>"
    assert only("java", 'class A { String s = """\n  <a>\\\n  b</a>"""; }').text == "<a>b</a>"


SQUIGGLY = """\
def voice
  body = <<~XML.strip
    <Response>
      <Say>Hi</Say>
\t\t<Hangup/>

    </Response>
  XML
end
"""


def test_squiggly_heredocs_lose_the_least_indentation() -> None:
    text = only("ruby", SQUIGGLY)
    assert text.text == "<Response>\n  <Say>Hi</Say>\n\t\t<Hangup/>\n\n</Response>\n"
    assert text.place(text.text.index("<Say"), text.text.index("<Say") + 4) == (
        SQUIGGLY.index("<Say"), SQUIGGLY.index("<Say") + 4,
    )  # fmt: skip


def test_interpolation_counts_as_text_of_its_line() -> None:
    assert only("ruby", "x = <<~A\n    <a>\n  #{b}\n  </a>\nA\n").text == "  <a>\n{}\n</a>\n"
    assert only("ruby", "x = <<~A\r\n    <a>\r\n  </a>\r\nA\r\n").text == "  <a>\n</a>\n"


def test_heredocs_of_one_line_come_in_order() -> None:
    program = "foo(<<A, <<~'B')\n<a>#{x}</a>\nA\n  <b>\\n</b>\nB\n"
    assert sorted(text.text for text in read("ruby", program)) == ["<a>{}</a>\n", "<b>\\n</b>\n"]


def test_closing_marker_of_php_sets_the_indentation() -> None:
    program = "<?php\n$x = <<<XML\n    <a>\n      $b {$c->d} ${e}\\n\n    </a>\n    XML;\n"
    assert only("php", program).text == "<a>\n  {} {} {}\n\n</a>"
    assert only("php", program.replace("\n", "\r\n")).text == "<a>\r\n  {} {} {}\n\r\n</a>"
    assert only("php", "<?php $x = <<<'XML'\n  <a>$b\\n</a>\n  XML;").text == "<a>$b\\n</a>"


def test_text_blocks_of_java() -> None:
    program = 'class A { String s = """\n      <a>  \n        b\\n \\"""\\t  \n\n      </a>\n      """; }'
    assert only("java", program).text == '<a>\n  b\n """\t\n\n</a>\n'
    assert only("java", program.replace("\n", "\r\n")).text == '<a>\n  b\n """\t\n\n</a>\n'
    shallow = 'class A { String s = """\n      <a>\n    """; }'
    assert only("java", shallow).text == "  <a>\n"


def test_raw_literals_of_csharp() -> None:
    program = 'class A { string s = """\n    <a b="c">\n      \\n\n\n    </a>\n    """; }'
    text = only("csharp", program)
    assert text.text == '<a b="c">\n  \\n\n\n</a>'
    assert text.place(0, 2) == (program.index("<a"), program.index("<a") + 2)
    assert only("csharp", program.replace("\n", "\r\n")).text == '<a b="c">\r\n  \\n\r\n\r\n</a>'
    assert only("csharp", 'class A { string s = $"""\n  <a>{b}\n  </a>\n  """; }').text == "<a>{}\n</a>"
    assert only("csharp", 'class A { string s = $$"""<a>{{b}} {c}</a>"""; }').text == "<a>{} {c}</a>"
    assert only("csharp", 'class A { string s = """"<a>"""</a>""""; }').text == '<a>"""</a>'


def test_raw_strings_of_go_have_no_carriage_returns() -> None:
    text = only("go", "package a\nvar s = `<a>\r\n\\n</a>`\n")
    assert text.text == "<a>\n\\n</a>"


# -- put together


@pytest.mark.parametrize(
    ("language", "program", "says"),
    [
        ("javascript", "x = '<a>' + b + `${c}</a>`;", "<a>{}{}</a>"),
        ("javascript", "x = html`<a>${b}</a>`;", "<a>{}</a>"),
        ("ruby", "x = '<a>' \"#{b}\" '</a>'\n", "<a>{}</a>"),
        ("ruby", "x = \"<a>\\u{1F600 41}</a>\"\n", "<a>\U0001f600A</a>"),
        ("ruby", "x = '<a>\\n</a>'\n", "<a>\\n</a>"),
        ("php", "<?php $x = \"<a>$b $b[0] $b->c {$d} ${e}</a>\";", "<a>{} {} {} {} {}</a>"),
        ("php", "<?php $x = '<a>\\n\\'</a>';", "<a>\\n'</a>"),
        ("php", '<?php $x = "<a>\\q\\u{48}\\110\\x48</a>";', "<a>\\qHHH</a>"),
        ("java", 'class A { String s = "<a>\\101\\u0041\\7</a>"; }', "<a>AA\7</a>"),
        ("csharp", 'class A { string s = $"<a>{b:N2} {c,5} {{d}}</a>"; }', "<a>{} {} {d}</a>"),
        ("csharp", 'class A { string s = @$"<a b=""c"">{d}</a>"; }', '<a b="c">{}</a>'),
        ("csharp", 'class A { string s = "<a>\\x41</a>"u8; }', "<a>A</a>"),
        ("go", 'package a\nvar s = "<a>\\101\\x41\\u0041</a>"\n', "<a>AAA</a>"),
    ],
)  # fmt: skip
def test_what_a_literal_says(language: str, program: str, says: str) -> None:
    texts = [text.text for text in read(language, program)]
    assert says in texts or says == "".join(sorted(texts, key=says.find)) or _joined(language, program) == says


def _joined(language: str, program: str) -> str:
    from twimllint.host import form

    module = next(one.module for one in LANGUAGES if one.name == language)
    body = import_module(module).read(program).body
    for statement in body:
        value = getattr(statement, "value", None)
        if isinstance(value, form.Concat):
            return "".join(text_of(p).text if isinstance(p, form.String) else "{}" for p in value.parts)
    return ""


def test_php_in_a_literal_ends_where_it_does() -> None:
    code = 'return "<Response><Say><?=?></Say><Dial>+15<?= $x ?></Dial></Response>"'
    (document,) = documents(f"def f():\n    {code}\n")
    assert [tag.text for tag in document.tags] == ["{{ <?=?> }}", "{{ <?= $x ?> }}"]


def test_what_is_put_into_a_text_is_no_document_of_its_own() -> None:
    code = """
        # Twilio
        def f(x):
            return (x + "<Say>X</Say>").replace("X", "<Play>b.mp3</Play>")
    """
    assert texts(code) == ["{{ x }}<Say><Play>b.mp3</Play></Say>"]


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ("<Response><Say>Hi</Say></Respons>", "not-well-formed"),
        ("<Response><Say>Hi</Say><Response>", "not-well-formed"),
        ("<?xml version='1.0'><Response><Say>Hi</Say></Response>", "not-well-formed"),
        ("<Response><Say>Hi</Say></Response>;", "content-after-root"),
    ],
)
def test_documents_with_typing_errors_at_their_ends(document: str, name: str) -> None:
    code = f'// twilio\nclass A {{ String f() {{ return "{document}"; }} }}\n'
    assert [found for found, _ in findings(code, "java")] == [name]
