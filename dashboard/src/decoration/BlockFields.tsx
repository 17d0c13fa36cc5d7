import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input, InputNumber, Select, Switch } from "antd";
import type { Block, PageLink } from "@/contracts/pages.ts";
import { useCategories } from "../categories/queries.ts";
import { optionsOf } from "../categories/tree.ts";
import { PictureInput } from "../ui/form/PictureInput.tsx";
import { Sortable } from "../ui/Sortable.tsx";
import { block_fields, block_items, type Field, type Items } from "./fields.ts";
import { LinkInput } from "./LinkInput.tsx";
import { ProductPicks } from "./ProductPicks.tsx";

type Values = Record<string, unknown>;

interface Props {
  block: Block;
  /** What is wrong, by the field below the block: `items.0.link`. */
  problems: Record<string, string>;
  /** How the block changes, whatever it is by then. */
  onChange(how: (now: Block) => Block): void;
}

/** Everything that can be set of a block. */
export function BlockFields({ block, problems, onChange }: Props) {
  const items = block_items[block.kind];
  const values = block as unknown as Values;
  const change = (some: Values) => onChange((now) => ({ ...now, ...some }));
  return (
    <>
      {block_fields[block.kind].filter(({ isAsked }) => isAsked?.(block) ?? true).map((field) => (
        <Labelled key={field.name} field={field} problem={problems[field.name]}>
          <Value field={field} value={values[field.name]} onChange={change} />
        </Labelled>
      ))}
      {items && (items.isAsked?.(block) ?? true) && (
        <ItemList
          items={items}
          value={values.items as Values[]}
          problems={problems}
          onChange={(how) =>
            onChange((now) => {
              const { items } = now as unknown as { items: Values[] };
              return { ...now, items: how(items) } as unknown as Block;
            })}
        />
      )}
      {block.kind === "shop" && (
        <p className="aux">
          店名、介绍、店标和颜色在“设置 · 店铺形象”里改；优惠按满减和包邮自动显示。
        </p>
      )}
    </>
  );
}

function Labelled(
  { field, problem, children }: {
    field: Field;
    problem: string | undefined;
    children: React.ReactNode;
  },
) {
  return (
    <Form.Item
      label={field.label}
      layout="vertical"
      validateStatus={problem ? "error" : ""}
      help={problem}
      extra={field.extra}
    >
      {children}
    </Form.Item>
  );
}

interface ValueProps {
  field: Field;
  value: unknown;
  onChange(some: Values): void;
}

function Value({ field, value, onChange }: ValueProps) {
  const set = (next: unknown) => onChange({ [field.name]: next });
  switch (field.input) {
    case "text": {
      const props = {
        "aria-label": field.label,
        value: value as string,
        maxLength: field.most,
        showCount: true,
        placeholder: field.placeholder ?? "",
        onChange: ({ target }: { target: { value: string } }) => set(target.value),
      };
      return field.isLong ? <Input.TextArea rows={6} {...props} /> : <Input {...props} />;
    }
    case "choice":
      return (
        <Select
          aria-label={field.label}
          className="wide"
          value={value as string}
          options={field.options}
          onChange={set}
        />
      );
    case "number":
      return (
        <InputNumber
          aria-label={field.label}
          min={field.least}
          max={field.most}
          precision={0}
          value={value as number}
          onChange={(next) => set(next ?? field.least)}
        />
      );
    case "switch":
      return <Switch aria-label={field.label} checked={value as boolean} onChange={set} />;
    case "picture":
      return <PictureInput label={field.label} value={value as string | null} onChange={set} />;
    case "link":
      return <LinkInput value={value as PageLink | null} onChange={set} />;
    case "category":
      return <CategorySelect value={value as string | null} onChange={set} />;
    case "products":
      return <ProductPicks value={value as string[]} onChange={set} />;
  }
}

function CategorySelect(
  { value, onChange }: { value: string | null; onChange(id: unknown): void },
) {
  const categories = useCategories().data?.items ?? [];
  return (
    <Select
      aria-label="分类"
      className="wide"
      allowClear
      placeholder="全部商品"
      value={value}
      options={optionsOf(categories)}
      onChange={(id?: string) => onChange(id ?? null)}
    />
  );
}

interface ListProps {
  items: Items;
  value: Values[];
  problems: Record<string, string>;
  onChange(how: (now: Values[]) => Values[]): void;
}

/** Keys of items for moving them: an item is told apart by being itself. */
const keys = new WeakMap<Values, string>();
function keyOf(item: Values): string {
  const key = keys.get(item) ?? crypto.randomUUID();
  keys.set(item, key);
  return key;
}

function ItemList({ items: { noun, add, most, fields }, value, problems, onChange }: ListProps) {
  function change(key: string, some: Values) {
    onChange((now) =>
      now.map((item) => {
        if (keyOf(item) !== key) return item;
        const next = { ...item, ...some };
        keys.set(next, key);
        return next;
      })
    );
  }
  const blank = () =>
    Object.fromEntries(fields.map(({ name }) => [name, name === "title" ? "" : null]));
  return (
    <>
      <Sortable
        items={value}
        keyOf={keyOf}
        nameOf={(item) => `${noun} ${value.indexOf(item) + 1}`}
        onMove={(moved) => onChange(() => moved)}
      >
        {(item, handle) => {
          const at = value.indexOf(item);
          return (
            <div className="block-item">
              <div className="block-item-head">
                {handle}
                <span>{noun} {at + 1}</span>
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={`删除${noun} ${at + 1}`}
                  onClick={() =>
                    onChange((now) => now.filter((other) => keyOf(other) !== keyOf(item)))}
                />
              </div>
              {fields.map((field) => (
                <Labelled
                  key={field.name}
                  field={field}
                  problem={problems[`items.${at}.${field.name}`]}
                >
                  <Value
                    field={field}
                    value={item[field.name]}
                    onChange={(some) => change(keyOf(item), some)}
                  />
                </Labelled>
              ))}
            </div>
          );
        }}
      </Sortable>
      {problems.items && <div className="wrong">{problems.items}</div>}
      {value.length < most && (
        <Button
          icon={<PlusOutlined aria-hidden />}
          onClick={() => onChange((now) => [...now, blank()])}
        >
          {add}
        </Button>
      )}
    </>
  );
}
