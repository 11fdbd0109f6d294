# Every command of the README. `make up` is all a newcomer needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: up demo test check bench bench-full soak lock install install-test clean
.DEFAULT_GOAL := up

up: install  ## crawl, index and serve, until Ctrl-C
	@exec $(BIN)/hub up

demo: install  ## the same on the small collection in demo/, no network needed
	@exec $(BIN)/hub up --demo

test: install-test  ## set up all that the tests need, a browser too, and run them
	$(BIN)/python tests/prepare.py
	$(BIN)/python -m pytest -n auto --dist loadgroup

check: install-test  ## lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: install-test  ## measure; prints a table and writes benchmarks/results.json
	@$(PIP) install --quiet --require-hashes -r requirements-bench.lock
	$(BIN)/python -m benchmarks

bench-full: install-test  ## 200,000 items and 2,000 long transcripts, which takes long
	@$(PIP) install --quiet --require-hashes -r requirements-bench.lock
	$(BIN)/python -m benchmarks large transcripts

soak: install-test  ## 20 minutes of a worker among sources that fail, drip and attack
	$(BIN)/python -m benchmarks.soak

install: $(VENV)/installed
install-test: $(VENV)/installed-test

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Lydhør needs Python 3.11 or newer; try: make up PYTHON=python3.13"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Python can't make a virtual environment; on Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/installed: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing, which takes a minute the first time ..."
	@$(PIP) install --quiet --require-hashes -r requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-test: requirements-test.lock pyproject.toml | $(BIN)/python
	@$(PIP) install --quiet --require-hashes -r requirements-test.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/installed

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-header --quiet --group build

lock:  ## resolve the dependencies anew (needs uv)
	$(LOCK) -o requirements.lock
	$(LOCK) --group test --extra postgres -o requirements-test.lock
	$(LOCK) --group test --group bench --extra postgres -o requirements-bench.lock

clean:  ## remove what make made; your data stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
