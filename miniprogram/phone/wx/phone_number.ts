import { maskedPhone } from "@/contracts/people.ts";
import { thisDevice } from "../device.ts";
import { askModal } from "../ui/modal.ts";
import { findPhone, tapPhoneButton } from "../wechat.ts";

/** Shows WeChat's dialog that asks for the account's phone; answers the detail of the button's event. */
export async function askPhoneNumber(): Promise<object> {
  const { openid } = thisDevice().person;
  const { confirm } = await askModal({
    title: "申请获取你的手机号",
    content: maskedPhone((await findPhone(openid)).replace(" ", "")),
    cancelText: "不允许",
    confirmText: "允许",
  });
  return await tapPhoneButton(openid, confirm ? "allow" : "deny");
}
