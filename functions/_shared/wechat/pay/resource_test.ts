import assert from "node:assert/strict";
import { aes_gcm } from "../vectors_test_data.ts";
import { decryptResource, type EncryptedResource } from "./resource.ts";

const [java] = aes_gcm as [typeof aes_gcm[number]];

function resourceOf(vector: typeof java): EncryptedResource {
  const { ciphertext, associated_data, nonce } = vector;
  return { original_type: "", algorithm: "AEAD_AES_256_GCM", ciphertext, associated_data, nonce };
}

Deno.test("decryptResource: the published vectors of three SDKs", async () => {
  for (const vector of aes_gcm) {
    assert.equal(await decryptResource(resourceOf(vector), [vector.key]), vector.plain);
  }
});

Deno.test("decryptResource: while the APIv3 key changes, the old one still opens what it sealed", async () => {
  const new_key = "x".repeat(32);
  assert.equal(await decryptResource(resourceOf(java), [new_key, java.key]), "message");
  assert.equal(await decryptResource(resourceOf(java), [new_key]), null);
});

Deno.test("decryptResource: anything altered or foreign gives null", async () => {
  const good = resourceOf(java);
  const cases: Partial<EncryptedResource>[] = [
    { associated_data: "other" },
    { nonce: "000000000000" },
    { nonce: "" },
    { algorithm: "AEAD_SM4_GCM" },
    { ciphertext: "AAAA" },
    { ciphertext: "not base64" },
    { ciphertext: `B${good.ciphertext.slice(1)}` },
  ];
  for (const change of cases) {
    assert.equal(
      await decryptResource({ ...good, ...change }, [java.key]),
      null,
      JSON.stringify(change),
    );
  }
  assert.equal(await decryptResource(good, ["a key of the wrong length"]), null);
});
