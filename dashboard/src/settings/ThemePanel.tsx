import { Button, ColorPicker, Form, Input } from "antd";
import { useState } from "react";
import type { ShopTheme } from "@/contracts/staff/settings.ts";
import { useMay } from "../lib/staff.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { Panel } from "./Panel.tsx";
import { useSaveTheme, useTheme } from "./queries.ts";

/** How the shop presents itself. */
export function ThemePanel() {
  return <Loaded query={useTheme()}>{(theme) => <Theme theme={theme} />}</Loaded>;
}

function Theme({ theme }: { theme: ShopTheme }) {
  const [isOpen, setOpen] = useState(false);
  const mayEdit = useMay("rules");
  return (
    <Panel
      title="店铺形象"
      about="小程序和商家后台看到的样子"
      rows={[
        { label: "店名", value: theme.name },
        { label: "一句话介绍", value: theme.slogan || "没有填写" },
        { label: "客服电话", value: theme.service_phone || "没有填写" },
        { label: "主色", value: <Colour value={theme.brand_color} /> },
      ]}
      action={mayEdit && (
        <Button aria-label="修改店铺形象" onClick={() => setOpen(true)}>修改</Button>
      )}
    >
      {isOpen && <EditTheme theme={theme} onClose={() => setOpen(false)} />}
    </Panel>
  );
}

function Colour({ value }: { value: string | null }) {
  if (!value) return <>默认的绿色</>;
  return (
    <span className="colour">
      <i style={{ background: value }} aria-hidden="true" />
      {value}
    </span>
  );
}

function EditTheme({ theme, onClose }: { theme: ShopTheme; onClose: () => void }) {
  const [form] = Form.useForm<ShopTheme & { reason: string }>();
  const save = useSaveTheme(onClose);
  return (
    <FormDialog
      title="修改店铺形象"
      okText="保存"
      isBusy={save.isBusy}
      form={form}
      initialValues={theme}
      onFinish={({ reason, name, slogan, service_phone, brand_color }) =>
        save.run({
          theme: {
            name: name.trim(),
            slogan: (slogan ?? "").trim(),
            service_phone: (service_phone ?? "").trim(),
            brand_color: brand_color || null,
          },
          reason: reason.trim(),
        })}
      onClose={onClose}
    >
      <Form.Item
        name="name"
        label="店名"
        rules={[{ required: true, whitespace: true, message: "请填写店名" }]}
      >
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="slogan" label="一句话介绍">
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="service_phone" label="客服电话">
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item
        name="brand_color"
        label="主色"
        extra="小程序和后台都用它；不选就用默认的绿色"
        getValueFromEvent={(colour) => colour?.cleared ? null : colour?.toHexString()}
      >
        <ColorPicker allowClear disabledAlpha showText />
      </Form.Item>
      <ReasonItem />
    </FormDialog>
  );
}
