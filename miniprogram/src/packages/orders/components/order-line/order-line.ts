import { openProduct } from "../../../../utils/open";

/** One line of an order: picture, title, spec, price and how many. What stands below it comes through the slot. */
Component({
  properties: {
    title: String,
    spec: String,
    image: String,
    price: Number,
    quantity: Number,
    /** Where a tap leads; empty: nowhere. */
    product: String,
  },
  methods: {
    open() {
      if (!this.data.product) return;
      void openProduct(this.data.product);
    },
  },
});
