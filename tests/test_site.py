"""The site as it is built: schemas are served where their URLs say, and rules are found by their codes."""

import json
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from support.made_once import made_once
from twimllint.engine.registry import Registry

ROOT = Path(__file__).resolve().parent.parent
SITE = "https://twimllint.github.io/twimllint/"


def build(folder: Path) -> None:
    """The site as ``make docs`` builds it, elsewhere."""
    for words in (
        ["twimllint.generate", "--site"],
        ["mkdocs", "build", "--strict", "--quiet", "--site-dir", folder],
    ):
        done = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once("site", build, tmp_path_factory)


def test_no_page_of_a_former_rule_stays(site: Path) -> None:
    """Pages that an earlier build has written are removed with their rules."""
    names = {info.name for info in Registry.builtin()} | {"index"}
    assert {path.stem for path in (ROOT / "docs" / "rules").iterdir()} == names


def served(site: Path, url: str) -> Path:
    """The file that is served at a URL of the site."""
    path = site / url.removeprefix(SITE).partition("#")[0]
    return path / "index.html" if url.endswith("/") else path


def test_schemas_are_served_at_their_urls(site: Path) -> None:
    schemas = sorted((ROOT / "schemas").glob("*.schema.json"))
    assert len(schemas) >= 2
    for schema in schemas:
        url = json.loads(schema.read_text(encoding="utf-8"))["$id"]
        assert served(site, url).read_bytes() == schema.read_bytes()


def test_urls_that_the_program_writes_exist(site: Path, tmp_path: Path) -> None:
    """The configuration that ``init`` writes, and the reports of a rule in every format that has URLs."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("TWIMLLINT_", "GITHUB_"))}
    (tmp_path / "voice.xml").write_text("<Response><Dial><Room>Daily</Room></Dial></Response>\n")

    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "twimllint", *words],
            cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    run("init")
    texts = [path.read_text() for path in tmp_path.iterdir() if path.suffix == ".toml"]
    texts += [
        run("--isolated", "--format", form, "voice.xml") for form in ("full", "json", "sarif", "rdjson", "markdown")
    ]
    texts += [run("rules", "--format", "json"), run("explain", "TW301"), run("schema", "report")]
    urls = {url for text in texts for url in re.findall(re.escape(SITE) + r"[\w./#-]*", text)}
    assert SITE + "twimllint.schema.json" in urls
    assert len(urls) > 150
    missing = [url for url in urls if not served(site, url.rstrip(".") if not url.endswith("/") else url).is_file()]
    assert not missing


def test_the_search_finds_rules_by_code_and_by_name(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    separator = re.compile(index["config"]["separator"])
    words = {
        entry["location"]: {word.lower() for word in separator.split(re.sub("<[^>]+>", "", entry["title"]))}
        for entry in index["docs"]
    }
    for info in Registry.builtin():
        assert {info.code.lower(), *info.name.split("-")} <= words[f"rules/{info.name}/"]


def test_rule_pages_lead_to_their_neighbours_and_to_twilios_numbers(site: Path) -> None:
    infos = list(Registry.builtin())
    for before, info in pairwise(infos):
        page = (site / "rules" / info.name / "index.html").read_text(encoding="utf-8")
        assert f'Previous: <a href="../{before.name}/">{before.code} {before.name}</a>' in page
        if info.twilio_code is not None:
            assert f'<a href="https://www.twilio.com/docs/api/errors/{info.twilio_code}">{info.twilio_code}</a>' in page
        page = (site / "rules" / before.name / "index.html").read_text(encoding="utf-8")
        assert f'Next: <a href="../{info.name}/">{info.code} {info.name}</a>' in page
