import { Form, Switch, TreeSelect } from "antd";
import type { FreightUnit } from "@/contracts/staff/freight.ts";
import { fenOf } from "../lib/yuan.ts";
import { CountInput, MoneyInput } from "../ui/form/numbers.tsx";
import { regionTree } from "./regions.ts";

const tree = regionTree();

const above_zero = {
  validator: (_: unknown, typed: string | null) =>
    fenOf(typed) === 0
      ? Promise.reject(new Error("要大于 0；一直包邮就把运费填 0"))
      : Promise.resolve(),
};

interface Props {
  /** Path of the rate in the whole form. */
  at: (string | number)[];
  /** Path of the rate within its list. */
  name: (string | number)[];
  unit: FreightUnit;
  hasRegions: boolean;
}

/** What sending costs in some regions, or everywhere else. */
export function RateFields({ at, name, unit, hasRegions }: Props) {
  const form = Form.useFormInstance();
  const isServed = Form.useWatch([...at, "is_served"], form) ?? true;
  const units = unit === "piece" ? "件" : "克";
  const needed = [{ required: true, message: "请填写" }];
  return (
    <>
      {hasRegions && (
        <Form.Item
          name={[...name, "regions"]}
          label="地区"
          rules={[{ required: true, message: "请选择地区" }]}
        >
          <TreeSelect
            treeData={tree}
            treeCheckable
            showSearch
            showCheckedStrategy={TreeSelect.SHOW_PARENT}
            treeNodeFilterProp="title"
            placeholder="选择省或市"
            allowClear
          />
        </Form.Item>
      )}
      <Form.Item name={[...name, "is_served"]} label="配送" valuePropName="checked">
        <Switch checkedChildren="配送" unCheckedChildren="不配送" />
      </Form.Item>
      {isServed && (
        <div className="freight-fees">
          <Form.Item
            name={[...name, "first_units"]}
            label={unit === "piece" ? "首件" : "首重"}
            rules={needed}
          >
            <CountInput unit={units} min={1} max={10_000_000} isWide />
          </Form.Item>
          <Form.Item name={[...name, "first_fen"]} label="运费" rules={needed}>
            <MoneyInput max="1000000" />
          </Form.Item>
          <Form.Item
            name={[...name, "further_units"]}
            label={unit === "piece" ? "每续" : "续重"}
            rules={needed}
          >
            <CountInput unit={units} min={1} max={10_000_000} isWide />
          </Form.Item>
          <Form.Item name={[...name, "further_fen"]} label="续费" rules={needed}>
            <MoneyInput max="1000000" />
          </Form.Item>
          <Form.Item name={[...name, "free_from_fen"]} label="满额包邮" rules={[above_zero]}>
            <MoneyInput max="1000000" placeholder="不包邮" />
          </Form.Item>
          <Form.Item name={[...name, "free_from_pieces"]} label="满件包邮">
            <CountInput unit="件" min={1} max={10_000} isWide />
          </Form.Item>
        </div>
      )}
    </>
  );
}
