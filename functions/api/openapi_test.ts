import assert from "node:assert/strict";
import { Hono } from "hono";
import { openApi } from "./openapi.ts";
import { openDoor } from "./testing/door.ts";

type Operation = {
  operationId: string;
  summary: string;
  parameters?: { name: string; in: string }[];
};
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
}

const { app } = await openDoor();
const served = await app.request("/api/openapi.json");
const document = await served.json() as Document;

Deno.test("openapi.json has every route of the app and no other", () => {
  const routes = app.routes.filter(({ method }) => method !== "ALL")
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
  const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`)
  );
  assert.equal(served.status, 200);
  assert.equal(document.openapi, "3.1.0");
  assert.deepEqual(documented.toSorted(), routes.toSorted());
  assert.ok(documented.includes("GET /api/openapi.json"));
  assert.ok(documented.includes("POST /api/shops/{shop}/orders"));
});

Deno.test("openApi() refuses a route that does not describe itself", () => {
  const bare = new Hono().get("/api/secret", (c) => c.text("x"));
  assert.throws(() => openApi(bare), /Cannot describe GET \/api\/secret/);
});

Deno.test("openapi.json names each operation once, each path parameter, and each idempotency key", () => {
  const names: string[] = [];
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const operation of Object.values(operations)) {
      names.push(operation.operationId);
      assert.ok(operation.summary.length > 3, path);
      const asked = (path.match(/\{(\w+)\}/g) ?? []).map((name) => name.slice(1, -1));
      const described = (operation.parameters ?? []).filter((one) => one.in === "path");
      assert.deepEqual(described.map((one) => one.name), asked);
    }
  }
  assert.equal(new Set(names).size, names.length);
  const place = document.paths["/api/shops/{shop}/orders"]!.post!;
  assert.ok(place.parameters!.some((one) => one.in === "header" && one.name === "Idempotency-Key"));
});

Deno.test("openapi.json refers only to schemas that it holds", () => {
  const text = JSON.stringify(document);
  const referred = new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref!));
  assert.ok(referred.size > 30);
  for (const ref of referred) {
    const name = ref.replace("#/components/schemas/", "");
    assert.ok(name in document.components.schemas, ref);
  }
});
