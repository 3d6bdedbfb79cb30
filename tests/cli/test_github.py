"""Under GitHub Actions: annotations beside the report for people, and a job summary; both can be turned off."""

from pathlib import Path

import pytest

from support.command import BAD, GOOD, VOICE, call, write


@pytest.fixture
def job(folder: Path) -> dict[str, str]:
    write(folder, {"room.xml": BAD, "voice.xml": VOICE, "good.xml": GOOD})
    return {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}


@pytest.mark.parametrize("form", ["full", "concise", "grouped"])
def test_annotations_follow_the_report(form: str, job: dict[str, str], folder: Path) -> None:
    plain = call("--format", form)
    done = call("--format", form, env=job)
    assert (done.code, done.err) == (plain.code, plain.err)
    added = done.out.removeprefix(plain.out)
    assert done.out.startswith(plain.out)
    assert [line.partition(" ")[0] for line in added.splitlines()] == ["::error", "::warning"]
    assert "file=room.xml,line=1,endLine=1,col=18,endColumn=21" in added
    summary = (folder / "summary.md").read_text()
    assert "room-outside-connect" in summary
    call("--format", form, env=job)
    assert len((folder / "summary.md").read_text()) == 2 * len(summary)


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_formats_for_machines_stay_as_they_are(form: str, job: dict[str, str], folder: Path) -> None:
    assert call("--format", form, env=job).out == call("--format", form).out
    assert "unknown-voice" in (folder / "summary.md").read_text()


@pytest.mark.parametrize("off", ["--no-ci-output", "TWIMLLINT_CI_OUTPUT"])
def test_it_can_be_turned_off(off: str, job: dict[str, str], folder: Path) -> None:
    done = call(off, env=job) if off.startswith("-") else call(env={**job, off: "0"})
    assert done == call()
    assert not (folder / "summary.md").exists()


def test_a_clean_run_has_no_annotations(job: dict[str, str], folder: Path) -> None:
    assert call("good.xml", env=job).out == call("good.xml").out


def test_a_summary_that_cannot_be_written_does_not_fail_the_job(job: dict[str, str]) -> None:
    done = call("good.xml", env={**job, "GITHUB_STEP_SUMMARY": "/none/summary.md"})
    assert done.code == 0
    assert "the job summary /none/summary.md cannot be written" in done.err
    assert call("good.xml", env={"GITHUB_ACTIONS": "false"}).err == ""
