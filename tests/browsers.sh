#!/bin/sh
# Three engines for `make test-browsers`: what the system lacks of them, its package manager brings.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || missing="$missing chromium"
command -v firefox-esr >/dev/null 2>&1 || command -v firefox >/dev/null 2>&1 || missing="$missing firefox-esr"
command -v WebKitWebDriver >/dev/null 2>&1 || missing="$missing webkit2gtk-driver"
command -v xvfb-run >/dev/null 2>&1 || missing="$missing xvfb xauth"
if [ -z "$missing" ]; then exit 0; fi
if ! command -v apt-get >/dev/null 2>&1; then
  echo "The journeys need these, by the names that Debian gives them:$missing. Install them, then run make test-browsers again." >&2
  exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "The journeys need more browsers: run 'sudo apt-get install$missing', then make test-browsers again." >&2
  exit 1
fi
echo "Installing$missing ..."
apt-get update -qq
# shellcheck disable=SC2086 # several packages
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
