#!/usr/bin/env bash
# Builds the image. While it is built it shows each page of the app to nobody, so that one that
# cannot be shown ends the build.
#
#     scripts/image.sh [NAME]         NAME is paretoscope unless given
#
# With Docker or Podman where one is at hand. Otherwise with Debian's Buildah, as root, which
# it installs; then the base is made of Debian's packages (see scripts/image_base.sh).
# Ends with 69, after one line that says why, if the image cannot be built here; with another
# number if it can, but is not as it should be.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/environment.sh
. scripts/image_base.sh

image=${1:-paretoscope}
cannot_be_built=69   # EX_UNAVAILABLE of sysexits.h
# How debootstrap, apt, pip and the engines say that they did not get through.
NOT_REACHED='name resolution|resolve host|failure resolving|no such host|failed to fetch|couldn.t download|unreachable|connection (refused|reset|broken|aborted)|timed out|i/o timeout|handshake|toomanyrequests|SSLError|from versions: none'

cannot() {
    say "Image: not built, since $*."
    exit "$cannot_be_built"
}

# Runs a part of the build; what it prints goes to the log.
building() {
    "$@" >>"$log" 2>&1 && return 0
    # Only at the end: what was tried again with success stands further up.
    if tail -n 30 "$log" | grep -Eiq "$NOT_REACHED"; then
        cannot "a registry of packages or images was not reached; see $log"
    fi
    tail -n 20 "$log" >&2
    fail "Image: could not be built; all of the log is in $log."
}

find_engine() {
    for engine in docker podman; do
        if command -v "$engine" >/dev/null && "$engine" info >/dev/null 2>&1; then
            return 0
        fi
    done
    engine=scripts/stand_in.sh
    if ! is_root_on_apt || ! grep -q '^ID=debian' /etc/os-release; then
        cannot "there is no Docker here, and Buildah is used only by root on Debian"
    fi
    unshare --mount --pid --net --fork true 2>/dev/null ||
        cannot "there is no Docker here, nor may this user make namespaces"
    for command in buildah debootstrap ip nft; do
        command -v "$command" >/dev/null && continue
        say "Installing Buildah for the image ..."
        apt_install buildah debootstrap iproute2 nftables ||
            cannot "there is no Docker here, and Buildah could not be installed"
        break
    done
}

find_engine
log=${TMPDIR:-/tmp}/paretoscope-image.log
: >"$log"
say "Building the image; what that prints is in $log ..."
if [ "$engine" = scripts/stand_in.sh ]; then
    building make_base
    building build_with_buildah "$image"
else
    building "$engine" build --tag "$image" .
fi
say "Image: built as $image."
