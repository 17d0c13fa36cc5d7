/** Who belongs to whom, and what those concerned are told of it. */
import assert from "node:assert/strict";
import { reason, type Story } from "./story.ts";

/** C's protection comes near its end: b is told, and reads it. */
export async function hearOfExpiry({ ask, house, b }: Story): Promise<void> {
  await house.test_db.clock.advance(13);
  await house.test_db.call({ role: "mall_jobs" }, "tell_expiries", {});
  await house.test_db.clock.reset();
  assert.equal((await ask("GET /notices/unread", { as: b })).unread, 1);
  const [notice] = (await ask("GET /notices", { as: b })).items;
  assert.equal(notice.leads_to, "customers?tab=expiring");
  const reading = { as: b, json: { up_to: notice.id } };
  assert.equal((await ask("PUT /notices/reading", reading)).unread, 0);
}

/** Staff move c away and back, take a link of b's back, and make a code of the shop's own. */
export async function relate({ ask, owner, a, b, c }: Story): Promise<void> {
  const as_owner = { as: owner };
  const bound = await ask("GET /staff/relations", { ...as_owner, query: { state: "protected" } });
  const { member_id, distributor } = bound.items[0];
  const member = { ...as_owner, params: { member: member_id } };
  await ask("PUT /staff/members/:member/bindings", {
    ...member,
    json: { distributor_id: null, reason },
  });
  const [lost] = (await ask("GET /distributor/customers/lost", { as: b })).items;
  assert.equal(lost.why, "商家调整了客户归属");
  const back = await ask("PUT /staff/members/:member/bindings", {
    ...member,
    json: { distributor_id: distributor.id, reason },
  });
  assert.equal(back.binding.distributor.code, distributor.code);
  const soonest = { as: b, query: { sort: "protected_until" } };
  assert.equal((await ask("GET /distributor/customers", soonest)).items[0].days_left, 15);

  const campaign = { page: "home", channel: "poster", campaign: "旧海报" };
  const { token } = await ask("POST /shares", { as: b, json: campaign });
  await ask("POST /shares/:token/revocation", { as: b, params: { token } });
  const { token: other } = await ask("POST /shares", { as: a, json: campaign });
  await ask("POST /staff/shares/:token/revocation", {
    ...as_owner,
    params: { token: other },
    json: { reason },
  });
  const code = {
    name: "柜台",
    page: "home",
    product_id: null,
    campaign: null,
    distributor_id: distributor.id,
  };
  const made = await ask("PUT /staff/channel-codes", { ...as_owner, json: { code, reason } });
  await ask("POST /clicks", { as: c, json: { share: made.token } });
  await ask("PUT /staff/channel-codes/:code/status", {
    ...as_owner,
    params: { code: made.id },
    json: { status: "stopped", reason },
  });
  assert.equal((await ask("GET /staff/channel-codes", as_owner)).items[0].clicks, 1);
}
