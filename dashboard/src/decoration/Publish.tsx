import { Form, Radio } from "antd";
import { useState } from "react";
import type { PageDraft } from "@/contracts/staff/pages.ts";
import { formatMoment } from "../lib/moments.ts";
import type { Refused } from "../lib/command.ts";
import { fieldProblems } from "../lib/field_problems.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { MomentInput } from "../ui/form/MomentInput.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { usePublishPage } from "./queries.ts";

interface Typed {
  when: "now" | "later";
  at?: string | null;
  reason: string;
}

interface Props {
  page: PageDraft;
  onRefused: Refused;
  onClose(): void;
}

/** Now, or at a moment ahead. */
export function Publish({ page, onRefused, onClose }: Props) {
  const [form] = Form.useForm<Typed>();
  const [{ version }] = useState(page); // of the page as this opened; it may be read again
  const when = Form.useWatch("when", form);
  const publish = usePublishPage(page.id, onClose, (problem) => {
    const [first] = fieldProblems(problem);
    if (first?.field !== "at") return onRefused(problem);
    form.setFields([{ name: "at", errors: [first.message] }]);
    return true;
  });
  return (
    <FormDialog
      title={`发布 · ${page.title}`}
      okText={when === "later" ? "定时发布" : "立即发布"}
      isBusy={publish.isBusy}
      form={form}
      initialValues={{ when: "now" }}
      onFinish={({ when, at, reason }) =>
        publish.run({
          version,
          at: when === "later" && at ? at : null,
          reason: reason.trim(),
        })}
      onClose={onClose}
    >
      {page.scheduled_at && (
        <p className="aux">
          已有一版定在 {formatMoment(page.scheduled_at)}，到时它会换上；不要的话在“历史”里取消。
        </p>
      )}
      <Form.Item name="when" label="什么时候">
        <Radio.Group
          options={[{ value: "now", label: "立即" }, { value: "later", label: "定一个时间" }]}
        />
      </Form.Item>
      {when === "later" && (
        <Form.Item
          name="at"
          label="时间"
          extra="北京时间；到时自动换上，不用有人在"
          rules={[{ required: true, message: "请选择时间" }]}
        >
          <MomentInput />
        </Form.Item>
      )}
      <ReasonItem />
    </FormDialog>
  );
}
