import { readShop } from "./services/face";
import { tellOpenings } from "./services/openings";
import { quietMember } from "./services/session";

/** Opened out of Moments without entering: WeChat signs nobody in there. */
const single_page = 1154;

App({
  /**
   * Asks how the shop looks, and signs in while the first page paints, so that whatever is shared bears the sharer's
   * token.
   */
  onLaunch({ scene }) {
    void readShop().catch(() => {});
    if (scene !== single_page) void quietMember().catch(() => {});
    void tellOpenings();
  },
});
