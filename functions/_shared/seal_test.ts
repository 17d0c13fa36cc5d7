import assert from "node:assert/strict";
import { createSealer, type SealedFor } from "./seal.ts";

const key = (id: string, fill: number) => ({ id, bytes: new Uint8Array(32).fill(fill) });
const [k1, k2, f1, f2] = [key("k1", 1), key("k2", 2), key("f1", 3), key("f2", 4)];
const sealer = createSealer(() => ({ seal: [k1], fingerprint: [f1] }));
const whose: SealedFor = { shop_id: "shop-1", kind: "contact", owner: "member-1" };

Deno.test("seal() and open() return the text", async () => {
  for (const text of ["", "张三 13812345678", "x".repeat(5000)]) {
    assert.equal(await sealer.open(whose, await sealer.seal(whose, text)), text);
  }
});

Deno.test("seal() names its key and shows nothing of the text", async () => {
  const sealed = await sealer.seal(whose, "13812345678");
  assert.match(sealed, /^v2\.k1\.[\w-]+$/);
  assert.doesNotMatch(sealed, /13812345678/);
});

Deno.test("seal() seals equal texts of one owner alike, and no nonce serves two texts or two owners", async () => {
  assert.equal(await sealer.seal(whose, "a"), await sealer.seal(whose, "a"));
  const nonces = new Set<string>();
  for (let n = 0; n < 200; n++) {
    const other = { ...whose, owner: `member-${n}` };
    nonces.add((await sealer.seal(whose, `text ${n}`)).slice(6, 22));
    nonces.add((await sealer.seal(other, "the same")).slice(6, 22));
  }
  assert.equal(nonces.size, 400);
});

Deno.test("open() refuses text that was sealed for another shop, kind or owner", async () => {
  const sealed = await sealer.seal(whose, "secret");
  for (
    const other of [
      { shop_id: "shop-2" },
      { kind: "credential.app_secret" },
      { owner: "member-2" },
    ]
  ) {
    await assert.rejects(sealer.open({ ...whose, ...other }, sealed), /for another/);
  }
});

Deno.test("open() refuses text that was changed, sealed with another key, or never sealed", async () => {
  const sealed = await sealer.seal(whose, "secret");
  const changed = sealed.slice(0, -2) + (sealed.at(-2) === "A" ? "B" : "A") + sealed.at(-1);
  await assert.rejects(sealer.open(whose, changed), /changed/);
  const unknown = createSealer(() => ({ seal: [k2], fingerprint: [f1] }));
  await assert.rejects(unknown.open(whose, sealed), /known key/);
  const same_name = createSealer(() => ({ seal: [key("k1", 9)], fingerprint: [f1] }));
  await assert.rejects(same_name.open(whose, sealed), /another key/);
  for (const text of ["secret", "", "v2.k1", `v1.k1.${sealed.slice(6)}`, `${sealed}.x`]) {
    await assert.rejects(sealer.open(whose, text), /not sealed/, text);
  }
});

Deno.test("a rotated key seals no more and still opens; its name cannot be changed in the text", async () => {
  const old = await sealer.seal(whose, "secret");
  const rotated = createSealer(() => ({ seal: [k2, k1], fingerprint: [f2, f1] }));
  assert.equal(await rotated.open(whose, old), "secret");
  assert.match(await rotated.seal(whose, "secret"), /^v2\.k2\./);
  assert.deepEqual(rotated.current(), { seal: "k2", fingerprint: "f2" });
  const alike = createSealer(() => ({ seal: [k1, key("k2", 1)], fingerprint: [f1] }));
  await assert.rejects(alike.open(whose, old.replace(".k1.", ".k2.")), /for another/);
});

Deno.test("fingerprint() is the same for equals, apart by kind and by key, and names its key", async () => {
  const phone = await sealer.fingerprint("phone", "13812345678");
  assert.match(phone, /^f1\.[\w-]{43}$/);
  assert.equal(phone, await sealer.fingerprint("phone", "13812345678"));
  assert.notEqual(phone, await sealer.fingerprint("address", "13812345678"));
  const other = createSealer(() => ({ seal: [k1], fingerprint: [key("f1", 9)] }));
  assert.notEqual(phone, await other.fingerprint("phone", "13812345678"));
});
