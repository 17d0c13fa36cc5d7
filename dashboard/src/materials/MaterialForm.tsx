import { Alert, Button, Form } from "antd";
import { useState } from "react";
import type { MaterialChanged, StaffMaterial } from "@/contracts/staff/materials.ts";
import { showRefusal } from "../lib/field_problems.ts";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { MaterialFields } from "./MaterialFields.tsx";
import { PhoneCard } from "./PhoneCard.tsx";
import { useSaveMaterial } from "./queries.ts";
import { blank, materialOf, type MaterialValues, valuesOf } from "./values.ts";

interface Props {
  /** Left out: a new one. */
  material?: StaffMaterial;
  onClose: () => void;
}

/** A material, new or changed on top of the version that was read, beside its look on a phone. */
export function MaterialForm({ material, onClose }: Props) {
  const [form] = Form.useForm<MaterialValues & { reason: string }>();
  const [on, setOn] = useState(material);
  const [product, setProduct] = useState(material?.product?.title ?? null);
  const [isUploading, setUploading] = useState(false);
  const save = useSaveMaterial(onClose, (problem) => {
    if (problem.code !== "MATERIAL_CHANGED") {
      return showRefusal(form, problem, Object.keys(blank));
    }
    setOn((problem.details as unknown as MaterialChanged).material);
    return true;
  });
  const start = material ? valuesOf(material) : blank;
  const typed = Form.useWatch((values: MaterialValues) => values, { form, preserve: true });
  return (
    <FormDialog
      title={material ? `修改素材 · ${material.title}` : "新建素材"}
      okText="保存"
      width={880}
      isBusy={save.isBusy}
      isDisabled={isUploading}
      form={form}
      initialValues={start}
      onFinish={({ reason }) => {
        const values = { ...start, ...form.getFieldsValue(true) as MaterialValues };
        const { reason: _reason, ...rest } = values as MaterialValues & { reason?: string };
        save.run({ material: materialOf(rest, on), reason: reason.trim() });
      }}
      onClose={onClose}
    >
      {on && on !== material && (
        <Alert
          type="warning"
          showIcon
          title="这份素材刚刚被改过"
          description="再点保存，会用你填的覆盖它。"
          action={
            <Button size="small" onClick={() => form.setFieldsValue(valuesOf(on))}>
              换成现在的
            </Button>
          }
        />
      )}
      <div className="material-form">
        <div>
          <MaterialFields material={material} onTitle={setProduct} onBusy={setUploading} />
          <ReasonItem label="改动说明" />
        </div>
        <aside className="material-preview">
          <h3>手机上的样子</h3>
          <PhoneCard {...{ ...start, ...typed }} product={product} />
        </aside>
      </div>
    </FormDialog>
  );
}
