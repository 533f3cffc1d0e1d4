# The tasks of the project. `make serve` and `make test` work in an empty clone on a machine
# with Python 3.11 or newer, git and make; Node and npm come inside the virtual environment.

PYTHON ?= python3
CONTENT ?= docs
SITE ?= site
OF = $(if $(SOURCE),--source "$(SOURCE)",--content "$(CONTENT)")# a bare folder of channels, or a content folder
VENV := .venv
TOOLS = setup $(VENV)/.test node_modules/.test # what tests, checks and measurements need besides
PY := $(VENV)/bin/python
LOCK = $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup site new ledger draft serve test test-browsers check bench clean lock

help: ## list the tasks
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*##/\t/' | expand -t 15

setup: $(VENV)/.installed node_modules/.installed ## install what a site needs into .venv and node_modules

$(VENV)/.installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Mile Markers needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --no-deps --require-hashes --requirement requirements.txt
	@touch $@

$(VENV)/.test $(VENV)/.cluster: $(VENV)/.%: requirements-%.txt $(VENV)/.installed
	$(PY) -m pip install --quiet --no-deps --require-hashes --requirement requirements-$*.txt
	@touch $@

node_modules/.installed: package.json package-lock.json .npmrc $(VENV)/.installed
	npm ci --silent --omit=dev
	@touch $@

node_modules/.test: node_modules/.installed
	npm ci --silent
	@touch node_modules/.installed $@

site: setup $(if $(CLUSTER),$(VENV)/.cluster) ## build the site: make site [CONTENT=docs] [SOURCE=folder] [SITE=site] [STRICT=1] [DRAFTS=1] [OFFLINE=1] [CLUSTER=tcp://...] [EXPLAIN=wiki/...]
	$(PY) -m scripts build $(OF) --site "$(SITE)" $(if $(filter-out 0,$(DRAFTS)),--drafts) $(if $(filter-out 0,$(STRICT)),--strict) $(if $(filter-out 0,$(OFFLINE)),--offline) $(if $(CLUSTER),--cluster "$(CLUSTER)") $(if $(EXPLAIN),--explain "$(EXPLAIN)")

new: setup ## a knowledge base to begin with: make new DIR=../bakery NAME="Gutes Brot" [LANG=de]
	@test -n "$(DIR)" -a -n "$(NAME)" || { echo 'Name both: make new DIR=../bakery NAME="Gutes Brot"'; exit 2; }
	$(PY) -m scripts new "$(DIR)" --name "$(NAME)" --language "$(if $(filter command line,$(origin LANG)),$(LANG),en)"

draft: setup ## draft articles from captions: make draft CAPTIONS=folder CHANNEL=name [CHECK=1] [CONTENT=docs]
	@test -n "$(CAPTIONS)" -a -n "$(CHANNEL)" || { echo 'Name both: make draft CAPTIONS=folder CHANNEL=name'; exit 2; }
	$(PY) -m scripts draft "$(CAPTIONS)" --channel "$(CHANNEL)" --out "$(or $(SOURCE),$(CONTENT)/articles)" $(if $(filter-out 0,$(CHECK)),--check)

ledger: setup ## give permanent addresses to what is new: make ledger [CONTENT=docs]
	$(PY) -m scripts ledger $(OF) update

serve: setup ## show the site and reload what changes: make serve [CONTENT=docs] [PORT=8000] [STRICT=1]
	$(PY) -m scripts serve $(OF) $(if $(PORT),--port "$(PORT)") $(if $(HOST),--host "$(HOST)") $(if $(filter-out 0,$(STRICT)),--strict)

test: export PYTHONDONTWRITEBYTECODE := # or each of the tests' processes compiles all it imports
test: $(TOOLS) ## run every test, the fast ones first: make test [LONG=1], which goes on for hours
	sh tests/browser.sh
	LONG="$(LONG)" $(PY) -m pytest

test-browsers: $(TOOLS) ## the main journeys in Chromium, Firefox and WebKit
	sh tests/browsers.sh
	$(PY) -m tests.engines

check: $(TOOLS) ## format, lint, types, spelling, prose, licenses
	ruff format --check .
	ruff check .
	mypy
	codespell *.md docs assessments macros scripts tests
	node node_modules/typescript/bin/tsc --project macros/theme/assets/js
	node node_modules/typescript/bin/tsc --project macros/theme/assets/js/service
	$(PY) -m tests.readability
	$(PY) -m tests.prose
	$(PY) -m tests.audit

bench: $(TOOLS) ## measure: make bench [ONLY=build,serve] [SCALE=full] [ROUNDS=9] [PATIENCE=2] [PEERS=1]
	$(PY) -m scripts bench $(if $(ONLY),--only "$(ONLY)") $(if $(SCALE),--scale "$(SCALE)") $(if $(ROUNDS),--rounds "$(ROUNDS)") $(if $(PATIENCE),--patience "$(PATIENCE)") $(if $(filter-out 0,$(PEERS)),--peers)

lock: $(TOOLS) ## pin requirements*.txt and package-lock.json anew
	$(LOCK) --all-extras --output-file requirements-test.txt
	$(LOCK) --constraint requirements-test.txt --output-file requirements.txt
	$(LOCK) --constraint requirements-test.txt --extra cluster --output-file requirements-cluster.txt
	npm install --package-lock-only --silent

clean: ## remove everything that was made, the environments too
	rm -rf $(VENV) node_modules build site .site.staging .mypy_cache .pytest_cache .ruff_cache
