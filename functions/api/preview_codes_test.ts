import assert from "node:assert/strict";
import { PreviewCode } from "@/contracts/previews.ts";
import { createSealer } from "@/shared/seal.ts";
import type { ShopAccount } from "@/shared/shop_accounts.ts";
import { previewedBy, previewOf } from "./preview_codes.ts";
import { openDoor } from "./testing/door.ts";

const key = (id: string) => [{ id, bytes: crypto.getRandomValues(new Uint8Array(32)) }];
const sealer = createSealer(() => keys);
const keys = { seal: key("s"), fingerprint: key("f") };
const half_hour = 30 * 60_000;
const at = 1_000_000 * half_hour;

Deno.test("a preview code opens its product until it expires, in its own shop alone, as no page, and fits a scene", async () => {
  const product = crypto.randomUUID();
  const { code, expires_at } = await previewOf(sealer, "tea", "product", product, at + 5);
  PreviewCode.parse(code);
  assert.equal(await previewedBy(sealer, "tea", "product", code, at + 5), product);
  const end = Date.parse(expires_at);
  assert.equal(end - at, 2 * half_hour);
  assert.equal(await previewedBy(sealer, "tea", "product", code, end - 1), product);
  const changed = code.replace(/.$/, (last) => last === "A" ? "B" : "A");
  for (
    const [shop, kind, shown, now] of [
      ["tea", "product", code, end],
      ["tea", "product", code, at - 1],
      ["cup", "product", code, at],
      ["tea", "page", code, at],
      ["tea", "product", changed, at],
      ["tea", "product", "-".repeat(32), at],
    ] as const
  ) {
    await assert.rejects(previewedBy(sealer, shop, kind, shown, now), { code: "PREVIEW_ENDED" });
  }
});

Deno.test("WeChat draws a preview's code for the page that reads it, and nothing on the way keeps the picture", async () => {
  const door = await openDoor();
  const value = { bytes: new Uint8Array([0xff, 0xd8]), content_type: "image/jpeg" };
  const drawn: unknown[] = [];
  const getWxaCodeUnlimit = (wanted: unknown) => {
    drawn.push(wanted);
    return Promise.resolve({ kind: "ok", value });
  };
  const open = () => ({ getWxaCodeUnlimit });
  door.services.signInAccount = () => Promise.resolve({ open } as unknown as ShopAccount);
  const places = [
    ["product", "previews", "packages/goods/detail/detail"],
    ["page", "page-previews", "pages/topic/topic"],
  ] as const;
  for (const [n, [kind, path, page]] of places.entries()) {
    const { code } = await previewOf(door.services.sealer, "demo", kind, crypto.randomUUID());
    const picture = await door.app.request(`/api/shops/demo/${path}/${code}/code`);
    assert.equal((await picture.arrayBuffer()).byteLength, 2);
    assert.equal(picture.headers.get("cache-control"), "private, no-store");
    assert.deepEqual(drawn[n], { scene: code, page });
  }
});
