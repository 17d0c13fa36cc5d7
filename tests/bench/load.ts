/** What a load of calls came to; times in milliseconds. */
export interface Load {
  calls: number;
  errors: number;
  per_second: number;
  p50_ms: number;
  p95_ms: number;
  p99_ms: number;
}

/**
 * Makes every call once, `callers` at a time, each caller taking the next as soon as its last has answered.
 * A call that throws counts as an error and not as a rate.
 */
export async function runAll(
  callers: number,
  calls: readonly (() => Promise<void>)[],
): Promise<Load> {
  let next = 0;
  return await measure(callers, () => calls[next++]);
}

/** Repeats a call, `callers` at a time, for some seconds. */
export async function runFor(
  seconds: number,
  callers: number,
  call: (n: number) => Promise<void>,
): Promise<Load> {
  const end = performance.now() + seconds * 1000;
  let n = 0;
  return await measure(callers, () => performance.now() < end ? () => call(n++) : undefined);
}

async function measure(
  callers: number,
  take: () => (() => Promise<void>) | undefined,
): Promise<Load> {
  const times: number[] = [];
  let errors = 0;
  const begun = performance.now();
  await Promise.all(Array.from({ length: callers }, async () => {
    for (let call = take(); call; call = take()) {
      const at = performance.now();
      try {
        await call();
        times.push(performance.now() - at);
      } catch (error) {
        if (errors++ === 0) await reportFirst(error);
      }
    }
  }));
  const seconds = (performance.now() - begun) / 1000;
  times.sort((a, b) => a - b);
  return {
    calls: times.length,
    errors,
    per_second: times.length / seconds,
    p50_ms: quantile(times, 0.5),
    p95_ms: quantile(times, 0.95),
    p99_ms: quantile(times, 0.99),
  };
}

async function reportFirst(error: unknown): Promise<void> {
  await Deno.stderr.write(new TextEncoder().encode(`first error of a load: ${error}\n`));
}

function quantile(sorted: number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
}

/** The middle value; of an even number the upper one. */
export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
