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

/** `private.staff`, or `private.begin_command`, which asks it first. */
export const staff = (permission: string) =>
  new RegExp(`private\\.(?:staff|begin_command)\\(shop, '${permission}'[,)]`);

/** Whoever calls is answered only what is his own. */
export const mine = /private\.(member|hold_member|distributor)\(\)/;
