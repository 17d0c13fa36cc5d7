import { demoMember } from "./books.ts";
import { browserTest } from "./world.ts";

browserTest(
  "a distributor sees how far the next tier is; the merchant changes it and gives him one, and he hears of it",
  async (world) => {
    const distributor = demoMember(1);
    const phone = await world.phone(distributor, { bare: true });
    await phone.launch("packages/distribution/tier/tier");
    await phone.sees("等级说明");
    await phone.sees(/客户实付/);

    const desk = await world.dashboard("owner@qingteng.test", { at: "distributors/tiers" });
    await desk.sees("3 · 金藤");
    await desk.button("添加等级").click();
    await desk.modal.getByLabel("名称").fill("常青藤");
    await desk.modal.getByLabel("成交订单").fill("1");
    await desk.modal.getByLabel("原因").fill("再加一级");
    await desk.button("保存", desk.modal).click();
    await desk.sees(/“常青藤”要比“金藤”更难达到/);
    desk.watch.forget(/status of 400/); // that refusal
    await desk.modal.getByLabel("客户实付，扣除退款").fill("99999");
    await desk.modal.getByLabel("成交订单").fill("500");
    await desk.modal.getByLabel("成交客户").fill("100");
    await desk.modal.getByLabel("统计最近").fill("30");
    await desk.button("保存", desk.modal).click();
    await desk.modal.waitFor({ state: "hidden" });
    await desk.sees("4 · 常青藤");
    await phone.relaunch("packages/distribution/tier/tier");
    await phone.sees(/常青藤/);

    const { distributor: id } = await world.books.things(distributor);
    await desk.turnTo(`distributors/${id}?tab=tier`);
    await desk.button("固定等级").click();
    await desk.modal.getByLabel("等级", { exact: true }).click();
    await desk.page.getByTitle("常青藤", { exact: true }).click();
    await desk.modal.getByLabel("原因").fill("老朋友");
    await desk.button("固定等级", desk.modal).click();
    await desk.modal.waitFor({ state: "hidden" });
    await desk.sees(/常青藤，一直固定/);
    await phone.sees("由商家固定");
    await phone.sees("已经是最高等级");

    await desk.button("取消固定").click();
    await desk.modal.getByLabel("原因").fill("试完了");
    await desk.button("取消固定等级", desk.modal).click();
    await desk.modal.waitFor({ state: "hidden" });
    await desk.sees(/降级 常青藤 → 金藤/);
    await phone.sees(/降级 常青藤 → 金藤/);
  },
);
