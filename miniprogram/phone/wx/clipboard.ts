import { showToast } from "../ui/toast.ts";
import { asyncApi } from "./api.ts";

let copied = "";

/** What the program copied last; also for journeys, which may not read the browser's clipboard. */
export const clipboardText = () => copied;

export const setClipboardData = asyncApi("setClipboardData", async ({ data }: { data: string }) => {
  copied = data;
  await navigator.clipboard?.writeText(data).catch(() => {}); // the browser may not allow it
  showToast({ title: "内容已复制", icon: "none", duration: 1500 });
});

export const getClipboardData = asyncApi("getClipboardData", () => ({ data: copied }));
