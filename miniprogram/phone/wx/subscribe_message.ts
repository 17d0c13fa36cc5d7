import { crossNetwork } from "../network.ts";
import { askSubscribe } from "../ui/subscribe_sheet.ts";
import { requestSubscribe, templatesToAsk } from "../wechat.ts";
import { asyncApi, WxFailure } from "./api.ts";

/** wx.requestSubscribeMessage: WeChat's sheet, unless the user keeps a choice, and what WeChat answers to it. */
export const requestSubscribeMessage = asyncApi(
  "requestSubscribeMessage",
  async ({ tmplIds }: { tmplIds: string[] }) => {
    await crossNetwork();
    const templates = await templatesToAsk(tmplIds);
    const said = templates.length > 0
      ? await askSubscribe(templates)
      : { action: "reject" as const, always: false };
    const { errMsg, ...answers } = await requestSubscribe(tmplIds, said);
    if (!errMsg.endsWith(":ok")) throw new WxFailure(errMsg.replace(/^.*:fail /, ""));
    return answers;
  },
);
