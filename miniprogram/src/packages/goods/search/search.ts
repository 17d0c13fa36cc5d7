import type { Categories, Category, ProductCard, ProductSort } from "@/contracts/catalog.ts";
import { faced } from "../../../behaviors/faced";
import { paging } from "../../../behaviors/paging";
import { get } from "../../../services/request";
import {
  type Filter,
  findProducts,
  isFilter,
  keepSearch,
  no_filter,
  noteSearch,
  readHotWords,
} from "../../../services/search";

interface Wish {
  query: string;
  sort: ProductSort;
  filter: Filter;
}

const found = paging<ProductCard>(async (page, after) => {
  const { query, sort, filter } = page.data as Wish;
  return query ? await findProducts(query, sort, filter, after) : { items: [], next: null };
});

/** Looking for goods by words; what was found in another order, or narrowed. */
Component({
  behaviors: [faced, found],

  data: {
    /** Opened without words. */
    asking: false,
    query: "",
    sort: "recommended" as ProductSort,
    filter: no_filter,
    narrowed: false,
    filtering: false,
    categories: [] as Category[],
    /** What many look for, and what to try where nothing was found. */
    hot: [] as string[],
    instead: [] as string[],
  },

  lifetimes: {
    attached() {
      void this.readHot();
    },
  },

  methods: {
    onLoad({ query }: Record<string, string | undefined>) {
      if (query) void this.lookFor(decodeURIComponent(query));
      else this.setData({ asking: true });
    },

    async readHot() {
      const hot = await readHotWords();
      const { instead } = this.data;
      this.setData({ hot, instead: instead.length > 0 ? instead : hot }); // they may come after a search
    },

    search(event: { detail: string }) {
      void this.lookFor(event.detail);
    },

    /** The search box keeps its own words. */
    tryInstead(event: { detail: string }) {
      keepSearch(event.detail);
      void this.lookFor(event.detail);
    },

    /** Other words are looked for among all goods; the same ones again keep order and filter. */
    async lookFor(query: string) {
      const other = query !== this.data.query;
      await this.turnTo(other ? { query, sort: "recommended", filter: no_filter } : {});
      const { items } = this.data;
      if (this.data.query !== query) return;
      if (items.length > 0) return noteSearch(query);
      const single = query.split(/\s+/);
      this.setData({ instead: single.length > 1 ? single : this.data.hot });
    },

    chooseSort(event: { detail: ProductSort }) {
      void this.turnTo({ sort: event.detail });
    },

    async openFilter() {
      this.setData({ filtering: true });
      if (this.data.categories.length > 0) return;
      const { items } = await get<Categories>("/categories").catch(() => ({ items: [] }));
      this.setData({ categories: items });
    },

    closeFilter() {
      this.setData({ filtering: false });
    },

    applyFilter(event: WechatMiniprogram.CustomEvent<Filter>) {
      this.closeFilter();
      void this.turnTo({ filter: event.detail });
    },

    dropFilter() {
      void this.turnTo({ filter: no_filter });
    },

    async turnTo(change: Partial<Wish>) {
      const { query, sort, filter } = { ...this.data, ...change } as Wish;
      this.setData({ query, sort, filter, narrowed: isFilter(filter) });
      void wx.pageScrollTo({ scrollTop: 0, duration: 0 });
      await this.reload();
    },

    online() {
      if (this.data.state === "error") void this.reload();
    },
  },
});
