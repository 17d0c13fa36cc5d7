import { Form } from "antd";
import { account_settings } from "@/contracts/settings/wechat.ts";
import { showRefusal } from "../lib/field_problems.ts";
import { AccountItem, type AccountName } from "../settings/AccountItem.tsx";
import { useSaveWechatSettings } from "../settings/queries.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { setup_reason } from "./words.ts";

type Typed = Record<AccountName, string> & { reason: string };

/** Enters one of the numbers by which WeChat knows the shop. */
export function EnterAccount({ name, onClose }: { name: AccountName; onClose: () => void }) {
  const [form] = Form.useForm<Typed>();
  const save = useSaveWechatSettings(onClose, (problem) => showRefusal(form, problem, [name]));
  return (
    <FormDialog
      title={`填写${account_settings[name].label}`}
      okText="保存"
      isBusy={save.isBusy}
      form={form}
      initialValues={{ reason: setup_reason } as Partial<Typed>}
      onFinish={({ reason, ...typed }) =>
        save.run({ settings: { [name]: typed[name].trim() }, reason: reason.trim() })}
      onClose={onClose}
    >
      <AccountItem name={name} isNeeded />
      <ReasonItem />
    </FormDialog>
  );
}
