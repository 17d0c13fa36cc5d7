import assert from "node:assert/strict";
import { setting_doors } from "@/contracts/settings/catalogue.ts";
import { openDoor } from "./testing/door.ts";

Deno.test("every door of the settings catalogue has a route that reads and one that writes", async () => {
  const { app } = await openDoor();
  for (const { path } of Object.values(setting_doors)) {
    const methods = app.routes
      .filter((route) => `${route.path}/`.startsWith(`/api/shops/:shop${path}/`))
      .map(({ method }) => method);
    assert.ok(methods.includes("GET"), `GET ${path}`);
    assert.ok(methods.includes("PUT") || methods.includes("POST"), `PUT ${path}`);
  }
});
