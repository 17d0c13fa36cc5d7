import { ArrowDownOutlined, ArrowUpOutlined, VerticalAlignTopOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { MoveShown } from "@/contracts/staff/materials.ts";
import type { Command } from "../lib/command.ts";

const moves = [
  { move: "first", words: "置顶", Icon: VerticalAlignTopOutlined },
  { move: "up", words: "上移", Icon: ArrowUpOutlined },
  { move: "down", words: "下移", Icon: ArrowDownOutlined },
] as const;

/** Moves a row of a list in the order in which distributors see it. */
export function Moves({ title, command }: { title: string; command: Command<MoveShown> }) {
  return (
    <span className="moves">
      {moves.map(({ move, words, Icon }) => (
        <Button
          key={move}
          type="text"
          size="small"
          icon={<Icon />}
          aria-label={`${words} ${title}`}
          title={words}
          disabled={command.isBusy}
          onClick={() => command.run({ move, reason: words })}
        />
      ))}
    </span>
  );
}
