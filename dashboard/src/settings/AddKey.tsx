import { Form, Input, Select } from "antd";
import { key_settings } from "@/contracts/settings/wechat.ts";
import type { SaveCredential } from "@/contracts/staff/settings.ts";
import { showFieldProblems } from "../lib/field_problems.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { useSaveCredential } from "./queries.ts";

/** Puts in a key of the kind that is chosen; from then on nobody reads it. */
export function AddKey({ onClose }: { onClose: () => void }) {
  const [form] = Form.useForm<SaveCredential & { last_day?: string }>();
  const kind = Form.useWatch("kind", form);
  const save = useSaveCredential(onClose, (problem) => showFieldProblems(form, problem, ""));
  return (
    <FormDialog
      title="放入密钥"
      okText="保存"
      isBusy={save.isBusy}
      form={form}
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
        extra={kind && key_settings[kind].about}
        rules={[{ required: true, message: "请选择种类" }]}
      >
        <Select
          placeholder="选择哪一种密钥"
          options={Object.entries(key_settings).map(([value, { label }]) => ({ value, label }))}
        />
      </Form.Item>
      <Form.Item name="serial" label="序列号" extra="证书和公钥才有">
        <Input maxLength={64} />
      </Form.Item>
      <Form.Item
        name="value"
        label="内容"
        rules={[{ required: true, whitespace: true, message: "请填写内容" }]}
      >
        <Input.TextArea maxLength={8000} autoSize={{ minRows: 3, maxRows: 8 }} />
      </Form.Item>
      <Form.Item
        name="last_day"
        label="最后一天"
        extra="证书和有期限的密钥填写；到期前 30 天会出现在待办"
      >
        <Input type="date" />
      </Form.Item>
      <ReasonItem />
    </FormDialog>
  );
}
