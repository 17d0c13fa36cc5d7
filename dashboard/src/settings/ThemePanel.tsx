import { Button, ColorPicker, Form, Input } from "antd";
import { useState } from "react";
import { setting_groups } from "@/contracts/settings/catalogue.ts";
import type { ShopTheme } from "@/contracts/staff/settings.ts";
import { showRefusal } from "../lib/field_problems.ts";
import { pictureAddress } from "../lib/pictures.ts";
import { useMay } from "../lib/staff.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { PictureInput } from "../ui/form/PictureInput.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { useSaveTheme, useTheme } from "./queries.ts";
import { SettingPanel } from "./SettingPanel.tsx";
import { wordsOf } from "./values.ts";

const group = setting_groups.theme;
const { name, slogan, logo_url, brand_color, service_phone, service_hours } = group.settings;

/** How the shop presents itself. */
export function ThemePanel() {
  return <Loaded query={useTheme()}>{(theme) => <Theme theme={theme} />}</Loaded>;
}

function Theme({ theme }: { theme: ShopTheme }) {
  const [isOpen, setOpen] = useState(false);
  const mayEdit = useMay("rules");
  return (
    <SettingPanel
      group={group}
      values={{
        name: theme.name,
        slogan: wordsOf(slogan, theme.slogan),
        logo_url: <Mark url={theme.logo_url} />,
        brand_color: <Colour value={theme.brand_color} />,
        service_phone: wordsOf(service_phone, theme.service_phone),
        service_hours: wordsOf(service_hours, theme.service_hours),
      }}
      action={mayEdit && (
        <Button aria-label="修改店铺形象" onClick={() => setOpen(true)}>修改</Button>
      )}
    >
      {isOpen && <EditTheme theme={theme} onClose={() => setOpen(false)} />}
    </SettingPanel>
  );
}

function Mark({ url }: { url: string | null }) {
  if (!url) return <>默认的藤叶</>;
  return <img src={pictureAddress(url)} alt={logo_url.label} className="mark" />;
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
  const [isUploading, setUploading] = useState(false);
  const save = useSaveTheme(
    "店铺形象已保存",
    onClose,
    (problem) => showRefusal(form, problem, Object.keys(group.settings)),
  );
  return (
    <FormDialog
      title="修改店铺形象"
      okText="保存"
      isBusy={save.isBusy}
      isDisabled={isUploading}
      form={form}
      initialValues={theme}
      onFinish={({ reason, ...typed }) =>
        save.run({
          theme: {
            name: typed.name.trim(),
            slogan: (typed.slogan ?? "").trim(),
            logo_url: typed.logo_url ?? null,
            service_phone: (typed.service_phone ?? "").trim(),
            service_hours: (typed.service_hours ?? "").trim(),
            brand_color: typed.brand_color || null,
          },
          reason: reason.trim(),
        })}
      onClose={onClose}
    >
      <Form.Item
        name="name"
        label={name.label}
        rules={[{ required: true, whitespace: true, message: "请填写店名" }]}
      >
        <Input maxLength={name.max_length} />
      </Form.Item>
      <Form.Item name="slogan" label={slogan.label}>
        <Input maxLength={slogan.max_length} />
      </Form.Item>
      <Form.Item name="logo_url" label={logo_url.label} extra={logo_url.about}>
        <PictureInput label={logo_url.label} onBusy={setUploading} />
      </Form.Item>
      <Form.Item name="service_phone" label={service_phone.label}>
        <Input maxLength={service_phone.max_length} />
      </Form.Item>
      <Form.Item name="service_hours" label={service_hours.label}>
        <Input maxLength={service_hours.max_length} placeholder="每天 9:00–21:00" />
      </Form.Item>
      <Form.Item
        name="brand_color"
        label={brand_color.label}
        extra="不选就用默认的绿色"
        getValueFromEvent={(colour) => colour?.cleared ? null : colour?.toHexString()}
      >
        <ColorPicker allowClear disabledAlpha showText />
      </Form.Item>
      <ReasonItem />
    </FormDialog>
  );
}
