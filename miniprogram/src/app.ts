import { captureEntry } from "./services/share";

App({
  onLaunch() {
    wx.onNetworkStatusChange(({ isConnected }) => {
      if (!isConnected) void wx.showToast({ title: "网络断开了，恢复后会自动继续", icon: "none" });
    });
  },

  /** Every way in, also back from a chat: whoever shared what was opened is noted. */
  onShow(entry) {
    captureEntry(entry);
  },
});
