#!/usr/bin/env bash
# build-image.sh BOARD VERSION CACHE OUT.img  package, root file system and image; the root is kept in CACHE by its inputs.
set -euo pipefail
. "$(dirname "$0")/common.sh"

readonly board=$1 version=$2 cache=$3 out=$4
here=$(cd "$(dirname "$0")" && pwd)
readonly here

# Asked for before the first step, which takes minutes.
require_board "$board"
need mmdebstrap:mmdebstrap mkfs.vfat:dosfstools mcopy:mtools mkfs.ext4:e2fsprogs sfdisk:fdisk dpkg-deb:dpkg \
    unzip:unzip zip:zip zstd:zstd aarch64-linux-gnu-g++:g++-aarch64-linux-gnu
require_emulation arm64
mkdir -p "$cache"

root=$cache/root-$(cd "$here" && cat root.sh root/* | sha256sum | cut -c1-16).tar
readonly root
[ -e "$root" ] || "$here/root.sh" "$root"
say "packing the agent"
"$here/package.sh" arm64 "$version" "$cache/tinyfleet-agent_arm64.deb"
"$here/image.sh" "$board" "$root" "$cache/tinyfleet-agent_arm64.deb" "$out"
