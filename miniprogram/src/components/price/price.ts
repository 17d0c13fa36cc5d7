/** An amount in fen as the phone shows prices: ¥ small, yuan bold, fen small; `list` struck beside it. */
Component({
  options: { virtualHost: true },
  properties: {
    fen: { type: Number, value: 0 },
    /** The price before, shown struck through where it is higher. */
    list: { type: Number, value: 0 },
    /** "large", "small" or nothing. */
    size: { type: String, value: "" },
    /** What limits the price: 起, 会员价. */
    suffix: { type: String, value: "" },
  },
});
