import { ApiError } from "../../../services/errors";
import { readRegion, type Region } from "./regions_read";

/** An address of the phone's own book, as far as this form has fields for it. */
export interface WechatAddress extends Region {
  name: string;
  phone: string;
  detail: string;
  postal_code?: string;
}

type Chosen = WechatMiniprogram.ChooseAddressSuccessCallbackResult;

/**
 * Lets the member choose among the addresses in WeChat; null when none was chosen. Who once said no is asked to allow
 * it in the settings. Throws the words to say when WeChat has no such list for this program.
 */
export async function chooseInWechat(): Promise<WechatAddress | null> {
  try {
    return asWritten(await wx.chooseAddress());
  } catch (error) {
    const { errMsg = "" } = error as { errMsg?: string };
    if (errMsg.includes("cancel")) return null;
    if (!/auth|deny|denied/.test(errMsg)) {
      throw new ApiError("WECHAT_UNAVAILABLE", "微信没有给出地址，请直接填写");
    }
    const { confirm } = await wx.showModal({
      title: "没有权限读取微信地址",
      content: "可以在设置里允许使用通讯地址，也可以直接填写",
      confirmText: "去设置",
    });
    if (confirm) await wx.openSetting();
    return null;
  }
}

/** Regions by the names that freight goes by; what is not among them stays as WeChat has it. */
function asWritten(chosen: Chosen): WechatAddress {
  const { provinceName, cityName, countyName, postalCode } = chosen;
  const read = readRegion(`${provinceName}${cityName}${countyName}`) ??
    readRegion(`${provinceName}${countyName}`);
  const region = read?.district
    ? { province: read.province, city: read.city, district: read.district }
    : { province: provinceName, city: cityName, district: countyName };
  return {
    name: chosen.userName,
    phone: chosen.telNumber,
    ...region,
    detail: chosen.detailInfo,
    ...(/^\d{4,10}$/.test(postalCode) ? { postal_code: postalCode } : {}),
  };
}
