import { askModal } from "../ui/modal.ts";
import { asyncApi } from "./api.ts";

/** This phone's user allows everything. */
const allowed = { authSetting: { "scope.writePhotosAlbum": true } };

export const getSetting = asyncApi("getSetting", () => allowed);
export const openSetting = asyncApi("openSetting", () => allowed);
export const authorize = asyncApi("authorize", () => {});

/** Asks once for all templates; what the user says counts for each. */
export const requestSubscribeMessage = asyncApi(
  "requestSubscribeMessage",
  async ({ tmplIds }: { tmplIds: string[] }) => {
    const { confirm } = await askModal({
      title: "订阅消息",
      content: "允许小程序向你发送一次通知",
      cancelText: "取消",
      confirmText: "允许",
    });
    return Object.fromEntries(tmplIds.map((id) => [id, confirm ? "accept" : "reject"]));
  },
);

export const makePhoneCall = asyncApi(
  "makePhoneCall",
  async ({ phoneNumber }: { phoneNumber: string }) => {
    await askModal({ title: phoneNumber, content: "在手机上会拨打这个号码", showCancel: false });
  },
);
