import { open } from "../../utils/open";

/** What looks like a search field on other pages; opens the page that has one. */
Component({
  methods: {
    openSearch() {
      void open("/packages/goods/search/search");
    },
  },
});
