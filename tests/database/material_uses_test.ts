import assert from "node:assert/strict";
import type { MaterialShare } from "@/contracts/materials.ts";
import type { MaterialFigures, MaterialFiguresPage } from "@/contracts/staff/materials.ts";
import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { worksOf } from "@/tests/support/materials.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

async function promoted(mall: Mall): Promise<[Member, Member]> {
  const [one, other] = await mall.members(2) as [Member, Member];
  await mall.promote(one);
  await mall.promote(other);
  return [one, other];
}

Deno.test("a material's share is the distributor's own, with its campaign, one for each channel", () =>
  onMall(async (mall) => {
    const works = worksOf(mall);
    const [one, other] = await promoted(mall);
    const material = await works.material({ campaign: "春茶节" });
    const same = await works.material({ title: "另一份", campaign: "春茶节" });
    const shares = [
      await works.share(one, material.id, "link"),
      await works.share(one, material.id, "chat"),
      await works.share(one, same.id, "link"),
      await works.share(other, material.id, "link"),
    ];
    assert.equal(new Set(shares.map(({ token }) => token)).size, 4);
    assert.deepEqual(
      shares.map(({ campaign, page }) => [campaign, page]),
      Array(4).fill(["春茶节", "home"]),
    );
    const again = await Promise.all(
      Array.from({ length: 10 }, () => works.share(one, material.id)),
    );
    assert.deepEqual(new Set(again.map(({ token }) => token)), new Set([shares[0]!.token]));
    await refuses("INVALID_REQUEST", works.share(one, material.id, "moments"));
  }));

Deno.test("two taps with one key count once, however many come at the same time", () =>
  onMall(async (mall, db) => {
    const works = worksOf(mall);
    const [one, other] = await promoted(mall);
    const { id } = await works.material();
    const share = await works.share(one, id);
    const key = newKey();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => works.use(one, id, "copied", share, key)),
    );
    assert.deepEqual(answers, Array(12).fill({ used: 1 }));
    assert.deepEqual(await works.use(one, id, "saved", share), { used: 2 });
    await refuses("IDEMPOTENCY_CONFLICT", works.use(one, id, "saved", share, key));
    await refuses("INVALID_REQUEST", works.use(one, id, "liked", share));
    await refuses("MATERIAL_NOT_FOUND", works.use(other, id, "copied", share));
    const [{ count }] = await db.sql`select count(*)::int from referral.material_uses` as [
      { count: number },
    ];
    assert.equal(count, 2);
    for (
      const change of [
        "update referral.material_uses set kind = 'saved' where true",
        "delete from referral.material_uses where true",
        "truncate referral.material_uses",
      ]
    ) {
      await assert.rejects(db.sql.unsafe(change), /append-only/);
    }
  }));

Deno.test("what was done counts although the material has been taken back meanwhile", () =>
  onMall(async (mall) => {
    const works = worksOf(mall);
    const [one] = await promoted(mall);
    const material = await works.material();
    const share = await works.share(one, material.id);
    await works.material(works.formOf(material, { status: "off" }));
    assert.deepEqual(await works.use(one, material.id, "copied", share), { used: 1 });
    await refuses("MATERIAL_NOT_FOUND", works.share(one, material.id, "chat"));
  }));

Deno.test("a closed shop shows its materials and hands none on", () =>
  onMall(async (mall) => {
    const works = worksOf(mall);
    const [one] = await promoted(mall);
    const { id, title } = await works.material();
    const share = await works.share(one, id);
    await mall.command("set_shop_status", { status: "closed", reason: "盘点" });
    assert.deepEqual(await works.titlesFor(one), [title]);
    await refuses("SHOP_CLOSED", works.share(one, id));
    assert.deepEqual(await works.use(one, id, "copied", share), { used: 1 });
  }));

/** The same figures by one plain look at each raw row. */
async function counted(mall: Mall, material_id: string, sharer?: Member): Promise<MaterialFigures> {
  const { sql } = mall.db;
  const shares =
    await sql`select id, sharer_id from referral.shares where material_id = ${material_id}`;
  const mine = shares.filter((s) => !sharer || s.sharer_id === sharer.member_id).map((s) => s.id);
  const uses = (await sql`select kind, distributor_id from referral.material_uses
    where material_id = ${material_id}`)
    .filter((u) => !sharer || u.distributor_id === sharer.member_id);
  const clicks = (await sql`select share_id from referral.clicks`)
    .filter((c) => mine.includes(c.share_id));
  const orders = (await sql`select share_id, member_id, payable_fen, paid_at from trade.orders`)
    .filter((o) => o.paid_at && mine.includes(o.share_id));
  const did = (kind: string) => uses.filter((u) => u.kind === kind).length;
  return {
    copied: did("copied"),
    saved: did("saved"),
    shared: did("shared"),
    clicks: clicks.length,
    buyers: new Set(orders.map((o) => o.member_id)).size,
    orders: orders.length,
    paid_fen: orders.reduce((sum, o) => sum + Number(o.payable_fen), 0),
  };
}

Deno.test("a material's figures are those of a count over the raw rows, whole and by distributor", () =>
  onMall(async (mall, db) => {
    const works = worksOf(mall);
    const [one, other] = await promoted(mall);
    const [sku] = await mall.product([3000]) as [string];
    const used = await works.material({ campaign: "春茶节" });
    const unused = await works.material({ title: "没人用", campaign: "春茶节" });
    const buyers = await mall.members(4);
    const open = async (buyer: Member, share: { token: string }) => {
      await db.call(buyer, "record_click", { share: share.token });
    };
    for (const [n, buyer] of buyers.entries()) {
      const by = n < 3 ? one : other;
      const share = await works.share(by, used.id, n % 2 ? "chat" : "link");
      await works.use(by, used.id, n % 2 ? "shared" : "copied", share);
      await open(buyer, share);
      await open(buyer, share); // within ten minutes: counted once
      if (n !== 1) await mall.buy(buyer, [{ sku_id: sku, quantity: n + 1 }]);
    }
    await mall.buy(buyers[0]!, [{ sku_id: sku, quantity: 1 }]);
    await mall.place(buyers[2]!, [{ sku_id: sku, quantity: 1 }]); // never paid
    const page = await db.call<MaterialFiguresPage>(mall.owner, "get_material_figures", {
      shop: mall.shop,
      material_id: used.id,
    });
    assert.deepEqual(page.total, await counted(mall, used.id));
    assert.deepEqual([page.total.clicks, page.total.buyers, page.total.orders], [4, 3, 4]);
    assert.equal(page.total.paid_fen, 3000 * (1 + 3 + 4 + 1));
    assert.equal(page.items.length, 2);
    for (const { distributor_id, code, label, status, ...figures } of page.items) {
      const who = distributor_id === one.member_id ? one : other;
      assert.deepEqual(figures, await counted(mall, used.id, who));
      assert.ok(code && label && status === "approved");
    }
    const listed = (await works.listed()).items;
    assert.deepEqual(listed.map((m) => [m.id, m.figures.orders]), [[unused.id, 0], [used.id, 4]]);
  }));

Deno.test("a short link is answered while it is good for 20 days more, to words alone", () =>
  onMall(async (mall, db) => {
    const works = worksOf(mall);
    const [one] = await promoted(mall);
    const { id } = await works.material();
    const linkOf = async (channel = "link") =>
      (await works.share(one, id, channel) as MaterialShare).link;
    assert.equal(await linkOf(), null);
    const share = await works.share(one, id);
    const keep = (link: string) =>
      db.call({ role: "mall_server" }, "keep_share_link", {
        shop: mall.shop,
        share: share.id,
        link,
      });
    await Promise.all([keep("#小程序://青藤/一"), keep("#小程序://青藤/二")]);
    assert.match((await linkOf())!, /^#小程序:\/\/青藤\/[一二]$/);
    assert.equal(await linkOf("chat"), null);
    await db.clock.advance(10);
    assert.equal(await linkOf(), null);
    await keep("#小程序://青藤/三");
    assert.equal(await linkOf(), "#小程序://青藤/三");
  }));
