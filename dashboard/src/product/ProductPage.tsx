import { Button } from "antd";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import type { StaffProductDetail } from "@/contracts/staff/catalog.ts";
import { useFilters } from "../lib/filters.ts";
import { useStaff } from "../lib/staff.tsx";
import { saleState } from "../goods/words.ts";
import { Decision } from "../ui/Decision.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { PhonePreview } from "../ui/PhonePreview.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { blank, copyOf, draftOf } from "./draft.ts";
import { Editor } from "./Editor.tsx";
import { History } from "./History.tsx";
import { placeOf } from "./kept.ts";
import { previewOf, useArchiveProduct, useProduct } from "./queries.ts";
import "../ui/editor.css";
import "../ui/panel.css";
import "./product.css";

const back = { to: "/goods", text: "商品" };

/** A product, new (perhaps a copy of another) or changed. */
export default function ProductPage() {
  const { product } = useParams();
  return product ? <Changed key={product} product={product} /> : <New />;
}

function usePlace(product: string): string {
  const { shop, staff_id } = useStaff();
  return placeOf(shop.code, staff_id, product);
}

function New() {
  const copied = useFilters().get("copy");
  const original = useProduct(copied);
  const place = usePlace(copied ? `copy-${copied}` : "new");
  return (
    <>
      <PageHead title="新建商品" about="填的内容会自动保留，保存后清掉" back={back} />
      {copied
        ? (
          <Loaded query={original}>
            {({ product }) => <Editor key={place} place={place} start={copyOf(product)} />}
          </Loaded>
        )
        : <Editor key={place} place={place} start={blank} />}
    </>
  );
}

function Changed({ product }: { product: string }) {
  const query = useProduct(product);
  const place = usePlace(product);
  return (
    <>
      <PageHead
        title={query.data?.title ?? "商品"}
        about={query.data && <StateTag {...saleState(query.data)} />}
        back={back}
      >
        {query.data && <Actions detail={query.data} />}
      </PageHead>
      <Loaded query={query}>
        {(detail) => <Editor place={place} detail={detail} start={draftOf(detail.product)} />}
      </Loaded>
    </>
  );
}

function Actions({ detail }: { detail: StaffProductDetail }) {
  const navigate = useNavigate();
  const [open, setOpen] = useState<"preview" | "history" | "archive" | null>(null);
  const close = () => setOpen(null);
  const archive = useArchiveProduct(detail.id, close);
  return (
    <div className="product-actions">
      <Button onClick={() => setOpen("preview")}>手机预览</Button>
      <Button onClick={() => setOpen("history")}>变动记录</Button>
      <Button onClick={() => void navigate(`/goods/new?copy=${detail.id}`)}>复制</Button>
      {detail.status !== "archived" && <Button onClick={() => setOpen("archive")}>归档</Button>}
      {open === "preview" && (
        <PhonePreview
          of={previewOf(detail.id)}
          about="没上架时只能看，不能下单"
          onClose={close}
        />
      )}
      {open === "history" && <History detail={detail} onClose={close} />}
      {open === "archive" && (
        <Decision
          title={`归档 · ${detail.title}`}
          consequences={[
            "商品下架，并从商品列表里收起来；在“已归档”里能找到它。",
            "已经下的订单照常处理；重新上架就恢复。",
          ]}
          okText="归档"
          command={{ ...archive, run: (reason) => archive.run({ reason }) }}
          onClose={close}
        />
      )}
    </div>
  );
}
