/** What staff look after besides orders. */
import assert from "node:assert/strict";
import { contact, reason, type Story } from "./story.ts";

export async function lookAfterDistributors(story: Story): Promise<void> {
  const { house, ask, refusal, owner } = story;
  const { items } = await ask("GET /staff/distributors", { as: owner });
  const distributor = items.find((one: { parent_id: string | null }) => one.parent_id).id;
  const about = { as: owner, params: { distributor }, json: { reason } };
  await ask("GET /staff/distributors/:distributor", { as: owner, params: { distributor } });
  await ask("POST /staff/distributors/:distributor/suspension", about);
  await ask("POST /staff/distributors/:distributor/restoration", about);
  await ask("PUT /staff/distributors/:distributor/parent", {
    ...about,
    json: { parent_id: null, reason },
  });
  await ask("POST /staff/distributors/:distributor/expulsion", about);
  const void_one = await ask("GET /staff/commissions", { as: owner });
  assert.equal(
    await refusal("POST /staff/commissions/:commission/voiding", {
      as: owner,
      params: { commission: void_one.items[0].id },
      json: { reason },
    }),
    "COMMISSION_STATE",
  );
  await house.test_db.sql`
    update ledger.commissions set status = 'held', settled_at = null where id = ${
    void_one.items[0].id
  }`;
  await ask("POST /staff/commissions/:commission/voiding", {
    as: owner,
    params: { commission: void_one.items[0].id },
    json: { reason },
  });
}

export async function lookAfterTheShop(story: Story): Promise<void> {
  const { house, ask, refusal, owner } = story;
  const { items } = await ask("GET /staff/people", { as: owner });
  await ask("PUT /staff/people/:staff", {
    as: owner,
    params: { staff: items[0].id },
    json: { role: "owner", status: "active", reason },
  });
  await house.test_db.sql`
    insert into auth.users (id, aud, role, email)
    values (gen_random_uuid(), 'authenticated', 'authenticated', 'new@example.com')`;
  await ask("POST /staff/people", {
    as: owner,
    json: { email: "new@example.com", name: "新同事", role: "support", reason },
  });
  await ask("PUT /staff/credentials", {
    as: owner,
    json: { kind: "app_secret", value: "0123456789abcdef0123456789abcdef", reason },
  });
  await house.test_db.sql`
    select private.add_work(o.shop_id, 'unsent_refund', o.subject_id, private.outbox_concern(o))
      from ops.outbox o where o.kind = 'refund'`;
  const work = await ask("GET /staff/work", { as: owner });
  assert.equal((await ask("GET /staff/work/count", { as: owner })).open, work.items.length);
  const decision = {
    as: owner,
    params: { work: work.items[0].id },
    json: { action: "retry", reason },
  };
  const { as, params } = decision;
  assert.deepEqual(await ask("GET /staff/work/:work", { as, params }), work.items[0]);
  await ask("POST /staff/work/:work/decision", decision);
  assert.equal(await refusal("POST /staff/work/:work/decision", decision), "WORK_STATE");
  const keys = await ask("GET /staff/credentials", { as: owner });
  assert.doesNotMatch(JSON.stringify(keys), /v1\.|0123456789abcdef/);
  const log = await ask("GET /staff/audit-log", {
    as: owner,
    query: { command: "save_credential" },
  });
  assert.equal(log.items.length, keys.items.length);
  await ask("GET /staff/audit-log/actors", { as: owner });
  const changes = await ask("GET /staff/setting-changes", { as: owner });
  assert.ok(changes.items.some((one: { setting: string }) => one.setting === "freight_fen"));
  await openingStep(story);
  await ask("GET /staff/overview", { as: owner });
  for (const by of ["distributor", "product"]) {
    await ask("GET /staff/funnel", { as: owner, query: { days: "1", by } });
  }
}

async function openingStep({ ask, owner }: Story): Promise<void> {
  const params = { step: "staff" };
  const { steps } = await ask("PUT /staff/setup/:step", { as: owner, params, json: { reason } });
  assert.deepEqual((await ask("GET /staff/setup", { as: owner })).steps, steps);
  const image = "/storage/v1/object/public/goods/first.webp";
  const offered = await ask("POST /staff/setup/first-order", {
    as: owner,
    json: { image, reason },
  });
  assert.equal(offered.first_product.on_sale, true);
}

const jpeg = "/9j/4AAQSkZJRgABAQAA";

export async function forget(story: Story): Promise<void> {
  const { house, ask, refusal, owner, skus } = story;
  const d = await house.member("o-d");
  await ask("PUT /me", { as: d, json: { nickname: "叶子", avatar: jpeg } });
  assert.equal((await ask("GET /me/phone", { as: d })).phone, null);
  assert.equal((await ask("DELETE /me/phone", { as: d })).phone, null);
  const address = await ask("PUT /addresses", { as: d, json: { contact } });
  assert.deepEqual(address.contact, contact);
  assert.equal((await ask("GET /addresses", { as: d })).items.length, 1);
  await ask("DELETE /addresses/:address", { as: d, params: { address: address.id } });
  const quote = await ask("POST /quotes", {
    as: d,
    json: { lines: [{ sku_id: skus[0], quantity: 1 }] },
  });
  const placed = await ask("POST /orders", {
    as: d,
    json: {
      lines: [{ sku_id: skus[0], quantity: 1 }],
      expected_payable_fen: quote.payable_fen,
      contact,
    },
  });
  assert.deepEqual((await ask("DELETE /me", { as: d })).waits_for, ["order"]);
  const leaving = await ask("GET /staff/leaving", { as: owner });
  assert.deepEqual(leaving.items.map((one: { waits_for: string[] }) => one.waits_for), [
    ["order"],
  ]);
  await ask("POST /staff/orders/:order/closing", {
    as: owner,
    params: { order: placed.order_id },
    json: { reason },
  });
  assert.deepEqual((await ask("DELETE /me", { as: d })).waits_for, []);
  assert.equal(await refusal("GET /me", { as: d }), "SIGN_IN_REQUIRED");
}

/** The shop says something in other words, and what it said before stays. */
export async function changeTexts({ ask, owner }: Story): Promise<void> {
  const before = await ask("GET /texts/:kind", { params: { kind: "privacy" } });
  await ask("PUT /staff/texts/:kind", {
    as: owner,
    params: { kind: "privacy" },
    json: { parts: [{ title: "注销", text: "随时可以注销。" }], reason },
  });
  const { version } = before;
  const kept = await ask("GET /texts/:kind/:version", { params: { kind: "privacy", version } });
  assert.deepEqual(kept, before);
  await ask("GET /staff/texts", { as: owner });
  const licence = { name: "营业执照", holder: "茶舍", number: "91330100MA2B3C4D5E" };
  const picture_url = "https://p.example/licence.webp";
  await ask("PUT /staff/theme", {
    as: owner,
    json: { theme: { licences: [{ ...licence, picture_url }] }, reason },
  });
  assert.deepEqual((await ask("GET /about")).licences, [{ ...licence, picture_url }]);
}

export async function leaveAndJoin(story: Story): Promise<void> {
  const { house, ask, owner } = story;
  const lin = await house.staff("viewer");
  const { email } = JSON.parse(atob(lin.split(".")[1]!)) as { email: string };
  await house.test_db.sql`
    update auth.users set email_confirmed_at = now() where email = ${email}`;
  await ask("POST /staff/leave", { as: lin, json: { reason } });
  assert.deepEqual((await ask("GET /staff/shops", { as: lin })).items, []);
  const token = "t".repeat(43);
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  const token_hash = new Uint8Array(hash).toHex();
  const invited = { email, name: "林小青", role: "support", reason };
  await ask("POST /staff/invitations", { as: owner, json: { ...invited, token_hash } });
  const opened = await ask("GET /invitations/:token", { params: { token } });
  assert.deepEqual([opened.email, opened.state], [email, "open"]);
  await ask("POST /invitations/acceptance", { as: lin, json: { token, name: "林小青" } });
  assert.equal((await ask("GET /staff/shops", { as: lin })).items[0].role, "support");
  const other = await ask("POST /staff/invitations", {
    as: owner,
    json: { ...invited, email: "chen@example.com", token_hash: "0".repeat(64) },
  });
  await ask("POST /staff/invitations/:invitation/revocation", {
    as: owner,
    params: { invitation: other.id },
    json: { reason },
  });
  const { items } = await ask("GET /staff/invitations", { as: owner });
  assert.deepEqual(items.map((one: { state: string }) => one.state), ["revoked", "accepted"]);
}
