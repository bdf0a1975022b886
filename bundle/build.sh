#!/bin/sh
# Writes dist/xingfu-VERSION-linux-MACHINE.tar.gz: all that an office without a network needs to install xingfu.
# Called by `make bundle`, with the interpreter of the developers' environment: sh bundle/build.sh PYTHON MACHINE...
#
# What is downloaded is what requirements-bundle.lock has the hashes of; the program's own wheel is built here, and its
# hash is written into the bundle's lock, so that installing checks every file. On Debian the bundle carries a Python,
# too, for systems whose own is too old.
set -eu
umask 022
cd "$(dirname "$0")/.."
python=$1
shift

# The Pythons that a bundle has wheels for; bundle/install.sh asks for one of these.
versions="3.11 3.12 3.13 3.14"
# glibc 2.28 is what UOS 20 and Kylin V10 have; wheels for older ones run there too.
libraries="manylinux_2_28 manylinux_2_17 manylinux2014 manylinux_2_5 manylinux1"
# office.md, and what it sends its reader to.
pages="office ssh postgres communities"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p dist

# The lock as it is for Linux, whatever builds the bundle; and without pip, which runs from its wheel and is not installed.
sed "s/ ; sys_platform == 'linux'//; s/ ; implementation_name != 'PyPy'//" requirements-bundle.lock >"$work/download.lock"
awk '/^[^ #]/ { skip = /^pip==/ } !skip' "$work/download.lock" >"$work/requirements.lock"

"$python" -m pip --quiet wheel --no-deps --no-build-isolation --no-index --wheel-dir "$work/own" .
own=$(basename "$work"/own/xingfu-*.whl)
version=${own#xingfu-}
version=${version%%-*}
hash=$("$python" -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$work/own/$own")
printf 'xingfu==%s --hash=sha256:%s\n' "$version" "$hash" >>"$work/requirements.lock"

for machine in "$@"; do
  name=xingfu-$version-linux-$machine
  folder=$work/$name
  mkdir -p "$folder/wheels"
  platforms=
  for library in $libraries; do platforms="$platforms --platform ${library}_$machine"; done
  for one in $versions; do
    echo "Python $one on $machine"
    # shellcheck disable=SC2086 - a list of options
    "$python" -m pip --quiet download --no-deps --require-hashes --only-binary=:all: --implementation cp \
      --python-version "$one" --abi "cp$(printf %s "$one" | tr -d .)" --abi abi3 --abi none $platforms \
      --dest "$folder/wheels" --requirement "$work/download.lock"
  done
  cp "$work/own/$own" "$folder/wheels/"
  cp "$work/requirements.lock" bundle/install.sh LICENSE "$folder/"
  cp -R bundle/systemd "$folder/systemd"
  mkdir "$folder/docs"
  for page in $pages; do cp "docs/$page.md" "docs/$page.zh-CN.md" "$folder/docs/"; done
  printf '%s\n' "$machine" >"$folder/machine"
  printf '%s\n' "$version" >"$folder/version"
  sh bundle/interpreter.sh "$python" "$machine" "$folder/python.tar.gz" ||
    echo "No Python travels along for $machine: it is taken from Debian, and this is none or has no packages for it."
  # The installer and the sums first: a copy that is torn has what tells it.
  "$python" bundle/pack.py "$folder" "$work/$name.tar.gz" install.sh SHA256SUMS
  mv "$work/$name.tar.gz" "dist/$name.tar.gz"
  rm -rf "$folder"
  echo "dist/$name.tar.gz"
done
