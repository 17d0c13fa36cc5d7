/** Servers that answer like Postgres, or not at all. */
const text = new TextEncoder();

/** A message of the Postgres protocol: its letter, its length, its body. */
function message(letter: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(5 + body.length);
  bytes[0] = letter.charCodeAt(0);
  new DataView(bytes.buffer).setInt32(1, 4 + body.length);
  bytes.set(body, 5);
  return bytes;
}

export function errorResponse(severity: string, code: string, words: string): Uint8Array {
  return message("E", text.encode(`S${severity}\0V${severity}\0C${code}\0M${words}\0\0`));
}

/** AuthenticationOk and ReadyForQuery. */
export const authenticated = new Uint8Array([
  ...message("R", new Uint8Array(4)),
  ...message("Z", text.encode("I")),
]);

/** A server that answers the n-th thing it reads with the n-th reply, and hangs up after the last. */
export function speakingServer(replies: Uint8Array[]) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  async function speak(conn: Deno.Conn) {
    const heard = new Uint8Array(4096);
    for (const reply of [...replies, new Uint8Array()]) {
      if (await conn.read(heard) === null) break;
      await conn.write(reply);
    }
    conn.close();
  }
  (async () => {
    for await (const conn of listener) speak(conn).catch(() => {});
  })();
  return { port: listener.addr.port, close: () => listener.close() };
}

/** A wire to a port of this machine that can be made to swallow everything. */
export function silentLine(port: number) {
  let silent = false;
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const ends: Deno.Conn[] = [];
  const pass = (from: Deno.Conn, to: Deno.Conn) =>
    from.readable.pipeTo(
      new WritableStream({
        async write(chunk) {
          if (!silent) await to.write(chunk);
        },
      }),
    ).catch(() => {});
  (async () => {
    for await (const near of listener) {
      const far = await Deno.connect({ hostname: "127.0.0.1", port });
      ends.push(near, far);
      pass(near, far);
      pass(far, near);
    }
  })();
  return {
    port: listener.addr.port,
    fallSilent: () => silent = true,
    speakAgain: () => silent = false,
    close() {
      listener.close();
      for (const end of ends) {
        try {
          end.close();
        } catch { /* it has ended by itself */ }
      }
    },
  };
}
