#!/usr/bin/env bash
# root.sh OUT.tar  makes the root file system of a board from Debian packages; about ten minutes under emulation.
# The agent and all that is ours comes later (image.sh), so that this can be kept for as long as its inputs stand.
set -euo pipefail
cd "$(dirname "$0")"
. ./common.sh

readonly out=$1
need mmdebstrap:mmdebstrap
require_emulation arm64

say "making the root file system from Debian packages, about ten minutes"
# force-confold: keep our raspi-firmware. INITRD=No: one initramfs at the end instead of one for each package that triggers it.
# shellcheck disable=SC2016 # mmdebstrap sets $1 in its hooks
INITRD=No mmdebstrap --quiet --format=tar --architectures=arm64 --variant=minbase \
    --components=main,non-free-firmware \
    --include="$(paste -sd, root/packages)" \
    --dpkgopt=force-confold \
    --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --essential-hook='mkdir -p "$1/usr/share/man/man1" "$1/etc/initramfs-tools/conf.d" "$1/boot/firmware"' \
    --essential-hook='copy-in root/fstab /etc' \
    --essential-hook='copy-in root/raspi-firmware /etc/default' \
    --customize-hook='copy-in root/modules /etc/initramfs-tools' \
    --customize-hook='echo MODULES=list >"$1/etc/initramfs-tools/conf.d/tinyfleet"' \
    --customize-hook='chroot "$1" update-initramfs -c -k all' \
    --customize-hook='chroot "$1" dpkg-query -W >"$1/usr/share/doc/tinyfleet-packages"' \
    --customize-hook='rm -f "$1"/etc/ssh/ssh_host_*' \
    bookworm "$out.part"
mv "$out.part" "$out"
