import { maskedPhone } from "@/contracts/people.ts";
import { thisDevice } from "../device.ts";
import { askModal } from "../ui/modal.ts";
import { findPhone, tapPhoneButton } from "../wechat.ts";

/** WeChat's own question for the phone of the account; what the button's event says. */
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
