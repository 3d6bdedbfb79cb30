"""The library's public names, each in a fresh interpreter: what is imported first must not matter."""

import subprocess
import sys

import pytest

import twimllint

BAD = "<Response><Dial><Room>DailyStandup</Room></Dial></Response>"


@pytest.mark.parametrize(
    "lines",
    [
        "from twimllint import lint",
        "import twimllint; lint = twimllint.lint",
        "import twimllint.testing; from twimllint import lint",
        "from twimllint import Rule, lint",
        "import twimllint.engine.pipeline; from twimllint import lint",
    ],
)
def test_lint_can_be_called_whatever_was_imported_before(lines: str) -> None:
    script = f"{lines}\nprint([d.name for d in lint({BAD!r})])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.strip() == "['room-outside-connect']", done.stderr


@pytest.mark.parametrize("name", twimllint.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(twimllint, name) is not None


def test_text_bytes_settings_and_selectors() -> None:
    from twimllint.engine.settings import LintSettings

    room = "<Response><Connect action='/a'><Room>DailyStandup</Room></Connect></Response>"
    assert twimllint.lint(room) == []
    assert [d.code for d in twimllint.lint(room.encode("utf-16"), settings=LintSettings(region="ie1"))] == ["TW401"]
    assert twimllint.lint(BAD, ignore=("TW3",)) != twimllint.lint(BAD)
    assert [d.span for d in twimllint.lint(BAD, select=("TW301",))] == [twimllint.Span(17, 21)]


def test_an_unknown_selector_is_reported() -> None:
    from twimllint.engine.select import SelectError

    with pytest.raises(SelectError, match="room-outside-connect"):
        twimllint.lint(BAD, select=("room-outside-conect",))
