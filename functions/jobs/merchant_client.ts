import { ApiError } from "@/shared/errors.ts";
import type { PayClient } from "@/shared/wechat/pay/client.ts";
import type { Services } from "./services.ts";

/**
 * WeChat Pay as the merchant that a bill number belongs to. A shop that has changed its merchant number cannot ask about
 * the bill: "no such bill" under the new number says nothing about the old one. Throws CREDENTIAL_MISSING.
 */
export async function merchantClient(
  services: Services,
  shop: string,
  mchid: string,
): Promise<PayClient> {
  const account = await services.account(shop);
  if (account.config.mchid !== mchid) throw new ApiError("CREDENTIAL_MISSING", { mchid });
  return account.pay();
}
