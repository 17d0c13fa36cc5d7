import assert from "node:assert/strict";
import type { Me } from "@/contracts/members.ts";
import type { SealedAddress, ShopConfig, SignedIn } from "@/contracts/server.ts";
import { asServer, Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { testDatabase } from "@/tests/support/database.ts";
import { waiters } from "../support/waiting.ts";

const server = { role: "mall_server" };
const sealed = `v2.t1.${"s".repeat(60)}`;

const contact = (city: string) => ({
  sealed,
  phone_fingerprint: "phone",
  address_fingerprint: city,
  province: "浙江省",
  city,
});

Deno.test("signing in", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const signIn = (openid: string, more: Record<string, unknown> = {}) =>
    db.call<SignedIn>(server, "sign_in", { shop: mall.shop, openid, ...more });

  await t.step(
    "20 sign-ins of one openid at once make one member, new to one of them",
    async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => signIn("openid-1")));
      assert.equal(new Set(answers.map(({ member_id }) => member_id)).size, 1);
      assert.equal(answers.filter(({ is_new }) => is_new).length, 1);
      const [row] = await db.sql`select count(*)::int as members from member.members`;
      assert.equal(row!.members, 1);
      assert.equal((await signIn("openid-1")).is_new, false);
    },
  );

  await t.step("a sign-in that meets another one not yet committed waits for it", async () => {
    let second: Promise<SignedIn> | undefined;
    const first = await db.sql.begin(async (tx) => {
      const [row] = await tx<{ member_id: string }[]>`
        select member_id from private.member_of_openid(${mall.shop_id}, 'openid-0', null)`;
      second = signIn("openid-0");
      await waiters(db);
      return row!.member_id;
    });
    const { member_id, is_new } = await second!;
    assert.deepEqual([member_id, is_new], [first, false]);
  });

  await t.step("the same openid in another shop is another member", async () => {
    const elsewhere = await Mall.open(db, "elsewhere");
    const there = await db.call<SignedIn>(server, "sign_in", {
      shop: elsewhere.shop,
      openid: "openid-1",
    });
    assert.equal(there.is_new, true);
    assert.notEqual(there.member_id, (await signIn("openid-1")).member_id);
  });

  await t.step("a blocked member is refused, an unknown shop not found", async () => {
    const { member_id } = await signIn("openid-2");
    await db.sql`update member.members set status = 'blocked' where id = ${member_id}`;
    await assert.rejects(signIn("openid-2"), { message: "MEMBER_BLOCKED" });
    const claims = { role: "authenticated", kind: "member", shop_id: mall.shop_id, member_id };
    await assert.rejects(db.call(claims, "get_me"), { message: "SIGN_IN_REQUIRED" });
    const unknown = db.call(server, "sign_in", { shop: "nowhere", openid: "x" });
    await assert.rejects(unknown, { message: "SHOP_NOT_FOUND" });
  });

  await t.step("only the server signs people in", async () => {
    for (const role of ["anon", "authenticated"]) {
      const call = db.call({ role }, "sign_in", { shop: mall.shop, openid: "openid-1" });
      await assert.rejects(call, { code: "42501" });
    }
  });

  await t.step("a unionid that WeChat tells later is kept, and not lost again", async () => {
    const { member_id } = await signIn("openid-3");
    await signIn("openid-3", { unionid: "union-3" });
    await signIn("openid-3");
    const [row] = await db
      .sql`select unionid from person.identities where member_id = ${member_id}`;
    assert.equal(row!.unionid, "union-3");
  });

  await t.step("a visitor gets an id of the shop, and no row", async () => {
    const visitor = await db.call<{ shop_id: string; visitor_id: string }>(
      server,
      "create_visitor",
      { shop: mall.shop },
    );
    assert.equal(visitor.shop_id, mall.shop_id);
    assert.match(visitor.visitor_id, /^[0-9a-f-]{36}$/);
  });

  await db.drop();
});

Deno.test("a member's own data", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const [me, other] = await mall.members(2) as [Member, Member];
  const save = (member: Member, address: Record<string, unknown>) =>
    db.call<SealedAddress>(asServer(member), "save_address", {
      address,
      idempotency_key: newKey(),
    });
  const list = async (member: Member) =>
    (await db.call<{ items: SealedAddress[] }>(member, "list_addresses")).items;

  await t.step("get_me shows myself; update_profile changes what is named", async () => {
    await db.call(me, "update_profile", { nickname: " 小青 ", avatar_url: "https://p/1.png" });
    const after = await db.call<Me>(me, "update_profile", { nickname: "青藤" });
    assert.deepEqual(after, {
      ...await db.call<Me>(me, "get_me"),
      id: me.member_id,
      shop: mall.shop,
      nickname: "青藤",
      avatar_url: "https://p/1.png",
      distributor: null,
      order_counts: { pending_payment: 0, paid: 0, shipped: 0, after_sale: 0 },
      cart_count: 0,
    });
    for (const unseen of ["\u200B\u200B", "\u200D", "\u3164", "\u202D\u202C"]) {
      await assert.rejects(db.call(me, "update_profile", { nickname: unseen }), {
        message: "INVALID_REQUEST",
      });
    }
    await assert.rejects(db.call(me, "update_profile", { nickname: "长".repeat(41) }), {
      message: "INVALID_REQUEST",
    });
  });

  await t.step("orders are counted by what they wait for", async () => {
    const [sku] = await mall.product([100]);
    await mall.place(me, [{ sku_id: sku!, quantity: 1 }]);
    const { order_id } = await mall.buy(me, [{ sku_id: sku!, quantity: 1 }]);
    await mall.buy(me, [{ sku_id: sku!, quantity: 1 }]);
    await mall.ship(order_id);
    const { order_counts } = await db.call<Me>(me, "get_me");
    assert.deepEqual(order_counts, { pending_payment: 1, paid: 1, shipped: 1, after_sale: 0 });
  });

  await t.step("one address is always the default one", async () => {
    const first = await save(me, { id: null, contact: contact("杭州市"), is_default: false });
    assert.equal(first.is_default, true);
    assert.deepEqual(first.contact, { sealed, shop_id: mall.shop_id, member_id: me.member_id });
    const second = await save(me, { id: null, contact: contact("宁波市"), is_default: true });
    assert.deepEqual((await list(me)).map(({ id }) => id), [second.id, first.id]);
    await save(me, { id: second.id, contact: contact("温州市"), is_default: false });
    assert.equal((await list(me)).filter(({ is_default }) => is_default).length, 1);
    await db.call(me, "delete_address", { address: second.id });
    assert.deepEqual((await list(me)).map(({ id, is_default }) => [id, is_default]), [[
      first.id,
      true,
    ]]);
  });

  await t.step("ten default addresses at once leave one", async () => {
    await Promise.all(Array.from(
      { length: 10 },
      (_, n) => save(me, { id: null, contact: contact(`第${n}市`), is_default: true }),
    ));
    assert.equal((await list(me)).filter(({ is_default }) => is_default).length, 1);
  });

  await t.step("another's address is not there", async () => {
    const [mine] = await list(me);
    assert.deepEqual(await list(other), []);
    const change = save(other, { id: mine!.id, contact: contact("杭州市"), is_default: false });
    await assert.rejects(change, { message: "ADDRESS_NOT_FOUND" });
    const drop = db.call(other, "delete_address", { address: mine!.id });
    await assert.rejects(drop, { message: "ADDRESS_NOT_FOUND" });
  });

  await t.step("an address that is not sealed is refused", async () => {
    const open = { name: "张三", phone: "13800000000", province: "浙江省", city: "杭州市" };
    await assert.rejects(save(me, { id: null, contact: open, is_default: false }), {
      message: "INVALID_REQUEST",
    });
  });

  await db.drop();
});

Deno.test("forgetting a member", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const { level1, buyer } = await mall.chain();
  const [sku] = await mall.product([1000]);
  const traces = async (member: Member) => {
    const counts = await Promise.all(
      ["identities", "profiles", "addresses", "order_contacts"].map((table) =>
        db.sql`select from ${db.sql(`person.${table}`)} where member_id = ${member.member_id}`
      ),
    );
    return counts.map((rows) => rows.length);
  };

  await t.step(
    "a member is not forgotten while an order is under way, and only what that needs is kept",
    async () => {
      await db.call(buyer, "update_profile", { nickname: "小青" });
      const { order_id } = await mall.buy(buyer, [{ sku_id: sku!, quantity: 1 }]);
      assert.deepEqual(await db.call(buyer, "forget_me"), { ok: true, waits_for: ["order"] });
      assert.deepEqual(await traces(buyer), [1, 0, 0, 1]);
      const { items } = await db.call<{ items: { member_id: string; waits_for: string[] }[] }>(
        mall.owner,
        "list_leaving",
        { shop: mall.shop },
      );
      assert.deepEqual(items.map(({ member_id, waits_for }) => [member_id, waits_for]), [
        [buyer.member_id, ["order"]],
      ]);
      await mall.complete(buyer, order_id);
    },
  );

  await t.step(
    "then nothing personal is left, the order keeps its pseudonym, the token is dead",
    async () => {
      await db.sql`update ops.outbox set status = 'done'`;
      await db.clock.advance(1);
      await db.call({ role: "mall_jobs" }, "finish_leaving");
      assert.deepEqual(await traces(buyer), [0, 0, 0, 0]);
      const orders = await db.sql`select from trade.orders where member_id = ${buyer.member_id}`;
      assert.equal(orders.length, 1);
      await assert.rejects(db.call(buyer, "get_me"), { message: "SIGN_IN_REQUIRED" });
    },
  );

  await t.step("C23 his openid comes back as a new member without the old relations", async () => {
    const openid = "comes-back";
    const before = await mall.member(openid);
    await mall.bind(before, level1);
    await db.call(before, "forget_me");
    const after = await mall.member(openid);
    assert.notEqual(after.member_id, before.member_id);
    assert.deepEqual(await db.call(after, "get_binding"), { binding: null });
    const kept = await db.sql`select from referral.bindings where member_id = ${before.member_id}`;
    assert.equal(kept.length, 1);
  });

  await t.step(
    "a distributor who is forgotten sets his buyers free; WeChat may ask for it twice",
    async () => {
      const customer = await mall.member();
      await mall.bind(customer, level1);
      for (let n = 0; n < 2; n++) {
        await db.sql`select private.forget_member(${mall.shop_id}, ${level1.member_id})`;
      }
      assert.deepEqual(await db.call(customer, "get_binding"), { binding: null });
      const [row] = await db
        .sql`select status from referral.distributors where id = ${level1.member_id}`;
      assert.equal(row!.status, "expelled");
    },
  );

  await db.drop();
});

Deno.test("staff, keys and rules of a shop", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const { shop } = mall;
  const reason = "试验";

  await t.step(
    "a session says who I am and what I may do; elsewhere there is no such shop",
    async () => {
      const session = await db.call<{ role: string; permissions: string[] }>(
        await mall.staff("support"),
        "get_staff_session",
        { shop },
      );
      assert.equal(session.role, "support");
      assert.ok(session.permissions.includes("ship") && !session.permissions.includes("rules"));
      const elsewhere = await Mall.open(db, "elsewhere");
      await assert.rejects(db.call(elsewhere.owner, "get_staff_session", { shop }), {
        message: "SHOP_NOT_FOUND",
      });
      await assert.rejects(db.call(await mall.member(), "get_staff_session", { shop }), {
        message: "SHOP_NOT_FOUND",
      });
    },
  );

  await t.step(
    "C108 finance, support and viewers change no rules; a manager no staff and no keys",
    async () => {
      const settings = (role: Parameters<typeof db.call>[0]) =>
        mall.command("save_shop_settings", { settings: { freight_fen: 800 }, reason }, role);
      for (const role of ["finance", "support", "viewer"]) {
        await assert.rejects(settings(await mall.staff(role)), { message: "FORBIDDEN" });
      }
      const manager = await mall.staff("manager");
      await settings(manager);
      await assert.rejects(db.call(manager, "list_staff", { shop }), { message: "FORBIDDEN" });
      const credential = { kind: "app_secret", sealed };
      const save = mall.command("save_credential", { credential, reason }, asServer(manager));
      await assert.rejects(save, { message: "FORBIDDEN" });
    },
  );

  await t.step("the owner adds somebody with an account, and a shop keeps an owner", async () => {
    await db.sql`insert into auth.users (id, email) values (gen_random_uuid(), 'new@test')`;
    const add = (email: string) =>
      mall.command<{ id: string }>("add_staff", {
        email,
        name: "新人",
        role: "finance",
        reason,
      });
    await assert.rejects(add("nobody@test"), { message: "STAFF_NOT_FOUND" });
    const { id } = await add("New@test");
    await assert.rejects(add("new@test"), { message: "STAFF_EXISTS" });
    const set = (staff_id: string, role: string, status: string) =>
      mall.command<{ status: string }>("set_staff", {
        staff_id,
        role,
        status,
        reason,
      });
    assert.equal((await set(id, "finance", "left")).status, "left");
    const told = await db.sql`
      select payload ->> 'id' as id, payload ->> 'status' as status, topic from realtime.messages
       where event = 'staff.changed'`;
    assert.deepEqual([...told], [{ id, status: "left", topic: `shop:${mall.shop_id}:live` }]);
    const [owner] = await db
      .sql`select id from shop.staff where shop_id = ${mall.shop_id} and role = 'owner'`;
    await assert.rejects(set(owner!.id, "manager", "active"), { message: "LAST_OWNER" });
    await assert.rejects(set(crypto.randomUUID(), "viewer", "active"), {
      message: "STAFF_NOT_FOUND",
    });
  });

  await t.step(
    "keys are taken sealed, several of a kind stand, and only servers read them",
    async () => {
      const save = (credential: Record<string, unknown>) =>
        mall.command("save_credential", { credential, reason }, asServer(mall.owner));
      await assert.rejects(save({ kind: "app_secret", sealed: "plain text" }), {
        message: "INVALID_REQUEST",
      });
      await assert.rejects(save({ kind: "house_key", sealed }), { message: "INVALID_REQUEST" });
      await save({ kind: "app_secret", sealed });
      await save({ kind: "wechatpay_public_key", serial: "PUB_KEY_ID_1", sealed });
      await db.clock.advance(1);
      await save({ kind: "wechatpay_public_key", serial: "PUB_KEY_ID_2", sealed });
      const config = (role: string, fn: string) => db.call<ShopConfig>({ role }, fn, { shop });
      const paying = await config("mall_server", "get_payment_config");
      assert.deepEqual(paying.credentials.map(({ serial }) => serial), [
        "PUB_KEY_ID_2",
        "PUB_KEY_ID_1",
      ]);
      assert.deepEqual([paying.shop_id, paying.shop], [mall.shop_id, shop]);
      const signing = await config("mall_server", "get_shop_for_sign_in");
      assert.deepEqual(signing.credentials.map(({ kind }) => kind), ["app_secret"]);
      assert.equal((await config("mall_wechat", "get_notify_config")).credentials.length, 2);
      assert.equal((await config("mall_jobs", "get_jobs_config")).credentials.length, 3);
      await save({
        kind: "wechatpay_public_key",
        serial: "PUB_KEY_ID_1",
        sealed,
        active_until: "2020-01-01T00:00:00Z",
      });
      assert.equal((await config("mall_wechat", "get_notify_config")).credentials.length, 1);
      for (const role of ["anon", "authenticated"]) {
        await assert.rejects(config(role, "get_payment_config"), { code: "42501" });
      }
      const [logged] = await db.sql`
      select count(*)::int as n from ops.audit_log where command = 'save_credential' and detail::text like '%v2.%'`;
      assert.equal(logged!.n, 0, "the audit log holds no key");
      await db.clock.reset();
    },
  );

  await t.step(
    "settings: only the named ones change, and what breaks a rule is named",
    async () => {
      const save = (settings: Record<string, unknown>) =>
        mall.command<Record<string, unknown>>("save_shop_settings", {
          settings,
          reason,
        });
      const before = await save({});
      const after = await save({
        discount_from_fen: 10000,
        discount_fen: 1000,
        withdrawal: { min_fen: 500 },
      });
      assert.deepEqual(after, {
        ...before,
        discount_from_fen: 10000,
        discount_fen: 1000,
        withdrawal: { ...before.withdrawal as object, min_fen: 500 },
      });
      assert.deepEqual(await db.call(mall.owner, "get_shop_settings", { shop }), after);
      const refused = async (settings: Record<string, unknown>, detail: Record<string, string>) => {
        await assert.rejects(save(settings), (error: { message: string; detail: string }) => {
          assert.equal(error.message, "SETTING_INVALID");
          assert.deepEqual(JSON.parse(error.detail), detail);
          return true;
        });
      };
      await refused({ frieght_fen: 1 }, { field: "frieght_fen" });
      await refused({ settle_days: 61 }, {
        rule: "settings_settle_range",
        field: "settle_days",
      });
      await refused({ settle_days: null }, { field: "settle_days" });
      await refused({ withdrawal: { max_fen: 200000 } }, {
        rule: "withdrawal_rules_max_without_name",
        field: "max_fen",
      });
      assert.deepEqual(await save({}), after);
    },
  );

  await t.step(
    "C7 a commission rule above the cap is refused when saved, its field named",
    async () => {
      const save = (level1_bps: number, level2_bps: number, cap_bps: number) =>
        mall.command<{ id: string }>("save_commission_rule", {
          rule: { level1_bps, level2_bps, cap_bps },
          reason,
        });
      const field = (name: string) => (error: { message: string; detail: string }) => {
        assert.equal(error.message, "COMMISSION_RULE_EXCEEDS_CAP");
        assert.equal(JSON.parse(error.detail).field, name);
        return true;
      };
      await assert.rejects(save(1500, 600, 2000), field("rule.level2_bps"));
      await assert.rejects(save(2001, 0, 2000), field("rule.level1_bps"));
      await assert.rejects(save(1000, 500, 5001), { message: "INVALID_REQUEST" });
      await assert.rejects(save(-1, 500, 2000), { message: "INVALID_REQUEST" });
      await save(1500, 500, 2000);
    },
  );

  await t.step(
    "C9 a changed rule closes the one before; ten changes at once leave one current",
    async () => {
      await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          mall.command("save_commission_rule", {
            rule: { level1_bps: 100 + n, level2_bps: 0, cap_bps: 2000 },
            reason,
          })),
      );
      const [row] = await db.sql`
      select count(*)::int as rules, count(*) filter (where valid_to is null)::int as current
        from shop.commission_rules where shop_id = ${mall.shop_id}`;
      assert.deepEqual({ ...row }, { rules: 12, current: 1 });
    },
  );

  await t.step("update_shop changes how the shop looks to everybody", async () => {
    const change = (theme: Record<string, unknown>) =>
      mall.command("update_shop", { theme, reason });
    await change({ slogan: "一叶知春", brand_color: "#2E7D32" });
    const home = await db.call<{ shop: Record<string, unknown> }>({ role: "anon" }, "get_home", {
      shop,
    });
    assert.equal(home.shop.slogan, "一叶知春");
    assert.equal(home.shop.brand_color, "#2E7D32");
    await assert.rejects(change({ brand_color: "green" }), { message: "SETTING_INVALID" });
    await assert.rejects(change({ code: "other" }), { message: "SETTING_INVALID" });
  });

  await t.step("every command left its row in the audit log, with actor and reason", async () => {
    const [row] = await db.sql`
      select count(*)::int as n, count(*) filter (where actor_id is null or reason is null)::int as bare
        from ops.audit_log where actor_kind = 'staff'`;
    assert.ok(row!.n > 20);
    assert.equal(row!.bare, 0);
  });

  await db.drop();
});
