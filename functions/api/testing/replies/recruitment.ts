/** What a shop asks those who want to promote, and what becomes of their answers. */
import assert from "node:assert/strict";
import { reason, type Story } from "./story.ts";

const text = { hint: "", is_required: true, choices: [] };
const questions = [
  { kind: "line", title: "你的城市", ...text },
  { kind: "several", title: "想分享什么", ...text, choices: ["茶", "点心"] },
];

export async function askApplicants(story: Story): Promise<void> {
  const { house, ask, owner, a } = story;
  const { version } = await ask("GET /staff/questions", { as: owner });
  const asked = await ask("PUT /staff/questions", {
    as: owner,
    json: { version, questions, reason },
  });
  const entry = await ask("GET /staff/entry-rules", { as: owner });
  const { warned_at: _, warned_by: __, products: ___, ...rules } = entry;
  await ask("PUT /staff/entry-rules", {
    as: owner,
    json: { rules: { ...rules, spend_fen: 1, warned: true }, reason },
  });
  const d = await house.member("openid-applicant", "小苗");
  const seen = await ask("GET /distributor/recruitment", { as: d });
  assert.deepEqual(seen.conditions[0].kind, "spend");
  await ask("PUT /staff/entry-rules", {
    as: owner,
    json: { rules: { ...rules, warned: false }, reason },
  });
  const [city, likes] = asked.items.map(({ id }: { id: string }) => id);
  const items = [{ question: city, text: "杭州，电话 13812345678" }, {
    question: likes,
    choices: [1],
  }];
  const { id: distributor } = await ask("POST /distributor/application", {
    as: d,
    json: { terms_version: seen.terms_version, answers: { version: asked.version, items } },
  });
  const { items: [waiting] } = await ask("GET /staff/applications", { as: owner });
  assert.equal(waiting.id, distributor);
  const read = await ask("GET /staff/applications/:distributor", {
    as: owner,
    params: { distributor },
  });
  assert.deepEqual(read.answers, items);
  await ask("POST /staff/applications/reviews", {
    as: owner,
    json: { ids: [distributor], approve: false, reason },
  });
  await ask("PUT /staff/questions", {
    as: owner,
    json: { version: asked.version, questions: [], reason },
  });
  await ask("POST /distributor/terms", { as: a, json: { terms_version: seen.terms_version } });
}
