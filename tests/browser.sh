#!/bin/sh
# A browser for a task: the system's Chromium, or the one that the package manager brings. With it
# comes, where there is one, its headless shell: the same engine without the windows of a desktop.
# sh tests/browser.sh ["make test"]
set -eu
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
install="$(dirname "$0")/install.sh"
sh "$install" "${1:-make test}" chromium chromium-headless-shell ||
  exec sh "$install" "${1:-make test}" chromium
