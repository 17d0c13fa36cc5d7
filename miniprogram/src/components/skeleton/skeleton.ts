/** The shape of what is coming: "list", "grid", "detail" or "page". */
Component({
  properties: {
    kind: { type: String, value: "list" },
  },
  data: {
    rows: [1, 2, 3, 4],
  },
});
