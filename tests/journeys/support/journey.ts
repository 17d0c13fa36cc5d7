import type { ShopSettings } from "@/contracts/staff/settings.ts";
import { Shop } from "./shop.ts";
import { Town } from "./town.ts";

/** The mall that all journeys of a file share. */
export const town = await Town.open();

Deno.test.afterAll(() => town.sql.end());

/** A test in a shop of its own; afterwards WeChat behaves again, and the books must be right. */
export function journey(
  name: string,
  work: (shop: Shop) => Promise<void>,
  settings: Partial<ShopSettings> = {},
): void {
  // Sockets that the clients keep open for the next request are nobody's leak.
  Deno.test({ name, sanitizeOps: false, sanitizeResources: false }, async () => {
    const shop = await Shop.open(town, settings);
    try {
      await work(shop);
    } catch (error) {
      throw new Error(`${(error as Error).stack}\nlogged:\n${await town.complaints()}`);
    } finally {
      await town.wechat.noFaults();
    }
    await town.checkBooks();
  });
}
