/** A port of 127.0.0.1 that nobody listens on now. */
export function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
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
