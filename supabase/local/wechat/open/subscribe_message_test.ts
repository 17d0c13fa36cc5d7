import assert from "node:assert/strict";
import { appid, push_url, pushed } from "./trade_in_tests.ts";
import { merchant, type Shop, shopTest } from "../test_support.ts";

const template_id = "TEMPLATE-OF-A-PARCEL-0001";
const page = "packages/orders/detail/detail?id=1";
const data = {
  thing1: { value: "云南普洱熟茶" },
  character_string2: { value: "SF1234567890" },
  amount3: { value: "¥1234.50" },
  time4: { value: "2026年3月1日 12:00" },
};
const fields = Object.keys(data).map((field) => ({ field, name: "关键词" }));

async function prepared(shop: Shop) {
  const { control } = shop.simulator;
  control.chooseTemplate(appid, { template_id, title: "订单发货提醒", fields });
  const { openid } = control.createUser();
  const access_token = await shop.token();
  const send = async (more: object = {}) => {
    const answer = await shop.openJson(
      `/cgi-bin/message/subscribe/send?access_token=${access_token}`,
      {
        ...{ touser: openid, template_id, page, data },
        ...more,
      },
    );
    return answer.errcode as number;
  };
  const ask = (more = {}) => control.requestSubscribe(openid, { tmplIds: [template_id], ...more });
  const arrived = () => [...shop.simulator.state.arrived_messages.rows()];
  return { control, openid, send, ask, arrived };
}

const released = { merchants: [{ ...merchant, pages: ["packages/orders/detail/detail"] }] };

shopTest("C91 one agreement, one message; a refusal is none", async (shop) => {
  const { send, ask, arrived } = await prepared(shop);
  assert.equal(await send(), 43101);
  assert.equal(ask({ action: "reject" })[template_id], "reject");
  assert.equal(await send(), 43101);
  assert.equal(ask()[template_id], "accept");
  assert.equal(ask()[template_id], "accept");
  assert.deepEqual([await send(), await send(), await send()], [0, 0, 43101]);
  assert.equal(arrived().length, 2);
  assert.equal(arrived()[0]!.page, page);
  assert.deepEqual(arrived()[0]!.rows[1], { name: "关键词", value: "SF1234567890" });
}, released);

shopTest(
  "a kept choice answers without being asked; switching off takes all back and is pushed",
  async (shop) => {
    const { control, openid, send, ask } = await prepared(shop);
    control.setPushAddress(appid, { url: push_url });
    ask({ always: true });
    assert.equal(ask({ action: "reject" })[template_id], "accept");
    control.switchOff(openid, template_id);
    assert.equal(await send(), 43101);
    assert.equal(ask()[template_id], "reject");
    await shop.simulator.settle();
    const [event] = pushed(shop);
    assert.equal(event!.Event, "subscribe_msg_change_event");
    assert.deepEqual(event!.List, { TemplateId: template_id, SubscribeStatusString: "reject" });
  },
  released,
);

shopTest("who, which template, which page and what each keyword takes is checked", async (shop) => {
  const { control, openid, send, ask, arrived } = await prepared(shop);
  ask();
  assert.equal(await send({ touser: "nobody" }), 40003);
  assert.equal(await send({ template_id: "TEMPLATE-OF-ANOTHER-ONE-02" }), 40037);
  assert.equal(await send({ page: "pages/none/none" }), 41030);
  const wrong: [keyof typeof data, string][] = [
    ["thing1", "字".repeat(21)],
    ["thing1", ""],
    ["character_string2", "顺丰"],
    ["character_string2", "X".repeat(33)],
    ["amount3", "¥1,234.50"],
    ["amount3", "¥12345678901"],
    ["time4", "3月1日"],
  ];
  for (const [field, value] of wrong) {
    assert.equal(await send({ data: { ...data, [field]: { value } } }), 47003, `${field} ${value}`);
  }
  const { thing1: _, ...missing } = data;
  assert.equal(await send({ data: missing }), 47003);
  assert.equal(await send({ data: { ...data, thing9: { value: "多" } } }), 47003);
  assert.deepEqual([arrived().length, await send()], [0, 0], "nothing was spent");
  const asked = (tmplIds: string[]) => control.requestSubscribe(openid, { tmplIds }).errCode;
  assert.deepEqual([asked([]), asked(Array(6).fill(template_id)), asked(["none"])], [
    10001,
    20003,
    20001,
  ]);
}, released);
