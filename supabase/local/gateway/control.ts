import { z } from "zod";
import { type FetchHandler, json, readBody } from "./http.ts";

/** The part of the local clock that `/_control/clock` moves. */
export interface ControlledClock {
  /** Milliseconds between the mall's time and the real time. */
  offset(): number;
  now(): Date;
  /** Throws RangeError for a step backwards. */
  advance(seconds: number): Promise<Date>;
  /** Throws RangeError for a time in the mall's past. */
  set(iso: string): Promise<Date>;
}

const Move = z.union([
  z.strictObject({ advance_seconds: z.number().nonnegative() }),
  z.strictObject({ to: z.iso.datetime({ offset: true }) }),
]);

/** `GET` tells the mall's time; `POST {"advance_seconds": n}` or `{"to": "<ISO time>"}` moves it forward. */
export function clockHandler(clock: ControlledClock): FetchHandler {
  return async (request) => {
    if (request.method === "POST") {
      const move = Move.safeParse(await readJson(request));
      if (!move.success) {
        return json({ error: 'expected {"advance_seconds": n} or {"to": "<ISO time>"}' }, 400);
      }
      try {
        if ("to" in move.data) await clock.set(move.data.to);
        else await clock.advance(move.data.advance_seconds);
      } catch (error) {
        if (error instanceof RangeError) return json({ error: error.message }, 400);
        throw error;
      }
    } else if (request.method !== "GET") {
      return json({ error: "method not allowed" }, 405, { allow: "GET, POST" });
    }
    return json({ now: clock.now().toISOString(), offset_seconds: clock.offset() / 1000 });
  };
}

async function readJson(request: Request): Promise<unknown> {
  try {
    return JSON.parse(new TextDecoder().decode(await readBody(request, 4096)));
  } catch {
    return undefined;
  }
}

/** `/_control/<name>`, for this machine alone, and for no page that comes from elsewhere. */
export function controlHandler(
  handlers: Record<string, FetchHandler>,
): (request: Request, fromHere: boolean) => Response | Promise<Response> {
  return (request, fromHere) => {
    const url = new URL(request.url);
    const origin = request.headers.get("origin");
    const local = ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
    if (!fromHere || !local || (origin !== null && origin !== url.origin)) {
      return json({ error: "only from this machine" }, 403);
    }
    const name = url.pathname.split("/")[2] ?? "";
    if (!Object.hasOwn(handlers, name)) return json({ error: "not found" }, 404);
    return handlers[name]!(request);
  };
}
