import {
  anyone,
  byServer,
  command,
  type Expectation,
  key,
  member,
  none,
  reason,
  server,
  shop,
  staff,
} from "./expectation.ts";

/** Who belongs to whom, what is shared and taken back, the shop's own codes. */
export const relations: Record<string, Expectation> = {
  list_lost_customers: member(none),
  revoke_share: member((w) => ({ token: w.share }), "SHARE_NOT_FOUND"),
  list_relations: staff("read", none),
  move_binding: command("distributor", (w) => ({
    member_id: w.mine.member_id,
    distributor_id: null,
    reason,
  }), "MEMBER_NOT_FOUND"),
  staff_revoke_share: command(
    "distributor",
    (w) => ({ token: w.material_token, reason }),
    "SHARE_NOT_FOUND",
  ),
  list_channel_codes: staff("read", none),
  save_channel_code: command("distributor", () => ({
    code: { name: key(), page: "home" },
    reason,
  })),
  set_channel_code_status: command("distributor", (w) => ({
    code_id: w.channel_code,
    status: "stopped",
    reason,
  }), "CHANNEL_CODE_NOT_FOUND"),
  check_import: byServer(staff("distributor", () => ({ rows: [import_row()] }))),
  import_people: byServer(command("distributor", () => ({
    file: { id: key(), name: "老客户.csv" },
    rows: [import_row()],
    reason,
  }))),
  list_imports: staff("read", none),
  list_imported: staff("read", none),
  export_import: staff("distributor", (w) => ({ import_id: w.import }), "IMPORTED_NOT_FOUND"),
  withdraw_imported: command("distributor", (w) => ({
    imported_id: w.imported,
    reason,
  }), "IMPORTED_NOT_FOUND"),
  read_imported_links: staff("distributor", (w) => ({ tokens: [w.personal_link] })),
  keep_imported_link: server(["mall_server"], (w) => ({
    ...shop(w),
    token: w.personal_link,
    link: "#小程序://青藤/x",
  })),
  get_personal_link: anyone((w) => ({ ...shop(w), token: w.personal_link })),
  take_personal_link: member((w) => ({
    token: w.personal_link,
    terms_version: "2026-01",
  })),
};

const import_row = () => ({
  line: 2,
  kind: "distributor",
  sealed: "v2.t1.sealed",
  phone_fingerprint: `t1.${key()}`,
});
