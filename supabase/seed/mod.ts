import type { SeedContext } from "@/local/seeding.ts";
import { sealerFromEnv } from "@/shared/sealer.ts";
import { printCodes } from "./channel_codes.ts";
import { bringOldCustomers } from "./imports.ts";
import { Caller, jobs, readMomentFromSession } from "./caller.ts";
import { fillShelves, uploader } from "./catalog.ts";
import { recruit, welcome } from "./distributors.ts";
import { chooseFreight } from "./freight.ts";
import { equip, useMaterials } from "./materials.ts";
import { makePages } from "./pages.ts";
import { Random } from "./random.ts";
import { chooseSettings, hireStaff, introduceShop, openShop, storeCredentials } from "./shop.ts";
import { story_days, tell } from "./story.ts";
import { nameTiers } from "./tiers.ts";
import { Timeline } from "./timeline.ts";
import { WechatPast } from "./wechat/mod.ts";
import { day, hour, type World } from "./world.ts";

/**
 * Fills an empty mall with the demo shop 青藤优选 (code `qingteng`) and six weeks of its history, everything
 * through the `api` functions and the endpoints that people use, at the moments at which it would have happened.
 */
export async function seed(context: SeedContext): Promise<void> {
  const caller = new Caller(context.databaseUrl);
  try {
    await readMomentFromSession(context.admin);
    await makeHistory(context, caller);
  } finally {
    await context.clock.advance(0); // writes the body of private.now() anew
    await caller.end();
  }
}

async function makeHistory(context: SeedContext, caller: Caller): Promise<void> {
  const end = context.clock.now().getTime();
  const start = Math.floor(end / day) * day - story_days * day;
  const random = new Random(20_261_123);
  const merchant = context.keys.merchants[0]!;
  const sealer = sealerFromEnv();

  const shop = await openShop(caller, start, merchant);
  await caller.call(start, jobs, "maintain"); // partitions for the weeks to come
  const staff = await hireStaff(context, caller, start, shop);
  const upload = uploader(context, shop);
  const cold_chain = await chooseFreight(caller, start + hour, staff.owner, shop);
  const [products] = await Promise.all([
    fillShelves(caller, start + hour, staff.owner, shop, upload, cold_chain),
    introduceShop(caller, start + hour, staff.owner, upload),
    chooseSettings(caller, start + hour, staff.owner),
    nameTiers(caller, start + hour, staff.owner, shop),
    storeCredentials(caller, start + hour, staff.owner, shop, sealer, merchant),
  ]);
  await makePages(caller, start + 2 * hour, staff.owner, shop, products, upload);

  const timeline = new Timeline(end);
  const wechat = new WechatPast(shop, caller, timeline, random.fork(99));
  const world: World = {
    ...{ random, caller, timeline, wechat, shop, staff, products, start },
    members: [],
    distributors: [],
  };
  const materials = await equip(world, upload);
  await recruit(world, sealer);
  await useMaterials(world, materials);
  await welcome(world, sealer);
  await printCodes(world);
  await bringOldCustomers(world, sealer);
  await tell(world);
  await caller.call(end, jobs, "maintain");
  await tellSimulator(context, wechat.rows(world.members, merchant.operation_fen ?? 100_000_000));
}

/** The simulator takes up what WeChat would know of it all. */
async function tellSimulator({ wechatUrl }: SeedContext, rows: unknown[]): Promise<void> {
  const response = await fetch(`${wechatUrl}/_control/import`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ rows }),
  });
  if (!response.ok) throw new Error(`The simulator refused: ${await response.text()}`);
  await response.body?.cancel();
}
