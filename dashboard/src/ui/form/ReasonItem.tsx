import { Form, Input } from "antd";

interface Props {
  label?: string;
  /** Who else reads it. */
  extra?: string;
  /** What a reason may be here. */
  placeholder?: string;
}

/** Why somebody decides so: every decision asks for it, and keeps it. */
export function ReasonItem({ label = "原因", extra, placeholder }: Props) {
  return (
    <Form.Item
      name="reason"
      label={label}
      extra={extra}
      rules={[{ required: true, whitespace: true, message: `请填写${label}` }]}
    >
      <Input.TextArea
        maxLength={200}
        showCount
        autoSize={{ minRows: 2, maxRows: 4 }}
        placeholder={placeholder}
      />
    </Form.Item>
  );
}
