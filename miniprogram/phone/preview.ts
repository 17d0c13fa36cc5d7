import { frontPage } from "./pages/open_pages.ts";
import { restartAt } from "./pages/stack.ts";

/** The page that draws the blocks of any page; with `preview` in its query it waits to be told them. */
export const preview_url = "pages/topic/topic?preview=1";

/**
 * Shows what the window around this one hands over, as {preview: {title, shop, blocks}}, and says at first that it may.
 * Whoever has gone on to another page comes back to it.
 */
export function listenForPreview(): void {
  addEventListener("message", ({ origin, source, data }) => {
    if (origin !== location.origin || source !== parent || !data?.preview) return;
    if (frontPage()?.url !== preview_url) restartAt(preview_url);
    const page = frontPage();
    page?.instance.setData({ state: "ready", ...data.preview });
    page?.box.setTitle(data.preview.title);
  });
  parent.postMessage({ preview: "ready" }, location.origin);
}
