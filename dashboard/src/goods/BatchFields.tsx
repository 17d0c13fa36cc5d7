import { Form, Radio, Select } from "antd";
import { useCategories } from "../categories/queries.ts";
import { optionsOf } from "../categories/tree.ts";
import { MoneyInput, RateInput } from "../ui/form/numbers.tsx";
import { priceChange, type PriceTyped } from "./price_change.ts";

/** How the prices of many products move. */
export function PriceItem() {
  const unit = Form.useWatch<PriceTyped["unit"]>("unit") ?? "percent";
  return (
    <>
      <Form.Item name="way" label="方向" initialValue="down">
        <Radio.Group options={[{ value: "down", label: "降价" }, { value: "up", label: "涨价" }]} />
      </Form.Item>
      <Form.Item name="unit" label="按什么改" initialValue="percent">
        <Radio.Group
          options={[{ value: "percent", label: "百分比" }, { value: "yuan", label: "金额" }]}
        />
      </Form.Item>
      <Form.Item
        name="much"
        label="改多少"
        dependencies={["way", "unit"]}
        rules={[({ getFieldsValue }) => ({
          validator: () =>
            priceChange(getFieldsValue()) === null
              ? Promise.reject(new Error("请填写改多少；降价要小于 100%"))
              : Promise.resolve(),
        })]}
      >
        {unit === "percent" ? <RateInput max="1000" /> : <MoneyInput max="100000000" />}
      </Form.Item>
    </>
  );
}

/** Where many products go. */
export function CategoryItem() {
  const categories = useCategories();
  return (
    <Form.Item
      name="category_id"
      label="分类"
      rules={[{ required: true, message: "请选择分类" }]}
    >
      <Select
        showSearch={{ optionFilterProp: "label" }}
        options={optionsOf(categories.data?.items ?? [])}
        placeholder="选一个分类"
      />
    </Form.Item>
  );
}

/** Whether distributors earn with many products. */
export function DistributableItem() {
  return (
    <Form.Item name="distributable" label="推广" initialValue={false}>
      <Radio.Group
        options={[{ value: true, label: "参与推广" }, { value: false, label: "不参与推广" }]}
      />
    </Form.Item>
  );
}
