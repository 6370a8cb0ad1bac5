#!/usr/bin/env bash
# Runs an image that Buildah has built, where no Docker is at hand; for root.
#
#     scripts/stand_in.sh create [OPTIONS] IMAGE    a container, of which there is only one
#     scripts/stand_in.sh start --attach NAME       in the foreground; SIGTERM goes to the app
#     scripts/stand_in.sh exec NAME COMMAND...      in what runs
#     scripts/stand_in.sh rm NAME
#
# Whatever the options, it is as with --read-only --tmpfs /tmp --cap-drop ALL
# --security-opt no-new-privileges --network host: a root that cannot be written, processes
# and mounts of its own, and user, folder and environment as the image says. What Docker does
# beyond that, such as control groups and a filter of system calls, it does not.
set -euo pipefail
container=paretoscope-container
process=/run/$container.pid

create() {
    buildah from --pull-never --name "$container" "${*: -1}"
}

of_image() {
    buildah inspect --format "{{with .Docker.Config}}$1{{end}}" "$container"
}

start() {
    local root folder user outer app
    root=$(buildah mount "$container")
    folder=$(of_image '{{.WorkingDir}}')
    user=$(of_image '{{.User}}')
    mapfile -t variables < <(of_image '{{range .Env}}{{println .}}{{end}}')
    mapfile -t words < <(of_image \
        '{{range .Entrypoint}}{{println .}}{{end}}{{range .Cmd}}{{println .}}{{end}}')
    # Where nobody answers, so that a look-up is a packet that can be counted.
    echo nameserver 192.0.2.2 >"$root/etc/resolv.conf"

    unshare --mount --pid --fork --kill-child "$0" inside "$root" \
        setpriv --no-new-privs chroot --userspec="$user" --groups= "$root" \
        env -i --chdir="$folder" "${variables[@]}" "${words[@]}" &
    outer=$!
    until read -r app _ <"/proc/$outer/task/$outer/children" || [ -n "$app" ]; do
        sleep 0.01
    done
    echo "$app" >"$process"
    # shellcheck disable=SC2064 # the number as it is now
    trap "kill -TERM $app" TERM INT
    # A signal that has a trap ends the first `wait` before the app ends.
    wait "$outer" || wait "$outer"
}

# Makes the folder $1 fit to be the root of what follows, which takes the place of this
# process, the first among its own.
inside() {
    local root=$1 device
    shift
    mount --bind "$root" "$root"
    mount -o remount,bind,ro "$root"
    mount -t tmpfs -o nosuid,nodev,noexec,mode=1777 tmpfs "$root/tmp"
    mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
    mount -t sysfs -o ro,nosuid,nodev,noexec sysfs "$root/sys"
    mount -t tmpfs -o nosuid,mode=755 tmpfs "$root/dev"
    for device in null zero full random urandom; do
        touch "$root/dev/$device"
        mount --bind "/dev/$device" "$root/dev/$device"
    done
    mkdir "$root/dev/shm"
    mount -t tmpfs -o nosuid,nodev,noexec,mode=1777,size=64m tmpfs "$root/dev/shm"
    exec "$@"
}

exec_in() {
    local app user
    app=$(<"$process")
    user=$(stat --format %u "/proc/$app")
    mapfile -t -d '' variables <"/proc/$app/environ"
    exec nsenter --target "$app" --mount --pid --root --wd --setuid "$user" \
        --setgid "$user" env -i "${variables[@]}" "$@"
}

case ${1:-} in
    create) create "${@:2}" ;;
    start) start ;;
    exec) exec_in "${@:3}" ;;
    rm) buildah rm "$container" ;;
    inside) inside "${@:2}" ;;
    *) sed -n '2,/^set /s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
esac
