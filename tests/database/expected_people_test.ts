import assert from "node:assert/strict";
import type { ExportedImport, Imported } from "@/contracts/staff/imports.ts";
import type { Kept } from "@/contracts/server.ts";
import { phoneOf } from "@/shared/sealed_contact.ts";
import type { PersonalLink } from "@/contracts/personal_links.ts";
import { asServer, type Member, newKey } from "@/tests/support/mall.ts";
import { codeOf, importsOf, promoter } from "@/tests/support/imports.ts";
import { forbids, onMall, refuses } from "@/tests/support/on_mall.ts";
import { old, progress, renewed, resealAll } from "@/tests/support/resealing.ts";
import { boundTo } from "@/tests/support/sharing.ts";
import { traces } from "@/tests/support/traces.ts";

const [p1, p2, p3] = ["13800138001", "13800138002", "13800138003"] as const;
const terms = "2026-01";

Deno.test("a personal link is used once, by whoever opens it first, with his consent, and names neither its person nor a phone", () =>
  onMall(async (mall, db) => {
    const { bring, take, list } = importsOf(mall);
    const [chief, him, stranger] = await mall.members(3) as [Member, Member, Member];
    await mall.promote(chief);
    const by_code = await codeOf(mall, chief);
    const [distributor, customer] = await bring([
      { kind: "distributor", phone: p1, by_code, name: "王秀兰", remark: "三号店" },
      { kind: "customer", phone: p2, by_code, name: "李建国" },
    ]);
    assert.match(distributor!.token!, /^[0-9a-z]{12}$/);
    const look = (token: string, who: Member | { role: string } = stranger) =>
      db.call<PersonalLink>(who, "get_personal_link", { shop: mall.shop, token });
    for (const who of [stranger, { role: "anon" }]) {
      const seen = await look(distributor!.token!, who);
      assert.deepEqual([seen.kind, seen.state, seen.is_mine], ["distributor", "open", false]);
      assert.doesNotMatch(JSON.stringify(seen), /王|秀兰|三号店|138/);
    }
    await refuses("TERMS_CHANGED", take(him, distributor!.token!));
    const taken = await take(him, distributor!.token!, terms);
    assert.deepEqual([taken.state, taken.is_mine, taken.is_done], ["used", true, true]);
    assert.deepEqual(await take(him, distributor!.token!, terms), taken);
    assert.deepEqual(await promoter(mall, him), {
      ...{ status: "approved", tier: 1, parent_id: chief.member_id, terms_version: terms },
    });
    await refuses("PERSONAL_LINK_USED", take(stranger, distributor!.token!, terms));
    await refuses("PERSONAL_LINK_NOT_FOUND", take(stranger, "nothing12345"));
    await refuses("PERSONAL_LINK_REFUSED", take(chief, customer!.token!)); // himself: it stays open
    await take(stranger, customer!.token!);
    assert.equal(await boundTo(mall, stranger), chief.member_id);
    assert.deepEqual((await list()).map(({ taken_by }) => taken_by), ["link", "link"]);
  }));

Deno.test("a withdrawn row expects nobody: its link is over, name and phone are gone, and it may be brought in anew", () =>
  onMall(async (mall, db) => {
    const { bring, take, give, list, withdraw } = importsOf(mall);
    const [him, customer] = await mall.members(2) as [Member, Member];
    const [line] = await bring([
      { kind: "distributor", phone: p1, name: "王秀兰" },
      { kind: "customer", phone: p2, by_phone: p1 },
    ]);
    await give(customer, p2);
    const { id } = (await list({ kind: "distributor" }))[0]!;
    const withdrawn = await withdraw(id);
    assert.deepEqual([withdrawn.state, withdrawn.name, withdrawn.phone, withdrawn.reason], [
      ...["withdrawn", "", null, "本人不愿意"],
    ]);
    await refuses("IMPORTED_STATE", withdraw(id));
    await refuses("IMPORTED_NOT_FOUND", withdraw(crypto.randomUUID()));
    await refuses("PERSONAL_LINK_OVER", take(him, line!.token!, terms));
    await give(him, p1);
    assert.equal(await promoter(mall, him), undefined);
    const [waited] = await list({ kind: "customer" });
    assert.deepEqual([waited!.state, waited!.why], ["missed", "推广员已经不在"]);
    assert.deepEqual(await traces(db, ["王秀兰"]), []);
    const [again] = await bring([{ kind: "distributor", phone: p1 }]);
    assert.equal(again!.outcome, "taken");
  }));

Deno.test("what waits too long expires: it takes effect no more, and upkeep deletes who it was", () =>
  onMall(async (mall, db) => {
    const { bring, take, give, list } = importsOf(mall);
    const [line] = await bring([{ kind: "distributor", phone: p1, name: "王秀兰" }]);
    await db.clock.advance(181);
    const him = await mall.member();
    await give(him, p1);
    assert.equal(await promoter(mall, him), undefined);
    await refuses("PERSONAL_LINK_OVER", take(him, line!.token!, terms));
    assert.deepEqual((await list({ state: "expired" })).map(({ name }) => name), ["王秀兰"]);
    const erased = await db.call<{ imported: number }>({ role: "mall_jobs" }, "maintain");
    assert.equal(erased.imported, 1);
    assert.deepEqual((await list()).map(({ state, name, phone }) => [state, name, phone]), [
      ["expired", "", null],
    ]);
    await db.clock.reset();
  }));

Deno.test("C107 C111 owner and manager bring people in; a viewer sees masked rows without links; the report as a file is logged", () =>
  onMall(async (mall, db) => {
    const { bring, list, withdraw, check } = importsOf(mall);
    const id = newKey();
    await bring([{ kind: "distributor", phone: p1, name: "王秀兰", remark: `备用 ${p3}` }], { id });
    const [seen] = await list();
    assert.deepEqual([seen!.name, seen!.remark], ["王秀兰", `备用 ${p3}`]);
    assert.ok(seen!.token);
    for (const role of ["viewer", "finance", "support"]) {
      const who = await mall.staff(role);
      await refuses("FORBIDDEN", bring([{ kind: "distributor", phone: p2 }], { by: who }));
      await refuses("FORBIDDEN", check([{ kind: "distributor", phone: p2 }], who));
      await refuses("FORBIDDEN", withdraw(seen!.id, who));
      await refuses("FORBIDDEN", db.call(who, "export_import", { shop: mall.shop, import_id: id }));
      const [row] = await list({}, who) as (Imported & { phone: unknown })[];
      assert.equal(row!.token, null);
      if (role !== "viewer") continue;
      assert.deepEqual([row!.name, row!.phone, row!.remark], ["王**", null, "备用 [号码已隐藏]"]);
      assert.deepEqual(await list({ query: "秀兰" }, who), []);
    }
    const manager = await mall.staff("manager");
    const [more] = await bring([{ kind: "distributor", phone: p2 }], { by: manager });
    assert.equal(more!.outcome, "waiting");
    assert.equal((await list({ query: "秀兰" })).length, 1);
    const page = await db.call<ExportedImport>(manager, "export_import", {
      shop: mall.shop,
      import_id: id,
    });
    assert.deepEqual(page.items.map(({ line, person }) => [line, person?.name]), [[2, "王秀兰"]]);
    const [logged] = await db.sql`select count(*)::int as n from ops.audit_log
      where command = 'export_import' and subject_id = ${id}`;
    assert.equal(logged!.n, 1);
    const by_hand = { file: { id, name: "x" }, rows: [], reason: "x", idempotency_key: newKey() };
    await forbids(db.call(manager, "import_people", { shop: mall.shop, ...by_hand }));
    await forbids(db.call(await mall.member(), "check_import", { shop: mall.shop, rows: [] }));
  }));

Deno.test("forgotten, a member stands in no file any more: neither his name nor what waited for his phone", () =>
  onMall(async (mall, db) => {
    const { bring, give, list } = importsOf(mall);
    const [him, chief] = await mall.members(2) as [Member, Member];
    await mall.promote(chief);
    await give(him, p1);
    const by_code = await codeOf(mall, chief);
    await bring([{ kind: "customer", phone: p1, name: "王秀兰", remark: "住三楼", by_code }]);
    assert.ok((await traces(db, ["王秀兰"])).every((one) => one.startsWith("person.")));
    await db.call(him, "forget_me");
    assert.deepEqual(await traces(db, ["王秀兰", "住三楼"]), []);
    const [row] = await list();
    assert.deepEqual([row!.state, row!.phone], ["taken", null]);
  }));

Deno.test("rotating the keys seals the phones of files anew, and who comes then is still known", () =>
  onMall(async (mall) => {
    await importsOf(mall, old).bring([{ kind: "distributor", phone: p1 }]);
    await resealAll(mall);
    assert.deepEqual(await progress(mall), { resealed: 1, unreadable: 0, finished: true });
    const [row] = await importsOf(mall).list() as unknown as { phone: Kept }[];
    const { shop_id, member_id, sealed } = row!.phone;
    assert.equal(await renewed.open(phoneOf(shop_id, member_id), sealed), p1);
    const him = await mall.member();
    await importsOf(mall, renewed).give(him, p1);
    assert.equal((await promoter(mall, him))!.status, "approved");
  }));

Deno.test("C25 another shop's staff see nothing of a file, and its links open nothing there", () =>
  onMall(async (mall, db) => {
    const { bring } = importsOf(mall);
    const [line] = await bring([{ kind: "distributor", phone: p1 }]);
    await db.sql`select private.create_shop('other', '别的店', 'wx0000000000000009', '1900000009')`;
    await refuses(
      "PERSONAL_LINK_NOT_FOUND",
      db.call({ role: "anon" }, "get_personal_link", { shop: "other", token: line!.token }),
    );
    await refuses("SHOP_NOT_FOUND", db.call(mall.owner, "list_imported", { shop: "other" }));
    await refuses(
      "SHOP_NOT_FOUND",
      db.call(asServer(mall.owner), "check_import", { shop: "other", rows: [] }),
    );
  }));
