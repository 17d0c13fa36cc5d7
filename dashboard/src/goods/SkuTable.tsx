import { Button, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { formatFen } from "@/contracts/format.ts";
import type { StaffProduct } from "@/contracts/staff/catalog.ts";
import { useMay } from "../lib/staff.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { AdjustStock } from "./AdjustStock.tsx";
import { ChangePrice } from "./ChangePrice.tsx";
import { StockMovements } from "./StockMovements.tsx";

type Sku = StaffProduct["skus"][number];

/** The SKUs of a product with their prices and exact stock, each to be changed by who may. */
export function SkuTable({ product }: { product: StaffProduct }) {
  const mayEdit = useMay("catalog");
  const [edit, setEdit] = useState<{ what: "price" | "stock" | "movements"; sku: Sku } | null>(
    null,
  );
  const close = () => setEdit(null);

  const columns: TableColumnsType<Sku> = [
    {
      title: "规格",
      render: (_, sku) => (
        <>
          {sku.spec || "默认规格"}
          {sku.code && <div className="aux">{sku.code}</div>}
        </>
      ),
    },
    {
      title: "售价",
      align: "right",
      width: 110,
      render: (_, sku) => <span className="price">{formatFen(sku.price_fen)}</span>,
    },
    {
      title: "划线价",
      align: "right",
      width: 110,
      render: (_, sku) => sku.list_price_fen === null ? "–" : formatFen(sku.list_price_fen),
    },
    {
      title: "库存（件）",
      align: "right",
      width: 110,
      render: (_, sku) => (
        <Button
          size="small"
          type="link"
          aria-label={`库存 ${sku.available} 件，看变动`}
          onClick={() => setEdit({ what: "movements", sku })}
        >
          {sku.available.toLocaleString("zh-CN")}
        </Button>
      ),
    },
    {
      title: "状态",
      width: 80,
      render: (_, sku) =>
        !sku.on_sale
          ? <StateTag text="停售" tone="quiet" />
          : sku.available === 0
          ? <StateTag text="售罄" tone="warn" />
          : <StateTag text="可售" tone="brand" />,
    },
  ];
  if (mayEdit) {
    columns.push({
      title: "",
      width: 130,
      render: (_, sku) => (
        <>
          <Button size="small" type="link" onClick={() => setEdit({ what: "price", sku })}>
            改价
          </Button>
          <Button size="small" type="link" onClick={() => setEdit({ what: "stock", sku })}>
            库存
          </Button>
        </>
      ),
    });
  }
  return (
    <>
      <Table
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={product.skus}
        pagination={false}
        scroll={{ x: 660 }}
      />
      {edit?.what === "movements" && (
        <StockMovements product={product} sku={edit.sku} onClose={close} />
      )}
      {edit?.what === "price" && <ChangePrice product={product} sku={edit.sku} onClose={close} />}
      {edit?.what === "stock" && <AdjustStock product={product} sku={edit.sku} onClose={close} />}
    </>
  );
}
