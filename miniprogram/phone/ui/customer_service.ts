import { askModal } from "./modal.ts";

/** `open-type="contact"` leads out of the program, to a chat that only WeChat has. */
export function openCustomerService(): void {
  void askModal({
    title: "客服会话",
    content: "在微信里，这里会打开与商家客服的聊天",
    showCancel: false,
    confirmText: "知道了",
  });
}
