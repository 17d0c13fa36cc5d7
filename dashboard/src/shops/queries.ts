import type { MyShops } from "@/contracts/staff/invitations.ts";
import { getOwn } from "../lib/api.ts";
import { useOne } from "../lib/list.ts";

/** The shops whose staff the signed-in user is. */
export function useMyShops() {
  return useOne(["my-shops"], () => getOwn<MyShops>("/staff/shops"));
}
