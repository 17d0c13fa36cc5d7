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

/** Staff bring a distributor and a customer in from a file; one is withdrawn, the other takes his link. */
export async function bringIn({ ask, house, owner }: Story): Promise<void> {
  const as = { as: owner };
  const file = { id: crypto.randomUUID(), name: "老客户.xlsx" };
  const row = { line: 2, kind: "distributor", name: "王秀兰", phone: "139 0000 0001", remark: "" };
  const customer = { ...row, line: 3, kind: "customer", phone: "13900000002", by_phone: row.phone };
  const rows = [row, { ...customer, by_line: 2 }, { ...customer, line: 4, by_phone: "4008001234" }];
  const tried = await ask("POST /staff/imports/check", { ...as, json: { file, rows } });
  assert.deepEqual(tried.items.map((one: { outcome: string }) => one.outcome), [
    ...["waiting", "waiting", "refused"],
  ]);
  const { items } = await ask("POST /staff/imports", { ...as, json: { file, rows, reason } });
  assert.equal((await ask("GET /staff/imports", as)).items[0].lines.refused, 1);
  const { items: people } = await ask("GET /staff/imported", {
    ...as,
    query: { kind: "customer" },
  });
  assert.deepEqual([people[0].phone, people[0].expected_line], ["139****0002", 2]);
  await ask("POST /staff/imported/:imported/withdrawal", {
    ...as,
    params: { imported: people[0].id },
    json: { reason },
  });
  const params = { token: items[0].token };
  const he = { as: await house.member("openid-expected", "秀兰"), params };
  const link = await ask("GET /personal-links/:token", he);
  const json = { terms_version: link.terms_version };
  const taken = await ask("POST /personal-links/:token/taking", { ...he, json });
  assert.deepEqual([taken.is_mine, taken.is_done], [true, true]);
  const lines = await ask("GET /staff/imports/:import/lines", {
    ...as,
    params: { import: file.id },
  });
  assert.deepEqual(
    lines.items.map((one: { person: { state: string } | null }) => one.person?.state),
    ["taken", "withdrawn", undefined],
  );
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
