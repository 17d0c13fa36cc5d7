import assert from "node:assert/strict";
import { type OpenResult, refused } from "@/shared/wechat/open/result.ts";
import type { KnownParcel, ShippingInfo } from "@/shared/wechat/open/types.ts";
import type { Services } from "../services.ts";
import { maskedPhone, type ShippingBody, uploadShipping } from "./shipping.ts";
import type { Task } from "./task.ts";

Deno.test("maskedPhone() leaves the last four digits, however the phone is written", () => {
  assert.equal(maskedPhone("18912341234"), "189****1234");
  assert.equal(maskedPhone("+86 189-1234-1234"), "189****1234");
  assert.equal(maskedPhone("0571-88880000"), "057****0000");
});

const parcel = (express_company: string, tracking_no: string) => ({
  express_company,
  tracking_no,
  item_desc: "茶*1",
});

const by_sf = parcel("SF", "SF1234567890123");
const by_yto = parcel("YTO", "YT0000001");
const body: ShippingBody = {
  order_key: { order_number_type: 2, transaction_id: "4200001" },
  logistics_type: 1,
  delivery_mode: 2,
  is_all_delivered: true,
  shipping_list: [by_sf, by_yto],
  payer: { openid: "o" },
};

/** One try, WeChat answering so and knowing these parcels; what was sent, and what follows. */
async function upload(
  answer: OpenResult<null>,
  known: OpenResult<KnownParcel[]> = { kind: "ok", value: [] },
  contact: Task["contact"] = null,
) {
  const sent: ShippingInfo[] = [];
  const client = {
    uploadShippingInfo: (info: ShippingInfo) => Promise.resolve((sent.push(info), answer)),
    getParcels: (id: string) => Promise.resolve((assert.equal(id, "4200001"), known)),
  };
  const services = {
    account: () => Promise.resolve({ open: () => client }),
    sealer: { open: (_whose: unknown, sealed: string) => Promise.resolve(sealed) },
  } as unknown as Services;
  const outcome = await uploadShipping(services, { body, contact, tries: 1 } as Task<ShippingBody>);
  const error = outcome.kind === "done" ? undefined : outcome.error;
  return { outcome: outcome.kind, error, sent: sent[0]! };
}

const knows = (value: KnownParcel[]): OpenResult<KnownParcel[]> => ({ kind: "ok", value });

Deno.test("an upload that WeChat may have already is done only when every parcel is there, under its carrier", async () => {
  for (const errcode of [10060002, 10060003]) {
    const refusal = refused(errcode, "x");
    assert.equal((await upload(refusal, knows([by_yto, by_sf]))).outcome, "done");
    assert.equal((await upload(refusal, knows([by_sf]))).outcome, "never");
    assert.equal((await upload(refusal, knows([]))).outcome, "never");
    const other_carrier = { ...by_yto, express_company: "ZTO" };
    assert.equal((await upload(refusal, knows([by_sf, other_carrier]))).outcome, "never");
    const no_answer = { kind: "unknown", reason: "timeout" } as const;
    const unclear = await upload(refusal, no_answer);
    assert.deepEqual([unclear.outcome, unclear.error], ["again", `${errcode} x`]);
  }
  assert.equal((await upload(refused(10060004, "x"), knows([by_yto, by_sf]))).outcome, "never");
});

Deno.test("the masked phone goes with the parcel whose carrier asks for it, and with no other", async () => {
  const sealed = JSON.stringify({ phone: "13812345678" });
  const contact = { shop_id: crypto.randomUUID(), member_id: crypto.randomUUID(), sealed };
  const { sent } = await upload({ kind: "ok", value: null }, knows([]), contact);
  assert.deepEqual(sent.shipping_list.map((one) => one.contact), [
    { receiver_contact: "138****5678" },
    undefined,
  ]);
});

Deno.test("no answer and refusals about the account are for later, those about the data for a person", async () => {
  const outcomeOf = async (answer: OpenResult<null>) => (await upload(answer)).outcome;
  assert.equal(await outcomeOf({ kind: "ok", value: null }), "done");
  assert.equal(await outcomeOf({ kind: "unknown", reason: "network" }), "again");
  for (const code of [-1, 45009, 45011, 10060001, 10060012, 10060019, 268485216, 40164, 48001]) {
    assert.equal(await outcomeOf(refused(code, "x")), "again", String(code));
  }
  for (const code of [10060004, 10060008, 10060014, 10060031, 268485226, 999999]) {
    assert.equal(await outcomeOf(refused(code, "x")), "never", String(code));
  }
});
