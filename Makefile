# Everything runs from a virtual environment of its own, made on first use.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check fuzz test-vscode vscode lint bench generate rule rule-pages docs docs-zensical clean facts

# the extension for VS Code, the editor it is tested in, and where pictures of that editor go
VSCODE := editors/vscode
REAL := $(CURDIR)/build/real-editor
PICTURES ?= $(CURDIR)/docs/img/vscode

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
	$(BIN)/pytest -n auto --dist worksteal

# the tests that most changes turn red, and the quickest ones
FAST := tests/rules tests/engine tests/twiml tests/report tests/test_cases.py tests/test_layers.py tests/test_contributing.py

check: lint  ## style, types and the quickest tests
	$(BIN)/pytest -q -n auto --dist worksteal --hypothesis-profile=quick -k "not takes_time and not time_grows" $(FAST)

# tests that draw documents and programs at random, and those of growth
RANDOM := tests/fuzz tests/properties tests/source/test_source_properties.py tests/engine/test_fix.py \
	tests/schema/test_agreement.py tests/host/test_literals.py tests/host/test_odd_programs.py tests/host/test_pages.py

fuzz: $(BIN)/pytest  ## search at random, and measure growth; half an hour
	$(BIN)/pytest -n auto --hypothesis-profile=fuzz $(RANDOM)

vscode:  ## pack the extension for VS Code: editors/vscode/twimllint.vsix
	cd $(VSCODE) && npm ci --no-audit --no-fund && npm run check && npm run package

test-vscode: $(BIN)/pytest vscode  ## the extension in a real VS Code; 3 minutes and 700 MB for the first time
	PYTHON=$(PYTHON) $(VSCODE)/test/real/setup.sh $(REAL)
	$(BIN)/python -m build --wheel --outdir $(REAL)/wheels . >/dev/null
	cd $(VSCODE) && TWIMLLINT_REAL_EDITOR=$(REAL) TWIMLLINT_VSIX=$(CURDIR)/$(VSCODE)/twimllint.vsix \
		TWIMLLINT_ENVIRONMENT=$(CURDIR)/.venv TWIMLLINT_WHEELS=$(REAL)/wheels TWIMLLINT_PICTURES=$(PICTURES) \
		$(REAL)/bin/node --test --test-concurrency=1 --test-reporter=spec 'test/real/*.test.mjs'

lint: $(BIN)/pytest  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(BIN)/pytest  ## measure: cold start, throughput, growth
	$(BIN)/python bench/bench.py
	$(BIN)/python bench/server.py

generate: $(BIN)/pytest  ## rewrite the index of rules, the tables of the schemas, the references
	$(BIN)/python -m twimllint.generate

rule: $(BIN)/pytest  ## start a new rule: make rule NAME=say-emoji FAMILY=speech
	$(BIN)/python tools/new_rule.py "$(NAME)" "$(FAMILY)"
	$(BIN)/python -m twimllint.generate

facts: $(BIN)/pytest  ## what Twilio's newest helper libraries have that is new; writes their tables anew; 1 if anything is
	$(BIN)/python tools/facts

rule-pages: $(BIN)/pytest  ## write docs/rules, which the site needs and git ignores
	$(BIN)/python -m twimllint.generate --site

docs: rule-pages  ## build the site, strictly
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

docs-zensical: rule-pages build/zensical/bin/zensical  ## build the site from the same mkdocs.yml with Zensical, strictly
	build/zensical/bin/zensical build --strict

build/zensical/bin/zensical:
	$(PYTHON) -m venv build/zensical
	build/zensical/bin/python -m pip install --quiet --disable-pip-version-check 'zensical>=0.0.73'

clean:
	rm -rf .venv build dist site docs/rules *.egg-info $(VSCODE)/node_modules $(VSCODE)/dist $(VSCODE)/out $(VSCODE)/twimllint.vsix
