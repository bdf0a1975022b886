# Everything a developer or CI does with the project. Needs git, make and Python 3.11 or newer.
# Kept to what GNU make 3.81 and a POSIX shell know: macOS still ships that make.

VENV := .venv
BIN  := $(VENV)/bin
PY   := $(BIN)/python

# The interpreter for the environment; by default the first of these that runs and is new enough.
# Being on PATH is not enough: a pyenv shim can be there and still refuse to start.
PYTHON ?=
PYTHONS = $(if $(PYTHON),$(PYTHON),python3.13 python3.12 python3.11 python3)

# The clerk's texts are Chinese, also under LC_ALL=C.
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

# Hashes vouch for the locked files only. Building a source archive would fetch its build tools
# unchecked, so wheels only; the project itself is built by the locked hatchling.
PIP := $(PY) -m pip --quiet --quiet
LOCKED := --require-hashes --no-deps --only-binary :all:

CODE    := tui tests benchmarks bundle
LOCALE  := tui/language/locale
DOMAIN  := xingfu
UV      := uv>=0.13,<0.14
PYTEST_ARGS ?= -n 2
ARGS    ?=
MACHINES ?= x86_64 aarch64
AT      ?= 2026-11-24 10:00

.DEFAULT_GOAL := help
.SUFFIXES:
.PHONY: help run board pictures test tools lint types imports venv venv-dev bundle bundle-test faults soak bench fuzz mutants catalogue lock format clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

run: venv ## set up what is needed, load the model community into an empty data/, open the desk
	@$(PY) -m compileall -q tui
	@$(PY) -m tui --data data demo --if-empty
	@$(PY) -m tui --data data $(ARGS)

board: venv-dev ## the board over the model community with a clock that stands still (AT='2026-11-24 10:00')
	@$(PY) -m tests.board --at '$(AT)' $(ARGS)

test: lint types imports tools ## everything that CI checks
	@$(PY) -m pytest $(PYTEST_ARGS)

tools:
	@sh tests/tools.sh

lint: venv-dev ## ruff: rules and formatting
	@$(PY) -m ruff check --quiet $(CODE)
	@$(PY) -m ruff format --quiet --check $(CODE)

types: venv-dev ## mypy, strict
	@$(PY) -m mypy

imports: venv-dev ## the layers of the design
	@$(BIN)/lint-imports

faults: venv-dev ## collide and kill processes on a store, and print the figures
	@$(PY) -m tests.faults $(ARGS)

soak: venv-dev ## ten minutes of six seats at work on 10,000 documents, and the figures
	@$(PY) -m benchmarks.soak $(ARGS)

pictures: venv-dev ## pictures of the screens for docs/, at three sizes and in both colour schemes
	@$(PY) -m tests.pictures $(ARGS)

bench: venv-dev ## measure, and print the table
	@$(PY) -m benchmarks $(ARGS)

fuzz: venv-dev ## 100,000 lines of quick entry made up at random: what raises, loses a character or takes long (ARGS='LINES SEED START')
	@$(PY) -m benchmarks.fuzz $(ARGS)

mutants: venv-dev .venv-mutants/.made ## put small faults into a sample of the code, and see which the tests miss
	@.venv-mutants/bin/python -m tests.mutants --python $(PY) $(ARGS)

bundle: venv-dev ## dist/xingfu-VERSION-linux-MACHINE.tar.gz, to install without a network (MACHINES=x86_64: one of the two)
	@sh bundle/build.sh $(PY) $(MACHINES)

bundle-test: bundle ## install, use, upgrade and remove the bundle for this machine, where there is no network
	@$(PY) -m pytest -q tests/bundle/whole.py

format: venv-dev ## put the code into shape
	@$(PY) -m ruff check --quiet --fix $(CODE)
	@$(PY) -m ruff format $(CODE)

# ---- the environment -------------------------------------------------------------------------
# Two stamps in one .venv: the dev lock holds all of the runtime lock at the same versions, so a
# developer's `make run` has nothing to install.

venv: $(VENV)/.run ## the environment that `make run` uses
venv-dev: $(VENV)/.dev ## the same and the developers' tools

# A .venv whose interpreter is gone, or that was moved here from another folder, is made anew.
ifneq ($(shell [ "$$(cat $(VENV)/.home 2>/dev/null)" = "$$(pwd -P)" ] && $(PY) -c "" 2>/dev/null && echo sound),sound)
.PHONY: $(VENV)/.home
endif

$(VENV)/.home:
	@found=; why="Python 3.11 or newer was not found (tried: $(PYTHONS))."; \
	for p in $(PYTHONS); do \
	  "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  if "$$p" -c 'import ensurepip, venv' 2>/dev/null; then found=$$p; break; fi; \
	  why="$$p cannot make environments: its venv or ensurepip module is missing (on Debian or Ubuntu: apt install python3-venv)."; \
	done; \
	if [ -z "$$found" ]; then echo "make: $$why" >&2; \
	  echo "make: name another interpreter with: make PYTHON=/path/to/python ..." >&2; exit 1; fi; \
	echo "Making the environment in $(VENV) with $$("$$found" --version 2>&1)"; \
	"$$found" -m venv --clear $(VENV) && pwd -P > $@

$(VENV)/.run: requirements.lock requirements-build.lock pyproject.toml $(VENV)/.home
	@if [ -f $(VENV)/.dev ]; then $(MAKE) --no-print-directory $(VENV)/.dev; else \
	  echo "Installing from requirements.lock" && \
	  $(PIP) install $(LOCKED) -r requirements.lock -r requirements-build.lock && \
	  $(PIP) install --no-build-isolation --no-deps --editable .; fi
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml $(VENV)/.home
	@echo "Installing from requirements-dev.lock"
	@$(PIP) install $(LOCKED) -r requirements-dev.lock
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@ && touch $(VENV)/.run

# The tool that makes the faults stands apart: its own dependencies are not to bind the project's.
.venv-mutants/.made: requirements-mutants.lock $(VENV)/.home
	@echo "Installing from requirements-mutants.lock"
	@$(PY) -m venv --clear .venv-mutants
	@.venv-mutants/bin/python -m pip --quiet --quiet install $(LOCKED) -r requirements-mutants.lock
	@touch $@

# ---- locks -------------------------------------------------------------------------------------
# Versions stay as they are unless pyproject.toml forbids them; newer ones: make lock UPGRADE=1

COMPILE = .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

lock: $(VENV)/.home ## write the hash-pinned locks anew (UPGRADE=1: with the newest versions)
	@[ -x .venv-lock/bin/uv ] || { $(PY) -m venv --clear .venv-lock && \
	  .venv-lock/bin/python -m pip --quiet --quiet install '$(UV)'; }
	@$(COMPILE) $(if $(UPGRADE),--upgrade) --override requirements-overrides.txt pyproject.toml --group dev --output-file requirements-dev.lock
	@$(COMPILE) --constraint requirements-dev.lock pyproject.toml --output-file requirements.lock
	@$(COMPILE) --constraint requirements-dev.lock --group build --output-file requirements-build.lock
	@$(COMPILE) --constraint requirements-dev.lock --all-extras --group bundle pyproject.toml --output-file requirements-bundle.lock
	@$(COMPILE) --group mutants --output-file requirements-mutants.lock

# ---- catalogue ---------------------------------------------------------------------------------

BABEL = $(PY) -m babel.messages.frontend --quiet

# The texts of argparse are written by hand: its msgids are those of several versions of Python. Babel's own
# compiler refuses a plain value (%s) where argparse puts it into quotes (%r).
define WRITE_ARGPARSE
import pathlib, sys
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
for name in sys.argv[1:]:
    path = pathlib.Path(name)
    with path.open("rb") as text, path.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, read_po(text))
endef
export WRITE_ARGPARSE

catalogue: venv-dev ## collect the texts, update and compile the translations
	@$(BABEL) extract --omit-header --no-default-keywords -k tr -k N_ -k P_:1c,2 -k Message \
	  --no-location --sort-output --width 100 --output-file $(LOCALE)/$(DOMAIN).pot tui
	@$(BABEL) update --domain $(DOMAIN) --input-file $(LOCALE)/$(DOMAIN).pot --output-dir $(LOCALE) \
	  --init-missing --locale zh_CN --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 100
	@$(BABEL) compile --domain $(DOMAIN) --directory $(LOCALE) --statistics
	@$(PY) -m tests.catalogue
	@$(PY) -c "$$WRITE_ARGPARSE" $(LOCALE)/*/LC_MESSAGES/argparse.po

clean: ## remove environments, caches and builds; data/ stays
	@rm -rf $(VENV) .venv-lock .venv-mutants build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +
