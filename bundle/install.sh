#!/bin/sh
# 安装、升级、卸载幸福台，不用网络，不用管理员权限。 Installs, upgrades and removes xingfu, without a network or root.
#
# sh install.sh --help 说明用法。 For a POSIX shell; everything else that it uses is Python and what every Linux has.
set -eu
# The program is no secret; the data is, and xingfu itself gives its files their rights.
umask 022
# What somebody's own shell sets for cd, pip and Python is not meant for this.
unset CDPATH PYTHONHOME PYTHONPATH
export PIP_CONFIG_FILE=/dev/null

here=$(cd "$(dirname "$0")" && pwd -P)
for_all= prefix= prefix_given= bin= python= own_python= lang= data= uninstall= no_backup=

# ---- words --------------------------------------------------------------------------------------

# Chinese unless the locale names another language: --lang, XINGFU_LANG, then what the system says.
choose_language() {
  chosen=${lang:-${XINGFU_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-zh}}}}}
  case $chosen in
    zh* | '' | C.[Uu][Tt][Ff]*) lang=zh ;;
    *) lang=en ;;
  esac
  # A terminal of the national standard's character set is written to in it.
  charset=
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *.[Gg][Bb]*) ! command -v iconv >/dev/null || charset=GB18030 ;;
  esac
}

# say CHINESE ENGLISH
say() {
  [ "$lang" = zh ] || shift
  if [ -n "$charset" ]; then printf '%s\n' "$1" | iconv -f UTF-8 -t "$charset"; else printf '%s\n' "$1"; fi
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
  --data 目录    数据文件夹或数据库地址，升级前备份它；可写多次，会记住
  --no-backup    升级前不备份
  --python 文件  用这个 Python（3.11 到 3.14）
  --own-python   用安装包里带的 Python，不用系统的（系统的太旧时自动这样）
  --lang zh|en   提示用中文或英文" \
    "Install or upgrade:   sh install.sh [options]
Remove:               sh install.sh --uninstall [options]       the data stays

  --user         for yourself (the default unless you are root): in ~/.local/lib/xingfu, the command in ~/.local/bin
  --all          for everybody on this computer (the default for root): in /opt/xingfu, the command in /usr/local/bin
  --prefix DIR   install into this folder; --bin DIR: put the command into this one
  --data DIR     the folder of the data, or a database's address, which is backed up before an upgrade; may be
                 repeated, and is remembered
  --no-backup    upgrade without a backup
  --python FILE  use this Python (3.11 to 3.14)
  --own-python   use the Python that the bundle carries, not the system's (as where the system's is too old)
  --lang zh|en   messages in Chinese or English"
}

# ---- what is asked ------------------------------------------------------------------------------

absolute() {
  case $1 in
    /* | *://*) printf '%s\n' "$1" ;;
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
    --own-python) own_python=yes ;;
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
  rm -rf "$prefix/versions" "$prefix/systemd" "$prefix/docs"
  rm -f "$prefix/bin/xingfu" "$prefix/bin/xingfu-seat" "$prefix/install.sh" "$prefix/installed" "$prefix/link" \
    "$prefix/data-folders"
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
  fail "安装包不完整：请重新拷贝 .tar.gz 文件，解开，在解开的文件夹里运行。什么也没有动。" \
    "The bundle is not whole: copy the .tar.gz again, unpack it, and run this in its folder. Nothing was changed."
[ "$(uname -s)" = Linux ] && [ "$(uname -m)" = "$machine" ] ||
  fail "这个安装包是 Linux $machine 用的，这台电脑是 $(uname -s) $(uname -m)。" "This bundle is for Linux on $machine; this computer is $(uname -s) on $(uname -m)."
# A copy that was torn off or has gone bad is told before anything is changed.
damaged=$(cd "$here" && LC_ALL=C sha256sum --check --strict --quiet SHA256SUMS 2>/dev/null) || damaged=${damaged:-SHA256SUMS}
damaged=$(printf '%s' "$damaged" | sed 's/: FAILED.*//')
[ -z "$damaged" ] || fail "安装包损坏，下面的文件不对：请重新拷贝 .tar.gz 文件，再解开。什么也没有动。
$damaged" "The bundle is damaged, these files are not what they were: copy the .tar.gz again and unpack it. Nothing was changed.
$damaged"
[ ! -f "$prefix/pyvenv.cfg" ] ||
  fail "$prefix 里有用别的办法装的程序。请先移走，或用 --prefix 装到别处。" "There is a program in $prefix that was installed in another way. Move it, or give another --prefix."

make_folder() {
  mkdir -p "$1" 2>/dev/null && [ -w "$1" ] ||
    fail "没有权限写 $1。给自己装：--user；装到别处：--prefix 目录。" "$1 cannot be written by you. For yourself: --user; elsewhere: --prefix DIR."
}
make_folder "$prefix/versions"
make_folder "$prefix/bin"
make_folder "$bin"
# Programs can be run there: not every disk allows it.
printf '#!/bin/sh\n' >"$prefix/bin/.try" && chmod 755 "$prefix/bin/.try" && "$prefix/bin/.try" 2>/dev/null && runs=yes || runs=
rm -f "$prefix/bin/.try"
[ -n "$runs" ] || fail "$prefix 所在的盘写不进去，或者不许运行程序（noexec）。请用 --prefix 装到别的盘上。" \
  "The disk of $prefix is full, or lets no program run (noexec). Install on another one, with --prefix."
# One at a time.
if command -v flock >/dev/null; then
  exec 9<"$prefix/versions"
  flock -n 9 || fail "正在往 $prefix 里安装，请等它做完。" "Something is being installed into $prefix: wait for it to end."
fi
link=$bin/xingfu
if [ "$link" != "$prefix/bin/xingfu" ] && { [ -e "$link" ] || [ -L "$link" ]; } && ! ours "$link"; then
  fail "已经有另一个 $link，不去覆盖它。请移走，或用 --bin 放到别处。" "There is another $link, which is left alone. Move it, or give another --bin."
fi

# ---- Python -------------------------------------------------------------------------------------

# Prints what it is, and why it cannot be used; 0 if it can be.
suits() {
  "$1" -I - "$machine" "$for_all" <<'CHECK' 2>/dev/null
import os, platform, struct, sys, sysconfig
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
# What wheels leave to the system, besides glibc.
for name in "libgcc_s.so.1", "libstdc++.so.6", "libz.so.1":
    try:
        ctypes.CDLL(name)
    except OSError:
        no(" (without %s)" % name)
if sys.argv[2] == "yes" and os.getuid() == 0:
    folder = os.path.dirname(os.path.realpath(sys.executable))
    while folder != "/":
        if os.stat(folder).st_mode & 0o001 == 0:
            no(" (others may not enter %s)" % folder)
        folder = os.path.dirname(folder)
print("%d.%d" % sys.version_info[:2])
CHECK
}

found= tried= what=
[ -z "$own_python" ] || [ -f "$here/python.tar.gz" ] ||
  fail "这个安装包里没有带 Python。什么也没有安装。" "This bundle carries no Python. Nothing was installed."
if [ -z "$own_python" ]; then
  set -- python3.13 python3.12 python3.11 python3.14 python3
  [ -z "$python" ] || set -- "$python"
  for one in "$@"; do
    command -v "$one" >/dev/null 2>&1 || continue
    if what=$(suits "$one"); then found=$one; break; fi
    [ -z "$what" ] || tried="$tried $one=$what"
  done
  # One that was named is meant; otherwise the bundle's own will do.
  [ -n "$found" ] || [ -n "$python" ] || [ ! -f "$here/python.tar.gz" ] || own_python=yes
fi
if [ -z "$found" ] && [ -z "$own_python" ]; then
  say "需要 Python 3.11、3.12、3.13 或 3.14（$machine，glibc 2.28 以上），这台电脑上没有找到。${tried:+找到的是：$tried。}
Debian 12、Ubuntu 24.04 以上自带；统信 UOS、麒麟请从系统的应用商店或安装光盘装 python3.11 以上，
或把别处编译好的 Python 拷来，再用 --python 指定它的 bin/python3。什么也没有安装。" \
    "Python 3.11, 3.12, 3.13 or 3.14 ($machine, glibc 2.28 or newer) is needed and was not found.${tried:+ Found:$tried.}
Debian 12, Ubuntu 24.04 and newer have it; on UOS and Kylin install python3.11 or newer from the system's store or disc,
or copy a Python that was built elsewhere, and name its bin/python3 with --python. Nothing was installed." >&2
  exit 1
fi

# write FILE [runs]: standard input becomes its content, at once; the old one stays whole for who is reading it.
write() {
  cat >"$1.new"
  [ "${2:-}" != runs ] || chmod 755 "$1.new"
  mv -f "$1.new" "$1"
}
quoted() { printf '%s' "$1" | sed "s/'/'\\\\''/g"; }

failed() {
  [ -z "${why:-}" ] || printf '%s\n' "$why" >&2
  fail "没有装成，原来的没有动。" "It was not installed; what was there is as it was."
}

# Unpacks the bundle's own Python into the new version, as the environment's; its loader and libraries are its own, too.
own_environment() {
  mkdir -p "$new/bin" && tar -xzf "$here/python.tar.gz" -C "$new" --no-same-owner &&
    printf 'home = %s\ninclude-system-site-packages = false\n' "$new/python/bin" | write "$new/pyvenv.cfg" &&
    set -- "$new"/python/lib/ld-linux-*.so.* "$new"/python/bin/python3.* &&
    printf "#!/bin/sh\nexec '%s' --library-path '%s' --argv0 '%s' '%s' \"\$@\"\n" "$(quoted "$1")" \
      "$(quoted "$new/python/lib")" "$(quoted "$new/bin/python")" "$(quoted "$2")" | write "$new/bin/python" runs &&
    # Nobody else may write there: what is not compiled now would be compiled at each start.
    "$new/bin/python" -I -m compileall -q "$new/python/lib"
}

# What this bundle is called among those that are installed: its version, its program's hash, and whose Python it is.
hash=$(sed -n 's/^xingfu==.* --hash=sha256:\([0-9a-f]*\)$/\1/p' "$here/requirements.lock" | cut -c 1-12)
this=$version-$hash${own_python:+own}
new=$prefix/versions/$this
before=$(content "$prefix/installed")

# A system whose Python was upgraded has lost the one that the environment was made with.
fresh=
if [ ! -f "$new/complete" ] || ! "$new/bin/python" -c "" 2>/dev/null; then
  fresh=yes trial=
  # What was begun and not finished goes; the version that is in use is not touched until the new one was tried.
  trap 'rm -rf "$new" ${trial:+"$trial"}' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  rm -rf "$new"
fi
if [ -n "$own_python" ]; then
  if [ -n "$fresh" ]; then
    say "用安装包里带的 Python${tried:+（系统的不合用：${tried# }）}，正在装上……" \
      "Setting up the bundle's own Python${tried:+ (the system's cannot be used:$tried)} ..."
    why=$(own_environment 2>&1) || failed
  fi
  found=$new/bin/python
  what=$(suits "$found") || { why="Python $what"; failed; }
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

# The data that is known, folders and addresses: given now, given before, and the user's own.
known=$(
  {
    printf '%s' "$data"
    content "$prefix/data-folders"
  } | awk 'NF && !seen[$0]++'
)

# back_up FOLDER|ADDRESS, or nothing for the user's own: by the program that is installed, into the data folder, where
# forgetting a resident reaches it; for a database that is the folder that this computer has for it.
back_up() {
  place=$("$old" ${1:+--data "$1"} locate --json) || return 1
  folder=$(printf '%s' "$place" | "$found" -I -c 'import json, sys; print(json.load(sys.stdin)["data"])')
  case $place in
    *'"address"'*)
      mkdir -p -m 700 "$folder"
      mode=700
      ;;
    *)
      [ -e "$folder/xingfu.json" ] || [ -d "$folder/journal" ] || {
        say "$folder 里还没有数据，不用备份。" "There is no data in $folder yet, nothing to back up."
        return 0
      }
      # Who may write into the data, may write there: the desk puts its daily backups into the same folder.
      mode=$(stat -c %a "$folder")
      ;;
  esac
  as_owner "$folder" mkdir -p -m "$mode" "$folder/backups" &&
    as_owner "$folder" "$old" --lang "$lang" ${1:+--data "$1"} backup \
      "$folder/backups/before-$version-$(date +%Y-%m-%dT%H%M%S).tar.gz"
}

if [ -n "$before" ] && [ "$before" != "$this" ]; then
  say "已装 ${before%-*}，升级到 $version。" "${before%-*} is installed; upgrading to $version."
  if [ -z "$no_backup" ]; then
    old=$prefix/bin/xingfu
    "$old" --version >/dev/null 2>&1 ||
      fail "原来的程序已经打不开，没法备份，所以没有升级。系统的 Python 换过的，先用原来的安装包再装一次；没有原来的安装包，就把数据文件夹整个拷一份，再加 --no-backup 升级。" \
        "The program that is installed does not start and cannot back anything up, so nothing was upgraded. Where the system's Python was upgraded, install the bundle of that version again first; without it, copy the whole data folder and upgrade with --no-backup."
    [ -n "$known" ] || [ "$for_all" = no ] || fail "不知道数据在哪里，没有备份，也没有升级。请用 --data 目录 指定；确实没有数据就加 --no-backup。" \
      "Where the data is is not known: nothing was backed up and nothing upgraded. Give --data DIR; --no-backup if there is none."
    printf '%s\n' "$known" | while IFS= read -r one; do
      back_up "$one" || fail "没有备份成功，所以没有升级。原来的程序照常可用。" "The backup failed, so nothing was upgraded. The program works as before."
    done || exit 1
  fi
fi

# ---- installing ---------------------------------------------------------------------------------

if [ -n "$fresh" ]; then
  say "正在安装 $version（Python $what）……" "Installing $version (Python $what) ..."
  [ -n "$own_python" ] || why=$("$found" -I -m venv --without-pip "$new" 2>&1) || failed
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
printf '%s\n' "$this" | write "$prefix/installed"
if [ "$here" != "$prefix" ]; then
  write "$prefix/install.sh" <"$here/install.sh"
  for folder in docs systemd; do
    rm -rf "${prefix:?}/$folder"
    mkdir "$prefix/$folder"
    # Not cp: everybody may read them, whatever rights the unpacked ones have.
    for file in "$here/$folder"/*; do [ ! -f "$file" ] || write "$prefix/$folder/${file##*/}" <"$file"; done
  done
fi
if [ -n "$before" ] && [ "$before" != "$this" ]; then
  # The version before stays, for desks that are still open; older ones go.
  for old in "$prefix"/versions/*; do
    case ${old##*/} in "$this" | "$before") ;; *) rm -rf "$old" ;; esac
  done
  say "已升级到 $version。还开着的窗口仍是旧版，关掉重开就是新版。" "Upgraded to $version. Desks that are open go on as they are; close and open them again for the new one."
else
  say "已装好 $version，运行 xingfu 打开；xingfu demo 先装入示范社区。" "$version is installed. Run xingfu to open the desk; xingfu demo loads the model community first."
fi
case :${PATH:-}: in
  *:"$bin":*) ;;
  *) say "命令在 $link；$bin 不在 PATH 里，重新登录后再试，或写全路径。" "The command is $link; $bin is not on your PATH: log in again, or give the whole path." ;;
esac
script=$prefix/install.sh
# As it can be typed.
case $script in *[!A-Za-z0-9/._-]*) script="'$(quoted "$script")'" ;; esac
say "说明书：$prefix/docs/office.zh-CN.md　卸载：sh $script --uninstall" "The page: $prefix/docs/office.md; to remove: sh $script --uninstall"
