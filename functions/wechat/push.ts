import type { Context } from "hono";
import { readBody } from "@/shared/body.ts";
import type { ShopAccount } from "@/shared/shop_accounts.ts";
import {
  type PushConfig,
  type PushReading,
  readPush,
  setupEcho,
} from "@/shared/wechat/push/message.ts";
import type { Env } from "./context.ts";
import { keepEvidence, logRefusal } from "./refusal.ts";
import { wechat_claims } from "./services.ts";

/** A token is entered here and, moments later, in WeChat's console: an account remembered for longer lacks it. */
const setup_oldest_ms = 2_000;

/** WeChat's check when the address is entered in its console: its echostr comes back, and the setup page hears of it. */
export async function pushSetup(c: Context<Env>): Promise<Response> {
  const { services } = c.var;
  const query = queryOf(c);
  const shop = c.req.param("shop")!;
  for (const config of configsOf(await services.account(shop, setup_oldest_ms))) {
    const echo = await setupEcho(config, query);
    if (echo === null) continue;
    await services.db.call(wechat_claims, "record_push_setup", { shop });
    return c.text(echo);
  }
  logRefusal(c, "push", "bad_signature");
  return c.text("refused", 401);
}

/** One pushed message: verify, open, record once, answer `success`. Anything else is repeated by WeChat. */
export async function push(c: Context<Env>): Promise<Response> {
  const { services } = c.var;
  const shop = c.req.param("shop")!;
  const raw = new TextDecoder().decode(await readBody(c.req.raw));
  const reading = await readAny(configsOf(await services.account(shop)), queryOf(c), raw);
  if (!reading.ok) {
    await keepEvidence(c, "push", { reason: reading.reason, genuine: isSigned(reading), raw });
    logRefusal(c, "push", reading.reason);
    return c.text("refused", reading.reason === "malformed" ? 400 : 401);
  }
  const { dedupe_key, message } = reading;
  await services.db.call(wechat_claims, "record_message_push", { shop, dedupe_key, message });
  return c.text("success");
}

/** The newest token and key first; during a change the older ones still count. */
function configsOf({ config: { appid }, credentials }: ShopAccount): PushConfig[] {
  const keys = credentials.message_aes_key?.map(({ value }) => value) ?? [];
  return (credentials.message_token ?? []).flatMap(({ value: token }) =>
    (keys.length > 0 ? keys : [null]).map((encoding_aes_key) => ({
      appid,
      token,
      encoding_aes_key,
    }))
  );
}

async function readAny(
  configs: PushConfig[],
  query: URLSearchParams,
  raw: string,
): Promise<PushReading> {
  let refused: PushReading = { ok: false, reason: "bad_signature" };
  for (const config of configs) {
    const reading = await readPush(config, query, raw);
    if (reading.ok) return reading;
    if (!isSigned(refused)) refused = reading;
  }
  return refused;
}

/** WeChat signed it, and it cannot be opened or is for another mini program: a key or the appid is wrong here. */
function isSigned(reading: PushReading): boolean {
  return !reading.ok && ["undecryptable", "wrong_appid"].includes(reading.reason);
}

function queryOf(c: Context<Env>): URLSearchParams {
  return new URL(c.req.url).searchParams;
}
