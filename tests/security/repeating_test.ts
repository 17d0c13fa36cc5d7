import assert from "node:assert/strict";
import type postgres from "postgres";
import { changedTables, readRows } from "@/tests/support/rows.ts";
import { type TestClaims, type TestDatabase, testDatabase } from "@/tests/support/database.ts";
import { asServer, Mall, newKey } from "@/tests/support/mall.ts";
import { templateOf } from "@/tests/support/messages.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { callers, type World } from "./callers.ts";
import { furnish } from "./furnish.ts";

/** What is read and counted of a SKU of which nobody knows yet what is left. */
const uncounted = { id: crypto.randomUUID(), available: 3, held: 0, counted: 4 };

/** What has to be so before a command can be done, where the furnished world does not offer it. */
const preparations: Record<string, (world: World) => string> = {
  finish_exchange: ({ after_sale }) =>
    `update trade.after_sales set kind = 'exchange', status = 'approved' where id = '${after_sale}'`,
  restore_distributor: ({ distributor }) =>
    `update referral.distributors set status = 'suspended' where id = '${distributor}'`,
  refund_to_card: ({ work }) =>
    `update pay.refund_attempts set status = 'abnormal', wechat_refund_id = 'w-' || id;
     update pay.refunds set status = 'refund_failed';
     update ops.work set kind = 'refund_abnormal' where id = '${work}'`,
  leave_shop: ({ mall }) =>
    `with another as (insert into auth.users (id) values (gen_random_uuid()) returning id)
     select private.add_staff('${mall.shop_id}', another.id, '另一位', 'owner') from another`,
  unpin_tier: ({ distributor }) =>
    `update referral.distributors set tier_pinned_until = 'infinity' where id = '${distributor}'`,
  try_message: ({ mall, mine }) =>
    `insert into shop.message_templates (shop_id, kind, template_id, fields, is_on, updated_by)
     select '${mall.shop_id}', 'parcel', '${templateOf("parcel")}', '[]', true, gen_random_uuid();
     insert into member.message_consents (shop_id, member_id, template_id, answer)
     select '${mall.shop_id}', '${mine.member_id}', '${templateOf("parcel")}', 'accept'
       from generate_series(1, 9)`,
  remove_tier: ({ mall }) =>
    `insert into referral.tiers (shop_id, tier, name, orders)
     values ('${mall.shop_id}', 2, '第二级', 9)`,
  move_binding: ({ mall, mine, applicant }) =>
    `insert into referral.bindings (shop_id, member_id, distributor_id, cause, protected_until)
     values ('${mall.shop_id}', '${mine.member_id}', '${applicant}', 'staff', 'infinity')
     on conflict do nothing`,
  order_categories: ({ category }) => only(category),
  delete_category: ({ category }) =>
    `${only(category)};
     update catalog.products set category_id = null`,
  count_stock: ({ product }) =>
    `insert into catalog.skus (shop_id, id, product_id, combination, price_fen)
     select shop_id, '${uncounted.id}', id, 'uncounted', 100 from catalog.products where id = '${product}';
     insert into catalog.stock (shop_id, sku_id, bucket, available)
     select shop_id, id, 0, ${uncounted.available} from catalog.skus where id = '${uncounted.id}'`,
  add_staff: () => "insert into auth.users (id, email) values (gen_random_uuid(), 'nobody@test')",
};

/** The shop has this category and no other. */
function only(category: string): string {
  return `update catalog.products set category_id = '${category}';
    delete from catalog.categories where id <> '${category}'`;
}

/** What is said instead of what callers.ts says, so that the owner stays one who may say it again. */
const said: Record<string, Record<string, unknown>> = {
  set_staff: { role: "owner" },
  count_stock: { counts: [uncounted] },
  remove_tier: { tier: 2 },
};

/** Reading that is written down, and is no command. */
const recorded_reads = [
  "staff_get_order",
  "get_application",
  "export_products",
  "export_import",
  "export_liabilities",
  "export_taxes",
  "export_bill_differences",
  "preview_rule_draft",
  "continue_rule_preview",
  "preview_risk_rule",
  "continue_risk_preview",
];

type Call = (fn: string, args: Record<string, unknown>) => Promise<unknown>;

/** Works in a transaction that is taken back, calling as staff and looking as the database's owner. */
async function inUndone(
  db: TestDatabase,
  claims: TestClaims,
  work: (sql: postgres.TransactionSql, call: Call) => Promise<void>,
): Promise<void> {
  const undo = new Error("undo");
  const done = db.sql.begin(async (sql) => {
    await work(sql, async (fn, args) => {
      const [row] = await sql.savepoint((inner) =>
        inner`select private.call_as(${JSON.stringify(claims)}::text::jsonb, ${fn},
          ${JSON.stringify(args)}::text::jsonb) as answer`
      );
      await sql`reset role`;
      return row!.answer;
    });
    throw undo;
  });
  await done.catch((error) => {
    if (error !== undo) throw error;
  });
}

async function auditRows(sql: postgres.ISql): Promise<number> {
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from ops.audit_log`;
  return row!.n;
}

Deno.test("every command of staff takes a key, and done twice under it is done once", async (t) => {
  const db = await testDatabase();
  try {
    const world = await furnish(await Mall.open(db));

    await t.step("what staff may call and what writes has an idempotency key", async () => {
      const bare = await db.sql`
        select p.proname from pg_proc p
         where p.pronamespace = 'api'::regnamespace and p.provolatile = 'v'
           and p.prosrc like '%private.staff(%' and not 'idempotency_key' = any (p.proargnames)
           and p.proname <> all (${recorded_reads})`;
      assert.deepEqual([...bare], []);
    });

    for (const [fn, rule] of Object.entries(callers)) {
      if (rule.who !== "staff") continue;
      const args = { ...rule.args(world), ...said[fn] };
      if (!("idempotency_key" in args)) continue;
      await t.step(
        fn,
        () =>
          inUndone(
            db,
            rule.by_server ? asServer(world.mall.owner) : world.mall.owner,
            async (sql, call) => {
              const prepare = preparations[fn];
              if (prepare) await sql.unsafe(prepare(world));
              const before = await auditRows(sql);
              const answer = await call(fn, args);
              assert.equal(await auditRows(sql), before + 1);

              const after = await readRows(sql);
              assert.deepEqual(await call(fn, args), answer);
              assert.deepEqual(changedTables(after, await readRows(sql)), []);

              const other = "reason" in args
                ? { reason: "别的理由" }
                : { tracking_no: "75000000002" };
              await assert.rejects(call(fn, { ...args, ...other }), {
                message: "IDEMPOTENCY_CONFLICT",
              });
            },
          ),
      );
    }
  } finally {
    await db.drop();
  }
});

Deno.test("one command sent by many connections at once under one key is done once", () =>
  onMall(async (mall, db) => {
    const member = await mall.member();
    await mall.promote(member);
    const args = {
      distributor_id: member.member_id,
      reason: "核查",
      idempotency_key: newKey(),
    };
    const send = () => mall.command("suspend_distributor", args);
    const [first, ...others] = await Promise.all(Array.from({ length: 12 }, send));
    for (const other of others) assert.deepEqual(other, first);
    const [row] = await db.sql`
      select count(*)::int as n from ops.audit_log where command = 'suspend_distributor'`;
    assert.equal(row!.n, 1);
  }));

Deno.test("an address sent twice under one key is kept once, and what is remembered of it names nobody", () =>
  onMall(async (mall, db) => {
    const member = await mall.member();
    const contact = {
      sealed: `v2.t1.${"s".repeat(60)}`,
      phone_fingerprint: "phone",
      address_fingerprint: "address",
      province: "浙江省",
      city: "杭州市",
    };
    const args = { idempotency_key: newKey(), address: { id: null, contact, is_default: true } };
    const save = () =>
      db.call<{ contact: { sealed: string } }>(asServer(member), "save_address", args);
    const saved = await save();
    assert.equal(saved.contact.sealed, contact.sealed);
    assert.deepEqual(await save(), saved);
    const [row] = await db.sql`
      select (select count(*)::int from person.addresses) as kept,
             (select response ? 'contact' from ops.idempotency where command = 'save_address') as told`;
    assert.deepEqual({ ...row }, { kept: 1, told: false });
    const other = { ...args, address: { ...args.address, is_default: false } };
    await assert.rejects(db.call(asServer(member), "save_address", other), {
      message: "IDEMPOTENCY_CONFLICT",
    });
  }));
