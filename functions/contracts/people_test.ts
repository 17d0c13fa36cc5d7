import assert from "node:assert/strict";
import { Contact, GivenContact, UpdateProfile } from "./members.ts";
import { cleanName, cleanPhone, cleanRealName, maskedPhone, maskedRealName } from "./people.ts";
import { GiveRealName } from "./withdrawals.ts";

Deno.test("a phone is taken however it was typed or pasted", () => {
  const pasted: [string, string][] = [
    ["13812345678", "13812345678"],
    [" 138 1234 5678 ", "13812345678"],
    ["138-1234-5678", "13812345678"],
    ["+86 138 1234 5678", "13812345678"],
    ["+86-139-1234-5678", "13912345678"],
    ["008613812345678", "13812345678"],
    ["8613812345678", "13812345678"],
    ["\u202D13812345678\u202C", "13812345678"],
    ["１３８１２３４５６７８", "13812345678"],
    ["(010) 1234–5678", "01012345678"],
    ["0571-8888 8888", "057188888888"],
    ["400-000-0000", "4000000000"],
    ["+852 9123 4567", "+85291234567"],
    ["+298 123 456", "+298123456"],
  ];
  for (const [typed, kept] of pasted) {
    assert.equal(cleanPhone(typed), kept, typed);
    assert.equal(GivenContact.parse({ ...contact, phone: typed }).phone, kept, typed);
  }
});

Deno.test("a phone is shown with its beginning and its end", () => {
  assert.equal(maskedPhone("13800138000"), "138****8000");
  assert.equal(maskedPhone("+85291234567"), "+852****4567");
  assert.equal(maskedPhone("+1234567"), "+123****7");
});

Deno.test("what nobody can be called by is no phone", () => {
  const nobody = ["", "12345", "call me", "1381234567", "138123456789", "12812345678", "021-555"];
  nobody.push("+86 12345", "0138123", "+1", "1".repeat(30), "13812345678x");
  for (const typed of nobody) assert.equal(cleanPhone(typed), undefined, typed);
});

Deno.test("a name loses what nobody sees, and keeps what joins a picture", () => {
  assert.equal(cleanName(" \u200B张\u202E三\uFEFF "), "张三");
  assert.equal(cleanName("👨\u200D👩\u200D👧 家"), "👨\u200D👩\u200D👧 家");
  for (const empty of ["\u200B\u200B", "\u200D\u200D", "\u3164", "\u2800 ", "\u202D\u202C"]) {
    assert.equal(cleanName(empty), "", JSON.stringify(empty));
  }
});

const contact = {
  name: "张三",
  phone: "+86 138 1234 5678",
  province: "浙江省",
  city: "杭州市",
  detail: "西湖路 1 号",
};

Deno.test("a given contact is cleaned and judged by the same rules; one that is kept is read as it is", () => {
  assert.equal(GivenContact.parse(contact).phone, "13812345678");
  assert.equal(GivenContact.safeParse({ ...contact, phone: "12345" }).success, false);
  assert.equal(GivenContact.safeParse({ ...contact, name: "\u200B" }).success, false);
  assert.equal(Contact.parse({ ...contact, phone: "021-555" }).phone, "021-555");
});

Deno.test("a nickname of nothing visible is refused, an empty one takes the old one away", () => {
  assert.equal(UpdateProfile.safeParse({ nickname: "\u200B" }).success, false);
  assert.equal(UpdateProfile.parse({ nickname: "" }).nickname, "");
  assert.equal(UpdateProfile.parse({ nickname: " 小\u200B藤 " }).nickname, "小藤");
});

Deno.test("a real name is Chinese, in parts that a dot joins, and shown by its first character alone", () => {
  const good = {
    " 李 小明 ": "李小明",
    "买买提•艾力": "买买提·艾力",
    "𠮷野": "𠮷野",
    "欧阳青禾\u200B": "欧阳青禾",
  };
  for (const [typed, name] of Object.entries(good)) assert.equal(cleanRealName(typed), name);
  for (
    const bad of [
      "",
      "李",
      "Li Xiaoming",
      "李1",
      "·李明",
      "李··明",
      "李明·",
      "李".repeat(31),
      "李😀明",
    ]
  ) {
    assert.equal(cleanRealName(bad), undefined, bad);
    assert.equal(GiveRealName.safeParse({ name: bad, agrees: true }).success, false, bad);
  }
  assert.equal(GiveRealName.parse({ name: "李 小明", agrees: true }).name, "李小明");
  assert.equal(GiveRealName.safeParse({ name: "李小明", agrees: false }).success, false);
  assert.deepEqual(["李小明", "𠮷野"].map(maskedRealName), ["李**", "𠮷**"]);
});
