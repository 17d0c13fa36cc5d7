import assert from "node:assert/strict";
import postgres from "postgres";
import { AfterSale } from "@/contracts/after_sales.ts";
import { Categories, Product, ProductPage } from "@/contracts/catalog.ts";
import { ShownPage } from "@/contracts/pages.ts";
import { CommissionStatus } from "@/contracts/distributors.ts";
import { Order, OrderPage, OrderStatus } from "@/contracts/orders.ts";
import { StartedPayment } from "@/contracts/payments.ts";
import { Session } from "@/contracts/sign_in.ts";
import { WithdrawalPackage, WithdrawalPage } from "@/contracts/withdrawals.ts";
import { freePort } from "@/local/ports.ts";
import { removePostgres } from "@/local/postgres.ts";
import { startStack } from "@/local/stack.ts";
import { testVersion } from "@/tests/support/cluster.ts";
import { makeRoom } from "@/tests/support/room.ts";
import { copySeeded } from "@/tests/support/seeded.ts";
import { logToFile } from "@/tests/support/stack.ts";
import { MallClient } from "./support/mall_client.ts";
import { until } from "./support/town.ts";
import { Wechat } from "./support/wechat.ts";

// A stack of its own: other journeys move the clock, and what waits here would not wait for us.
const dataDir = await makeRoom("demo");
logToFile(`${dataDir}/functions.log`);
const ports = { gateway: freePort(), wechat: freePort(), postgres: freePort() };
await copySeeded(dataDir, ports.gateway, testVersion());
const stack = await startStack({
  dataDir,
  ports,
  version: testVersion(),
  fast: true,
});
const sql = postgres(stack.databaseUrl("supabase_admin"), { max: 2, onnotice: () => {} });
const wechat = new Wechat(stack.wechatUrl);
const base = `${stack.url}/functions/v1/api/shops/qingteng`;
const nobody = new MallClient(base, () => Promise.resolve(null));

Deno.test.afterAll(async () => {
  await sql.end();
  await stack.stop();
  await removePostgres(dataDir);
  await Deno.remove(dataDir, { recursive: true });
});

function demo(name: string, work: () => Promise<void>): void {
  // Sockets that the clients keep open for the next request are nobody's leak.
  Deno.test({ name, sanitizeOps: false, sanitizeResources: false, fn: work });
}

/** The values of a column that occur, sorted. */
async function occurring(table: string, column: string): Promise<string[]> {
  const rows = await sql<{ value: string }[]>`
    select distinct ${sql(column)} as value from ${sql(table)} order by 1`;
  return rows.map(({ value }) => value);
}

async function signIn(openid: string): Promise<MallClient> {
  const code = await wechat.code(openid);
  const { token } = await nobody.post("/sessions", Session, { code });
  return new MallClient(base, () => Promise.resolve(token));
}

/** Somebody of the demo's staff, by e-mail and the password of the README. */
async function staff(email: string): Promise<MallClient> {
  const response = await fetch(`${stack.url}/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: { apikey: stack.keys.publishableKey, "content-type": "application/json" },
    body: JSON.stringify({ email, password: "qingteng-demo" }),
  });
  assert.equal(response.status, 200);
  const { access_token } = await response.json();
  return new MallClient(base, () => Promise.resolve(access_token));
}

demo("the books of the demo shop are right, and its story is told in every state", async () => {
  assert.deepEqual([...await sql`select * from private.ledger_violations()`], []);
  assert.deepEqual(await occurring("trade.orders", "status"), OrderStatus.options.toSorted());
  assert.deepEqual(
    await occurring("ledger.commissions", "status"),
    CommissionStatus.options.toSorted(),
  );
  const [row] = await sql`
    select (select count(*)::int from member.members) as members,
           (select count(*)::int from referral.distributors where approved_at is not null) as distributors,
           (select count(*)::int from referral.distributors where parent_id is not null) as invited,
           (select count(*)::int from shop.staff) as staff,
           (select count(*)::int from catalog.products where status = 'on_sale') as products,
           (select count(*) > 0 from ledger.commissions where status = 'settled' and reversed_fen > 0) as reversed,
           (select count(*) > 0 from trade.shipments s join trade.orders o on o.shop_id = s.shop_id and o.id = s.order_id
             where o.status = 'paid') as half_shipped,
           (select count(*) > 0 from pay.refunds where cause = 'late_payment') as late`;
  const people = { members: 40, distributors: 12, invited: 8, staff: 3 };
  assert.deepEqual(row, {
    ...people,
    products: 60,
    reversed: true,
    half_shipped: true,
    late: true,
  });
});

demo(
  "the demo's fruit goes by a freight template of its own, and far away costs more",
  async () => {
    const templates = await sql`
    select t.name, t.id = s.freight_template_id as is_default,
           (select count(*)::int from catalog.products p where p.freight_template_id = t.id) as products
      from shop.freight_templates t join shop.settings s using (shop_id) order by is_default`;
    assert.deepEqual([...templates], [
      { name: "鲜果冷链", is_default: false, products: 15 },
      { name: "普通快递", is_default: true, products: 0 },
    ]);
    const [far] = await sql`
    select max(o.freight_fen)::int as most from trade.orders o
      join person.order_contacts c on c.shop_id = o.shop_id and c.order_id = o.id
     where c.province = '新疆维吾尔自治区'`;
    assert.ok(far!.most >= 1800, `${far!.most}`);
  },
);

demo("after-sales and withdrawals of the demo shop wait, fail and end", async () => {
  const seen = {
    after_sales: await occurring("trade.after_sales", "status"),
    withdrawals: await occurring("pay.withdrawals", "status"),
    closed: (await occurring("trade.orders", "close_reason")).filter(Boolean),
  };
  const wanted = {
    after_sales: [
      ...["cancelled", "exchanged", "refund_failed", "refunded", "refunding"],
      ...["rejected", "requested", "returning"],
    ],
    withdrawals: ["cancelled", "failed", "paid", "rejected", "requested", "wait_user_confirm"],
    closed: ["buyer", "shop", "timeout"],
  };
  assert.deepEqual(seen, wanted);
});

demo("every picture of the demo shop lies in Storage", async () => {
  const { shop } = await nobody.get("/home", ShownPage);
  const { items: categories } = await nobody.get("/categories", Categories);
  const addresses = [shop.logo_url, ...categories.map(({ image_url }) => image_url)];
  for (let after: string | null = ""; after !== null;) {
    const path: string = `/products?page_size=50${after && `&after=${after}`}`;
    const page: ProductPage = await nobody.get(path, ProductPage);
    for (const { id } of page.items) {
      const { images, rich_text } = await nobody.get(`/products/${id}`, Product);
      addresses.push(
        ...images,
        ...rich_text.flatMap((block) => block.kind === "picture" ? [block.url] : []),
      );
    }
    after = page.next;
  }
  assert.equal(new Set(addresses).size, 1 + 4 + 60 * 3);
  for (const address of addresses) {
    const response = await fetch(address!);
    assert.equal(response.status, 200, address!);
    assert.equal(response.headers.get("content-type"), "image/webp");
    const bytes = await response.bytes();
    assert.equal(new TextDecoder().decode(bytes.subarray(8, 12)), "WEBP");
  }
});

demo("a member of the demo shop signs in and pays the order that waits for payment", async () => {
  const [waiting] = await sql<{ openid: string }[]>`
    select i.openid from trade.orders o join person.identities i on i.member_id = o.member_id
     where o.status = 'pending_payment' order by o.placed_at desc limit 1`;
  const openid = waiting!.openid;
  const me = await signIn(openid);
  const { items } = await me.get("/orders?status=pending_payment", OrderPage);
  const order = `/orders/${items[0]!.id}`;
  const { params } = await me.post(`${order}/payments`, StartedPayment);
  const { appid: appId } = stack.keys.merchants[0]!;
  const { errMsg } = await wechat.requestPayment({ ...params, appId, openid });
  assert.equal(errMsg, "requestPayment:ok");
  await until("the order is paid", async () => (await me.get(order, Order)).status === "paid");
  assert.ok((await me.get(order, Order)).contact, "the address of the story can be read");
});

demo("an old payment of the demo shop can be refunded at WeChat", async () => {
  const [after_sale] = await sql<{ id: string; openid: string; order_id: string }[]>`
    select s.id, s.order_id, i.openid from trade.after_sales s join person.identities i on i.member_id = s.member_id
     where s.status = 'requested' and s.kind = 'refund_only'`;
  const support = await staff("support@qingteng.test");
  const decision = { approve: true, reason: "同意退款" };
  await support.post(`/staff/after-sales/${after_sale!.id}/review`, AfterSale, decision);
  const me = await signIn(after_sale!.openid);
  const refunded = await until("the money is back", async () => {
    const { after_sales } = await me.get(`/orders/${after_sale!.order_id}`, Order);
    return after_sales.find(({ status }) => status === "refunded");
  });
  assert.equal(refunded.id, after_sale!.id);
});

demo(
  "a distributor of the demo shop confirms the transfer that waits for confirmation",
  async () => {
    const [waiting] = await sql<{ openid: string }[]>`
    select i.openid from pay.withdrawals w join person.identities i on i.member_id = w.distributor_id
     where w.status = 'wait_user_confirm' limit 1`;
    const me = await signIn(waiting!.openid);
    const latest = async () => (await me.get("/withdrawals", WithdrawalPage)).items[0]!;
    const { id } = await latest();
    const { params } = await me.get(`/withdrawals/${id}/package`, WithdrawalPackage);
    await wechat.requestTransfer(params);
    await until("the withdrawal is paid", async () => (await latest()).status === "paid");
    assert.deepEqual([...await sql`select * from private.ledger_violations()`], []);
  },
);
