import { Button } from "antd";
import { Nothing } from "../ui/Nothing.tsx";
import { type PlainColumn, PlainTable } from "../ui/PlainTable.tsx";
import type { Change } from "./changes.ts";

interface Props {
  changes: readonly Change[];
  /** Opens what a change is about. */
  onGo?: (change: Change) => void;
}

/** Everything in which the draft differs from what is in force. */
export function Changes({ changes, onGo }: Props) {
  if (changes.length === 0) {
    return <Nothing title="和正在生效的规则一样" hint="在费率表里改一格，这里就列出来" />;
  }
  const columns: PlainColumn<Change>[] = [
    { title: "什么", cell: ({ what }) => what },
    { title: "现在", cell: ({ before }) => before },
    { title: "改成", cell: ({ after }) => <b>{after}</b> },
    ...(onGo
      ? [{
        title: "位置",
        cell: (change: Change) => (
          <Button
            type="link"
            aria-label={`去看 ${change.what}`}
            onClick={() => onGo(change)}
          >
            去看
          </Button>
        ),
      }]
      : []),
  ];
  return <PlainTable rows={changes} keyOf={({ key }) => key} columns={columns} />;
}
