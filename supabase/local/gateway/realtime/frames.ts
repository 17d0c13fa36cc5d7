/**
 * The two wire formats of Supabase Realtime. Version 1.0.0 is JSON objects; 2.0.0 is JSON arrays, with broadcasts as
 * binary frames: kind 3 from a client, kind 4 to one. Lengths in binary headers are bytes of UTF-8.
 */
export type Version = "1.0.0" | "2.0.0";

export interface Frame {
  joinRef: string | null;
  ref: string | null;
  /** As on the wire: `realtime:<name>`, or `phoenix`. */
  topic: string;
  event: string;
  payload: Record<string, unknown>;
}

/** One broadcast on its way to subscribers. */
export interface Broadcast {
  /** Without the `realtime:` of the wire. */
  topic: string;
  event: string;
  /** JSON text, or raw bytes. */
  body: string | Uint8Array<ArrayBuffer>;
  /** Id of the row in realtime.messages; a broadcast by a client has none. */
  id?: string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/** Reads a frame; undefined when it is none. A binary broadcast's bytes stay in `payload.payload`. */
export function decodeFrame(data: string | ArrayBuffer, version: Version): Frame | undefined {
  try {
    if (typeof data !== "string") return version === "2.0.0" ? decodeBinary(data) : undefined;
    const raw = JSON.parse(data);
    const [joinRef, ref, topic, event, payload] = version === "2.0.0"
      ? raw
      : [raw.join_ref, raw.ref, raw.topic, raw.event, raw.payload];
    if (typeof topic !== "string" || typeof event !== "string") return undefined;
    return { joinRef: text(joinRef), ref: text(ref), topic, event, payload: record(payload) };
  } catch {
    return undefined;
  }
}

function decodeBinary(data: ArrayBuffer): Frame | undefined {
  const bytes = new Uint8Array(data);
  if (bytes[0] !== 3 || bytes.length < 7) return undefined;
  let at = 7;
  const part = (i: number) => decoder.decode(bytes.subarray(at, at += bytes[i]!));
  const [joinRef, ref, topic, event] = [part(1), part(2), part(3), part(4)];
  at += bytes[5]!;
  if (at > bytes.length) return undefined;
  const body = bytes.slice(at);
  const payload = bytes[6] === 1 ? JSON.parse(decoder.decode(body)) : body;
  return {
    joinRef: joinRef || null,
    ref: ref || null,
    topic,
    event: "broadcast",
    payload: { type: "broadcast", event, payload },
  };
}

export function encodeFrame(frame: Frame, version: Version): string {
  const { joinRef, ref, topic, event, payload } = frame;
  return JSON.stringify(
    version === "2.0.0"
      ? [joinRef, ref, topic, event, payload]
      : { join_ref: joinRef, ref, topic, event, payload },
  );
}

/** A broadcast for clients of one version; undefined when that version cannot carry it (bytes in 1.0.0). */
export function encodeBroadcast(
  broadcast: Broadcast,
  version: Version,
): string | Uint8Array<ArrayBuffer> | undefined {
  const topic = `realtime:${broadcast.topic}`;
  const meta = broadcast.id === undefined ? "" : JSON.stringify({ id: broadcast.id });
  if (version === "2.0.0") return encodeBinary(topic, meta, broadcast);
  if (typeof broadcast.body !== "string") return undefined;
  const payload = `{"type":"broadcast","event":${JSON.stringify(broadcast.event)},"payload":` +
    `${broadcast.body}${meta && `,"meta":${meta}`}}`;
  return `{"topic":${JSON.stringify(topic)},"event":"broadcast","payload":${payload},"ref":null}`;
}

function encodeBinary(
  topic: string,
  meta: string,
  broadcast: Broadcast,
): Uint8Array<ArrayBuffer> | undefined {
  const isJson = typeof broadcast.body === "string";
  const parts = [topic, broadcast.event, meta].map((part) => encoder.encode(part));
  if (parts.some(({ length }) => length > 255)) return undefined;
  const body = typeof broadcast.body === "string" ? encoder.encode(broadcast.body) : broadcast.body;
  const head = [4, ...parts.map(({ length }) => length), isJson ? 1 : 0];
  const all = [Uint8Array.from(head), ...parts, body];
  const frame = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of all) {
    frame.set(part, at);
    at += part.length;
  }
  return frame;
}

function text(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

function record(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === "object" ? value as Record<string, unknown> : {};
}
