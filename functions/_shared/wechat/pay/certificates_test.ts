import assert from "node:assert/strict";
import { createCipheriv, createPrivateKey, createPublicKey, randomBytes } from "node:crypto";
import { Buffer } from "node:buffer";
import { selfSigned } from "@/local/wechat/certificate.ts";
import {
  api_v3_key,
  merchant,
  signedHeaders,
  verifiers,
  wechat_pay,
  wechat_pay_id,
  withServer,
} from "../test_support.ts";
import { listCertificates } from "./certificates.ts";
import type { VerifierPem } from "./keys.ts";

const day_ms = 86_400_000;
const from = new Date(Date.now() - day_ms);
const to = new Date(Date.now() + 1000 * day_ms);

/** A certificate over the key that signs here as WeChat Pay. */
function certificate(): { serial: string; pem: string } {
  const privateKey = createPrivateKey(wechat_pay.private_pem);
  const keys = { privateKey, publicKey: createPublicKey(privateKey) };
  return selfSigned("WeChat Pay", keys, { from, to });
}

function item(pem: string, serial_no: string, key = api_v3_key) {
  const nonce = randomBytes(6).toString("hex");
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(key), Buffer.from(nonce));
  cipher.setAAD(Buffer.from("certificate"));
  const parts = [cipher.update(pem, "utf8"), cipher.final(), cipher.getAuthTag()];
  const ciphertext = Buffer.concat(parts).toString("base64");
  const sealed = {
    algorithm: "AEAD_AES_256_GCM",
    nonce,
    associated_data: "certificate",
    ciphertext,
  };
  return { serial_no, encrypt_certificate: sealed };
}

/** Ask a WeChat that answers `data`, signed under `serial`, knowing these of its keys. */
async function ask(data: unknown, serial: string, known: VerifierPem[] = []) {
  const body = JSON.stringify({ data });
  const headers = signedHeaders(body, undefined, serial);
  return await withServer(
    () => new Response(body, { headers }),
    async (base_url, seen) => {
      const answer = await listCertificates({
        mchid: "1900000001",
        serial_no: "3775B6A45ACD588826D15E583A95F5DD",
        private_key_pem: merchant.private_pem,
        verifiers: known,
        base_url,
      }, ["x".repeat(32), api_v3_key]);
      return { answer, seen };
    },
  );
}

Deno.test("a certificate that only WeChat can have sealed proves the reply that brings it", async () => {
  const { serial, pem } = certificate();
  const { answer, seen } = await ask([item(pem, serial.toLowerCase())], serial);
  assert.ok(answer.kind === "ok", JSON.stringify(answer));
  const [one] = answer.value;
  assert.deepEqual([one!.id, one!.pem], [serial, pem]);
  assert.equal(Date.parse(one!.active_from), Math.floor(from.getTime() / 1000) * 1000);
  assert.equal(Date.parse(one!.active_until), Math.floor(to.getTime() / 1000) * 1000);
  assert.equal(seen[0]!.headers.has("wechatpay-serial"), false); // an empty one names no key that WeChat has
});

Deno.test("a list is worth nothing when its key, its serials, its form or its signature are not WeChat's", async () => {
  const { serial, pem } = certificate();
  const other = certificate();
  const bad: Record<string, [data: unknown, serial: string]> = {
    "sealed with another key": [[item(pem, serial, "k".repeat(32))], serial],
    "a serial that is not its own": [[item(pem, other.serial)], serial],
    "no certificate": [[item(wechat_pay.public_pem, serial)], serial],
    "a broken one": [[item(pem.replace("MII", "XXX"), serial)], serial],
    "signed under a certificate that is not in it": [[item(pem, serial)], other.serial],
    "nothing": [[], serial],
    "no list": [{}, serial],
    "nulls": [[null, { serial_no: serial }], serial],
  };
  for (const [what, [data, signed_by]] of Object.entries(bad)) {
    const { answer } = await ask(data, signed_by);
    assert.equal(answer.kind, "unknown", what);
  }
});

Deno.test("a genuine list of which nothing opens is no list of none", async () => {
  const { serial, pem } = certificate();
  for (const data of [[], [item(pem, serial, "k".repeat(32))]]) {
    const { answer } = await ask(data, wechat_pay_id, verifiers);
    assert.equal(answer.kind === "unknown" && answer.reason, "malformed_reply");
  }
});

Deno.test("every certificate of a list is kept: the one in use and the one that comes after it", async () => {
  const [now, next] = [certificate(), certificate()];
  const data = [item(now.pem, now.serial), item(next.pem, next.serial)];
  const { answer } = await ask(data, now.serial);
  assert.ok(answer.kind === "ok", JSON.stringify(answer));
  assert.deepEqual(answer.value.map(({ id }) => id), [now.serial, next.serial]);
});
