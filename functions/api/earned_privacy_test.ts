import assert from "node:assert/strict";
import { z } from "zod";
import { catalog } from "./routes/catalog.ts";
import { descriptionOf } from "./endpoint.ts";
import { openHouse } from "./testing/house.ts";
import { furnish, recruit } from "./testing/replies/shop.ts";
import { reason, type Story } from "./testing/replies/story.ts";
import { openDoor } from "./testing/door.ts";

/** What only a distributor may read of a product. */
const secret = /earn|commission|rate_bps|extra_bps|(lowest|highest|default)_fen/;

Deno.test("no contract of a route that anybody or a visitor may ask has a field for what is earned", async () => {
  const { app } = await openDoor();
  const open = app.routes.filter(({ handler }) =>
    ["anyone", "someone"].includes(descriptionOf(handler)?.auth ?? "")
  );
  assert.ok(open.length > 15);
  for (const { method, path, handler } of open) {
    if (path.endsWith("/openapi.json")) continue; // describes every contract
    const { reply } = descriptionOf(handler)!;
    const contract = JSON.stringify(z.toJSONSchema(reply, { unrepresentable: "any" }));
    assert.doesNotMatch(contract, secret, `${method} ${path}`);
  }
});

Deno.test("each route of the catalogue answers a distributor, a shopper and nobody the same, without what is earned", async () => {
  const house = await openHouse();
  const named = { a: "openid-a", b: "openid-b", c: "openid-c" };
  const people = Object.fromEntries(
    await Promise.all(
      Object.entries(named).map(async ([name, openid]) => [name, await house.member(openid)]),
    ),
  ) as Record<"a" | "b" | "c", string>;
  const owner = await house.staff("owner");
  const story: Story = { ...house, house, owner, ...people, skus: [], product: "", order: "" };
  try {
    await furnish(story);
    await recruit(story);
    const [topic] = await house.test_db.sql<{ id: string }[]>`
      select id from shop.pages where kind = 'topic'`;
    const json = { archived: false, reason };
    await house.ask("PUT /staff/pages/:page/status", {
      as: owner,
      params: { page: topic!.id },
      json,
    });
    const params = { product: story.product, topic: topic!.id };
    for (const { method, path } of catalog.routes) {
      const route = `${method} ${path}`;
      const [nobody, ...signed_in] = await Promise.all([
        house.ask(route, { params }),
        house.ask(route, { params, as: story.c }),
        house.ask(route, { params, as: story.b }),
      ]);
      assert.doesNotMatch(JSON.stringify(nobody), secret, route);
      for (const one of signed_in) assert.deepEqual(one, nobody, route);
    }
  } finally {
    await house.close();
  }
});
