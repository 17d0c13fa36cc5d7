import assert from "node:assert/strict";
import { AuditActors, AuditPage } from "@/contracts/staff/audit.ts";
import type { Mall } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

const read = async (mall: Mall, args: Record<string, unknown> = {}, who = mall.owner) =>
  AuditPage.parse(await mall.db.call(who, "list_audit_log", { shop: mall.shop, ...args }));

const reason = "核对过";

Deno.test("each row says what it was done to, by what people call it", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    const [sku_id] = await mall.product([5000]) as [string];
    await mall.command("set_price", { sku_id, price_fen: 4000, reason });
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    const after_sale_id = await mall.askRefund(buyer, order_id, null);
    await mall.approveRefund(after_sale_id);
    await mall.command("suspend_distributor", { distributor_id: level1.member_id, reason });
    await mall.command("update_shop", { theme: { slogan: "慢慢喝" }, reason });
    const { items } = await read(mall, { page_size: 100 });
    const object = (command: string) => items.find((row) => row.command === command)!.object;
    const [order] = await db.sql`select number from trade.orders where id = ${order_id}`;
    assert.deepEqual(object("review_after_sale"), {
      kind: "order",
      id: order_id,
      label: order!.number,
    });
    const [product] = await db.sql`select id, title from catalog.products`;
    assert.deepEqual(object("set_price"), {
      kind: "product",
      id: product!.id,
      label: product!.title,
    });
    assert.equal(object("suspend_distributor")!.kind, "distributor");
    assert.equal(object("update_shop"), null);
    const change = items.find((row) => row.command === "update_shop")!;
    assert.deepEqual(change.detail, { before: { slogan: "" }, after: { slogan: "慢慢喝" } });
  }));

Deno.test("the log is read by kind of actor, and by whom something may have been done is a list of names", () =>
  onMall(async (mall, db) => {
    const leaving = await mall.member();
    await db.call(leaving, "forget_me");
    await mall.command("update_shop", { theme: { slogan: "慢慢喝" }, reason });
    const kinds = async (actor_kind: string) =>
      (await read(mall, { actor_kind })).items.map((row) => row.actor_kind);
    assert.deepEqual([...new Set(await kinds("member"))], ["member"]);
    assert.deepEqual([...new Set(await kinds("staff"))], ["staff"]);
    assert.deepEqual(await kinds("wechat"), []);
    const viewer = await mall.staff("viewer");
    const { items } = AuditActors.parse(
      await db.call(viewer, "list_audit_actors", { shop: mall.shop }),
    );
    assert.deepEqual(items.map(({ name }) => name).toSorted(), ["店主", "店员"]);
    assert.deepEqual(Object.keys(items[0]!).toSorted(), ["id", "name"]);
    await refuses(
      "SHOP_NOT_FOUND",
      db.call({ role: "authenticated", sub: crypto.randomUUID() }, "list_audit_actors", {
        shop: mall.shop,
      }),
    );
  }));

Deno.test("page by page the whole log is read once, whatever is written meanwhile", () =>
  onMall(async (mall) => {
    for (let n = 0; n < 7; n++) {
      await mall.command("update_shop", { theme: { slogan: `第 ${n} 句` }, reason });
    }
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: AuditPage = await read(mall, {
        command: "update_shop",
        page_size: 3,
        ...(after ? { after } : {}),
      });
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
      await mall.command("update_shop", { theme: { slogan: `又一句 ${seen.length}` }, reason });
    } while (after);
    assert.equal(seen.length, 7);
    assert.equal(new Set(seen).size, 7);
  }));
