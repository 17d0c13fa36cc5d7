import { App, Button, Form, Input, Modal, Select } from "antd";
import { useState } from "react";
import { showRefusal } from "../lib/field_problems.ts";
import { useStaff } from "../lib/staff.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { mailOf } from "./link.ts";
import { type TypedInvitation, useInvite } from "./queries.ts";
import { role_abouts, role_options } from "./words.ts";

/** Invites a person: first e-mail and role, then the link, which is shown this once. */
export function Invite({ onClose }: { onClose: () => void }) {
  const [form] = Form.useForm<TypedInvitation>();
  const [link, setLink] = useState("");
  const role = Form.useWatch("role", form);
  const invite = useInvite(
    setLink,
    (problem) => showRefusal(form, problem, ["email", "name", "role", "reason"]),
  );
  if (link) return <Link link={link} to={form.getFieldValue("email")} onClose={onClose} />;
  return (
    <FormDialog
      title="邀请员工"
      okText="生成邀请"
      isBusy={invite.isBusy}
      form={form}
      onFinish={(typed) => invite.run(typed)}
      onClose={onClose}
    >
      <Form.Item
        name="email"
        label="邮箱"
        extra="只有这个邮箱的人能用这份邀请；再邀请一次，以前的链接就作废"
        rules={[{ required: true, type: "email", message: "请填写邮箱" }]}
      >
        <Input type="email" maxLength={254} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="name"
        label="姓名"
        rules={[{ required: true, whitespace: true, message: "请填写姓名" }]}
      >
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="role"
        label="角色"
        extra={role && role_abouts[role]}
        rules={[{ required: true, message: "请选择角色" }]}
      >
        <Select options={role_options} placeholder="选择能做什么" />
      </Form.Item>
      <ReasonItem />
    </FormDialog>
  );
}

function Link({ link, to, onClose }: { link: string; to: string; onClose: () => void }) {
  const { shop } = useStaff();
  const { message } = App.useApp();
  async function copy() {
    try {
      await navigator.clipboard.writeText(link);
      void message.success("链接已复制");
    } catch {
      void message.info("浏览器不允许复制，请选中链接自己复制");
    }
  }
  return (
    <Modal open centered title="把链接发给对方" footer={null} onCancel={onClose}>
      <p>{`链接只显示这一次，7 天内有效，只有 ${to} 能用。`}</p>
      <Input.TextArea readOnly value={link} aria-label="邀请链接" autoSize />
      <div className="invite-actions">
        <Button type="primary" href={mailOf(to, shop.name, link)}>用邮件发送</Button>
        <Button onClick={() => void copy()}>复制链接</Button>
        <Button type="text" onClick={onClose}>完成</Button>
      </div>
    </Modal>
  );
}
