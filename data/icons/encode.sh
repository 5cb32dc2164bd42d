#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# encode.sh SIZE INPUT.svg OUTPUT.png: a symbolic icon as GTK keeps its own,
# so that showing one does not load a whole SVG renderer.
set -eu
size=$1 input=$2 output=$3

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
gtk4-encode-symbolic-svg "$input" "${size}x$size" --output="$dir"
mv "$dir"/*.symbolic.png "$output"
