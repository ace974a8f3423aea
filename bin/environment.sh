# Sourced by bin/serve and bin/test: makes the environment that both need, from nothing but a checkout. Those who install it
# read Chinese; SALESAPP_LOCALE=en makes it English.
# Debian 12 or later, Ubuntu 24.04 or later, any Python from 3.11 on; as root or not.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
VENV=$ROOT/.venv
export LC_ALL=C.UTF-8 PYTHONUTF8=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
unset PYTHONDONTWRITEBYTECODE # a run of the tests starts dozens of processes: what one compiled, the others read

say() { printf '\033[2m·\033[0m %s\n' "$*" >&2; }
die() { printf '\033[31m✗\033[0m %s\n' "$*" >&2; exit 1; }

# words "English" "中文": whichever the operator reads.
words() { if [ "${SALESAPP_LOCALE:-}" = en ]; then printf %s "$1"; else printf %s "$2"; fi; }

# The prefix of a command that root may run: nothing for root, sudo where it asks no password.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"
  else return 125
  fi
}

# get_packages package… : install Debian packages where apt may; 125 tells that it may not.
get_packages() {
  local status=0
  command -v apt-get >/dev/null || return 125
  # The lists may be fresh enough already; fetch them only where the first attempt fails.
  { as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >/dev/null 2>&1; } || status=$?
  case $status in 0 | 125) return $status ;; esac
  as_root apt-get update -qq >/dev/null &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >/dev/null
}

# need_packages "what they are for" package… : install Debian packages, or stop with the line to type.
need_packages() {
  local why=$1 line status=0; shift
  line="apt-get install -y --no-install-recommends $*"
  say "$(words "installing $* ($why)" "正在安装 $*（$why）")"
  command -v apt-get >/dev/null || die "$(words "$why: please install what Debian calls: $*" "$why：请安装以下软件（Debian 中的名称）：$*")"
  get_packages "$@" || status=$?
  case $status in
    0) ;;
    125) die "$(words "$why: please run this once:" "$why：请先运行一次：")  sudo apt-get update && sudo $line" ;;
    *) die "$(words "$why: this failed:" "$why：以下命令没有成功：")  $line" ;;
  esac
}

is_python() { # from 3.11 on, and really runnable (a version manager's shim may not be)
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
  local name
  for name in ${SALESAPP_PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null && is_python "$name"; then PYTHON=$(command -v "$name"); return; fi
  done
  return 1
}

has_library() { # has_library python file… : true where the loader finds every one
  "$1" - "${@:2}" <<'PY' 2>/dev/null
import ctypes
import sys

for name in sys.argv[1:]:
    ctypes.CDLL(name)
PY
}

# WeasyPrint draws through Pango; without HarfBuzz's subsetter every sheet takes ten times as long.
PRINT_LIBRARIES="libgobject-2.0.so.0 libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz.so.0 libharfbuzz-subset.so.0"

can_print() { # asks the loader, through Python where there is one
  if [ -n "${1:-}" ]; then has_library "$1" $PRINT_LIBRARIES; return; fi
  local name known
  known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p)
  for name in $PRINT_LIBRARIES; do case $known in *"$name "*) ;; *) return 1 ;; esac; done
}

# need_system package… : everything of the system that is missing, found before anything is made and asked for in one
# line. The packages named are wanted besides.
need_system() {
  local wanted=("$@") python=
  if is_python "$VENV/bin/python"; then
    python=$VENV/bin/python
  elif find_python; then
    python=$PYTHON
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null ||
      wanted+=("$([ "$PYTHON" = /usr/bin/python3 ] && echo python3-venv || echo "$(basename "$PYTHON")-venv")")
  else
    wanted+=(python3 python3-venv)
  fi
  can_print "$python" || wanted+=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
  [ ${#wanted[@]} = 0 ] || need_packages "$(words "what salesapp needs of the system" "salesapp 所需的系统软件")" "${wanted[@]}"
}

stamp_of() { # what an installed environment depends on
  { cat "$ROOT/$1" "$ROOT/pyproject.toml"; "$VENV/bin/python" -VV; echo "$ROOT"; } | sha256sum | cut -d' ' -f1
}

is_installed() { # is_installed lock
  [ -x "$VENV/bin/salesapp" ] && [ -f "$VENV/.$1.stamp" ] && [ "$(cat "$VENV/.$1.stamp")" = "$(stamp_of "$1")" ]
}

# need_environment lock [package…] : .venv holds exactly the locked packages and the app, linked from this checkout.
need_environment() {
  local lock=$1
  exec 9>"$ROOT/.venv.lock"
  flock 9
  need_system "${@:2}"
  if ! is_python "$VENV/bin/python"; then
    find_python || die "$(words "no Python from 3.11 on; name one in SALESAPP_PYTHON" "没有 3.11 以上的 Python；可用 SALESAPP_PYTHON 指定")"
    say "$(words "making .venv with $("$PYTHON" -V)" "正在用 $("$PYTHON" -V) 建立 .venv")"
    rm -rf "$VENV"
    "$PYTHON" -m venv "$VENV"
  fi
  if ! is_installed "$lock"; then
    "$VENV/bin/python" -m pip --version >/dev/null 2>&1 || "$VENV/bin/python" -m ensurepip -q
    say "$(words "installing the packages of $lock" "正在安装 $lock 中的依赖")"
    # Only wheels: a source package would fetch build tools that no hash vouches for.
    "$VENV/bin/python" -m pip install -qq --require-hashes --only-binary :all: --no-deps -r "$ROOT/$lock" ||
      die "$(words "the packages of $lock could not be installed" "$lock 中的依赖没有装成")"
    "$VENV/bin/python" -m pip install -qq --no-deps --no-build-isolation --no-index -e "$ROOT" ||
      die "$(words "the app could not be linked into .venv" "应用没能链接到 .venv")"
    stamp_of "$lock" >"$VENV/.$lock.stamp"
    # The development lock contains the other ones.
    [ "$lock" = requirements.lock ] || for lock in requirements.lock requirements-camera.lock; do
      stamp_of "$lock" >"$VENV/.$lock.stamp"
    done
  fi
  flock -u 9
  exec 9>&-
}

# want_extra lock : what is useful but not needed, on top of an environment where it can be installed. One that could not
# be is not tried at every start: remove .venv/.LOCK.missing to try again.
want_extra() {
  local lock=$1
  is_installed "$lock" && return
  [ "$(cat "$VENV/.$lock.missing" 2>/dev/null)" != "$(stamp_of "$lock")" ] || return
  say "$(words "installing the packages of $lock" "正在安装 $lock 中的依赖")"
  if "$VENV/bin/python" -m pip install -qq --require-hashes --only-binary :all: --no-deps -r "$ROOT/$lock"; then
    stamp_of "$lock" >"$VENV/.$lock.stamp"
  else
    stamp_of "$lock" >"$VENV/.$lock.missing"
    return 1
  fi
}

# mark process : what a process and its children are known by: its number, when it began, and whose data they serve. The
# same as mark() of salesapp/serve/family.py.
mark() {
  local began=
  began=$(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20) || :
  echo "$1.$began:$(realpath -m "${SALESAPP_DATA_DIR:-$ROOT/instance}")"
}

# keep_up command… : run a command, and again wherever it is killed outright (by hand, or because memory ran out). It ends
# with this shell, and whatever else ends it ends this shell too.
keep_up() {
  local status
  trap 'kill -TERM "$KEPT" 2>/dev/null || :' TERM INT HUP
  while :; do
    (
      own=$BASHPID
      export SALESAPP_KEPT_BY=$$ SALESAPP_SERVE
      SALESAPP_SERVE=$(mark "$own") # or it begins twice, to carry it
      exec "$@"
    ) <&0 & # its own terminal, for what it asks
    KEPT=$!
    while status=0; wait "$KEPT" || status=$?; kill -0 "$KEPT" 2>/dev/null; do :; done # a signal ends the waiting alone
    [ $status = 137 ] || return $status
    say "$(words "killed; starting again" "进程被强行结束，正在重新启动")"
  done
}
