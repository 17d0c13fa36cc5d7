import type { Categories, Category, ProductCard, ProductPage } from "@/contracts/catalog.ts";
import { paging } from "../../behaviors/paging";
import { get } from "../../services/request";
import { createShare } from "../../services/share";
import { currentMember } from "../../services/session";

const sorts = [
  { sort: "recommended", name: "综合" },
  { sort: "sold", name: "销量" },
  { sort: "newest", name: "新品" },
  { sort: "price_up", name: "价格低" },
  { sort: "price_down", name: "价格高" },
];

interface Wish {
  category?: string;
  sort?: string;
  focus?: string;
}

/** All goods: by shelf, by words, in an order. */
Component({
  behaviors: [
    paging<ProductCard>((page, after) => {
      const { category, sort, query } = page.data as {
        category: string;
        sort: string;
        query: string;
      };
      return get<ProductPage>("/products", { category, sort, query: query.trim(), after });
    }),
  ],

  data: {
    sorts,
    categories: [] as Pick<Category, "id" | "name">[],
    category: "",
    sort: "recommended",
    query: "",
    focus: false,
  },

  lifetimes: {
    attached() {
      void this.readCategories();
    },
  },

  pageLifetimes: {
    show() {
      const wish = wx.getStorageSync<Wish | "">("category_wish");
      if (!wish) return;
      wx.removeStorageSync("category_wish");
      const { category = "", sort = "recommended", focus } = wish;
      this.setData({ category, sort, query: "", focus: focus === "1" });
      void this.reload();
    },
  },

  methods: {
    async readCategories() {
      try {
        const { items } = await get<Categories>("/categories");
        this.setData({ categories: [{ id: "", name: "全部" }, ...items] });
      } catch {
        // The goods say that the network is bad; without shelves they are still all there.
      }
    },

    again() {
      if (this.data.categories.length === 0) void this.readCategories();
      void this.reload();
    },

    chooseCategory(event: WechatMiniprogram.TouchEvent) {
      this.setData({ category: (event.currentTarget.dataset as { id: string }).id });
      void this.reload();
    },

    chooseSort(event: WechatMiniprogram.TouchEvent) {
      this.setData({ sort: (event.currentTarget.dataset as { sort: string }).sort });
      void this.reload();
    },

    search(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ query: event.detail.value, focus: false });
      void this.reload();
    },

    clear() {
      this.setData({ query: "" });
      void this.reload();
    },

    open(event: WechatMiniprogram.TouchEvent) {
      const { id } = event.currentTarget.dataset as { id: string };
      void wx.navigateTo({ url: `/packages/goods/detail/detail?id=${id}` });
    },

    onShareAppMessage() {
      const title = "来店里逛逛";
      const path = "/pages/category/category";
      if (!currentMember()) return { title, path };
      return {
        title,
        path,
        promise: createShare("category", "chat").then((share) => ({ title, path: share.path })),
      };
    },
  },
});
