/** Whom and where goods go to, as an order and the address book show it. */
Component({
  properties: {
    name: String,
    phone: String,
    region: String,
    detail: String,
    is_default: Boolean,
  },
});
