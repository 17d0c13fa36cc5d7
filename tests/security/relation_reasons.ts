import { type DefinerReason, staff } from "./definer_reason.ts";

const mine = /private\.(member|distributor)\(\)/;

/** Why functions about relations, and what is told of them, have their owner's rights. */
export const relation_reasons: DefinerReason[] = [
  {
    reason:
      "Shares, clicks and bindings are facts that decide about money: no client writes the rows.",
    guard: mine,
    roles: ["authenticated"],
    functions: ["create_share", "record_click", "get_binding"],
  },
  {
    reason: "What a shop told a member is the member's to read, and no client's to write.",
    guard: mine,
    roles: ["authenticated"],
    functions: ["list_notices", "count_notices", "read_notices"],
  },
  {
    reason: "What a member agreed to be told is the member's own word, counted by SQL alone.",
    guard: mine,
    roles: ["authenticated"],
    functions: ["get_message_offers", "record_message_answers"],
  },
  {
    reason: "Customers are other people's rows; only their distributor sees them, masked.",
    guard: mine,
    roles: ["authenticated"],
    functions: ["list_customers", "list_lost_customers", "revoke_share"],
  },
  {
    reason: "Staff read who belongs to whom and what the shop's own codes brought.",
    guard: staff("read"),
    roles: ["authenticated"],
    functions: ["list_relations", "list_channel_codes"],
  },
  {
    reason: "People of files lie with people's data; what is shown of them depends on the role.",
    guard: staff("read"),
    roles: ["authenticated"],
    functions: ["list_imports", "list_imported"],
  },
  {
    reason: "Only who brings people in reads the links by which they come.",
    guard: staff("distributor"),
    roles: ["authenticated"],
    functions: ["export_import", "read_imported_links", "withdraw_imported"],
  },
  {
    reason: "A personal link says what it is for to whoever has it, and not who it was made for.",
    guard: /private\.personal_link\(private\.shop_id_of\(shop\), token,/,
    roles: ["anon", "authenticated"],
    functions: ["get_personal_link"],
  },
  {
    reason: "Who opens his own link takes it, and with it a place that no client writes.",
    guard: /private\.hold_member\(\)/,
    roles: ["authenticated"],
    functions: ["take_personal_link"],
  },
  {
    reason: "Staff decide about relations and codes: each with its reason and its audit row.",
    guard: staff("distributor"),
    roles: ["authenticated"],
    functions: [
      "move_binding",
      "staff_revoke_share",
      "save_channel_code",
      "set_channel_code_status",
    ],
  },
];
