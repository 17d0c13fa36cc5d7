import assert from "node:assert/strict";
import type { CredentialKind } from "@/contracts/server.ts";
import { SavedProduct } from "@/contracts/staff/catalog.ts";
import { SavedCategory } from "@/contracts/staff/categories.ts";
import { SavedCredential, ShopSettings } from "@/contracts/staff/settings.ts";
import type { MerchantOptions } from "@/local/wechat/options.ts";
import { Desk } from "./desk.ts";
import { Phone } from "./phone.ts";
import type { Town } from "./town.ts";

/** What a shop sells in a journey: one SKU per price, in fen. */
export interface Goods {
  title?: string;
  prices_fen: number[];
  stock?: number;
}

/** A shop of its own for one journey, with its owner at the desk. */
export class Shop {
  private constructor(
    readonly town: Town,
    readonly id: string,
    readonly code: string,
    readonly merchant: MerchantOptions,
    readonly owner: Desk,
    private readonly category_id: string,
  ) {}

  /** Opens one. The merchant's account at WeChat is shared by all shops of the journeys. */
  static async open(
    town: Town,
    settings: Partial<ShopSettings> = {},
    keys: CredentialKind[] = all_keys,
  ): Promise<Shop> {
    const merchant = town.stack.merchants[1]!;
    const code = `j-${crypto.randomUUID().slice(0, 13)}`;
    const [row] = await town.sql<{ id: string }[]>`
      select private.create_shop(${code}, '旅程测试店', ${merchant.appid}, ${merchant.mchid}) as id`;
    const owner = await Desk.hire(town, code);
    await town.sql`select private.add_staff(${row!.id}, ${owner.user_id}, '店主', 'owner')`;
    const [{ id: category_id }] = await Promise.all([
      owner.api.put("/staff/categories", SavedCategory, {
        category: { name: "茶叶" },
        reason: "开店",
      }),
      ...keys.map((kind) => saveKey(owner, merchant, kind)),
      Object.keys(settings).length > 0 &&
      owner.api.put("/staff/settings", ShopSettings, { settings, reason: "开店" }),
    ]);
    return new Shop(town, row!.id, code, merchant, owner, category_id);
  }

  /** Puts a product on sale; answers its id and its SKUs in the order of their prices. */
  async sells({ title = "明前龙井", prices_fen, stock = 100 }: Goods) {
    const values = prices_fen.map((_, n) => `${(n + 1) * 50}克`);
    return await this.owner.api.put("/staff/products", SavedProduct, {
      reason: "上架",
      product: {
        category_id: this.category_id,
        title,
        specs: [{ name: "净含量", values: values.map((name) => ({ name })) }],
        skus: prices_fen.map((price_fen, n) => ({
          values: [values[n]],
          price_fen,
          initial_stock: stock,
        })),
      },
    });
  }

  /** One SKU at one price. */
  async sku(price_fen: number, stock?: number): Promise<string> {
    const { skus } = await this.sells({ prices_fen: [price_fen], ...(stock ? { stock } : {}) });
    return skus[0]!;
  }

  /** Somebody with WeChat who has not been here. */
  newcomer(): Promise<Phone> {
    return Phone.of(this);
  }

  async newcomers(count: number): Promise<Phone[]> {
    return await Promise.all(Array.from({ length: count }, () => this.newcomer()));
  }

  async available(sku_id: string): Promise<number> {
    const [row] = await this.town.sql<{ units: number }[]>`
      select sum(available)::int as units from catalog.stock
       where shop_id = ${this.id} and sku_id = ${sku_id}`;
    return row!.units;
  }

  /** Stores a key as the owner. */
  async saveKey(kind: CredentialKind): Promise<void> {
    await saveKey(this.owner, this.merchant, kind);
  }
}

export const all_keys: CredentialKind[] = [
  "app_secret",
  "message_token",
  "message_aes_key",
  "merchant_private_key",
  "api_v3_key",
  "wechatpay_public_key",
  "platform_certificate",
];

/** Stores a key of the merchant's, or what is given in its place. */
export async function saveKey(
  owner: Desk,
  merchant: MerchantOptions,
  kind: CredentialKind,
  change: { value?: string; serial?: string } = {},
) {
  const { app_secret, keys } = merchant;
  const given: Record<CredentialKind, [value: string, serial?: string]> = {
    app_secret: [app_secret],
    message_token: [keys.push_token],
    message_aes_key: [keys.encoding_aes_key],
    merchant_private_key: [keys.merchant_private_key_pem, keys.merchant_serial],
    api_v3_key: [keys.api_v3_key],
    wechatpay_public_key: [keys.wechat_public_key_pem, keys.wechat_public_key_id],
    platform_certificate: [keys.platform_certificate_pem, keys.platform_serial],
  };
  const [value, serial] = given[kind];
  const saved = await owner.api.put("/staff/credentials", SavedCredential, {
    kind,
    value,
    ...(serial ? { serial } : {}),
    ...change,
    reason: "开店",
  });
  assert.equal(saved.kind, kind);
}
