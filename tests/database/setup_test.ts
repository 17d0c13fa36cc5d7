import assert from "node:assert/strict";
import { setup_problems } from "@/contracts/setup_problems.ts";
import { Setup, type SetupStep, SetupStepName } from "@/contracts/staff/setup.ts";
import { accept, account } from "@/tests/support/invitations.ts";
import type { TestClaims } from "@/tests/support/database.ts";
import { asServer, Mall, newKey } from "@/tests/support/mall.ts";
import { minutes, onMall, refuses } from "@/tests/support/on_mall.ts";

const State = Setup.omit({ addresses: true });
const reason = "开店设置";

/** The steps by their names, read by somebody of the shop's staff. */
async function read(mall: Mall, who: TestClaims = mall.owner) {
  const { steps } = State.parse(await mall.db.call(who, "get_setup", { shop: mall.shop }));
  return Object.fromEntries(steps.map((one) => [one.step, one])) as Record<string, SetupStep>;
}

const missingOf = ({ keys }: SetupStep) =>
  keys.filter((key) => key.is_needed && !key.is_entered).map(({ name }) => name);

const states = async (mall: Mall) =>
  Object.values(await read(mall)).map(({ step, state }) => `${step} ${state}`);

async function saveKey(mall: Mall, kind: string, serial = "") {
  await mall.db.sql`select private.put_credential(${mall.shop_id}, ${kind}, ${serial},
    ${`v2.t1.${crypto.randomUUID()}${crypto.randomUUID()}`})`;
}

const begin = (mall: Mall, step: string, who = mall.owner) =>
  mall.db.call<{ tried: string }>(asServer(who), "begin_setup_check", { shop: mall.shop, step });

async function check(mall: Mall, step: string, problem: string | null = null, said = "") {
  const { tried } = await begin(mall, step);
  const outcome = { tried, problem, said: said || null };
  await mall.command("record_setup_check", { step, ...outcome, reason }, asServer(mall.owner));
}

const confirm = (mall: Mall, step: string, who = mall.owner) =>
  mall.command("confirm_setup", { step, reason }, who);

Deno.test("a new shop reads the setup steps in the contract's order, all open except domain and home", () =>
  onMall(async (_mall, db) => {
    const [opened] = await db.sql<{ link: string }[]>`
      select private.open_shop('teahouse', '茶舍', 'boss@example.com', 'https://mall.test') as link`;
    const owner = await account({ db } as Mall, "boss@example.com");
    const mall = { db, shop: "teahouse", owner } as unknown as Mall;
    await accept(mall, owner, new URL(opened!.link).searchParams.get("token")!);
    const steps = Object.values(await read(mall));
    assert.deepEqual(steps.map(({ step }) => step), SetupStepName.options);
    const open = steps.filter(({ state }) => state === "open").map(({ step }) => step);
    assert.deepEqual(
      open,
      SetupStepName.options.filter((step) => !["domain", "home"].includes(step)),
    );
    const missing = Object.fromEntries(steps.map((one) => [one.step, missingOf(one)]));
    assert.deepEqual(missing.mini_program, ["appid", "app_secret"]);
    assert.deepEqual(missing.pay, ["mchid", "merchant_private_key", "api_v3_key"]);
    assert.deepEqual(missing.push, ["appid", "message_token"]);
  }));

Deno.test("six operators open one shop code at once: one succeeds, and the others leave nothing", () =>
  onMall(async (_mall, db) => {
    const open = (n: number) =>
      db.sql`select private.open_shop('twice', '茶舍', ${`boss${n}@example.com`}, 'https://m.test')`;
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, (_, n) => open(n)));
    const said = outcomes.map((one) => one.status === "rejected" ? one.reason.message : "opened");
    assert.deepEqual(said.toSorted(), [...Array(5).fill("CODE_TAKEN"), "opened"]);
    const invited = await db.sql`select from shop.invitations`;
    assert.equal(invited.length, 1);
    const bad = db
      .sql`select private.open_shop('Bad Code', '茶舍', 'a@example.com', 'https://m.test')`;
    await refuses("INVALID_REQUEST", bad);
    await refuses(
      "INVALID_REQUEST",
      db.sql`select private.open_shop('good', '茶舍', 'none', 'https://m')`,
    );
    assert.equal((await db.sql`select from shop.shops where code = 'good'`).length, 0);
  }));

Deno.test("a check counts only for the keys it was made with: after a new key the step is untried again", () =>
  onMall(async (mall) => {
    await refuses("INVALID_REQUEST", begin(mall, "mini_program"));
    await saveKey(mall, "app_secret");
    assert.equal((await read(mall)).mini_program!.state, "untried");
    await check(mall, "mini_program", "secret_wrong", "40125");
    const failed = (await read(mall)).mini_program!;
    assert.deepEqual([failed.state, failed.problem, failed.said], [
      "failed",
      "secret_wrong",
      "40125",
    ]);
    assert.equal(setup_problems.secret_wrong.field, "app_secret");

    const { tried } = await begin(mall, "mini_program");
    await saveKey(mall, "app_secret"); // while WeChat is asked
    await mall.command("record_setup_check", {
      ...{ step: "mini_program", tried, problem: null, said: null, reason },
    }, asServer(mall.owner));
    assert.equal((await read(mall)).mini_program!.state, "untried");
    await check(mall, "mini_program");
    assert.equal((await read(mall)).mini_program!.state, "done");

    for (const kind of ["merchant_private_key", "api_v3_key"]) {
      await saveKey(mall, kind, "5DEA10EF");
    }
    assert.equal((await read(mall)).pay!.state, "untried");
    await check(mall, "pay");
    assert.equal((await read(mall)).pay!.state, "done");
    await saveKey(mall, "wechatpay_public_key", "PUB_KEY_ID_01");
    assert.equal((await read(mall)).pay!.state, "untried");
  }));

Deno.test("the push address is proven by WeChat's call, and again after another token", () =>
  onMall(async (mall, db) => {
    await saveKey(mall, "message_token");
    assert.equal((await read(mall)).push!.state, "untried");
    await db.call({ role: "mall_wechat" }, "record_push_setup", { shop: mall.shop });
    assert.equal((await read(mall)).push!.state, "done");
    await saveKey(mall, "message_token");
    assert.equal((await read(mall)).push!.state, "untried");
    await refuses("INVALID_REQUEST", begin(mall, "push"));
    const outcome = { step: "push", tried: "x", problem: null, said: null, reason };
    const recorded = mall.command("record_setup_check", outcome, asServer(mall.owner));
    await refuses("INVALID_REQUEST", recorded);
  }));

Deno.test("a step of choice is done when staff change or confirm it, any other step when what it needs is there", () =>
  onMall(async (mall, db) => {
    await confirm(mall, "freight");
    await mall.command("save_shop_settings", {
      settings: { withdrawal: { min_fen: 200 } },
      reason,
    });
    await mall.staff("support");
    await refuses("INVALID_REQUEST", confirm(mall, "pay"));
    await mall.product([5000]);
    assert.deepEqual((await states(mall)).slice(4), [
      "goods done",
      "freight done",
      "commission open",
      "payouts done",
      "staff done",
      "home untried",
      "first_order open",
    ]);
    await mall.command("save_commission_rule", {
      rule: { level1_bps: 1200, level2_bps: 0, cap_bps: 2000, levels: 2 },
      reason,
    });
    const buyer = await mall.member();
    await mall.buy(buyer, [{ sku_id: (await mall.product([100]))[0]!, quantity: 1 }]);
    const done = await read(mall);
    assert.deepEqual([done.commission!.state, done.first_order!.state], ["done", "done"]);
    const margin = async () =>
      State.parse(await db.call(mall.owner, "get_setup", { shop: mall.shop })).margin_bps;
    assert.equal(await margin(), null);
    await db.sql`update catalog.skus set cost_fen = price_fen * 6 / 10`;
    assert.equal(await margin(), 4000);
  }));

const offer = (mall: Mall) => mall.command("offer_first_order", { image: first_image, reason });
const first_image = "/storage/v1/object/public/goods/first.webp";

Deno.test("a first order is tried with one product of one fen, sent for nothing, that is neither the shop's goods nor its freight", () =>
  onMall(async (mall, db) => {
    await db.sql`update shop.settings set freight_fen = 900, free_freight_from_fen = null`;
    await Promise.all(Array.from({ length: 6 }, () => offer(mall)));
    const rows = await db.sql<{ id: string; sku: string; left: number }[]>`
      select p.id, k.id as sku, s.available::int as left
        from catalog.products p join catalog.skus k on k.product_id = p.id
        join (select sku_id, sum(available) as available from catalog.stock group by 1) s
          on s.sku_id = k.id`;
    assert.equal(rows.length, 1);
    const { id, sku, left } = rows[0]!;
    assert.equal(left, 1);
    const before = State.parse(await db.call(mall.owner, "get_setup", { shop: mall.shop }));
    assert.deepEqual(before.first_product, { id, on_sale: true, is_paid: false });
    const open = before.steps.filter(({ state }) => state === "open").map(({ step }) => step);
    assert.deepEqual(
      (["goods", "freight", "first_order"] as const).filter((step) => !open.includes(step)),
      [],
    );

    const buyer = await mall.member();
    const { order_id } = await mall.buy(buyer, [{ sku_id: sku, quantity: 1 }]);
    const [paid] = await db.sql<{ payable_fen: bigint }[]>`
      select payable_fen from trade.orders where id = ${order_id}`;
    assert.equal(Number(paid!.payable_fen), 1);
    assert.equal((await read(mall)).first_order!.state, "done");
    const isPaid = async () =>
      State.parse(await db.call(mall.owner, "get_setup", { shop: mall.shop })).first_product!
        .is_paid;
    assert.equal(await isPaid(), true);
    await mall.command("archive_product", { product_id: id, reason });
    await db.clock.advance(minutes(1));
    const again = State.parse(await offer(mall));
    assert.deepEqual(again.first_product, { id, on_sale: true, is_paid: false });
    await mall.buy(buyer, [{ sku_id: (await mall.product([100]))[0]!, quantity: 1 }]);
    assert.equal(await isPaid(), false, "something else was bought");
    await mall.buy(buyer, [{ sku_id: sku, quantity: 1 }]);
    assert.equal(await isPaid(), true);

    await db.sql`update catalog.skus set price_fen = 8900 where id = ${sku}`;
    const other = State.parse(await offer(mall)).first_product!;
    assert.notEqual(other.id, id, "what staff made goods of is not sold for a fen");
  }));

Deno.test("every role reads the setup; only the owner runs checks, and only owner and manager confirm a step", () =>
  onMall(async (mall) => {
    await saveKey(mall, "app_secret");
    for (const role of ["manager", "finance", "support", "viewer"]) {
      const who = await mall.staff(role);
      assert.equal((await read(mall, who)).mini_program!.state, "untried");
      await refuses("FORBIDDEN", begin(mall, "mini_program", who));
      const left = confirm(mall, "freight", who).then(() => "ok", (error) => error.message);
      assert.equal(await left, role === "manager" ? "ok" : "FORBIDDEN", role);
    }
  }));

Deno.test("checks at the same moment leave one row, and a check repeated under its key is recorded once", () =>
  onMall(async (mall, db) => {
    await saveKey(mall, "app_secret");
    await Promise.all(Array.from({ length: 8 }, () => check(mall, "mini_program")));
    const { tried } = await begin(mall, "mini_program");
    const idempotency_key = newKey();
    const record = (problem: string | null) =>
      db.call(asServer(mall.owner), "record_setup_check", {
        ...{ shop: mall.shop, step: "mini_program", tried, problem, said: null },
        ...{ reason, idempotency_key },
      });
    const first = await record("no_answer");
    assert.deepEqual(await record(null), first);
    const rows = await db.sql<{ problem: string }[]>`select problem from shop.setup_checks`;
    assert.deepEqual(rows.map(({ problem }) => problem), ["no_answer"]);
    const log = await db.sql`select from ops.audit_log where command = 'record_setup_check'`;
    assert.equal(log.length, 9);
  }));

Deno.test("appid and mchid are the owner's to enter until a member has signed in and something was paid", () =>
  onMall(async (mall, db) => {
    const save = (settings: object) => mall.command("save_wechat_settings", { settings, reason });
    const other = { appid: "wx00000000000000ff", mchid: "1900000077" };
    const own = { appid: "wx0000000000000001", mchid: "1900000001" };
    await save(other);
    await save({ appid: null, mchid: null });
    assert.deepEqual(missingOf((await read(mall)).mini_program!), ["appid", "app_secret"]);
    await save(own);
    const buyer = await mall.member();
    await assert.rejects(save({ appid: other.appid }), (error: Error & { detail: string }) => {
      const { field, rule } = JSON.parse(error.detail);
      assert.deepEqual([field, rule], ["appid", "account_in_use"]);
      return true;
    });
    await save({ mchid: other.mchid });
    await save(own);
    await mall.buy(buyer, [{ sku_id: (await mall.product([100]))[0]!, quantity: 1 }]);
    await refuses("SETTING_INVALID", save({ mchid: other.mchid }));
    await save({ ...own, original_id: "gh_0123456789ab" });
    const [kept] = await db.sql`select appid, mchid from shop.wechat_accounts`;
    assert.deepEqual({ ...kept }, own);
  }));
