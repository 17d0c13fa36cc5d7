import assert from "node:assert/strict";
import { draftOf } from "./draft.ts";
import { differences, merged } from "./merge.ts";
import { cup } from "./testing/cup.ts";

const base = draftOf(cup);

Deno.test("two people edit: the changes of both are kept, and where both changed the same field the form asks", () => {
  const mine = draftOf(cup);
  mine.title = "我的茶杯";
  mine.skus["v1,v3"]!.price = "2.00";
  mine.skus["v1,v4"]!.cost = "9.00";
  const theirs = draftOf({ ...cup, version: 4, subtitle: "景德镇", title: "他的茶杯" });
  theirs.skus["v1,v3"]!.cost = "0.50";
  const found = differences(base, mine, theirs);
  assert.deepEqual(found.map(({ label, isConflict }) => [label, isConflict]), [
    ["名称", true],
    ["副标题", false],
    ["青 / 小 · 成本", false],
  ]);
  const both = merged(mine, theirs, new Set(["subtitle", "skus|v1,v3|cost"]));
  assert.deepEqual([both.version, both.title, both.subtitle], [4, "我的茶杯", "景德镇"]);
  assert.deepEqual(
    [both.skus["v1,v3"]!.price, both.skus["v1,v3"]!.cost, both.skus["v1,v4"]!.cost],
    ["2.00", "0.50", "9.00"],
  );
  assert.equal(merged(mine, theirs, new Set(["title"])).title, "他的茶杯");
  assert.equal(mine.skus["v1,v3"]!.cost, "0.40", "what was typed is not changed by looking");
});

Deno.test("a value that the other one added comes with its SKUs and their prices", () => {
  const theirs = draftOf({
    ...cup,
    version: 4,
    specs: [
      { ...cup.specs[0]!, values: [...cup.specs[0]!.values, { id: "v9", name: "黑" }] },
      cup.specs[1]!,
    ],
    skus: [...cup.skus, { ...cup.skus[0]!, id: "k9", values: ["黑", "小"], price_fen: 900 }],
  });
  const found = differences(base, base, theirs);
  assert.equal(found[0]!.theirs, "颜色（青、白、黑）；大小（小、大）");
  const both = merged(base, theirs, new Set(found.map(({ key }) => key)));
  assert.deepEqual([both.skus["v9,v3"]!.id, both.skus["v9,v3"]!.price], ["k9", "9.00"]);
});

Deno.test("a person who typed the same as the other one saved is asked nothing", () => {
  const theirs = draftOf({ ...cup, version: 4, title: "同名" });
  assert.deepEqual(differences(base, { ...base, title: "同名" }, theirs), []);
});

Deno.test("a video that the other one has added is told of as one, and taken whole", () => {
  const video = { url: "https://p/cup.mp4", poster_url: null };
  const theirs = draftOf({ ...cup, version: 4, video });
  const [found] = differences(base, base, theirs);
  assert.deepEqual([found!.label, found!.before, found!.theirs], ["商品视频", "没有", "一段视频"]);
  assert.deepEqual(merged(base, theirs, new Set(["video"])).video, video);
});

Deno.test("parameters, rich text and the moments of a sale are merged like any other field, in words that say what they are", () => {
  const mine = { ...draftOf(cup), parameters: [{ key: "typed", name: "产地", value: "龙泉" }] };
  const theirs = draftOf({
    ...cup,
    version: 4,
    parameters: [{ name: "产地", value: "龙泉" }],
    rich_text: [
      { kind: "paragraph", runs: [{ text: "厚胎" }] },
      { kind: "picture", url: "/storage/v1/object/public/a.webp", width: 1, height: 1 },
    ],
    sale_until: "2000-12-01T02:00:00Z",
  });
  const found = differences(base, mine, theirs);
  assert.deepEqual(found.map(({ label, before, theirs }) => [label, before, theirs]), [
    ["图文详情", "薄胎", "厚胎（图 1 张）"],
    ["停售时间", "没有", "2000年12月1日 10:00"],
  ]);
  const both = merged(mine, theirs, new Set(found.map(({ key }) => key)));
  assert.deepEqual([both.rich_text.length, both.sale_until, both.parameters[0]!.value], [
    ...[2, theirs.sale_until, "龙泉"],
  ]);
});
