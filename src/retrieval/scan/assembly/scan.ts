/*
 * The scan kernel, in AssemblyScript; scripts/build-scan.mjs compiles it twice, with and without relaxed SIMD.
 * What its functions promise stands in ../scan-kernel.ts, what they read and write in ../layout.ts. It holds no
 * state but the heap of candidates, and allocates nothing.
 */

import {
  acceptedIn,
  biasedQueryAt,
  biasesIn,
  blockShift,
  blocksAt,
  candidateScoresAt,
  candidateSlotsAt,
  coarseQueryAt,
  fineQueryAt,
  fineScoresAt,
  liveIn,
  residualSteps,
  restQueryAt,
  restSteps,
  rowsPerBlock,
  scalesIn,
  valuesIn,
} from '../layout';

let held: i32 = 0;
let capacity: i32 = 0;
/** What a score must reach to be held. */
let threshold: f32 = 0;

export function digest(stride: i32, from: i32, to: i32): void {
  if (!ASC_FEATURE_RELAXED_SIMD) return;
  for (let slot = from; slot < to; slot++) {
    const row = valuesOf(stride, slot);
    let sums = i32x4.splat(0);
    for (let at = 0; at < stride; at += 16) {
      sums = i32x4.add(
        sums,
        i32x4.extadd_pairwise_i16x8_s(i16x8.extadd_pairwise_i8x16_s(v128.load(row + at))),
      );
    }
    store<i32>(blockOf(stride, slot) + biasesIn + inBlock(slot) * 4, -64 * sumOf(sums));
  }
}

export function scan(stride: i32, slots: i32, filtered: bool, mostHeld: i32): i32 {
  held = 0;
  capacity = mostHeld;
  threshold = -Infinity;
  for (let first = 0; first < slots; first += rowsPerBlock) {
    scanBlock(blockOf(stride, first), first, min(rowsPerBlock, slots - first), stride, filtered);
  }
  return held;
}

/** Four rows at a time: their sums share the work of adding up. Rows that are not wanted are passed over. */
function scanBlock(block: usize, first: i32, rows: i32, stride: i32, filtered: bool): void {
  const bits = block + (filtered ? acceptedIn : liveIn);
  for (let row = 0; row < rows; row += 4) {
    const wanted = (<u32>load<u8>(bits + (row >> 3)) >> (row & 4)) & 15;
    if (wanted === 0) continue;
    const dots = coarseDots(block + valuesIn + row * stride, stride);
    const exact = ASC_FEATURE_RELAXED_SIMD ? i32x4.add(dots, v128.load(block + biasesIn + row * 4)) : dots;
    const scores = f32x4.mul(f32x4.convert_i32x4_s(exact), v128.load(block + scalesIn + row * 4));
    const reaching = wanted & i32x4.bitmask(f32x4.ge(scores, f32x4.splat(threshold)));
    if (reaching === 0) continue;
    if (reaching & 1) offer(f32x4.extract_lane(scores, 0), first + row);
    if (reaching & 2) offer(f32x4.extract_lane(scores, 1), first + row + 1);
    if (reaching & 4) offer(f32x4.extract_lane(scores, 2), first + row + 2);
    if (reaching & 8) offer(f32x4.extract_lane(scores, 3), first + row + 3);
  }
}

/** Products of four rows with the coarse query, one in each lane. */
function coarseDots(rows: usize, stride: i32): v128 {
  const a = rowSums(rows, stride);
  const b = rowSums(rows + stride, stride);
  const c = rowSums(rows + 2 * stride, stride);
  const d = rowSums(rows + 3 * stride, stride);
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
  return i32x4.add(v128.shuffle<i32>(ab, cd, 0, 1, 4, 5), v128.shuffle<i32>(ab, cd, 2, 3, 6, 7));
}

/**
 * The product of a row with the coarse query as four sums yet to be added up. With four sums side by side no
 * instruction waits for another; with two of them a scan out of cache took 1.6 times as long.
 */
function rowSums(row: usize, stride: i32): v128 {
  let first = i32x4.splat(0);
  let second = i32x4.splat(0);
  let third = i32x4.splat(0);
  let fourth = i32x4.splat(0);
  let at = 0;
  for (; at + 64 <= stride; at += 64) {
    first = addProducts(first, row + at, at);
    second = addProducts(second, row + at + 16, at + 16);
    third = addProducts(third, row + at + 32, at + 32);
    fourth = addProducts(fourth, row + at + 48, at + 48);
  }
  for (; at < stride; at += 16) first = addProducts(first, row + at, at);
  return i32x4.add(i32x4.add(first, second), i32x4.add(third, fourth));
}

/** Adds the products of 16 components. The relaxed instruction takes 0 to 127 on one side only: hence the bias. */
function addProducts(sums: v128, row: usize, at: i32): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) {
    return i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load(row), v128.load(biasedQueryAt + at), sums);
  }
  const query = coarseQueryAt + 2 * at;
  const low = i32x4.dot_i16x8_s(v128.load_ext<i8>(row), v128.load(query));
  const high = i32x4.dot_i16x8_s(v128.load_ext<i8>(row + 8), v128.load(query + 16));
  return i32x4.add(sums, i32x4.add(low, high));
}

export function refine(stride: i32, count: i32, fine: bool): void {
  for (let index = 0; index < count; index++) {
    const row = valuesOf(stride, load<i32>(candidateSlotsAt + index * 4));
    let score = fineDot(row, fineQueryAt, stride) * residualSteps;
    if (fine) score += fineDot(row + rowsPerBlock * stride, fineQueryAt, stride);
    score += (fineDot(row, restQueryAt, stride) * residualSteps) / restSteps;
    store<f64>(fineScoresAt + index * 8, score);
  }
}

/** A whole number: each of the four sums fits 32 bits, all together may not. */
function fineDot(row: usize, queryAt: usize, stride: i32): f64 {
  let sums = i32x4.splat(0);
  for (let at = 0; at < stride; at += 16) {
    const query = queryAt + 2 * at;
    const low = i32x4.dot_i16x8_s(v128.load_ext<i8>(row + at), v128.load(query));
    const high = i32x4.dot_i16x8_s(v128.load_ext<i8>(row + at + 8), v128.load(query + 16));
    sums = i32x4.add(sums, i32x4.add(low, high));
  }
  const first = <f64>i32x4.extract_lane(sums, 0) + <f64>i32x4.extract_lane(sums, 1);
  return first + <f64>i32x4.extract_lane(sums, 2) + <f64>i32x4.extract_lane(sums, 3);
}

function sumOf(sums: v128): i32 {
  const pairs = i32x4.add(sums, v128.shuffle<i32>(sums, sums, 2, 3, 0, 1));
  return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1);
}

function blockOf(stride: i32, slot: i32): usize {
  return blocksAt + (slot >> blockShift) * (valuesIn + 2 * rowsPerBlock * stride);
}

function inBlock(slot: i32): i32 {
  return slot & (rowsPerBlock - 1);
}

function valuesOf(stride: i32, slot: i32): usize {
  return blockOf(stride, slot) + valuesIn + inBlock(slot) * stride;
}

/** Slots are offered in rising order, and the higher of two equals is better. */
function offer(score: f32, slot: i32): void {
  if (held < capacity) {
    rise(held++, score, slot);
    if (held === capacity) threshold = load<f32>(candidateScoresAt);
  } else if (score >= threshold) {
    sink(score, slot);
    threshold = load<f32>(candidateScoresAt);
  }
}

/** Puts an entry at the end of the heap, whose worst entry is on top. */
function rise(end: i32, score: f32, slot: i32): void {
  let index = end;
  while (index > 0) {
    const above = (index - 1) >> 1;
    if (!isWorse(score, slot, load<f32>(candidateScoresAt + above * 4), slotAt(above))) break;
    put(index, load<f32>(candidateScoresAt + above * 4), slotAt(above));
    index = above;
  }
  put(index, score, slot);
}

/** Puts an entry in the place of the worst. */
function sink(score: f32, slot: i32): void {
  let index = 0;
  for (;;) {
    let below = 2 * index + 1;
    if (below >= held) break;
    if (below + 1 < held && isWorse(scoreAt(below + 1), slotAt(below + 1), scoreAt(below), slotAt(below))) {
      below++;
    }
    if (!isWorse(scoreAt(below), slotAt(below), score, slot)) break;
    put(index, scoreAt(below), slotAt(below));
    index = below;
  }
  put(index, score, slot);
}

function isWorse(score: f32, slot: i32, otherScore: f32, otherSlot: i32): bool {
  return score < otherScore || (score === otherScore && slot < otherSlot);
}

function scoreAt(index: i32): f32 {
  return load<f32>(candidateScoresAt + index * 4);
}

function slotAt(index: i32): i32 {
  return load<i32>(candidateSlotsAt + index * 4);
}

function put(index: i32, score: f32, slot: i32): void {
  store<f32>(candidateScoresAt + index * 4, score);
  store<i32>(candidateSlotsAt + index * 4, slot);
}
