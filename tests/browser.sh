#!/bin/sh
# A browser for the tests: the system's Chromium, or the one that the package manager brings.
set -eu
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
exec sh tests/install.sh "make test" chromium
