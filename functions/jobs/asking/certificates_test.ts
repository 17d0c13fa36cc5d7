import assert from "node:assert/strict";
import { ApiError } from "@/shared/errors.ts";
import type { Services } from "../services.ts";
import { askForCertificates } from "./certificates.ts";

Deno.test("a shop whose certificates cannot even be asked for is recorded as failed, in our words alone", async () => {
  const cases: [thrown: Error, told: string][] = [
    [new ApiError("CREDENTIAL_MISSING"), "CREDENTIAL_MISSING"],
    [new Error("connect postgres://mall_jobs:hunter2@10.0.0.3"), "failed, see the log"],
  ];
  for (const [thrown, error] of cases) {
    const told: unknown[] = [];
    const services = {
      account: () => Promise.reject(thrown),
      call: (fn: string, args: object) => Promise.resolve(told.push({ fn, ...args })),
    } as unknown as Services;
    await assert.rejects(askForCertificates(services, { shop_id: "s", shop: "demo" }), thrown);
    assert.deepEqual(told, [{ fn: "fail_certificates", shop_id: "s", error }]);
  }
});
