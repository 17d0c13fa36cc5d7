import type {
  Categories,
  Category,
  ProductCard,
  ProductPage,
  ProductSort,
} from "@/contracts/catalog.ts";
import { faced } from "../../behaviors/faced";
import { paging } from "../../behaviors/paging";
import { shopFace } from "../../services/face";
import { get } from "../../services/request";
import { noteOpening } from "../../services/openings";
import { inChat } from "../../services/share";
import { showTabBar } from "../../services/tab_bar";
import { shelvesOf } from "../../utils/shelves";
import { takeWanted } from "./wanted";

interface Wish {
  category: string;
  sort: ProductSort;
}

const goods = paging<ProductCard>((page, after) => {
  const { category, sort } = page.data as Wish;
  return get<ProductPage>("/products", { category, sort, after });
});

/** All products, by category and order. */
Component({
  behaviors: [faced, goods],

  data: {
    all: [] as Category[],
    ...shelvesOf([], ""),
    category: "",
    sort: "recommended" as ProductSort,
  },

  lifetimes: {
    attached() {
      void this.readCategories();
    },
  },

  methods: {
    onLoad(query: Record<string, string | undefined>) {
      noteOpening(query);
    },

    onShow() {
      showTabBar();
      const wanted = takeWanted();
      if (!wanted) return;
      this.turnTo({ category: wanted === "all" ? "" : wanted });
      if (this.data.categories.length === 0) void this.readCategories();
    },

    /** Without them the page still shows all products. */
    async readCategories() {
      const { items } = await get<Categories>("/categories").catch(() => ({ items: [] }));
      this.setData({ all: items, ...shelvesOf(items, this.data.category) });
    },

    again() {
      void this.reload();
      if (this.data.categories.length === 0) void this.readCategories();
    },

    online() {
      if (this.data.state === "error") this.again();
    },

    chooseCategory(event: WechatMiniprogram.TouchEvent) {
      this.turnTo({ category: String(event.currentTarget.dataset.id) });
    },

    chooseSort(event: { detail: ProductSort }) {
      this.turnTo({ sort: event.detail });
    },

    showAll() {
      this.turnTo({ category: "" });
    },

    turnTo(change: Partial<Wish>) {
      const { all, category, sort } = this.data;
      const next = { category, sort, ...change };
      if (next.category === category && next.sort === sort) return;
      this.setData({ ...next, ...shelvesOf(all, next.category) });
      void wx.pageScrollTo({ scrollTop: 0, duration: 0 });
      void this.reload();
    },

    onShareAppMessage() {
      const title = [shopFace().name, "全部商品"].filter(Boolean).join(" · ");
      const plain = { title, path: "/pages/category/category" };
      return inChat(plain, "category");
    },
  },
});
