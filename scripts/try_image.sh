#!/usr/bin/env bash
# Builds the image, starts it as a careful host would, and looks at it with a browser.
#
#     scripts/try_image.sh [NAME]     NAME is paretoscope unless given
#
# Ends with a number other than 0 if the image is not as it should be. Times that are longer
# than they should be are told, and are no failure: other work on the machine may be why.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/environment.sh
. scripts/chromium.sh

image=${1:-paretoscope}
scripts/image.sh "$image"

# A network of its own for a command, with one way out, at whose end nobody is. What the user
# of the app sends there is counted, and goes nowhere.
in_dead_end() {
    unshare --net --mount bash -euc '
        mount -t sysfs sysfs /sys
        ip link set lo up
        ip link add out type veth peer name end
        ip address add 192.0.2.1/24 dev out
        ip link set out up
        ip link set end up
        ip route add default via 192.0.2.2
        nft -f - <<COUNT
            table inet trial {
                counter sent { }
                chain out {
                    type filter hook output priority 0
                    oifname out meta skuid 10001 counter name sent
                }
            }
COUNT
        exec "$@"' bash "$@"
}

set_up requirements.txt requirements-test.txt
set_up_chromium
for engine in docker podman; do
    if command -v "$engine" >/dev/null && "$engine" info >/dev/null 2>&1; then
        exec .venv/bin/python benchmarks/image.py --engine "$engine" "$image"
    fi
done
in_dead_end .venv/bin/python benchmarks/image.py --watched --engine scripts/stand_in.sh "$image"
