import { openCode } from "../arrival.ts";
import { thisDevice } from "../device.ts";
import { askForCode } from "../ui/scanner.ts";
import { text } from "../ui/modal.ts";
import { action, pair, panel } from "./panel.ts";
import { peopleSelect, strangerOr } from "./people.ts";

/** Scanning a code with WeChat, as somebody. */
export function scanPanel(): HTMLElement {
  const who = peopleSelect("以谁的身份扫码", "一个陌生人");
  const scan = action("扫一扫", async () => {
    const code = await askForCode();
    if (code) openCode(code, { ...thisDevice().person, openid: await strangerOr(who.value) });
  });
  return panel("扫码", text("p", "海报保存到相册后可以直接识别", "note"), pair(who, scan));
}
