import { Input, Select, Switch } from "antd";
import { Link } from "react-router";
import { useFreightTemplates } from "../freight/queries.ts";
import { MomentInput } from "../ui/form/MomentInput.tsx";
import { CountInput } from "../ui/form/numbers.tsx";
import type { Part } from "./Editor.tsx";
import { Field } from "./Field.tsx";

/** How a product is sold. */
export function SellingFields({ draft, change, problems }: Part) {
  const templates = useFreightTemplates().data?.items ?? [];
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>销售</h2>
      </div>
      <div className="selling">
        <Field
          label="上架"
          id="product-on-sale"
          problem={problems.on_sale}
          extra="打开后保存，商品就出现在小程序里；关着保存是草稿或下架"
        >
          <Switch
            id="product-on-sale"
            checked={draft.on_sale}
            onChange={(on_sale) => change({ on_sale })}
          />
        </Field>
        <Field
          label="开售时间"
          id="product-sale-from"
          problem={problems.sale_from}
          extra="到点自动可以买，之前只能看；不填就是上架即开售"
        >
          <MomentInput
            id="product-sale-from"
            value={draft.sale_from}
            onChange={(sale_from) => change({ sale_from })}
          />
        </Field>
        <Field
          label="停售时间"
          id="product-sale-until"
          problem={problems.sale_until}
          extra="到点自动从小程序里消失；不填就一直卖"
        >
          <MomentInput
            id="product-sale-until"
            value={draft.sale_until}
            onChange={(sale_until) => change({ sale_until })}
          />
        </Field>
        <Field
          label="参与推广"
          id="product-distributable"
          problem={problems.distributable}
          extra="关闭后，推广员卖出它没有佣金"
        >
          <Switch
            id="product-distributable"
            checked={draft.distributable}
            onChange={(distributable) => change({ distributable })}
          />
        </Field>
        <Field
          label="运费模板"
          id="product-freight"
          problem={problems.freight_template_id}
          extra={<Link to="/goods/freight" className="underlined">去管理运费模板</Link>}
        >
          <Select
            id="product-freight"
            className="wide"
            allowClear
            placeholder="按店铺的默认运费"
            value={draft.freight_template_id}
            options={templates.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id?: string) => change({ freight_template_id: id ?? null })}
          />
        </Field>
        <Field
          label="每人限购"
          id="product-limit"
          problem={problems.purchase_limit}
          extra="不填就不限购"
        >
          <CountInput
            id="product-limit"
            unit="件"
            min={1}
            max={999}
            value={draft.purchase_limit}
            onChange={(purchase_limit) => change({ purchase_limit })}
          />
        </Field>
        <Field
          label="排序"
          id="product-position"
          problem={problems.position}
          extra="小的排在前面"
        >
          <CountInput
            id="product-position"
            unit=""
            min={0}
            max={9999}
            value={draft.position}
            onChange={(position) => change({ position: position ?? 0 })}
          />
        </Field>
        <Field
          label="商品编码"
          id="product-code"
          problem={problems.code}
          extra="导入导出的表格里靠它认商品；不填会自动给一个"
        >
          <Input
            id="product-code"
            value={draft.code}
            maxLength={40}
            onChange={({ target }) => change({ code: target.value })}
          />
        </Field>
      </div>
    </section>
  );
}
