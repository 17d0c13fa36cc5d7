type Heard = WechatMiniprogram.OnNetworkStatusChangeCallback;
const heard = new WeakMap<object, Heard>();

/** A strip over the page that says so while there is no network (event `online` when it is back). */
Component({
  data: { offline: false },
  lifetimes: {
    attached() {
      const hear: Heard = ({ isConnected }) => {
        const back = isConnected && this.data.offline;
        this.setData({ offline: !isConnected });
        if (back) this.triggerEvent("online");
      };
      heard.set(this, hear);
      wx.onNetworkStatusChange(hear);
      void wx.getNetworkType().then(({ networkType }) => {
        this.setData({ offline: networkType === "none" });
      });
    },
    detached() {
      // The typings promise this callback less than WeChat hands over.
      const hear = heard.get(this) as unknown as WechatMiniprogram.OffNetworkStatusChangeCallback;
      wx.offNetworkStatusChange(hear);
    },
  },
});
