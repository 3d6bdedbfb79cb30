"""``pytest --rule NAME`` runs what tests one rule, and nothing of others."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support.of_one_rule import Selection

ROOT = Path(__file__).resolve().parent.parent


def collected(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)


def test_examples_cases_and_tests_of_the_rule_are_run() -> None:
    done = collected("--rule", "TW304")
    assert done.returncode == 0, done.stdout + done.stderr
    tests = [line for line in done.stdout.splitlines() if "::" in line]
    assert "tests/rules/test_examples.py::test_examples[room-name-too-long]" in tests
    assert "tests/rules/test_examples.py::test_one_finding_for_each_mistake[room-name-too-long-0]" in tests
    assert "tests/rules/test_messages.py::test_form[room-name-too-long]" in tests
    assert "tests/test_cases.py::test_bad_documents[room-name-missing/names.xml]" in tests
    assert any(test.startswith("tests/rules/test_room.py::") for test in tests)
    assert any(test.startswith("tests/test_cases.py::test_good_documents_are_silent[") for test in tests)
    assert not [test for test in tests if "[empty-say" in test or "test_speech.py" in test]


def test_a_rule_is_known_by_its_code_and_its_name() -> None:
    assert Selection.of("TW304") == Selection.of("room-name-too-long")


def test_an_unknown_name_is_an_error_with_the_nearest_one() -> None:
    done = collected("--rule", "room-name-to-long")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert 'no rule "room-name-to-long"; did you mean "room-name-too-long"?' in done.stderr
