"""Baselines and --add-ignores: the ways for a project that begins with many findings."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.cases import documents
from support.cases import read as read_case
from support.command import BAD, CASE, GOOD, VOICE, call, write
from support.lint import DEFAULT, REGISTRY
from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.pipeline import lint_source
from twimllint.engine.result import FileResult
from twimllint.engine.settings import LintSettings
from twimllint.run.add_ignores import with_ignores
from twimllint.source.parse import parse
from twimllint.source.text import Source, decode

TWICE = '<Response>\n  <Say voice="alic">a</Say>\n  <Say voice="alic">a</Say>\n</Response>\n'


def test_a_baseline_is_the_same_whenever_it_is_written(folder: Path) -> None:
    write(folder, {"b/x.xml": BAD, "a.xml": TWICE, "good.xml": GOOD})
    assert call("--write-baseline", "known.json").err == "twimllint: wrote 3 findings in 3 files to known.json\n"
    text = (folder / "known.json").read_text()
    assert json.loads(text) == {
        "version": 1,
        "files": {
            "a.xml": [{"rule": "unknown-voice", "text": '<Say voice="alic">a</Say>', "count": 2}],
            "b/x.xml": [{"rule": "room-outside-connect", "text": BAD.strip()}],
        },
    }
    call("--write-baseline", "known.json", "b", "good.xml", "a.xml", "--jobs", "2")
    assert (folder / "known.json").read_text() == text
    # it may be written anew in one step, over the one that holds
    (folder / "twimllint.toml").write_text('baseline = "known.json"\n')
    call("--write-baseline", "known.json")
    assert (folder / "known.json").read_text() == text


def test_known_findings_stay_known_when_lines_move(folder: Path) -> None:
    write(folder, {"a.xml": TWICE})
    call("--write-baseline", "known.json")
    known = ("--baseline", "known.json", "--format", "json")
    assert call(*known)[:1] == (0,)
    (folder / "a.xml").write_text("<!-- new -->\n" + TWICE.replace("  <Say", "\n\n\t\t<Say", 1))
    assert call(*known).findings == []
    assert "2 in the baseline" in call("--baseline", "known.json").out
    # one more of the same is one too many
    (folder / "a.xml").write_text(TWICE.replace("</Response>", '<Say voice="alic">a</Say>\n</Response>'))
    (finding,) = call(*known).findings
    assert finding["line"] == 4
    assert call(*known).code == 1


def test_fixed_findings_are_named_and_removed(folder: Path) -> None:
    write(folder, {"a.xml": TWICE, "b.xml": BAD, "c.xml": VOICE})
    call("--write-baseline", "known.json")
    (folder / "a.xml").write_text(TWICE.replace("alic", "alice", 1))
    (folder / "c.xml").unlink()
    given = ("--baseline", "known.json")
    assert "2 findings of " in call(*given).err
    assert "--prune-baseline removes what is fixed" in call(*given).err
    assert call(*given, "-q").err == ""
    # what was not linted, or not by all rules, is not called fixed
    assert "1 finding of " in call(*given, "b.xml").err
    assert "1 finding of " in call(*given, "--ignore", "unknown-voice").err
    before = (folder / "known.json").read_text()
    done = call(*given, "--prune-baseline")
    assert done.code == 0
    assert "removed 2 findings from " in done.err
    assert set(json.loads((folder / "known.json").read_text())["files"]) == {"a.xml", "b.xml"}
    assert '"count"' not in (folder / "known.json").read_text()
    assert "fixed since" not in call(*given, "--prune-baseline").err
    (folder / "known.json").write_text(before)
    (folder / "b.xml").write_text(BAD)
    call(*given, "--prune-baseline", "--fix", "--unsafe-fixes")
    assert set(json.loads((folder / "known.json").read_text())["files"]) == {"a.xml"}


def test_paths_count_from_the_folder_of_the_baseline(folder: Path) -> None:
    write(folder, {"twimllint.toml": 'baseline = "known.json"\n', "eu/a.xml": BAD, "b.xml": VOICE})
    call("--write-baseline", "known.json")
    for cwd, words in [(".", ["."]), ("eu", ["."]), ("eu", ["..", "a.xml"]), (".", [str(folder / "eu")])]:
        os.chdir(folder / cwd)
        assert call(*words).code == 0
    os.chdir(folder)
    stdin = ("-", "--stdin-filename", "eu/a.xml")
    assert call(*stdin, stdin=BAD).code == 0
    assert call(*stdin, stdin=VOICE).code == 1


def test_each_configuration_has_its_own_baseline(folder: Path) -> None:
    write(folder, {"eu/twimllint.toml": 'baseline = "known.json"\n', "eu/a.xml": BAD, "us/a.xml": BAD})
    os.chdir(folder / "eu")
    call("--write-baseline", "known.json")
    os.chdir(folder)
    assert [finding["path"] for finding in call("--format", "json").findings] == ["us/a.xml"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is not JSON at line 1, column 2"),
        ("[" * 100_000, "cannot be read"),
        ("[]", "is not of version 1"),
        ('{"version": 2, "files": {}}', "is not of version 1"),
        ('{"version": 1}', "is damaged"),
        ('{"version": 1, "files": {"a.xml": [{}]}}', "is damaged"),
        ('{"version": 1, "files": {"a.xml": 3}}', "is damaged"),
    ],
)
def test_a_baseline_that_cannot_be_used(text: str, message: str, folder: Path) -> None:
    write(folder, {"known.json": text, "a.xml": BAD})
    done = call("--baseline", "known.json")
    assert done.code == 2
    assert message in done.err
    assert (folder / "known.json").read_text() == text


def test_a_baseline_that_was_merged_by_hand_counts_both(folder: Path) -> None:
    row = {"rule": "unknown-voice", "text": '<Say voice="alic">a</Say>'}
    write(folder, {"known.json": json.dumps({"version": 1, "files": {"a.xml": [row, row]}}), "a.xml": TWICE})
    assert call("--baseline", "known.json").code == 0


def test_a_baseline_that_cannot_be_written(folder: Path) -> None:
    write(folder, {"a.xml": BAD})
    done = call("--write-baseline", "none/known.json")
    assert done.code == 2
    assert "known.json cannot be written" in done.err


# --- comments


def test_comments_are_written_where_they_belong(folder: Path) -> None:
    write(folder, {"a.xml": TWICE, "one.xml": BAD, "root.xml": CASE.replace("esponse", "ESPONSE"), "good.xml": GOOD})
    done = call("--add-ignores", "since -- 2026 --")
    assert (done.code, done.out) == (0, "")
    assert done.err == "twimllint: wrote 4 comments for 5 findings in 3 files\n"
    comment = "<!-- twimllint: ignore[unknown-voice] since - 2026 -->"
    assert (folder / "a.xml").read_text() == TWICE.replace("  <Say", f"  {comment}\n  <Say")
    assert "ignore[room-outside-connect] since - 2026 --><Room>" in (folder / "one.xml").read_text()
    assert (folder / "good.xml").read_text() == GOOD
    assert call().out == "No findings in 4 files (5 suppressed).\n"
    assert call("--add-ignores", "again").err == "twimllint: wrote 0 comments for 0 findings in 0 files\n"
    assert call("--add-ignores", "").code == 0


def test_what_no_comment_can_silence_is_reported(folder: Path) -> None:
    body = '{"statusCode": 200, "body": "<Response><Say>Hi</Say></Response>"}'
    write(folder, {"lambda.twiml": body, "a.xml": BAD})
    done = call("--add-ignores", "x")
    assert done.code == 2
    assert "lambda.twiml: no comment can be written into it, since it is no XML" in done.err
    assert (folder / "lambda.twiml").read_text() == body
    assert call("a.xml").code == 0
    assert call("--add-ignores", "x", "-", stdin=BAD).code == 2


def test_what_the_baseline_knows_gets_no_comment(folder: Path) -> None:
    write(folder, {"a.xml": BAD})
    call("--write-baseline", "known.json")
    assert "wrote 0 comments" in call("--baseline", "known.json", "--add-ignores", "x").err


def shape(source: Source) -> list[object]:
    document = parse(source)
    attrs = [[(attr.name, attr.value) for attr in node.attrs] for node in document.nodes]
    texts = [" ".join(node.text.split()) for node in document.nodes]
    return [document.malformed, [node.name for node in document.nodes], attrs, texts]


def silenced(source: Source, settings: LintSettings, reason: str) -> FileResult:
    """The findings after comments were written for those before."""
    plan = Dispatcher(REGISTRY, DEFAULT, settings.rule_options)
    result = lint_source(source, settings, plan)
    text, _ = with_ignores(source, result.diagnostics, reason)
    after = decode(source.encode(text), source.path)
    assert shape(after) == shape(source)
    return lint_source(after, settings, plan)


@pytest.mark.parametrize("name", documents("err"))
def test_after_it_a_run_is_clean(name: str) -> None:
    _, source, settings = read_case("err", name)
    if any(d.name == "not-xml-body" for d in lint_source(source, settings, Dispatcher(REGISTRY, DEFAULT)).diagnostics):
        return
    sources = [source]
    if source.encoding == "utf-8":
        text = source.text.replace("\r\n", "\n")
        sources += [
            decode(end.join(text.split("\n")).encode("utf-8", "surrogateescape"), name) for end in (" ", "\r\n", "\r")
        ]
    for each in sources:
        assert silenced(each, settings, 'for -- now ]] "<&>').diagnostics == ()


ELEMENTS = st.sampled_from(
    ['<Say voice="alic">x</Say>', "<say>x</say>", "<Dial><Room>a</Room></Dial>", "stray", "<Gather\n numDigit='1'\n/>",
     "<Pause/>", "<!-- a -->", "{{ x }}", "<![CDATA[ y ]]>", "{% if a %}<Pley>x</Pley>{% endif %}", "<Room/>"]
)  # fmt: skip


@given(
    st.lists(st.tuples(ELEMENTS, st.sampled_from(["", " ", "\n", "\n  ", "\r\n\t"])), max_size=8),
    st.sampled_from(
        ["", "\ufeff", '<?xml version="1.0"?>', "<?xml version='1.0'?>\n", "{% extends 'a' %}\n", "<!-- b -->"]
    ),
    st.sampled_from(["Response", "response", "Response version='7'"]),
    st.text("- >ab]", max_size=6),
)
def test_whatever_the_document(parts: list[tuple[str, str]], before: str, root: str, reason: str) -> None:
    body = "".join(end + text for text, end in parts)
    source = decode(f"{before}<{root}>{body}</{root.partition(' ')[0]}>".encode(), "x.xml.j2")
    assert silenced(source, LintSettings(), reason).diagnostics == ()
