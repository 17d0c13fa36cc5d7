import assert from "node:assert/strict";
import { openDatabase } from "@/shared/db.ts";
import { contactOf, createSealer } from "@/shared/seal.ts";
import { sealContact } from "@/shared/sealed_contact.ts";
import { createShopAccounts } from "@/shared/shop_accounts.ts";
import { asServer, type Member, newKey } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { jobs_claims } from "../../functions/jobs/services.ts";
import {
  contact,
  f1,
  f2,
  k2,
  key,
  old,
  progress,
  resealAll,
  rotated,
  saveAddress,
  saveKey,
} from "@/tests/support/resealing.ts";

Deno.test("a text that no key opens stands on the work list once and stops nothing; with its key back it is sealed anew", () =>
  onMall(async (mall, db) => {
    const members = await mall.members(2) as [Member, Member];
    const lost_key = createSealer(() => ({ seal: [key("k0", 9)], fingerprint: [f1] }));
    const lost = await saveAddress(mall, members[0], lost_key);
    await saveAddress(mall, members[1]);
    const lost_secret = await saveKey(mall, "app_secret", "secret", lost_key);
    await saveKey(mall, "api_v3_key", "v3");
    await resealAll(mall);
    assert.deepEqual(await progress(mall), { resealed: 2, unreadable: 2, finished: true });
    const open = async () =>
      await db.sql<{ id: string; kind: string; subject_id: string }[]>`
        select id, kind, subject_id from ops.work where status = 'open' order by kind`;
    const waiting = await open();
    assert.deepEqual(waiting.map(({ kind, subject_id }) => [kind, subject_id]), [
      ["contact_unreadable", lost],
      ["key_unreadable", lost_secret],
    ]);

    const found = createSealer(() => ({ seal: [k2, key("k0", 9)], fingerprint: [f2] }));
    for (const { id } of waiting) {
      await db.call(mall.owner, "decide_work", {
        shop: mall.shop,
        work_id: id,
        action: "retry",
        reason: "旧密钥找到了",
        idempotency_key: newKey(),
      });
    }
    await resealAll(mall, found);
    assert.equal((await open()).length, 0);
    const rows = await db.sql`select sealed from person.addresses where sealed not like 'v2.k2.%'`;
    assert.equal(rows.length, 0);
  }));

Deno.test("addresses that nothing opened, dismissed: one that its owner wrote again is sealed with the next key, the other is not listed again", () =>
  onMall(async (mall, db) => {
    const [member, other] = await mall.members(2) as [Member, Member];
    const lost_key = createSealer(() => ({ seal: [key("k0", 9)], fingerprint: [f1] }));
    const id = await saveAddress(mall, member, lost_key);
    await saveAddress(mall, other, lost_key);
    await resealAll(mall);
    for (const row of await mall.work("contact_unreadable")) await mall.decideWork(row, "dismiss");
    await db.call(asServer(member), "save_address", {
      idempotency_key: newKey(),
      address: { id, contact: await sealContact(rotated, member as never, contact) },
    });
    const next = createSealer(() => ({ seal: [key("k3", 5), k2], fingerprint: [f2] }));
    await resealAll(mall, next);
    const [kept] = await db.sql<{ sealed: string }[]>`
      select sealed from person.addresses where id = ${id}`;
    assert.match(kept!.sealed, /^v2\.k3\./);
    assert.deepEqual(await mall.work(), []);
  }));

Deno.test("one key that does not open is left out and listed; the shop's other keys go on working", () =>
  onMall(async (mall, db) => {
    const [member] = await mall.members(1) as [Member];
    await saveKey(mall, "api_v3_key", "v3");
    const bad = await saveKey(mall, "app_secret", "of another shop", {
      ...old,
      seal: (_whose, text) => old.seal(contactOf(mall.shop_id, member.member_id), text),
    });
    const pool = openDatabase(db.url("mall_jobs"));
    const accounts = createShopAccounts({
      db: pool,
      claims: jobs_claims,
      sealer: old,
      fn: "get_jobs_config",
    });
    const { credentials } = await accounts(mall.shop, 0);
    assert.deepEqual(credentials, { api_v3_key: [{ serial: "", value: "v3" }] });
    const work = () =>
      db.sql<{ subject_id: string; detail: unknown }[]>`
        select subject_id, detail from ops.work where kind = 'key_unreadable' and status = 'open'`;
    assert.deepEqual([...await work()], [
      { subject_id: bad, detail: { key: "app_secret", serial: null } },
    ]);
    await saveKey(mall, "app_secret", "secret");
    assert.deepEqual([...await work()], []);
    assert.deepEqual((await accounts(mall.shop, 0)).credentials.app_secret, [
      { serial: "", value: "secret" },
    ]);
    await pool.close();
  }));

Deno.test("an order's receiver whom no key opens is on the work list under the order", () =>
  onMall(async (mall, db) => {
    const [sku_id] = await mall.product([1000]) as [string];
    const { order_id } = await mall.buy(await mall.member(), [{ sku_id, quantity: 1 }]);
    await db.sql`update person.order_contacts set sealed = 'v2.k0.x'`;
    await db.call({ role: "mall_jobs" }, "record_resealed", {
      ...{ seal_key: "k2", fingerprint_key: "f2", stage: 3, last: [mall.shop_id, order_id] },
      items: [{ shop_id: mall.shop_id, id: order_id, before: "v2.k0.x" }],
    });
    const [item] = await mall.work("contact_unreadable");
    assert.deepEqual([item!.subject_id, item!.detail.order_id], [order_id, order_id]);
  }));
