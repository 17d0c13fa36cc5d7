import assert from "node:assert/strict";
import { writeLogTo } from "@/shared/log.ts";
import { createSealer } from "@/shared/seal.ts";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { f1, f2, k2, key, resealAll, saveAddress, servicesOf } from "@/tests/support/resealing.ts";
import { reseal } from "../../functions/jobs/resealing.ts";
import { startRun } from "../../functions/jobs/run.ts";

writeLogTo(() => {});

const lost = createSealer(() => ({ seal: [key("k0", 9)], fingerprint: [f1] }));

const waiting = async (mall: Mall) => (await mall.work()).map(({ kind }) => kind);

Deno.test("work about an address that nothing opens ends when its owner deletes the address or writes it anew", () =>
  onMall(async (mall, db) => {
    const [one, two] = await mall.members(2) as [Member, Member];
    const deleted = await saveAddress(mall, one, lost);
    const rewritten = await saveAddress(mall, two, lost);
    await resealAll(mall);
    assert.deepEqual(await waiting(mall), ["contact_unreadable", "contact_unreadable"]);
    await db.call(one, "delete_address", { address: deleted });
    assert.deepEqual(await waiting(mall), ["contact_unreadable"]);
    const fresh = createSealer(() => ({ seal: [k2], fingerprint: [f2] }));
    const again = await saveAddress(mall, two, fresh);
    await db.sql`
      update person.addresses a set sealed = b.sealed from person.addresses b
       where a.id = ${rewritten} and b.id = ${again}`;
    assert.deepEqual(await waiting(mall), []);
  }));

Deno.test("an address deleted while its text is tried is not listed as unreadable", () =>
  onMall(async (mall, db) => {
    const member = await mall.member();
    const address = await saveAddress(mall, member, lost);
    const services = servicesOf(mall);
    let has_tried = false;
    await reseal({
      ...services,
      async call<T>(fn: string, args?: Record<string, unknown>) {
        if (fn === "record_resealed" && args?.stage === 2 && !has_tried) {
          has_tried = true;
          await db.call(member, "delete_address", { address });
        }
        return await services.call<T>(fn, args);
      },
    }, startRun(60_000));
    assert.ok(has_tried);
    assert.deepEqual(await waiting(mall), []);
  }));
