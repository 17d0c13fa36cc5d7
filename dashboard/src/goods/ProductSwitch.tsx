import { Button } from "antd";
import { useState } from "react";
import type { StaffProduct } from "@/contracts/staff/catalog.ts";
import { useMay } from "../lib/staff.tsx";
import { Decision } from "../ui/Decision.tsx";
import { useSetProductStatus } from "./queries.ts";
import { sale_words } from "./words.ts";

/** Puts a product on sale or takes it off, with a reason. */
export function ProductSwitch({ product }: { product: StaffProduct }) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  const change = useSetProductStatus(product.id, close);
  if (!useMay("catalog")) return null;
  const on_sale = product.status !== "on_sale";
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>{on_sale ? "上架" : "下架"}</Button>
      {isOpen && (
        <Decision
          title={`${on_sale ? "上架" : "下架"} · ${product.title}`}
          consequences={[on_sale ? sale_words.on : sale_words.off]}
          okText={on_sale ? "上架" : "下架"}
          isDanger={!on_sale}
          command={{ ...change, run: (reason) => change.run({ on_sale, reason }) }}
          onClose={close}
        />
      )}
    </>
  );
}
