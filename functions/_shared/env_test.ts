import assert from "node:assert/strict";
import { setOwnEnv } from "@/tests/support/own_env.ts";
import { envKeys } from "./env.ts";

const base64 = (fill: number, length = 32) => btoa(String.fromCharCode(fill).repeat(length));
const read = (value: string) => {
  setOwnEnv("MALL_SEAL_KEYS", value);
  try {
    return envKeys("MALL_SEAL_KEYS");
  } finally {
    setOwnEnv("MALL_SEAL_KEYS", undefined);
  }
};

Deno.test("envKeys() reads named keys in their order, the one in use first", () => {
  const keys = read(`k2:${base64(2)}, k1:${base64(1)}`);
  assert.deepEqual(keys.map(({ id, bytes }) => [id, bytes[0], bytes.length]), [
    ["k2", 2, 32],
    ["k1", 1, 32],
  ]);
});

Deno.test("envKeys() refuses anything but named keys of 32 bytes, and repeats no value", () => {
  const secret = base64(7);
  const cases: [value: string, says: RegExp][] = [
    [secret, /form/],
    [`K1:${secret}`, /form/],
    [`k.1:${secret}`, /form/],
    [`k1:${secret},`, /form/],
    ["k1:%%%", /k1 .* base64/],
    [`k1:${base64(7, 31)}`, /k1 .* 32 bytes/],
    [`k1:${base64(7, 33)}`, /k1 .* 32 bytes/],
    [`k1:${secret},k1:${base64(8)}`, /twice/],
  ];
  for (const [value, says] of cases) {
    assert.throws(() => read(value), (error: Error) => {
      assert.match(error.message, says, value);
      assert.ok(!error.message.includes(secret.slice(0, 20)), error.message);
      return true;
    });
  }
  assert.throws(() => envKeys("MALL_SEAL_KEYS"), /not set/);
});
