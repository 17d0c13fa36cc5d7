import assert from "node:assert/strict";
import type { AuditPage } from "@/contracts/staff/audit.ts";
import type { StaffProductDetail } from "@/contracts/staff/catalog.ts";
import type { StaffCategories } from "@/contracts/staff/categories.ts";
import type { CommissionRules } from "@/contracts/staff/commissions.ts";
import type { BindingPeriodPage } from "@/contracts/staff/distributors.ts";
import type { Credentials, ShopSettings, ShopTheme } from "@/contracts/staff/settings.ts";
import type { StockMovementPage } from "@/contracts/staff/stock.ts";
import { asServer, Mall, type Member, named } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { click, signIn, visit } from "@/tests/support/sharing.ts";

const reason = "试验";

function read<T>(mall: Mall, fn: string, args: Record<string, unknown> = {}, by = mall.owner) {
  return mall.db.call<T>(by, fn, { shop: mall.shop, ...args });
}

Deno.test("the commission rule reads as it was saved, with every rule before it, by whom and why", () =>
  onMall(async (mall) => {
    const rules = () => read<CommissionRules>(mall, "get_commission_rule");
    const first = await rules();
    assert.deepEqual([first.current.level1_bps, first.current.by, first.earlier], [1000, null, []]);
    const rule = { level1_bps: 800, level2_bps: 300, cap_bps: 1500, levels: 1 };
    await mall.command("save_commission_rule", { rule, reason: "电话 13812345678" });
    const { current, earlier } = await rules();
    const { level1_bps, level2_bps, cap_bps, levels } = current;
    assert.deepEqual({ level1_bps, level2_bps, cap_bps, levels }, rule);
    assert.deepEqual([current.by, current.reason, current.valid_to], [
      "店主",
      "电话 13812345678",
      null,
    ]);
    assert.deepEqual(earlier.map(({ id }) => id), [first.current.id]);
    assert.equal(earlier[0]!.valid_to, current.valid_from);
    const viewer = await mall.staff("viewer");
    const masked = await read<CommissionRules>(mall, "get_commission_rule", {}, viewer);
    assert.doesNotMatch(masked.current.reason!, /138/);
  }));

const licence = {
  name: "营业执照",
  holder: "山上茶舍（杭州）有限公司",
  number: "91330100MA2B3C4D5E",
  picture_url: "/storage/v1/object/public/goods/x/licence.webp",
};

Deno.test("theme and settings read as they were saved", () =>
  onMall(async (mall) => {
    const theme = {
      name: "新名",
      slogan: "好茶",
      logo_url: "https://p/logo.png",
      brand_color: "#1f7a54",
      service_phone: "0571-1",
      service_hours: "每天 9:00–21:00",
      licences: [licence],
    };
    assert.deepEqual(await mall.command("update_shop", { theme, reason }), theme);
    assert.deepEqual(await read<ShopTheme>(mall, "get_shop_theme"), theme);
    await mall.command("update_shop", { theme: { logo_url: null, brand_color: null }, reason });
    assert.deepEqual(await read<ShopTheme>(mall, "get_shop_theme"), {
      ...theme,
      logo_url: null,
      brand_color: null,
    });
    await refuses(
      "SETTING_INVALID",
      mall.command("update_shop", { theme: { slogan: "长".repeat(41) }, reason }),
    );
    const settings = { freight_fen: 900, settle_days: 3 };
    const saved = await mall.command<ShopSettings>("save_shop_settings", { settings, reason });
    assert.deepEqual(await read<ShopSettings>(mall, "get_shop_settings"), saved);
    assert.equal(saved.freight_fen, 900);
  }));

Deno.test("which keys there are and until when is read by the owner alone, and no key with it", () =>
  onMall(async (mall, db) => {
    const sealed = `v2.t1.${"k".repeat(60)}`;
    const save = (serial: string, active_until?: string) =>
      mall.command("save_credential", {
        credential: { kind: "platform_certificate", serial, sealed, active_until },
        reason,
      }, asServer(mall.owner));
    await save("OLD", "2026-01-01T00:00:00Z");
    await save("NEW");
    const { items } = await read<Credentials>(mall, "list_credentials");
    assert.deepEqual(
      items.map(({ serial, is_active }) => [serial, is_active]).toSorted(),
      [["NEW", true], ["OLD", false]],
    );
    assert.doesNotMatch(JSON.stringify(items), /kkk/);
    for (const role of ["manager", "finance", "support", "viewer"]) {
      await refuses("FORBIDDEN", read(mall, "list_credentials", {}, await mall.staff(role)));
    }
    const elsewhere = await Mall.open(db, "elsewhere");
    assert.deepEqual(await read<Credentials>(elsewhere, "list_credentials"), { items: [] });
  }));

Deno.test("a product and its shelf read as they were saved, hidden and off sale too, and can be sent back", () =>
  onMall(async (mall) => {
    const category = {
      name: "茶叶",
      image_url: "https://p/c.png",
      position: 3,
      is_visible: false,
    };
    const { id: category_id } = await mall.command<{ id: string }>("save_category", {
      category,
      reason,
    });
    const shelves = await read<StaffCategories>(mall, "staff_list_categories");
    assert.deepEqual(shelves.items, [
      { id: category_id, parent_id: null, ...category, product_count: 0 },
    ]);
    const product = {
      code: "CUP-1",
      category_id,
      title: "手工茶杯",
      subtitle: "景德镇",
      images: ["https://p/1.png"],
      video: { url: "https://p/1.mp4", poster_url: null },
      parameters: [{ name: "产地", value: "景德镇" }],
      rich_text: [{ kind: "paragraph", runs: [{ text: "薄胎" }] }],
      specs: [{ name: "颜色", values: named(["白", "青"]) }],
      sale_from: "2026-12-01T10:00:00+00:00",
      sale_until: "2026-12-02T10:00:00+00:00",
      purchase_limit: 3,
      position: 7,
      on_sale: false,
      distributable: false,
    };
    const sku = (value: string, price_fen: number) => ({
      values: [value],
      price_fen,
      code: `C-${price_fen}`,
      barcode: `690-${price_fen}`,
      list_price_fen: price_fen + 1,
      cost_fen: price_fen - 1,
      weight_g: 250,
      low_stock: 3,
      image_url: "https://p/s.png",
      on_sale: value === "白",
    });
    const skus = [sku("白", 3000), sku("青", 4000)];
    const saved = await mall.command<{ id: string; skus: string[] }>("save_product", {
      product: { ...product, skus },
      reason,
    });
    const whole = () =>
      read<StaffProductDetail>(mall, "staff_get_product", { product_id: saved.id });
    const before = await whole();
    assert.equal(before.status, "draft");
    const { specs, ...rest } = before.product;
    assert.deepEqual(specs.map(({ name, values }) => [name, values.map((one) => one.name)]), [
      ["颜色", ["白", "青"]],
    ]);
    assert.deepEqual({ ...rest, specs: product.specs }, {
      ...product,
      id: saved.id,
      version: 1,
      freight_template_id: null,
      skus: skus.map((one, n) => ({ ...one, id: saved.skus[n] })),
    });
    await mall.command("save_product", { product: before.product, reason });
    assert.deepEqual((await whole()).product, { ...before.product, version: 2 });
    const again = await read<StaffCategories>(mall, "staff_list_categories");
    assert.equal(again.items[0]!.product_count, 1);
  }));

Deno.test("stock movements of a SKU: newest first, page by page, by cause, by whom and why, with what could be sold and what lay on the shelf", () =>
  onMall(async (mall) => {
    const [sku_id, other] = await mall.product([1000, 2000], { stock: 0 }) as [string, string];
    const receive = (delta: number) =>
      mall.command("adjust_stock", { sku_id, delta, reason: "到货", cause: "receive" });
    await receive(9);
    await refuses("INVALID_REQUEST", receive(-1));
    const buyer = await mall.member();
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 2 }]);
    await mall.stock(sku_id, -3);
    await mall.refund(buyer, order_id, [{ line_no: 1, quantity: 1 }]);
    await mall.ship(order_id);
    const back = await mall.askRefund(buyer, order_id, null, "return_refund");
    await mall.approveRefund(back);
    await mall.command("receive_return", { after_sale_id: back, reason: "收到" });
    const listed = async (filter: Record<string, unknown> = {}) => {
      const all: StockMovementPage["items"] = [];
      let after: string | null = null;
      do {
        const page: StockMovementPage = await read<StockMovementPage>(
          mall,
          "list_stock_movements",
          { sku_id, page_size: 2, ...filter, ...(after ? { after } : {}) },
        );
        all.push(...page.items);
        after = page.next;
      } while (after);
      return all.map((one) => [
        one.cause,
        one.delta,
        `${one.before} → ${one.after}`,
        `${one.shelf_before} → ${one.shelf_after}`,
        one.by ?? one.actor_kind,
        one.reason,
        one.order_id,
      ]);
    };
    const all = [
      ["return", 1, "5 → 6", "5 → 6", "店主", "买家原因：不想要了", order_id],
      ["ship", -1, "5 → 5", "6 → 5", "店主", null, order_id],
      ["release", 1, "4 → 5", "6 → 6", "店主", "买家原因：不想要了", order_id],
      ["adjust", -3, "7 → 4", "9 → 6", "店主", "盘点", null],
      ["reserve", -2, "9 → 7", "9 → 9", "member", null, order_id],
      ["receive", 9, "0 → 9", "0 → 9", "店主", "到货", null],
    ];
    assert.deepEqual(await listed(), all);
    assert.deepEqual(await listed({ cause: "adjust" }), [all[3]]);
    assert.equal(await mall.available(sku_id), 6);
    const elsewhere = await Mall.open(mall.db, "elsewhere");
    await refuses("SKU_NOT_FOUND", read(elsewhere, "list_stock_movements", { sku_id: other }));
  }));

Deno.test("a member's bindings: whom, from when to when, why it ended, and the click that made it", () =>
  onMall(async (mall, db) => {
    const [a, b] = await mall.members(2) as [Member, Member];
    await mall.promote(a);
    await mall.promote(b);
    await mall.settings({ binding_mode: "newest" });
    const visitor = crypto.randomUUID();
    await visit(mall, visitor, a);
    await visit(mall, visitor, a);
    const buyer = await signIn(mall, visitor);
    await click(mall, buyer, b, "spring");
    const page = await read<BindingPeriodPage>(mall, "list_bindings", {
      member_id: buyer.member_id,
    });
    const [now, earlier] = page.items as [typeof page.items[0], typeof page.items[0]];
    assert.deepEqual([now.distributor.id, now.cause, now.ended_at], [b.member_id, "click", null]);
    assert.deepEqual([now.click?.share.campaign, now.click?.before_sign_in], ["spring", false]);
    assert.deepEqual(
      [earlier.distributor.id, earlier.cause, earlier.ended_cause],
      [a.member_id, "sign_in", "rebound"],
    );
    assert.deepEqual([earlier.click?.openings, earlier.click?.before_sign_in], [2, true]);
    assert.equal(page.next, null);
    const first = await read<BindingPeriodPage>(mall, "list_bindings", {
      member_id: buyer.member_id,
      page_size: 1,
    });
    assert.deepEqual([first.items[0]!.id, first.next], [now.id, now.id]);
    const elsewhere = await Mall.open(db, "elsewhere");
    await refuses(
      "MEMBER_NOT_FOUND",
      read(elsewhere, "list_bindings", { member_id: buyer.member_id }),
    );
  }));

Deno.test("the audit log: newest first, by command, actor, subject and time, page by page, and of this shop alone", () =>
  onMall(async (mall, db) => {
    await db.clock.setNow("2026-03-02T02:00:00Z");
    await db.clock.freeze();
    const support = await mall.staff("manager");
    const [sku_id] = await mall.product([1000]) as [string];
    await db.clock.advance(1);
    const price = { sku_id, price_fen: 900, reason: "打 13812345678" };
    await mall.command("set_price", price, support);
    await db.clock.advance(1);
    await mall.command("set_price", { ...price, price_fen: 800 });
    const log = async (args: Record<string, unknown> = {}, by = mall.owner) =>
      (await read<AuditPage>(mall, "list_audit_log", args, by)).items;
    const [newest, second] = await log() as AuditPage["items"];
    assert.deepEqual([newest!.by, second!.by, newest!.command], ["店主", "店员", "set_price"]);
    assert.deepEqual(second!.detail, { from_fen: 1000, to_fen: 900 });
    assert.deepEqual((await log({ command: "set_price" })).map(({ id }) => id), [
      newest!.id,
      second!.id,
    ]);
    const ids = async (args: Record<string, unknown>) => (await log(args)).map(({ id }) => id);
    assert.deepEqual(await ids({ actor: second!.actor_id }), [second!.id]);
    assert.deepEqual(await ids({ subject: sku_id, command: "set_price", page_size: 1 }), [
      newest!.id,
    ]);
    assert.deepEqual(await ids({ command: "set_price", after: newest!.id }), [second!.id]);
    assert.deepEqual(
      await ids({ from_at: second!.created_at, to_at: newest!.created_at }),
      [second!.id],
      "from is within, to is not",
    );
    const viewer = await mall.staff("viewer");
    assert.doesNotMatch((await log({ command: "set_price" }, viewer))[0]!.reason!, /138/);
    const elsewhere = await Mall.open(db, "elsewhere");
    assert.deepEqual((await read<AuditPage>(elsewhere, "list_audit_log")).items, []);
  }));
