/** What a shop gives its distributors to work with, and what one of them does with it. */
import assert from "node:assert/strict";
import { reason, type Story } from "./story.ts";

const picture = "https://example.com/tea.webp";

export async function handOn({ ask, owner, b, product }: Story): Promise<void> {
  const material = await ask("PUT /staff/materials", {
    as: owner,
    json: {
      material: {
        title: "明前龙井",
        text: "一芽一叶，喝得到春天。",
        pictures: [picture],
        video: null,
        product_id: product,
        campaign: "春茶节",
        status: "on",
        shown_from: null,
        shown_until: null,
      },
      reason,
    },
  });
  const params = { material: material.id };
  assert.equal((await ask("GET /distributor/news", { as: b })).materials, 1);
  const page = await ask("GET /distributor/materials", { as: b, query: { campaign: "春茶节" } });
  assert.deepEqual([page.total, page.items[0].is_new], [1, true]);
  const seen = { as: b, json: { ids: [material.id] } };
  assert.equal((await ask("POST /distributor/materials/sights", seen)).materials, 0);
  const share = await ask("POST /distributor/materials/:material/share", {
    as: b,
    params,
    json: { channel: "chat" },
  });
  const use = { as: b, params, json: { kind: "copied", share: share.id } };
  assert.equal((await ask("POST /distributor/materials/:material/uses", use)).used, 1);
  const listed = await ask("GET /staff/materials", { as: owner, query: { query: "龙井" } });
  assert.equal(listed.items[0].figures.copied, 1);
  const figures = await ask("GET /staff/materials/:material/figures", { as: owner, params });
  assert.deepEqual([figures.total.copied, figures.items.length], [1, 1]);
  const move = { as: owner, params, json: { move: "first", reason } };
  await ask("PUT /staff/materials/:material/place", move);
}

export async function learn({ ask, owner, b }: Story): Promise<void> {
  const saved = await ask("PUT /staff/articles", {
    as: owner,
    json: {
      article: {
        title: "怎样介绍一款茶",
        summary: "",
        cover_url: picture,
        rich_text: [{ kind: "paragraph", runs: [{ text: "先喝，再说。" }] }],
        status: "on",
      },
      reason,
    },
  });
  const params = { article: saved.id };
  assert.equal((await ask("GET /distributor/articles", { as: b })).items[0].read_at, null);
  const article = await ask("GET /distributor/articles/:article", { as: b, params });
  const reading = { as: b, params, json: { edition: article.edition } };
  assert.ok((await ask("PUT /distributor/articles/:article/reading", reading)).read_at);
  assert.equal((await ask("GET /staff/articles", { as: owner })).items[0].readers, 1);
  assert.deepEqual((await ask("GET /staff/articles/:article", { as: owner, params })).readers, 1);
  const move = { as: owner, params, json: { move: "first", reason } };
  await ask("PUT /staff/articles/:article/place", move);
}
