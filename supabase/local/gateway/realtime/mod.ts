import { asCallerOf, type Sql } from "../database.ts";
import { admit } from "../gatekeeper.ts";
import { type FetchHandler, json, readBody, Refusal, report } from "../http.ts";
import { BadToken, credentials, type GatewayKeys, keyHolder, type TokenCheck } from "../keys.ts";
import { Connection, type RealtimeParts } from "./connection.ts";
import type { Version } from "./frames.ts";
import { Hub } from "./hub.ts";
import { permissions } from "./permission.ts";
import { followInserts } from "./replication.ts";
import type { TextRow } from "./pgoutput.ts";
import { httpBroadcast } from "./http_broadcast.ts";

const PUBLICATION = "supabase_realtime_messages_publication";
const DAY = 24 * 3600 * 1000;

export interface RealtimeOptions {
  /** Pool of the login `authenticator`, for the probes. */
  sql: Sql;
  /** Pool of a superuser, for partitions. */
  admin: Sql;
  /** The same superuser, for the replication connection. */
  adminUrl: string;
  keys: GatewayKeys;
  check: TokenCheck;
}

export interface Realtime {
  handler: FetchHandler;
  stop(): Promise<void>;
}

/** Makes the publication that the server reads, and the partitions of these days. May be run again. */
export async function prepareRealtime(admin: Sql): Promise<void> {
  const [found] = await admin`
    select 1 from pg_catalog.pg_publication where pubname = ${PUBLICATION}`;
  if (!found) {
    await admin.unsafe(`
      create publication ${PUBLICATION} for table realtime.messages
      with (publish = 'insert', publish_via_partition_root = true)`);
  }
  await admin`select realtime.local_partitions()`;
}

/** Starts reading realtime.messages and gives the handler of `/realtime/v1/*`. */
export async function startRealtime(options: RealtimeOptions): Promise<Realtime> {
  const { admin, adminUrl, keys, check } = options;
  await prepareRealtime(admin);
  const hub = new Hub();
  const following = await followInserts({
    url: adminUrl,
    publication: PUBLICATION,
    onInsert: (row) => deliverRow(hub, row),
    onGap: () => hub.disconnectAll(),
  });
  const expiry = setInterval(() => hub.expireTokens(), 1000);
  const partitions = setInterval(() => {
    admin`select realtime.local_partitions()`.catch((error) => report("realtime", error));
  }, DAY);
  const parts = { hub, check, permissions: permissions(asCallerOf(options.sql)) };
  return {
    handler: realtimeHandler(parts, keys),
    async stop() {
      clearInterval(expiry);
      clearInterval(partitions);
      hub.disconnectAll();
      await following.stop();
    },
  };
}

/** Only private broadcasts are delivered: there are no public channels. */
function deliverRow(hub: Hub, row: TextRow): void {
  if (row["extension"] !== "broadcast" || row["private"] !== "t") return;
  const { topic, event, id, payload, binary_payload: bytes } = row;
  if (!topic || !event || !id) return;
  const body = bytes ? Uint8Array.fromHex(bytes.slice(2)) : payload ?? "{}";
  hub.deliver({ topic, event, id, body });
}

function realtimeHandler(parts: RealtimeParts, keys: GatewayKeys): FetchHandler {
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/realtime/v1/websocket") return openSocket(request, parts, keys);
    if (request.method !== "POST" || !pathname.startsWith("/realtime/v1/api/broadcast")) {
      return json({ error: "not found" }, 404);
    }
    try {
      const caller = await admit(request, keys, parts.check);
      const body = await readBody(request, 3_000_000);
      if (!body) return json({ error: "payload too large" }, 413);
      return await httpBroadcast(parts, caller, request, body);
    } catch (error) {
      if (error instanceof Refusal) return error.toResponse();
      if (error instanceof BadToken) return json({ error: error.message }, 401);
      report("realtime", error);
      return json({ error: "Internal error" }, 500);
    }
  };
}

function openSocket(request: Request, parts: RealtimeParts, keys: GatewayKeys): Response {
  const { apikey } = credentials(request);
  const holder = apikey === null ? undefined : keyHolder(apikey, keys);
  if (!holder) return json({ error: "Invalid API key" }, 401);
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    return json({ error: "Expected a WebSocket handshake" }, 400);
  }
  const asked = new URL(request.url).searchParams.get("vsn") ?? "1.0.0";
  const version = (["1.0.0", "2.0.0"] as Version[]).find((known) => known === asked);
  if (!version) return json({ error: `Unknown protocol version ${asked}` }, 400);
  const { socket, response } = Deno.upgradeWebSocket(request, { idleTimeout: 60 });
  new Connection(socket, version, holder, parts);
  return response;
}
