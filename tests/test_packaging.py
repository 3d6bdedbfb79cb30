"""The wheel, the sdist, an editable install and a bare checkout all run, each in a fresh environment."""

import os
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from support.installed import Built, check_out, install, run
from support.repositories import ROOT

BAD = "<Response><Dial><Room>DailyStandup</Room></Dial></Response>\n"


def check_runs(binaries: Path, folder: Path) -> None:
    """The installed command finds a mistake in an unrelated folder and knows its rules and schemas."""
    (folder / "voice.xml").write_text(BAD)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = run(binaries / "twimllint", "--format", "concise", "voice.xml", cwd=folder, env=environment, check=False)
    assert done.returncode == 1, done.stderr
    assert "voice.xml:1:18: error TW301 room-outside-connect" in done.stdout
    listed = run(binaries / "twimllint", "rules", "--format", "json", cwd=folder, env=environment)
    assert '"TW112"' in listed.stdout
    run(binaries / "twimllint", "explain", "12200", cwd=folder, env=environment)


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_built_packages_install_and_run(kind: str, built: Built, tmp_path: Path) -> None:
    check_runs(install(tmp_path / "env", getattr(built, kind)), tmp_path)
    assert (tmp_path / "env/share/man/man1/twimllint.1").is_file()


def test_an_editable_install_runs(tmp_path: Path) -> None:
    check_out(tmp_path)  # such an installation writes into the folder
    check_runs(install(tmp_path / "env", "-e", tmp_path / "twimllint"), tmp_path)


def test_a_bare_checkout_runs(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "voice.xml").write_text(BAD)
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    done = run(
        sys.executable,
        "-m",
        "twimllint",
        "--format",
        "concise",
        "voice.xml",
        cwd=tmp_path,
        env=environment,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "TW301" in done.stdout


def test_the_wheel_holds_every_module_and_schema(built: Built) -> None:
    inside = set(zipfile.ZipFile(built.wheel).namelist())
    for top, package in (("twimllint", "twimllint"), ("rules", "twimllint/rules"), ("schemas", "twimllint/schemas")):
        for path in (ROOT / top).rglob("*"):
            if path.suffix in (".py", ".xsd", ".json") and "__pycache__" not in path.parts:
                assert f"{package}/{path.relative_to(ROOT / top).as_posix()}" in inside
    assert "twimllint/py.typed" in inside


def test_the_sdist_holds_the_whole_project_and_its_tests_run(built: Built, checkout: Path, tmp_path: Path) -> None:
    with tarfile.open(built.sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (root,) = tmp_path.iterdir()
    held = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    assert {"LICENSE", "README.md", "pyproject.toml", "mkdocs.yml", "docs/index.md", "Makefile"} <= held
    for path in checkout.rglob("*"):
        name = path.relative_to(checkout)
        if path.is_file() and not {"__pycache__", "twimllint.egg-info"} & {*name.parts}:
            assert name.as_posix() in held
    environment = {**os.environ, "PYTHONPATH": str(root)}
    some = ("tests/engine/test_select.py", "tests/test_docs_config.py")
    run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *some, cwd=root, env=environment)


def test_packages_lists_every_folder() -> None:
    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    found = {"twimllint.schemas"}
    for top, package in (("twimllint", "twimllint"), ("rules", "twimllint.rules")):
        for path in (ROOT / top).rglob("__init__.py"):
            found.add(".".join([package, *path.parent.relative_to(ROOT / top).parts]))
    assert listed == found
