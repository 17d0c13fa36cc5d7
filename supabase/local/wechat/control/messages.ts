import type { Merchant } from "../merchants.ts";
import { noticeKey } from "../key_mode.ts";
import { envelope } from "../notify/envelope.ts";
import { noticeHeaders } from "../notify/notices.ts";
import { signatureHeaders } from "../notify/signature.ts";
import { pushRequest, setupRequest } from "../push.ts";
import { unixSeconds } from "../time.ts";
import type { World } from "../world.ts";
import { ControlError } from "./error.ts";
import { push_input, type PushInput, sign_input, type SignInput } from "./inputs.ts";

function known(merchant: Merchant | undefined): Merchant {
  if (merchant === undefined) throw new ControlError(404, "no such merchant or app");
  return merchant;
}

/** A notification over any plaintext, signed or spoilt as asked, not sent. */
export async function signNotification(
  world: World,
  input: SignInput,
): Promise<{ headers: Record<string, string>; body: string }> {
  const given = sign_input.parse(input);
  const merchant = known(world.merchants.byMchid(given.mchid));
  const plaintext = JSON.stringify(given.plaintext);
  const { id, body } = envelope(merchant, { ...given, plaintext }, world.now());
  const keys = { public_key: merchant.public_key, certificate: merchant.certificates[0]! };
  const key = given.key === undefined ? noticeKey(world, merchant, id) : keys[given.key];
  const { signature, seconds } = given;
  const signed = await signatureHeaders(key, body, world.now(), { signature, seconds });
  return { headers: noticeHeaders(signed), body };
}

/** What the other side answered to a push; `ok` as WeChat judges it. */
export interface PushAnswer {
  readonly status: number;
  readonly text: string;
  readonly ok: boolean;
}

/** Send a message push once and say what came back. */
export async function push(world: World, input: PushInput): Promise<PushAnswer> {
  const given = push_input.parse(input);
  const app = known(world.merchants.byAppid(given.appid));
  const now = world.now();
  const signal = AbortSignal.timeout(5000);
  if (given.mode === "setup") {
    const { url, echostr } = setupRequest(app, given.url, now);
    const answer = await world.deliver(url, { signal, redirect: "manual" });
    const text = await answer.text();
    return { status: answer.status, text, ok: answer.status === 200 && text === echostr };
  }
  const message = {
    ToUserName: app.original_id,
    FromUserName: given.openid,
    CreateTime: unixSeconds(now),
    MsgType: "event",
    ...given.message,
  };
  const { url, body } = pushRequest(app, given.url, given.mode, message, now, given.forged);
  const headers = { "content-type": "application/json", "user-agent": "Mozilla/4.0" };
  const request = { method: "POST", headers, body, signal, redirect: "manual" } as const;
  const answer = await world.deliver(url, request);
  const text = await answer.text();
  const ok = answer.status === 200 && (text === "" || text === "success" || text.startsWith("{"));
  return { status: answer.status, text, ok };
}
