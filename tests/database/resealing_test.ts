import assert from "node:assert/strict";
import type { Contact } from "@/contracts/members.ts";
import { openDatabase } from "@/shared/db.ts";
import { contactOf, createSealer, credentialOf, refundCardOf } from "@/shared/seal.ts";
import { sealContact } from "@/shared/sealed_contact.ts";
import { writeLogTo } from "@/shared/log.ts";
import { createShopAccounts } from "@/shared/shop_accounts.ts";
import { asServer, type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { minutes, onMall } from "@/tests/support/on_mall.ts";
import { reseal } from "../../functions/jobs/resealing.ts";
import { startRun } from "../../functions/jobs/run.ts";
import { jobs_claims, type Services } from "../../functions/jobs/services.ts";

writeLogTo(() => {});
const key = (id: string, fill: number) => ({ id, bytes: new Uint8Array(32).fill(fill) });
const [k1, k2, f1, f2] = [key("k1", 1), key("k2", 2), key("f1", 3), key("f2", 4)];
const old = createSealer(() => ({ seal: [k1], fingerprint: [f1] }));
const rotated = createSealer(() => ({ seal: [k2, k1], fingerprint: [f2, f1] }));
const renewed = createSealer(() => ({ seal: [k2], fingerprint: [f2] }));

const contact: Contact = {
  name: "王小明",
  phone: "13812345678",
  province: "浙江省",
  city: "杭州市",
  district: "西湖区",
  detail: "龙井路1号",
};

/** What the jobs stand on, with one sealer. */
function servicesOf(mall: Mall, sealer = rotated): Services {
  return {
    call: (fn, args = {}) => mall.db.call(jobs_claims, fn, args),
    account: () => Promise.reject(new Error("nobody asks WeChat")),
    sealer,
    secret: () => "",
  };
}

/** One tick. */
const tick = (services: Services) => reseal(services, startRun(60_000));

/** A tick, and one after no process is left that has the old keys alone. Answers how many rows were looked at. */
async function resealAll(mall: Mall, sealer = rotated): Promise<number> {
  const first = await tick(servicesOf(mall, sealer));
  await mall.db.clock.advance(minutes(10));
  return first + await tick(servicesOf(mall, sealer));
}

async function saveAddress(mall: Mall, member: Member, sealer = old): Promise<string> {
  const sealed = await sealContact(sealer, member as Member & { shop_id: string }, contact);
  const { id } = await mall.db.call<{ id: string }>(asServer(member), "save_address", {
    idempotency_key: newKey(),
    address: { id: null, contact: sealed, is_default: true },
  });
  return id;
}

async function saveKey(mall: Mall, kind: string, value: string, sealer = old): Promise<string> {
  const sealed = await sealer.seal(credentialOf(mall.shop_id, kind, ""), value);
  const { id } = await mall.db.call<{ id: string }>(asServer(mall.owner), "save_credential", {
    shop: mall.shop,
    credential: { kind, sealed },
    reason: "开店",
    idempotency_key: newKey(),
  });
  return id;
}

async function progress(mall: Mall) {
  const [row] = await mall.db.sql<
    { resealed: number; unreadable: number; finished: boolean }[]
  >`select resealed::int as resealed, unreadable::int as unreadable, finished_at is not null as finished
      from ops.resealing where seal_key = 'k2'`;
  return row;
}

Deno.test("rotating the keys re-seals everything, and then the old ones are not needed any more", () =>
  onMall(async (mall, db) => {
    const members = await mall.members(3) as [Member, Member, Member];
    for (const member of members) await saveAddress(mall, member);
    const [sku_id] = await mall.product([5000]) as [string];
    const { order_id } = await mall.place(members[0], [{ sku_id, quantity: 1 }]);
    const receiver = await sealContact(old, members[0] as never, contact);
    await db.sql`update person.order_contacts set ${db.sql({ ...receiver })}`;
    await saveKey(mall, "app_secret", "secret");

    await resealAll(mall);
    assert.deepEqual(await progress(mall), { resealed: 5, unreadable: 0, finished: true });
    const rows = await db.sql<
      {
        member_id: string;
        sealed: string;
        phone_fingerprint: string;
        address_fingerprint: string;
      }[]
    >`select member_id, sealed, phone_fingerprint, address_fingerprint from person.addresses
       union all
      select member_id, sealed, phone_fingerprint, address_fingerprint from person.order_contacts
       where order_id = ${order_id}`;
    assert.equal(rows.length, 4);
    const phone = await renewed.fingerprint("phone", contact.phone);
    for (const { member_id, sealed, phone_fingerprint, address_fingerprint } of rows) {
      const text = await renewed.open(contactOf(mall.shop_id, member_id), sealed);
      assert.deepEqual(JSON.parse(text), contact);
      assert.equal(phone_fingerprint, phone);
      assert.match(address_fingerprint, /^f2\./);
    }
    const [secret] = await db.sql<{ sealed: string }[]>`select sealed from shop.credentials`;
    const whose = credentialOf(mall.shop_id, "app_secret", "");
    assert.equal(await renewed.open(whose, secret!.sealed), "secret");
    assert.equal(await tick(servicesOf(mall)), 0); // finished, and cheap to ask
  }));

Deno.test("re-sealing goes on where it ended, in batches, however many workers there are", () =>
  onMall(async (mall, db) => {
    const member = await mall.member();
    const { sealed, ...prints } = await sealContact(old, member as never, contact);
    await db.sql`
      insert into person.addresses (shop_id, member_id, sealed, phone_fingerprint, address_fingerprint, province, city)
      select ${mall.shop_id}, ${member.member_id}, ${sealed}, ${prints.phone_fingerprint},
             ${prints.address_fingerprint}, '浙江省', '杭州市' from generate_series(1, 450)`;
    let asked = 0;
    const services = servicesOf(mall);
    const interrupted: Services = {
      ...services,
      call: (fn, args) => ++asked > 5 ? Promise.reject(new Error("cut")) : services.call(fn, args),
    };
    await assert.rejects(tick(interrupted), /cut/);
    const before = await progress(mall);
    assert.ok(!before!.finished && before!.resealed > 0 && before!.resealed < 450);
    await Promise.all(Array.from({ length: 4 }, () => tick(servicesOf(mall))));
    await resealAll(mall);
    assert.deepEqual(await progress(mall), { resealed: 450, unreadable: 0, finished: true });
  }));

Deno.test("text that an old process seals behind the walk is sealed anew before the walk is finished", () =>
  onMall(async (mall, db) => {
    const [first, late] = await mall.members(2) as [Member, Member];
    await saveAddress(mall, first);
    const services = servicesOf(mall);
    let is_late = false;
    const racing: Services = {
      ...services,
      async call<T>(fn: string, args?: Record<string, unknown>) {
        const answer = await services.call<T>(fn, args);
        if (fn === "record_resealed" && args?.stage === 2 && !is_late) {
          is_late = true;
          const id = await saveAddress(mall, late);
          await db.sql`update person.addresses
            set id = '00000000-0000-7000-8000-000000000001' where id = ${id}`;
        }
        return answer;
      },
    };
    await tick(racing);
    assert.ok(is_late);
    await resealAll(mall);
    const rows = await db.sql`select sealed from person.addresses where sealed not like 'v2.k2.%'`;
    assert.equal(rows.length, 0);
    assert.deepEqual(await progress(mall), { resealed: 2, unreadable: 0, finished: true });
  }));

Deno.test("text that an old process seals within ten minutes after the walk is sealed anew before the rotation is finished", () =>
  onMall(async (mall, db) => {
    const [first, late] = await mall.members(2) as [Member, Member];
    await saveAddress(mall, first);
    await tick(servicesOf(mall));
    assert.deepEqual(await progress(mall), { resealed: 1, unreadable: 0, finished: false });
    await saveAddress(mall, late); // by a process that was started before the keys were changed
    await resealAll(mall);
    const rows = await db.sql`select sealed from person.addresses where sealed not like 'v2.k2.%'`;
    assert.equal(rows.length, 0);
    assert.deepEqual(await progress(mall), { resealed: 2, unreadable: 0, finished: true });
  }));

Deno.test("a text that staff try again is tried by a process that had found nothing left", () =>
  onMall(async (mall, db) => {
    const [member] = await mall.members(1) as [Member];
    const lost_key = key("k0", 9);
    const lost = createSealer(() => ({ seal: [lost_key], fingerprint: [f1] }));
    await saveAddress(mall, member, lost);
    await resealAll(mall);
    const found = createSealer(() => ({ seal: [k2, lost_key], fingerprint: [f2] }));
    const restarted = servicesOf(mall, found);
    assert.equal(await tick(restarted), 0);
    const [work] = await mall.work("contact_unreadable");
    await db.call(mall.owner, "decide_work", {
      shop: mall.shop,
      work_id: work!.id,
      action: "retry",
      reason: "旧密钥找到了",
      idempotency_key: newKey(),
    });
    assert.equal(await tick(restarted), 1);
    const rows = await db.sql`select sealed from person.addresses where sealed not like 'v2.k2.%'`;
    assert.equal(rows.length, 0);
  }));

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

Deno.test("a member cannot pass sealed text himself, and another's opens for nobody but its owner", () =>
  onMall(async (mall, db) => {
    const [mine, other] = await mall.members(2) as [Member, Member];
    await saveAddress(mall, other);
    const [stolen] = await db.sql<{ sealed: string }[]>`select sealed from person.addresses`;
    const sealed = { ...await sealContact(old, mine as never, contact), sealed: stolen!.sealed };
    const address = { id: null, contact: sealed, is_default: true };
    await assert.rejects(db.call(mine, "save_address", { address, idempotency_key: newKey() }), {
      code: "42501",
    });
    const [sku_id] = await mall.product([5000]) as [string];
    await assert.rejects(
      db.call(mine, "place_order", {
        idempotency_key: newKey(),
        lines: [{ sku_id, quantity: 1 }],
        expected_payable_fen: 5000,
        contact: sealed,
      }),
      { code: "42501" },
    );
    await db.call(asServer(mine), "save_address", { address, idempotency_key: newKey() });
    const { items } = await db.call<{ items: { contact: Parameters<typeof contactOf>[0] }[] }>(
      mine,
      "list_addresses",
    );
    const kept = items[0]!.contact as unknown as {
      sealed: string;
      shop_id: string;
      member_id: string;
    };
    assert.equal(kept.member_id, mine.member_id);
    await assert.rejects(
      old.open(contactOf(kept.shop_id, kept.member_id), kept.sealed),
      /for another/,
    );
    await assert.rejects(
      db.call(mall.owner, "save_credential", {
        shop: mall.shop,
        credential: { kind: "app_secret", sealed: stolen!.sealed },
        reason: "测试",
        idempotency_key: newKey(),
      }),
      { code: "42501" },
    );
  }));

Deno.test("a refund's bank card is sealed anew with the rest, and opens for no other refund", () =>
  onMall(async (mall, db) => {
    const [refund_id, other, lost] = [
      crypto.randomUUID(),
      crypto.randomUUID(),
      crypto.randomUUID(),
    ];
    const lost_key = createSealer(() => ({ seal: [key("k0", 9)], fingerprint: [f1] }));
    const keep = async (id: string, sealer: typeof old) => {
      const sealed = await sealer.seal(refundCardOf(mall.shop_id, id), "6222021234567890");
      await db.sql`insert into person.refund_cards (shop_id, refund_id, sealed)
                   values (${mall.shop_id}, ${id}, ${sealed})`;
    };
    await keep(refund_id, old);
    await keep(lost, lost_key);
    await resealAll(mall);
    assert.deepEqual(await progress(mall), { resealed: 1, unreadable: 1, finished: true });
    const [row] = await db.sql<{ sealed: string }[]>`
      select sealed from person.refund_cards where refund_id = ${refund_id}`;
    assert.equal(
      await renewed.open(refundCardOf(mall.shop_id, refund_id), row!.sealed),
      "6222021234567890",
    );
    await assert.rejects(
      renewed.open(refundCardOf(mall.shop_id, other), row!.sealed),
      /for another/,
    );
    const work = await mall.work("card_unreadable");
    assert.deepEqual(work.map(({ subject_id }) => subject_id), [lost]);
  }));

Deno.test("a row changed while it was sealed anew stays as changed, in each of the four places", () =>
  onMall(async (mall, db) => {
    const member = await mall.member();
    const address = await saveAddress(mall, member);
    const credential = await saveKey(mall, "app_secret", "secret");
    const [sku_id] = await mall.product([1000]) as [string];
    const { order_id } = await mall.buy(member, [{ sku_id, quantity: 1 }]);
    await mall.approveRefund(await mall.askRefund(member, order_id, null));
    const [refund] = await db.sql`select id from pay.refunds`;
    await db.sql`
      insert into person.refund_cards (shop_id, refund_id, sealed)
      values (${mall.shop_id}, ${refund!.id}, 'v2.k1.card')`;
    const places = [
      ["shop.credentials", "id", credential],
      ["person.addresses", "id", address],
      ["person.order_contacts", "order_id", order_id],
      ["person.refund_cards", "refund_id", refund!.id],
    ] as const;
    for (const [n, [table, key, id]] of places.entries()) {
      const sealedNow = async () =>
        (await db.sql`select sealed from ${db.sql(table)} where ${db.sql(key)} = ${id}`)[0]!.sealed;
      const replace = async (before: string) => {
        const prints = { phone_fingerprint: "k2.p", address_fingerprint: "k2.a" };
        const item = { shop_id: mall.shop_id, id, before, sealed: "v2.k2.anew", ...prints };
        const [row] = await db.sql<{ replaced: number }[]>`
          select private.replace_seal(${n + 1}, ${db.sql.json(item)}) as replaced`;
        return row!.replaced;
      };
      const before = await sealedNow();
      assert.equal(await replace("v2.k1.as-it-was"), 0, table);
      assert.equal(await sealedNow(), before, table);
      assert.equal(await replace(before), 1, table);
      assert.equal(await sealedNow(), "v2.k2.anew", table);
    }
  }));

Deno.test("a slow worker's answer does not set the walk back", () =>
  onMall(async (mall, db) => {
    for (const kind of ["app_secret", "api_v3_key", "message_token"]) {
      await saveKey(mall, kind, "secret");
    }
    const keys = { seal_key: "k2", fingerprint_key: "f2" };
    const next = () =>
      db.call<{ stage: number; last: string[] }>({ role: "mall_jobs" }, "next_to_reseal", {
        ...keys,
        batch: 1,
      });
    const record = ({ stage, last }: { stage: number; last: string[] }) =>
      db.call({ role: "mall_jobs" }, "record_resealed", { ...keys, stage, last, items: [] });
    const first = await next();
    await record(first);
    const second = await next();
    await record(second);
    const third = await next();
    assert.equal(new Set([first, second, third].map(({ last }) => last[1])).size, 3);
    await record(first);
    assert.deepEqual(await next(), third);
  }));

Deno.test("an order's receiver whom no key opens is on the work list under the order", () =>
  onMall(async (mall, db) => {
    const [sku_id] = await mall.product([1000]) as [string];
    const { order_id } = await mall.buy(await mall.member(), [{ sku_id, quantity: 1 }]);
    await db.call({ role: "mall_jobs" }, "record_resealed", {
      ...{ seal_key: "k2", fingerprint_key: "f2", stage: 3, last: [mall.shop_id, order_id] },
      items: [{ shop_id: mall.shop_id, id: order_id, before: "v2.k0.x" }],
    });
    const [item] = await mall.work("contact_unreadable");
    assert.deepEqual([item!.subject_id, item!.detail.order_id], [order_id, order_id]);
  }));
