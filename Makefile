# `make run` and `make test` do all set-up on a bare machine; a second time they do none.
PYTHON := .venv/bin/python
ARGS ?=

# Qt and the tests want UTF-8, also for somebody whose locale is C.
LOCALE := $(or $(LC_ALL),$(LC_CTYPE),$(LANG))
ifeq (,$(findstring UTF-8,$(LOCALE))$(findstring utf8,$(LOCALE)))
export LC_ALL := C.UTF-8
endif
unexport PYTHONHOME PYTHONPATH
OFFSCREEN := QT_QPA_PLATFORM=offscreen

# Tests wait as much as they count: three at a time keep two cores busy. What drives real windows
# goes two at a time, and a hand that drags has the machine to itself.
WINDOWS := tests/e2e
HANDS := $(wildcard $(addprefix tests/e2e/test_,drag_out.py real_drags*.py scenarios.py))
# pytest says 5 where ARGS leaves one of the runs without a test.
OR_NONE := || [ $$? -eq 5 ]

# Anything but Linux has its display without saying so.
HAS_DISPLAY := $(DISPLAY)$(WAYLAND_DISPLAY)$(filter-out Linux,$(shell uname))

.PHONY: help run test check bench soak screenshots package package-test as-root lock clean
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' Makefile | expand -t 20

run: ## open the studio in the Sandbox; without a display, drive it to its first picture
ifeq ($(HAS_DISPLAY),)
	@bash packaging/setup.sh drive
	@$(PYTHON) -m tests.e2e.first_picture $(ARGS)
else
	@bash packaging/setup.sh run
	@$(PYTHON) -m bfl_studio $(ARGS)
endif

test: ## check, then every test but the benchmarks; ARGS="-k word" for some
	@bash packaging/setup.sh test
	@$(MAKE) --no-print-directory check
	$(OFFSCREEN) $(PYTHON) -m pytest -n 3 $(addprefix --ignore=,tests/benchmarks $(WINDOWS)) $(ARGS) $(OR_NONE)
	$(OFFSCREEN) $(PYTHON) -m pytest -n 2 --dist loadfile $(addprefix --ignore=,$(HANDS)) $(WINDOWS) $(ARGS) $(OR_NONE)
	$(OFFSCREEN) $(PYTHON) -m pytest $(HANDS) $(ARGS) $(OR_NONE)

check: ## formatting, lint, types and layers
	@bash packaging/setup.sh test
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m ruff check
	$(PYTHON) -m mypy
	$(PYTHON) -c 'import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())'

bench: ## figures beside those of a bare window
	@bash packaging/setup.sh test
	$(PYTHON) -m pytest -s -p no:randomly tests/benchmarks $(ARGS)

soak: ## what takes too long for every run: a thousand kills, two thousand jobs, ten thousand mutated pictures
	@bash packaging/setup.sh test
	$(OFFSCREEN) $(PYTHON) -m pytest -s -p no:randomly tests/faults/soak.py $(ARGS)

screenshots: ## every state, light and dark, 1x and 2x, to screenshots/
	@bash packaging/setup.sh run
	$(OFFSCREEN) $(PYTHON) -m tests.screenshots screenshots $(ARGS)

package: ## for Linux: a .deb and a portable .tar.zst, to dist/
	@bash packaging/setup.sh package
	$(OFFSCREEN) build/packager/bin/python packaging/package.py

package-test: as-root ## the same, installed on a clean system, used as a person does and removed; as root
	@bash packaging/setup.sh package_test
	@unshare --mount $(PYTHON) -m tests.packaging.clean_root >/dev/null 2>&1 &
	@$(MAKE) --no-print-directory package
	$(OFFSCREEN) unshare --mount $(PYTHON) -m pytest -s -p no:randomly $(addprefix tests/packaging/,built.py life_cycle.py later_release.py) $(ARGS)

as-root:
	@[ "$$(id -u)" = 0 ] || { echo 'a clean system can only be made by root: sudo make package-test' >&2; exit 1; }

lock: ## look for newer versions of everything and write requirements.lock
	@bash packaging/setup.sh run
	$(PYTHON) packaging/lock.py
	$(PYTHON) packaging/packager_lock.py

clean: ## remove what can be made again
	rm -rf .venv build dist screenshots .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
