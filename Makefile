# Everything runs from a virtual environment of its own, made on first use.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint bench generate docs clean

$(BIN)/twimllint: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(BIN)/pytest: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(BIN)/twimllint  ## install, and lint the examples
	$(BIN)/twimllint examples --fail-on never

test: $(BIN)/pytest  ## install, and run all the tests
	$(BIN)/pytest -n auto

lint: $(BIN)/pytest  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(BIN)/pytest  ## measure: cold start, throughput, growth
	$(BIN)/python bench/bench.py

generate: $(BIN)/pytest  ## rewrite the index, the rule pages, the configuration schema
	$(BIN)/python -m twimllint.generate

docs: $(BIN)/pytest  ## build the site, strictly
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

clean:
	rm -rf .venv build dist site *.egg-info
