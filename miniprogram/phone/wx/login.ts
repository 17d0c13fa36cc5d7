import { thisDevice } from "../device.ts";
import { crossNetwork } from "../network.ts";
import { issueCode } from "../wechat.ts";
import { asyncApi } from "./api.ts";

/** wx.login: WeChat gives a code for whoever holds this phone. */
export const login = asyncApi("login", async () => {
  await crossNetwork();
  return { code: await issueCode(thisDevice().person.openid) };
});

export const checkSession = asyncApi("checkSession", () => {});
