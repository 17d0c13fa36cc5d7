import { Button, Form, Input, Select } from "antd";
import type { CredentialKind } from "@/contracts/server.ts";
import { key_settings } from "@/contracts/settings/wechat.ts";
import type { SaveCredential } from "@/contracts/staff/settings.ts";
import { showFieldProblems } from "../lib/field_problems.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { drawKey, made_up } from "./made_up.ts";
import { useSaveCredential } from "./queries.ts";

interface Props {
  /** Which key it is, where that is known before. */
  kind?: CredentialKind;
  /** Why, where the page says it. */
  reason?: string;
  onClose: () => void;
}

/** Puts in a key, of the kind that is given or chosen; from then on nobody reads it. */
export function AddKey({ kind: given, reason, onClose }: Props) {
  const [form] = Form.useForm<SaveCredential & { last_day?: string }>();
  const chosen = Form.useWatch("kind", form);
  const kind = given ?? chosen;
  const made_length = kind && made_up[kind];
  const make = () =>
    form.setFields([{ name: "value", value: drawKey(made_length!), touched: true, errors: [] }]);
  const save = useSaveCredential(onClose, (problem) => showFieldProblems(form, problem, ""));
  return (
    <FormDialog
      title={given ? titleOf(key_settings[given].label) : "放入密钥"}
      okText="保存"
      isBusy={save.isBusy}
      form={form}
      initialValues={{ ...(given ? { kind: given } : {}), ...(reason ? { reason } : {}) }}
      onFinish={({ kind, serial, value, last_day, reason }) =>
        save.run({
          kind,
          value,
          reason,
          ...(serial?.trim() ? { serial: serial.trim() } : {}),
          ...(last_day ? { active_until: `${last_day}T23:59:59+08:00` } : {}),
        })}
      onClose={onClose}
    >
      <Form.Item
        name="kind"
        label="种类"
        hidden={given !== undefined}
        extra={kind && key_settings[kind].about}
        rules={[{ required: true, message: "请选择种类" }]}
      >
        <Select
          placeholder="选择哪一种密钥"
          options={Object.entries(key_settings).map(([value, { label }]) => ({ value, label }))}
        />
      </Form.Item>
      {kind && serial_abouts[kind] && (
        <Form.Item
          name="serial"
          label="序列号"
          extra={serial_abouts[kind]}
          rules={[{ required: true, whitespace: true, message: "请填写序列号" }]}
        >
          <Input maxLength={64} />
        </Form.Item>
      )}
      <Form.Item
        name="value"
        label="内容"
        extra={given && key_settings[given].about}
        rules={[{ required: true, whitespace: true, message: "请填写内容" }]}
      >
        <Input.TextArea maxLength={8000} autoSize={{ minRows: 3, maxRows: 8 }} />
      </Form.Item>
      {made_length && (
        <Form.Item extra="先复制到微信后台再保存：保存以后没有人能再读出它">
          <Button onClick={make}>随机生成一个</Button>
        </Form.Item>
      )}
      {kind && serial_abouts[kind] && (
        <Form.Item name="last_day" label="最后一天" extra="有期限的填写；到期前 30 天会出现在待办">
          <Input type="date" />
        </Form.Item>
      )}
      <ReasonItem />
    </FormDialog>
  );
}

/** Where the serial is found of what has one. */
const serial_abouts: Partial<Record<CredentialKind, string>> = {
  merchant_private_key: "商户 API 证书的序列号，在商户平台 API 安全里查看",
  wechatpay_public_key: "公钥 ID，PUB_KEY_ID_ 开头",
  platform_certificate: "平台证书自己的序列号",
};

/** Latin letters keep a space to the Chinese before them. */
const titleOf = (label: string) => `放入${/^[A-Za-z]/.test(label) ? " " : ""}${label}`;
