import type { Shop } from "@/contracts/catalog.ts";
import type { Material, MaterialPage, News } from "@/contracts/materials.ts";
import type { ShownPage } from "@/contracts/pages.ts";
import { faced } from "../../../behaviors/faced";
import { paging } from "../../../behaviors/paging";
import type { AlbumEnd } from "../../../services/album";
import { words } from "../../../services/errors";
import { get, post } from "../../../services/request";
import { currentMember, ensureSignedIn } from "../../../services/session";
import { sharePath } from "../../../services/share";
import { openProduct } from "../../../utils/open";
import type { PosterContent } from "../poster/drawing";
import { count, posterOf, savedWords, saveFiles, shareOf, wordsOf } from "./handing_on";

type Filters = { product: string; campaign: string; query: string; campaigns: string[] };

const failed_words = "没有保存成功，请重试";

/** What the shop gives me to hand on. Entry: by itself, or with `?product=<id>` for what there is of a product. */
Component({
  behaviors: [
    faced,
    paging<Material>(async (page, after) => {
      await ensureSignedIn();
      const { product, campaign, query } = page.data as Filters;
      const filters = { product, campaign, query, after };
      const found = await get<MaterialPage>("/distributor/materials", filters);
      if (!after) (page as unknown as Seeing).note(found);
      return found;
    }),
  ],

  data: {
    product: "",
    campaign: "",
    query: "",
    typed: "",
    campaigns: [] as string[],
    shop: null as Shop | null,
    /** What is being done, and with which one. */
    doing: "",
    busy_id: "",
  },

  observers: {
    items(items: Material[]) {
      void this.see(items);
    },
  },

  methods: {
    onLoad({ product = "" }: Record<string, string | undefined>) {
      if (!product) return;
      this.setData({ product });
      void this.reload();
    },

    /** The campaigns stand on the first page. */
    note({ campaigns }: MaterialPage) {
      if (campaigns) this.setData({ campaigns });
    },

    /** What stands on the screen is not new the next time. The marks stay while it stands there. */
    async see(items: Material[]) {
      const ids = items.filter(({ is_new }) => is_new).map(({ id }) => id).slice(-20);
      if (ids.length > 0) {
        await post<News>("/distributor/materials/sights", { ids }).catch(() => {});
      }
    },

    // Finding ---------------------------------------------------------------------------------------

    onType(event: WechatMiniprogram.Input) {
      this.setData({ typed: event.detail.value });
    },

    search() {
      this.find({ query: this.data.typed.trim().slice(0, 40) });
    },

    clear() {
      this.find({ query: "", typed: "" });
    },

    chooseCampaign(event: WechatMiniprogram.TouchEvent) {
      this.find({ campaign: String(event.currentTarget.dataset.campaign) });
    },

    ofAllGoods() {
      this.find({ product: "" });
    },

    find(filters: Partial<Filters & { typed: string }>) {
      this.setData(filters);
      void this.reload();
    },

    // Handing on ------------------------------------------------------------------------------------

    async copy({ detail }: WechatMiniprogram.CustomEvent<Material>) {
      await this.doing("copy", detail, async () => {
        const share = await shareOf(detail, "link");
        await wx.setClipboardData({ data: wordsOf(detail, share) });
        this.toast(share.link ? "已复制，带你的专属链接" : "已复制文案，没有带上链接");
        this.used(detail, await count(detail, "copied", share));
      }, "没有复制成功，请重试");
    },

    async save({ detail }: WechatMiniprogram.CustomEvent<Material>) {
      await this.doing("save", detail, async () => {
        const [shop, share] = await Promise.all([this.readShop(), shareOf(detail, "poster")]);
        const all = (detail.video ? 1 : detail.pictures.length) + 1;
        const step = (done: number) =>
          void wx.showLoading({ title: `正在保存 ${done + 1}/${all}`, mask: true });
        const files = await saveFiles(detail, step);
        const nickname = currentMember()?.nickname || "";
        const end = files === "saved"
          ? await this.savePoster(posterOf(detail, shop, nickname, share), () => step(all - 1))
          : files;
        await wx.hideLoading();
        if (end !== "saved") return;
        this.toast(savedWords(detail));
        this.used(detail, await count(detail, "saved", share));
      }, failed_words);
    },

    savePoster(content: PosterContent, step: () => void): Promise<AlbumEnd> {
      step();
      const poster = this.selectComponent("#poster") as unknown as {
        saveUnseen(content: PosterContent): Promise<AlbumEnd>;
      };
      return poster.saveUnseen(content);
    },

    async readShop(): Promise<Shop> {
      if (this.data.shop) return this.data.shop;
      const { shop } = await get<ShownPage>("/home");
      this.setData({ shop });
      return shop;
    },

    /** One thing at a time: a second tap while it is done does nothing. */
    async doing(what: string, { id }: Material, work: () => Promise<void>, failed: string) {
      if (this.data.doing) return;
      this.setData({ doing: what, busy_id: id });
      try {
        await work();
      } catch (error) {
        await wx.hideLoading().catch(() => {});
        this.toast((error as { code?: string }).code ? words(error) : failed);
      } finally {
        this.setData({ doing: "", busy_id: "" });
      }
    },

    toast(title: string) {
      void wx.showToast({ title, icon: "none", duration: 2500 });
    },

    used({ id }: Material, used: number) {
      const at = this.data.items.findIndex((one) => one.id === id);
      if (at >= 0) this.setData({ [`items[${at}].used`]: used });
    },

    toProduct({ detail }: WechatMiniprogram.CustomEvent<Material>) {
      if (detail.product) void openProduct(detail.product.id);
    },

    /** From a material's button its card; from the page's own menu the shop's front page. */
    onShareAppMessage({ target }: { target?: { dataset?: { id?: string } } } = {}) {
      const material = this.data.items.find(({ id }) => id === target?.dataset?.id);
      const product = material?.product;
      const page = product ? "product" : "home";
      const plain = {
        title: material?.title || "来店里逛逛",
        path: sharePath(page, "", product?.id),
        ...(material?.pictures[0] ? { imageUrl: material.pictures[0] } : {}),
      };
      if (!material) return plain;
      const promise = shareOf(material, "chat").then((share) => {
        void count(material, "shared", share).then((used) => this.used(material, used));
        return { ...plain, path: sharePath(page, share.token, product?.id) };
      }).catch(() => plain);
      return { ...plain, promise };
    },
  },
});

/** What the list's loader asks of the page. */
interface Seeing {
  note(page: MaterialPage): void;
}
