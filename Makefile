# Everything a developer does. `make run` and `make test` set up what they need.

PYTHON ?= python3.11
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
SITE := $(VENV)/.installed-site
INSTALLED := $(VENV)/.installed

# Setting up and testing start dozens of processes: the code is compiled for the first alone.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test test-all test-fast lint format messages requirements screenshots guide lighthouse audit clean

help:  ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 20

INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

$(SITE): requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the pinned packages..."
	@$(INSTALL) -r requirements.txt
	@touch $@

$(INSTALLED): $(SITE) requirements-dev.txt
	@echo "Installing what tests and checks need..."
	@$(INSTALL) -r requirements-dev.txt
	@touch $@

run: $(SITE)  ## Serve the demo site with its worker on http://127.0.0.1:$(PORT)
	@PORT=$(PORT) $(BIN)/python scripts/run.py

test: $(INSTALLED)  ## Check and test, on SQLite and, where they are, PostgreSQL and Chromium
	@BIN=$(BIN) scripts/test.sh

test-all: $(INSTALLED)  ## As CI does: also what goes through every screen, role, page type and job
	@ALL=true BIN=$(BIN) scripts/test.sh

test-fast: $(INSTALLED)  ## The tests without browser, on SQLite
	@$(BIN)/pytest -q -n auto -m "not browser"

lint: $(INSTALLED)  ## Linters only
	@BIN=$(BIN) scripts/lint.sh

format: $(INSTALLED)  ## Format the Python code
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

messages: $(INSTALLED)  ## Collect the strings to translate into locale/
	@$(BIN)/python scripts/messages.py

requirements: $(INSTALLED)  ## Pin requirements*.in again, with hashes
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links requirements.in -o requirements.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links requirements-dev.in -o requirements-dev.txt

screenshots: $(INSTALLED)  ## Pictures of every page type of the running demo site in var/screenshots
	@PORT=$(PORT) $(BIN)/python scripts/screenshots.py

guide: $(INSTALLED)  ## Pictures of the guide for editors, of a demo site of its own, in desk/static/desk/guide
	@$(BIN)/python scripts/guide.py

lighthouse: $(INSTALLED)  ## Scores of the running demo site on a simulated phone, median of five
	@PORT=$(PORT) $(BIN)/python scripts/lighthouse.py

audit: $(INSTALLED)  ## Ask whether a pinned package is known to be unsafe (needs the internet)
	@$(BIN)/pip-audit --strict --require-hashes -r requirements.txt

clean:  ## Remove what make made, the demo database and its files included
	rm -rf $(VENV) staticfiles var
