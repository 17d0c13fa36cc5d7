import { cleanRealName } from "@/contracts/people.ts";
import type { GiveRealName, OwnRealName } from "@/contracts/withdrawals.ts";
import { words } from "../../../services/errors";
import { put } from "../../../services/request";

/** Under which name WeChat pays: asked for once, kept sealed, and shown masked. Tells `named`. */
Component({
  properties: {
    /** What the shop has of it: 李**; empty for none. */
    masked: { type: String, value: "" },
  },

  data: { typed: "", agrees: false, is_changing: false, problem: "", busy: false },

  methods: {
    onType(event: WechatMiniprogram.Input) {
      this.setData({ typed: event.detail.value, problem: "" });
    },

    agree() {
      this.setData({ agrees: !this.data.agrees, problem: "" });
    },

    change() {
      this.setData({ is_changing: true });
    },

    async save() {
      const { typed, agrees, busy } = this.data;
      if (busy) return;
      const name = cleanRealName(typed);
      if (name === undefined) {
        return this.setData({ problem: "请填写和微信实名一致的中文姓名" });
      }
      if (!agrees) return this.setData({ problem: "请先同意把姓名用于收款核对" });
      this.setData({ busy: true });
      try {
        const body: GiveRealName = { name, agrees: true };
        const named = await put<OwnRealName>("/distributor/real-name", body);
        this.setData({ typed: "", is_changing: false });
        this.triggerEvent("named", named);
      } catch (error) {
        this.setData({ problem: words(error) });
      } finally {
        this.setData({ busy: false });
      }
    },
  },
});
