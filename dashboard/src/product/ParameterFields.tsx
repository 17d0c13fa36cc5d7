import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import type { ClipboardEvent } from "react";
import { Sortable } from "../ui/Sortable.tsx";
import type { DraftParameter } from "./draft.ts";
import type { Part } from "./Editor.tsx";
import { most_parameters, newParameter, parametersIn } from "./parameters.ts";

/** Facts of a product, name by name, in their order. */
export function ParameterFields({ draft: { parameters }, change, problems }: Part) {
  const set = (parameters: DraftParameter[]) => change({ parameters });

  /** A table or a list pasted into an empty name fills as many rows as it has. */
  function paste(event: ClipboardEvent, row: DraftParameter) {
    const pairs = parametersIn(event.clipboardData.getData("text/plain"));
    if (!pairs || row.name || row.value) return;
    event.preventDefault();
    set(parameters.flatMap((one) => one === row ? pairs : one).slice(0, most_parameters));
  }

  return (
    <section className="panel">
      <div className="panel-head">
        <h2>规格参数</h2>
        {parameters.length < most_parameters && (
          <Button
            icon={<PlusOutlined aria-hidden />}
            onClick={() => set([...parameters, newParameter()])}
          >
            添加参数
          </Button>
        )}
      </div>
      <p className="aux">
        产地、材质、净含量、保质期这些，显示在手机商品页；可以把表格粘贴进空的一行
      </p>
      <Sortable
        items={parameters}
        keyOf={({ key }) => key}
        nameOf={({ name }) => name || "新的参数"}
        onMove={set}
      >
        {(row, handle) => {
          const n = parameters.indexOf(row);
          const edit = (some: Partial<DraftParameter>) =>
            set(parameters.map((one) => one === row ? { ...row, ...some } : one));
          return (
            <div className="parameter">
              {handle}
              <Cell
                label={`参数名 ${n + 1}`}
                placeholder="例如 产地"
                most={20}
                text={row.name}
                problem={problems[`parameters.${n}.name`]}
                onText={(name) => edit({ name })}
                onPaste={(event) => paste(event, row)}
              />
              <Cell
                label={`参数值 ${n + 1}`}
                placeholder="例如 浙江杭州"
                most={200}
                text={row.value}
                problem={problems[`parameters.${n}.value`]}
                onText={(value) => edit({ value })}
              />
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={`删除参数 ${row.name}`}
                onClick={() => set(parameters.filter((one) => one !== row))}
              />
            </div>
          );
        }}
      </Sortable>
    </section>
  );
}

interface CellProps {
  label: string;
  placeholder: string;
  most: number;
  text: string;
  problem: string | undefined;
  onText(text: string): void;
  onPaste?(event: ClipboardEvent): void;
}

function Cell({ label, placeholder, most, text, problem, onText, onPaste }: CellProps) {
  return (
    <span className="parameter-cell">
      <Input
        aria-label={label}
        placeholder={placeholder}
        maxLength={most}
        value={text}
        {...(problem ? { status: "error" as const } : {})}
        {...(onPaste ? { onPaste } : {})}
        onChange={({ target }) => onText(target.value)}
      />
      {problem && <span className="wrong">{problem}</span>}
    </span>
  );
}
