import { Alert, Button, Form, Progress } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { changingRows, type Import, triedLines } from "./use_people_import.ts";
import { count } from "./words.ts";

interface Props {
  current: Import;
  check(current: Import): Promise<void>;
  send(current: Import, reason: string): Promise<void>;
  end(): void;
  forget(): void;
}

/** Tries a file out, brings it in, can be ended and gone on with. */
export function Run(props: Props) {
  const { current: { file, read, tried, sent, state, failure } } = props;
  const isTrying = state === "checking" || state === "unchecked";
  const all = read.rows.length;
  const through = isTrying ? tried.through : sent.through;
  return (
    <section className="panel file-run" aria-live="polite">
      <div className="panel-head">
        <h2 className="file-name" title={file.name}>{file.name}</h2>
        <span className="aux figures">{`${count(read.cells.size)} 行`}</span>
      </div>
      <div>{titles[state]}</div>
      {state !== "ready" && all > 0 && (
        <Progress
          aria-label={isTrying ? "检查进度" : "导入进度"}
          percent={Math.floor(100 * through / all)}
          status={state === "done" ? "success" : state === "sending" ? "active" : "normal"}
        />
      )}
      {failure && <Alert type="error" showIcon title={failure.message} />}
      <Actions {...props} all={all} />
    </section>
  );
}

const titles: Record<Import["state"], string> = {
  checking: "正在检查，还没有写入任何东西",
  unchecked: "检查停下了，还没有写入任何东西",
  ready: "检查好了，还没有写入任何东西。看过下面每一行会怎样，再导入。",
  sending: "正在导入",
  ended: "导入停下了；已经导入的保留，可以接着导入",
  done: "导入完成",
};

function Actions({ current, all, check, send, end, forget }: Props & { all: number }) {
  const { state, sent } = current;
  const [reason, setReason] = useState("");
  const another = <Button onClick={forget}>换一个文件</Button>;
  if (state === "checking") return null;
  if (state === "sending") {
    return (
      <div className="file-actions">
        <Button onClick={end}>停下</Button>
        <span className="aux">停下后已经导入的保留，可以接着导入</span>
      </div>
    );
  }
  if (state === "done") {
    return (
      <div className="file-actions">
        <Link to="/distributors/imports">
          <Button type="primary">看名单，发专属链接</Button>
        </Link>
        {another}
      </div>
    );
  }
  if (state === "unchecked" || state === "ended") {
    return (
      <div className="file-actions">
        <Button
          type="primary"
          onClick={() => void (state === "ended" ? send(current, reason) : check(current))}
        >
          {state === "ended" ? `接着导入剩下的 ${count(all - sent.through)} 行` : "接着检查"}
        </Button>
        {another}
      </div>
    );
  }
  const changing = changingRows(current);
  if (changing === 0) {
    const isRight = [...triedLines(current).values()].some(({ outcome }) =>
      outcome === "unchanged"
    );
    return (
      <>
        {isRight
          ? <Alert type="info" showIcon title="都导入过了，没有要改的。" />
          : <Alert type="error" showIcon title="每一行都有问题，请改好表格再选一次。" />}
        <div className="file-actions">{another}</div>
      </>
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
      <ReasonItem placeholder="例如 门店老客户搬到小程序" extra="记在操作记录和推广员的记录里" />
      <div className="file-actions">
        <Button type="primary" htmlType="submit">{`导入 ${count(changing)} 行`}</Button>
        {another}
      </div>
    </Form>
  );
}
