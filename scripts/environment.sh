# shellcheck shell=sh
# Shared by start.sh and test.sh, which source it from the repository root. POSIX sh.

export PIP_DISABLE_PIP_VERSION_CHECK=1

say() {
    printf '%s\n' "$*"
}

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

is_new_enough() {
    "$@" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# Prints the first Python on the path that is new enough. Each is run, since a version
# manager or macOS may put a command on the path that only says what is missing.
find_python() {
    for candidate in python3.14 python3.13 python3.12 python3.11 python3; do
        if is_new_enough "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

is_root_on_apt() {
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1
}

# Installs Debian packages without questions; for root only.
apt_install() {
    DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null >/dev/null &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
            --no-install-recommends "$@" </dev/null >/dev/null
}

# What a person should install to have Python: $1, a Debian package, or a word on macOS.
how_to_install() {
    if [ "$(uname -s)" = Darwin ]; then
        say "Install Python 3.13 from https://www.python.org/downloads/ or with"
        say "    brew install python@3.13"
    elif command -v apt-get >/dev/null 2>&1; then
        say "Install it with"
        say "    sudo apt-get update && sudo apt-get install -y $1"
    else
        say "Install Python 3.11 or newer, with its modules venv and ensurepip."
    fi
}

make_venv() {
    if [ "$(uname -s)" = Darwin ] && [ "$(uname -m)" = x86_64 ]; then
        fail "JAX has no build for Macs with an Intel processor. Use the Dockerfile there."
    fi
    if ! python=$(find_python); then
        fail "Paretoscope needs Python 3.11 or newer, and found none.
$(how_to_install 'python3 python3-venv')
then run this command again."
    fi
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        # Debian and Ubuntu ship these modules in a package of their own.
        package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        if is_root_on_apt; then
            say "Installing $package, which Python needs to make a virtual environment ..."
            apt_install "$package" || apt_install python3-venv ||
                fail "apt-get could not install $package. Install it, then run this again."
        else
            fail "$python cannot make a virtual environment: ensurepip is missing.
$(how_to_install "$package")
then run this command again."
        fi
    fi
    say "Making .venv with $("$python" --version) ..."
    "$python" -m venv --clear .venv ||
        fail "$python could not make a virtual environment in $PWD/.venv (see above)."
}

# Explains why pip failed; $1 is its log.
explain_pip() {
    if grep -Eiq 'name resolution|resolve host|nodename nor servname|getaddrinfo|timed out|timeout|unreachable|connection (refused|reset|broken|aborted)|proxy|SSLError|CERTIFICATE|from versions: none' "$1"; then
        say "The Python packages could not be downloaded: the package index was not reached."
        say "Check the connection of this machine (or its proxy), then run this command again."
    elif grep -iq 'no space left' "$1"; then
        say "The disk is full. The packages need about 1.5 GB in $PWD/.venv."
    elif grep -iq 'no matching distribution' "$1"; then
        say "A package has no build for this machine: $(uname -s) $(uname -m), $(.venv/bin/python --version)."
        say "Try another Python, 3.11 to 3.14, after removing .venv; or use the Dockerfile."
    else
        say "pip could not install the packages."
    fi
    say "The last lines of its log, $PWD/$1:"
    tail -n 5 "$1" | cut -c 1-160 | sed 's/^/    /'
}

# What the stamp of a requirements file says: a new Python needs its packages anew, too.
stamp_of() {
    .venv/bin/python --version
    cksum "$1"
}

# set_up REQUIREMENTS...: makes .venv hold what these files ask for; the last one includes
# those before it. A stamp for each saves the work the next time.
set_up() {
    is_new_enough .venv/bin/python || make_venv
    missing=
    for file in "$@"; do
        [ "$(cat ".venv/installed-$file" 2>/dev/null)" = "$(stamp_of "$file")" ] || missing=yes
    done
    [ -n "$missing" ] || return 0
    say "Installing what $file lists; the first time takes a minute or two ..."
    log=.venv/install.log
    .venv/bin/python -m pip install --no-input -r "$file" >"$log" 2>&1 ||
        fail "$(explain_pip "$log")"
    for file in "$@"; do
        stamp_of "$file" >".venv/installed-$file"
    done
}
