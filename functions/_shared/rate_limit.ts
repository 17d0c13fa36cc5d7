/**
 * A token bucket per key, in this process's memory: a flood is slowed where it arrives without
 * asking the database. Several processes each allow as much; what must never be exceeded is
 * a rule in SQL, not this. The number of keys is bounded, the longest unused go first.
 */
export interface RateLimit {
  /** 0 when the call may go on, else the seconds to wait. */
  take(key: string): number;
}

export interface RateLimitOptions {
  /** How many at once. */
  burst: number;
  per_second: number;
  most_keys?: number;
  /** Milliseconds of a clock that never goes back. */
  now?: () => number;
}

export function createRateLimit(options: RateLimitOptions): RateLimit {
  const { burst, per_second, most_keys = 20_000, now = () => performance.now() } = options;
  const buckets = new Map<string, { left: number; at: number }>();

  return {
    take(key) {
      const at = now();
      const bucket = buckets.get(key) ?? { left: burst, at };
      const left = Math.min(burst, bucket.left + (at - bucket.at) / 1000 * per_second);
      const allowed = left >= 1;
      buckets.delete(key);
      if (buckets.size >= most_keys) buckets.delete(buckets.keys().next().value!);
      buckets.set(key, { left: allowed ? left - 1 : left, at });
      return allowed ? 0 : Math.ceil((1 - left) / per_second);
    },
  };
}
