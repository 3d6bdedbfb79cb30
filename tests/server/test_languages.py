"""What a document is: by its name, and by its language where the name does not say it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from support.editor import Editor, editor, range_of
from twimllint.host.languages import LANGUAGES
from twimllint.server.documents import path_of
from twimllint.server.languages import language_of

TWIML = "<Response><say>Hello</say></Response>"
FENCE = f"```xml\n{TWIML}\n```\n"
#: What documents of each language look like, by the identifiers that clients give to it.
TEXTS = {
    ("python",): f"x = '{TWIML}'\n",
    ("javascript", "javascriptreact", "typescript", "typescriptreact", "js"): f"const x = `{TWIML}`;\n",
    ("ruby",): f"x = '{TWIML}'\n",
    ("php",): f"<?php\n$x = '{TWIML}';\n",
    ("java",): f'class A {{ String x = "{TWIML}"; }}\n',
    ("csharp", "c-sharp"): f'class A {{ string x = "{TWIML}"; }}\n',
    ("go",): f"package a\nvar x = `{TWIML}`\n",
    ("markdown", "mdx"): FENCE,
    ("restructuredtext", "rst"): f".. code-block:: xml\n\n   {TWIML}\n",
    ("xml", "twiml", "html", "plaintext", "jinja-xml", ""): f"{TWIML}\n",
}
LITERAL = TEXTS[("python",)]


async def open_all(each: Editor, uris: dict[str, tuple[str, str]]) -> None:
    for uri, (language, text) in uris.items():
        each.client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, language, 1, text))
        )
        await each.published(uri)


@pytest.mark.asyncio
async def test_documents_that_were_never_saved_are_what_their_language_says(tmp_path: Path) -> None:
    uris = {f"untitled:Untitled-{id_}": (id_, text) for ids, text in TEXTS.items() for id_ in ids}
    async with editor(tmp_path) as each:
        await open_all(each, uris)
        for uri, (language, text) in uris.items():
            found = [(one.code, one.range) for one in each.client.diagnostics[uri]]
            assert found == [("TW102", range_of(text, "say"))], language


@pytest.mark.asyncio
async def test_names_and_languages_that_rule_twiml_out(tmp_path: Path) -> None:
    uris = {
        (tmp_path / name).as_uri(): (language, LITERAL)
        for name, language in [
            ("app.ex", "elixir"), ("app.ex", "xml"), ("data.json", "json"), ("cells.ipynb", "python"),
            ("deploy", "shellscript"), ("script", "python"), ("Makefile", "makefile"), ("voice.twiml.haml", "haml"),
        ]
    }  # fmt: skip
    uris["untitled:Untitled-1"] = ("elixir", LITERAL)
    async with editor(tmp_path) as each:
        await open_all(each, uris)
        assert {uri: each.client.diagnostics[uri] for uri in uris} == dict.fromkeys(uris, ())
        for uri in uris:
            assert await each.hover(uri, 0, LITERAL.index("Response") + 1) is None, uri


@pytest.mark.asyncio
async def test_the_name_of_a_file_says_more_than_its_language(tmp_path: Path) -> None:
    texts = {"a.py": ("xml", LITERAL), "b.py": ("twiml", LITERAL), "c.xml": ("python", TWIML), "d": ("twiml", TWIML)}
    uris = {(tmp_path / name).as_uri(): pair for name, pair in texts.items()}
    async with editor(tmp_path) as each:
        await open_all(each, uris)
        for uri, (_, text) in uris.items():
            assert [one.range for one in each.client.diagnostics[uri]] == [range_of(text, "say")], uri


def test_every_language_is_known_by_its_name() -> None:
    for language in LANGUAGES:
        assert language_of(language.name.upper()) is language
        for alias in language.aliases:
            assert language_of(alias) is language


@pytest.mark.parametrize(
    ("uri", "language", "path"),
    [
        ("file:///w/a%20b/%C3%BC.xml", "xml", "/w/a b/ü.xml"),
        ("untitled:Untitled-1", "python", "/ws/untitled:Untitled-1.py"),
        ("untitled:Untitled-1", "twiml", "/ws/untitled:Untitled-1.twiml"),
        ("untitled:/w/new%20one.py", "python", "/w/new one.py"),
        ("untitled:/w/new.xml", "twiml", "/w/new.xml"),
        ("git:/w/app.py?%7B%22path%22%3A%22/w/app.py%22%7D", "python", "/ws/git:app.py"),
        ("vscode-notebook-cell:/w/a.ipynb#W0sZmlsZQ%3D%3D", "python", "/ws/vscode-notebook-cell:a.ipynb.py"),
        ("voice.xml", "xml", "/ws/voice.xml"),
        ("", "xml", "/ws/untitled"),
    ],
)
def test_paths(uri: str, language: str, path: str) -> None:
    assert path_of(uri, language, "/ws") == path
