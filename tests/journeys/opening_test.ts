import assert from "node:assert/strict";
import type { CredentialKind } from "@/contracts/server.ts";
import { AcceptedInvitation } from "@/contracts/staff/invitations.ts";
import { Setup, type SetupStepName } from "@/contracts/staff/setup.ts";
import { WechatSettings } from "@/contracts/staff/wechat_settings.ts";
import { Desk } from "./support/desk.ts";
import { town } from "./support/journey.ts";
import type { Refused } from "./support/mall_client.ts";
import { saveKey } from "./support/shop.ts";

const reason = "开店设置";

/** The operator opens a shop; its owner joins by the link. */
async function open(): Promise<{ owner: Desk; code: string }> {
  const code = `o-${crypto.randomUUID().slice(0, 13)}`;
  const owner = await Desk.hire(town, code);
  const [opened] = await town.sql<{ link: string }[]>`
    select private.open_shop(${code}, '新店', ${owner.email}, ${town.stack.url}) as link`;
  const token = new URL(opened!.link).searchParams.get("token");
  await owner.api.post("/invitations/acceptance", AcceptedInvitation, { token, name: "店主" });
  return { owner, code };
}

async function stepOf(owner: Desk, step: SetupStepName) {
  return (await owner.api.get("/staff/setup", Setup)).steps.find((one) => one.step === step)!;
}

async function check(owner: Desk, step: SetupStepName) {
  const { steps } = await owner.api.post(`/staff/setup/${step}/check`, Setup, { reason });
  const { state, problem } = steps.find((one) => one.step === step)!;
  return [state, problem];
}

const options = { sanitizeOps: false, sanitizeResources: false };

Deno.test({
  ...options,
  name: "an owner opens a shop alone: each check really asks WeChat, and names the key at fault",
}, async () => {
  const merchant = town.stack.merchants[1]!;
  const { owner, code } = await open();
  const key = (kind: CredentialKind, change: { value?: string; serial?: string } = {}) =>
    saveKey(owner, merchant, kind, change);
  const account = (settings: object) =>
    owner.api.put("/staff/wechat-settings", WechatSettings, { settings, reason });

  const early = owner.api.post("/staff/setup/mini_program/check", Setup, { reason });
  await assert.rejects(early, (error: Refused) => error.details.field === "appid");
  await account({ appid: "wx00000000000000ff", mchid: "1900000099" });
  await key("app_secret", { value: "0".repeat(32) });
  assert.deepEqual(await check(owner, "mini_program"), ["failed", "app_unknown"]);
  await account({ appid: merchant.appid });
  assert.deepEqual(await check(owner, "mini_program"), ["failed", "secret_wrong"]);
  await key("app_secret");
  assert.deepEqual(await check(owner, "mini_program"), ["done", null]);

  await key("merchant_private_key");
  await key("api_v3_key");
  await key("wechatpay_public_key");
  assert.deepEqual(await check(owner, "pay"), ["failed", "signature_refused"]);
  await account({ mchid: merchant.mchid });
  assert.deepEqual(await check(owner, "pay"), ["done", null]);
  assert.deepEqual(await check(owner, "domain"), ["done", null]);
  assert.deepEqual(await check(owner, "home"), ["failed", "home_empty"]);

  await key("message_token");
  await key("message_aes_key");
  assert.equal((await stepOf(owner, "push")).state, "untried");
  const { addresses } = await owner.api.get("/staff/setup", Setup);
  assert.equal(addresses.push, `${town.stack.url}/functions/v1/wechat/shops/${code}/push`);
  const { appid } = merchant;
  assert.equal((await town.wechat.push({ appid, url: addresses.push, mode: "setup" })).ok, true);
  assert.equal((await stepOf(owner, "push")).state, "done");

  const log = await town.sql<{ text: string }[]>`
    select to_jsonb(a)::text || c::text as text from ops.audit_log a, shop.setup_checks c`;
  for (const secret of [merchant.app_secret, merchant.keys.api_v3_key, "PRIVATE KEY"]) {
    assert.ok(!log.some(({ text }) => text.includes(secret)), "no key in what is kept of a check");
  }
});

Deno.test({
  ...options,
  name: "WeChat's silence and a merchant without certificates are told apart from a wrong key",
}, async () => {
  const merchant = town.stack.merchants[1]!;
  const { owner } = await open();
  const { appid, mchid } = merchant;
  await owner.api.put("/staff/wechat-settings", WechatSettings, {
    settings: { appid, mchid },
    reason,
  });
  for (const kind of ["app_secret", "merchant_private_key", "api_v3_key"] as const) {
    await saveKey(owner, merchant, kind);
  }
  try {
    assert.deepEqual(await check(owner, "pay"), ["failed", "certificates_unavailable"]);
    await town.wechat.signWith("certificate");
    assert.deepEqual(await check(owner, "pay"), ["done", null]);
    await saveKey(owner, merchant, "api_v3_key", { value: "0".repeat(32) });
    assert.deepEqual(await check(owner, "pay"), ["failed", "v3_key_wrong"]);
    await saveKey(owner, merchant, "wechatpay_public_key");
    const path = "/out-trade-no/setup0000";
    await town.wechat.fault({ kind: "error_before_commit", match: { mchid, path } });
    assert.deepEqual(await check(owner, "pay"), ["failed", "no_answer"]);
  } finally {
    await town.wechat.signWith("public_key");
    await town.wechat.noFaults();
  }
});
