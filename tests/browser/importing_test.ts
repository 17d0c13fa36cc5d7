import { Buffer } from "node:buffer";
import assert from "node:assert/strict";
import { browserTest } from "./world.ts";

const own = "13600006601";
const file = [
  "类型,手机号,姓名,推广员,备注",
  `推广员,${own},温如玉,,三号群群主`,
  `客户,13600006602,周奶奶,${own},每月两斤龙井`,
  "客户,13600006603,没写推广员,,",
].join("\n");

browserTest(
  "staff try a file of old customers out and bring it in; one of them opens his own link, agrees and promotes, another finds it used",
  async (world) => {
    const desk = await world.dashboard("owner@qingteng.test");
    await desk.turnTo("distributors/imports/new");
    await desk.page.locator("input[type=file]").setInputFiles({
      ...{ name: "三号群.csv", mimeType: "text/csv", buffer: Buffer.from(file) },
    });
    await desk.sees("检查好了，还没有写入任何东西。看过下面每一行会怎样，再导入。");
    await desk.sees("推广员：请填写归哪位推广员");
    await desk.page.getByLabel("原因").fill("群主搬到小程序");
    await desk.button("导入 2 行").click();
    await desk.sees("导入完成");
    await desk.button("看名单，发专属链接").click();
    await desk.button("温如玉 的专属链接").click();
    await desk.page.getByAltText("专属海报").waitFor();
    const path = await desk.modal.getByText(/personal\?s=/).innerText();
    assert.match(path, /^packages\/distribution\/personal\/personal\?s=[0-9a-z]{12}$/);

    const phone = await world.phone();
    await phone.launch(path);
    await phone.sees("商家邀请你成为推广员");
    await phone.tap("成为推广员");
    await phone.tap("同意");
    await phone.tap("成为推广员");
    await phone.sees("你已是推广员");

    const stranger = await world.phone();
    await stranger.launch(path);
    await stranger.sees("这个链接已经用过");
    await desk.turnTo("distributors/imports?query=温如玉");
    await desk.sees("已生效");
  },
);
