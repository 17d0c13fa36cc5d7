import { Form, Input, Radio } from "antd";
import { useState } from "react";
import type { ChannelCode, ChannelCodePage } from "@/contracts/staff/channel_codes.ts";
import { ProductSelect } from "../decoration/ProductSelect.tsx";
import { type Named, NamesContext } from "../decoration/names.tsx";
import { DistributorPicker } from "../distributors/DistributorPicker.tsx";
import { showFieldProblems } from "../lib/field_problems.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { useSaveCode } from "./queries.ts";
import { page_words } from "./words.ts";

interface Values {
  name: string;
  page: ChannelCodePage;
  product_id: string | null;
  campaign: string;
  distributor_id?: string;
  reason: string;
}

interface Props {
  /** Left out: a new one. */
  code?: ChannelCode;
  onClose: () => void;
}

const pages = Object.entries(page_words).map(([value, label]) => ({ value, label }));

/** A channel code, new or changed; what is printed stays. */
export function CodeForm({ code, onClose }: Props) {
  const [form] = Form.useForm<Values>();
  const save = useSaveCode(onClose, (problem) => showFieldProblems(form, problem, "code."));
  const page = Form.useWatch("page", form) ?? code?.page ?? "home";
  return (
    <FormDialog
      title={code ? `修改渠道码 · ${code.name}` : "新建渠道码"}
      okText="保存"
      isBusy={save.isBusy}
      form={form}
      initialValues={valuesOf(code)}
      onFinish={(values) => save.run({ code: bodyOf(values, code), reason: values.reason })}
      onClose={onClose}
    >
      <Form.Item
        name="name"
        label="名称"
        rules={[{ required: true, whitespace: true, message: "请填写名称" }]}
      >
        <Input maxLength={40} showCount placeholder="如：门店柜台、公众号文章、四月传单" />
      </Form.Item>
      <Form.Item name="page" label="打开的页面">
        <Radio.Group options={pages} />
      </Form.Item>
      {page === "product" && (
        <Form.Item
          name="product_id"
          label="商品"
          rules={[{ required: true, message: "请选择商品" }]}
        >
          <KnownProduct code={code} />
        </Form.Item>
      )}
      <Form.Item name="campaign" label="活动" extra="可以不填；填了以后订单来源里看得到">
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item
        name="distributor_id"
        label="指定推广员"
        extra="扫码的人按平常的规则归他；留空就只计数，不归任何人"
      >
        <DistributorPicker except="" named={code?.distributor ?? undefined} />
      </Form.Item>
      <ReasonItem />
    </FormDialog>
  );
}

interface ProductProps {
  code: ChannelCode | undefined;
  /** A form gives these. */
  value?: string | null;
  onChange?(id: string | null): void;
}

/** The product by its name, also the one chosen before. */
function KnownProduct({ code, value = null, onChange = () => {} }: ProductProps) {
  const before: Record<string, Named> = code?.product
    ? { [code.product.id]: { title: code.product.title, image_url: null } }
    : {};
  const [known, setKnown] = useState(before);
  const learn = (id: string, named: Named) => setKnown({ ...known, [id]: named });
  return (
    <NamesContext value={{ known, learn }}>
      <ProductSelect value={value} onChange={onChange} />
    </NamesContext>
  );
}

function valuesOf(code: ChannelCode | undefined): Partial<Values> {
  return {
    name: code?.name ?? "",
    page: code?.page ?? "home",
    product_id: code?.product?.id ?? null,
    campaign: code?.campaign ?? "",
    ...(code?.distributor && { distributor_id: code.distributor.id }),
  };
}

function bodyOf({ name, page, product_id, campaign, distributor_id }: Values, code?: ChannelCode) {
  return {
    ...(code && { id: code.id }),
    name,
    page,
    product_id: page === "product" ? product_id : null,
    campaign: campaign.trim() || null,
    distributor_id: distributor_id ?? null,
  };
}
