#!/bin/sh
# Looks up known faults of the packages that the app runs on; ends with 1 if one has a fix.
# Takes at most a minute. Where the list of faults cannot be reached, it says so, and that
# is no failure.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
. scripts/environment.sh

set_up requirements.txt

auditor=.venv/audit
tool=pip-audit==2.10.1
if [ "$(cat "$auditor/installed" 2>/dev/null)" != "$tool" ]; then
    rm -rf "$auditor"
    mkdir "$auditor"
    # In a folder of its own, so that nothing of it is among what the app runs on.
    if timeout 35 .venv/bin/python -m pip install --quiet --no-input --no-compile \
        --target "$auditor" "$tool" >"$auditor/log" 2>&1; then
        say "$tool" >"$auditor/installed"
    else
        say "Audit: not done, since $tool could not be installed within 35 s."
        exit 0
    fi
fi

.venv/bin/python scripts/audit.py env PYTHONPATH="$auditor" .venv/bin/python -m pip_audit
