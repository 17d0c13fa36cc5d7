import { type Load, runAll, runFor } from "./load.ts";
import type { Malls } from "./malls.ts";
import type { Buyer } from "./world.ts";

const callers = [1, 16, 64];

export type Noted = (name: string, callers: number, load: Load) => void;

/** What is read, clicked, placed and asked to be paid, over HTTP. */
export async function measureRoutes(malls: Malls, seconds: number, note: Noted): Promise<void> {
  const { http } = malls;
  for (const at of callers) {
    const run = async (name: string, call: (n: number) => Promise<void>) =>
      note(name, at, await runFor(seconds, at, call));
    await run("health", () => http.health());
    await run("list", () => http.list());
    await run("detail", (n) => http.detail(n));
    await run("click", () => http.click());
    await measureOrders(malls, at, seconds, note);
  }
}

/** Places for some seconds, then has the same orders prepaid and paid. */
async function measureOrders(malls: Malls, at: number, seconds: number, note: Noted) {
  const placed: { buyer: Buyer; order_id: string }[] = [];
  const place = async () => {
    const buyer = malls.buyer();
    placed.push({ buyer, order_id: await malls.http.place(buyer, malls.sku()) });
  };
  note("place", at, await runFor(seconds, at, place));
  const [asked, paid] = [placed.slice(0, 300), placed.slice(300)];
  const prepays = asked.map(({ buyer, order_id }) => () => malls.http.prepay(buyer, order_id));
  note("prepay", at, await runAll(at, prepays));
  const orders = await malls.sql.startAll(paid.length > 100 ? paid : asked);
  const notices = await malls.http.signAll(orders);
  note("pay", at, await runAll(at, notices.map((one) => () => malls.http.notify(one))));
}
