import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { Sortable } from "../ui/Sortable.tsx";
import { type DraftSpec, type DraftValue } from "./draft.ts";
import type { Part } from "./Editor.tsx";
import type { Problems } from "./form.ts";

const most_specs = 3;
const most_values = 200;

const anew = (): DraftValue => ({ key: crypto.randomUUID(), name: "" });

/** The dimensions of choice. Another name is another name: the SKUs stay those they were. */
export function SpecFields({ draft, change, problems }: Part) {
  const { specs } = draft;
  const set = (n: number, spec: DraftSpec) =>
    change({ specs: specs.map((other, m) => m === n ? spec : other) });
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>规格</h2>
        {specs.length < most_specs && (
          <Button
            icon={<PlusOutlined aria-hidden />}
            onClick={() => change({ specs: [...specs, { ...anew(), values: [anew()] }] })}
          >
            添加规格项
          </Button>
        )}
      </div>
      {specs.length === 0
        ? <p className="aux">只有一种的商品不用填；有颜色、大小之分的，最多三项</p>
        : <p className="aux">改名不影响库存、订单和购物车；删掉的规格值会停售，加回同名的就恢复</p>}
      {specs.map((spec, n) => (
        <Spec
          key={spec.key}
          spec={spec}
          at={`specs.${n}`}
          problems={problems}
          onChange={(next) => set(n, next)}
          onRemove={() => change({ specs: specs.filter((_, m) => m !== n) })}
        />
      ))}
    </section>
  );
}

interface SpecProps {
  spec: DraftSpec;
  at: string;
  problems: Problems;
  onChange(spec: DraftSpec): void;
  onRemove(): void;
}

function Spec({ spec, at, problems, onChange, onRemove }: SpecProps) {
  const { values } = spec;
  const setValues = (values: DraftValue[]) => onChange({ ...spec, values });
  return (
    <div className="spec" role="group" aria-label={`规格项 ${spec.name}`}>
      <div className="spec-head">
        <Named
          label="规格名称"
          placeholder="例如 颜色"
          most={20}
          name={spec.name}
          problem={problems[`${at}.name`]}
          onName={(name) => onChange({ ...spec, name })}
        />
        <Button
          type="text"
          danger
          icon={<DeleteOutlined />}
          aria-label={`删除规格项 ${spec.name}`}
          onClick={onRemove}
        />
      </div>
      <Sortable
        isRow
        items={values}
        keyOf={({ key }) => key}
        nameOf={({ name }) => name || "新的规格值"}
        onMove={setValues}
      >
        {(value, handle) => {
          const m = values.indexOf(value);
          return (
            <span className="spec-value">
              {handle}
              <Named
                label="规格值"
                placeholder="例如 天青"
                most={30}
                name={value.name}
                problem={problems[`${at}.values.${m}.name`]}
                onName={(name) =>
                  setValues(values.map((other) => other === value ? { ...value, name } : other))}
              />
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={`删除规格值 ${value.name}`}
                onClick={() => setValues(values.filter((other) => other !== value))}
              />
            </span>
          );
        }}
      </Sortable>
      {values.length < most_values && (
        <Button
          size="small"
          type="dashed"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => setValues([...values, anew()])}
        >
          添加规格值
        </Button>
      )}
      {problems[`${at}.values`] && <div className="wrong">{problems[`${at}.values`]}</div>}
    </div>
  );
}

interface NamedProps {
  label: string;
  placeholder: string;
  most: number;
  name: string;
  problem: string | undefined;
  onName(name: string): void;
}

function Named({ label, placeholder, most, name, problem, onName }: NamedProps) {
  return (
    <span className="spec-name">
      <Input
        aria-label={label}
        placeholder={placeholder}
        maxLength={most}
        value={name}
        {...(problem ? { status: "error" as const } : {})}
        onChange={({ target }) => onName(target.value)}
      />
      {problem && <span className="wrong">{problem}</span>}
    </span>
  );
}
