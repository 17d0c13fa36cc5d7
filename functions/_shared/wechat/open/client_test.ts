import assert from "node:assert/strict";
import { type Seen, withServer } from "../test_support.ts";
import { AccessTokens, type StoredToken, type TokenStore } from "./access_tokens.ts";
import { OpenClient } from "./client.ts";
import type { ShippingInfo } from "./types.ts";

const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);
const shipping: ShippingInfo = {
  order_key: { order_number_type: 2, transaction_id: "4200001" },
  logistics_type: 1,
  delivery_mode: 1,
  shipping_list: [{ item_desc: "龙井茶🍵*1", tracking_no: "YT1", express_company: "YTO" }],
  upload_time: "2026-01-01T00:00:00.000+08:00",
  payer: { openid: "oABC" },
};

/** A store that lives as long as the test: one row, one claim. */
class RowStore implements TokenStore {
  row: StoredToken | null = null;
  claimed = false;
  read() {
    return Promise.resolve(this.row);
  }
  claim() {
    const free = !this.claimed;
    this.claimed = true;
    return Promise.resolve(free);
  }
  write(token: StoredToken) {
    this.row = token;
    this.claimed = false;
    return Promise.resolve();
  }
}

function clientOf(base_url: string, store: TokenStore = new RowStore()): OpenClient {
  const app = { appid: "wx1", secret: "s3cret", base_url, timeout_ms: 3_000 };
  return new OpenClient(app, new AccessTokens(app, store));
}

/** api.weixin.qq.com with tokens T1, T2, …, where only `good` is taken; `reply` answers the rest. */
function openPlatform(reply: (seen: Seen) => Response, good = "T1") {
  let made = 0;
  return (seen: Seen): Response => {
    if (seen.path === "/cgi-bin/stable_token") return Response.json(newToken(++made));
    const token = new URLSearchParams(seen.path.split("?")[1]).get("access_token");
    if (token !== null && token !== good) {
      return Response.json({ errcode: 40001, errmsg: "invalid" });
    }
    return reply(seen);
  };
}

function newToken(number: number) {
  return { access_token: `T${number}`, expires_in: 7200 };
}

Deno.test("code2Session: who signed in, without the session_key", async () => {
  const answers = [
    { openid: "oABC", session_key: "tiihtNczf5v6AKRyjwEUhQ==" },
    { openid: "oABC", session_key: "tiihtNczf5v6AKRyjwEUhQ==", unionid: "uABC", errcode: 0 },
  ];
  let at = 0;
  await withServer(() => Response.json(answers[at++]), async (base_url, seen) => {
    const client = clientOf(base_url);
    assert.deepEqual(await client.code2Session("0a1"), { kind: "ok", value: { openid: "oABC" } });
    const value = { openid: "oABC", unionid: "uABC" };
    assert.deepEqual(await client.code2Session("0a1"), { kind: "ok", value });
    const expected =
      "/sns/jscode2session?appid=wx1&secret=s3cret&js_code=0a1&grant_type=authorization_code";
    assert.deepEqual([seen[0]!.method, seen[0]!.path], ["GET", expected]);
  });
});

Deno.test("code2Session: each refusal says what to do", async (t) => {
  const cases: [number, string][] = [
    [-1, "retry"],
    [45011, "retry"],
    [40029, "data"],
    [40163, "data"],
    [40226, "data"],
    [40013, "stop"],
    [40125, "stop"],
    [40164, "stop"],
  ];
  for (const [errcode, advice] of cases) {
    await t.step(`${errcode}`, async () => {
      await withServer(() => Response.json({ errcode, errmsg: "rid: 1" }), async (base_url) => {
        const result = await clientOf(base_url).code2Session("0a1");
        assert.deepEqual(result, { kind: "refused", errcode, errmsg: "rid: 1", advice });
      });
    });
  }
});

Deno.test("code2Session: no usable reply is unknown, and tells nothing of the secret", async () => {
  const cases: [string, () => Response][] = [
    ["malformed_reply", () => Response.json({})],
    ["malformed_reply", () => Response.json({ openid: "" })],
    ["malformed_reply", () => new Response("<html>")],
    ["malformed_reply", () => new Response("{")],
    ["server_error", () => new Response("{}", { status: 502 })],
  ];
  for (const [reason, answer] of cases) {
    await withServer(answer, async (base_url) => {
      assert.deepEqual(await clientOf(base_url).code2Session("0a1"), { kind: "unknown", reason });
    });
  }
  const nobody = await clientOf("http://127.0.0.1:1").code2Session("0a1");
  assert.deepEqual(nobody, { kind: "unknown", reason: "network" });
});

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

Deno.test("AccessTokens: who joins the reading of a token that WeChat refused meanwhile goes on to another", async () => {
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

Deno.test("getWxaCodeUnlimit: a picture, or a refusal whatever the content type", async () => {
  const code = { scene: "s=7bQ2", page: "pages/item/index" };
  const picture = () => new Response(jpeg, { headers: { "content-type": "image/jpeg" } });
  await withServer(openPlatform(picture), async (base_url, seen) => {
    const result = await clientOf(base_url).getWxaCodeUnlimit(code);
    assert.deepEqual(result, { kind: "ok", value: { bytes: jpeg, content_type: "image/jpeg" } });
    assert.deepEqual(JSON.parse(seen[1]!.body), code);
  });
  const refusal = () =>
    new Response(`{"errcode":41030,"errmsg":"invalid page"}`, {
      headers: { "content-type": "image/jpeg" },
    });
  await withServer(openPlatform(refusal), async (base_url) => {
    const result = await clientOf(base_url).getWxaCodeUnlimit(code);
    assert.equal(result.kind === "refused" ? result.errcode : 0, 41030);
  });
});

Deno.test("getWxaCodeUnlimit: a scene that WeChat cannot take is not sent", async () => {
  await withServer(() => Response.json({}), async (base_url, seen) => {
    for (const scene of ["", "x".repeat(33), "s=%20", "分享", "a b"]) {
      const result = await clientOf(base_url).getWxaCodeUnlimit({
        scene,
        page: "pages/item/index",
      });
      assert.equal(result.kind === "refused" ? result.advice : "", "data", scene);
    }
    assert.equal(seen.length, 0);
  });
});

Deno.test("uploadShippingInfo: cleaned texts; nothing changed is done; a payment not yet known is for later", async () => {
  const answers = [{ errcode: 0 }, { errcode: 10060023 }, { errcode: 10060001 }, {
    errcode: 10060002,
  }];
  let at = 0;
  const answer = openPlatform(() => Response.json({ errmsg: "", ...answers[at++] }));
  await withServer(answer, async (base_url, seen) => {
    const client = clientOf(base_url);
    assert.equal((await client.uploadShippingInfo(shipping)).kind, "ok");
    assert.equal((await client.uploadShippingInfo(shipping)).kind, "ok");
    const too_early = await client.uploadShippingInfo(shipping);
    assert.equal(too_early.kind === "refused" ? too_early.advice : "", "retry");
    const shipped = await client.uploadShippingInfo(shipping);
    assert.equal(shipped.kind === "refused" ? shipped.advice : "", "data");
    assert.equal(seen[1]!.path, "/wxa/sec/order/upload_shipping_info?access_token=T1");
    assert(seen[1]!.body.includes(`"item_desc":"龙井茶*1"`), "Chinese is not escaped");
  });
});

Deno.test("uploadShippingInfo: what lies in a parcel is told in at most 120 characters", async () => {
  await withServer(openPlatform(() => Response.json({ errcode: 0 })), async (base_url, seen) => {
    const client = clientOf(base_url);
    for (const length of [120, 121, 500]) {
      const shipping_list = [{ ...shipping.shipping_list[0]!, item_desc: "茶".repeat(length) }];
      await client.uploadShippingInfo({ ...shipping, shipping_list });
      const body = JSON.parse(seen.at(-1)!.body);
      assert.equal([...body.shipping_list[0].item_desc].length, 120);
    }
  });
});

Deno.test("getParcels: without parcels there are none; without an order it is no answer", async () => {
  const answers = [
    { order: { shipping: {} } },
    { order: { shipping: { shipping_list: [{ tracking_no: "YT1" }] } } },
    { order: {} },
    {},
  ];
  let at = 0;
  await withServer(openPlatform(() => Response.json(answers[at++])), async (base_url, seen) => {
    const client = clientOf(base_url);
    assert.deepEqual(await client.getParcels("4200001"), { kind: "ok", value: [] });
    assert.equal(JSON.parse(seen.at(-1)!.body).transaction_id, "4200001");
    const known = await client.getParcels("4200001");
    assert.deepEqual(known, { kind: "ok", value: [{ tracking_no: "YT1" }] });
    for (let n = 0; n < 2; n++) {
      assert.equal((await client.getParcels("4200001")).kind, "unknown");
    }
  });
});
