"""The wheel, the sdist, an editable install and a bare checkout all run, each in a fresh environment."""

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BAD = "<Response><Dial><Room>DailyStandup</Room></Dial></Response>\n"
KEPT = ("twimllint", "rules", "schemas", "man", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "MANIFEST.in")


def run(*command: object, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in command], cwd=cwd, env=env, capture_output=True, text=True, timeout=300
    )


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what is packaged, so that building leaves no trace in the working tree."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in KEPT:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        elif path.exists():
            shutil.copy(path, folder / name)
    return folder


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheel (made from the sdist, as ``build`` does) and the sdist."""
    out = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "build", "--outdir", out, checkout, cwd=out)
    assert done.returncode == 0, done.stdout + done.stderr
    return {"wheel": next(out.glob("*.whl")), "sdist": next(out.glob("*.tar.gz"))}


def install(folder: Path, *what: object) -> Path:
    """A fresh environment with ``what`` installed into it; its ``bin`` folder."""
    venv.create(folder, with_pip=True)
    binaries = folder / ("Scripts" if os.name == "nt" else "bin")
    done = run(binaries / "python", "-m", "pip", "install", "--quiet", *what, cwd=folder)
    assert done.returncode == 0, done.stderr
    return binaries


def check_runs(binaries: Path, folder: Path) -> None:
    """The installed command finds a mistake in an unrelated folder and knows its rules and schemas."""
    (folder / "voice.xml").write_text(BAD)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = run(binaries / "twimllint", "--format", "concise", "voice.xml", cwd=folder, env=environment)
    assert done.returncode == 1, done.stderr
    assert "voice.xml:1:18: error TW301 room-outside-connect" in done.stdout
    listed = run(binaries / "twimllint", "rules", "--format", "json", cwd=folder, env=environment)
    assert listed.returncode == 0, listed.stderr
    assert '"TW112"' in listed.stdout
    assert run(binaries / "twimllint", "explain", "12200", cwd=folder, env=environment).returncode == 0


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_built_packages_install_and_run(kind: str, built: dict[str, Path], tmp_path: Path) -> None:
    check_runs(install(tmp_path / "env", built[kind]), tmp_path)
    assert (tmp_path / "env/share/man/man1/twimllint.1").is_file()


def test_an_editable_install_runs(checkout: Path, tmp_path: Path) -> None:
    check_runs(install(tmp_path / "env", "-e", checkout), tmp_path)


def test_a_bare_checkout_runs(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "voice.xml").write_text(BAD)
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    done = run(sys.executable, "-m", "twimllint", "--format", "concise", "voice.xml", cwd=tmp_path, env=environment)
    assert done.returncode == 1, done.stderr
    assert "TW301" in done.stdout


def test_the_wheel_holds_every_module_and_schema(built: dict[str, Path]) -> None:
    inside = set(zipfile.ZipFile(built["wheel"]).namelist())
    for top, package in (("twimllint", "twimllint"), ("rules", "twimllint/rules"), ("schemas", "twimllint/schemas")):
        for path in (ROOT / top).rglob("*"):
            if path.suffix in (".py", ".xsd", ".json") and "__pycache__" not in path.parts:
                assert f"{package}/{path.relative_to(ROOT / top).as_posix()}" in inside
    assert "twimllint/py.typed" in inside


def test_the_sdist_holds_its_licence(built: dict[str, Path]) -> None:
    with tarfile.open(built["sdist"]) as archive:
        names = {Path(name).name for name in archive.getnames()}
    assert {"LICENSE", "README.md", "pyproject.toml"} <= names


def test_packages_lists_every_folder() -> None:
    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    found = {"twimllint.schemas"}
    for top, package in (("twimllint", "twimllint"), ("rules", "twimllint.rules")):
        for path in (ROOT / top).rglob("__init__.py"):
            found.add(".".join([package, *path.parent.relative_to(ROOT / top).parts]))
    assert listed == found
