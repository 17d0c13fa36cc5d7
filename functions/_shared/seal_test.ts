import assert from "node:assert/strict";
import { createSealer } from "./seal.ts";

const key = (fill: number) => new Uint8Array(32).fill(fill);
const sealer = createSealer(() => ({ master: key(1), fingerprint: key(2) }));

Deno.test("seal() and open() return the text", async () => {
  for (const text of ["", "张三 13812345678", "x".repeat(5000)]) {
    assert.equal(await sealer.open(await sealer.seal(text)), text);
  }
});

Deno.test("seal() names its key and shows nothing of the text", async () => {
  const sealed = await sealer.seal("13812345678");
  assert.match(sealed, /^v1\.[\w-]+$/);
  assert.doesNotMatch(sealed, /138/);
});

Deno.test("seal() seals equal texts alike, so that a repeated command is the same command", async () => {
  assert.equal(await sealer.seal("a"), await sealer.seal("a"));
  const nonces = new Set<string>();
  for (let n = 0; n < 200; n++) nonces.add((await sealer.seal(`text ${n}`)).slice(3, 19));
  assert.equal(nonces.size, 200);
});

Deno.test("open() refuses what was changed, what another key sealed, and what nobody sealed", async () => {
  const sealed = await sealer.seal("secret");
  const changed = sealed.slice(0, -2) + (sealed.at(-2) === "A" ? "B" : "A") + sealed.at(-1);
  await assert.rejects(sealer.open(changed), /changed/);
  const other = createSealer(() => ({ master: key(9), fingerprint: key(2) }));
  await assert.rejects(other.open(sealed), /another key/);
  await assert.rejects(sealer.open("secret"), /not sealed/);
});

Deno.test("fingerprint() is the same for equals, apart by kind and by key", async () => {
  const phone = await sealer.fingerprint("phone", "13812345678");
  assert.equal(phone, await sealer.fingerprint("phone", "13812345678"));
  assert.notEqual(phone, await sealer.fingerprint("address", "13812345678"));
  const other = createSealer(() => ({ master: key(1), fingerprint: key(3) }));
  assert.notEqual(phone, await other.fingerprint("phone", "13812345678"));
});
