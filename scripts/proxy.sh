# shellcheck shell=sh
# Installs the proxy that tests/serving puts before the app. Sourced by test.sh, after
# environment.sh. POSIX sh.

# Never fails: without it, its tests are skipped. nginx, which is tested too where it is at
# hand, would open port 80 of this machine as soon as it was installed.
set_up_proxy() {
    [ "$(uname -s)" = Linux ] || return 0
    command -v haproxy >/dev/null 2>&1 || [ -x /usr/sbin/haproxy ] && return 0
    is_root_on_apt || return 0
    say "Installing HAProxy for the tests of several processes ..."
    apt_install haproxy 2>.venv/proxy.log ||
        say "It could not be installed (see .venv/proxy.log): its tests are skipped."
}
