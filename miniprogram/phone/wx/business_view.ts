import { thisDevice } from "../device.ts";
import { crossNetwork } from "../network.ts";
import { hideApp, showApp } from "../pages/app.ts";
import { entryOf, scenes } from "../pages/entry.ts";
import { frontPage } from "../pages/open_pages.ts";
import { askReceipt } from "../ui/receipt_sheet.ts";
import { openBusinessView as open } from "../wechat.ts";
import { asyncApi, WxFailure } from "./api.ts";

interface Options {
  businessType: string;
  extraData?: Record<string, string>;
}

/** The program in which WeChat shows the component. */
const component_appid = "wx1183b055aeec94d1";

/**
 * wx.openBusinessView: WeChat's component for confirming receipt. It lies over the program, which is hidden meanwhile;
 * what the user did there comes with the program's next onShow.
 */
export const openBusinessView = asyncApi(
  "openBusinessView",
  async ({ businessType, extraData = {} }: Options) => {
    if (businessType !== "weappOrderConfirm") throw new WxFailure("invalid businessType");
    await crossNetwork();
    const { openid } = thisDevice().person;
    hideApp();
    void askReceipt(async (action) => {
      await crossNetwork();
      const answer = await open({ businessType, extraData, openid, action });
      return answer.extraData ?? { status: "fail", errormsg: answer.errMsg };
    }).then((extra) => {
      const entry = entryOf(frontPage()?.path ?? "", scenes.returned);
      showApp({ ...entry, referrerInfo: { appId: component_appid, extraData: extra } });
    });
  },
);
