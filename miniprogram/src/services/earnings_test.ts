import assert from "node:assert/strict";
import {
  closePage,
  joinLive,
  loose,
  openPage,
  phone,
  refused,
  type Reply,
  tellLive,
  toBack,
  toFront,
  until,
} from "./fake_phone_test.ts";

const card_file = import.meta.resolve("../components/earned/earned.ts");
const session = await import("./session.ts");
const earnings = await import("./earnings.ts");

const distributor = { id: "d", code: "A", status: "approved" };
let rate = 1;
let changes_at: string | null = null;
let follows_volume = false;

/** 10 fen × rate for each product but "none". */
function earned({ path }: { path: string }): Reply {
  const asked = new URLSearchParams(path.split("?")[1]).get("products")?.split(",") ?? [];
  const items = asked.filter((id) => id !== "none").map((product_id) => ({
    product_id,
    lowest_fen: 10 * rate,
    highest_fen: 20 * rate,
    default_fen: 10 * rate,
    extra: null,
  }));
  return { status: 200, data: { items, changes_at, follows_volume } };
}

/** The phone of a distributor, or of a shopper. */
async function held(by: unknown = distributor) {
  session.signOut();
  phone.member = { ...phone.member, distributor: by };
  phone.begin();
  phone.answer = earned;
  [rate, changes_at, follows_volume] = [1, null, false];
  await session.signIn();
  phone.sent.length = 0;
}
const card = (product: string) => openPage(card_file, { product });
const asked = () => phone.paths().filter((path) => path.startsWith("GET /distributor/earnings"));
const pause = () => new Promise((done) => setTimeout(done, 30));

Deno.test(
  "what appears together is asked about once, fifty products at a time",
  loose,
  async () => {
    await held();
    const told = new Map<string, number | undefined>();
    const products = Array.from({ length: 52 }, (_, n) => `p${n % 51}`);
    const watches = [...products, "none"].map((product) =>
      earnings.watchEarning(product, (one) => told.set(product, one?.highest_fen))
    );
    await until(() => products.every((product) => told.get(product) === 20));
    assert.deepEqual([asked().length, told.get("none")], [2, undefined]);
    const again = await card("p1");
    assert.deepEqual([again.data.is_earner, again.data.earning.lowest_fen], [true, 10]);
    await pause();
    assert.equal(asked().length, 2);
    for (const watch of watches) watch.stop();
    closePage(again);
  },
);

Deno.test("a shopper's phone never asks and has no place for it", loose, async () => {
  for (const by of [null, { ...distributor, status: "applied" }]) {
    await held(by);
    const one = await card("p1");
    await pause();
    assert.deepEqual([one.data.is_earner, asked()], [false, []]);
    closePage(one);
  }
});

Deno.test(
  "other rules move the sum in sight, and it stays there until the new one is there",
  loose,
  async () => {
    await held();
    const one = await card("p1");
    await until(() => one.data.earning);
    joinLive();
    rate = 3;
    phone.carried.length = 0;
    tellLive({ kind: "rules.changed", id: "r" });
    await until(() => one.data.earning.lowest_fen === 30);
    assert.ok(phone.carried.every(({ earning }) => earning !== null));
    rate = 4;
    const before = asked().length;
    tellLive({ kind: "commission.pending", id: "o" });
    await pause();
    assert.equal(asked().length, before);
    follows_volume = true;
    tellLive({ kind: "distributor.changed", id: "d" });
    await until(() => one.data.earning.lowest_fen === 40);
    rate = 5;
    tellLive({ kind: "commission.pending", id: "o" });
    await until(() => one.data.earning.lowest_fen === 50);
    closePage(one);
  },
);

Deno.test(
  "what changes by itself is read anew at its moment; behind another page nothing is read",
  loose,
  async () => {
    await held();
    changes_at = new Date(Date.now() + 500).toISOString();
    const one = await card("p1");
    await until(() => one.data.earning);
    rate = 7;
    changes_at = null;
    await until(() => one.data.earning.lowest_fen === 70);
    toBack(one);
    joinLive();
    rate = 8;
    tellLive({ kind: "rules.changed", id: "r" });
    await new Promise((done) => setTimeout(done, 1100));
    assert.equal(one.data.earning.lowest_fen, 70);
    toFront(one);
    await until(() => one.data.earning.lowest_fen === 80);
    closePage(one);
  },
);

Deno.test(
  "who is suspended sees no sum, who signs out has no place for one, and without a network it stays",
  loose,
  async () => {
    await held();
    const one = await card("p1");
    await until(() => one.data.earning);
    joinLive();
    phone.answer = () => refused(500, "INTERNAL");
    const before = asked().length;
    tellLive({ kind: "rules.changed", id: "r" });
    await until(() => asked().length > before);
    await pause();
    assert.equal(one.data.earning.lowest_fen, 10);
    phone.answer = () => refused(403, "DISTRIBUTOR_INACTIVE");
    tellLive({ kind: "distributor.changed", id: "d" });
    await until(() => one.data.earning === null);
    session.signOut();
    await until(() => !one.data.is_earner);
    closePage(one);
  },
);
