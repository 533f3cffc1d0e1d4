#!/bin/sh
# Three engines for `make test-browsers`: what the system lacks of them, its package manager brings.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || missing="$missing chromium"
command -v firefox-esr >/dev/null 2>&1 || command -v firefox >/dev/null 2>&1 || missing="$missing firefox-esr"
command -v WebKitWebDriver >/dev/null 2>&1 || missing="$missing webkit2gtk-driver"
command -v xvfb-run >/dev/null 2>&1 || missing="$missing xvfb xauth"
if [ -z "$missing" ]; then exit 0; fi
# shellcheck disable=SC2086 # several packages
exec sh tests/install.sh "make test-browsers" $missing
