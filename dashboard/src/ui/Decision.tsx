import { Form } from "antd";
import type { Command } from "../lib/command.ts";
import { FormDialog } from "./FormDialog.tsx";
import { ReasonItem } from "./form/ReasonItem.tsx";

interface Props {
  title: string;
  /** What will happen, said before it does. */
  consequences: readonly string[];
  okText: string;
  isDanger?: boolean;
  /** Takes the reason. */
  command: Command<string>;
  onClose: () => void;
}

/** A decision of the staff: its consequences, its reason, and a button that names it. */
export function Decision(
  { title, consequences, okText, isDanger = false, command, onClose }: Props,
) {
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <FormDialog
      title={title}
      okText={okText}
      isDanger={isDanger}
      isBusy={command.isBusy}
      form={form}
      onFinish={({ reason }) => command.run(reason.trim())}
      onClose={onClose}
    >
      <ul className="consequences">
        {consequences.map((one) => <li key={one}>{one}</li>)}
      </ul>
      <ReasonItem />
    </FormDialog>
  );
}
