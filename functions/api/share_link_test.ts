import assert from "node:assert/strict";
import { MaterialShare } from "@/contracts/materials.ts";
import { ApiError } from "@/shared/errors.ts";
import { writeLogTo } from "@/shared/log.ts";
import type { OpenResult } from "@/shared/wechat/open/result.ts";
import type { ShortLinkRequest } from "@/shared/wechat/open/types.ts";
import type { Services } from "./services.ts";
import { withShortLink } from "./share_link.ts";

const link = "#小程序://青藤优选/春茶/bEGqyNVwnGmvGTp";

const share = MaterialShare.parse({
  id: crypto.randomUUID(),
  token: "7bQ2kf",
  page: "home",
  product_id: null,
  campaign: "春茶节",
  channel: "link",
  created_at: "2026-11-23T00:00:00Z",
  title: "春茶上新",
  link: null,
});

/** WeChat answers so; what it was asked and what was kept are written down. */
function wechat(answer: OpenResult<string> | ApiError) {
  const asked: ShortLinkRequest[] = [];
  const kept: unknown[] = [];
  const open = () => ({
    makeShortLink: (page: ShortLinkRequest) => {
      asked.push(page);
      return Promise.resolve(answer);
    },
  });
  const services = {
    signInAccount: () =>
      answer instanceof ApiError ? Promise.reject(answer) : Promise.resolve({ open }),
  } as unknown as Services;
  const asServer = (_fn: string, args: unknown) => {
    kept.push(args);
    return Promise.resolve("{}");
  };
  return { asked, kept, calling: { services, asServer, shop: "tea" } };
}

Deno.test("a share in words gets WeChat's short link to its page, and the link is kept", async () => {
  const { asked, kept, calling } = wechat({ kind: "ok", value: link });
  assert.deepEqual(await withShortLink(calling, share), { ...share, link });
  const product_id = crypto.randomUUID();
  await withShortLink(calling, { ...share, page: "product", product_id, title: "茶".repeat(30) });
  assert.deepEqual(asked, [
    { page_url: "pages/home/home?s=7bQ2kf", page_title: "春茶上新" },
    {
      page_url: `packages/goods/detail/detail?s=7bQ2kf&id=${product_id}`,
      page_title: "茶".repeat(20),
    },
  ]);
  assert.deepEqual(kept, Array(2).fill({ shop: "tea", share: share.id, link }));
});

Deno.test("a kept link, and a card's share, ask WeChat nothing", async () => {
  const { asked, calling } = wechat({ kind: "ok", value: link });
  const known = { ...share, link: "#小程序://青藤优选/x" };
  assert.deepEqual(await withShortLink(calling, known), known);
  const card = { ...share, channel: "chat" as const };
  assert.deepEqual(await withShortLink(calling, card), card);
  assert.deepEqual(asked, []);
});

Deno.test("where WeChat makes none, or the shop has no keys, the words go out without a link", async () => {
  const undo = writeLogTo(() => {});
  const refusals: (OpenResult<string> | ApiError)[] = [
    { kind: "refused", errcode: 43104, errmsg: "no permission", advice: "data" },
    { kind: "unknown", reason: "timeout" },
    new ApiError("CREDENTIAL_MISSING"),
  ];
  try {
    for (const answer of refusals) {
      const { kept, calling } = wechat(answer);
      assert.deepEqual(await withShortLink(calling, share), share);
      assert.deepEqual(kept, []);
    }
    const gone = wechat(new ApiError("SHOP_NOT_FOUND"));
    await assert.rejects(withShortLink(gone.calling, share), { code: "SHOP_NOT_FOUND" });
  } finally {
    undo();
  }
});
