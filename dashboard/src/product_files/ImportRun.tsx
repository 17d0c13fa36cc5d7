import { Alert, Button, Form, Progress } from "antd";
import { useState } from "react";
import { Figures } from "../ui/Figures.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { Problems } from "./Problems.tsx";
import type { Import } from "./use_import.ts";

interface Props {
  current: Import;
  send(current: Import, reason: string): Promise<void>;
  end(): void;
  forget(): void;
}

const count = (n: number) => n.toLocaleString("zh-CN");

/** Sends what was read, can be ended and gone on with, and tells what became of it. */
export function ImportRun({ current, send, end, forget }: Props) {
  const { read, progress, state } = current;
  const { created, changed, unchanged, refused } = progress.outcomes;
  const problems = [...read.problems, ...progress.problems].toSorted((a, b) => a.row - b.row);
  return (
    <>
      <section className="panel file-run" aria-live="polite">
        <h2>{titles[state]}</h2>
        {state !== "ready" && (
          <>
            <Progress
              aria-label="导入进度"
              percent={Math.floor(100 * progress.through / read.products.length)}
              status={state === "sending" ? "active" : state === "done" ? "success" : "normal"}
            />
            <Figures
              items={[
                { label: "新建", value: count(created) },
                { label: "已修改", value: count(changed) },
                { label: "没有变化", value: count(unchanged) },
                { label: "没有导入", value: count(refused + read.left_out) },
              ]}
            />
          </>
        )}
        <Outcome current={current} />
        <Actions current={current} send={send} end={end} forget={forget} />
      </section>
      {problems.length > 0 && <Problems problems={problems} name={current.name} />}
    </>
  );
}

const titles: Record<Import["state"], string> = {
  ready: "可以导入了",
  sending: "正在导入",
  ended: "导入停下了",
  done: "导入完成",
};

function Outcome({ current: { read, state, failure, progress } }: { current: Import }) {
  if (read.products.length === 0) {
    return <Alert type="error" showIcon title="每个商品都有问题，请改好表格再选一次。" />;
  }
  if (failure) return <Alert type="error" showIcon title={failure.message} />;
  const left_out = read.left_out + progress.outcomes.refused;
  if (state === "sending" || left_out === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={`${count(left_out)} 个商品有问题，${
        state === "ready" ? "不会导入" : "没有导入"
      }，保持原样；改好以后把整个文件再导入一次就行。`}
    />
  );
}

function Actions({ current, send, end, forget }: Props) {
  const { read: { products }, progress: { through }, state } = current;
  const [reason, setReason] = useState("");
  const another = <Button onClick={forget}>换一个文件</Button>;
  if (state === "sending") {
    return (
      <div className="file-actions">
        <Button onClick={end}>停下</Button>
        <span className="aux">停下后已经导入的保留，可以接着导入</span>
      </div>
    );
  }
  if (state === "done" || products.length === 0) {
    return <div className="file-actions">{another}</div>;
  }
  if (state === "ended") {
    return (
      <div className="file-actions">
        <Button type="primary" onClick={() => void send(current, reason)}>
          {`接着导入剩下的 ${count(products.length - through)} 个商品`}
        </Button>
        {another}
      </div>
    );
  }
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      className="file-form"
      onFinish={(values: { reason: string }) => {
        setReason(values.reason);
        void send(current, values.reason);
      }}
    >
      <ReasonItem placeholder="例如 春季上新" extra="记在操作记录和改价记录里" />
      <div className="file-actions">
        <Button type="primary" htmlType="submit">{`导入 ${count(products.length)} 个商品`}</Button>
        {another}
      </div>
    </Form>
  );
}
