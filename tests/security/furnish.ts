import assert from "node:assert/strict";
import { draftRules, shop_rates } from "@/tests/support/rules.ts";
import { asServer, type Mall } from "@/tests/support/mall.ts";
import { billsOf } from "@/tests/support/bills.ts";
import { saveFreight } from "@/tests/support/freight.ts";
import { notice, pagesOf } from "@/tests/support/pages.ts";
import { worksOf } from "@/tests/support/materials.ts";
import type { World } from "./callers.ts";

/** A topic that is shown, and to be shown otherwise in an hour. */
async function furnishTopic(mall: Mall): Promise<string> {
  const pages = pagesOf(mall);
  const topic = await pages.save({ title: "春茶", blocks: [notice("新茶到了")] });
  await pages.publish(topic);
  const [row] = await mall.db.sql<{ at: Date }[]>`
    select private.now() + interval '1 hour' as at`;
  await pages.publish(topic, row!.at);
  return topic.id;
}

/** A shop in which everything that a function may name exists; `mine` owns what can be owned. */
export async function furnish(mall: Mall): Promise<World> {
  const { db } = mall;
  const one = async (table: string, where: string): Promise<Record<string, string>> => {
    const [row] = await db.sql.unsafe<Record<string, string>[]>(
      `select * from ${table} where shop_id = '${mall.shop_id}' and ${where} limit 1`,
    );
    assert.ok(row, `${table} where ${where}`);
    return row;
  };
  const { level1: mine, buyer } = await mall.chain();
  const [sku] = await mall.product([5000, 9000]) as [string];
  const lines = [{ sku_id: sku, quantity: 2 }];
  await mall.settings({ settle_days: 0 });
  const earned = await mall.buy(buyer, lines);
  await mall.complete(buyer, earned.order_id);
  await db.clock.advance(1);
  await mall.settle();
  const { id: withdrawal } = await mall.withdraw(mine, 300);

  const paid = await mall.buy(mine, lines);
  const returned = await mall.buy(mine, lines);
  await mall.ship(returned.order_id);
  const returning = await mall.askRefund(mine, returned.order_id, null, "return_refund");
  await mall.approveRefund(returning);
  const asked = await mall.buy(mine, lines);
  const after_sale = await mall.askRefund(mine, asked.order_id, null);
  const pending = await mall.startPaying(mine, await mall.place(mine, lines));
  const refunded = await mall.buy(buyer, lines);
  await mall.approveRefund(await mall.askRefund(buyer, refunded.order_id, null));
  const held = await mall.buy(buyer, lines);
  const commission = await one(
    "ledger.commissions",
    `order_id = '${held.order_id}' and distributor_id = '${mine.member_id}'`,
  );
  await mall.command("hold_commission", {
    commission_id: commission.id,
    reason: "核对",
  });
  const address = await db.call<{ id: string }>(asServer(mine), "save_address", {
    idempotency_key: crypto.randomUUID(),
    address: {
      id: null,
      contact: {
        sealed: "v2.t1.sealed",
        phone_fingerprint: "p",
        address_fingerprint: "a",
        province: "浙江省",
        city: "杭州市",
      },
      is_default: false,
    },
  });
  const { avatar_url } = await db.call<{ avatar_url: string }>(mine, "update_profile", {
    avatar: "/9j/4AAQSkZJRgABAQAA",
  });
  const { token } = await db.call<{ token: string }>(mine, "create_share", {
    page: "home",
    channel: "chat",
  });
  const works = worksOf(mall);
  const material = await works.material();
  const handed = await works.share(mine, material.id);
  const code = await mall.command<{ id: string }>("save_channel_code", {
    code: { name: "柜台", page: "home" },
    reason: "开业",
  });
  const file = { id: crypto.randomUUID(), name: "老客户.csv" };
  await mall.command("import_people", {
    file,
    rows: [{ line: 2, kind: "distributor", sealed: "v2.t1.x", phone_fingerprint: "t1.expected" }],
    reason: "老客户",
  }, asServer(mall.owner));
  const applicant = await mall.member();
  await db.call(applicant, "apply_distributor", {
    idempotency_key: crypto.randomUUID(),
    terms_version: "2026-01",
  });
  const [work] = await db.sql<{ id: string }[]>`
    with failed as (update ops.outbox set status = 'failed' where kind = 'refund' returning *)
    select private.add_work(shop_id, 'unsent_refund', subject_id) as id from failed`;
  const freight_template = await saveFreight(mall);
  const invitation_token = crypto.randomUUID();
  const [invitation] = await db.sql<{ id: string }[]>`
    select id from private.invite(${mall.shop_id}, ${`${invitation_token}@test`}, '新人', 'viewer',
      encode(sha256(${invitation_token}::text::bytea), 'hex'))`;
  return {
    mall,
    mine,
    avatar: avatar_url.split("/").at(-1)!,
    product: (await one("catalog.skus", `id = '${sku}'`)).product_id!,
    sku,
    category: (await one("catalog.categories", "true")).id!,
    freight_template: freight_template.id,
    ...await billsOf(mall.db.sql, mall.shop_id),
    topic: await furnishTopic(mall),
    address: address.id,
    share: token,
    material: material.id,
    material_share: handed.id,
    material_token: handed.token,
    channel_code: code.id,
    import: file.id,
    imported: (await one("person.imported", "state = 'waiting'")).id!,
    personal_link: (await one("person.imported", "state = 'waiting'")).token!,
    article: (await works.article()).id,
    pending_order: pending.order_id,
    paid_order: paid.order_id,
    shipped_order: returned.order_id,
    shipment: (await one("trade.shipments", `order_id = '${returned.order_id}'`)).id!,
    after_sale,
    returning,
    distributor: mine.member_id,
    applicant: applicant.member_id,
    commission: commission.id!,
    hold: (await one("ledger.commission_holds", "reason = 'staff'")).id!,
    withdrawal,
    adjustment: await furnishAdjustment(mall, mine.member_id),
    outbox: (await one("ops.outbox", "kind = 'refund'")).id!,
    work: work!.id,
    staff: (await one("shop.staff", "true")).id!,
    invitation: invitation!.id,
    invitation_token,
    attempt: pending.attempt_id,
    refund_attempt: (await one("pay.refund_attempts", "true")).id!,
    rule_set: (await one("shop.rule_sets", "version = 1")).id!,
    rule_preview: await furnishRules(mall),
    ...await furnishRisk(mall, mine.member_id),
  };
}

/** A draft of the rules at its first revision, and a preview of it. */
async function furnishRules(mall: Mall): Promise<string> {
  await draftRules(mall, shop_rates(1000, 500));
  const { id } = await mall.db.call<{ id: string }>(mall.owner, "preview_rule_draft", {
    shop: mall.shop,
    revision: 1,
    days: 30,
  });
  return id;
}

/** An open case of the distributor, and a preview of a rule. */
async function furnishRisk(mall: Mall, distributor_id: string) {
  const [opened] = await mall.db.sql<{ id: string }[]>`
    select private.open_case(${mall.shop_id}, ${distributor_id}) as id`;
  const { id } = await mall.db.call<{ id: string }>(mall.owner, "preview_risk_rule", {
    shop: mall.shop,
    rule: "ring",
    weight: 100,
    thresholds: { orders: 2 },
  });
  return { risk_case: opened!.id, risk_preview: id };
}

/** A correction of a balance that waits for a second person. */
async function furnishAdjustment(mall: Mall, distributor_id: string): Promise<string> {
  const adjustment = { distributor_id, amount_fen: 200_000, reason: "补发" };
  const { id } = await mall.command<{ id: string }>("adjust_balance", adjustment);
  return id;
}
