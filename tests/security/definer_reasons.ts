/** Why a function with its owner's rights may be called by a client role, and what must keep its callers apart. */
export interface DefinerReason {
  reason: string;
  /** What each body must hold; a function that loses its guard fails the check. */
  guard: RegExp;
  /** The client roles that may call it; the same for the whole group. */
  roles: ("anon" | "authenticated")[];
  /** With the schema where it is not api. */
  functions: string[];
}

const mine = /private\.(member|hold_member|distributor)\(\)/;
/** `private.staff`, or `private.begin_command`, which asks it first. */
const staff = (permission: string) =>
  new RegExp(`private\\.(?:staff|begin_command)\\(shop, '${permission}'[,)]`);

/** Every definer function that anon or authenticated may execute. Complete in both directions. */
export const definer_reasons: DefinerReason[] = [
  {
    reason:
      "The shop window is the same for everybody and belongs to nobody; the tables stay closed.",
    guard: /private\.shop_id_of\(shop\)/,
    roles: ["anon", "authenticated"],
    functions: [
      "get_shop",
      "get_home",
      "list_categories",
      "list_products",
      "get_product",
      "get_hot_words",
      "suggest_searches",
      "read_catalogue",
      "get_share",
      "get_text",
    ],
  },
  {
    reason:
      "Reads and changes the caller's own person: tables of people's data have no grants at all.",
    guard: mine,
    roles: ["authenticated"],
    functions: [
      "get_me",
      "update_profile",
      "forget_me",
      "list_addresses",
      "delete_address",
    ],
  },
  {
    reason: "What a member keeps and looked at is the member's own: nobody else reads the rows.",
    guard: mine,
    roles: ["authenticated"],
    functions: [
      "list_favourites",
      "add_favourite",
      "drop_favourite",
      "see_product",
      "list_footprints",
      "clear_footprints",
      "note_search",
    ],
  },
  {
    reason:
      "Shares, clicks and bindings are facts that decide about money: no client writes the rows.",
    guard: mine,
    roles: ["authenticated"],
    functions: ["create_share", "record_click", "get_binding"],
  },
  {
    reason: "Prices, stock and discounts are the server's; the member says only what and how many.",
    guard: mine,
    roles: ["authenticated"],
    functions: ["get_cart", "set_cart_line", "remove_cart_lines", "buy_again", "quote_order"],
  },
  {
    reason:
      "An order changes state only through its rules; a member reaches only the member's own orders.",
    guard: mine,
    roles: ["authenticated"],
    functions: [
      "start_payment",
      "list_orders",
      "get_order",
      "preview_my_refund",
      "find_order",
      "cancel_order",
      "confirm_receipt",
      "request_after_sale",
      "cancel_after_sale",
      "send_return",
    ],
  },
  {
    reason:
      "A distributor's standing, customers and team are joined from tables of other people's rows.",
    guard: mine,
    roles: ["authenticated"],
    functions: [
      "apply_distributor",
      "create_invite",
      "list_customers",
      "list_team",
      "get_distributor_center",
    ],
  },
  {
    reason: "Money comes out of the ledger, which only its own functions may read and post to.",
    guard: mine,
    roles: ["authenticated"],
    functions: [
      "list_commissions",
      "request_withdrawal",
      "list_withdrawals",
      "get_withdrawal_package",
      "cancel_withdrawal",
    ],
  },
  {
    reason:
      "Staff read their shop: rows of many members, so no policy on the caller's id could serve.",
    guard: staff("read"),
    roles: ["authenticated"],
    functions: [
      "count_work",
      "get_staff_session",
      "get_shop_settings",
      "get_shop_status",
      "get_wechat_settings",
      "get_setup",
      "list_leaving",
      "get_overview",
      "get_funnel",
      "get_order_path",
      "list_carriers",
      "list_freight_templates",
      "get_distributor",
      "list_after_sales",
      "list_distributors",
      "list_price_changes",
      "list_stock",
      "list_stock_movements",
      "list_audit_log",
      "list_audit_actors",
      "list_setting_changes",
      "list_texts",
      "list_bindings",
      "get_commission_rule",
      "get_shop_theme",
      "staff_get_product",
      "staff_list_categories",
      "get_work",
      "list_work",
      "preview_refund",
      "staff_get_order",
      "staff_list_commissions",
      "staff_list_orders",
      "staff_list_products",
      "staff_list_withdrawals",
    ],
  },
  {
    reason:
      "Staff act on what waits for a person; its kind names the permission that is asked for second.",
    guard: /private\.decide_work\(shop, /,
    roles: ["authenticated"],
    functions: ["decide_work"],
  },
  {
    reason: "Staff change goods and stock, with movements and audit that clients may not write.",
    guard: staff("catalog"),
    roles: ["authenticated"],
    functions: [
      "save_category",
      "order_categories",
      "delete_category",
      "save_product",
      "archive_product",
      "set_product_status",
      "set_products_status",
      "change_products",
      "set_price",
      "adjust_stock",
      "count_stock",
    ],
  },
  {
    reason: "Staff move orders on, with outbox and audit rows in the same transaction.",
    guard: staff("(order|ship)"),
    roles: ["authenticated"],
    functions: ["ship_order", "mend_shipments", "staff_close_order"],
  },
  {
    reason:
      "Staff lower what an unpaid order costs, its commission and its payment attempts with it.",
    guard: staff("refund"),
    roles: ["authenticated"],
    functions: ["change_order_price"],
  },
  {
    reason: "Staff decide about after-sales, which takes money back out of the ledger.",
    guard: staff("(after_sale|refund)"),
    roles: ["authenticated"],
    functions: [
      "review_after_sale",
      "refund_order",
      "receive_return",
      "finish_exchange",
    ],
  },
  {
    reason: "Staff decide about distributors and hold, release or void their commissions.",
    guard: staff("distributor"),
    roles: ["authenticated"],
    functions: [
      "review_distributor",
      "suspend_distributor",
      "restore_distributor",
      "expel_distributor",
      "move_parent",
      "hold_commission",
      "release_hold",
      "void_commission",
    ],
  },
  {
    reason:
      "Staff approve a withdrawal: the ledger and the outbox are written in the same transaction.",
    guard: staff("payout"),
    roles: ["authenticated"],
    functions: ["review_withdrawal", "review_withdrawals"],
  },
  {
    reason:
      "Managers set the shop's rules; old rules stay as rows, so clients may not update them.",
    guard: staff("rules"),
    roles: ["authenticated"],
    functions: [
      "save_freight_template",
      "delete_freight_template",
      "save_commission_rule",
      "update_shop",
      "save_text",
      "confirm_setup",
    ],
  },
  {
    reason: "The link's token says which invitation it is; nothing else of the shop is answered.",
    guard: /private\.invitation_of\(here, token\)/,
    roles: ["anon", "authenticated"],
    functions: ["get_invitation"],
  },
  {
    reason:
      "Whoever signed in joins by his own e-mail, and lists the shops where he himself works.",
    guard: /private\.user_id\(\)/,
    roles: ["authenticated"],
    functions: ["accept_invitation", "list_my_shops"],
  },
  {
    reason: "Staff leave by their own wish: the one row that is changed is the caller's.",
    guard: /t\.user_id = auth\.uid\(\)/,
    roles: ["authenticated"],
    functions: ["leave_shop"],
  },
  {
    reason:
      "Each setting needs the permission it is classified under, so that nobody changes a limit on their own permission.",
    guard: /private\.refuse_settings\(me\.role, settings\)/,
    roles: ["authenticated"],
    functions: ["save_shop_settings"],
  },
  {
    reason:
      "Owners alone decide who works in the shop, which keys it uses and whether it sells; keys are never read back.",
    guard: staff("(staff|credentials|closing)"),
    roles: ["authenticated"],
    functions: [
      "list_staff",
      "add_staff",
      "set_staff",
      "list_invitations",
      "invite_staff",
      "revoke_invitation",
      "list_credentials",
      "save_wechat_settings",
      "register_order_path",
      "set_shop_status",
    ],
  },
  {
    reason: "Policies of Realtime and Storage ask these about the caller; they answer yes or no.",
    guard: /auth\.uid\(\)/,
    roles: ["authenticated"],
    functions: ["private.may_read_topic", "private.staff_may"],
  },
];
