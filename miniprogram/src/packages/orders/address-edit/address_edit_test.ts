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
