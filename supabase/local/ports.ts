/** Below what systems give to outgoing connections: those come and go while a server is still starting. */
const lowest = 10_240;
const highest = 32_000;

/** A port of 127.0.0.1 that nobody listens on now. */
export function freePort(): number {
  for (let tries = 0; tries < 1000; tries++) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    try {
      Deno.listen({ hostname: "127.0.0.1", port }).close();
      return port;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
  throw new Error("No free port was found.");
}

/** The first of so many ports of 127.0.0.1 in a row that nobody listens on now: what `--port` takes. */
export function freePorts(count: number): number {
  for (let tries = 0; tries < 100; tries++) {
    const first = freePort();
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
