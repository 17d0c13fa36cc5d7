import { PlusOutlined } from "@ant-design/icons";
import { Alert, Button, Form, Input, Radio, Switch } from "antd";
import { useState } from "react";
import type { FreightTemplate, FreightTemplateChanged } from "@/contracts/staff/freight.ts";
import { showFieldProblems } from "../lib/field_problems.ts";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { useSaveFreight } from "./queries.ts";
import { RateFields } from "./RateFields.tsx";
import { blank, blankRate, inUnit, templateOf, type TemplateValues, valuesOf } from "./values.ts";

interface Props {
  /** Left out: a new one. */
  template?: FreightTemplate;
  onClose: () => void;
}

/** A freight template, new or changed on top of the version that was read. */
export function FreightForm({ template, onClose }: Props) {
  const [form] = Form.useForm<TemplateValues & { reason: string }>();
  const [on, setOn] = useState(template);
  const save = useSaveFreight(onClose, (problem) => {
    if (problem.code !== "FREIGHT_TEMPLATE_CHANGED") {
      return showFieldProblems(form, problem, "template.");
    }
    setOn((problem.details as unknown as FreightTemplateChanged).template);
    return true;
  });
  const unit = Form.useWatch("unit", form) ?? template?.unit ?? "piece";
  return (
    <FormDialog
      title={template ? `修改运费模板 · ${template.name}` : "新建运费模板"}
      okText="保存"
      isBusy={save.isBusy}
      form={form}
      initialValues={template ? valuesOf(template) : blank}
      onFinish={({ reason, ...values }) => save.run({ template: templateOf(values, on), reason })}
      onClose={onClose}
    >
      {on && on !== template && (
        <Alert
          type="warning"
          showIcon
          title="这个模板刚刚被改过"
          description="再点保存，会用你填的覆盖它。"
          action={
            <Button size="small" onClick={() => form.setFieldsValue(valuesOf(on))}>
              换成现在的
            </Button>
          }
        />
      )}
      <Form.Item
        name="name"
        label="名称"
        rules={[{ required: true, whitespace: true, message: "请填写模板名称" }]}
      >
        <Input maxLength={20} showCount />
      </Form.Item>
      <Form.Item name="unit" label="计费方式">
        <Radio.Group
          onChange={({ target }) =>
            form.setFieldsValue(inUnit(form.getFieldsValue(true), target.value))}
          options={[{ value: "piece", label: "按件" }, { value: "weight", label: "按重量" }]}
        />
      </Form.Item>
      <Form.Item
        name="is_default"
        label="店铺默认"
        valuePropName="checked"
        extra="没有选模板的商品都按它计运费；没有默认模板时，按设置里的统一运费"
      >
        <Switch />
      </Form.Item>
      <h3 className="freight-rate-title">其他地区</h3>
      <RateFields at={["elsewhere"]} name={["elsewhere"]} unit={unit} hasRegions={false} />
      <Form.List name="rates">
        {(rates, { add, remove }) => (
          <>
            {rates.map(({ key, name }) => (
              <section key={key} className="freight-rate">
                <h3 className="freight-rate-title">
                  指定地区 {name + 1}
                  <Button
                    type="link"
                    danger
                    size="small"
                    aria-label={`移除指定地区 ${name + 1}`}
                    onClick={() => remove(name)}
                  >
                    移除
                  </Button>
                </h3>
                <RateFields at={["rates", name]} name={[name]} unit={unit} hasRegions />
              </section>
            ))}
            <Button block icon={<PlusOutlined aria-hidden />} onClick={() => add(blankRate(unit))}>
              添加指定地区
            </Button>
          </>
        )}
      </Form.List>
      <ReasonItem />
    </FormDialog>
  );
}
