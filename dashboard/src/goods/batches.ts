import type { BatchReport, SetProductsStatus } from "@/contracts/staff/batches.ts";
import type { StaffProduct } from "@/contracts/staff/catalog.ts";
import { put } from "../lib/api.ts";
import type { BatchAction } from "../ui/Batch.tsx";
import { sale_words } from "./words.ts";

const send = (json: SetProductsStatus) => put<BatchReport>("/staff/products/status", json);

/** What staff may do with many products at once. */
export const product_batches: readonly BatchAction<StaffProduct>[] = [
  {
    name: "上架",
    consequences: () => [sale_words.on],
    send: (ids, reason) => send({ ids, on_sale: true, reason }),
  },
  {
    name: "下架",
    isDanger: true,
    consequences: () => [sale_words.off],
    send: (ids, reason) => send({ ids, on_sale: false, reason }),
  },
];
