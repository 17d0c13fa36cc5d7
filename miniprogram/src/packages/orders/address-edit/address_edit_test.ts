import assert from "node:assert/strict";
import { loose, openPage, phone } from "../../../services/fake_phone_test.ts";

const page_file = import.meta.resolve("./address-edit.ts");
const typed = (value: string) => ({ detail: { value } });

async function filled(name: string, number: string) {
  phone.begin();
  const page = await openPage(page_file, { first: "1" });
  page.onName(typed(name));
  page.onPhone(typed(number));
  page.onRegion({ detail: { province: "浙江省", city: "杭州市", district: "西湖区" } });
  page.onDetail(typed(" 龙井路 1 号 "));
  return page;
}

Deno.test("a pasted phone is saved plain, and the opener hears of the address", loose, async () => {
  const page = await filled(" 林\u200B晓雨 ", "\u202D+86 138-0000 1234\u202C");
  await page.save();
  assert.deepEqual(phone.sent.at(-1)!.body, {
    contact: {
      ...{ name: "林晓雨", phone: "13800001234", province: "浙江省", city: "杭州市" },
      ...{ district: "西湖区", detail: "龙井路 1 号" },
    },
    is_default: true,
  });
  assert.deepEqual(phone.done, ["told picked", "back"]);
});

Deno.test(
  "a phone that nobody can call and a name that nobody sees are said at once, and nothing is sent",
  loose,
  async () => {
    for (
      const [name, number, field] of [["林", "12345", "phone"], ["\u200B", "13800001234", "name"]]
    ) {
      const page = await filled(name!, number!);
      await page.save();
      assert.ok(page.data.wrong[field!]);
      assert.deepEqual(phone.sent.filter(({ method }) => method === "PUT"), []);
    }
  },
);

const wechat = globalThis as unknown as { wx: Record<string, unknown> };
const kept = {
  ...{ userName: "林晓雨", telNumber: "13800001234", provinceName: "湖北省", cityName: "仙桃市" },
  ...{ countyName: "仙桃市", detailInfo: "沔阳大道1号", postalCode: "433000" },
};

Deno.test(
  "an address of WeChat's fills the form, with the names that freight goes by",
  loose,
  async () => {
    phone.begin();
    const page = await openPage(page_file);
    wechat.wx.chooseAddress = () => Promise.resolve(kept);
    await page.fromWechat();
    await page.save();
    assert.deepEqual(phone.sent.at(-1)!.body.contact, {
      ...{ name: "林晓雨", phone: "13800001234", province: "湖北省", city: "省直辖县" },
      ...{ district: "仙桃市", detail: "沔阳大道1号", postal_code: "433000" },
    });
  },
);

Deno.test(
  "who refused WeChat's addresses is led to the settings, who chose none is asked nothing",
  loose,
  async () => {
    const page = await openPage(page_file);
    const failing = (errMsg: string) => () =>
      Promise.reject({ errMsg: `chooseAddress:fail ${errMsg}` });
    wechat.wx.openSetting = () => Promise.resolve(void phone.done.push("settings"));
    for (
      const [errMsg, done] of [
        ["cancel", []],
        ["auth deny", ["modal 没有权限读取微信地址", "settings"]],
        ["the api need to be declared", ["toast 微信没有给出地址，请直接填写"]],
      ] as const
    ) {
      phone.begin();
      wechat.wx.chooseAddress = failing(errMsg);
      await page.fromWechat();
      assert.deepEqual(phone.done, done, errMsg);
      assert.equal(page.data.name, "");
    }
  },
);

Deno.test(
  "a pasted address fills what it says, keeps what was typed, and marks what is missing",
  loose,
  async () => {
    phone.begin();
    const page = await openPage(page_file);
    page.onName(typed("青禾"));
    page.onPasted(typed("浙江省杭州市 龙井路1号 13800001234"));
    page.takeApart();
    const { name, number, city, detail, pasted, wrong } = { ...page.data, number: page.data.phone };
    assert.deepEqual([name, number, city, detail, pasted], [
      "青禾",
      "13800001234",
      "杭州市",
      "龙井路1号",
      "",
    ]);
    assert.deepEqual(wrong, { name: "", phone: "", region: "请选择到区县", detail: "" });
    await page.save();
    assert.equal(page.data.wrong.region, "请选择到区县");
    assert.equal(phone.sent.some(({ method }) => method === "PUT"), false);
    page.onPasted(typed("随便写写"));
    page.takeApart();
    assert.deepEqual([phone.done.length, page.data.pasted, page.data.detail], [
      1,
      "随便写写",
      "龙井路1号",
    ]);
  },
);

Deno.test(
  "a region that says less of the chosen one leaves it, one of elsewhere takes its place",
  loose,
  async () => {
    for (
      const [text, region, wrong] of [
        ["浙江省 某路1号 13800001234", ["浙江省", "杭州市", "西湖区"], ""],
        ["浙江省杭州市 某路1号 13800001234", ["浙江省", "杭州市", "西湖区"], ""],
        ["浙江省宁波市 某路1号 13800001234", ["浙江省", "宁波市", ""], "请选择到区县"],
        ["湖南省 某路1号 13800001234", ["湖南省", "", ""], "请选择到区县"],
        ["浙江省杭州市上城区 某路1号 13800001234", ["浙江省", "杭州市", "上城区"], ""],
      ] as const
    ) {
      const page = await filled("林晓雨", "13800001234");
      page.onPasted(typed(text));
      page.takeApart();
      const { province, city, district } = page.data;
      assert.deepEqual([[province, city, district], page.data.wrong.region], [region, wrong], text);
    }
  },
);

Deno.test(
  "half a region of WeChat's is not saved, one of a city that is not listed is",
  loose,
  async () => {
    for (
      const [cityName, wrong] of [["杭州市", "请选择到区县"], ["", "请选择到区县"], [
        "新市",
        "",
      ]] as const
    ) {
      phone.begin();
      const page = await openPage(page_file);
      const half = { ...kept, provinceName: "浙江省", cityName, countyName: "" };
      wechat.wx.chooseAddress = () => Promise.resolve(half);
      await page.fromWechat();
      await page.save();
      assert.equal(page.data.wrong.region, wrong, cityName);
      assert.equal(phone.sent.some(({ method }) => method === "PUT"), wrong === "", cityName);
    }
  },
);

Deno.test(
  "WeChat's button fills the phone, which the next form has from the shop; one typed meanwhile stays",
  loose,
  async () => {
    phone.begin({ status: 200, data: { phone: "13800138000" } });
    const page = await openPage(page_file, { first: "1" });
    await page.onWechatPhone({ detail: { code: "c1" } });
    assert.equal(page.data.phone, "13800138000");
    const next = await openPage(page_file);
    assert.equal(next.data.own_phone, "138****8000");
    phone.begin({ status: 200, data: { phone: "13800138000" } });
    const asking = next.fillPhone();
    next.onPhone(typed("139"));
    await asking;
    assert.deepEqual([phone.paths(), next.data.phone], [["GET /me/phone"], "139"]);
  },
);

Deno.test(
  "who does not give the phone goes on typing, and is told of a spent quota",
  loose,
  async () => {
    phone.begin();
    const page = await openPage(page_file);
    await page.onWechatPhone({ detail: { errMsg: "getPhoneNumber:fail user deny" } });
    assert.deepEqual([page.data.phone, page.data.asking, phone.done], ["", false, []]);
    await page.onWechatPhone({ detail: { errMsg: "getPhoneNumber:fail", errno: 1400001 } });
    assert.deepEqual(phone.done, ["toast 店铺验证手机号的次数用完了，请联系商家"]);
    assert.equal(phone.sent.some(({ path }) => path.includes("phone")), false);
  },
);
