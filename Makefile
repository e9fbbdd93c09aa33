# `make help` lists what can be made. Stamp files under .venv/ keep a repeated make quick.
PYTHON  ?= python3
VENV    := .venv
BIN     := $(VENV)/bin
PIP     := $(BIN)/python -m pip --disable-pip-version-check --quiet
STORE   := data/built/incidents.sqlite
CORPORA ?=
.DEFAULT_GOAL := help
.PHONY: help run load serve gazetteer test check bench quality texts screens lock clean

help:  ## list what can be made
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: load serve  ## install, build the gazetteer, load the seed and sample articles, open the dashboard

load: $(VENV)/gazetteer.stamp  ## load the seed and the sample reports into the store
	@echo "Loading seeds/ and data/samples/reports:"
	@$(BIN)/dashboard load seeds data/samples/reports --store $(STORE) --workers 2

serve: $(VENV)/gazetteer.stamp  ## open the dashboard on a free local port
	@$(BIN)/dashboard serve --store $(STORE)

gazetteer: $(VENV)/gazetteer.stamp  ## compile the offline gazetteer
	@$(BIN)/dashboard gazetteer info

test: $(VENV)/dev.stamp $(VENV)/gazetteer.stamp $(VENV)/chromium.stamp  ## install what tests need and run all tests, those in the browser too
	$(BIN)/python -m pytest

check: $(VENV)/dev.stamp  ## formatting, lint, types, import rule
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/dev.stamp $(VENV)/gazetteer.stamp $(VENV)/chromium.stamp  ## measure documents a second, seconds from filter to map, twenty sessions at once
	$(BIN)/python tests/bench/run.py

quality: $(VENV)/dev.stamp $(VENV)/gazetteer.stamp  ## score against the gold files, fail below a floor (CORPORA=folder for more, HALVES=1 to fit by halves)
	$(BIN)/python tests/quality/gate.py $(if $(CORPORA),--corpora $(CORPORA) $(if $(HALVES),--halves))

texts: $(VENV)/run.stamp  ## collect the page's texts into its catalogues and compile the translations
	$(BIN)/python dashboard/app/locale/build.py

screens: $(VENV)/dev.stamp $(VENV)/chromium.stamp load  ## take the pictures of the page's main states anew, the README's too
	$(BIN)/python tests/browser/screens.py --store sqlite:///$(STORE)

lock:  ## compile both lock files anew (needs uv on the path)
	uv pip compile pyproject.toml --group build $(LOCK_OPTIONS) -o requirements.lock
	uv pip compile pyproject.toml --group build --extra dev -c requirements.lock $(LOCK_OPTIONS) -o requirements-dev.lock
LOCK_OPTIONS := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet

clean:  ## remove the environment and everything built (the articles stay)
	rm -rf $(VENV) data/built build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---------------------------------------------------------------------------------------------------------- stamps

$(VENV)/made.stamp:
	@echo "Making the virtual environment $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try make PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV) || { echo "No virtual environment could be made; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

$(VENV)/run.stamp: $(VENV)/made.stamp requirements.lock pyproject.toml
	@echo "Installing the locked packages (about a minute)"
	@$(PIP) install --require-hashes --only-binary :all: -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements-dev.lock
	@echo "Installing the locked packages for tests"
	@$(PIP) install --require-hashes --only-binary :all: -r requirements-dev.lock
	@touch $@

GAZETTEER_SOURCES := $(wildcard data/gazetteer/* data/lexicon/* dashboard/places/build.py dashboard/places/sources.py dashboard/places/keys.py dashboard/places/index.py)
$(VENV)/gazetteer.stamp: $(VENV)/run.stamp $(GAZETTEER_SOURCES)
	@echo "Building the offline gazetteer"
	@$(BIN)/dashboard gazetteer build
	@touch $@

# Debian's own Chromium where we may install it, else the one that Playwright fetches for the user.
$(VENV)/chromium.stamp: $(VENV)/dev.stamp
	@if command -v chromium >/dev/null || command -v chromium-browser >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium"; \
	  { apt-get install -y -qq chromium >/dev/null 2>&1 || { apt-get update -qq && apt-get install -y -qq chromium >/dev/null; }; }; \
	else echo "Fetching Playwright's Chromium"; $(BIN)/python -m playwright install chromium; fi
	@touch $@
