import { Buffer } from "node:buffer";
import type { Duplex } from "node:stream";
import postgres from "postgres";
import { InsertReader, type TextRow } from "./pgoutput.ts";
import { report } from "../http.ts";

export interface FollowOptions {
  /** A login with REPLICATION. */
  url: string;
  publication: string;
  /** Called in commit order, only for committed rows. */
  onInsert(row: TextRow): void;
  /** Called when rows may have been missed; following has begun again. */
  onGap(): void;
}

export interface Following {
  stop(): Promise<void>;
}

/**
 * Follows a publication through a temporary logical slot. The first connection must succeed; when it breaks later,
 * also because Postgres restarted, a new one is made with a new slot, again and again until `stop`.
 */
export async function followInserts(options: FollowOptions): Promise<Following> {
  const stopping = Promise.withResolvers<void>();
  let stopped = false;
  let stream = await openStream(options);
  const running = (async () => {
    while (true) {
      await Promise.race([stream.closed, stopping.promise]);
      if (stopped) return await stream.end();
      await stream.end();
      const next = await reopen(options, () => stopped, stopping.promise);
      if (!next) return;
      stream = next;
      options.onGap();
    }
  })();
  return {
    async stop() {
      stopped = true;
      stopping.resolve();
      await running;
    },
  };
}

async function reopen(
  options: FollowOptions,
  stopped: () => boolean,
  stopping: Promise<void>,
): Promise<Stream | undefined> {
  for (let wait = 100; !stopped(); wait = Math.min(wait * 2, 3000)) {
    try {
      return await openStream(options);
    } catch (error) {
      report("realtime cannot connect", String(error));
    }
    const pause = Promise.withResolvers<void>();
    const timer = setTimeout(pause.resolve, wait);
    await Promise.race([pause.promise, stopping]);
    clearTimeout(timer);
  }
  return undefined;
}

interface Stream {
  closed: Promise<void>;
  end(): Promise<void>;
}

async function openStream({ url, publication, onInsert }: FollowOptions): Promise<Stream> {
  const closed = Promise.withResolvers<void>();
  const sql = postgres(url, {
    max: 1,
    fetch_types: false,
    max_lifetime: null,
    connect_timeout: 5,
    connection: { application_name: "realtime", replication: "database" } as never,
    onclose: () => closed.resolve(),
    onnotice: () => {},
  });
  let stream: Duplex | undefined;
  const end = async () => {
    stream?.end(); // tells Postgres that the copy is over, so that the connection can close by itself
    await sql.end({ timeout: 1 });
  };
  try {
    const slot = `realtime_${crypto.randomUUID().replaceAll("-", "")}`;
    const [made] = await sql.unsafe<{ consistent_point: string }[]>(
      `CREATE_REPLICATION_SLOT ${slot} TEMPORARY LOGICAL pgoutput NOEXPORT_SNAPSHOT`,
    );
    stream = await sql.unsafe(
      `START_REPLICATION SLOT ${slot} LOGICAL ${made!.consistent_point}
       (proto_version '1', publication_names '${publication}')`,
    ).writable() as Duplex;
    readStream(stream, onInsert);
    stream.on("close", () => closed.resolve());
  } catch (error) {
    await end();
    throw error;
  }
  return { closed: closed.promise, end };
}

/** Passes inserts on and answers the server's questions whether we are still there. */
function readStream(stream: Duplex, onInsert: (row: TextRow) => void): void {
  const reader = new InsertReader();
  stream.on("error", (error) => report("realtime interrupted, connecting again", error.message));
  stream.on("data", (message: Buffer) => {
    if (message[0] === 0x77) { // w: data, after 24 bytes of positions and time
      const row = reader.read(message.subarray(25));
      if (row) onInsert(row);
    } else if (message[0] === 0x6b && message[17]) { // k: keep-alive that wants a reply
      stream.write(statusUpdate(message.subarray(1, 9)));
    }
  });
}

/** Everything up to this position was received; written, flushed and applied are the same here. */
function statusUpdate(position: Uint8Array): Buffer {
  const message = Buffer.alloc(34);
  message.write("r");
  for (const at of [1, 9, 17]) message.set(position, at);
  const microseconds = BigInt(Date.now() - Date.UTC(2000, 0, 1)) * 1000n;
  message.writeBigInt64BE(microseconds, 25);
  return message;
}
