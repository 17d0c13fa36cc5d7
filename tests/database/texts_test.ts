import assert from "node:assert/strict";
import { ShopText, TextVersions } from "@/contracts/texts.ts";
import { type Mall, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

const parts = (text: string) => [{ title: "佣金怎么算", text }];

const save = (mall: Mall, text: string, kind = "distributor_terms") =>
  mall.command<ShopText>("save_text", { kind, parts: parts(text), reason: "法务改了" });

const read = async (mall: Mall, kind = "distributor_terms", version: string | null = null) =>
  ShopText.parse(
    await mall.db.call({ role: "anon" }, "get_text", { shop: mall.shop, kind, version }),
  );

Deno.test("C35 who applied agreed to the text of that day, which stays readable when another one is shown", () =>
  onMall(async (mall, db) => {
    const first = await read(mall);
    const early = await mall.member();
    const apply = (who: typeof early, terms_version: string) =>
      db.call(who, "apply_distributor", { terms_version, idempotency_key: newKey() });
    await apply(early, first.version);
    const changed = await save(mall, "按新的比例。");
    assert.notEqual(changed.version, first.version);
    const late = await mall.member();
    await refuses("TERMS_CHANGED", apply(late, first.version));
    await apply(late, changed.version);
    const [kept] = await db.sql<{ terms_version: string }[]>`
      select terms_version from referral.distributors where id = ${early.member_id}`;
    assert.deepEqual(await read(mall, "distributor_terms", kept!.terms_version), first);
    const { items } = TextVersions.parse(
      await db.call(mall.owner, "list_texts", { shop: mall.shop }),
    );
    assert.deepEqual(
      items.filter(({ kind }) => kind === "distributor_terms")
        .map(({ version, agreed, by }) => [version, agreed, by]),
      [[changed.version, 1, "店主"], [first.version, 1, null]],
    );
  }));

Deno.test("versions of one day are told apart, the same text again is none, and a privacy text has its own", () =>
  onMall(async (mall) => {
    const one = await save(mall, "一");
    const two = await save(mall, "二");
    assert.equal(two.version, `${one.version}-2`);
    assert.equal((await save(mall, "二")).version, two.version);
    const before = await read(mall, "privacy");
    await save(mall, "只留匿名记录。", "privacy");
    assert.notEqual((await read(mall, "privacy")).version, before.version);
    assert.equal((await read(mall)).version, two.version);
  }));

Deno.test("ten changes at once are ten versions, the last of which is shown and agreed to", () =>
  onMall(async (mall, db) => {
    const saved = await Promise.all(
      Array.from({ length: 10 }, (_, n) => save(mall, `第 ${n} 稿`)),
    );
    assert.equal(new Set(saved.map(({ version }) => version)).size, 10);
    const [row] = await db.sql<
      { terms_version: string }[]
    >`select terms_version from shop.settings`;
    assert.equal((await read(mall)).version, row!.terms_version);
  }));

Deno.test("what is no text is refused, and so is who may not change it", () =>
  onMall(async (mall) => {
    const command = (wrong: Record<string, unknown>, who = mall.owner) =>
      mall.command("save_text", {
        kind: "privacy",
        parts: parts("好"),
        reason: "改",
        ...wrong,
      }, who);
    for (
      const wrong of [
        null,
        [],
        "text",
        [{ title: "只有标题" }],
        [{ title: "", text: "空标题" }],
        [{ title: "多一个", text: "好", html: "<b>" }],
        [{ title: "长", text: "长".repeat(2001) }],
        Array(31).fill(parts("好")[0]),
      ]
    ) {
      await refuses("INVALID_REQUEST", command({ parts: wrong }));
    }
    await refuses("TEXT_NOT_FOUND", command({ kind: "weather" }));
    await refuses("TEXT_NOT_FOUND", read(mall, "privacy", "2020-01"));
    for (const role of ["finance", "support", "viewer"]) {
      await refuses("FORBIDDEN", command({}, await mall.staff(role)));
    }
    await command({}, await mall.staff("manager"));
  }));
