# Protest knowledge graph. `make` alone lists the targets.
# Needs Python >= 3.11, pip and make; everything else goes into the virtual environment .venv.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(PYTHON) -m pip --python .venv --disable-pip-version-check install --quiet
BROWSER := $(shell command -v chromium 2>/dev/null)$(CI)
BUILT_FROM := pyproject.toml hatch_build.py frontend/.npmrc $(wildcard frontend/*.*) $(shell find frontend/src)
JAVASCRIPT := $(if $(shell command -v npm 2>/dev/null)$(CI),tests/javascript/node_modules/.package-lock.json)

.PHONY: help run test score learn bench many drawing format clean
.DEFAULT_GOAL := help

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST)

run: .venv/installed  ## build the graph from data/reports and serve it on http://127.0.0.1:8000
	$(BIN)/kg ingest data/reports
	$(BIN)/kg serve

test: .venv/installed-test $(JAVASCRIPT)  ## check style, types and import contracts, then run all tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses auto --dist loadfile -m 'not alone$(if $(BROWSER),, and not browser)'
	$(BIN)/pytest -m alone
	@$(if $(BROWSER),:,echo 'Left out: the tests in a browser, for want of Chromium. On Debian: apt-get install chromium')
	@$(if $(JAVASCRIPT),:,echo 'Left out: Comunica in tests/test_clients.py and axe in tests/test_access.py, for want of npm. On Debian: apt-get install npm')

score: .venv/installed-test  ## measure the rules and the reader against data/gold, and renew the table of the README
	$(BIN)/python benchmarks/score.py

learn: .venv/installed-test  ## learn the weights in data/ anew from the gold, each from what the ones before it read, in two minutes
	$(PIP) --editable '.[learn]'
	$(BIN)/python -m learning.furniture
	$(BIN)/python -m learning.naming
	$(BIN)/python -m learning.crowds
	$(BIN)/python -m learning.placing
	$(BIN)/python -m learning.localities
	$(BIN)/python -m learning.joining

bench: .venv/installed-test  ## measure the service beside other engines, for half an hour, and renew benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks.service

many: .venv/installed-test  ## measure 1,000, 3,000 and 10,000 reports, for 25 minutes, and renew their part of benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks.many

drawing: .venv/installed-test  ## measure the drawing of large networks beside other libraries, and renew its part of benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks.drawing

format: .venv/installed-test  ## rewrite the Python files in the house style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean:  ## remove the virtual environment, the store and every cache
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache tests/javascript/node_modules frontend/node_modules benchmarks/renderers/node_modules server/static/app

.venv/bin/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(v < (3, 11) and f"$(PYTHON) is Python {v[0]}.{v[1]}; 3.11 or newer is needed: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv --without-pip .venv

.venv/installed: $(BUILT_FROM) | .venv/bin/python
	$(PIP) --editable .
	@touch $@

.venv/installed-test: $(BUILT_FROM) | .venv/bin/python
	$(PIP) --editable '.[test]'
	@touch $@ .venv/installed

tests/javascript/node_modules/.package-lock.json: tests/javascript/package.json tests/javascript/package-lock.json
	npm ci --prefix tests/javascript --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@
