import { captureEntry } from "./services/share";

App({
  /** Every way in, also back from a chat: whoever shared what was opened is noted. */
  onShow(entry) {
    captureEntry(entry);
  },
});
