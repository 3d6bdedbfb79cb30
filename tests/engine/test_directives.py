"""Directives: what a comment says, and which stretch of the document it covers."""

import time

import pytest

from twimllint.engine.directives import Directives, read_directives
from twimllint.source.parse import parse
from twimllint.source.text import Source


def directives(text: str) -> Directives:
    found = read_directives(parse(Source.from_text(text, "x.xml")))
    assert found is not None
    return found


def covered(text: str) -> list[str]:
    """The stretches of text that the first suppression covers."""
    return [text[span.start : span.end] for span in directives(text).suppressions[0].covers]


def test_a_document_without_the_word_has_none() -> None:
    assert read_directives(parse(Source.from_text("<Response><!-- a note --></Response>"))) is None


def test_ignore_covers_its_own_line() -> None:
    text = "<Response>\n<Say/><!-- twimllint: ignore[empty-say] -->\n<Say/>\n</Response>"
    assert covered(text) == ["<Say/><!-- twimllint: ignore[empty-say] -->"]


def test_ignore_on_a_line_of_its_own_covers_the_whole_next_element() -> None:
    text = "<Response>\n  <!-- twimllint: ignore[TW2] -->\n  <Dial\n    x='1'>\n  </Dial>\n  <Say/>\n</Response>"
    assert covered(text)[1] == "<Dial\n    x='1'>\n  </Dial>"


def test_ignore_before_the_root_covers_the_whole_document() -> None:
    text = "<!-- twimllint: ignore[TW2] -->\n<Response><Say/></Response>"
    assert covered(text)[1] == "<Response><Say/></Response>"


@pytest.mark.parametrize("comment", ["<!-- {} -->", "{{# {} #}}"])
def test_ignore_between_elements_without_a_root_covers_the_next_one(comment: str) -> None:
    mark = comment.format("twimllint: ignore[TW205]")
    text = f"{{% block verbs %}}\n<Say>Hi</Say>\n{mark}\n<Dial>\n<Client/></Dial>\n<Hangup/>\n{{% endblock %}}\n"
    assert covered(text) == [mark, "<Dial>\n<Client/></Dial>"]


def test_ignore_file_covers_everything() -> None:
    text = "<Response><Say/><!-- twimllint: ignore-file[TW2] --></Response>"
    assert covered(text) == [text]


def test_disable_lasts_until_enable() -> None:
    text = "<Response><!-- twimllint: disable[TW2, TW3] --><Say/><!-- twimllint: enable[TW2] --><Say/></Response>"
    assert covered(text) == ["<Say/>"]


def test_disable_without_enable_lasts_to_the_end() -> None:
    text = "<Response><!-- twimllint: disable[TW2] --><Say/></Response>"
    assert covered(text) == ["<Say/></Response>"]


def test_enable_all_ends_every_disable() -> None:
    text = (
        "<Response><!-- twimllint: disable[TW2] --><!-- twimllint: disable[TW3] --><Say/>"
        "<!-- twimllint: enable[ALL] --><Say/></Response>"
    )
    assert [text[s.covers[0].end :] for s in directives(text).suppressions] == [
        "<!-- twimllint: enable[ALL] --><Say/></Response>"
    ] * 2


def test_selectors_have_their_places_and_the_reason_is_kept() -> None:
    text = "<Response><!-- twimllint: ignore[ TW301 , empty-say ] the room is made by hand --></Response>"
    (suppression,) = directives(text).suppressions
    assert [(s.text, text[s.span.start : s.span.end]) for s in suppression.selectors] == [
        ("TW301", "TW301"),
        ("empty-say", "empty-say"),
    ]
    assert suppression.reason == "the room is made by hand"


def test_settings_are_read_with_their_places() -> None:
    text = "<!-- twimllint: region=ie1 channel=voice role=wait room-type=group -->\n<Response/>"
    found = directives(text)
    assert [(s.key, s.value, text[s.value_span.start : s.value_span.end]) for s in found.settings] == [
        ("region", "ie1", "ie1"),
        ("channel", "voice", "voice"),
        ("role", "wait", "wait"),
        ("room-type", "group", "group"),
    ]


def test_the_last_setting_of_a_key_wins() -> None:
    found = directives("<Response><!-- twimllint: region=ie1 --><!-- twimllint: region=au1 --></Response>")
    setting = found.setting("region")
    assert setting is not None
    assert setting.value == "au1"


@pytest.mark.parametrize(
    "comment",
    [
        "{# twimllint: ignore[empty-say] #}",
        "{{!-- twimllint: ignore[empty-say] --}}",
        "<%# twimllint: ignore[empty-say] %>",
    ],
)
def test_comments_of_template_languages_count(comment: str) -> None:
    text = f"<Response>\n  {comment}\n  <Say/>\n</Response>"
    assert covered(text)[1] == "<Say/>"


@pytest.mark.parametrize(
    ("comment", "kind", "word"),
    [
        ("twimllint: ignroe[empty-say]", "word", "ignroe"),
        ("twimllint: ignore empty-say", "brackets", "ignore"),
        ("twimllint: ignore[]", "brackets", "ignore"),
        ("twimllint ignore[empty-say]", "colon", "twimllint"),
        ("twimllint:", "empty", ""),
    ],
)
def test_unknown_directives_are_reported(comment: str, kind: str, word: str) -> None:
    (trouble,) = directives(f"<Response><!-- {comment} --></Response>").errors
    assert (trouble.kind, trouble.text) == (kind, word)


def test_talk_about_twimllint_is_no_directive() -> None:
    found = directives("<Response><!-- twimllint is run in CI --><!-- see twimllint: it helps --></Response>")
    assert not found.errors
    assert not found.suppressions


def test_crlf_and_a_byte_order_mark_do_not_move_the_places() -> None:
    text = "\ufeff<Response>\r\n<!-- twimllint: ignore[TW2] -->\r\n<Say/>\r\n</Response>"
    assert covered(text) == ["<!-- twimllint: ignore[TW2] -->", "<Say/>"]


@pytest.mark.parametrize(
    ("comment", "kind"),
    [
        ("twimllint region=ie1", "colon"),
        ("twimllint region: ie1", "colon"),
        ("twimllint ignore[TW1]", "colon"),
        ("twimllint: region: ie1", "equals"),
        ("TwimlLint: ignore[TW1]", "name"),
        ("TWIMLLINT: IGNORE[TW1]", "name"),
        ("@twimllint ignore[TW1]", "name"),
        ("#twimllint: region=ie1", "name"),
        ("twimllint\uff1aignore[TW1]", "colon"),
        ("twimllint/ignore TW1", "colon"),
        ("twimllint; disable[TW1]", "colon"),
        ("twimllint IGNORE[TW1]", "colon"),
        ("TWIMLLINT: region=ie1", "name"),
        ("twimlint: ignore[TW1] why", "name"),
        ("twiml-lint: disable[TW1]", "name"),
    ],
)
def test_lookalikes_of_directives_are_reported(comment: str, kind: str) -> None:
    found = read_directives(parse(Source.from_text(f"<!-- {comment} --><Response/>")))
    assert found is not None
    assert [error.kind for error in found.errors] == [kind]
    assert found.settings == found.suppressions == []


@pytest.mark.parametrize(
    "comment",
    [
        "twimllint is a linter",
        "see twimllint: docs",
        "eslint: disable[x]",
        "stylelint-disable",
        "twilio: region=ie1",
        "lint",
    ],
)
def test_other_comments_are_ignored(comment: str) -> None:
    found = read_directives(parse(Source.from_text(f"<!-- {comment} --><Response/>")))
    assert found is None or found.errors == found.settings == found.suppressions == []


def test_a_colon_in_a_reason_is_no_setting() -> None:
    found = read_directives(parse(Source.from_text("<!-- twimllint: ignore[TW1] note: region: later --><Response/>")))
    assert found is not None
    assert (len(found.suppressions), found.errors, found.settings) == (1, [], [])


def test_many_directives_take_linear_time() -> None:
    times = []
    for n in (500, 2000):
        text = "<!-- twimllint: disable[a] -->" * n + "<!-- twimllint: enable[b] -->" * n + "<Response/>"
        document = parse(Source.from_text(text))
        start = time.process_time()
        read_directives(document)
        times.append(time.process_time() - start)
    assert times[1] < 10 * times[0] + 0.2, times
