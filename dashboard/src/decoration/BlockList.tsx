import { CopyOutlined, DeleteOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { blocks_most } from "@/contracts/page_bounds.ts";
import type { BlockKind } from "@/contracts/pages.ts";
import { Sortable } from "../ui/Sortable.tsx";
import { blanks, copyOf, type Row } from "./blocks.ts";
import { kind_words, summaryOf } from "./words.ts";

interface Props {
  rows: Row[];
  /** What can be added. */
  kinds: readonly BlockKind[];
  chosen: string | null;
  /** The error of the blocks as a whole. */
  problem: string | undefined;
  /** What is to be known of a row, by its place: hidden on the phone, or to be mended. */
  notes: Record<number, string>;
  onChoose(key: string): void;
  onChange(rows: Row[]): void;
}

/** The blocks of a page in their order, and what can be added. */
export function BlockList({ rows, kinds, chosen, problem, notes, onChoose, onChange }: Props) {
  function insert(row: Row) {
    const at = rows.findIndex(({ key }) => key === chosen);
    const place = at < 0 ? rows.length : at + 1;
    onChange([...rows.slice(0, place), row, ...rows.slice(place)]);
    onChoose(row.key);
  }
  return (
    <section className="panel block-list" aria-label="模块">
      <div className="panel-head">
        <h2>模块</h2>
      </div>
      <Sortable
        items={rows}
        keyOf={({ key }) => key}
        nameOf={({ block }) => kind_words[block.kind]}
        onMove={onChange}
      >
        {(row, handle) => {
          const { key, block } = row;
          const note = notes[rows.indexOf(row)];
          const name = kind_words[block.kind];
          return (
            <div className={key === chosen ? "block-row block-chosen" : "block-row"}>
              {handle}
              <button
                type="button"
                className="block-name"
                aria-pressed={key === chosen}
                onClick={() => onChoose(key)}
              >
                <span>{name}</span>
                <span className={note ? "block-note" : "aux"}>{note ?? summaryOf(block)}</span>
              </button>
              <Button
                type="text"
                size="small"
                icon={<CopyOutlined />}
                aria-label={`复制 ${name}`}
                disabled={rows.length >= blocks_most}
                onClick={() => insert(copyOf(block))}
              />
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={`删除 ${name}`}
                onClick={() => onChange(rows.filter((other) => other !== row))}
              />
            </div>
          );
        }}
      </Sortable>
      {rows.length === 0 && <p className="aux">还没有模块，从下面加一个，或用模板开始</p>}
      {problem && <div className="wrong">{problem}</div>}
      <div className="block-add">
        <span className="aux">点一下，加在选中的模块后面</span>
        {kinds.map((kind) => (
          <Button
            key={kind}
            size="small"
            disabled={rows.length >= blocks_most}
            aria-label={`添加 ${kind_words[kind]}`}
            onClick={() => insert(copyOf(blanks[kind]))}
          >
            {kind_words[kind]}
          </Button>
        ))}
      </div>
    </section>
  );
}
