import { Form, Input } from "antd";
import { account_settings } from "@/contracts/settings/wechat.ts";

interface AccountForm {
  pattern: RegExp;
  message: string;
  begins: string;
}

const forms = {
  appid: {
    pattern: /^wx[0-9a-f]{16}$/,
    message: "wx 加 16 位数字或 a 到 f 的小写字母",
    begins: "wx",
  },
  mchid: { pattern: /^[0-9]{8,10}$/, message: "8 到 10 位数字", begins: "" },
  original_id: {
    pattern: /^gh_[0-9a-z]{12}$/,
    message: "gh_ 加 12 位小写字母或数字",
    begins: "gh_",
  },
} as const satisfies Record<string, AccountForm>;

/** By what WeChat knows a shop. */
export type AccountName = keyof typeof forms;
export const account_names = Object.keys(forms) as AccountName[];

const trimmed = (typed?: string) => typed?.trim();

/** One of them as it is typed. */
export function AccountItem({ name, isNeeded = false }: { name: AccountName; isNeeded?: boolean }) {
  const { label, about } = account_settings[name];
  const { pattern, message, begins } = forms[name];
  return (
    <Form.Item
      name={name}
      label={label}
      extra={about}
      rules={[{ pattern, message, transform: trimmed }, {
        required: isNeeded,
        whitespace: isNeeded,
        message: `请填写${label}`,
      }]}
    >
      <Input placeholder={begins} allowClear />
    </Form.Item>
  );
}
