import { DeleteOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { block_bounds } from "@/contracts/page_bounds.ts";
import { pictureAddress } from "../lib/pictures.ts";
import { Sortable } from "../ui/Sortable.tsx";
import { useNames } from "./names.tsx";
import { ProductSelect } from "./ProductSelect.tsx";

const { most } = block_bounds.products.product_ids;

/** Products in an order of somebody's own. */
export function ProductPicks(
  { value, onChange }: { value: string[]; onChange(ids: string[]): void },
) {
  const { known } = useNames();
  const titleOf = (id: string) => known[id]?.title ?? "商品";
  return (
    <div className="picks">
      <Sortable items={value} keyOf={(id) => id} nameOf={titleOf} onMove={onChange}>
        {(id, handle) => (
          <div className="pick">
            {handle}
            {known[id]?.image_url && <img src={pictureAddress(known[id].image_url)} alt="" />}
            <span className="pick-name">{titleOf(id)}</span>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={`去掉 ${titleOf(id)}`}
              onClick={() => onChange(value.filter((other) => other !== id))}
            />
          </div>
        )}
      </Sortable>
      {value.length < most && (
        <ProductSelect
          key={value.length}
          value={null}
          but={value}
          placeholder="再加一件，输入商品名称"
          onChange={(id) => id && onChange([...value, id])}
        />
      )}
    </div>
  );
}
