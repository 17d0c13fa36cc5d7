import assert from "node:assert/strict";
import type { ChannelCode, ChannelCodes } from "@/contracts/staff/channel_codes.ts";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { open, relationsOf } from "@/tests/support/relations.ts";
import { boundTo } from "@/tests/support/sharing.ts";

const listed = async (mall: Mall, filters = {}): Promise<ChannelCode[]> =>
  (await mall.db.call<ChannelCodes>(mall.owner, "list_channel_codes", {
    shop: mall.shop,
    ...filters,
  })).items;

const status = (mall: Mall, { id }: ChannelCode, status: string) =>
  mall.command<ChannelCode>("set_channel_code_status", { code_id: id, status, reason: "试验" });

Deno.test("a channel code counts clicks, visitors, orders and sums; without appointee it binds nobody", () =>
  onMall(async (mall, db) => {
    const { code } = relationsOf(mall);
    const counter = await code();
    const flyer = await code({ name: "传单" });
    const [sku_id] = await mall.product([3000]) as [string];
    const [one, two] = await mall.members(2) as [Member, Member];
    assert.equal((await open(mall, one, counter.token)).bound, false);
    await open(mall, one, counter.token); // within ten minutes: counted once
    await open(mall, two, counter.token);
    await db.call({ role: "mall_server" }, "record_visitor_click", {
      shop: mall.shop,
      visitor: crypto.randomUUID(),
      share: counter.token,
    });
    await mall.buy(one, [{ sku_id, quantity: 2 }]);
    await mall.place(two, [{ sku_id, quantity: 1 }]); // never paid
    assert.equal(await boundTo(mall, one), null);
    const [newest, oldest] = await listed(mall);
    assert.deepEqual([newest!.id, newest!.clicks, newest!.orders], [flyer.id, 0, 0]);
    const { clicks, visitors, buyers, orders, paid_fen } = oldest!;
    assert.deepEqual({ clicks, visitors, buyers, orders, paid_fen }, {
      clicks: 3,
      visitors: 3,
      buyers: 1,
      orders: 1,
      paid_fen: 6000,
    });
    assert.deepEqual((await listed(mall, { query: "传" })).map(({ id }) => id), [flyer.id]);
  }));

Deno.test("with an appointed distributor a code binds to him by the usual rules, and a new one from then on", () =>
  onMall(async (mall) => {
    const { code } = relationsOf(mall);
    const [one, two, early, late] = await mall.members(4) as [Member, Member, Member, Member];
    await mall.promote(one);
    await mall.promote(two);
    const made = await code({ distributor_id: one.member_id });
    assert.equal((await open(mall, early, made.token)).bound, true);
    assert.equal((await open(mall, one, made.token)).bound, false, "never to himself");
    const { id, name } = made;
    const moved = await code({ id, name, distributor_id: two.member_id });
    assert.deepEqual([moved.token, moved.clicks], [made.token, 2], "what is printed stays");
    assert.equal((await open(mall, late, made.token)).bound, true);
    assert.equal((await open(mall, early, made.token)).bound, false, "still protected");
    assert.equal(await boundTo(mall, early), one.member_id);
    assert.equal(await boundTo(mall, late), two.member_id);
    assert.equal((await listed(mall))[0]!.clicks, 4);
  }));

Deno.test("a stopped code opens, counts and binds nobody, also when changed; restored it binds again", () =>
  onMall(async (mall) => {
    const { code } = relationsOf(mall);
    const [one, ...buyers] = await mall.members(4) as [Member, Member, Member, Member];
    await mall.promote(one);
    const made = await code({ distributor_id: one.member_id });
    assert.equal((await status(mall, made, "stopped")).status, "stopped");
    assert.equal((await open(mall, buyers[0]!, made.token)).bound, false);
    const { id, name } = made;
    await code({ id, name, distributor_id: one.member_id, campaign: "春茶节" });
    assert.equal((await open(mall, buyers[1]!, made.token)).bound, false);
    await status(mall, made, "on");
    assert.equal((await open(mall, buyers[2]!, made.token)).bound, true);
    assert.deepEqual((await listed(mall, { status: "on" })).map(({ clicks }) => clicks), [3]);
    assert.deepEqual(await listed(mall, { status: "stopped" }), []);
  }));

Deno.test("C28 its token fits a scene; wrong codes are refused, and changes at once leave one share", () =>
  onMall(async (mall, db) => {
    const { code } = relationsOf(mall);
    const made = await code();
    assert.match(made.token, /^[0-9A-Za-z]{6,28}$/);
    await refuses("INVALID_REQUEST", code()); // the name is taken
    await refuses("INVALID_REQUEST", code({ name: "" }));
    await refuses("INVALID_REQUEST", code({ name: "货", page: "product" }));
    await refuses("DISTRIBUTOR_NOT_FOUND", code({ name: "人", distributor_id: made.id }));
    await refuses("CHANNEL_CODE_NOT_FOUND", code({ id: crypto.randomUUID(), name: "别的" }));
    await refuses(
      "SHARE_NOT_FOUND",
      db.call(await mall.member(), "revoke_share", { token: made.token }),
    );
    const { id, name } = made;
    await Promise.all(
      Array.from({ length: 8 }, (_, n) => code({ id, name, campaign: `活动${n}` })),
    );
    const [shares] = await db.sql`select count(*) filter (where revoked_at is null)::int as open,
      count(*) filter (where token = ${made.token})::int as tokens from referral.shares`;
    assert.deepEqual({ ...shares }, { open: 1, tokens: 1 });
  }));
