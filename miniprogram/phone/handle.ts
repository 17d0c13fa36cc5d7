import { arriveAs } from "./arrival.ts";
import { type Shared, shared_memory, thisDevice } from "./device.ts";
import { setNetwork } from "./network.ts";
import { pageStack } from "./pages/open_pages.ts";
import { clipboardText } from "./wx/clipboard.ts";

/** `window.__phone`: the phone in the hands of a journey. */
export function phoneHandle(missing: Set<string>, errors: string[]) {
  return {
    /** Starts the program anew at an address, as this person or another. */
    open: (url: string, openid = thisDevice().person.openid, scene?: number) =>
      arriveAs(openid, url, scene),
    setNetwork,
    get user() {
      return thisDevice().person;
    },
    /** Names of wx that the program used and this phone lacks. */
    get missing() {
      return [...missing];
    },
    get errors() {
      return [...errors];
    },
    get pages() {
      return pageStack().map(({ url, instance }) => ({ url, data: instance.data }));
    },
    /** What was shared last, from any phone of this browser. */
    get shared() {
      return shared_memory.get<Shared>("share");
    },
    get clipboard() {
      return clipboardText();
    },
  };
}
