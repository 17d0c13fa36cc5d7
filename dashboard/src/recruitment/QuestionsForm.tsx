import { PlusOutlined } from "@ant-design/icons";
import { Alert, Button, Form } from "antd";
import { useState } from "react";
import type { Questions } from "@/contracts/recruitment.ts";
import { question_bounds as bounds } from "@/contracts/recruitment_bounds.ts";
import type { SaveQuestion } from "@/contracts/staff/recruitment.ts";
import { showFieldProblems } from "../lib/field_problems.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { useSaveQuestions } from "./queries.ts";
import { QuestionFields } from "./QuestionFields.tsx";

interface Values {
  questions: SaveQuestion[];
  reason: string;
}

const blank: SaveQuestion = { kind: "line", title: "", hint: "", is_required: true, choices: [] };

/** A question as it is sent: only what is chosen from has choices. */
function tidy({ choices, hint, title, ...rest }: SaveQuestion): SaveQuestion {
  const isChoice = rest.kind === "one" || rest.kind === "several";
  return {
    ...rest,
    title: title.trim(),
    hint: (hint ?? "").trim(),
    choices: isChoice ? choices : [],
  };
}

/** All questions, on top of the version that was read. */
export function QuestionsForm(
  { questions, onClose }: { questions: Questions; onClose: () => void },
) {
  const [form] = Form.useForm<Values>();
  const [on, setOn] = useState(questions);
  const save = useSaveQuestions(onClose, (problem) => {
    if (problem.code !== "QUESTIONS_CHANGED") return showFieldProblems(form, problem, "");
    setOn(problem.details as unknown as Questions);
    return true;
  });
  return (
    <FormDialog
      title="修改申请问题"
      okText="保存"
      isBusy={save.isBusy}
      form={form}
      initialValues={{ questions: questions.items }}
      onFinish={({ questions: typed = [], reason }) =>
        save.run({ version: on.version, questions: typed.map(tidy), reason: reason.trim() })}
      onClose={onClose}
    >
      {on !== questions && (
        <Alert
          type="warning"
          showIcon
          title="问题刚刚被别人改过"
          description="再点保存，会用你填的覆盖它。"
          action={
            <Button size="small" onClick={() => form.setFieldsValue({ questions: on.items })}>
              换成现在的
            </Button>
          }
        />
      )}
      <p className="aux">已经提交的申请保留当时的问题和回答。不要问身份证号等敏感信息。</p>
      <Form.List name="questions">
        {(items, { add, remove }) => (
          <>
            {items.map(({ key, name }) => (
              <QuestionFields
                key={key}
                at={name}
                onRemove={() => remove(name)}
              />
            ))}
            {items.length < bounds.questions && (
              <Form.Item>
                <Button icon={<PlusOutlined aria-hidden />} onClick={() => add(blank)}>
                  加一个问题
                </Button>
              </Form.Item>
            )}
          </>
        )}
      </Form.List>
      <ReasonItem />
    </FormDialog>
  );
}
