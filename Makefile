# `make help` lists what there is. Works with GNU make 3.81 and any POSIX shell.

# The newest Python that runs and is new enough; PYTHON=... overrides.
PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$p; break; fi; done)
PORT ?= 8000
# Real diaries to test with, where they lie beside the project; they are no part of it.
REAL_DIARIES ?= $(wildcard ../shared/data)
export REAL_DIARIES
BIN = .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run serve test check bench coverage coverage-trial coverage-hours format lock pictures setup setup-test

help: ## List the targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | awk -F'|' '{printf "%-16s %s\n", $$1, $$2}'

run: setup ## Set up and serve on 127.0.0.1 (PORT=8000), with a simulated clinic
	@$(BIN)/python manage.py run_local --port $(PORT)

serve: setup ## Serve in production, settings from the environment (see README)
	@DIARY_MODE=production exec $(BIN)/python manage.py serve

test: setup-test ## Set up and run every check and every test, real browser included
	@$(BIN)/python -m tests.house.all_checks
	@$(BIN)/python -m tests.all_tests

check: setup-test ## Format, lint, types, imports, migrations, translations and the quick tests
	@$(BIN)/python -m tests.house.all_checks
	@$(BIN)/python -m pytest -q -n 2 --no-header tests/terms tests/analytics tests/house

bench: setup-test ## Measure speed, statements and size against bare views
	@$(BIN)/python -m tests.bench

coverage: setup-test ## Simulate how often the interval holds the truth, into docs/methods.md (10 minutes)
	@$(BIN)/python -m tests.interval_study

coverage-trial: setup-test ## The trial of it alone, likewise (a minute)
	@$(BIN)/python -m tests.interval_study --trial

coverage-hours: setup-test ## The interval of hours alone, likewise (two minutes)
	@$(BIN)/python -m tests.interval_study --hours

format: setup-test ## Format Python and templates, refresh the translation template
	@$(BIN)/ruff check --fix --quiet . && $(BIN)/ruff format --quiet .
	@git ls-files -co --exclude-standard -- '*.html' | xargs $(BIN)/djade --target-version 5.2
	@$(BIN)/python manage.py translations extract

pictures: setup-test ## Take the README's picture of the outcome page anew
	@$(BIN)/python -m tests.pictures

lock: setup-test ## Lock the dependencies of pyproject.toml anew, with hashes
	@$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-header --extra test pyproject.toml -o requirements-test.txt

setup: .venv/ready-run .venv/translations
setup-test: .venv/ready-test .venv/translations

# Steps of the set-up share one virtual environment.
.NOTPARALLEL:

.venv/pip:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Python 3.11 or newer is needed and none was found. Install it, or name one: make run PYTHON=/path/to/python3" >&2; exit 1; fi
	@if ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		echo "$(PYTHON) is missing or older than Python 3.11. Name a newer one: make run PYTHON=/path/to/python3" >&2; exit 1; fi
	@if ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "This Python has no venv. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; fi
	@echo "Making a virtual environment with `$(PYTHON) --version` ..."
	@$(PYTHON) -m venv .venv && touch $@

.venv/ready-run: requirements.txt .venv/pip
	@echo "Installing what the product needs (half a minute) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/ready-test: requirements-test.txt .venv/pip
	@echo "Installing what the checks and tests need (a minute) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch .venv/ready-run $@

.venv/translations: $(wildcard diary/locale/*/LC_MESSAGES/*.po)
	@$(BIN)/python manage.py translations compile
	@touch $@
