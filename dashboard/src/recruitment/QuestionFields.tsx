import { MinusCircleOutlined } from "@ant-design/icons";
import { Button, Checkbox, Form, Input, Radio, Select } from "antd";
import { question_bounds as bounds } from "@/contracts/recruitment_bounds.ts";
import { question_words } from "./words.ts";
import "./recruitment.css";

const kinds = Object.entries(question_words).map(([value, label]) => ({ value, label }));

const filled = { required: true, whitespace: true, message: "请填写问题" };

const enough = {
  validator: (_: unknown, choices: string[] = []) =>
    choices.length >= bounds.choices_least
      ? Promise.resolve()
      : Promise.reject(new Error(`至少 ${bounds.choices_least} 个选项`)),
};

/** One question of the form. */
export function QuestionFields({ at, onRemove }: { at: number; onRemove: () => void }) {
  const kind = Form.useWatch(["questions", at, "kind"]);
  const isChoice = kind === "one" || kind === "several";
  return (
    <fieldset className="question-fields" aria-label={`第 ${at + 1} 个问题`}>
      <Form.Item name={[at, "title"]} label={`第 ${at + 1} 个问题`} rules={[filled]}>
        <Input maxLength={bounds.title} showCount placeholder="例如：你的城市" />
      </Form.Item>
      <Form.Item name={[at, "kind"]} label={`第 ${at + 1} 个问题怎样回答`}>
        <Radio.Group options={kinds} />
      </Form.Item>
      {isChoice && (
        <Form.Item
          name={[at, "choices"]}
          label={`第 ${at + 1} 个问题的选项`}
          rules={[enough]}
          extra="每填一个按回车"
        >
          <Select mode="tags" open={false} maxCount={bounds.choices_most} suffixIcon={null} />
        </Form.Item>
      )}
      <Form.Item name={[at, "hint"]} label={`第 ${at + 1} 个问题的提示`}>
        <Input maxLength={bounds.hint} placeholder="选填" />
      </Form.Item>
      <Form.Item name={[at, "is_required"]} valuePropName="checked">
        <Checkbox>必须回答</Checkbox>
      </Form.Item>
      <Button
        type="text"
        size="small"
        icon={<MinusCircleOutlined aria-hidden />}
        onClick={onRemove}
      >
        {`去掉第 ${at + 1} 个问题`}
      </Button>
    </fieldset>
  );
}
