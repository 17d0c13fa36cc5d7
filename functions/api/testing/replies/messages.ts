import assert from "node:assert/strict";
import { reason, type Story } from "./story.ts";

/** A kind of message gets its template, a member agrees to one, and it is tried. */
export async function furnishMessages({ ask, owner, a }: Story): Promise<void> {
  const template_id = "TEMPLATE-OF-A-PARCEL-0001";
  const fields = [{ field: "thing1", value: "goods" }];
  const template = { template_id, fields, is_on: true };
  const params = { kind: "parcel" };
  await ask("PUT /staff/messages/:kind", { as: owner, params, json: { template, reason } });
  const answers = [{ template_id, answer: "accept" }];
  await ask("POST /messages/answers", { as: a, json: { answers } });
  assert.equal((await ask("GET /messages", { as: a })).items[0].left, 1);
  const [parcel] = (await ask("GET /staff/messages", { as: owner })).items;
  const { member_id } = parcel.readers[0];
  const json = { member_id, reason };
  await ask("POST /staff/messages/:kind/tries", { as: owner, params, json });
}
