import { askModal } from "../ui/modal.ts";
import { asyncApi } from "./api.ts";

/** This phone's user allows everything. */
const allowed = { authSetting: { "scope.writePhotosAlbum": true } };

export const getSetting = asyncApi("getSetting", () => allowed);
export const openSetting = asyncApi("openSetting", () => allowed);
export const authorize = asyncApi("authorize", () => {});

export const makePhoneCall = asyncApi(
  "makePhoneCall",
  async ({ phoneNumber }: { phoneNumber: string }) => {
    await askModal({ title: phoneNumber, content: "在手机上会拨打这个号码", showCancel: false });
  },
);
