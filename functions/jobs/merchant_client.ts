import { ApiError } from "@/shared/errors.ts";
import type { PayClient } from "@/shared/wechat/pay/client.ts";
import type { Services } from "./services.ts";

/**
 * WeChat Pay as the merchant to whom a number belongs. A shop that has another merchant number by now cannot ask
 * about it: that one's "no such bill" would say nothing about this one. Throws CREDENTIAL_MISSING.
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
