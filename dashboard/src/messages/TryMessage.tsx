import { Form, Select } from "antd";
import type { MessageSetting } from "@/contracts/staff/messages.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { useTryMessage } from "./queries.ts";

/** A message with made-up contents to somebody who agreed: it spends that agreement. */
export function TryMessage(
  { setting, onClose }: { setting: MessageSetting; onClose: () => void },
) {
  const [form] = Form.useForm<{ member_id: string; reason: string }>();
  const attempt = useTryMessage(setting.kind, onClose);
  const options = setting.readers.map(({ member_id, label }) => ({ value: member_id, label }));
  return (
    <FormDialog
      title={`试发 · ${setting.title}`}
      okText="发送"
      isBusy={attempt.isBusy}
      form={form}
      initialValues={options[0] ? { member_id: options[0].value } : {}}
      onFinish={({ member_id, reason }) => attempt.run({ member_id, reason: reason.trim() })}
      onClose={onClose}
    >
      <p>内容是编的，会用掉这位会员的一次同意。可以先用自己的微信在手机上同意，再发给自己。</p>
      <Form.Item
        name="member_id"
        label="发给"
        rules={[{ required: true, message: "请选一位会员" }]}
        extra="最近同意接收、还没有收到的会员"
      >
        <Select options={options} />
      </Form.Item>
      <ReasonItem />
    </FormDialog>
  );
}
