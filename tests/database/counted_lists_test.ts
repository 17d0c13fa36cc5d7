import assert from "node:assert/strict";
import { StaffAfterSalePage } from "@/contracts/staff/after_sales.ts";
import { AuditPage } from "@/contracts/staff/audit.ts";
import { StaffCommissionPage } from "@/contracts/staff/commissions.ts";
import { onMall } from "@/tests/support/on_mall.ts";

/** Lists in the order of time, with what each may be narrowed by here. */
const lists = [
  { fn: "list_after_sales", Page: StaffAfterSalePage, by: { status: "requested" } },
  { fn: "staff_list_commissions", Page: StaffCommissionPage, by: { status: "held" } },
  { fn: "list_audit_log", Page: AuditPage, by: { command: "set_price" } },
];

Deno.test("the first page of after-sales, commissions and the audit log says how many there are, by its filter", (t) =>
  onMall(async (mall) => {
    const { buyer } = await mall.chain();
    const [sku_id] = await mall.product([5000]) as [string];
    for (let n = 0; n < 3; n++) {
      await mall.command("set_price", { sku_id, price_fen: 4000 + n, reason: "核对过" });
      const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
      const asked = await mall.askRefund(buyer, order_id, null);
      if (n === 0) await mall.approveRefund(asked);
    }
    for (const { fn, Page, by } of lists) {
      await t.step(fn, async () => {
        const read = async (args: Record<string, unknown>) =>
          Page.parse(await mall.db.call(mall.owner, fn, { shop: mall.shop, ...args }));
        for (const filter of [{}, by]) {
          const first = await read({ page_size: 1, ...filter });
          const all = await read({ page_size: 100, ...filter });
          assert.ok(all.items.length > 1 && all.next === null, String(all.items.length));
          for (const page of [first, all]) {
            assert.deepEqual([page.total, page.more_than], [all.items.length, false]);
          }
          const second = await read({ page_size: 1, after: first.next, ...filter });
          assert.equal(second.total, undefined);
        }
        const [whole, narrowed] = [await read({}), await read(by)];
        assert.ok(narrowed.total! < whole.total!, `${narrowed.total} of ${whole.total}`);
      });
    }
  }));
