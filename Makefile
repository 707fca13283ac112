# Everything runs in .venv, which `setup` makes from the hashed lock; nothing needs to be activated.
# The locks are whole, so nothing is resolved again: pip looks at newer versions for a requirement with an extra (`coverage[toml]`).
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
READY := $(VENV)/.ready
AUDIT := $(VENV)/audit/.ready
LOCKS := requirements.lock tests/extract/spec.lock tests/archive/pywb.lock
T ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo check test lint types cover format lock docs golden accuracy copies bench bench-ci build audit clean browser kill cluster bench-cluster outside official

help: ## Show the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): $(LOCKS) pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: --require-hashes \
		-r tests/extract/spec.lock -d $(VENV)/spec
	$(PYTHON) -m venv $(VENV)/pywb
	$(VENV)/pywb/$(notdir $(BIN))/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r tests/archive/pywb.lock
	@touch $@

setup: $(READY) ## Make the virtual environment from the lock

demo: $(READY) ## Check the fixture article against a simulated web (no network), and show what would mend it
	@$(BIN)/python -m tests.web fixtures/demo.toml -- $(BIN)/python -m linkcheck fixtures/article.md \
		--connect-to {connect_to} --dns {dns} --ca-file {ca} --no-store --fail-on never -o json=$(VENV)/demo.json
	@echo
	@$(BIN)/python -m linkcheck fix $(VENV)/demo.json || test $$? -eq 1 # something is left for a person

check: lint types cover ## Everything that has to be green before a commit

test: $(READY) ## Run the tests (T=... passes a filter on)
	$(BIN)/python -m pytest -q -n 4 --dist loadgroup -m "not browser and not kill and not cluster and not outside" $(if $(T),-k "$(T)")
	@echo "left out: make browser (a real Chromium), make kill (processes killed, and what takes long), make cluster (Dask's workers), make outside (pre-commit, shells), make official (SARIF's own schema)"

browser: $(READY) ## Run the tests that need a Chromium on the PATH
	$(BIN)/python -m pytest -q -m browser

cluster: $(READY) ## Run the tests on real schedulers and workers of Dask
	$(BIN)/python -m pytest -q -m cluster

kill: $(READY) ## Run the tests that kill processes at any moment, and those that take long
	$(BIN)/python -m pytest -q -m kill

outside: $(READY) ## Run the tests with what is around: pre-commit and pip (from the registry), zsh, fish
	$(BIN)/python -m pytest -q -m outside

official: $(READY) ## Fetch SARIF's official schema, by cargo, for the tests
	mkdir -p $(VENV)/official
	cp tests/report/official.toml $(VENV)/official/Cargo.toml
	cargo fetch --quiet --manifest-path $(VENV)/official/Cargo.toml
	cp $${CARGO_HOME:-$$HOME/.cargo}/registry/src/*/serde-sarif-0.8.0/src/schema.json $(VENV)/official/sarif.json

lint: $(READY) ## Look for what ruff knows to be wrong
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY) ## Check the types strictly
	$(BIN)/mypy

cover: $(READY) ## Run the tests and say which lines they miss
	$(BIN)/python -m pytest -q -m "not browser and not kill and not cluster and not outside" --cov --cov-report=term-missing:skip-covered

format: $(READY) ## Put the code into shape
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

lock: $(READY) ## Solve the dependencies anew
	$(BIN)/uv pip compile --universal --generate-hashes --upgrade --extra dev --quiet --no-header pyproject.toml -o requirements.lock

docs: $(READY) ## Write the generated parts of the README
	$(BIN)/python -m tests.readme --write

golden: $(READY) ## Write the golden files anew; look at git diff afterwards
	$(BIN)/python -m pytest -q tests/report --golden

accuracy: $(READY) ## Judge the labelled webs; figures and the confusion matrix
	$(BIN)/python -m tests.accuracy

copies: $(READY) ## Choose copies of made-up originals; right, wrong and missed beside simpler strategies
	$(BIN)/python -m tests.copies --misses

bench: $(READY) ## Measure speed; ratios within one run
	$(BIN)/python -m tests.bench

$(AUDIT): $(READY)
	$(PYTHON) -m venv $(VENV)/audit
	$(VENV)/audit/$(notdir $(BIN))/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	@touch $@

# A lock at a time: of several files that disagree on a version pip-audit asks for the first one's alone, and then fails over the hashes.
# CVE-2023-28858 is in the asynchronous client, which the redis that pywb insists on does not have yet; only tests use pywb, without Redis.
audit: $(AUDIT) ## Look for known vulnerabilities in all that is locked; asks a service on the net
	@for lock in $(LOCKS); do \
		echo "$$lock"; \
		$(VENV)/audit/$(notdir $(BIN))/pip-audit --strict --disable-pip --require-hashes --progress-spinner off \
			--ignore-vuln CVE-2023-28858 -r "$$lock" || failed=yes; \
	done; test -z "$$failed"

bench-cluster: $(READY) ## Measure --cluster local:2 against --workers 2, the cost of a link, and memory
	$(BIN)/python -m tests.bench.cluster --save

bench-ci: $(READY) ## Measure a content repository: 2,000 articles offline, cold, unchanged, one changed
	$(BIN)/python -m tests.bench.ci

build: $(READY) ## Build the wheel and the source archive
	$(BIN)/uv build --quiet --no-build-isolation

clean: ## Remove what was made
	rm -rf $(VENV) dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage*
