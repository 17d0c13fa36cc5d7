import { Form } from "antd";
import type { ReactNode } from "react";
import { FormDialog } from "./FormDialog.tsx";
import { ReasonItem } from "./form/ReasonItem.tsx";

interface Props<Typed> {
  title: string;
  /** What will happen, said before it does. */
  consequences: readonly string[];
  okText: string;
  isDanger?: boolean;
  /** Takes the reason, and what else was typed. */
  command: { run(reason: string, typed: Typed): void; isBusy: boolean };
  onClose: () => void;
  /** What else is asked for: items of the form. */
  children?: ReactNode;
}

/** A decision of the staff: its consequences, its reason, and a button that names it. */
export function Decision<Typed extends object = object>(
  { title, consequences, okText, isDanger = false, command, onClose, children }: Props<Typed>,
) {
  const [form] = Form.useForm<Typed & { reason: string }>();
  return (
    <FormDialog
      title={title}
      okText={okText}
      isDanger={isDanger}
      isBusy={command.isBusy}
      form={form}
      onFinish={({ reason, ...typed }) => command.run(reason.trim(), typed as unknown as Typed)}
      onClose={onClose}
    >
      <ul className="consequences">
        {consequences.map((one) => <li key={one}>{one}</li>)}
      </ul>
      {children}
      <ReasonItem />
    </FormDialog>
  );
}
