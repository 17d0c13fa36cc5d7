/** The shape of what is coming: "list", "rows" (picture left), "grid" (picture on top), "home", "goods", "detail". */
Component({
  properties: {
    kind: { type: String, value: "list" },
  },
  data: {
    rows: [1, 2, 3, 4],
  },
});
