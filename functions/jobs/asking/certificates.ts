import { ApiError } from "@/shared/errors.ts";
import { credentialOf } from "@/shared/seal.ts";
import { describe } from "../outbox/task.ts";
import type { Services } from "../services.ts";

/** A shop whose platform certificates are due, as SQL hands it out. */
export interface CertificateQuestion {
  shop_id: string;
  shop: string;
}

/** Fetch a shop's platform certificates and keep them beside those it has, or say why that failed. */
export async function askForCertificates(
  services: Services,
  { shop_id, shop }: CertificateQuestion,
): Promise<void> {
  const fail = (error: string) => services.call("fail_certificates", { shop_id, error });
  try {
    const answer = await (await services.account(shop)).certificates();
    if (answer.kind !== "ok") return void await fail(describe(answer));
    const certificates = await Promise.all(
      answer.value.map(async ({ id, pem, active_from, active_until }) => {
        const whose = credentialOf(shop_id, "platform_certificate", id);
        const sealed = await services.sealer.seal(whose, pem);
        return { serial: id, sealed, active_from, active_until };
      }),
    );
    await services.call("save_certificates", { shop_id, certificates });
  } catch (error) {
    await fail(error instanceof ApiError ? error.code : "failed, see the log");
    throw error;
  }
}
