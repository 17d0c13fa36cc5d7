import assert from "node:assert/strict";
import type { WorkItem } from "@/contracts/staff/work.ts";
import { work_actions, work_kinds, type WorkKind } from "@/contracts/work.ts";
import { actionWord, consequences, isFinal } from "./words.ts";

const item = (kind: WorkKind) => ({ kind, detail: { amount_fen: 3890 } }) as unknown as WorkItem;
const kinds = Object.keys(work_kinds) as WorkKind[];

Deno.test("every action on every kind of work has a word and says what will happen", () => {
  for (const kind of kinds) {
    for (const action of work_actions) {
      assert.match(actionWord(item(kind), action), /^\p{Script=Han}+$/u);
      const said = consequences(item(kind), action);
      assert.ok(said.length > 0 && said.every((one) => one.endsWith("。")), `${kind} ${action}`);
    }
  }
});

Deno.test("the words of refunds promise a new number to a closed one alone", () => {
  for (const kind of kinds) {
    const promised = consequences(item(kind), "retry").join("").includes("新的退款单号");
    assert.equal(promised, kind === "refund_closed", kind);
  }
});

Deno.test("what an abnormal refund is settled with is told apart from money paid outside WeChat", () => {
  const said = (kind: WorkKind) => consequences(item(kind), "settle").join("");
  for (const kind of ["refund_abnormal", "unsent_abnormal_refund"] as const) {
    assert.match(said(kind), /38\.90.*微信已从商户账户扣款/);
  }
  for (const kind of ["refund_closed", "unsent_refund"] as const) {
    assert.match(said(kind), /38\.90.*在微信之外支付/);
  }
});

Deno.test("giving up a refund and settling by hand are marked as final, ignoring and trying again are not", () => {
  assert.equal(isFinal(item("refund_closed"), "dismiss"), true);
  assert.equal(isFinal(item("refund_abnormal"), "settle"), true);
  assert.equal(isFinal(item("refund_closed"), "retry"), false);
  assert.equal(isFinal(item("unsent_shipping"), "dismiss"), false);
});
