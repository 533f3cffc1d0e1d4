#!/bin/sh
# Packages of the system that a task needs: sh tests/install.sh "make test" chromium ...
set -eu
task=$1
shift
if ! command -v apt-get >/dev/null 2>&1; then
  echo "$task needs these, by the names that Debian gives them: $*. Install them with your system's package manager, then run $task again." >&2
  exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "$task needs $*: run 'sudo apt-get install $*', then $task again." >&2
  exit 1
fi
echo "Installing $* for $task ..."
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
