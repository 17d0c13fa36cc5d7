import { Checkbox, Form } from "antd";
import { useState } from "react";
import type { RuleGood } from "@/contracts/staff/rule_goods.ts";
import { useProducts } from "../goods/queries.ts";
import { SearchSelect } from "../ui/form/SearchSelect.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { useProductPlaces } from "./queries.ts";
import { placeKey } from "./set.ts";
import { rangeWords } from "./sums.ts";

interface Values {
  product?: string;
  places: string[];
}

interface Props {
  /** The places that were chosen, and everything that was learnt on the way. */
  onPick(keys: string[], goods: RuleGood[]): void;
  onClose(): void;
}

/** A product, or some of its SKUs, as lines of the matrix. */
export function AddPlace({ onPick, onClose }: Props) {
  const [form] = Form.useForm<Values>();
  const [query, setQuery] = useState("");
  const product = Form.useWatch("product", form);
  const found = useProducts({ query: query || undefined, sort: "-sold_count" });
  const places = useProductPlaces(product);
  const ready = !places.isPlaceholderData && places.data ? places.data.items : [];
  const options = ready.filter(({ scope }) => scope === "product" || scope === "sku");
  return (
    <FormDialog
      title="加商品"
      okText="加到费率表"
      isDisabled={options.length === 0}
      isBusy={false}
      form={form}
      initialValues={{ places: [] }}
      onFinish={({ places }) => {
        onPick(places, options);
        onClose();
      }}
      onClose={onClose}
    >
      <Form.Item name="product" label="商品">
        <SearchSelect
          isLoading={found.isLoading}
          placeholder="输入商品名称"
          nothing="没有找到商品"
          onSearch={setQuery}
          options={found.items.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={(id) => form.setFieldsValue({ product: id, places: id ? [id] : [] } as Values)}
        />
      </Form.Item>
      {options.length > 0 && (
        <Form.Item
          name="places"
          label="加哪几行"
          rules={[{ required: true, message: "至少选一行" }]}
        >
          <Checkbox.Group className="rules-modes">
            {options.map((good) => (
              <Checkbox key={placeKey(good)} value={placeKey(good)}>
                {good.scope === "product" ? "整个商品" : good.cheapest?.spec || good.name}{" "}
                <span className="aux figures">
                  {rangeWords(
                    [good.cheapest, good.dearest].flatMap((one) => one ? [one.price_fen] : []),
                  )}
                </span>
              </Checkbox>
            ))}
          </Checkbox.Group>
        </Form.Item>
      )}
    </FormDialog>
  );
}
