# shellcheck shell=sh
# Installs the packages that tests/peers compares the methods with. Sourced by test.sh,
# after environment.sh. POSIX sh.

PEERS=requirements-peers.txt
# PyTorch for the CPU alone; PyPI's own brings gigabytes for CUDA on Linux.
TORCH_FOR_CPU=https://download.pytorch.org/whl/cpu

is_reached() {
    .venv/bin/python -c '
import sys
import urllib.request

urllib.request.urlopen(sys.argv[1], timeout=5)
' "$1" >/dev/null 2>&1
}

# Never fails: without these packages, their tests are skipped.
set_up_peers() {
    stamp=.venv/installed-$PEERS
    [ "$(cat "$stamp" 2>/dev/null)" = "$(stamp_of "$PEERS")" ] && return 0
    say "Installing what $PEERS lists, PyTorch among it; this takes a minute or two ..."
    log=.venv/install-peers.log
    set -- -r "$PEERS"
    # An index that is not reached is asked again and again, for minutes.
    is_reached "$TORCH_FOR_CPU/torch/" && set -- "$@" --extra-index-url "$TORCH_FOR_CPU"
    if .venv/bin/python -m pip install --no-input "$@" >"$log" 2>&1; then
        stamp_of "$PEERS" >"$stamp"
    else
        say "They could not be installed (see $log): the tests in tests/peers are skipped."
    fi
}
