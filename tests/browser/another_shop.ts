import type { ShownPage } from "@/contracts/pages.ts";
import { SavedProduct } from "@/contracts/staff/catalog.ts";
import { ShopTheme } from "@/contracts/staff/settings.ts";
import { listsOf } from "@/tests/support/pages.ts";
import { Shop } from "@/tests/journeys/support/shop.ts";
import { Town } from "@/tests/journeys/support/town.ts";
import type { Phone } from "./phone.ts";
import type { World } from "./world.ts";

/** How a shop looks that is not the demo shop. */
export interface Face {
  name: string;
  slogan: string;
  brand_color: string;
}

export const teahouse: Face = {
  name: "山上茶铺",
  slogan: "慢慢喝，慢慢聊",
  brand_color: "#8A2BE2",
};

/** A second shop of the same mall, whose owner has given it a face and some of the demo shop's goods to sell. */
export async function openAnotherShop(world: World, face: Face): Promise<Shop> {
  const town = await Town.open();
  try {
    const shop = await Shop.open(town);
    const home = await homeOf(world, "qingteng");
    const nav = home.blocks.find((block) => block.kind === "nav");
    const logo_url = nav?.items[1]?.image_url ?? home.shop.logo_url;
    await shop.owner.api.put("/staff/theme", ShopTheme, {
      theme: { ...face, logo_url },
      reason: "开店",
    });
    for (const { title, subtitle, price_fen, image_url } of listsOf(home)[0]!.slice(0, 4)) {
      await shop.owner.api.put("/staff/products", SavedProduct, {
        product: {
          ...{ title, subtitle, images: image_url ? [image_url] : [] },
          skus: [{ values: [], price_fen, initial_stock: 9 }],
        },
        reason: "上架",
      });
    }
    return shop;
  } finally {
    await town.sql.end();
  }
}

/** The phone of a newcomer in that shop. */
export async function phoneIn(world: World, shop: Shop): Promise<Phone> {
  const { openid } = await world.wechat.user({ appid: shop.merchant.appid });
  return await world.phone(openid, { bare: true, shop: shop.code });
}

export async function homeOf(world: World, shop: string): Promise<ShownPage> {
  const response = await fetch(`${world.stack.url}/functions/v1/api/shops/${shop}/home`);
  return await response.json();
}
