/** A small cache: of what was put, the values used last. */
export class RecentValues<Value> {
  readonly #capacity: number;
  /** Maps keep the order of insertion: the first key is the one unused for longest. */
  readonly #values = new Map<string, Value>();

  /** @param capacity how many values to keep, at least 1 */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(key: string): Value | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) this.put(key, value);
    return value;
  }

  put(key: string, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > this.#capacity && oldest !== undefined) this.#values.delete(oldest);
  }

  clear(): void {
    this.#values.clear();
  }
}
