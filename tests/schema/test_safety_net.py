"""The XSD processors behind the rules: asked rarely, in linear time, and never against what a rule has said."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from twimllint.engine.channel import find_channel
from twimllint.engine.context import Context
from twimllint.engine.settings import LintSettings
from twimllint.schema import net
from twimllint.schema.placement import CheckedPlacement, ValidPlacement
from twimllint.source.parse import parse
from twimllint.source.text import decode

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
RUN = """
import sys
from twimllint.cli import main
try:
    main.main(sys.argv[1:])
except SystemExit:
    pass
sys.stderr.write("\\nxmlschema" if "xmlschema" in sys.modules else "\\nnothing")
"""


def check(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", RUN, "check", "--isolated", "--no-exclude", "--jobs", "1", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)


def test_no_case_but_those_of_the_net_needs_xmlschema() -> None:
    found = json.loads(check("--format", "json", "tests/cases/err").stdout)["findings"]
    explained = {finding["path"] for finding in found if finding["code"] == "TW113"}
    files = [str(path.relative_to(ROOT)) for path in sorted((CASES / "err").rglob("*")) if path.is_file()]
    assert len(explained) < len(files) / 20
    done = check(
        "--format", "concise", *[path for path in files if path not in explained and not path.endswith(".out")]
    )
    assert done.stderr.endswith("\nnothing")


def test_what_no_rule_says_is_explained_by_xmlschema(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(f'<Response><Dial callReason="{"x" * 51}">+14155550100</Dial></Response>')
    done = check("--format", "concise", str(path))
    assert "TW113" in done.stdout
    assert done.stderr.endswith("\nxmlschema")


def test_a_rule_that_has_spoken_leaves_the_rest_to_the_net(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(f'<Response><Say lop="2">Hi</Say><Dial callReason="{"x" * 51}">+14155550100</Dial></Response>')
    lines = check("--format", "concise", str(path)).stdout.splitlines()
    assert [next(code for code in line.split() if code.startswith("TW")) for line in lines if "TW" in line] == [
        "TW201",
        "TW113",
    ]


def test_the_net_is_silent_where_a_rule_has_reached_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(f"<Response>{'<Dial><Sim>x</Sim></Dial>' * 1200}</Response>")
    done = check("--format", "concise", str(path))
    assert "TW113" not in done.stdout
    assert "only the first 1,000 findings of wrong-sid are listed" in done.stderr


def context(raw: bytes) -> Context:
    document = parse(decode(raw, "x.twiml"))
    settings = LintSettings()
    document.channel = find_channel(document, settings, None)
    return Context(document, settings)


ALL = sorted(CASES.rglob("*.xml"))
VALID = [path for path in sorted((CASES / "ok").rglob("*.xml")) if context(path.read_bytes()).schema_valid]


def test_the_schema_accepts_most_documents() -> None:
    assert len(VALID) > 20


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_both_views_of_a_valid_document_say_the_same(path: Path) -> None:
    ctx = context(path.read_bytes())
    assert isinstance(ctx.placement, ValidPlacement)
    fine, judged = ValidPlacement(ctx.types or {}), CheckedPlacement(ctx.document)
    for node in ctx.document.nodes:
        assert judged.relation(node) is fine.relation(node) or judged.type_of(node) is None
        assert judged.type_of(node) in (fine.type_of(node), None)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_what_is_in_its_place_need_not_be_worked_out(path: Path) -> None:
    ctx = context(path.read_bytes())
    known, judged = CheckedPlacement(ctx.document, ctx.types or {}), CheckedPlacement(ctx.document)
    for node in ctx.document.nodes:
        assert known.relation(node) is judged.relation(node)
        assert known.type_of(node) is judged.type_of(node)


@pytest.mark.parametrize(
    ("document", "paths"),
    [
        ("<Response><Say>a</Say></Response>", []),
        ("<Response><Say>a</Say><Say lop='1'>b</Say></Response>", ["/Response/Say[2]"]),
        ("<Response><Dial><Foo/></Dial></Response>", ["/Response/Dial/Foo"]),
        ("<Response><Foo/><Foo/></Response>", ["/Response/Foo[1]"]),
        ("<Response><Start/></Response>", ["/Response/Start"]),
        ("<Response>text</Response>", ["/Response"]),
        ('<Response xmlns="urn:a"><Say/></Response>', ["/*"]),
        ("<Foo/>", ["/Foo"]),
    ],
)
def test_libxml2_names_the_faulty_elements(document: str, paths: list[str]) -> None:
    assert net.rejected_paths(etree.fromstring(document), "voice") == paths
