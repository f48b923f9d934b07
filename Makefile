# make alone says what there is. Python 3.11 or newer and make are all it needs.

SHELL := /bin/sh
.DEFAULT_GOAL := help
BIN := .venv/bin
# Errors are told, warnings are not: they speak of the machine, not of this project.
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

# Stamps: what is already set up is not set up again.
VENV := .venv/made
RUNTIME := .venv/runtime
DEV := .venv/dev

# Says nothing when all is well, everything when it is not.
quietly = out=$$($(1) 2>&1) || { printf '%s\n' "$$out"; exit 1; }

.PHONY: help demo install test check format rows docs bench chaos catalogue lock clean

help: ## what there is
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

demo: $(RUNTIME) ## twelve weeks of one set, in this terminal (ARGS=--fast: at once)
	@$(BIN)/als demo $(ARGS)

install: $(RUNTIME) ## what als needs, and nothing played
	@echo "als is .venv/bin/als; docs/slack.md and docs/discord.md go on from here."

test: $(DEV) ## all tests (ARGS="path -x": some of them)
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

check: $(DEV) ## format, lint, types and import rules
	@$(call quietly,$(BIN)/ruff format --diff .)
	@$(call quietly,$(BIN)/ruff check .)
	@$(call quietly,$(BIN)/mypy)
	@$(call quietly,$(BIN)/lint-imports --no-logo)
	@green=; plain=; test ! -t 1 || { green='\033[32m'; plain='\033[0m'; }; \
	printf "$${green}Format, lint, types and import rules are kept.$${plain}\n"

format: $(DEV) ## let ruff put the code in order
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .

rows: $(DEV) ## which line of which test shows each feature; fails on one that none shows
	@$(BIN)/python -m tests.rows

docs: $(DEV) ## write the generated pages and the quotations anew
	@$(BIN)/python -m tests.docs

SEEDS ?= 1-1000

chaos: $(DEV) ## workers killed in earnest, then in simulation (ARGS="--kills 60": fewer; SEEDS=1-50)
	@$(BIN)/python -m tests.chaos $(ARGS)
	@$(BIN)/als rehearse --faults --seeds $(SEEDS) --processes 2

bench: $(DEV) ## medians and ratios
	@$(BIN)/python -m bench $(ARGS)

catalogue: $(RUNTIME) ## extract every sentence for LANGUAGE=xx, keeping what is translated
	@$(BIN)/python -m adapters.languages $(LANGUAGE)

LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
        --no-emit-find-links --group build

lock: ## lock the requirements of pyproject.toml (ARGS=--upgrade: to the newest)
	@command -v uv >/dev/null || { echo "This needs uv: https://docs.astral.sh/uv/"; exit 1; }
	@uv pip compile $(LOCK) $(ARGS) pyproject.toml --output-file requirements.txt
	@uv pip compile $(LOCK) $(ARGS) pyproject.toml --extra dev --constraint requirements.txt \
	    --output-file requirements-dev.txt

clean: ## remove the environment and everything that can be made again
	@rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV):
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	    if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        echo "Setting up .venv, once; about half a minute."; \
	        $$python -m venv --clear .venv && touch $@; exit; \
	    fi; \
	done; \
	echo "This needs Python 3.11 or newer with its venv module, and found none"; \
	echo "(on Debian and Ubuntu: apt install python3 python3-venv; or name one: make PYTHON=/path/to/python)."; \
	exit 1

$(RUNTIME): requirements.txt pyproject.toml $(VENV)
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@
