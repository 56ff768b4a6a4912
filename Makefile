# One door for newcomers. `make help` lists what there is.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TOOLS := .tools
TOOLS_READY := $(TOOLS)/.ready
# Half of the cores of a shared machine are busy with the servers that the tests start.
WORKERS ?= 2
# Python compiles each file once, also where images are built without: processes start often here.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-templates check crash-matrix fault-table simulate mutate mutate-heart bench lock format clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## make .venv with what requirements-dev.txt locks (PYTHON=… picks the interpreter)

demo: $(READY) ## play the main job against the sandbox, then stay up (EXIT=1 ends; PORT=… for pages)
	$(BIN)/slipway demo $(if $(EXIT),--exit) $(if $(PORT),--port $(PORT))

test: $(READY) ## run all tests that need no network (ARGS=… goes to pytest)
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

test-templates: $(READY) $(TOOLS_READY) ## set up, test and run what the starter templates generate (downloads)
	$(BIN)/python -m pytest tests/cookiecutters $(ARGS)

check: $(READY) ## format, lint, types and import contracts, then the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

fault-table: $(READY) ## let each thing go wrong at each call (ARGS="--every 10" plays a tenth)
	$(BIN)/python -m tests.faults $(ARGS)

crash-matrix: $(READY) ## kill the worker everywhere (DATABASE=sqlite|postgresql, ONLY='a case', ARGS=…)
	$(BIN)/python -m tests.crashes $(if $(DATABASE),--database $(DATABASE)) \
		$(if $(ONLY),--only "$(ONLY)") $(ARGS)

simulate: $(READY) ## tell random stories against a model (EXAMPLES=200, SEED=…, ARGS="--quick")
	$(BIN)/python -m tests.simulation $(if $(EXAMPLES),--examples $(EXAMPLES)) \
		$(if $(SEED),--seed $(SEED)) $(ARGS)

mutate: $(READY) ## spoil the sandbox in thirty ways, one by one; each must be noticed (ARGS="--seed 2")
	$(BIN)/python -m tests.fidelity.mutations $(ARGS)

mutate-heart: $(READY) ## break promises 1 and 2, one by one; the stories must notice (ARGS="--only veto")
	$(BIN)/python -m tests.domain.heart.mutations $(ARGS)

bench: $(READY) ## list the benchmarks, or run one (NAME=…, ARGS=… goes to it)
	@if [ -n "$(NAME)" ]; then $(BIN)/python -m benchmarks.$(NAME) $(ARGS); else \
		echo "make bench NAME=… runs one of:"; \
		ls benchmarks/*.py 2>/dev/null | sed -e 's|benchmarks/||' -e 's|\.py$$||' -e '/^_/d' -e 's|^|  |'; fi

lock: $(READY) ## remake the lock files from pyproject.toml, newest versions (needs network)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile $(LOCK) pyproject.toml --output-file requirements.txt
	$(BIN)/uv pip compile $(LOCK) pyproject.toml --extra dev --output-file requirements-dev.txt
	$(BIN)/uv pip compile $(LOCK) --group templates --output-file requirements-templates.txt

format: $(READY) ## format the code and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## remove the environment, caches and local data
	rm -rf $(VENV) $(TOOLS) var build *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache \
		.hypothesis demo-report.json

LOCK := --universal --python-version 3.11 --generate-hashes --upgrade --quiet \
	--no-strip-extras --no-emit-index-url --no-annotate --custom-compile-command "make lock"

$(READY): requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null || { \
		echo "Slipway needs Python 3.11 to 3.14, and '$(PYTHON)' is not one." \
			"Name one that is: make setup PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "'$(PYTHON)' came without its venv module." \
			"Install it (Debian, Ubuntu: apt install python3-venv) and try again." >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

# Apart from .venv: half a gigabyte, which only the templates' tests and one benchmark need.
$(TOOLS_READY): requirements-templates.txt
	$(PYTHON) -m venv --clear $(TOOLS)
	$(TOOLS)/bin/python -m pip install --quiet --require-hashes -r requirements-templates.txt
	@touch $@
