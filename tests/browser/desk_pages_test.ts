import { browserTest } from "./world.ts";

browserTest(
  "a topic put together from blocks is seen in the phone beside it at once, and by shoppers when it is published",
  async (world) => {
    const desk = await world.dashboard("owner@qingteng.test", { at: "goods/pages/new" });
    const preview = desk.page.frameLocator("iframe[title=手机预览]");
    await desk.page.getByLabel("页面名称").fill("冬至来一碗");
    await desk.button("从模板开始").click();
    await desk.page.getByRole("menuitem", { name: "活动" }).click();
    await preview.getByText("实惠之选").waitFor();
    await desk.button("添加 公告").click();
    await desk.page.getByLabel("内容", { exact: true }).fill("冬至前下单，热乎着到");
    await preview.getByText("冬至前下单，热乎着到").waitFor();
    await desk.button("保存草稿").click();
    await desk.page.waitForURL(/goods\/pages\/[0-9a-f-]{36}/);
    const id = desk.page.url().split("/").at(-1)!;

    await desk.button("发布").click();
    await desk.modal.getByLabel("原因").fill("冬至");
    await desk.button("立即发布", desk.modal).click();
    await desk.modal.waitFor({ state: "hidden" });
    const phone = await world.phone(undefined, { bare: true });
    await phone.launch(`pages/topic/topic?id=${id}`);
    await phone.sees("冬至前下单，热乎着到");
  },
);
