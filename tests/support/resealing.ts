/** For tests of re-sealing: an old and a new key of each kind, and the jobs' walk over all that is sealed. */
import type { Contact } from "@/contracts/members.ts";
import { createSealer, credentialOf } from "@/shared/seal.ts";
import { sealContact } from "@/shared/sealed_contact.ts";
import { asServer, type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { minutes } from "@/tests/support/on_mall.ts";
import { reseal } from "../../functions/jobs/resealing.ts";
import { startRun } from "../../functions/jobs/run.ts";
import { jobs_claims, type Services } from "../../functions/jobs/services.ts";

export const key = (id: string, fill: number) => ({ id, bytes: new Uint8Array(32).fill(fill) });

export const [k1, k2, f1, f2] = [key("k1", 1), key("k2", 2), key("f1", 3), key("f2", 4)];

export const old = createSealer(() => ({ seal: [k1], fingerprint: [f1] }));

export const rotated = createSealer(() => ({ seal: [k2, k1], fingerprint: [f2, f1] }));

export const renewed = createSealer(() => ({ seal: [k2], fingerprint: [f2] }));

export const contact: Contact = {
  name: "王小明",
  phone: "13812345678",
  province: "浙江省",
  city: "杭州市",
  district: "西湖区",
  detail: "龙井路1号",
};

/** What the jobs stand on, with one sealer. */
export function servicesOf(mall: Mall, sealer = rotated): Services {
  return {
    call: (fn, args = {}) => mall.db.call(jobs_claims, fn, args),
    account: () => Promise.reject(new Error("nobody asks WeChat")),
    sealer,
    secret: () => "",
  };
}

/** One tick. */
export const tick = (services: Services) => reseal(services, startRun(60_000));

/** A tick, and one after no process is left that has the old keys alone. Answers how many rows were looked at. */
export async function resealAll(mall: Mall, sealer = rotated): Promise<number> {
  const first = await tick(servicesOf(mall, sealer));
  await mall.db.clock.advance(minutes(10));
  return first + await tick(servicesOf(mall, sealer));
}

export async function saveAddress(mall: Mall, member: Member, sealer = old): Promise<string> {
  const sealed = await sealContact(sealer, member as Member & { shop_id: string }, contact);
  const { id } = await mall.db.call<{ id: string }>(asServer(member), "save_address", {
    idempotency_key: newKey(),
    address: { id: null, contact: sealed, is_default: true },
  });
  return id;
}

export async function saveKey(
  mall: Mall,
  kind: string,
  value: string,
  sealer = old,
): Promise<string> {
  const sealed = await sealer.seal(credentialOf(mall.shop_id, kind, ""), value);
  const { id } = await mall.db.call<{ id: string }>(asServer(mall.owner), "save_credential", {
    shop: mall.shop,
    credential: { kind, sealed },
    reason: "开店",
    idempotency_key: newKey(),
  });
  return id;
}

export async function progress(mall: Mall) {
  const [row] = await mall.db.sql<
    { resealed: number; unreadable: number; finished: boolean }[]
  >`select resealed::int as resealed, unreadable::int as unreadable, finished_at is not null as finished
      from ops.resealing where seal_key = 'k2'`;
  return row;
}
