"""The flow family where docstrings cannot show it: the view of a document's course, and rules over many files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.lint import family, lint, lint_together
from twimllint.engine.diagnostic import Diagnostic
from twimllint.schema.grammar import load
from twimllint.source.parse import parse
from twimllint.source.text import Source
from twimllint.twiml.flow import Flow

FLOW = family("TW5")


def flow(text: str, channel: str = "voice") -> Flow:
    return Flow(parse(Source.from_text(text, "x.twiml")), load(channel))


def names(text: str, path: str = "x.twiml", **settings: Any) -> list[str]:
    """The rules of the family that speak about a document, all of them selected."""
    linted = lint(text, path, rules=FLOW, **settings)
    assert not linted.result.failures
    return linted.names


def verbs(*inside: str) -> str:
    return f"<Response>{''.join(inside)}</Response>"


def together(documents: dict[str, str], **settings: Any) -> dict[str, list[Diagnostic]]:
    """The findings about several documents of one run, by path."""
    return lint_together(documents, rules=FLOW, **settings)


# what a verb does to the course of the call

COURSE = [
    ("<Redirect>/a</Redirect>", None),
    ("<Hangup/>", None),
    ("<Reject/>", None),
    ("<Leave/>", None),
    ("<Say>Hi</Say>", "always"),
    ("<Gather action='/k'/>", "silence"),
    ("<Record action='/d'/>", "empty-recording"),
    ("<Dial>+14155550100</Dial>", "no-action"),
    ("<Dial action='/a'>+14155550100</Dial>", None),
    ("<Dial action=''>+14155550100</Dial>", "no-action"),
    ("<Connect><Room>Desk</Room></Connect>", "no-action"),
    ("<Connect action='/a'><Room>Desk</Room></Connect>", "no-action"),
    ("<Start><Stream url='wss://m.acme.test/s'/></Start>", "always"),
    ("<Nonsense/>", "always"),
]


@pytest.mark.parametrize(("verb", "how"), COURSE)
def test_falls_through(verb: str, how: str | None) -> None:
    seen = flow(verbs(verb, "<Say>After</Say>"))
    assert seen.falls_through(seen.verbs[0]) == how
    assert seen.runs(seen.verbs[1]) is (how is not None)


def test_first_leaver_counts() -> None:
    seen = flow(verbs("<Hangup/>", "<Redirect>/a</Redirect>", "<Say>After</Say>"))
    hangup, redirect, say = seen.verbs
    assert seen.terminator(redirect) is hangup
    assert seen.terminator(say) is hangup
    assert seen.unreachable_after(hangup) == [redirect, say]
    assert seen.unreachable_after(redirect) == []


def test_nodes_inside_a_verb_share_its_fate() -> None:
    seen = flow(verbs("<Hangup/>", "<Gather><Say>Press 1</Say></Gather>"))
    assert not seen.runs(seen.verbs[1].children[0])


def test_control_tags_make_verbs_uncertain() -> None:
    seen = flow("<Response>{% if a %}<Hangup/>{% endif %}<Say>Hi</Say></Response>")
    assert seen.separated(*seen.verbs)
    assert seen.runs(seen.verbs[1])
    inside = flow("<Response>{% if a %}<Hangup/><Say>Hi</Say>{% endif %}</Response>")
    assert not inside.runs(inside.verbs[1])


def test_output_and_comments_of_templates_do_not_separate_verbs() -> None:
    seen = flow("<Response><Hangup/>{# closed #}<Say>{{ words }}</Say></Response>")
    assert not seen.runs(seen.verbs[1])


def test_messages_are_redirected_too() -> None:
    seen = flow(verbs("<Redirect>/a</Redirect>", "<Message>Hi</Message>"), "messaging")
    assert not seen.runs(seen.verbs[1])


@pytest.mark.parametrize(
    ("verb", "answers"),
    [("<Say>Hi</Say>", True), ("<Pause/>", False), ("<Dial answerOnBridge='true'>+14155550100</Dial>", False),
     ("<Start/>", False), ("<Gather/>", True), ("<Sms>Hi</Sms>", False)],
)  # fmt: skip
def test_answers(verb: str, answers: bool) -> None:
    seen = flow(verbs(verb, "<Hangup/>"))
    assert (seen.answered_before(seen.verbs[1]) is not None) is answers


@pytest.mark.parametrize(
    ("verb", "holds"),
    [("<Pause length='10'/>", True), ("<Pause length='9'/>", False), ("<Pause/>", False), ("<Pause length='{{ n }}'/>", True),
     ("<Play loop='0'>a.mp3</Play>", True), ("<Say>Hi</Say>", False), ("<Dial>+14155550100</Dial>", True),
     ("<Redirect>/a</Redirect>", True)],
)  # fmt: skip
def test_holds(verb: str, holds: bool) -> None:
    seen = flow(verbs(verb))
    assert seen.keeps_call_open(seen.verbs[0]) is holds


def test_targets() -> None:
    seen = flow(verbs("<Redirect> /a </Redirect>", "<Dial action='/b'/>", "<Hangup/>", "<Say>Hi</Say>"))
    assert [[target.value.strip() for target in seen.targets(verb)] for verb in seen.verbs] == [["/a"], ["/b"], [], []]


def test_nothing_runs_in_an_empty_document() -> None:
    assert flow("<Response/>").verbs == []
    assert flow("").unconditional_redirect() is None


# one finding for each dead end


def test_a_dead_end_inside_a_dead_end_is_reported_once() -> None:
    text = verbs("<Dial action='/a'>+14155550100</Dial>", "<Say>A</Say>", "<Hangup/>", "<Say>B</Say>", "<Reject/>")
    assert names(text) == ["unreachable-after-action"]


def test_verbs_that_never_run_bring_no_other_findings() -> None:
    text = verbs(
        "<Hangup/>", "<Record/>", "<Redirect/>", "<Gather/>", "<Start><Stream url='wss://m.acme.test/s'/></Start>"
    )
    assert names(text) == ["unreachable-instruction"]


def test_unknown_elements_are_no_verbs() -> None:
    assert names(verbs("<Hangup/>", "<Nonsense/>")) == []


def test_moving_keeps_lines_and_comments() -> None:
    text = "<Response>\r\n  <Redirect><!-- main -->/menu</Redirect>\r\n  <Say>Bye &amp; thanks</Say>\r\n</Response>\r\n"
    assert lint(text, rules=FLOW).fixed(unsafe=True) == (
        "<Response>\r\n  <Say>Bye &amp; thanks</Say>\r\n  <Redirect><!-- main -->/menu</Redirect>\r\n</Response>\r\n"
    )


@pytest.mark.parametrize(
    "inside", ["<Redirect>/a</Redirect><Redirect>/b</Redirect>", "<Redirect>/a</Redirect><Say>Hi</Say><Hangup/>"]
)
def test_no_fix_where_two_ways_out_contradict(inside: str) -> None:
    assert lint(verbs(inside), rules=FLOW).only().fix is None


@pytest.mark.parametrize("attributes", ["record='true'", "recordingStatusCallback='/r'", "transcribe='true'"])
def test_record_loops_whatever_else_it_has(attributes: str) -> None:
    assert "record-loops" in names(verbs(f"<Record {attributes}/>"))


@pytest.mark.parametrize("path", ["voicemail.xml.erb", "voicemail.blade.php", "voicemail.twiml.ejs"])
def test_templates_decide_their_own_address(path: str) -> None:
    assert names(verbs("<Gather/>", "<Record/>", "<Hangup/>"), path) == []


@pytest.mark.parametrize(
    ("after", "speaks"),
    [
        ("Thanks, your message was saved.", True),
        ("Thank you for calling.", True),
        ("We have received your message.", True),
        ("Somebody will call you back.", True),
        ("We did not receive a recording. Thank you.", False),
        ("Thank you, but we heard nothing.", False),
        ("Please try again.", False),
        ("Goodbye.", False),
    ],
)
def test_thanks_after_record(after: str, speaks: bool) -> None:
    found = names(verbs("<Record action='/d'/>", f"<Say>{after}</Say>"))
    assert ("unreachable-after-record" in found) is speaks


# where a document is served


def self_redirect(url: str, path: str = "ivr/menu.xml", comment: str = "", **settings: Any) -> bool:
    found = names(comment + verbs("<Say>Hi</Say>", f"<Redirect>{url}</Redirect>"), path, **settings)
    return "redirect-to-self" in found


@pytest.mark.parametrize(
    ("url", "back"),
    [("menu.xml", True), ("./menu.xml", True), ("../ivr/menu.xml", True), (" menu.xml\n", True), ("menu.xml#top", True),
     ("other.xml", False), ("/menu.xml", False), ("menu.xml?round=2", False), ("https://a.acme.test/menu.xml", False),
     ("{{ url }}menu.xml", False)],
)  # fmt: skip
def test_relative_urls_count_from_the_file(url: str, back: bool) -> None:
    assert self_redirect(url) is back


def test_base_url() -> None:
    base = {"base_url": "https://a.acme.test/twiml/"}
    assert self_redirect("https://a.acme.test/twiml/ivr/menu.xml", **base)
    assert self_redirect("https://A.acme.test/twiml/ivr/menu.xml", **base)
    assert self_redirect("/twiml/ivr/menu.xml", **base)
    assert not self_redirect("/ivr/menu.xml", **base)
    assert not self_redirect("https://b.acme.test/twiml/ivr/menu.xml", **base)


def test_url_map() -> None:
    mapped = {str(Path("ivr").absolute()): "/voice", str(Path().absolute()): "/top"}
    assert self_redirect("/voice/menu.xml", url_map=mapped)
    assert not self_redirect("/top/ivr/menu.xml", url_map=mapped)
    whole = {str(Path("ivr").absolute()): "https://a.acme.test/voice/"}
    assert self_redirect("https://a.acme.test/voice/menu.xml", url_map=whole)


@pytest.mark.parametrize(
    "words", ["served as /menu", "Served at https://a.acme.test/menu", "page located at https://a.acme.test/menu"]
)
def test_comments_give_the_address(words: str) -> None:
    assert self_redirect("/menu", "-", f"<!-- {words} -->")


def test_nothing_is_known_of_standard_input() -> None:
    assert not self_redirect("menu.xml", "-")


def test_hold_music_may_go_round() -> None:
    assert not self_redirect("menu.xml", role="wait")


# rings of documents


def ring(documents: dict[str, str], **settings: Any) -> list[tuple[str, str]]:
    found = together(documents, **settings)
    return [(path, d.message) for path, all_ in found.items() for d in all_ if d.name == "redirect-cycle"]


def to(url: str, before: str = "<Say>Hi</Say>") -> str:
    return verbs(before, f"<Redirect>{url}</Redirect>")


def test_a_ring_is_reported_once_at_its_first_file() -> None:
    documents = {"z.xml": to("b.xml"), "b.xml": to("sub/c.xml"), "sub/c.xml": to("../a.xml"), "a.xml": to("b.xml")}
    ((path, message),) = ring(documents)
    assert path == "a.xml"
    assert message == "documents redirect in a ring: leads to b.xml and back"
    (found,) = [d for d in together(documents)["a.xml"] if d.name == "redirect-cycle"]
    assert "a.xml -> b.xml -> sub/c.xml -> a.xml" in (found.help or "")
    assert [(related.path, related.line) for related in found.related] == [("b.xml", 1), ("sub/c.xml", 1)]


def test_two_rings() -> None:
    documents = {"a.xml": to("b.xml"), "b.xml": to("a.xml"), "c.xml": to("d.xml"), "d.xml": to("c.xml")}
    assert [path for path, _ in ring(documents)] == ["a.xml", "c.xml"]


@pytest.mark.parametrize(
    "before",
    ["<Gather action='/k'/>", "<Dial>+14155550100</Dial>", "<Record action='/d'/>", "<Hangup/>", "{% if a %}<Say>A</Say>{% endif %}",
     "<Enqueue>line</Enqueue>", "<Connect><Room>Desk</Room></Connect>", "<Play loop='0'>a.mp3</Play>"],
)  # fmt: skip
def test_no_ring_where_something_waits(before: str) -> None:
    assert ring({"a.xml": to("b.xml", before), "b.xml": to("a.xml")}) == []


def test_no_ring_out_of_the_project() -> None:
    assert ring({"a.xml": to("b.xml"), "b.xml": to("https://a.acme.test/a.xml")}) == []
    assert ring({"a.xml": to("b.xml?x=1"), "b.xml": to("a.xml")}) == []
    assert ring({"a.xml": to("a.xml")}) == []


@pytest.mark.parametrize("url", ["a.xml<!-- the start -->?x=1", "sub/<!-- the start -->a.xml"])
def test_no_ring_of_parts_of_a_url(url: str) -> None:
    assert ring({"a.xml": to("b.xml"), "b.xml": to(url)}) == []


def test_a_ring_through_the_url_map() -> None:
    folder = str(Path("public").absolute())
    documents = {"public/a.xml": to("/v/b.xml"), "public/b.xml": to("/v/a.xml")}
    assert ring(documents) == []
    assert [path for path, _ in ring(documents, url_map={folder: "/v"})] == ["public/a.xml"]


def test_a_ring_can_be_silenced() -> None:
    comment = "<!-- twimllint: ignore-file[redirect-cycle] both sing -->"
    assert ring({"a.xml": comment + to("b.xml"), "b.xml": to("a.xml")}) == []


# hold music


def test_hold_music_found_by_its_wait_url() -> None:
    caller = verbs("<Dial><Conference waitUrl='hold.xml'>Town</Conference></Dial>")
    found = together(
        {"call.xml": caller, "hold.xml": verbs("<Say>Wait</Say>", "<Gather/>", "<Dial>+14155550100</Dial>")}
    )
    assert [d.name for d in found["hold.xml"] if d.name == "wait-document-verb"] == ["wait-document-verb"] * 2
    queue = verbs("<Enqueue waitUrl='hold.xml'>line</Enqueue>")
    found = together({"call.xml": queue, "hold.xml": verbs("<Gather action='/k'/>", "<Leave/>")})
    assert "wait-document-verb" not in [d.name for d in found["hold.xml"]]
