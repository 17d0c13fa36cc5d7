import { askAction } from "../ui/action_sheet.ts";
import { askModal, type ModalOptions } from "../ui/modal.ts";
import { hideToast as hide, showToast as show, type ToastOptions } from "../ui/toast.ts";
import { asyncApi, WxFailure } from "./api.ts";

export const showModal = asyncApi("showModal", (options: ModalOptions) => askModal(options));

export const showActionSheet = asyncApi(
  "showActionSheet",
  async ({ itemList, alertText }: { itemList: string[]; alertText?: string }) => {
    const chosen = await askAction(itemList, alertText);
    if (chosen === null) throw new WxFailure("cancel");
    return { tapIndex: chosen };
  },
);

export const showToast = asyncApi("showToast", (options: ToastOptions) => show(options));
export const hideToast = asyncApi("hideToast", () => hide());
export const showLoading = asyncApi(
  "showLoading",
  ({ title, mask }: { title: string; mask?: boolean }) =>
    show({ title, icon: "loading", duration: Infinity, mask: mask ?? false }),
);
export const hideLoading = asyncApi("hideLoading", () => hide());
