import type { TestStack } from "@/tests/support/stack.ts";
import { Wechat } from "@/tests/journeys/support/wechat.ts";

/** Puts one piece of a SKU into somebody's cart. */
export async function fillCart(stack: TestStack, openid: string, sku: string): Promise<void> {
  const base = `${stack.url}/functions/v1/api/shops/qingteng`;
  const code = await new Wechat(stack.wechat_url).code(openid);
  const { token } = await send<{ token: string }>(`${base}/sessions`, "POST", { code });
  await send(`${base}/cart/lines/${sku}`, "PUT", { quantity: 1 }, token);
}

async function send<T>(url: string, method: string, body: unknown, token?: string): Promise<T> {
  const response = await fetch(url, {
    method,
    headers: {
      "content-type": "application/json",
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${await response.text()}`);
  return await response.json();
}
