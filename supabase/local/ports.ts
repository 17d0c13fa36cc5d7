/** A port of 127.0.0.1 that nobody listens on now. */
export function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

/** The first of so many ports of 127.0.0.1 in a row that nobody listens on now: what `--port` takes. */
export function freePorts(count: number): number {
  for (let tries = 0; tries < 100; tries++) {
    const first = freePort();
    if (first + count > 65_536) continue;
    try {
      requireFree(Array.from({ length: count }, (_, n) => first + n));
      return first;
    } catch {
      // Somebody listens within the run: look elsewhere.
    }
  }
  throw new Error(`No ${count} free ports in a row were found.`);
}

/** Throws with advice when somebody listens on one of these ports of 127.0.0.1. */
export function requireFree(ports: number[]): void {
  for (const port of ports) {
    try {
      Deno.listen({ hostname: "127.0.0.1", port }).close();
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
      throw new Error(`Port ${port} is in use. Stop what listens there, or pass another --port.`);
    }
  }
}
