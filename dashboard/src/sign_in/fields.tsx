import { Form, Input } from "antd";

/** The fields of the pages before the dashboard. */
export function EmailItem({ isFixed = false }: { isFixed?: boolean }) {
  return (
    <Form.Item
      name="email"
      label="邮箱"
      rules={[{ required: true, type: "email", message: "请填写邮箱" }]}
    >
      <Input
        type="email"
        autoComplete="username"
        size="large"
        readOnly={isFixed}
        autoFocus={!isFixed}
      />
    </Form.Item>
  );
}

export function PasswordItem() {
  return (
    <Form.Item name="password" label="密码" rules={[{ required: true, message: "请填写密码" }]}>
      <Input.Password autoComplete="current-password" size="large" />
    </Form.Item>
  );
}

/** A password chosen now: typed twice. */
export function NewPasswordItems() {
  return (
    <>
      <Form.Item
        name="password"
        label="新密码"
        extra="至少 6 位"
        rules={[{ required: true, min: 6, max: 72, message: "请填写 6 到 72 位的密码" }]}
      >
        <Input.Password autoComplete="new-password" size="large" />
      </Form.Item>
      <Form.Item
        name="again"
        label="再输一次"
        dependencies={["password"]}
        rules={[({ getFieldValue }) => ({
          validator: (_, typed) =>
            typed === getFieldValue("password")
              ? Promise.resolve()
              : Promise.reject(new Error("两次输入的不一样")),
        })]}
      >
        <Input.Password autoComplete="new-password" size="large" />
      </Form.Item>
    </>
  );
}
