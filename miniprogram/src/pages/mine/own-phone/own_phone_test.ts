import assert from "node:assert/strict";
import { loose, openPage, phone, refused } from "../../../services/fake_phone_test.ts";

const session = await import("../../../services/session.ts");
const row_file = import.meta.resolve("./own-phone.ts");
const shown = () => session.currentMember()?.phone;

Deno.test(
  "a phone is given and taken away, and whoever would take it away is asked first",
  loose,
  async () => {
    await session.signIn();
    const row = await openPage(row_file);
    phone.begin({ status: 200, data: { phone: "13800138000" } });
    await row.give({ detail: { code: "c1" } });
    assert.deepEqual([phone.paths(), shown()], [["PUT /me/phone"], "138****8000"]);
    phone.begin();
    phone.confirms = false;
    await row.drop();
    assert.deepEqual([phone.paths(), phone.done], [[], ["modal 移除手机号"]]);
    phone.confirms = true;
    phone.begin({ status: 200, data: { phone: null } });
    await row.drop();
    assert.deepEqual([phone.paths(), shown()], [["DELETE /me/phone"], null]);
  },
);

Deno.test("two taps ask once, and what the shop refuses is told", loose, async () => {
  const row = await openPage(row_file);
  phone.begin(refused(409, "PHONE_CODE_INVALID"));
  await Promise.all([row.give({ detail: { code: "c1" } }), row.give({ detail: { code: "c1" } })]);
  assert.equal(phone.paths().length, 1);
  assert.deepEqual([phone.done, row.data.busy], [["toast 说明"], false]);
});
