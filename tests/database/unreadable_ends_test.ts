import assert from "node:assert/strict";
import type { TransactionSql } from "postgres";
import { writeLogTo } from "@/shared/log.ts";
import { createSealer } from "@/shared/seal.ts";
import { sealContact, sealPhone } from "@/shared/sealed_contact.ts";
import { asServer, type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { line, recruiting } from "@/tests/support/recruitment.ts";
import { waiters } from "@/tests/support/waiting.ts";
import {
  contact,
  f1,
  key,
  old,
  resealAll,
  saveAddress,
  saveKey,
} from "@/tests/support/resealing.ts";

writeLogTo(() => {});

const lost = createSealer(() => ({ seal: [key("k0", 9)], fingerprint: [f1] }));

const waiting = async (mall: Mall) => (await mall.work()).map(({ kind }) => kind);

/** Lists a text as one that nothing opens. */
async function list(mall: Mall, kind: string, subject: string): Promise<void> {
  await mall.db.sql`select private.add_work(${mall.shop_id}, ${kind}, ${subject}, '{"seal":"k0"}')`;
  assert.deepEqual(await waiting(mall), [kind]);
}

/** Seals a text anew, as the rotation does. */
async function replace(mall: Mall, stage: number, id: string, table: string, column: string) {
  const [row] = await mall.db.sql<{ sealed: string }[]>`
    select ${mall.db.sql(column)} as sealed from ${mall.db.sql(table)}`;
  const prints = { phone_fingerprint: "f1.p", address_fingerprint: "f1.a" };
  const item = {
    shop_id: mall.shop_id,
    id,
    before: row!.sealed,
    sealed: `${row!.sealed}x`,
    ...prints,
  };
  await mall.db.sql`select private.replace_seal(${stage}, ${mall.db.sql.json(item)})`;
}

Deno.test("work about an address that nothing opens ends when its owner deletes the address or writes it anew", () =>
  onMall(async (mall, db) => {
    const [one, two] = await mall.members(2) as [Member, Member];
    const deleted = await saveAddress(mall, one, lost);
    const rewritten = await saveAddress(mall, two, lost);
    await resealAll(mall);
    assert.deepEqual(await waiting(mall), ["contact_unreadable", "contact_unreadable"]);
    await db.call(one, "delete_address", { address: deleted });
    assert.deepEqual(await waiting(mall), ["contact_unreadable"]);
    await db.call(asServer(two), "save_address", {
      idempotency_key: newKey(),
      address: { id: rewritten, contact: await sealContact(old, two as never, contact) },
    });
    assert.deepEqual(await waiting(mall), []);
  }));

Deno.test("work about an order's receiver ends when the receiver is sealed anew or forgotten", () =>
  onMall(async (mall, db) => {
    const member = await mall.member();
    const [sku_id] = await mall.product([5000]) as [string];
    const { order_id } = await mall.place(member, [{ sku_id, quantity: 1 }]);
    await list(mall, "contact_unreadable", order_id);
    await replace(mall, 3, order_id, "person.order_contacts", "sealed");
    assert.deepEqual(await waiting(mall), []);
    await db.call(member, "cancel_order", { order_id, idempotency_key: newKey() });
    await list(mall, "contact_unreadable", order_id);
    await db.call(member, "forget_me");
    assert.deepEqual(await waiting(mall), []);
  }));

Deno.test("work about a phone ends when its owner takes it away, is forgotten, or it is sealed anew", () =>
  onMall(async (mall, db) => {
    const member = await mall.member();
    const give = async () => {
      const phone = await sealPhone(old, member as never, "13800138000");
      await db.call(asServer(member), "save_phone", { phone });
      await list(mall, "phone_unreadable", member.member_id);
    };
    await give();
    await db.call(member, "drop_phone");
    assert.deepEqual(await waiting(mall), []);
    await give();
    await replace(mall, 5, member.member_id, "person.profiles", "phone_sealed");
    assert.deepEqual(await waiting(mall), []);
    await list(mall, "phone_unreadable", member.member_id);
    await db.call(member, "forget_me");
    assert.deepEqual(await waiting(mall), []);
  }));

Deno.test("work about a buyer's card ends when the card is sealed anew or deleted", () =>
  onMall(async (mall, db) => {
    const refund_id = crypto.randomUUID();
    await db.sql`
      insert into person.refund_cards (shop_id, refund_id, sealed)
      values (${mall.shop_id}, ${refund_id}, 'v2.k0.card')`;
    await list(mall, "card_unreadable", refund_id);
    await replace(mall, 4, refund_id, "person.refund_cards", "sealed");
    assert.deepEqual(await waiting(mall), []);
    await list(mall, "card_unreadable", refund_id);
    await db.sql`delete from person.refund_cards`;
    assert.deepEqual(await waiting(mall), []);
  }));

Deno.test("work about an applicant's answers ends when they are sealed anew or go with the person", () =>
  onMall(async (mall, db) => {
    const { items: [city] } = await recruiting(mall).ask([line]);
    const member = await mall.member();
    await recruiting(mall).answer(member, 1, [{ question: city!.id, length: 2 }]);
    await list(mall, "answers_unreadable", member.member_id);
    await replace(mall, 6, member.member_id, "person.application_answers", "sealed");
    assert.deepEqual(await waiting(mall), []);
    await list(mall, "answers_unreadable", member.member_id);
    await db.call(member, "forget_me");
    assert.deepEqual(await waiting(mall), []);
  }));

Deno.test("work about a key ends when the key is sealed anew or saved again", () =>
  onMall(async (mall) => {
    const id = await saveKey(mall, "app_secret", "secret");
    await list(mall, "key_unreadable", id);
    await replace(mall, 1, id, "shop.credentials", "sealed");
    assert.deepEqual(await waiting(mall), []);
    await list(mall, "key_unreadable", id);
    assert.equal(await saveKey(mall, "app_secret", "another"), id);
    assert.deepEqual(await waiting(mall), []);
  }));

/** Two addresses of a member; the table has the first one behind the second. */
async function twoAddresses(mall: Mall, member: Member): Promise<[string, string, string[]]> {
  const first = await saveAddress(mall, member, lost);
  const second = await saveAddress(mall, member, lost);
  await mall.db.sql`
    with taken as (delete from person.addresses where id = ${first} returning *)
    insert into person.addresses select * from taken`;
  const rows = await mall.db.sql<{ sealed: string }[]>`
    select sealed from person.addresses where member_id = ${member.member_id} order by id`;
  return [first, second, rows.map(({ sealed }) => sealed)];
}

/** Records that nothing opens an address. */
async function record(sql: TransactionSql, mall: Mall, id: string, before: string): Promise<void> {
  const items = [{ shop_id: mall.shop_id, id, before }];
  await sql`select api.record_resealed('k2', 'f2', 2, ${[mall.shop_id, id]}::uuid[], ${
    sql.json(items)
  })`;
}

Deno.test("an address that is deleted while it is listed as unreadable leaves no work, whichever comes first", () =>
  onMall(async (mall, db) => {
    const [one, two] = await mall.members(2) as [Member, Member];
    const first = await saveAddress(mall, one, lost);
    const [row] = await db.sql<{ sealed: string }[]>`select sealed from person.addresses`;
    let deleting: Promise<unknown> | undefined;
    await db.sql.begin(async (sql) => {
      await record(sql, mall, first, row!.sealed);
      deleting = db.call(one, "delete_address", { address: first });
      await waiters(db);
    });
    await deleting;
    assert.deepEqual(await waiting(mall), []);

    const second = await saveAddress(mall, two, lost);
    const [other] = await db.sql<{ sealed: string }[]>`select sealed from person.addresses`;
    let recording: Promise<unknown> | undefined;
    await db.sql.begin(async (sql) => {
      await sql`delete from person.addresses where id = ${second}`;
      recording = db.sql.begin((behind) => record(behind, mall, second, other!.sealed));
      await waiters(db);
    });
    await recording;
    assert.deepEqual(await waiting(mall), []);
  }));

Deno.test("the rotation lists a member's addresses while the member is forgotten or changes the default one, without a deadlock", () =>
  onMall(async (mall, db) => {
    const members = await mall.members(2) as [Member, Member];
    const commands = [
      (member: Member, _: string) => db.call(member, "forget_me"),
      async (member: Member, id: string) => {
        const sealed = await sealContact(old, member as never, contact);
        const address = { id, contact: sealed, is_default: true };
        const args = { idempotency_key: newKey(), address };
        return await db.call(asServer(member), "save_address", args);
      },
    ];
    for (const [n, command] of commands.entries()) {
      const [first, second, [before, after]] = await twoAddresses(mall, members[n]!);
      let running: Promise<unknown> | undefined;
      await db.sql.begin(async (sql) => {
        await record(sql, mall, first, before!);
        running = command(members[n]!, first);
        running.catch(() => {}); // judged below
        await waiters(db);
        await record(sql, mall, second, after!);
      });
      await running;
    }
  }));
