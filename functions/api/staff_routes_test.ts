import assert from "node:assert/strict";
import { descriptionOf } from "./endpoint.ts";
import { openDoor } from "./testing/door.ts";

const { app } = await openDoor();
const staff_routes = app.routes.flatMap(({ method, path, handler }) => {
  const spec = descriptionOf(handler);
  return spec?.auth === "staff" && method !== "ALL" ? [{ method, path, spec }] : [];
});

Deno.test("every command of staff demands an Idempotency-Key at the route, and reading demands none", () => {
  const odd = staff_routes.filter(({ method, spec }) =>
    (method !== "GET") !== (spec.idempotent === true)
  );
  assert.deepEqual(odd.map(({ method, path }) => `${method} ${path}`), []);
});
