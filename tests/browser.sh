#!/bin/sh
# A browser for the tests: the system's Chromium, or the one that the package manager brings. With it
# comes, where there is one, its headless shell: the same engine without the windows of a desktop.
set -eu
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
sh tests/install.sh "make test" chromium chromium-headless-shell ||
  exec sh tests/install.sh "make test" chromium
