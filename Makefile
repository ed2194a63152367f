# Two commands are enough: `make run` shows the product, `make test` proves it. The rest is for daily work.
.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := .venv/bin
PY := $(BIN)/python
QUICK := -m "not browser and not postgres and not cluster and not slow"

.PHONY: help env dev run serve test quick lint fix types walls mutants language messages migrations cover bench sizes docs \
        shots check lock doctor clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

env: ## the environment that running needs, from the lock, on a bare machine
	@tools/bootstrap.sh run

dev: ## the environment with the tools of the tests
	@tools/bootstrap.sh dev

run: env ## from nothing: sample portfolio, today's call printed, the page served on 127.0.0.1
	@$(BIN)/etincelle demo --serve

serve: env ## serve what is already there
	@$(BIN)/etincelle serve

test: dev ## everything CI runs; installs the programs it needs on Debian when root
	@tools/install_test_programs.sh
	@$(PY) tools/test_all.py

quick: dev ## the fast tests, while working
	@$(PY) -m pytest -n 2 $(QUICK)

lint: dev ## ruff (rules and layout), spelling
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { echo "layout: run make fix" >&2; exit 1; }
	@$(BIN)/codespell

fix: dev ## the same, repairing what can be
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/codespell --write-changes

types: dev ## mypy, strict
	@$(BIN)/mypy

walls: dev ## import contracts, purity, one access path, one clock, a card for each signal
	@$(BIN)/lint-imports
	@$(PY) -m pytest -q tests/architecture

mutants: dev ## plant holes in a copy of the walls one by one: each must turn a test red (long)
	@$(PY) tools/mutants.py

language: dev ## French typography, glossary, complete catalogues
	@$(PY) tools/language.py
	@$(PY) tools/messages.py --check

messages: dev ## refresh the French catalogues from the sources
	@$(PY) tools/messages.py

migrations: dev ## every model change has its migration
	@$(PY) tools/with_scratch_data.py $(PY) -m django makemigrations --check --dry-run --settings etincelle.foundation.settings

cover: dev ## coverage of the fast tests, lines and branches
	@$(PY) -m pytest -n 2 $(QUICK) --cov=etincelle --cov-branch --cov-report=term-missing:skip-covered

bench: dev ## speed against its peers, and planted sleepers: one table, some minutes
	@ETINCELLE_PEERS="$$(tools/peers.sh)" $(PY) -m bench

sizes: dev ## functions, files, knots against their budgets
	@$(PY) tools/sizes.py

docs: dev ## links, anchors and commands of the documents
	@$(PY) tools/documents.py

shots: dev ## screenshots of the screens, French and English, into shots/
	@tools/install_test_programs.sh
	@$(PY) tools/shots.py

check: lint types walls sizes language migrations docs quick ## before a commit

lock: ## write the locks again, from the public index (maintainers)
	@tools/lock.sh

doctor: env ## is this installation sound?
	@$(BIN)/etincelle doctor

clean: ## remove what was made, never var/ (your data)
	rm -rf .venv .boot .spark build dist shots .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
