import type { z } from "zod";
import { descriptionOf } from "../endpoint.ts";
import { sampleOf } from "./sample_of.ts";
import { openDoor, type RecordedCall } from "./door.ts";

/** What a route asks the database when everything that may be sent is sent. For tests. */
export interface RouteCalls {
  route: string;
  status: number;
  calls: RecordedCall[];
}

/** Every route, asked once with a full request. Routes that need WeChat stop where they would ask it. */
export async function callEveryRoute(): Promise<RouteCalls[]> {
  const door = await openDoor();
  const { tokens, limits } = door.services;
  limits.address.take = () => 0; // so many routes would be too many for one stranger
  const { verify } = tokens;
  const asked: RouteCalls[] = [];
  for (const { method, path, handler } of door.app.routes) {
    const spec = descriptionOf(handler);
    if (!spec || method === "ALL") continue;
    const headers: Record<string, string> = { "idempotency-key": "tap-00000001" };
    if (spec.auth === "member" || spec.auth === "someone") {
      Object.assign(headers, await door.member());
    }
    tokens.verify = verify;
    if (spec.auth === "staff") {
      tokens.verify = () => Promise.resolve({ role: "authenticated", sub: crypto.randomUUID() });
      headers.authorization = "Bearer staff";
    }
    const init: RequestInit = { method, headers };
    if (spec.json) {
      headers["content-type"] = "application/json";
      init.body = JSON.stringify(sampleOf(spec.json));
    }
    const from = door.calls.length;
    const response = await door.app.request(filled(path, spec.params) + queryOf(spec.query), init);
    await response.body?.cancel();
    asked.push({
      route: `${method} ${path}`,
      status: response.status,
      calls: door.calls.slice(from),
    });
  }
  return asked;
}

function filled(path: string, params: z.ZodType | undefined): string {
  const values: Record<string, unknown> = { shop: "demo" };
  if (params) Object.assign(values, sampleOf(params));
  return path.replace(/:(\w+)/g, (_, name) => String(values[name]));
}

function queryOf(query: z.ZodType | undefined): string {
  if (!query) return "";
  const values = sampleOf(query) as Record<string, unknown>;
  return "?" + new URLSearchParams(
    Object.entries(values).map(([name, value]) => [name, String(value)]),
  );
}
