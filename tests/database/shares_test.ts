import assert from "node:assert/strict";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { shareOf } from "@/tests/support/sharing.ts";

Deno.test("a product off sale cannot be shared; back on sale it can", () =>
  onMall(async (mall, db) => {
    const member = await mall.member();
    const [sku_id] = await mall.product([100]) as [string];
    const [row] = await db.sql`select product_id from catalog.skus where id = ${sku_id}`;
    const product_id = row!.product_id as string;
    const share = () =>
      db.call(member, "create_share", { page: "product", channel: "chat", product: product_id });
    const put = (on_sale: boolean) =>
      mall.command("set_product_status", { product_id, on_sale, reason: "试验" });
    await put(false);
    await refuses("PRODUCT_NOT_FOUND", share());
    await put(true);
    await share();
  }));

Deno.test("a campaign has at most 40 characters", () =>
  onMall(async (mall) => {
    const member = await mall.member();
    assert.equal((await shareOf(mall, member, "春".repeat(40))).campaign, "春".repeat(40));
    await refuses("INVALID_REQUEST", shareOf(mall, member, "春".repeat(41)));
  }));

Deno.test("each channel of the same page has a token of its own, the same one ever after", () =>
  onMall(async (mall, db) => {
    const sharer = await mall.member();
    const share = async (channel: string, campaign?: string) =>
      (await db.call<{ token: string }>(sharer, "create_share", {
        page: "home",
        channel,
        campaign,
      }))
        .token;
    const tokens = [await share("chat"), await share("poster"), await share("chat", "spring")];
    assert.equal(new Set(tokens).size, 3);
    assert.deepEqual(
      [await share("chat"), await share("poster"), await share("chat", "spring")],
      tokens,
    );
  }));
