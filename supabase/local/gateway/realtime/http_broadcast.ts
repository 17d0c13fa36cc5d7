import { json } from "../http.ts";
import type { Caller } from "../keys.ts";
import type { RealtimeParts } from "./connection.ts";
import type { Broadcast } from "./frames.ts";

/**
 * `POST /realtime/v1/api/broadcast` with `{messages}`, or `…/broadcast/<topic>/events/<event>` with the payload.
 * Answers 202. A message that the caller may not write, or that is not private, is dropped.
 */
export async function httpBroadcast(
  { hub, permissions }: RealtimeParts,
  caller: Caller,
  request: Request,
  body: Uint8Array<ArrayBuffer>,
): Promise<Response> {
  const broadcasts = readBroadcasts(request, body);
  if (!broadcasts) return json({ error: "invalid broadcast" }, 422);
  for (const broadcast of broadcasts) {
    if (await permissions.canWrite(caller, broadcast.topic)) hub.deliver(broadcast);
  }
  return new Response(null, { status: 202 });
}

const ONE = /^\/realtime\/v1\/api\/broadcast\/([^/]+)\/events\/([^/]+)$/;

function readBroadcasts(request: Request, body: Uint8Array<ArrayBuffer>): Broadcast[] | undefined {
  const url = new URL(request.url);
  const one = ONE.exec(url.pathname);
  try {
    if (one) {
      if (url.searchParams.get("private") !== "true") return [];
      const [topic, event] = [decodeURIComponent(one[1]!), decodeURIComponent(one[2]!)];
      const binary = request.headers.get("content-type") === "application/octet-stream";
      return [{ topic, event, body: binary ? body : jsonText(body) }];
    }
    const { messages } = JSON.parse(new TextDecoder().decode(body));
    return messages.filter((message: { private?: boolean }) => message.private === true).map(
      ({ topic, event, payload }: Record<string, unknown>) => {
        if (typeof topic !== "string" || typeof event !== "string") throw new TypeError("topic");
        return { topic, event, body: JSON.stringify(payload ?? {}) };
      },
    );
  } catch {
    return undefined;
  }
}

/** The text of a JSON body. Throws when it is not JSON. */
function jsonText(body: Uint8Array): string {
  const text = new TextDecoder().decode(body);
  JSON.parse(text);
  return text;
}
