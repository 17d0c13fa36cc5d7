/** For tests of people who are brought in from files. */
import type { Import, Imported, PeopleReport } from "@/contracts/staff/imports.ts";
import { sealRows } from "@/shared/sealed_imports.ts";
import { sealPhone } from "@/shared/sealed_contact.ts";
import { createSealer } from "@/shared/seal.ts";
import { asServer, type Mall, type Member, newKey } from "./mall.ts";

const key = (id: string, fill: number) => ({ id, bytes: new Uint8Array(32).fill(fill) });
const test_sealer = createSealer(() => ({ seal: [key("t1", 1)], fingerprint: [key("t1", 2)] }));

export interface Row {
  line?: number;
  kind: "distributor" | "customer";
  phone: string;
  name?: string;
  remark?: string;
  tier?: string;
  by_code?: string;
  by_phone?: string;
  by_line?: number;
}

export const importsOf = (mall: Mall, sealer = test_sealer) => {
  const sealed = (rows: Row[], id: string) =>
    sealRows(
      sealer,
      mall.shop_id,
      id,
      rows.map((row, n) => ({ line: n + 2, name: "王阿姨", remark: "", ...row })),
    );
  return {
    /** What importing would do. */
    check: async (rows: Row[], by = mall.owner) =>
      (await mall.db.call<PeopleReport>(asServer(by), "check_import", {
        shop: mall.shop,
        rows: await sealed(rows, crypto.randomUUID()),
      })).items,

    bring: async (
      rows: Row[],
      { by = mall.owner, id = newKey(), idempotency_key = newKey() } = {},
    ) =>
      (await mall.command<PeopleReport>("import_people", {
        file: { id, name: "老客户.xlsx" },
        rows: await sealed(rows, id),
        reason: "门店老客户",
        idempotency_key,
      }, asServer(by))).items,

    list: async (filters: Record<string, unknown> = {}, by = mall.owner) =>
      (await mall.db.call<{ items: Imported[] }>(by, "list_imported", {
        shop: mall.shop,
        page_size: 100,
        ...filters,
      })).items,

    files: async (by = mall.owner) =>
      (await mall.db.call<{ items: Import[] }>(by, "list_imports", { shop: mall.shop })).items,

    /** A member gives the phone, as WeChat tells it. */
    give: async (member: Member, phone: string) =>
      mall.db.call(asServer(member), "save_phone", {
        phone: await sealPhone(sealer, member as Member & { shop_id: string }, phone),
      }),

    take: (member: Member, token: string, terms_version: string | null = null) =>
      mall.db.call<{ state: string; is_mine: boolean; is_done: boolean }>(
        member,
        "take_personal_link",
        { token, terms_version },
      ),

    withdraw: (imported_id: string, by = mall.owner) =>
      mall.command<Imported>("withdraw_imported", { imported_id, reason: "本人不愿意" }, by),
  };
};

/** A distributor as the table has him. */
export async function promoter(mall: Mall, { member_id }: Member) {
  const [row] = await mall.db.sql<
    { status: string; tier: number; parent_id: string | null; terms_version: string }[]
  >`select status, tier, parent_id, terms_version from referral.distributors
     where id = ${member_id}`;
  return row && { ...row };
}

export async function codeOf(mall: Mall, { member_id }: Member): Promise<string> {
  const [row] = await mall.db.sql<{ code: string }[]>`
    select code from referral.distributors where id = ${member_id}`;
  return row!.code;
}
