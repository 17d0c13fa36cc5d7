import { type AlbumEnd, saveToAlbum } from "../../../services/album";
import { drawPoster, type PosterContent } from "./drawing";

/** A poster drawn on a canvas. `save` puts it into the phone's album. */
Component({
  properties: {
    /** Null until it is known; drawn anew whenever it changes. */
    content: { type: Object, value: {} as PosterContent },
  },

  data: {
    state: "drawing" as "drawing" | "drawn" | "failed",
  },

  lifetimes: {
    ready() {
      void this.draw();
    },
  },

  observers: {
    content() {
      void this.draw();
    },
  },

  methods: {
    async draw() {
      const { content } = this.data;
      if (!content || !content.code) return;
      this.setData({ state: "drawing" });
      try {
        const canvas = await this.canvas();
        if (!canvas) return; // not in the page yet: `ready` draws
        await drawPoster(canvas, content);
        if (content === this.data.content) this.setData({ state: "drawn" });
      } catch {
        if (content === this.data.content) this.setData({ state: "failed" });
      }
    },

    canvas(): Promise<WechatMiniprogram.Canvas | undefined> {
      return new Promise((resolve) => {
        this.createSelectorQuery().select("#canvas").fields({ node: true })
          .exec(([found]) => resolve(found?.node));
      });
    },

    /** Answers whether the picture is in the album now. Throws what is neither a refusal nor a cancel. */
    async save(): Promise<boolean> {
      const canvas = await this.canvas();
      if (!canvas || this.data.state !== "drawn") return false;
      return await this.keep(canvas) === "saved";
    },

    /** Draws what is shown nowhere and puts it into the album. */
    async saveUnseen(content: PosterContent): Promise<AlbumEnd> {
      const canvas = (await this.canvas())!;
      await drawPoster(canvas, content);
      return this.keep(canvas);
    },

    keep(canvas: WechatMiniprogram.Canvas): Promise<AlbumEnd> {
      return saveToAlbum(async () => {
        const { tempFilePath } = await wx.canvasToTempFilePath({ canvas, fileType: "jpg" }, this);
        await wx.saveImageToPhotosAlbum({ filePath: tempFilePath });
      }, "海报");
    },
  },
});
