#!/bin/sh
# 安装、升级、卸载幸福台，不用网络，不用管理员权限。 Installs, upgrades and removes xingfu, without a network or root.
#
# sh install.sh --help 说明用法。 For a POSIX shell; everything else that it uses is Python and what every Linux has.
set -eu
# The program is no secret; the data is, and xingfu itself gives its files their rights.
umask 022

here=$(cd "$(dirname "$0")" && pwd -P)
for_all= prefix= prefix_given= bin= python= lang= data= uninstall= no_backup=

# ---- words --------------------------------------------------------------------------------------

# Chinese unless the locale names another language: --lang, XINGFU_LANG, then what the system says.
choose_language() {
  chosen=${lang:-${XINGFU_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-zh}}}}}
  case $chosen in
    zh* | '') lang=zh ;;
    *) lang=en ;;
  esac
}

# say CHINESE ENGLISH
say() {
  if [ "$lang" = zh ]; then printf '%s\n' "$1"; else printf '%s\n' "$2"; fi
}

# fail CHINESE ENGLISH: says it on standard error and ends.
fail() {
  say "$@" >&2
  exit 1
}

wrong() {
  choose_language
  say "$1；sh install.sh --help 说明用法。" "$2; see: sh install.sh --help" >&2
  exit 2
}

usage() {
  choose_language
  say "安装或升级：   sh install.sh [选项]
卸载：         sh install.sh --uninstall [选项]       数据不动

  --user         只给自己装（不是 root 时默认），装在 ~/.local/lib/xingfu，命令在 ~/.local/bin
  --all          给这台电脑上所有的人装（root 时默认），装在 /opt/xingfu，命令在 /usr/local/bin
  --prefix 目录  装在这个目录；--bin 目录：命令放在这个目录
  --data 目录    数据文件夹，升级前备份它；可写多次，会记住
  --no-backup    升级前不备份
  --python 文件  用这个 Python（3.11 到 3.14）
  --lang zh|en   提示用中文或英文" \
    "Install or upgrade:   sh install.sh [options]
Remove:               sh install.sh --uninstall [options]       the data stays

  --user         for yourself (the default unless you are root): in ~/.local/lib/xingfu, the command in ~/.local/bin
  --all          for everybody on this computer (the default for root): in /opt/xingfu, the command in /usr/local/bin
  --prefix DIR   install into this folder; --bin DIR: put the command into this one
  --data DIR     the folder of the data, which is backed up before an upgrade; may be repeated, and is remembered
  --no-backup    upgrade without a backup
  --python FILE  use this Python (3.11 to 3.14)
  --lang zh|en   messages in Chinese or English"
}

# ---- what is asked ------------------------------------------------------------------------------

absolute() {
  case $1 in
    /*) printf '%s\n' "$1" ;;
    *) printf '%s\n' "$PWD/$1" ;;
  esac
}

while [ $# -gt 0 ]; do
  case $1 in
    --prefix | --bin | --data | --python | --lang)
      [ $# -ge 2 ] && [ -n "$2" ] || wrong "$1 后面要写内容" "$1 needs a value" ;;
  esac
  case $1 in
    --user) for_all=no ;;
    --all) for_all=yes ;;
    --prefix) prefix=$(absolute "$2"); prefix_given=yes; shift ;;
    --bin) bin=$(absolute "$2"); shift ;;
    --data) data="$data$(absolute "$2")
"; shift ;;
    --python) python=$2; shift ;;
    --lang) lang=$2; shift ;;
    --no-backup) no_backup=yes ;;
    --uninstall) uninstall=yes ;;
    -h | --help) usage; exit 0 ;;
    *) wrong "没有这个选项：$1" "There is no such option: $1" ;;
  esac
  shift
done
choose_language

[ -n "$for_all" ] || if [ "$(id -u)" = 0 ]; then for_all=yes; else for_all=no; fi
if [ "$for_all" = yes ]; then
  default_prefix=/opt/xingfu default_bin=/usr/local/bin
else
  [ -n "${HOME:-}" ] || [ -n "$prefix" ] || fail "不知道家目录在哪里，请用 --prefix 指定。" "HOME is not set; say where with --prefix."
  default_prefix=${HOME:-}/.local/lib/xingfu default_bin=${HOME:-}/.local/bin
fi
# A prefix of one's own keeps its command inside, unless --bin says where.
[ -n "$bin" ] || if [ -n "$prefix" ]; then bin=$prefix/bin; else bin=$default_bin; fi
prefix=${prefix:-$default_prefix}
# Where this script was installed with the program, that is what it removes.
[ -z "$uninstall" ] || [ ! -f "$here/installed" ] || [ -n "${prefix_given:-}" ] || prefix=$here

# What is in a file of one line; nothing where there is none.
content() { [ ! -f "$1" ] || cat "$1"; }

# ours FILE: whether it is the link to the program in `prefix`.
ours() { [ -L "$1" ] && [ "$(readlink "$1")" = "$prefix/bin/xingfu" ]; }

# ---- removing -----------------------------------------------------------------------------------

if [ -n "$uninstall" ]; then
  [ -f "$prefix/installed" ] || fail "$prefix 里没有装幸福台，什么也没动。" "xingfu is not installed in $prefix; nothing was changed."
  [ -w "$prefix" ] || fail "没有权限改 $prefix。" "$prefix cannot be changed by you."
  folders=$(content "$prefix/data-folders")
  link=$(content "$prefix/link")
  if [ -n "$link" ] && ours "$link"; then rm -f "$link"; fi
  # By name: a data folder, or anything else that somebody put beside the program, stays.
  rm -rf "$prefix/versions" "$prefix/systemd"
  rm -f "$prefix/bin/xingfu" "$prefix/bin/xingfu-seat" "$prefix/install.sh" "$prefix/installed" "$prefix/link" \
    "$prefix/data-folders" "$prefix/office.md" "$prefix/office.zh-CN.md"
  rmdir "$prefix/bin" "$prefix" 2>/dev/null || true
  say "已卸载。数据没有动。" "xingfu is removed. The data was not touched."
  [ -z "$folders" ] || say "数据在：
$folders" "The data is in:
$folders"
  exit 0
fi

# ---- may it be installed here -------------------------------------------------------------------

version=$(content "$here/version")
machine=$(content "$here/machine")
[ -n "$version" ] && [ -n "$machine" ] && [ -d "$here/wheels" ] ||
  fail "安装包不完整：请重新解开 .tar.gz 文件，在解开的文件夹里运行。" "The bundle is not whole: unpack the .tar.gz again and run this in its folder."
[ "$(uname -s)" = Linux ] && [ "$(uname -m)" = "$machine" ] ||
  fail "这个安装包是 Linux $machine 用的，这台电脑是 $(uname -s) $(uname -m)。" "This bundle is for Linux on $machine; this computer is $(uname -s) on $(uname -m)."
[ ! -f "$prefix/pyvenv.cfg" ] ||
  fail "$prefix 里有用别的办法装的程序。请先移走，或用 --prefix 装到别处。" "There is a program in $prefix that was installed in another way. Move it, or give another --prefix."

# What this bundle is called among those that are installed: its version and its program's hash.
hash=$(sed -n 's/^xingfu==.* --hash=sha256:\([0-9a-f]*\)$/\1/p' "$here/requirements.lock" | cut -c 1-12)
new=$prefix/versions/$version-$hash
before=$(content "$prefix/installed")

make_folder() {
  mkdir -p "$1" 2>/dev/null && [ -w "$1" ] ||
    fail "没有权限写 $1。给自己装：--user；装到别处：--prefix 目录。" "$1 cannot be written by you. For yourself: --user; elsewhere: --prefix DIR."
}
make_folder "$prefix/versions"
make_folder "$prefix/bin"
make_folder "$bin"
link=$bin/xingfu
if [ "$link" != "$prefix/bin/xingfu" ] && { [ -e "$link" ] || [ -L "$link" ]; } && ! ours "$link"; then
  fail "已经有另一个 $link，不去覆盖它。请移走，或用 --bin 放到别处。" "There is another $link, which is left alone. Move it, or give another --bin."
fi

# ---- Python -------------------------------------------------------------------------------------

# Prints what it is, and why it cannot be used; 0 if it can be.
suits() {
  "$1" -I - "$machine" <<'CHECK' 2>/dev/null
import platform, struct, sys, sysconfig
def no(why):
    print("%d.%d" % sys.version_info[:2] + why)
    sys.exit(1)
if not (3, 11) <= sys.version_info[:2] <= (3, 14):
    no("")
if sys.implementation.name != "cpython" or sysconfig.get_config_var("Py_GIL_DISABLED"):
    no(" (not the usual build)")
if struct.calcsize("P") != 8 or platform.machine() != sys.argv[1]:
    no(" (" + platform.machine() + ")")
name, number = platform.libc_ver()
if name != "glibc" or [int(part) for part in number.split(".")[:2]] < [2, 28]:
    no(" (glibc 2.28 or newer is needed: %s %s)" % (name, number))
try:
    import ctypes, venv, zlib
except ImportError as error:
    no(" (without " + str(error.name) + ")")
print("%d.%d" % sys.version_info[:2])
CHECK
}

found= tried=
for one in ${python:-python3.13 python3.12 python3.11 python3.14 python3}; do
  command -v "$one" >/dev/null 2>&1 || continue
  if what=$(suits "$one"); then found=$one; break; fi
  [ -z "$what" ] || tried="$tried $one=$what"
done
if [ -z "$found" ]; then
  say "需要 Python 3.11、3.12、3.13 或 3.14（$machine，glibc 2.28 以上），这台电脑上没有找到。${tried:+找到的是：$tried。}
Debian 12、Ubuntu 24.04 以上自带；统信 UOS、麒麟请从系统的应用商店或安装光盘装 python3.11 以上，
或把别处编译好的 Python 拷来，再用 --python 指定它的 bin/python3。什么也没有安装。" \
    "Python 3.11, 3.12, 3.13 or 3.14 ($machine, glibc 2.28 or newer) is needed and was not found.${tried:+ Found:$tried.}
Debian 12, Ubuntu 24.04 and newer have it; on UOS and Kylin install python3.11 or newer from the system's store or disc,
or copy a Python that was built elsewhere, and name its bin/python3 with --python. Nothing was installed." >&2
  exit 1
fi

# ---- backup -------------------------------------------------------------------------------------

# as_owner FOLDER COMMAND...: run as whoever owns the folder: what root writes there, nobody else could read.
as_owner() {
  "$found" -I - "$@" <<'RUN'
import os, pwd, subprocess, sys
owner = os.stat(sys.argv[1])
if os.getuid() == 0 and owner.st_uid:
    name = pwd.getpwuid(owner.st_uid).pw_name
    os.initgroups(name, owner.st_gid)
    os.setgid(owner.st_gid)
    os.setuid(owner.st_uid)
    os.environ["HOME"] = pwd.getpwuid(owner.st_uid).pw_dir
os.chdir("/")
sys.exit(subprocess.call(sys.argv[2:], stdin=subprocess.DEVNULL))
RUN
}

# The data folders that are known: given now, given before, and the user's own.
known=$(
  {
    printf '%s' "$data"
    content "$prefix/data-folders"
  } | awk 'NF && !seen[$0]++'
)
if [ -n "$before" ] && [ "$before" != "$version-$hash" ]; then
  say "已装 ${before%-*}，升级到 $version。" "${before%-*} is installed; upgrading to $version."
  if [ -z "$no_backup" ]; then
    old=$prefix/bin/xingfu
    list=$known
    if [ -z "$list" ] && [ "$for_all" = no ]; then
      list=$("$old" locate --json | "$found" -I -c 'import json, sys; print(json.load(sys.stdin)["data"])')
    fi
    [ -n "$list" ] || fail "不知道数据在哪里，没有备份，也没有升级。请用 --data 目录 指定；确实没有数据就加 --no-backup。" \
      "Where the data is is not known: nothing was backed up and nothing upgraded. Give --data DIR; --no-backup if there is none."
    printf '%s\n' "$list" | while IFS= read -r folder; do
      [ -e "$folder/xingfu.json" ] || [ -d "$folder/journal" ] || {
        say "$folder 里还没有数据，不用备份。" "There is no data in $folder yet, nothing to back up."
        continue
      }
      # Inside the data folder: forgetting a resident reaches it there.
      file=$folder/backups/before-$version-$(date +%Y-%m-%dT%H%M%S).tar.gz
      as_owner "$folder" mkdir -p -m 700 "$folder/backups" && as_owner "$folder" "$old" --lang "$lang" --data "$folder" backup "$file" ||
        fail "没有备份成功，所以没有升级。原来的程序照常可用。" "The backup failed, so nothing was upgraded. The program works as before."
    done || exit 1
  fi
fi

# ---- installing ---------------------------------------------------------------------------------

# A system whose Python was upgraded has lost the one that the environment was made with.
if [ ! -f "$new/complete" ] || ! "$new/bin/python" -c "" 2>/dev/null; then
  say "正在安装 $version（Python $what）……" "Installing $version (Python $what) ..."
  rm -rf "$new"
  trial=
  # What was begun and not finished goes; the version that is in use is not touched until the new one was tried.
  trap 'rm -rf "$new" ${trial:+"$trial"}' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  failed() {
    [ -z "${why:-}" ] || printf '%s\n' "$why" >&2
    fail "没有装成，原来的没有动。" "It was not installed; what was there is as it was."
  }
  why=$("$found" -I -m venv --without-pip "$new" 2>&1) || failed
  pip=$(printf '%s\n' "$here"/wheels/pip-*.whl)
  # Every file must have the hash that the lock has; nothing is asked of a network.
  why=$("$new/bin/python" "$pip/pip" --isolated --no-input --disable-pip-version-check --no-cache-dir --quiet install \
    --no-index --find-links "$here/wheels" --require-hashes --no-deps --only-binary=:all: \
    --requirement "$here/requirements.lock" 2>&1) || failed
  find "$new/bin" -type f -o -type l | while IFS= read -r file; do
    case ${file##*/} in python*) ;; *) rm -f "$file" ;; esac
  done
  # The line of a seat in authorized_keys names this file (tui/seats/starting.py), which stays where it is at every upgrade.
  printf '%s\n' "$prefix/bin/xingfu-seat" >"$new/seat-command"
  trial=$(mktemp -d)
  why=$(XINGFU_CONFIG=$trial/none "$new/bin/python" -P -m tui --data "$trial/data" demo 2>&1 &&
    XINGFU_CONFIG=$trial/none "$new/bin/python" -P -m tui --data "$trial/data" check 2>&1) || failed
  rm -rf "$trial"
  trial=
  : >"$new/complete"
  trap - EXIT INT TERM HUP
fi

# write FILE: standard input becomes its content, at once; the old one stays whole for who is reading it.
write() {
  cat >"$1.new"
  [ "${2:-}" != runs ] || chmod 755 "$1.new"
  mv -f "$1.new" "$1"
}
quoted() { printf '%s' "$1" | sed "s/'/'\\\\''/g"; }

started=$(quoted "$new/bin/python")
# -P: the folder in which somebody happens to be puts no code in the program's place; -I: neither does their environment.
printf "#!/bin/sh\nexec '%s' -P -m tui \"\$@\"\n" "$started" | write "$prefix/bin/xingfu" runs
printf "#!/bin/sh\nexec '%s' -I -m tui \"\$@\"\n" "$started" | write "$prefix/bin/xingfu-seat" runs
if [ "$link" != "$prefix/bin/xingfu" ]; then
  was=$(content "$prefix/link")
  if [ -n "$was" ] && [ "$was" != "$link" ] && ours "$was"; then rm -f "$was"; fi
  ours "$link" || ln -s "$prefix/bin/xingfu" "$link"
  printf '%s\n' "$link" | write "$prefix/link"
fi
[ -z "$known" ] || printf '%s\n' "$known" | write "$prefix/data-folders"
printf '%s\n' "$version-$hash" | write "$prefix/installed"
if [ "$here" != "$prefix" ]; then
  for file in install.sh office.md office.zh-CN.md; do
    [ ! -f "$here/$file" ] || write "$prefix/$file" <"$here/$file"
  done
  if [ -d "$here/systemd" ]; then rm -rf "$prefix/systemd" && cp -R "$here/systemd" "$prefix/systemd"; fi
fi
# The version before stays, for desks that are still open; older ones go.
for old in "$prefix"/versions/*; do
  case ${old##*/} in "$version-$hash" | "${before:-none}") ;; *) rm -rf "$old" ;; esac
done

if [ -n "$before" ] && [ "$before" != "$version-$hash" ]; then
  say "已升级到 $version。还开着的窗口仍是旧版，关掉重开就是新版。" "Upgraded to $version. Desks that are open go on as they are; close and open them again for the new one."
else
  say "已装好 $version，运行 xingfu 打开；xingfu demo 先装入示范社区。" "$version is installed. Run xingfu to open the desk; xingfu demo loads the model community first."
fi
case :${PATH:-}: in
  *:"$bin":*) ;;
  *) say "命令在 $link；$bin 不在 PATH 里，重新登录后再试，或写全路径。" "The command is $link; $bin is not on your PATH: log in again, or give the whole path." ;;
esac
say "说明书：$prefix/office.zh-CN.md　卸载：sh $prefix/install.sh --uninstall" "The page: $prefix/office.md; to remove: sh $prefix/install.sh --uninstall"
