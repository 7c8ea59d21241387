# shellcheck shell=bash
# Sourced by the scripts beside it: how they speak and what they ask for.

say() {
    echo "tinyfleet: $1" >&2
}

fail() {
    say "$1"
    exit "${2:-1}"
}

# need COMMAND:PACKAGE...  ends with the names of all Debian packages that are missing
need() {
    local pair missing=""
    PATH=$PATH:/usr/sbin:/sbin
    for pair in "$@"; do
        command -v "${pair%%:*}" >/dev/null || missing="$missing ${pair##*:}"
    done
    [ -z "$missing" ] || fail "programs are missing; install them with: apt-get install$missing" 2
}

# debian_architecture NAME  ends unless tinyfleet has a native library for it
require_architecture() {
    case "$1" in
        amd64 | arm64) ;;
        *) fail "architecture '$1' is not supported; expected amd64 or arm64" 2 ;;
    esac
}

require_board() {
    case "$1" in
        generic-arm64 | rpi4) ;;
        *) fail "board '$1' is unknown; expected generic-arm64 or rpi4" 2 ;;
    esac
}

# Programs of another architecture run through the kernel's binfmt_misc and qemu-user-static.
require_emulation() {
    [ "$(dpkg --print-architecture)" = "$1" ] && return
    need qemu-aarch64-static:qemu-user-static update-binfmts:binfmt-support arch-test:arch-test
    arch-test "$1" >/dev/null 2>&1 && return
    if [ "$(id -u)" = 0 ]; then
        mountpoint -q /proc/sys/fs/binfmt_misc || mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
        update-binfmts --enable qemu-aarch64
    fi
    arch-test "$1" >/dev/null 2>&1 ||
        fail "this machine cannot run $1 programs; as root: mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc; update-binfmts --enable qemu-aarch64" 2
}
