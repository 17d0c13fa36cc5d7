import { askModal } from "../ui/modal.ts";
import { asyncApi, WxFailure } from "./api.ts";

/** The one address that this phone's user keeps in WeChat. */
const kept = {
  userName: "青禾",
  telNumber: "13800001234",
  provinceName: "浙江省",
  cityName: "杭州市",
  countyName: "西湖区",
  detailInfo: "龙井路 1 号",
  postalCode: "310013",
  nationalCode: "330106",
};

/** wx.chooseAddress: shows the address and asks whether the program gets it. */
export const chooseAddress = asyncApi("chooseAddress", async () => {
  const { userName, telNumber, provinceName, cityName, countyName, detailInfo } = kept;
  const { confirm } = await askModal({
    title: "选择收货地址",
    content: `${userName} ${telNumber}\n${provinceName}${cityName}${countyName}${detailInfo}`,
    confirmText: "使用",
  });
  if (!confirm) throw new WxFailure("cancel");
  return kept;
});
