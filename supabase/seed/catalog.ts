import type { SaveProduct } from "@/contracts/staff/catalog.ts";
import type { SeedContext } from "@/local/seeding.ts";
import type { Caller, Claims } from "./caller.ts";
import type { Goods } from "./data/goods.ts";
import { shelves } from "./data/shelves.ts";
import { positionOf, productName, productPictures, shelfPicture } from "./drawings.ts";
import type { DemoProduct, DemoShop } from "./world.ts";
import { minute } from "./world.ts";

/** Puts a picture of the demo into Storage, in the shop's folder; answers its path there, as pictures are kept. */
export type Upload = (name: string) => Promise<string>;

/** In px, of every picture of a product. */
const picture_size = { width: 640, height: 640 };

const pictures = new URL("./data/pictures/", import.meta.url);

export function uploader({ url, keys }: SeedContext, shop: DemoShop): Upload {
  return async (name) => {
    const path = `goods/${shop.id}/${name}.webp`;
    const response = await fetch(`${url}/storage/v1/object/${path}`, {
      method: "POST",
      headers: {
        apikey: keys.secretKey,
        authorization: `Bearer ${keys.secretKey}`,
        "content-type": "image/webp",
        "cache-control": "max-age=31536000",
        "x-upsert": "true",
      },
      body: await Deno.readFile(new URL(`${name}.webp`, pictures)),
    });
    if (!response.ok) throw new Error(`Cannot store ${path}: ${await response.text()}`);
    await response.body?.cancel();
    return `/storage/v1/object/public/${path}`;
  };
}

/** Fills the shelves, one product after the other within their shelf, from a moment on. */
export async function fillShelves(
  caller: Caller,
  start: number,
  owner: Claims,
  shop: DemoShop,
  upload: Upload,
  cold_chain: string,
): Promise<DemoProduct[]> {
  const filled = await Promise.all(shelves.map(async (shelf, place) => {
    const at = start + place * minute;
    const image_url = await upload(shelfPicture(place));
    const category = { name: shelf.name, image_url, position: place + 1 };
    const { id } = await caller.command<{ id: string }>(
      ...[at, owner, "save_category", { shop: shop.code, category, reason: "新品上架" }] as const,
    );
    return await Promise.all(shelf.goods.map(async (goods, n) => {
      const name = productName(place, n);
      const position = positionOf(place, n);
      const product = {
        ...await describe(goods, name, id, position, upload),
        freight_template_id: shelf.is_cold ? cold_chain : null,
      };
      const args = { shop: shop.code, product, reason: "新品上架" };
      return await save(caller, at + (n + 1) * 4 * minute, owner, args, goods);
    }));
  }));
  return filled.flat();
}

async function save(
  caller: Caller,
  at: number,
  owner: Claims,
  args: { shop: string; product: SaveProduct; reason: string },
  { appeal }: Goods,
): Promise<DemoProduct> {
  const answer = caller.command<{ id: string; skus: string[] }>(at, owner, "save_product", args);
  const { id, skus } = await answer;
  const price = (n: number) => args.product.skus[n]!.price_fen;
  return { id, appeal, skus: skus.map((sku, n) => ({ id: sku, price_fen: price(n) })) };
}

/** A product as the shop saves it, with its pictures stored. */
async function describe(
  goods: Goods,
  name: string,
  category_id: string,
  position: number,
  upload: Upload,
): Promise<Omit<SaveProduct, "freight_template_id"> & { distributable: boolean }> {
  const [first, second, detail] = await Promise.all(
    productPictures(name).map(upload),
  ) as [string, string, string];
  return {
    category_id,
    title: goods.title,
    subtitle: goods.subtitle,
    images: [first, second],
    video: null,
    ...writtenOf(goods, detail),
    specs: goods.specs.map(([spec, values]) => ({
      name: spec,
      values: values.map((name) => ({ name })),
    })),
    skus: skusOf(goods, name),
    purchase_limit: goods.purchase_limit ?? null,
    distributable: goods.distributable ?? true,
    on_sale: true,
    sale_from: null,
    sale_until: null,
    position,
  };
}

/** What is written about a product: a fact with a colon is a parameter, another one an item below the story. */
export function writtenOf(
  { story, facts }: Goods,
  picture: string,
): Pick<SaveProduct, "parameters" | "rich_text"> {
  const parts = facts.map((fact) => /^(.{1,20}?)：(.+)$/.exec(fact) ?? fact);
  const block = (kind: "heading" | "paragraph" | "bullet", text: string) => ({
    kind,
    runs: [{ text }],
  });
  return {
    parameters: parts.flatMap((part) =>
      typeof part === "string" ? [] : [{ name: part[1]!, value: part[2]! }]
    ),
    rich_text: [
      block("paragraph", story),
      ...parts.flatMap((part) => typeof part === "string" ? [block("bullet", part)] : []),
      { kind: "picture", url: picture, ...picture_size },
    ],
  };
}

/** Every combination of the values; the list price is a fifth more, to the yuan. */
export function skusOf(goods: Goods, name: string): SaveProduct["skus"] {
  const [first, second] = goods.specs;
  const rows = second
    ? first![1].flatMap((one, n) =>
      second[1].map((two, m) => ({
        values: [one, two],
        yuan: goods.yuan[m]! + (goods.extra?.[n] ?? 0),
      }))
    )
    : first![1].map((one, n) => ({ values: [one], yuan: goods.yuan[n]! }));
  return rows.map(({ values, yuan }, n) => ({
    code: `QT-${name}-${n + 1}`,
    values,
    price_fen: yuan * 100 - (yuan < 60 ? 10 : 0),
    list_price_fen: Math.ceil(yuan * 1.2) * 100,
    cost_fen: Math.round(yuan * 55),
    barcode: null,
    weight_g: weightOf(goods, values.at(-1)!),
    low_stock: null,
    image_url: null,
    on_sale: true,
    initial_stock: goods.stock,
  }));
}

/** In grams, as the value says it, or of so many pieces; 0 where nobody has weighed it. */
function weightOf({ piece_g = 0 }: Goods, value: string): number {
  const [, amount, unit] = /([\d.]+)(kg|g)/.exec(value) ?? [];
  if (amount) return Number(amount) * (unit === "kg" ? 1000 : 1);
  return piece_g * Number(/^\d+/.exec(value)?.[0] ?? 0);
}
