import type { StaffDistributorDetail } from "@/contracts/staff/distributors.ts";
import type { ImportRow } from "@/contracts/staff/imports.ts";
import { sealRows } from "@/shared/sealed_imports.ts";
import type { Sealer } from "@/shared/seal.ts";
import { day, hour, type World } from "./world.ts";

type Row = Omit<ImportRow, "line" | "remark"> & { remark?: string };

/** Those whom the shop knew from its counter and its groups, before it had a mini program. */
const rowsOf = (by_code: string): Row[] => [
  { kind: "distributor", name: "沈秋棠", phone: "13957110021", by_code, remark: "三号群群主" },
  { kind: "distributor", name: "顾念之", phone: "13957110022", by_phone: "13957110021" },
  { kind: "customer", name: "周奶奶", phone: "13957110023", by_code, remark: "每月两斤龙井" },
  { kind: "customer", name: "林先生", phone: "13957110024", by_phone: "13957110021" },
  { kind: "customer", name: "许老师", phone: "13957110025", by_phone: "13957110022" },
  { kind: "customer", name: "没写推广员", phone: "13957110026" },
];

/** The shop's old customers, out of a file: nobody of them has come yet. */
export async function bringOldCustomers(world: World, sealer: Sealer): Promise<void> {
  const { caller, timeline, staff, shop, distributors } = world;
  const at = timeline.end - 2 * day + hour;
  const { code } = await caller.call<StaffDistributorDetail>(at, staff.owner, "get_distributor", {
    shop: shop.code,
    distributor_id: distributors[0]!.member.id,
  });
  const file = { id: "0199b000-0000-4000-8000-000000000001", name: "门店老客户.xlsx" };
  const rows = rowsOf(code!).map((row, n) => ({ line: n + 2, remark: "", ...row }));
  await caller.command(at, { ...staff.owner, role: "mall_server" }, "import_people", {
    ...{ shop: shop.code, file, reason: "老客户搬到小程序" },
    rows: await sealRows(sealer, shop.id, file.id, rows),
  });
}
