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
#: What no copy of the project holds: made by tools, on the way.
MADE = (
    ".git",
    ".venv",
    "__pycache__",
    "*.egg-info",
    ".*_cache",
    ".hypothesis",
    "node_modules",
    "build",
    "dist",
    "out",
    "site",
)


def run(*command: object, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in command], cwd=cwd, env=env, capture_output=True, text=True, timeout=300
    )


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, so that building leaves no trace in the working tree."""
    folder = tmp_path_factory.mktemp("checkout") / "twimllint"
    shutil.copytree(ROOT, folder, ignore=made)
    return folder


def made(folder: str, names: list[str]) -> set[str]:
    """What tools have written into a folder of the project, and git ignores."""
    pages = {"rules"} if Path(folder) == ROOT / "docs" else set()
    return {*shutil.ignore_patterns(*MADE)(folder, names), *pages}


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


def test_the_sdist_holds_the_whole_project_and_its_tests_run(
    built: dict[str, Path], checkout: Path, tmp_path: Path
) -> None:
    with tarfile.open(built["sdist"]) as archive:
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
    done = run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *some, cwd=root, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr


def test_packages_lists_every_folder() -> None:
    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    found = {"twimllint.schemas"}
    for top, package in (("twimllint", "twimllint"), ("rules", "twimllint.rules")):
        for path in (ROOT / top).rglob("__init__.py"):
            found.add(".".join([package, *path.parent.relative_to(ROOT / top).parts]))
    assert listed == found
