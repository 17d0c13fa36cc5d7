import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { constants, privateDecrypt } from "node:crypto";
import {
  certificate_pem,
  certificate_serial,
  oaep,
  private_key_pem,
  public_key_pem,
} from "../vectors_test_data.ts";
import { encryptField } from "./sensitive.ts";

function open(ciphertext: string): string {
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const sealed = Buffer.from(ciphertext, "base64");
  return privateDecrypt({ key: private_key_pem, padding, oaepHash: "sha1" }, sealed).toString();
}

Deno.test("encryptField: opens the way the published vector does, by public key and by certificate", async () => {
  assert.equal(open(oaep.ciphertext), oaep.plain);
  const public_key = { id: "PUB_KEY_ID_1", pem: public_key_pem };
  const certificate = { id: certificate_serial, pem: certificate_pem };
  for (const verifier of [public_key, certificate]) {
    assert.equal(open(await encryptField(oaep.plain, verifier)), oaep.plain);
  }
});

Deno.test("encryptField: never the same text twice", async () => {
  const verifier = { id: "PUB_KEY_ID_1", pem: public_key_pem };
  assert.notEqual(await encryptField("张三", verifier), await encryptField("张三", verifier));
});
