import { shared_memory, thisDevice } from "../device.ts";
import { showToast } from "../ui/toast.ts";
import { findShortLink } from "../wechat.ts";
import { asyncApi } from "./api.ts";

let copied = "";

/** What the program copied last; also for journeys, which may not read the browser's clipboard. */
export const clipboardText = () => copied;

const short_link = /#小程序:\/\/\S+/;

export const setClipboardData = asyncApi("setClipboardData", async ({ data }: { data: string }) => {
  copied = data;
  await navigator.clipboard?.writeText(data).catch(() => {}); // the browser may not allow it
  showToast({ title: "内容已复制", icon: "none", duration: 1500 });
  const [link] = short_link.exec(data) ?? [];
  if (link) void handOn(link);
});

/** Words with a short link are pasted into some chat: whoever comes next can tap it there. */
async function handOn(link: string): Promise<void> {
  const found = await findShortLink(link);
  if (!found) return;
  const by = thisDevice().person;
  const { page_title, page_url } = found;
  shared_memory.set("share", { kind: "words", title: page_title, path: page_url, image: "", by });
}

export const getClipboardData = asyncApi("getClipboardData", () => ({ data: copied }));
