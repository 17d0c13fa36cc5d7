import { lazy } from "react";
import { useMyShops } from "./queries.ts";

const ShopSelect = lazy(() => import("./ShopSelect.tsx"));

/** Staff of several shops choose one of them; staff of one shop see no choice. */
export function ShopChoice() {
  const shops = useMyShops().data?.items ?? [];
  return shops.length < 2 ? null : <ShopSelect shops={shops} />;
}
