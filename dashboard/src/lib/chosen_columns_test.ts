import assert from "node:assert/strict";
import { titlesToHide, withoutHidden } from "./chosen_columns.ts";

const columns = ["订单号", "买家", "金额", ""].map((title) => ({ title }));

Deno.test("all columns but the first and that of the buttons may be hidden", () => {
  assert.deepEqual(titlesToHide(columns), ["买家", "金额"]);
});

Deno.test("hidden columns are left out; what may not be hidden, or is not there, stays as it is", () => {
  assert.deepEqual(
    withoutHidden(columns, ["金额", "订单号", "", "邀请人"]).map(({ title }) => title),
    ["订单号", "买家", ""],
  );
});
