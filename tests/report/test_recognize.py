"""Reports are known by how they begin, so that nothing else is overwritten by one."""

from pathlib import Path

import pytest

from twimllint.report import FORMATS
from twimllint.report.recognize import HEAD, is_baseline, is_report

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).parent / "golden"
OTHERS = [
    "README.md", "pyproject.toml", "LICENSE", "Makefile", "schemas/report.schema.json", "schemas/twiml-voice.xsd",
    "examples/bad/menu.xml", "examples/good/agent.twiml", "twimllint/__init__.py", ".github/workflows/ci.yml",
]  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_reports_are_recognized(form: str) -> None:
    for name in (form, f"clean-{form}", f"nasty-{form}"):
        path = GOLDEN / f"{name}.txt"
        if path.exists():
            assert is_report(form, path.read_bytes()[:HEAD]), name


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", OTHERS)
def test_other_files_are_not(form: str, name: str) -> None:
    head = (ROOT / name).read_bytes()[:HEAD]
    assert not is_report(form, head)
    assert not is_baseline(head)


def test_baselines() -> None:
    from twimllint.run.baseline import Baseline, dump

    assert is_baseline(dump(Baseline()).encode())
    assert is_baseline(dump(Baseline({("a.xml", "rule", "<Say/>"): 1})).encode())
    assert not is_baseline(b'{"version": 1, "name": "npm-package"}')
    assert is_baseline(b"")
