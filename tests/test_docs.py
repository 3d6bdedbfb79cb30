"""Whatever README and docs show is run: each ``console`` block's commands must print what the block says.

``pytest --update`` writes the outputs anew. A block is left out where the comment ``<!-- not run: reason -->`` is
above it. The commands of one page run one after the other in the same copy of the examples.
"""

import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from twimllint.generate import rule_pages

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS, RULES = ROOT / "docs" / "programs", ROOT / "docs" / "rules"
#: What people have written; the pages of the rules are made for the site only.
PAGES = [
    ROOT / "README.md",
    *sorted(page for page in (ROOT / "docs").rglob("*.md") if not {PROGRAMS, RULES} & {*page.parents}),
]
#: The pages of the rules, by their paths.
RULE_PAGES = {(ROOT / name).resolve(): make for name, make in rule_pages()}
BLOCK = re.compile(
    r"(?P<before><!-- not run: [^\n]+ -->\n+)?(?P<indent>[ ]*)```console\n(?P<body>.*?)^(?P=indent)```",
    re.DOTALL | re.MULTILINE,
)
SITE = re.compile(r"https://twimllint\.github\.io/twimllint/([\w/-]*)")
REPOSITORY = re.compile(r"https://github\.com/twimllint/twimllint/(?:blob|tree)/main/([\w./-]+)")
INCLUDE = re.compile(r"^.*8 ?< ?-.*$", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)")


def pages_with_commands() -> list[Path]:
    return [page for page in PAGES if page.exists() and "```console" in page.read_text(encoding="utf-8")]


def run(command: str, folder: Path) -> str:
    """What a command prints, standard error after standard output, as in a terminal."""
    names = ("HOME", "LANG", "TMPDIR", "SYSTEMROOT")
    environment = {name: os.environ[name] for name in names if name in os.environ}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment |= {"PATH": path, "COLUMNS": "100", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
    )
    return done.stdout.decode("utf-8").replace(str(folder), "/project")


def rerun(body: str, folder: Path, indent: str) -> str:
    """The block as it should be: its commands with what they print now."""
    lines = [line.removeprefix(indent) for line in body.splitlines()]
    commands: list[str] = []
    for line in lines:
        if line.startswith("$ "):
            commands.append(line[2:])
        elif commands and line.startswith("> ") and commands[-1].rstrip().endswith("\\"):
            commands[-1] += "\n" + line[2:]
    shown: list[str] = []
    for command in commands:
        first, *rest = command.split("\n")
        shown += ["$ " + first, *("> " + line for line in rest)]
        shown += run(command, folder).rstrip("\n").splitlines()
    return "".join((indent + line).rstrip() + "\n" for line in shown)


@pytest.mark.parametrize("page", pages_with_commands(), ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_print_what_is_shown(page: Path, tmp_path: Path, update: bool) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    shutil.copytree(ROOT / "examples", folder / "examples")
    text = page.read_text(encoding="utf-8")
    if "programs/" in text:
        shutil.copytree(PROGRAMS, folder / "programs")
    parts, last = [], 0
    for block in BLOCK.finditer(text):
        if block["before"]:
            continue
        parts += [text[last : block.start("body")], rerun(block["body"], folder, block["indent"])]
        last = block.end("body")
    fresh = "".join(parts) + text[last:]
    if update:
        page.write_text(fresh, encoding="utf-8")
    assert fresh == text


def exists(path: Path) -> bool:
    """Whether the site has that page, or the project that file."""
    return path.resolve() in RULE_PAGES or path.exists()


def broken_links(page: Path, text: str) -> list[str]:
    """The links of a page that lead nowhere: to other pages, to the site, and to the project's repository."""
    broken = [target for target in LINK.findall(text) if not exists(page.parent / target)]
    for place in SITE.findall(text):
        name = place.rstrip("/")
        if not any(exists(path) for path in (ROOT / "docs" / f"{name}.md", ROOT / "docs" / name / "index.md")):
            broken.append(place)
    return broken + [place for place in REPOSITORY.findall(text) if not (ROOT / place).exists()]


@pytest.mark.parametrize(
    "page",
    [*PAGES, ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", ROOT / "rules" / "README.md"],
    ids=lambda page: str(page.relative_to(ROOT)),
)
def test_links_lead_somewhere(page: Path) -> None:
    assert broken_links(page, page.read_text(encoding="utf-8")) == []


def test_links_of_the_rule_pages_lead_somewhere() -> None:
    broken = {page.name: broken_links(page, make()) for page, make in RULE_PAGES.items()}
    assert len(broken) > 150
    assert {name: links for name, links in broken.items() if links} == {}


def test_a_broken_link_is_found() -> None:
    site, repository = "https://twimllint.github.io/twimllint", "https://github.com/twimllint/twimllint/blob/main"
    text = f"[a](no.md) [b](rules/empty-say.md#more) [c](rules/no.md) {site}/rules/no/ {site}/ci/ {repository}/no.py"
    assert broken_links(ROOT / "docs" / "index.md", text) == ["no.md", "rules/no.md", "rules/no/", "no.py"]


def test_readme_has_no_link_that_only_a_repository_can_follow() -> None:
    """PyPI shows README too."""
    assert LINK.findall((ROOT / "README.md").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_included_files_exist(page: Path) -> None:
    for line in INCLUDE.findall(page.read_text(encoding="utf-8")):
        exact = re.fullmatch(r'--8<-- "([^":]+)(?::\d+)?"', line)
        assert exact is not None, f"{page.name} includes nothing: {line}"
        assert (ROOT / exact[1]).is_file()


def test_the_site_lists_every_page() -> None:
    listed = set(re.findall(r"^  - [^:]+: (\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE))
    written = {path.name for path in (ROOT / "docs").glob("*.md")}
    assert {name for name in listed if "/" not in name} == written


def test_the_home_page_and_readme_have_an_install_line() -> None:
    for page in ("README.md", "docs/index.md"):
        top = (ROOT / page).read_text(encoding="utf-8").partition("error[")[0]
        assert "pipx install" in top
        assert "uvx" in top


def test_the_picture_is_what_a_terminal_shows(update: bool) -> None:
    drawn = runpy.run_path(str(ROOT / "tools" / "picture.py"))
    if update:
        drawn["PICTURE"].write_text(drawn["draw"](), encoding="utf-8")
    assert drawn["draw"]() == drawn["PICTURE"].read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "docs/index.md"])
def test_the_home_page_and_readme_count_what_there_is(name: str) -> None:
    from twimllint.generate import counted, counts

    text = (ROOT / name).read_text(encoding="utf-8")
    assert counted(name) == text
    assert [words for words, number in counts().items() if f"{number:,} {words}" not in text] == []


def test_every_rule_since_the_last_release_is_in_the_changelog() -> None:
    from twimllint import __version__
    from twimllint.generate import rule_classes

    unreleased = (
        (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").partition("\n## Unreleased\n")[2].partition("\n## ")[0]
    )
    release = __version__.rpartition(".")[0]
    new = [cls for cls in rule_classes() if cls.since != release]
    assert new
    assert [cls.name for cls in new if f"[{cls.name}]" not in unreleased or f"({cls.code})" not in unreleased] == []


def test_generated_files_are_fresh() -> None:
    from twimllint.generate import outputs

    stale = [
        name for name, make in outputs() if not (ROOT / name).is_file() or (ROOT / name).read_text("utf-8") != make()
    ]
    assert not stale, "run: python -m twimllint.generate"
