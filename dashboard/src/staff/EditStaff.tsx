import { Form, Radio, Select } from "antd";
import type { SetStaff, StaffMember } from "@/contracts/staff/people.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { useSetStaff } from "./queries.ts";
import { role_abouts, role_options, status_words } from "./words.ts";

const statuses = Object.entries(status_words).map(([value, label]) => ({ value, label }));

/** Changes a role, or removes a staff member; one who left comes back the same way. */
export function EditStaff({ one, onClose }: { one: StaffMember; onClose: () => void }) {
  const [form] = Form.useForm<SetStaff>();
  const role = Form.useWatch("role", form) ?? one.role;
  const status = Form.useWatch("status", form) ?? one.status;
  const save = useSetStaff(one.id, onClose);
  return (
    <FormDialog
      title={`修改员工：${one.name}`}
      okText="保存"
      isDanger={one.status === "active" && status === "left"}
      isDisabled={role === one.role && status === one.status}
      isBusy={save.isBusy}
      form={form}
      initialValues={{ role: one.role, status: one.status }}
      onFinish={({ role, status, reason }) => save.run({ role, status, reason: reason.trim() })}
      onClose={onClose}
    >
      <Form.Item name="role" label="角色" extra={role_abouts[role]}>
        <Select options={role_options} />
      </Form.Item>
      <Form.Item name="status" label="状态" extra="离职后马上不能再打开后台，做过的事都留着">
        <Radio.Group options={statuses} />
      </Form.Item>
      <ReasonItem />
    </FormDialog>
  );
}
