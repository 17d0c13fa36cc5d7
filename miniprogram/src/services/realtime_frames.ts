/** Text frames of Supabase Realtime, version 1.0.0: JSON objects, so that nothing binary is needed. */
export interface Frame {
  topic: string;
  event: string;
  payload: Record<string, unknown>;
  ref: string | null;
  join_ref?: string | null;
}

/** Reads what the server sent; undefined when it is no frame. */
export function readFrame(text: string): Frame | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(raw) || typeof raw.topic !== "string" || typeof raw.event !== "string") {
    return undefined;
  }
  return {
    topic: raw.topic,
    event: raw.event,
    payload: isRecord(raw.payload) ? raw.payload : {},
    ref: typeof raw.ref === "string" ? raw.ref : null,
  };
}

/** The payload of `phx_join` on a private channel that only listens. */
export function joinPayload(token: string): Record<string, unknown> {
  return {
    config: {
      private: true,
      broadcast: { ack: false, self: false },
      presence: { key: "", enabled: false },
      postgres_changes: [],
    },
    access_token: token,
  };
}

/** The message inside a broadcast frame; undefined for every other frame. */
export function broadcastOf(frame: Frame): Record<string, unknown> | undefined {
  if (frame.event !== "broadcast" || !isRecord(frame.payload.payload)) return undefined;
  return frame.payload.payload;
}

/** Whether the server accepted what a `phx_reply` answers, and else why not. */
export function replyOf(frame: Frame): { ok: boolean; reason: string } {
  const response = isRecord(frame.payload.response) ? frame.payload.response : {};
  return {
    ok: frame.payload.status === "ok",
    reason: typeof response.reason === "string" ? response.reason : "",
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
