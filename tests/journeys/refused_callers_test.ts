import assert from "node:assert/strict";
import { ErrorReply, InvalidRequestDetails } from "@/contracts/errors.ts";
import { Address } from "@/contracts/members.ts";
import { contact } from "./support/phone.ts";
import { earner, pair } from "./support/earning.ts";
import { journey, town } from "./support/journey.ts";
import { MallClient } from "./support/mall_client.ts";
import { Shop } from "./support/shop.ts";

/** A request with exactly this token; answers status and code. */
async function asked(base: string, token: string | null, method = "GET", path = "/me") {
  const client = new MallClient(base, () => Promise.resolve(token));
  const response = await client.raw(method, path, method === "GET" ? undefined : {});
  return [response.status, ErrorReply.parse(await response.json()).error.code];
}

/** A token whose payload says something else, under the same signature. */
function tampered(token: string, change: Record<string, unknown>): string {
  const [head, payload, signature] = token.split(".") as [string, string, string];
  const bytes = Uint8Array.fromBase64(payload, { alphabet: "base64url" });
  const claims = { ...JSON.parse(new TextDecoder().decode(bytes)), ...change };
  const changed = new TextEncoder().encode(JSON.stringify(claims))
    .toBase64({ alphabet: "base64url", omitPadding: true });
  return [head, changed, signature].join(".");
}

function unsigned(token: string): string {
  const head = btoa(JSON.stringify({ alg: "none", typ: "JWT" })).replaceAll("=", "");
  return [head, token.split(".")[1], ""].join(".");
}

journey("a token that was changed, not signed, of another, or over is no token", async (shop) => {
  const [victim, thief] = await shop.newcomers(2);
  await Promise.all([victim!.signIn(), thief!.signIn()]);
  const { base } = thief!.api;
  const token = await thief!.token();
  const bad = [401, "TOKEN_INVALID"];
  const as_victim = { sub: victim!.id, member_id: victim!.id };
  assert.deepEqual(await asked(base, tampered(token, as_victim)), bad);
  assert.deepEqual(await asked(base, tampered(token, { exp: 4_000_000_000 })), bad);
  assert.deepEqual(await asked(base, tampered(token, { kind: undefined })), bad);
  assert.deepEqual(await asked(base, unsigned(tampered(token, as_victim))), bad);
  assert.deepEqual(await asked(base, `${token}x`), bad);
  assert.deepEqual(await asked(base, null), [401, "SIGN_IN_REQUIRED"]);
  const staff_path = "/staff/session";
  assert.deepEqual(await asked(base, token, "GET", staff_path), [403, "FORBIDDEN"]);
  const rest = await fetch(`${town.stack.url}/rest/v1/rpc/get_me`, {
    method: "POST",
    headers: {
      apikey: town.stack.publishable_key,
      authorization: `Bearer ${tampered(token, as_victim)}`,
      "content-type": "application/json",
    },
    body: "{}",
  });
  await rest.body?.cancel();
  assert.equal(rest.status, 401);
  await town.later({ minutes: 61 });
  assert.deepEqual(await asked(base, token), bad);
  assert.equal((await thief!.signIn()).member.id, thief!.id); // a silent wx.login goes on
});

journey("nobody listens to another's topic", async (shop) => {
  const [one, other] = await shop.newcomers(2);
  await Promise.all([one!.signIn(), other!.signIn()]);
  const refused = { message: /Unauthorized/ };
  await assert.rejects(other!.listen(`member:${one!.id}`), refused);
  await assert.rejects(other!.listen(`shop:${shop.id}:live`), refused);
  const neighbour = await Shop.open(town);
  await assert.rejects(neighbour.owner.watch(shop.id), refused);
});

journey("another member's things do not exist", async (shop) => {
  const { seller, buyer, order } = await earner(shop, 1_000);
  const { id: after_sale } = await buyer.askRefund(order.order_id);
  const { id: withdrawal } = await seller.withdraw(1_000);
  const address = await buyer.api.put("/addresses", Address, { contact });
  const stranger = await shop.newcomer();
  await stranger.signIn();
  const token = await stranger.token();
  const routes: [method: string, path: string, code: string][] = [
    ["GET", `/orders/${order.order_id}`, "ORDER_NOT_FOUND"],
    ["POST", `/orders/${order.order_id}/payments`, "ORDER_NOT_FOUND"],
    ["POST", `/orders/${order.order_id}/cancellation`, "ORDER_NOT_FOUND"],
    ["POST", `/orders/${order.order_id}/receipt`, "ORDER_NOT_FOUND"],
    ["POST", `/after-sales/${after_sale}/cancellation`, "AFTER_SALE_NOT_FOUND"],
    ["DELETE", `/addresses/${address.id}`, "ADDRESS_NOT_FOUND"],
    ["GET", `/withdrawals/${withdrawal}/package`, "WITHDRAWAL_NOT_FOUND"],
    ["POST", `/withdrawals/${withdrawal}/cancellation`, "WITHDRAWAL_NOT_FOUND"],
  ];
  for (const [method, path, code] of routes) {
    assert.deepEqual(await asked(stranger.api.base, token, method, path), [404, code], path);
  }
}, { settle_days: 0 });

journey("another shop's things do not exist, for members and staff", async (shop) => {
  const { buyer, order } = await earner(shop, 1_000);
  const { id: product } = await shop.sells({ prices_fen: [1_000] });
  const share = await buyer.share();
  const there = await Shop.open(town);
  const { buyer: neighbour, seller } = await pair(there);
  const token = await neighbour.token();
  const not_found = (code: string) => [404, code];
  const [here_base, there_base] = [buyer.api.base, neighbour.api.base];
  assert.deepEqual(await asked(here_base, token), not_found("SHOP_NOT_FOUND"));
  assert.deepEqual(
    await asked(there_base, token, "GET", `/orders/${order.order_id}`),
    not_found("ORDER_NOT_FOUND"),
  );
  assert.deepEqual(
    await asked(there_base, null, "GET", `/products/${product}`),
    not_found("PRODUCT_NOT_FOUND"),
  );
  await assert.rejects(neighbour.open(share), { code: "SHARE_NOT_FOUND" });
  await assert.rejects(there.owner.order(order.order_id), { code: "ORDER_NOT_FOUND" });
  await assert.rejects(shop.owner.approveDistributor(seller.id), { code: "DISTRIBUTOR_NOT_FOUND" });
  const staff_token = await there.owner.accessToken();
  for (const path of ["/staff/session", "/staff/orders", "/staff/overview", "/staff/people"]) {
    const answer = await asked(here_base, staff_token, "GET", path);
    assert.deepEqual(answer, not_found("SHOP_NOT_FOUND"), path);
  }
}, { settle_days: 0 });

/** Of a route's path, as its description has it. */
interface Parameter {
  name: string;
  schema: { enum?: string[]; type?: string; pattern?: string };
}

/** Something of the form that a parameter asks for. */
function someOf(schema?: Parameter["schema"]): string {
  const id = crypto.randomUUID();
  const form = new RegExp(schema?.pattern ?? "");
  const fits = [id, id.slice(0, 8), "name"].find((one) => form.test(one));
  return schema?.enum?.[0] ?? (schema?.type === "integer" ? "1" : fits!);
}

journey(
  "a field that nobody knows is refused by its name, at every route that takes a body",
  async (shop) => {
    const buyer = await shop.newcomer();
    await buyer.signIn();
    const page = await fetch(`${town.stack.url}/functions/v1/api/openapi.json`);
    const { paths } = await page.json() as {
      paths: Record<string, Record<string, { requestBody?: unknown; parameters?: Parameter[] }>>;
    };
    let routes = 0;
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { requestBody, parameters = [] }] of Object.entries(methods)) {
        if (requestBody === undefined) continue;
        routes++;
        const api = /\/(staff|invitations)\//.test(path) ? shop.owner.api : buyer.api;
        const filled = path.replace(/.*\{shop\}/, "").replaceAll(
          /\{(\w+)\}/g,
          (_, name) => someOf(parameters.find((one) => one.name === name)?.schema),
        );
        const response = await api.raw(method.toUpperCase(), filled, { colour: "red" });
        const { error } = ErrorReply.parse(await response.json());
        assert.deepEqual([response.status, error.code], [400, "INVALID_REQUEST"], path);
        const { fields } = InvalidRequestDetails.parse(error.details);
        assert.ok(fields!.some(({ field }) => field === "colour"), `${path}: ${error.details}`);
      }
    }
    assert.ok(routes >= 30, `${routes} routes`);
    const inside = await buyer.api.raw("POST", "/quotes", {
      lines: [{ sku_id: crypto.randomUUID(), quantity: 1, price_fen: 1 }],
    });
    const { error } = ErrorReply.parse(await inside.json());
    assert.equal(error.details!.field, "lines.0.price_fen");
  },
);
