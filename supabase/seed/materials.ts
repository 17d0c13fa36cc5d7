import type { RichText } from "@/contracts/rich_text.ts";
import type { Share } from "@/contracts/shares.ts";
import type { StaffMaterial } from "@/contracts/staff/materials.ts";
import type { ArticlePage } from "@/contracts/training.ts";
import type { StaffArticle } from "@/contracts/staff/training.ts";
import type { Upload } from "./catalog.ts";
import { articles, type DemoArticle, type DemoMaterial, materials } from "./data/materials.ts";
import { shelves } from "./data/shelves.ts";
import { productName, productPictures } from "./drawings.ts";
import { day, type DemoDistributor, hour, keyOf, minute, type World } from "./world.ts";

/** What the shop gives its distributors to work with: most of it before they come, some of it lately. */
export async function equip(world: World, upload: Upload): Promise<StaffMaterial[]> {
  const saved: StaffMaterial[] = [];
  for (const [n, material] of materials.entries()) {
    saved.push(await publish(world, material, n, upload));
  }
  for (const [n, article] of articles.entries()) await teach(world, article, n, upload);
  return saved;
}

const momentOf = ({ start, timeline }: World, days_ago: number | undefined, n: number) =>
  days_ago === undefined ? start + 3 * hour + n * minute : timeline.end - days_ago * day + n * hour;

const pictureOf = (upload: Upload) => ([shelf, n, which]: readonly [number, number, number]) =>
  upload(productPictures(productName(shelf, n))[which]!);

/** The product of a shelf: products stand one shelf after the other. */
function productOf({ products }: World, shelf: number, n: number) {
  return products[shelves.slice(0, shelf).reduce((sum, { goods }) => sum + goods.length, n)]!;
}

async function publish(
  world: World,
  { title, text, shelf, n: place, campaign, pictures, days_ago }: DemoMaterial,
  n: number,
  upload: Upload,
): Promise<StaffMaterial> {
  const material = {
    ...{ title, text, campaign: campaign ?? null, video: null, status: "on" },
    pictures: await Promise.all(pictures.map(pictureOf(upload))),
    product_id: shelf === undefined ? null : productOf(world, shelf, place!).id,
    ...{ shown_from: null, shown_until: null, tell_again: false },
  };
  const { caller, shop, staff } = world;
  return await caller.command<StaffMaterial>(
    ...[momentOf(world, days_ago, n), staff.owner, "save_material"] as const,
    { shop: shop.code, material, reason: "素材上新" },
  );
}

async function teach(
  world: World,
  { title, summary, cover, lines, days_ago }: DemoArticle,
  n: number,
  upload: Upload,
): Promise<void> {
  const article = {
    ...{ title, summary, status: "on", tell_again: false },
    cover_url: await pictureOf(upload)(cover),
    rich_text: lines.map(blockOf),
  };
  const { caller, shop, staff } = world;
  await caller.command<StaffArticle>(
    ...[momentOf(world, days_ago, n + 30), staff.owner, "save_article"] as const,
    { shop: shop.code, article, reason: "推广培训" },
  );
}

function blockOf(line: string): RichText[number] {
  const [, mark, text] = /^([#-]?)\s*(.*)$/.exec(line)!;
  const kind = mark === "#" ? "heading" : mark === "-" ? "bullet" : "paragraph";
  return { kind, runs: [{ text: text! }] };
}

/** Distributors read and use what was there when they came; the shares of it lie among those they hand out. */
export async function useMaterials(world: World, given: StaffMaterial[]): Promise<void> {
  const early = given.filter((_, n) => materials[n]!.days_ago === undefined);
  const came = world.start + 2 * day;
  const { items } = await world.caller.call<ArticlePage>(
    ...[came, world.distributors[0]!.member.claims, "list_articles"] as const,
  );
  const there = items.filter(({ published_at }) => Date.parse(published_at) < came);
  for (const [n, distributor] of world.distributors.entries()) {
    const at = came + n * 20 * minute;
    for (let k = 0; k <= n % 3; k += 1) {
      await use(world, distributor, early[(n + k) % early.length]!, at + k * minute);
    }
    const { claims } = distributor.member;
    await world.caller.call(at, claims, "see_materials", { ids: early.map(({ id }) => id) });
    for (const { id, edition } of n % 4 === 3 ? [] : there) {
      await world.caller.call(at, claims, "read_article", { article_id: id, edition });
    }
  }
}

async function use(
  world: World,
  { member, shares }: DemoDistributor,
  material: StaffMaterial,
  at: number,
): Promise<void> {
  const random = world.random.fork(shares.length + at % 1009);
  const [kind, channel] = random.pick([
    ["copied", "link"],
    ["saved", "poster"],
    ["shared", "chat"],
  ]) as [string, string];
  const share = await world.caller.call<Share>(
    ...[at, member.claims, "share_material", { material_id: material.id, channel }] as const,
  );
  for (let times = random.int(1, 3); times > 0; times -= 1) {
    await world.caller.call(at + times * minute, member.claims, "use_material", {
      ...{ material_id: material.id, kind, share: share.id },
      idempotency_key: keyOf(random),
    });
  }
  const product = world.products.find(({ id }) => id === material.product_id);
  shares.push({ token: share.token, ...(product ? { product } : {}) });
}
