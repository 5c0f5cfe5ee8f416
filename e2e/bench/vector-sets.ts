import { seededRandom } from './seeded-random.ts';

/** Unit vectors, one after the other. */
export interface VectorSet {
  readonly count: number;
  readonly dimensions: number;
  readonly values: Float32Array;
}

/** How far a query lies from the stored vector it was made of: their cosine is some 0.8. */
const QUERY_NOISE = 0.75;
/** How far a clustered vector lies from its centre, and a centre from the mean that all share. */
const CLUSTER_NOISE = 0.8;
const COMMON_MEAN = 0.7;

/** Independent components: no two vectors are near, so that nothing but exact scores tells them apart. */
export function randomVectors(count: number, dimensions: number, seed: number): VectorSet {
  const gauss = gaussian(seed);
  const values = Float32Array.from({ length: count * dimensions }, gauss);
  return normalised({ count, dimensions, values });
}

/** As embeddings of texts lie: around a mean that all share, in clusters, here 2 √count of them. */
export function clusteredVectors(count: number, dimensions: number, seed: number): VectorSet {
  const gauss = gaussian(seed);
  const clusters = Math.ceil(2 * Math.sqrt(count));
  const mean = Float32Array.from({ length: dimensions }, gauss);
  const centres = Float32Array.from({ length: clusters * dimensions }, gauss);
  const values = new Float32Array(count * dimensions);
  for (let row = 0; row < count; row++) {
    const centre = ((row * 7919) % clusters) * dimensions;
    for (let index = 0; index < dimensions; index++) {
      const own = (centres[centre + index] ?? 0) + CLUSTER_NOISE * gauss();
      values[row * dimensions + index] = own + COMMON_MEAN * (mean[index] ?? 0);
    }
  }
  return normalised({ count, dimensions, values });
}

/** Queries near stored vectors, spread over the whole set. */
export function queriesNear(set: VectorSet, count: number, seed: number): Float32Array[] {
  const gauss = gaussian(seed);
  const spread = QUERY_NOISE / Math.sqrt(set.dimensions);
  return Array.from({ length: count }, (_, index) => {
    const near = vectorAt(set, Math.floor(((index + 0.5) * set.count) / count));
    const query = near.map((component) => component + spread * gauss());
    return normalised({ count: 1, dimensions: set.dimensions, values: query }).values;
  });
}

/** A view of one vector. */
export function vectorAt({ values, dimensions }: VectorSet, row: number): Float32Array {
  return values.subarray(row * dimensions, (row + 1) * dimensions);
}

function normalised(set: VectorSet): VectorSet {
  for (let row = 0; row < set.count; row++) {
    const vector = vectorAt(set, row);
    let sum = 0;
    for (const component of vector) sum += component * component;
    const length = Math.sqrt(sum);
    for (let index = 0; index < vector.length; index++) vector[index] = (vector[index] ?? 0) / length;
  }
  return set;
}

/** Normally distributed numbers, two at a time (Box and Muller). */
function gaussian(seed: number): () => number {
  const random = seededRandom(seed);
  let next: number | null = null;
  return () => {
    if (next !== null) {
      const second = next;
      next = null;
      return second;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    next = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
