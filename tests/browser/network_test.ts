import { browserTest } from "./world.ts";

browserTest("without a network the phone says so, and recovers when it is back", async (world) => {
  const phone = await world.phone();
  await phone.launch();
  await phone.sees(/^已售 /);
  await phone.strip.getByText("断开").click();
  await phone.tap("分类");
  await phone.sees(/网络已断开/);
  await phone.sees("没有加载出来");
  await phone.strip.getByText("正常").click();
  await phone.screen.getByText(/网络已断开/).first().waitFor({ state: "hidden" });
  await phone.sees(/^已售 /);
});

browserTest("on a slow network the phone shows the shape of what comes", async (world) => {
  const phone = await world.phone();
  await phone.launch();
  await phone.sees(/^已售 /);
  await phone.strip.getByText("慢 2 秒").click();
  await phone.front.getByText(/^已售 /).first().click();
  await phone.front.getByLabel("正在加载").waitFor();
  await phone.sees("立即购买");
});
