import assert from "node:assert/strict";
import { SendReturn } from "@/contracts/after_sales.ts";
import { loose, openPage, phone } from "../../../../services/fake_phone_test.ts";

const page_file = import.meta.resolve("./send-back.ts");
const typed = (value: string) => ({ detail: { value } });

Deno.test("a waybill number is sent in its one form, however it was pasted", loose, async () => {
  for (const pasted of ["\u202Dsf 1234 5678 90123\u202C", "\u200BSF1234567890123 "]) {
    phone.begin();
    const form = await openPage(page_file, { request: "a1" });
    form.onCarrier(typed(" 顺丰速运 "));
    form.onNumber(typed(pasted));
    await form.send();
    const [sent] = phone.sent.filter(({ path }) => path === "/after-sales/a1/return");
    assert.deepEqual(sent!.body, { carrier: "顺丰速运", tracking_no: "SF1234567890123" });
    assert.ok(SendReturn.safeParse(sent!.body).success);
  }
});
