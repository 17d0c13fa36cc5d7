import assert from "node:assert/strict";
import { Mall } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { waiting } from "@/tests/support/work_list.ts";

Deno.test("the list is read by pages, kind and state, and counted by kind", () =>
  onMall(async (mall, db) => {
    for (let n = 0; n < 5; n++) await waiting(mall, "unsent_shipping");
    const closing = await waiting(mall, "unsent_close_payment");
    await mall.decideWork(closing, "dismiss");
    await waiting(mall, "unsent_close_payment", closing.subject_id);
    interface Page {
      items: { kind: string; status: string }[];
      next: string | null;
    }
    const list = (args: Record<string, unknown>) =>
      db.call<Page>(mall.owner, "list_work", { shop: mall.shop, ...args });
    const first = await list({ kind: "unsent_shipping", page_size: 3 });
    const rest = await list({ kind: "unsent_shipping", page_size: 3, after: first.next });
    assert.deepEqual([first.items.length, rest.items.length, rest.next], [3, 2, null]);
    assert.equal((await list({ status: "dismissed" })).items[0]!.kind, "unsent_close_payment");
    assert.deepEqual(await db.call(mall.owner, "count_work", { shop: mall.shop }), {
      open: 6,
      kinds: { unsent_shipping: 5, unsent_close_payment: 1 },
    });
  }));

Deno.test("another shop's work is neither listed, counted nor decided", () =>
  onMall(async (mall, db) => {
    const item = await waiting(mall, "unsent_shipping");
    const elsewhere = await Mall.open(db, "elsewhere");
    assert.deepEqual(await elsewhere.work(), []);
    assert.deepEqual(await db.call(elsewhere.owner, "count_work", { shop: elsewhere.shop }), {
      open: 0,
      kinds: {},
    });
    await refuses("WORK_NOT_FOUND", elsewhere.decideWork(item, "dismiss"));
    assert.equal((await mall.work()).length, 1);
  }));

Deno.test("every kind of work does something when it is retried or mended, and every effect has its kind", () =>
  onMall(async (_mall, db) => {
    const silent = await db.sql`
      select k.kind, a.action from ops.work_kinds k, unnest(k.actions) a (action)
       where a.action in ('retry', 'mend') and private.work_effect(k.kind, a.action) is null`;
    assert.deepEqual([...silent], []);
    const effects = await db.sql<{ name: string }[]>`
      select p.proname as name from pg_proc p
       where p.pronamespace = 'private'::regnamespace and p.proname ~ '^work_(mend|retry|settle|dismiss)_'`;
    const used = await db.sql<{ name: string }[]>`
      select distinct private.work_effect(k.kind, a.action)::regproc::text as name
        from ops.work_kinds k, unnest(k.actions) a (action)`;
    const names = new Set(used.map(({ name }) => name));
    assert.deepEqual(effects.filter(({ name }) => !names.has(`private.${name}`)), []);
    const unsendable = await db.sql`
      select sent.kind from unnest(array['refund', 'transfer', 'transfer_cancel', 'shipping', 'close_payment']) sent (kind)
       where not exists (select from ops.work_kinds k where k.kind = 'unsent_' || sent.kind)`;
    assert.deepEqual([...unsendable], []);
  }));

Deno.test("a decision without a reason is refused, and what has ended offers no action", () =>
  onMall(async (mall, db) => {
    const subject = crypto.randomUUID();
    await db.sql`select private.add_work(${mall.shop_id}, 'wechat_reminder', ${subject})`;
    const [item] = await mall.work();
    assert.deepEqual(item!.actions, ["dismiss"]);
    for (const reason of [null, "", "  "]) {
      const decision = { work_id: item!.id, action: "dismiss", reason };
      await refuses("INVALID_REQUEST", mall.command("decide_work", decision));
    }
    const ended = await mall.decideWork(item!, "dismiss");
    assert.deepEqual([ended.status, ended.actions], ["dismissed", []]);
  }));
