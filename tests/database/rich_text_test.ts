import assert from "node:assert/strict";
import { RichText } from "@/contracts/rich_text.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { cup, read, reason } from "@/tests/support/product_saving.ts";

const words = (run: Record<string, unknown>, block: Record<string, unknown> = {}) => ({
  ...{ kind: "paragraph", runs: [{ text: "薄胎", ...run }], ...block },
});
const picture = { kind: "picture", url: "/storage/v1/object/public/goods/a.webp" };
const sized = { ...picture, width: 750, height: 1000 };
const good = [
  words({ bold: true, tone: "price" }, { kind: "heading", align: "center" }),
  { kind: "paragraph", runs: [] },
  words({ text: "<b>不是标签</b>" }, { kind: "bullet" }),
  words({}, { kind: "number" }),
  { ...sized, url: "https://p/d.png" },
  sized,
];

Deno.test("what is no block of rich text is refused by the contract and by SQL, with its field", () =>
  onMall(async (mall) => {
    const { id } = await cup(mall);
    const { product } = await read(mall, id);
    const save = (rich_text: unknown) =>
      mall.command("save_product", { product: { ...product, rich_text }, reason });
    const cases: [string, unknown][] = [
      ["0.kind", { kind: "html", runs: [{ text: "<script>" }] }],
      ["0.kind", {}],
      ["0.html", words({}, { html: "<b>" })],
      ["0.align", words({}, { align: "justify" })],
      ["0.runs", words({}, { runs: Array(101).fill({ text: "字" }) })],
      ["0.runs", { kind: "paragraph" }],
      ["0.runs.0.text", words({ text: "" })],
      ["0.runs.0.text", words({ text: "字".repeat(2001) })],
      ["0.runs.0.tone", words({ tone: "#f00" })],
      ["0.runs.0.bold", words({ bold: "yes" })],
      ["0.runs.0.href", words({ href: "https://p" })],
      ["0.url", { ...sized, url: "javascript:alert(1)" }],
      ["0.url", { ...sized, url: null }],
      ["0.width", picture],
      ["0.width", { ...sized, width: 0.5 }],
    ];
    for (const [field, block] of cases) {
      assert.equal(RichText.safeParse([block]).success, false, field);
      await assert.rejects(save([block]), ({ message, detail }: Error & { detail?: string }) => {
        assert.deepEqual([message, JSON.parse(detail!).field], [
          "INVALID_REQUEST",
          `product.rich_text.${field}`,
        ]);
        return true;
      });
    }
    for (
      const block of [words({ bold: null }), words({ tone: null }), words({}, { align: null })]
    ) {
      assert.equal(RichText.safeParse([block]).success, false);
      await assert.rejects(save([block]), { message: "INVALID_REQUEST" });
    }
    await assert.rejects(save(Array(201).fill(words({}))), { message: "INVALID_REQUEST" });
    await assert.rejects(save(Array(11).fill(words({ text: "字".repeat(2000) }))), {
      message: "INVALID_REQUEST",
    });
    RichText.parse(good);
    await save(good);
    assert.deepEqual((await read(mall, id)).product.rich_text, good);
  }));
