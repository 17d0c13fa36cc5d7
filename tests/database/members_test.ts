import assert from "node:assert/strict";
import type { Me } from "@/contracts/members.ts";
import type { SealedAddress } from "@/contracts/server.ts";
import { asServer, Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { testDatabase } from "@/tests/support/database.ts";
import { refuses } from "@/tests/support/on_mall.ts";

const sealed = `v2.t1.${"s".repeat(60)}`;

/** Bytes that begin as a JPEG does. */
const jpeg = Uint8Array.fromHex("ffd8ffe000104a464946");

const contact = (city: string) => ({
  sealed,
  phone_fingerprint: "phone",
  address_fingerprint: city,
  province: "浙江省",
  city,
});

Deno.test("a member's own data", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const [me, other] = await mall.members(2) as [Member, Member];
  const save = (member: Member, address: Record<string, unknown>) =>
    db.call<SealedAddress>(asServer(member), "save_address", {
      address,
      idempotency_key: newKey(),
    });
  const list = async (member: Member) =>
    (await db.call<{ items: SealedAddress[] }>(member, "list_addresses")).items;

  await t.step("get_me shows myself; update_profile changes what is named", async () => {
    const { avatar_url } = await db.call<Me>(me, "update_profile", {
      nickname: " 小青 ",
      avatar: jpeg.toBase64(),
    });
    const after = await db.call<Me>(me, "update_profile", { nickname: "青藤" });
    assert.deepEqual(after, {
      ...await db.call<Me>(me, "get_me"),
      id: me.member_id,
      shop: mall.shop,
      nickname: "青藤",
      avatar_url,
      distributor: null,
      order_counts: { pending_payment: 0, paid: 0, shipped: 0, after_sale: 0 },
      cart_count: 0,
    });
    for (const unseen of ["\u200B\u200B", "\u200D", "\u3164", "\u202D\u202C"]) {
      await assert.rejects(db.call(me, "update_profile", { nickname: unseen }), {
        message: "INVALID_REQUEST",
      });
    }
    await assert.rejects(db.call(me, "update_profile", { nickname: "长".repeat(41) }), {
      message: "INVALID_REQUEST",
    });
  });

  await t.step("a picture is read by its address until another takes its place", async () => {
    const id = (one: Me) => one.avatar_url!.split("/").at(-1)!;
    const read = (id: string, shop = mall.shop) =>
      db.call<{ type: string; picture: string }>({ role: "anon" }, "get_avatar", { shop, id });
    const first = await db.call<Me>(me, "get_me");
    assert.equal(first.avatar_url, `/functions/v1/api/shops/${mall.shop}/avatars/${id(first)}`);
    assert.deepEqual(await read(id(first)), { type: "image/jpeg", picture: jpeg.toBase64() });
    const png = Uint8Array.fromHex("89504e470d0a1a0a00").toBase64();
    const second = await db.call<Me>(me, "update_profile", { avatar: png });
    assert.equal((await read(id(second))).type, "image/png");
    await refuses("AVATAR_NOT_FOUND", read(id(first)));
    const none = await db.call<Me>(me, "update_profile", { avatar: "" });
    assert.deepEqual([none.avatar_url, none.nickname], [null, "青藤"]);
    await refuses("AVATAR_NOT_FOUND", read(id(second)));
  });

  await t.step("what is no picture, or too large a one, is refused by its bytes", async () => {
    const save = (avatar: string) => db.call<Me>(me, "update_profile", { avatar });
    const svg = btoa("<svg onload='alert(1)'/>");
    const large = new Uint8Array(150 * 1024 + 1);
    large.set(jpeg);
    for (const wrong of [svg, large.toBase64(), "///", "头像"]) {
      await assert.rejects(save(wrong), (error: Error & { detail: string }) => {
        assert.equal(error.message, "INVALID_REQUEST", wrong.slice(0, 20));
        assert.equal(JSON.parse(error.detail).field, "avatar");
        return true;
      });
    }
    await save(large.slice(0, -1).toBase64());
  });

  await t.step("orders are counted by what they wait for", async () => {
    const [sku] = await mall.product([100]);
    await mall.place(me, [{ sku_id: sku!, quantity: 1 }]);
    const { order_id } = await mall.buy(me, [{ sku_id: sku!, quantity: 1 }]);
    await mall.buy(me, [{ sku_id: sku!, quantity: 1 }]);
    await mall.ship(order_id);
    const { order_counts } = await db.call<Me>(me, "get_me");
    assert.deepEqual(order_counts, { pending_payment: 1, paid: 1, shipped: 1, after_sale: 0 });
  });

  await t.step("one address is always the default one", async () => {
    const first = await save(me, { id: null, contact: contact("杭州市"), is_default: false });
    assert.equal(first.is_default, true);
    assert.deepEqual(first.contact, { sealed, shop_id: mall.shop_id, member_id: me.member_id });
    const second = await save(me, { id: null, contact: contact("宁波市"), is_default: true });
    assert.deepEqual((await list(me)).map(({ id }) => id), [second.id, first.id]);
    await save(me, { id: second.id, contact: contact("温州市"), is_default: false });
    assert.equal((await list(me)).filter(({ is_default }) => is_default).length, 1);
    await db.call(me, "delete_address", { address: second.id });
    assert.deepEqual((await list(me)).map(({ id, is_default }) => [id, is_default]), [[
      first.id,
      true,
    ]]);
  });

  await t.step("ten default addresses at once leave one", async () => {
    await Promise.all(Array.from(
      { length: 10 },
      (_, n) => save(me, { id: null, contact: contact(`第${n}市`), is_default: true }),
    ));
    assert.equal((await list(me)).filter(({ is_default }) => is_default).length, 1);
  });

  await t.step("another's address is not there", async () => {
    const [mine] = await list(me);
    assert.deepEqual(await list(other), []);
    const change = save(other, { id: mine!.id, contact: contact("杭州市"), is_default: false });
    await assert.rejects(change, { message: "ADDRESS_NOT_FOUND" });
    const drop = db.call(other, "delete_address", { address: mine!.id });
    await assert.rejects(drop, { message: "ADDRESS_NOT_FOUND" });
  });

  await t.step("an address that is not sealed is refused", async () => {
    const open = { name: "张三", phone: "13800000000", province: "浙江省", city: "杭州市" };
    await assert.rejects(save(me, { id: null, contact: open, is_default: false }), {
      message: "INVALID_REQUEST",
    });
  });

  await db.drop();
});
