import type { Material } from "@/contracts/materials.ts";

/** A text is shortened to so many lines until it is opened: about as many characters. */
const long_text = 90;

/** Words with pictures or a video, and what can be done with them (events `copy`, `save`). */
Component({
  properties: {
    item: { type: Object, value: {} as Material },
    /** What is being done with this one. */
    busy: { type: String, value: "" },
  },

  data: { is_long: false, opened: false },

  observers: {
    item({ text = "" }: Material) {
      this.setData({ is_long: text.length > long_text || text.split("\n").length > 4 });
    },
  },

  methods: {
    toggle() {
      this.setData({ opened: !this.data.opened });
    },

    preview(event: WechatMiniprogram.TouchEvent) {
      const current = String(event.currentTarget.dataset.url);
      void wx.previewImage({ urls: this.data.item.pictures, current });
    },

    copy() {
      this.triggerEvent("copy", this.data.item);
    },

    save() {
      this.triggerEvent("save", this.data.item);
    },

    openProduct() {
      this.triggerEvent("product", this.data.item);
    },
  },
});
