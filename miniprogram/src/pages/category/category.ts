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
import { takeWanted } from "./wanted";

interface Filter {
  category: string;
  query: string;
  sort: ProductSort;
}

const goods = paging<ProductCard>((page, after) => {
  const { category, query, sort } = page.data as Filter;
  return get<ProductPage>("/products", { category, query, sort, after });
});

/** All products, by category, words and order. */
Component({
  behaviors: [faced, goods],

  data: {
    /** All of them; those of the first level; those below the chosen one, and which that is. */
    all: [] as Category[],
    categories: [] as Category[],
    below: [] as Category[],
    shelf: "",
    category: "",
    /** What is being typed; searched for when confirmed. */
    typed: "",
    query: "",
    sort: "recommended" as ProductSort,
    sorts: [
      { sort: "recommended", word: "推荐" },
      { sort: "sold", word: "销量" },
      { sort: "newest", word: "新品" },
      { sort: "price_up", word: "价格", up: true },
      { sort: "price_down", word: "价格", down: true },
    ] as { sort: ProductSort; word: string; up?: boolean; down?: boolean }[],
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
      this.turnTo({ category: wanted === "all" ? "" : wanted, query: "" });
      this.setData({ typed: "" });
      if (this.data.categories.length === 0) void this.readCategories();
    },

    /** Without them the page still shows all products. */
    async readCategories() {
      const { items } = await get<Categories>("/categories").catch(() => ({ items: [] }));
      this.setData({
        all: items,
        categories: items.filter(({ parent_id }) => parent_id === null),
      });
      this.openShelf();
    },

    /** The shelf that the chosen category is, or stands below, and what else stands there. */
    openShelf() {
      const { all, category } = this.data;
      const shelf = all.find(({ id }) => id === category)?.parent_id ?? category;
      const below = shelf ? all.filter(({ parent_id }) => parent_id === shelf) : [];
      this.setData({ shelf, below });
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

    chooseSort(event: WechatMiniprogram.TouchEvent) {
      this.turnTo({ sort: event.currentTarget.dataset.sort as ProductSort });
    },

    onType(event: WechatMiniprogram.Input) {
      this.setData({ typed: event.detail.value });
    },

    /** Words are looked for in all categories; one may be chosen afterwards. */
    search() {
      const query = this.data.typed.trim().slice(0, 50);
      this.turnTo(query ? { query, category: "" } : { query });
    },

    clearSearch() {
      this.setData({ typed: "" });
      this.turnTo({ query: "" });
    },

    showAll() {
      this.setData({ typed: "" });
      this.turnTo({ query: "", category: "" });
    },

    turnTo(change: Partial<Filter>) {
      const { category, query, sort } = this.data;
      const next = { category, query, sort, ...change };
      if (next.category === category && next.query === query && next.sort === sort) return;
      this.setData(next);
      this.openShelf();
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
