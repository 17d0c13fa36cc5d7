import assert from "node:assert/strict";
import { contactOf, createSealer, refundCardOf } from "@/shared/seal.ts";
import { sealContact } from "@/shared/sealed_contact.ts";
import { asServer, type Member, newKey } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import {
  contact,
  f1,
  key,
  old,
  progress,
  renewed,
  resealAll,
  saveAddress,
  saveKey,
} from "@/tests/support/resealing.ts";

Deno.test("a member cannot pass sealed text, and another's opens for nobody but its owner", () =>
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
