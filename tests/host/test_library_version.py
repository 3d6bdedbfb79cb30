"""The version of the helper library that a project uses, read from its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from twimllint.host.project import Version, library_version, lowest


@pytest.mark.parametrize(
    ("requirement", "version"),
    [
        ("^3.84.0", (3, 84, 0)),
        ("~4", (4,)),
        ("5.x", (5,)),
        ("npm:twilio@3.1.0", (3, 1, 0)),
        (">=3.0.0 <4", (3, 0, 0)),
        ("<4,>=3.2", (3, 2)),
        ("==9.0.4", (9, 0, 4)),
        ("~=6.35", (6, 35)),
        ("~> 5.0.0", (5, 0, 0)),
        ("^6.0 || ^7.0", (6, 0)),
        ("v8.2.1", (8, 2, 1)),
        ("!=6.1,>=6", (6,)),
        ("<4", None),
        ("latest", None),
        ("*", None),
        ("", None),
        ("twilio serve", None),
        ("9" * 5, (99999,)),
    ],
)
def test_the_lowest_version_of_a_requirement(requirement: str, version: Version | None) -> None:
    assert lowest(requirement) == version


FILES = [
    ("node", "package.json", '{"dependencies": {"twilio": "^3.84.0"}}', (3, 84, 0)),
    ("node", "package.json", '{"scripts": {"twilio": "twilio serve"}, "devDependencies": {"twilio": "5"}}', None),
    ("node", "node_modules/twilio/package.json", '{"name": "twilio", "version": "4.23.0"}', (4, 23, 0)),
    ("node", "package-lock.json", '{"packages": {"node_modules/twilio": {\n "version": "3.84.1"}}}', (3, 84, 1)),
    ("node", "package-lock.json", '{"dependencies": {"twilio": {"version": "3.71.3"}}}', (3, 71, 3)),
    ("node", "yarn.lock", 'tw@1:\n  version "9"\n\ntwilio@^3.0.0, twilio@^3.1:\n  version "3.80.0"\n', (3, 80, 0)),
    ("node", "yarn.lock", '"twilio@npm:^5.0.0":\n  version: 5.2.1\n', (5, 2, 1)),
    ("node", "pnpm-lock.yaml", "packages:\n\n  twilio@5.3.0:\n    resolution: {}\n", (5, 3, 0)),
    ("node", "pnpm-lock.yaml", "packages:\n\n  /twilio/4.8.0:\n    resolution: {}\n", (4, 8, 0)),
    ("python", "requirements.txt", "flask\ntwilio==6.4.3  # pinned\n", (6, 4, 3)),
    ("python", "requirements-dev.txt", "Twilio [async] >= 7.1, < 8\n", (7, 1)),
    ("python", "requirements/base.txt", "twilio~=8.0\r\n", (8, 0)),
    ("python", "requirements.txt", "twilio\ntwilio-stubs==1.0\n# twilio==5.0\n", None),
    ("python", "poetry.lock", '[[package]]\nname = "twilio"\nversion = "6.35.1"\n', (6, 35, 1)),
    ("python", "uv.lock", '[[package]]\r\nname = "twilio"\r\nversion = "9.1.0"\r\n', (9, 1, 0)),
    ("python", "Pipfile.lock", '{"default": {"twilio": {"hashes": ["a"], "version": "==7.9.0"}}}', (7, 9, 0)),
    ("python", "Pipfile", '[packages]\ntwilio = "~=7.0"\n', (7, 0)),
    ("python", "pyproject.toml", '[project]\ndependencies = ["flask", "twilio>=9.0,<10"]\n', (9, 0)),
    ("python", "pyproject.toml", '[tool.poetry.dependencies]\ntwilio = "^6.10"\n', (6, 10)),
    ("python", "pyproject.toml", '[tool.poetry.dependencies]\ntwilio = {extras = ["a"], version = "^8.1"}\n', (8, 1)),
    ("python", "pyproject.toml", '[project]\nname = "twilio-9000"\nkeywords = ["twilio"]\nversion = "1"\n', None),
    ("python", "setup.py", "setup(install_requires=['twilio >= 6.2'])\n", (6, 2)),
    ("python", "setup.cfg", "[options]\ninstall_requires =\n    flask\n    twilio>=6.5\n", (6, 5)),
    ("ruby", "Gemfile.lock", "GEM\n  specs:\n    twilio-ruby (5.10.7)\n      jwt (>= 1.5)\n", (5, 10, 7)),
    ("ruby", "Gemfile.lock", "GEM\n  specs:\n    other (1.0)\n      twilio-ruby (>= 5.0)\n", None),
    ("ruby", "Gemfile", "gem 'rails'\ngem \"twilio-ruby\", '~> 5.0', '< 6'\n", (5, 0)),
    ("ruby", "Gemfile", "gem 'twilio-ruby'\ngem 'rails', '7.0'\n", None),
    ("ruby", "ivr.gemspec", "s.add_dependency 'twilio-ruby', '>= 6.1'\n", (6, 1)),
    ("php", "composer.lock", '{"packages": [{"name": "twilio/sdk", "version": "v5.16.1"}]}', (5, 16, 1)),
    ("php", "composer.json", '{"require": {"twilio/sdk": "^6.0 || ^7.0"}}', (6, 0)),
]


@pytest.mark.parametrize(("library", "file", "text", "version"), FILES)
def test_a_file_that_names_the_library(
    library: str, file: str, text: str, version: Version | None, tmp_path: Path
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_bytes(text.encode())
    (tmp_path / "src" / "deep").mkdir(parents=True)
    assert library_version(str(tmp_path / "src" / "deep" / "voice"), library) == version
    others = {"node", "python", "ruby", "php"} - {library}
    assert [library_version(str(tmp_path / "voice"), other) for other in others] == [None] * 3


def test_what_is_installed_is_surer_than_what_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"dependencies": {"twilio": "^3.0.0"}}')
    installed = tmp_path / "node_modules" / "twilio"
    installed.mkdir(parents=True)
    (installed / "package.json").write_text('{"version": "4.23.0"}')
    assert library_version(str(tmp_path / "voice.js"), "node") == (4, 23, 0)


def test_the_nearest_folder_decides_and_the_repository_is_the_last(tmp_path: Path) -> None:
    (tmp_path / "Gemfile").write_text("gem 'twilio-ruby', '4.13.0'\n")
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    assert library_version(str(repository / "a.rb"), "ruby") is None
    (repository / "Gemfile").write_text("gem 'twilio-ruby', '5.1.0'\n")
    (repository / "app").mkdir()
    assert library_version(str(repository / "app" / "a.rb"), "ruby") == (5, 1, 0)
    (repository / "app" / "Gemfile").write_text("gem 'twilio-ruby', '6.1.0'\n")
    assert library_version(str(repository / "app" / "a.rb"), "ruby") == (6, 1, 0)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "\0", '{"dependencies": []}', "[" * 100_000, '"twilio": "' * 50_000, "9" * 50_000]
)
@pytest.mark.parametrize(("library", "file"), sorted({(library, file) for library, file, _, _ in FILES}))
def test_a_damaged_file_gives_no_version(library: str, file: str, text: str, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(text)
    assert library_version(str(tmp_path / "voice"), library) is None


def test_a_folder_by_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "requirements.txt").mkdir()
    assert library_version(str(tmp_path / "a.py"), "python") is None
    assert library_version(str(tmp_path / "no" / "such" / "folder" / "a.py"), "python") is None
