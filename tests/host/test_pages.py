"""TwiML and programs in pages of documentation: where blocks begin and end, and where their characters are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.checking import diagnostics, findings
from support.documents import many
from support.extracting import check_places, documents, extracted, texts
from twimllint.engine.fix import apply
from twimllint.run.add_ignores import ignoring_in_file
from twimllint.source.text import Source

pytest.importorskip("markdown_it")

SAY = '<Response>\n  <Say voic="alice">Hé</Say>\n</Response>\n'


def indented(text: str, prefix: str) -> str:
    return "".join(prefix + line for line in text.splitlines(keepends=True))


FENCE = f"```xml\n{SAY}```\n"
PAGES = {
    "a fence": ("markdown", f"# Title\n\n{FENCE}\ntext\n"),
    "tildes and a longer fence": ("markdown", f"~~~~ xml\n{SAY}~~~~\n"),
    "attributes of the fence": ("markdown", f'```xml title="voice.xml" {{1,2}}\n{SAY}```\n'),
    "Pandoc's attributes": ("markdown", f"``` {{.xml .numberLines}}\n{SAY}```\n"),
    "no language": ("markdown", f"```\n{SAY}```\n"),
    "a fence that begins with its attributes": ("markdown", f'``` {{#voice .xml startFrom="1"}}\n{SAY}```\n'),
    "a value of an attribute before the language": ("markdown", f'``` {{title="a .b" .xml}}\n{SAY}```\n'),
    "attributes without a language": ("markdown", f'```title="voice.xml"\n{SAY}```\n'),
    "a directive of MyST": ("markdown", f"```{{code-block}} xml\n{SAY}```\n"),
    "a directive of MyST with options": ("markdown", f"```{{code-block}} xml\n:linenos:\n:caption: a\n\n{SAY}```\n"),
    "a directive of MyST with options in YAML": ("markdown", f"```{{code}} xml\n---\nlinenos: true\n---\n{SAY}```\n"),
    "a template language": ("markdown", f"```erb\n{SAY}```\n"),
    "a media type": ("markdown", f"```application/xml\n{SAY}```\n"),
    "a lexer of two languages": ("markdown", f"```xml+jinja\n{SAY}```\n"),
    "HTML in Markdown": ("markdown", "text\n\n<pre>\n" + SAY.replace("<", "&lt;") + "</pre>\n"),
    "HTML in a quote of Markdown": ("markdown", "> <pre><code>\n" + indented(SAY.replace("<", "&lt;"), "> ") + "> </code></pre>\n"),
    "twiml as the language": ("markdown", f"```twiml\n{SAY}```\n"),
    "an open fence": ("markdown", f"```xml\n{SAY}"),
    "an indented block": ("markdown", "text\n\n" + indented(SAY, "    ")),
    "an indented block with tabs": ("markdown", "text\n\n" + indented(SAY, "\t")),
    "a list": ("markdown", "- item\n\n" + indented(FENCE, "  ") + "\n- item\n"),
    "a list in a list": ("markdown", "1. item\n   - item\n\n" + indented(FENCE, "     ")),
    "a list with a tab": ("markdown", "- item\n\n" + indented(FENCE, "\t")),
    "a block quote": ("markdown", indented(f"text\n\n{FENCE}", "> ")),
    "a quote in a list in a quote": ("markdown", "> - > text\n>   >\n" + indented(FENCE, ">   > ")),
    "a list in a quote, indented": ("markdown", "> - a\n>\n" + indented(SAY, ">       ")),
    "a note of MkDocs": ("markdown", "!!! note\n\n" + indented(FENCE, "    ")),
    "a tab in a note of MkDocs": ("markdown", "!!! note\n\n    === \"XML\"\n\n" + indented(FENCE, "        ")),
    "an element around it": ("markdown", f"<details>\n<summary>x</summary>\n\n{FENCE}\n</details>\n"),
    "MDX": ("mdx", f"import Tabs from 'x';\n\n<Tabs>\n<TabItem value=\"a\">\n{FENCE}</TabItem>\n</Tabs>\n"),
    "MDX, indented": ("mdx", "<Tabs>\n  <TabItem>\n\n" + indented(FENCE, "      ") + "\n  </TabItem>\n</Tabs>\n"),
    "MDX, indented below an element": (
        "mdx", '<Tabs>\n  <TabItem value="a">\n' + indented(FENCE, "    ") + "  </TabItem>\n</Tabs>\n"
    ),
    "MDX, indented below an element of several lines": (
        "mdx", '<Tabs>\n    <TabItem\n      value="a">\n' + indented(FENCE, "\t") + "    </TabItem>\n</Tabs>\n"
    ),
    "rst in capitals": ("restructuredtext", ".. Code-Block:: XML\n\n" + indented(SAY, "   ")),
    "rst, options of several lines": (
        "restructuredtext", ".. code-block:: xml\n   :caption: a\n     caption\n   :linenos:\n\n" + indented(SAY, "   ")
    ),
    "rst, tabs": ("restructuredtext", ".. tabs::\n\n   .. code-tab:: xml The answer\n\n" + indented(SAY, "      ")),
    "rst, the language of the page": ("restructuredtext", ".. highlight:: xml\n\n::\n\n" + indented(SAY, "  ")),
    "rst, the language of the page and none": ("restructuredtext", ".. highlight:: xml\n\n.. code::\n\n" + indented(SAY, "  ")),
    "rst": ("restructuredtext", "Title\n=====\n\n.. code-block:: xml\n\n" + indented(SAY, "   ") + "\ntext\n"),
    "rst with options": ("restructuredtext", ".. code-block:: xml\n   :linenos:\n   :emphasize-lines: 1\n\n" + indented(SAY, "   ")),
    "rst in a list": ("restructuredtext", "* item\n\n  .. code:: xml\n\n" + indented(SAY, "     ") + "\n* item\n"),
    "rst after two colons": ("restructuredtext", "Answer with::\n\n" + indented(SAY, "    ") + "\nand so on\n"),
    "rst, two colons alone": ("restructuredtext", "Answer\n\n::\n\n" + indented(SAY, "\t")),
    "html": ("html", "<p>a</p><pre><code class='language-xml'>\n" + SAY.replace("<", "&lt;") + "</code></pre>"),
    "html without a class": ("html", "<pre>" + SAY.replace("<", "&lt;").replace(">", "&gt;") + "</pre>"),
    "html with colours": (
        "html",
        '<pre class="lang-xml">' + SAY.replace("<", "<span class='p'>&#60;</span>").replace("é", "&eacute;") + "</pre>",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "marked"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(("language", "page"), PAGES.values(), ids=list(PAGES))
def test_blocks_are_found_and_their_characters_placed(language: str, page: str, ends: str, mark: str) -> None:
    page = mark + page.replace("\n", ends)
    (document,) = documents_of(page, language)
    assert document.text.strip() == SAY.strip()
    assert document.kind == "fence"
    check_places(document.mapped, page)
    assert findings(page, language) == [("unknown-attribute", "voic")]


def documents_of(page: str, language: str):
    return extracted(page, language).documents


@pytest.mark.parametrize(
    ("language", "page"),
    [
        ("restructuredtext", ".. highlight:: python\n\n::\n\n" + indented(SAY, "  ")),
        ("restructuredtext", ".. highlight:: xml\n\n.. highlight:: python\n\n::\n\n" + indented(SAY, "  ")),
        ("restructuredtext", ".. code-block::xml\n\n" + indented(SAY, "  ")),  # a comment
        ("restructuredtext", ".. literalinclude:: voice.xml\n   :language: xml\n\n" + indented(SAY, "   ")),
        ("restructuredtext", "text::\n\n" + indented(SAY, "> ")),
        ("markdown", f"```{{literalinclude}} voice.xml\n{SAY}```\n"),
        ("markdown", f"```{{eval-rst}}\n{SAY}```\n"),
        ("markdown", f"<details>\n```xml\n{SAY}```\n</details>\n"),  # no fence for CommonMark
        ("markdown", "| a |\n|---|\n| `<Response><Say voic='x'>x</Say></Response>` |\n"),
        ("mdx", "- a\n\n`<Response>`\n<Say voic='x'>x</Say>\n"),
        ("mdx", "<pre>\n" + SAY.replace("<", "&lt;") + "</pre>\n"),
    ],
)
def test_what_is_no_block_of_twiml(language: str, page: str) -> None:
    assert findings(page, language) == []


def test_the_language_of_a_page_holds_for_blocks_of_it() -> None:
    page = ".. highlight:: python\n\nAnswer::\n\n" + indented(PROGRAM, "   ")
    assert findings(page, "restructuredtext") == [("unknown-attribute", "voic")]
    page += "\n.. highlight:: none\n\nSend::\n\n" + indented(SAY, "   ") + "\nor::\n\n" + indented(PROGRAM, "   ")
    assert findings(page, "restructuredtext") == [("unknown-attribute", "voic")] * 2


PROGRAM = (
    "from twilio.twiml.voice_response import VoiceResponse\nr = VoiceResponse()\nr.say('x', voic='alice')\nprint(r)\n"
)


@pytest.mark.parametrize(
    ("word", "program", "found"),
    [
        ("python", PROGRAM, "voic"),
        ("py", PROGRAM, "voic"),
        ("js", "const t = new (require('twilio').twiml.VoiceResponse)();\nt.say({ voic: 'alice' }, 'x');\n", "voic"),
        ("typescript", "import twilio from 'twilio';\nconst t = new twilio.twiml.VoiceResponse();\nt.say({ voic: 'x' }, 'x');\n", "voic"),
        ("ruby", "r = Twilio::TwiML::VoiceResponse.new\nr.say(message: 'x', voic: 'alice')\n", "voic"),
        ("php", "<?php $r = new \\Twilio\\TwiML\\VoiceResponse();\n$r->say('x', ['voic' => 'alice']);\n", "voic"),
        ("java", 'class A { String s = "<Response><Say voic=\\"x\\">y</Say></Response>"; }\n', "voic"),
        ("c#", 'class A { string s = @"<Response><Say voic=""x"">y</Say></Response>"; }\n', "voic"),
        ("go", "package a\nvar s = `<Response><Say voic=\"x\">y</Say></Response>`\n", "voic"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("prefix", ["", "> ", "   "])
def test_programs_in_pages(word: str, program: str, found: str, prefix: str) -> None:
    before = "1. x\n\n" if prefix == "   " else ""
    page = before + indented(f"```{word}\n{program}```\n", prefix)
    assert findings(page, "markdown") == [("unknown-attribute", found)]
    for document in documents_of(page, "markdown"):
        check_places(document.mapped, page)


@pytest.mark.parametrize(
    "block",
    [
        '```json\n{"twiml": "<Response><Say voic=\'x\'>a</Say></Response>"}\n```\n',
        "```diff\n-<Response><Say voic='x'>a</Say></Response>\n```\n",
        "```console\n$ curl -d 'Twiml=<Response><Say voic=\"x\">a</Say></Response>'\n```\n",
        "```xml\nHTTP/1.1 200 OK\nContent-Type: text/xml\n\n<Response><Say voic='x'>a</Say></Response>\n```\n",
        "```xml\n<Response>\n  <Gather>\n```\n",
        "```xml\n</Gather>\n</Response>\n```\n",
        "```python\ndef broken(:\n  r = VoiceResponse()\n```\n",
        "```js\nconst t = `<Response>\n```\n",
        'The `<Response voic="x">` element.\n',
        "<Response voic='x'><Say>in HTML</Say></Response>\n",
        '```xml\n<Response xmlns="urn:other"><Status>ok</Status></Response>\n```\n',
    ],
)
def test_values_that_are_foreign_or_unknown(block: str) -> None:
    assert findings(block, "markdown") == []


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("erb", "<%= voice %>"), ("hbs", "{{voice}}"), ("jinja", "{% if a %}alice{% else %}{{ b }}{% endif %}"),
        ("liquid", "{{ a | escape }}"), ("xml+erb", "<%= a %>"), ("html+jinja", "{{ a }}"), ("blade", "{{ $a }}"),
    ],
)  # fmt: skip
def test_blocks_of_template_languages(word: str, value: str) -> None:
    code = f'<Response>\n  <Say voice="{value}" voic="x">{value}</Say>\n</Response>\n'
    assert findings(f"```{word}\n{code}```\n", "markdown") == [("unknown-attribute", "voic")]
    assert findings(f"```{word}\n<p>{value}</p>\n{code}```\n", "markdown") in ([], [("unknown-attribute", "voic")])


@pytest.mark.parametrize(
    "code",
    [
        "<Response>\n  ...\n</Response>\n",
        '<Response>\n  <Gather numDigits="1">\n    ...\n  </Gather>\n</Response>\n',
        "<Response>\n  <Say>a</Say>\n  \u2026\n</Response>\n",
        "<Response>\n  <Dial ...>\n    <Number>...</Number>\n  </Dial>\n</Response>\n",
        '<Response>\n  <Say voice="...">Wait...</Say>\n</Response>\n',
        "<Response>\n  <Dial>[...]</Dial>\n</Response>\n",
        "<Say>Hello</Say>\n",
        '<Number url="/screen">+15005550006</Number>\n',
    ],
)
def test_what_the_author_left_out_is_not_missed(code: str) -> None:
    assert findings(f"```xml\n{code}```\n", "markdown") == []


def test_listings_of_php_go_without_their_first_tag() -> None:
    code = "$r = new Twilio\\TwiML\\VoiceResponse();\n$r->say('Hi', ['voise' => 'alice']);\necho $r;\n"
    for listing in (code, f"<?php\n{code}"):
        page = f"Text\n\n```php\n{listing}```\n"
        assert findings(page, "markdown") == [("unknown-attribute", "voise")]
        for document in documents(page, "markdown"):
            check_places(document.mapped, page)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('<Dial><Sip username="me" password="secret">sip:a@acme.test</Sip></Dial>', []),
        ('<Gather action="http://www.example.com/menu"/>', []),
        ("<Dial>my-phone-number</Dial>", []),
        ("<Dial>+1415ONCALL</Dial>", ["number-invalid"]),
        ("<Dial>sip:bob@acme.test</Dial>", ["number-invalid"]),
        ("<Dial>+1234</Dial>", ["number-invalid"]),
        ('<Gather timeout="SECONDS" action="/x"/>', []),
        ('<Gather timeout="ten" action="/x"/>', ["not-an-integer"]),
        ('<Pause length="n"/>', []),
        ('<Say voice="your-voice" language="LANGUAGE">Hi</Say>', []),
        ('<Say voice="Polly.XXX">Hi</Say>', []),
        ('<Say voice="Polly.Jo">Hi</Say>', ["unknown-voice"]),
        ('<Say language="EN">Hi</Say>', ["invalid-language"]),
        ('<Gather method="PUT" action="/x"/>', ["invalid-enum-value"]),
    ],
)
def test_words_that_stand_for_values(body: str, found: list[str]) -> None:
    document = f"<Response>\n  {body}\n  <Hangup/>\n</Response>\n"
    assert [name for name, _ in findings(f"```xml\n{document}```\n", "markdown")] == found
    # a program does not mean them so
    assert findings(f"// twilio\nconst t = `{document}`;\n", "javascript")


def test_the_caption_of_a_listing_may_be_a_comment() -> None:
    listing = '<?xml version="1.0" encoding="UTF-8"?>\n<Response><Hangup/></Response>\n'
    assert findings(f"```xml\n<!-- voice.xml -->\n{listing}```\n", "markdown") == []
    assert findings(f"```xml\nvoice.xml\n{listing}```\n", "markdown") == []
    code = f"```js\n// twilio\nres.send(`\n{listing}`);\n```\n"
    assert [name for name, _ in findings(code, "markdown")] == ["content-before-prolog"]


def test_parts_of_documents_are_looked_at_all_the_same() -> None:
    page = '```xml\n<Response>\n  ...\n  <Say voic="alice">Hi</Say>\n</Response>\n```\n\n```xml\n<Gather numDigit="1"/>\n```\n'
    assert findings(page, "markdown") == [("unknown-attribute", "voic"), ("unknown-attribute", "numDigit")]


def test_what_html_itself_would_read_is_not_written() -> None:
    page = "<pre>&lt;Response>&lt;Say>A & B &amp; C&lt;/Say>&lt;/Response></pre>"
    found = diagnostics(page, "html")
    assert [(one.name, one.fix) for one in found] == [("unescaped-ampersand", None)] * 2
    assert [page[one.span.start : one.span.end] for one in found] == ["&", "&amp;"]


def test_fixes_stay_in_the_block() -> None:
    page = "> - a\n>\n>   ```xml\n>   <Response>\n>     <say>Hi</say>\n>   </Response>\n>   ```\n"
    fixes = [one.fix for one in diagnostics(page, "markdown") if one.fix is not None]
    assert fixes
    for fix in fixes:
        for edit in fix.edits:
            assert page[edit.span.start : edit.span.end] in ("say", "Say")


def test_a_page_is_fixed_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from twimllint.cli import main

    page = '# Guide\r\n\r\n> ```xml\r\n> <Response>\r\n>   <Say voice="alice">A & B</Say>\r\n> </Response>\r\n> ```\r\n'
    path = tmp_path / "guide.md"
    path.write_bytes(page.encode())
    monkeypatch.chdir(tmp_path)
    CliRunner().invoke(main, ["check", "--isolated", "--fix", "guide.md"])
    assert path.read_bytes().decode() == page.replace("A & B", "A &amp; B")


@many(80)
@given(
    lines=st.lists(st.text(st.sampled_from("<>ab &é\U0001f600\t.-*>`#"), max_size=8), max_size=6),
    prefix=st.sampled_from(["", "> ", "- ", "  ", "1. ", "\t", ">\t", "> - "]),
    ends=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_any_page_maps_to_itself(lines: list[str], prefix: str, ends: str) -> None:
    body = [prefix + line for line in ["```xml", *SAY.splitlines(), *lines, "```", "", *lines]]
    page = ends.join(body)
    for language in ("markdown", "mdx", "restructuredtext", "html"):
        for document in documents_of(page, language):
            check_places(document.mapped, page)
            assert 0 <= document.place.start <= document.place.end <= len(page)


def test_markdown_names() -> None:
    assert texts("```node\nconst x = '<Response><Hangup/></Response>';\n```\n", "markdown") == [
        "<Response><Hangup/></Response>"
    ]
    assert documents("text\n", "markdown") == ()


ESCAPED = SAY.replace("<", "&lt;")
#: A comment of each language, a page with a block that has a finding, and what must not be read: a comment that is shown.
COMMENTS = {
    "markdown": ("<!-- {} -->\n\n", FENCE, "```xml\n<!-- {} -->\n```\n"),
    "mdx": ("{{/* {} */}}\n\n", FENCE, "`<!-- {} -->`\n"),
    "restructuredtext": (".. {}\n\n", ".. code-block:: xml\n\n" + indented(SAY, "   ") + "\n", "::\n\n   .. {}\n\n"),
    "html": ("<!-- {} -->\n", f"<pre>{ESCAPED}</pre>\n", "<pre><!-- {} --></pre>\n"),
}


@pytest.mark.parametrize("language", COMMENTS)
def test_a_comment_of_the_page_covers_the_next_block_or_the_page(language: str) -> None:
    comment, block, shown = COMMENTS[language]
    count = len(findings(block + block, language))
    assert count
    ignored = comment.format("twimllint: ignore[unknown-attribute]")
    assert findings("text\n\n" + ignored + block, language) == []
    assert len(findings(ignored + block + "\ntext\n\n" + block, language)) == count // 2
    assert (
        findings("text\n\n" + block + comment.format("twimllint: ignore-file[unknown-attribute]") + block, language)
        == []
    )
    assert len(findings(shown.format("twimllint: ignore-file[unknown-attribute]") + block, language)) == count // 2


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("language", "kept", "before"),
    [
        ("markdown", "", ""), ("markdown", "\ufeff", "# Title\n\n"), ("markdown", "---\ntitle: a\n---\n", "# Title\n\n"),
        ("mdx", "---\ntitle: a\n---\n", "\nimport A from 'a';\n\n"), ("restructuredtext", "", "Title\n=====\n\n"),
        ("html", "<!DOCTYPE html>\n", "<html>\n"), ("html", "", "<p>a</p>"),
    ],
)  # fmt: skip
def test_ignore_in_the_whole_page(language: str, kept: str, before: str, ends: str) -> None:
    page = (kept + before + COMMENTS[language][1]).replace("\n", ends)
    assert findings(page, language)
    suffix = {"markdown": "md", "mdx": "mdx", "restructuredtext": "rst", "html": "html"}[language]
    edit = ignoring_in_file(Source.from_text(page, f"page.{suffix}"), "unknown-attribute")
    assert edit is not None
    assert findings(apply(page, [edit]), language) == []
    assert edit.span.start == edit.span.end == len(kept.replace("\n", ends))
