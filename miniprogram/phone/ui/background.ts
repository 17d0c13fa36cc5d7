import { latestEntry } from "../pages/entry.ts";
import { hideApp, showApp } from "../pages/app.ts";
import { hideFront, showFront } from "../pages/open_pages.ts";
import { text } from "./modal.ts";
import { overlay, takeFocus } from "./screen.ts";

/** The program goes to the background; a cover lets the user come back to the same place. */
export function leaveProgram(): void {
  hideFront();
  hideApp();
  const cover = overlay("wx-background");
  const back = text("button", "返回小程序");
  back.addEventListener("click", () => {
    cover.remove();
    showApp(latestEntry());
    showFront();
  });
  cover.append(text("p", "小程序已退到后台"), back);
  takeFocus(cover);
}
