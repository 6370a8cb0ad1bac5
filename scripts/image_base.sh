# shellcheck shell=bash
# The image that the app's image begins with, made of Debian's own packages by debootstrap.
# Sourced by scripts/image.sh, where no registry of images is at hand.
#
# It differs from python:slim, which the Dockerfile names: Debian's own Python, 3.11 rather
# than 3.13, with what pip in a virtual environment needs, and apt's tools for Debian. What is
# installed on top, by the same Dockerfile, are builds of the same packages for that Python.

BASE_OF_DEBIAN=localhost/paretoscope-debian:bookworm

make_base() {
    buildah inspect --type image "$BASE_OF_DEBIAN" >/dev/null 2>&1 && return 0
    local root container
    root=$(mktemp -d /var/tmp/paretoscope-debian.XXXXXX)
    debootstrap --variant=minbase --include=python3,python3-venv bookworm "$root" || {
        rm -rf "$root"
        return 1
    }
    rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/*
    container=$(buildah from scratch)
    buildah add --quiet "$container" "$root" /
    rm -rf "$root"
    buildah config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        "$container"
    buildah commit --quiet --rm "$container" "$BASE_OF_DEBIAN"
}

# Builds $1 by the Dockerfile, without a daemon and without a namespace of its own. The
# settings of this machine's pip, such as another package index, hold for the build alone.
build_with_buildah() {
    local mounts=() path
    for path in /etc/pip.conf /etc/ssl/certs; do
        [ -e "$path" ] && mounts+=(--volume "$path:$path:ro")
    done
    # In the format of Docker, since the other one knows no HEALTHCHECK.
    buildah bud --isolation chroot --format docker "${mounts[@]}" \
        --build-arg BASE="$BASE_OF_DEBIAN" --tag "$1" .
}
