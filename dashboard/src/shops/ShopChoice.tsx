import { lazy } from "react";
import { useMyShops } from "./queries.ts";

const ShopSelect = lazy(() => import("./ShopSelect.tsx"));

/** Who works in several shops looks after one at a time; who works in one sees nothing of it. */
export function ShopChoice() {
  const shops = useMyShops().data?.items ?? [];
  return shops.length < 2 ? null : <ShopSelect shops={shops} />;
}
