import { Form } from "antd";
import { CountInput } from "../ui/form/numbers.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { useSaveScore } from "./queries.ts";

/** From which score on a case holds. */
export function ScoreForm({ score, onClose }: { score: number; onClose: () => void }) {
  const [form] = Form.useForm<{ hold_score: number; reason: string }>();
  const save = useSaveScore(onClose);
  return (
    <FormDialog
      title="多少分暂停"
      okText="保存"
      isBusy={save.isBusy}
      form={form}
      initialValues={{ hold_score: score }}
      onFinish={(values) => save.run(values)}
      onClose={onClose}
    >
      <Form.Item
        name="hold_score"
        label="分数"
        extra="没处理的案件到了新的分数会马上暂停；已经暂停的不变。"
        rules={[{ required: true, message: "请填写分数" }]}
      >
        <CountInput unit="分" min={1} max={1000} />
      </Form.Item>
      <ReasonItem />
    </FormDialog>
  );
}
