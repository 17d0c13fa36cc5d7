import { staff_password } from "../../supabase/seed/data/people.ts";
import type { RuleDraft, RuleSetForm, RuleSets } from "@/contracts/staff/rules.ts";
import type { TestStack } from "@/tests/support/stack.ts";
import { Wechat } from "@/tests/journeys/support/wechat.ts";

/** Somebody shares the home page and a stranger opens it: what the dashboard hears of is a click. */
export async function openShare(stack: TestStack, openid: string): Promise<void> {
  const base = `${stack.url}/functions/v1/api/shops/qingteng`;
  const wechat = new Wechat(stack.wechat_url);
  const { token } = await send<{ token: string }>(`${base}/sessions`, "POST", {
    code: await wechat.code(openid),
  });
  const share = { page: "home", channel: "chat" };
  const made = await send<{ token: string }>(`${base}/shares`, "POST", share, token);
  const visitor = await send<{ token: string }>(`${base}/visitors`, "POST", {});
  await send(`${base}/clicks`, "POST", { share: made.token }, visitor.token);
}

async function ownerToken(stack: TestStack): Promise<string> {
  const response = await fetch(`${stack.url}/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: { apikey: stack.publishable_key, "content-type": "application/json" },
    body: JSON.stringify({ email: "owner@qingteng.test", password: staff_password }),
  });
  return (await response.json()).access_token;
}

/** Puts a rule set in force at once, as the owner, through rpc. */
export async function publishRules(stack: TestStack, draft: RuleSetForm): Promise<void> {
  const token = await ownerToken(stack);
  const call = <T>(fn: string, args: Record<string, unknown>) => {
    const url = `${stack.url}/rest/v1/rpc/${fn}?apikey=${stack.publishable_key}`;
    return send<T>(url, "POST", { shop: "qingteng", ...args }, token);
  };
  const standing = await call<RuleSets>("get_rule_sets", {});
  const command = (args: Record<string, unknown>) => ({
    ...args,
    reason: "调整佣金",
    idempotency_key: crypto.randomUUID(),
  });
  const revision = standing.draft?.revision ?? null;
  const saved = await call<RuleDraft>("save_rule_draft", command({ draft, revision }));
  await call("publish_rule_draft", command({ revision: saved.revision }));
}

/** Changes settings of the shop, as the owner. */
export async function saveSettings(stack: TestStack, settings: object): Promise<void> {
  const url = `${stack.url}/functions/v1/api/shops/qingteng/staff/settings`;
  await send(url, "PUT", { settings, reason: "调整归属" }, await ownerToken(stack));
}

/** Gives somebody of the staff another role, as the owner. */
export async function setRole(stack: TestStack, email: string, role: string): Promise<void> {
  const access_token = await ownerToken(stack);
  const people = `${stack.url}/functions/v1/api/shops/qingteng/staff/people`;
  const { items } = await send<{ items: { id: string; email: string }[] }>(
    people,
    "GET",
    undefined,
    access_token,
  );
  const { id } = items.find((one) => one.email === email)!;
  const json = { role, status: "active", reason: "换岗" };
  await send(`${people}/${id}`, "PUT", json, access_token);
}

/** The mall's clock goes forward, as by the strip. */
export async function advanceClock(stack: TestStack, hours: number): Promise<void> {
  await send(`${stack.url}/_control/clock`, "POST", { advance_seconds: hours * 3600 });
}

/** What time it is in the mall. */
export async function mallTime(stack: TestStack): Promise<Date> {
  const response = await fetch(`${stack.url}/_control/clock`);
  return new Date((await response.json()).now);
}

/** Puts one piece of a SKU into somebody's cart, and a product among the favourites. */
export async function fillLists(
  stack: TestStack,
  openid: string,
  { sku, product }: { sku: string; product: string },
): Promise<void> {
  const base = `${stack.url}/functions/v1/api/shops/qingteng`;
  const code = await new Wechat(stack.wechat_url).code(openid);
  const { token } = await send<{ token: string }>(`${base}/sessions`, "POST", { code });
  await send(`${base}/cart/lines/${sku}`, "PUT", { quantity: 1 }, token);
  await send(`${base}/favourites/${product}`, "PUT", undefined, token);
}

async function send<T>(url: string, method: string, body: unknown, token?: string): Promise<T> {
  const response = await fetch(url, {
    method,
    headers: {
      "content-type": "application/json",
      "idempotency-key": crypto.randomUUID(),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${await response.text()}`);
  return await response.json();
}
