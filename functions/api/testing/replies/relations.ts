/** Who belongs to whom, and what those concerned are told of it. */
import assert from "node:assert/strict";
import type { Story } from "./story.ts";

/** C's protection comes near its end: b is told, and reads it. */
export async function hearOfExpiry({ ask, house, b }: Story): Promise<void> {
  await house.test_db.clock.advance(13);
  await house.test_db.call({ role: "mall_jobs" }, "tell_expiries", {});
  await house.test_db.clock.reset();
  assert.equal((await ask("GET /notices/unread", { as: b })).unread, 1);
  const [notice] = (await ask("GET /notices", { as: b })).items;
  assert.equal(notice.leads_to, "customers?state=expiring");
  const reading = { as: b, json: { up_to: notice.id } };
  assert.equal((await ask("PUT /notices/reading", reading)).unread, 0);
}
