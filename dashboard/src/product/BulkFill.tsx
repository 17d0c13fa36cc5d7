import { Button, Input, Select, Space } from "antd";
import { useState } from "react";
import { columns, type Typed } from "./grid.ts";

/** One value into every row of a column. */
export function BulkFill(
  { count, onFill }: { count: number; onFill(name: Typed, text: string): void },
) {
  const [name, setName] = useState<Typed>("price");
  const [text, setText] = useState("");
  return (
    <Space.Compact>
      <Select
        aria-label="填哪一列"
        value={name}
        onChange={setName}
        style={{ width: 132 }}
        options={columns.map(({ name, title }) => ({ value: name, label: title }))}
      />
      <Input
        aria-label="填什么"
        value={text}
        maxLength={40}
        style={{ width: 120 }}
        onChange={({ target }) => setText(target.value)}
      />
      <Button disabled={!text.trim()} onClick={() => onFill(name, text.trim())}>
        填入 {count} 个规格
      </Button>
    </Space.Compact>
  );
}
