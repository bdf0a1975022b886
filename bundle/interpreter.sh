#!/bin/sh
# Packs Debian's own Python for a machine, with the libraries that it needs, glibc and its loader among them: it runs
# where the system's Python or glibc is too old. Called by bundle/build.sh: sh bundle/interpreter.sh PYTHON MACHINE ARCHIVE
#
# apt fetches the packages of the Debian on which this runs, for either machine, and checks Debian's signature on them;
# they are unpacked, not installed. Ends with 1 where there is no Debian.
set -eu
cd "$(dirname "$0")"
python=$1 machine=$2 archive=$3

grep -qs '^ID=debian$' /etc/os-release && command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || exit 1
case $machine in
  x86_64) arch=amd64 ;;
  aarch64) arch=arm64 ;;
  *) exit 1 ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# apt hands what it fetches to an account of its own, which cannot look into that folder: it fetches as who runs this.
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/packages" "$work/python/bin" "$work/python/lib"
: >"$work/status"
apt() {
  apt-get -qq -o APT::Architecture="$arch" -o APT::Architectures="$arch" -o APT::Install-Recommends=false \
    -o APT::Sandbox::User="$(id -un)" -o Debug::NoLocking=true -o Dir::State::status="$work/status" \
    -o Dir::State::lists="$work/lists" -o Dir::Cache="$work/cache" -o Dir::Log="$work" "$@" >/dev/null
}
apt update
apt --yes --download-only install python3 libstdc++6

# What Python and the wheels load; not what other programs of those packages need.
for package in "$work"/cache/archives/*.deb; do
  name=${package##*/}
  case $name in
    python3.* | libpython3.* | libc6_* | gcc-*-base_* | libgcc-s1_* | libstdc++6_* | zlib1g_* | libexpat1_* | libffi[0-9]* | \
      libbz2-1.0_* | liblzma5_* | libssl3* | libsqlite3-0_* | libuuid1_* | libcrypt1_*)
      dpkg-deb -x "$package" "$work/packages"
      printf '%s\n' "${name%.deb}" >>"$work/python/packages"
      ;;
  esac
done
cp "$work"/packages/usr/bin/python3.?? "$work/python/bin/"
cp -R "$work"/packages/usr/lib/python3.?? "$work/python/lib/"
find "$work/packages/lib" "$work/packages/usr/lib" -path '*-linux-gnu/*' ! -path '*-linux-gnu/*/*' -name '*.so*' \
  -exec cp -P {} "$work/python/lib/" \;
# What Debian adds for its own system, and the modules whose libraries are left out.
rm -f "$work"/python/lib/python3.??/sitecustomize.py "$work"/python/lib/python3.??/EXTERNALLY-MANAGED
for module in readline _curses _curses_panel _dbm nis; do
  rm -f "$work"/python/lib/python3.??/lib-dynload/$module.*
done
# Their licences.
for folder in "$work"/packages/usr/share/doc/*; do
  [ ! -f "$folder/copyright" ] || { mkdir -p "$work/python/licences" && cp "$folder/copyright" "$work/python/licences/${folder##*/}"; }
done
"$python" pack.py "$work/python" "$archive"
