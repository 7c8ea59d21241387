#!/usr/bin/env bash
# image.sh BOARD ROOT.tar AGENT.deb OUT.img  makes a bootable card without loop devices, mounts or (real) root.
# MBR; a FAT partition with firmware, kernel and, later, what is flashed; an ext4 partition with the root.
set -euo pipefail
[ "$(id -u)" = 0 ] || exec unshare --map-root-user --map-auto -- "$0" "$@"
. "$(dirname "$0")/common.sh"

readonly board=$1 root_tar=$2 agent=$3 out=$4
here=$(cd "$(dirname "$0")" && pwd)
readonly here
readonly fat_start_mib=4 fat_size_mib=256 spare_mib=256
require_board "$board"
need mkfs.vfat:dosfstools mcopy:mtools mkfs.ext4:e2fsprogs sfdisk:fdisk
require_emulation arm64

work=$(mktemp -d --tmpdir="$(dirname "$out")" .image-XXXXXX)
readonly work root=$work/root fat=$work/fat card=$work/card.img
trap 'rm -rf "$work"' EXIT
export PATH=$PATH:/usr/sbin:/sbin

fill_root() {
    mkdir "$root" "$fat"
    tar -x --numeric-owner --xattrs-include='*' --exclude='./dev/*' -f "$root_tar" -C "$root"
    cp "$agent" "$root/tmp/agent.deb"
    chroot "$root" dpkg --install /tmp/agent.deb >/dev/null
    rm "$root/tmp/agent.deb"
    cp -r --no-preserve=ownership "$here/image/." "$root"
    chroot "$root" systemctl --quiet enable systemd-networkd systemd-resolved systemd-timesyncd \
        tinyfleet-first-boot tinyfleet-grow-root
    # Every board gets its own name, keys and identity at its first boot.
    rm -f "$root"/etc/ssh/ssh_host_*
    : >"$root/etc/machine-id"
    echo tinyfleet >"$root/etc/hostname"
    ln -sf ../run/systemd/resolve/stub-resolv.conf "$root/etc/resolv.conf"
    touch "$root/usr/lib/clock-epoch"
}

fill_fat_generic_arm64() {
    mkdir -p "$fat/EFI/BOOT" "$fat/loader/entries"
    cp "$root/usr/lib/systemd/boot/efi/systemd-bootaa64.efi" "$fat/EFI/BOOT/BOOTAA64.EFI"
    cp "$(echo "$root"/boot/vmlinuz-*)" "$fat/vmlinuz"
    cp "$(echo "$root"/boot/initrd.img-*)" "$fat/initrd.img"
    cat >"$fat/loader/entries/tinyfleet.conf" <<'TEXT'
title tinyfleet
linux /vmlinuz
initrd /initrd.img
options root=LABEL=rootfs rw console=tty0 console=ttyAMA0
TEXT
}

# Debian's raspi-firmware has put all of it where the partition will be mounted.
fill_fat_rpi4() {
    cp -r "$root"/boot/firmware/. "$fat"
}

write_card() {
    local root_mib=$(($(du -sm --apparent-size "$root" | cut -f1) * 115 / 100 + spare_mib))
    local root_start_mib=$((fat_start_mib + fat_size_mib))
    truncate -s "$((root_start_mib + root_mib))M" "$card"
    sfdisk --quiet "$card" <<TEXT
label: dos
start=${fat_start_mib}MiB, size=${fat_size_mib}MiB, type=c, bootable
start=${root_start_mib}MiB, size=${root_mib}MiB, type=83
TEXT
    truncate -s "${fat_size_mib}M" "$fat.img"
    mkfs.vfat -F 32 -s 2 -n FIRMWARE --invariant "$fat.img" >/dev/null
    mcopy -s -m -Q -i "$fat.img" "$fat"/* ::
    dd if="$fat.img" of="$card" bs=1M seek="$fat_start_mib" conv=notrunc,sparse status=none
    rm -rf "$root"/boot/firmware/*
    mkfs.ext4 -q -L rootfs -d "$root" -E "offset=$((root_start_mib * 1048576))" "$card" "${root_mib}M"
}

say "installing the agent in the root file system"
fill_root
case "$board" in
    generic-arm64) fill_fat_generic_arm64 ;;
    rpi4) fill_fat_rpi4 ;;
esac
say "writing the image"
write_card
mv "$card" "$out"
