#!/bin/sh
# Sets up what the benchmark of the core needs, then runs it. Arguments go to it:
#
#     scripts/bench.sh             writes docs/speed.md and docs/speed.svg
#     scripts/bench.sh --quick     prints a small table
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
. scripts/environment.sh
. scripts/chromium.sh
. scripts/peers.sh

set_up requirements.txt requirements-test.txt
set_up_peers
set_up_chromium
# PyTorch's threads would otherwise spin for a while when the next rival already runs.
export OMP_WAIT_POLICY=passive
exec .venv/bin/python -m benchmarks.core "$@"
