import { Form, Radio } from "antd";
import { formatFen } from "@/contracts/format.ts";
import type { RulePreview } from "@/contracts/staff/rule_preview.ts";
import type { RuleDraft } from "@/contracts/staff/rules.ts";
import type { Refused } from "../lib/command.ts";
import { fieldProblems } from "../lib/field_problems.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { MomentInput } from "../ui/form/MomentInput.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { Changes } from "./Changes.tsx";
import type { Change } from "./changes.ts";
import { usePublishDraft } from "./queries.ts";
import { changeWords } from "./sums.ts";

interface Typed {
  when: "now" | "later";
  starts_at?: string | null;
  reason: string;
}

interface Props {
  draft: RuleDraft;
  changes: readonly Change[];
  /** What a replay of this draft found; null: none was made. */
  preview: RulePreview | null;
  onRefused: Refused;
  onDone(): void;
  onClose(): void;
}

/** The draft becomes the next version, now or at a moment. */
export function Publish({ draft, changes, preview, onRefused, onDone, onClose }: Props) {
  const [form] = Form.useForm<Typed>();
  const when = Form.useWatch("when", form);
  const publish = usePublishDraft(() => {
    onDone();
    onClose();
  }, (problem) => {
    const [first] = fieldProblems(problem);
    if (first?.field !== "starts_at") return onRefused(problem);
    form.setFields([{ name: "starts_at", errors: [first.message] }]);
    return true;
  });
  return (
    <FormDialog
      title="发布佣金规则"
      okText={when === "later" ? "定时发布" : "立即发布"}
      isBusy={publish.isBusy}
      form={form}
      initialValues={{ when: "now" }}
      onFinish={({ when, starts_at, reason }) =>
        publish.run({
          revision: draft.revision,
          starts_at: when === "later" && starts_at ? starts_at : null,
          reason: reason.trim(),
        })}
      onClose={onClose}
    >
      <ul className="consequences">
        <li>从生效起，新订单按它算佣金；已经下的订单不变。</li>
        <li>{previewWords(preview)}</li>
        {draft.warnings.length > 0 && <li>有 {draft.warnings.length} 个规格的佣金可能超过毛利。
        </li>}
      </ul>
      <Changes changes={changes} />
      <Form.Item name="when" label="什么时候生效">
        <Radio.Group
          options={[{ value: "now", label: "立即" }, { value: "later", label: "定一个时间" }]}
        />
      </Form.Item>
      {when === "later" && (
        <Form.Item
          name="starts_at"
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

function previewWords(preview: RulePreview | null): string {
  if (!preview?.is_done) return "还没有试算过：先试算，能看到要多付多少、谁多谁少。";
  const { days, before_fen, after_fen } = preview;
  return `按最近 ${days} 天的订单试算，佣金从 ${formatFen(before_fen)} 到 ${
    formatFen(after_fen)
  }（${changeWords(after_fen - before_fen)}）。`;
}
