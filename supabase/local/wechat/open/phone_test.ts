import assert from "node:assert/strict";
import { type Shop, shopTest } from "../test_support.ts";

const ask = async (shop: Shop, body: Record<string, unknown>) =>
  await shop.openJson(
    `/wxa/business/getuserphonenumber?access_token=${await shop.token()}`,
    body,
  );

shopTest("a code of the phone button: once, five minutes, of that user", async (shop) => {
  const { control } = shop.simulator;
  const { openid } = control.createUser({ phone: "13800138000" });
  const other = control.createUser().openid;
  const code = () => control.tapPhoneButton(openid).code!;
  const first = code();
  assert.equal((await ask(shop, { code: first, openid: other })).errcode, 40029);
  const { errcode, phone_info } = await ask(shop, { code: first, openid });
  assert.equal(errcode, 0);
  assert.deepEqual([phone_info.phoneNumber, phone_info.purePhoneNumber, phone_info.countryCode], [
    "13800138000",
    "13800138000",
    "86",
  ]);
  assert.equal((await ask(shop, { code: first, openid })).errcode, 40029);
  assert.equal((await ask(shop, { code: code() })).errcode, 0);
  const late = code();
  shop.advance(300);
  assert.equal((await ask(shop, { code: late, openid })).errcode, 40029);
  const { code: of_login } = control.issueCode(openid);
  assert.equal((await ask(shop, { code: of_login, openid })).errcode, 40029);
});

shopTest(
  "phones: one abroad with its country, one made up and kept, a no, and no quota",
  async (shop) => {
    const { control } = shop.simulator;
    const { openid } = control.createUser();
    const tell = () => ask(shop, { code: control.tapPhoneButton(openid).code });
    const made_up = (await tell()).phone_info;
    assert.match(made_up.purePhoneNumber, /^139\d{8}$/);
    assert.equal((await tell()).phone_info.purePhoneNumber, made_up.purePhoneNumber);
    control.createUser({ openid, phone: "+852 91234567" });
    const abroad = await tell();
    assert.deepEqual(abroad.phone_info.phoneNumber, "85291234567");
    assert.deepEqual(abroad.phone_info.purePhoneNumber, "91234567");
    assert.deepEqual(abroad.phone_info.countryCode, "852");
    assert.deepEqual(control.tapPhoneButton(openid, { action: "deny" }), {
      errMsg: "getPhoneNumber:fail user deny",
    });
    control.addFault({ kind: "phone_quota" });
    assert.equal(control.tapPhoneButton(openid).errno, 1400001);
    assert.ok(control.tapPhoneButton(openid).code);
  },
);
