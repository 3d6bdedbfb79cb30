"""Files of languages in which TwiML is not looked for, by their suffixes."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command import call
from twimllint.files.detect import is_candidate_name
from twimllint.files.languages import LANGUAGES
from twimllint.host.languages import language_of
from twimllint.source.templates.languages import is_template_path

CODE = 'x = "<Response><Say voic=\\"x\\">A & B</Say></Response>" // twilio twiml\n'


def test_no_suffix_is_that_of_a_template_or_of_a_language_that_is_read() -> None:
    for suffix in LANGUAGES:
        path = f"a{suffix}"
        assert language_of(path) is None, path
        assert not is_template_path(path), path
        assert not is_candidate_name(path), path


def test_a_named_file_is_said_to_be_none_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = [f"a{suffix}" for suffix in LANGUAGES]
    for name in names:
        Path(name).write_text(CODE)
    done = call("--isolated", *names[:15])
    assert (done.code, "TW0" in done.out) == (0, False)
    assert all(f"{name} is " in done.err for name in names[:15])
    assert call("--isolated", ".").out == ""
