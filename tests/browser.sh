#!/bin/sh
# A browser for a task: the system's Chromium, or the one that the package manager brings.
# sh tests/browser.sh ["make test"]
set -eu
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
exec sh "$(dirname "$0")/install.sh" "${1:-make test}" chromium
