# Every target works from a clean clone with Python 3.11+, venv and pip; uv is used when present.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.dev
SPARK := .venv-spark
UV := $(shell command -v uv 2>/dev/null)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

ifdef UV
install = $(UV) pip install --quiet --python $(1)/bin/python
else
install = $(1)/bin/python -m pip install --quiet
endif

.PHONY: help dev run example test test-spark chromium java screenshots check fmt lint types props soak golden events model views journal bench docs lock

help: ## print these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

dev: $(STAMP) ## set up .venv with everything for running and developing

$(VENV)/.run: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing Guanxi into $(VENV) ..."
	@$(call install,$(VENV)) --require-hashes -r requirements.lock
	@$(call install,$(VENV)) 'setuptools>=77'
	@$(call install,$(VENV)) --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMP): $(VENV)/.run requirements-dev.lock
	@$(call install,$(VENV)) --require-hashes -r requirements-dev.lock
	@touch $@

run: $(VENV)/.run ## set up, make a simulated book, and serve it until Ctrl+C
	@$(BIN)/guanxi demo

example: $(VENV)/.run ## set up and show the hand-written example book in the terminal
	@$(BIN)/python -m examples.run

test: $(STAMP) chromium ## set up and run all tests
	@$(BIN)/python -m pytest -q -n auto

test-spark: $(STAMP) $(SPARK)/.ready java ## replay on a real cluster of Apache Spark, in a venv of its own
	@GUANXI_SPARK=$(SPARK) $(BIN)/python -m pytest -q -m spark tests/spark

$(SPARK)/.ready: requirements-spark.lock pyproject.toml
	@test -x $(SPARK)/bin/python || $(PYTHON) -m venv $(SPARK)
	@echo "installing Guanxi with Apache Spark into $(SPARK) ..."
	@$(call install,$(SPARK)) 'setuptools>=77' wheel
	@$(call install,$(SPARK)) --no-build-isolation --require-hashes -r requirements-spark.lock
	@$(call install,$(SPARK)) --no-deps --no-build-isolation --editable .
	@touch $@

java:
	@if [ -z "$$JAVA_HOME" ] && ! command -v java > /dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; \
	then echo "installing Debian's Java 17 for the tests on Spark ..."; \
	  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install openjdk-17-jre-headless; } > /dev/null 2>&1 \
	  || echo "Java 17 could not be installed; the tests on Spark will be skipped"; fi

chromium:
	@if [ -z "$$GUANXI_CHROMIUM" ] && ! command -v chromium > /dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; \
	then echo "installing Debian's chromium for the tests of the pages ..."; \
	  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install chromium; } > /dev/null 2>&1 \
	  || echo "chromium could not be installed; the tests of the pages will be skipped"; fi

check: lint types test test-spark ## everything CI runs

fmt: $(STAMP) ## format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lint: $(STAMP) ## style and format, without changing anything
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(STAMP) ## mypy --strict
	@$(BIN)/mypy

screenshots: $(STAMP) chromium ## draw docs/images anew from the simulated book
	@$(BIN)/python -m tests.pages.screenshots

props: $(STAMP) ## the hypothesis laws, longer
	@GUANXI_PROPS=long $(BIN)/python -m pytest -q -n auto -m props

golden: $(STAMP) ## rewrite the golden files of answers (never those of stored events)
	@GUANXI_GOLDEN=write $(BIN)/python -m pytest -q -m "not props" tests/golden

events: $(STAMP) ## write docs/events.md anew from the catalogue
	@$(BIN)/python -m ledger.events_page > docs/events.md.new && mv docs/events.md.new docs/events.md

model: $(STAMP) ## write docs/model.md anew from the marks of the tests
	@$(BIN)/python -m tests.model.page > docs/model.md.new && mv docs/model.md.new docs/model.md

views: $(STAMP) ## write docs/views.md anew from the definitions of the tables
	@$(BIN)/python -m projections.views.views_page > docs/views.md.new && mv docs/views.md.new docs/views.md

journal: $(STAMP) ## write docs/journal.md anew from the definitions of the columns
	@$(BIN)/python -m projections.journal.journal_page > docs/journal.md.new && mv docs/journal.md.new docs/journal.md

soak: $(STAMP) ## kill, crowd and feed the ledger with wrong documents, at full size (SOAK="--seconds 600 ..." for less)
	@$(BIN)/python -m tests.soak $(SOAK)

bench: $(STAMP) ## measure speed beside the goals (BENCH="append ..." for some); figures belong in docs/performance.md
	@$(BIN)/python -m bench $(BENCH)

bench-signals: $(STAMP) ## how early the signals warn, on a real order book and on known causes
	@$(BIN)/python -m bench early_warning known_causes

docs: $(STAMP) ## check the documents: snippets run, every command stands in them
	@$(BIN)/python -m pytest -q tests/docs tests/model tests/views/test_views_page.py tests/projections/test_journal_columns.py

lock: $(STAMP) ## resolve the lock files anew
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-header --no-annotate --upgrade --quiet -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-header --no-annotate --upgrade --quiet -o requirements-dev.lock
	@$(BIN)/uv pip compile pyproject.toml --extra spark --constraint requirements.lock --universal --generate-hashes --no-header --no-annotate --upgrade --quiet -o requirements-spark.lock
