import assert from "node:assert/strict";
import { phone, refused } from "./fake_phone_test.ts";

const session = await import("./session.ts");
const { givePhone, ownPhone, dropPhone } = await import("./own_phone.ts");
const said = (detail: Record<string, unknown>) => ({ detail });
const shown = () => session.currentMember()?.phone;

Deno.test("the button's code goes to the shop, and the member has the phone, masked, from then on", async () => {
  phone.begin({ status: 200, data: { phone: "13800138000" } });
  assert.equal(await givePhone(said({ code: "c1", errMsg: "getPhoneNumber:ok" })), "13800138000");
  const { method, path, body } = phone.sent.at(-1)!;
  assert.deepEqual([method, path, body], ["PUT", "/me/phone", { code: "c1" }]);
  assert.equal(shown(), "138****8000");
  assert.doesNotMatch(JSON.stringify([...phone.store]), /13800138000/);
  phone.begin({ status: 200, data: { phone: "13800138000" } });
  assert.equal(await ownPhone(), "13800138000");
  phone.begin({ status: 200, data: { phone: null } });
  await dropPhone();
  assert.deepEqual(phone.paths(), ["DELETE /me/phone"]);
  assert.equal(shown(), null);
});

Deno.test("a refusal by the user sends nothing and shows nothing; a spent quota shows a clear message", async () => {
  phone.begin();
  for (
    const no of [
      { errMsg: "getPhoneNumber:fail user deny" },
      { errMsg: "getPhoneNumber:fail:cancel" },
      { errMsg: "getPhoneNumber:fail privacy permission is not authorized", errno: 104 },
    ]
  ) assert.equal(await givePhone(said(no)), null, no.errMsg);
  await assert.rejects(givePhone(said({ errMsg: "getPhoneNumber:fail", errno: 1400001 })), {
    message: "店铺验证手机号的次数用完了，请联系商家",
  });
  await assert.rejects(givePhone(said({ errMsg: "getPhoneNumber:fail", errno: 112 })), {
    message: "微信没有给出手机号，请稍后再试",
  });
  assert.deepEqual(phone.sent, []);
});

Deno.test("a code that the shop refuses changes nothing", async () => {
  phone.begin(refused(409, "PHONE_CODE_INVALID"));
  await assert.rejects(givePhone(said({ code: "c2" })), { code: "PHONE_CODE_INVALID" });
  assert.equal(phone.paths().length, 1);
  assert.equal(shown(), null);
});
