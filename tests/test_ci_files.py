"""The files for CI systems: valid by the schemas of their makers, and the action's own steps run by hand."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from twimllint.source.templates.languages import languages

ROOT = Path(__file__).resolve().parent.parent

CHECKED = [
    ("vendor.github-workflows", ".github/workflows/ci.yml"),
    ("vendor.github-workflows", ".github/workflows/facts.yml"),
    ("vendor.github-workflows", ".github/workflows/fuzz.yml"),
    ("vendor.github-workflows", ".github/workflows/pages.yml"),
    ("vendor.github-workflows", ".github/workflows/release.yml"),
    ("vendor.github-actions", "action.yml"),
    ("vendor.gitlab-ci", "docs/templates/gitlab-ci.yml"),
    ("vendor.circle-ci", "docs/templates/circleci.yml"),
    ("vendor.azure-pipelines", "docs/templates/azure-pipelines.yml"),
]


@pytest.mark.parametrize(("schema", "path"), CHECKED, ids=[path for _, path in CHECKED])
def test_files_are_valid(schema: str, path: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    if "azure" in schema:
        command += ["--data-transform", "azure-pipelines"]
    done = subprocess.run([*command, str(ROOT / path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_workflow_is_checked() -> None:
    present = {path.relative_to(ROOT).as_posix() for path in (ROOT / ".github/workflows").iterdir()}
    assert present == {path for _, path in CHECKED if path.startswith(".github/")}


@pytest.mark.parametrize("name", ["pages", "release"])
def test_only_the_job_that_publishes_may_write(name: str) -> None:
    workflow = yaml.safe_load((ROOT / f".github/workflows/{name}.yml").read_text())
    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        uses = [step.get("uses", "").partition("@")[0] for step in job["steps"]]
        # what checks out and runs the project's code holds no right to publish
        assert not ("permissions" in job and "actions/checkout" in uses)
        trusted = {"actions/deploy-pages", "pypa/gh-action-pypi-publish"} & set(uses)
        assert bool(trusted) is (job.get("permissions", {}).get("id-token") == "write")
        assert "secrets." not in str(job)


def test_the_release_has_the_extension() -> None:
    """The job that may write has only what other jobs hand it over, and attaches all of that."""
    jobs = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text())["jobs"]
    made = {step["with"]["name"]: step["with"]["path"] for step in jobs["build"]["steps"] if "upload" in str(step)}
    assert made["extension"] == "editors/vscode/twimllint.vsix"
    assert {"run": "make vscode"} in jobs["build"]["steps"]
    taken = {step["with"]["name"]: step["with"]["path"] for step in jobs["github"]["steps"] if "download" in str(step)}
    assert set(taken) == set(made)
    command = jobs["github"]["steps"][-1]["run"]
    assert [path for path in taken.values() if f" {path}* " not in command] == []


def test_the_hooks_file_is_valid() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_hooks_take_the_files_of_template_languages() -> None:
    """All that a search of folders takes, apart from PHP programs and languages that are not XML."""
    hooks = {
        hook["id"]: re.compile(hook["files"]) for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    }
    for language in languages():
        for suffix in language.suffixes:
            lone = language.search == "alone" and language.is_xml and suffix not in ("php", "blade")
            for hook in ("twimllint", "twimllint-fix"):
                assert hooks[hook].search(f"views/voice.xml.{suffix}")
                assert bool(hooks[hook].search(f"views/voice.{suffix}")) == lone
    assert hooks["twimllint"].search("voice.blade.php")


def action(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the action's one step as the runner does: inputs in the environment, the script by its path."""
    step = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"][-1]
    environment = {
        **os.environ,
        "INPUT_ACTION_PATH": str(ROOT),
        "INPUT_PYTHON": sys.executable,
        "RUNNER_TEMP": str(folder / "runner"),
        "GITHUB_OUTPUT": str(folder / "output"),
        "GITHUB_ACTIONS": "true",
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
        **{f"INPUT_{name.upper()}": value for name, value in inputs.items()},
    }
    (folder / "runner").mkdir(exist_ok=True)
    return subprocess.run(
        ["bash", "-c", step["run"]], cwd=folder, env=environment, capture_output=True, text=True, timeout=300
    )


#: Stands for Python, pip and twimllint: writes down what it is called with, and runs nothing.
STAND_IN = """#!/usr/bin/env bash
if [ "$1" = -m ] && [ "$2" = venv ]; then
  mkdir -p "$3/bin"
  cp "$0" "$3/bin/python"
  cp "$0" "$3/bin/twimllint"
  exit 0
fi
printf '%s\\0' "$(basename "$0")" "$@" >>"$CALLS"
printf '\\n' >>"$CALLS"
"""
HOSTILE = [
    "$(touch pwned)", "voice.xml; touch pwned $(touch pwned)", "`touch pwned`", "; touch pwned", "| touch pwned", "&& touch pwned", "'; touch pwned; '",
    '"; touch pwned; "', "*", "~", "${IFS}", "$HOME", "-e touch", "--help", "--config=evil.toml", "a\tb",
    "\\\\", "!!", ">pwned", "<(touch pwned)", "é\u202e", "x=1",
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE)
def test_no_input_of_the_action_runs_a_command(value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = tmp_path / "python"
    stand_in.write_text(STAND_IN)
    stand_in.chmod(0o755)
    (tmp_path / "file.xml").touch()
    monkeypatch.setenv("CALLS", str(tmp_path / "calls"))
    monkeypatch.setattr(sys, "executable", str(stand_in))
    before = set(os.listdir(tmp_path))
    done = action(tmp_path, paths=value, args=value, sarif=value)
    assert done.returncode == 0, done.stderr
    assert set(os.listdir(tmp_path)) - before == {"calls", "output", "runner"}
    pip, lint = (line.split("\0")[:-1] for line in (tmp_path / "calls").read_text().split("\n") if line)
    assert pip[-1] == str(ROOT)
    words = value.split()
    assert lint == ["twimllint", "check", *words, "--output", f"sarif={value}", "--", *words]
    assert (tmp_path / "output").read_text() == "exit-code=0\n"


@pytest.mark.parametrize(
    "value",
    [
        "$(touch pwned)",
        "; touch pwned",
        "!!",
        "-r x",
        "0.1 --index-url https://example.com",
        "@ https://example.com/x.whl",
    ],
)
def test_the_version_of_the_action_is_only_a_version(
    value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in = tmp_path / "python"
    stand_in.write_text(STAND_IN)
    stand_in.chmod(0o755)
    monkeypatch.setenv("CALLS", str(tmp_path / "calls"))
    monkeypatch.setattr(sys, "executable", str(stand_in))
    done = action(tmp_path, version=value)
    assert done.returncode == 2, done.stderr
    assert not (tmp_path / "calls").exists()
    assert not (tmp_path / "pwned").exists()


def test_the_action_finds_annotates_and_reports(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    done = action(tmp_path, paths="examples/bad\nexamples/good", args="--fail-on error", sarif="out/twiml.sarif")
    assert done.returncode == 1, done.stderr
    assert "::error file=examples/bad/standup-room.xml,line=5" in done.stdout
    assert (tmp_path / "output").read_text() == "exit-code=1\n"
    assert "room-outside-connect" in (tmp_path / "summary.md").read_text()
    assert "TW301" in (tmp_path / "out/twiml.sarif").read_text()


def test_every_setting_of_the_action_is_used() -> None:
    content = yaml.safe_load((ROOT / "action.yml").read_text())
    used = str(content["runs"])
    assert all(f"inputs.{name} " in used for name in content["inputs"])


def test_the_image_is_pinned_and_not_run_by_root() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    images = [line.split()[1] for line in lines if line.startswith("FROM")]
    assert all(":" in image and not image.endswith(":latest") for image in images)
    users = [line.split()[1] for line in lines if line.startswith("USER")]
    assert users == ["twimllint"]
    copied = [line.split()[1] for line in lines if line.startswith("COPY ") and "--from" not in line]
    assert all((ROOT / name).exists() for name in copied)
