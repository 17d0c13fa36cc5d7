import assert from "node:assert/strict";
import { withServer } from "../test_support.ts";
import { AccessTokens } from "./access_tokens.ts";
import { OpenClient } from "./client.ts";
import { clientOf, newToken, openPlatform, RowStore } from "./test_platform.ts";

Deno.test("C93 AccessTokens: twenty callers at once make one request, and the next uses what is kept", async () => {
  const answer = openPlatform(() => Response.json({ errcode: 0, delivery_list: [] }));
  await withServer(answer, async (base_url, seen) => {
    const store = new RowStore();
    const client = clientOf(base_url, store);
    const results = await Promise.all(Array.from({ length: 20 }, () => client.getDeliveryList()));
    assert(results.every(({ kind }) => kind === "ok"));
    const other_process = clientOf(base_url, store);
    assert.equal((await other_process.getDeliveryList()).kind, "ok");
    const asked = seen.filter(({ path }) => path.startsWith("/cgi-bin/stable_token"));
    assert.equal(asked.length, 1);
    assert.deepEqual(JSON.parse(asked[0]!.body), {
      grant_type: "client_credential",
      appid: "wx1",
      secret: "s3cret",
    });
  });
});

Deno.test("C93 AccessTokens: of several processes one asks, the others wait for what it writes", async () => {
  const answer = openPlatform(() => Response.json({ delivery_list: [] }));
  await withServer(answer, async (base_url, seen) => {
    const store = new RowStore();
    const clients = Array.from({ length: 5 }, () => clientOf(base_url, store));
    const results = await Promise.all(clients.map((client) => client.getDeliveryList()));
    assert(results.every(({ kind }) => kind === "ok"));
    assert.equal(seen.filter(({ path }) => path.startsWith("/cgi-bin/stable_token")).length, 1);
  });
});

Deno.test("AccessTokens: a refused token is replaced once and the call repeated once", async () => {
  const store = new RowStore();
  store.row = { token: "T0", expires_at_ms: Date.now() + 3_600_000 };
  const answer = openPlatform(() => Response.json({ delivery_list: [{ delivery_id: "YTO" }] }));
  await withServer(answer, async (base_url, seen) => {
    const result = await clientOf(base_url, store).getDeliveryList();
    assert.deepEqual(result, { kind: "ok", value: [{ delivery_id: "YTO" }] });
    assert.deepEqual(seen.map(({ path }) => path.split("=")[1] ?? "stable_token"), [
      "T0",
      "stable_token",
      "T1",
    ]);
    assert.equal(store.row?.token, "T1");
  });
});

Deno.test("AccessTokens: two refusals in a row end there", async () => {
  const answer = openPlatform(() => Response.json({}), "none is good");
  await withServer(answer, async (base_url, seen) => {
    const result = await clientOf(base_url).getDeliveryList();
    assert.equal(result.kind === "refused" ? result.advice : "", "retry");
    assert.equal(seen.length, 4);
  });
});

Deno.test("AccessTokens: one that another process has already replaced is read, not asked for", async () => {
  const store = new RowStore();
  store.row = { token: "T0", expires_at_ms: Date.now() + 3_600_000 };
  const answer = openPlatform(() => Response.json({ delivery_list: [] }));
  await withServer(answer, async (base_url, seen) => {
    const app = { appid: "wx1", secret: "s3cret", base_url };
    const tokens = new AccessTokens(app, store);
    assert.deepEqual(await tokens.get(), { kind: "ok", value: "T0" });
    store.row = { token: "T1", expires_at_ms: Date.now() + 7_200_000 };
    assert.deepEqual(await new OpenClient(app, tokens).getDeliveryList(), {
      kind: "ok",
      value: [],
    });
    assert(seen.every(({ path }) => !path.startsWith("/cgi-bin/stable_token")));
  });
});

Deno.test("AccessTokens: a caller that joins the reading of a token which WeChat has refused meanwhile goes on to another", async () => {
  const store = new RowStore();
  store.row = { token: "T0", expires_at_ms: Date.now() + 3_600_000 };
  const reading = Promise.withResolvers<void>();
  const read = store.read.bind(store);
  store.read = async () => (await reading.promise, await read());
  await withServer(() => Response.json(newToken(1)), async (base_url) => {
    const tokens = new AccessTokens({ appid: "wx1", secret: "s3cret", base_url }, store);
    const [first, second] = [tokens.get(), tokens.replace("T0")];
    reading.resolve();
    assert.deepEqual(await first, { kind: "ok", value: "T0" });
    assert.deepEqual(await second, { kind: "ok", value: "T1" });
  });
});

Deno.test("AccessTokens: a process that took the right to ask and died does not stop the others for ever", async () => {
  const store = new RowStore();
  store.claimed = true;
  await withServer(() => Response.json(newToken(1)), async (base_url) => {
    const tokens = new AccessTokens({ appid: "wx1", secret: "s3cret", base_url }, store);
    assert.deepEqual(await tokens.get(), { kind: "ok", value: "T1" });
  });
});

Deno.test("AccessTokens: a token without a time to live is no answer, and is not kept", async () => {
  for (const expires_in of [undefined, 0, -1, "soon"]) {
    const store = new RowStore();
    const answer = () => Response.json({ access_token: "T1", expires_in });
    await withServer(answer, async (base_url) => {
      const tokens = new AccessTokens({ appid: "wx1", secret: "s3cret", base_url }, store);
      assert.deepEqual(await tokens.get(), { kind: "unknown", reason: "malformed_reply" });
      assert.equal(store.row, null);
    });
  }
});

Deno.test("AccessTokens: one in its last minute is not used", async () => {
  const store = new RowStore();
  store.row = { token: "T0", expires_at_ms: Date.now() + 59_000 };
  await withServer(() => Response.json(newToken(1)), async (base_url) => {
    const tokens = new AccessTokens({ appid: "wx1", secret: "s3cret", base_url }, store);
    assert.deepEqual(await tokens.get(), { kind: "ok", value: "T1" });
    const { expires_at_ms } = store.row!;
    assert(Math.abs(expires_at_ms - Date.now() - 7_200_000) < 5_000);
  });
});

Deno.test("AccessTokens: a wrong secret is for an operator, under every errcode", async () => {
  for (const errcode of [40001, 40125, 40164]) {
    await withServer(() => Response.json({ errcode, errmsg: "" }), async (base_url) => {
      const result = await clientOf(base_url).getDeliveryList();
      assert.equal(result.kind === "refused" ? result.advice : "", "stop");
    });
  }
});
