import assert from "node:assert/strict";
import { PreviewCode } from "@/contracts/previews.ts";
import { createSealer } from "@/shared/seal.ts";
import type { ShopAccount } from "@/shared/shop_accounts.ts";
import { previewOf, productOfPreview } from "./preview_codes.ts";
import { openDoor } from "./testing/door.ts";

const key = (id: string) => [{ id, bytes: crypto.getRandomValues(new Uint8Array(32)) }];
const sealer = createSealer(() => keys);
const keys = { seal: key("s"), fingerprint: key("f") };
const half_hour = 30 * 60_000;
const at = 1_000_000 * half_hour;

Deno.test("a preview code opens its product until it expires, in its own shop alone, and fits a scene", async () => {
  const product = crypto.randomUUID();
  const { code, expires_at } = await previewOf(sealer, "tea", product, at + 5);
  PreviewCode.parse(code);
  assert.equal(await productOfPreview(sealer, "tea", code, at + 5), product);
  const end = Date.parse(expires_at);
  assert.equal(end - at, 2 * half_hour);
  assert.equal(await productOfPreview(sealer, "tea", code, end - 1), product);
  const changed = code.replace(/.$/, (last) => last === "A" ? "B" : "A");
  for (
    const [shop, shown, now] of [
      ["tea", code, end],
      ["tea", code, at - 1],
      ["cup", code, at],
      ["tea", changed, at],
      ["tea", "-".repeat(32), at],
    ] as const
  ) {
    await assert.rejects(productOfPreview(sealer, shop, shown, now), { code: "PREVIEW_ENDED" });
  }
});

Deno.test("nothing on the way keeps the picture of a preview's code", async () => {
  const door = await openDoor();
  const value = { bytes: new Uint8Array([0xff, 0xd8]), content_type: "image/jpeg" };
  const open = () => ({ getWxaCodeUnlimit: () => Promise.resolve({ kind: "ok", value }) });
  door.services.signInAccount = () => Promise.resolve({ open } as unknown as ShopAccount);
  const { code } = await previewOf(door.services.sealer, "demo", crypto.randomUUID());
  const picture = await door.app.request(`/api/shops/demo/previews/${code}/code`);
  assert.equal((await picture.arrayBuffer()).byteLength, 2);
  assert.equal(picture.headers.get("cache-control"), "private, no-store");
});
