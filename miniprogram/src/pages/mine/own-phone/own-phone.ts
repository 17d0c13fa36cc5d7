import { words } from "../../../services/errors";
import { dropPhone, givePhone, type PhoneEvent } from "../../../services/own_phone";

/** The member's own phone, masked: given by WeChat's button, taken away. The session tells the page what came of it. */
Component({
  properties: {
    phone: { type: String, value: "" },
  },

  data: { busy: false },

  methods: {
    async give(event: PhoneEvent) {
      await this.act(() => givePhone(event));
    },

    async drop() {
      const { confirm } = await wx.showModal({
        title: "移除手机号",
        content: "店铺不再保存它；以后可以再授权",
        confirmText: "移除",
      });
      if (confirm) await this.act(dropPhone);
    },

    async act(change: () => Promise<unknown>) {
      if (this.data.busy) return;
      this.setData({ busy: true });
      try {
        await change();
      } catch (error) {
        void wx.showToast({ title: words(error), icon: "none" });
      } finally {
        this.setData({ busy: false });
      }
    },
  },
});
