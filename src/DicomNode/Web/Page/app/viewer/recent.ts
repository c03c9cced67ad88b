/** Keeps what was asked for last, up to a size in all. */
export class Recent<K, V> {
  private readonly values = new Map<K, V>();
  private total = 0;

  constructor(
    private readonly limit: number,
    private readonly sizeOf: (value: V) => number,
  ) {}

  get(key: K): V | undefined {
    const value = this.values.get(key);
    if (value !== undefined) {
      this.values.delete(key);
      this.values.set(key, value); // a map keeps the order of setting
    }

    return value;
  }

  set(key: K, value: V): void {
    this.drop(key);
    this.values.set(key, value);
    this.total += this.sizeOf(value);
    for (const [oldest] of this.values) {
      if (this.total <= this.limit || oldest === key) {
        break;
      }

      this.drop(oldest);
    }
  }

  private drop(key: K): void {
    const value = this.values.get(key);
    if (value !== undefined) {
      this.values.delete(key);
      this.total -= this.sizeOf(value);
    }
  }
}
