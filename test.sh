#!/bin/sh
# Sets up whatever the tests still need, then runs the linter, the formatter, the type
# checker and pytest. Arguments go to pytest:
#
#     ./test.sh tests/optimizers -x        some tests, up to the first failure
#     ./test.sh -m slow                    the slow tests, which are left out otherwise
#     ./test.sh -m "not slow and not browser"        without a browser
set -eu
CDPATH='' cd -- "$(dirname -- "$0")"
. scripts/environment.sh
. scripts/chromium.sh
. scripts/peers.sh
. scripts/proxy.sh

set_up requirements.txt requirements-test.txt
set_up_peers
set_up_proxy

case " $* " in
    *"not browser"*) ;;
    *) set_up_chromium ;;
esac

failed=
check() {
    name=$1
    shift
    if output=$("$@" 2>&1); then
        say "$name: passed"
    else
        say "$output"
        say "$name: FAILED"
        failed="$failed, $name"
    fi
}

check "ruff check" .venv/bin/python -m ruff check .
check "ruff format" .venv/bin/python -m ruff format --check --diff .
check "pyrefly" .venv/bin/pyrefly check --python-interpreter-path .venv/bin/python

# Last, so that a passing run ends with pytest's own summary.
.venv/bin/python -m pytest -n 2 --dist worksteal "$@" || failed="$failed, pytest"

if [ -n "$failed" ]; then
    fail "FAILED: ${failed#, }"
fi
