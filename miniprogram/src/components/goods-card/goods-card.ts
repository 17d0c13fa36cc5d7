import type { ProductCard } from "@/contracts/catalog.ts";
import { openProduct } from "../../utils/open";

/** A product in a list; opens its page. */
Component({
  properties: {
    product: { type: Object, value: {} as ProductCard },
    /** "row": picture on the left. Else the picture is on top. */
    layout: { type: String, value: "" },
  },
  methods: {
    open() {
      void openProduct(this.data.product.id);
    },
  },
});
