#!/bin/sh
# `sh scripts/practice/train.sh FOLDER`, from the repository's root: everything from stories to weights, left in
# FOLDER as merges.json, held/, mistakes.txt and model.ckpt. Where a checkpoint stands there the training goes on.
set -eu
work=$1
stories=36000
mkdir -p "$work"
cd "$(dirname "$0")/../.."
here=scripts/practice

if [ ! -f "$work/traces.bin" ]; then
  node $here/make-traces.mjs --seed 7 --count 1000 --out "$work/text"
  node $here/train-tokenizer.mjs --text "$work/text/text.txt" --out "$work/merges.json"
  for part in 0 1; do
    node $here/make-traces.mjs --seed 1 --count $stories --merges "$work/merges.json" --out "$work/traces" --part $part --of 2 &
  done
  node $here/make-traces.mjs --seed 99 --count 500 --split evaluation --merges "$work/merges.json" --out "$work/held"
  wait
  node $here/encode-traces.mjs --traces "$work/traces" --held "$work/held" --merges "$work/merges.json" --out "$work"
fi

flags="-O3 -ffast-math -march=native -mprefer-vector-width=512 -fopenmp"
gcc $flags $here/trainer/check-gradients.c -lm -o "$work/check-gradients"
gcc $flags $here/trainer/train.c -lm -o "$work/train"
"$work/check-gradients"
exec "$work/train" traces="$work/traces.bin" held="$work/held.bin" lessons="$work/lessons.bin" \
  checkpoint="$work/model.ckpt" mistakes="$work/mistakes.txt" vocabulary=1859 steps=7500 seed=1
