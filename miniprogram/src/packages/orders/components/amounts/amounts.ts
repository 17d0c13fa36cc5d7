/** How a sum comes about: amount, discounts, freight, and what is to be paid. Used by the quote and the order. */
Component({
  properties: {
    amount: Number,
    /** [{step, label, amount_fen}] as in the contracts. */
    discounts: Array,
    freight: Number,
    /** Why there is none, if the quote says so: free, or not known yet. */
    freight_words: String,
    payable: Number,
    /** 应付 before paying, 实付 after. */
    label: String,
    refunded: Number,
  },
});
