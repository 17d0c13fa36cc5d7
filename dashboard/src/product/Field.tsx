import { Form } from "antd";
import type { ReactNode } from "react";

interface Props {
  /** One that stands alone in its panel needs none. */
  label?: string;
  /** The field that the label belongs to. */
  id?: string;
  problem?: string | undefined;
  extra?: ReactNode;
  children: ReactNode;
}

/** A labelled field of the editor, with what is wrong below it. */
export function Field({ label, id, problem, extra, children }: Props) {
  return (
    <Form.Item
      {...(label ? { label } : {})}
      layout="vertical"
      {...(id ? { htmlFor: id } : {})}
      validateStatus={problem ? "error" : ""}
      help={problem}
      extra={extra}
    >
      {children}
    </Form.Item>
  );
}
