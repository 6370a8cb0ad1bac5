# shellcheck shell=sh
# Finds or installs the browser of the browser tests. Sourced by test.sh, after
# environment.sh. POSIX sh.

# Prints the path of a Chromium or Chrome that is already there.
find_chromium() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name" >/dev/null 2>&1 && "$name" --version >/dev/null 2>&1; then
            command -v "$name"
            return 0
        fi
    done
    for folder in /Applications "$HOME/Applications"; do
        for app in "Google Chrome" Chromium; do
            if [ -x "$folder/$app.app/Contents/MacOS/$app" ]; then
                say "$folder/$app.app/Contents/MacOS/$app"
                return 0
            fi
        done
    done
    path=$(playwright_chromium) && [ -x "$path" ] && say "$path"
}

# Prints where Playwright puts its own Chromium, whether or not it is there yet.
playwright_chromium() {
    .venv/bin/python -c '
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
' 2>/dev/null
}

install_chromium() {
    # Ubuntu has no such package, or one that only points to a snap.
    if is_root_on_apt && grep -q '^ID=debian' /etc/os-release; then
        apt_install chromium && return 0
    fi
    if is_root_on_apt; then
        .venv/bin/python -m playwright install --with-deps chromium
    else
        .venv/bin/python -m playwright install chromium
    fi
}

# Exports PARETOSCOPE_CHROMIUM, the path of the browser.
set_up_chromium() {
    if [ -n "${PARETOSCOPE_CHROMIUM:-}" ]; then
        [ -x "$PARETOSCOPE_CHROMIUM" ] ||
            fail "PARETOSCOPE_CHROMIUM should be the path of a browser. Found '$PARETOSCOPE_CHROMIUM'."
    elif ! PARETOSCOPE_CHROMIUM=$(find_chromium); then
        say "Installing Chromium for the browser tests ..."
        install_chromium >.venv/chromium.log 2>&1 || true
        PARETOSCOPE_CHROMIUM=$(find_chromium) || fail "The browser tests need Chromium or Chrome, and none could be installed;
see $PWD/.venv/chromium.log. Install it from https://www.google.com/chrome/ or with
    sudo apt-get install -y chromium        (Debian)
    brew install --cask google-chrome       (macOS)
then run this command again. To test without a browser:
    ./test.sh -m \"not slow and not browser\""
    fi
    export PARETOSCOPE_CHROMIUM
    say "Browser: $PARETOSCOPE_CHROMIUM"
}
