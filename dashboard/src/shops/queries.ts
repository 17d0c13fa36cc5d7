import type { MyShops } from "@/contracts/staff/invitations.ts";
import { getOwn } from "../lib/api.ts";
import { useOne } from "../lib/list.ts";

/** The shops where whoever is signed in works. */
export function useMyShops() {
  return useOne(["my-shops"], () => getOwn<MyShops>("/staff/shops"));
}
