# The two commands of the README are `make demo` and `make test`. Everything works as root, from a closed folder and
# without a terminal, and needs Python 3.11 or later and make.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
# The lock names everything, so nothing is resolved; what is imported is compiled then.
FROM_LOCK := $(PIP) install --no-compile --no-deps --require-hashes --requirement
SIZE ?= full
# Checks and tests need no installation: keys made of a word, thrown away afterwards.
CHECK := TIEPDAN_THROWAWAY_KEYS=check
CATALOGUES := $(wildcard platform/config/locale/*/LC_MESSAGES/django.po)
COMPILED := $(CATALOGUES:.po=.mo)

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo demo-reset test test-long plans forms bench check check-code check-product lock

help:
	@echo "make demo        set up and run the product (PORT=8000, TIEPDAN_VAR=var, SIZE=full|small)"
	@echo "make demo-reset  the same, with the old data thrown away"
	@echo "make test        set up and pass the tests"
	@echo "make test-long   the property and fault runs of minutes"
	@echo "make plans       what of the five plans the product shows, item by item (PLANS_JSON=<file>)"
	@echo "make forms       per form of the period reports: how many columns are computed, typed, impossible"
	@echo "make bench       what N units cost beside django-tenants (N=300, SECONDS=60, BENCH_JSON=<file>)"
	@echo "make check       lint, types, import contracts, migrations, API schema, translations, deploy check"
	@echo "make lock        renew requirements.lock and requirements-dev.lock (needs pip-tools)"

# --- Setting up -------------------------------------------------------------------------------------------------------

setup: $(VENV)/.product $(COMPILED)

setup-dev: $(VENV)/.dev $(COMPILED)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or later is needed; name one: make PYTHON=/path/to/python3.11 …" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.product: requirements.lock pyproject.toml | $(BIN)/python
	$(FROM_LOCK) requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.product
	$(FROM_LOCK) requirements-dev.lock
	@touch $@

%.mo: %.po | $(VENV)/.product
	@$(BIN)/python -m config.translations compile

# --- Running ----------------------------------------------------------------------------------------------------------

demo: setup
	@exec $(BIN)/tiepdan demo --size $(SIZE)

demo-reset: setup
	@exec $(BIN)/tiepdan demo --size $(SIZE) --afresh

# --- Testing ----------------------------------------------------------------------------------------------------------

test: setup-dev
	@$(BIN)/python -m tests

test-long: setup-dev
	$(BIN)/python -m pytest -q -m long --durations=10

plans: setup-dev
	@$(BIN)/python -m tests.plans

forms: setup
	@$(BIN)/python -m oversight.formlist

bench: setup-dev
	@$(BIN)/python -m tests.scale.bench

check: setup-dev
	@$(MAKE) --no-print-directory -j 2 --output-sync=target check-code check-product

# What is read.
check-code:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(CHECK) $(BIN)/mypy
	@test ! -e platform/__init__.py || { echo "platform/__init__.py shadows a module of Python itself; remove it" >&2; exit 1; }

# What is loaded.
check-product:
	$(CHECK) $(BIN)/lint-imports --no-cache
	$(CHECK) TIEPDAN_HTTPS=yes $(BIN)/tiepdan manage check --deploy --fail-level WARNING
	$(CHECK) $(BIN)/tiepdan manage makemigrations --check --dry-run
	$(CHECK) $(BIN)/tiepdan openapi check
	$(CHECK) $(BIN)/tiepdan translations check

# --- Locks ------------------------------------------------------------------------------------------------------------

LOCK := pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header --no-emit-index-url \
	--no-emit-trusted-host --no-emit-find-links --no-emit-options

lock:
	$(LOCK) --extra build --output-file requirements.lock pyproject.toml
	$(LOCK) --extra build --extra dev --output-file requirements-dev.lock pyproject.toml
