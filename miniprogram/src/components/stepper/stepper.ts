/** How many: less, a number to type, more (event `change` with the new number). */
Component({
  properties: {
    value: { type: Number, value: 1 },
    min: { type: Number, value: 1 },
    max: { type: Number, value: 999 },
  },
  methods: {
    less() {
      this.become(this.data.value - 1);
    },
    more() {
      this.become(this.data.value + 1);
    },
    typed(event: WechatMiniprogram.InputBlur) {
      this.become(parseInt(event.detail.value, 10) || this.data.min);
    },
    become(wished: number) {
      const { max, min, value } = this.data;
      const quantity = Math.max(min, Math.min(wished, max));
      // Also when it stays: what was typed into the field goes back to what counts.
      this.setData({ value: quantity });
      if (quantity !== value) this.triggerEvent("change", quantity);
    },
  },
});
