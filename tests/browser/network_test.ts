import { firstProduct } from "./shopping.ts";
import { browserTest } from "./world.ts";

const OFFLINE_WORDS = /网络不太好/;
/** The browser's own words about a request that we cut off. */
const CUT_OFF = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|WebSocket/;

browserTest("without a network the phone says so, and recovers when it is back", async (world) => {
  const phone = await world.phone();
  phone.watch.allow(CUT_OFF);
  await phone.launch();
  await firstProduct(phone);
  await phone.context.setOffline(true);
  await phone.back();
  await phone.tap("分类");
  await phone.sees(OFFLINE_WORDS);
  await phone.context.setOffline(false);
  await phone.tap("再试一次");
  await phone.screen.getByText(OFFLINE_WORDS).waitFor({ state: "hidden" });
});

browserTest(
  "on a slow network the phone shows the shape of what comes, then what came",
  async (world) => {
    const phone = await world.phone();
    await phone.launch();
    await phone.page.route(/\/shops\/[^/]+\/products/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    });
    await phone.front.getByText(/^已售 /).first().click();
    await phone.front.getByLabel("正在加载").waitFor();
    await phone.sees("立即购买");
  },
);
