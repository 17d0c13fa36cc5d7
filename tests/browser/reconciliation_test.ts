import assert from "node:assert/strict";
import { browserTest } from "./world.ts";

browserTest(
  "the demo's days agree with WeChat's bills; a bill that tells otherwise is fetched, its difference resolved with words",
  async (world) => {
    const { stack } = world;
    const desk = await world.dashboard("owner@qingteng.test", { at: "withdrawals/reconciliation" });
    await tick(stack);
    await desk.turnTo("overview");
    await desk.turnTo("withdrawals/reconciliation");
    const row = desk.page.getByRole("row").filter({ hasText: "无差异" }).first();
    await row.waitFor();
    await row.getByRole("button").click();
    await desk.sees(/资金账单（运营账户）/);
    const day = new URL(desk.page.url()).searchParams.get("day")!;
    assert.match(day, /^\d{4}-\d\d-\d\d$/);

    const { mchid } = stack.merchants[0]!;
    const number = "0123456789";
    const plan = { add: [{ kind: "payment", number, amount_fen: 12_345 }] };
    const reply = await fetch(`${stack.wechat_url}/_control/merchants/${mchid}/bills/${day}`, {
      method: "POST",
      body: JSON.stringify(plan),
    });
    assert.equal(reply.status, 200);
    await desk.button("重新取账单").click();
    await desk.modal.getByLabel("原因").fill("微信更正了账单");
    await desk.button("重新取", desk.modal).click();
    await desk.modal.waitFor({ state: "hidden" });
    await tick(stack);
    await desk.sees("收款 · 微信有，商城没有");
    await desk.sees("1 笔差异");

    await desk.turnTo("work?kind=bill_difference");
    await desk.sees("账单和商城对不上");
    await desk.page.getByRole("link", { name: `查看对账 ${day}` }).click();
    await desk.button("查清了").click();
    await desk.modal.getByLabel("原因").fill("门店扫码收款，不属于商城");
    await desk.button("记为已查清", desk.modal).click();
    await desk.modal.waitFor({ state: "hidden" });
    await desk.sees("没有待处理的差异");
    await desk.turnTo("work?kind=bill_difference");
    await desk.sees("没有待办");
  },
);

/** What is due is done now. */
async function tick({ url, jobs_secret }: { url: string; jobs_secret: string }): Promise<void> {
  const headers = { authorization: `Bearer ${jobs_secret}` };
  const reply = await fetch(`${url}/functions/v1/jobs/tick`, { method: "POST", headers });
  assert.equal(reply.status, 200);
  await reply.body?.cancel();
}
