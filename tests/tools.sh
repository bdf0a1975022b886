#!/bin/sh
# Installs the programs that some tests run, where that needs no question: as root, with apt-get.
# Anywhere else nothing is done: pytest then says in one line which tests were not run and what to install.
# With CI set every test must run, so a program that cannot be had ends it here.
set -u

# Program and package, as in tests/conftest.py.
lacking() {
  PATH="$PATH:/usr/sbin:/usr/local/sbin:/sbin"
  for pair in tmux:tmux ssh:openssh-client sshd:openssh-server ps:procps; do
    command -v "${pair%%:*}" >/dev/null 2>&1 || printf ' %s' "${pair#*:}"
  done
}

missing=$(lacking)
[ -n "$missing" ] || exit 0

wanted=$missing
# Where systemd runs, the package would start a server that anybody can reach; that is not ours to decide.
if [ -z "${CI:-}" ] && [ -d /run/systemd/system ]; then
  wanted=$(printf '%s' "$wanted" | sed 's/ openssh-server//')
fi
if [ -n "$wanted" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing what the tests run:$wanted"
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086 - a list of packages
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends $wanted; } >/dev/null 2>&1 ||
    echo "apt-get could not install them." >&2
  missing=$(lacking)
fi
if [ -n "$missing" ] && [ -n "${CI:-}" ]; then
  echo "CI is set, so every test must run, and some need:$missing. Install them and run again." >&2
  exit 1
fi
exit 0
